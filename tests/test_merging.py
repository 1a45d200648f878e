"""Parts of a graph merge into the files that the whole would have given."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg import extract
from kg.exports import join_jsonld, write_jsonld_part
from kg.iris import AUTHORITIES_GRAPH, CITED_GRAPH, document_graph
from kg.merging import merge_quads, merge_turtle
from kg.rdf import Graph, Iri, Literal, Triple
from kg.shards import in_shards, pack, unpack
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
triples = st.builds(Triple, iris, st.one_of(iris, st.just(TYPE)), terms)
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


def test_json_ld_of_parts_is_one_list(tmp_path):
    one = Graph(Iri(f"{BASE}graph/1"), [Triple(Iri(f"{BASE}a"), Iri(f"{BASE}p"), Literal("x"))])
    two = one._replace(name=Iri(f"{BASE}graph/2"))
    for name, part in (("0", [one]), ("1", []), ("2", [two])):
        write_jsonld_part(part, tmp_path / name)
    write_jsonld_part([one, two], tmp_path / "both")
    join_jsonld([tmp_path / "0", tmp_path / "1", tmp_path / "2"], tmp_path / "merged")
    join_jsonld([tmp_path / "both"], tmp_path / "at once")
    assert (tmp_path / "merged").read_text() == (tmp_path / "at once").read_text()


def test_works_are_dealt_in_the_order_of_their_graphs(tmp_path):
    symbols = [f"A/RES/{session}/{number}" for session in (9, 10) for number in range(1, 101)]
    works = [(document_graph(symbol), (symbol.encode(),)) for symbol in reversed(symbols)]
    works.append((document_graph(None, "ab" * 32), (b"unidentified",)))
    shards = in_shards(works, tmp_path)
    dealt = [work for shard in shards for (work,) in shard.works]
    assert dealt == [*(symbol.encode() for symbol in symbols), b"unidentified"]
    assert [shard.part for shard in shards] == sorted(shard.part for shard in shards)


def test_no_shard_lies_on_both_sides_of_a_graph_of_another_kind(tmp_path):
    works = [(document_graph("A/RES/1/1"), (b"",)), (document_graph(None, "ab" * 32), (b"",))]
    first, second = in_shards(works, tmp_path)
    special = sorted([AUTHORITIES_GRAPH, CITED_GRAPH], key=natural_key)
    parts = [first.part, "0-authorities", "1-cited", second.part]
    assert special == [AUTHORITIES_GRAPH, CITED_GRAPH]
    assert parts == sorted(parts)


def test_an_extraction_travels_whole():
    extraction = extract(Path(__file__).parent.parent / "samples" / "ga-901-12.fr.txt")
    assert unpack(pack(extraction)) == extraction
