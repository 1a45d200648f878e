"""Footnotes: where a mark stands and where a digit is only a digit."""

from __future__ import annotations

import pytest

from kg.documents import Document
from kg.provisions import Provision, Resolution
from kg.structure import parse


def read(source: str, language: str) -> Resolution:
    return parse(Document("text.txt", "", "utf-8", language, source))


def preambular(sentence: str, notes: str, language: str = "fr") -> Provision:
    formula, end = {
        "fr": ("L’Assemblée générale,", "1. Décide de continuer."),
        "en": ("The General Assembly,", "1. Decides to go on."),
    }[language]
    source = f"{formula}\n\n{sentence}\n\n{end}\n\n________________\n{notes}\n"
    return next(p for p in read(source, language).provisions if p.label == "PP1")


# a sentence with its mark, the notes, the sentence without it, the words before each mark
MARKS = [
    ("to a word", "Rappelant la Déclaration du Millénaire1, adoptée en 2000,", "1 Voir résolution 55/2.", "Rappelant la Déclaration du Millénaire, adoptée en 2000,", ["Millénaire"]),
    ("to a year", "Réaffirmant ce qui fut fixé à l’horizon 20303,", "3 Résolution 70/1.", "Réaffirmant ce qui fut fixé à l'horizon 2030,", ["2030"]),
    ("to a date's year", "Rappelant le texte adopté le 20 octobre 20164,", "4 Résolution 71/256, annexe.", "Rappelant le texte adopté le 20 octobre 2016,", ["2016"]),
    ("to a goal", "Rappelant l’objectif de développement durable no 41,", "1 Voir aussi A/HRC/47/56.", "Rappelant l'objectif de développement durable no 4,", ["no 4"]),
    ("a superscript", "Rappelant la Déclaration du Millénaire¹ et la suite,", "¹ Voir résolution 55/2.", "Rappelant la Déclaration du Millénaire et la suite,", ["Millénaire"]),
    ("a raised digit", "Rappelant la Déclaration du Millénaire^{1} et la suite,", "^{1} Voir résolution 55/2.", "Rappelant la Déclaration du Millénaire et la suite,", ["Millénaire"]),
    ("two digits", "Rappelant la Convention12 et la suite,", "12 Résolution 44/25, annexe.", "Rappelant la Convention et la suite,", ["Convention"]),
    ("detached", "Ayant à l’esprit le traité (Persons with Disabilities 1 ),", "1 Résolution 61/106, annexe I.", "Ayant à l'esprit le traité (Persons with Disabilities ),", ["Disabilities"]),
    ("to a closing quote", "Rappelant le rapport intitulé « La mer »1, paru hier,", "1 A/68/169.", "Rappelant le rapport intitulé « La mer », paru hier,", ["»"]),
    ("two marks", "Rappelant la Déclaration1 et le Programme2,", "1 Résolution 55/2.\n2 Résolution 70/1.", "Rappelant la Déclaration et le Programme,", ["Déclaration", "Programme"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "notes", "cleaned", "words"), [m[1:] for m in MARKS], ids=[m[0] for m in MARKS]
)
def test_a_mark_is_taken_out_and_remembered_behind_its_word(sentence, notes, cleaned, words):
    provision = preambular(sentence, notes)
    assert provision.string == cleaned
    assert [
        provision.string[: anchor.at].rstrip().endswith(word)
        for anchor, word in zip(provision.anchors, words, strict=True)
    ] == [True] * len(words)


@pytest.mark.parametrize(
    ("sentence", "notes", "cleaned", "words"), [m[1:] for m in MARKS], ids=[m[0] for m in MARKS]
)
def test_a_mark_leads_to_the_note_of_its_number(sentence, notes, cleaned, words):
    numbers = [
        line.split()[0].translate(str.maketrans("¹", "1")).strip("^{}")
        for line in notes.splitlines()
    ]
    assert [anchor.note for anchor in preambular(sentence, notes).anchors] == [
        f"FN{n}" for n in numbers
    ]
    assert len(cleaned) <= len(sentence)
    assert words


def test_a_mark_of_english_texts_is_found_too():
    provision = preambular(
        "Recalling the 2030 Agenda1 and the year 20162,",
        "1 Resolution 70/1.\n2 Resolution 71/256, annex.",
        "en",
    )
    assert provision.string == "Recalling the 2030 Agenda and the year 2016,"
    assert [a.note for a in provision.anchors] == ["FN1", "FN2"]


BEHIND = [
    "Recalling the Millennium Declaration,1 which was adopted early,",
    "Recalling the Millennium Declaration,¹ which was adopted early,",
    "Recalling the Millennium Declaration, 1 which was adopted early,",
]


@pytest.mark.parametrize("sentence", BEHIND)
def test_in_english_the_mark_stands_behind_the_comma(sentence):
    provision = preambular(sentence, "1 Resolution 55/2.", "en")
    assert provision.string == "Recalling the Millennium Declaration, which was adopted early,"
    assert [a.note for a in provision.anchors] == ["FN1"]


def test_the_notes_of_markdown_are_notes():
    source = (
        "*The General Assembly*,\n\n*Recalling* the Beijing Declaration,[^1] adopted in 1995,\n\n1. *Decides* to go on.\n\n"
        "[^1]: Resolution 55/2.\n"
    )
    resolution = read(source, "en")
    provisions = {p.label: p.string for p in resolution.provisions}
    assert provisions["PP1"] == "Recalling the Beijing Declaration, adopted in 1995,"
    assert provisions["FN1"] == "Resolution 55/2."


DIGITS = [
    ("fr", "Rappelant l’objectif de développement durable no 5 et la suite,", ""),
    ("fr", "Rappelant l’objectif de développement durable no 5 et la suite,", "5 Résolution 70/1."),
    (
        "fr",
        "Rappelant l’objectif de développement durable no 12 et la suite,",
        "2 Résolution 70/1.",
    ),
    ("fr", "Rappelant la session de fond de 20002,", ""),
    ("fr", "Rappelant le Programme 2030 et le COVID-19,", "9 Résolution 70/1."),
    ("fr", "Rappelant la Déclaration du Millénaire1,", ""),
    ("fr", "Rappelant le paragraphe 3 de la Déclaration,", "3 Résolution 70/1."),
    ("fr", "Rappelant sa résolution 70/1,", "1 Résolution 55/2."),
    ("fr", "Rappelant que 20 bateaux et 30 rames,", "3 Résolution 70/1."),
    ("en", "Recalling paragraph 2 of the text and the year 2000,", "2 Resolution 70/1."),
    ("en", "Recalling resolution 1325 (2000),", "5 Resolution 70/1."),
]


@pytest.mark.parametrize(("language", "sentence", "notes"), DIGITS)
def test_without_a_note_that_fits_a_digit_is_a_digit(language, sentence, notes):
    provision = preambular(sentence, notes, language)
    assert provision.string == sentence.replace("’", "'")
    assert provision.anchors == ()


def test_a_superscript_without_its_note_goes_and_leads_nowhere():
    provision = preambular("Rappelant la Déclaration du Millénaire¹,", "")
    assert provision.string == "Rappelant la Déclaration du Millénaire,"
    assert [anchor.note for anchor in provision.anchors] == [None]


def test_square_metres_are_no_footnote():
    assert "40 m²" in preambular("Rappelant les 40 m² de la salle de lecture,", "").string


def test_a_note_without_a_mark_is_a_doubt():
    source = "L’Assemblée générale,\n\nRappelant le passé,\n\n1. Décide de continuer.\n\n________________\n7 Résolution 70/1.\n"
    resolution = read(source, "fr")
    assert any("FN7" in doubt for doubt in resolution.doubts)
    assert "Résolution 70/1." in [p.string for p in resolution.provisions]


def test_marks_follow_each_other_in_the_order_of_the_notes():
    source = (
        "L’Assemblée générale,\n\nRappelant la Déclaration1,\n\nRappelant aussi le Programme2 et la Convention3,\n\n"
        "1. Décide de continuer4.\n\n________________\n1 Résolution 55/2.\n2 Résolution 70/1.\n3 Résolution 61/106, annexe I.\n4 A/68/169.\n"
    )
    anchors = {
        p.label: [a.note for a in p.anchors] for p in read(source, "fr").provisions if p.anchors
    }
    assert anchors == {"PP1": ["FN1"], "PP2": ["FN2", "FN3"], "OP1": ["FN4"]}
