"""Do one thing to many pieces of work: here, or in several processes, in the order of the pieces.

A piece that ends its process is found and reported; the others are done. An interrupt stops all.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

_Piece = TypeVar("_Piece")
_Done = TypeVar("_Done")

_TOGETHER = 8  # pieces that a process is handed at a time


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    function: Callable[[_Piece], _Done],
    pieces: Sequence[_Piece],
    died: Callable[[_Piece], _Done],
    *,
    jobs: int,
) -> Iterator[_Done]:
    """Do a piece of work after another.

    Args:
        function: pure, of a module's top level; what it raises is raised here.
        pieces: of work; they and what is done with them travel between processes.
        died: what is said of a piece that ended its process.
        jobs: how many processes; with one, or for one piece, all is done in this.

    Yields:
        What the function gave, in the order of the pieces.
    """
    if min(jobs, len(pieces)) <= 1:
        yield from map(function, pieces)
        return
    done = 0
    while done < len(pieces):
        try:
            with _pool(jobs) as pool:
                with _interrupts_held():
                    results = pool.map(function, pieces[done:], chunksize=_TOGETHER)
                for result in results:
                    done += 1
                    yield result
        except BrokenProcessPool:
            for piece in pieces[done : done + jobs * _TOGETHER]:
                done += 1
                yield _alone(function, piece, died)


def _alone(
    function: Callable[[_Piece], _Done], piece: _Piece, died: Callable[[_Piece], _Done]
) -> _Done:
    """One piece in a process of its own."""
    try:
        with _pool(1) as pool:
            with _interrupts_held():
                future = pool.submit(function, piece)
            return future.result()
    except BrokenProcessPool:
        return died(piece)


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    # started afresh: a copy of this process would share its terminal, its threads and their locks
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Start processes that hold interrupts back, as they inherit it; this one gets them after.

    Ctrl-C reaches every process of a terminal: the first of them stops the others.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
