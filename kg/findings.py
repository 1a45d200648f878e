"""The frozen values that extraction ends in: what a resolution states, on which words.

Say what was found; say nothing of RDF. Everything behind this module (graph, records, report)
reads only these types.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from msgspec import Struct

Status: TypeAlias = Literal["explicit", "inferred", "ambiguous", "unresolved"]
LinkEnding: TypeAlias = Literal["confirmed", "corrected", "added", "contradicted"]
LINK_ENDINGS: tuple[LinkEnding, ...] = get_args(LinkEnding)
MandateType: TypeAlias = Literal["report", "task", "recommendation", "agenda", "decision"]
Part: TypeAlias = Literal[
    "head",
    "enacting",
    "preambular",
    "operative",
    "heading",
    "note",
    "closing",
    "annex",
    "other",
    "link",
    "furniture",
]
FactField: TypeAlias = Literal[
    "symbol",
    "title",
    "organ",
    "session",
    "adoption-date",
    "meeting",
    "vote",
    "agenda-item",
    "committee-report",
]


class Evidence(Struct, frozen=True):
    """The words behind a finding: ``source[start:end] == text``, in code points of the source."""

    paragraph: str  # the paragraph's label: "PP3", "OP3(a)", "FN1"
    start: int
    end: int  # exclusive
    text: str
    page: int | None = None  # from 1; of files that have pages


class Paragraph(Struct, frozen=True):
    """One paragraph as the graph knows it; the whole text of the document stays in the source."""

    label: str  # HEAD PP1 OP3(a)(i) OP2[B] FN1 ANNEX1.4 SEC2 FOOT OTHER1 URL1
    part: Part
    start: int
    end: int
    text: str  # normalised: lines joined, footnote marks and page furniture taken out
    number: str | None = None  # as printed: "3.", "a)"
    verb: str | None = None  # as printed: "Rappelant également"
    act: str | None = None  # language-neutral: "recalls"
    notes: tuple[str, ...] = ()  # labels of the footnotes anchored here
    page: int | None = None  # on which it begins; of files that have pages


class Fact(Struct, frozen=True):
    """Something that a document states of itself: its symbol, title, vote."""

    field: FactField
    value: str  # "A/RES/76/136", "body:GA", "session:GA-76", "2021-12-16", "vote:124-3-48"
    evidence: Evidence


class Citation(Struct, frozen=True):
    """A document, instrument, publication or open set that a paragraph cites.

    ``target`` is a canonical symbol, ``instrument:KEY``, ``publication:KEY``, ``series:KEY``,
    ``self``, or None where the mention could not be resolved; then ``reason`` says why.
    The first evidence stands in the citing paragraph; others (a footnote that identifies, a
    hyperlink that confirms) follow.
    """

    evidence: tuple[Evidence, ...]
    target: str | None
    status: Status
    rule: str
    confidence: float
    act: str | None = None
    verb: str | None = None
    pinpoint: str | None = None  # "paras. 3-4", "annex", "chap. III, para. 17"
    provisions: tuple[str, ...] = ()  # eIds of the cited provisions: "para_3", "annex_1__para_4"
    date: str | None = None  # printed with it, ISO
    reason: str | None = None
    candidates: tuple[str, ...] = ()
    reported_by: str | None = None  # the cited document to which a reported act belongs


class Event(Struct, frozen=True):
    """A summit, conference or session: ``event:KEY``, ``session:GA-78``, or None with a reason."""

    evidence: tuple[Evidence, ...]
    target: str | None
    status: Status
    rule: str
    confidence: float
    act: str | None = None
    verb: str | None = None
    place: str | None = None
    date: str | None = None  # ISO date, month, or start/end
    reason: str | None = None
    candidates: tuple[str, ...] = ()


class Body(Struct, frozen=True):
    """An organ, office, agency or group of addressees: ``body:KEY`` or ``group:KEY``."""

    evidence: tuple[Evidence, ...]
    target: str
    rule: str
    confidence: float


class Date(Struct, frozen=True):
    """A date or a range of dates, as ISO text: "2021-12-16", "1995-09", "1995-03-06/1995-03-12"."""

    evidence: tuple[Evidence, ...]
    value: str
    rule: str
    confidence: float


class Goal(Struct, frozen=True):
    """A Sustainable Development Goal or target, named by number: "5", "16.3"."""

    evidence: tuple[Evidence, ...]
    number: str
    rule: str
    confidence: float


class Mandate(Struct, frozen=True):
    """Who asks whom for what, by when."""

    evidence: tuple[Evidence, ...]  # the clause
    addressee: str  # as printed
    targets: tuple[str, ...]  # body:SG, group:member-states
    act: str
    verb: str
    type: MandateType
    rule: str
    confidence: float
    due: str | None = None  # session:GA-78, an ISO date, an ISO duration (P6M)


Finding: TypeAlias = Citation | Event | Body | Date | Goal | Mandate


class Extraction(Struct, frozen=True):
    """All that one document states, in reading order; the only thing the graph is made from."""

    path: str  # of the file, as given or found
    sha256: str  # of the file's bytes
    language: str  # ar en es fr ru zh
    symbol: str | None  # the document's own, canonical; None where the text does not say
    organ: str | None  # the adopting body's key: "GA", "SC", "HRC", "ECOSOC"
    facts: tuple[Fact, ...]
    unknown: tuple[tuple[str, str], ...]  # (field, reason) of what the text does not state
    paragraphs: tuple[Paragraph, ...]
    findings: tuple[Finding, ...]
    doubts: tuple[str, ...] = ()  # contradictions and repairs a reader should know of
    links: tuple[LinkEnding, ...] = ()  # what became of each hyperlink to a document
