"""Describe mandates: who asks whom for what, in which paragraph, by when."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from kg import terms
from kg.describe.evidence import describe_evidence
from kg.describe.literals import dated, fraction, plain, worded
from kg.iris import DocumentNames, concept, eid, thing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.findings import Mandate

_CLASSES = {"report": terms.REPORTING_REQUEST, "agenda": terms.FUTURE_CONSIDERATION}


def describe_mandates(
    names: DocumentNames, organ: str | None, mandates: Sequence[Mandate]
) -> Iterator[Triple]:
    """Describe the mandates of a document, named by paragraph and type: ``#req__para_8__report``.

    Args:
        names: the document's names.
        organ: the key of the body that speaks.
        mandates: in reading order; the second of a paragraph is ``#req__para_8__report__2``.

    Yields:
        A node for each mandate.
    """
    count: Counter[tuple[str, str]] = Counter()
    for mandate in mandates:
        label = mandate.evidence[0].paragraph
        count[label, mandate.type] += 1
        times = count[label, mandate.type]
        node = names.node("req", eid(label), mandate.type, *([str(times)] if times > 1 else []))
        yield Triple(node, terms.REQUESTED_IN, names.provision(label))
        if organ:
            yield Triple(node, terms.PROPONENT, thing(f"body:{organ}"))
        yield from _describe(names, node, mandate)


def _describe(names: DocumentNames, node: NamedNode, mandate: Mandate) -> Iterator[Triple]:
    yield Triple(node, terms.TYPE, _CLASSES.get(mandate.type, terms.CLAUSE_ACT))
    yield Triple(node, terms.MANDATE_TYPE, concept("mandate-type", mandate.type))
    yield Triple(node, terms.ACT, concept("act", mandate.act))
    yield Triple(node, terms.ADDRESSEE_TEXT, worded(mandate.addressee, names.language))
    for target in mandate.targets:
        yield Triple(node, terms.ADDRESSEE, thing(target))
    if mandate.due:
        yield Triple(node, *_due(mandate.due))
    yield Triple(node, terms.CONFIDENCE, fraction(mandate.confidence))
    yield Triple(node, terms.RULE, plain(mandate.rule))
    yield from describe_evidence(names, node, mandate.evidence)


def _due(due: str) -> tuple[NamedNode, NamedNode | Literal]:
    """By when: ``session:GA-78``, an ISO duration (``P6M``), or a date."""
    if due.startswith("session:"):
        return terms.DUE_AT_SESSION, thing(due)
    if re.fullmatch(r"P(?:\d+[YMD])+", due):
        return terms.DUE_WITHIN, Literal(due, datatype=terms.XSD_DURATION)
    return terms.DUE_DATE, dated(due)
