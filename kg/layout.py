"""Place each node of the citation network: time along x, organ or kind along y.

Know dates, organs and the room that a label takes; know nothing of colours, pages or files.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.store import natural_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from kg.network import Node

ROW = 34.0  # between two rows of a lane: a mark and the label under it
OTHER_LANE = "Other bodies"

_ORGAN_LANES = 6  # further organs share one lane
LANE_GAP = 12.0
_HEADING = 22.0  # above a lane's first row, for its name
_CAPTION = 24  # characters of a label
_CHARACTER = 6.3  # the width of one
_FOOTPRINT = 3.0 * 80 * ROW  # the room that a node and its label take, with air
_TICK = 64.0  # between two years on the axis
_UNDATED = (-178.0, -88.0)  # the columns of what has no year


@dataclass(frozen=True, slots=True)
class Lane:
    """A horizontal band: one organ's documents, or all instruments, or all events."""

    label: str
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A year to be written on the time axis."""

    year: int
    x: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each node stands; y grows downward, as on screens."""

    points: Mapping[Node, tuple[float, float]]
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    undated: float | None  # the middle of the column of undated nodes, if there are any


def caption(label: str) -> str:
    """Cut a label to what can be written under its mark."""
    return label if len(label) <= _CAPTION else label[: _CAPTION - 1].rstrip() + "\u2026"


def positions(network: nx.MultiDiGraph[Node]) -> Layout:
    """Place every node: time along x, organ or kind along y, no label upon another.

    Years with many documents are drawn wider, so that the axis is monotone but not linear. Nodes
    of unknown year stand in a column of their own at the left. Costs O(n log n), uses no chance.
    """
    scale = _Scale(network)
    points: dict[Node, tuple[float, float]] = {}
    lanes: list[Lane] = []
    top = 0.0
    for label, nodes in _lanes(network):
        placed = _in_rows(network, _abscissae(network, nodes, scale))
        bottom = top + _HEADING + (1 + max(row for _, _, row in placed)) * ROW
        for node, x, row in placed:
            points[node] = round(x, 1), round(top + _HEADING + (row + 0.3) * ROW, 1)
        lanes.append(Lane(label, top, bottom))
        top = bottom + LANE_GAP
    undated = any(data["year"] is None for _, data in network.nodes(data=True))
    return Layout(points, tuple(lanes), scale.ticks(), sum(_UNDATED) / 2 if undated else None)


class _Scale:
    """Years to abscissae: a third of the width is shared evenly, the rest by the documents."""

    def __init__(self, network: nx.MultiDiGraph[Node]) -> None:
        known = (data["year"] for _, data in network.nodes(data=True))
        counts: Counter[int] = Counter(year for year in known if year is not None)
        self.years = range(min(counts, default=0), max(counts, default=-1) + 1)
        width = max(1080.0, math.sqrt(1.6 * counts.total() * _FOOTPRINT))
        self.starts = [0.0]
        for year in self.years:
            share = (1 / len(self.years) + 2 * counts[year] / counts.total()) / 3
            self.starts.append(self.starts[-1] + share * width)

    def place(self, date: str, year: int) -> float:
        start, end = self.starts[year - self.years.start : year - self.years.start + 2]
        return start + (0.1 + 0.8 * _part_of_year(date)) * (end - start)

    def ticks(self) -> tuple[Tick, ...]:
        kept: list[Tick] = []
        for step in (10, 5, 1):  # round years first, others where there is room between them
            for year in range(-(-self.years.start // step) * step, self.years.stop, step):
                x = self.starts[year - self.years.start]
                if all(abs(x - tick.x) >= _TICK for tick in kept):
                    kept.append(Tick(year, round(x, 1)))
        return tuple(sorted(kept, key=lambda tick: tick.year))


def _part_of_year(date: str) -> float:
    """How much of its year has passed at an ISO date; half of it where only the year is known."""
    month, day = date[5:7], date[8:10]
    if not month.isdigit():
        return 0.5
    return min(1.0, (int(month) - 1 + (int(day) - 1 if day.isdigit() else 15) / 31) / 12)


def _lanes(network: nx.MultiDiGraph[Node]) -> list[tuple[str, list[Node]]]:
    """Bands from the top: organs by the number of their documents, then what no organ adopted."""
    groups: dict[tuple[int, str], list[Node]] = {}
    for node, data in network.nodes(data=True):
        groups.setdefault(_lane(data), []).append(node)
    organs = sorted((-len(groups[lane]), lane[1]) for lane in groups if lane[0] == 0)
    for _, label in organs[_ORGAN_LANES:]:
        groups.setdefault((1, OTHER_LANE), []).extend(groups.pop((0, label)))
    ordered = sorted(groups, key=lambda lane: (lane[0], -len(groups[lane]), lane[1]))
    return [(lane[1], groups[lane]) for lane in ordered]


def _lane(data: Mapping[str, Any]) -> tuple[int, str]:
    match data["group"]:
        case "event":
            return 4, "Conferences and summits"
        case "instrument":
            return 3, "Treaties and other instruments"
        case _:
            return (0, data["organ"]) if data["organ"] else (2, "Other documents")


def _abscissae(
    network: nx.MultiDiGraph[Node], nodes: Iterable[Node], scale: _Scale
) -> list[tuple[float, Node]]:
    """Order the nodes of a lane from left to right."""
    dated: list[tuple[float, Node]] = []
    undated: list[Node] = []
    for node in nodes:
        data = network.nodes[node]
        if data["year"] is None:
            undated.append(node)
        else:
            dated.append((scale.place(data["date"], data["year"]), node))
    undated.sort(key=lambda node: (natural_key(network.nodes[node]["label"]), node))
    left = [(_UNDATED[i % len(_UNDATED)], node) for i, node in enumerate(undated)]
    dated.sort(key=lambda item: (item[0], natural_key(network.nodes[item[1]]["label"]), item[1]))
    return sorted(left, key=lambda item: item[0]) + dated


def _in_rows(
    network: nx.MultiDiGraph[Node], placed: Iterable[tuple[float, Node]]
) -> list[tuple[Node, float, int]]:
    """Give each node the first row whose last label ends before its own begins."""
    spans = [(_half(network.nodes[node]["label"]), x, node) for x, node in placed]
    # By where labels begin, not by where marks stand: a row once free stays free for what follows.
    spans.sort(key=lambda span: span[1] - span[0])
    busy: list[tuple[float, int]] = []  # (where the row's last label ends, row)
    free: list[int] = []
    rows: list[tuple[Node, float, int]] = []
    for half, x, node in spans:
        while busy and busy[0][0] <= x - half:
            heapq.heappush(free, heapq.heappop(busy)[1])
        row = heapq.heappop(free) if free else len(busy)
        heapq.heappush(busy, (x + half, row))
        rows.append((node, x, row))
    return rows


def _half(label: str) -> float:
    """Tell how far a label reaches to each side of its mark."""
    return max(22.0, (len(caption(label)) * _CHARACTER + 10) / 2)
