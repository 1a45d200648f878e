"""Measure in CPU seconds, and keep what was measured as tables.

Wall time says how busy a machine was; CPU time says what the work costs. What is compared is run in
turns, so that a machine that grows slower does so for all.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeAlias

SHARED = Path(__file__).parent.parent.parent / "shared" / "corpus"  # real texts, where present

Row: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What one benchmark measured, ready to be printed."""

    title: str
    columns: Row
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def cpu_seconds(work: Callable[[], object]) -> float:
    """The CPU time that a piece of work takes, in all threads of this process."""
    began = time.process_time()
    work()
    return time.process_time() - began


def medians(works: Mapping[str, Callable[[], object]], *, runs: int) -> dict[str, float]:
    """The median CPU time of each of several pieces of work, run in turns.

    Args:
        works: by name.
        runs: how often each is run.
    """
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            times[name].append(cpu_seconds(work))
    return {name: median(taken) for name, taken in times.items()}


def seconds(taken: float) -> str:
    """A time with three digits that mean something."""
    return f"{taken:.3g}" if taken < 100 else f"{taken:.0f}"


def ratio(taken: float, ours: float) -> str:
    """How many times longer something takes than ours."""
    return f"{taken / ours:.1f} ×" if ours else "–"
