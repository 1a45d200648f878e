"""Keep a graph in Oxigraph's store beside its N-Quads, so that questions are answered at once.

The N-Quads stay what counts: the store is made from them, says of which bytes, and is not used once
they are others. It is only read here, so that many can ask at the same time.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError, one_line
from kg.places import Place, files_in

FOLDER = "store"  # in the graph's folder
UNFINISHED = ".unfinished"  # stands there while a build moves its files in
STALE = "the store is of another graph; run kg index"
_DATA = "data"  # Oxigraph's own files
_SOURCE = "source.json"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file of N-Quads as it was read: which, how long, when written, and which bytes."""

    name: str  # from the graph's folder on
    size: int
    modified: int  # nanoseconds
    sha256: str


@dataclass(frozen=True, slots=True)
class Index:
    """A store that was made: of how many bytes of N-Quads, how large, in which time."""

    read: int
    size: int
    seconds: float


def quad_files(folder: Place) -> list[Place]:
    """Give the files of a graph's folder that hold its statements.

    Raises:
        GraphError: as `quad_names`.
    """
    return [folder / name for name in quad_names(folder)]


def quad_names(folder: Place) -> list[str]:
    """Give the names, from a graph's folder on, of the files that hold its statements.

    Raises:
        GraphError: there is no such folder, no graph in it, or one that was half replaced.
    """
    if not folder.is_dir():
        raise GraphError(f"{folder}: no such folder; build the graph first")
    if (folder / UNFINISHED).exists():
        raise GraphError(f"{folder}: a build was stopped as it replaced the graph; run it again")
    found = files_in(folder, ".nq")
    if not found:
        raise GraphError(f"{folder}: holds no graph (*.nq); build it first")
    return found


def write_index(folder: Place, *, progress: Callable[[int, int, str], None] | None = None) -> Index:
    """Load a graph's N-Quads into a store beside them; an earlier one is replaced when it is whole.

    Args:
        folder: that `kg build` wrote.
        progress: called with megabytes read, of all, and the file.

    Returns:
        How large it is and how long it took.

    Raises:
        GraphError: the folder is on no disk of this machine, there is no graph, it is no valid RDF,
            or the folder cannot be written.
    """
    if not isinstance(folder, Path):
        raise GraphError(
            f"{folder}: a store needs a disk; copy the folder to this machine and index the copy"
        )
    started, names = time.monotonic(), quad_names(folder)
    try:
        with tempfile.TemporaryDirectory(prefix=f".{FOLDER}-", dir=folder) as beside:
            made = Path(beside, FOLDER)
            sources = _load(names, folder, made / _DATA, progress)
            _write_sources(made, sources)
            _replace(made, folder / FOLDER)
    except OSError as error:
        raise GraphError(f"{folder}: cannot be indexed: {error.strerror or error}") from None
    size = sum(path.stat().st_size for path in (folder / FOLDER).rglob("*"))
    return Index(sum(source.size for source in sources), size, time.monotonic() - started)


def open_index(folder: Place) -> ox.Store | None:
    """Open the store of a graph to be read; None where there is none, or it is of another graph."""
    if not isinstance(folder, Path) or not _is_current(folder):
        return None
    try:
        return ox.Store.read_only(str(folder / FOLDER / _DATA))
    except OSError:  # made by another version of Oxigraph, or broken: the N-Quads are there
        return None


def is_stale(folder: Place) -> bool:
    """Whether a graph has a store that cannot be used, being of another graph or broken."""
    return isinstance(folder, Path) and (folder / FOLDER).is_dir() and open_index(folder) is None


def forget_index(folder: Place) -> None:
    """Remove the store of a graph that was built anew; of the same bytes, it is kept.

    Args:
        folder: whose N-Quads were written since.

    Raises:
        GraphError: it cannot be removed.
    """
    if not isinstance(folder, Path) or not (folder / FOLDER).is_dir():
        return
    index = folder / FOLDER
    try:
        then, now = _sources(folder), [_source(name, folder) for name in quad_names(folder)]
        if [(s.name, s.sha256) for s in then] == [(s.name, s.sha256) for s in now]:
            _write_sources(index, now)
        else:
            shutil.rmtree(index)
    except OSError as error:
        raise GraphError(f"{index}: cannot be removed: {error.strerror or error}") from None


class _Reading:
    """Files that are read as one, each hashed as it is read; tells how far it has come.

    Loaded one by one, thousands of files would leave thousands of small tables to be merged.
    """

    def __init__(self, paths: Sequence[Path], advance: Callable[[int, Path], None]) -> None:
        self.digests: list[str] = []
        self._waiting = iter(paths)
        self._advance = advance
        self._open()

    def read(self, size: int = -1) -> bytes:
        while self._path is not None:
            block = self._file.read(size)
            if block:
                self._sha256.update(block)
                self._advance(len(block), self._path)
                return block
            self.digests.append(self._sha256.hexdigest())
            self._file.close()
            self._open()
        return b""

    def close(self) -> None:
        self._file.close()

    def _open(self) -> None:
        """Go on to the next file, if there is one."""
        self._path = next(self._waiting, None)
        if self._path is not None:
            self._file = self._path.open("rb")
            self._sha256 = hashlib.sha256()


def _load(
    names: Sequence[str],
    folder: Path,
    to: Path,
    progress: Callable[[int, int, str], None] | None,
) -> list[Source]:
    paths = [folder / name for name in names]
    facts = [path.stat() for path in paths]
    of, done, told = sum(one.st_size for one in facts), 0, 0

    def advance(size: int, path: Path) -> None:
        nonlocal done, told
        done += size
        if progress and (done - told >= _BLOCK or done == of):
            told = done
            progress(done // _BLOCK, of // _BLOCK, str(path))

    to.mkdir(parents=True)
    store = ox.Store(str(to))
    with closing(_Reading(paths, advance)) as reading:
        try:
            store.bulk_load(input=reading, format=ox.RdfFormat.N_QUADS)  # type: ignore[arg-type]
        except (SyntaxError, ValueError) as error:
            raise GraphError(
                _fault(paths) or f"{folder}: no valid RDF: {one_line(error)}"
            ) from None
    store.flush()
    told_of = zip(names, facts, reading.digests, strict=True)
    return [_described(name, one, sha256) for name, one, sha256 in told_of]


def _fault(paths: Sequence[Path]) -> str | None:
    """Name the file that is no valid RDF: the loader counts lines of all of them together."""
    for path in paths:
        try:
            for _ in ox.parse(path=path, format=ox.RdfFormat.N_QUADS):
                pass
        except (SyntaxError, ValueError) as error:
            return f"{path}: no valid RDF: {one_line(error)}"
    return None


def _source(name: str, folder: Path) -> Source:
    path = folder / name
    facts = path.stat()
    with path.open("rb") as file:
        return _described(name, facts, hashlib.file_digest(file, "sha256").hexdigest())


def _described(name: str, facts: os.stat_result, sha256: str) -> Source:
    return Source(name, facts.st_size, facts.st_mtime_ns, sha256)


def _is_current(folder: Path) -> bool:
    """Compare lengths and times, as `make` does: hashing 20 GB would take longer than to answer."""
    then = {(source.name, source.size, source.modified) for source in _sources(folder)}
    if not then:
        return False
    stats = ((name, (folder / name).stat()) for name in quad_names(folder))
    now = {(name, s.st_size, s.st_mtime_ns) for name, s in stats}
    return now == then


def _sources(folder: Path) -> list[Source]:
    try:
        rows = json.loads((folder / FOLDER / _SOURCE).read_text(encoding="utf-8"))
        return [Source(**row) for row in rows]
    except (OSError, ValueError, TypeError):
        return []


def _write_sources(index: Path, sources: Sequence[Source]) -> None:
    rows = json.dumps([asdict(source) for source in sources], indent=2)
    (index / _SOURCE).write_text(rows + "\n", encoding="utf-8")


def _replace(made: Path, index: Path) -> None:
    """Put a store where another may stand; between the two there is none, and nobody is misled."""
    if index.exists():
        index.rename(made.with_name("earlier"))  # goes with the temporary folder
    made.rename(index)
