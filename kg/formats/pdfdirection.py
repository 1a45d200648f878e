"""Scripts that run from the right: a page seen in a mirror, numbers and Latin words turned back.

A PDF places characters and says nothing of their order. In a mirror a page of Arabic runs from the
left as all others do: its columns, margins and cells are told as theirs are; only what runs from
the left inside it stands the wrong way round. Source: Unicode Standard Annex 9, read backwards.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.formats.pdfglyphs import Glyph, Sheet

_FROM_RIGHT = ("R", "AL")
_NUMBER = ("EN", "AN")
_FROM_LEFT = ("L", *_NUMBER)
_JOINS_NUMBERS = "CS"  # as in 70/1; a hyphen parts numbers: 2015-2030 runs from the right
_OTHER_SIZE = 0.9  # a mark is no part of the number beside it
_APART = 0.1  # of the size; a blank of the file leaves more
_TURNED = str.maketrans("()[]{}«»", ")(][}{»«")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|«[^«»]*»")


def runs_from_right(sheet: Sheet) -> bool:
    """Whether most letters of a page are of a script that runs from the right."""
    kinds = [_kind(glyph) for glyph in sheet.glyphs]
    return sum(kind in _FROM_RIGHT for kind in kinds) > kinds.count("L")


def mirrored(sheet: Sheet) -> Sheet:
    """The page in a mirror; each blank stands before the character that a reader meets next."""
    left, bottom, right, top = sheet.box
    glyphs = tuple(replace(g, left=-g.right, right=-g.left) for g in sheet.glyphs)
    return replace(sheet, box=(-right, bottom, -left, top), glyphs=glyphs)


def with_blanks(row: Sequence[Glyph], blanks: Sequence[int]) -> list[Glyph]:
    """A mirrored row with its blanks where they are seen; words stand in any order in the file.

    Args:
        row: in the order in which it is seen.
        blanks: the places in the file, in order, of the characters that have a blank before them.

    Returns:
        The row, each character knowing whether a blank parts it from the one before it here.
    """
    placed = [replace(glyph, blank=False) for glyph in row[:1]]
    for i, glyph in enumerate(row[1:], 1):
        other = bisect_right(blanks, row[i - 1].order) != bisect_right(blanks, glyph.order)
        apart = glyph.left - row[i - 1].right > _APART * glyph.size
        placed.append(replace(glyph, blank=other and apart))
    return placed


def turned_back(
    glyphs: Sequence[Glyph], apart: Sequence[bool], *, from_right: bool
) -> list[tuple[Glyph, bool]]:
    """The characters of a piece as they are read, and whether a blank stands before each.

    Args:
        glyphs: as seen, of a page that runs from the right in the mirror.
        apart: for each, whether a blank parts it from the one before it.
        from_right: whether the page runs from the right.
    """
    turns = any(_kind(glyph) in _FROM_RIGHT for glyph in glyphs)
    if not from_right and not turns:
        return list(zip(glyphs, apart, strict=True))
    if not turns:
        return _reversed(glyphs, apart, 0, len(glyphs))
    read: list[tuple[Glyph, bool]] = []
    for start, end in _runs(glyphs, apart, from_right=from_right):
        read += _reversed(glyphs, apart, start, end)
    return _with_brackets(read)


def _reversed(
    glyphs: Sequence[Glyph], apart: Sequence[bool], start: int, end: int
) -> list[tuple[Glyph, bool]]:
    blanks = [apart[start], *reversed(apart[start + 1 : end])]
    return list(zip(reversed(glyphs[start:end]), blanks, strict=True))


def _runs(
    glyphs: Sequence[Glyph], apart: Sequence[bool], *, from_right: bool
) -> Iterator[tuple[int, int]]:
    """The stretches that run against the page, and each other character alone."""
    start = 0
    while start < len(glyphs):
        end = start + 1
        if from_right and _kind(glyphs[start]) in _FROM_LEFT:
            end = _end(glyphs, apart, start)
        elif not from_right and _kind(glyphs[start]) in _FROM_RIGHT:
            end = _end_from_right(glyphs, start)
        yield start, end
        start = end


def _end_from_right(glyphs: Sequence[Glyph], start: int) -> int:
    """Where words that run from the right end, on a page that runs from the left."""
    end = start + 1
    for i in range(end, len(glyphs)):
        kind = _kind(glyphs[i])
        if kind in _FROM_LEFT:
            break
        if kind in _FROM_RIGHT:
            end = i + 1
    return end


def _end(glyphs: Sequence[Glyph], apart: Sequence[bool], start: int) -> int:
    """Where numbers and words that run from the left end, on a page that runs from the right."""
    end = start + 1
    while True:
        follows = end
        while follows < len(glyphs) and _kind(glyphs[follows]) not in (*_FROM_LEFT, *_FROM_RIGHT):
            follows += 1
        if follows == len(glyphs) or not _goes_on(glyphs, apart, end, follows):
            return end
        end = follows + 1


def _goes_on(glyphs: Sequence[Glyph], apart: Sequence[bool], end: int, follows: int) -> bool:
    """Whether a stretch goes on with a letter or digit, over the marks between."""
    last, first = glyphs[end - 1], glyphs[follows]
    kinds = _kind(last), _kind(first)
    sizes = sorted((last.size, first.size))
    if kinds[1] in _FROM_RIGHT or sizes[0] < _OTHER_SIZE * sizes[1]:
        return False
    between = [_kind(glyph) for glyph in glyphs[end:follows]]
    if any(apart[end : follows + 1]):
        return kinds == ("L", "L")
    if kinds[0] in _NUMBER and kinds[1] in _NUMBER and between:
        return between == [_JOINS_NUMBERS] or "L" in _latin(glyphs, apart, follows)
    return True


def _latin(glyphs: Sequence[Glyph], apart: Sequence[bool], at: int) -> Iterator[str]:
    """The kinds of the characters of a word from a place on: ``A/RES/76/136`` seen in a mirror."""
    for i in range(at, len(glyphs)):
        if (i > at and apart[i]) or _kind(glyphs[i]) in _FROM_RIGHT:
            return
        yield _kind(glyphs[i])


def _with_brackets(read: list[tuple[Glyph, bool]]) -> list[tuple[Glyph, bool]]:
    """The same with brackets that open before they close; some files name what is drawn."""
    text = "".join(glyph.char for glyph, _ in read)
    turned = text.translate(_TURNED)
    if len(_BRACKETS.findall(turned)) <= len(_BRACKETS.findall(text)):
        return read
    return [
        (replace(glyph, char=char), apart)
        for (glyph, apart), char in zip(read, turned, strict=True)
    ]


def _kind(glyph: Glyph) -> str:
    return unicodedata.bidirectional(glyph.char)
