"""The command that looks whether everything is well: `kg doctor`.

It starts where the others do not, because a library is missing or broken; import none here.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import click

from kg.cli.frame import CACHE, CONTACT, EXITS, GRAPH, HOSTS, JSON, tell, write_json, write_lines
from kg.doctor import examine
from kg.doctor.checks import Check
from kg.text import visible

_WIDTH = 20  # of a name; longer ones move their words to the right


@click.command("doctor", epilog=EXITS)
@click.option("--offline", is_flag=True, help="Ask no host.")
@GRAPH
@CACHE
@CONTACT
@HOSTS
@JSON
def doctor_command(
    offline: bool,
    graph: Path,
    cache_folder: Path | None,
    contact: str | None,
    hosts: Path,
    as_json: bool,
) -> None:
    """Look whether everything is well, and say what to do where it is not.

    Checks Python and the libraries, the parts of unkg, the cache, the graph if
    there is one, programs that help, and that each host delivers a well-known
    document: one request each.

    \b
    kg doctor --offline
    kg doctor --hosts hosts.toml --contact me@example.org --json
    """
    checks: list[Check] = []
    found = examine(graph, hosts, cache=cache_folder, contact=contact, offline=offline)
    if as_json:
        checks.extend(map(_shown, found))
        write_json([asdict(check) for check in checks])
    else:
        write_lines(_lines(map(_shown, found), checks))
    counts = Counter(check.state for check in checks)
    tell(", ".join(f"{counts[state]} {state}" for state in ("ok", "note", "fail")))
    sys.exit(1 if counts["fail"] else 0)


def _shown(check: Check) -> Check:
    """The check on one line, without what would move a terminal's cursor."""
    words = visible(" ".join(check.words.split()))
    return replace(check, name=visible(check.name), words=words, advice=visible(check.advice))


def _lines(found: Iterable[Check], seen: list[Check]) -> Iterator[str]:
    """A line for each check, as it comes: mark, what, what was found, what to do."""
    for check in found:
        seen.append(check)
        advice = f" → {check.advice}" if check.advice else ""
        yield f"{check.state:5} {check.name:{_WIDTH}} {check.words}{advice}"
