"""Do one thing to many pieces of work on the workers of a Dask scheduler, in their order.

The same pure functions as in `kg.pool`; the workers have kg installed and see the same folders. A
worker that is lost costs its pieces once more; a piece that loses its workers again and again is
told.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from kg.errors import KgError
from kg.pool import each

if TYPE_CHECKING:
    from distributed import Client, Future

_Piece = TypeVar("_Piece")
_Done = TypeVar("_Done")

_TOGETHER = 8  # pieces that a worker is handed at a time: a task costs the scheduler a millisecond
_AHEAD = 16  # batches for each worker that are handed out, or done and not yet asked for
_PATIENCE = 30  # seconds until a scheduler that does not answer is given up


def on_cluster(
    function: Callable[[_Piece], _Done],
    pieces: Iterable[_Piece],
    died: Callable[[_Piece], _Done],
    *,
    scheduler: str,
) -> Iterator[_Done]:
    """Do a piece of work after another.

    Args:
        function: pure, of a module's top level; what it raises is raised here.
        pieces: of work, asked for as they are handed out; they and what is done with them travel
            over the network.
        died: what is said of a piece that ended its workers.
        scheduler: its address, as ``tcp://10.0.0.1:8786``.

    Yields:
        What the function gave, in the order of the pieces.

    Raises:
        KgError: Dask is not installed, or the scheduler does not answer.
    """
    with _connected(scheduler) as client:
        waiting = iter(pieces)
        out: deque[tuple[Sequence[_Piece], Future[list[_Done]]]] = deque()
        most = _AHEAD * max(1, len(client.scheduler_info()["workers"]))
        while batch := list(islice(waiting, _TOGETHER)):
            future = client.submit(each, function, batch, pure=False)
            out.append((batch, future))
            if len(out) >= most:
                yield from _results(client, function, *out.popleft(), died)
        while out:
            yield from _results(client, function, *out.popleft(), died)


def _results(
    client: Client,
    function: Callable[[_Piece], _Done],
    batch: Sequence[_Piece],
    future: Future[list[_Done]],
    died: Callable[[_Piece], _Done],
) -> Iterator[_Done]:
    """What became of a batch; where it lost its workers, of each piece alone."""
    from distributed import KilledWorker

    try:
        yield from future.result()
    except KilledWorker:
        if len(batch) == 1:
            yield died(batch[0])
            return
        for piece in batch:
            alone = client.submit(each, function, [piece], pure=False)
            yield from _results(client, function, [piece], alone, died)


def _connected(scheduler: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise KgError("Dask is not installed: pip install 'unkg[cluster]'") from None
    try:
        return Client(scheduler, timeout=_PATIENCE)  # type: ignore[no-untyped-call] # Dask's own
    except (OSError, ValueError) as error:
        raise KgError(
            f"{scheduler}: no Dask scheduler answers there; start one with `dask scheduler`"
        ) from error
