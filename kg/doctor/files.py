"""Check what stands on the user's disk: the cache, a graph that was built, the settings of hosts.

Each is loaded by those who read it every day, so that a check cannot find well what they refuse.
They are imported inside the checks, since a broken library is a finding.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kg.doctor.checks import Check, attempt
from kg.errors import GraphError, KgError, RuleError
from kg.hosts import Settings, load_settings
from kg.places import Place

if TYPE_CHECKING:
    import pyoxigraph as ox


def check_cache(folder: Path | None) -> Check:
    """Whether documents can be kept, and what is held; in a folder or the user's own."""

    def work() -> str | Check:
        from kg.fetching.cache import default_folder, open_cache

        at = folder or default_folder()
        _try_to_write(at)
        with open_cache(at, writable=False) as cache:
            held = [entry for entry in cache if entry.sha256]
            lost = sum(not cache.path(entry).is_file() for entry in held)
        words = f"{at}: {len(held)} documents"
        if not lost:
            return words
        advice = "kg fetch fetches them again when they are asked for"
        return Check("cache", "note", f"{words}, but the files of {lost} are gone", advice)

    return attempt("cache", work, advice="mend it, or use another folder: --cache FOLDER")


def _try_to_write(folder: Path) -> None:
    """Write where the folder is or would be made; nothing stays.

    Raises:
        KgError: that cannot be done.
    """
    there = next(at for at in (folder, *folder.absolute().parents) if at.exists())
    try:
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(b"a trial")
    except OSError as error:
        raise KgError(f"{folder}: cannot be written: {error.strerror}") from None


def check_graph(folder: Place) -> Check:
    """Whether a graph stands in a folder, whole and in the terms of this version of unkg."""
    if not folder.exists():
        return Check("graph", "note", f"{folder}: none is built", "build one: kg build PATHS")

    def work() -> str | Check:
        from kg.index import is_stale
        from kg.store import load

        store = load(folder)
        statements = len(store)
        _compare_with_report(folder, statements)
        _look_for_foreign_terms(folder, store)
        words = f"{folder}: {statements:,} statements"
        if not is_stale(folder):
            return words
        return Check(
            "graph", "note", f"{words}; the store is of another graph", f"kg index --graph {folder}"
        )

    return attempt("graph", work, advice=f"build it again: kg build PATHS --output {folder}")


def _compare_with_report(folder: Place, statements: int) -> None:
    """Tell a folder that a build was stopped in: its report, which comes last, is of another run.

    Raises:
        GraphError: the report is missing, broken, or counts otherwise.
    """
    from kg.building import REPORT

    path = folder / REPORT
    try:
        counted = json.loads(path.read_text(encoding="utf-8"))["totals"]["triples"]
    except FileNotFoundError:
        raise GraphError(f"{folder}: holds no {REPORT}, which a build writes last") from None
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise GraphError(f"{path}: cannot be read: {error}") from None
    if counted != statements:
        raise GraphError(f"{path}: counts {counted} statements, but there are {statements}")


def _look_for_foreign_terms(folder: Place, store: ox.Store) -> None:
    """Tell a graph of another version: it has classes or properties of ours that we do not know.

    Raises:
        GraphError: it has some, or none of ours at all.
    """
    import pyoxigraph as ox

    from kg import iris, terms

    query = f"""
        SELECT DISTINCT ?term WHERE {{
            {{ ?s ?term ?o }} UNION {{ ?s a ?term }}
            FILTER(STRSTARTS(STR(?term), "{iris.ONTOLOGY}"))
        }}"""
    rows = store.query(query, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    found = {row["term"].value for row in rows}
    known = {term for term in vars(terms).values() if isinstance(term, str)}
    if not found:
        raise GraphError(f"{folder}: holds no graph of unkg, but other statements")
    if found - known:
        words = ", ".join(sorted(term.removeprefix(iris.ONTOLOGY) for term in found - known))
        raise GraphError(f"{folder}: was built by another version of unkg, with the terms {words}")


def check_settings(path: Path, *, contact: str | None) -> tuple[Check, Settings | None]:
    """Whether the settings file of hosts loads.

    Args:
        path: of the file.
        contact: whom hosts can reach, instead of what the file says.

    Returns:
        The check, and the settings where they loaded.
    """
    try:
        settings = load_settings(path, contact=contact)
    except RuleError as error:
        advice = "correct it, or name another with --hosts; the form is that of kg/hosts.toml"
        return Check("settings", "fail", str(error), advice), None
    words = f"{path}: {len(settings.sources)} sources"
    if not settings.contact:
        advice = "tell hosts whom to write to: --contact ADDRESS or UNKG_CONTACT"
        return Check("settings", "note", f"{words}, no contact", advice), settings
    return Check("settings", "ok", words), settings
