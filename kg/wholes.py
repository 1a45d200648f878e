"""Write the files that show a whole graph at once: for one that a reader can open.

One N-Quads and one Turtle file, JSON-LD, the network as GraphML and CSV, the picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import networkx as nx

from kg.errors import GraphError
from kg.exports import jsonld_graphs, write_edges, write_graphml, write_jsonld, write_nodes
from kg.index import quad_files
from kg.merging import merge_quads, merge_turtle
from kg.network import Node, citation_network
from kg.places import Place, files_in
from kg.pool import Engine
from kg.render import Drawn, render
from kg.shards import BESIDE, DOCUMENTS, beside_file
from kg.store import load, natural_key, write_pieces
from kg.terms import PREFIXES

QUADS = "graph.nq"
WHOLES = (
    QUADS, "graph.ttl", "graph.jsonld", "graph.graphml", "nodes.csv", "edges.csv", "graph.html",
)  # fmt: skip


def write_wholes(folder: Place, title: str, engine: Engine) -> Drawn:
    """Write the whole files of a graph beside its parts.

    Args:
        folder: has the parts.
        title: of the picture.
        engine: makes the JSON-LD of the parts.

    Returns:
        How much the picture shows.

    Raises:
        GraphError: a file cannot be written.
    """
    parts = quad_files(folder)
    merge_quads(parts, folder / QUADS)
    merge_turtle(_turtle(folder), folder / "graph.ttl", PREFIXES)
    graphs = chain.from_iterable(engine(jsonld_graphs, parts, _lost))
    ordered = sorted(graphs, key=lambda graph: natural_key(graph[0]))
    write_jsonld(ordered, folder / "graph.jsonld")
    network = citation_network(load(folder / QUADS))
    write_graphml(network, folder / "graph.graphml")
    write_nodes(network, folder / "nodes.csv")
    write_edges(network, folder / "edges.csv")
    return render(network, folder / "graph.html", title=title)


def write_whole(folder: Place, name: str, to: Place) -> None:
    """Write one of the whole files of a graph: a copy, or of its parts where it stands in parts.

    Args:
        folder: of the graph.
        name: of the file, one of `WHOLES` but the picture.
        to: where it goes.

    Raises:
        GraphError: there is no graph, or the file cannot be written.
    """
    parts = quad_files(folder)
    if (folder / name).exists():
        write_pieces(to, _lines([folder / name]))
    elif name == QUADS:
        write_pieces(to, _lines(parts))
    elif name == "graph.ttl":
        write_pieces(to, _lines(_turtle(folder)))
    elif name == "graph.jsonld":
        write_jsonld(chain.from_iterable(map(jsonld_graphs, parts)), to)
    else:
        _write_network(citation_network(load(folder)), name, to)


def _write_network(network: nx.MultiDiGraph[Node], name: str, to: Place) -> None:
    if name == "graph.graphml":
        write_graphml(network, to)
    elif name == "nodes.csv":
        write_nodes(network, to)
    else:
        write_edges(network, to)


def _turtle(folder: Place) -> list[Place]:
    documents = folder / DOCUMENTS
    beside = [beside_file(folder, name) for name in BESIDE]
    return [*beside, *(documents / name for name in files_in(documents, ".ttl"))]


def _lines(files: Iterable[Place]) -> Iterator[str]:
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            yield from file


def _lost(part: Place) -> list[tuple[str, str]]:
    raise GraphError(f"a process that read {part.name} ended: is memory scarce?")
