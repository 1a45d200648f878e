"""The closed list of vocabulary terms that the code may write or ask for.

A misspelt term is an attribute error here, not a silent new property in the graph. Our own terms
are defined in ``ontology/core.ttl``; a test holds the two together. No IRI of data is made here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.iris import DATA, GRAPHS, ONTOLOGY, VOCABULARY
from kg.rdf import Iri

if TYPE_CHECKING:
    from collections.abc import Mapping

CITO = "http://purl.org/spar/cito/"
DCTERMS = "http://purl.org/dc/terms/"
ELI = "http://data.europa.eu/eli/ontology#"
OA = "http://www.w3.org/ns/oa#"
ORG = "http://www.w3.org/ns/org#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "https://schema.org/"
SDGO = "http://metadata.un.org/sdg/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"

# Prefix → namespace, for every Turtle and JSON-LD file and for our own queries.
PREFIXES: Mapping[str, str] = {
    "body": f"{DATA}body/",
    "cito": CITO,
    "dcterms": DCTERMS,
    "doc": f"{DATA}doc/",
    "eli": ELI,
    "event": f"{DATA}event/",
    "fn": f"{VOCABULARY}citation-function/",
    "graph": GRAPHS,
    "id": DATA,
    "instrument": f"{DATA}instrument/",
    "oa": OA,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "session": f"{DATA}session/",
    "skos": SKOS,
    "status": f"{VOCABULARY}resolution-status/",
    "unkg": ONTOLOGY,
    "xsd": XSD,
}


def _own(name: str) -> Iri:
    return Iri(f"{ONTOLOGY}{name}")


# Documents and their parts
DOCUMENT = _own("Document")
RESOLUTION = _own("Resolution")
DECISION = _own("Decision")
PRESIDENTIAL_STATEMENT = _own("PresidentialStatement")
DRAFT = _own("Draft")
REPORT = _own("Report")
MEETING_RECORD = _own("MeetingRecord")
PUBLICATION = _own("Publication")
DOCUMENT_GROUP = _own("DocumentGroup")
INSTRUMENT = _own("Instrument")
TREATY = _own("Treaty")
DECLARATION = _own("Declaration")
PROGRAMME_OF_ACTION = _own("ProgrammeOfAction")
OUTCOME_DOCUMENT = _own("OutcomeDocument")
LANGUAGE_VERSION = _own("LanguageVersion")
PROVISION = _own("Provision")
PREAMBULAR_PARAGRAPH = _own("PreambularParagraph")
OPERATIVE_PARAGRAPH = _own("OperativeParagraph")
SUBPARAGRAPH = _own("Subparagraph")
SECTION = _own("Section")
ANNEX = _own("Annex")
FOOTNOTE = _own("Footnote")

# What a text says
CITATION = _own("Citation")
REPORTED_CITATION = _own("ReportedCitation")
SELF_REFERENCE = _own("SelfReference")
MENTION = _own("Mention")
UNRESOLVED_MENTION = _own("UnresolvedMention")
CLAUSE_ACT = _own("ClauseAct")
REPORTING_REQUEST = _own("ReportingRequest")
FUTURE_CONSIDERATION = _own("FutureConsideration")
TEXT_EVIDENCE = _own("TextEvidence")
STATED_FACT = _own("StatedFact")
UNKNOWN_FACT = _own("UnknownFact")

# Who and when
BODY = _own("Body")
OFFICE = _own("Office")
GROUP = _own("Group")
EVENT = _own("Event")
CONFERENCE = _own("Conference")
SESSION = _own("Session")
MEETING = _own("Meeting")
AGENDA_ITEM = _own("AgendaItem")
PLACE = _own("Place")
ADOPTION_CLASS = _own("Adoption")

# What is counted over all documents
CITATION_COUNT = _own("CitationCount")
CO_CITATION = _own("CoCitation")
SERIES = _own("Series")

# A document
SYMBOL = _own("symbol")
SALES_NUMBER = _own("salesNumber")
AT_SESSION = _own("atSession")
UNDER_AGENDA_ITEM = _own("underAgendaItem")
ON_REPORT = _own("onReport")
INSTRUMENT_TYPE = _own("instrumentType")
ADOPTED_IN = _own("adoptedIn")
ADOPTED_AT = _own("adoptedAt")
DOCUMENTED_IN = _own("documentedIn")
HAS_FACT = _own("hasFact")
STATED_PROPERTY = _own("statedProperty")
REASON = _own("reason")

# Its adoption
ADOPTION = _own("adoption")
ADOPTION_MODE = _own("adoptionMode")
AT_MEETING = _own("atMeeting")
VOTES_FOR = _own("votesFor")
VOTES_AGAINST = _own("votesAgainst")
VOTES_ABSTAIN = _own("votesAbstain")

# A language version and its words
LANGUAGE = _own("language")
SHA256 = _own("sha256")
DOUBT = _own("doubt")
AGREEMENT = _own("agreement")
SPAN = _own("span")
TEXT = _own("text")
EVIDENCE = _own("evidence")
QUOTE = _own("quote")
START = _own("start")
END = _own("end")
PAGE = _own("page")
IN_PARAGRAPH = _own("inParagraph")

# A provision
EID = _own("eId")
ORDER = _own("order")
NUMBER = _own("number")
VERB = _own("verb")
ACT = _own("act")
PROVISION_TYPE = _own("provisionType")
HAS_NOTE = _own("hasNote")

# A citation, and the edges that shorten it
CITES = _own("cites")
PURSUANT_TO = _own("pursuantTo")
ENDORSES = _own("endorses")
ADOPTS = _own("adopts")
RENEWS_MANDATE_OF = _own("renewsMandateOf")
AMENDS = _own("amends")
SUPERSEDES = _own("supersedes")
CITATION_FUNCTION = _own("citationFunction")
CITING_PROVISION = _own("citingProvision")
CITED_PROVISION = _own("citedProvision")
CITED_DATE = _own("citedDate")
PINPOINT = _own("pinpoint")
REPORTED_IN = _own("reportedIn")
RESOLUTION_STATUS = _own("resolutionStatus")
CONFIDENCE = _own("confidence")
RULE = _own("rule")
CANDIDATE = _own("candidate")

# A mention
MENTIONS = _own("mentions")
MENTIONS_GOAL = _own("mentionsGoal")
MENTIONED = _own("mentioned")
MENTIONED_DATE = _own("mentionedDate")
MENTIONED_PLACE = _own("mentionedPlace")
IN_PROVISION = _own("inProvision")

# A mandate
MANDATE_TYPE = _own("mandateType")
PROPONENT = _own("proponent")
ADDRESSEE = _own("addressee")
ADDRESSEE_TEXT = _own("addresseeText")
REQUESTED_IN = _own("requestedIn")
DUE_AT_SESSION = _own("dueAtSession")
DUE_DATE = _own("dueDate")
DUE_WITHIN = _own("dueWithin")

# A session, an act of drafting
SESSION_OF = _own("sessionOf")
SESSION_NUMBER = _own("sessionNumber")
BINDING_TONE = _own("bindingTone")
DIRECTIVE = _own("directive")
CHARACTERIZATION = _own("characterization")

# A count
CITING_DOCUMENT_COUNT = _own("citingDocumentCount")
TIMES_CITED = _own("timesCited")
AWAITING_DOCUMENT_COUNT = _own("awaitingDocumentCount")
IN_SERIES = _own("inSeries")
CITING_ORGAN = _own("citingOrgan")
CITED_ORGAN = _own("citedOrgan")
CITED_TREATY = _own("citedTreaty")
CITED_TOGETHER = _own("citedTogether")
COUNTED_DOCUMENTS = _own("countedDocuments")
COUNTED_IN = _own("countedIn")
COUNTED_CITATIONS = _own("countedCitations")

# Terms of others
TYPE = Iri(f"{RDF}type")
LABEL = Iri(f"{RDFS}label")
SEE_ALSO = Iri(f"{RDFS}seeAlso")
NOTATION = Iri(f"{SKOS}notation")
EXACT_MATCH = Iri(f"{SKOS}exactMatch")
TITLE = Iri(f"{DCTERMS}title")
PUBLISHER = Iri(f"{DCTERMS}publisher")
IS_PART_OF = Iri(f"{DCTERMS}isPartOf")
PASSED_BY = Iri(f"{ELI}passed_by")
DATE_DOCUMENT = Iri(f"{ELI}date_document")
IS_REALIZED_BY = Iri(f"{ELI}is_realized_by")
PART_OF_WORK = Iri(f"{ELI}is_part_of")
HAS_SOURCE = Iri(f"{OA}hasSource")
WAS_DERIVED_FROM = Iri(f"{PROV}wasDerivedFrom")
SUB_ORGANIZATION_OF = Iri(f"{ORG}subOrganizationOf")
START_DATE = Iri(f"{SCHEMA}startDate")
END_DATE = Iri(f"{SCHEMA}endDate")
ORGANIZER = Iri(f"{SCHEMA}organizer")
NAME = Iri(f"{SCHEMA}name")
LOCATION = Iri(f"{SCHEMA}location")
GOAL = Iri(f"{SDGO}Goal")
HAS_CITING_ENTITY = Iri(f"{CITO}hasCitingEntity")
HAS_CITED_ENTITY = Iri(f"{CITO}hasCitedEntity")
HAS_CHARACTERIZATION = Iri(f"{CITO}hasCitationCharacterization")

# How CiTO calls a citation; individuals there (OWL 2 punning)
CITO_CITES = Iri(f"{CITO}cites")
OBTAINS_BACKGROUND_FROM = Iri(f"{CITO}obtainsBackgroundFrom")
CONFIRMS = Iri(f"{CITO}confirms")
CITES_FOR_INFORMATION = Iri(f"{CITO}citesForInformation")
CREDITS = Iri(f"{CITO}credits")
CITES_AS_AUTHORITY = Iri(f"{CITO}citesAsAuthority")
CITES_AS_RELATED = Iri(f"{CITO}citesAsRelated")
REVIEWS = Iri(f"{CITO}reviews")
AGREES_WITH = Iri(f"{CITO}agreesWith")
CRITIQUES = Iri(f"{CITO}critiques")
EXTENDS = Iri(f"{CITO}extends")
UPDATES = Iri(f"{CITO}updates")
RETRACTS = Iri(f"{CITO}retracts")
INCLUDES_QUOTATION_FROM = Iri(f"{CITO}includesQuotationFrom")

# Datatypes
XSD_DATE = Iri(f"{XSD}date")
XSD_YEAR = Iri(f"{XSD}gYear")
XSD_MONTH = Iri(f"{XSD}gYearMonth")
XSD_DURATION = Iri(f"{XSD}duration")
XSD_DECIMAL = Iri(f"{XSD}decimal")
XSD_INTEGER = Iri(f"{XSD}integer")
XSD_LANGUAGE = Iri(f"{XSD}language")
