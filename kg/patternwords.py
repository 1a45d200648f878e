"""Read off a pattern which words its matches hold, and with which they begin.

What cannot be read off is unknown: nothing is said of a pattern that is not true of all its
matches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from re import _parser as parser  # type: ignore[attr-defined]  # as `re` itself reads patterns
from typing import Any, TypeAlias

Words: TypeAlias = frozenset[str]
Fold: TypeAlias = Callable[[str], str]

_NOTHING = frozenset({""})  # what a pattern says that matches no letter
_UNKNOWN = frozenset[str]()  # as what is needed; as what is matched: never anything
_MOST = 400  # ways to spell what a pattern needs, beyond which less of it is asked
_MOST_BEGINNINGS = 20_000  # ways to begin, beyond which less of each is asked
_SHORTEST = 3  # letters that tell anything: commas and "to" stand in every paragraph
_ZERO_WIDTH = (parser.AT, parser.ASSERT, parser.ASSERT_NOT)
_SPACE = (parser.CATEGORY, parser.CATEGORY_SPACE)


def checked(pattern: str) -> str:
    """A pattern as it is, without the cost of compiling it.

    Raises:
        re.error: it is no regular expression.
    """
    parser.parse(pattern)
    return pattern


def needed(pattern: str, fold: Fold) -> frozenset[str]:
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


def _needed(items: Iterable[Any], fold: Fold) -> Words:
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
    return best if _telling(best)[0] else _UNKNOWN


def _telling(words: Words) -> tuple[float, int]:
    """How much words tell: their letters on average; a Chinese character tells more than one.

    Where one of them is too short, as ``to``, they tell nothing.
    """
    letters = [len(word.strip().encode()) for word in words]
    short = min(letters, default=0) < _SHORTEST
    return 0 if short else sum(letters) / len(letters), -len(words)


def _joined(run: Words | None, behind: Words | None) -> Words | None:
    """Both in a row; None where that can be spelt in too many ways."""
    if run is None or behind is None or len(run) * len(behind) > _MOST:
        return None
    return frozenset((a + b).replace("  ", " ") for a, b in product(run, behind))


def _known(item: Any, fold: Fold) -> Words | None:  # noqa: ANN401 — `re` types no trees
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


def _one_of(members: Sequence[Any], fold: Fold) -> Words | None:
    if list(members) == [_SPACE]:
        return frozenset({" "})
    if any(kind is not parser.LITERAL for kind, _ in members):
        return None
    return frozenset(fold(chr(letter)) for _, letter in members)


def _row(items: Iterable[Any], fold: Fold) -> Words | None:
    row: Words | None = _NOTHING
    for item in items:
        row = _joined(row, _known(item, fold))
        if row is None:
            return None
    return row


def _any(ways: Iterable[Words | None]) -> Words | None:
    together: set[str] = set()
    for way in ways:
        if way is None or len(together) + len(way) > _MOST:
            return None
        together |= way
    return frozenset(together)


def _repeated(least: int, most: int, items: Sequence[Any], fold: Fold) -> Words | None:
    blanks = list(items) == [(parser.IN, [_SPACE])]
    if most != 1 and not blanks:
        return None
    once = _row(items, fold)
    return once if least or once is None else once | _NOTHING


def _inside(item: Any, fold: Fold) -> Words:  # noqa: ANN401 — `re` types no trees
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


def beginnings(pattern: str, fold: Fold) -> Words:
    """Strings with one of which every match of a pattern begins.

    Args:
        pattern: a regular expression.
        fold: brings letters into the form in which texts are asked; runs of blanks are one.

    Returns:
        The strings, folded, none of which begins with another; empty where the pattern tells none.

    Raises:
        re.error: it is no regular expression.
    """
    words = _beginnings(list(parser.parse(pattern)), fold)
    if "" in words:
        return _UNKNOWN
    return frozenset(w for w in words if not any(w[:n] in words for n in range(1, len(w))))


def _beginnings(items: Sequence[Any], fold: Fold) -> Words:
    """With what a sequence begins, as far as it is known letter by letter."""
    run: Words = _NOTHING
    for i, item in enumerate(items):
        longer = _joined(run, _known(item, fold))
        if longer is None:
            first = _first_of(item, items[i + 1 :], fold)
            few = len(run) * len(first) <= _MOST_BEGINNINGS
            return frozenset(a + b for a, b in product(run, first)) if few else run
        run = longer
    return run


def _first_of(item: Any, behind: Sequence[Any], fold: Fold) -> Words:  # noqa: ANN401 — `re` types no trees
    """With what a part begins whose texts are not all known, or what stands behind it."""
    kind, what = item
    if kind is parser.SUBPATTERN:
        return _beginnings(list(what[3]), fold)
    if kind is parser.BRANCH:
        return frozenset[str]().union(*(_beginnings(list(way), fold) for way in what[1]))
    if kind in (parser.MAX_REPEAT, parser.MIN_REPEAT):
        once = _beginnings(list(what[2]), fold)
        return once if what[0] else once | _beginnings(behind, fold)
    return _NOTHING
