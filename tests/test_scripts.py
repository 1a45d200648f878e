"""Scripts: letters that are alike, words written together, endings, no blanks between words."""

from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.authorities import load_catalogue
from kg.drafting import FOLDER, LANGUAGES, load_drafting
from kg.gazetteer import load_gazetteer
from kg.scripts import Script
from kg.spelling import spell
from kg.text import normalise

ARABIC = Script(capitalised=False, separated=True, alike=("اأإآ", "يى"), proclitics=("و", "ب", "ل"))
RUSSIAN = Script(capitalised=False, separated=True, alike=("её",), endings=("ая", "ой", "ую"))
CHINESE = Script(capitalised=False, separated=False)
LATIN = Script(capitalised=True, separated=True)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("إلى", "الي"),
        ("[أب]لف", "الف"),
        ("[ا-ي]لى", "الى"),
        (r"\[أ\]", "[ا]"),
        ("أ{2}", "اإ"),
    ],
)
def test_a_pattern_takes_each_letter_for_those_alike(pattern, text):
    assert re.fullmatch(ARABIC.blind(pattern), text)


@pytest.mark.parametrize("text", ["لى", "بلف", "ددلى", "ا"])
def test_a_blind_pattern_takes_no_other_letters(text):
    assert not re.fullmatch(ARABIC.blind("إلى|[أ]لف|أ{2}"), text)


@given(st.text(alphabet="اأإآيىبتث", min_size=1, max_size=8))
def test_folding_twice_is_folding_once(word):
    assert ARABIC.fold(ARABIC.fold(word)) == ARABIC.fold(word)
    assert re.fullmatch(ARABIC.blind(re.escape(word)), ARABIC.fold(word))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("والجمعية", [(1, "الجمعية")]),
        ("للجمعية", [(1, "الجمعية"), (1, "لجمعية"), (2, "جمعية")]),
        ("ولجنة", [(1, "لجنة")]),
        ("من", []),
    ],
)
def test_what_is_written_together_is_taken_apart(word, expected):
    found = list(ARABIC.without_proclitics(word))
    assert [pair for pair in expected if pair not in found] == []
    assert all(word.endswith(rest[-2:]) for _, rest in found)


def test_capitals_say_where_paragraphs_begin_only_where_there_are_any():
    assert LATIN.opens("Recalling")
    assert not LATIN.opens("recalling")
    assert RUSSIAN.opens("ссылаясь")
    assert CHINESE.opens("回顾")


PARADIGMS = [
    ("ru", "body:GA", ["Генеральная Ассамблея", "Генеральной Ассамблеи", "Генеральной Ассамблее", "Генеральную Ассамблею", "Генеральной Ассамблеей"]),
    ("ru", "body:SC", ["Совет Безопасности", "Совета Безопасности", "Совету Безопасности", "Советом Безопасности", "Совете Безопасности"]),
    ("ru", "body:HRC", ["Совета по правам человека", "Советом по правам человека"]),
    ("ru", "instrument:crc", ["Конвенция о правах ребенка", "Конвенцией о правах ребёнка", "Конвенции о правах ребенка"]),
    ("ru", "instrument:un-charter", ["Устав Организации Объединенных Наций", "Уставом Организации Объединённых Наций"]),
    ("ar", "body:GA", ["الجمعية العامة", "والجمعية العامة", "للجمعية العامة", "بالجمعية العامة", "وللجمعية العامة"]),
    ("ar", "body:SC", ["مجلس الأمن", "لمجلس الأمن", "ومجلس الامن"]),
    ("ar", "instrument:un-charter", ["ميثاق الأمم المتحدة", "لميثاق الأمم المتحدة", "بميثاق الامم المتحدة"]),
    ("zh", "body:SC", ["安全理事会", "联合国安全理事会"]),
    ("zh", "instrument:un-charter", ["联合国宪章", "《联合国宪章》"]),
    ("es", "body:GA", ["Asamblea General", "Asamblea General de las Naciones Unidas"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "entry", "words"),
    [(language, entry, words) for language, entry, forms in PARADIGMS for words in forms],
)
def test_a_name_is_found_in_every_form(language, entry, words):
    found = load_gazetteer(load_catalogue(), language).find(normalise(words).string)
    assert [naming.entry.id for naming in found if not naming.nested] == [entry]


NO_NAMES = [
    ("zh", "世界大会通过了决议", "body:GA"),
    ("zh", "缔约方大会", "body:GA"),
    ("ar", "الجمعيات العامة", "body:GA"),
    ("ru", "советы по безопасности", "body:SC"),
]


@pytest.mark.parametrize(("language", "words", "entry"), NO_NAMES)
def test_what_only_looks_like_a_name_is_none(language, words, entry):
    found = load_gazetteer(load_catalogue(), language).find(normalise(words).string)
    assert entry not in [naming.entry.id for naming in found]


# ------------------------------------------------------------------------------------- spelling
SPELT = [
    ("ar", "68/247 باء المؤرخ", "68/247 B المؤرخ"),
    ("ar", "53/243 ألف وباء", "53/243 A وB"),
    ("ar", "51/46 ألف إلى واو", "51/46 A إلى F"),
    ("ar", "217 ألف (د-3)", "217 A (III)"),
    ("ar", "1514 (د-15)", "1514 (XV)"),
    ("ar", "1514 (د - 15)", "1514 (XV)"),
    ("ar", "3201 (دإ-6)", "3201 (S-VI)"),
    ("ar", "2252 (دإط-5)", "2252 (ES-V)"),
    ("ar", "دإ-24/2", "S-24/2"),
    ("ar", "دإط-10/14", "ES-10/14"),
    ("ar", "الفقرة 3 (د)", "الفقرة 3 (d)"),
    ("ar", "مبلغ 500 ألف دولار", "مبلغ 500 ألف دولار"),
    ("ru", "68/247 В", "68/247 B"),
    ("ru", "53/243 А и В", "53/243 A и B"),
    ("zh", "第 70/1 号决议", "第70/1号决议"),
    ("zh", "2015 年 9 月 25 日", "2015年9月25日"),
    ("zh", "第1325（2000）号", "第1325(2000)号"),
    ("zh", "第60/248乙号决议", "第60/248 B号决议"),
    ("zh", "第217甲（III）号决议", "第217 A(III)号决议"),
    ("ar", "68/247 باءت", "68/247 باءت"),  # a longer word
    ("ar", "( د - 15 )", "(XV)"),
    ("ar", "(دإ-24/2)", "(S-24/2)"),
    ("ar", "عدد-15", "عدد-15"),  # a letter of a word
]


@pytest.mark.parametrize(("language", "source", "expected"), SPELT)
def test_designations_are_brought_into_one_spelling(language, source, expected):
    assert spell(normalise(source), load_drafting(language)).string == expected


@pytest.mark.parametrize(("language", "source"), [(row[0], row[1]) for row in SPELT])
def test_what_is_spelt_otherwise_still_knows_its_place(language, source):
    text = spell(normalise(source), load_drafting(language))
    assert all(0 <= start < end <= len(source) for start, end in text.places())
    assert list(text.places()) == sorted(text.places())


RULES = [
    (code, rule["pattern"], one, other)
    for code in LANGUAGES
    for rule in tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8"))["spelling"]
    for one, other in rule["examples"]
]


@pytest.mark.parametrize(("code", "pattern", "source", "expected"), RULES)
def test_a_rule_of_spelling_proves_itself(code, pattern, source, expected):
    drafting = load_drafting(code)
    written = [
        r["pattern"]
        for r in tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8"))["spelling"]
    ]
    rule = drafting.spelling[written.index(pattern)]
    assert rule.pattern.compiled.sub(rule.spelt, source) == expected


# --------------------------------------------------------------------------------- invisible signs
NORMALISED = [
    ("القـــرار", "القرار"),  # tatweel
    ("القَرارُ", "القرار"),  # vowel signs
    ("\u200f70/1\u200e", "70/1"),  # marks of direction
    ("ﺍﻟﻘﺮﺍﺭ", "القرار"),  # presentation forms
    ("٧٠/١", "70/1"),  # Arabic-Indic digits
    ("７０/１", "70/1"),  # full-width digits
    ("决议，附件；第一章。", "决议,附件;第一章."),
    ("الفقرة 3، الفقرة 4؛", "الفقرة 3, الفقرة 4;"),
    ("70\u202f000", "70 000"),  # narrow no-break space
]


@pytest.mark.parametrize(("source", "expected"), NORMALISED)
def test_signs_that_only_a_page_needs_are_brought_into_one(source, expected):
    assert normalise(source).string == expected
