"""Describe works and write them, a shard at a time: a part of each file of the graph.

A shard is a piece of work for a process: it knows its works alone, and its bytes depend on nothing
else. Works travel packed; what is described is written and let go.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from kg.authorities import load_catalogue
from kg.describe.targets import targets_of
from kg.exports import JSON_LD, join_jsonld, write_documents, write_jsonld_part
from kg.findings import Extraction
from kg.graph import describe
from kg.iris import AUTHORITIES_GRAPH, CITED_GRAPH
from kg.merging import merge_quads, merge_turtle
from kg.rdf import Graph
from kg.store import natural_key, write_quads, write_turtle
from kg.terms import PREFIXES
from kg.versions import Agreement, compare

Packed: TypeAlias = bytes  # an extraction, as it travels between processes

_MOST = 200  # shards: each is an open file when they are merged
_LEAST = 64  # works in a shard, so that small graphs have one
_SEAMS = (natural_key(AUTHORITIES_GRAPH), natural_key(CITED_GRAPH))


@dataclass(frozen=True, slots=True)
class Shard:
    """Works that are described together.

    Attributes:
        part: the name that its parts of the files have, before their endings.
        folder: where they are written.
        works: the language versions of each.
    """

    part: str
    folder: Path
    works: tuple[tuple[Packed, ...], ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What the whole graph has to know of a shard.

    Attributes:
        targets: what its documents point to.
        stated: how many triples they state.
        agreements: of the works that were read in several languages.
    """

    targets: frozenset[str]
    stated: int
    agreements: tuple[Agreement, ...]


def pack(extraction: Extraction) -> Packed:
    """An extraction as bytes, for another process of the same run."""
    return zlib.compress(pickle.dumps(extraction, pickle.HIGHEST_PROTOCOL), level=1)


def unpack(packed: Packed) -> Extraction:
    """The extraction that `pack` made bytes of."""
    found: Extraction = pickle.loads(zlib.decompress(packed))  # noqa: S301 - our own bytes
    return found


def in_shards(works: Iterable[tuple[str, tuple[Packed, ...]]], folder: Path) -> list[Shard]:
    """Deal works out, in the order of their graphs' names.

    Args:
        works: each with the name of its graph.
        folder: where the shards are to write.

    Returns:
        The shards; none lies on both sides of a graph that is not a work's.
    """
    ordered = sorted((natural_key(name), versions) for name, versions in works)
    size = max(_LEAST, -(-len(ordered) // _MOST))
    shards: list[Shard] = []
    for side, group in groupby(ordered, key=lambda work: sum(work[0] > seam for seam in _SEAMS)):
        same = [versions for _, versions in group]
        shards += [
            Shard(f"{side}-{at // size:05}", folder, tuple(same[at : at + size]))
            for at in range(0, len(same), size)
        ]
    return shards


def write_shard(shard: Shard) -> Written:
    """Describe the works of a shard and write its parts.

    Raises:
        GraphError: a file cannot be written.
    """
    catalogue = load_catalogue()
    works = [[unpack(packed) for packed in versions] for versions in shard.works]
    graphs = [describe(versions, catalogue) for versions in works]
    write_part(graphs, shard.folder, shard.part)
    write_documents(graphs, shard.folder / "documents")
    return Written(
        targets=frozenset().union(*(targets_of(v) for versions in works for v in versions)),
        stated=sum(len(graph.triples) for graph in graphs),
        agreements=tuple(compare(versions) for versions in works if len(versions) > 1),
    )


def write_part(graphs: Sequence[Graph], folder: Path, part: str) -> None:
    """Write what graphs say as a part of each file.

    Raises:
        GraphError: a file cannot be written.
    """
    write_quads(graphs, folder / f"{part}.nq")
    write_turtle(graphs, folder / f"{part}.ttl", PREFIXES)
    write_jsonld_part(graphs, folder / f"{part}{JSON_LD}")


def merge(parts: Path, folder: Path) -> None:
    """Make the whole files of the parts.

    Args:
        parts: the folder of the parts; their names say the order of their graphs.
        folder: where ``graph.nq``, ``graph.ttl`` and ``graph.jsonld`` go.

    Raises:
        GraphError: a file cannot be written.
    """
    merge_quads(sorted(parts.glob("*.nq")), folder / "graph.nq")
    merge_turtle(sorted(parts.glob("*.ttl")), folder / "graph.ttl", PREFIXES)
    join_jsonld(sorted(parts.glob(f"*{JSON_LD}")), folder / "graph.jsonld")
