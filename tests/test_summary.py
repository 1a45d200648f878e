"""What is stated of a collection is what can be counted in it by hand."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import summary
from kg.counts import Counts, counts
from kg.rdf import Iri
from kg.summary import describe_summary
from tests.statements import graphs, statements

PREFIXES = """
PREFIX : <https://w3id.org/unkg/ontology#>
PREFIX s: <https://w3id.org/unkg/graph/summary#>
PREFIX graph: <https://w3id.org/unkg/graph/>
PREFIX body: <https://w3id.org/unkg/id/body/>
PREFIX doc: <https://w3id.org/unkg/id/doc/>
PREFIX ins: <https://w3id.org/unkg/id/instrument/>
PREFIX event: <https://w3id.org/unkg/id/event/>
PREFIX type: <https://w3id.org/unkg/vocab/provision-type/>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""
# Two resolutions of the Assembly cite one of the Council; one of them a treaty, twice, and a summit.
COLLECTION = """
GRAPH graph:one {
  doc:a a :Document, :Resolution ; :symbol "A/RES/2/1" ; eli:passed_by body:GA ;
      eli:is_realized_by doc:a-eng ; :cites doc:s, ins:t ; :mentions event:e .
  doc:a1 cito:hasCitingEntity doc:a ; cito:hasCitedEntity doc:s ; :citingProvision doc:pp1 .
  doc:a2 cito:hasCitingEntity doc:a ; cito:hasCitedEntity ins:t ; :citingProvision doc:pp1 .
  doc:a3 cito:hasCitingEntity doc:a ; cito:hasCitedEntity ins:t ; :citingProvision doc:op1 .
  doc:pp1 :provisionType type:preambular . doc:op1 :provisionType type:operative .
  doc:ap eli:is_part_of doc:a . doc:am :mentioned event:e ; :inProvision doc:ap .
  ins:t a :Treaty . event:e a :Conference .
}
GRAPH graph:two {
  doc:b a :Document, :Resolution ; :symbol "A/RES/3/1" ; eli:passed_by body:GA ;
      eli:is_realized_by doc:b-eng ; :cites doc:s, doc:a .
  doc:b1 cito:hasCitingEntity doc:b ; cito:hasCitedEntity doc:s .
  doc:b2 cito:hasCitingEntity doc:b ; cito:hasCitedEntity doc:a ; :citingProvision doc:op2 .
  doc:op2 :provisionType type:operative .
}
GRAPH graph:cited { doc:s a :Document ; :symbol "S/1" ; eli:passed_by body:SC }
"""


def counted(trig: str) -> Counts:
    made = ox.Store()
    made.update(f"{PREFIXES} INSERT DATA {{ {trig} }}")
    return counts(graphs(made))


def stated(trig: str) -> set[ox.Triple]:
    return {quad.triple for quad in statements(describe_summary(counted(trig)))}


def turtle(text: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)}


def about(triples: set[ox.Triple], name: str) -> set[ox.Triple]:
    return {triple for triple in triples if name in triple.subject.value}


def test_the_whole_summary_of_a_small_collection():
    assert stated(COLLECTION) == turtle(
        """
        graph:summary prov:wasDerivedFrom graph:one, graph:two, graph:cited .
        doc:a a :Resolution ; :citingDocumentCount 1 ; :timesCited 1 .
        doc:s a :Document ; :citingDocumentCount 2 ; :timesCited 2 ; :awaitingDocumentCount 2 .
        ins:t a :Treaty ; :citingDocumentCount 1 ; :timesCited 2 .
        event:e a :Conference ; :citingDocumentCount 1 ; :timesCited 1 .
        s:citations__body-GA__body-GA a :CitationCount ; :citingOrgan body:GA ;
            :citedOrgan body:GA ; :countedDocuments 1 ; :countedCitations 1 .
        s:citations__body-GA__body-SC a :CitationCount ; :citingOrgan body:GA ;
            :citedOrgan body:SC ; :countedDocuments 2 ; :countedCitations 2 .
        s:citations__body-GA__instrument-t a :CitationCount ; :citingOrgan body:GA ;
            :citedTreaty ins:t ; :countedDocuments 1 ; :countedCitations 2 .
        s:citations__provision-type-preambular a :CitationCount ; :countedIn type:preambular ;
            :countedDocuments 1 ; :countedCitations 2 .
        s:citations__provision-type-operative a :CitationCount ; :countedIn type:operative ;
            :countedDocuments 2 ; :countedCitations 2 .
        s:together__doc-a__doc-s a :CoCitation ; :citedTogether doc:a, doc:s ;
            :countedDocuments 1 .
        s:together__doc-s__instrument-t a :CoCitation ; :citedTogether doc:s, ins:t ;
            :countedDocuments 1 .
        """
    )


def test_the_graph_has_the_name_that_the_queries_ask_for():
    assert describe_summary(counted(COLLECTION)).name == "https://w3id.org/unkg/graph/summary"


def test_documents_of_one_organ_and_one_title_in_any_letters_are_a_series():
    found = stated(
        """GRAPH graph:one { doc:a dcterms:title "Ponts"@fr ; eli:passed_by body:GA }
        GRAPH graph:two { doc:b dcterms:title "PONTS"@fr, "Bridges"@en ; eli:passed_by body:GA }
        GRAPH graph:three { doc:c dcterms:title "Ponts"@fr ; eli:passed_by body:HRC }"""
    )
    ((node, title),) = {
        (t.subject, t.object.value) for t in found if t.predicate.value.endswith("title")
    }
    members = {t.subject.value[-1] for t in found if t.object == node}
    assert (title, members) == ("PONTS", {"a", "b"})


def test_of_equal_pairs_those_are_stated_whose_names_come_first(monkeypatch):
    monkeypatch.setattr(summary, "MOST_PAIRS", 2)
    found = about(
        stated(
            """GRAPH graph:one { doc:x :cites doc:p, doc:q, doc:r . doc:y :cites doc:q, doc:r .
            doc:p :symbol "A/9" . doc:q :symbol "A/2" . doc:r :symbol "A/1" }"""
        ),
        "together",
    )
    # q and r by two documents; p with r and p with q by one each: A/9 with A/1 comes first
    assert found == turtle(
        """s:together__doc-q__doc-r a :CoCitation ; :citedTogether doc:q, doc:r ;
            :countedDocuments 2 .
        s:together__doc-p__doc-r a :CoCitation ; :citedTogether doc:p, doc:r ;
            :countedDocuments 1 ."""
    )


cited = st.dictionaries(
    st.sampled_from("abcdefgh"), st.sets(st.sampled_from("pqrstuv"), min_size=1)
)


@pytest.mark.parametrize("most", [1, 3, 100])
@settings(deadline=None)
@given(documents=cited)
def test_the_pairs_stated_are_those_that_counting_all_gives(most, documents):
    trig = " ".join(
        f"doc:{one} :cites {', '.join(f'doc:{other}' for other in sorted(others))} ."
        for one, others in documents.items()
    )
    all_pairs = {
        (a, b): sum({a, b} <= others for others in documents.values())
        for a in "pqrstuv"
        for b in "pqrstuv"
        if a < b
    }
    # without symbols, names are the last letters: they order as the pairs do
    expected = sorted((-n, a, b) for (a, b), n in all_pairs.items() if n)[:most]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(summary, "MOST_PAIRS", most)
        found = summary._most_together(counted(f"GRAPH graph:one {{ {trig} }}"))
    doc = "https://w3id.org/unkg/id/doc/"
    assert found == [(-n, Iri(f"{doc}{a}"), Iri(f"{doc}{b}")) for n, a, b in expected]


def test_of_nothing_nothing_is_stated():
    assert describe_summary(counts([])).triples == ()
