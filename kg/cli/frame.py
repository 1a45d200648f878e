"""What all commands share: their common options, and the only place that prints.

Data goes to standard output, progress and diagnostics to standard error.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.drafting import LANGUAGES
from kg.hosts import FILE
from kg.places import Place, place
from kg.text import visible

if TYPE_CHECKING:
    import pyoxigraph as ox

EXITS = """
\b
Exit codes: 0 done; 1 done in part, or the answer is no; 2 wrong usage; 130 stopped.
"""


class _Place(click.Path):
    """A path, or the address of a place that fsspec reaches."""

    def coerce_path_result(self, value: str | PathLike[str]) -> Place:  # type: ignore[override]
        return place(value)


PLACE = _Place()
GRAPH = click.option(
    "--graph", default="output", show_default=True, type=PLACE,
    help="The folder that kg build wrote.",
)  # fmt: skip
LANGUAGE = click.option(
    "--language", default="en", show_default=True, type=click.Choice(sorted(LANGUAGES)),
    help="Of labels and titles, where there are any in it.",
)  # fmt: skip
PATHS = click.argument("paths", nargs=-1, required=True, type=PLACE)
CACHE = click.option(
    "--cache", "cache_folder", type=click.Path(path_type=Path),
    help="The folder that remembers; default: unkg in the user's folder for caches.",
)  # fmt: skip
CONTACT = click.option(
    "--contact", envvar="UNKG_CONTACT", show_envvar=True,
    help="Your mail address or page, which hosts are told.",
)  # fmt: skip
HOSTS = click.option(
    "--hosts", default=FILE, show_default="kg/hosts.toml", type=click.Path(path_type=Path),
    help="The file of hosts, URL patterns, formats and delays.",
)  # fmt: skip
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def write(text: str) -> None:
    """Print a text that has its own line ends."""
    click.echo(text, nl=False)


def write_lines(lines: Iterable[str]) -> None:
    """Print lines as they come."""
    for line in lines:
        click.echo(line)


def write_json(value: object) -> None:
    """Print a value as JSON to be read."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def tell(words: str) -> None:
    """Print a line of diagnostics; what a file's name holds moves no cursor and breaks no line."""
    click.echo(f"kg: {visible(words.replace(chr(10), ' '))}", err=True)


def open_graph(folder: Place) -> ox.Store:
    """Open a graph to be asked, and tell where `kg index` must run again to be of use."""
    from kg.store import load

    tell_stale(folder)
    return load(folder)


def tell_stale(folder: Place) -> None:
    """Tell where a folder's store is of another graph, and is not used."""
    from kg.index import STALE, is_stale

    if is_stale(folder):
        tell(f"{folder}: {STALE}")
