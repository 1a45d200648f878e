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
from kg.places import Place
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
    graph: Place,
    cache_folder: Path | None,
    contact: str | None,
    hosts: Path,
    as_json: bool,
) -> None:
    """Look whether everything is well, and say what to do where it is not.

    Checks Python and the libraries, programs that help, the parts of unkg, the
    cache, the graph if there is one, and that each host delivers a well-known
    document: one request each. Exit code 1 where a check fails.

    \b
    kg doctor --offline
    kg doctor --hosts hosts.toml --contact me@example.org --json
    """
    found = examine(graph, hosts, cache=cache_folder, contact=contact, offline=offline)
    states: Counter[str] = Counter()
    checks = _counted(map(_shown, found), states)
    if as_json:
        write_json([asdict(check) for check in checks])
    else:
        write_lines(map(_line, checks))  # each as it comes: hosts take their time
    tell(", ".join(f"{states[state]} {state}" for state in ("ok", "note", "fail")))
    sys.exit(1 if states["fail"] else 0)


def _counted(checks: Iterable[Check], states: Counter[str]) -> Iterator[Check]:
    for check in checks:
        states[check.state] += 1
        yield check


def _shown(check: Check) -> Check:
    """The check on one line, without what would move a terminal's cursor."""
    words = visible(" ".join(check.words.split()))
    return replace(check, name=visible(check.name), words=words, advice=visible(check.advice))


def _line(check: Check) -> str:
    """Its state, what was looked at, what was found, what to do."""
    advice = f" → {check.advice}" if check.advice else ""
    return f"{check.state:5} {check.name:{_WIDTH}} {check.words}{advice}"
