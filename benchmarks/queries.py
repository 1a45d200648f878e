"""The twenty named queries, from the store on disk: of generated graphs, or of one that is there.

``python -m benchmarks.queries GRAPH`` asks a graph that was built and indexed. A query that takes a
parameter is asked of thirty values, taken evenly from all that the graph has, of the value for
which it has most to give, and, where it can be, of the whole graph: what then lists everything
grows with the graph.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import pyoxigraph as ox

from benchmarks.generate import Order, generate
from benchmarks.measuring import Row, Table, cpu_seconds, seconds
from kg.building import build
from kg.drafting import LANGUAGES
from kg.errors import GraphError
from kg.index import open_index, write_index
from kg.queries import Query, ask, named_queries

_DOCUMENTS, _QUICK = (400, 4_000), (20,)
_ASKS = 5
_MANY = 30  # values that a query is asked of
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
        asks: how often with the same values; with others each time, once.

    Yields:
        The query, of what it was asked, and the medians of its rows and of its CPU seconds.

    Raises:
        GraphError: the graph has no store that can be used.
    """
    store = open_index(graph)
    if store is None:
        raise GraphError(f"{graph}: has no store; run kg index")
    most = {name: _most_common(store, *found) for name, found in _TAKEN_FROM.items()}
    some = {name: _evenly_taken(store, pattern) for name, (_, pattern) in _TAKEN_FROM.items()}
    for name, query in named_queries().items():
        for given, ways in _ways(query, most, some, asks):
            yield name, given, *_medians(store, name, ways)


def _ways(
    query: Query, most: Mapping[str, str], some: Mapping[str, Sequence[str]], asks: int
) -> Iterator[tuple[str, Sequence[Mapping[str, str]]]]:
    """Of what a query is asked, and the values for each time that it is."""
    for name in (parameter.name for parameter in query.parameters if parameter.name in most):
        of = "cited" if query.name in _OF_THE_CITED else name
        yield f"many of {name}", [{name: value} for value in some[of]]
        yield name, [{name: most[of]}] * asks
    if not any(parameter.required for parameter in query.parameters):
        yield "all", [{}] * asks


def _medians(store: ox.Store, name: str, ways: Sequence[Mapping[str, str]]) -> tuple[str, str]:
    """Of the rows of a query and of its CPU seconds."""
    rows: list[int] = []

    def once(values: Mapping[str, str]) -> None:
        rows.append(_rows(store, name, values))

    took = [cpu_seconds(partial(once, values)) for values in ways]
    return f"{median(rows):,.0f}", seconds(median(took))


def _rows(store: ox.Store, name: str, values: Mapping[str, str]) -> int:
    return len(ask(store, name, normalise=None, language="en", **values).rows)


def _most_common(store: ox.Store, measure: str, pattern: str) -> str:
    """The value for which most speaks, so that a query has something to give."""
    query = f"SELECT ?value ({measure} AS ?times) {{ {pattern} }} GROUP BY ?value"
    found = _found(store, f"{query} ORDER BY DESC(?times) ?value LIMIT 1")
    return found[0] if found else "none"


def _evenly_taken(store: ox.Store, pattern: str) -> list[str]:
    """Values from all parts of their order."""
    found = sorted(set(_found(store, f"SELECT ?value {{ {pattern} }}")))
    return found[:: max(1, -(-len(found) // _MANY))]


def _found(store: ox.Store, query: str) -> list[str]:
    found = store.query(query, prefixes=_PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [str(row["value"].value) for row in found]


def main() -> None:
    """Print a row for each query, as it was measured."""
    sys.stdout.write("query | of | rows | CPU s\n")
    for row in asked(Path(sys.argv[1])):
        sys.stdout.write(" | ".join(row) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
