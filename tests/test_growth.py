"""A long text costs no more a word than a short one: what is run is counted, not timed."""

from __future__ import annotations

import sys

import pytest

from kg.authorities import load_catalogue
from kg.documents import Document
from kg.extraction import extract
from kg.formats.extracted import Hyperlink

FRAMES = {
    "en": "The General Assembly,\n\nRecalling its resolution 60/1,\n\n1. {};\n\n2. Decides to go on.\n",
    "zh": "大会,\n\n回顾其第60/1号决议,\n\n1. {}。\n",
}


def lines_run(source, language="en", links=()):
    """How many lines of Python are run to read a document, all caches filled."""
    document = Document("text.txt", "", "utf-8", language, source, links)
    extract(document, load_catalogue())
    run = 0

    def count(_frame, _event, _value):
        nonlocal run
        run += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        extract(document, load_catalogue())
    finally:
        sys.settrace(before)
    return run


def grows_as_its_length(write, language="en"):
    """Whether four times as many sentences cost no more than four times as much."""
    short, long = (lines_run(write(range(count)), language) for count in (60, 240))
    return long <= 4 * short


REPEATED = [
    ("words that point back", "en", "Recalls its resolution 7{n}/1 and its decision 60/5{n}, that resolution and those resolutions, at a distance from what comes then"),
    ("sessions and dates by which something is asked", "en", "requests the Secretary-General to report by 5 May 2011 to the General Assembly at its seventieth session, and to submit a study"),
    ("conferences that are held, known and unknown", "en", "the Fourth World Conference on Women, held at Beijing from 4 to 15 September 1995, and the World Conference on Odd Lamps"),
    ("names inside others", "en", "the Optional Protocol to the Convention on the Rights of the Child on the sale of children, child prostitution and child pornography"),
    ("parts of what was named", "en", "the Charter of the United Nations, its resolution 60/1, and paragraph 4 thereof"),
    ("the same date where none was given", "en", "its resolution 60/1 of the same date. Recalls then"),
    ("titles before a noun", "zh", "题为“变革我们的世界第60/5号”的第60/1号决议,"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "sentence"), [r[1:] for r in REPEATED], ids=[r[0] for r in REPEATED]
)
def test_one_long_paragraph(language, sentence):
    def write(numbers):
        return FRAMES[language].format(", ".join(sentence.replace("{n}", str(n)) for n in numbers))

    assert grows_as_its_length(write, language)


def test_notes_that_have_their_marks_in_one_paragraph():
    def write(numbers):
        marked = ", ".join(f"the report of the Committee on boat{n + 1}" for n in numbers)
        notes = "\n".join(f"{n + 1} See A/60/{n + 1}." for n in numbers)
        return FRAMES["en"].format(f"Recalls {marked}") + f"\n__________\n{notes}\n"

    assert grows_as_its_length(write)


def test_notes_whose_marks_are_lost():
    def write(numbers):
        body = ";\n\n".join(f"{n + 1}. Recalls {n + 500} boats and lamps" for n in numbers)
        notes = "\n".join(f"{n + 500} See A/60/{n + 500}." for n in numbers)
        return f"The General Assembly,\n\n{body}.\n\n__________\n{notes}\n"

    assert grows_as_its_length(write)


def test_sections_of_two_numbers():
    def write(numbers):
        body = "\n\n".join(f"{'I' * (n % 2 + 1)}\n\n1. Decides to go on;" for n in numbers)
        return f"The General Assembly,\n\n{body}\n"

    assert grows_as_its_length(write)


def test_notes_of_one_number():
    def write(numbers):
        notes = "\n".join(f"1 See A/60/{n + 1}." for n in numbers)
        return FRAMES["en"].format("Decides to begin") + f"\n__________\n{notes}\n"

    assert grows_as_its_length(write)


def test_hyperlinks_of_one_paragraph():
    def run(count):
        source, links = "The General Assembly,\n\n1. Recalls ", []
        for n in range(count):
            links.append(
                Hyperlink(len(source), len(source) + 5, f"https://undocs.org/A/60/{n + 1}")
            )
            source += "lamps and boats, "
        return lines_run(source, links=tuple(links))

    assert run(120) <= 4 * run(30)
