"""Plain values and pyoxigraph's, one made of the other: tests compare what a parser reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.rdf import Graph, Iri
from kg.store import named, quad_lines

if TYPE_CHECKING:
    from collections.abc import Iterable


def statements(*graphs: Graph) -> list[ox.Quad]:
    """Read what graphs state with pyoxigraph's own parser, in their order."""
    lines = "".join(line for graph in graphs for line in quad_lines(graph))
    return list(ox.parse(lines, format=ox.RdfFormat.N_QUADS))


def stored(*graphs: Graph) -> ox.Store:
    """A store of what graphs state."""
    store = ox.Store()
    store.extend(statements(*graphs))
    return store


def graphs(quads: Iterable[ox.Quad]) -> list[Graph]:
    """One graph for each name among statements, in the order in which the names come."""
    by_name: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        by_name.setdefault(name, []).append(quad)
    return [Graph(Iri(name), named(listed).triples) for name, listed in by_name.items()]
