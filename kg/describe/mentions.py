"""Describe what a paragraph names without citing it: bodies, events, goals, dates.

All mentions of one thing in one paragraph are one node; the document gets one edge to the thing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from kg import terms
from kg.describe.citations import describe_unresolved
from kg.describe.evidence import Stated, describe_agreement, describe_evidence
from kg.describe.literals import dated, fraction, plain, worded
from kg.findings import Body, Date, Event, Goal
from kg.iris import DocumentNames, concept, eid, goal, local_name, thing
from kg.rdf import Iri, Triple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Named: TypeAlias = Body | Date | Event | Goal
_Told: TypeAlias = tuple[DocumentNames, Named]  # what one version says


def describe_mentions(versions: Sequence[Stated[Named]]) -> Iterator[Triple]:
    """Describe the mentions of a document, in the reading order of its language versions."""
    groups: dict[tuple[str, str], list[_Told]] = {}
    for names, findings in versions:
        for finding in findings:
            if isinstance(finding, Event) and finding.target is None:
                yield from describe_unresolved(names, finding)
            else:
                key = (finding.evidence[0].paragraph, _local(finding))
                groups.setdefault(key, []).append((names, finding))
    for (paragraph, local), group in groups.items():
        names = group[0][0]
        node = names.node("mention", eid(paragraph), local)
        yield (node, terms.TYPE, terms.MENTION)
        yield (node, terms.IN_PROVISION, names.provision(paragraph))
        yield from _describe(node, group)
        yield from describe_agreement(node, [names for names, _ in group], len(versions))


def _local(finding: Named) -> str:
    match finding:
        case Date(value=value):
            return f"date-{value.replace('/', '--')}"
        case Goal(number=number):
            return f"goal-{number}"
        case Event(target=target) | Body(target=target):
            return local_name(target or "")


def _describe(node: Iri, group: Sequence[_Told]) -> Iterator[Triple]:
    for names, finding in group:
        yield from _named(names, node, finding)
        if isinstance(finding, Event):
            yield from _event_details(names, node, finding)
        yield from describe_evidence(names, node, finding.evidence)
    surest = max((finding for _, finding in group), key=lambda one: one.confidence)
    yield (node, terms.CONFIDENCE, fraction(surest.confidence))
    yield (node, terms.RULE, plain(surest.rule))
    if isinstance(surest, Event) and surest.status != "explicit":
        yield (node, terms.RESOLUTION_STATUS, concept("resolution-status", surest.status))
        if surest.reason:
            yield (node, terms.REASON, plain(surest.reason))


def _named(names: DocumentNames, node: Iri, finding: Named) -> Iterator[Triple]:
    """Link node and document to the thing; a date is a value, so the document gets no edge."""
    match finding:
        case Date(value=value):
            yield (node, terms.MENTIONED_DATE, dated(value))
        case Goal(number=number):
            yield (node, terms.MENTIONED, goal(number))
            yield (names.document, terms.MENTIONS_GOAL, goal(number))
        case Event(target=target) | Body(target=target):
            yield (node, terms.MENTIONED, thing(target or ""))
            yield (names.document, terms.MENTIONS, thing(target or ""))


def _event_details(names: DocumentNames, node: Iri, event: Event) -> Iterator[Triple]:
    if event.act:
        yield (node, terms.ACT, concept("act", event.act))
    if event.place:
        yield (node, terms.MENTIONED_PLACE, worded(event.place, names.language))
    if event.date:
        yield (node, terms.MENTIONED_DATE, dated(event.date))
