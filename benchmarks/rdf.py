"""A graph of a million statements: rdflib alone, and the store and writers that kg uses.

Both begin with the same statements as plain tuples, write and read the same file, and are asked the
same queries; a query that the two answer differently stops the run.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import rdflib

from benchmarks.measuring import Table, cpu_seconds, medians, ratio, seconds
from benchmarks.writing import write
from kg.authorities import load_catalogue
from kg.documents import Document
from kg.extraction import extract
from kg.findings import Extraction
from kg.graph import describe
from kg.rdf import Graph, Triple
from kg.store import load, write_turtle
from kg.terms import PREFIXES

_STATEMENTS, _QUICK = 1_000_000, 10_000

_QUERIES = {
    "query: all that is cited, step by step": """
SELECT DISTINCT ?cited { <%s> unkg:cites+ ?cited }""",
    "query: the twenty most cited": """
SELECT ?cited (COUNT(DISTINCT ?citing) AS ?n) {
  ?citation cito:hasCitedEntity ?cited ; cito:hasCitingEntity ?citing
} GROUP BY ?cited ORDER BY DESC(?n) ?cited LIMIT 20""",
    "query: words by a regular expression": """
SELECT ?span { ?span unkg:quote ?quote FILTER(REGEX(STR(?quote), "convention", "i")) }""",
    "query: citations of old texts, by dates": """
SELECT ?citation {
  ?citation unkg:citedDate ?printed ; cito:hasCitingEntity ?citing .
  ?citing eli:date_document ?day
  FILTER(?printed < "1980-01-01"^^xsd:date && ?day > "2000-01-01"^^xsd:date)
}""",
}


class Statement(NamedTuple):
    """One statement in plain strings, as any program might hold it."""

    subject: str
    predicate: str
    object: str
    datatype: str | None  # of a literal that has no language
    language: str | None  # an IRI has neither


def run(*, quick: bool) -> tuple[Table, ...]:
    """Measure rdflib alone against ours.

    Args:
        quick: ten thousand statements, once.
    """
    catalogue = load_catalogue()
    extractions = _extractions(_QUICK if quick else _STATEMENTS)
    graphs: list[Graph] = []
    describing = cpu_seconds(
        lambda: graphs.extend(describe([one], catalogue) for one in extractions)
    )
    triples = dict.fromkeys(triple for graph in graphs for triple in graph.triples)
    statements = [_plain(triple) for triple in triples]
    runs = 1 if quick else 3
    rows = [("describe what was extracted", "–", seconds(describing), "–")]
    with tempfile.TemporaryDirectory() as folder:
        for name, theirs, ours in _steps(statements, graphs, Path(folder)):
            took = medians({"rdflib": theirs, "ours": ours}, runs=runs)
            times = ratio(took["rdflib"], took["ours"])
            rows.append((name, seconds(took["rdflib"]), seconds(took["ours"]), times))
    title = f"RDF: {len(statements):,} statements of {len(extractions):,} documents"
    return (Table(title, ("step", "rdflib, CPU s", "ours, CPU s", "rdflib / ours"), tuple(rows)),)


def _extractions(statements: int) -> list[Extraction]:
    """Of so many generated documents that they give about so many statements, or a few more."""
    found: list[Extraction] = []
    described = 0
    for number in count():
        made = write(1, number, "en")
        document = Document(made.name, f"{number:064x}", "utf-8", "en", made.text)
        found.append(extract(document, load_catalogue()))
        described += len(describe([found[-1]], load_catalogue()).triples)
        if described >= statements:
            break
    return found


def _plain(triple: Triple) -> Statement:
    subject, predicate, object_ = triple
    if isinstance(object_, str):
        return Statement(subject, predicate, object_, None, None)
    datatype = None if object_.language else object_.datatype
    return Statement(subject, predicate, object_.value, datatype, object_.language or None)


_Step = tuple[str, Callable[[], object], Callable[[], object]]


def _steps(statements: list[Statement], graphs: list[Graph], folder: Path) -> Iterator[_Step]:
    """Each step with the work of rdflib and ours, in the order in which they need each other."""
    path = folder / "graph.ttl"
    yield "build in memory", partial(_rdflib, statements), partial(_oxigraph, statements)
    theirs = _rdflib(statements)
    yield (
        "write Turtle",
        partial(theirs.serialize, folder / "rdflib.ttl", format="turtle"),
        partial(write_turtle, graphs, path, PREFIXES),
    )
    yield "parse Turtle", lambda: rdflib.Graph().parse(path), partial(load, [path])
    ours = load([path])
    start = statements[0].subject.partition("#")[0]
    for name, pattern in _QUERIES.items():
        query = pattern % start if "%s" in pattern else pattern
        _same_answers(name, _ask_rdflib(theirs, query), _ask(ours, query))
        yield name, partial(_ask_rdflib, theirs, query), partial(_ask, ours, query)


def _same_answers(name: str, theirs: int, ours: int) -> None:
    if theirs != ours:
        raise RuntimeError(f"{name}: rdflib gives {theirs} rows, Oxigraph {ours}")


def _rdflib(statements: list[Statement]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for name, namespace in PREFIXES.items():
        graph.bind(name, namespace)
    for one in statements:
        graph.add((rdflib.URIRef(one.subject), rdflib.URIRef(one.predicate), _rdflib_object(one)))
    return graph


def _rdflib_object(one: Statement) -> rdflib.URIRef | rdflib.Literal:
    if one.language:
        return rdflib.Literal(one.object, lang=one.language)
    if one.datatype:
        return rdflib.Literal(one.object, datatype=rdflib.URIRef(one.datatype))
    return rdflib.URIRef(one.object)


def _oxigraph(statements: list[Statement]) -> ox.Store:
    store = ox.Store()
    store.extend(_quad(one) for one in statements)
    return store


def _quad(one: Statement) -> ox.Quad:
    subject, predicate = ox.NamedNode(one.subject), ox.NamedNode(one.predicate)
    return ox.Quad(subject, predicate, _oxigraph_object(one))


def _oxigraph_object(one: Statement) -> ox.NamedNode | ox.Literal:
    if one.language:
        return ox.Literal(one.object, language=one.language)
    if one.datatype:
        return ox.Literal(one.object, datatype=ox.NamedNode(one.datatype))
    return ox.NamedNode(one.object)


def _ask_rdflib(graph: rdflib.Graph, query: str) -> int:
    return len(list(graph.query(query, initNs=dict(PREFIXES))))


def _ask(store: ox.Store, query: str) -> int:
    found = store.query(query, prefixes=dict(PREFIXES))
    assert isinstance(found, ox.QuerySolutions)
    return sum(1 for _ in found)
