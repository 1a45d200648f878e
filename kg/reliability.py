"""Tell how far a run's confidence can be trusted: of all that it calls 0.9, how much is right.

Judge the marks that an evaluation judged, and of these only those that name a target: to leave one
open claims nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.evaluation import Evaluation, judged

EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)  # the last bin holds 1 too
_Z = 1.959963984540054  # the normal distribution's 97.5th percentile


@dataclass(frozen=True, slots=True)
class Bin:
    """The marks whose confidence lies between two edges."""

    lower: float
    upper: float  # exclusive, but of the last bin
    count: int
    confidence: float  # their mean
    right: int

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.right / self.count

    @property
    def interval(self) -> tuple[float, float]:
        """In which the share lies with a probability of 95 %."""
        return wilson(self.right, self.count)


@dataclass(frozen=True, slots=True)
class Reliability:
    """Bins that hold marks, and how far confidence and truth lie apart."""

    bins: tuple[Bin, ...]
    brier: float | None  # mean squared distance of confidence from truth
    calibration_error: float | None  # mean distance of a bin's confidence from its share, by count


def reliability(evaluation: Evaluation) -> Reliability:
    """How a run's confidences compare with what is right.

    Args:
        evaluation: of the run; a mark is right if it matches leniently.

    Returns:
        The bins; without figures where no mark has a confidence.
    """
    return calibration(
        [
            (mark.confidence, is_right)
            for mark, is_right in judged(evaluation.documents)
            if mark.confidence is not None and mark.target is not None
        ]
    )


def calibration(said: Sequence[tuple[float, bool]]) -> Reliability:
    """How confidences compare with what is right, however that was judged.

    Args:
        said: for each mark its confidence, and whether it is right.

    Returns:
        The bins; without figures where nothing was said.
    """
    if not said:
        return Reliability((), None, None)
    bins = tuple(b for edges in pairwise(EDGES) for b in _bin(*edges, said))
    brier = math.fsum((confidence - is_right) ** 2 for confidence, is_right in said) / len(said)
    apart = math.fsum(b.count * abs(b.confidence - b.share) for b in bins) / len(said)
    return Reliability(bins, brier, apart)


def _bin(lower: float, upper: float, said: Sequence[tuple[float, bool]]) -> Iterable[Bin]:
    inside = [
        (confidence, is_right)
        for confidence, is_right in said
        if lower <= confidence < upper or confidence == upper == EDGES[-1]
    ]
    if inside:
        mean = math.fsum(confidence for confidence, _ in inside) / len(inside)
        yield Bin(lower, upper, len(inside), mean, sum(is_right for _, is_right in inside))


def wilson(right: int, of: int) -> tuple[float, float]:
    """Wilson's interval of a share, at 95 %.

    Args:
        right: how many.
        of: how many in all, at least one.
    """
    share, square = right / of, _Z**2 / of
    middle = (share + square / 2) / (1 + square)
    reach = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square)
    return max(0.0, middle - reach), min(1.0, middle + reach)
