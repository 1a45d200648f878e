"""Read what an evaluation compares: the gold, and a run from documents or from printed records.

Documents are read and extracted now; beside a file of records they only lend their words. Nothing
is compared here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.annotations import Annotations, Entry, Texts, annotations_of, json_lines
from kg.authorities import load_catalogue
from kg.documents import Document, find_files, read_document
from kg.errors import AnnotationError, NotAResolution, UnreadableDocument
from kg.extraction import extract
from kg.filenames import last_part, same_files
from kg.places import Place
from kg.records import records
from kg.webannotations import web_annotations

LINES = (".jsonl", ".ndjson")
WEB = (".json", ".jsonld")


@dataclass(frozen=True, slots=True)
class Readings:
    """Two readings of the same texts."""

    gold: tuple[Annotations, ...]
    run: tuple[Annotations, ...]
    refused: tuple[str, ...] = ()  # documents that could not be read, and why: nothing was found


def read_readings(gold: Place, paths: Iterable[Place]) -> Readings:
    """Read a gold standard and the run to compare with it.

    Args:
        gold: a file of marks: JSON lines or Web Annotations.
        paths: documents and folders of documents to extract; or files of marks, and beside them
            documents that lend their words.

    Returns:
        Both; of the documents only those that the gold names were read.

    Raises:
        KgError: a path does not exist.
        AnnotationError: a record is wrong, or belongs to another text.
    """
    printed, documents = _parted(paths)
    shelf = _Shelf(documents)
    marked = read_annotations([gold], shelf.find)
    if not marked:
        raise AnnotationError(f"{gold}: holds no marks; write one JSON object a line")
    if printed:
        return Readings(marked, read_annotations(printed, shelf.find))
    return _extracted(marked, shelf)


def read_run(run: Place, paths: Iterable[Place]) -> tuple[Annotations, ...]:
    """Read another run from a file of marks.

    Args:
        run: records, one a line, or Web Annotations.
        paths: of which the documents lend their words.

    Raises:
        KgError: a path does not exist.
        AnnotationError: a record is wrong, or belongs to another text.
    """
    return read_annotations([run], _Shelf(_parted(paths)[1]).find)


def _parted(paths: Iterable[Place]) -> tuple[list[Place], list[Place]]:
    """Files of marks, and documents."""
    listed = list(paths)
    printed = [path for path in listed if path.suffix.lower() in LINES + WEB]
    return printed, [path for path in listed if path not in printed]


def read_annotations(paths: Iterable[Place], texts: Texts) -> tuple[Annotations, ...]:
    """Read files of marks; what they say of one text belongs together.

    Args:
        paths: of records, one a line (.jsonl), or Web Annotations (.json, .jsonld).
        texts: finds the text of a file, where it is at hand.

    Raises:
        AnnotationError: a record is wrong, or belongs to another text.
    """
    entries = (entry for path in paths for entry in _entries(path, texts))
    return tuple(annotations_of(entries, texts))


def _entries(path: Place, texts: Texts) -> Iterator[Entry]:
    suffix = path.suffix.lower()
    if suffix in LINES:
        return json_lines(path)
    if suffix in WEB:
        return web_annotations(path, texts)
    raise AnnotationError(f"{path}: marks are read from {', '.join(LINES + WEB)}")


class _Shelf:
    """The documents that were given, each read once and only when it is asked for."""

    def __init__(self, paths: Iterable[Place]) -> None:
        self.files = {str(path.absolute()): path for path in find_files(paths)}
        self._named: dict[str, list[str]] = {}
        for file in self.files:
            self._named.setdefault(last_part(file), []).append(file)
        self._read: dict[str, Document] = {}
        self.refused: dict[str, str] = {}

    def find(self, name: str) -> Document | None:
        """The document that a name means; None where it is not at hand or cannot be read."""
        file = same_files([name], self._named.get(last_part(name), ())).get(name)
        return self.take(file) if file else None

    def take(self, file: str) -> Document | None:
        """The document in a file; None where it cannot be read."""
        if file not in self._read and file not in self.refused:
            try:
                self._read[file] = read_document(self.files[file])
            except UnreadableDocument as error:
                self.refused[file] = str(error)
        return self._read.get(file)


def _extracted(gold: Sequence[Annotations], shelf: _Shelf) -> Readings:
    """Extract the documents that the gold names; one that is refused is read and has no marks."""
    run = []
    for file in same_files([a.file for a in gold], shelf.files).values():
        document = shelf.take(file)
        try:
            run.append(_annotations(file, document) if document else Annotations(file))
        except NotAResolution as error:
            shelf.refused[file] = str(error)
            run.append(Annotations(file))
    return Readings(tuple(gold), tuple(run), tuple(shelf.refused.values()))


def _annotations(file: str, document: Document) -> Annotations:
    extraction = extract(document, load_catalogue())
    entries: list[Entry] = [(file, {"file": file, "kind": "document"})]
    entries += [(file, {**r, "file": file}) for r in records(extraction, document.source)]
    [annotations] = annotations_of(entries, lambda _name: document)
    return annotations
