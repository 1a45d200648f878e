"""Tell the lines of the body from what the page put between them.

Find page numbers, running headers, dumped hyperlinks and footnote blocks; leave the body's lines
in reading order. Say nothing of what a line means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from kg.drafting import Drafting
from kg.text import Text

_URL = re.compile(r"https?://\S+(?:\s+https?://\S+)*$")
_SEPARATOR = re.compile(r"[_\-–—=*·.]{5,}$")
_PAGE_FURNITURE = re.compile(
    r"\d{1,4}(?:/(?P<of>\d{1,4}))?$|\d{1,3}/\d{1,3}\s+\d{2}-\d{5}$|\d{2}-\d{5}\s+\d{1,3}/\d{1,3}$|\*?[A-Z0-9]{7,}\*$|\d{2}-\d{5}(?:\s*\([A-Z]\))?$|[-–]\s?\d{1,4}\s?[-–]$"
    r"|(?:A|S|E)/(?:HRC/)?(?:RES|DEC|PRST)/[\w./-]+(?:\s?\([\dIVXLC]+\))?\*?$"
)
_NOTE_MARK = re.compile(r"(?P<mark>[⁰¹²³⁴-⁹]{1,3}|\d{1,3}(?!\d))\s*(?=\S)")
# a footnote's mark may stand behind the end
_TERMINATED = re.compile(
    r"[.,;:?!…»”)\]][\"'’]?(?:[⁰¹²³⁴-⁹]{1,3}|(?:(?<=[^\W\d][,.;:])|(?<=[»”》)][,.;:]))\d{1,2})?$"
)
_LONGEST_END = 6  # characters that tell whether a line ends as paragraphs end
_WHOLE = 0.8  # share of lines that end as paragraphs do where lines are not broken
_MOST_PAGES = 150  # of a resolution with its annexes
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


class Line(NamedTuple):
    """One line of the body, trimmed."""

    text: Text
    gap: bool  # a blank line, or something cut out, stands before it
    cut: bool  # something cut out stands before it: a page ended here

    @property
    def string(self) -> str:
        """The line's characters."""
        return self.text.string


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's text, its printed number, and the number of body lines before it."""

    number: str
    lines: tuple[Text, ...]
    after: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A document's lines, told apart."""

    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    links: tuple[Text, ...]
    furniture: tuple[Text, ...]
    spaced: bool  # blank lines say nothing: they stand between all lines, or none
    whole: bool  # a line is a paragraph: nearly all end as paragraphs do


def is_terminated(line: str) -> bool:
    """Whether a line ends as paragraphs end."""
    return bool(_TERMINATED.search(line[-_LONGEST_END:]))


def lay_out(text: Text, drafting: Drafting) -> Layout:
    """Sort a document's lines.

    Args:
        text: the normalised document.
        drafting: of its language; says how footnotes and running headers open.

    Returns:
        The body's lines in reading order, and apart from them footnotes, links and furniture.
    """
    lines = list(_lines(text))
    spaced = _gaps_say_nothing(lines)
    sorter = _Sorter(drafting, spaced)
    for line in lines:
        sorter.take(line)
    sorter.end_note()
    return Layout(
        tuple(sorter.body),
        tuple(sorter.notes),
        tuple(sorter.links),
        tuple(sorter.furniture),
        spaced,
        sum(is_terminated(line.string) for line in sorter.body) >= _WHOLE * len(sorter.body),
    )


def _lines(text: Text) -> Iterator[Line]:
    gap, at = False, 0
    for whole in text.string.split("\n"):
        stripped = whole.strip().lstrip("#").strip()
        if stripped:
            start = at + whole.index(stripped)
            yield Line(text.slice(start, start + len(stripped)), gap, cut=False)
        gap = not stripped
        at += len(whole) + 1


def _gaps_say_nothing(lines: list[Line]) -> bool:
    """Whether blank lines stand in the middle of sentences as a rule, or nowhere."""
    pairs = [(before, line) for before, line in pairwise(lines) if line.gap]
    if len(pairs) < len(lines) / 25:
        return True
    broken = sum(not is_terminated(b.string) and line.string[0].islower() for b, line in pairs)
    return broken > max(2, len(pairs) / 12)


@dataclass(slots=True)
class _Sorter:
    """Reads line by line; knows only the footnote that is open, if one is."""

    drafting: Drafting
    spaced: bool
    body: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    links: list[Text] = field(default_factory=list)
    furniture: list[Text] = field(default_factory=list)
    block: bool = False  # behind a separator line
    open: list[Text] = field(default_factory=list)
    number: str = ""
    cut: bool = False

    def take(self, line: Line) -> None:
        string = line.string
        if _URL.match(string):
            self._cut_out(self.links, line)
        elif _SEPARATOR.match(string):
            self.end_note()
            self.block = self.cut = True
        elif self._is_furniture(string):
            self._cut_out(self.furniture, line)
        elif self._opens_note(string):
            self._start_note(line)
        elif self.open and self._goes_on(line):
            self.open.append(line.text)
        else:
            self.end_note()
            self.block = False
            self.body.append(Line(line.text, gap=True, cut=True) if self.cut else line)
            self.cut = False

    def end_note(self) -> None:
        if self.open:
            self.notes.append(Note(self.number, tuple(self.open), len(self.body)))
            self.open = []
            self.cut = True

    def _cut_out(self, pile: list[Text], line: Line) -> None:
        self.end_note()
        self.block = False
        pile.append(line.text)
        self.cut = True

    def _is_furniture(self, string: str) -> bool:
        page = _PAGE_FURNITURE.match(string)
        if page:
            if page["of"] and not self._counts_pages(string, page["of"]):
                return False
            return bool(self.body)  # before the body begins, a symbol line is the document's own
        return bool(self.drafting.patterns["running_header"].match(string))

    def _counts_pages(self, string: str, of: str) -> bool:
        """Whether ``2/5`` is the page; 15/5, 69/313 and what a cue introduces are resolutions."""
        if not int(string.partition("/")[0]) <= int(of) <= _MOST_PAGES:
            return False
        before = self.body[-1].string if self.body else ""
        cues = self.drafting.patterns["cue"].finditer(before)
        return not any(cue.end() == len(before) for cue in cues)

    def _opens_note(self, string: str) -> bool:
        mark = _NOTE_MARK.match(string)
        if mark and not mark["mark"].isdecimal():  # a superscript
            return True
        if self.block and mark and not re.match(r"\d{1,3}\s?[.)]\s", string):
            return True
        opener = self.drafting.patterns["note_opener"].match(string)
        return bool(opener and (mark or not self.open) and self.body)

    def _start_note(self, line: Line) -> None:
        self.end_note()
        mark = _NOTE_MARK.match(line.string)
        self.number = mark["mark"].translate(_SUPERSCRIPTS) if mark else ""
        self.open = [line.text.slice(mark.end() if mark else 0, len(line.string))]

    def _goes_on(self, line: Line) -> bool:
        last = self.open[-1].string
        if line.gap and not self.spaced:
            return False
        if not re.search(r"\.[)\"'’»”]?$", last):
            return True
        if line.string[0].islower() or self._opens_paragraph(line.string):
            return False
        return bool(self.body) and is_terminated(self.body[-1].string)

    def _opens_paragraph(self, string: str) -> bool:
        return bool(
            re.match(r"\d{1,3}\s?\.|\(?[a-z]{1,3}\)", string)
            or self.drafting.preambular.match(string)
            or self.drafting.operative.match(string)
            or self.drafting.patterns["closing"].match(string)
        )
