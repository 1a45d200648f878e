"""What a cited number refers to: one symbol, or an abstention that names its candidates and its reason."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.authorities import load_catalogue
from kg.citations import find_citations
from kg.dates import find_dates
from kg.drafting import load_drafting
from kg.gazetteer import load_gazetteer
from kg.numbers import Numbered
from kg.references import Setting, refer

DAYS = {
    "GA": date(2021, 12, 16),
    "HRC": date(2021, 10, 11),
    "SC": date(2021, 8, 30),
    "ECOSOC": date(2011, 7, 28),
    "CHR": date(2005, 4, 20),
    None: None,
}


def outcomes(text, organ, *, language="en", day=None):
    drafting, catalogue = load_drafting(language), load_catalogue()
    names = [n for n in load_gazetteer(catalogue, language).find(text) if not n.short]
    organs = [
        n
        for n in names
        if n.entry.kind == "body" and {"resolution", "numbered"} & set(n.entry.facts)
    ]
    cited = find_citations(text, find_dates(text, drafting), organs, drafting)
    setting = Setting(organ, day or DAYS[organ], catalogue)
    return [refer(c, setting) for c in cited if isinstance(c, Numbered)]


# adopting organ, words, target
RESOLVED = [
    # the possessive is the adopting organ's
    ("GA", "its resolution 74/120 of 18 December 2019", "A/RES/74/120"),
    ("HRC", "its resolution 45/32 of 7 October 2020", "A/HRC/RES/45/32"),
    ("HRC", "its resolution 5/1 of 18 June 2007", "A/HRC/RES/5/1"),
    ("HRC", "its resolution S-21/1 of 23 July 2014", "A/HRC/RES/S-21/1"),
    ("GA", "its resolution S-24/2 of 1 July 2000", "A/RES/S-24/2"),
    ("GA", "its resolution ES-10/14 of 8 December 2003", "A/RES/ES-10/14"),
    ("SC", "its resolution 1325 (2000)", "S/RES/1325 (2000)"),
    ("SC", "its resolution 1325", "S/RES/1325 (2000)"),
    ("ECOSOC", "its resolution 2010/12 of 22 July 2010", "E/RES/2010/12"),
    ("ECOSOC", "its resolution 1996/31 of 25 July 1996", "E/RES/1996/31"),
    ("CHR", "its resolution 2000/9", "E/CN.4/RES/2000/9"),
    ("GA", "its resolution 1514 (XV) of 14 December 1960", "A/RES/1514 (XV)"),
    ("GA", "its resolution 68/247 B of 9 April 2014", "A/RES/68/247 B"),
    # an organ named in words
    ("HRC", "General Assembly resolution 60/251 of 15 March 2006", "A/RES/60/251"),
    ("GA", "Human Rights Council resolution 15/9 of 30 September 2010", "A/HRC/RES/15/9"),
    ("GA", "Economic and Social Council resolution 2010/12 of 22 July 2010", "E/RES/2010/12"),
    ("SC", "General Assembly resolution 74/120", "A/RES/74/120"),
    ("GA", "Commission on Human Rights resolution 2005/69 of 20 April 2005", "E/CN.4/RES/2005/69"),
    (
        "GA",
        "Economic and Social Council resolution 1503 (XLVIII) of 27 May 1970",
        "E/RES/1503 (XLVIII)",
    ),
    ("GA", "Security Council resolution 1325 (2000) of 31 October 2000", "S/RES/1325 (2000)"),
    ("GA", "Security Council resolution 1325", "S/RES/1325 (2000)"),
    ("HRC", "resolution 217 A (III) of the General Assembly", "A/RES/217 A (III)"),
    # decisions keep their designation
    ("GA", "its decision 74/544 of 11 December 2019", "A/DEC/74/544"),
    ("ECOSOC", "its decision 1993/296", "E/DEC/1993/296"),
    ("HRC", "its decision 6/102 of 27 September 2007", "A/HRC/DEC/6/102"),
    # arithmetic decides where no word does
    ("HRC", "resolution 60/251 of 15 March 2006", "A/RES/60/251"),
    ("SC", "resolution 46/182 of 19 December 1991", "A/RES/46/182"),
    ("GA", "resolution 15/9 of 30 September 2010", "A/HRC/RES/15/9"),
    ("GA", "resolution 2010/12 of 22 July 2010", "E/RES/2010/12"),
    ("GA", "resolution 70/1", "A/RES/70/1"),
    ("HRC", "resolution 18/18 of 29 September 2011", "A/HRC/RES/18/18"),
]


@pytest.mark.parametrize(("organ", "text", "target"), RESOLVED)
def test_a_number_is_referred_to_one_symbol(organ, text, target):
    (outcome,) = outcomes(text, organ)
    assert outcome.target == target
    assert outcome.status in ("explicit", "inferred")
    assert outcome.status == "explicit" or outcome.reason


def test_an_organ_named_is_explicit_and_a_possessive_inferred():
    assert outcomes("General Assembly resolution 70/1", "HRC")[0].status == "explicit"
    assert outcomes("its resolution 48/13", "HRC")[0].status == "inferred"


# adopting organ, words, the candidates, a word of the reason
ABSTAINED = [
    (None, "resolution 48/24", {"A/RES/48/24", "A/HRC/RES/48/24"}, "more than one"),
    ("SC", "resolution 45/32", {"A/RES/45/32", "A/HRC/RES/45/32"}, "more than one"),
    (None, "resolution S-21/1", {"A/RES/S-21/1", "A/HRC/RES/S-21/1"}, "more than one"),
    ("SC", "its resolution 1325 (2001)", {"S/RES/1325 (2000)", "S/RES/1325 (2001)"}, "2000"),
    (
        "GA",
        "Security Council resolution 242 (1968)",
        {"S/RES/242 (1967)", "S/RES/242 (1968)"},
        "1967",
    ),
]


@pytest.mark.parametrize(("organ", "text", "candidates", "reason"), ABSTAINED)
def test_where_two_readings_stand_both_are_candidates_and_neither_is_chosen(
    organ, text, candidates, reason
):
    (outcome,) = outcomes(text, organ)
    assert outcome.target is None
    assert outcome.status == "ambiguous"
    assert set(outcome.candidates) == candidates
    assert reason in (outcome.reason or "")


UNRESOLVED = [
    ("GA", "World Health Assembly resolution 58/3"),
    ("GA", "resolution 99/999 of 3 May 1950"),
    ("GA", "resolution 1"),
    ("HRC", "resolution 17"),
]


@pytest.mark.parametrize(("organ", "text"), UNRESOLVED)
def test_what_no_series_can_hold_stays_open_with_a_reason(organ, text):
    for outcome in outcomes(text, organ):
        assert outcome.target is None
        assert outcome.status == "unresolved"
        assert outcome.reason


def test_a_date_that_contradicts_the_named_organ_leaves_the_number_open():
    (outcome,) = outcomes("General Assembly resolution 70/1 of 25 September 1999", "HRC")
    assert (outcome.target, outcome.status) == (None, "unresolved")
    assert outcome.candidates == ("A/RES/70/1",)
    assert "contradicts" in (outcome.reason or "")


def test_a_possessive_that_the_date_contradicts_is_not_believed_blindly():
    """The Council's forty-eighth session was in 2021: a 48th of 1993 is the Assembly's."""
    (outcome,) = outcomes("its resolution 48/134 of 20 December 1993", "HRC")
    assert outcome.target != "A/HRC/RES/48/134"


def test_nothing_cites_what_comes_after_it():
    (outcome,) = outcomes("resolution 70/1", None, day=date(2008, 6, 18))
    assert outcome.target is None


def test_a_year_shared_by_a_list_is_inferred_with_its_reason():
    first, second, last = outcomes("its resolutions 1160, 1199 and 1203 (1998)", "SC")
    assert [o.target for o in (first, second, last)] == [
        "S/RES/1160 (1998)",
        "S/RES/1199 (1998)",
        "S/RES/1203 (1998)",
    ]
    assert (first.status, second.status, last.status) == ("inferred", "inferred", "explicit")
    assert first.reason


def test_a_bare_number_in_an_assembly_text_is_no_council_resolution():
    assert [o.target for o in outcomes("resolution 1325", "GA")] == [None]


FRENCH = [
    ("HRC", "ses résolutions 5/1 et 5/2 du 18 juin 2007 et 16/21 du 25 mars 2011",
     ["A/HRC/RES/5/1", "A/HRC/RES/5/2", "A/HRC/RES/16/21"]),
    ("GA", "la résolution 2010/12 du Conseil économique et social, en date du 22 juillet 2010", ["E/RES/2010/12"]),
    ("HRC", "la résolution 60/251 de l'Assemblée générale, du 15 mars 2006", ["A/RES/60/251"]),
    ("HRC", "paragraphes 3 et 4 de sa résolution 18/18", ["A/HRC/RES/18/18"]),
    ("SC", "les résolutions 1267 (1999), 1333 (2000) et 1390 (2002)",
     ["S/RES/1267 (1999)", "S/RES/1333 (2000)", "S/RES/1390 (2002)"]),
    ("GA", "les résolutions 3419 A à D (XXX)",
     ["A/RES/3419 A (XXX)", "A/RES/3419 B (XXX)", "A/RES/3419 C (XXX)", "A/RES/3419 D (XXX)"]),
    ("GA", "ses résolutions 46/182 à 46/185", [f"A/RES/46/{n}" for n in range(182, 186)]),
]  # fmt: skip


@pytest.mark.parametrize(("organ", "text", "targets"), FRENCH)
def test_french_numbers_are_referred_alike(organ, text, targets):
    assert [o.target for o in outcomes(text, organ, language="fr")] == targets


@given(
    st.sampled_from(list(DAYS)),
    st.sampled_from(
        [
            "its resolution",
            "resolution",
            "General Assembly resolution",
            "its decision",
            "Human Rights Council resolution",
        ]
    ),
    st.one_of(
        st.builds("{}/{}".format, st.integers(1, 2100), st.integers(1, 999)),
        st.builds("{} ({})".format, st.integers(1, 9999), st.integers(1946, 2030)),
        st.builds(
            "{} ({})".format,
            st.integers(1, 3541),
            st.sampled_from(["I", "XV", "XXX", "S-VI", "ES-V", "LIV"]),
        ),
    ),
)
def test_every_number_ends_with_a_symbol_or_with_a_reason(organ, cue, number):
    (outcome,) = outcomes(f"{cue} {number}, which", organ)
    assert (outcome.target is None) == (outcome.status in ("ambiguous", "unresolved"))
    assert outcome.target is not None or outcome.reason
    assert outcome.status != "ambiguous" or len(outcome.candidates) > 1
    assert outcome.target is None or re.match(r"(A|S|E|A/HRC|E/CN\.4)/(RES|DEC)/", outcome.target)
    assert 0 < outcome.confidence < 1


ROWS = [
    ("1514 (XV) and 2145 (XXI), of 14 December 1960 and 27 October 1966", ["1960-12-14", "1966-10-27"]),
    ("1514 (XV), 1803 (XVII) and 2145 (XXI), of 14 December 1960 and 27 October 1966", [None, None, None]),
    ("60/1 and 60/2 of 16 September 2005", ["2005-09-16", "2005-09-16"]),
    ("70/1 of 25 September 2015, and of 3 May 2016 the report", ["2015-09-25"]),
]  # fmt: skip


@pytest.mark.parametrize(("numbers", "dates"), ROWS)
def test_dates_side_by_side_are_dealt_out_where_they_are_as_many_as_the_numbers(numbers, dates):
    drafting = load_drafting("en")
    text = f"General Assembly resolutions {numbers}"
    names = load_gazetteer(load_catalogue(), "en").find(text)
    found = find_citations(text, find_dates(text, drafting), names, drafting)
    assert [c.date for c in found if isinstance(c, Numbered)] == dates
