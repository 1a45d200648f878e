"""Describe citations: a node for what a paragraph does to a text, and the edge that shortens it.

Two mentions of one text in one paragraph, with one function, are one citation with two pieces of
evidence. What could not be resolved becomes a node with its reason, never an edge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from kg import terms
from kg.describe.evidence import describe_evidence
from kg.describe.functions import FUNCTIONS, function_of
from kg.describe.literals import dated, fraction, plain
from kg.iris import DocumentNames, concept, digest, document, eid, fragment, local_name, thing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.findings import Citation, Event, Evidence


@dataclass(frozen=True, slots=True)
class _Key:
    """What makes two mentions one citation."""

    paragraph: str
    target: str
    function: str
    reported_by: str | None

    @property
    def parts(self) -> tuple[str, ...]:
        """The pieces of the citation's name."""
        parts = (eid(self.paragraph), local_name(self.target), self.function)
        return (*parts, "by", local_name(self.reported_by)) if self.reported_by else parts


def describe_citations(
    names: DocumentNames, own: str | None, citations: Sequence[Citation]
) -> Iterator[Triple]:
    """Describe the citations of a document.

    Args:
        names: the document's names.
        own: its symbol; citing it is a self-reference, as ``self`` is.
        citations: in reading order.

    Yields:
        Citations with their edges, self-references and unresolved mentions without.
    """
    groups: dict[_Key, list[Citation]] = {}
    told = {(c.target, item) for c in citations for item in c.evidence[1:]}
    for citation in citations:
        if (citation.target, citation.evidence[0]) in told and not citation.pinpoint:
            continue  # a note that only says what its mark's words are: evidence of that citation
        if citation.target is None:
            yield from describe_unresolved(names, citation)
        elif citation.target in ("self", own):
            yield from _self_reference(names, citation)
        else:
            groups.setdefault(_key(citation, citation.target), []).append(citation)
    for key, group in groups.items():
        yield from _citation(names, key, group)
        yield from _edges(names, key)


def _key(citation: Citation, target: str) -> _Key:
    paragraph = citation.evidence[0].paragraph
    return _Key(paragraph, target, function_of(citation.act), citation.reported_by)


def _citation(names: DocumentNames, key: _Key, group: Sequence[Citation]) -> Iterator[Triple]:
    node = names.node("cit", *key.parts)
    yield Triple(node, terms.HAS_CITED_ENTITY, thing(key.target))
    yield Triple(node, terms.HAS_CHARACTERIZATION, FUNCTIONS[key.function].characterization)
    yield Triple(node, terms.CITATION_FUNCTION, concept("citation-function", key.function))
    yield Triple(node, terms.HAS_CITING_ENTITY, _citing(names, key))
    provision = names.provision(key.paragraph)
    if key.reported_by:
        yield Triple(node, terms.TYPE, terms.REPORTED_CITATION)
        yield Triple(node, terms.REPORTED_IN, provision)
    else:
        yield Triple(node, terms.TYPE, terms.CITATION)
        yield Triple(node, terms.CITING_PROVISION, provision)
    for citation in group:
        yield from _details(node, citation)
    yield from describe_certainty(node, max(group, key=lambda one: one.confidence))
    yield from describe_evidence(names, node, _all_evidence(group))


def _details(node: NamedNode, citation: Citation) -> Iterator[Triple]:
    """Add what each mention tells: its act, its pinpoint, the date printed with it."""
    if citation.act:
        yield Triple(node, terms.ACT, concept("act", citation.act))
    if citation.pinpoint:
        yield Triple(node, terms.PINPOINT, plain(citation.pinpoint))
    if citation.date:
        yield Triple(node, terms.CITED_DATE, dated(citation.date))
    for provision in citation.provisions:
        cited = thing(citation.target or "")
        yield Triple(node, terms.CITED_PROVISION, fragment(cited, provision))
        yield Triple(fragment(cited, provision), terms.PART_OF_WORK, cited)


def describe_certainty(node: NamedNode, finding: Citation | Event) -> Iterator[Triple]:
    """Say how the target was found and how sure that is; one set for each node."""
    yield Triple(node, terms.RESOLUTION_STATUS, concept("resolution-status", finding.status))
    yield Triple(node, terms.CONFIDENCE, fraction(finding.confidence))
    yield Triple(node, terms.RULE, plain(finding.rule))
    if finding.reason:
        yield Triple(node, terms.REASON, plain(finding.reason))


def _all_evidence(group: Sequence[Citation]) -> list[Evidence]:
    return [item for citation in group for item in citation.evidence]


def _citing(names: DocumentNames, key: _Key) -> NamedNode:
    """Name who cites: of a reported act, the document reported on, not the one reporting."""
    return document(key.reported_by) if key.reported_by else names.document


def _edges(names: DocumentNames, key: _Key) -> Iterator[Triple]:
    citing, edge = _citing(names, key), FUNCTIONS[key.function].edge
    yield Triple(citing, terms.CITES, thing(key.target))
    if edge:
        yield Triple(citing, edge, thing(key.target))


def _self_reference(names: DocumentNames, citation: Citation) -> Iterator[Triple]:
    label = citation.evidence[0].paragraph
    node = names.node("self", eid(label))
    yield Triple(node, terms.TYPE, terms.SELF_REFERENCE)
    yield Triple(node, terms.IN_PROVISION, names.provision(label))
    yield Triple(node, terms.RULE, plain(citation.rule))
    yield from describe_evidence(names, node, citation.evidence)


def describe_unresolved(names: DocumentNames, finding: Citation | Event) -> Iterator[Triple]:
    """Keep a mention without target: where it stands, why it has none, what it might be."""
    first = finding.evidence[0]
    node = names.node("unresolved", eid(first.paragraph), digest(first.text))
    yield Triple(node, terms.TYPE, terms.UNRESOLVED_MENTION)
    yield Triple(node, terms.IN_PROVISION, names.provision(first.paragraph))
    if finding.act:
        yield Triple(node, terms.ACT, concept("act", finding.act))
    if finding.date:
        yield Triple(node, terms.CITED_DATE, dated(finding.date))
    for candidate in finding.candidates:
        yield Triple(node, terms.CANDIDATE, thing(candidate))
    yield from describe_certainty(node, finding)
    yield from describe_evidence(names, node, finding.evidence)
