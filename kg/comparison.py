"""Compare two runs on the same gold standard: what one gained over the other, and what it lost.

Compare the texts that both runs have; a text that only one has is neither gain nor loss.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kg.annotations import Annotations, Mark
from kg.evaluation import Compared, Evaluation, evaluate

Gain: TypeAlias = Literal["now found", "no longer extra"]
Loss: TypeAlias = Literal["now missed", "now extra"]
_Key: TypeAlias = tuple[str, int, int, str | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One mark that the two runs treat differently, in the light of the gold."""

    change: Gain | Loss
    file: str
    mark: Mark

    @property
    def is_gain(self) -> bool:
        """Whether the later run is the better one here."""
        return self.change in ("now found", "no longer extra")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both evaluations, on the texts that both runs have, and where they differ."""

    before: Evaluation
    now: Evaluation
    changes: tuple[Change, ...]


def compare(
    gold: Sequence[Annotations], before: Sequence[Annotations], now: Sequence[Annotations]
) -> Comparison:
    """Compare two runs.

    Args:
        gold: what is held to be right.
        before: the run to compare against.
        now: the run that is measured.

    Returns:
        Gains and losses by lenient matching, text by text, and both evaluations.

    Raises:
        AnnotationError: as `evaluate` does; or the runs share no text of the gold.
    """
    left_out = {*evaluate(gold, before).left_out, *evaluate(gold, now).left_out}
    shared = [annotations for annotations in gold if annotations.file not in left_out]
    first, second = evaluate(shared, before), evaluate(shared, now)
    changes = tuple(
        change
        for old, new in zip(first.documents, second.documents, strict=True)
        for change in sorted(_changes(old, new), key=lambda c: (c.mark.start, c.change))
    )
    return Comparison(first, second, changes)


def _changes(old: Compared, new: Compared) -> Iterator[Change]:
    file = new.gold.file
    missed = (_by_key(old.matches.missed), _by_key(new.matches.missed))
    extra = (_by_key(old.matches.extra), _by_key(new.matches.extra))
    yield from (Change("now found", file, mark) for mark in _only(*missed))
    yield from (Change("now missed", file, mark) for mark in _only(*reversed(missed)))
    yield from (Change("no longer extra", file, mark) for mark in _only(*extra))
    yield from (Change("now extra", file, mark) for mark in _only(*reversed(extra)))


def _by_key(marks: Sequence[Mark]) -> dict[_Key, Mark]:
    return {(mark.kind, mark.start, mark.end, mark.target): mark for mark in marks}


def _only(these: dict[_Key, Mark], those: dict[_Key, Mark]) -> Iterator[Mark]:
    return (mark for key, mark in these.items() if key not in those)
