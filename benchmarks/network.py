"""PageRank and communities of citation networks up to a million edges.

networkx is what `kg.network` makes; scipy and rustworkx are what could be put behind the same call.
The networks are those of a generated corpus, made from its citations without writing its texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from itertools import islice

import networkx as nx

from benchmarks.citing import citations
from benchmarks.measuring import Row, Table, medians, ratio, seconds
from benchmarks.numbering import ORGANS, resolutions

_EDGES, _QUICK = (10_000, 100_000, 1_000_000), (1_000,)
_CITED, _CITED_ELSEWHERE = 22, 4  # resolutions a document, of its own organ and of each other
_TOLERANCE, _TURNS, _DAMPING = 1e-12, 500, 0.85
_SEED = 1

Edge = tuple[int, int]
Engine = Callable[[list[Edge]], Callable[[], object]]  # edges in, the work to be measured out


def run(*, quick: bool) -> tuple[Table, ...]:
    """Measure networkx and what is installed beside it.

    Args:
        quick: a thousand edges, once.
    """
    sizes = _QUICK if quick else _EDGES
    rows: list[Row] = []
    edges = list(islice(_edges(), sizes[-1]))
    for size in sizes:
        rows += _measured(edges[:size], runs=1 if quick else 3)
    columns = ("edges", "step", "engine", "CPU s", "networkx / it")
    notes = () if find_spec("scipy") else ("Without scipy networkx has no PageRank.",)
    return (Table("Citation networks", columns, tuple(rows), notes),)


def _edges() -> Iterator[Edge]:
    """Who cites whom in a generated corpus: a later number cites earlier ones."""
    places = {one.symbol: place for place, one in enumerate(resolutions())}
    by_day = sorted(resolutions(), key=lambda one: one.day, reverse=True)
    for one in by_day:
        for organ in ORGANS:
            several = _CITED if organ == one.organ else _CITED_ELSEWHERE
            for cited in islice(citations(_SEED, one, organ), several):
                yield places[one.symbol], places[cited.symbol]


def _measured(edges: list[Edge], *, runs: int) -> Iterator[Row]:
    for step, engines in _engines().items():
        works = {name: engine(edges) for name, engine in engines.items()}
        took = medians(works, runs=runs)
        for name, taken in took.items():
            against = ratio(took["networkx"], taken) if "networkx" in took else "–"
            yield f"{len(edges):,}", step, name, seconds(taken), against


def _engines() -> dict[str, dict[str, Engine]]:
    """The engines of each step: networkx first, others where they are installed."""
    engines: dict[str, dict[str, Engine]] = {
        "load": {"networkx": lambda edges: partial(_networkx, edges)},
        "PageRank": {},
        "communities (Louvain)": {"networkx": _louvain},
        "communities (labels passed on)": {"networkx": _labels},
    }
    if find_spec("scipy"):
        engines["PageRank"] = {"networkx": _pagerank, "scipy": _scipy_pagerank}
    if find_spec("rustworkx"):
        engines["load"]["rustworkx"] = _rustworkx_load
        engines["PageRank"]["rustworkx"] = _rustworkx_pagerank
    return engines


def _networkx(edges: list[Edge]) -> nx.DiGraph[int]:
    return nx.DiGraph(edges)


def _pagerank(edges: list[Edge]) -> Callable[[], object]:
    graph = _networkx(edges)
    return lambda: nx.pagerank(graph, alpha=_DAMPING, tol=_TOLERANCE, max_iter=_TURNS)


def _louvain(edges: list[Edge]) -> Callable[[], object]:
    graph = _networkx(edges).to_undirected()
    return lambda: nx.community.louvain_communities(graph, seed=_SEED)


def _labels(edges: list[Edge]) -> Callable[[], object]:
    graph = _networkx(edges).to_undirected()
    return lambda: list(nx.community.fast_label_propagation_communities(graph, seed=_SEED))


def _scipy_pagerank(edges: list[Edge]) -> Callable[[], object]:
    """The same iteration on a sparse matrix made from the edges, without a graph of objects."""
    import numpy as np
    from scipy import sparse

    def rank() -> object:
        pairs = np.asarray(edges)
        nodes, ends = np.unique(pairs, return_inverse=True)
        citing, cited = ends.reshape(pairs.shape).T
        size = len(nodes)
        out = np.bincount(citing, minlength=size)
        matrix = sparse.csr_array((1.0 / out[citing], (cited, citing)), shape=(size, size))
        ranks = np.full(size, 1.0 / size)
        for _ in range(_TURNS):
            lost = ranks[out == 0].sum()
            following = _DAMPING * (matrix @ ranks + lost / size) + (1 - _DAMPING) / size
            if np.abs(following - ranks).sum() < size * _TOLERANCE:
                break
            ranks = following
        return ranks

    return rank


def _rustworkx_load(edges: list[Edge]) -> Callable[[], object]:
    import rustworkx as rx

    def load() -> object:
        graph = rx.PyDiGraph()
        graph.extend_from_edge_list(edges)
        return graph

    return load


def _rustworkx_pagerank(edges: list[Edge]) -> Callable[[], object]:
    import rustworkx as rx

    graph = rx.PyDiGraph()
    graph.extend_from_edge_list(edges)
    return lambda: rx.pagerank(graph, alpha=_DAMPING, tol=_TOLERANCE, max_iter=_TURNS)
