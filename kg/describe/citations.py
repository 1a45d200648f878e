"""Describe citations: a node for what a paragraph does to a text, and the edge that shortens it.

Mentions of one text in one paragraph, with one function, are one citation with several pieces of
evidence, in one language version or in six. What could not be resolved becomes a node with its
reason, never an edge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kg import terms
from kg.describe.evidence import Stated, describe_agreement, describe_evidence
from kg.describe.functions import FUNCTIONS, function_of
from kg.describe.literals import dated, fraction, plain
from kg.iris import DocumentNames, concept, digest, document, eid, fragment, local_name, thing
from kg.rdf import Iri, Triple
from kg.versions import neutral

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.findings import Citation, Event

_Told: TypeAlias = "tuple[DocumentNames, Citation]"  # what one version says


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


def describe_citations(versions: Sequence[Stated[Citation]], own: str | None) -> Iterator[Triple]:
    """Describe the citations of a document, which its language versions state.

    Args:
        versions: each with its citations in reading order.
        own: the document's symbol; citing it is a self-reference, as ``self`` is.

    Yields:
        Citations with their edges, self-references and unresolved mentions without.
    """
    groups = _Groups()
    for names, citations in versions:
        told = {(c.target, item) for c in citations for item in c.evidence[1:]}
        for citation in citations:
            if (citation.target, citation.evidence[0]) in told and not citation.pinpoint:
                continue  # a note that only says what its mark's words are: evidence of that one
            if citation.target is None:
                yield from describe_unresolved(names, citation)
            elif citation.target in ("self", own):
                yield from _self_reference(names, citation)
            else:
                groups.add(_key(citation, citation.target), names, citation)
    for key, group in groups.by_key.items():
        yield from _citation(key, group, len(versions))
        yield from _edges(group[0][0], key)


def _key(citation: Citation, target: str) -> _Key:
    paragraph = citation.evidence[0].paragraph
    return _Key(paragraph, target, function_of(citation.act), citation.reported_by)


class _Groups:
    """The mentions of each citation, which several versions may word with different verbs.

    Languages have one verb for several acts, and name a set that is not enumerated in their own
    words: the first version's act and words name the citation.
    """

    def __init__(self) -> None:
        self.by_key: dict[_Key, list[_Told]] = {}
        self._alike: dict[tuple[str, str, str | None], list[_Key]] = {}

    def add(self, key: _Key, names: DocumentNames, citation: Citation) -> None:
        """Put a mention to its citation, or begin one."""
        alike = self._alike.setdefault((key.paragraph, neutral(key.target), key.reported_by), [])
        if key not in self.by_key:
            others = (k for k in alike if all(names != n for n, _ in self.by_key[k]))
            known = next(others, None)
            if known is None:
                alike.append(key)
                self.by_key[key] = []
            key = known or key
        self.by_key[key].append((names, citation))


def _citation(key: _Key, group: Sequence[_Told], versions: int) -> Iterator[Triple]:
    names = group[0][0]
    node = names.node("cit", *key.parts)
    yield (node, terms.HAS_CITED_ENTITY, thing(key.target))
    yield (node, terms.HAS_CHARACTERIZATION, FUNCTIONS[key.function].characterization)
    yield (node, terms.CITATION_FUNCTION, concept("citation-function", key.function))
    yield (node, terms.HAS_CITING_ENTITY, _citing(names, key))
    provision = names.provision(key.paragraph)
    if key.reported_by:
        yield (node, terms.TYPE, terms.REPORTED_CITATION)
        yield (node, terms.REPORTED_IN, provision)
    else:
        yield (node, terms.TYPE, terms.CITATION)
        yield (node, terms.CITING_PROVISION, provision)
    for names, citation in group:
        yield from _details(node, citation)
        yield from describe_evidence(names, node, citation.evidence)
    yield from describe_certainty(node, max((c for _, c in group), key=lambda one: one.confidence))
    yield from describe_agreement(node, [names for names, _ in group], versions)


def _details(node: Iri, citation: Citation) -> Iterator[Triple]:
    """Add what each mention tells: its act, its pinpoint, the date printed with it."""
    if citation.act:
        yield (node, terms.ACT, concept("act", citation.act))
    if citation.pinpoint:
        yield (node, terms.PINPOINT, plain(citation.pinpoint))
    if citation.date:
        yield (node, terms.CITED_DATE, dated(citation.date))
    for provision in citation.provisions:
        cited = thing(citation.target or "")
        yield (node, terms.CITED_PROVISION, fragment(cited, provision))
        yield (fragment(cited, provision), terms.PART_OF_WORK, cited)


def describe_certainty(node: Iri, finding: Citation | Event) -> Iterator[Triple]:
    """Say how the target was found and how sure that is; one set for each node."""
    yield (node, terms.RESOLUTION_STATUS, concept("resolution-status", finding.status))
    yield (node, terms.CONFIDENCE, fraction(finding.confidence))
    yield (node, terms.RULE, plain(finding.rule))
    if finding.reason:
        yield (node, terms.REASON, plain(finding.reason))


def _citing(names: DocumentNames, key: _Key) -> Iri:
    """Name who cites: of a reported act, the document reported on, not the one reporting."""
    return document(key.reported_by) if key.reported_by else names.document


def _edges(names: DocumentNames, key: _Key) -> Iterator[Triple]:
    citing, edge = _citing(names, key), FUNCTIONS[key.function].edge
    yield (citing, terms.CITES, thing(key.target))
    if edge:
        yield (citing, edge, thing(key.target))


def _self_reference(names: DocumentNames, citation: Citation) -> Iterator[Triple]:
    label = citation.evidence[0].paragraph
    node = names.node("self", eid(label))
    yield (node, terms.TYPE, terms.SELF_REFERENCE)
    yield (node, terms.IN_PROVISION, names.provision(label))
    yield (node, terms.RULE, plain(citation.rule))
    yield from describe_evidence(names, node, citation.evidence)


def describe_unresolved(names: DocumentNames, finding: Citation | Event) -> Iterator[Triple]:
    """Keep a mention without target: where it stands, why it has none, what it might be."""
    first = finding.evidence[0]
    node = names.node("unresolved", eid(first.paragraph), digest(first.text))
    yield (node, terms.TYPE, terms.UNRESOLVED_MENTION)
    yield (node, terms.IN_PROVISION, names.provision(first.paragraph))
    if finding.act:
        yield (node, terms.ACT, concept("act", finding.act))
    if finding.date:
        yield (node, terms.CITED_DATE, dated(finding.date))
    for candidate in finding.candidates:
        yield (node, terms.CANDIDATE, thing(candidate))
    yield from describe_certainty(node, finding)
    yield from describe_evidence(names, node, finding.evidence)
