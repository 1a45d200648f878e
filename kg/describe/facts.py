"""Describe what a document states of itself, and what it does not state, with the reason."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from kg import terms
from kg.describe.evidence import describe_evidence
from kg.describe.literals import dated, plain, whole, worded
from kg.iris import DocumentNames, concept, document, thing
from kg.rdf import Iri, Triple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.findings import Extraction, Fact

#: The property that carries each fact; those of the adoption stand on the adoption's node.
PROPERTIES: dict[str, Iri] = {
    "symbol": terms.SYMBOL,
    "title": terms.TITLE,
    "organ": terms.PASSED_BY,
    "session": terms.AT_SESSION,
    "adoption-date": terms.DATE_DOCUMENT,
    "meeting": terms.AT_MEETING,
    "vote": terms.ADOPTION_MODE,
    "agenda-item": terms.UNDER_AGENDA_ITEM,
    "committee-report": terms.ON_REPORT,
}
_MODES = frozenset(("without-a-vote", "consensus", "unanimous", "acclamation", "recorded-vote"))
_COUNTS = re.compile(r"(\d+)-(\d+)-(\d+)")


def describe_facts(versions: Sequence[Extraction], names: DocumentNames) -> Iterator[Triple]:
    """Describe the facts of a document, each with the words that state it.

    Args:
        versions: of one document; where they state different values, the one that most state is
            taken, among equals the first, and the others are told as doubts.
        names: the document's names, in the first version's language.

    Yields:
        The facts as properties of the document or its adoption, a node that holds the evidence of
        each, and a node with the reason for each that is unknown.
    """
    stated = {fact.field for version in versions for fact in version.facts}
    yield from _adoption(names, versions)
    for field in PROPERTIES:
        told = [
            (replace(names, language=version.language), fact)
            for version in versions
            for fact in version.facts
            if fact.field == field
        ]
        yield from _fact(field, told)
    for field, reason in versions[0].unknown:
        if field not in stated:
            yield from _unknown(names, field, reason)


def _fact(field: str, told: Sequence[tuple[DocumentNames, Fact]]) -> Iterator[Triple]:
    values = Counter(fact.value for _, fact in told)
    for names, fact in told:
        # a title is said anew in each language; of anything else there is one value
        if field == "title" or fact.value == values.most_common(1)[0][0]:
            yield from _value(names, fact)
            yield from _stated(names, fact)
        else:
            doubt = f"states {field} {fact.value}, other versions {values.most_common(1)[0][0]}"
            yield (names.version, terms.DOUBT, plain(doubt))


def _adoption(names: DocumentNames, versions: Sequence[Extraction]) -> Iterator[Triple]:
    node = names.node("adoption")
    yield (names.document, terms.ADOPTION, node)
    yield (node, terms.TYPE, terms.ADOPTION_CLASS)
    if not any(fact.field == "vote" for version in versions for fact in version.facts):
        yield (node, terms.ADOPTION_MODE, concept("adoption-mode", "unknown"))
    organ = next((version.organ for version in versions if version.organ), None)
    if organ:
        yield (names.document, terms.PASSED_BY, thing(f"body:{organ}"))


def _value(names: DocumentNames, fact: Fact) -> Iterator[Triple]:
    predicate, adoption = PROPERTIES[fact.field], names.node("adoption")
    match fact.field:
        case "symbol":
            return  # the work's own description has it, in its one spelling
        case "title":
            yield (names.document, predicate, worded(fact.value, names.language))
        case "adoption-date":
            yield (names.document, predicate, dated(fact.value))
        case "vote":
            yield from _vote(adoption, fact.value.removeprefix("vote:"))
        case "meeting":
            yield (adoption, predicate, thing(fact.value))
        case "committee-report":
            yield (names.document, predicate, document(fact.value))
            yield (document(fact.value), terms.TYPE, terms.REPORT)
        case _:
            yield (names.document, predicate, thing(fact.value))


def _vote(adoption: Iri, value: str) -> Iterator[Triple]:
    """``124-3-48`` is a recorded vote: for, against, abstaining; any other value names a mode."""
    counts = _COUNTS.fullmatch(value)
    mode = "recorded-vote" if counts else value if value in _MODES else "unknown"
    yield (adoption, terms.ADOPTION_MODE, concept("adoption-mode", mode))
    if counts:
        for predicate, count in zip(_VOTES, counts.groups(), strict=True):
            yield (adoption, predicate, whole(int(count)))


_VOTES = (terms.VOTES_FOR, terms.VOTES_AGAINST, terms.VOTES_ABSTAIN)


def _stated(names: DocumentNames, fact: Fact) -> Iterator[Triple]:
    node = names.node("fact", fact.field)
    yield (names.document, terms.HAS_FACT, node)
    yield (node, terms.TYPE, terms.STATED_FACT)
    yield (node, terms.STATED_PROPERTY, PROPERTIES[fact.field])
    yield from describe_evidence(names, node, (fact.evidence,))


def _unknown(names: DocumentNames, field: str, reason: str) -> Iterator[Triple]:
    node = names.node("unknown", field)
    yield (names.document, terms.HAS_FACT, node)
    yield (node, terms.TYPE, terms.UNKNOWN_FACT)
    yield (node, terms.REASON, plain(reason))
    if field in PROPERTIES:
        yield (node, terms.STATED_PROPERTY, PROPERTIES[field])
