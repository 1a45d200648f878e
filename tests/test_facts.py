"""What a document states of itself, and what it leaves unknown with a reason."""

from __future__ import annotations

import pytest

from kg.authorities import load_catalogue
from kg.documents import Document
from kg.facts import identify
from kg.structure import parse

FIELDS = {
    "symbol",
    "title",
    "organ",
    "session",
    "adoption-date",
    "meeting",
    "vote",
    "agenda-item",
    "committee-report",
}


def identity(source, language="en"):
    return identify(parse(Document("text.txt", "", "utf-8", language, source)), load_catalogue())


def facts(source, language="en"):
    return {fact.field: fact.value for fact in identity(source, language).facts}


ASSEMBLY = """\
United Nations

A/RES/76/900

General Assembly

Distr.: General

4 January 2022

Seventy-sixth session

Agenda item 27 (b)

Resolution adopted by the General Assembly on 16 December 2021

[on the report of the Third Committee (A/76/454 (Part II), para. 18)]

76/900. Libraries of the delta

The General Assembly,

Recalling the past,

1. Decides to go on.

53rd plenary meeting

16 December 2021
"""
COUNCIL = """\
Conseil des droits de l’homme

48/99. Le droit de lire sous les arbres

Le Conseil des droits de l’homme,

Rappelant le passé,

1. Décide de continuer.

45e séance

11 octobre 2021

[Adoptée sans vote.]
"""
SECURITY = """\
Resolution 2593 (2021)

Adopted by the Security Council at its 8848th meeting, on 30 August 2021

The Security Council,

Recalling the past,

1. Decides to remain seized of the matter.

Adopted at the 8848th meeting by 13 votes to none, with 2 abstentions.
"""
SOCIAL = """\
E/RES/2010/12

The Economic and Social Council,

Recalling the past,

1. Decides to go on.

42nd plenary meeting

22 July 2010
"""


def test_an_assembly_text_states_all_but_its_vote():
    assert facts(ASSEMBLY) == {
        "symbol": "A/RES/76/900",
        "title": "Libraries of the delta",
        "organ": "body:GA",
        "session": "session:GA-76",
        "adoption-date": "2021-12-16",
        "meeting": "meeting:GA-76-plenary-53",
        "agenda-item": "agenda:GA-76/27(b)",
        "committee-report": "A/76/454 (Part II)",
    }
    assert dict(identity(ASSEMBLY).unknown).keys() == {"vote"}


def test_a_council_text_is_known_by_number_and_formula():
    stated = facts(COUNCIL, "fr")
    assert stated["symbol"] == "A/HRC/RES/48/99"
    assert stated["organ"] == "body:HRC"
    assert stated["adoption-date"] == "2021-10-11"
    assert stated["meeting"] == "meeting:HRC-48-45"
    assert stated["vote"] == "vote:without-a-vote"
    assert stated["title"] == "Le droit de lire sous les arbres"


def test_a_security_council_text_is_known_by_number_and_year():
    assert facts(SECURITY) == {
        "symbol": "S/RES/2593 (2021)",
        "organ": "body:SC",
        "adoption-date": "2021-08-30",
        "meeting": "meeting:SC-8848",
        "vote": "vote:13-0-2",
    }


def test_an_economic_and_social_council_text_is_known_by_its_symbol():
    stated = facts(SOCIAL)
    assert (stated["symbol"], stated["organ"], stated["adoption-date"]) == (
        "E/RES/2010/12",
        "body:ECOSOC",
        "2010-07-22",
    )


FORMULAS = {
    "en": "The General Assembly,\n\nRecalling the past,\n\n1. Decides to go on.\n\n",
    "fr": "L’Assemblée générale,\n\nRappelant le passé,\n\n1. Décide de continuer.\n\n",
}
VOTES = [
    ("en", "[Adopted without a vote.]", "vote:without-a-vote"),
    ("en", "Adopted unanimously at the 3265th meeting.", "vote:unanimous"),
    ("en", "Adopted by a recorded vote of 124 to 3, with 48 abstentions.", "vote:124-3-48"),
    ("en", "Adopted at the 1111th meeting by 9 votes to none, with 2 abstentions.", "vote:9-0-2"),
    ("en", "Adopted by a recorded vote of 161 to none.", "vote:161-0-0"),
    ("fr", "[Adoptée sans vote.]", "vote:without-a-vote"),
    ("fr", "Adoptée à l’unanimité à la 3265e séance.", "vote:unanimous"),
    ("fr", "[Adoptée par 124 voix contre 3, avec 48 abstentions.]", "vote:124-3-48"),
    (
        "fr",
        "Adoptée à la 1111e séance par 14 voix contre zéro, avec une abstention.",
        "vote:14-0-1",
    ),
]


@pytest.mark.parametrize(("language", "line", "vote"), VOTES)
def test_how_a_text_was_adopted_is_read_at_its_close(language, line, vote):
    assert facts(FORMULAS[language] + line + "\n", language).get("vote") == vote


def test_a_silent_text_was_not_therefore_adopted_by_consensus():
    found = identity(FORMULAS["en"])
    assert "vote" not in {fact.field for fact in found.facts}
    assert dict(found.unknown)["vote"] == "the text does not say how it was adopted"


@pytest.mark.parametrize("source", [ASSEMBLY, SECURITY, SOCIAL, FORMULAS["en"], "Nothing at all."])
def test_each_field_is_stated_or_unknown_with_a_reason(source):
    found = identity(source)
    stated, unknown = {fact.field for fact in found.facts}, dict(found.unknown)
    assert stated | set(unknown) == FIELDS
    assert not stated & set(unknown)
    assert all(unknown.values())


@pytest.mark.parametrize("source", [ASSEMBLY, SECURITY, SOCIAL])
def test_each_fact_stands_on_its_words(source):
    for fact in identity(source).facts:
        assert source[fact.evidence.start : fact.evidence.end] == fact.evidence.text


def test_the_running_header_tells_the_symbol_of_a_text_without_a_front():
    source = "The General Assembly,\n\nRecalling the past, which was\n\nA/RES/57/295\n2\n\nlong and wide,\n\n1. Decides to go on.\n"
    assert facts(source)["symbol"] == "A/RES/57/295"


def test_a_cited_symbol_is_not_the_documents_own():
    source = (
        "The General Assembly,\n\nRecalling its resolution A/RES/70/1,\n\n1. Decides to go on.\n"
    )
    assert "symbol" not in facts(source)


def test_a_citing_sentence_in_the_close_is_no_adoption_date():
    source = FORMULAS["en"] + "53rd plenary meeting\n16 December 2021\n"
    assert facts(source)["adoption-date"] == "2021-12-16"


ITEMS = [
    ("en", "Agenda item 10", "agenda:GA-76/10"),
    ("en", "Agenda item 27 (b)", "agenda:GA-76/27(b)"),
    ("fr", "Point 27, b, de l’ordre du jour", "agenda:GA-76/27(b)"),
    ("fr", "Point 10 de l’ordre du jour", "agenda:GA-76/10"),
]


@pytest.mark.parametrize(("language", "line", "item"), ITEMS)
def test_the_agenda_item_is_read_with_its_letter(language, line, item):
    source = f"A/RES/76/900\n\n{line}\n\n{FORMULAS[language]}"
    assert facts(source, language)["agenda-item"] == item
