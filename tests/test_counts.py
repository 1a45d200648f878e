"""Counts are those of the statements, however the graphs that make them are dealt out."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import terms
from kg.counts import Counts, counts, merge
from kg.rdf import Graph, Iri, Literal, Triple
from tests.statements import graphs

PREFIXES = """
PREFIX : <https://w3id.org/unkg/ontology#>
PREFIX session: <https://w3id.org/unkg/id/session/>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX x: <http://example.org/>
"""


def x(name: str) -> Iri:
    return Iri(f"http://example.org/{name}")


def counted(trig: str) -> Counts:
    made = ox.Store()
    made.update(f"{PREFIXES} INSERT DATA {{ {trig} }}")
    return counts(graphs(made))


def test_a_pair_is_counted_with_its_citations():
    found = counted(
        """GRAPH x:g { x:a :cites x:b, x:c .
        x:c1 cito:hasCitingEntity x:a ; cito:hasCitedEntity x:b .
        x:c2 cito:hasCitingEntity x:a ; cito:hasCitedEntity x:b .
        x:c3 cito:hasCitingEntity x:a ; cito:hasCitedEntity x:c . }"""
    )
    assert found.cites == {x("a"): {x("b"): 2, x("c"): 1}}


def test_a_citation_that_another_document_reports_is_one_of_the_document_that_makes_it():
    own = """GRAPH x:g1 { x:a :cites x:b .
        x:c1 cito:hasCitingEntity x:a ; cito:hasCitedEntity x:b . }"""
    reported = """GRAPH x:g2 { x:a :cites x:b .
        x:c2 cito:hasCitingEntity x:a ; cito:hasCitedEntity x:b ; :reportedIn x:p . }"""
    assert merge([counted(own), counted(reported)]).cites == {x("a"): {x("b"): 2}}


def test_an_event_is_counted_with_its_mentions_in_the_documents_provisions():
    found = counted(
        """GRAPH x:g { x:a :mentions x:summit, x:body . x:summit a :Conference . x:body a :Body .
        x:p1 eli:is_part_of x:a . x:p2 eli:is_part_of x:a, x:p1 .
        x:m1 :mentioned x:summit ; :inProvision x:p1 . x:m2 :mentioned x:summit ; :inProvision x:p2 .
        x:m3 :mentioned x:body ; :inProvision x:p1 . }"""
    )
    assert found.mentions == {x("a"): {x("summit"): 2}}


def test_an_ordinary_session_is_nothing_that_is_recalled():
    found = counted("GRAPH x:g { x:a :mentions session:GA-1 . session:GA-1 a :Session }")
    assert found.mentions == {}


def test_the_class_of_a_document_is_the_more_exact_one():
    found = counted('GRAPH x:g { x:a a :Document, :Decision ; :symbol "A/DEC/1/1" }')
    assert found.classes == {x("a"): terms.DECISION}


def test_a_thing_that_nobody_names_has_no_class_here():
    assert counted("GRAPH x:g { x:p a :OperativeParagraph }").classes == {}


def test_the_more_exact_class_counts_whichever_graph_tells_it():
    plain = counted('GRAPH x:g { x:a a :Document ; :symbol "A/DEC/1/1" }')
    exact = counted('GRAPH x:h { x:a a :Decision ; :symbol "A/DEC/1/1" }')
    assert merge([plain, exact]).classes == merge([exact, plain]).classes == exact.classes


def test_names_are_symbols_and_english_labels():
    found = counted(
        'GRAPH x:g { x:a :symbol "A/1" . x:t rdfs:label "Traité"@fr, "Treaty"@en . '
        'x:u rdfs:label "Untagged" }'
    )
    assert (found.symbols, found.labels) == ({x("a"): "A/1"}, {x("t"): "Treaty"})


def test_nothing_counts_to_nothing():
    assert merge([]) == counts([])


nodes = st.sampled_from([x(name) for name in "abcde"])
properties = st.sampled_from(
    [
        terms.CITES, terms.HAS_CITING_ENTITY, terms.HAS_CITED_ENTITY, terms.PASSED_BY,
        terms.IS_REALIZED_BY,
    ]
)  # fmt: skip
statements = st.one_of(
    st.tuples(nodes, properties, nodes),
    st.tuples(nodes, st.just(terms.TITLE), st.sampled_from([Literal("T", "fr"), Literal("t")])),
)


@settings(deadline=None)
@given(st.lists(st.lists(statements, max_size=8), max_size=5), st.integers(0, 5))
def test_graphs_counted_apart_add_up_to_all_of_them(listed, cut):
    # a citation stands in one graph as a whole: its name begins with that of its graph
    made = [
        Graph(x(f"g{at}"), tuple({apart(one, at) for one in told}))
        for at, told in enumerate(listed)
    ]
    assert merge([counts(made[:cut]), counts(made[cut:])]) == counts(made)


def apart(triple: Triple, at: int) -> Triple:
    ends = (terms.HAS_CITING_ENTITY, terms.HAS_CITED_ENTITY)
    subject, predicate, object_ = triple
    return (Iri(f"{subject}/{at}"), predicate, object_) if predicate in ends else triple
