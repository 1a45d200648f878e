"""Parts of a graph merge into the files that the whole would have given."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import extract
from kg.iris import document_graph
from kg.merging import merge_quads, merge_turtle
from kg.packing import Spool, pack, unpack
from kg.rdf import Graph, Iri, Literal
from kg.reports import DocumentReport
from kg.shards import planned
from kg.state import Known
from kg.store import natural_key, turtle, write_quads, write_turtle

BASE = "https://example.org/"
PREFIXES = {"ex": BASE, "deep": f"{BASE}deep/", "xsd": "http://www.w3.org/2001/XMLSchema#"}
TYPE = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

names = st.sampled_from(["a", "a2", "a10", "b", "deep/x", "deep/x.1", "c#char=1,2"])
iris = names.map(lambda name: Iri(BASE + name))
words = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)
terms = st.one_of(
    iris,
    words.map(Literal),
    words.map(lambda text: Literal(text, "fr")),
    st.integers(-9, 99).map(lambda n: Literal(str(n), "", PREFIXES["xsd"] + "integer")),
)
triples = st.tuples(iris, st.one_of(iris, st.just(TYPE)), terms)
graph_names = st.integers(1, 4).map(lambda n: Iri(f"{BASE}graph/{n}"))
graphs = st.lists(st.builds(Graph, graph_names, st.lists(triples, max_size=6)), max_size=6)
parted = st.lists(graphs, min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(parted)
def test_turtle_of_parts_is_the_turtle_of_the_whole(tmp_path_factory, parts):
    folder = tmp_path_factory.mktemp("merge")
    for number, part in enumerate(parts):
        write_turtle(part, folder / f"{number}.part", PREFIXES)
    merge_turtle(sorted(folder.glob("*.part")), folder / "whole.ttl", PREFIXES)
    whole = turtle([graph for part in parts for graph in part], PREFIXES)
    assert (folder / "whole.ttl").read_text(encoding="utf-8") == whole


@settings(max_examples=40, deadline=None)
@given(parted)
def test_quads_of_parts_are_the_quads_of_the_whole(tmp_path_factory, parts):
    folder = tmp_path_factory.mktemp("merge")
    own = [  # no two parts have a graph in common
        [graph._replace(name=Iri(f"{graph.name}-{number}")) for graph in part]
        for number, part in enumerate(parts)
    ]
    for number, part in enumerate(own):
        write_quads(part, folder / f"{number}.part")
    merge_quads(sorted(folder.glob("*.part")), folder / "whole.nq")
    write_quads([graph for part in own for graph in part], folder / "at once.nq")
    assert (folder / "whole.nq").read_bytes() == (folder / "at once.nq").read_bytes()


def known(symbol: str) -> Known:
    graph = document_graph(symbol)
    return Known("ab", DocumentReport(f"{symbol}.txt", "built", symbol=symbol), symbol, graph)


def works(count: int) -> dict[str, list[Known]]:
    every = [known(f"A/RES/{session}/1") for session in range(1, count + 1)]
    return {one.graph: [one] for one in every}


def test_the_works_of_a_part_stand_in_the_order_of_their_graphs():
    for plan in planned(dict(reversed(works(200).items())), 200):
        assert list(plan.works) == sorted(plan.works, key=natural_key)


@pytest.mark.parametrize(("files", "digits"), [(1, 1), (2048, 1), (2049, 2), (40_000, 3)])
def test_a_part_has_some_dozens_of_works(files, digits):
    assert {len(plan.name) for plan in planned(works(50), files)} == {digits}


def test_a_work_that_comes_changes_one_part():
    before = {plan.name: plan.of for plan in planned(works(100), 101)}
    after = {plan.name: plan.of for plan in planned(works(101), 101)}
    changed = [name for name in before.keys() | after if before.get(name) != after.get(name)]
    assert len(changed) == 1


def test_every_work_is_in_one_part():
    dealt = [graph for plan in planned(works(300), 300) for graph in plan.works]
    assert sorted(dealt) == sorted(works(300))


def test_a_spool_gives_back_what_it_was_given(tmp_path):
    with (tmp_path / "spool").open("w+b") as file:
        spool = Spool(file)
        spool.keep("a", b"one")
        spool.keep("b", b"")
        assert spool.take("a") == b"one"
        spool.keep("c", b"three")
        assert [spool.take(path) for path in "abcd"] == [b"one", b"", b"three", None]


def test_an_extraction_travels_whole():
    extraction = extract(Path(__file__).parent.parent / "samples" / "ga-901-12.fr.txt")
    assert unpack(pack(extraction)) == extraction
