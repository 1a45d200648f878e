r"""Tell by a look at a paragraph which rules can match in it, and where their matches can begin.

What a pattern needs is read off the pattern itself: ``(?:[Gg]oals?|SDGs?)\s+\d`` matches only
where "goal" or "sdg" stands. All that the rules of a language need is looked for in one pass. What
cannot be read off a pattern is not asked of a paragraph: a gate opens too often, never too seldom.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from sys import maxsize
from typing import NamedTuple, TypeAlias

from ahocorasick_rs import AhoCorasick, Implementation

from kg.patternwords import Fold, beginnings, needed

_Match: TypeAlias = Callable[..., "re.Match[str] | None"]

_NONE: Iterator[re.Match[str]] = iter(())  # stays empty, however often it is asked
_SHORTEST_START = 3  # letters; marks and short words stand everywhere
_LENGTHENED = "\u0130"  # the one letter that is two in lower case
_MOST_TEXTS = 2_000  # texts whose open gates are remembered: each is asked by many rules


def _finder(words: Iterable[str]) -> AhoCorasick:
    # a table of all states is larger than the other kinds, and reads a text half as fast again
    return AhoCorasick(words, implementation=Implementation.DFA)


class Asked(NamedTuple):
    """What a text holds of what rules need.

    Attributes:
        opened: the gates, a bit each.
        folded: the text as it was asked; None where its places are not those of the text.
    """

    opened: int
    folded: str | None


class Gates(dict[str, Asked]):
    """What the rules of one language need, looked for in one pass: from texts to open gates."""

    def __init__(self, fold: Fold) -> None:
        """No gates yet.

        Args:
            fold: brings a text into the form in which it is asked.
        """
        self._fold = fold
        self._bits: dict[str, int] = {}
        self._bit = 1
        self._words: AhoCorasick | None = None

    def gate(self, pattern: str) -> int:
        """A gate for a pattern, as one bit; 0 where the pattern needs nothing that is known."""
        words = needed(pattern, self._fold_letter)
        if not words:
            return 0
        gate, self._bit = self._bit, self._bit << 1
        for word in words:
            self._bits[word] = self._bits.get(word, 0) | gate
        self._words = None
        self.clear()
        return gate

    def starts(self, pattern: str) -> AhoCorasick | None:
        """What finds in a folded text where matches can begin; None where a pattern tells not."""
        words = beginnings(pattern, self._fold_letter)
        telling = min(map(len, words), default=0) >= _SHORTEST_START
        return _finder(words) if telling else None

    def __missing__(self, text: str) -> Asked:
        if self._words is None:
            self._words = _finder(self._bits)
        opened, folded = 0, self._fold(text)
        for word in set(self._words.find_matches_as_strings(f" {folded} ", overlapping=True)):
            opened |= self._bits[word]
        aligned = len(folded) == len(text) and _LENGTHENED not in text
        if len(self) >= _MOST_TEXTS:
            self.clear()
        self[text] = asked = Asked(opened, folded if aligned else None)
        return asked

    def _fold_letter(self, letter: str) -> str:
        return self._fold(letter) if letter.strip() else " "


class Rule:
    """A pattern, compiled when first used.

    With gates, it is asked only of texts that open its own, and where its words stand.
    """

    _LONG = 64  # characters; a shorter text is sooner read than asked what it holds

    def __init__(self, pattern: str, gates: Gates | None = None) -> None:
        """A rule.

        Args:
            pattern: a regular expression.
            gates: of its language; none for a pattern that is asked at an index only.
        """
        self.pattern = pattern
        self._gates = gates
        self._gate = -1 if gates is not None else 0  # not asked for yet

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return re.compile(self.pattern)

    @cached_property
    def match(self) -> _Match:
        """The match that begins at an index, as `re.Pattern.match` finds it."""
        return self.compiled.match

    @cached_property
    def fullmatch(self) -> _Match:
        """The match of a whole text or stretch, as `re.Pattern.fullmatch` finds it."""
        return self.compiled.fullmatch

    @cached_property
    def _starts(self) -> AhoCorasick | None:
        return self._gates.starts(self.pattern) if self._gates is not None else None

    def can_match(self, text: str) -> bool:
        """Whether a text holds what the pattern needs."""
        gates = self._gates
        if gates is None or len(text) < self._LONG:
            return True
        if self._gate < 0:
            self._gate = gates.gate(self.pattern)
        return not self._gate or gates[text].opened & self._gate != 0

    def starts_in(self, text: str) -> list[int] | None:
        """The indices of a text at which matches can begin; None where all have to be tried."""
        if self._gates is None or self._starts is None or len(text) < self._LONG:
            return None
        folded = self._gates[text].folded
        if folded is None:
            return None
        found = self._starts.find_matches_as_indexes(folded, overlapping=True)
        return sorted({start for _, start, _ in found})

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """The matches in a text, from an index on."""
        if not self.can_match(text):
            return _NONE
        starts = self.starts_in(text)
        if starts is None:
            return self.compiled.finditer(text, start)
        return self._matches(text, starts, start)

    def within(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches in a stretch of a text."""
        return self.compiled.finditer(text, start, end) if self.can_match(text) else _NONE

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The first match in a text, or in a stretch of it."""
        return self.compiled.search(text, start, end) if self.can_match(text) else None

    def split(self, text: str) -> list[str]:
        """What stands between the matches in a text."""
        return self.compiled.split(text)

    def _matches(self, text: str, starts: list[int], behind: int) -> Iterator[re.Match[str]]:
        for at in starts:
            found = self.match(text, at) if at >= behind else None
            if found:
                behind = found.end()
                yield found
