"""What a scan did to numbers: mended where one reading is possible, and never into an invention."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.certainty import certainty
from kg.confidence import as_repaired
from kg.drafting import load_drafting
from kg.findings import Citation, Date, Evidence
from kg.repairs import Repair, repair
from kg.text import normalise


def mended(source: str, language: str = "en") -> str:
    text, _ = repair(normalise(source), load_drafting(language))
    return text.string


MENDED = [
    ("a letter in the year", "resolution 232 (l966)", "resolution 232 (1966)", "en"),
    ("a letter in the number", "resolution S71 (1985)", "resolution 571 (1985)", "en"),
    ("noughts read as letters", "resolution 1325 (2OOO)", "resolution 1325 (2000)", "en"),
    ("a point in the number", "et 6.51\n(1990) du 29 mars", "et 651\n(1990) du 29 mars", "fr"),
    ("both brackets lost", "resolutions 810 (1993), 826 1993 of 20 May", "resolutions 810 (1993), 826 (1993) of 20 May", "en"),
    ("one bracket lost", "resolutions 810 (1993), 826 (1993 of 20 May", "resolutions 810 (1993), 826 (1993) of 20 May", "en"),
    ("a roman session", "la résolution 1883 (XV11I)", "la résolution 1883 (XVIII)", "fr"),
    ("a slashed number", "its resolution 7O/1", "its resolution 70/1", "en"),
    ("another", "its resolutions 70/1 and 69/3l3", "its resolutions 70/1 and 69/313", "en"),
    ("a broken symbol", "document S/ 12325", "document S/12325", "en"),
    ("a misread symbol", "document S/I3196", "document S/13196", "en"),
    ("a misread year in a symbol", "document S/I994/8I8", "document S/1994/818", "en"),
    ("a lost blank", "resolutions 68/307and 69/321", "resolutions 68/307 and 69/321", "en"),
    ("the first of a month", "du ler septembre 1994", "du 1er septembre 1994", "fr"),
    ("a day", "of l6 December 1960", "of 16 December 1960", "en"),
    ("a year", "of 3 November i993", "of 3 November 1993", "en"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "read", "language"), [row[1:] for row in MENDED], ids=[row[0] for row in MENDED]
)
def test_damage_that_has_one_reading_is_mended(printed, read, language):
    assert mended(printed, language) == read


LEFT = [
    ("a year the Council's count refuses", "resolution 232 (l967)"),
    ("a right number", "resolution 1325 (2000)"),
    ("a paragraph of an article", "resolution under Article 41 (1)"),
    ("letters in brackets without a cue", "the boats of group 60 (l)"),
    ("two numbers that are no resolution", "sold 15 1992 and more"),
    ("a slash without a cue", "the lock I/2 of the harbour"),
    ("a number with its unit", "70/1a"),
    ("whole symbols", "A/70/1 and S/12325"),
    ("a word", "Illinois and Ohio, 1l of oil"),
]


@pytest.mark.parametrize("printed", [row[1] for row in LEFT], ids=[row[0] for row in LEFT])
def test_what_has_no_certain_reading_stays_as_printed(printed):
    assert mended(printed) == printed


def test_a_repair_says_where_it_stands_in_the_source_and_what_was_read():
    _, repairs = repair(normalise("Recalling resolution 232 (l966),"), load_drafting("en"))
    assert repairs == (Repair(21, 31, "232 (1966)"),)


@given(st.text(alphabet="resolution 12(l9O6)/IS,.of May\n", max_size=80))
def test_a_mended_text_still_knows_its_source(source):
    text, repairs = repair(normalise(source), load_drafting("en"))
    assert len(text.string) == len(list(text.places()))
    assert all(0 <= start < end <= len(source) for start, end in text.places())
    assert all(0 <= r.start < r.end <= len(source) for r in repairs)


def citation(start: int, end: int, confidence: float = 0.99) -> Citation:
    evidence = (Evidence("PP1", start, end, "232 (l966)"),)
    return Citation(evidence, "S/RES/232 (1966)", "explicit", "number-and-year", confidence)


def test_a_citation_over_mended_words_is_inferred_less_sure_and_says_what_was_printed():
    found = as_repaired(citation(21, 31), [Repair(21, 31, "232 (1966)")])
    assert isinstance(found, Citation)
    assert (found.status, found.confidence) == ("inferred", certainty("repaired"))
    assert found.reason == "printed '232 (l966)', read '232 (1966)'"


def test_a_citation_beside_mended_words_is_as_sure_as_before():
    assert as_repaired(citation(40, 50), [Repair(21, 31, "232 (1966)")]) == citation(40, 50)


def test_a_date_over_mended_words_keeps_its_value_and_loses_confidence():
    date = Date((Evidence("PP1", 3, 20, "l6 December 1960"),), "1960-12-16", "day", 0.99)
    found = as_repaired(date, [Repair(3, 5, "16")])
    assert isinstance(found, Date)
    assert (found.value, found.confidence) == ("1960-12-16", certainty("repaired"))
