"""Tables of mandates: the heading names the organ, the rows give the numbers alone."""

from __future__ import annotations

import pytest

from kg.authorities import load_catalogue
from kg.documents import Document
from kg.extraction import extract
from kg.findings import Citation

INTRODUCTION = "A/81/6 (Sect. 3)\n\n3.1 The list below provides all mandates of the Office.\n\n"


def targets(text: str, language: str = "en") -> list[str | None]:
    document = Document("text.txt", "", "utf-8", language, INTRODUCTION + text)
    found = extract(document, load_catalogue()).findings
    return [f.target for f in found if isinstance(f, Citation)]


TABLES = [
    (
        "General Assembly resolutions\n\n50/42\tFourth World Conference\n\n70/1\tThe agenda",
        ["A/RES/50/42", "A/RES/70/1"],
    ),
    (
        "General Assembly resolutions\n\n50/152; 53/125\tThe Office\n58/153\tThe High Commissioner",
        ["A/RES/50/152", "A/RES/53/125", "A/RES/58/153"],
    ),
    ("General Assembly resolutions\n\n319 A (IV)\tRefugees", ["A/RES/319 A (IV)"]),
    ("Security Council resolutions\n\n1325 (2000)\t\n1820 (2008)", ["S/RES/1325 (2000)", "S/RES/1820 (2008)"]),
    (
        "Economic and Social Council resolutions and decisions\n\n76 (V)\tStatus\n1992/19\tIt\n1999/257\tGoing on",
        ["E/RES/76 (V)", "E/RES/1992/19", "E/DEC/1999/257"],
    ),
    ("B. Human Rights Council resolutions\n\n48/24\tCooperation", ["A/HRC/RES/48/24"]),
    ("Human Rights Council decisions\n\n43/117\tPostponement", ["A/HRC/DEC/43/117"]),
    # a heading after another: each rules its own rows
    (
        "General Assembly resolutions\n\n70/1\tAgenda\n\nHuman Rights Council resolutions\n\n16/21\tReview",
        ["A/RES/70/1", "A/HRC/RES/16/21"],
    ),
]  # fmt: skip
OTHER_LANGUAGES = [
    ("fr", "Résolutions de l’Assemblée générale\n\n50/42\tConférence", ["A/RES/50/42"]),
    ("fr", "Décisions et résolutions du Conseil économique et social\n\n1992/19\tCommunications\n1999/257\tSuite", ["E/RES/1992/19", "E/DEC/1999/257"]),
    ("es", "Resoluciones de la Asamblea General\n\n50/42\tConferencia", ["A/RES/50/42"]),
    ("ru", "Резолюции Генеральной Ассамблеи\n\n50/42\tКонференция", ["A/RES/50/42"]),
    ("ar", "قرارات الجمعية العامة\n\n50/42\tالمؤتمر", ["A/RES/50/42"]),
    ("zh", "经济及社会理事会决议和决定\n\n1992/19\t来文\n1999/257\t委员会", ["E/RES/1992/19", "E/DEC/1999/257"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_numbers_in_a_table_are_those_of_the_organ_above_it(text, expected):
    assert targets(text) == expected


@pytest.mark.parametrize(("language", "text", "expected"), OTHER_LANGUAGES)
def test_headings_are_read_in_every_language(language, text, expected):
    assert targets(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        # no heading says whose they are
        "Deliverables\n\n16/21\tMeetings held",
        # the heading says more than an organ's resolutions
        "Support to General Assembly resolutions on training\n\n16/21\tMeetings held",
        # another paragraph stands between heading and row
        "General Assembly resolutions\n\nThe list is long.\n\n2016/17\tMeetings held",
        # the number stands in a row's title
        "General Assembly resolutions\n\nthe biennium 2016/17",
        "General Assembly resolutions\n\nMeetings in the years 20/21",
        # a heading of two organs
        "General Assembly and Security Council resolutions\n\n16/21\tMeetings held",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert not [t for t in targets(text) if t and not t.startswith("series:")]


def test_a_number_in_a_title_is_not_the_tables():
    text = "General Assembly resolutions\n\n70/1\tAgenda for the years 20/21 and 22/23"
    assert targets(text) == ["A/RES/70/1"]


def test_a_number_that_the_organ_cannot_have_given_is_left_open():
    text = "Human Rights Council resolutions\n\n2/500\tIt"
    document = Document("text.txt", "", "utf-8", "en", INTRODUCTION + text)
    (citation,) = [
        f for f in extract(document, load_catalogue()).findings if isinstance(f, Citation)
    ]
    assert citation.target is None
    assert citation.status == "unresolved"


def test_a_row_says_that_the_heading_names_the_organ():
    text = "General Assembly resolutions\n\n50/42\tConference"
    document = Document("text.txt", "", "utf-8", "en", INTRODUCTION + text)
    (citation,) = [
        f for f in extract(document, load_catalogue()).findings if isinstance(f, Citation)
    ]
    assert (citation.status, citation.rule) == ("inferred", "listed-under-heading")
    assert citation.reason == "the heading above the table names the organ"
    assert citation.confidence == 0.97


def test_a_report_of_the_assembly_means_the_assemblys_resolutions():
    text = "3.2 The mandate derives from resolution 74/306 and the Office follows it."
    assert targets(text) == ["A/RES/74/306"]
    document = Document("text.txt", "", "utf-8", "en", INTRODUCTION + text)
    (citation,) = [
        f for f in extract(document, load_catalogue()).findings if isinstance(f, Citation)
    ]
    assert (citation.status, citation.rule) == ("inferred", "issued-to-organ")
