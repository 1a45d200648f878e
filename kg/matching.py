"""Match two readers' marks one to one: same kind, same target, words that overlap.

Say which marks match; count nothing. The order of the marks changes nothing, and which of the two
is called gold changes only what `optional` and `?` mean, which the gold alone may say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.annotations import Mark

_Places: TypeAlias = tuple[int, int]  # of a gold mark and of one of the run


@dataclass(frozen=True, slots=True)
class Pair:
    """A mark of the gold and the mark of the run that says the same of words that overlap."""

    gold: Mark
    run: Mark

    @property
    def exact(self) -> bool:
        """Whether the spans are the same too."""
        return (self.gold.start, self.gold.end) == (self.run.start, self.run.end)


@dataclass(frozen=True, slots=True)
class Matches:
    """What became of all marks in one text; those that count neither way are in none of these."""

    pairs: tuple[Pair, ...]
    swapped: tuple[Pair, ...]  # on words that overlap, with another target: missed and extra
    unmet: tuple[Mark, ...]  # of the gold, with no such counterpart
    unasked: tuple[Mark, ...]  # of the run, with no such counterpart

    @property
    def missed(self) -> tuple[Mark, ...]:
        """All marks of the gold without a match."""
        return (*self.unmet, *(pair.gold for pair in self.swapped))

    @property
    def extra(self) -> tuple[Mark, ...]:
        """All marks of the run without a match."""
        return (*self.unasked, *(pair.run for pair in self.swapped))


def match(gold: Sequence[Mark], run: Sequence[Mark]) -> Matches:
    """Match the marks of one text.

    Exact spans come first, then the longest overlap. A mark of the run that is left over and
    overlaps an optional one of the gold counts neither way.

    Args:
        gold: marks of the kinds that are compared.
        run: marks to compare with them.
    """
    required = sorted((m for m in gold if not m.optional and m.target != "self"), key=_order)
    found = sorted((m for m in run if m.target != "self"), key=_order)
    pairs = _paired(required, found, same_target)
    missed = _without(required, {i for i, _ in pairs})
    left = _without(found, {j for _, j in pairs})
    optional = sorted((m for m in gold if m.optional), key=_order)
    extra = _without(left, {j for _, j in _overlapping(optional, left)})
    swapped = _paired(missed, extra, lambda _gold, _run: True)
    return Matches(
        pairs=tuple(Pair(required[i], found[j]) for i, j in pairs),
        swapped=tuple(Pair(missed[i], extra[j]) for i, j in swapped),
        unmet=tuple(_without(missed, {i for i, _ in swapped})),
        unasked=tuple(_without(extra, {j for _, j in swapped})),
    )


def same_target(gold: Mark, run: Mark) -> bool:
    """Whether a target of the run is what the gold asks for.

    ``instrument:?`` asks for any instrument, ``?`` for anything; of whom a mandate asks, ``body:?``
    too.
    """
    asked = gold.target or ""
    if asked == "?" or (gold.kind == "mandate" and asked == "body:?"):
        return True
    if asked.endswith(":?"):
        return (run.target or "").startswith(asked.removesuffix("?"))
    return gold.target == run.target


def _paired(
    gold: Sequence[Mark], run: Sequence[Mark], fits: Callable[[Mark, Mark], bool]
) -> list[_Places]:
    """The closest of the pairs that fit, each mark in one at most."""
    possible = [(i, j) for i, j in _overlapping(gold, run) if fits(gold[i], run[j])]
    possible.sort(key=lambda places: _closeness(Pair(gold[places[0]], run[places[1]])))
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in possible:
        if i not in chosen and j not in taken:
            chosen[i] = j
            taken.add(j)
    return sorted(chosen.items())


def _closeness(pair: Pair) -> tuple[object, ...]:
    """The same, whichever of the two is the gold: exact spans, named targets, long overlaps."""
    gold, run = pair.gold, pair.run
    start, end = max(gold.start, run.start), min(gold.end, run.end)
    outer = (min(gold.start, run.start), max(gold.end, run.end))
    other_target, other_details = gold.target != run.target, gold.details != run.details
    return not pair.exact, other_target, start - end, start, outer, other_details


def _overlapping(gold: Iterable[Mark], run: Iterable[Mark]) -> Iterator[_Places]:
    """All pairs of one kind that share a character, by one sweep over both from left to right."""
    ours: dict[str, list[tuple[int, int]]] = defaultdict(list)  # ends and places, by kind
    theirs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    marked = [(m.start, True, i, m) for i, m in enumerate(gold)]
    marked += [(m.start, False, j, m) for j, m in enumerate(run)]
    for start, is_gold, place, mark in sorted(marked, key=lambda item: item[:3]):
        own, other = (ours, theirs) if is_gold else (theirs, ours)
        other[mark.kind] = [open_ for open_ in other[mark.kind] if open_[0] > start]
        for _, met in other[mark.kind]:
            yield (place, met) if is_gold else (met, place)
        own[mark.kind].append((mark.end, place))


def _without(marks: Sequence[Mark], gone: Container[int]) -> list[Mark]:
    return [mark for i, mark in enumerate(marks) if i not in gone]


def _order(mark: Mark) -> tuple[object, ...]:
    details = tuple((name, value or "") for name, value in mark.details)
    return mark.start, mark.end, mark.kind, mark.target or "", details
