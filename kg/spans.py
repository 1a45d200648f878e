"""Look at stretches of a paragraph: which are taken, and what begins in one.

A look costs no more in a long paragraph than in a short one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol, TypeVar

_START = attrgetter("start")


class _Standing(Protocol):
    """What stands in a paragraph, from an index on."""

    @property
    def start(self) -> int: ...


_Found = TypeVar("_Found", bound=_Standing)


def beginning(found: Sequence[_Found], start: int, end: int) -> Sequence[_Found]:
    """What begins in a stretch.

    Args:
        found: in the order in which it begins.
        start: of the stretch.
        end: behind it.
    """
    first = bisect_left(found, start, key=_START)
    return found[first : bisect_left(found, end, first, key=_START)]


class Occupied:
    """The characters of one paragraph that earlier readings have claimed.

    A look costs what the stretch is long, however many were claimed before: the time to read a
    paragraph grows with its length only.
    """

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no character of a stretch is taken."""
        return self._taken.find(1, start, end) < 0

    def claim(self, start: int, end: int) -> None:
        """Take a stretch."""
        self._taken[start:end] = b"\x01" * (end - start)
