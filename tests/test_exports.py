"""The exports say what the graph says, in other tools' formats, in the same bytes each time."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.exports import (
    file_name,
    jsonld_graphs,
    write_edges,
    write_graphml,
    write_jsonld,
    write_nodes,
)
from kg.iris import AUTHORITIES_GRAPH, CITED_GRAPH, GRAPHS, ONTOLOGY, document, document_graph
from kg.rdf import Graph, Iri, Literal
from kg.store import write_quads
from tests.statements import graphs

XSD = "http://www.w3.org/2001/XMLSchema#"
NODE = {
    "label": "A/RES/1/1", "kind": "resolution", "group": "document", "organ": "General Assembly",
    "date": "", "year": None, "title": "", "symbol": "A/RES/1/1", "stub": True,
}  # fmt: skip
EDGE = {
    "function": "recalling", "act": "recalls", "paragraph": "PP1", "quote": "q", "before": "b ", "behind": " h", "language": "fr",
    "status": "explicit", "confidence": 0.95, "date": "",
}  # fmt: skip

iris = st.sampled_from(
    [
        ox.NamedNode(document("A/RES/76/136")),
        ox.NamedNode(document("S/RES/1325 (2000)")),
        ox.NamedNode(document("A/RES/76/136") + "#para_3"),
        ox.NamedNode(ONTOLOGY + "symbol"),
        ox.NamedNode(ONTOLOGY + "event"),  # a prefix has this name too
        ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        ox.NamedNode("http://example.org/é?a=b#c"),
    ]
)
objects = st.one_of(
    iris,
    st.text(st.characters(codec="utf-8"), max_size=12).map(ox.Literal),
    st.builds(lambda text: ox.Literal(text, language="fr"), st.text("é<\"'\\\n", max_size=6)),
    st.sampled_from(["1", "0.50", "true"]).map(
        lambda text: ox.Literal(text, datatype=ox.NamedNode(XSD + "decimal"))
    ),
)
places = st.sampled_from(
    [
        ox.NamedNode(document_graph("A/RES/76/136")),
        ox.NamedNode(AUTHORITIES_GRAPH),
        ox.DefaultGraph(),
    ]
)
quad_lists = st.lists(st.builds(ox.Quad, iris, iris, objects, places), max_size=10)
laws = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def network(**changes: Any) -> nx.MultiDiGraph:
    made = nx.MultiDiGraph()
    made.add_node("http://e/a", **NODE)
    made.add_node("http://e/b", **(NODE | {"label": "A/RES/2/1", "year": 1946, "stub": False}))
    made.nodes["http://e/a"].update(changes)
    made.add_edge("http://e/b", "http://e/a", key="http://e/c", **EDGE)
    return made


@laws
@given(quad_lists)
def test_jsonld_says_what_the_quads_say(tmp_path, quads):
    path = tmp_path / "graph.jsonld"
    write_dataset(graphs(quads), path)
    assert set(ox.parse(path=path, format=ox.RdfFormat.JSON_LD)) == set(quads)


@laws
@given(quad_lists, st.integers())
def test_jsonld_is_the_same_for_any_order(tmp_path, quads, seed):
    shuffled = list(quads)
    random.Random(seed).shuffle(shuffled)
    write_dataset(graphs(quads), tmp_path / "a")
    write_dataset(graphs(shuffled), tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def write_dataset(graphs: Iterable[Graph], path: Path) -> None:
    """A dataset of one part."""
    part = path.with_name(f"{path.name}-part")
    write_quads(graphs, part)
    write_jsonld(jsonld_graphs(part), path)


def test_jsonld_reads_well(tmp_path):
    node = document("A/RES/76/136")
    triples = (
        (node, Iri(ONTOLOGY + "symbol"), Literal("A/RES/76/136")),
        (node, Iri(ONTOLOGY + "cites"), document("A/RES/70/1")),
    )
    write_dataset([Graph(Iri(""), triples)], tmp_path / "graph.jsonld")
    assert json.loads((tmp_path / "graph.jsonld").read_text("utf-8"))["@graph"] == [
        {
            "@id": "doc:A-RES-76-136",
            "cites": [{"@id": "doc:A-RES-70-1"}],
            "symbol": ["A/RES/76/136"],
        }
    ]


def test_jsonld_has_no_place_for_a_graph_that_states_nothing(tmp_path):
    stated = Graph(AUTHORITIES_GRAPH, ((Iri(ONTOLOGY), Iri(ONTOLOGY), Literal("")),))
    write_dataset([stated], tmp_path / "a")
    write_dataset([Graph(Iri(""), ()), stated, Graph(CITED_GRAPH, ())], tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_graphml_is_read_back_by_networkx(tmp_path):
    path = tmp_path / "citations.graphml"
    write_graphml(network(title="a \x0b & <b> é"), path)
    read = nx.read_graphml(path)
    assert read.nodes["http://e/a"]["title"] == "a \ufffd & <b> é"
    assert read.nodes["http://e/b"]["year"] == 1946
    assert "year" not in read.nodes["http://e/a"]
    assert [data["quote"] for *_, data in read.edges(data=True)] == ["q"]


def test_graphml_is_the_same_for_any_order(tmp_path):
    other = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(network().nodes(data=True))))
    other.add_edges_from(network().edges(keys=True, data=True))
    write_graphml(network(), tmp_path / "a")
    write_graphml(other, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_csv_cells_are_no_formulas(tmp_path, title):
    write_nodes(network(title=title), tmp_path / "nodes.csv")
    with (tmp_path / "nodes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["title"] == f"'{title}"


def test_csv_has_a_header_and_a_row_for_each_node_and_edge(tmp_path):
    write_nodes(network(), tmp_path / "nodes.csv")
    write_edges(network(), tmp_path / "edges.csv")
    assert (tmp_path / "nodes.csv").read_bytes().decode("utf-8").split("\r\n") == [
        "label,kind,organ,date,year,title,symbol,stub,iri",
        "A/RES/1/1,resolution,General Assembly,,,,A/RES/1/1,true,http://e/a",
        "A/RES/2/1,resolution,General Assembly,,1946,,A/RES/1/1,false,http://e/b",
        "",
    ]
    assert (tmp_path / "edges.csv").read_bytes().decode("utf-8").split("\r\n") == [
        "citing,cited,function,act,paragraph,quote,language,status,confidence,"
        "citing_iri,cited_iri,iri",
        "A/RES/2/1,A/RES/1/1,recalling,recalls,PP1,q,fr,explicit,0.95,"
        "http://e/b,http://e/a,http://e/c",
        "",
    ]


@pytest.mark.parametrize(
    ("symbol", "name"),
    [("A/RES/76/136", "A-RES-76-136"), ("S/RES/1325 (2000)", "S-RES-1325_2000")],
)
def test_the_files_of_a_document_have_its_name(symbol, name):
    assert file_name(document_graph(symbol)) == name


@pytest.mark.parametrize("local", ["../../etc/passwd", "a/b", ".hidden", "", "a\\b", "x" * 300])
def test_no_graph_name_leaves_the_folder(local):
    assert re.fullmatch("[0-9a-f]{64}", file_name(GRAPHS + local))
