"""A page's characters as lines: baselines, blanks, note marks, and wide gaps between cells.

A raised small digit is a note's mark and becomes a superscript, so that ``70/1`` with the mark 1
is never ``70/11``. Say nothing of what a line is for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.formats.extracted import Hyperlink
from kg.formats.pdfdirection import mirrored, runs_from_right, turned_back, with_blanks
from kg.formats.pdfglyphs import Box, Glyph, Sheet
from kg.text import SUPERSCRIPTS

# all shares are of the size of the line's font
_SMALL = 0.75  # a mark is smaller
_SMALLER = 0.9  # or smaller than this, and raised by more than _HIGH
_RAISED = 0.12
_HIGH = 0.25
_HIGHEST = 0.65
_LOWEST = -0.35  # what hangs below: H₂O
_SAME_LINE = 0.2  # baselines that differ by less are one
_WORDS_APART = 0.17
_LETTERS_APART = 0.25  # letters of Arabic that do not join leave smaller gaps
_WIDE = 0.35  # a blank that may part two cells of a narrow table
_CELLS_APART = 2.0
_NEAR = 1.5  # a mark stands no farther from its word


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that stand together on one line.

    Attributes:
        text: with single blanks; note marks are superscripts.
        left: where it begins.
        right: where it ends.
        base: the height of its baseline.
        size: of most of its characters.
        links: offsets in its text.
        gaps: its wider blanks: the offset in its text, and where white space begins and ends.
        is_row: whether it is a whole row of a table, with tabs between its cells.
        is_rest: whether it is the rest of a row that the column before it began.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    links: tuple[Hyperlink, ...] = ()
    gaps: tuple[tuple[int, float, float], ...] = ()
    is_row: bool = False
    is_rest: bool = False


Row = tuple[Piece, ...]  # pieces on one baseline, from the left


@dataclass(frozen=True, slots=True)
class Page:
    """A page's rows from its top.

    Attributes:
        box: the page's edges.
        rows: from the top.
        picture: whether it is an image with hardly a letter.
    """

    box: Box
    rows: tuple[Row, ...]
    picture: bool


def page_of(sheet: Sheet) -> Page:
    """A page's rows, from the top.

    Args:
        sheet: the page's characters.

    Returns:
        The rows, each parted where cells or columns part it.
    """
    from_right = runs_from_right(sheet)
    seen = mirrored(sheet) if from_right else sheet
    rows = [sorted(line, key=lambda g: (g.left, g.order)) for line in _lines(seen.glyphs)]
    if from_right:
        blanks = [glyph.order for glyph in sheet.glyphs if glyph.blank]
        rows = [with_blanks(row, blanks) for row in rows]
    pieces = (tuple(_pieces(row, from_right=from_right)) for row in rows)
    return Page(seen.box, tuple(pieces), sheet.picture)


def joined(pieces: Iterable[Piece], glue: str = " ") -> Piece:
    """One piece of several; at least one."""
    text, links = "", list[Hyperlink]()
    parts = list(pieces)
    for i, part in enumerate(parts):
        text += glue if i else ""
        links += [Hyperlink(k.start + len(text), k.end + len(text), k.url) for k in part.links]
        text += part.text
    left, right = min(p.left for p in parts), max(p.right for p in parts)
    size = Counter(p.size for p in parts for _ in p.text).most_common(1)[0][0]
    return Piece(text, left, right, parts[0].base, size, tuple(links))


def parted(piece: Piece, at: int) -> tuple[Piece, Piece]:
    """The two pieces that a piece is when one of its wider blanks parts cells.

    Args:
        piece: with wider blanks.
        at: which of them, counted from 0.
    """
    offset, end, start = piece.gaps[at]
    first = replace(
        piece,
        text=piece.text[:offset],
        right=end,
        links=tuple(replace(k, end=min(k.end, offset)) for k in piece.links if k.start < offset),
        gaps=piece.gaps[:at],
    )
    behind = offset + 1
    second = replace(
        piece,
        text=piece.text[behind:],
        left=start,
        links=tuple(
            Hyperlink(max(k.start - behind, 0), k.end - behind, k.url)
            for k in piece.links
            if k.end > behind
        ),
        gaps=tuple((o - behind, a, b) for o, a, b in piece.gaps[at + 1 :]),
    )
    return first, second


def _lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters of one baseline together, shifted ones with their word; from the top."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (-g.base, g.left)):
        last = lines[-1][0] if lines else None
        if last and last.base - glyph.base <= _SAME_LINE * min(last.size, glyph.size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return _with_marks(lines)


def _with_marks(lines: list[list[Glyph]]) -> list[list[Glyph]]:
    """The lines, with each shifted small character put to the larger one beside it."""
    whole: list[list[Glyph]] = [[] for _ in lines]
    lefts = [sorted(line, key=lambda g: g.left) for line in lines]
    for i, line in enumerate(lines):
        for glyph in line:
            whole[_home(glyph, i, lefts)].append(glyph)
    return [line for line in whole if line]


def _home(glyph: Glyph, own: int, lines: list[list[Glyph]]) -> int:
    """The line that a character belongs to: its own, or one of larger letters next to it."""
    for i in (*range(own + 1, min(own + 4, len(lines))), *range(max(0, own - 2), own)):
        for other in _beside(glyph, lines[i]):
            shift = (glyph.base - other.base) / other.size
            if glyph.size < _SMALLER * other.size and _LOWEST < shift < _HIGHEST:
                return int(i)
    return own


def _beside(glyph: Glyph, line: list[Glyph]) -> Iterator[Glyph]:
    """The neighbours that a character has, or would have, in a line, if they are near."""
    at = bisect_left(line, glyph.left, key=lambda g: g.left)
    for other in line[max(0, at - 1) : at + 1]:
        if max(other.left - glyph.right, glyph.left - other.right) < _NEAR * other.size:
            yield other


def _pieces(row: list[Glyph], *, from_right: bool) -> Iterator[Piece]:
    """A row parted where its gaps are wide."""
    piece = [row[0]]
    for before, glyph in pairwise(row):
        if glyph.left - before.right > _CELLS_APART * max(before.size, glyph.size):
            yield _piece(piece, from_right=from_right)
            piece = []
        piece.append(glyph)
    yield _piece(piece, from_right=from_right)


def _piece(seen: list[Glyph], *, from_right: bool) -> Piece:
    size = Counter(round(g.size, 1) for g in seen).most_common(1)[0][0]
    size = max(size, max(g.size for g in seen) * _SMALL) if len(seen) < 4 else size
    base = Counter(round(g.base, 1) for g in seen if g.size >= _SMALLER * size)
    line = base.most_common(1)[0][0] if base else seen[0].base
    least = _LETTERS_APART if from_right else _WORDS_APART
    apart = [False, *(_is_apart(before, glyph, least) for before, glyph in pairwise(seen))]
    read = turned_back(seen, apart, from_right=from_right)
    marks = [_is_mark(glyph, size, line) for glyph, _ in read]
    text, links, gaps = "", list[Hyperlink](), list[tuple[int, float, float]]()
    for i, (glyph, blank) in enumerate(read):
        if i and blank and not _is_tied(marks, i):
            if glyph is seen[i] and glyph.left - seen[i - 1].right > _WIDE * size:
                gaps.append((len(text), seen[i - 1].right, glyph.left))
            text += " "
        char = glyph.char.translate(SUPERSCRIPTS) if marks[i] else glyph.char
        _link(links, glyph.url, len(text), len(char))
        text += char
    left, right = min(g.left for g in seen), max(g.right for g in seen)
    return Piece(text, left, right, line, size, tuple(links), tuple(gaps))


def _is_mark(glyph: Glyph, size: float, base: float) -> bool:
    raised = (glyph.base - base) / size
    if not glyph.char.isdecimal() or not glyph.char.isascii():
        return False
    return (glyph.size < _SMALL * size and raised > _RAISED) or (
        glyph.size < _SMALLER * size and raised > _HIGH
    )


def _is_tied(marks: list[bool], i: int) -> bool:
    """Whether a mark follows its word: one that opens the line is a footnote's own."""
    return marks[i] and not all(marks[: i + 1])


def _is_apart(before: Glyph, glyph: Glyph, least: float) -> bool:
    gap = max(glyph.left - before.right, before.left - glyph.right)
    return glyph.blank or gap >= least * max(before.size, glyph.size)


def _link(links: list[Hyperlink], url: str, start: int, length: int) -> None:
    if not url:
        return
    end = start + length
    if links and links[-1].url == url and links[-1].end in (start, start - 1):
        links[-1] = Hyperlink(links[-1].start, end, url)
    else:
        links.append(Hyperlink(start, end, url))
