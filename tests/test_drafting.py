"""The language files prove themselves: each rule finds its examples and none of its counterexamples."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg import drafting as module
from kg.dates import find_dates
from kg.drafting import FOLDER, LANGUAGES, load_acts, load_drafting
from kg.errors import RuleError

PACKAGE = Path(module.__file__).parent

# how the engine applies each rule: on the whole glue between two things, from a place on, or anywhere
APPLIED = {
    **dict.fromkeys(
        [
            "addressee_glue",
            "dated",
            "entitled",
            "held",
            "joiner",
            "letter_and",
            "number_behind",
            "same_date",
            "letter_to",
            "of_document",
            "of_organ",
            "organ_before",
            "organ_owns",
            "point_of",
            "range",
        ],
        "fullmatch",
    ),
    **dict.fromkeys(
        [
            "addressee",
            "adopted_by",
            "and_modifier",
            "annex",
            "closing",
            "deadline_behind",
            "front_own",
            "ibid",
            "front_session",
            "month_behind",
            "noun_goes_on",
            "note_opener",
            "open_set",
            "other_heading",
            "other_opening",
            "other_resolution",
            "participle_shape",
            "pronoun_behind",
            "running_header",
            "section",
            "see_also",
            "session_organ",
            "thereof",
            "topic",
        ],
        "match",
    ),
    **dict.fromkeys(
        [
            "anaphor",
            "described",
            "its_part",
            "to_itself",
            "including",
            "misread_day",
            "note_above",
            "ordinal",
            "misread_year",
            "agenda",
            "clause_mark",
            "conference",
            "cue",
            "deadline",
            "document_noun",
            "front_adopted",
            "front_item",
            "front_report",
            "goal",
            "goal_cue",
            "instrument",
            "list_mark",
            "meeting",
            "numbered_by",
            "pronoun_before",
            "report_asked",
            "reported",
            "sales_number",
            "self",
            "session",
            "session_of_year",
            "submit",
            "target",
            "treaty_series",
            "vote_counts",
            "vote_none",
            "vote_unanimous",
            "within",
        ],
        "search",
    ),
}

DATES_OF_ALL = {"range-two-years", "range-two-months", "range-one-month", "several", "day", "month"}


@cache
def rows(code: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8"))


NEVER = "(?!)"  # the language has no such form: French names no organ before its resolution
RULES = [
    (code, rule)
    for code in LANGUAGES
    for rule, row in rows(code)["patterns"].items()
    if row["pattern"] != NEVER
]
DATES = [
    (code, rule["id"], text)
    for code in LANGUAGES
    for rule in rows(code)["dates"]
    for text in rule["examples"]
]


def found(code: str, rule: str, text: str) -> bool:
    pattern = load_drafting(code).patterns[rule]
    return getattr(pattern, APPLIED[rule])(text) is not None


@pytest.mark.parametrize(("code", "rule"), RULES)
def test_a_rule_finds_its_examples(code, rule):
    examples = rows(code)["patterns"][rule]["examples"]
    assert examples
    assert [text for text in examples if not found(code, rule, text)] == []


@pytest.mark.parametrize(("code", "rule"), RULES)
def test_a_rule_finds_no_counterexample(code, rule):
    counterexamples = rows(code)["patterns"][rule]["counterexamples"]
    assert counterexamples
    assert [text for text in counterexamples if found(code, rule, text)] == []


@pytest.mark.parametrize(("code", "rule", "text"), DATES)
def test_an_example_of_dates_is_read_wholly_and_as_its_rule_reads_it(code, rule, text):
    drafting = load_drafting(code)
    alone = replace(drafting, dates=tuple(r for r in drafting.dates if r.id == rule))
    dates = find_dates(text, drafting)
    assert [d.value for d in dates] == [d.value for d in find_dates(text, alone)] != []
    digits = [m.start() for m in re.finditer(r"\d", text)]
    assert all(any(d.start <= at < d.end for d in dates) for at in digits)


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_has_the_same_rules(code):
    assert set(rows(code)["patterns"]) == set(APPLIED)
    assert set(rows(code)) == set(rows("en"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_reads_the_same_kinds_of_dates(code):
    assert {rule["id"] for rule in rows(code)["dates"]} >= DATES_OF_ALL


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_words_the_same_acts(code):
    assert set(rows(code)["acts"]) == set(load_acts())


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_counts_far_enough(code):
    drafting = load_drafting(code)
    assert sorted(set(drafting.months.values())) == list(range(1, 13))
    assert set(range(1, 101)) <= set(drafting.ordinals.values())
    assert set(range(1, 17)) <= set(drafting.units.values())
    assert set(drafting.durations.values()) == {"D", "W", "M", "Y"}
    assert set(drafting.enacting.groupindex) >= {"GA", "SC", "ECOSOC", "HRC", "CHR", "TC"}


@pytest.mark.parametrize("rule", sorted(APPLIED))
def test_the_engine_uses_every_rule(rule):
    sources = "".join(path.read_text("utf-8") for path in PACKAGE.glob("*.py"))
    assert f'"{rule}"' in sources


ORDINALS = [
    ("en", "first", 1),
    ("en", "twenty-third", 23),
    ("en", "Seventy-Eighth", 78),
    ("en", "53rd", 53),
    ("en", "hundredth", 100),
    ("en", "several", None),
    ("fr", "première", 1),
    ("fr", "vingt et unième", 21),
    ("fr", "vingt-troisième", 23),
    ("fr", "soixante-dix-huitième", 78),
    ("fr", "quatre-vingt-onzième", 91),
    ("fr", "89e", 89),
    ("fr", "plusieurs", None),
]


@pytest.mark.parametrize(("code", "words", "number"), ORDINALS)
def test_ordinals_are_counted(code, words, number):
    assert load_drafting(code).ordinal(words) == number


COUNTS = [
    ("en", "six", 6),
    ("en", "none", 0),
    ("en", "12", 12),
    ("fr", "six", 6),
    ("fr", "trois", 3),
    ("fr", "maint", None),
]


@pytest.mark.parametrize(("code", "words", "number"), COUNTS)
def test_number_words_are_counted(code, words, number):
    assert load_drafting(code).count(words) == number


# words at a paragraph's start, the act, the words that belong to it
OPENERS = [
    ("en", "preambular", "Recalling its resolution", "recalls", "Recalling"),
    ("en", "preambular", "Recalling also its resolution", "recalls", "Recalling also"),
    (
        "en",
        "preambular",
        "Deeply concerned at the theft",
        "is-deeply-concerned",
        "Deeply concerned",
    ),
    ("en", "preambular", "Also concerned at the theft", "is-concerned", "Also concerned"),
    ("en", "operative", "Strongly condemns the theft", "condemns", "Strongly condemns"),
    ("en", "operative", "Requests the Secretary-General", "requests", "Requests"),
    (
        "en",
        "operative",
        "Decides to remain actively seized",
        "remains-seized",
        "Decides to remain actively seized",
    ),
    ("en", "operative", "Note by the Secretary-General", None, ""),
    ("en", "operative", "Request for information", None, ""),
    ("en", "operative", "The Secretary-General", None, ""),
    ("fr", "preambular", "Rappelant sa résolution", "recalls", "Rappelant"),
    ("fr", "preambular", "Rappelant également sa résolution", "recalls", "Rappelant également"),
    ("fr", "preambular", "Consciente que", "is-aware", "Consciente"),
    ("fr", "preambular", "Conscient que", "is-aware", "Conscient"),
    ("fr", "operative", "Prend acte du rapport", "takes-note", "Prend acte"),
    ("fr", "operative", "Prend note du rapport", "takes-note", "Prend note"),
    (
        "fr",
        "operative",
        "Prend note avec satisfaction du rapport",
        "takes-note-with-appreciation",
        "Prend note avec satisfaction",
    ),
    ("fr", "operative", "Demande au Secrétaire général de", "requests", "Demande"),
    ("fr", "operative", "Demande à tous les États de", "calls-upon", "Demande"),
    (
        "fr",
        "operative",
        "Décide de rester saisie de la question",
        "remains-seized",
        "Décide de rester saisie",
    ),
    ("fr", "operative", "Note verbale", None, ""),
    ("fr", "operative", "Le Secrétaire général", None, ""),
]


@pytest.mark.parametrize(("code", "position", "text", "act", "words"), OPENERS)
def test_an_opener_is_read_with_its_qualifiers(code, position, text, act, words):
    match = getattr(load_drafting(code), position).match(text)
    assert (match[0], text[: match[1]]) == (act, words) if match else act is None


# ------------------------------------------------------------------------------------ broken files
BROKEN = [
    (
        "no regular expression",
        "[patterns.joiner]\npattern = '",
        "[patterns.joiner]\npattern = '(",
        r"patterns\.joiner.*no regular expression",
    ),
    (
        "an unknown fragment",
        "[patterns.joiner]\npattern = '",
        "[patterns.joiner]\npattern = '$nowhere",
        r"patterns\.joiner.*nowhere",
    ),
    (
        "a lone dollar",
        "[patterns.topic]\npattern = '",
        "[patterns.topic]\npattern = '$ ",
        r"patterns\.topic.*fragment",
    ),
    (
        "a broken date",
        'id = "day"\npattern = \'',
        'id = "day"\npattern = \'(',
        r"date day.*no regular expression",
    ),
    ("no months", "months = [", "moons = [", "months"),
    ("no closing bracket", "months = [", "months = ", "no valid TOML"),
    (
        "a rule without a pattern",
        "[patterns.joiner]\npattern",
        "[patterns.joiner]\nmatch",
        "joiner",
    ),
    (
        "an act without a position",
        "[acts.recalls]\npreambular",
        "[acts.recalls]\nbefore",
        "recalls",
    ),
]


@pytest.mark.parametrize(
    ("good", "bad", "message"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_a_broken_file_stops_and_names_file_and_entry(tmp_path, monkeypatch, good, bad, message):
    text = (FOLDER / "en.toml").read_text("utf-8")
    assert good in text
    (tmp_path / "en.toml").write_text(text.replace(good, bad, 1), "utf-8")
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    with pytest.raises(RuleError, match=message) as error:
        load_drafting.__wrapped__("en")
    assert "en.toml" in str(error.value)


def test_an_unknown_language_is_refused_with_those_that_are_known():
    with pytest.raises(RuleError, match=r"'xx'.*en.*fr"):
        load_drafting("xx")


def test_a_missing_table_of_acts_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    with pytest.raises(RuleError, match=r"acts\.toml.*missing"):
        load_acts.__wrapped__()


def test_an_act_without_a_function_is_named(tmp_path, monkeypatch):
    (tmp_path / "acts.toml").write_text(
        '[wishes]\ndirective = ""\ntone = "weak"\n[wishes.label]\nen = "wishes"\n', "utf-8"
    )
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    with pytest.raises(RuleError, match="function"):
        load_acts.__wrapped__()
