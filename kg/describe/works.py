"""Describe a work as far as its symbol tells: what it is, who passed it, where it is published."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg import terms
from kg.describe.literals import plain
from kg.iris import document, online, symbol_spelling
from kg.rdf import Iri, Triple
from kg.symbols import adopted_symbol

if TYPE_CHECKING:
    from collections.abc import Iterator

_SERIES = {
    "RES": terms.RESOLUTION,
    "DEC": terms.DECISION,
    "PRST": terms.PRESIDENTIAL_STATEMENT,
}


def describe_work(symbol: str, language: str) -> Iterator[Triple]:
    """Type a document and give its symbol and address.

    Args:
        symbol: canonical, of any series.
        language: of the published text to point to.

    Yields:
        Its types, its symbol, and where the United Nations publishes it.
    """
    node = document(symbol)
    yield (node, terms.TYPE, terms.DOCUMENT)
    kind = work_class(symbol)
    if kind:
        yield (node, terms.TYPE, kind)
    yield (node, terms.SYMBOL, plain(symbol_spelling(symbol)))
    # the Assembly's and the Economic and Social Council's decisions appear in annual volumes,
    # under no symbol of their own
    if not re.match(r"[AE]/DEC/", symbol):
        yield (node, terms.SEE_ALSO, online(symbol, language))


def work_class(symbol: str) -> Iri | None:
    """Read the class off a symbol, if it shows one: ``A/76/PV.53`` is a meeting's record."""
    adopted = adopted_symbol(symbol)
    if adopted:
        return _SERIES[adopted.series]
    if re.search(r"/L\.\d", symbol):
        return terms.DRAFT
    if re.search(r"/(?:PV|SR)\.\d", symbol):
        return terms.MEETING_RECORD
    return None
