"""Look whether everything is well: the environment, the installed parts, what is kept, the hosts.

Each check is a small function that gives a `Check`; here they stand in their order. Nothing is
repaired, and nothing is written but trials that are gone at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.doctor.checks import Check
from kg.doctor.environment import check_environment, check_programs
from kg.doctor.files import check_cache, check_graph, check_settings
from kg.doctor.parts import check_parts
from kg.places import Place


def examine(
    graph: Place, hosts: Path, *, cache: Path | None, contact: str | None, offline: bool
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
    yield from check_environment()
    yield from check_programs()
    yield from check_parts()
    yield check_cache(cache)
    yield check_graph(graph)
    yield from _hosts(hosts, contact, offline=offline)


def _hosts(path: Path, contact: str | None, *, offline: bool) -> Iterator[Check]:
    check, settings = check_settings(path, contact=contact)
    yield check
    if settings is None or offline:
        return
    try:
        from kg.doctor.sources import check_sources
    except ImportError as error:  # without requests nobody can be asked
        yield Check("hosts", "fail", f"not asked: {error}", "mend the libraries first")
        return
    yield from check_sources(settings)
