"""Words that stand for what was cited before: followed where one antecedent is possible."""

from __future__ import annotations

import pytest

from kg.authorities import load_catalogue
from kg.documents import Document
from kg.extraction import extract
from kg.findings import Citation

FRAMES = {
    "en": "Resolution adopted by the General Assembly on 16 December 2021\n\nThe General Assembly,\n\n{}\n\n1. Decides to go on.\n\n________________\n{}\n",
    "fr": "Résolution adoptée par l’Assemblée générale le 16 décembre 2021\n\nL’Assemblée générale,\n\n{}\n\n1. Décide de continuer.\n\n________________\n{}\n",
}


def found(body: str, notes: str = "", language: str = "en") -> list[Citation]:
    source = FRAMES[language].format(body, notes)
    extraction = extract(Document("text.txt", "", "utf-8", language, source), load_catalogue())
    rules = ("anaphor", "ibid", "note-above")
    return [f for f in extraction.findings if isinstance(f, Citation) and f.rule in rules]


ONE = [
    ("en", "Recalling its resolution 70/1 of 25 September 2015, and the goals of that resolution,", "A/RES/70/1"),
    ("en", "Recalling resolution 1325 (2000) and the women whom the said resolution names,", "S/RES/1325 (2000)"),
    ("fr", "Rappelant sa résolution 70/1 du 25 septembre 2015 et les objectifs de ladite résolution,", "A/RES/70/1"),
    ("fr", "Rappelant sa résolution 70/1 et les objectifs de cette dernière résolution,", "A/RES/70/1"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "body", "target"), ONE)
def test_the_singular_is_the_one_resolution_cited_before(language, body, target):
    (citation,) = found(body, language=language)
    assert (citation.target, citation.status) == (target, "inferred")
    assert citation.reason


def test_the_paragraph_before_is_looked_at_where_this_one_cites_nothing_and_is_less_sure():
    same = found("Recalling its resolution 70/1 and the words of that resolution,")
    before = found("Recalling its resolution 70/1,\n\nStressing the words of that resolution,")
    assert [c.target for c in same] == [c.target for c in before] == ["A/RES/70/1"]
    assert before[0].confidence < same[0].confidence


def test_the_singular_behind_two_resolutions_is_neither_and_names_both():
    (citation,) = found("Recalling its resolutions 70/1 and 71/8 and the words of that resolution,")
    assert (citation.target, citation.status) == (None, "ambiguous")
    assert citation.candidates == ("A/RES/70/1", "A/RES/71/8")


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Recalling its resolutions 70/1 and 71/8, and stressing those resolutions,"),
        ("fr", "Rappelant ses résolutions 70/1 et 71/8, et soulignant ces résolutions,"),
    ],
)
def test_the_plural_is_the_whole_list(language, body):
    assert [c.target for c in found(body, language=language)] == ["A/RES/70/1", "A/RES/71/8"]


@pytest.mark.parametrize(
    "body",
    [
        "Recalling its resolution 70/1 and stressing those resolutions,",
        "Recalling its relevant resolutions, including resolution 70/1, and stressing those resolutions,",
        "Recalling its resolutions 70/1 and 71/8, the resolutions of the Commission of the Lamps, and those resolutions,",
    ],
)
def test_the_plural_behind_one_resolution_stays_open(body):
    assert [(c.target, c.status) for c in found(body)] == [(None, "ambiguous")]


def test_without_a_resolution_before_it_the_mention_is_kept_open_with_its_reason():
    (citation,) = found("Stressing the words of that resolution,")
    assert (citation.target, citation.status) == (None, "unresolved")
    assert citation.reason == "no resolution was cited just before"


@pytest.mark.parametrize(
    "body",
    [
        "Stressing that resolution of the dispute is near, its resolution 70/1 notwithstanding,",
        "Recalling its resolution 70/1 and that resolution 71/8 goes on,",
        "Recalling its resolution 70/1 and the present resolution,",
    ],
)
def test_words_that_stand_for_nothing_before_are_no_mention(body):
    assert found(body) == []


def test_the_part_that_is_named_before_it_is_cited():
    (citation,) = found("Recalling its resolution 70/1 and paragraph 5 of that resolution,")
    assert citation.pinpoint == "para. 5"


def test_ibid_is_the_note_before_in_another_part():
    (citation,) = found(
        "Recalling the first report,1\n\nRecalling the second,2",
        "1 See A/63/4, chap. I.\n2 Ibid., chap. II.",
    )
    assert (citation.target, citation.rule, citation.pinpoint) == ("A/63/4", "ibid", "chap. II")


def test_ibid_of_the_official_records_is_no_document_of_the_note_before():
    notes = "1 Official Records of the Security Council, document S/3821.\n2 Ibid., Supplement for April."
    assert found("Recalling the first report,1\n\nRecalling the second,2", notes) == []


def test_a_note_that_refers_to_a_note_is_what_that_note_cites():
    (citation,) = found(
        "Recalling the first report,1\n\nRecalling it again,2",
        "1 See A/63/4.\n2 See footnote 1.",
    )
    assert (citation.target, citation.rule) == ("A/63/4", "note-above")
