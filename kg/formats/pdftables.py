"""Rows of a page that stand in columns as cells, each row of the table as one line.

A row's cells may take several lines: white space parts rows where there is any, else a filled first
cell does. Columns of prose are told apart before, and never come here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.formats.pdflines import Piece, Row, joined

_FAR = 2.5  # sizes of type between rows of one table, at most
_SPACED = 1.2  # of the distance of lines in a cell
_OTHER_SIZE = 0.08
_LEAST = 2  # rows of several cells
_ITEM = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[^\W\d_]{1,4})[.)]|[•‣–—-]|[⁰¹²³⁴-⁹*]+")
_TIED = re.compile(r"\w[-/\u2010]$")


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
        if table.rows:
            lines += [_line(group, table) for group in _grouped(table.rows)]
            at += len(table.rows)
        else:
            lines.append(joined(rows[at]))
            at += 1
    return lines


@dataclass(slots=True)
class _Table:
    """Rows, and the left and right edges of the columns that they fill."""

    rows: list[Row] = field(default_factory=list)
    columns: list[tuple[float, float]] = field(default_factory=list)

    def takes(self, row: Row) -> bool:
        """Whether a row fits: below the others, in their type, each piece in one column."""
        last = self.rows[-1]
        size = last[0].size
        if last[0].base - row[0].base > _FAR * size or not _is_even(row, size):
            return False
        hit = [self.touched(piece) for piece in row]
        if len(row) == 1:
            return len(hit[0]) == 1
        return all(len(h) < 2 for h in hit) and all(a != b or not a for a, b in pairwise(hit))

    def touched(self, piece: Piece) -> list[int]:
        """The columns that a piece stands in, by their place."""
        return [
            i
            for i, (left, right) in enumerate(self.columns)
            if piece.left < right and left < piece.right
        ]

    def add(self, row: Row) -> None:
        """Add a row that fits, and widen the columns to it."""
        for piece in row:
            for i in self.touched(piece)[:1]:
                left, right = self.columns[i]
                self.columns[i] = min(left, piece.left), max(right, piece.right)
                break
            else:
                self.columns.append((piece.left, piece.right))
        self.columns.sort()
        self.rows.append(row)


def _table(rows: Sequence[Row], at: int) -> _Table:
    """The table that begins with a row; an empty one if none does."""
    table = _Table()
    if len(rows[at]) < _LEAST or not _is_even(rows[at], rows[at][0].size):
        return table
    table.add(rows[at])
    for row in rows[at + 1 :]:
        if not table.takes(row):
            break
        table.add(row)
    several = [row for row in table.rows if len(row) > 1]
    if len(several) < _LEAST or all(_ITEM.fullmatch(row[0].text) for row in several):
        return _Table()
    return table


def _is_even(row: Row, size: float) -> bool:
    return all(abs(piece.size - size) <= _OTHER_SIZE * size for piece in row)


def _grouped(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The lines of each row of a table."""
    gaps = [above[0].base - row[0].base for above, row in pairwise(rows)]
    least, margin = min(gaps), min(row[0].left for row in rows)
    spaced = max(gaps) > _SPACED * least
    group = [rows[0]]
    for gap, row in zip(gaps, rows[1:], strict=True):
        first = row[0].left < margin + row[0].size
        if gap > _SPACED * least or (first and not spaced):
            yield group
            group = []
        group.append(row)
    yield group


def _line(group: Sequence[Row], table: _Table) -> Piece:
    """The lines of a row of a table as one, its cells apart by tabs."""
    cells: list[list[Piece]] = [[] for _ in table.columns]
    for row in group:
        for piece in row:
            cells[table.touched(piece)[0]].append(piece)
    while not cells[-1]:
        cells.pop()
    top = group[0][0]
    blank = Piece("", top.left, top.left, top.base, top.size)
    line = joined([_cell(cell) if cell else blank for cell in cells], "\t")
    return replace(line, base=group[-1][0].base, is_row=True)


def _cell(pieces: Sequence[Piece]) -> Piece:
    cell = pieces[0]
    for piece in pieces[1:]:
        cell = joined([cell, piece], "" if _TIED.search(cell.text) else " ")
    return cell
