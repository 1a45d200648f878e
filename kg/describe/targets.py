"""List what a document points to, so that it can be described beside the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.findings import Body, Citation, Date, Event, Extraction, Finding, Goal, Mandate

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMING = frozenset(("organ", "session", "meeting", "agenda-item", "committee-report"))


def targets_of(extraction: Extraction) -> frozenset[str]:
    """List the symbols, ``kind:key`` and ``goal:5`` that a document points to."""
    return frozenset(target for target in _all(extraction) if target and target != "self")


def _all(extraction: Extraction) -> Iterator[str | None]:
    yield f"body:{extraction.organ}" if extraction.organ else None
    yield from (fact.value for fact in extraction.facts if fact.field in _NAMING)
    for finding in extraction.findings:
        yield from _targets(finding)


def _targets(finding: Finding) -> tuple[str | None, ...]:
    match finding:
        case Citation():
            return (finding.target, finding.reported_by, *finding.candidates)
        case Event():
            return (finding.target, *finding.candidates)
        case Body():
            return (finding.target,)
        case Goal():
            return (f"goal:{finding.number}",)
        case Mandate(due=due):
            return (*finding.targets, due if due and due.startswith("session:") else None)
        case Date():
            return ()
