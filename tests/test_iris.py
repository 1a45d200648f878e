"""Any text gives a valid IRI, and two symbols never share one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg import iris

DOC = "https://w3id.org/unkg/id/doc/"

texts = st.text(max_size=200)
WORDS = (
    "A S E RES DEC HRC CN.4 L.5 S-24 ES-10 - / ( ) _ XV V B A-B Part II 1325 2000 76 "
    "~ %2F é 决议 + ?"
)
pieces = st.sampled_from([" ", *WORDS.split()])
symbol_like = st.lists(pieces, max_size=9).map("".join)


@pytest.mark.parametrize(
    ("symbol", "local"),
    [
        ("A/RES/76/136", "A-RES-76-136"),
        ("A/RES/68/247 B", "A-RES-68-247_B"),
        ("A/RES/69/96 A-B", "A-RES-69-96_A-B"),
        ("A/RES/1514 (XV)", "A-RES-1514_XV"),
        ("A/RES/217 A (III)", "A-RES-217_A_III"),
        ("A/RES/377 (V)", "A-RES-377_V"),
        ("A/RES/3362 (S-VII)", "A-RES-3362_S-VII"),
        ("A/RES/S-24/2", "A-RES-S-24-2"),
        ("A/RES/ES-10/21", "A-RES-ES-10-21"),
        ("A/DEC/74/544", "A-DEC-74-544"),
        ("A/HRC/RES/48/24", "A-HRC-RES-48-24"),
        ("S/RES/1325 (2000)", "S-RES-1325_2000"),
        ("S/26695", "S-26695"),
        ("E/RES/2010/12", "E-RES-2010-12"),
        ("A/66/454 (Part II)", "A-66-454_Part_II"),
        ("A/55/3/Rev.1", "A-55-3-Rev.1"),
        ("CEDAW/C/GC/35", "CEDAW-C-GC-35"),
    ],
)
def test_a_canonical_symbol_has_a_name_that_can_be_read(symbol, local):
    assert iris.document(symbol) == DOC + local


@pytest.mark.parametrize("spelling", ["A/RES/1514(XV)", " A/RES/1514  (XV) ", "A/RES/1514 (XV)*"])
def test_spellings_of_one_symbol_share_its_name(spelling):
    assert iris.document(spelling) == f"{DOC}A-RES-1514_XV"


def test_a_letter_and_a_roman_session_are_kept_apart():
    assert iris.document("A/RES/48/5 V") != iris.document("A/RES/48/5 (V)")
    assert iris.document("A/RES/377 V") != iris.document("A/RES/377 (V)")


def test_a_document_without_symbol_is_named_by_its_bytes():
    name = iris.document(None, "0123456789abcdef" * 4)
    assert name == f"{DOC}unidentified-0123456789ab"


def test_no_symbol_can_take_the_name_of_an_unidentified_document():
    assert iris.document("unidentified-0123456789ab") != iris.document(None, "0123456789ab")


def test_a_document_has_a_graph_of_its_own():
    graph = iris.document_graph("A/RES/76/136")
    assert graph == "https://w3id.org/unkg/graph/A-RES-76-136"


@given(texts | symbol_like, texts | symbol_like)
def test_two_symbols_never_share_a_name(one, other):
    same = iris.symbol_spelling(one) == iris.symbol_spelling(other)
    assert (iris.document(one) == iris.document(other)) is same


@given(texts | symbol_like)
def test_any_text_gives_valid_names(text):
    names = iris.DocumentNames(iris.document(text), "fr")
    made = [
        names.document,
        names.provision(text),
        names.node("cit", iris.eid(text), iris.local_name(text)),
        iris.fragment(names.document, text),
        iris.thing(text),
        iris.thing(f"event:{text}"),
        iris.place(text),
        iris.goal(text),
        iris.concept("act", text),
        iris.online(text, "fr"),
        iris.run(text),
        iris.wikidata(text),
    ]
    assert [NamedNode(name).value for name in made] == made


@given(texts | symbol_like)
def test_any_text_stays_inside_the_space_of_its_kind(text):
    assert "/" not in iris.document(text).removeprefix(DOC)
    assert "#" not in iris.document(text)


@pytest.mark.parametrize(
    ("label", "eid"),
    [
        ("HEAD", "preface"),
        ("ENACT", "formula_1"),
        ("PP3", "preamble__p_3"),
        ("PP2[B]", "sec_B__preamble__p_2"),
        ("OP3", "para_3"),
        ("OP3(a)(i)", "para_3__point_a__point_i"),
        ("OP2[B]", "sec_B__para_2"),
        ("OP2[B](a)", "sec_B__para_2__point_a"),
        ("OP2(a)[B]", "sec_B__para_2__point_a"),
        ("FN1", "fn_1"),
        ("FOOT", "conclusions"),
        ("ANNEX1", "annex_1"),
        ("ANNEX1.4", "annex_1__para_4"),
        ("URL2", "link_2"),
        ("FURN1", "furniture_1"),
        ("SEC2", "heading_2"),
        ("something else", "part_something%20else"),
    ],
)
def test_a_label_gives_an_element_identifier(label, eid):
    assert iris.eid(label) == eid


def test_the_parent_of_a_subparagraph_is_the_paragraph_around_it():
    assert iris.parent_of("OP3(a)(i)") == "OP3(a)"
    assert iris.parent_of("OP3(a)[B]") == "OP3[B]"
    assert iris.parent_of("OP3") is None


def test_a_span_is_written_as_rfc_5147_does():
    names = iris.DocumentNames(iris.document("A/RES/76/136"), "fr")
    assert names.span(12, 40) == f"{DOC}A-RES-76-136/fra#char=12,40"


@pytest.mark.parametrize(
    ("target", "local"),
    [
        ("body:GA", "body/GA"),
        ("instrument:cedaw", "instrument/cedaw"),
        ("session:GA-78", "session/GA-78"),
        ("group:member-states", "group/member-states"),
        ("agenda:GA-66/27(b)", "agenda/GA-66%2F27%28b%29"),
        ("A/68/448", "doc/A-68-448"),
    ],
)
def test_a_target_keeps_its_kind_and_key(target, local):
    assert iris.thing(target) == f"https://w3id.org/unkg/id/{local}"


def test_a_place_is_named_in_plain_letters():
    assert iris.place("Genève") == "https://w3id.org/unkg/id/place/geneve"
    assert iris.place("日内瓦").startswith("https://w3id.org/unkg/id/place/%E6")
