"""The twenty named queries, from the store on disk: of generated graphs, or of one that is there.

``python -m benchmarks.queries GRAPH`` asks a graph that was built and indexed. A query that takes
parameters is asked with them, and, where it can be, once more of the whole graph: what then lists
everything grows with the graph.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from benchmarks.generate import Order, generate
from benchmarks.measuring import Row, Table, medians, seconds
from kg.building import build
from kg.drafting import LANGUAGES
from kg.errors import GraphError
from kg.index import open_index, write_index
from kg.queries import Query, ask, named_queries

_DOCUMENTS, _QUICK = (400, 4_000), (20,)
_ASKS = 5
_OF_THE_CITED = ("cited-by", "co-cited")  # hardest where the document is cited most
_MOST, _CITED = "COUNT(*)", "MAX(?n)"
_TAKEN_FROM = {  # parameter → what makes a value of the graph the one to ask for, and its pattern
    "symbol": (
        _CITED,
        "?document unkg:citingDocumentCount ?n ; eli:is_realized_by ?text ; unkg:symbol ?value",
    ),
    "cited": (_CITED, "?document unkg:citingDocumentCount ?n ; unkg:symbol ?value"),
    "session": (_MOST, '?r unkg:dueAtSession ?n BIND(REPLACE(STR(?n), "^.*/", "") AS ?value)'),
    "report": (_MOST, "?document unkg:onReport ?n . ?n unkg:symbol ?value"),
    "organ": (_MOST, '?document eli:passed_by ?n BIND(REPLACE(STR(?n), "^.*/", "") AS ?value)'),
}
_PREFIXES = {
    "unkg": "https://w3id.org/unkg/ontology#",
    "eli": "http://data.europa.eu/eli/ontology#",
}


def run(*, quick: bool) -> tuple[Table, ...]:
    """Generate, build, index and ask.

    Args:
        quick: twenty documents, each query once.
    """
    measured: dict[tuple[str, str], list[str]] = {}
    sizes = _QUICK if quick else _DOCUMENTS
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            texts, graph = Path(folder, "texts"), Path(folder, "graph")
            list(generate(Order(1, size, LANGUAGES), texts))
            build([texts], graph)
            write_index(graph)
            for name, given, *found in asked(graph, asks=1 if quick else _ASKS):
                measured.setdefault((name, given), []).extend(found)
    heads = (f"{what}, {size:,} documents" for size in sizes for what in ("rows", "CPU s"))
    rows = tuple((*key, *found) for key, found in measured.items())
    return (Table("Queries from the store on disk", ("query", "of", *heads), rows),)


def asked(graph: Path, *, asks: int = _ASKS) -> Iterator[Row]:
    """Ask each query several times.

    Args:
        graph: the folder, with a store.
        asks: how often; the median is told.

    Yields:
        The query, of what it was asked, how many rows it gives, and its CPU seconds.

    Raises:
        GraphError: the graph has no store that can be used.
    """
    store = open_index(graph)
    if store is None:
        raise GraphError(f"{graph}: has no store; run kg index")
    common = {name: _most_common(store, *found) for name, found in _TAKEN_FROM.items()}
    for name, query in named_queries().items():
        for given, values in _ways(query, common):
            rows = _rows(store, name, values)
            took = medians({name: partial(_rows, store, name, values)}, runs=asks)
            yield name, given, f"{rows:,}", seconds(took[name])


def _ways(query: Query, common: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    taken = {p.name for p in query.parameters} & common.keys()
    values = {name: common[name] for name in sorted(taken)}
    if query.name in _OF_THE_CITED:
        values["symbol"] = common["cited"]
    if values:
        yield ", ".join(values), values
    if not any(parameter.required for parameter in query.parameters):
        yield "all", {}


def _rows(store: ox.Store, name: str, values: Mapping[str, str]) -> int:
    return len(ask(store, name, normalise=None, language="en", **values).rows)


def _most_common(store: ox.Store, measure: str, pattern: str) -> str:
    """The value for which most speaks, so that a query has something to give."""
    query = f"SELECT ?value ({measure} AS ?times) {{ {pattern} }} GROUP BY ?value"
    text = f"{query} ORDER BY DESC(?times) ?value LIMIT 1"
    found = store.query(text, prefixes=_PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return next((str(row["value"].value) for row in found), "none")


def main() -> None:
    """Print a row for each query, as it was measured."""
    sys.stdout.write("query | of | rows | CPU s\n")
    for row in asked(Path(sys.argv[1])):
        sys.stdout.write(" | ".join(row) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
