"""Judge graphs by the shapes with pySHACL: a whole graph, or only the nodes that are suspected.

The only importer of pySHACL. It is slow, and slower over an Oxigraph store than over a copy in
rdflib: what it has to look at is copied.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

from kg.iris import BASE
from kg.shacl import TARGETS, Node
from kg.vocabulary import ONTOLOGY_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Severity: TypeAlias = Literal["Violation", "Warning"]
Name: TypeAlias = ox.NamedNode | ox.BlankNode  # of a graph

SHAPES = f"{BASE}shapes#"

_TYPE = ox.NamedNode(RDF.type)
_RESULT = ("focusNode", "sourceShape", "resultPath", "value", "resultMessage", "resultSeverity")


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


@cache
def load_shapes() -> rdflib.Graph:
    """Read the shapes once."""
    return rdflib.Graph().parse(ONTOLOGY_FOLDER / "shapes.ttl", format="turtle")


@cache
def plain_shapes() -> rdflib.Graph:
    """Leave out what is said in SPARQL: pySHACL would parse each query again for each node."""
    plain = rdflib.Graph()
    plain += load_shapes()
    plain.remove((None, SH.sparql, None))
    return plain


def local_name(shape: object) -> str:
    """Give the name of a shape: ``citation-evidence``."""
    return str(shape).removeprefix(SHAPES)


def judge_graph(store: ox.Store, name: Name) -> Iterator[Problem]:
    """Judge all of a graph.

    Args:
        store: that has it.
        name: of the graph.

    Yields:
        What is wrong with it.
    """
    quads = store.quads_for_pattern(None, None, None, name)
    return _judged(_in_rdflib(quads), plain_shapes(), name)


def judge_nodes(
    store: ox.Store, name: ox.NamedNode, suspects: Mapping[Node, Iterable[ox.NamedNode]]
) -> Iterator[Problem]:
    """Judge some nodes of a graph by shapes that look no further than to their neighbours' classes.

    Args:
        store: that has it.
        name: of the graph.
        suspects: by shape, the nodes.

    Yields:
        What is wrong with them.
    """
    aimed = rdflib.Graph()
    for shape, nodes in suspects.items():
        for triple in _without_targets(shape):
            aimed.add(triple)
        for node in nodes:
            aimed.add((shape, SH.targetNode, rdflib.URIRef(node.value)))
    around = {quad for nodes in suspects.values() for quad in _around(store, name, nodes)}
    return _judged(_in_rdflib(around), aimed, name)


def _judged(graph: rdflib.Graph, shapes: rdflib.Graph, name: Name) -> Iterator[Problem]:
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        one = {key: report.value(result, SH[key]) for key in _RESULT}
        yield Problem(
            graph=name.value,
            focus=str(one["focusNode"]),
            shape=local_name(one["sourceShape"]),
            path=""
            if isinstance(one["resultPath"], rdflib.BNode)
            else str(one["resultPath"] or ""),
            value=str(one["value"] or ""),
            message=str(one["resultMessage"]),
            severity="Warning" if one["resultSeverity"] == SH.Warning else "Violation",
        )


def _in_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    triples = (quad.triple for quad in quads)
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=data, format="nt")


def _around(
    store: ox.Store, name: ox.NamedNode, nodes: Iterable[ox.NamedNode]
) -> Iterator[ox.Quad]:
    """The statements of nodes and those about them, and the classes of their neighbours."""
    for node in nodes:
        said = list(store.quads_for_pattern(node, None, None, name))
        about = list(store.quads_for_pattern(None, None, node, name))
        yield from said
        yield from about
        neighbours = {quad.object for quad in said} | {quad.subject for quad in about}
        for neighbour in neighbours:
            if isinstance(neighbour, ox.NamedNode | ox.BlankNode):
                yield from store.quads_for_pattern(neighbour, _TYPE, None, name)


@cache
def _without_targets(shape: Node) -> frozenset[tuple[Node, Node, Node]]:
    """All that a shape says and what it refers to, but not which nodes it is about."""
    said: set[tuple[Node, Node, Node]] = set()
    waiting = [shape]
    while waiting:
        new = set(plain_shapes().triples((waiting.pop(), None, None))) - said
        waiting += [triple[2] for triple in new]
        said |= new
    return frozenset(triple for triple in said if triple[1] not in TARGETS)
