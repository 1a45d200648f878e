"""Which resolutions a generated resolution cites: recent ones mostly, and those often cited.

The copying model (Kleinberg and others, 1999): a citation is chosen anew, by age, or copied from a
document so chosen. It gives the heavy tail of preferential attachment and needs no memory: the
n-th citation of any document follows from the seed alone, so no document waits for another.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from math import log
from random import Random

from benchmarks.numbering import Organ, Resolution, adopted_before, of_organ

_COPIED = 0.7  # the share of citations that are copied
_COPIED_FROM = 8  # among the first so many of the other document
_MEDIAN_AGE = {"GA": 1.7, "SC": 1.3, "HRC": 1.8, "ECOSOC": 1.5}  # years, of those chosen anew
_SPREAD_OF_AGE = 1.15  # of its logarithm
_YEAR = 365.25
_BESIDE = 10  # places around the day that the age tells
_TRIES = 60


def citations(seed: int, citing: Resolution, organ: Organ) -> Iterator[Resolution]:
    """The resolutions of an organ that a resolution cites, each once, for as long as any are found.

    Args:
        seed: of the corpus.
        citing: the resolution that cites.
        organ: whose resolutions are cited.
    """
    seen = {citing.symbol}
    end = adopted_before(organ, citing.day)
    for nth in range(_TRIES if end else 0):
        place = _chosen(seed, citing.symbol, organ, end, nth)
        one = of_organ(organ)[place]
        if one.symbol not in seen:
            seen.add(one.symbol)
            yield one


@lru_cache(maxsize=50_000)
def _chosen(seed: int, citing: str, organ: Organ, end: int, nth: int) -> int:
    """The place, in the organ's order of adoption, of what a document cites as its n-th."""
    random = Random(f"{seed} {citing} {organ} {nth}")  # noqa: S311 — a model, no secret
    place = _anew(random, organ, end)
    base = of_organ(organ)[place]
    before = adopted_before(organ, base.day)
    if before and random.random() < _COPIED:
        return _chosen(seed, base.symbol, organ, before, random.randrange(_COPIED_FROM))
    return place


def _anew(random: Random, organ: Organ, end: int) -> int:
    years = random.lognormvariate(log(_MEDIAN_AGE[organ]), _SPREAD_OF_AGE)
    last = of_organ(organ)[end - 1].day
    days = min(int(years * _YEAR), (last - of_organ(organ)[0].day).days)
    place = adopted_before(organ, last - timedelta(days=days))
    return max(0, min(end - 1, place + random.randint(-_BESIDE, _BESIDE)))
