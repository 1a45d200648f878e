"""What is influential and what belongs together: from citations alone, the same each time."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis import (
    Community,
    citations,
    cited_by,
    communities,
    influence,
    largest_communities,
    most_influential,
    ranking,
)
from kg.cli import kg
from kg.errors import GraphError
from tests.citegraphs import citing_pairs, store_of

ROOT = Path(__file__).parent.parent
DATA = "https://w3id.org/unkg/id/"
PREFIXES = """
PREFIX : <https://w3id.org/unkg/ontology#>
PREFIX doc: <https://w3id.org/unkg/id/doc/>
PREFIX body: <https://w3id.org/unkg/id/body/>
PREFIX event: <https://w3id.org/unkg/id/event/>
PREFIX session: <https://w3id.org/unkg/id/session/>
PREFIX ins: <https://w3id.org/unkg/id/instrument/>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX x: <http://example.org/>
"""
# 70/1 cites the Covenant three times and S/RES/1 once; S/RES/1 cites the Covenant; a summit is
# recalled, a session is mentioned
GRAPH = """
INSERT DATA {
  GRAPH x:one {
    doc:A-RES-70-1 a :Document, :Resolution ; :symbol "A/RES/70/1" ; eli:passed_by body:GA ;
      eli:is_realized_by x:eng ; :cites ins:ccpr, doc:S-RES-1 .
    x:p eli:is_part_of doc:A-RES-70-1 .
    x:c1 cito:hasCitingEntity doc:A-RES-70-1 ; cito:hasCitedEntity ins:ccpr .
    x:c2 cito:hasCitingEntity doc:A-RES-70-1 ; cito:hasCitedEntity ins:ccpr .
    x:c3 cito:hasCitingEntity doc:A-RES-70-1 ; cito:hasCitedEntity ins:ccpr .
    x:c4 cito:hasCitingEntity doc:A-RES-70-1 ; cito:hasCitedEntity doc:S-RES-1 .
    x:m :mentioned event:wssd ; :inProvision x:p .
    x:s :mentioned session:GA-70 ; :inProvision x:p .
    event:wssd a :Conference, :Event ; rdfs:label "World Summit"@en .
    session:GA-70 a :Session .
  }
  GRAPH x:two {
    doc:S-RES-1 a :Document, :Resolution ; :symbol "S/RES/1" ; eli:passed_by body:SC .
    event:wssd a :Event .
    x:c5 cito:hasCitingEntity doc:S-RES-1 ; cito:hasCitedEntity ins:ccpr .
  }
  GRAPH x:cited {
    doc:S-RES-1 a :Document .
    ins:ccpr a :Treaty ; rdfs:label "Covenant"@en, "Pacte"@fr .
  }
}
"""


def store_with(graph: str) -> ox.Store:
    store = ox.Store()
    store.update(PREFIXES + graph)
    return store


def network_of(*edges: tuple[str, str, int]) -> nx.DiGraph:
    network = nx.DiGraph()
    network.add_nodes_from(sorted({end for a, b, _ in edges for end in (a, b)}))
    network.add_weighted_edges_from(sorted(edges))
    return network


# --------------------------------------------------------------------------------- the network
def test_a_pair_is_one_edge_weighted_by_its_citations():
    edges = citations(store_with(GRAPH)).edges(data="weight")
    assert list(edges) == [
        (DATA + "doc/A-RES-70-1", DATA + "doc/S-RES-1", 1),
        (DATA + "doc/A-RES-70-1", DATA + "event/wssd", 1),
        (DATA + "doc/A-RES-70-1", DATA + "instrument/ccpr", 3),
        (DATA + "doc/S-RES-1", DATA + "instrument/ccpr", 1),
    ]


def test_the_order_of_the_triples_does_not_change_the_network():
    quads = list(store_of(citing_pairs(1000)))
    one, other = ox.Store(), ox.Store()
    one.extend(quads)
    other.extend(random.Random(2).sample(quads, len(quads)))
    first, second = citations(one), citations(other)
    assert first.number_of_edges() > 300
    assert list(first) == list(second)
    assert list(first.edges(data="weight")) == list(second.edges(data="weight"))


def test_triples_outside_all_named_graphs_are_read_too():
    plain = store_with(
        "INSERT DATA { x:c cito:hasCitingEntity doc:S-RES-2 ; cito:hasCitedEntity doc:S-RES-1 }"
    )
    assert list(citations(plain).edges) == [(DATA + "doc/S-RES-2", DATA + "doc/S-RES-1")]


def test_texts_and_citations_are_counted_apart():
    network = citations(store_with(GRAPH))
    assert cited_by(network, DATA + "instrument/ccpr") == (2, 4)
    assert cited_by(network, DATA + "doc/A-RES-70-1") == (0, 0)


# ----------------------------------------------------------------------------------- influence
@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        # b has what a gives it; what b would give goes to both alike: a = 0.075 + 0.425 b
        ([("a", "b", 1)], {"a": 20 / 57, "b": 37 / 57}),
        ([("a", "b", 1), ("b", "a", 5)], {"a": 1 / 2, "b": 1 / 2}),
        # b is cited three times by a, c once: they share what a gives, three to one
        ([("a", "b", 3), ("a", "c", 1)], {"a": 20 / 77, "b": 32.75 / 77, "c": 24.25 / 77}),
    ],
)
def test_influence_is_what_pagerank_gives_by_hand(edges, expected):
    assert influence(network_of(*edges)) == pytest.approx(expected, abs=1e-10)


def test_an_empty_graph_has_no_influence_and_no_communities():
    network = citations(ox.Store())
    assert (influence(network), ranking(network), communities(network)) == ({}, [], [])


edge_lists = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 4)), min_size=1, max_size=30
)


def numbered(edges: list[tuple[int, int, int]], names: list[str]) -> nx.DiGraph:
    return network_of(*((names[a], names[b], n) for a, b, n in edges))


@settings(deadline=None, max_examples=80)
@given(edge_lists)
def test_ranks_are_positive_and_sum_to_one(edges):
    ranks = influence(numbered(edges, [f"n{i}" for i in range(10)]))
    assert sum(ranks.values()) == pytest.approx(1, abs=1e-9)
    assert min(ranks.values()) > 0


@settings(deadline=None, max_examples=80)
@given(edge_lists, st.permutations(range(10)))
def test_other_names_do_not_change_the_ranks(edges, order):
    names, others = [f"n{i}" for i in range(10)], [f"m{i}" for i in order]
    one = influence(numbered(edges, names))
    other = influence(numbered(edges, others))
    renamed = {others[names.index(name)]: rank for name, rank in one.items()}
    assert other == pytest.approx(renamed, abs=1e-10)


def test_equals_stand_in_the_order_of_their_numbers():
    edges = [("n2", "x", 1), ("n10", "x", 1), ("n1", "x", 1)]
    assert [node for node, _ in ranking(network_of(*edges))] == ["x", "n1", "n2", "n10"]


def test_citing_texts_count_before_citations():
    edges = [("a", "often", 9), ("a", "twice", 1), ("b", "twice", 1), ("b", "once", 1)]
    assert ranking(network_of(*edges), "citations") == [
        ("twice", 2),
        ("often", 1),
        ("once", 1),
        ("a", 0),
        ("b", 0),
    ]


# --------------------------------------------------------------------------------- communities
TRIANGLES = network_of(
    ("a1", "a2", 2), ("a2", "a3", 2), ("a1", "a3", 2), ("a3", "b1", 1),
    ("b1", "b2", 2), ("b2", "b3", 2), ("b1", "b3", 2), ("b4", "b3", 1),
)  # fmt: skip


@pytest.mark.parametrize("backend", ["networkx", "networkit"])
def test_two_groups_with_one_citation_between_them(backend):
    if backend == "networkit":
        pytest.importorskip("networkit", reason="networkit has no wheel for this platform")
    assert communities(TRIANGLES, backend=backend) == [
        ("b3", "b1", "b2", "b4"),
        ("a3", "a2", "a1"),
    ]


def test_who_cites_and_who_is_cited_makes_no_difference_to_groups():
    groups = {frozenset(group) for group in communities(TRIANGLES)}
    assert {frozenset(group) for group in communities(TRIANGLES.reverse())} == groups


def test_every_text_is_in_one_group():
    network = citations(store_of(citing_pairs(3000)))
    members = [node for group in communities(network) for node in group]
    assert sorted(members) == sorted(network)


def test_networkit_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "networkit", None)
    with pytest.raises(GraphError, match="pip install networkit"):
        communities(TRIANGLES, backend="networkit")


RUN = """
from kg.analysis import citations, communities, ranking
from citegraphs import citing_pairs, store_of
network = citations(store_of(citing_pairs(2000)))
print(ranking(network)[:50], communities(network))
"""


def test_another_run_gives_the_same_ranks_and_groups():
    printed = []
    for seed in ("1", "2"):  # sets of strings have another order
        environment = os.environ | {"PYTHONHASHSEED": seed}
        run = [sys.executable, "-c", f"import sys; sys.path.insert(0, 'tests')\n{RUN}"]
        done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, check=True)
        printed.append(done.stdout)
    assert len(printed[0]) > 1000
    assert printed[0] == printed[1]


# ---------------------------------------------------------------------- what readers are told
def test_the_most_influential_come_with_what_is_known_of_them():
    first = most_influential(store_with(GRAPH), limit=1, language="fr")[0]
    assert (first.place, first.label, first.kind) == (1, "Pacte", "treaty")
    assert (first.documents, first.citations, first.organ) == (2, 4, "")
    assert first.iri == DATA + "instrument/ccpr"


def test_an_organ_and_a_kind_narrow_what_is_shown_but_not_the_places():
    store = store_with(GRAPH)
    found = most_influential(store, by="citations", organ="SC")
    assert [(one.place, one.label, one.rank) for one in found] == [(2, "S/RES/1", None)]
    found = most_influential(store, by="citations", kind="resolution")
    assert [(one.place, one.label) for one in found] == [(2, "S/RES/1"), (4, "A/RES/70/1")]


def test_a_community_is_named_by_its_most_cited():
    assert largest_communities(store_with(GRAPH), members=1) == [
        Community(4, ("Covenant",), (DATA + "instrument/ccpr",))
    ]


@pytest.fixture
def graph(tmp_path):
    text = ox.serialize(store_with(GRAPH), format=ox.RdfFormat.N_QUADS)
    (tmp_path / "graph.nq").write_bytes(text)
    return tmp_path


def printed(*arguments: object) -> str:
    done = CliRunner().invoke(kg, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_rank_prints_a_table_csv_or_json(graph):
    rank = "rank", "--by", "citations", "--limit", 2, "--graph", graph
    table = [line.split("│")[1:4] for line in printed(*rank).splitlines() if "│" in line]
    assert [[cell.strip() for cell in row] for row in table] == [
        ["1", "Covenant", ""],
        ["2", "S/RES/1", ""],
    ]
    rows = list(csv.DictReader(io.StringIO(printed(*rank, "--csv"))))
    assert [(row["text"], row["documents"], row["citations"]) for row in rows] == [
        ("Covenant", "2", "4"),
        ("S/RES/1", "1", "1"),
    ]
    assert [row["label"] for row in json.loads(printed(*rank, "--json"))] == ["Covenant", "S/RES/1"]


def test_communities_prints_a_table_csv_or_json(graph):
    command = "communities", "--members", 2, "--graph", graph
    assert "│ 4     │ Covenant; S/RES/1 │" in printed(*command)
    assert printed(*command, "--csv").splitlines() == ["texts,most cited", "4,Covenant; S/RES/1"]
    assert json.loads(printed(*command, "--json")) == [
        {
            "texts": 4,
            "most_cited": ["Covenant", "S/RES/1"],
            "iris": [DATA + "instrument/ccpr", DATA + "doc/S-RES-1"],
        }
    ]


def test_an_organ_that_adopted_nothing_is_an_empty_answer(graph):
    done = CliRunner().invoke(kg, ["rank", "--organ", "HRC", "--graph", str(graph)])
    assert (done.exit_code, done.stderr) == (1, "kg: nothing found\n")


@pytest.mark.parametrize("command", ["rank", "communities"])
def test_two_formats_at_once_are_refused(graph, command):
    done = CliRunner().invoke(kg, [command, "--json", "--csv", "--graph", str(graph)])
    assert done.exit_code == 2
    assert "--json and --csv are two formats" in done.stderr
