r"""Tell by a look at a paragraph which rules can match in it: each needs words that it must hold.

What a pattern needs is read off the pattern itself: ``(?:[Gg]oals?|SDGs?)\s+\d`` matches only
where "goal" or "sdg" stands. All that the rules of a language need is looked for in one pass. What
cannot be read off a pattern is not asked of a paragraph: a gate opens too often, never too seldom.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import product
from re import _parser as parser  # type: ignore[attr-defined]  # as `re` itself reads patterns
from sys import maxsize
from typing import Any, TypeAlias

from ahocorasick_rs import AhoCorasick

_Words: TypeAlias = frozenset[str]
_Fold: TypeAlias = Callable[[str], str]
_Match: TypeAlias = Callable[..., "re.Match[str] | None"]

_NOTHING = frozenset({""})  # what a pattern says that matches no letter
_UNKNOWN = frozenset[str]()  # as what is needed; as what is matched: never anything
_MOST = 400  # ways to spell what a pattern needs, beyond which less of it is asked
_SHORTEST = 3  # letters that tell anything: commas and "to" stand in every paragraph
_MOST_TEXTS = 2_000  # texts whose open gates are remembered: each is asked by many rules
_ZERO_WIDTH = (parser.AT, parser.ASSERT, parser.ASSERT_NOT)
_SPACE = (parser.CATEGORY, parser.CATEGORY_SPACE)


def checked(pattern: str) -> str:
    """A pattern as it is, without the cost of compiling it.

    Raises:
        re.error: it is no regular expression.
    """
    parser.parse(pattern)
    return pattern


def needed(pattern: str, fold: _Fold) -> frozenset[str]:
    """Strings of which every text that a pattern matches holds one.

    Args:
        pattern: a regular expression.
        fold: brings letters into the form in which texts are asked; runs of blanks are one.

    Returns:
        The strings, folded; empty where the pattern tells none.

    Raises:
        re.error: it is no regular expression.
    """
    return _needed(parser.parse(pattern), fold)


def _needed(items: Iterable[Any], fold: _Fold) -> _Words:
    """What a sequence needs: the most telling of its stretches that are known letter by letter."""
    best = _UNKNOWN
    run = _NOTHING
    for item in items:
        known = _known(item, fold)
        longer = _joined(run, known)
        if longer is None:
            inside = _inside(item, fold) if known is None else _UNKNOWN
            best = max(best, run, inside, key=_telling)
        run = next((words for words in (longer, known) if words is not None), _NOTHING)
    best = max(best, run, key=_telling)
    return best if _telling(best)[0] >= _SHORTEST else _UNKNOWN


def _telling(words: _Words) -> tuple[int, int]:
    """How much words tell: the letters of the shortest; a Chinese character tells more than one."""
    return min((len(word.strip().encode()) for word in words), default=0), -len(words)


def _joined(run: _Words | None, behind: _Words | None) -> _Words | None:
    """Both in a row; None where that can be spelt in too many ways."""
    if run is None or behind is None or len(run) * len(behind) > _MOST:
        return None
    return frozenset((a + b).replace("  ", " ") for a, b in product(run, behind))


def _known(item: Any, fold: _Fold) -> _Words | None:  # noqa: ANN401 — `re` types no trees
    """All texts that a part of a pattern matches; None where they are too many, or not known."""
    kind, what = item
    if kind is parser.FAILURE or (kind is parser.ASSERT_NOT and not len(what[1])):  # (?!)
        return frozenset()
    if kind in _ZERO_WIDTH:
        return _NOTHING
    if kind is parser.LITERAL:
        return frozenset({fold(chr(what))})
    if kind is parser.IN:
        return _one_of(what, fold)
    if kind is parser.SUBPATTERN:
        return _row(what[3], fold)
    if kind is parser.BRANCH:
        return _any(_row(way, fold) for way in what[1])
    if kind in (parser.MAX_REPEAT, parser.MIN_REPEAT):
        least, most, items = what
        return _repeated(least, most, items, fold)
    return None


def _one_of(members: Sequence[Any], fold: _Fold) -> _Words | None:
    if list(members) == [_SPACE]:
        return frozenset({" "})
    if any(kind is not parser.LITERAL for kind, _ in members):
        return None
    return frozenset(fold(chr(letter)) for _, letter in members)


def _row(items: Iterable[Any], fold: _Fold) -> _Words | None:
    row: _Words | None = _NOTHING
    for item in items:
        row = _joined(row, _known(item, fold))
        if row is None:
            return None
    return row


def _any(ways: Iterable[_Words | None]) -> _Words | None:
    together: set[str] = set()
    for way in ways:
        if way is None or len(together) + len(way) > _MOST:
            return None
        together |= way
    return frozenset(together)


def _repeated(least: int, most: int, items: Sequence[Any], fold: _Fold) -> _Words | None:
    blanks = list(items) == [(parser.IN, [_SPACE])]
    if most != 1 and not blanks:
        return None
    once = _row(items, fold)
    return once if least or once is None else once | _NOTHING


def _inside(item: Any, fold: _Fold) -> _Words:  # noqa: ANN401 — `re` types no trees
    """What a part needs whose texts are not all known."""
    kind, what = item
    if kind is parser.SUBPATTERN:
        return _needed(what[3], fold)
    if kind in (parser.MAX_REPEAT, parser.MIN_REPEAT) and what[0]:
        return _needed(what[2], fold)
    if kind is parser.BRANCH:
        possible = [way for way in what[1] if _row(way, fold) != frozenset()]
        ways = [_needed(way, fold) for way in possible]
        return frozenset[str]().union(*ways) if all(ways) else _UNKNOWN
    return _UNKNOWN


class Gates(dict[str, int]):
    """What the rules of one language need, looked for in one pass: from texts to open gates."""

    def __init__(self, fold: _Fold) -> None:
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

    def __missing__(self, text: str) -> int:
        if self._words is None:
            self._words = AhoCorasick(self._bits)
        opened = 0
        found = self._words.find_matches_as_strings(f" {self._fold(text)} ", overlapping=True)
        for word in set(found):
            opened |= self._bits[word]
        if len(self) >= _MOST_TEXTS:
            self.clear()
        self[text] = opened
        return opened

    def _fold_letter(self, letter: str) -> str:
        return self._fold(letter) if letter.strip() else " "


class Rule:
    """A pattern, compiled when first used; with gates, asked only of texts that open its own."""

    _LONG = 64  # characters; a shorter text is sooner read than asked what it holds

    def __init__(self, pattern: str, gates: Gates | None = None) -> None:
        """A rule.

        Args:
            pattern: a regular expression.
            gates: of its language; none for a pattern that is asked at an index only.
        """
        self.pattern = pattern
        self._gates = gates

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
    def _gate(self) -> int:
        return self._gates.gate(self.pattern) if self._gates is not None else 0

    def can_match(self, text: str) -> bool:
        """Whether a text holds what the pattern needs."""
        if self._gates is None or not self._gate or len(text) < self._LONG:
            return True
        return bool(self._gates[text] & self._gate)

    def finditer(self, text: str, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        """The matches in a text, or in a stretch of it."""
        return self.compiled.finditer(text, start, end) if self.can_match(text) else iter(())

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The first match in a text, or in a stretch of it."""
        return self.compiled.search(text, start, end) if self.can_match(text) else None

    def split(self, text: str) -> list[str]:
        """What stands between the matches in a text."""
        return self.compiled.split(text)
