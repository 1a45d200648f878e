"""Read the words of a web page in order: paragraphs, lists, tables, hyperlinks, raised marks.

Walk without recursion, as pages nest as deeply as they like. Source: the HTML standard
(html.spec.whatwg.org) on lists and tables; Word's "web page, filtered" on footnotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import etree

from kg.formats.pageparts import Parts
from kg.formats.passages import (
    Passage,
    Span,
    joined,
    on_one_line,
    raised,
    trimmed,
    web_address,
    words_of,
)
from kg.symbols import roman_numeral

_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_CELLS = ("td", "th", "caption")
_LAYOUT_CELL = 3  # paragraphs in a cell, beyond which a table is the page's frame
_SPACES = re.compile(r"[ \t\r\n\f]+")
_RUNS = re.compile(r"[ \t]*\n[ \t]*|[ \t]{2,}")
_NOTE_LINK = re.compile(r"#_?(?:ftn|fn|edn|note|footnote|endnote)", re.IGNORECASE)
_NOTE_MARK = re.compile(r"\s*[\[(]?(\d{1,3})[\])]?\s*")
_LARGEST_ROMAN = 399
_ALPHABET = 26


@dataclass(slots=True)
class Words:
    """Reads a page; knows what is open at the place it has come to."""

    parts: Parts
    base: str
    done: list[Passage] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    label: str = ""  # of a list item whose words have not come yet
    links: list[tuple[str, bool]] = field(default_factory=list)  # address; whether to a note
    counts: list[int | None] = field(default_factory=list)  # of lists; None where they count not
    up: int = 0
    kept_lines: int = 0
    table: etree._Element | None = None  # whose rows are read as lines
    row: list[Passage] = field(default_factory=list)
    rows: list[Passage] = field(default_factory=list)

    def read(self) -> list[Passage]:
        """The passages of the page, in order."""
        walk = etree.iterwalk(self.parts.root, events=("start", "end"))
        for event, element in walk:
            if element in self.parts.left_out:
                if event == "start":
                    walk.skip_subtree()
            elif event == "start":
                self._open(element)
                self._add(element.text or "")
            else:
                self._close(element)
            if event == "end" and element is not self.parts.root:
                self._add(element.tail or "")
        self._break()
        return self.done

    def _open(self, element: etree._Element) -> None:
        if element.tag in _BLOCKS:
            self._break()
        opener = _OPENERS.get(element.tag)
        if opener:
            opener(self, element)

    def _close(self, element: etree._Element) -> None:
        closer = _CLOSERS.get(element.tag)
        if closer:
            closer(self, element)
        if element.tag in _BLOCKS:
            self._break()

    def _add(self, text: str) -> None:
        if not self.kept_lines:
            text = _SPACES.sub(" ", text)
        if not text:
            return
        to_note = any(note for _, note in self.links)
        mark = _NOTE_MARK.fullmatch(text) if self.up or to_note else None
        if mark:
            text = raised(mark[1])
        elif self.up:
            text = raised(text)
        url = next((url for url, _ in reversed(self.links) if url), "")
        self.spans.append(Span(text, "" if to_note else url))

    def _break(self) -> None:
        """End the paragraph; inside a row of a table, only the word."""
        if self.table is not None:
            self.spans.append(Span(" "))
            return
        if words_of(self.spans):
            self.done.append([Span(self.label), *_spaced(trimmed(self.spans))])
            self.label = ""
        self.spans = []

    def _line_break(self, _: etree._Element) -> None:
        self.spans.append(Span("\n"))

    def _open_link(self, element: etree._Element) -> None:
        href = element.get("href", "")
        self.links.append((address(href, self.base), bool(_NOTE_LINK.search(href))))

    def _close_link(self, _: etree._Element) -> None:
        self.links.pop()

    def _rise(self, _: etree._Element) -> None:
        self.up += 1

    def _sink(self, _: etree._Element) -> None:
        self.up -= 1

    def _keep_lines(self, _: etree._Element) -> None:
        self.kept_lines += 1

    def _fold_lines(self, _: etree._Element) -> None:
        self.kept_lines -= 1

    def _open_list(self, element: etree._Element) -> None:
        first = _number(element.get("start", ""), 1)
        self.counts.append(first - 1 if element.tag == "ol" else None)

    def _close_list(self, _: etree._Element) -> None:
        self.counts.pop()

    def _open_item(self, element: etree._Element) -> None:
        count = self.counts[-1] if self.counts else None
        if count is None or self.table is not None:
            return
        self.counts[-1] = _number(element.get("value", ""), count + 1)
        parent = element.getparent()
        form = "1" if parent is None else parent.get("type", "1")
        self.label = f"{_in_form(self.counts[-1], form)}. "

    def _close_item(self, _: etree._Element) -> None:
        self._break()
        self.label = ""

    def _open_table(self, element: etree._Element) -> None:
        if self.table is None and _is_of_data(element):
            self.table = element
            self.row, self.rows = [], []

    def _close_table(self, element: etree._Element) -> None:
        if element is self.table:
            self._close_row(element)
            self.table = None
            self.done.append(joined(self.rows, "\n"))
            self.spans = []

    def _close_cell(self, element: etree._Element) -> None:
        if self.table is not None:
            self.row.append([Span(""), *on_one_line(self.spans)])
            self.spans = []
            if element.tag == "caption":
                self._close_row(element)

    def _close_row(self, _: etree._Element) -> None:
        if self.table is not None:
            if any(map(words_of, self.row)):
                self.rows.append(joined(self.row, "\t"))
            self.row = []


_OPENERS: Mapping[str, Callable[[Words, etree._Element], None]] = {
    "a": Words._open_link,
    "sup": Words._rise,
    "pre": Words._keep_lines,
    "br": Words._line_break,
    "ol": Words._open_list,
    "ul": Words._open_list,
    "li": Words._open_item,
    "table": Words._open_table,
}
_CLOSERS: Mapping[str, Callable[[Words, etree._Element], None]] = {
    "a": Words._close_link,
    "sup": Words._sink,
    "pre": Words._fold_lines,
    "ol": Words._close_list,
    "ul": Words._close_list,
    "li": Words._close_item,
    "table": Words._close_table,
    "tr": Words._close_row,
    **dict.fromkeys(_CELLS, Words._close_cell),
}


def address(href: str, base: str) -> str:
    """The address of a hyperlink as a whole; empty where the page alone does not tell it.

    Args:
        href: as the page writes it.
        base: what the page says that its addresses count from, or nothing.
    """
    try:
        whole = urljoin(base or "https:", href) if base or href.startswith("//") else href
    except ValueError:  # brackets that do not hold an IPv6 address
        return ""
    return web_address(whole)


def _is_of_data(table: etree._Element) -> bool:
    """Whether a table holds rows of data; else it is the frame that a page is laid out in."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    widest = 0
    for row in table.iterdescendants("tr"):
        cells = [cell for cell in row if cell.tag in _CELLS]
        widest = max(widest, len(cells))
        if any(sum(child.tag in _BLOCKS for child in cell) > _LAYOUT_CELL for cell in cells):
            return False
    return widest > 1


def _spaced(passage: Passage) -> Passage:
    """The passage with runs of blanks as one, and none beside line breaks."""
    kept: list[Span] = []
    for span in passage:
        text = _RUNS.sub(lambda run: "\n" if "\n" in run[0] else " ", span.text)
        if kept and kept[-1].text.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text.startswith("\n") and kept and kept[-1].text.endswith(" "):
            kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip(" "))
        if text:
            kept.append(span._replace(text=text))
    return kept


def _number(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text.strip()) else otherwise


def _in_form(count: int | None, form: str) -> str:
    """A number as a list of a type prints it: 1, a, A, i, I."""
    if count is None or count < 1:
        return str(count)
    if form in ("a", "A") and count <= _ALPHABET:
        return chr(ord(form) + count - 1)
    if form in ("i", "I") and count <= _LARGEST_ROMAN:
        numeral = roman_numeral(count)
        return numeral if form == "I" else numeral.lower()
    return str(count)
