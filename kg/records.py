"""Print an extraction as the records of ``kg extract``: one JSON object for each thing found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from kg.findings import (
    Body,
    Citation,
    Date,
    Event,
    Evidence,
    Extraction,
    Fact,
    Finding,
    Goal,
    Mandate,
    Paragraph,
)

Field: TypeAlias = str | int | float | None
Record: TypeAlias = Mapping[str, Field]


def records(extraction: Extraction, source: str) -> Iterator[Record]:
    """The records of a document, in reading order of their kinds.

    Args:
        extraction: of the document.
        source: the document's text as decoded; ``source[start:end]`` is each record's text.

    Yields:
        Flat mappings with the fields of docs/records.md.
    """
    common: dict[str, Field] = {
        "file": extraction.path,
        "document": extraction.symbol,
        "language": extraction.language,
    }
    for paragraph in extraction.paragraphs:
        yield common | _paragraph(paragraph, source)
    for fact in extraction.facts:
        yield common | _fact(fact)
    for finding in extraction.findings:
        fields = _fields(finding)
        yield common | {"kind": fields["kind"]} | _place(_first(finding)) | fields


def _first(finding: Finding) -> Evidence:
    return finding.evidence[0]


def _place(evidence: Evidence) -> dict[str, Field]:
    return {
        "paragraph": evidence.paragraph,
        "start": evidence.start,
        "end": evidence.end,
        "page": evidence.page,
        "text": evidence.text,
    }


def _paragraph(p: Paragraph, source: str) -> dict[str, Field]:
    place: dict[str, Field] = {
        "kind": "paragraph",
        "paragraph": p.label,
        "start": p.start,
        "end": p.end,
        "page": p.page,
    }
    return place | {"text": source[p.start : p.end], "verb": p.verb, "act": p.act}


def _fact(fact: Fact) -> dict[str, Field]:
    return {"kind": "meta", **_place(fact.evidence), "field": fact.field, "target": fact.value}


def _fields(finding: Finding) -> dict[str, Field]:
    match finding:
        case Citation():
            return _citation(finding)
        case Event():
            return {
                "kind": "event",
                "target": finding.target,
                "place": finding.place,
                "date": finding.date,
                "act": finding.act,
                "verb": finding.verb,
                "status": finding.status,
                "reason": finding.reason,
                "confidence": finding.confidence,
                "rule": finding.rule,
            }
        case Body():
            return {"kind": "body", "target": finding.target, "confidence": finding.confidence}
        case Date():
            return {"kind": "date", "date": finding.value, "confidence": finding.confidence}
        case Goal():
            return {
                "kind": "goal",
                "target": f"sdg:{finding.number}",
                "confidence": finding.confidence,
            }
        case Mandate():
            return {
                "kind": "mandate",
                "addressee": finding.addressee,
                "target": "; ".join(finding.targets) or None,
                "act": finding.act,
                "verb": finding.verb,
                "type": finding.type,
                "due": finding.due,
                "confidence": finding.confidence,
            }


def _citation(c: Citation) -> dict[str, Field]:
    return {
        "kind": "citation",
        "target": c.target,
        "act": c.act,
        "verb": c.verb,
        "pinpoint": c.pinpoint,
        "date": c.date,
        "status": c.status,
        "reason": c.reason,
        "candidates": "; ".join(c.candidates) or None,
        "reported_by": c.reported_by,
        "confidence": c.confidence,
        "rule": c.rule,
    }
