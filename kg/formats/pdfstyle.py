"""How a document is set: its leading, margins and breaking of words; what those say of its lines.

A line begins a paragraph where spacing, indentation, size and the end of a sentence tell. A word
broken at a line's end is made whole where the document itself writes it whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.formats.pdflines import Piece
from kg.formats.pdfpages import Block, Told, body_size

_SPACED = 1.25  # of the leading
_INDENTED = 0.8  # of the size
_OTHER_SIZE = 0.08
_TIGHT = 0.9  # of the size, at least, are baselines apart
_COMMON = 0.3  # of the commonest distance's lines
_MOST_INDENT = 0.5  # share of paragraphs by which a document is known to indent
_ALONE = 0.4  # of the measure: too short for a line that goes on
_MUCH = 2.0  # sizes: room that no estimate of a word's width is wrong by
_LETTER = 0.5  # of the size is a letter wide, as a rule
_ENOUGH = 6  # lines that show a column's margins
_CLOSERS = r"[)\]\"'’”»》）]*[⁰¹²³⁴-⁹]*"
_ENDED = re.compile(rf"[.;:!?…。；：？！؛؟]{_CLOSERS}$")
_PAUSED = re.compile(rf"[.,;:!?…。，；：？！،؛؟]{_CLOSERS}$")
_ITEM = re.compile(r"\d{1,3}(?:\.\d{1,3})?[.)]\s|\(?[^\W\d_]{1,4}\)\s|\(\d{1,3}\)\s|[•‣–—-]\s")
_BROKEN = re.compile(r"(\w{0,40}[^\W\d_])([-\u2010\u00ad])$")
_TIED = re.compile(r"\w[-/\u2010\u00ad]$")
_OPENER = re.compile(r"^[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Style:
    """What the whole document shows of how it is set.

    Attributes:
        size: of the body's type.
        leading: between the baselines of lines of each size.
        margin: where most lines begin.
        right: where the longest lines end.
        indents: whether paragraphs begin farther in than their lines.
        spaced: whether paragraphs are set apart by white space.
        words: all words that stand whole on a line, in small letters.
        breaks: whether words are broken at lines' ends.
    """

    size: float
    leading: dict[float, float]
    margin: float
    right: float
    indents: bool
    spaced: bool
    words: frozenset[str]
    breaks: bool

    def begins(self, before: Piece, line: Piece, measure: tuple[float, float]) -> bool:
        """Whether a line begins a paragraph.

        Args:
            before: the line above it in the same column.
            line: the line.
            measure: where the lines of the column begin and end.
        """
        if _is_other(before, line):
            return True
        margin, right = measure
        gap = before.base - line.base
        if gap > _SPACED * self.leading.get(line.size, line.size * 1.2):
            return True
        if line.text[0].islower() or _TIED.search(before.text):
            return False
        if before.right - before.left < _ALONE * (right - margin):
            return True
        if _ITEM.match(line.text) and _ENDED.search(before.text):
            return not self._is_within(before, line, right)
        return not self.spaced and self._is_told(before, line, measure)

    def _is_told(self, before: Piece, line: Piece, measure: tuple[float, float]) -> bool:
        """Whether indentation, or a sentence's end with room behind it, tells a paragraph."""
        margin, right = measure
        indented = line.left > margin + _INDENTED * line.size
        deeper = indented and line.left > before.left + _INDENTED * line.size
        ended = bool(_ENDED.search(before.text)) and _has_room(before, line, right)
        return (deeper and bool(_PAUSED.search(before.text))) or ended

    def _is_within(self, before: Piece, line: Piece, right: float) -> bool:
        """Whether an item goes on with the paragraph that the line before is of.

        Where white space or indentation tells paragraphs, one that is set as the lines of a
        paragraph are, behind a full line, is no paragraph.
        """
        aligned = abs(line.left - before.left) < _INDENTED * line.size
        full = not _has_room(before, line, right)
        return (self.spaced or self.indents) and aligned and full and not _ITEM.match(before.text)

    def begins_column(
        self, before: Piece, line: Piece, measure: tuple[float, float], right: float
    ) -> bool:
        """Whether the first line of a page or column, where no white space tells, begins one.

        Args:
            before: the last line of the column before it.
            line: the line.
            measure: where the lines of its column begin and end.
            right: where the lines of the column before it end.
        """
        if _is_other(before, line):
            return True
        if line.text[0].islower():
            return False
        if _has_room(before, line, right - _MUCH * line.size) and not _TIED.search(before.text):
            return True
        indented = line.left > measure[0] + _INDENTED * line.size
        if _ITEM.match(line.text) and _PAUSED.search(before.text):
            return indented or not self.indents
        if indented and _PAUSED.search(before.text):
            return True
        return bool(_ENDED.search(before.text)) and not (self.indents and not indented)

    def measure(self, block: Sequence[Piece]) -> tuple[float, float]:
        """Where the lines of a column begin and end; of a short one, those of the document."""
        if len(block) < _ENOUGH:
            return self.margin, self.right
        return _margin(block), max(piece.right for piece in block)

    def tied(self, before: str, line: str) -> tuple[bool, str]:
        """How two lines of one paragraph join.

        Args:
            before: the upper line.
            line: the lower one.

        Returns:
            Whether the upper line keeps its last character, and what stands between them.
        """
        broken, follows = _BROKEN.search(before), _OPENER.match(line)
        if broken and follows and broken[2] == "\u00ad":
            return False, ""
        if broken and (follows or line[:1].isalnum()):
            kept = not follows or self._keeps(broken[1], follows[0])
            return kept, ""
        if _TIED.search(before) and line[:1].isalnum():
            return True, ""
        wide = any(unicodedata.east_asian_width(c) in "WF" for c in (before[-1], line[0]))
        return True, "" if wide else " "

    def _keeps(self, first: str, second: str) -> bool:
        """Whether a hyphen belongs to the word: the document's other lines tell."""
        if second[0].isupper() or first[-1].isupper() or any(map(str.isdigit, first)):
            return True
        one, two = first.lower(), second.lower()
        if f"{one}-{two}" in self.words:
            return True
        if one + two in self.words:
            return False
        return not self.breaks and (one in self.words or two in self.words)


def _is_other(before: Piece, line: Piece) -> bool:
    """Whether a line is of another size than the line before it, or one of them of a table."""
    if before.is_row or line.is_row:
        return True
    return abs(before.size - line.size) > _OTHER_SIZE * max(before.size, line.size)


def _has_room(before: Piece, line: Piece, right: float) -> bool:
    """Whether a line that ends a paragraph had room for the next line's first word."""
    word = len(line.text.split(" ", 1)[0]) * line.size * _LETTER
    return before.right + word + line.size < right


def style_of(pages: Sequence[Told]) -> Style:
    """What a document's pages show of how it is set.

    Args:
        pages: its pages, told apart.

    Returns:
        Its style.
    """
    blocks = [block for page in pages for block in page.blocks]
    lines = [line for block in blocks for line in block]
    size = body_size(lines)
    leading = _leading(blocks)
    margin = _margin([line for line in lines if line.size == size])
    first = [
        line
        for block in blocks
        for above, line in pairwise(block)
        if line.size == size and above.base - line.base > _SPACED * leading.get(size, size)
    ]
    deep = sum(line.left > margin + _INDENTED * size for line in first)
    notes = [line for page in pages for block in page.notes for line in block]
    words = _words([*lines, *notes])
    return Style(
        size,
        leading,
        margin,
        max((line.right for line in lines if line.size == size), default=margin),
        bool(first) and deep > _MOST_INDENT * len(first),
        len(first) > len(lines) / 25,
        words,
        _breaks([*blocks, *(block for page in pages for block in page.notes)], words),
    )


def _leading(blocks: Iterable[Block]) -> dict[float, float]:
    """For each size of type the smallest distance of baselines that is common.

    Where most lines of a size are paragraphs of their own, the commonest distance parts those.
    """
    gaps: dict[float, Counter[float]] = {}
    for block in blocks:
        for above, line in pairwise(block):
            gap = round(above.base - line.base, 0)
            tight = _TIGHT * line.size < gap < 2 * line.size
            if not line.is_row and above.size == line.size and tight:
                gaps.setdefault(line.size, Counter())[gap] += 1
    return {
        size: min(gap for gap in c if c[gap] >= _COMMON * max(c.values()))
        for size, c in gaps.items()
    }


def _margin(lines: Sequence[Piece]) -> float:
    lefts = Counter(round(line.left) for line in lines)
    return min(lefts, key=lambda left: (-lefts[left], left), default=0)


def _words(lines: Iterable[Piece]) -> frozenset[str]:
    """The words that no line's end breaks."""
    found: set[str] = set()
    broken = False
    for line in lines:
        text = _OPENER.sub("", line.text, count=1) if broken else line.text
        whole = _BROKEN.sub("", text)
        broken = bool(_BROKEN.search(line.text))
        for word in _WORD.findall(whole.lower()):
            found.add(word)
            found.update(word.split("-"))
    return frozenset(found)


def _breaks(blocks: Iterable[Block], words: frozenset[str]) -> bool:
    """Whether more words that are broken at a line's end stand whole elsewhere than hyphened."""
    whole = hyphened = 0
    for block in blocks:
        for above, line in pairwise(block):
            broken, follows = _BROKEN.search(above.text), _OPENER.match(line.text)
            if broken and follows:
                one, two = broken[1].lower(), follows[0].lower()
                whole += one + two in words
                hyphened += f"{one}-{two}" in words
    return whole > hyphened
