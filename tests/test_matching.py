"""Matching: which mark of a run is which mark of the gold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotations import Mark
from kg.matching import match, same_target


def cited(start: int, end: int, target: str | None = "A/RES/70/1", **more) -> Mark:
    return Mark("citation", start, end, target, **more)


def test_the_same_span_and_target_match_exactly():
    [pair] = match([cited(0, 4)], [cited(0, 4)]).pairs
    assert pair.exact


def test_the_same_target_on_words_that_overlap_matches_but_not_exactly():
    [pair] = match([cited(10, 14)], [cited(0, 11)]).pairs
    assert not pair.exact


def test_spans_that_only_touch_do_not_overlap():
    matches = match([cited(0, 4)], [cited(4, 8)])
    assert (matches.pairs, len(matches.missed), len(matches.extra)) == ((), 1, 1)


def test_another_target_on_the_same_words_is_missed_and_extra():
    matches = match([cited(0, 4, "A/RES/70/1")], [cited(0, 4, "A/RES/70/2")])
    assert matches.pairs == ()
    assert matches.missed == (cited(0, 4, "A/RES/70/1"),)
    assert matches.extra == (cited(0, 4, "A/RES/70/2"),)
    assert [(p.gold.target, p.run.target) for p in matches.swapped] == [
        ("A/RES/70/1", "A/RES/70/2")
    ]


def test_marks_of_different_kinds_never_match():
    event = Mark("event", 0, 4, "session:GA-70")
    assert match([cited(0, 4, "session:GA-70")], [event]).pairs == ()


def test_a_mark_matches_once_only():
    matches = match([cited(0, 4)], [cited(0, 4), cited(0, 4)])
    assert (len(matches.pairs), len(matches.missed), len(matches.extra)) == (1, 0, 1)


def test_of_two_that_overlap_the_exact_one_is_taken():
    matches = match([cited(4, 8)], [cited(0, 20), cited(4, 8)])
    assert matches.pairs[0].run == cited(4, 8)
    assert matches.extra == (cited(0, 20),)


def test_of_two_that_overlap_the_longer_overlap_is_taken():
    matches = match([cited(4, 12)], [cited(0, 6), cited(6, 14)])
    assert matches.pairs[0].run == cited(6, 14)


def test_members_of_a_range_that_share_a_span_are_told_apart_by_their_targets():
    gold = [cited(0, 9, "A/RES/46/183"), cited(0, 9, "A/RES/46/184")]
    run = [cited(0, 9, "A/RES/46/184"), cited(0, 9, "A/RES/46/183")]
    assert {(p.gold.target, p.run.target) for p in match(gold, run).pairs} == {
        ("A/RES/46/183", "A/RES/46/183"),
        ("A/RES/46/184", "A/RES/46/184"),
    }


def test_what_both_leave_open_matches():
    assert len(match([cited(0, 4, None)], [cited(0, 4, None)]).pairs) == 1


@pytest.mark.parametrize("found", [None, "A/RES/70/2"])
def test_what_one_leaves_open_is_no_match_for_a_target(found):
    matches = match([cited(0, 4, None if found else "A/RES/70/2")], [cited(0, 4, found)])
    assert (len(matches.missed), len(matches.extra)) == (1, 1)


def test_the_document_itself_counts_on_neither_side():
    matches = match([cited(0, 4, "self")], [cited(0, 4, "self"), cited(8, 9, "self")])
    assert (matches.pairs, matches.missed, matches.extra) == ((), (), ())


# ---------------------------------------------------------------------------------------- optional
def test_an_optional_mark_that_is_not_found_is_not_missed():
    assert match([cited(0, 4, optional=True)], []).missed == ()


def test_a_mark_on_optional_words_is_not_extra_whatever_its_target():
    assert match([cited(0, 4, optional=True)], [cited(2, 9, "A/RES/1/1")]).extra == ()


def test_a_mark_of_another_kind_on_optional_words_is_extra():
    date = Mark("date", 0, 4, "2015-09-25")
    assert match([cited(0, 4, optional=True)], [date]).extra == (date,)


def test_a_required_mark_is_matched_before_the_optional_one_on_the_same_words():
    gold = [cited(0, 9, "A/RES/46/183"), cited(0, 9, "A/RES/46/184", optional=True)]
    matches = match(gold, [cited(0, 9, "A/RES/46/183"), cited(0, 9, "A/RES/46/184")])
    assert (len(matches.pairs), matches.missed, matches.extra) == (1, (), ())


# ------------------------------------------------------------------------------------- any of a kind
@pytest.mark.parametrize(
    ("asked", "found", "fits"),
    [
        ("instrument:?", "instrument:crc", True),
        ("instrument:?", "publication:x", False),
        ("instrument:?", None, False),
        ("series:?", "series:ga-palestine", True),
        ("event:?", "event:wssd-1995", True),
        ("?", None, True),
        ("?", "A/RES/70/1", True),
        ("instrument:crc", "instrument:?", False),
    ],
)
def test_a_question_mark_asks_for_any_target_of_its_sort(asked, found, fits):
    assert same_target(cited(0, 4, asked), cited(0, 4, found)) == fits


@pytest.mark.parametrize(
    ("asked", "found", "fits"),
    [
        ("?", "group:member-states", True),
        ("body:?", "body:SG", True),
        ("body:?", "group:member-states", True),
        ("body:SG", "body:UNHCHR", False),
    ],
)
def test_of_whom_a_mandate_asks_any_is_any(asked, found, fits):
    assert same_target(Mark("mandate", 0, 4, asked), Mark("mandate", 0, 4, found)) == fits


def test_the_named_target_takes_its_own_before_a_question_mark_does():
    gold = [cited(0, 9, "instrument:?"), cited(0, 9, "instrument:crc")]
    run = [cited(0, 9, "instrument:crc"), cited(0, 9, "instrument:cedaw")]
    matches = match(gold, run)
    assert {(p.gold.target, p.run.target) for p in matches.pairs} == {
        ("instrument:crc", "instrument:crc"),
        ("instrument:?", "instrument:cedaw"),
    }


# -------------------------------------------------------------------------------------------- laws
spans = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda s: (s[0], s[0] + s[1]))
marks = st.lists(
    st.builds(
        lambda span, kind, target: Mark(kind, *span, target),
        spans,
        st.sampled_from(["citation", "event"]),
        st.sampled_from([None, "A/RES/1/1", "A/RES/1/2"]),
    ),
    max_size=12,
)


@given(marks)
def test_a_reading_matches_itself_wholly(own):
    matches = match(own, own)
    assert len(matches.pairs) == len(own)
    assert all(pair.exact for pair in matches.pairs)


@given(marks, marks)
def test_every_mark_is_matched_missed_or_extra(gold, run):
    matches = match(gold, run)
    assert len(matches.pairs) + len(matches.missed) == len(gold)
    assert len(matches.pairs) + len(matches.extra) == len(run)


@given(marks, marks)
def test_which_of_two_readings_is_the_gold_changes_no_number(first, second):
    forth, back = match(first, second), match(second, first)
    assert len(forth.pairs) == len(back.pairs)
    assert sum(p.exact for p in forth.pairs) == sum(p.exact for p in back.pairs)


@given(marks, marks, st.randoms(use_true_random=False))
def test_the_order_of_marks_changes_nothing(gold, run, shuffle):
    before = match(gold, run)
    shuffle.shuffle(gold)
    shuffle.shuffle(run)
    assert match(gold, run) == before


def test_long_texts_are_matched_in_time_that_grows_with_them():
    many = [cited(10 * i, 10 * i + 5, f"A/RES/70/{i}") for i in range(20_000)]
    assert len(match(many, many).pairs) == 20_000
