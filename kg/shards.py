"""Describe works and write them, a part of the graph at a time.

A part is a piece of work for a process: it knows its works alone, and its bytes depend on nothing
else. In which part a work stands depends on the name of its graph alone, so that a document that
comes or goes changes one part.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import pyoxigraph as ox

from kg.authorities import load_catalogue
from kg.counts import Counts, counts, merge, pack_counts
from kg.describe.targets import targets_of
from kg.errors import GraphError
from kg.exports import file_name
from kg.findings import Extraction
from kg.garbage import none_looked_for
from kg.gathering import found_in
from kg.graph import describe
from kg.iris import document_graph
from kg.packing import Packed, Spool, unpack
from kg.places import Place, place
from kg.rdf import Graph, Iri
from kg.state import Beside, Known, Part, Work
from kg.store import named, natural_key, quad_lines, write_bytes, write_pieces, write_turtle
from kg.terms import PREFIXES
from kg.versions import Agreement, compare

PARTS = "parts"  # the folder of N-Quads
DOCUMENTS = "documents"  # the folder of Turtle, a file a work
AUTHORITIES, CITED, SUMMARY = BESIDE = ("authorities", "cited", "summary")  # beside parts of works

_FEW = 128  # files in a part, at most about so many
_LEAST = 16  # parts, so that processes have something to share

#: A language version of a work: its file, and what was found in it, if it was read in this run.
Version: TypeAlias = tuple[Place, Packed | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """Works of a part that are there as they would come out again.

    Attributes:
        path: of the part's N-Quads.
        part: with these works alone.
    """

    path: Place
    part: Part


@dataclass(frozen=True, slots=True)
class Shard:
    """Works that are described together.

    Attributes:
        name: of the part.
        folder: where it is written.
        of: a digest of each work, by the name of its graph, in natural order.
        works: the language versions of each that is to be described.
        standing: those that are not.
        least: the confidence below which targets are withheld.
    """

    name: str
    folder: Place
    of: Mapping[str, str]
    works: tuple[tuple[Version, ...], ...]
    standing: Standing | None
    least: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What a part is to be made of.

    Attributes:
        name: of the part.
        works: by name of their graphs in natural order, the language versions of each.
        of: a digest of the files of each.
    """

    name: str
    works: Mapping[str, Sequence[Known]]
    of: Mapping[str, str]

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
    return [
        Plan(name, parts[name], {graph: _digest(known) for graph, known in parts[name].items()})
        for name in sorted(parts)
    ]


def shards(
    plans: Iterable[Plan],
    standing: Mapping[str, Standing],
    folder: Place,
    least: float,
    spool: Spool,
) -> Iterator[Shard]:
    """Make work for processes of plans, one at a time.

    Args:
        plans: of the parts.
        standing: by name of the part, what is not to be described again.
        folder: where they are written.
        least: the confidence below which targets are withheld.
        spool: has what was found in this run.
    """
    for plan in plans:
        there = standing.get(plan.name)
        works = (
            tuple((place(k.report.path), spool.take(k.report.path)) for k in versions)
            for graph, versions in plan.works.items()
            if there is None or graph not in there.part.works
        )
        yield Shard(plan.name, folder, plan.of, tuple(works), there, least)


def write_shard(shard: Shard) -> Part:
    """Describe the works of a shard, and write its N-Quads, its counts and the Turtle of each.

    Returns:
        What the whole graph has to know of it, but for what it was made from.

    Raises:
        GraphError: a file cannot be written.
    """
    catalogue = load_catalogue()
    with none_looked_for():
        lines, counted, targets, agreements = _taken_over(shard.standing)
        for work in shard.works:
            versions = [_found(version, shard.least) for version in work]
            graph = describe(versions, catalogue)
            lines += quad_lines(graph)
            write_turtle([graph], shard.folder / DOCUMENTS / document_name(graph.name), PREFIXES)
            targets[graph.name] = tuple(sorted(set().union(*map(targets_of, versions))))
            counted.append(counts([graph]))
            if len(versions) > 1:
                agreements.append(compare(versions))
        lines.sort()
    path = quads_file(shard.folder, shard.name)
    write_pieces(path, ["".join(lines)])
    write_bytes(counts_file(shard.folder, shard.name), [pack_counts(merge(counted))])
    works = {graph: Work(of, targets[graph]) for graph, of in shard.of.items()}
    agreements.sort(key=lambda agreement: natural_key(agreement.symbol or ""))
    return Part(works, len(lines), tuple(agreements), path.stat().st_size)


def write_part(graph: Graph, folder: Place, name: str) -> None:
    """Write a graph that is not a work's as N-Quads, and as Turtle in the folder itself.

    Raises:
        GraphError: a file cannot be written.
    """
    write_pieces(quads_file(folder, name), sorted(quad_lines(graph)))
    write_turtle([graph], beside_file(folder, name), PREFIXES)


def write_beside(graph: Graph, folder: Place, name: str, of: str) -> Beside:
    """Write a graph of what works name, with its counts.

    Args:
        graph: of them.
        folder: where it is written.
        name: one of `BESIDE`.
        of: a digest of their names.

    Returns:
        What the next build has to know of it.

    Raises:
        GraphError: a file cannot be written.
    """
    write_part(graph, folder, name)
    write_bytes(counts_file(folder, name), [pack_counts(counts([graph]))])
    return Beside(of, len(graph.triples), quads_file(folder, name).stat().st_size)


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


def beside_file(folder: Place, name: str) -> Place:
    """The Turtle of a graph that stands beside the parts of works."""
    return folder / f"{name}.ttl"


def document_name(graph: str) -> str:
    """The name of the Turtle of a work, in its folder."""
    return f"{file_name(graph)}.ttl"


def _found(version: Version, least: float) -> Extraction:
    path, packed = version
    return unpack(packed) if packed else found_in(path, least)[0]


def _taken_over(
    standing: Standing | None,
) -> tuple[list[str], list[Counts], dict[str, tuple[str, ...]], list[Agreement]]:
    """The lines, counts, targets and agreements of works that stand as they are."""
    if standing is None:
        return [], [], {}, []
    works = standing.part.works
    lines: dict[str, list[str]] = {f" <{graph}> .\n": [] for graph in works}
    with standing.path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            graph = line[line.rindex(" <") :]
            if graph in lines:
                lines[graph].append(line)
    counted = [
        counts([Graph(Iri(graph), named(ox.parse("".join(told), ox.RdfFormat.N_QUADS)).triples)])
        for graph, told in zip(works, lines.values(), strict=True)
    ]
    targets = {graph: work.targets for graph, work in works.items()}
    agreements = [one for one in standing.part.agreements if document_graph(one.symbol) in works]
    return list(chain.from_iterable(lines.values())), counted, targets, agreements


def _digest(versions: Iterable[Known]) -> str:
    """Of the files of a work; half of one tells them well apart."""
    return hashlib.sha256("\n".join(known.sha256 for known in versions).encode()).hexdigest()[:32]
