"""Do one thing to many pieces of work: here, or in several processes, in the order of the pieces.

A piece that ends its process is found and reported; the others are done. An interrupt stops all.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, TypeAlias, TypeVar

_Piece = TypeVar("_Piece")
_Done = TypeVar("_Done")
_Function: TypeAlias = Callable[[Any], Any]

#: Does a function to pieces of work, in their order; of one that ended its process it tells.
Engine: TypeAlias = Callable[[_Function, Iterable[Any], _Function], Iterator[Any]]

_TOGETHER = 4  # pieces that are handed out at a time: to hand out costs most of a millisecond
_FIRST = 16  # pieces for each process that go one by one: there may be few in all
_AHEAD = 4  # batches for each process that are handed out, or done and not yet asked for


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    function: Callable[[_Piece], _Done],
    pieces: Iterable[_Piece],
    died: Callable[[_Piece], _Done],
    *,
    jobs: int,
) -> Iterator[_Done]:
    """Do a piece of work after another.

    Args:
        function: pure, of a module's top level; what it raises is raised here.
        pieces: of work, asked for as they are handed out; they and what is done with them travel
            between processes.
        died: what is said of a piece that ended its process.
        jobs: how many processes; with one, or for one piece, all is done in this.

    Yields:
        What the function gave, in the order of the pieces.
    """
    waiting = iter(pieces)
    few = list(islice(waiting, 2))
    waiting = chain(few, waiting)
    if min(jobs, len(few)) <= 1:
        yield from map(function, waiting)
        return
    batches = _batches(waiting, jobs * _FIRST)
    out: deque[tuple[Sequence[_Piece], Future[list[_Done]]]] = deque()  # not yet yielded
    while True:
        with _pool(jobs) as pool:
            try:
                yield from _through(pool, function, batches, out, jobs * _AHEAD)
                return
            except BrokenProcessPool:
                pass
        while out:
            batch, future = out.popleft()
            if _is_done(future):
                yield from future.result()
            else:
                yield from (_alone(function, piece, died) for piece in batch)


def each(function: Callable[[_Piece], _Done], batch: Sequence[_Piece]) -> list[_Done]:
    """Do one thing to pieces that were handed out together."""
    return [function(piece) for piece in batch]


def _batches(pieces: Iterator[_Piece], first: int) -> Iterator[Sequence[_Piece]]:
    yield from ([piece] for piece in islice(pieces, first))
    while batch := list(islice(pieces, _TOGETHER)):
        yield batch


def _through(
    pool: ProcessPoolExecutor,
    function: Callable[[_Piece], _Done],
    batches: Iterator[Sequence[_Piece]],
    out: deque[tuple[Sequence[_Piece], Future[list[_Done]]]],
    most: int,
) -> Iterator[_Done]:
    """Do batches in a pool, so many ahead; what is out when it breaks stays in `out`."""
    for batch in batches:
        out.append((batch, _handed_out(pool, function, batch)))
        if len(out) >= most:
            yield from _next(out)
    while out:
        yield from _next(out)


def _next(out: deque[tuple[Sequence[_Piece], Future[list[_Done]]]]) -> list[_Done]:
    done = out[0][1].result()
    out.popleft()
    return done


def _handed_out(
    pool: ProcessPoolExecutor, function: Callable[[_Piece], _Done], batch: Sequence[_Piece]
) -> Future[list[_Done]]:
    try:
        with _interrupts_held():
            return pool.submit(each, function, batch)
    except BrokenProcessPool as broken:
        never: Future[list[_Done]] = Future()
        never.set_exception(broken)
        return never


def _is_done(future: Future[Any]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _alone(
    function: Callable[[_Piece], _Done], piece: _Piece, died: Callable[[_Piece], _Done]
) -> _Done:
    """One piece in a process of its own."""
    try:
        with _pool(1) as pool:
            return _handed_out(pool, function, [piece]).result()[0]
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
