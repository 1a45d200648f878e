"""What a pattern needs is read off it, and no text that it matches is turned away."""

import tomllib

import pytest

from kg.drafting import FOLDER, LANGUAGES, load_drafting
from kg.gates import Gates, Rule
from kg.patternwords import beginnings, needed

BEHIND = " and, so that the text is long enough to be asked, these words behind it: the end."


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\b[Tt]he\s+present\s+resolution", {"the present resolution"}),
        (r"(?:[Gg]oals?|SDGs?)\s+\d", {"goal ", "goals ", "sdg ", "sdgs "}),
        (r"\d{1,2} (?:May|June)", {" may", " june"}),
        (r"(?:report|brief)(?:ing)?\w*", {"report", "reporting", "brief", "briefing"}),
        (r"of\s+(?:a|\d+)\s+place", {" place"}),
        (r"(?:never(?!)|always)\d?", {"always"}),
        (r"\d+(?=\w*\s+sessions?)\w+", {" session", " sessions"}),
        (r"(?:goal\d|(?<=target)\d+)", {"goal", "target"}),
    ],
)
def test_a_pattern_needs_one_of_the_words_that_all_its_matches_hold(pattern, words):
    assert needed(pattern, str.lower) == words


@pytest.mark.parametrize("pattern", [r"\d+", r"(?:goal|\d+)", r"(?:goal)?", r"[,;]", r"in|of"])
def test_a_pattern_that_tells_nothing_needs_nothing(pattern):
    assert needed(pattern, str.lower) == set()


def test_a_rule_is_not_asked_of_a_text_without_its_words():
    rule = Rule(r"[Gg]oals?\s+\d", Gates(str.lower))
    assert rule.can_match("Goal 4" + BEHIND)
    assert not rule.can_match("Target 4" + BEHIND)
    assert list(rule.finditer("Target 4" + BEHIND)) == []


def test_a_rule_that_joins_later_is_heard_in_the_text_asked_last():
    gates, text = Gates(str.lower), "Goal 4 and target 5" + BEHIND
    assert Rule("[Gg]oals?", gates).search(text)
    assert Rule("targets?", gates).search(text)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_gate_turns_away_what_its_rule_matches(code):
    drafting = load_drafting(code)
    rows = tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8"))["patterns"]
    texts = [text + BEHIND for row in rows.values() for text in row["examples"]]
    matches = [
        rule.can_match(text)
        for rule in (*drafting.patterns.values(), *(date.pattern for date in drafting.dates))
        for text in texts
        if rule.compiled.search(text)
    ]
    assert len(matches) > len(rows)
    assert all(matches)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\b(?:[Ii]ts\s+)?[Rr]esolution", {"its resolution", "resolution"}),
        (r"(?:(?:old|new)\s+\w+\s+)?[Pp]lans?", {"old ", "new ", "plan"}),
        (r"sub(?:paragraph)?s?\s", {"sub ", "subs ", "subparagraph ", "subparagraphs "}),
        (r"(?:art|article)\.?", {"art"}),
    ],
)
def test_each_match_of_a_pattern_begins_with_one_of_its_beginnings(pattern, words):
    assert beginnings(pattern, str.lower) == words


@pytest.mark.parametrize("pattern", [r"\d+ days", r"(?:old)?\s*\w+", r"[^,]+,", r"(?:goal|\d+)"])
def test_a_pattern_that_begins_with_anything_has_no_beginnings(pattern):
    assert beginnings(pattern, str.lower) == set()


def test_a_rule_is_tried_where_its_words_stand_and_matches_as_elsewhere():
    rule = Rule(r"\b(?:[Ii]ts\s+)?[Rr]esolutions?(?:\s+\d+)?", Gates(str.lower))
    text = "Its resolution 5, the resolutions 6, irresolution and Resolution 7" + BEHIND
    assert rule.starts_in(text) == [0, 4, 22, 39, 54]
    assert [match[0] for match in rule.finditer(text)] == [
        "Its resolution 5",
        "resolutions 6",
        "Resolution 7",
    ]
    assert next(rule.finditer(text, 4))[0] == "resolution 5"


def test_a_text_with_double_blanks_is_tried_everywhere():
    rule = Rule(r"[Gg]oals?\s+\d", Gates(load_drafting("en").script.fold))
    text = "Goal  4 and  goal 5" + BEHIND
    assert rule.starts_in(text) is None
    assert [match[0] for match in rule.finditer(text)] == ["Goal  4", "goal 5"]
