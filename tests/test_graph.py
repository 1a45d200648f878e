"""What one document states becomes exactly these triples."""

from __future__ import annotations

from types import MappingProxyType

import pyoxigraph as ox
import pytest
from msgspec.structs import replace

from kg.authorities import Catalogue, Entry
from kg.describe.literals import dated, fraction
from kg.findings import (
    Body,
    Citation,
    Date,
    Event,
    Evidence,
    Extraction,
    Fact,
    Goal,
    Mandate,
    Paragraph,
)
from kg.graph import cited_symbols, describe, describe_authorities, describe_cited, targets_of
from tests.statements import statements

PREFIXES = """
@prefix act: <https://w3id.org/unkg/vocab/act/> .
@prefix cito: <http://purl.org/spar/cito/> .
@prefix d: <https://w3id.org/unkg/id/doc/A-RES-68-131#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix doc: <https://w3id.org/unkg/id/doc/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix fn: <https://w3id.org/unkg/vocab/citation-function/> .
@prefix id: <https://w3id.org/unkg/id/> .
@prefix mandate: <https://w3id.org/unkg/vocab/mandate-type/> .
@prefix mode: <https://w3id.org/unkg/vocab/adoption-mode/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix part: <https://w3id.org/unkg/vocab/provision-type/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sdg: <http://metadata.un.org/sdg/> .
@prefix sdgo: <http://metadata.un.org/sdg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix status: <https://w3id.org/unkg/vocab/resolution-status/> .
@prefix unkg: <https://w3id.org/unkg/ontology#> .
@prefix v: <https://w3id.org/unkg/id/doc/A-RES-68-131/fra#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

CATALOGUE = Catalogue(
    MappingProxyType(
        {
            "instrument:cedaw": Entry(
                "instrument:cedaw",
                "instrument",
                "treaty",
                {"en": ("Women's Convention",), "fr": ("Convention sur les femmes",)},
                facts={"symbol": "A/RES/34/180", "date": "1979-12-18", "wikidata": "Q170774"},
            ),
            "event:wssd-1995": Entry(
                "event:wssd-1995",
                "event",
                "summit",
                {"en": ("Social Summit",), "fr": ("Sommet social",)},
                facts={
                    "date": "1995-03-06/1995-03-12",
                    "place": {"en": "Copenhagen", "fr": "Copenhague"},
                    "outcome": ["copenhagen-declaration"],
                    "organ": "GA",
                    "symbol": "A/CONF.166/9",
                },
            ),
            "body:SG": Entry("body:SG", "body", "officer", {"en": ("Secretary-General",)}),
            "body:UN": Entry("body:UN", "body", "organisation", {"en": ("United Nations",)}),
            "body:GA": Entry(
                "body:GA", "body", "organ", {"en": ("General Assembly",)}, facts={"part_of": "UN"}
            ),
        }
    ),
    MappingProxyType({"5": {"en": "Gender equality", "fr": "Égalité entre les sexes"}}),
)
BARE = Extraction(
    path="/somewhere/a.txt",
    sha256="ab" * 32,
    language="fr",
    symbol="A/RES/68/131",
    organ="GA",
    facts=(),
    unknown=(),
    paragraphs=(),
    findings=(),
)
RECALLED = Evidence("PP1", 110, 130, "sa résolution 66/122")
CITATION = Citation(
    evidence=(RECALLED,),
    target="A/RES/66/122",
    status="inferred",
    rule="possessive",
    confidence=0.95,
    act="recalls",
    reason="possessive of the adopting organ",
)


def _found(*findings) -> Extraction:
    return replace(BARE, findings=findings)


def _triples(extraction: Extraction) -> set[ox.Triple]:
    return {quad.triple for quad in statements(describe([extraction], CATALOGUE))}


def _added(extraction: Extraction) -> set[ox.Triple]:
    """What the extraction says beyond its bare frame."""
    return _triples(extraction) - _triples(BARE)


def _turtle(text: str) -> set[ox.Triple]:
    parsed = ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)
    return {quad.triple for quad in parsed}


def _of(triples: set[ox.Triple], name: str) -> set[ox.Triple]:
    return {triple for triple in triples if triple.subject.value == name}


def test_a_document_is_typed_and_linked_to_its_source_and_its_bytes():
    assert _triples(BARE) == _turtle(
        """
        doc:A-RES-68-131 a unkg:Document , unkg:Resolution ;
            unkg:symbol "A/RES/68/131" ;
            rdfs:seeAlso <https://docs.un.org/fr/A/RES/68/131> ;
            eli:passed_by id:body\\/GA ;
            unkg:adoption d:adoption ;
            eli:is_realized_by doc:A-RES-68-131\\/fra .
        d:adoption a unkg:Adoption ; unkg:adoptionMode mode:unknown .
        doc:A-RES-68-131\\/fra a unkg:LanguageVersion ;
            unkg:language "fr"^^xsd:language ;
            unkg:sha256 "abababababababababababababababababababababababababababababababab" .
        id:body\\/GA a unkg:Body .
        """
    )


def test_all_that_a_document_states_is_in_its_own_graph():
    quads = statements(describe([_found(CITATION)], CATALOGUE))
    graphs = {quad.graph_name.value for quad in quads}
    assert graphs == {"https://w3id.org/unkg/graph/A-RES-68-131"}


def test_a_document_without_symbol_is_no_more_than_a_document():
    triples = _triples(replace(BARE, symbol=None, organ=None))
    name = "https://w3id.org/unkg/id/doc/unidentified-abababababab"
    assert _of(triples, name) == _turtle(
        f"""
        <{name}> a unkg:Document ; unkg:adoption <{name}#adoption> ;
            eli:is_realized_by <{name}/fra> .
        """
    )


def test_the_path_of_the_file_is_in_no_triple():
    assert not any("somewhere" in str(triple) for triple in _triples(BARE))


def test_a_citation_is_a_node_an_edge_and_its_words():
    assert _added(_found(CITATION)) == _turtle(
        """
        d:cit__preamble__p_1__A-RES-66-122__recalling a unkg:Citation ;
            cito:hasCitingEntity doc:A-RES-68-131 ;
            cito:hasCitedEntity doc:A-RES-66-122 ;
            cito:hasCitationCharacterization cito:obtainsBackgroundFrom ;
            unkg:citationFunction fn:recalling ;
            unkg:act act:recalls ;
            unkg:citingProvision d:preamble__p_1 ;
            unkg:resolutionStatus status:inferred ;
            unkg:confidence 0.95 ;
            unkg:rule "possessive" ;
            unkg:reason "possessive of the adopting organ" ;
            unkg:evidence v:char\\=110\\,130 .
        doc:A-RES-68-131 unkg:cites doc:A-RES-66-122 .
        v:char\\=110\\,130 a unkg:TextEvidence ;
            oa:hasSource doc:A-RES-68-131\\/fra ;
            unkg:start 110 ; unkg:end 130 ;
            unkg:quote "sa résolution 66/122"@fr ;
            unkg:inParagraph d:preamble__p_1 .
        """
    )


def test_pinpoints_and_a_printed_date_stand_on_the_citation():
    pinned = replace(
        CITATION, pinpoint="paras. 3-4", provisions=("para_3", "para_4"), date="2011-12-19"
    )
    assert _triples(_found(pinned)) - _triples(_found(CITATION)) == _turtle(
        """
        d:cit__preamble__p_1__A-RES-66-122__recalling unkg:pinpoint "paras. 3-4" ;
            unkg:citedDate "2011-12-19"^^xsd:date ;
            unkg:citedProvision doc:A-RES-66-122\\#para_3 , doc:A-RES-66-122\\#para_4 .
        doc:A-RES-66-122\\#para_3 eli:is_part_of doc:A-RES-66-122 .
        doc:A-RES-66-122\\#para_4 eli:is_part_of doc:A-RES-66-122 .
        """
    )


def test_the_same_citation_twice_is_one_node_with_two_pieces_of_evidence():
    again = replace(CITATION, evidence=(Evidence("PP1", 140, 154, "la résolution "),))
    assert _triples(_found(CITATION, again)) - _triples(_found(CITATION)) == _turtle(
        """
        d:cit__preamble__p_1__A-RES-66-122__recalling unkg:evidence v:char\\=140\\,154 .
        v:char\\=140\\,154 a unkg:TextEvidence ;
            oa:hasSource doc:A-RES-68-131\\/fra ;
            unkg:start 140 ; unkg:end 154 ;
            unkg:quote "la résolution "@fr ;
            unkg:inParagraph d:preamble__p_1 .
        """
    )


def test_a_note_that_says_what_a_name_is_adds_evidence_and_no_citation():
    words = Evidence("FN1", 900, 906, "66/122")
    note = replace(CITATION, evidence=(words,), act=None)
    joined = replace(CITATION, evidence=(*CITATION.evidence, words))
    assert _triples(_found(joined, note)) == _triples(_found(joined))


def test_a_note_that_says_where_a_text_stands_is_a_citation_as_well():
    words = Evidence("FN1", 900, 906, "66/122")
    note = replace(CITATION, evidence=(words,), act=None, pinpoint="annex")
    joined = replace(CITATION, evidence=(*CITATION.evidence, words))
    assert any(
        triple.subject.value.endswith("#cit__fn_1__A-RES-66-122__mentioning")
        for triple in _triples(_found(joined, note)) - _triples(_found(joined))
    )


def test_of_two_readings_the_surer_speaks_for_the_citation():
    surer = replace(CITATION, status="explicit", rule="symbol", confidence=1.0, reason=None)
    triples = _triples(_found(CITATION, surer))
    assert (
        _turtle(
            """
            d:cit__preamble__p_1__A-RES-66-122__recalling unkg:resolutionStatus status:explicit ;
                unkg:rule "symbol" ; unkg:confidence "1"^^xsd:decimal .
            """
        )
        <= triples
    )
    assert (
        not _turtle('d:cit__preamble__p_1__A-RES-66-122__recalling unkg:rule "possessive" .')
        & triples
    )


def test_another_function_makes_another_citation():
    endorsed = replace(CITATION, act="endorses")
    names = {
        triple.subject.value.partition("#")[2]
        for triple in _triples(_found(CITATION, endorsed))
        if "#cit__" in triple.subject.value
    }
    assert names == {
        "cit__preamble__p_1__A-RES-66-122__recalling",
        "cit__preamble__p_1__A-RES-66-122__endorsing",
    }


def test_a_citation_without_act_mentions():
    assert _turtle(
        """
            d:cit__preamble__p_1__A-RES-66-122__mentioning unkg:citationFunction fn:mentioning ;
                cito:hasCitationCharacterization cito:cites .
            """
    ) <= _triples(_found(replace(CITATION, act=None)))


def test_a_strong_function_has_an_edge_of_its_own():
    assert _turtle("doc:A-RES-68-131 unkg:endorses doc:A-RES-66-122 .") <= _triples(
        _found(replace(CITATION, act="endorses"))
    )


def test_a_reported_citation_belongs_to_the_document_reported_on():
    reported = replace(
        CITATION, act="endorses", target="instrument:cedaw", reported_by="A/RES/66/122"
    )
    name = (
        "https://w3id.org/unkg/id/doc/A-RES-68-131#cit__preamble__p_1__instrument-cedaw__endorsing"
    )
    triples = _triples(_found(reported))
    assert _of(triples, f"{name}__by__A-RES-66-122") == _turtle(
        f"""
        <{name}__by__A-RES-66-122> a unkg:ReportedCitation ;
            cito:hasCitingEntity doc:A-RES-66-122 ;
            cito:hasCitedEntity id:instrument\\/cedaw ;
            cito:hasCitationCharacterization cito:agreesWith ;
            unkg:citationFunction fn:endorsing ;
            unkg:act act:endorses ;
            unkg:reportedIn d:preamble__p_1 ;
            unkg:resolutionStatus status:inferred ;
            unkg:confidence 0.95 ;
            unkg:rule "possessive" ;
            unkg:reason "possessive of the adopting organ" ;
            unkg:evidence v:char\\=110\\,130 .
        """
    )
    assert (
        _turtle(
            """
            doc:A-RES-66-122 unkg:cites id:instrument\\/cedaw ;
                unkg:endorses id:instrument\\/cedaw .
            """
        )
        <= triples
    )
    assert not _turtle("doc:A-RES-68-131 unkg:cites id:instrument\\/cedaw .") & triples


@pytest.mark.parametrize("target", ["self", "A/RES/68/131"])
def test_a_document_that_speaks_of_itself_gets_a_record_and_no_edge(target):
    own = Citation((Evidence("OP3", 300, 302, "la"),), target, "explicit", "present", 1.0)
    assert _added(_found(own)) == _turtle(
        """
        d:self__para_3 a unkg:SelfReference ;
            unkg:inProvision d:para_3 ;
            unkg:rule "present" ;
            unkg:evidence v:char\\=300\\,302 .
        v:char\\=300\\,302 a unkg:TextEvidence ;
            oa:hasSource doc:A-RES-68-131\\/fra ;
            unkg:start 300 ; unkg:end 302 ; unkg:quote "la"@fr ;
            unkg:inParagraph d:para_3 .
        """
    )


def test_an_ambiguous_mention_keeps_its_candidates_and_gets_no_edge():
    ambiguous = replace(
        CITATION,
        target=None,
        status="ambiguous",
        confidence=0.5,
        rule="number",
        reason="two organs share the number",
        candidates=("A/RES/45/32", "A/HRC/RES/45/32"),
    )
    triples = _added(_found(ambiguous))
    (name,) = {t.subject.value for t in triples if "#unresolved" in t.subject.value}
    assert name.startswith("https://w3id.org/unkg/id/doc/A-RES-68-131#unresolved__preamble__p_1__")
    assert _of(triples, name) == _turtle(
        f"""
        <{name}> a unkg:UnresolvedMention ;
            unkg:inProvision d:preamble__p_1 ;
            unkg:act act:recalls ;
            unkg:candidate doc:A-RES-45-32 , doc:A-HRC-RES-45-32 ;
            unkg:resolutionStatus status:ambiguous ;
            unkg:confidence 0.5 ;
            unkg:rule "number" ;
            unkg:reason "two organs share the number" ;
            unkg:evidence v:char\\=110\\,130 .
        """
    )
    assert not any(triple.predicate.value.endswith("#cites") for triple in triples)


def test_an_open_set_is_a_group_of_documents():
    series = replace(CITATION, target="series:ga-social-integration")
    assert _turtle(
        """
            doc:A-RES-68-131 unkg:cites id:series\\/ga-social-integration .
            id:series\\/ga-social-integration a unkg:DocumentGroup ;
                skos:notation "ga-social-integration" .
            """
    ) <= _triples(_found(series))


def test_a_recalled_event_is_mentioned_with_its_printed_place_and_date():
    event = Event(
        (Evidence("PP1", 200, 206, "Sommet"),),
        "event:wssd-1995",
        "explicit",
        "name",
        1.0,
        act="recalls",
        place="Copenhague",
        date="1995-03-06/1995-03-12",
    )
    triples = _triples(_found(event))
    name = "https://w3id.org/unkg/id/doc/A-RES-68-131#mention__preamble__p_1__event-wssd-1995"
    assert _of(triples, name) == _turtle(
        f"""
        <{name}> a unkg:Mention ;
            unkg:inProvision d:preamble__p_1 ;
            unkg:mentioned id:event\\/wssd-1995 ;
            unkg:act act:recalls ;
            unkg:mentionedPlace "Copenhague"@fr ;
            unkg:mentionedDate "1995-03-06/1995-03-12" ;
            unkg:confidence "1"^^xsd:decimal ;
            unkg:rule "name" ;
            unkg:evidence v:char\\=200\\,206 .
        """
    )
    assert (
        _turtle(
            """
            doc:A-RES-68-131 unkg:mentions id:event\\/wssd-1995 .
            id:event\\/wssd-1995 a unkg:Conference .
            """
        )
        <= triples
    )


def test_an_event_that_cannot_be_told_is_an_unresolved_mention():
    event = Event(
        (Evidence("PP1", 200, 206, "Sommet"),), None, "unresolved", "cue", 0.4, reason="no name"
    )
    assert any(
        triple.object == ox.NamedNode("https://w3id.org/unkg/ontology#UnresolvedMention")
        for triple in _triples(_found(event))
    )


def test_bodies_goals_and_dates_are_mentioned():
    evidence = (Evidence("OP3", 330, 332, "xx"),)
    triples = _triples(
        _found(
            Body(evidence, "body:SG", "name", 1.0),
            Goal(evidence, "5", "number", 1.0),
            Date(evidence, "1995-09", "month", 1.0),
        )
    )
    assert (
        _turtle(
            """
            doc:A-RES-68-131 unkg:mentions id:body\\/SG ; unkg:mentionsGoal sdg:5 .
            id:body\\/SG a unkg:Office .
            d:mention__para_3__body-SG a unkg:Mention ; unkg:mentioned id:body\\/SG .
            d:mention__para_3__goal-5 a unkg:Mention ; unkg:mentioned sdg:5 .
            d:mention__para_3__date-1995-09 a unkg:Mention ;
                unkg:mentionedDate "1995-09"^^xsd:gYearMonth .
            """
        )
        <= triples
    )


REQUEST = Mandate(
    evidence=(Evidence("OP8", 400, 404, "Prie"),),
    addressee="le Secrétaire général",
    targets=("body:SG",),
    act="requests",
    verb="Prie",
    type="report",
    rule="request",
    confidence=0.9,
    due="session:GA-68",
)


def test_a_request_for_a_report_says_who_owes_what_to_whom_and_when():
    triples = _triples(_found(REQUEST))
    assert _of(triples, "https://w3id.org/unkg/id/doc/A-RES-68-131#req__para_8__report") == _turtle(
        """
        d:req__para_8__report a unkg:ReportingRequest ;
            unkg:mandateType mandate:report ;
            unkg:act act:requests ;
            unkg:proponent id:body\\/GA ;
            unkg:addressee id:body\\/SG ;
            unkg:addresseeText "le Secrétaire général"@fr ;
            unkg:requestedIn d:para_8 ;
            unkg:dueAtSession id:session\\/GA-68 ;
            unkg:confidence 0.9 ;
            unkg:rule "request" ;
            unkg:evidence v:char\\=400\\,404 .
        """
    )
    assert _of(triples, "https://w3id.org/unkg/id/session/GA-68") == _turtle(
        """
        id:session\\/GA-68 a unkg:Session ; skos:notation "GA-68" ;
            unkg:sessionOf id:body\\/GA ; unkg:sessionNumber 68 .
        """
    )


@pytest.mark.parametrize(
    ("due", "statement"),
    [
        ("P6M", 'unkg:dueWithin "P6M"^^xsd:duration'),
        ("2014-03-31", 'unkg:dueDate "2014-03-31"^^xsd:date'),
        ("2015", 'unkg:dueDate "2015"^^xsd:gYear'),
    ],
)
def test_a_due_time_is_a_session_a_date_or_a_duration(due, statement):
    assert _turtle(f"d:req__para_8__report {statement} .") <= _triples(
        _found(replace(REQUEST, due=due))
    )


def test_the_kind_of_a_mandate_tells_its_class():
    classes = [
        triple.object.value.rpartition("#")[2]
        for kind in ("agenda", "task", "recommendation", "decision")
        for triple in _added(_found(replace(REQUEST, type=kind)))
        if "#req" in triple.subject.value and triple.predicate.value.endswith("#type")
    ]
    assert classes == ["FutureConsideration", "ClauseAct", "ClauseAct", "ClauseAct"]


def test_a_second_mandate_of_a_paragraph_is_numbered():
    assert _turtle("d:req__para_8__task unkg:mandateType mandate:task .") <= _triples(
        _found(REQUEST, replace(REQUEST, type="task"))
    )


def test_paragraphs_say_what_they_are_and_where_they_stand():
    paragraphs = (
        Paragraph(
            "PP1", "preambular", 100, 300, "Rappelant …", None, "Rappelant", "recalls", ("FN1",)
        ),
        Paragraph("OP3(a)[B]", "operative", 350, 400, "de présenter …", "a)"),
        Paragraph("OP3[B]", "operative", 300, 400, "Prie …", "3."),
        Paragraph("FN1", "note", 500, 560, "Voir résolution 65/1."),
        Paragraph("ANNEX1", "annex", 600, 700, "Annexe"),
    )
    assert _added(replace(BARE, paragraphs=paragraphs)) == _turtle(
        """
        d:preamble__p_1 a unkg:PreambularParagraph ;
            unkg:provisionType part:preambular ; unkg:eId "preamble__p_1" ; unkg:order 1 ;
            unkg:span v:char\\=100\\,300 ; unkg:text "Rappelant …"@fr ;
            unkg:verb "Rappelant"@fr ; unkg:act act:recalls ; unkg:hasNote d:fn_1 ;
            eli:is_part_of doc:A-RES-68-131 .
        d:sec_B a unkg:Section ; eli:is_part_of doc:A-RES-68-131 .
        d:sec_B__para_3__point_a a unkg:Subparagraph ;
            unkg:provisionType part:operative ; unkg:eId "sec_B__para_3__point_a" ; unkg:order 2 ;
            unkg:span v:char\\=350\\,400 ; unkg:text "de présenter …"@fr ; unkg:number "a)" ;
            eli:is_part_of doc:A-RES-68-131 , d:sec_B__para_3 , d:sec_B .
        d:sec_B__para_3 a unkg:OperativeParagraph ;
            unkg:provisionType part:operative ; unkg:eId "sec_B__para_3" ; unkg:order 3 ;
            unkg:span v:char\\=300\\,400 ; unkg:text "Prie …"@fr ; unkg:number "3." ;
            eli:is_part_of doc:A-RES-68-131 , d:sec_B .
        d:fn_1 a unkg:Footnote ;
            unkg:provisionType part:note ; unkg:eId "fn_1" ; unkg:order 4 ;
            unkg:span v:char\\=500\\,560 ; unkg:text "Voir résolution 65/1."@fr ;
            eli:is_part_of doc:A-RES-68-131 .
        d:annex_1 a unkg:Annex ;
            unkg:provisionType part:annex ; unkg:eId "annex_1" ; unkg:order 5 ;
            unkg:span v:char\\=600\\,700 ; unkg:text "Annexe"@fr ;
            eli:is_part_of doc:A-RES-68-131 .
        """
    )


def test_the_lines_of_a_heading_are_one_provision_with_several_spans():
    lines = (
        Paragraph("HEAD", "head", 0, 9, "Assemblée"),
        Paragraph("HEAD", "head", 12, 20, "Session"),
    )
    assert _added(replace(BARE, paragraphs=lines)) == _turtle(
        """
        d:preface a unkg:Provision ;
            unkg:provisionType part:head ; unkg:eId "preface" ; unkg:order 1 ;
            unkg:span v:char\\=0\\,9 , v:char\\=12\\,20 ;
            unkg:text "Assemblée\\nSession"@fr ;
            eli:is_part_of doc:A-RES-68-131 .
        """
    )


HEAD = Evidence("HEAD", 0, 2, "xx")


@pytest.mark.parametrize(
    ("field", "value", "statement"),
    [
        ("title", "Intégration", 'doc:A-RES-68-131 dcterms:title "Intégration"@fr .'),
        ("session", "session:GA-68", "doc:A-RES-68-131 unkg:atSession id:session\\/GA-68 ."),
        (
            "adoption-date",
            "2013-12-18",
            'doc:A-RES-68-131 eli:date_document "2013-12-18"^^xsd:date .',
        ),
        (
            "meeting",
            "meeting:GA-68-plenary-70",
            "d:adoption unkg:atMeeting id:meeting\\/GA-68-plenary-70 .",
        ),
        ("committee-report", "A/68/448", "doc:A-RES-68-131 unkg:onReport doc:A-68-448 ."),
        ("agenda-item", "agenda:x", "doc:A-RES-68-131 unkg:underAgendaItem id:agenda\\/x ."),
        ("vote", "vote:without-a-vote", "d:adoption unkg:adoptionMode mode:without-a-vote ."),
        (
            "vote",
            "vote:124-3-48",
            "d:adoption unkg:adoptionMode mode:recorded-vote ; unkg:votesFor 124 ;"
            " unkg:votesAgainst 3 ; unkg:votesAbstain 48 .",
        ),
    ],
)
def test_a_fact_is_a_property_with_its_words(field, value, statement):
    triples = _triples(replace(BARE, facts=(Fact(field, value, HEAD),)))
    assert _turtle(statement) <= triples
    assert (
        _turtle(
            f"""
            doc:A-RES-68-131 unkg:hasFact d:fact__{field} .
            d:fact__{field} a unkg:StatedFact ; unkg:evidence v:char\\=0\\,2 .
            """
        )
        <= triples
    )


def test_an_adoption_has_one_mode():
    triples = _triples(replace(BARE, facts=(Fact("vote", "vote:124-3-48", HEAD),)))
    assert not _turtle("d:adoption unkg:adoptionMode mode:unknown .") & triples


def test_what_a_text_does_not_state_is_unknown_with_a_reason():
    assert _added(replace(BARE, unknown=(("vote", "no vote line"),))) == _turtle(
        """
        doc:A-RES-68-131 unkg:hasFact d:unknown__vote .
        d:unknown__vote a unkg:UnknownFact ;
            unkg:statedProperty unkg:adoptionMode ; unkg:reason "no vote line" .
        """
    )


def test_the_same_extraction_gives_the_same_quads_in_the_same_order_each_once():
    extraction = _found(CITATION, CITATION, REQUEST)
    graph = describe([extraction], CATALOGUE)
    quads = statements(graph)
    assert graph == describe([extraction], CATALOGUE)
    assert len(graph.triples) == len(quads)
    assert len(quads) == len(set(quads))


def test_there_are_no_blank_nodes():
    quads = statements(describe([_found(CITATION, REQUEST)], CATALOGUE))
    assert quads
    assert not [q for q in quads if ox.BlankNode in (type(q.subject), type(q.object))]


def test_a_document_lists_what_it_points_to():
    reported = replace(CITATION, reported_by="A/RES/74/4", candidates=("A/RES/1/1",))
    goal = Goal((HEAD,), "5", "number", 1.0)
    assert targets_of(_found(reported, REQUEST, goal)) == {
        "A/RES/66/122",
        "A/RES/74/4",
        "A/RES/1/1",
        "body:GA",
        "body:SG",
        "session:GA-68",
        "goal:5",
    }


def test_the_documents_in_which_instruments_were_adopted_are_cited_documents():
    targets = {"A/RES/66/122", "instrument:cedaw", "body:GA", "goal:5", "session:GA-68"}
    assert cited_symbols(targets, CATALOGUE) == {"A/RES/66/122", "A/RES/34/180"}


def test_a_cited_document_is_described_as_far_as_its_symbol_tells():
    quads = statements(describe_cited(["S/RES/1325 (2000)", "A/C.3/76/L.17"]))
    assert {quad.graph_name.value for quad in quads} == {"https://w3id.org/unkg/graph/cited"}
    assert {quad.triple for quad in quads} == _turtle(
        """
        doc:S-RES-1325_2000 a unkg:Document , unkg:Resolution ;
            unkg:symbol "S/RES/1325 (2000)" ;
            rdfs:seeAlso <https://docs.un.org/en/S/RES/1325%20(2000)> ;
            eli:passed_by id:body\\/SC .
        doc:A-C.3-76-L.17 a unkg:Document , unkg:Draft ;
            unkg:symbol "A/C.3/76/L.17" ;
            rdfs:seeAlso <https://docs.un.org/en/A/C.3/76/L.17> .
        """
    )


def test_a_decision_of_the_assembly_has_no_page_of_its_own():
    predicates = [q.predicate.value for q in statements(describe_cited(["A/DEC/74/544"]))]
    assert predicates
    assert not [name for name in predicates if "seeAlso" in name]


def test_authorities_are_described_with_what_they_are_part_of():
    named = {"instrument:cedaw", "event:wssd-1995", "body:GA", "goal:5"}
    quads = statements(describe_authorities(named, CATALOGUE))
    assert {quad.graph_name.value for quad in quads} == {"https://w3id.org/unkg/graph/authorities"}
    assert {quad.triple for quad in quads} == _turtle(
        """
        id:instrument\\/cedaw a unkg:Treaty ;
            rdfs:label "Women's Convention"@en , "Convention sur les femmes"@fr ;
            unkg:instrumentType <https://w3id.org/unkg/vocab/instrument-type/treaty> ;
            eli:date_document "1979-12-18"^^xsd:date ;
            unkg:adoptedIn doc:A-RES-34-180 ;
            skos:exactMatch <http://www.wikidata.org/entity/Q170774> .
        id:event\\/wssd-1995 a unkg:Conference ;
            rdfs:label "Social Summit"@en , "Sommet social"@fr ;
            schema:startDate "1995-03-06"^^xsd:date ; schema:endDate "1995-03-12"^^xsd:date ;
            schema:location id:place\\/copenhagen ; schema:organizer id:body\\/GA ;
            unkg:documentedIn doc:A-CONF.166-9 .
        id:instrument\\/copenhagen-declaration unkg:adoptedAt id:event\\/wssd-1995 .
        id:place\\/copenhagen a unkg:Place ; rdfs:label "Copenhagen"@en , "Copenhague"@fr .
        id:body\\/GA a unkg:Body ; rdfs:label "General Assembly"@en ;
            org:subOrganizationOf id:body\\/UN .
        id:body\\/UN a unkg:Body ; rdfs:label "United Nations"@en .
        sdg:5 a sdgo:Goal ; rdfs:label "Gender equality"@en , "Égalité entre les sexes"@fr .
        """
    )


def test_an_authority_that_no_file_has_is_left_out():
    assert describe_authorities({"instrument:unheard-of"}, CATALOGUE).triples == ()


@pytest.mark.parametrize(
    ("value", "written"),
    [(1.0, "1"), (0.95, "0.95"), (0.9, "0.9"), (0.0, "0"), (0.12345, "0.123")],
)
def test_a_decimal_is_written_as_the_store_gives_it_back(value, written):
    assert fraction(value).value == written


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("2021-12-16", "date"),
        ("2021-02-30", "string"),
        ("1995-09", "gYearMonth"),
        ("2000", "gYear"),
        ("1995-03-06/1995-03-12", "string"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(value, datatype):
    assert dated(value).datatype == f"http://www.w3.org/2001/XMLSchema#{datatype}"
