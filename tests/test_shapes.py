"""A good graph conforms, every shape having met something; each fault breaks its own shape."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.iris import digest
from kg.validation import validate
from tests.conforming import GRAPH, conforming

PREFIXES = """
PREFIX act: <https://w3id.org/unkg/vocab/act/>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX d: <https://w3id.org/unkg/id/doc/A-RES-68-131#>
PREFIX doc: <https://w3id.org/unkg/id/doc/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX fn: <https://w3id.org/unkg/vocab/citation-function/>
PREFIX id: <https://w3id.org/unkg/id/>
PREFIX mode: <https://w3id.org/unkg/vocab/adoption-mode/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX status: <https://w3id.org/unkg/vocab/resolution-status/>
PREFIX unkg: <https://w3id.org/unkg/ontology#>
PREFIX v: <https://w3id.org/unkg/id/doc/A-RES-68-131/fra#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
CITED = "d:cit__preamble__p_1__A-RES-66-122__recalling"
REPORTED = "d:cit__preamble__p_1__instrument-cedaw__endorsing__by__A-RES-66-122"
UNRESOLVED = f"d:unresolved__preamble__p_1__{digest('45/32')}"
WORDS = "v:char\\=110\\,130"


@pytest.fixture
def store() -> ox.Store:
    return conforming()


def _broken(store: ox.Store) -> set[str]:
    return {problem.shape for problem in validate(store).problems}


def _without(statement: str, *, graph: str = GRAPH) -> str:
    return f"WITH <{graph}> DELETE {{ {statement} }} WHERE {{ {statement} }}"


def _with(statement: str, *, graph: str = GRAPH) -> str:
    return f"INSERT DATA {{ GRAPH <{graph}> {{ {statement} }} }}"


def _instead(node: str, predicate: str, value: str) -> str:
    return (
        f"WITH <{GRAPH}> DELETE {{ {node} {predicate} ?old }}"
        f" INSERT {{ {node} {predicate} {value} }} WHERE {{ {node} {predicate} ?old }}"
    )


def test_what_describe_says_conforms(store):
    report = validate(store)
    assert report.problems == ()
    assert report.conforms


def test_every_shape_met_a_focus_node(store):
    assert validate(store).unmet == ()


def test_an_empty_graph_conforms_but_every_shape_is_unmet():
    report = validate(ox.Store())
    assert report.conforms
    assert set(report.unmet) == set(report.focus_nodes)


def test_focus_nodes_are_counted(store):
    counts = validate(store).focus_nodes
    assert (counts["Citation"], counts["ReportedCitation"], counts["Provision"]) == (1, 1, 3)


FAULTS = [
    # documents
    (_instead("doc:A-RES-68-131", "unkg:symbol", '"Résolution 68/131"'), "document-symbol"),
    (_instead("doc:A-RES-68-131", "unkg:symbol", '"A/RES/soixante-huit"'), "resolution-symbol"),
    (_without("doc:A-RES-68-131 a unkg:Document"), "read-document-class"),
    (_without("doc:A-RES-68-131 unkg:adoption ?x"), "read-document-adoption"),
    (_with("doc:A-RES-68-131 eli:passed_by id:body\\/SC"), "read-document-organ"),
    (
        _instead("doc:A-RES-68-131", "eli:date_document", '"1913-12-18"^^xsd:date'),
        "read-document-date",
    ),
    (_instead("doc:A-RES-68-131\\/fra", "unkg:language", '"de"^^xsd:language'), "version-language"),
    (_without("doc:A-RES-68-131\\/fra unkg:sha256 ?x"), "version-sha256"),
    (_without("doc:A-RES-68-131 eli:is_realized_by ?x"), "version-document"),
    # facts
    (_without("d:fact__vote unkg:statedProperty ?x"), "stated-fact-property"),
    (_without("d:fact__vote unkg:evidence ?x"), "stated-fact-evidence"),
    (_without("d:unknown__meeting unkg:reason ?x"), "unknown-fact-reason"),
    (_instead("d:adoption", "unkg:adoptionMode", "mode:shouting"), "adoption-mode"),
    (_instead("d:adoption", "unkg:votesFor", "-1"), "adoption-votes"),
    (_instead("d:adoption", "unkg:adoptionMode", "mode:consensus"), "vote-counts-mode"),
    # paragraphs
    (_with('d:para_1 unkg:eId "para_2"'), "provision-eid"),
    (_without("d:para_1 unkg:order ?x"), "provision-order"),
    (_instead("d:para_1", "unkg:order", "2"), "ProvisionOrderIsUnique"),
    (_instead("d:para_1", "unkg:span", "doc:A-RES-68-131\\/fra"), "provision-span"),
    (_with('d:para_1 unkg:text "again"@fr'), "provision-text"),
    (_without("d:para_1 eli:is_part_of ?x"), "provision-whole"),
    (_without("d:para_1 unkg:provisionType ?x"), "provision-type"),
    # citations
    (_without(f"{CITED} cito:hasCitingEntity ?x"), "citation-citing"),
    (_instead(CITED, "cito:hasCitedEntity", "doc:A-RES-68-131"), "citation-citing"),
    (_with(f"{CITED} cito:hasCitedEntity doc:A-RES-1-1"), "citation-cited"),
    (_with(f"{CITED} cito:hasCitationCharacterization cito:cites"), "citation-characterization"),
    (_instead(CITED, "unkg:citationFunction", "fn:shouting"), "citation-function"),
    (_without(f"{CITED} unkg:citingProvision ?x"), "citation-provision"),
    (_instead(CITED, "unkg:resolutionStatus", "status:guessed"), "citation-status"),
    (_instead(CITED, "unkg:resolutionStatus", "status:unresolved"), "UnresolvedTargetIsAGroup"),
    (_without(f"{CITED} unkg:confidence ?x"), "citation-confidence"),
    (_instead(CITED, "unkg:confidence", "1.5"), "confidence-range"),
    (_instead(CITED, "unkg:agreement", "1.5"), "agreement-range"),
    (_without(f"{CITED} unkg:rule ?x"), "citation-rule"),
    (_without(f"{CITED} unkg:evidence ?x"), "citation-evidence"),
    (_without(f"{CITED} unkg:reason ?x"), "Inferred"),
    (_without(f"{REPORTED} unkg:reportedIn ?x"), "reported-in"),
    (_with(f"{REPORTED} unkg:citingProvision d:preamble__p_1"), "reported-no-provision"),
    (_without("doc:A-RES-68-131 unkg:cites ?x"), "CitationHasItsEdge"),
    (_with("doc:A-RES-68-131 unkg:cites doc:A-RES-45-32"), "EdgeHasItsCitation"),
    (_without("doc:A-RES-66-122\\#para_3 eli:is_part_of ?x"), "CitedProvisionIsPartOfCited"),
    (_instead(CITED, "unkg:citedDate", '"2014-01-01"^^xsd:date'), "CitedDateIsNotLater"),
    (_instead(CITED, "unkg:citedDate", '"2014"^^xsd:gYear'), "CitedDateIsNotLater"),
    (_instead(CITED, "unkg:citingProvision", "d:para_1"), "CitationStandsInItsParagraph"),
    # words
    (_instead(WORDS, "unkg:start", "130"), "evidence-start"),
    (_without(f"{WORDS} unkg:end ?x"), "evidence-end"),
    (_instead(WORDS, "unkg:quote", '""@fr'), "evidence-quote"),
    (_instead(WORDS, "oa:hasSource", "doc:A-RES-66-122"), "evidence-source"),
    (_without(f"{WORDS} unkg:inParagraph ?x"), "evidence-paragraph"),
    (_instead(WORDS, "unkg:quote", '"sa résolution"@fr'), "QuoteHasItsLength"),
    (_instead(WORDS, "unkg:inParagraph", "d:para_1"), "EvidenceLiesInItsParagraph"),
    # mentions
    (_without(f"{UNRESOLVED} unkg:reason ?x"), "unresolved-reason"),
    (_without(f"{UNRESOLVED} unkg:evidence ?x"), "unresolved-evidence"),
    (_with(f"{UNRESOLVED} cito:hasCitedEntity id:x"), "unresolved-no-target"),
    (_with(f"{UNRESOLVED} unkg:resolutionStatus status:explicit"), "unresolved-status"),
    (_without("d:self__para_1 unkg:inProvision ?x"), "self-provision"),
    (_without("d:self__para_1 unkg:evidence ?x"), "self-evidence"),
    (_without("d:mention__para_1__body-SG unkg:inProvision ?x"), "mention-provision"),
    (_without("d:mention__para_1__body-SG unkg:mentioned ?x"), "mention-target"),
    (_without("d:mention__para_1__body-SG unkg:evidence ?x"), "mention-evidence"),
    (_with("doc:A-RES-68-131 unkg:mentionsGoal <http://metadata.un.org/sdg/41>"), "Goal"),
    # mandates
    (_without("d:req__para_1__report unkg:act ?x"), "mandate-act"),
    (_without("d:req__para_1__report unkg:mandateType ?x"), "mandate-type"),
    (_without("d:req__para_1__report unkg:addressee ?x"), "mandate-addressee"),
    (_without("d:req__para_1__report unkg:addresseeText ?x"), "mandate-text"),
    (_without("d:req__para_1__report unkg:requestedIn ?x"), "mandate-provision"),
    (_with('d:req__para_1__report unkg:dueDate "2014-01-01"^^xsd:date'), "mandate-due"),
    (_without("d:req__para_1__report unkg:evidence ?x"), "mandate-evidence"),
    (_with('doc:A-RES-68-131 unkg:mentionsGoal "41"'), "Goal"),
    # things
    (_instead("id:session\\/GA-70", "unkg:sessionNumber", "0"), "session-number"),
    (_with('id:body\\/SG rdfs:label "SG"@en'), "label-french"),
    (_with('id:body\\/SG rdfs:label "SG"@fr'), "label-english"),
    (_with('id:body\\/SG rdfs:label "SG"@fr, "le SG"@fr, "SG"@en'), "label-once"),
    # what a class beneath one of ours demands
    (_with("unkg:Aside rdfs:subClassOf unkg:Mention . d:aside a unkg:Aside"), "mention-evidence"),
    # across documents
    (_with('doc:twin unkg:symbol "A/RES/68/131"'), "SymbolIsUnique"),
    (_instead(CITED, "unkg:act", "act:misspelt"), "ConceptIsKnown"),
    (
        _without("doc:A-RES-66-122 a ?x", graph="https://w3id.org/unkg/graph/cited"),
        "CitedIsDescribed",
    ),
    (
        _with('doc:A-RES-66-122 eli:date_document "2020-01-01"^^xsd:date', graph="urn:other"),
        "CitedIsNotNewer",
    ),
]


@pytest.mark.parametrize(("update", "shape"), FAULTS, ids=[shape for _, shape in FAULTS])
def test_a_fault_breaks_its_own_shape(store, update, shape):
    good = set(store)
    store.update(PREFIXES + update)
    assert set(store) != good, "the fault was not planted"
    assert shape in _broken(store)


def test_an_ambiguous_mention_without_candidates_is_a_warning(store):
    store.update(PREFIXES + _without("?m unkg:candidate ?x"))
    report = validate(store)
    assert report.conforms
    assert [problem.shape for problem in report.warnings] == ["Ambiguous"]


READ = """
doc:A-RES-66-122 eli:date_document "2011-12-20"^^xsd:date ;
    eli:is_realized_by doc:A-RES-66-122\\/fra .
"""


@pytest.mark.parametrize("shape", ["CitedDateAgrees", "CitedProvisionExists"])
def test_a_citation_is_compared_with_the_document_it_cites(store, shape):
    store.update(PREFIXES + _with(READ, graph="urn:other"))
    assert shape in _broken(store)


def test_a_problem_names_graph_focus_path_and_message(store):
    store.update(PREFIXES + _without(f"{CITED} unkg:rule ?x"))
    (problem,) = validate(store).violations
    assert problem.graph == GRAPH
    assert problem.focus.endswith("#cit__preamble__p_1__A-RES-66-122__recalling")
    assert problem.path == "https://w3id.org/unkg/ontology#rule"
    assert problem.message == "A citation names the rule that found it."
    assert problem.severity == "Violation"
