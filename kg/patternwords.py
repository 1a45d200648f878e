"""Read off a pattern which words its matches hold, and with which they begin.

What cannot be read off is unknown: nothing is said of a pattern that is not true of all its
matches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import product
from re import _parser as parser  # type: ignore[attr-defined]  # as `re` itself reads patterns
from typing import Any, TypeAlias

Words: TypeAlias = frozenset[str]
Fold: TypeAlias = Callable[[str], str]

_NOTHING = frozenset({""})  # what a pattern says that matches no letter
_UNKNOWN = frozenset[str]()  # as what is needed; as what is matched: never anything
_MOST = 400  # ways to spell what a pattern needs, beyond which less of it is asked
_MOST_BEGINNINGS = 20_000  # ways to begin, beyond which less of each is asked
_ENOUGH = 12  # letters of a beginning, behind which no more are asked
_SHORTEST = 3  # letters that tell anything: commas and "to" stand in every paragraph
_ZERO_WIDTH = (parser.AT, parser.ASSERT, parser.ASSERT_NOT)
_SPACE = (parser.CATEGORY, parser.CATEGORY_SPACE)


def checked(pattern: str) -> str:
    """A pattern as it is, without the cost of compiling it.

    Raises:
        re.error: it is no regular expression.
    """
    _tree(pattern)
    return pattern


@lru_cache(maxsize=256)
def _tree(pattern: str) -> Sequence[Any]:
    tree: Sequence[Any] = parser.parse(pattern)
    return tree


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
    return _needed(_tree(pattern), fold)


def _needed(items: Iterable[Any], fold: Fold) -> Words:
    """What a sequence needs: the most telling of its stretches that are known letter by letter."""
    best = _UNKNOWN
    run = _NOTHING
    for item in items:
        known = _known(item, fold)
        longer = _joined(run, known)
        if longer is None or item[0] is parser.ASSERT:
            best = max(best, run, _inside(item, fold), key=_telling)
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
    if kind is parser.ASSERT:
        return _needed(what[1], fold)
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
    words, _ = _heads(list(_tree(pattern)), fold)
    if "" in words:
        return _UNKNOWN
    return frozenset(w for w in words if not any(w[:n] in words for n in range(1, len(w))))


def _heads(items: Sequence[Any], fold: Fold) -> tuple[Words, bool]:
    """With what a sequence begins, and whether that is all of it."""
    run: Words = _NOTHING
    for i, item in enumerate(items):
        first, whole = _head(item, fold)
        if not whole and _may_be_absent(item):
            first |= _heads(items[i + 1 :], fold)[0]
        if len(run) * len(first) > _MOST_BEGINNINGS:
            return run, False
        run = frozenset((a + b).replace("  ", " ") for a, b in product(run, first))
        if not whole or min(map(len, run), default=0) >= _ENOUGH:
            return run, False
    return run, True


def _may_be_absent(item: Any) -> bool:  # noqa: ANN401 — `re` types no trees
    kind, what = item
    return kind in (parser.MAX_REPEAT, parser.MIN_REPEAT) and not what[0]


def _head(item: Any, fold: Fold) -> tuple[Words, bool]:  # noqa: ANN401 — `re` types no trees
    """With what a part begins, and whether that is all of it."""
    kind, what = item
    if kind is parser.SUBPATTERN:
        return _heads(list(what[3]), fold)
    if kind is parser.BRANCH:
        ways = [_heads(list(way), fold) for way in what[1]]
        return frozenset[str]().union(*(words for words, _ in ways)), all(w for _, w in ways)
    if kind in (parser.MAX_REPEAT, parser.MIN_REPEAT):
        least, most, items = what
        words, whole = _heads(list(items), fold)
        blanks = list(items) == [(parser.IN, [_SPACE])]
        whole = whole and (most == 1 or blanks)
        return words | _NOTHING if whole and not least else words, whole
    known = _known(item, fold)
    return (_NOTHING, False) if known is None else (known, True)
