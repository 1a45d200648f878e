"""Show on a terminal how far long work has come; show nothing where nobody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

_RATE_OVER = 120.0  # seconds whose documents tell the rate: hosts are asked slowly


@contextmanager
def progress_bar(*verbs: str) -> Iterator[list[Callable[[int, int, str], None] | None]]:
    """A bar on a terminal for each stage of the work; nothing where standard error is a file.

    Args:
        verbs: what is done in each stage.

    Yields:
        For each stage what to call as it comes on: pieces done, of all, the last one's name.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield [None for _ in verbs]
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, speed_estimate_period=_RATE_OVER
    ) as bar:
        yield [_stage(bar, verb) for verb in verbs]


def _stage(bar: Progress, verb: str) -> Callable[[int, int, str], None]:
    task = bar.add_task(verb, start=False, visible=False)

    def advance(done: int, of: int, _name: str) -> None:
        bar.start_task(task)
        bar.update(task, completed=done, total=of, visible=True)

    return advance


def rate(speed: float | None) -> str:
    """How fast work goes, in documents a second or, where that is less than one, a minute.

    Args:
        speed: documents a second; None or 0 where nobody can tell yet.
    """
    if not speed:
        return ""
    return f"{speed:.1f}/s" if speed >= 1 else f"{speed * 60:.1f}/min"


class _Rate(ProgressColumn):
    """How fast work goes."""

    def render(self, task: Task) -> Text:
        return Text(rate(task.finished_speed or task.speed))
