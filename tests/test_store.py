"""The store: what is written is read back, in the same bytes for any order."""

from __future__ import annotations

import random
import re
import unicodedata
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import URIRef

from kg.errors import GraphError
from kg.rdf import Graph, Iri, Literal
from kg.store import (
    dataset,
    load,
    n_triples,
    named,
    natural_key,
    quad_lines,
    write_quads,
    write_turtle,
)
from tests.statements import graphs, statements

if TYPE_CHECKING:
    from pathlib import Path

EX = "http://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {"ex": EX, "exd": EX + "d/", "xsd": XSD}


def node(local: str) -> ox.NamedNode:
    return ox.NamedNode(EX + local)


def iri(local: str) -> Iri:
    return Iri(EX + local)


def valid_iri(local: str) -> bool:
    try:
        node(local)
    except ValueError:
        return False
    return True


texts = st.text(st.characters(codec="utf-8"), max_size=30)
hostile = st.sampled_from(
    ["a\nb", 'say "no"', "back\\slash", "\u2028", "\u202e", "\x00", "\x85", "\ufeff", "é", "'''"]
)
locals_ = st.one_of(
    st.from_regex(r"[A-Za-z0-9_.#/-]{0,12}", fullmatch=True),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), max_size=8),
).filter(valid_iri)
nodes = locals_.map(node)
literals = st.one_of(
    st.one_of(texts, hostile).map(ox.Literal),
    st.builds(
        lambda text, language: ox.Literal(text, language=language),
        texts,
        st.sampled_from(["fr", "en", "zh"]),
    ),
    st.builds(
        lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(kind)),
        st.one_of(texts, st.sampled_from(["007", "7", "-0", "1.0", "0.98", "true", "1", ".5"])),
        st.sampled_from([*(XSD + n for n in ("integer", "decimal", "boolean", "date")), EX + "t"]),
    ),
)
quads = st.builds(ox.Quad, nodes, nodes, st.one_of(nodes, literals), nodes)
lists_of_quads = st.lists(quads, max_size=12)


@pytest.fixture(autouse=True)
def _lexical_forms_as_written(monkeypatch):
    """Let rdflib keep "007" as written: what is tested is the file, not rdflib's arithmetic."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def as_rdflib(term: ox.NamedNode | ox.Literal) -> rdflib.term.Identifier:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    kind = term.datatype.value
    return rdflib.Literal(term.value, datatype=None if kind == XSD + "string" else URIRef(kind))


laws = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@laws
@given(lists_of_quads)
def test_quads_written_are_the_quads_that_oxigraph_reads(tmp_path, given_quads):
    path = tmp_path / "g.nq"
    write_quads(graphs(given_quads), path)
    assert set(ox.parse(path=path)) == set(given_quads)


@laws
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own parser raises it
@given(lists_of_quads)
def test_quads_written_are_the_quads_that_rdflib_reads(tmp_path, given_quads):
    path = tmp_path / "g.nq"
    write_quads(graphs(given_quads), path)
    found = rdflib.Dataset()
    found.parse(data=path.read_bytes(), format="nquads")
    expected = {
        (as_rdflib(q.subject), as_rdflib(q.predicate), as_rdflib(q.object), as_rdflib(q.graph_name))
        for q in given_quads
    }
    assert set(found.quads()) == expected


@laws
@given(lists_of_quads)
def test_turtle_written_is_what_oxigraph_reads(tmp_path, given_quads):
    path = tmp_path / "g.ttl"
    write_turtle(graphs(given_quads), path, PREFIXES)
    assert {q.triple for q in ox.parse(path=path)} == {q.triple for q in given_quads}


@laws
@given(lists_of_quads)
def test_turtle_written_is_what_rdflib_reads(tmp_path, given_quads):
    path = tmp_path / "g.ttl"
    write_turtle(graphs(given_quads), path, PREFIXES)
    found = rdflib.Graph().parse(data=path.read_bytes(), format="turtle")
    assert set(found) == {
        (as_rdflib(q.subject), as_rdflib(q.predicate), as_rdflib(q.object)) for q in given_quads
    }


@laws
@given(lists_of_quads, st.integers())
def test_the_order_of_the_input_does_not_show_in_the_bytes(tmp_path, given_quads, seed):
    shuffled = [*given_quads, *given_quads[:1]]
    random.Random(seed).shuffle(shuffled)
    paths = [tmp_path / name for name in ("a.nq", "b.nq", "a.ttl", "b.ttl")]
    write_quads(graphs(given_quads), paths[0])
    write_quads(graphs(shuffled), paths[1])
    write_turtle(graphs(given_quads), paths[2], PREFIXES)
    write_turtle(graphs(shuffled), paths[3], PREFIXES)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert paths[2].read_bytes() == paths[3].read_bytes()


def test_turtle_reads_well(tmp_path):
    rdf_type = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    date = Literal("2021-12-16", datatype=XSD + "date")
    decimal = Literal("0.98", datatype=XSD + "decimal")
    path = tmp_path / "g.ttl"
    graph = Graph(
        iri("g"),
        (
            (iri("d/A-RES-76-136"), iri("date"), date),
            (iri("d/A-RES-76-136"), iri("cites"), iri("d/A-RES-74-120")),
            (iri("d/A-RES-76-136"), iri("cites"), iri("d/A-RES-8-1")),
            (iri("d/A-RES-76-136"), iri("cites"), iri("d/A(1)")),
            (iri("d/A-RES-76-136"), rdf_type, iri("Resolution")),
            (iri("d/A-RES-8-1"), iri("sure"), decimal),
        ),
    )
    write_turtle([graph], path, PREFIXES | {"unused": "http://nowhere.example/"})
    assert path.read_text(encoding="utf-8") == (
        "@prefix ex: <http://example.org/> .\n"
        "@prefix exd: <http://example.org/d/> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "\n"
        "exd:A-RES-8-1 ex:sure 0.98 .\n"
        "\n"
        "exd:A-RES-76-136 a ex:Resolution ;\n"
        "    ex:cites <http://example.org/d/A(1)>, exd:A-RES-8-1, exd:A-RES-74-120 ;\n"
        '    ex:date "2021-12-16"^^xsd:date .\n'
    )


@pytest.mark.parametrize(
    "statement",
    [
        ox.Quad(ox.BlankNode("b"), node("p"), node("o")),
        ox.Triple(node("s"), node("p"), ox.BlankNode("b")),
        ox.Triple(node("s"), node("p"), ox.Triple(node("a"), node("p"), node("b"))),
    ],
    ids=["subject", "object", "a triple as object"],
)
def test_a_blank_node_is_refused(statement):
    with pytest.raises(GraphError, match="blank node"):
        named([statement])


def test_a_folder_is_loaded_whole_and_opens_as_an_rdflib_dataset(tmp_path):
    one = Graph(iri("g1"), ((iri("a"), iri("p"), iri("b")),))
    other = Graph(iri("g2"), ((iri("b"), iri("p"), iri("c")),))
    write_quads([one], tmp_path / "a.nq")
    write_quads([other], tmp_path / "in" / "b.nq")
    assert len(load(tmp_path)) == 2
    rows = dataset(tmp_path).query(f"SELECT ?o {{ <{EX}a> <{EX}p>+ ?o }}")
    assert sorted(str(row[0]) for row in rows) == [EX + "b", EX + "c"]


@pytest.mark.parametrize("make", [lambda p: p / "none", lambda p: p], ids=["missing", "empty"])
def test_a_folder_without_a_graph_is_named(tmp_path: Path, make):
    with pytest.raises(GraphError, match="build"):
        load(make(tmp_path))


def test_a_broken_file_is_named(tmp_path):
    (tmp_path / "bad.nq").write_text("<a> nonsense", encoding="utf-8")
    with pytest.raises(GraphError, match=r"bad\.nq: no valid RDF"):
        load(tmp_path)


def test_a_failed_write_leaves_the_old_file(tmp_path):
    path = tmp_path / "g.nq"
    write_quads([Graph(iri("g"), ((iri("a"), iri("p"), iri("b")),))], path)
    before = path.read_bytes()
    blank = [ox.Quad(ox.BlankNode("b"), node("p"), node("o"))]
    with pytest.raises(GraphError):
        write_quads((named(one) for one in ([], blank)), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


# ----------------------------------------------------------------------------------- plain values
plain_names = nodes.map(lambda one: Iri(one.value))
plain_literals = st.one_of(
    st.one_of(texts, hostile).map(Literal),
    st.builds(
        lambda text, language: Literal(text, language),
        texts,
        st.sampled_from(["fr", "en", "zh"]),
    ),
    st.builds(lambda text, kind: Literal(text, datatype=kind), texts, plain_names),
)
plain_graphs = st.builds(
    Graph,
    plain_names,
    st.lists(
        st.tuples(plain_names, plain_names, st.one_of(plain_names, plain_literals)),
        max_size=8,
        unique=True,
    ).map(tuple),
)


def test_controls_line_separators_and_marks_of_direction_are_escaped_wherever_they_stand():
    unsafe = [
        chr(code)
        for code in range(0x110000)
        if unicodedata.category(chr(code)) in ("Cc", "Zl", "Zp")
        or unicodedata.bidirectional(chr(code)) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        or chr(code) in "\u061c\u200e\u200f\ufeff"
    ]  # fmt: skip
    assert len(unsafe) == 65 + 2 + 9 + 4
    for character in unsafe:
        assert re.fullmatch(r'"é\\(u[0-9A-F]{4}|[nrt])"', n_triples(Literal(f"é{character}")))


@laws
@given(plain_graphs)
def test_plain_values_written_and_read_are_the_same_plain_values(graph):
    assert named(statements(graph)).triples == graph.triples
    assert [quad.graph_name.value for quad in statements(graph)] == [graph.name] * len(
        graph.triples
    )


def test_words_in_a_language_of_a_store_are_the_words_as_we_say_them():
    read = ox.Triple(node("a"), node("p"), ox.Literal("résolution", language="fr"))
    assert named([read]).triples == ((iri("a"), iri("p"), Literal("résolution", "fr")),)


def test_a_name_and_a_text_of_the_same_letters_are_two_terms():
    both = [(iri("a"), iri("p"), iri("b")), (iri("a"), iri("p"), Literal(iri("b")))]
    assert len(set(both)) == 2
    assert list(quad_lines(Graph(iri("g"), both))) == [
        f"<{EX}a> <{EX}p> <{EX}b> <{EX}g> .\n",
        f'<{EX}a> <{EX}p> "{EX}b" <{EX}g> .\n',
    ]


def test_a_graph_without_a_name_is_the_default_graph():
    graph = Graph(Iri(""), ((iri("a"), iri("p"), Literal("x", "fr")),))
    assert list(quad_lines(graph)) == [f'<{EX}a> <{EX}p> "x"@fr .\n']


def test_what_may_not_stand_in_a_name_is_escaped_in_the_file():
    assert n_triples(Iri("http://e/a b<c>")) == "<http://e/a\\u0020b\\u003Cc\\u003E>"


# ----------------------------------------------------------------------------------------- order
def test_numbers_order_by_value():
    assert sorted(["p_10", "p_2", "p_1", "p"], key=natural_key) == ["p", "p_1", "p_2", "p_10"]


def test_a_name_comes_before_what_it_begins():
    names = ["e/ga-1", "e/ga0", "e/ga1", "e/ga", "e/ga01", "e/ga1b", "e/gab"]
    ordered = ["e/ga", "e/ga0", "e/ga01", "e/ga1", "e/ga1b", "e/ga-1", "e/gab"]
    assert sorted(names, key=natural_key) == ordered


def by_value(text: str) -> tuple[list[str | int], str]:
    """Texts and numbers in turn, then the whole: what the order of names is to be."""
    pieces = re.split(r"([0-9]+)", text)
    return [int(piece) if i % 2 else piece for i, piece in enumerate(pieces)], text


numbered = st.lists(
    st.sampled_from(["0", "00", "1", "2", "10", "9" * 30, "a", "_", "é"]) | texts
).map(
    lambda pieces: re.sub(r"[\x00-\x1f]", "", "".join(pieces))  # no name has a control
)


@laws
@given(numbered, numbered)
def test_the_key_of_a_name_orders_numbers_by_value_and_ties_by_text(one, other):
    assert (natural_key(one) < natural_key(other)) is (by_value(one) < by_value(other))
    assert (natural_key(one) == natural_key(other)) is (one == other)
