"""The commands that measure: against marks (`kg evaluate`), language against language."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.frame import EXITS, JSON, PATHS, tell, write_json, write_lines
from kg.places import Place

if TYPE_CHECKING:
    from kg.comparison import Comparison
    from kg.evaluation import Evaluation
    from kg.findings import Extraction
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
    paths: tuple[Place, ...],
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


@click.command("compare", epilog=EXITS)
@PATHS
@JSON
def compare_command(paths: tuple[Place, ...], as_json: bool) -> None:
    """Compare the language versions of resolutions, with the words of each difference.

    PATHS are texts of one resolution in two languages or more, or folders of such: texts are set
    side by side by their symbols. Compared are citations, dates, paragraphs, acts (by what they
    do), mandates (who is asked for what) and by when they are due.

    \b
    kg compare A_RES_76_136.fr.txt A_RES_76_136.en.txt
    kg compare translations/ --json
    """
    from kg.versions import by_resolution, compare
    from kg.wording import agreement_lines

    read, refused = _read(paths)
    works = by_resolution(read)
    alone = [versions[0] for versions in works.values() if len(versions) == 1]
    compared = [compare(versions) for versions in works.values() if len(versions) > 1]
    if as_json:
        write_json([asdict(agreement) for agreement in compared])
    else:
        for agreement in compared:
            write_lines(agreement_lines(agreement))
    for words in (*refused, *(f"{e.path}: no other language to compare with" for e in alone)):
        tell(words)
    sys.exit(1 if refused or any(agreement.differences for agreement in compared) else 0)


def _read(paths: Iterable[Place]) -> tuple[list[Extraction], list[str]]:
    """What the texts state, and why some could not be read."""
    from kg.authorities import load_catalogue
    from kg.documents import find_files, read_document
    from kg.errors import NotAResolution, UnreadableDocument
    from kg.extraction import extract

    read: list[Extraction] = []
    refused: list[str] = []
    for path in find_files(paths):
        try:
            read.append(extract(read_document(path), load_catalogue()))
        except (UnreadableDocument, NotAResolution) as error:
            refused.append(str(error))
    return read, refused


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
