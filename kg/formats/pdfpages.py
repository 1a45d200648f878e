"""What a page is made of: running headers and footers, columns, body and footnotes.

Tell them by where they stand, by their size and by what repeats from page to page; no word of any
language is known here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean, median

from kg.formats.pdflines import Page, Piece, Row, joined
from kg.formats.pdftables import with_tables

_HEAD = 0.12  # of the page's height: where running headers stand
_FOOT = 0.10
_FAR = 2.0  # sizes of type between a header and the body
_REPEATED = 0.3  # of the pages that show a running line; left and right pages may differ
_SHORTEST = 8  # letters of a title that a header repeats
# pages, job numbers, barcodes, symbols
_FURNITURE = re.compile(
    r"\d{1,4}(?:\s?/\s?\d{1,4})?|[ivxlc]{1,6}|[-–—]\s?\d{1,4}\s?[-–—]"
    r"|\d{2}-\d{5}(?:\s?\*+)?(?:\s?\([A-Z]\))?(?:\s+\d{6})?|\*[A-Z0-9]{5,}\*"
    r"|[A-Z]{1,4}/[\w./-]+(?:\s?\([\w./ -]+\))?\*{0,3}"
)
_SEPARATOR = re.compile(r"[_\u2013\u2014\u2500-]{5,}|(?:_\s?){5,}")
_MARK = re.compile(r"[⁰¹²³⁴-⁹]{1,3}|\*{1,4}(?=\s?\S)")
_PLAIN_MARK = re.compile(r"(\d{1,3}|\*{1,4})\s+(?=\S)")
_MARKS = re.compile(r"[⁰¹²³⁴-⁹]+|(?<=\S)\*{1,4}(?!\S)")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]+")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE = 0.93  # a footnote's type is smaller than this share of the body's
_COLUMN_ROWS = 5
_COLUMN_WIDTH = 0.3  # of the text's width
_FILLED = 0.5  # of its column is a line of prose, as a rule
_CELLS = 2.0  # pieces in a row that make a table
_GUTTER = 6.0  # points
_OVER = 1.5  # sizes of its type between a heading over two columns and their lines

Block = list[Piece]  # the lines of one column, from its top


@dataclass(frozen=True, slots=True)
class Told:
    """A page without its furniture.

    Attributes:
        blocks: the body's lines in reading order, column by column.
        notes: the lines of the footnotes.
    """

    blocks: list[Block]
    notes: list[Block]


def told_apart(pages: Sequence[Page]) -> list[Told]:
    """Each page's body and footnotes, in reading order and without what the page repeats.

    Args:
        pages: all pages of the document.

    Returns:
        As many pages; some may be empty.
    """
    bare = without_furniture(pages)
    size = body_size(piece for page in bare for row in page.rows for piece in row)
    return [_told(page, size) for page in bare]


def body_size(pieces: Iterable[Piece]) -> float:
    """The size of type that most characters have."""
    sizes: Counter[float] = Counter()
    for piece in pieces:
        sizes[piece.size] += len(piece.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


# ------------------------------------------------------------------------------ furniture
@dataclass(frozen=True, slots=True)
class _Known:
    """What tells furniture: words that repeat, the first page's words, the body's size."""

    repeated: frozenset[str]
    title: str
    size: float

    def furniture(self, piece: Piece) -> bool:
        """Whether a piece in the margin is the page's and not the text's."""
        if _FURNITURE.fullmatch(piece.text) or _key(piece) in self.repeated:
            return True
        small = piece.size <= self.size
        return small and len(piece.text) >= _SHORTEST and piece.text in self.title


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without running headers, footers, page numbers, job numbers and barcodes.

    The head of the first page stays: it is the document's own.
    """
    title = " ".join(p.text for row in pages[0].rows for p in row) if pages else ""
    size = body_size(piece for page in pages for row in page.rows for piece in row)
    known = _Known(_repeated(pages), title, size)
    bare = []
    for i, page in enumerate(pages):
        rows = list(page.rows)
        if i:
            head = sum(row[0].base > _edges(page)[1] for row in rows)
            rows = rows[_furniture(rows, head, known) :]
        rows.reverse()
        foot = sum(row[0].base < _edges(page)[0] for row in rows)
        rows = rows[_furniture(rows, foot, known if i else replace(known, title="")) :]
        rows.reverse()
        bare.append(replace(page, rows=tuple(rows)))
    return bare


def _edges(page: Page) -> tuple[float, float]:
    """The heights below and above which a page has its margins."""
    _, bottom, _, top = page.box
    return bottom + _FOOT * (top - bottom), top - _HEAD * (top - bottom)


def _repeated(pages: Sequence[Page]) -> frozenset[str]:
    """What stands at the head or the foot of several pages, its digits apart."""
    counts: Counter[str] = Counter()
    for page in pages[1:]:
        low, high = _edges(page)
        pieces = [piece for row in page.rows for piece in row]
        counts.update({_key(piece) for piece in pieces if not low < piece.base < high})
    least = max(2, _REPEATED * (len(pages) - 1))
    return frozenset(
        key for key, count in counts.items() if count >= least and re.search(r"[^\W\d]", key)
    )


def _key(piece: Piece) -> str:
    return f"{piece.base:.0f} " + re.sub(r"\d+", "#", piece.text)


def _furniture(rows: list[Row], margin: int, known: _Known) -> int:
    """How many rows, counted from the page's edge, are furniture.

    Args:
        rows: from the edge.
        margin: how many stand in the margin.
        known: what tells furniture.
    """
    told = [all(map(known.furniture, row)) for row in rows[:margin]]
    edge = pairwise(rows[: margin + 1])
    cluster = next((n for n, (a, b) in enumerate(edge, 1) if _is_far(a, b)), 0)
    if len(rows) == margin and not cluster:
        cluster = margin
    some = any(known.furniture(piece) for row in rows[:cluster] for piece in row)
    return cluster if some else [*told, False].index(False)


def _is_far(row: Row, other: Row) -> bool:
    return abs(row[0].base - other[0].base) > _FAR * max(p.size for p in (*row, *other))


# -------------------------------------------------------------------------------- columns
def _told(page: Page, size: float) -> Told:
    blocks, notes = [], []
    for rows in _columns(page.rows):
        lines = [joined(row) for row in rows]
        end, begin = _parted(lines, size)
        blocks += [with_tables(rows[:end])] if end else []
        notes += [lines[begin:]] if begin < len(lines) else []
    return Told(blocks, notes)


def _columns(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows in reading order: where two columns stand side by side, one after the other."""
    if not rows:
        return []
    left, right = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    width = right - left
    tried = [left + width * step / 100 for step in range(40, 61)]
    found = max((_cut(rows, x, width) for x in tried), key=lambda cut: (cut[0], len(cut[1])))
    return found[1] if found[0] else [list(rows)]


def _cut(rows: Sequence[Row], x: float, width: float) -> tuple[int, list[list[Row]]]:
    """How many rows a cut at a place sets in two columns, and all rows in reading order."""
    bands = [part for band, free in _bands(rows, x) if free for part in _at_headings(band, x)]
    edges = [_edge(band, x) for band in bands if _are_columns(band, x, width)]
    count = 0
    cut: list[list[Row]] = [[]]
    for band, free in _bands(rows, x):
        for part in _at_headings(band, x) if free else [band]:
            if free and _edge(part, x) in edges:
                columns, rest = _without_tail(part)
                count += len(columns)
                cut += [*_sides(columns, x), rest]
            else:
                cut[-1] += part
    return count, [side for side in cut if side]


def _edge(band: list[Row], x: float) -> tuple[int, ...]:
    """Where the two sides of a cut begin; columns of one page begin at the same places."""
    return tuple(round(min(row[0].left for row in side)) for side in _sides(band, x) if side)


def _at_headings(band: list[Row], x: float) -> Iterator[list[Row]]:
    """The parts of columns that end at a heading over both, each with its heading."""
    start = 0
    for i, (above, row) in enumerate(pairwise(band), 1):
        if _is_over_both(above, row, band[i + 1 :], x):
            yield band[start:i]
            start = i
    yield band[start:]


def _is_over_both(above: Row, row: Row, below: list[Row], x: float) -> bool:
    """Whether a row is a heading with columns of smaller type above and below it."""
    size = row[0].size
    if len(row) > 1 or row[0].left > x or not below or above[0].size >= size:
        return False
    apart = min(above[0].base - row[0].base, row[0].base - below[0][0].base) > _OVER * size
    return apart and any(piece.left > x for other in below for piece in other)


def _without_tail(band: list[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of columns, and apart from them a heading that stands far below."""
    at = len(band)
    while at > 1 and len(band[at - 1]) == 1 and not _is_far(band[at - 2], band[at - 1]):
        at -= 1
    single = at > 1 and len(band[at - 1]) == 1 and band[at - 1][0].size > band[at - 2][0].size
    return (band[: at - 1], band[at - 1 :]) if single else (band, [])


def _crosses(row: Row, x: float) -> bool:
    return any(piece.left < x < piece.right for piece in row)


def _bands(rows: Sequence[Row], x: float) -> list[tuple[list[Row], bool]]:
    """Rows that leave a place free, and rows that do not, in runs."""
    bands: list[tuple[list[Row], bool]] = []
    for row in rows:
        free = not _crosses(row, x)
        if not bands or bands[-1][1] != free:
            bands.append(([], free))
        bands[-1][0].append(row)
    return bands


def _sides(band: list[Row], x: float) -> tuple[list[Row], list[Row]]:
    lefts = [tuple(p for p in row if p.right <= x) for row in band]
    rights = [tuple(p for p in row if p.left >= x) for row in band]
    return [row for row in lefts if row], [row for row in rights if row]


def _are_columns(band: list[Row], x: float, width: float) -> bool:
    """Whether both sides are filled as columns of prose are, and no table."""
    edges = []
    for side in _sides(band, x):
        if len(side) < _COLUMN_ROWS or mean(len(row) for row in side) >= _CELLS:
            return False
        start, end = min(row[0].left for row in side), max(row[-1].right for row in side)
        filled = median((row[-1].right - row[0].left) / (end - start) for row in side)
        if end - start < _COLUMN_WIDTH * width or filled < _FILLED:
            return False
        edges += [start, end]
    return edges[2] - edges[1] >= _GUTTER


# ------------------------------------------------------------------------------ footnotes
def _parted(block: Block, size: float) -> tuple[int, int]:
    """Where a column's body ends, and where its footnotes begin: behind a rule, or at a mark."""
    small = len(block)
    while small and block[small - 1].size <= _NOTE * size:
        small -= 1
    rules = [i for i, line in enumerate(block) if _SEPARATOR.fullmatch(line.text)]
    if rules and (rules[-1] >= small - 1 or _opens(block, rules[-1] + 1)):
        return rules[-1], rules[-1] + 1
    marks = {m.translate(_DIGITS) for line in block[:small] for m in _MARKS.findall(line.text)}
    for i in range(small, len(block)):
        plain = _PLAIN_MARK.match(block[i].text)
        if _RAISED.match(block[i].text) or (plain and plain[1] in marks):
            return i, i
    return len(block), len(block)


def _opens(block: Block, i: int) -> bool:
    return i < len(block) and bool(_MARK.match(block[i].text))


def opens_note(line: Piece, number: int) -> Piece | None:
    """The line as a footnote's first, if it is one; its mark becomes a superscript.

    Args:
        line: of a footnote block.
        number: of the footnote before it, 0 if none is known.

    Returns:
        The line, or nothing where it goes on with the footnote before it.
    """
    if _MARK.match(line.text):
        return line
    plain = _PLAIN_MARK.match(line.text)
    if not plain or (number and int(plain[1]) != number + 1):
        return None
    digits = len(plain[1])
    raised = line.text[:digits].translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return replace(line, text=raised + line.text[digits:])


def number_of(line: Piece) -> int:
    """The number of the mark that opens a footnote; 0 for a star."""
    mark = _RAISED.match(line.text)
    return int(mark[0].translate(_DIGITS)) if mark else 0
