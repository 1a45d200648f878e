"""Remember between builds what was read and written, so that only what changed is done again.

One small file in the graph's folder. It never says that something is there which is not: it is cut
down before a file of the graph changes, and whole again after the last one did.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import metadata
from pathlib import Path

import msgspec

from kg.places import Place
from kg.render import Drawn
from kg.reports import DocumentReport
from kg.store import write_bytes
from kg.versions import Agreement

STATE = ".state.json.gz"

_PACKAGE = Path(__file__).parent
_NAME = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Known:
    """What became of one file.

    Attributes:
        sha256: of its bytes; of a file that could not be read, nothing.
        report: what it gave, before it is told whether another file has the same text.
        work: the symbol of what it is a version of; its digest where it states none.
        graph: the name of the work's graph; of a refused file, nothing.
    """

    sha256: str
    report: DocumentReport
    work: str = ""
    graph: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A work as a part has it.

    Attributes:
        of: a digest of the files of its language versions.
        targets: what it points to.
    """

    of: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the graph: works that are described together.

    Attributes:
        works: by the names of their graphs.
        stated: how many triples they state.
        agreements: of the works that were read in several languages.
        size: of its N-Quads, in bytes.
    """

    works: dict[str, Work]
    stated: int
    agreements: tuple[Agreement, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Beside:
    """A graph that stands beside those of works, of what they name.

    Attributes:
        of: a digest of the names of what it describes.
        stated: how many triples it states.
        size: of its N-Quads, in bytes.
    """

    of: str
    stated: int
    size: int


@dataclass(frozen=True, slots=True)
class State:
    """What a build left behind.

    Attributes:
        made_by: the program and the options that made it (`maker`).
        files: that it read, in their order.
        parts: by name, those that stand as it left them.
        beside: by name, the graphs beside them, likewise.
        triples: of the whole graph.
        cited: how many documents are cited and were not read.
        drawn: how much the picture shows, if there is one.
    """

    made_by: str = ""
    files: tuple[Known, ...] = ()
    parts: dict[str, Part] = field(default_factory=dict)
    beside: dict[str, Beside] = field(default_factory=dict)
    triples: int = 0
    cited: int = 0
    drawn: Drawn | None = None


def maker(*options: object) -> str:
    """A digest of all that decides what a document gives: code, rules, authorities, libraries.

    Args:
        options: of the build.
    """
    return hashlib.sha256(repr((_program(), options)).encode()).hexdigest()


def read_state(folder: Place, made_by: str) -> State:
    """What an earlier build of a graph remembered.

    Args:
        folder: of the graph.
        made_by: the maker of this build; what another one made is not taken up.

    Returns:
        The state; an empty one where there is none that can be used.
    """
    try:
        data = gzip.decompress((folder / STATE).read_bytes())
        state = msgspec.json.decode(data, type=State)
    except (OSError, EOFError, msgspec.MsgspecError):
        return State(made_by)
    return state if state.made_by == made_by else State(made_by)


def write_state(state: State, folder: Place) -> None:
    """Write the state of a graph, whole or not at all.

    Raises:
        GraphError: it cannot be written.
    """
    # a name that is no text cannot stand in JSON: its file is read anew each time
    files = tuple(known for known in state.files if _is_text(known.report.path))
    # read-only mappings are written as what they are views of
    data = msgspec.json.encode(replace(state, files=files), enc_hook=dict)
    write_bytes(folder / STATE, (gzip.compress(data, 1, mtime=0),))


def _is_text(name: str) -> bool:
    return name.isascii() or not any("\ud800" <= character <= "\udfff" for character in name)


@cache
def _program() -> str:
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(_PACKAGE).as_posix().encode())
            digest.update(path.read_bytes())
    for library in sorted(metadata.requires("unkg") or ()):
        digest.update(f"{library} {_version(library)}\n".encode())
    return digest.hexdigest()


def _version(library: str) -> str:
    """The installed version of what a requirement names."""
    name = _NAME.match(library)
    try:
        return metadata.version(name[0]) if name else ""
    except metadata.PackageNotFoundError:  # an extra that is not installed
        return ""
