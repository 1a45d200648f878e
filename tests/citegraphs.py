"""Citation graphs of any size, made with a seed, and what it costs to analyse them.

    python -m tests.citegraphs 10000 100000 1000000     a row of docs/network.md for each

Each document cites some 25 earlier ones in some 32 citations, most of them of its own subject, and rather those that are
cited already (preferential attachment), as resolutions do: a few are cited by everybody.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyoxigraph as ox

from kg import terms
from kg.analysis import citations, communities, ranking
from kg.iris import document

SEED = 1945
CITED = range(20, 44)  # citations that a document makes, some of them of one text


def citing_pairs(edges: int, seed: int = SEED) -> Iterator[tuple[int, int]]:
    """About so many pairs of documents, by their numbers, some of them several times; the same for the same seed."""
    chance = random.Random(seed)
    documents = edges // 25
    subjects: list[list[int]] = [[] for _ in range(max(2, int(documents**0.5) // 5))]
    for citing in range(1, documents):
        own = chance.choice(subjects)
        found = [_one(chance, citing, own, subjects) for _ in range(chance.choice(CITED))]
        yield from ((citing, cited) for cited in found)
        own.append(citing)
        own.extend(found)


def _one(chance: random.Random, citing: int, own: list[int], subjects: list[list[int]]) -> int:
    pool = own if chance.random() < 0.9 else chance.choice(subjects)
    return chance.choice(pool) if pool and chance.random() < 0.85 else chance.randrange(citing)


def store_of(pairs: Iterator[tuple[int, int]]) -> ox.Store:
    """The triples that unkg writes for citations: the direct edge, and a node with its two ends."""
    store = ox.Store()
    store.extend(quad for i, (a, b) in enumerate(pairs) for quad in _quads(i, a, b))
    return store


def _quads(number: int, a: int, b: int) -> Iterator[ox.Quad]:
    citing, cited = (document(f"A/RES/{n // 300 + 1}/{n % 300 + 1}") for n in (a, b))
    node = f"{citing}/cit/para_{number}"
    triples = (
        (citing, terms.CITES, cited),
        (node, terms.TYPE, terms.CITATION),
        (node, terms.HAS_CITING_ENTITY, citing),
        (node, terms.HAS_CITED_ENTITY, cited),
    )
    graph = ox.NamedNode(citing.replace("/id/doc/", "/graph/"))
    yield from (ox.Quad(*map(ox.NamedNode, triple), graph) for triple in triples)


def measure(edges: int) -> str:
    """Load and analyse a graph of so many citations; seconds of CPU and MB more than the store."""
    store = store_of(citing_pairs(edges))
    cells = [f"{len(store):,}"]

    def timed(work: Callable[[], Any]) -> Any:
        Path("/proc/self/clear_refs").write_text("5")  # the peak of memory begins anew
        memory, start = _peak(), time.process_time()
        done = work()
        cells.append(f"{time.process_time() - start:.2f} s, {max(0, _peak() - memory)} MB")
        return done

    network = timed(lambda: citations(store))
    cells.insert(0, f"{network.number_of_nodes():,} | {network.number_of_edges():,}")
    with TemporaryDirectory() as folder:
        on_disk = ox.Store(folder)
        on_disk.bulk_extend(store)
        on_disk.optimize()
        timed(lambda: citations(on_disk))
    timed(lambda: ranking(network))
    timed(lambda: ranking(network, "citations"))
    timed(lambda: communities(network))
    timed(lambda: communities(network, backend="networkit"))
    return f"| {' | '.join(cells)} |"


def _peak() -> int:
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


if __name__ == "__main__":
    if len(sys.argv) == 2:
        sys.stdout.write(f"{measure(int(sys.argv[1]))}\n")
    for size in sys.argv[1:] if len(sys.argv) > 2 else ():  # each in a process of its own
        subprocess.run([sys.executable, __file__, size], check=True)
