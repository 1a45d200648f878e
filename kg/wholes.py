"""Write the files that show a whole graph at once: for one that a reader can open.

One N-Quads and one Turtle file, JSON-LD, the network as GraphML and CSV, the picture.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from kg.errors import GraphError
from kg.exports import jsonld_graphs, write_csv, write_graphml, write_jsonld
from kg.merging import merge_quads, merge_turtle
from kg.network import citation_network
from kg.pool import Engine
from kg.render import Drawn, render
from kg.shards import DOCUMENTS, PARTS
from kg.store import load, natural_key
from kg.terms import PREFIXES

QUADS = "graph.nq"
WHOLES = (
    QUADS, "graph.ttl", "graph.jsonld", "graph.graphml", "nodes.csv", "edges.csv", "graph.html",
)  # fmt: skip


def write_wholes(folder: Path, title: str, engine: Engine) -> Drawn:
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
    parts = sorted((folder / PARTS).glob("*.nq"))
    merge_quads(parts, folder / QUADS)
    turtle = chain(folder.glob("*.ttl"), (folder / DOCUMENTS).glob("*.ttl"))
    merge_turtle(sorted(turtle), folder / "graph.ttl", PREFIXES)
    graphs = chain.from_iterable(engine(jsonld_graphs, parts, _lost))
    ordered = sorted(graphs, key=lambda graph: natural_key(graph[0]))
    write_jsonld(ordered, folder / "graph.jsonld")
    network = citation_network(load(folder / QUADS))
    write_graphml(network, folder / "graph.graphml")
    write_csv(network, folder / "nodes.csv", folder / "edges.csv")
    return render(network, folder / "graph.html", title=title)


def _lost(part: Path) -> list[tuple[str, str]]:
    raise GraphError(f"a process that read {part.name} ended: is memory scarce?")
