"""The drafting acts and their words: complete, unambiguous, and telling in their examples."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

LANGUAGES = Path(__file__).parent.parent / "kg" / "languages"
CODES = ("en", "fr")
POSITIONS = ("preambular", "operative", "infinitive")

FUNCTIONS = frozenset(
    [
        "recalling",
        "reaffirming",
        "taking-note",
        "welcoming",
        "guided-by",
        "pursuant-to",
        "bearing-in-mind",
        "having-considered",
        "endorsing",
        "adopting",
        "deploring",
        "extending",
        "amending",
        "superseding",
        "quoting",
        "see-also",
        "mentioning",
    ]
)
DIRECTIVES = frozenset({"", "request", "call", "decision"})
TONES = frozenset({"neutral", "weak", "strong", "binding"})


@cache
def read(name: str) -> dict[str, Any]:
    return tomllib.loads((LANGUAGES / name).read_text("utf-8"))


def language(code: str) -> dict[str, Any]:
    return read(f"{code}.toml")


ACTS = read("acts.toml")
BY_LANGUAGE = [(code, act) for code in CODES for act in ACTS]


def fold(text: str) -> str:
    """Words without what the engine is blind to; ``Demande|au Secrétaire`` is Demande before these."""
    return " ".join(text.replace("|", " ").replace("\u2019", "'").split()).casefold()


@cache
def words(code: str) -> dict[str, frozenset[str]]:
    """Every form of any position with its acts; a blocked opener has none."""
    data = language(code)
    table: dict[str, frozenset[str]] = {}
    for act, row in data["acts"].items():
        for form in (form for position in POSITIONS for form in row[position]):
            table[fold(form)] = table.get(fold(form), frozenset()) | {act}
    return table | {fold(opener): frozenset() for opener in data["blocked"]["openers"]}


@cache
def qualifiers(code: str) -> frozenset[str]:
    return frozenset(map(fold, language(code)["qualifiers"]["before"]))


def prefixes(text: str) -> list[str]:
    """The starts of a text that end at a word's end or an apostrophe, longest first."""
    return [text[: end.start()] for end in re.finditer(r"(?<=\w)(?!\w)|(?<=\w')", text)][::-1]


def acts_of(code: str, opener: str) -> frozenset[str]:
    """What an opener is read as: the longest form (of any position), else behind a qualifier."""
    text = fold(opener)
    for start in prefixes(text):
        if start in words(code):
            return words(code)[start]
    for start in prefixes(text):
        if start in qualifiers(code) and text[len(start) :].strip():
            return acts_of(code, text[len(start) :].strip())
    return frozenset()


def test_the_table_of_acts_is_large_enough() -> None:
    assert len(ACTS) >= 60


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_fully_described(act: str) -> None:
    row = ACTS[act]
    assert set(row) == {"function", "directive", "tone", "label", "definition"}
    assert row["function"] in FUNCTIONS
    assert row["directive"] in DIRECTIVES
    assert row["tone"] in TONES
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", act)
    assert set(row["label"]) == set(row["definition"]) == set(CODES)
    assert all(text.endswith(".") for text in row["definition"].values())


@pytest.mark.parametrize("code", CODES)
def test_a_language_words_every_act_and_no_other(code: str) -> None:
    assert list(language(code)["acts"]) == list(ACTS)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("position", POSITIONS)
def test_a_form_belongs_to_one_act(code: str, position: str) -> None:
    owners: dict[str, list[str]] = {}
    for act, row in language(code)["acts"].items():
        for form in row[position]:
            owners.setdefault(fold(form), []).append(act)
    assert {form: acts for form, acts in owners.items() if len(acts) > 1} == {}


@pytest.mark.parametrize("code", CODES)
def test_no_form_is_also_blocked(code: str) -> None:
    data = language(code)
    forms = {fold(form) for row in data["acts"].values() for pos in POSITIONS for form in row[pos]}
    assert forms.isdisjoint(map(fold, data["blocked"]["openers"]))


@pytest.mark.parametrize(("code", "act"), BY_LANGUAGE)
def test_an_act_is_worded(code: str, act: str) -> None:
    row = language(code)["acts"][act]
    required = {*POSITIONS, "past", "examples", "counterexamples"}
    assert required <= set(row) <= required | {"first_person"}
    assert row["preambular"] or row["operative"]
    assert row["examples"]
    assert row["counterexamples"]
    for position in POSITIONS:
        for form in row[position]:
            assert form == " ".join(form.split())
            assert form[0].isupper()


@pytest.mark.parametrize(("code", "act"), BY_LANGUAGE)
def test_an_example_is_read_as_its_act(code: str, act: str) -> None:
    for example in language(code)["acts"][act]["examples"]:
        assert act in acts_of(code, example), example


@pytest.mark.parametrize(("code", "act"), BY_LANGUAGE)
def test_a_counterexample_is_not_read_as_the_act(code: str, act: str) -> None:
    for opener in language(code)["acts"][act]["counterexamples"]:
        assert act not in acts_of(code, opener), opener


@pytest.mark.parametrize("code", CODES)
def test_qualifiers_are_words_without_duplicates(code: str) -> None:
    for place in ("before", "after"):
        listed = language(code)["qualifiers"][place]
        assert listed
        assert len(set(map(fold, listed))) == len(listed)


@pytest.mark.parametrize("code", CODES)
def test_prepositions_name_known_acts_once(code: str) -> None:
    table = language(code)["prepositions"]
    assert set(table) <= set(ACTS)
    phrases = [fold(phrase) for listed in table.values() for phrase in listed]
    assert len(set(phrases)) == len(phrases)


def test_the_languages_have_prepositions_for_the_same_acts() -> None:
    assert set(language("en")["prepositions"]) == set(language("fr")["prepositions"])


@pytest.mark.parametrize("code", CODES)
def test_the_shape_of_an_unknown_opener(code: str) -> None:
    shape = language(code)["patterns"]["participle_shape"]
    pattern = re.compile(shape["pattern"])
    assert shape["examples"]
    assert shape["counterexamples"]
    for text in shape["examples"]:
        assert pattern.match(text), text
    for text in shape["counterexamples"]:
        assert not pattern.match(text), text
