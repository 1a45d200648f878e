"""Read a PDF as text: paragraphs in reading order, note marks, footnotes, links and pages.

`pdfglyphs` asks pdfium for the characters, `pdflines` sets lines, `pdfpages` tells body from
furniture and footnotes; here lines become paragraphs and the text is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.errors import UnreadableDocument
from kg.formats.extracted import Extracted, Hyperlink
from kg.formats.pdfglyphs import opened, sheets, unreadable
from kg.formats.pdflines import Page, Piece, page_of
from kg.formats.pdfpages import Block, Told, number_of, opens_note, told_apart
from kg.formats.pdfstyle import Style, style_of

_RULE = "_" * 10
# what a link's rectangle touches besides its words; brackets of a symbol, as in 1514 (XV), stay
_BEFORE = re.compile(r"[\s.,;:“«\[⁰¹²³⁴-⁹]|\((?![^()]*\))")
_BEHIND = re.compile(r"[\s.,;:”»\]⁰¹²³⁴-⁹]$|^[^(]*\)$|\($")
_BRACKETED = re.compile(r"\([^()]*\)")
_UNKNOWN = 0.2  # share of characters that say nothing
_MOST_TRIMMED = 40  # characters
_SCANNED = 0.5  # share of pages without text that makes a scan


def read_pdf(data: bytes, name: str) -> Extracted:
    """The text of a PDF.

    Args:
        data: the file's bytes.
        name: of the file, for messages.

    Returns:
        Its text, links and pages; the footnotes stand at the end of their page.

    Raises:
        UnreadableDocument: no PDF, too large, cut off, encrypted, broken, of too many pages, or
            without text that can be read; says what to do.
    """
    pages: list[Page] = []
    characters = unknown = 0
    with opened(data, name) as document:
        for sheet in sheets(document, name):
            characters += len(sheet.glyphs)
            unknown += unreadable(sheet)
            pages.append(page_of(sheet))
    if unknown > _UNKNOWN * characters:
        raise UnreadableDocument(
            f"{name}: the fonts do not say which letters they draw; "
            "run `ocrmypdf --force-ocr IN OUT` and read OUT"
        )
    blank = sum(page.picture or not page.rows for page in pages)
    if blank == len(pages) or sum(page.picture for page in pages) > _SCANNED * len(pages):
        raise UnreadableDocument(
            f"{name}: a scan without a text layer; run `ocrmypdf IN OUT` and read OUT"
        )
    return _written(told_apart(pages))


def _written(pages: list[Told]) -> Extracted:
    notes = _notes(pages)
    writer = _Writer(style_of(pages))
    for page, page_notes in zip(pages, notes, strict=True):
        writer.page()
        for block in page.blocks:
            writer.block(block)
        writer.notes(page_notes)
    return writer.extracted()


def _notes(pages: list[Told]) -> list[list[Block]]:
    """Each page's footnotes as their lines; what runs over from a page goes back to its note."""
    found: list[list[Block]] = []
    last: Block | None = None
    number = 0
    for page in pages:
        found.append([])
        for line in (line for block in page.notes for line in block):
            first = opens_note(line, number)
            if first is None and last is not None:
                last.append(line)
                continue
            last = [first or line]
            number = number_of(last[0]) or number
            found[-1].append(last)
    return found


@dataclass(slots=True)
class _Writer:
    """Writes line by line; knows the line before, and whether a paragraph is open."""

    style: Style
    text: list[str] = field(default_factory=list)
    length: int = 0
    links: list[Hyperlink] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    fresh: bool = False  # a page begins with the next line
    before: Piece | None = None  # in the body
    right: float = 0.0  # where the lines of its column end
    closed: bool = False  # a footnote stands before the next line

    def page(self) -> None:
        """Begin a page."""
        self._place_page()
        self.fresh = True

    def block(self, lines: Block) -> None:
        """Write one column's lines."""
        measure = self.style.measure(lines)
        for i, line in enumerate(lines):
            if self.before is None:
                glue = "\n\n" if self.length else ""
            elif self.before.is_row and line.is_rest:
                glue = self._glue(self.before, line)
            elif self.before.is_row and line.is_row:
                glue = "\n"
            elif self._begins(line, measure, i):
                glue = "\n\n"
            else:
                glue = self._glue(self.before, line)
            self._write(line, glue)
            self.before, self.right, self.closed = line, measure[1], False

    def _begins(self, line: Piece, measure: tuple[float, float], place: int) -> bool:
        """Whether a line, at a place in its column, begins a paragraph."""
        before = self.before
        if before is None or self.closed:
            return True
        if place:
            return self.style.begins(before, line, measure)
        return self.style.begins_column(before, line, measure, self.right)

    def notes(self, notes: list[Block]) -> None:
        """Write a page's footnotes, each on one line."""
        if not notes:
            return
        self._add(("\n\n" if self.length else "") + _RULE)
        for note in notes:
            for i, line in enumerate(note):
                self._write(line, self._glue(note[i - 1], line) if i else "\n")
        self.closed = True

    def extracted(self) -> Extracted:
        """What was written."""
        self._place_page()
        self._add("\n")
        text = "".join(self.text)
        links = tuple(_trimmed(link, text) for link in self.links)
        return Extracted(text, tuple(k for k in links if k.start < k.end), tuple(self.pages))

    def _glue(self, before: Piece, line: Piece) -> str:
        """What stands between two lines of a paragraph; a broken word's hyphen is taken back."""
        kept, glue = self.style.tied(before.text, line.text)
        if not kept:
            self.text[-1] = self.text[-1][:-1]
            self.length -= 1
            if self.links and self.links[-1].end > self.length:
                last = self.links[-1]
                self.links[-1] = Hyperlink(last.start, self.length, last.url)
        return glue

    def _write(self, line: Piece, glue: str) -> None:
        self._add(glue)
        if self.fresh:
            self._place_page()
        for link in line.links:
            self._link(link, len(glue))
        self._add(line.text)

    def _link(self, link: Hyperlink, glue: int) -> None:
        start, end = link.start + self.length, link.end + self.length
        last = self.links[-1] if self.links else None
        if last and last.url == link.url and not link.start and last.end >= start - glue:
            self.links[-1] = Hyperlink(last.start, end, link.url)
        else:
            self.links.append(Hyperlink(start, end, link.url))

    def _place_page(self) -> None:
        if self.fresh:
            self.pages.append(self.length)
            self.fresh = False

    def _add(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)


def _trimmed(link: Hyperlink, text: str) -> Hyperlink:
    """A link without the points and brackets that its rectangle touches."""
    start, end = link.start, link.end
    for _ in range(_MOST_TRIMMED):
        words = text[start:end]
        if start < end and (_BEFORE.match(words) or _BRACKETED.fullmatch(words)):
            start += 1
        elif start < end and _BEHIND.search(words):
            end -= 1
        else:
            break
    return Hyperlink(start, end, link.url)
