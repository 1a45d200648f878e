"""Rows of a page that stand in columns as cells, each row of the table as one line.

What tells a table's columns are its gutters: upright strips that no word of any row enters, and
where some row leaves a wide gap. A row's cells may take several lines: white space parts rows where
there is any, else a filled first cell does. Columns of prose are told apart before, and never come
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeAlias

from kg.formats.pdflines import Piece, Row, joined, parted

_FAR = 2.5  # sizes of type between rows of one table, at most
_SPACED = 1.2  # of the distance of lines in a cell
_OTHER_SIZE = 0.08
_LEAST = 2  # rows of several cells
_MOST = 40  # words beside one another that no other row bridges
_ITEM = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[^\W\d_]{1,4})[.)]|\d{1,3}(?:\.\d{1,3})+|[•‣–—-]|[⁰¹²³⁴-⁹*]+"
)
_TIED = re.compile(r"\w[-/\u2010]$")

Strip: TypeAlias = tuple[float, float]  # from left to right
Cells: TypeAlias = list[Piece | None]  # of one line of a row, one for each column


def with_tables(rows: Sequence[Row]) -> list[Piece]:
    """The lines of one column, each row of a table as one line with tabs between its cells.

    Args:
        rows: of the column, from its top.

    Returns:
        The lines from the top.
    """
    lines: list[Piece] = []
    at = 0
    while at < len(rows):
        table = _table(rows, at)
        if table.is_one() and (len(rows[at]) > 1 or table.begins_within()):
            groups = enumerate(_grouped([*table.parted()]), at)
            lines += [_line(group, is_top=not place) for place, group in groups]
            at += len(table.rows)
        else:
            plain = table.rows if len(rows[at]) > 1 else rows[at : at + 1]
            lines += [joined(row) for row in plain]
            at += len(plain)
    return lines


@dataclass(slots=True)
class _Table:
    """Rows that leave the same gutters free."""

    rows: list[Row] = field(default_factory=list)
    covered: list[Strip] = field(default_factory=list)  # where words stand, from the left
    gutters: list[Strip] = field(default_factory=list)

    def take(self, row: Row) -> bool:
        """Add a row if it leaves the gutters free; say whether it does."""
        words = [*_words(row)]
        if len(words) > _MOST:
            return False
        covered = _merged([*self.covered, *words])
        known = [*self.gutters, *((a.right, b.left) for a, b in pairwise(row))]
        free = ((a[1], b[0]) for a, b in pairwise(covered))
        gutters = [strip for strip in free if _meets(strip, known)]
        if len(covered) > _MOST or not all(_meets(gutter, gutters) for gutter in self.gutters):
            return False
        self.rows.append(row)
        self.covered, self.gutters = covered, gutters
        return True

    def is_one(self) -> bool:
        """Whether enough rows have several cells, and not only an item's mark before its text.

        One row is enough if the lines of its other cells go on below it.
        """
        rows = [*self.parted()]
        several = [row for row in rows if sum(map(bool, row)) > 1]
        hangs = bool(several) and len(rows) > _LEAST and not any(row[0] for row in rows[1:])
        return (hangs or len(several) >= _LEAST) and not all(
            row[0] and _ITEM.fullmatch(row[0].text) for row in several
        )

    def begins_within(self) -> bool:
        """Whether the first row has no first cell: its row began in the column before."""
        return next(self.parted())[0] is None

    def parted(self) -> Iterator[Cells]:
        """Each row by columns; nothing where a cell is blank."""
        for row in self.rows:
            cells: Cells = [None] * (len(self.gutters) + 1)
            for piece in (part for whole in row for part in self._cells(whole)):
                at = sum(right <= piece.left for _, right in self.gutters)
                before = cells[at]
                cells[at] = joined([before, piece]) if before else piece
            yield cells

    def _cells(self, piece: Piece) -> Iterator[Piece]:
        for i, (_, start, end) in reversed([*enumerate(piece.gaps)]):
            if _meets((start, end), self.gutters):
                piece, last = parted(piece, i)
                yield last
        yield piece


def _table(rows: Sequence[Row], at: int) -> _Table:
    """The rows from a place on that may be a table; at least one.

    Only at the top of a column may a table begin with a row of one piece: the rest of a cell.
    """
    table = _Table()
    if not table.take(rows[at]):
        table.rows.append(rows[at])
        return table
    size = rows[at][0].size
    if (len(rows[at]) > 1 or not at) and _is_even(rows[at], size):
        for i in range(at + 1, len(rows)):
            row = rows[i]
            far = rows[i - 1][0].base - row[0].base > _FAR * size
            if far or not _is_even(row, size) or not table.take(row):
                break
    return table


def _words(row: Row) -> Iterator[Strip]:
    """Where a row's words stand; small blanks do not part them."""
    for piece in row:
        left = piece.left
        for _, end, start in piece.gaps:
            yield left, end
            left = start
        yield left, piece.right


def _merged(strips: Iterable[Strip]) -> list[Strip]:
    whole: list[Strip] = []
    for left, right in sorted(strips):
        if whole and left <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(whole[-1][1], right)
        else:
            whole.append((left, right))
    return whole


def _meets(strip: Strip, others: Iterable[Strip]) -> bool:
    return any(strip[0] < right and left < strip[1] for left, right in others)


def _is_even(row: Row, size: float) -> bool:
    return all(abs(piece.size - size) <= _OTHER_SIZE * size for piece in row)


def _grouped(rows: Sequence[Cells]) -> Iterator[list[Cells]]:
    """The lines of each row of a table."""
    tops = [next(filter(None, row)) for row in rows]
    gaps = [above.base - top.base for above, top in pairwise(tops)]
    least, margin = min(gaps), min(top.left for top in tops)
    spaced = max(gaps) > _SPACED * least
    group = [rows[0]]
    for gap, top, row in zip(gaps, tops[1:], rows[1:], strict=True):
        first = top.left < margin + top.size
        if gap > _SPACED * least or (first and not spaced):
            yield group
            group = []
        group.append(row)
    yield group


def _line(group: Sequence[Cells], *, is_top: bool) -> Piece:
    """The lines of a row of a table as one, its cells apart by tabs.

    At the top of a column a row of one cell that is not the first is the rest of a row.
    """
    cells = [[piece for piece in column if piece] for column in zip(*group, strict=True)]
    while not cells[-1]:
        cells.pop()
    is_rest = is_top and len(cells) > 1 and not any(cells[:-1])
    if is_rest:
        cells = cells[-1:]
    top = next(filter(None, group[0]))
    last = next(filter(None, group[-1]))
    blank = Piece("", top.left, top.left, top.base, top.size)
    line = joined([_cell(cell) if cell else blank for cell in cells], "\t")
    return replace(line, base=last.base, is_row=True, is_rest=is_rest)


def _cell(pieces: Sequence[Piece]) -> Piece:
    cell = pieces[0]
    for piece in pieces[1:]:
        cell = joined([cell, piece], "" if _TIED.search(cell.text) else " ")
    return cell
