"""Find complete dates, months and ranges of dates, and read them as ISO text.

A bare year is no date. Digits glued to a year are the mark of a footnote, and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from kg.drafting import DateRule, Drafting
from kg.forms import any_of
from kg.spans import Occupied

_YEAR = re.compile(r"(?:1[89]|2\d)\d\d")  # no date goes without


class Dated(NamedTuple):
    """A date in a paragraph's text: where, and as ISO text."""

    start: int
    end: int
    value: str  # "2021-12-16", "1995-09", "1995-03-06/1995-03-12"
    rule: str
    repaired: bool = False  # digits of a footnote mark stood behind the year

    @property
    def first(self) -> date | None:
        """The first day, where the date says one."""
        day = self.value.partition("/")[0]
        return date.fromisoformat(day) if len(day) == len("2021-12-16") else None


def find_dates(string: str, drafting: Drafting) -> list[Dated]:
    """All dates of a paragraph, in reading order, none overlapping.

    Args:
        string: a paragraph's normalised text.
        drafting: of its language.

    Returns:
        The dates; several that share a year (``4 March and 13 March 1964``) are one each.
    """
    if not _YEAR.search(string):
        return []
    rules = [rule for rule in drafting.dates if rule.pattern.can_match(string)]
    if not rules:
        return []
    taken = Occupied(len(string))
    found: list[Dated] = []
    for rule in rules:
        for match in rule.pattern.finditer(string):
            if not taken.is_free(*match.span()):
                continue
            taken.claim(*match.span())  # an impossible day (31 June) leaves no month behind
            found.extend(_read(match, rule, drafting))
    return sorted(found, key=lambda d: d.start)


def _read(match: re.Match[str], rule: DateRule, drafting: Drafting) -> Iterator[Dated]:
    groups = match.groupdict()
    month = drafting.month(groups["m2"])
    year = int(groups["y2"])
    end = match.start("glued2") if groups.get("glued2") else match.end()
    repaired = bool(groups.get("glued2"))
    if not groups.get("d2"):
        yield Dated(match.start(), end, f"{year}-{month:02}", rule.id, repaired)
        return
    last = _iso(year, month, groups["d2"])
    if last is None:
        return
    if groups.get("several"):
        yield from _several(match, rule, drafting, year, month)
        start = match.end("several")  # its own month may go before the day
        yield Dated(start, end, last, rule.id, repaired)
        return
    if not groups.get("d1"):
        yield Dated(match.start(), end, last, rule.id, repaired)
        return
    first_month = drafting.month(groups["m1"]) if groups.get("m1") else month
    first = _iso(int(groups["y1"]) if groups.get("y1") else year, first_month, groups["d1"])
    if first is not None and first < last:
        yield Dated(match.start(), end, f"{first}/{last}", rule.id, repaired)


def _several(
    match: re.Match[str], rule: DateRule, drafting: Drafting, year: int, month: int
) -> Iterator[Dated]:
    """The dates of a list before its last: each with its own month, or the next one's."""
    if match.start("y2") < match.start("d2"):
        yield from _several_behind(match, rule, drafting, year)
        return
    members = list(_day_and_month(drafting).finditer(match["several"]))
    base = match.start("several")
    found: list[Dated] = []
    for member in reversed(members):
        month = drafting.month(member[2]) if member[2] else month
        iso = _iso(year, month, member[1])
        if iso:
            found.append(Dated(base + member.start(), base + member.end(), iso, rule.id))
    yield from reversed(found)


def _several_behind(
    match: re.Match[str], rule: DateRule, drafting: Drafting, year: int
) -> Iterator[Dated]:
    """Where the year goes first: each day has its own month, or that of the day before it."""
    base, month = match.start("several"), drafting.month(match["m2"])
    for i, member in enumerate(_month_and_day(drafting).finditer(match["several"])):
        month = drafting.month(member["month"]) if member["month"] else month
        iso = _iso(year, month, member["day"])
        if iso:
            start = base + member.start() if i else match.start()
            yield Dated(start, base + member.end(), iso, rule.id)


@cache
def _month_and_day(drafting: Drafting) -> re.Pattern[str]:
    months = any_of([*drafting.months])
    return re.compile(rf"(?P<month>{months})?\s*(?P<day>\d{{1,2}})\s*[^\W\d]?")


@cache
def _day_and_month(drafting: Drafting) -> re.Pattern[str]:
    months = any_of([*drafting.months])
    word = r"(?:[^\W\d]+\s+)?"  # 22 de noviembre
    return re.compile(
        drafting.script.blind(rf"(?i)(\d{{1,2}})[^\W\d]{{0,2}}(?:\s+{word}({months}))?")
    )


def _iso(year: int, month: int, day: str) -> str | None:
    try:
        return date(year, month, int(day)).isoformat()
    except ValueError:  # 31 June: no date, and no guess which
        return None
