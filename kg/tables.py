"""Write answers as text: a table for a terminal, CSV, SPARQL's JSON, Turtle.

Change nothing of the values but what the format demands. Cells that a spreadsheet would run as a
formula are written so that it shows them instead.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rich.table import Table as RichTable
from rich.text import Text

from kg.queries import Table
from kg.store import named, turtle
from kg.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.queries import Term, Triples

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
# What begins like this is a formula to Excel, LibreOffice or Google Sheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_terminal(table: Table, *, title: str | None = None) -> RichTable:
    """Lay a table out for rich; no text in it is read as markup."""
    laid_out = RichTable(title=Text(title) if title else None, title_justify="left")
    for column in table.columns:
        laid_out.add_column(Text(column), overflow="fold")
    for row in table.rows:
        words = (visible(" ".join(text_of(term).split())) for term in row)
        laid_out.add_row(*(Text(word) for word in words))
    return laid_out


def table_of(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Make a table of words that are no answer to a query."""
    return Table(tuple(columns), tuple(tuple(ox.Literal(word) for word in row) for row in rows))


def for_reading(table: Table) -> Table:
    """The table without its columns of addresses, which CSV and JSON keep."""
    kept = [i for i, name in enumerate(table.columns) if not name.lower().endswith("iri")]
    columns = tuple(table.columns[i] for i in kept)
    return Table(columns, tuple(tuple(row[i] for i in kept) for row in table.rows))


def as_csv(table: Table) -> str:
    """Write a table as CSV with a header: values without types, as SPARQL's own CSV has them."""
    return csv_text(table.columns, ([text_of(term) for term in row] for row in table.rows))


def as_json(table: Table) -> str:
    """Write a table in the SPARQL 1.1 query results format."""
    bindings = [
        {name: _json(term) for name, term in zip(table.columns, row, strict=True) if term}
        for row in table.rows
    ]
    answer = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def as_turtle(triples: Triples, prefixes: Mapping[str, str]) -> str:
    """Write a graph as Turtle, sorted and grouped.

    Raises:
        GraphError: the graph has a blank node.
    """
    return turtle([named(triples.triples)], prefixes)


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write rows as CSV; a cell that begins like a formula gets an apostrophe before it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)  # with CRLF, as RFC 4180 and SPARQL have it
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def text_of(term: Term | None) -> str:
    """Give a term as a reader sees it: an IRI, a value, or nothing."""
    return "" if term is None else str(term) if isinstance(term, ox.Triple) else term.value


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _json(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.Literal):
        if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        if term.datatype.value == _XSD_STRING:
            return {"type": "literal", "value": term.value}
        return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    return {"type": "bnode", "value": text_of(term)}
