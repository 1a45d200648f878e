"""Dates: complete dates, months and ranges, read as ISO text; nothing else is a date."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dates import find_dates
from kg.drafting import load_drafting

READ = [
    ("en", "adopted on 18 December 2013,", ["2013-12-18"]),
    ("en", "of 1 July 2000", ["2000-07-01"]),
    ("en", "signed on June 26, 1945", ["1945-06-26"]),
    ("en", "from 6 to 12 March 1995", ["1995-03-06/1995-03-12"]),
    ("en", "6-12 March 1995", ["1995-03-06/1995-03-12"]),
    ("en", "6–12 March 1995", ["1995-03-06/1995-03-12"]),
    ("en", "from 26 June to 1 July 2000", ["2000-06-26/2000-07-01"]),
    ("en", "from 28 December 1999 to 3 January 2000", ["1999-12-28/2000-01-03"]),
    ("en", "in Beijing in September 1995", ["1995-09"]),
    ("en", "on 4 March, 13 March and 20 June 1964", ["1964-03-04", "1964-03-13", "1964-06-20"]),
    ("en", "of 10 and 13 January 1992", ["1992-01-10", "1992-01-13"]),
    ("en", "of 18 June 2007 and 25 March 2011", ["2007-06-18", "2011-03-25"]),
    ("fr", "le 18 décembre 2013,", ["2013-12-18"]),
    ("fr", "du 1er juillet 2000", ["2000-07-01"]),
    ("fr", "du 6 au 12 mars 1995", ["1995-03-06/1995-03-12"]),
    ("fr", "du 26 juin au 1er juillet 2000", ["2000-06-26/2000-07-01"]),
    ("fr", "du 28 décembre 1999 au 3 janvier 2000", ["1999-12-28/2000-01-03"]),
    ("fr", "à Beijing en septembre 1995", ["1995-09"]),
    ("fr", "des 4 mars, 13 mars et 20 juin 1964", ["1964-03-04", "1964-03-13", "1964-06-20"]),
    ("fr", "des 10 et 13 janvier 1992", ["1992-01-10", "1992-01-13"]),
    ("fr", "du 8 août 1945 et du 1er février 1946", ["1945-08-08", "1946-02-01"]),
    ("fr", "en date du 22 juillet 2010", ["2010-07-22"]),
]


@pytest.mark.parametrize(("language", "text", "values"), READ)
def test_dates_are_read_as_iso_text(language, text, values):
    assert [dated.value for dated in find_dates(text, load_drafting(language))] == values


NO_DATES = [
    ("en", "the 2030 Agenda for Sustainable Development"),
    ("en", "resolution 1325 (2000)"),
    ("en", "sales number 19.IV.4"),
    ("en", "by the year 2030"),
    ("en", "on 31 June 2000"),
    ("en", "on 30 February 2000"),
    ("en", "on 0 May 2000"),
    ("en", "in the month of May"),
    ("en", "3 March meetings"),
    ("fr", "le Programme 2030"),
    ("fr", "l'horizon 2030"),
    ("fr", "le 31 juin 2000"),
    ("fr", "paragraphe 3 du texte de 1995"),
]


@pytest.mark.parametrize(("language", "text"), NO_DATES)
def test_what_is_no_complete_date_is_no_date(language, text):
    assert find_dates(text, load_drafting(language)) == []


def test_a_footnote_digit_glued_to_the_year_is_left_out():
    (dated,) = find_dates("le 20 octobre 20164,", load_drafting("fr"))
    assert (dated.value, dated.repaired) == ("2016-10-20", True)
    assert "le 20 octobre 20164,"[dated.start : dated.end] == "20 octobre 2016"


def test_a_date_spans_its_words_only():
    text = "of 18 June 2007 and 16/21 of 25 March 2011, and"
    assert [text[d.start : d.end] for d in find_dates(text, load_drafting("en"))] == [
        "18 June 2007",
        "25 March 2011",
    ]


def test_a_range_that_runs_backwards_is_no_range():
    assert all(
        "/" not in d.value for d in find_dates("from 12 to 6 March 1995", load_drafting("en"))
    )


def test_the_first_day_of_a_range_and_of_a_month():
    range_, month = (
        find_dates(t, load_drafting("en"))[0] for t in ("6 to 12 March 1995", "September 1995")
    )
    assert range_.first == datetime.date(1995, 3, 6)
    assert month.first is None


MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
}


@given(
    st.sampled_from(sorted(MONTHS)),
    st.dates(datetime.date(1945, 1, 1), datetime.date(2099, 12, 31)),
)
def test_every_day_is_read_as_itself(language, day):
    text = f"resolution 70/1, {day.day} {MONTHS[language][day.month - 1]} {day.year}, and"
    assert [dated.value for dated in find_dates(text, load_drafting(language))] == [day.isoformat()]


@given(st.text(alphabet="0123456789 /-–MarchetJunedu,()", max_size=60))
def test_dates_stand_in_order_and_apart(text):
    for language in ("en", "fr"):
        found = find_dates(text, load_drafting(language))
        assert all(a.end <= b.start for a, b in pairwise(found))
        assert all(0 <= d.start < d.end <= len(text) for d in found)
