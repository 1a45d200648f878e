"""Check a graph against the shapes, one named graph at a time, and what spans documents in SPARQL.

The only importer of pySHACL. A shape that met no focus node proves nothing, so focus nodes are
counted and a shape without any is reported; nothing is repaired here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

from kg.iris import BASE, VOCABULARY
from kg.vocabulary import ONTOLOGY_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Severity: TypeAlias = Literal["Violation", "Warning"]

SHAPES = f"{BASE}shapes#"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One place where a graph breaks a shape."""

    graph: str  # the named graph; empty where the problem spans several
    focus: str  # the node that breaks the shape
    shape: str  # its local name: "citation-evidence"
    path: str  # the property, where the shape has one
    value: str
    message: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found, and how much it looked at."""

    problems: tuple[Problem, ...]
    focus_nodes: Mapping[str, int]  # by shape

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong; warnings do not count."""
        return not self.violations

    @property
    def violations(self) -> tuple[Problem, ...]:
        """What is wrong."""
        return tuple(problem for problem in self.problems if problem.severity == "Violation")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What a reader should look at."""
        return tuple(problem for problem in self.problems if problem.severity == "Warning")

    @property
    def unmet(self) -> tuple[str, ...]:
        """The shapes that met no focus node: what they demand was not tested."""
        return tuple(shape for shape, count in self.focus_nodes.items() if not count)


def validate(store: ox.Store) -> Report:
    """Validate all that a store holds.

    Args:
        store: one named graph for each document, as `kg.graph` describes them.

    Returns:
        The problems, sorted, and the focus nodes that each shape met.
    """
    problems: list[Problem] = []
    focus_nodes: Counter[str] = Counter(dict.fromkeys(_targets(), 0))
    for name in sorted(store.named_graphs(), key=str):
        graph = _in_rdflib(store, name)
        problems.extend(_check_shapes(graph, name.value))
        problems.extend(_check_queries(store, name))
        focus_nodes.update(_count(graph))
    problems.extend(_check_across(store))
    problems.extend(_check_concepts(store))
    return Report(tuple(sorted(set(problems))), MappingProxyType(dict(sorted(focus_nodes.items()))))


@cache
def load_shapes() -> rdflib.Graph:
    """Read the shapes once."""
    return rdflib.Graph().parse(ONTOLOGY_FOLDER / "shapes.ttl", format="turtle")


def _in_rdflib(store: ox.Store, name: ox.NamedNode | ox.BlankNode) -> rdflib.Graph:
    """Copy one graph: pySHACL is 6.5 times slower over an Oxigraph store than over this copy."""
    triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, name))
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=data, format="nt")


# --- shapes


def _check_shapes(graph: rdflib.Graph, name: str) -> Iterator[Problem]:
    _, report, _ = pyshacl.validate(graph, shacl_graph=_plain_shapes(), inplace=True)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        one = {key: report.value(result, SH[key]) for key in _RESULT}
        yield Problem(
            graph=name,
            focus=str(one["focusNode"]),
            shape=_local(one["sourceShape"]),
            path=""
            if isinstance(one["resultPath"], rdflib.BNode)
            else str(one["resultPath"] or ""),
            value=str(one["value"] or ""),
            message=str(one["resultMessage"]),
            severity="Warning" if one["resultSeverity"] == SH.Warning else "Violation",
        )


@cache
def _plain_shapes() -> rdflib.Graph:
    """Leave out what is said in SPARQL: pySHACL would parse each query again for each node."""
    plain = rdflib.Graph()
    plain += load_shapes()
    plain.remove((None, SH.sparql, None))
    return plain


def _check_queries(store: ox.Store, name: ox.NamedNode | ox.BlankNode) -> Iterator[Problem]:
    """Run the shapes' queries on one graph, each once for all nodes: ``$this`` is a variable."""
    shapes = load_shapes()
    for shape, constraint in sorted(
        shapes.subject_objects(SH.sparql), key=lambda pair: str(pair[0])
    ):
        query = f"{_PREFIXES}{shapes.value(constraint, SH.select)}"
        message = str(shapes.value(shape, SH.message))
        warns = shapes.value(shape, SH.severity) == SH.Warning
        for focus, value in _rows(store.query(query, default_graph=name), "this"):
            severity: Severity = "Warning" if warns else "Violation"
            graph = "" if isinstance(name, ox.BlankNode) else name.value
            yield Problem(graph, focus, _local(shape), "", value, message, severity)


def _rows(rows: object, focus: str) -> Iterator[tuple[str, str]]:
    assert isinstance(rows, ox.QuerySolutions)
    for row in rows:
        yield str(row[focus].value), str(row["value"].value)


_RESULT = ("focusNode", "sourceShape", "resultPath", "value", "resultMessage", "resultSeverity")


@cache
def _targets() -> Mapping[str, tuple[tuple[rdflib.URIRef, rdflib.term.Node], ...]]:
    """Read the targets of each shape that has any, by its local name."""
    shapes = load_shapes()
    return {
        _local(shape): tuple(
            (kind, target) for kind in _TARGETS for target in shapes.objects(shape, kind)
        )
        for shape in sorted(shapes.subjects(RDF.type, SH.NodeShape), key=str)
    }


_TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)


def _count(graph: rdflib.Graph) -> Mapping[str, int]:
    return {
        shape: len({node for kind, target in targets for node in _focus(graph, kind, target)})
        for shape, targets in _targets().items()
    }


def _focus(
    graph: rdflib.Graph, kind: rdflib.URIRef, target: rdflib.term.Node
) -> Iterable[rdflib.term.Node]:
    if kind == SH.targetClass:
        return graph.subjects(RDF.type, target)
    return graph.subjects(target) if kind == SH.targetSubjectsOf else graph.objects(None, target)


def _local(shape: object) -> str:
    return str(shape).removeprefix(SHAPES)


# --- what spans documents


def _check_across(store: ox.Store) -> Iterator[Problem]:
    """Ask the store what no single document can tell; each query gives a focus and a value."""
    for shape, (severity, message, query) in ACROSS.items():
        rows = store.query(_PREFIXES + query, use_default_graph_as_union=True)
        for focus, value in _rows(rows, "focus"):
            yield Problem("", focus, shape, "", value, message, severity)


def _check_concepts(store: ox.Store) -> Iterator[Problem]:
    """Find concepts that no scheme has: a misspelt act would otherwise be a new one."""
    known = _concepts()
    for quad in store:
        value = quad.object.value if isinstance(quad.object, ox.NamedNode) else ""
        if value.startswith(VOCABULARY) and value not in known:
            focus, path = str(quad.subject.value), str(quad.predicate.value)
            message = "A concept stands in its scheme."
            yield Problem("", focus, "ConceptIsKnown", path, value, message, "Violation")


@cache
def _concepts() -> frozenset[str]:
    return frozenset(
        str(quad.subject.value)
        for path in sorted((ONTOLOGY_FOLDER / "vocabularies").glob("*.ttl"))
        for quad in ox.parse(path=str(path))
    )


_PREFIXES = """
PREFIX unkg: <https://w3id.org/unkg/ontology#>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX status: <https://w3id.org/unkg/vocab/resolution-status/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

ACROSS: Mapping[str, tuple[Severity, str, str]] = {
    "SymbolIsUnique": (
        "Violation",
        "Two documents have the same symbol.",
        """SELECT DISTINCT ?focus ?value WHERE {
            ?focus unkg:symbol ?value . ?other unkg:symbol ?value . FILTER (?focus != ?other) }""",
    ),
    "CitedIsDescribed": (
        "Warning",
        "What is cited is described in some graph.",
        """SELECT DISTINCT (?cited AS ?focus) (?citing AS ?value) WHERE {
            ?citing unkg:cites ?cited . FILTER NOT EXISTS { ?cited a ?class } }""",
    ),
    "CitedIsNotNewer": (
        "Warning",
        "A document is not older than what it cites.",
        """SELECT DISTINCT ?focus ?value WHERE {
            ?focus unkg:cites ?value ; eli:date_document ?date . ?value eli:date_document ?later .
            FILTER (DATATYPE(?date) = xsd:date && DATATYPE(?later) = xsd:date)
            FILTER (?date < ?later) }""",
    ),
    "CitedDateAgrees": (
        "Warning",
        "The date printed with a citation is that of the document cited.",
        """SELECT DISTINCT ?focus ?value WHERE {
            ?focus cito:hasCitedEntity ?cited ; unkg:citedDate ?value .
            ?cited eli:date_document ?date ; eli:is_realized_by ?version .
            FILTER (DATATYPE(?value) = xsd:date && DATATYPE(?date) = xsd:date)
            FILTER (?date != ?value) }""",
    ),
    "CitedProvisionExists": (
        "Warning",
        "A document that was read has the provision that is cited.",
        """SELECT DISTINCT ?focus ?value WHERE {
            ?focus cito:hasCitedEntity ?cited ; unkg:citedProvision ?value .
            ?cited eli:is_realized_by ?version . FILTER NOT EXISTS { ?value unkg:eId ?id } }""",
    ),
}
