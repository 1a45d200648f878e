"""Describe works and write them, a part of the graph at a time.

A part is a piece of work for a process: it knows its works alone, and its bytes depend on nothing
else. In which part a work stands depends on the name of its graph alone, so that a document that
comes or goes changes one part.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.authorities import load_catalogue
from kg.counts import Counts, counts, merge, pack_counts
from kg.describe.targets import targets_of
from kg.errors import GraphError
from kg.exports import file_name
from kg.findings import Extraction
from kg.garbage import none_looked_for
from kg.gathering import found_in
from kg.graph import describe
from kg.packing import Packed, Spool, unpack
from kg.places import Place, place
from kg.rdf import Graph
from kg.state import Known, Part
from kg.store import natural_key, quad_lines, write_bytes, write_pieces, write_turtle
from kg.terms import PREFIXES
from kg.versions import compare

PARTS = "parts"  # the folder of N-Quads
DOCUMENTS = "documents"  # the folder of Turtle, a file a work
BESIDE = ("authorities", "cited", "summary")  # what stands beside the parts of works

_FEW = 128  # files in a part, at most about so many
_LEAST = 16  # parts, so that processes have something to share

#: A language version of a work: its file, and what was found in it, if it was read in this run.
Version: TypeAlias = tuple[Place, Packed | None]


@dataclass(frozen=True, slots=True)
class Shard:
    """Works that are described together.

    Attributes:
        name: of the part.
        folder: where it is written.
        works: the language versions of each.
        least: the confidence below which targets are withheld.
    """

    name: str
    folder: Place
    works: tuple[tuple[Version, ...], ...]
    least: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What a part is to be made of.

    Attributes:
        name: of the part.
        works: by name of their graphs in natural order, the language versions of each.
        of: a digest of the files.
    """

    name: str
    works: Mapping[str, Sequence[Known]]
    of: str

    def __len__(self) -> int:
        """How many files it has."""
        return sum(map(len, self.works.values()))


def planned(works: Mapping[str, Sequence[Known]], files: int) -> list[Plan]:
    """Deal works out into parts.

    Args:
        works: by name of their graphs.
        files: of the whole collection; tells how many parts there are.

    Returns:
        The parts that have works, in the order of their names.
    """
    digits = 1
    while files > _FEW * _LEAST**digits:
        digits += 1
    parts: dict[str, dict[str, Sequence[Known]]] = {}
    for graph in sorted(works, key=natural_key):
        name = hashlib.sha256(graph.encode()).hexdigest()[:digits]
        parts.setdefault(name, {})[graph] = works[graph]
    return [Plan(name, parts[name], _digest(parts[name])) for name in sorted(parts)]


def shards(plans: Iterable[Plan], folder: Place, least: float, spool: Spool) -> Iterator[Shard]:
    """Make work for processes of plans, one at a time.

    Args:
        plans: of the parts.
        folder: where they are written.
        least: the confidence below which targets are withheld.
        spool: has what was found in this run.
    """
    for plan in plans:
        works = (
            tuple((place(k.report.path), spool.take(k.report.path)) for k in versions)
            for versions in plan.works.values()
        )
        yield Shard(plan.name, folder, tuple(works), least)


def write_shard(shard: Shard) -> Part:
    """Describe the works of a shard, and write its N-Quads, its counts and the Turtle of each.

    Returns:
        What the whole graph has to know of it, but for what it was made from.

    Raises:
        GraphError: a file cannot be written.
    """
    catalogue = load_catalogue()
    lines: list[str] = []
    targets: set[str] = set()
    counted: list[Counts] = []
    agreements = []
    with none_looked_for():
        for work in shard.works:
            versions = [_found(version, shard.least) for version in work]
            graph = describe(versions, catalogue)
            lines += quad_lines(graph)
            write_turtle([graph], document_file(shard.folder, graph.name), PREFIXES)
            targets.update(*map(targets_of, versions))
            counted.append(counts([graph]))
            if len(versions) > 1:
                agreements.append(compare(versions))
        lines.sort()
    path = quads_file(shard.folder, shard.name)
    write_pieces(path, ["".join(lines)])
    write_bytes(counts_file(shard.folder, shard.name), [pack_counts(merge(counted))])
    return Part("", tuple(sorted(targets)), len(lines), tuple(agreements), path.stat().st_size)


def write_part(graph: Graph, folder: Place, name: str) -> None:
    """Write a graph that is not a work's as N-Quads, and as Turtle in the folder itself.

    Raises:
        GraphError: a file cannot be written.
    """
    write_pieces(quads_file(folder, name), sorted(quad_lines(graph)))
    write_turtle([graph], folder / f"{name}.ttl", PREFIXES)


def lost(shard: Shard) -> Part:
    """Say that a process ended.

    Raises:
        GraphError: always.
    """
    raise GraphError(f"a process that wrote {len(shard.works)} works ended: is memory scarce?")


def quads_file(folder: Place, part: str) -> Place:
    """The N-Quads of a part."""
    return folder / PARTS / f"{part}.nq"


def counts_file(folder: Place, part: str) -> Place:
    """What was counted in a part, to be added up."""
    return folder / PARTS / f"{part}.counts"


def document_file(folder: Place, graph: str) -> Place:
    """The Turtle of a work."""
    return folder / DOCUMENTS / f"{file_name(graph)}.ttl"


def _found(version: Version, least: float) -> Extraction:
    path, packed = version
    return unpack(packed) if packed else found_in(path, least)[0]


def _digest(works: Mapping[str, Sequence[Known]]) -> str:
    digest = hashlib.sha256()
    for graph, versions in works.items():
        for known in versions:
            digest.update(f"{graph}\n{known.sha256}\n".encode())
    return digest.hexdigest()
