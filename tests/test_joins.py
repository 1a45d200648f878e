"""Footnotes joined to the words at their mark: one citation, two pieces of evidence."""

from __future__ import annotations

import pytest

from kg.authorities import load_catalogue
from kg.documents import Document
from kg.extraction import extract
from kg.findings import Citation
from kg.pinpoints import provisions_of


def citations(sentence, notes, language="en"):
    frames = {
        "en": "Resolution adopted by the General Assembly on 16 December 2021\n\nThe General Assembly,\n\n{}\n\n1. Decides to go on.\n\n________________\n{}\n",
        "fr": "Résolution adoptée par l’Assemblée générale le 16 décembre 2021\n\nL’Assemblée générale,\n\n{}\n\n1. Décide de continuer.\n\n________________\n{}\n",
    }
    source = frames[language].format(sentence, notes)
    extraction = extract(Document("text.txt", "", "utf-8", language, source), load_catalogue())
    return [
        f
        for f in extraction.findings
        if isinstance(f, Citation) and f.evidence[0].paragraph == "PP1"
    ]


def told(citation):
    return [(e.paragraph, e.text) for e in citation.evidence]


def test_a_note_that_gives_one_symbol_says_what_the_name_is():
    (citation,) = citations(
        "Recalling the United Nations Millennium Declaration,1", "1 See resolution 55/2."
    )
    assert (citation.target, citation.rule, citation.status) == (
        "A/RES/55/2",
        "note-identifies",
        "explicit",
    )
    assert told(citation) == [("PP1", "United Nations Millennium Declaration"), ("FN1", "55/2")]
    assert citation.act == "recalls"


def test_the_same_in_french_with_the_mark_at_the_word():
    (citation,) = citations(
        "Rappelant la Déclaration du Millénaire1,", "1 Voir résolution 55/2.", "fr"
    )
    assert citation.target == "A/RES/55/2"
    assert told(citation) == [("PP1", "Déclaration du Millénaire"), ("FN1", "55/2")]


def test_a_note_with_a_part_says_where_the_name_stands():
    (citation,) = citations(
        "Rappelant le Nouveau Programme pour les villes1,", "1 Résolution 71/256, annexe.", "fr"
    )
    assert citation.target is not None
    assert citation.target.startswith("instrument:")
    assert citation.pinpoint == "A/RES/71/256, annex"
    assert [paragraph for paragraph, _ in told(citation)] == ["PP1", "FN1"]


def test_a_note_confirms_the_symbol_that_the_text_prints():
    (citation,) = citations(
        "Recalling its resolution 70/1¹ of 25 September 2015,", "¹ Resolution 70/1."
    )
    assert citation.target == "A/RES/70/1"
    assert [paragraph for paragraph, _ in told(citation)] == ["PP1", "FN1"]


def test_a_note_identifies_the_report_at_its_mark():
    (citation,) = citations(
        "Recalling the report of the Secretary-General on the tides,1", "1 A/76/184."
    )
    assert citation.target == "A/76/184"
    assert told(citation)[0][1] == "report of the Secretary-General on the tides"
    assert (citation.act, citation.verb) == ("recalls", "Recalling")


def test_see_also_identifies_nothing():
    found = citations(
        "Recalling the report of the Secretary-General on the tides,1", "1 See also A/76/184."
    )
    assert found == []


def test_a_note_with_two_symbols_identifies_nothing():
    found = citations(
        "Recalling the report of the Secretary-General on the tides,1", "1 A/76/184 and A/76/185."
    )
    assert all(c.rule != "note-identifies" for c in found)


def test_a_note_stays_a_citation_of_its_own():
    source = "The General Assembly,\n\nRecalling the United Nations Millennium Declaration,1\n\n1. Decides to go on.\n\n________________\n1 See resolution 55/2 of 8 September 2000.\n"
    extraction = extract(Document("text.txt", "", "utf-8", "en", source), load_catalogue())
    noted = [
        f
        for f in extraction.findings
        if isinstance(f, Citation) and f.evidence[0].paragraph == "FN1"
    ]
    assert [c.target for c in noted] == ["A/RES/55/2"]


PLACES = [
    (None, ()),
    ("para. 3", ("para_3",)),
    ("paras. 3-4", ("para_3", "para_4")),
    ("paras. 3, 7", ("para_3", "para_7")),
    ("paras. 3-5, 9", ("para_3", "para_4", "para_5", "para_9")),
    ("para. 8 (c)", ("para_8__point_c",)),
    ("para. 4 (b) (ii)", ("para_4__point_b__point_ii",)),
    ("annex", ("annex_1",)),
    ("annex II", ("annex_II",)),
    ("chap. III", ()),
    ("chap. III, para. 17", ()),
    ("paras. 9-3", ()),
    ("paras. 1-9000", ()),
    ("art. 55", ()),
]


@pytest.mark.parametrize(("pinpoint", "places"), PLACES)
def test_a_pinpoint_names_provisions_where_they_can_be_told(pinpoint, places):
    assert provisions_of(pinpoint) == places
