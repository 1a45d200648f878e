"""Sessions, years and numbers bind each other: what could have been adopted when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.arithmetic import (
    adopted_between,
    can_be_of,
    can_precede,
    hrc_session,
    number_fits,
    security_council_year,
    session_plausible,
)
from kg.symbols import parse_symbol

COULD = [
    ("A/RES/76/136", date(2021, 12, 16), True),
    ("A/RES/76/136", date(2022, 9, 1), True),
    ("A/RES/76/136", date(2011, 12, 19), False),
    ("A/RES/57/295", date(2002, 12, 20), True),
    ("A/RES/48/24", date(2021, 10, 11), False),
    ("A/RES/48/24", date(1993, 12, 6), True),
    ("A/RES/5/1", date(2007, 6, 18), False),
    ("A/RES/60/251", date(2006, 3, 15), True),
    ("A/RES/1514 (XV)", date(1960, 12, 14), True),
    ("A/RES/1514 (XV)", date(1975, 12, 14), False),
    ("A/RES/217 A (III)", date(1948, 12, 10), True),
    ("A/RES/3541 (XXX)", date(1975, 12, 17), True),
    ("A/HRC/RES/48/24", date(2021, 10, 11), True),
    ("A/HRC/RES/48/24", date(1993, 12, 6), False),
    ("A/HRC/RES/5/1", date(2007, 6, 18), True),
    ("A/HRC/RES/16/21", date(2011, 3, 25), True),
    ("A/HRC/RES/18/18", date(2011, 9, 29), True),
    ("A/HRC/RES/15/9", date(2010, 9, 30), True),
    ("E/RES/2010/12", date(2010, 7, 22), True),
    ("E/RES/2010/12", date(2013, 7, 22), False),
    ("E/RES/1503 (XLVIII)", date(1970, 5, 27), True),
    ("E/RES/1503 (XLVIII)", date(1950, 5, 27), False),
    ("S/RES/1325 (2000)", date(2000, 10, 31), True),
    ("S/RES/1325 (2000)", date(2002, 10, 31), False),
    ("A/RES/S-24/2", date(2000, 7, 1), True),
    ("A/RES/ES-10/14", date(2003, 12, 8), True),
    ("A/68/169", date(1950, 1, 1), True),
]


@pytest.mark.parametrize(("symbol", "day", "possible"), COULD)
def test_a_symbol_and_a_date_can_or_cannot_be_of_each_other(symbol, day, possible):
    assert can_be_of(parse_symbol(symbol), day) is possible


# number, the year in which the Security Council adopted it
YEARS = [
    *[
        (1, 1946),
        (15, 1946),
        (16, 1947),
        (242, 1967),
        (338, 1973),
        (353, 1974),
        (678, 1990),
        (687, 1991),
    ],
    *[
        (827, 1993),
        (955, 1994),
        (1244, 1999),
        (1267, 1999),
        (1325, 2000),
        (1333, 2000),
        (1373, 2001),
    ],
    *[
        (1390, 2002),
        (1540, 2004),
        (1973, 2011),
        (2231, 2015),
        (2347, 2017),
        (2417, 2018),
        (2573, 2021),
    ],
]


@pytest.mark.parametrize(("number", "year"), YEARS)
def test_a_council_number_tells_its_year(number, year):
    assert security_council_year(number) == year


@pytest.mark.parametrize("number", [0, -1, 9_000, 90_125])
def test_a_number_beyond_the_table_tells_no_year(number):
    assert security_council_year(number) is None


@given(st.integers(1, 2_700), st.integers(0, 60))
def test_later_council_numbers_are_of_no_earlier_year(number, later):
    first, second = security_council_year(number), security_council_year(number + later)
    assert first is not None
    assert second is not None
    assert first <= second


# session of the Human Rights Council, a day within it
SESSIONS = [
    (1, date(2006, 6, 30)),
    (5, date(2007, 6, 18)),
    (6, date(2007, 9, 27)),
    (7, date(2008, 3, 28)),
    (10, date(2009, 3, 26)),
    (15, date(2010, 9, 30)),
    (16, date(2011, 3, 25)),
    (18, date(2011, 9, 29)),
    (26, date(2014, 6, 27)),
    (39, date(2018, 9, 28)),
    (45, date(2020, 10, 6)),
    (48, date(2021, 10, 11)),
    (50, date(2022, 7, 8)),
]


@pytest.mark.parametrize(("session", "day"), SESSIONS)
def test_sessions_of_the_human_rights_council_fall_in_their_month(session, day):
    window = hrc_session(session)
    assert window is not None
    assert window[0] <= day <= window[1]


def test_the_council_has_no_session_below_one():
    assert hrc_session(0) is None


def test_nothing_is_cited_before_it_exists():
    resolution = parse_symbol("A/RES/70/1")
    assert can_precede(resolution, date(2021, 12, 16))
    assert not can_precede(resolution, date(2008, 6, 18))


def test_a_plain_document_has_no_window():
    assert adopted_between(parse_symbol("A/68/448")) is None


def test_a_session_can_be_spoken_of_some_years_ahead():
    assert session_plausible("GA", 78, date(2021, 12, 16))
    assert session_plausible("GA", 55, date(2021, 12, 16))
    assert not session_plausible("GA", 99, date(2021, 12, 16))
    assert not session_plausible("HRC", 78, date(2008, 3, 28))


@given(st.integers(31, 79), st.integers(1, 300))
def test_an_assembly_session_is_open_in_december(session, number):
    symbol = parse_symbol(f"A/RES/{session}/{number}")
    assert can_be_of(symbol, date(1945 + session, 12, 16))
    assert not can_be_of(symbol, date(1945 + session + 10, 12, 16))


@given(st.integers(1, 400_000), st.integers(1, 9))
def test_no_session_however_large_breaks_the_arithmetic(session, number):
    for series in ("A/RES", "A/HRC/RES", "E/RES"):
        symbol = parse_symbol(f"{series}/{session}/{number}")
        can_be_of(symbol, date(2021, 12, 16))
        can_precede(symbol, date(2021, 12, 16))


@pytest.mark.parametrize(
    "text",
    [
        "S/RES/5 (0000)",
        "E/RES/0000/1",
        "S/RES/5 (9999)",
        "A/RES/0/1",
        "A/HRC/RES/0/1",
        "A/RES/4 (IIII)",
    ],
)
def test_impossible_years_and_sessions_of_scanned_texts_break_nothing(text):
    symbol = parse_symbol(text)
    assert can_be_of(symbol, date(2021, 12, 16)) in (True, False)
    assert can_precede(symbol, date(2021, 12, 16)) in (True, False)


NUMBERS_OF_SESSIONS = [
    ("A/RES/2145 (XXI)", True),
    ("E/RES/2145 (XXI)", False),
    ("A/RES/1514 (XV)", True),
    ("E/RES/1514 (XV)", False),
    ("E/RES/1503 (XLVIII)", True),
    ("A/RES/1503 (XLVIII)", False),
    ("A/RES/217 A (III)", True),
    ("E/RES/9 (II)", True),
    ("A/RES/3362 (S-VII)", True),
]


@pytest.mark.parametrize(("symbol", "fits"), NUMBERS_OF_SESSIONS)
def test_the_assembly_counted_fast_and_the_council_slowly(symbol, fits):
    assert number_fits(parse_symbol(symbol)) is fits
