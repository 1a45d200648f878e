"""Cut a paragraph into what was quoted from it and the words between, to be shown with marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.network import quoted_at

REACH = 280  # characters shown on each side of marked words; longer stretches are cut
_GAP = " \u2026 "


class Piece(NamedTuple):
    """Words of a paragraph, marked where something was found in them."""

    text: str
    marked: bool


def marked(
    text: str, quotes: Iterable[tuple[int, str]], *, reach: int = REACH
) -> tuple[Piece, ...]:
    """Mark quotes in a paragraph.

    Args:
        text: the paragraph, as we read it.
        quotes: where each starts in the source, and its words as printed there.
        reach: how many characters are shown on each side of marked words.

    Returns:
        The paragraph's words in their order; long stretches without a mark are cut.
    """
    spans = _joined(sorted(_spans(text, quotes)))
    pieces, at = [], 0
    for start, end in spans:
        pieces += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = end
    pieces.append(Piece(text[at:], False))
    last = len(pieces) - 1
    shown = (
        piece if piece.marked else Piece(_cut(piece.text, reach, first=i > 0, last=i < last), False)
        for i, piece in enumerate(pieces)
    )
    return tuple(piece for piece in shown if piece.text)


def _spans(text: str, quotes: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Where quotes stand; what the source has twice stands for its first and second place."""
    behind, before = 0, -1
    for start, quote in sorted(quotes):
        found = quoted_at(text, quote, behind + (start > before >= 0)) or quoted_at(text, quote)
        if found:
            behind, before = found[0], start
            yield found


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping spans as one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _cut(text: str, reach: int, *, first: bool, last: bool) -> str:
    """What is near marked words: the beginning of a stretch behind one, the end before one."""
    if len(text) <= reach * (first + last or 1) + reach // 2:
        return text
    beginning = text[:reach].rpartition(" ")[0] if first or not last else ""
    end = text[-reach:].partition(" ")[2] if last else ""
    return f"{beginning}{_GAP}{end}".lstrip() if last else f"{beginning}{_GAP}".rstrip()
