"""Show the words behind the edges between two documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.iris import paragraph_label

_QUERY = Path(__file__).parent / "explain.rq"


@dataclass(frozen=True, slots=True)
class Explained:
    """One citation between two documents, with the words behind it."""

    paragraph: str
    act: str
    function: str
    pinpoint: str
    date: str
    status: str
    rule: str
    reason: str
    confidence: float
    quote: str
    language: str
    start: int
    end: int
    page: int | None  # of files that have pages
    text: str  # of the whole paragraph
    reported_in: str  # the document that reports the act; empty where the citing one acts itself


def explain(store: ox.Store, citing: str, cited: str) -> list[Explained]:
    """The citations of one document by another.

    Args:
        store: the graph.
        citing: IRI of the citing document.
        cited: IRI of the cited document, instrument or set.

    Returns:
        One entry for each piece of evidence, in reading order.
    """
    terms = {"?citing": ox.NamedNode(citing), "?cited": ox.NamedNode(cited)}
    text = _query()
    for variable, term in terms.items():
        text = text.replace(f"# values: {variable[1:]}", f"VALUES {variable} {{ {term} }}")
    return list(_rows(store, text))


def in_language(explained: Sequence[Explained], language: str | None) -> list[Explained]:
    """The words of one language version; those of all, where it has none or none is asked for."""
    told = [one for one in explained if one.language == language]
    return told or list(explained)


@cache
def _query() -> str:
    return _QUERY.read_text(encoding="utf-8")


def _rows(store: ox.Store, text: str) -> Iterator[Explained]:
    rows = store.query(text, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    for row in rows:
        yield Explained(
            paragraph=paragraph_label(_value(row, "paragraph")),
            act=_local(_value(row, "act")),
            function=_local(_value(row, "function")),
            pinpoint=_value(row, "pinpoint"),
            date=_value(row, "date"),
            status=_local(_value(row, "status")),
            rule=_value(row, "rule"),
            reason=_value(row, "reason"),
            confidence=float(_value(row, "confidence") or 0),
            quote=_value(row, "quote"),
            language=_value(row, "language"),
            start=int(_value(row, "start") or 0),
            end=int(_value(row, "end") or 0),
            page=int(_value(row, "page") or 0) or None,
            text=_value(row, "text"),
            reported_in=_local(_value(row, "reporter")),
        )


def _value(row: ox.QuerySolution, name: str) -> str:
    term = row[name]
    return term.value if isinstance(term, (ox.Literal, ox.NamedNode)) else ""


def _local(iri: str) -> str:
    return iri.rpartition("/")[2]
