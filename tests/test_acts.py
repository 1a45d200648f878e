"""The drafting acts and their words: complete, unambiguous, and telling in their examples."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.authorities import expand
from kg.drafting import LANGUAGES as FILES
from kg.drafting import load_drafting

LANGUAGES = Path(__file__).parent.parent / "kg" / "languages"
CODES = FILES
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
LABELS = frozenset({"ar", "en", "es", "fr", "ru", "zh"})
DEFINITIONS = frozenset({"en", "fr"})


@cache
def read(name: str) -> dict[str, Any]:
    return tomllib.loads((LANGUAGES / name).read_text("utf-8"))


def language(code: str) -> dict[str, Any]:
    return read(f"{code}.toml")


ACTS = read("acts.toml")
BY_LANGUAGE = [(code, act) for code in CODES for act in ACTS]


def forms(code: str, act: str, position: str) -> list[str]:
    """The forms of an act in one position, spelt out, as the engine compares them."""
    script = load_drafting(code).script
    row = language(code)["acts"][act]
    return [script.fold(form) for pattern in row[position] for form in expand(pattern)]


def acts_of(code: str, opener: str) -> frozenset[str]:
    """What an opener is read as: the acts whose forms reach farthest, in any position."""
    drafting = load_drafting(code)
    found = [getattr(drafting, position).match(opener) for position in POSITIONS]
    reach = max((match[1] for match in found if match), default=0)
    return frozenset(match[0] for match in found if match and match[1] == reach)


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
    assert set(row["label"]) == LABELS
    assert set(row["definition"]) == DEFINITIONS
    assert all(text.endswith(".") for text in row["definition"].values())


@pytest.mark.parametrize("code", CODES)
def test_a_language_words_every_act_and_no_other(code: str) -> None:
    assert list(language(code)["acts"]) == list(ACTS)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("position", POSITIONS)
def test_a_form_belongs_to_one_act(code: str, position: str) -> None:
    owners: dict[str, list[str]] = {}
    for act in ACTS:
        for form in forms(code, act, position):
            owners.setdefault(form, []).append(act)
    assert {form: acts for form, acts in owners.items() if len(acts) > 1} == {}


@pytest.mark.parametrize("code", CODES)
def test_no_form_is_also_blocked(code: str) -> None:
    worded = {form for act in ACTS for position in POSITIONS for form in forms(code, act, position)}
    blocked = language(code)["blocked"]["openers"]
    assert worded.isdisjoint(map(load_drafting(code).script.fold, blocked))


@pytest.mark.parametrize(("code", "act"), BY_LANGUAGE)
def test_an_act_is_worded(code: str, act: str) -> None:
    row = language(code)["acts"][act]
    required = {*POSITIONS, "past", "examples", "counterexamples"}
    assert required <= set(row) <= required | {"first_person"}
    assert row["preambular"] or row["operative"]
    assert row["examples"]
    assert row["counterexamples"]
    script = load_drafting(code).script
    for form in (form for position in POSITIONS for form in row[position]):
        assert form == " ".join(form.split())
        assert all(script.opens(one) for one in expand(form))


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
        assert len(set(map(load_drafting(code).script.fold, listed))) == len(listed)


@pytest.mark.parametrize("code", CODES)
def test_prepositions_name_known_acts_once(code: str) -> None:
    table = language(code)["prepositions"]
    assert set(table) <= set(ACTS)
    fold = load_drafting(code).script.fold
    phrases = [fold(phrase) for listed in table.values() for phrase in listed]
    assert len(set(phrases)) == len(phrases)


@pytest.mark.parametrize("code", CODES)
def test_the_languages_have_prepositions_for_the_same_acts(code: str) -> None:
    assert set(language(code)["prepositions"]) == set(language("en")["prepositions"])


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
