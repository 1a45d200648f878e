"""Write the graph in the formats of other tools: JSON-LD, GraphML, CSV.

Say the same as the graph does; add and judge nothing. File names come from IRIs alone.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx
import pyoxigraph as ox

from kg import terms
from kg.iris import GRAPHS, ONTOLOGY
from kg.rdf import XSD_STRING, Graph, Iri, Literal, Term
from kg.store import local_name, n_triples, named, natural_key, write_pieces, write_text
from kg.tables import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.network import Node
    from kg.places import Place

Json: TypeAlias = dict[str, Any]

NODE_COLUMNS = ("label", "kind", "organ", "date", "year", "title", "symbol", "stub", "iri")
EDGE_COLUMNS = (
    "citing", "cited", "function", "act", "paragraph", "quote", "language", "status",
    "confidence", "citing_iri", "cited_iri", "iri",
)  # fmt: skip
_ENCODER = json.JSONEncoder(ensure_ascii=False)
# XML 1.0 has no way to write these, not even escaped.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_jsonld(graphs: Iterable[tuple[str, str]], path: Place) -> None:
    """Write a whole dataset as JSON-LD 1.1, one named graph after another.

    Our own properties stand under their bare names, all others under a prefix.

    Args:
        graphs: each with its text from `jsonld_graphs`, in the order to write them in.
        path: the file.

    Raises:
        GraphError: the file cannot be written.
    """
    write_pieces(path, _dataset(text for _, text in graphs))


def jsonld(graphs: Iterable[Graph]) -> str:
    """Give named graphs, or statements under no name, as a dataset in JSON-LD 1.1."""
    return "".join(_dataset(_graph(graph) for graph in graphs if graph.triples))


def _dataset(texts: Iterable[str]) -> Iterator[str]:
    context = _json({"@version": 1.1, "@vocab": ONTOLOGY, **terms.PREFIXES})
    pieces = (piece for text in texts for piece in (",\n", text))
    yield f'{{"@context": {context}, "@graph": [\n'
    yield from islice(pieces, 1, None)
    yield "\n]}\n"


def jsonld_graphs(quads: Place) -> list[tuple[str, str]]:
    """The named graphs of a file of N-Quads as JSON-LD 1.1 has them in a dataset.

    Args:
        quads: a part of the graph, small enough for memory.

    Returns:
        The name and the text of each, in the order of their names.
    """
    stated: dict[str, list[ox.Quad]] = {}
    with quads.open("rb") as file:
        for quad in ox.parse(input=file, format=ox.RdfFormat.N_QUADS):
            name = quad.graph_name
            stated.setdefault(name.value if isinstance(name, ox.NamedNode) else "", []).append(quad)
    ordered = sorted(stated, key=natural_key)
    return [(name, _graph(named(stated[name])._replace(name=Iri(name)))) for name in ordered]


def _graph(graph: Graph) -> str:
    """A named graph, or the nodes of the default graph, one node a line."""
    nodes: dict[Iri, set[tuple[Iri, Term]]] = {}
    for subject, predicate, object_ in graph.triples:
        nodes.setdefault(subject, set()).add((predicate, object_))
    subjects = sorted(nodes, key=natural_key)
    lines = ",\n".join(_json(_node(subject, nodes[subject])) for subject in subjects)
    if not graph.name:
        return lines
    return f'{{"@id": {_json(_compact(graph.name))}, "@graph": [\n{lines}\n]}}'


def _json(value: object) -> str:
    """One node a line: a difference between two graphs is a difference of lines."""
    return _ENCODER.encode(value)


def write_graphml(network: nx.MultiDiGraph[Node], path: Place) -> None:
    """Write the citation network as GraphML, for Gephi, Cytoscape, yEd.

    Raises:
        GraphError: the file cannot be written.
    """
    plain: nx.MultiDiGraph[Node] = nx.MultiDiGraph()
    for node in sorted(network, key=natural_key):
        plain.add_node(_xml(node), **_attributes(network.nodes[node]))
    for citing, cited, key, data in sorted(network.edges(keys=True, data=True), key=_edge_key):
        plain.add_edge(_xml(citing), _xml(cited), key=_xml(key), **_attributes(data))
    text = io.BytesIO()
    nx.write_graphml_xml(plain, text, encoding="utf-8", prettyprint=True)
    write_text(path, text.getvalue().decode("utf-8") + "\n")


def write_nodes(network: nx.MultiDiGraph[Node], path: Place) -> None:
    """Write the network's nodes as CSV, UTF-8, with a header.

    Raises:
        GraphError: the file cannot be written.
    """
    ordered = sorted(network, key=natural_key)
    rows = ([_cell(v) for v in _columns(network, node)] for node in ordered)
    write_text(path, csv_text(NODE_COLUMNS, rows))


def write_edges(network: nx.MultiDiGraph[Node], path: Place) -> None:
    """Write the network's edges as CSV, UTF-8, with a header.

    Raises:
        GraphError: the file cannot be written.
    """
    listed = sorted(network.edges(keys=True, data=True), key=_edge_key)
    label = {node: data["label"] for node, data in network.nodes(data=True)}
    rows = (
        [
            label[citing],
            label[cited],
            *(_cell(data[column]) for column in EDGE_COLUMNS[2:9]),
            citing,
            cited,
            key,
        ]
        for citing, cited, key, data in listed
    )
    write_text(path, csv_text(EDGE_COLUMNS, rows))


def file_name(graph: str) -> str:
    """Give the name of the files of a document, without their endings.

    Nothing but letters, digits, ``_ . - ~ %`` gets through, and no leading dot: the name cannot
    leave its folder.

    Args:
        graph: the name of the document's graph.
    """
    local = graph.removeprefix(GRAPHS)
    plain = re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.~%-]{0,180}", local)
    return local if plain else hashlib.sha256(graph.encode()).hexdigest()


def _node(subject: Iri, pairs: set[tuple[Iri, Term]]) -> Json:
    node: Json = {"@id": _compact(subject)}
    types = sorted(o for p, o in pairs if p == terms.TYPE and isinstance(o, str))
    if types:
        node["@type"] = [_term(iri) for iri in types]
    for predicate, object_ in sorted(pairs, key=lambda pair: (pair[0], n_triples(pair[1]))):
        if predicate != terms.TYPE or isinstance(object_, Literal):
            node.setdefault(_term(predicate), []).append(_value(object_))
    return node


def _value(term: Term) -> Json | str:
    if isinstance(term, str):
        return {"@id": _compact(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype == XSD_STRING:
        return term.value
    return {"@value": term.value, "@type": _term(term.datatype)}


@lru_cache(maxsize=65_536)
def _term(iri: str) -> str:
    """Name a property or class: ours by its bare name, unless a prefix has that name."""
    local = iri.removeprefix(ONTOLOGY)
    if local != iri and local_name(local) and local not in terms.PREFIXES:
        return local
    return _compact(iri)


@lru_cache(maxsize=65_536)
def _compact(iri: str) -> str:
    for prefix, namespace in _LONGEST_FIRST:
        if iri.startswith(namespace) and local_name(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


_LONGEST_FIRST = sorted(terms.PREFIXES.items(), key=lambda item: (-len(item[1]), item[0]))


def _attributes(data: Mapping[str, Any]) -> dict[str, Any]:
    """GraphML's attributes: what is unknown is left out."""
    return {
        key: _xml(value) if isinstance(value, str) else value
        for key, value in data.items()
        if value is not None
    }


def _columns(network: nx.MultiDiGraph[Node], node: Node) -> list[object]:
    data = network.nodes[node]
    return [*(data[column] for column in NODE_COLUMNS[:-1]), node]


def _edge_key(edge: tuple[Node, Node, str, dict[str, Any]]) -> tuple[object, ...]:
    citing, cited, key, _ = edge
    return natural_key(citing), natural_key(cited), key


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
