"""All resolutions that a generated corpus can hold: true numbering, invented texts.

Sessions, years and numbers are those that the four organs could have used (`kg.arithmetic` agrees
with each of them); how many there are a session is rounded. Nothing is random here.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal, TypeAlias

from kg.arithmetic import hrc_session, security_council_year
from kg.symbols import roman_numeral

Organ: TypeAlias = Literal["GA", "SC", "HRC", "ECOSOC"]

ORGANS: tuple[Organ, ...] = ("GA", "SC", "HRC", "ECOSOC")
_LAST_YEAR = 2025
_GA_ROMAN, _GA_A_ROMAN_SESSION = 30, 118  # the Assembly's first sessions, and resolutions in each
_GA_A_SESSION = 290  # from 301 on they are decisions
_GA_LETTERED = 4  # every fourth has two parts, A and B
_ECOSOC_ROMAN, _ECOSOC_A_ROMAN_SESSION = 63, 33
_ECOSOC_FIRST_YEAR, _ECOSOC_A_YEAR = 1978, 195
_HRC_SESSIONS, _HRC_A_SESSION = 60, 75
_SC_LAST = 2_800


@dataclass(frozen=True, slots=True)
class Resolution:
    """One resolution: its organ, its number as printed, and the day of its adoption."""

    organ: Organ
    session: str  # "74", "XV", "2019"; of the Security Council the year
    number: int
    letter: str
    day: date

    @property
    def symbol(self) -> str:
        """As `kg.symbols` spells it: ``A/RES/75/290 A``, ``S/RES/1325 (2000)``."""
        stem = {"GA": "A", "SC": "S", "HRC": "A/HRC", "ECOSOC": "E"}[self.organ]
        letter = f" {self.letter}" if self.letter else ""
        if self.in_brackets:
            return f"{stem}/RES/{self.number}{letter} ({self.session})"
        return f"{stem}/RES/{self.session}/{self.number}{letter}"

    @property
    def in_brackets(self) -> bool:
        """Whether the session or year stands behind the number: 1514 (XV), 1325 (2000)."""
        return self.organ == "SC" or not self.session.isdecimal()


@cache
def resolutions() -> tuple[Resolution, ...]:
    """All of them, organ by organ, in the order of their adoption; always the same."""
    return (*_ga(), *_sc(), *_hrc(), *_ecosoc())


@cache
def of_organ(organ: Organ) -> tuple[Resolution, ...]:
    """Those of one organ, in the order of their adoption."""
    return tuple(one for one in resolutions() if one.organ == organ)


def adopted_before(organ: Organ, day: date) -> int:
    """How many resolutions an organ had adopted before a day."""
    return bisect.bisect_left(_days(organ), day)


@cache
def _days(organ: Organ) -> tuple[date, ...]:
    return tuple(one.day for one in of_organ(organ))


def _ga() -> Iterator[Resolution]:
    for session in range(1, _GA_ROMAN + 1):
        first = _GA_A_ROMAN_SESSION * (session - 1) + 1
        for i in range(_GA_A_ROMAN_SESSION):
            day = _ga_day(session, i, _GA_A_ROMAN_SESSION)
            yield Resolution("GA", roman_numeral(session), first + i, "", day)
    for session in range(_GA_ROMAN + 1, _LAST_YEAR - 1945 + 1):
        for number in range(1, _GA_A_SESSION + 1):
            day = _ga_day(session, number - 1, _GA_A_SESSION)
            for letter in ("A", "B") if number % _GA_LETTERED == 0 else ("",):
                yield Resolution("GA", str(session), number, letter, day)


def _ga_day(session: int, i: int, of: int) -> date:
    """Four fifths are adopted from October to December, the others until the next July."""
    autumn = of * 4 // 5
    if i < autumn:
        return date(1945 + session, 10, 5) + timedelta(days=80 * i // autumn)
    return date(1946 + session, 1, 20) + timedelta(days=170 * (i - autumn) // (of - autumn))


def _sc() -> Iterator[Resolution]:
    years = [(number, _sc_year(number)) for number in range(1, _SC_LAST + 1)]
    firsts: dict[int, int] = {}
    counts: dict[int, int] = {}
    for number, year in years:
        firsts.setdefault(year, number)
        counts[year] = counts.get(year, 0) + 1
    for number, year in years:
        day = date(year, 1, 5) + timedelta(days=355 * (number - firsts[year]) // counts[year])
        yield Resolution("SC", str(year), number, "", day)


def _sc_year(number: int) -> int:
    year = security_council_year(number)
    assert year is not None, "the table of kg.arithmetic reaches as far as ours"
    return year


def _hrc() -> Iterator[Resolution]:
    for session in range(1, _HRC_SESSIONS + 1):
        window = hrc_session(session)
        assert window is not None
        for number in range(1, _HRC_A_SESSION + 1):  # adopted in the last two days of a session
            day = window[0] + timedelta(days=33 + (number > _HRC_A_SESSION // 2))
            yield Resolution("HRC", str(session), number, "", day)


def _ecosoc() -> Iterator[Resolution]:
    for session in range(1, _ECOSOC_ROMAN + 1):  # two a year, in spring and in summer
        day = date(1946 + session // 2, 7 if session % 2 else 4, 20)
        for i in range(_ECOSOC_A_ROMAN_SESSION):
            number = _ECOSOC_A_ROMAN_SESSION * (session - 1) + 1 + i
            yield Resolution("ECOSOC", roman_numeral(session), number, "", day)
    for year in range(_ECOSOC_FIRST_YEAR, _LAST_YEAR + 1):
        for number in range(1, _ECOSOC_A_YEAR + 1):
            day = date(year, 7, 1) + timedelta(days=26 * number // _ECOSOC_A_YEAR)
            yield Resolution("ECOSOC", str(year), number, "", day)
