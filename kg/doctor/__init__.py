"""Look whether everything is well: the environment, the installed parts, what is kept, the hosts.

Each check is a small function that gives a `Check`; here they stand in their order. Nothing is
repaired, and nothing is written but trials that are gone at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.doctor import environment, parts, sources
from kg.doctor.checks import Check


def examine(
    graph: Path, hosts: Path, *, cache: Path | None, contact: str | None, offline: bool
) -> Iterator[Check]:
    """Make all checks, one after another.

    Args:
        graph: the folder in which a graph may stand.
        hosts: the settings file.
        cache: the folder of documents; the user's own, without it.
        contact: whom hosts can reach, instead of what the settings say.
        offline: ask no host.

    Yields:
        What came of each, as it comes; no failure of a check raises.
    """
    yield from _environment()
    yield parts.check_languages()
    yield parts.check_authorities()
    yield parts.check_ontology()
    yield parts.check_queries()
    yield parts.check_picture()
    yield parts.check_cache(cache)
    yield parts.check_graph(graph)
    yield from map(environment.check_program, environment.PROGRAMS)
    yield from _hosts(hosts, contact, offline=offline)


def _environment() -> Iterator[Check]:
    installation, needed = environment.check_installation()
    yield installation
    for requirement in needed:
        if requirement.name == environment.PYTHON:
            yield environment.check_python(requirement)
        else:
            yield environment.check_library(requirement)


def _hosts(path: Path, contact: str | None, *, offline: bool) -> Iterator[Check]:
    check, settings = sources.check_settings(path, contact=contact)
    yield check
    if settings and not offline:
        yield from sources.check_sources(settings)
