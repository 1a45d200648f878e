"""The command that measures: `kg evaluate`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.frame import EXITS, JSON, PATHS, tell, write_json, write_lines

if TYPE_CHECKING:
    from kg.comparison import Comparison
    from kg.evaluation import Evaluation
    from kg.reliability import Reliability


@click.command("evaluate", epilog=EXITS)
@click.argument("gold", type=click.Path(path_type=Path))
@PATHS
@click.option(
    "--show",
    type=click.IntRange(min=1),
    metavar="N",
    help="List the first N mistakes of each sort.",
)
@click.option(
    "--against", type=click.Path(path_type=Path), metavar="RUN.jsonl",
    help="An earlier run: list what was gained and lost.",
)  # fmt: skip
@click.option(
    "--reliability", "reliable", is_flag=True, help="Compare confidence with what is right."
)
@JSON
def evaluate_command(
    gold: Path,
    paths: tuple[Path, ...],
    show: int | None,
    against: Path | None,
    reliable: bool,
    as_json: bool,
) -> None:
    """Compare texts, or a run's records, with marks made by hand.

    GOLD is a file of marks: records as JSON lines, or Web Annotations. PATHS are documents, which
    are extracted now, or what kg extract printed (.jsonl).

    \b
    kg evaluate gold.jsonl resolutions/ --show 10
    kg evaluate gold.jsonl run.jsonl --against earlier.jsonl
    kg evaluate first.jsonl second.jsonl         how far two annotators agree
    """
    from kg.comparison import compare
    from kg.evaluation import evaluate
    from kg.readings import read_readings, read_run
    from kg.reliability import reliability

    readings = read_readings(gold, paths)
    evaluation = evaluate(readings.gold, readings.run)
    told = reliability(evaluation) if reliable else None
    changed = compare(readings.gold, read_run(against, paths), readings.run) if against else None
    if as_json:
        write_json(_json(evaluation, show, told, changed))
    else:
        write_lines(_lines(evaluation, show, told, changed))
    for words in (*readings.refused, *_left_out(evaluation)):
        tell(words)
    sys.exit(1 if readings.refused or evaluation.left_out else 0)


def _lines(
    evaluation: Evaluation,
    show: int | None,
    told: Reliability | None,
    changed: Comparison | None,
) -> Iterator[str]:
    from kg import scoresheet

    yield from scoresheet.score_lines(evaluation)
    if told:
        yield from scoresheet.reliability_lines(told)
    if changed:
        yield from scoresheet.comparison_lines(changed)
    if show:
        yield from scoresheet.mistake_lines(evaluation, show)


def _json(
    evaluation: Evaluation,
    show: int | None,
    told: Reliability | None,
    changed: Comparison | None,
) -> dict[str, Any]:
    from kg import scoresheet

    whole = scoresheet.score_json(evaluation)
    if told:
        whole["reliability"] = scoresheet.reliability_json(told)
    if changed:
        whole["comparison"] = scoresheet.comparison_json(changed)
    if show:
        whole["mistakes"] = scoresheet.mistakes_json(evaluation, show)
    return whole


def _left_out(evaluation: Evaluation) -> Iterable[str]:
    return (f"{file}: marked in the gold, not in the run" for file in evaluation.left_out)
