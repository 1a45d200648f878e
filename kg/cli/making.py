"""The commands that read texts: `kg build` and `kg extract`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import click

from kg.authorities import load_catalogue
from kg.building import REPORT, build
from kg.cli.frame import EXITS, JSON, PATHS, PLACE, tell, write, write_lines
from kg.documents import find_files, read_document
from kg.errors import NotAResolution, UnreadableDocument
from kg.extraction import extract
from kg.places import Place
from kg.progress import progress_bar
from kg.records import records


@click.command("build", epilog=EXITS)
@PATHS
@click.option(
    "--output", default="output", show_default=True, type=PLACE,
    help="The folder to write.",
)  # fmt: skip
@click.option(
    "--title", default="The citation network", show_default=True, help="The picture's title."
)
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0, show_default=True,
    help="Withhold the targets of references below it; their mentions stay.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Build all anew, also what has not changed.")
@click.option(
    "--jobs", type=click.IntRange(1, 1024), metavar="N",
    help="Processes to read and write with; default: as many as there are processors.",
)  # fmt: skip
@click.option(
    "--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True,
    help="local: processes of this machine; dask: the workers of a Dask scheduler.",
)  # fmt: skip
@click.option("--scheduler", metavar="ADDRESS", help="Of Dask, such as tcp://10.0.0.1:8786.")
@JSON
def build_command(
    paths: tuple[Place, ...],
    output: Place,
    title: str,
    min_confidence: float,
    force: bool,
    jobs: int | None,
    engine: str,
    scheduler: str | None,
    as_json: bool,
) -> None:
    """Build the graph of texts and folders of texts, and write it to a folder.

    \b
    kg build resolutions/
    kg build a.txt b.md --output graph --json
    kg build resolutions/ --min-confidence 0.9
    kg build s3://bucket/texts --output s3://bucket/graph
    kg build /shared/texts --output /shared/graph --engine dask --scheduler tcp://10.0.0.1:8786
    """
    from kg.wording import build_summary

    if (engine == "dask") != bool(scheduler):
        raise click.UsageError("--engine dask and --scheduler ADDRESS belong together")
    with progress_bar("reading", "writing") as (reading, writing):
        report = build(
            paths,
            output,
            title=title,
            min_confidence=min_confidence,
            jobs=jobs,
            scheduler=scheduler,
            force=force,
            reading=reading,
            writing=writing,
        )
    for document in report.documents:
        if document.ending != "built":
            tell(f"{document.ending}: {document.reason}")
    if as_json:
        write((output / REPORT).read_text(encoding="utf-8"))
    else:
        write_lines(build_summary(report, output))
    sys.exit(1 if report.ended("refused") else 0)


@click.command("extract", epilog=EXITS)
@PATHS
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "text"]),
    default="jsonl",
    show_default=True,
    help="jsonl: one record a line; text: the text that offsets count in.",
)
def extract_command(paths: tuple[Place, ...], format_: str) -> None:
    """Print what texts state, one JSON record a line, without building a graph.

    \b
    kg extract resolution.txt
    kg extract resolutions/ > records.jsonl
    """
    refused = False
    for path in find_files(paths):
        try:
            write_lines(_extracted(path, format_))
        except (UnreadableDocument, NotAResolution) as error:
            refused = True
            tell(str(error))
    sys.exit(1 if refused else 0)


def _extracted(path: Place, format_: str) -> Iterator[str]:
    document = read_document(path)
    if format_ == "text":
        yield document.source
        return
    extraction = extract(document, load_catalogue())
    for record in records(extraction, document.source):
        yield json.dumps(record, ensure_ascii=False)
