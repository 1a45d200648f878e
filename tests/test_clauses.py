"""Which verb governs which words, and which words only report what another text says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.clauses import find_clauses
from kg.documents import Document
from kg.structure import parse

FORMULAS = {"en": "The General Assembly,", "fr": "L’Assemblée générale,"}


def clauses_of(sentence, language):
    source = f"{FORMULAS[language]}\n\n{sentence}\n"
    resolution = parse(Document("text.txt", "", "utf-8", language, source))
    provision = next(p for p in resolution.provisions if p.part in ("preambular", "operative"))
    return provision.string, find_clauses(provision, resolution.drafting)


# a paragraph, words in it, the act that governs them
GOVERNED = [
    ("en", "Recalling its resolution 70/1,", "70/1", "recalls"),
    ("en", "Recalling its resolution 70/1, and reaffirming its resolution 71/256,", "70/1", "recalls"),
    ("en", "Recalling its resolution 70/1, and reaffirming its resolution 71/256,", "71/256", "reaffirms"),
    ("en", "Recalling the boats, noting the oars and welcoming the sails,", "sails", "welcomes"),
    ("en", "Recalling that States noting the boats are few,", "boats", "recalls"),
    ("en", "1. Requests the Secretary-General, pursuant to resolution 70/1, to count the boats;", "70/1", "pursuant-to"),
    ("en", "1. Requests the Secretary-General, pursuant to resolution 70/1, to count the boats;", "Secretary-General", "requests"),
    ("en", "1. Welcomes the report, and requests the Secretary-General to go on;", "report", "welcomes"),
    ("en", "1. Welcomes the report, and requests the Secretary-General to go on;", "Secretary-General", "requests"),
    ("en", "1. Urges States, in accordance with resolution 70/1, to count;", "70/1", "pursuant-to"),
    ("fr", "Rappelant sa résolution 70/1,", "70/1", "recalls"),
    ("fr", "Réaffirmant les dispositions de sa résolution 70/1, et rappelant sa résolution 71/256,", "71/256", "recalls"),
    ("fr", "Rappelant la Convention et prenant note de la résolution 76/300,", "76/300", "takes-note"),
    ("fr", "Rappelant la Convention et prenant note de la résolution 76/300,", "Convention", "recalls"),
    ("fr", "1. Engage les États, conformément à sa résolution 70/1, à compter ;", "70/1", "pursuant-to"),
    ("fr", "1. Prend acte du rapport et prie le Secrétaire général de continuer ;", "rapport", "takes-note"),
    ("fr", "1. Prend acte du rapport et prie le Secrétaire général de continuer ;", "Secrétaire", "requests"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "words", "act"), GOVERNED)
def test_the_nearest_verb_of_the_clause_governs(language, sentence, words, act):
    string, clauses = clauses_of(sentence, language)
    clause = clauses.governing(string.index(words))
    assert clause is not None
    assert clause.act == act


@pytest.mark.parametrize(("language", "sentence"), sorted({(row[0], row[1]) for row in GOVERNED}))
def test_the_words_of_a_clause_stand_where_it_says(language, sentence):
    string, clauses = clauses_of(sentence, language)
    for clause in (*clauses.verbs, *clauses.phrases):
        assert string[clause.start : clause.end] == clause.verb


REPORTED = [
    ("en", "Recalling its resolution 70/1, in which it endorsed the Programme of boats,", "Programme", True),
    ("en", "Recalling its resolution 70/1, in which it endorsed the Programme of boats,", "70/1", False),
    ("en", "Recalling its resolution 70/1, by which it decided on boats, and reaffirming its resolution 71/256,", "71/256", False),
    ("en", "Recalling the boats which are few,", "few", False),
    ("fr", "Rappelant sa résolution 69/313, dans laquelle elle a fait sien le Programme d’action,", "Programme", True),
    ("fr", "Rappelant sa résolution 69/313, dans laquelle elle a fait sien le Programme d’action,", "69/313", False),
    ("fr", "Rappelant sa résolution 57/238, par laquelle elle a invité tous les organismes,", "organismes", True),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "words", "reported"), REPORTED)
def test_what_a_cited_text_says_is_only_reported(language, sentence, words, reported):
    string, clauses = clauses_of(sentence, language)
    assert (clauses.reporting(string.index(words)) is not None) is reported


def test_the_act_that_is_reported_is_the_cited_texts():
    string, clauses = clauses_of(
        "Recalling its resolution 70/1, in which it endorsed the Programme of boats,", "en"
    )
    since = string.index(", in which")
    assert clauses.reported_act(since, string.index("Programme")).act == "endorses"


def test_what_stands_behind_a_comma_is_not_the_object_of_the_reported_verb():
    string, clauses = clauses_of(
        "Recalling its resolution 70/1, in which it adopted a set of goals, building on the Plan,",
        "en",
    )
    since = string.index(", in which")
    assert clauses.reported_act(since, string.index("Plan")) is None


def test_a_reported_verb_opens_no_clause_of_its_own():
    string, clauses = clauses_of(
        "Rappelant sa résolution 57/238, par laquelle elle a invité tous les organismes,", "fr"
    )
    assert [clause.act for clause in clauses.verbs] == ["recalls"]
    assert clauses.governing(string.index("57/238")).act == "recalls"


def test_notes_and_front_matter_have_no_governing_verb():
    source = "Sixty-sixth session\n\nThe General Assembly,\n\nRecalling the past,\n\n1. Decides so.\n\n________________\n1 Resolution 70/1.\n"
    resolution = parse(Document("text.txt", "", "utf-8", "en", source))
    for provision in resolution.provisions:
        if provision.part in ("head", "note"):
            assert find_clauses(provision, resolution.drafting).verbs == ()


@given(
    st.lists(
        st.sampled_from(
            [
                "recalling",
                "noting",
                "and",
                ",",
                ";",
                ":",
                "resolution",
                "70/1",
                "requests",
                "in",
                "which",
                "pursuant",
                "to",
                "the",
                "boats",
                "”",
                "but",
            ]
        ),
        max_size=25,
    )
)
def test_clauses_stand_in_order(words):
    _, clauses = clauses_of("Recalling " + " ".join(words) + ",", "en")
    starts = [c.start for c in clauses.verbs]
    assert starts == sorted(starts)
    assert all(c.start < c.end for c in (*clauses.verbs, *clauses.phrases))


def test_a_long_paragraph_takes_time_in_proportion():
    report = "the text of resolution 70/1, in which it recalled the boats and counted oars "
    string, began = "1. Welcomes " + report * 4_000, time.process_time()
    clauses = clauses_of(string, "en")[1]
    assert len(clauses.reported) == len(clauses.past) == 4_000
    assert clauses.reporting(len(string) // 2) is not None
    assert time.process_time() - began < 20  # some tenths; each report read to the end took minutes
