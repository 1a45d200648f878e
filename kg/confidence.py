"""Claim less where there is reason to: words mended, another text, less confidence than asked.

Drop no reference. Words, act and pinpoint stay; a target that is not claimed becomes a candidate.
Bodies, dates and goals are names, not references; their targets are left as they are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from typing import TypeAlias

from msgspec.structs import replace

from kg.certainty import certainty
from kg.findings import Citation, Event, Extraction, Finding
from kg.repairs import Repair

_ANOTHER = "stands in another text that the file holds behind this one"

# a target, in the paragraph in which it stands
_Placed: TypeAlias = tuple[str, str]


def of_another_text(finding: Finding) -> Finding:
    """What another text in the file cites is not cited by this document."""
    if isinstance(finding, Citation | Event) and finding.target:
        return _open(finding, _ANOTHER)
    return finding


def as_repaired(finding: Finding, repairs: Sequence[Repair]) -> Finding:
    """The finding, less sure and with what was printed as its reason, if its words were mended.

    Args:
        finding: any.
        repairs: of the document, in reading order.
    """
    words = finding.evidence[0]
    last = bisect_right(repairs, words.end - 1, key=lambda repair: repair.start) - 1
    if last < 0 or repairs[last].end <= words.start:
        return finding
    confidence = min(finding.confidence, certainty("repaired"))
    if not isinstance(finding, Citation | Event):
        return replace(finding, confidence=confidence)
    printed = f"printed {' '.join(words.text.split())!r}, read {repairs[last].read!r}"
    return replace(
        finding,
        confidence=confidence,
        status="inferred" if finding.status == "explicit" else finding.status,
        reason=f"{printed}; {finding.reason}" if finding.reason else printed,
    )


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
    known = () if finding.target == "self" else (finding.target,)
    candidates = (*known, *(c for c in finding.candidates if c != finding.target))
    return replace(finding, target=None, status="unresolved", reason=reason, candidates=candidates)
