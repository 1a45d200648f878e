"""Remember which stretches of a paragraph are taken, so that no word is read twice."""

from __future__ import annotations


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
