"""Sessions, summits and conferences: whose, where, when; and the cases that stay open."""

from __future__ import annotations

from datetime import date

import pytest

from kg.authorities import load_catalogue
from kg.dates import find_dates
from kg.drafting import load_drafting
from kg.events import Place, find_events
from kg.gazetteer import load_gazetteer

DAYS = {
    "GA": date(2021, 12, 16),
    "HRC": date(2021, 10, 11),
    "ECOSOC": date(2011, 7, 28),
    "SC": date(2021, 8, 30),
    None: None,
}


def events(text, organ, language):
    catalogue, drafting = load_catalogue(), load_drafting(language)
    names = tuple(n for n in load_gazetteer(catalogue, language).find(text) if not n.short)
    return find_events(
        Place(text, find_dates(text, drafting), names, drafting, catalogue, organ, DAYS[organ])
    )


SESSIONS = [
    ("en", "GA", "at its seventy-eighth session", "session:GA-78"),
    ("en", "HRC", "at its fifty-third session", "session:HRC-53"),
    ("en", "HRC", "to the General Assembly at its seventy-eighth session", "session:GA-78"),
    ("en", "GA", "to the Human Rights Council at its fiftieth session", "session:HRC-50"),
    ("en", "GA", "the fifteenth session of the Human Rights Council", "session:HRC-15"),
    ("en", "HRC", "at the seventy-sixth session of the General Assembly", "session:GA-76"),
    ("en", "GA", "at its 75th session", "session:GA-75"),
    ("en", "GA", "its twenty-fourth special session", "event:ga-s24"),
    ("en", "SC", "the twenty-third special session of the General Assembly", "event:ga-s23"),
    ("en", "ECOSOC", "its substantive session of 2013", "session:ECOSOC-2013"),
    ("fr", "GA", "à sa soixante-dix-huitième session", "session:GA-78"),
    ("fr", "HRC", "à sa cinquante-troisième session", "session:HRC-53"),
    ("fr", "HRC", "à l'Assemblée générale, à sa soixante-dix-huitième session", "session:GA-78"),
    ("fr", "GA", "la quinzième session du Conseil des droits de l'homme", "session:HRC-15"),
    ("fr", "GA", "sa vingt-quatrième session extraordinaire", "event:ga-s24"),
    ("fr", "ECOSOC", "sa session de fond de 2013", "session:ECOSOC-2013"),
]


@pytest.mark.parametrize(("language", "organ", "text", "target"), SESSIONS)
def test_a_session_belongs_to_the_organ_named_or_adopting(language, organ, text, target):
    assert [met.target for met in events(text, organ, language)] == [target]


HELD = [
    ("en", "the World Summit for Social Development, held at Copenhagen from 6 to 12 March 1995,", "event:wssd-1995", "Copenhagen", "1995-03-06/1995-03-12"),
    ("en", "the Fourth World Conference on Women, held in Beijing in September 1995,", "event:wcw4-1995", "Beijing", "1995-09"),
    ("fr", "le Sommet mondial pour le développement social, tenu à Copenhague du 6 au 12 mars 1995,", "event:wssd-1995", "Copenhague", "1995-03-06/1995-03-12"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "target", "place", "when"), HELD)
def test_a_conference_keeps_the_place_and_the_days_that_the_text_gives(
    language, text, target, place, when
):
    (met,) = events(text, "GA", language)
    assert (met.target, met.place, met.date) == (target, place, when)
    assert text[met.start : met.end].endswith(when[:4])


def test_a_session_with_a_quoted_title_is_held_where_the_words_behind_the_title_say():
    text = (
        "sa vingt-quatrième session extraordinaire, intitulée « Sommet mondial pour le développement social et au-delà : "
        "le développement social pour tous à l'heure de la mondialisation », tenue à Genève du 26 juin au 1er juillet 2000,"
    )
    first = events(text, "GA", "fr")[0]
    assert (first.target, first.place, first.date) == (
        "event:ga-s24",
        "Genève",
        "2000-06-26/2000-07-01",
    )


def test_the_title_of_a_special_session_is_no_second_summit():
    text = "sa vingt-quatrième session extraordinaire, intitulée « Sommet mondial pour le développement social et au-delà : le développement social pour tous à l'heure de la mondialisation »"
    assert {met.target for met in events(text, "GA", "fr")} == {"event:ga-s24"}


def test_a_possessive_that_may_lie_abstains_with_both_candidates():
    (met,) = events("les textes issus de sa vingt-troisième session extraordinaire", "HRC", "fr")
    assert (met.target, met.status) == (None, "ambiguous")
    assert set(met.candidates) == {"event:ga-s23", "session:HRC-S-23"}
    assert met.reason


def test_the_conference_that_the_session_followed_up_tells_whose_it_was():
    text = (
        "la Déclaration et le Programme d'action de Beijing, adoptés à la quatrième Conférence mondiale sur les femmes, "
        "et les textes issus de sa vingt-troisième session extraordinaire"
    )
    met = events(text, "HRC", "fr")[-1]
    assert met.target == "event:ga-s23"
    assert met.confidence <= 0.6
    assert met.candidates == ("session:HRC-S-23",)
    assert met.reason


def test_the_assemblys_own_special_session_is_no_question():
    (met,) = events("les textes issus de sa vingt-troisième session extraordinaire", "GA", "fr")
    assert (met.target, met.status) == ("event:ga-s23", "inferred")


def test_a_session_without_an_organ_stays_open_with_a_reason():
    (met,) = events("the fifth session", None, "en")
    assert (met.target, met.status) == (None, "unresolved")
    assert met.reason


def test_a_conference_that_no_file_names_is_said_and_left_open():
    (met,) = events("the World Conference on the Reading of Tides, held hereafter", "GA", "en")
    assert (met.target, met.status) == (None, "unresolved")
    assert met.reason


NONE = [
    ("en", "a session of experts"),
    ("en", "a world conference on the subject"),
    ("en", "the working sessions"),
    ("fr", "une session de travail"),
    ("fr", "Habitat"),
]


@pytest.mark.parametrize(("language", "text"), NONE)
def test_what_has_no_number_and_no_name_is_no_event(language, text):
    assert events(text, "GA", language) == []


THREE_DIGITS = [
    ("fr", "GA", "à sa neuf cent troisième session", "session:GA-903"),
    ("en", "GA", "at its nine hundred and third session", "session:GA-903"),
    ("en", "ECOSOC", "at its nine hundred and thirty-fourth session", "session:ECOSOC-934"),
    ("fr", "SC", "à sa quatre mille deux cent troisième session", "session:SC-4203"),
]


@pytest.mark.parametrize(("language", "organ", "text", "target"), THREE_DIGITS)
def test_an_ordinal_beyond_a_hundred_is_never_read_as_its_tail(language, organ, text, target):
    assert {met.target for met in events(text, organ, language)} <= {target, None}


def test_two_sessions_of_one_sentence_have_their_own_organs():
    text = "to the Human Rights Council at its fifty-third session and to the General Assembly at its seventy-eighth session"
    assert [met.target for met in events(text, "HRC", "en")] == ["session:HRC-53", "session:GA-78"]


def test_a_main_committee_meets_in_the_sessions_of_the_assembly():
    (met,) = events(
        "a working group of the Sixth Committee, to be set up at its seventy-eighth session",
        "GA",
        "en",
    )
    assert met.target == "session:GA-78"


LISTED = [
    ("en", "GA", "at its seventy-eighth and seventy-ninth sessions", ["session:GA-78", "session:GA-79"]),
    ("fr", "GA", "à ses soixante-dix-huitième et soixante-dix-neuvième sessions", ["session:GA-78", "session:GA-79"]),
    ("en", "GA", "the twenty-third and twenty-fourth special sessions of the General Assembly", ["event:ga-s23", "event:ga-s24"]),
    ("fr", "SC", "la soixante-quinzième session ordinaire de l'Assemblée générale", ["session:GA-75"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "organ", "text", "targets"), LISTED)
def test_each_session_of_a_list_is_one(language, organ, text, targets):
    assert [met.target for met in events(text, organ, language)] == targets


def test_the_council_has_meetings_and_no_sessions():
    for text in (
        "the fifty-first session of the Security Council",
        "the twentieth special session",
    ):
        (met,) = events(text, "SC", "en")
        assert met.target is None


FAR = [
    ("GA", "Endorses what the Working Group said at its fourteenth session", "unresolved"),
    ("HRC", "the core principles of the third session", "ambiguous"),
    ("SC", "adopted at its twenty-ninth ordinary session", "unresolved"),
    ("ECOSOC", "the twelfth session", "ambiguous"),
]


@pytest.mark.parametrize(("organ", "text", "status"), FAR)
def test_a_session_long_past_without_an_organ_is_nobodys(organ, text, status):
    (met,) = events(text, organ, "en")
    assert (met.target, met.status) == (None, status)
    assert met.reason


def test_a_session_long_past_is_the_organs_that_is_named():
    (met,) = events("the General Assembly, at its fourteenth session,", "HRC", "en")
    assert met.target == "session:GA-14"


def test_a_conference_that_no_file_names_is_found_with_the_body_in_its_name():
    (met,) = events("the United Nations Conference on Lamps and Lighthouses", "GA", "en")
    assert (met.target, met.status) == (None, "unresolved")
