"""Symbols: every form of the organs' numbering, one canonical spelling, and no other string."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SymbolError
from kg.symbols import IN_TEXT, adopted_symbol, parse_symbol, roman

# symbol as printed, canonical, organ, series, session, number, letters, year
ADOPTED = [
    ("A/RES/76/136", "A/RES/76/136", "GA", "RES", "76", 136, "", None),
    ("A/RES/57/295", "A/RES/57/295", "GA", "RES", "57", 295, "", None),
    ("A/RES/1514(XV)", "A/RES/1514 (XV)", "GA", "RES", "XV", 1514, "", None),
    ("A/RES/1514 (XV)", "A/RES/1514 (XV)", "GA", "RES", "XV", 1514, "", None),
    ("A/RES/217 A (III)", "A/RES/217 A (III)", "GA", "RES", "III", 217, "A", None),
    ("A/RES/217A(III)", "A/RES/217 A (III)", "GA", "RES", "III", 217, "A", None),
    ("A/RES/3362 (S-VII)", "A/RES/3362 (S-VII)", "GA", "RES", "S-VII", 3362, "", None),
    ("A/RES/3201 (S-VI)", "A/RES/3201 (S-VI)", "GA", "RES", "S-VI", 3201, "", None),
    ("A/RES/2252 (ES-V)", "A/RES/2252 (ES-V)", "GA", "RES", "ES-V", 2252, "", None),
    ("A/RES/68/247 B", "A/RES/68/247 B", "GA", "RES", "68", 247, "B", None),
    ("A/RES/68/247B", "A/RES/68/247 B", "GA", "RES", "68", 247, "B", None),
    ("A/RES/69/96 A-B", "A/RES/69/96 A-B", "GA", "RES", "69", 96, "A-B", None),
    ("A/RES/S-24/2", "A/RES/S-24/2", "GA", "RES", "S-24", 2, "", None),
    ("A/RES/S\u201124/2", "A/RES/S-24/2", "GA", "RES", "S-24", 2, "", None),
    ("A/RES/ES-10/21", "A/RES/ES-10/21", "GA", "RES", "ES-10", 21, "", None),
    ("A/RES/ES\u201310/14", "A/RES/ES-10/14", "GA", "RES", "ES-10", 14, "", None),
    ("A/DEC/74/544", "A/DEC/74/544", "GA", "DEC", "74", 544, "", None),
    ("A/HRC/RES/48/24", "A/HRC/RES/48/24", "HRC", "RES", "48", 24, "", None),
    ("A/HRC/RES/S-33/1", "A/HRC/RES/S-33/1", "HRC", "RES", "S-33", 1, "", None),
    ("A/HRC/DEC/6/102", "A/HRC/DEC/6/102", "HRC", "DEC", "6", 102, "", None),
    ("A/HRC/PRST/8/1", "A/HRC/PRST/8/1", "HRC", "PRST", "8", 1, "", None),
    ("S/RES/1325 (2000)", "S/RES/1325 (2000)", "SC", "RES", "2000", 1325, "", 2000),
    ("S/RES/1325(2000)", "S/RES/1325 (2000)", "SC", "RES", "2000", 1325, "", 2000),
    ("S/RES/1325\u00a0(2000)", "S/RES/1325 (2000)", "SC", "RES", "2000", 1325, "", 2000),
    ("S/PRST/2015/25", "S/PRST/2015/25", "SC", "PRST", "2015", 25, "", 2015),
    ("E/RES/2010/12", "E/RES/2010/12", "ECOSOC", "RES", "2010", 12, "", 2010),
    ("E/RES/1503 (XLVIII)", "E/RES/1503 (XLVIII)", "ECOSOC", "RES", "XLVIII", 1503, "", None),
    ("E/RES/1733 (LIV)", "E/RES/1733 (LIV)", "ECOSOC", "RES", "LIV", 1733, "", None),
    ("E/RES/1915 (ORG-75)", "E/RES/1915 (ORG-75)", "ECOSOC", "RES", "ORG-75", 1915, "", None),
    ("E/DEC/1993/296", "E/DEC/1993/296", "ECOSOC", "DEC", "1993", 296, "", 1993),
    ("E/CN.4/RES/2005/69", "E/CN.4/RES/2005/69", "CHR", "RES", "2005", 69, "", 2005),
]

# a document as printed, canonical, issuing organ
DOCUMENTS = [
    ("A/68/448", "A/68/448", "GA"),
    ("A/68/448*", "A/68/448", "GA"),
    ("A/68/448**", "A/68/448", "GA"),
    ("A/9601", "A/9601", "GA"),
    ("A/66/454 (Part II)", "A/66/454 (Part II)", "GA"),
    ("A/66/454(Part II)", "A/66/454 (Part II)", "GA"),
    ("A/55/3/Rev.1", "A/55/3/Rev.1", "GA"),
    ("A/59/2005/Add.3", "A/59/2005/Add.3", "GA"),
    ("A/C.3/76/L.17/Rev.1", "A/C.3/76/L.17/Rev.1", "GA"),
    ("A/76/L.12/Add.1", "A/76/L.12/Add.1", "GA"),
    ("A/HRC/48/L.5/Rev.1", "A/HRC/48/L.5/Rev.1", "HRC"),
    ("A/HRC/47/56.", "A/HRC/47/56", "HRC"),
    ("A/76/PV.53", "A/76/PV.53", "GA"),
    ("S/PV.9649", "S/PV.9649", "SC"),
    ("S/26695", "S/26695", "SC"),
    ("S/2014/916", "S/2014/916", "SC"),
    ("A/CONF.157/23", "A/CONF.157/23", "GA"),
    ("A/CONF.166/9", "A/CONF.166/9", "GA"),
    ("A/CONF.157/24 (Part I)", "A/CONF.157/24 (Part I)", "GA"),
    ("E/CN.5/2021/3", "E/CN.5/2021/3", "ECOSOC"),
    ("E/CN.4/Sub.2/AC.2/1987/WP.4/Add.1", "E/CN.4/Sub.2/AC.2/1987/WP.4/Add.1", "CHR"),
    ("CEDAW/C/GC/35", "CEDAW/C/GC/35", "CEDAW"),
    ("CCPR/C/SR.3701", "CCPR/C/SR.3701", "CCPR"),
    ("CRC/C/GC/25", "CRC/C/GC/25", "CRC"),
    ("ST/SGB/2018/1/Amend.2", "ST/SGB/2018/1/Amend.2", "ST"),
    ("ST/AI/2010/5", "ST/AI/2010/5", "ST"),
    ("FCCC/CP/2015/10/Add.1", "FCCC/CP/2015/10/Add.1", "FCCC"),
    ("T/1864", "T/1864", "TC"),
]


@pytest.mark.parametrize(
    ("printed", "canonical", "organ", "series", "session", "number", "letters", "year"), ADOPTED
)
def test_an_adopted_symbol_says_organ_session_number_and_year(
    printed, canonical, organ, series, session, number, letters, year
):
    symbol = parse_symbol(printed)
    assert str(symbol) == symbol.text == canonical
    assert (symbol.organ, symbol.series, symbol.session) == (organ, series, session)
    assert (symbol.number, symbol.letters, symbol.year) == (number, letters, year)
    assert symbol.is_adopted


@pytest.mark.parametrize(("printed", "canonical", "organ"), DOCUMENTS)
def test_a_document_symbol_keeps_its_parts(printed, canonical, organ):
    symbol = parse_symbol(printed)
    assert (symbol.text, symbol.organ, symbol.series) == (canonical, organ, "document")
    assert not symbol.is_adopted


REFUSED = [
    "",
    " ",
    "76/136",
    "1325 (2000)",
    "resolution 76/136",
    "A/",
    "A/RES",
    "A/RES/",
    "/RES/76/136",
    "a/res/76/136",
    "X/RES/76/136",
    "and/or",
    "A/HRC",
    "19.IV.4",
    "F.96.IV.8",
    "Goal 5",
    "A/66/454 (Part II",
    "A/RES/76/136 and A/RES/74/120",
    "https://undocs.org/A/RES/76/136",
]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_symbol_is_refused_by_name(text):
    with pytest.raises(SymbolError, match="no document symbol"):
        parse_symbol(text)


SYMBOLS_IN_PROSE = [
    ("the report (A/66/454 (Part II)), which", ["A/66/454 (Part II)"]),
    ("the report of the Council (A/55/3/Rev.1).", ["A/55/3/Rev.1"]),
    ("See also A/HRC/47/56.", ["A/HRC/47/56"]),
    (
        "documents A/76/184, S/2014/916 and E/CN.6/2005/11;",
        ["A/76/184", "S/2014/916", "E/CN.6/2005/11"],
    ),
    ("resolution A/RES/68/247 B was", ["A/RES/68/247 B"]),
    ("contained in document A/RES/70/1 A new chapter", ["A/RES/70/1"]),
    ("S/RES/1325 (2000) and its annex", ["S/RES/1325 (2000)"]),
    ("the ratio A/B and/or S/N", []),
    ("sales number 19.IV.4 of 2019", []),
    ("https://undocs.org/fr/A/RES/74/120", []),
]


@pytest.mark.parametrize(("prose", "symbols"), SYMBOLS_IN_PROSE)
def test_symbols_in_prose_end_where_the_prose_goes_on(prose, symbols):
    found = []
    for match in IN_TEXT.finditer(prose):
        try:
            found.append(parse_symbol(match[0]).text)
        except SymbolError:
            continue
    assert found == symbols


ROMAN = [
    *[("I", 1), ("II", 2), ("III", 3), ("IV", 4), ("V", 5), ("VI", 6), ("IX", 9), ("XIV", 14)],
    *[
        ("XV", 15),
        ("XIX", 19),
        ("XXX", 30),
        ("XL", 40),
        ("XLVIII", 48),
        ("LIV", 54),
        ("LXIII", 63),
        ("XC", 90),
    ],
]


@pytest.mark.parametrize(("text", "number"), ROMAN)
def test_roman_numerals_are_read(text, number):
    assert roman(text) == number


@pytest.mark.parametrize("text", ["", "A", "xv", "15", "S-VI", "X V", "M"])
def test_what_is_no_roman_numeral_is_refused(text):
    with pytest.raises(SymbolError):
        roman(text)


numbers = st.integers(1, 999)
letters = st.sampled_from(["", " A", " B", " A-B"])
romans = st.sampled_from([r for r, _ in ROMAN])
general_assembly = st.builds("A/RES/{}/{}{}".format, st.integers(31, 99), numbers, letters)
early_assembly = st.builds(
    "A/RES/{}{} ({}{})".format, numbers, letters, st.sampled_from(["", "S-", "ES-"]), romans
)
special = st.builds(
    "A/RES/{}-{}/{}".format, st.sampled_from(["S", "ES"]), st.integers(1, 32), numbers
)
security_council = st.builds("S/RES/{} ({})".format, numbers, st.integers(1946, 2099))
by_year = st.builds(
    "{}/{}/{}".format,
    st.sampled_from(["E/RES", "E/DEC", "S/PRST", "E/CN.4/RES"]),
    st.integers(1978, 2099),
    numbers,
)
human_rights = st.builds(
    "A/HRC/{}/{}/{}".format, st.sampled_from(["RES", "DEC", "PRST"]), st.integers(1, 99), numbers
)
documents = st.builds(
    "{}/{}/{}{}{}".format,
    st.sampled_from(["A", "S", "E/CN.5", "A/HRC", "A/C.3", "CRC/C", "ST/SGB"]),
    st.integers(1, 2099),
    numbers,
    st.sampled_from(["", " (Part II)", " (Vol. I)"]),
    st.sampled_from(["", "/Rev.1", "/Add.3", "/Rev.1/Add.2", "/Corr.1"]),
)
symbols = st.one_of(
    general_assembly, early_assembly, special, security_council, by_year, human_rights, documents
)


@given(symbols)
def test_reading_a_printed_symbol_gives_it_back(text):
    symbol = parse_symbol(text)
    assert symbol.text == text
    assert parse_symbol(symbol.text) == symbol


@given(
    symbols, st.sampled_from([" ", "\u00a0", "\u202f", ""]), st.sampled_from(["", "*", ".", " "])
)
def test_blanks_before_brackets_and_stars_behind_name_the_same_document(text, blank, tail):
    assert parse_symbol(text.replace(" (", f"{blank}(") + tail) == parse_symbol(text)


@given(symbols)
def test_a_symbol_in_prose_is_found_whole(text):
    match = IN_TEXT.search(f"the document {text}, which")
    assert match is not None
    assert parse_symbol(match[0]).text == text


@given(st.text(max_size=30))
def test_any_string_is_either_a_symbol_or_refused(text):
    try:
        symbol = parse_symbol(text)
    except SymbolError:
        return
    assert parse_symbol(symbol.text) == symbol


ADOPTED_TEXTS = [
    ("A/RES/76/136", ("RES", "GA", "76")),
    ("A/HRC/RES/S-21/1", ("RES", "HRC", "S-21")),
    ("S/RES/1325 (2000)", ("RES", "SC", "2000")),
    ("A/DEC/74/544", ("DEC", "GA", "74")),
    ("S/PRST/2015/25", ("PRST", "SC", "2015")),
    ("E/CN.7/RES/51/12", ("RES", "", "51")),
]


@pytest.mark.parametrize(("text", "parts"), ADOPTED_TEXTS)
def test_an_adopted_text_tells_series_organ_and_session(text, parts):
    symbol = adopted_symbol(text)
    assert (symbol.series, symbol.organ, symbol.session) == parts


@pytest.mark.parametrize("text", ["A/68/448", "A/CONF.166/9", "the boats"])
def test_other_documents_and_words_are_no_adopted_text(text):
    assert adopted_symbol(text) is None
