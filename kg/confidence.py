"""Withhold the targets of references that are less sure than asked; drop no reference.

Change nothing of what was found: words, act and pinpoint stay, and the target becomes a candidate.
Bodies, dates and goals are names, not references; they are left as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from typing import TypeAlias

from kg.findings import Citation, Event, Extraction, Finding

# a target, in the paragraph in which it stands
_Placed: TypeAlias = tuple[str, str]


def withhold(extraction: Extraction, least: float) -> tuple[Extraction, int]:
    """The extraction with references below a confidence left unresolved.

    An act that is reported of a withheld document goes with it: who cites would be as unsure.

    Args:
        extraction: of one document.
        least: the confidence that a reference must have, from 0 to 1.

    Returns:
        The extraction, and of how many references the target was withheld.
    """
    unsure = _reporters(extraction.findings, least)
    findings = tuple(_withheld(finding, least, unsure) for finding in extraction.findings)
    changed = sum(a is not b for a, b in zip(extraction.findings, findings, strict=True))
    return (replace(extraction, findings=findings) if changed else extraction), changed


def _reporters(findings: tuple[Finding, ...], least: float) -> Set[_Placed]:
    """Targets of which, in a paragraph, no mention is sure enough."""
    cited = [f for f in findings if isinstance(f, Citation)]
    sure = set(_targets(c for c in cited if c.confidence >= least))
    return set(_targets(c for c in cited if c.confidence < least)) - sure


def _targets(citations: Iterator[Citation]) -> Iterator[_Placed]:
    return ((c.evidence[0].paragraph, c.target) for c in citations if c.target)


def _withheld(finding: Finding, least: float, unsure: Set[_Placed]) -> Finding:
    if not isinstance(finding, Citation | Event) or finding.target in (None, "self"):
        return finding
    if finding.confidence < least:
        return _open(finding, f"confidence {finding.confidence:g} is below the asked {least:g}")
    reporter = finding.reported_by if isinstance(finding, Citation) else None
    if reporter and (finding.evidence[0].paragraph, reporter) in unsure:
        return _open(finding, f"reported of {reporter}, whose confidence is below {least:g}")
    return finding


def _open(finding: Citation | Event, reason: str) -> Finding:
    assert finding.target, "what has no target is not withheld"
    others = tuple(c for c in finding.candidates if c != finding.target)
    candidates = (finding.target, *others)
    return replace(finding, target=None, status="unresolved", reason=reason, candidates=candidates)
