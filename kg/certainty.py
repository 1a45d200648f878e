"""Lower what a finding claims where its words were mended, or stand in another text.

Nothing is dropped: a target that is not claimed stays with its mention, as a candidate.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from kg.findings import Citation, Event, Finding
from kg.repairs import Repair

REPAIRED = 0.8  # at most, where a scan's damage was mended
_ANOTHER = "stands in another text that the file holds behind this one"


def withheld(finding: Citation | Event, reason: str) -> Citation | Event:
    """The mention without its target, which becomes its candidate.

    Args:
        finding: resolved or not.
        reason: why its target is not claimed.
    """
    if finding.target is None:
        return finding
    known = () if finding.target == "self" else (finding.target,)
    return replace(
        finding, target=None, status="unresolved", reason=reason, candidates=known or finding.candidates
    )


def of_another_text(finding: Finding) -> Finding:
    """What another text in the file cites is not cited by this document."""
    return withheld(finding, _ANOTHER) if isinstance(finding, Citation | Event) else finding


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
    confidence = min(finding.confidence, REPAIRED)
    if not isinstance(finding, Citation | Event):
        return replace(finding, confidence=confidence)
    printed = f"printed {' '.join(words.text.split())!r}, read {repairs[last].read!r}"
    return replace(
        finding,
        confidence=confidence,
        status="inferred" if finding.status == "explicit" else finding.status,
        reason=f"{printed}; {finding.reason}" if finding.reason else printed,
    )
