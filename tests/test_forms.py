"""Forms of acts: an alternation of thousands of words, forms in brackets, forms around an object."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.authorities import expand
from kg.forms import any_of, compile_forms
from kg.gates import Gates
from kg.scripts import Script
from kg.symbols import roman, roman_numeral

LATIN = Script(capitalised=True, separated=True)
CHINESE = Script(capitalised=False, separated=False)
WORDS = st.lists(st.text(alphabet="ab.", min_size=1, max_size=6), min_size=1, max_size=12)


@given(WORDS, st.text(alphabet="ab.", max_size=8))
def test_an_alternation_takes_its_words_and_no_others(words, text):
    assert bool(re.fullmatch(any_of(words), text)) == (text in words)


@given(WORDS, st.text(alphabet="ab", max_size=8))
def test_an_alternation_takes_the_longest_word_that_fits(words, text):
    found = re.match(any_of(words), text)
    longest = max((word for word in words if text.startswith(word)), key=len, default=None)
    assert (found[0] if found else None) == longest


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("Requests", ["Requests"]),
        ("[deeply] concerned", ["deeply concerned", "concerned"]),
        ("its [(full|firm)] support", ["its full support", "its firm support", "its support"]),
        ("(a|b) [c]", ["a c", "a", "b c", "b"]),
        ("Programme[ of Action]", ["Programme of Action", "Programme"]),
    ],
)
def test_brackets_stand_for_several_forms(pattern, names):
    assert sorted(expand(pattern)) == sorted(names)


def test_the_form_that_says_more_wins_over_a_qualifier():
    forms = compile_forms(
        [("Concerned", "is-concerned"), ("Deeply concerned", "is-deeply-concerned")],
        {"before": ["Deeply", "Also"], "after": []},
        [],
        LATIN,
        Gates(LATIN.fold),
    )
    assert forms.match("Deeply concerned at the theft") == ("is-deeply-concerned", 16)
    assert forms.match("Also concerned at the theft") == ("is-concerned", 14)


def test_a_form_can_stand_around_its_object():
    forms = compile_forms(
        [("对…表示关切", "expresses-concern"), ("对", "notes")],
        {"before": [], "after": []},
        [],
        CHINESE,
        Gates(CHINESE.fold),
    )
    assert forms.match("对第70/1号决议的执行表示关切") == ("expresses-concern", 16)
    assert forms.match("对此;表示关切") == ("notes", 1)


@given(st.integers(min_value=1, max_value=399))
def test_roman_numerals_read_back(number):
    assert roman(roman_numeral(number)) == number
