"""Citations as printed: lists, ranges, letters, dates, organs and pinpoints, each member on its own.

A row's expectation is one short line a citation: the number, then what the words around it say:
``own`` (its, sa), ``of GA`` (an organ in words), ``on`` a date, ``at`` a pinpoint, ``decision``.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.authorities import load_catalogue
from kg.citations import find_citations
from kg.dates import find_dates
from kg.drafting import load_drafting
from kg.gazetteer import load_gazetteer
from kg.numbers import Numbered, OpenSet, Printed
from kg.pinpoints import pinpoint_text


def find(text, language):
    drafting = load_drafting(language)
    names = load_gazetteer(load_catalogue(), language).find(text)
    organs = [
        n
        for n in names
        if n.entry.kind == "body" and {"resolution", "numbered"} & set(n.entry.facts)
    ]
    return find_citations(text, find_dates(text, drafting), organs, drafting)


def number(cited):
    match cited:
        case OpenSet():
            return "set"
        case Printed():
            return cited.symbol.text
    letters = f" {cited.letters}" if cited.letters else ""
    return {
        "slash": f"{cited.session}/{cited.number}{letters}",
        "year": f"{cited.number} ({cited.year})",
        "roman": f"{cited.number}{letters} ({cited.session})",
        "bare": str(cited.number),
    }[cited.shape]


def line(cited):
    said = [number(cited)]
    if isinstance(cited, Numbered) and cited.kind == "decision":
        said.append("decision")
    if not isinstance(cited, Printed):
        said += ["own"] * cited.own
        said += [f"of {n.entry.key}" for n in cited.organ[:1]]
    if not isinstance(cited, OpenSet):
        said += [f"on {cited.date}"] * bool(cited.date) + [f"at {cited.pinpoint}"] * bool(
            cited.pinpoint
        )
    return " ".join(said)


def lines(text, language):
    return [line(cited) for cited in find(text, language)]


ENGLISH = [
    # one resolution
    ("its resolution 76/136", ["76/136 own"]),
    ("its resolution 76/136 of 16 December 2021", ["76/136 own on 2021-12-16"]),
    ("General Assembly resolution 60/251 of 15 March 2006", ["60/251 of GA on 2006-03-15"]),
    ("resolution 60/251 of the General Assembly", ["60/251 of GA"]),
    ("Economic and Social Council resolution 2010/12 of 22 July 2010", ["2010/12 of ECOSOC on 2010-07-22"]),
    ("Human Rights Council resolution S-21/1 of 23 July 2014", ["S-21/1 of HRC on 2014-07-23"]),
    ("Security Council resolution 1325 (2000)", ["1325 (2000) of SC"]),
    ("resolution 1514 (XV) of 14 December 1960", ["1514 (XV) on 1960-12-14"]),
    ("General Assembly resolution 217 A (III)", ["217 A (III) of GA"]),
    ("resolution 377 A (V)", ["377 A (V)"]),
    ("resolution 3201 (S-VI)", ["3201 (S-VI)"]),
    ("resolution 2252 (ES-V)", ["2252 (ES-V)"]),
    ("its resolution S-24/2", ["S-24/2 own"]),
    ("its resolution ES-10/14 of 8 December 2003", ["ES-10/14 own on 2003-12-08"]),
    ("resolution 68/247 B", ["68/247 B"]),
    ("Security Council resolution 1325", ["1325 of SC"]),
    ("as in 1325 (2000)", ["1325 (2000)"]),
    # lists
    ("its resolutions 5/1 and 5/2 of 18 June 2007 and 16/21 of 25 March 2011",
     ["5/1 own on 2007-06-18", "5/2 own on 2007-06-18", "16/21 own on 2011-03-25"]),
    ("its resolutions 57/295 of 20 December 2002 and 58/4 of 31 October 2003",
     ["57/295 own on 2002-12-20", "58/4 own on 2003-10-31"]),
    ("its resolutions 70/1, 71/256, and 72/279,", ["70/1 own", "71/256 own", "72/279 own"]),
    ("its resolutions 70/1 as well as 71/256", ["70/1 own", "71/256 own"]),
    ("its resolutions 1267 (1999), 1333 (2000) and 1390 (2002)",
     ["1267 (1999) own", "1333 (2000) own", "1390 (2002) own"]),
    ("its resolutions 1160, 1199 and 1203 (1998)", ["1160 (1998) own", "1199 (1998) own", "1203 (1998) own"]),
    ("General Assembly resolutions 46/182 of 19 December 1991 and 47/168 of 22 December 1992",
     ["46/182 of GA on 1991-12-19", "47/168 of GA on 1992-12-22"]),
    ("resolutions 70/1 and 71/256 of the General Assembly", ["70/1 of GA", "71/256 of GA"]),
    ("General Assembly resolution 60/251 and Economic and Social Council resolution 2010/12",
     ["60/251 of GA", "2010/12 of ECOSOC"]),
    ("its resolution 70/1 and Human Rights Council resolution 15/9", ["70/1 own", "15/9 of HRC"]),
    ("resolutions 1514 (XV) and 1541 (XV)", ["1514 (XV)", "1541 (XV)"]),
    ("its resolutions 186 (1964), 187 (1964) and 192 (1964) of 4 March, 13 March and 20 June 1964",
     ["186 (1964) own on 1964-03-04", "187 (1964) own on 1964-03-13", "192 (1964) own on 1964-06-20"]),
    # ranges and letters
    ("its resolutions 46/182 to 46/185", ["46/182 own", "46/183 own", "46/184 own", "46/185 own"]),
    ("resolutions 31/6 A and B", ["31/6 A", "31/6 B"]),
    ("resolutions 3419 A to D (XXX)", ["3419 A (XXX)", "3419 B (XXX)", "3419 C (XXX)", "3419 D (XXX)"]),
    ("resolutions 64/289 A to C", ["64/289 A", "64/289 B", "64/289 C"]),
    # pinpoints
    ("paragraphs 3 and 4 of its resolution 18/18", ["18/18 own at paras. 3-4"]),
    ("paragraph 5 of General Assembly resolution 70/1", ["70/1 of GA at para. 5"]),
    ("resolution 71/256, annex", ["71/256 at annex"]),
    ("resolution 60/1, paras. 138 and 139", ["60/1 at paras. 138-139"]),
    ("paragraph 8 (c) of resolution 1333 (2000)", ["1333 (2000) at para. 8 (c)"]),
    ("annex II to its resolution 61/106", ["61/106 own at annex II"]),
    ("document A/68/169, paras. 3 to 7", ["A/68/169 at paras. 3-7"]),
    ("resolution 70/1, and in particular paragraphs 3 and 4 (b) thereof", ["70/1 at paras. 3, 4 (b)"]),
    ("subparagraph (a) of paragraph 2 of resolution 1333 (2000)", ["1333 (2000) at para. 2 (a)"]),
    # decisions
    ("its decision 74/544 of 11 December 2019", ["74/544 decision own on 2019-12-11"]),
    ("Economic and Social Council decision 1993/296", ["1993/296 decision of ECOSOC"]),
    ("its decisions 68/548 and 69/560", ["68/548 decision own", "69/560 decision own"]),
    # symbols
    ("the report of the Secretary-General (A/76/184)", ["A/76/184"]),
    ("the report (A/66/454 (Part II)),", ["A/66/454 (Part II)"]),
    ("documents E/CN.6/2005/11 and Corr.1", ["E/CN.6/2005/11", "E/CN.6/2005/11/Corr.1"]),
    ("S/2903/118 and Add.1 and 2", ["S/2903/118", "S/2903/118/Add.1", "S/2903/118/Add.2"]),
    ("the statement by its President (S/PRST/2015/25)", ["S/PRST/2015/25"]),
    ("Supplement No. 3 (A/55/3/Rev.1), chap. III, para. 17", ["A/55/3/Rev.1 at chap. III, para. 17"]),
    # sets
    ("all its relevant resolutions", ["set own"]),
    ("its previous resolutions on the rights of readers,", ["set own"]),
    ("all relevant resolutions of the General Assembly", ["set of GA"]),
    ("relevant General Assembly resolutions", ["set of GA"]),
    ("its resolution 74/120 and its previous resolutions on libraries,", ["74/120 own", "set own"]),
    # nothing
    ("the present resolution", []),
    ("the resolution so adopted", []),
    ("Sales No. 19.IV.4", []),
    ("the 2030 Agenda and Goal 5", []),
    ("agenda item 27 (b) and rule 28", []),
    ("3,500 boats and 1/2 of the oars", []),
    ("Treaty Series, vol. 993, No. 14531", []),
]  # fmt: skip

FRENCH = [
    ("sa résolution 76/136 du 16 décembre 2021", ["76/136 own on 2021-12-16"]),
    ("ses résolutions 5/1 et 5/2 du 18 juin 2007 et 16/21 du 25 mars 2011",
     ["5/1 own on 2007-06-18", "5/2 own on 2007-06-18", "16/21 own on 2011-03-25"]),
    ("la résolution 2010/12 du Conseil économique et social, en date du 22 juillet 2010",
     ["2010/12 of ECOSOC on 2010-07-22"]),
    ("la résolution 60/251 de l'Assemblée générale, du 15 mars 2006", ["60/251 of GA on 2006-03-15"]),
    ("la résolution 18/18, du 29 septembre 2011", ["18/18 on 2011-09-29"]),
    ("la résolution 1325 (2000) du Conseil de sécurité", ["1325 (2000) of SC"]),
    ("les résolutions 1267 (1999), 1333 (2000) et 1390 (2002)", ["1267 (1999)", "1333 (2000)", "1390 (2002)"]),
    ("ses résolutions 1160, 1199 et 1203 (1998)", ["1160 (1998) own", "1199 (1998) own", "1203 (1998) own"]),
    ("la résolution 1514 (XV) de l'Assemblée générale, en date du 14 décembre 1960", ["1514 (XV) of GA on 1960-12-14"]),
    ("la résolution 217 A (III)", ["217 A (III)"]),
    ("les résolutions 46/182 à 46/185", ["46/182", "46/183", "46/184", "46/185"]),
    ("les résolutions 3419 A à D (XXX)", ["3419 A (XXX)", "3419 B (XXX)", "3419 C (XXX)", "3419 D (XXX)"]),
    ("les résolutions 31/6 A et B", ["31/6 A", "31/6 B"]),
    ("ses résolutions 70/1, 71/256 et 72/279 ainsi que 73/2", ["70/1 own", "71/256 own", "72/279 own", "73/2 own"]),
    ("paragraphes 3 et 4 de sa résolution 18/18", ["18/18 own at paras. 3-4"]),
    ("aux paragraphes 3 à 7 de sa résolution 70/1", ["70/1 own at paras. 3-7"]),
    ("l'alinéa a) du paragraphe 2 de la résolution 1333 (2000)", ["1333 (2000) at para. 2 (a)"]),
    ("Résolution 71/256, annexe.", ["71/256 at annex"]),
    ("la résolution 60/1, par. 138 et 139", ["60/1 at paras. 138-139"]),
    ("Documents officiels, Supplément no 3 (A/55/3/Rev.1), chap. III, par. 17", ["A/55/3/Rev.1 at chap. III, para. 17"]),
    ("le rapport (A/66/454 (Part II), par. 18)", ["A/66/454 (Part II) at para. 18"]),
    ("E/CN.6/2005/11 et Corr.1", ["E/CN.6/2005/11", "E/CN.6/2005/11/Corr.1"]),
    ("sa décision 74/544 du 11 décembre 2019", ["74/544 decision own on 2019-12-11"]),
    ("la décision 2011/245 du Conseil économique et social", ["2011/245 decision of ECOSOC"]),
    ("toutes ses résolutions pertinentes", ["set own"]),
    ("toutes les résolutions pertinentes de l'Assemblée générale", ["set of GA"]),
    ("sa résolution 74/120 et ses précédentes résolutions relatives à la mer,", ["74/120 own", "set own"]),
    ("la présente résolution", []),
    ("numéro de vente : 19.IV.4", []),
    ("le Programme 2030 et l'objectif no 5", []),
    ("l'ordre du jour, point 27, b", []),
    ("résolution S-24/2, résolution ES-10/14", ["S-24/2", "ES-10/14"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_citations(text, expected):
    assert lines(text, "en") == expected


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_french_citations(text, expected):
    assert lines(text, "fr") == expected


@pytest.mark.parametrize(
    ("language", "text"), [*(("en", t) for t, _ in ENGLISH), *(("fr", t) for t, _ in FRENCH)]
)
def test_each_member_spans_its_own_number(language, text):
    for cited in find(text, language):
        printed = text[cited.start : cited.end]
        if isinstance(cited, Numbered) and cited.rule != "range":
            assert printed == cited.text
            assert str(cited.number) in printed
        assert 0 <= cited.start < cited.end <= len(text)


def test_a_new_sentence_ends_a_list():
    assert lines("Recalling its resolution 70/1. The 2 boats and 71/256 oars", "en") == ["70/1 own"]


def test_a_number_behind_a_bracket_belongs_to_no_list():
    assert lines("its resolution 70/1 (see 3 boats and 5 oars)", "en") == ["70/1 own"]


PINPOINTS = [
    ("en", "para", "3", "para. 3"),
    ("en", "para", "3 and 4", "paras. 3-4"),
    ("en", "para", "3 and 7", "paras. 3, 7"),
    ("en", "para", "8 to 12", "paras. 8-12"),
    ("en", "para", "8 (c)", "para. 8 (c)"),
    ("en", "chap", "III", "chap. III"),
    ("en", "annex", "II", "annex II"),
    ("fr", "para", "3 et 4", "paras. 3-4"),
    ("fr", "para", "8 à 12", "paras. 8-12"),
    ("fr", "para", "5 b)", "para. 5 (b)"),
    ("fr", "para", "3, 5 et 9", "paras. 3, 5, 9"),
    ("fr", "art", "55 et 56", "arts. 55-56"),
    ("fr", "annex", "I et II", "annexes I, II"),
]


@pytest.mark.parametrize(("language", "unit", "numbers", "text"), PINPOINTS)
def test_a_pinpoint_has_one_form_in_all_languages(language, unit, numbers, text):
    assert pinpoint_text(unit, numbers, load_drafting(language)) == text


members = st.lists(
    st.tuples(st.integers(31, 80), st.integers(1, 300)), min_size=1, max_size=6, unique=True
)


@given(members, st.sampled_from(["en", "fr"]))
def test_every_member_of_a_list_of_any_length_is_found(numbers, language):
    printed = [f"{session}/{number}" for session, number in numbers]
    joiner, cue = {"en": ("and", "its resolutions"), "fr": ("et", "ses résolutions")}[language]
    text = (
        f"{cue} {', '.join(printed[:-1])} {joiner} {printed[-1]},"
        if printed[1:]
        else f"{cue} {printed[0]},"
    )
    assert lines(text, language) == [f"{p} own" for p in printed]


@given(st.text(alphabet="its resolutions 12/34567(XV)dAB,andof§paragraph", max_size=80))
def test_no_string_breaks_the_reading_of_citations(text):
    for language in ("en", "fr"):
        found = find(text, language)
        assert [c.start for c in found] == sorted(c.start for c in found)


def test_a_general_comment_is_no_resolution_of_the_security_council():
    string = "its general comment No. 24 (2019) on children's rights in the justice system,"
    drafting = load_drafting("en")
    assert find_citations(string, [], [], drafting) == []


def test_a_number_whose_year_is_the_councils_needs_no_cue():
    drafting = load_drafting("en")
    (cited,) = find_citations("the sanctions of 1267 (1999) remain,", [], [], drafting)
    assert (cited.number, cited.year, cited.rule) == (1267, 1999, "number-and-year")
