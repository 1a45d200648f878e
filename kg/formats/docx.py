"""Read a DOCX file as text: paragraphs with their numbers, tables, notes, hyperlinks.

Read the file itself, as libraries hide its footnotes and hyperlinks. Leave out what stands on each
page (headers and footers), what was deleted, and what is hidden; lay nothing out. The header that
only the first page has is the document's own head: there the UN prints symbol and date. Source:
ECMA-376 part 1, chapter 17 (WordprocessingML).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from kg.errors import UnreadableDocument
from kg.formats.extracted import Extracted
from kg.formats.packages import Package, open_package, refuse_legacy
from kg.formats.passages import Passage, Span, joined, on_one_line, trimmed, with_notes, words_of
from kg.formats.wordnumbers import Numbers, W, is_on, read_numbers
from kg.formats.wordruns import ENCLOSING, MC, PAGE_BREAK, RELATION, Marks, NoteKind, Runs, chosen

__all__ = ["read_docx", "refuse_legacy"]

_MAIN = "word/document.xml"
_NOTE_KINDS: tuple[NoteKind, ...] = ("footnote", "endnote")


def read_docx(data: bytes, name: str) -> Extracted:
    """The text of a DOCX file.

    Args:
        data: the file.
        name: the file's name, for messages.

    Returns:
        The first page's own header, then paragraphs apart by a blank line, each behind its
        automatic number; tables a line a row, cells apart by a tab; footnotes and endnotes in one
        count, at the end.

    Raises:
        UnreadableDocument: no Word document, broken, encrypted, of an older format, too large, or
            without words.
    """
    refuse_legacy(data, name)
    package = open_package(data, name)
    main = _main_part(package)
    body = package.xml(main).find(f"{W}body")
    if body is None:
        raise UnreadableDocument(f"{name}: not a Word document: {main} has no body")
    parts = dict(package.relationships(main).values())
    numbers = read_numbers(
        package.optional(parts.get("styles", "word/styles.xml")),
        package.optional(parts.get("numbering", "word/numbering.xml")),
    )
    marks = Marks()
    paragraphs = [
        *_head(package, main, body, numbers),
        *_Blocks(Runs(numbers, _targets(package, main), marks)).read(body),
    ]
    found = with_notes(paragraphs, _notes(package, parts, numbers, marks))
    if next(body.iter(PAGE_BREAK), None) is None:  # no program has laid it out
        found = replace(found, pages=(), unpaged=None)
    if not found.text.strip():
        raise UnreadableDocument(
            f"{name}: no words; if its pages are pictures, save it as PDF and run ocrmypdf IN OUT"
        )
    return found


def _main_part(package: Package) -> str:
    """Where the document is: as the package says, or at the usual place."""
    named = (t for kind, t in package.relationships("").values() if kind == "officeDocument")
    return next(named, _MAIN)


def _targets(package: Package, part: str) -> Mapping[str, str]:
    return {
        name: target
        for name, (kind, target) in package.relationships(part).items()
        if kind == "hyperlink"
    }


def _head(package: Package, main: str, body: etree._Element, numbers: Numbers) -> Iterator[Passage]:
    """The header that only the first page has, where the first section says so."""
    section = next(body.iter(f"{W}sectPr"), None)
    if section is None or not is_on(section.find(f"{W}titlePg")):
        return
    targets = package.relationships(main)
    for reference in section.iterfind(f"{W}headerReference"):
        _, part = targets.get(reference.get(RELATION, ""), ("", ""))
        root = package.optional(part) if reference.get(f"{W}type") == "first" else None
        if root is not None:
            runs = Runs(numbers, _targets(package, part), None)
            yield from _Blocks(runs, is_frame=True).read(root)


def _notes(
    package: Package, parts: Mapping[str, str], numbers: Numbers, marks: Marks
) -> Iterator[tuple[str, Passage]]:
    """The notes that the text refers to, in its order, each with its mark."""
    texts: dict[tuple[NoteKind, str], Passage] = {}
    for kind in _NOTE_KINDS:
        part = parts.get(f"{kind}s", f"word/{kind}s.xml")
        root = package.optional(part) if any(k == kind for k, _ in marks.known) else None
        if root is None:
            continue
        runs = Runs(numbers, _targets(package, part), None)
        for note in root.iterfind(f"{W}{kind}"):
            lines = (trimmed(passage) for passage in _Blocks(runs).read(note))
            texts[kind, note.get(f"{W}id", "")] = joined((line for line in lines if line), "\n")
    yield from ((mark, texts[key]) for key, mark in marks.known.items() if key in texts)


@dataclass(slots=True)
class _Blocks:
    """Reads paragraphs and tables in order; keeps a paragraph whose end was deleted."""

    runs: Runs
    is_frame: bool = False  # tables only lay the page out: their rows are paragraphs
    kept: list[Span] = field(default_factory=list)

    def read(self, parent: Iterable[etree._Element]) -> Iterator[Passage]:
        yield from self._blocks(parent)
        if self.kept:
            yield self.kept

    def _blocks(self, parent: Iterable[etree._Element]) -> Iterator[Passage]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in ENCLOSING:
                yield from self._blocks(child)
            elif child.tag == f"{MC}AlternateContent":
                yield from self._blocks(chosen(child))

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Passage]:
        words, boxes = self.runs.read(paragraph)
        self.kept.extend(words)
        properties = paragraph.find(f"{W}pPr")
        if not _is_deleted(properties, "rPr"):
            label = self.runs.numbers.label(properties)
            words, self.kept = trimmed(self.kept), []
            if words:
                yield _labelled(label, words)
        for box in boxes:
            yield from _Blocks(self.runs).read(box)

    def _table(self, table: etree._Element) -> Iterator[Passage]:
        """A table as one passage; a table of one cell is a frame around paragraphs."""
        rows = [
            list(_inside(row, "tc"))
            for row in _inside(table, "tr")
            if not _is_deleted(row.find(f"{W}trPr"))
        ]
        if len(rows) == 1 and len(rows[0]) == 1:
            yield from _Blocks(self.runs).read(rows[0][0])
            return
        lines = [[self._cell(cell) for cell in row] for row in rows]
        if self.is_frame:
            yield from (joined(filter(words_of, line), "\t") for line in lines)
            return
        yield joined((joined(line, "\t") for line in lines if any(map(words_of, line))), "\n")

    def _cell(self, cell: etree._Element) -> Passage:
        """A cell as one line. A glue before an empty first cell is lost, hence the empty span."""
        return [Span(""), *on_one_line(joined(_Blocks(self.runs).read(cell), " "))]


def _labelled(label: str, words: Passage) -> Passage:
    """A paragraph behind its number, which stands on the page of its first word."""
    if not label:
        return words
    first = words[0]
    return [Span(label, turns=first.turns), first._replace(turns=False), *words[1:]]


def _inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, wherever content controls enclose them."""
    for child in parent:
        if child.tag == f"{W}{tag}":
            yield child
        elif child.tag in ENCLOSING:
            yield from _inside(child, tag)


def _is_deleted(properties: etree._Element | None, *path: str) -> bool:
    """Whether properties, or those inside them, say that a reviser deleted what bears them."""
    if properties is None:
        return False
    place = "/".join(f"{W}{step}" for step in path)
    marked = properties.find(place) if place else properties
    return marked is not None and any(
        marked.find(f"{W}{tag}") is not None for tag in ("del", "moveFrom")
    )
