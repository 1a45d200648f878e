"""Analyse who cites whom: what is most influential, and which texts belong together.

Know texts and how often one cites another; know nothing of words, dates or files. The same graph
gives the same answers: nodes and edges stand in the order of their names, and chance has a seed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal, TypeAlias

import networkx as nx

from kg import terms
from kg.errors import GraphError
from kg.iris import thing
from kg.network import attributes, who_cites_whom
from kg.stated import subjects
from kg.store import natural_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph as ox

    from kg.network import Node

Measure: TypeAlias = Literal["pagerank", "citations"]
Backend: TypeAlias = Literal["networkx", "networkit"]
MEASURES: tuple[Measure, ...] = ("pagerank", "citations")
BACKENDS: tuple[Backend, ...] = ("networkx", "networkit")

# networkx's own tolerance, 1e-6, moves every second text at a million edges
_TOLERANCE = 1e-12
_STEPS = 1000  # at most: each brings 15 % of what is missing, so about 110 do
_DIGITS = 12  # ranks that differ less are equal: the order of a sum decides there
_SEED = 1945


@dataclass(frozen=True, slots=True)
class Ranked:
    """A text and its place among all texts of the network."""

    place: int
    label: str
    rank: float | None  # PageRank, where it was asked for
    documents: int  # that cite it
    citations: int
    kind: str
    organ: str
    year: int | None
    title: str
    iri: Node


@dataclass(frozen=True, slots=True)
class Community:
    """Texts that cite one another more than others, named by those that most texts cite."""

    texts: int
    most_cited: tuple[str, ...]
    iris: tuple[Node, ...]  # of the most cited


def most_influential(
    store: ox.Store,
    *,
    by: Measure = "pagerank",
    limit: int = 20,
    organ: str | None = None,
    kind: str | None = None,
    language: str = "en",
) -> list[Ranked]:
    """Rank the documents, instruments and events of a graph.

    Args:
        store: the graph.
        by: what to rank by, as in `ranking`.
        limit: how many to give.
        organ: the key of a body, such as ``GA``: only what it adopted. All texts vote, all the
            same.
        kind: one of those in `kg.network.KINDS`: only texts of this kind.
        language: of labels and titles.

    Returns:
        The first ones, with their places among all.
    """
    network = citations(store)
    wanted = subjects(store, terms.PASSED_BY, thing(f"body:{organ}")) if organ else network

    def found() -> Iterator[Ranked]:
        for place, (node, value) in enumerate(ranking(network, by), start=1):
            if node not in wanted:
                continue
            told = attributes(store, node, language)
            if kind in (None, told["kind"]):
                names = {name: told[name] for name in ("label", "kind", "organ", "year", "title")}
                documents, cited = cited_by(network, node)
                rank = value if by == "pagerank" else None
                yield Ranked(
                    place, rank=rank, documents=documents, citations=cited, iri=node, **names
                )

    return list(islice(found(), limit))


def largest_communities(
    store: ox.Store,
    *,
    limit: int = 20,
    members: int = 5,
    backend: Backend = "networkx",
    language: str = "en",
) -> list[Community]:
    """Tell which texts of a graph belong together.

    Args:
        store: the graph.
        limit: how many communities to give, the largest first.
        members: how many texts name a community.
        backend: as in `communities`.
        language: of labels.

    Raises:
        GraphError: networkit is asked for and not installed.
    """
    found = communities(citations(store), backend=backend)[:limit]
    return [
        Community(
            len(group),
            tuple(attributes(store, node, language)["label"] for node in group[:members]),
            group[:members],
        )
        for group in found
    ]


def citations(store: ox.Store) -> nx.DiGraph[Node]:
    """Make the network of what cites and what is cited, without any words.

    Args:
        store: the graph; all its named graphs together are read, and nothing of it is kept.

    Returns:
        Documents, instruments and events by IRI, and one edge for each pair, whose ``weight`` says
        how many citations it stands for. What neither cites nor is cited is not in it.
    """
    names: dict[Node, Node] = {}  # each IRI once: a row brings new strings
    counts: Counter[tuple[Node, Node]] = Counter()
    for row in who_cites_whom(store, "?citing ?cited"):
        citing, cited = row["citing"].value, row["cited"].value
        counts[names.setdefault(citing, citing), names.setdefault(cited, cited)] += 1
    nodes = sorted(names, key=natural_key)
    number = {node: i for i, node in enumerate(nodes)}
    edges = sorted((number[citing], number[cited], n) for (citing, cited), n in counts.items())
    network: nx.DiGraph[Node] = nx.DiGraph()
    network.add_nodes_from(nodes)
    network.add_weighted_edges_from((nodes[citing], nodes[cited], n) for citing, cited, n in edges)
    return network


def influence(network: nx.DiGraph[Node]) -> dict[Node, float]:
    """Compute PageRank: a text is influential if influential texts cite it, and not much else.

    A text shares its rank out over its citations, 15 % goes to all texts alike.

    Returns:
        For each node its rank; together they are 1.
    """
    return dict(nx.pagerank(network, alpha=0.85, max_iter=_STEPS, tol=_TOLERANCE))


def cited_by(network: nx.DiGraph[Node], node: Node) -> tuple[int, int]:
    """Count the texts that cite a node, and their citations."""
    counts = [data["weight"] for data in network.pred[node].values()]
    return len(counts), sum(counts)


def ranking(network: nx.DiGraph[Node], by: Measure = "pagerank") -> list[tuple[Node, float]]:
    """Order all nodes, the first first; equals by name, numbers in their order.

    Args:
        network: as `citations` makes it.
        by: pagerank; or citations, which counts the texts that cite a node, then their citations.

    Returns:
        Each node with its rank, or with the number of texts that cite it.
    """
    if by == "citations":
        counted = {node: cited_by(network, node) for node in network}
        order = sorted(network, key=lambda n: (-counted[n][0], -counted[n][1], natural_key(n)))
        return [(node, counted[node][0]) for node in order]
    ranks = {node: round(rank, _DIGITS) for node, rank in influence(network).items()}
    return sorted(ranks.items(), key=lambda item: (-item[1], natural_key(item[0])))


def communities(
    network: nx.DiGraph[Node], *, backend: Backend = "networkx"
) -> list[tuple[Node, ...]]:
    """Find the groups that cite one another more than others: modularity, by Louvain's method.

    Args:
        network: as `citations` makes it; who cites and who is cited makes no difference here.
        backend: networkx, which is always there; networkit, twenty times as fast on a million
            edges. Each gives the same groups for the same network; their groups differ a little.

    Returns:
        The groups, the largest first, each with its most cited members first.

    Raises:
        GraphError: networkit is asked for and not installed.
    """
    nodes = list(network)
    groups = _by_networkit(network) if backend == "networkit" else _by_networkx(network)

    def order(node: Node) -> tuple[int, str]:
        return -len(network.pred[node]), natural_key(node)

    listed = [tuple(sorted((nodes[i] for i in group), key=order)) for group in groups]
    return sorted(listed, key=lambda group: (-len(group), order(group[0])))


def _pairs(network: nx.DiGraph[Node]) -> Iterator[tuple[int, int, int]]:
    """The edges by the numbers of their ends: sets of strings have another order in each run."""
    number = {node: i for i, node in enumerate(network)}
    for citing, cited, data in network.edges(data=True):
        yield number[citing], number[cited], data["weight"]


def _by_networkx(network: nx.DiGraph[Node]) -> Iterable[set[int]]:
    together: nx.Graph[int] = nx.Graph()
    together.add_nodes_from(range(len(network)))
    for citing, cited, weight in _pairs(network):
        known = together.get_edge_data(citing, cited, {"weight": 0})["weight"]
        together.add_edge(citing, cited, weight=known + weight)
    return nx.community.louvain_communities(together, seed=_SEED)


def _by_networkit(network: nx.DiGraph[Node]) -> Iterable[set[int]]:
    try:
        import networkit
    except ImportError:
        raise GraphError("networkit is not installed: pip install networkit") from None
    together = networkit.Graph(len(network), weighted=True)
    for citing, cited, weight in _pairs(network):
        together.increaseWeight(citing, cited, weight)
    method = networkit.community.PLM(together, par="none")
    method.run()
    partition = method.getPartition()
    return [set(partition.getMembers(i)) for i in partition.getSubsetIds()]
