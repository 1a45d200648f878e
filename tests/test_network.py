"""The network says who cites what; the layout gives everything a place of its own."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.iris import paragraph_label
from kg.layout import OTHER_LANE, ROW, caption, positions
from kg.network import citation_network, most_cited

DATA = "https://w3id.org/unkg/id/"
GRAPH = """
PREFIX : <https://w3id.org/unkg/ontology#>
PREFIX doc: <https://w3id.org/unkg/id/doc/>
PREFIX body: <https://w3id.org/unkg/id/body/>
PREFIX ins: <https://w3id.org/unkg/id/instrument/>
PREFIX event: <https://w3id.org/unkg/id/event/>
PREFIX session: <https://w3id.org/unkg/id/session/>
PREFIX fn: <https://w3id.org/unkg/vocab/citation-function/>
PREFIX act: <https://w3id.org/unkg/vocab/act/>
PREFIX status: <https://w3id.org/unkg/vocab/resolution-status/>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX x: <http://example.org/>
INSERT DATA {
  GRAPH x:one {
    doc:A-RES-68-131 a :Document, :Resolution ; :symbol "A/RES/68/131" ; eli:passed_by body:GA ;
      dcterms:title "Promouvoir"@fr ; eli:date_document "2013-12-18"^^xsd:date ;
      eli:is_realized_by x:fra ; :mentions event:wssd, session:GA-68 .
    x:p eli:is_part_of doc:A-RES-68-131 ; :eId "preamble__p_1" ;
      :text "Rappelant la Convention,"@fr .
    x:c a :Citation ; cito:hasCitingEntity doc:A-RES-68-131 ; cito:hasCitedEntity ins:cedaw ;
      :citationFunction fn:recalling ; :act act:recalls ; :citingProvision x:p ;
      :resolutionStatus status:explicit ; :confidence 0.95 ; :evidence x:note, x:e .
    x:e :quote "la Convention"@fr ; :start 5 ; :inParagraph x:p .
    x:note :quote "Voir note"@fr ; :start 1 ; :inParagraph x:fn .
    x:r a :ReportedCitation ; cito:hasCitingEntity doc:A-RES-66-122 ;
      cito:hasCitedEntity ins:cedaw ; :citationFunction fn:endorsing ; :reportedIn x:p ;
      :resolutionStatus status:inferred ; :confidence 0.8 .
    x:d a :Citation ; cito:hasCitingEntity doc:A-RES-68-131 ;
      cito:hasCitedEntity doc:A-HRC-RES-18-18 ; :citingProvision x:p ;
      :citedDate "2011-09-29"^^xsd:date .
    x:m :mentioned event:wssd ; :inProvision x:p ; :act act:recalls .
    x:s :mentioned session:GA-68 ; :inProvision x:p .
    session:GA-68 a :Session ; :sessionOf body:GA .
  }
  GRAPH x:cited {
    doc:A-RES-66-122 a :Document, :Resolution ; :symbol "A/RES/66/122" ; eli:passed_by body:GA .
    doc:A-HRC-RES-18-18 a :Document, :Resolution ; :symbol "A/HRC/RES/18/18" .
  }
  GRAPH x:authorities {
    body:GA rdfs:label "General Assembly"@en, "Assemblée générale"@fr .
    ins:cedaw a :Treaty ; rdfs:label "Convention sur X"@fr, "Convention on X"@en ;
      eli:date_document "1979-12-18"^^xsd:date .
    event:wssd a :Conference ; rdfs:label "World Summit"@en ;
      schema:startDate "1995-03-06"^^xsd:date .
  }
}
"""


@pytest.fixture
def network() -> nx.MultiDiGraph:
    store = ox.Store()
    store.update(GRAPH)
    return citation_network(store)


def test_a_document_that_was_read(network):
    assert network.nodes[DATA + "doc/A-RES-68-131"] == {
        "label": "A/RES/68/131",
        "kind": "resolution",
        "group": "document",
        "organ": "General Assembly",
        "date": "2013-12-18",
        "year": 2013,
        "title": "Promouvoir",
        "symbol": "A/RES/68/131",
        "stub": False,
    }


def test_an_instrument_bears_its_english_name(network):
    data = network.nodes[DATA + "instrument/cedaw"]
    assert (data["label"], data["kind"], data["group"]) == (
        "Convention on X",
        "treaty",
        "instrument",
    )


def test_a_document_only_cited_has_the_year_of_its_symbol(network):
    data = network.nodes[DATA + "doc/A-RES-66-122"]
    assert (data["date"], data["year"], data["stub"]) == ("", 2011, True)


def test_a_document_only_cited_has_the_date_printed_with_it(network):
    data = network.nodes[DATA + "doc/A-HRC-RES-18-18"]
    assert (data["date"], data["year"]) == ("2011-09-29", 2011)


def test_a_citation_carries_the_words_of_its_paragraph(network):
    edge = network.edges[
        DATA + "doc/A-RES-68-131", DATA + "instrument/cedaw", "http://example.org/c"
    ]
    assert edge == {
        "function": "recalling",
        "act": "recalls",
        "paragraph": "PP1",
        "quote": "la Convention",
        "before": "Rappelant ",
        "behind": ",",
        "language": "fr",
        "status": "explicit",
        "confidence": 0.95,
        "date": "",
    }


def _edge(store: ox.Store) -> dict[str, Any]:
    network = citation_network(store)
    return network.edges[
        DATA + "doc/A-RES-68-131", DATA + "instrument/cedaw", "http://example.org/c"
    ]


def test_the_words_around_a_quote_are_cut_between_words():
    store = ox.Store()
    long = "mot " * 60 + "Rappelant la Convention," + " mot" * 60
    store.update(GRAPH.replace("Rappelant la Convention,", long))
    edge = _edge(store)
    assert edge["before"].startswith("…mot mot ")
    assert edge["before"].endswith(" mot Rappelant ")
    assert edge["behind"].startswith(", mot ")
    assert edge["behind"].endswith(" mot mot…")
    assert max(len(edge["before"]), len(edge["behind"])) <= 111


@pytest.mark.parametrize(
    ("text", "quote", "before", "behind"),
    [
        ("Rappelant les droits de l'homme,", "droits de l’homme", "Rappelant les ", ","),
        ("Rappelant les Nations Unies,", "Na-\ntions  Unies", "Rappelant les ", ","),
        ("Rappelant 15/1 et 5/1,", "5/1", "Rappelant 15/1 et ", ","),
        ("Rappelant la Charte.", "le Pacte", "", ""),
        ("Rappelant la résolution242,", "242", "Rappelant la résolution", ","),
        ("Rappelant la Charte.", " ", "", ""),
    ],
)
def test_a_quote_is_found_in_its_paragraph_as_we_read_it(text, quote, before, behind):
    store = ox.Store()
    written = json.dumps(quote)
    graph = GRAPH.replace('"Rappelant la Convention,"', json.dumps(text, ensure_ascii=False))
    store.update(graph.replace('"la Convention"', written))
    edge = _edge(store)
    assert (edge["quote"], edge["before"], edge["behind"]) == (quote, before, behind)


def test_a_quote_stands_in_the_text_of_its_own_language():
    store = ox.Store()
    store.update(
        GRAPH.replace(
            ':text "Rappelant la Convention,"@fr',
            ':text "Recalling the Convention,"@en, "Rappelant la Convention,"@fr',
        )
    )
    assert (_edge(store)["before"], _edge(store)["behind"]) == ("Rappelant ", ",")


@pytest.mark.parametrize(
    ("language", "quote"),
    [("en", "the Convention"), ("fr", "la Convention"), ("ar", "la Convention")],
)
def test_the_words_are_those_of_the_language_asked_for_or_else_the_first(language, quote):
    store = ox.Store()
    later = 'x:f :quote "the Convention"@en ; :start 9 ; :inParagraph x:p . x:e :quote'
    graph = GRAPH.replace("x:e :quote", later).replace("x:note, x:e", "x:note, x:e, x:f")
    store.update(graph)
    network = citation_network(store, language)
    ends = DATA + "doc/A-RES-68-131", DATA + "instrument/cedaw"
    assert network.edges[*ends, "http://example.org/c"]["quote"] == quote


def test_a_reported_citation_starts_at_the_document_reported_on(network):
    key = (DATA + "doc/A-RES-66-122", DATA + "instrument/cedaw", "http://example.org/r")
    assert network.edges[key]["status"] == "inferred"


def test_a_summit_is_in_the_network_and_an_ordinary_session_is_not(network):
    assert DATA + "event/wssd" in network
    assert DATA + "session/GA-68" not in network
    assert network.number_of_edges() == 4


def test_the_most_cited_come_first(network):
    assert most_cited(network, 1) == [DATA + "instrument/cedaw"]
    assert most_cited(network, 99)[-1] == DATA + "doc/A-RES-66-122"


@pytest.mark.parametrize(
    ("eid", "label"),
    [
        ("preamble__p_3", "PP3"),
        ("para_3__point_a__point_i", "OP3(a)(i)"),
        ("sec_B__para_2", "part B OP2"),
        ("fn_1", "FN1"),
        ("annex_1__para_4", "annex 1 OP4"),
        ("formula_1", "formula 1"),
        ("preface", "preface"),
    ],
)
def test_a_paragraph_is_named_as_a_reader_would(eid, label):
    assert paragraph_label(eid) == label


def test_an_empty_graph_makes_an_empty_network_and_picture():
    empty = citation_network(ox.Store())
    assert len(empty) == 0
    layout = positions(empty)
    assert (dict(layout.points), layout.lanes, layout.ticks, layout.undated) == ({}, (), (), None)


def node(label: str, year: int | None, **more: Any) -> dict[str, Any]:
    data = {"label": label, "kind": "resolution", "group": "document", "organ": "GA", "title": ""}
    date = more.pop("date", str(year or ""))
    return data | {"date": date, "year": year, "symbol": label, "stub": True} | more


def drawn(nodes: list[dict[str, Any]]) -> nx.MultiDiGraph:
    made = nx.MultiDiGraph()
    made.add_nodes_from((f"n{i}", data) for i, data in enumerate(nodes))
    return made


years = st.one_of(st.none(), st.integers(1945, 2026))
some_nodes = st.lists(
    st.builds(
        node,
        st.sampled_from(["A/RES/1/1", "A/RES/76/136", "Convention " * 9]),
        years,
        organ=st.sampled_from(["GA", "SC", ""]),
        group=st.sampled_from(["document", "instrument", "event"]),
    ),
    max_size=40,
)


@settings(deadline=None, max_examples=60)
@given(some_nodes)
def test_no_label_stands_on_another(nodes):
    network = drawn(nodes)
    layout = positions(network)
    rows: dict[float, list[tuple[float, int]]] = {}
    for name, (x, y) in layout.points.items():
        rows.setdefault(y, []).append((x, len(caption(network.nodes[name]["label"]))))
    for row in rows.values():
        for (x, length), (next_x, next_length) in pairwise(sorted(row)):
            assert next_x - x >= (length + next_length) / 2 * 6


@settings(deadline=None, max_examples=60)
@given(some_nodes)
def test_time_runs_from_left_to_right(nodes):
    network = drawn(nodes)
    dated = sorted(
        (network.nodes[name]["year"], x)
        for name, (x, _) in positions(network).points.items()
        if network.nodes[name]["year"] is not None
    )
    for (year, x), (later, next_x) in pairwise(dated):
        assert x <= next_x or year == later


@settings(deadline=None, max_examples=60)
@given(some_nodes)
def test_every_node_stands_inside_its_lane(nodes):
    layout = positions(drawn(nodes))
    assert len(layout.points) == len(nodes)
    for _, y in layout.points.values():
        assert any(lane.top <= y <= lane.bottom for lane in layout.lanes)
    for upper, lower in pairwise(layout.lanes):
        assert upper.bottom < lower.top


def test_the_order_of_the_nodes_does_not_move_them():
    nodes = [(f"n{i}", node(f"A/RES/{i % 7}/{i}", 1990 + i % 9)) for i in range(60)]
    shuffled = random.Random(1).sample(nodes, len(nodes))
    one, other = nx.MultiDiGraph(), nx.MultiDiGraph()
    one.add_nodes_from(nodes)
    other.add_nodes_from(shuffled)
    assert dict(positions(one).points) == dict(positions(other).points)


def test_undated_nodes_stand_left_of_all_years():
    layout = positions(drawn([node("a", None), node("b", 1946), node("c", 2020)]))
    assert layout.points["n0"][0] < 0 < layout.points["n1"][0] < layout.points["n2"][0]
    assert layout.undated is not None


def test_a_day_in_december_stands_right_of_one_in_january():
    layout = positions(
        drawn([node("a", 2000, date="2000-01-02"), node("b", 2000, date="2000-12-30")])
    )
    assert layout.points["n0"][0] < layout.points["n1"][0]


def test_lanes_are_ordered_by_size_with_instruments_and_events_below():
    layout = positions(
        drawn(
            [
                node("a", 2000, organ="Security Council"),
                node("b", 2000, organ="General Assembly"),
                node("c", 2001, organ="General Assembly"),
                node("d", 2000, group="event"),
                node("e", 2000, group="instrument"),
                node("f", 2000, organ=""),
            ]
        )
    )
    assert [lane.label for lane in layout.lanes] == [
        "General Assembly",
        "Security Council",
        "Other documents",
        "Treaties and other instruments",
        "Conferences and summits",
    ]


def test_the_seventh_organ_shares_a_lane():
    nodes = [node(str(i), 2000, organ=f"organ {i}") for i in range(8)]
    lanes = positions(drawn(nodes)).lanes
    assert [lane.label for lane in lanes][-1] == OTHER_LANE
    assert len(lanes) == 7


def test_years_on_the_axis_keep_their_distance():
    layout = positions(drawn([node(str(i), 1946 + i) for i in range(80)]))
    assert [tick.year for tick in layout.ticks][:2] == [1950, 1955]
    assert all(b.x - a.x >= 64 for a, b in pairwise(layout.ticks))


def test_a_long_name_is_cut():
    assert caption("Convention on the Elimination of All") == "Convention on the Elimi…"
    assert caption("A/RES/76/136") == "A/RES/76/136"


def test_crowded_days_use_as_many_rows_as_they_need():
    layout = positions(drawn([node("A/RES/1/1", 2000) for _ in range(5)]))
    ys = sorted(y for _, y in layout.points.values())
    assert all(b - a == pytest.approx(ROW) for a, b in pairwise(ys))
