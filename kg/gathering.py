"""Read all files of a build: what each states, which are versions of one work, which are twins.

What is known from an earlier build is not read again. Nothing is described here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from kg.authorities import load_catalogue
from kg.confidence import withhold
from kg.documents import read_document
from kg.errors import NotAResolution, UnreadableDocument
from kg.extraction import extract
from kg.findings import Extraction
from kg.iris import document_graph
from kg.packing import Packed, Spool, pack
from kg.places import Place, at_once
from kg.pool import Engine
from kg.reports import DocumentReport, duplicate, refused, reported
from kg.state import Known

#: Told after each piece of work: how many are done, of how many, and what was done last.
Progress: TypeAlias = Callable[[int, int, str], None]

_PIECE = 1 << 16  # bytes


@dataclass(frozen=True, slots=True)
class Gathered:
    """All files read.

    Attributes:
        files: what became of each, in the order read.
        documents: the same, where a file has the text of another it says so.
        works: by name of their graphs, the language versions of each.
        symbols: of the documents read.
    """

    files: tuple[Known, ...]
    documents: tuple[DocumentReport, ...]
    works: Mapping[str, Sequence[Known]]
    symbols: frozenset[str]

    @property
    def reason(self) -> str:
        """Why nothing was built; empty where something was."""
        if self.works:
            return ""
        first = self.documents[0].reason or self.documents[0].path
        return f"none of {len(self.documents)} documents could be read; the first: {first}"


def gather(
    files: Sequence[Place],
    earlier: Sequence[Known],
    least: float,
    engine: Engine,
    spool: Spool,
    progress: Progress | None,
) -> Gathered:
    """Read the files that are not known.

    Args:
        files: in the order in which they are told.
        earlier: what is known of files from an earlier build; of the same bytes, it holds.
        least: the confidence below which targets are withheld.
        engine: reads them.
        spool: takes what was found in those that are read.
        progress: called after each file.

    Returns:
        What they are; a second file of one text in one language is named and left out.
    """
    known = _unchanged(files, earlier)
    unread = [path for path in files if str(path) not in known]
    reading = engine(partial(_read, least=least), unread, _died)
    told: list[Known] = []
    for done, path in enumerate(files, 1):
        one = known.get(str(path))
        if one is None:
            one, packed = next(reading)
            if packed:
                spool.keep(one.report.path, packed)
        told.append(one)
        if progress:
            progress(done, len(files), one.report.path)
    return _united(told)


def found_in(path: Place, least: float) -> tuple[Extraction, int]:
    """What a document states.

    Args:
        path: of its file.
        least: the confidence below which targets are withheld.

    Returns:
        What was found, and how many targets were withheld.

    Raises:
        UnreadableDocument: the file holds no text that can be read.
        NotAResolution: nothing in the text marks a resolution.
    """
    return withhold(extract(read_document(path), load_catalogue()), least)


def _unchanged(files: Sequence[Place], earlier: Sequence[Known]) -> dict[str, Known]:
    """What is known of files whose bytes are those of then, by path."""
    then = {known.report.path: known for known in earlier if known.sha256}
    listed = [path for path in files if str(path) in then]
    now = zip(map(str, listed), at_once(_sha256, listed), strict=True)
    return {path: then[path] for path, sha256 in now if then[path].sha256 == sha256}


def _sha256(path: Place) -> str:
    try:
        digest = hashlib.sha256()
        with path.open("rb") as file:  # a piece at a time: what is refused may be of any size
            while piece := file.read(_PIECE):
                digest.update(piece)
        return digest.hexdigest()
    except OSError:
        return ""


def _read(path: Place, least: float) -> tuple[Known, Packed | None]:
    try:
        extraction, withheld = found_in(path, least)
    except (UnreadableDocument, NotAResolution) as error:
        # of a pipe or a device nothing can be known, and reading it may never end
        return Known(_sha256(path) if path.is_file() else "", refused(path, str(error))), None
    known = Known(
        extraction.sha256,
        reported(extraction, withheld),
        extraction.symbol or extraction.sha256,
        str(document_graph(extraction.symbol, extraction.sha256)),
    )
    return known, pack(extraction)


def _died(path: Place) -> tuple[Known, None]:
    reason = f"{path}: it ended the process that read it; leave it out, tell us"
    return Known("", refused(path, reason)), None


def _united(files: Sequence[Known]) -> Gathered:
    """Files as documents, and as versions of works."""
    first: dict[tuple[str, str | None], str] = {}  # the path of each text
    works: dict[str, list[Known]] = {}
    documents = []
    for known in files:
        report = known.report
        text = (known.work, report.language)
        if report.ending == "built" and text in first:
            reason = f"{known.work} in {report.language} was read from {first[text]}"
            report = duplicate(report, reason)
        elif report.ending == "built":
            first[text] = report.path
            works.setdefault(known.graph, []).append(known)
        documents.append(report)
    symbols = frozenset(known.work for versions in works.values() for known in versions)
    return Gathered(tuple(files), tuple(documents), works, symbols)
