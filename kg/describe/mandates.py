"""Describe mandates: who asks whom for what, in which paragraph, by when."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from kg import terms
from kg.describe.evidence import Stated, describe_agreement, describe_evidence
from kg.describe.literals import dated, fraction, plain, worded
from kg.iris import DocumentNames, concept, eid, thing
from kg.rdf import Iri, Literal, Triple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.findings import Mandate

_Told: TypeAlias = "tuple[DocumentNames, Mandate]"  # what one version says

_CLASSES = {"report": terms.REPORTING_REQUEST, "agenda": terms.FUTURE_CONSIDERATION}


def describe_mandates(versions: Sequence[Stated[Mandate]], organ: str | None) -> Iterator[Triple]:
    """Describe the mandates of a document, named by paragraph and type: ``#req__para_8__report``.

    Args:
        versions: its language versions, each with its mandates in reading order; the second of a
            paragraph is ``#req__para_8__report__2``.
        organ: the key of the body that speaks.

    Yields:
        A node for each mandate; its act is that of the first version that states it.
    """
    groups: dict[tuple[str, ...], list[_Told]] = {}
    for names, mandates in versions:
        count: Counter[tuple[str, str]] = Counter()
        for mandate in mandates:
            label = mandate.evidence[0].paragraph
            count[label, mandate.type] += 1
            times = count[label, mandate.type]
            parts = (eid(label), mandate.type, *([str(times)] if times > 1 else []))
            groups.setdefault(parts, []).append((names, mandate))
    for parts, group in groups.items():
        names, first = group[0]
        node = names.node("req", *parts)
        yield (node, terms.REQUESTED_IN, names.provision(first.evidence[0].paragraph))
        if organ:
            yield (node, terms.PROPONENT, thing(f"body:{organ}"))
        yield (node, terms.TYPE, _CLASSES.get(first.type, terms.CLAUSE_ACT))
        yield (node, terms.MANDATE_TYPE, concept("mandate-type", first.type))
        yield (node, terms.ACT, concept("act", first.act))
        yield from _describe(node, group)
        yield from describe_agreement(node, [names for names, _ in group], len(versions))


def _describe(node: Iri, group: Sequence[_Told]) -> Iterator[Triple]:
    for names, mandate in group:
        yield (node, terms.ADDRESSEE_TEXT, worded(mandate.addressee, names.language))
        for target in mandate.targets:
            yield (node, terms.ADDRESSEE, thing(target))
        if mandate.due:
            yield (node, *_due(mandate.due))
        yield from describe_evidence(names, node, mandate.evidence)
    surest = max((mandate for _, mandate in group), key=lambda one: one.confidence)
    yield (node, terms.CONFIDENCE, fraction(surest.confidence))
    yield (node, terms.RULE, plain(surest.rule))


def _due(due: str) -> tuple[Iri, Iri | Literal]:
    """By when: ``session:GA-78``, an ISO duration (``P6M``), or a date."""
    if due.startswith("session:"):
        return terms.DUE_AT_SESSION, thing(due)
    if re.fullmatch(r"P(?:\d+[YMD])+", due):
        return terms.DUE_WITHIN, Literal(due, datatype=terms.XSD_DURATION)
    return terms.DUE_DATE, dated(due)
