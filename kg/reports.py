"""What became of each file of a build, and of all: as values, and as ``report.json``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, TypeAlias

from kg.findings import LINK_ENDINGS, Citation, Event, Extraction, LinkEnding
from kg.places import Place
from kg.render import Drawn
from kg.versions import Agreement

Ending: TypeAlias = Literal["built", "refused", "duplicate"]


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A mention that was found and left open: where, and why."""

    paragraph: str
    start: int
    text: str
    reason: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What became of one file."""

    path: str
    ending: Ending
    reason: str | None = None
    symbol: str | None = None
    language: str | None = None
    paragraphs: int = 0
    found: tuple[tuple[str, int], ...] = ()  # mentions by kind
    outcomes: tuple[tuple[str, int], ...] = ()  # citations and events by status
    links: tuple[tuple[str, int], ...] = ()  # hyperlinks to documents by what became of them
    unknown: tuple[tuple[str, str], ...] = ()  # facts the text does not state, and why
    not_understood: tuple[NotUnderstood, ...] = ()
    doubts: tuple[str, ...] = ()
    withheld: int = 0  # targets that were less sure than asked


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What became of all files, and how large the graph is."""

    documents: tuple[DocumentReport, ...]
    agreements: tuple[Agreement, ...]  # of the resolutions read in several languages
    triples: int  # with authorities and stubs
    stated: int  # of these, what the documents state
    cited_elsewhere: int  # documents that are cited and were not read
    drawn: Drawn | None  # of a graph that is written as a whole

    def ended(self, ending: Ending) -> int:
        """How many files ended so."""
        return sum(document.ending == ending for document in self.documents)

    def total(self, kind: str) -> int:
        """How many mentions of a kind were found."""
        return sum(dict(document.found).get(kind, 0) for document in self.documents)

    def outcome(self, status: str) -> int:
        """How many citations and events ended so."""
        return sum(dict(document.outcomes).get(status, 0) for document in self.documents)

    def linked(self, ending: LinkEnding) -> int:
        """Of how many hyperlinks to documents that became."""
        return sum(dict(document.links).get(ending, 0) for document in self.documents)


def refused(path: Place, reason: str) -> DocumentReport:
    """A file that could not be read, or is no resolution."""
    return DocumentReport(str(path), "refused", reason)


def duplicate(report: DocumentReport, reason: str) -> DocumentReport:
    """A file whose text was read from another before."""
    return DocumentReport(report.path, "duplicate", reason, report.symbol, report.language)


def reported(extraction: Extraction, withheld: int) -> DocumentReport:
    """What was found in a file, counted."""
    kinds = Counter(type(finding).__name__.lower() for finding in extraction.findings)
    decided = [f for f in extraction.findings if isinstance(f, (Citation, Event))]
    outcomes = Counter(f.status for f in decided)
    return DocumentReport(
        path=extraction.path,
        ending="built",
        symbol=extraction.symbol,
        language=extraction.language,
        paragraphs=len(extraction.paragraphs),
        found=tuple(sorted(kinds.items())),
        outcomes=tuple(sorted(outcomes.items())),
        links=tuple(sorted(Counter(extraction.links).items())),
        unknown=extraction.unknown,
        not_understood=tuple(_open(f) for f in decided if f.target is None),
        doubts=extraction.doubts,
        withheld=withheld,
    )


def _open(finding: Citation | Event) -> NotUnderstood:
    evidence = finding.evidence[0]
    return NotUnderstood(
        evidence.paragraph, evidence.start, evidence.text, finding.reason or "", finding.candidates
    )


def as_json(report: BuildReport) -> str:
    """The report as the text of ``report.json``, a document a line."""
    read = max(report.ended("built"), 1)
    totals = {
        "documents": len(report.documents),
        "built": report.ended("built"),
        "refused": report.ended("refused"),
        "duplicates": report.ended("duplicate"),
        "citedElsewhere": report.cited_elsewhere,
        "triples": report.triples,
        "triplesPerDocument": round(report.stated / read),
        "found": {kind: report.total(kind) for kind in _kinds(report)},
        "outcomes": {
            s: report.outcome(s) for s in ("explicit", "inferred", "ambiguous", "unresolved")
        },
        "links": {ending: report.linked(ending) for ending in LINK_ENDINGS},
        "notUnderstood": sum(len(d.not_understood) for d in report.documents),
        "withheld": sum(d.withheld for d in report.documents),
    }
    head = json.dumps(totals, ensure_ascii=False, indent=2)
    agreements = _lines(map(_agreement, report.agreements))
    documents = _lines(map(_row, report.documents))
    return f'{{\n"totals": {head},\n"agreements": [{agreements}],\n"documents": [{documents}]\n}}\n'


def _lines(rows: Iterable[dict[str, Any]]) -> str:
    """JSON objects, each on a line of its own: there may be forty thousand of them."""
    text = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"\n{text}\n" if text else ""


def _agreement(agreement: Agreement) -> dict[str, Any]:
    """How far the language versions of a resolution agree; `kg compare` lists the differences."""
    differing = Counter(difference.kind for difference in agreement.differences)
    return {
        "symbol": agreement.symbol,
        "languages": agreement.languages,
        "agreed": dict(agreement.agreed),
        "differing": {kind: differing[kind] for kind in agreement.agreed},
    }


def _kinds(report: BuildReport) -> list[str]:
    return sorted({kind for document in report.documents for kind, _ in document.found})


def _row(document: DocumentReport) -> dict[str, Any]:
    row = {name: getattr(document, name) for name in _NAMES}
    for pairs in ("found", "outcomes", "links", "unknown"):
        row[pairs] = dict(row[pairs])
    row["not_understood"] = [asdict(mention) for mention in document.not_understood]
    return {key: value for key, value in row.items() if value not in (None, (), [], {}, 0)}


_NAMES = tuple(field.name for field in fields(DocumentReport))
