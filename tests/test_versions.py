"""Language versions: what they share is one, what they do not is told with the words of each."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import terms
from kg.authorities import load_catalogue
from kg.documents import Document, read_document
from kg.errors import KgError
from kg.extraction import extract
from kg.findings import Citation, Extraction
from kg.graph import describe
from kg.iris import document
from kg.rdf import Iri
from kg.versions import LANGUAGES, by_resolution, compare, in_order, neutral
from tests.statements import stored

SAMPLES = Path(__file__).parent.parent / "samples"
CATALOGUE = load_catalogue()
SIX = sorted(SAMPLES.glob("sc-90125-2902.*.txt"))

EN = """Resolution 2250 (2015)

Adopted by the Security Council at its 7573rd meeting, on 9 December 2015

The Security Council,

Recalling its resolutions 1325 (2000) of 31 October 2000 and 1820 (2008),

Noting the report of the Secretary-General (S/2015/900),

1. Requests the Secretary-General to report to it by 30 June 2016;

2. Decides to remain seized of the matter.
"""
FR = """Résolution 2250 (2015)

Adoptée par le Conseil de sécurité à sa 7573e séance, le 9 décembre 2015

Le Conseil de sécurité,

Rappelant ses résolutions 1325 (2000) du 31 octobre 2000 et 1820 (2008),

Notant le rapport du Secrétaire général (S/2015/900),

1. Prie le Secrétaire général de lui faire rapport le 30 juin 2016 au plus tard ;

2. Décide de rester saisi de la question.
"""


def read(source: str, language: str) -> Extraction:
    digest = hashlib.sha256(source.encode()).hexdigest()
    return extract(Document(f"text.{language}", digest, "utf-8", language, source), CATALOGUE)


def differences(en: str, fr: str) -> list[tuple[str, str, str]]:
    found = compare([read(en, "en"), read(fr, "fr")]).differences
    return [(d.kind, d.paragraph, d.value) for d in found]


def test_a_resolution_in_six_languages_agrees_in_all():
    agreement = compare([extract(read_document(path), CATALOGUE) for path in SIX])
    assert agreement.languages == ("en", "fr", "es", "ru", "ar", "zh")
    assert agreement.differences == ()
    assert set(agreement.paragraphs.values()) == {18}
    assert agreement.agreed == {
        "paragraph": 18, "citation": 12, "date": 3, "act": 14, "mandate": 12, "due": 1,
    }  # fmt: skip
    assert agreement.share("citation") == 1


def test_versions_that_say_the_same_do_not_differ():
    assert differences(EN, FR) == []


PLANTED = [
    ("1820 (2008)", "1888 (2009)", {("citation", "PP1")}),
    ("31 octobre", "30 octobre", {("date", "PP1")}),
    ("Prie le", "Invite le", {("act", "OP1")}),
    ("le 30 juin 2016 au plus tard", "le 31 juillet 2016 au plus tard", {("date", "OP1"), ("due", "OP1")}),
    ("Notant le rapport du Secrétaire général (S/2015/900),\n\n", "", {("paragraph", "PP2")}),
]  # fmt: skip


@pytest.mark.parametrize(("words", "others", "expected"), PLANTED)
def test_a_planted_difference_is_found_and_no_other(words, others, expected):
    assert words in FR
    found = differences(EN, FR.replace(words, others))
    assert {(kind, paragraph) for kind, paragraph, _ in found} == expected


def test_a_difference_tells_the_words_of_each():
    changed = FR.replace("1820 (2008)", "1888 (2009)")
    found = compare([read(EN, "en"), read(changed, "fr")]).differences
    assert [(d.value, dict(d.words)) for d in found] == [
        ("S/RES/1820 (2008)", {"en": ("1820 (2008)",)}),
        ("S/RES/1888 (2009)", {"fr": ("1888 (2009)",)}),
    ]
    assert all("1888 (2009)" in d.opening["fr"] for d in found)


def test_notes_that_one_version_has_lost_are_not_compared():
    noted = EN.replace("(S/2015/900)", "¹") + "\n¹ S/2015/900.\n"
    assert {kind for kind, _, _ in differences(noted, FR)} <= {"citation"}
    assert compare([read(noted, "en"), read(FR, "fr")]).notes == {"en": 1, "fr": 0}


def test_texts_are_set_together_by_their_symbol():
    works = by_resolution([read(EN, "en"), read(FR, "fr")])
    assert {symbol: len(versions) for symbol, versions in works.items()} == {"S/RES/2250 (2015)": 2}


def test_two_texts_in_one_language_are_refused_by_name():
    with pytest.raises(KgError, match=r"text\.en.*S/RES/2250 \(2015\) in en"):
        by_resolution([read(EN, "en"), read(EN + "\n", "en")])


def test_one_language_is_nothing_to_compare():
    with pytest.raises(KgError, match=r"two languages.*S/RES/2250 \(2015\) \(en\)"):
        by_resolution([read(EN, "en")])


def test_a_set_that_is_not_enumerated_is_told_by_its_organ():
    assert neutral("series:GA-right-development") == neutral("series:GA-droit-développement")
    assert neutral("A/RES/70/1") == "A/RES/70/1"


# ---------------------------------------------------------------------------------- in the graph
def graph(*extractions: Extraction) -> ox.Store:
    return stored(describe(extractions, CATALOGUE))


def values(store: ox.Store, predicate: Iri) -> list[str]:
    return [
        quad.object.value for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None)
    ]


def citations(store: ox.Store) -> set[str]:
    a, citation = ox.NamedNode(terms.TYPE), ox.NamedNode(terms.CITATION)
    quads = store.quads_for_pattern(None, a, citation)
    return {quad.subject.value for quad in quads}


def test_a_citation_of_two_versions_is_one_with_the_words_of_both():
    alone, both = graph(read(EN, "en")), graph(read(EN, "en"), read(FR, "fr"))
    assert citations(both) == citations(alone)
    node = next(n for n in citations(both) if "1325_2000" in n)
    evidence, quote = ox.NamedNode(terms.EVIDENCE), ox.NamedNode(terms.QUOTE)
    quotes = {
        both_quote.object.language
        for span in both.quads_for_pattern(ox.NamedNode(node), evidence, None)
        for both_quote in both.quads_for_pattern(span.object, quote, None)
    }
    assert quotes == {"en", "fr"}


def test_agreement_is_said_of_several_versions_and_not_of_one():
    assert values(graph(read(EN, "en")), terms.AGREEMENT) == []
    changed = FR.replace("1820 (2008)", "1888 (2009)")
    store = graph(read(EN, "en"), read(changed, "fr"))
    told = {
        quad.subject.value.rpartition("__S-RES-")[2].partition("_")[0]: quad.object.value
        for quad in store.quads_for_pattern(None, ox.NamedNode(terms.AGREEMENT), None)
        if "cit__" in quad.subject.value and "S-RES-" in quad.subject.value
    }
    assert {n: told[n] for n in ("1325", "1820", "1888")} == {
        "1325": "1",
        "1820": "0.5",
        "1888": "0.5",
    }


def test_one_citation_keeps_the_first_versions_act_where_verbs_differ():
    otherwise = FR.replace("Rappelant", "Réaffirmant")
    store = graph(read(otherwise, "fr"), read(EN, "en"))
    assert {node.rpartition("__")[2] for node in citations(store) if "1325" in node} == {
        "recalling"
    }


def test_a_date_that_most_versions_do_not_state_is_a_doubt():
    slipped = FR.replace("le 9 décembre 2015", "le 8 décembre 2015")
    store = graph(read(EN, "en"), read(slipped, "fr"))
    work = ox.NamedNode(document("S/RES/2250 (2015)"))
    stated = store.quads_for_pattern(work, ox.NamedNode(terms.DATE_DOCUMENT), None)
    assert [quad.object.value for quad in stated] == ["2015-12-09"]
    assert values(store, terms.DOUBT) == [
        "states adoption-date 2015-12-08, other versions 2015-12-09"
    ]


def test_versions_are_described_in_one_order_whatever_the_order_of_files():
    one = describe([read(EN, "en"), read(FR, "fr")], CATALOGUE)
    assert one == describe([read(FR, "fr"), read(EN, "en")], CATALOGUE)
    assert [v.language for v in in_order([read(FR, "fr"), read(EN, "en")])] == ["en", "fr"]


def test_every_language_has_a_place_in_the_order():
    assert sorted(LANGUAGES) == ["ar", "en", "es", "fr", "ru", "zh"]


def test_the_evidence_of_each_version_is_its_own_text():
    for path in SIX:
        read_now = read_document(path)
        for finding in extract(read_now, CATALOGUE).findings:
            if isinstance(finding, Citation):
                words = finding.evidence[0]
                assert read_now.source[words.start : words.end] == words.text
