"""Check what unkg reads and writes: its own data files, the cache, a graph that was built.

Each is loaded by those who read it every day, so that a check cannot find well what they refuse.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from kg.doctor.checks import Check, attempt

_AGAIN = "install unkg again: pip install --force-reinstall . (in a checkout: git status)"
_OFFICIAL = ("ar", "en", "es", "fr", "ru", "zh")


def check_languages() -> Check:
    """Whether the rules of all languages load."""

    def work() -> str:
        from kg.certainty import load_grades
        from kg.drafting import load_acts, load_drafting

        for language in _OFFICIAL:
            load_drafting(language)
        return f"{len(_OFFICIAL)} with {len(load_acts())} acts, {len(load_grades())} grades"

    return attempt("languages", work, advice=_AGAIN)


def check_authorities(folder: Path | None = None) -> Check:
    """Whether the authority files load, from a folder or our own."""

    def work() -> str:
        from kg.authorities import FOLDER, load_catalogue

        return f"{len(load_catalogue(folder or FOLDER).entries)} entries"

    return attempt("authorities", work, advice=_AGAIN)


def check_ontology(folder: Path | None = None) -> Check:
    """Whether the ontology with its shapes and vocabularies loads, from a folder or our own."""

    def work() -> str:
        from kg.store import load
        from kg.validation import ONTOLOGY

        at = folder or ONTOLOGY
        vocabularies = _some(at / "vocabularies", "*.ttl")
        store = load([at / "core.ttl", at / "alignments.ttl", at / "shapes.ttl", *vocabularies])
        return f"{len(store)} statements, {len(vocabularies)} vocabularies"

    return attempt("ontology", work, advice=_AGAIN)


def check_queries() -> Check:
    """Whether the named queries load, and each is SPARQL that the store runs."""

    def work() -> str:
        import pyoxigraph as ox

        from kg.queries import named_queries, run

        queries = named_queries()
        for query in queries.values():
            run(ox.Store(), query.text)
        if not queries:
            raise FileNotFoundError("no named query is there")
        return f"{len(queries)} questions"

    return attempt("queries", work, advice=_AGAIN)


def check_picture() -> Check:
    """Whether the templates of the picture are there: draw one mark."""

    def work() -> str:
        import networkx as nx

        from kg.render import TEMPLATES, render

        with tempfile.TemporaryDirectory() as folder:
            render(nx.MultiDiGraph(), Path(folder, "page.html"), title="a trial")
        return f"{len(_some(TEMPLATES, '*'))} templates, drawn"

    return attempt("picture", work, advice=_AGAIN)


def check_cache(folder: Path | None = None) -> Check:
    """Whether documents can be kept, and what is held; from a folder or the user's own."""

    def work() -> str | Check:
        from kg.fetching.cache import default_folder, open_cache

        at = folder or default_folder()
        _try_to_write(at)
        with open_cache(at, writable=False) as cache:
            held = [entry for entry in cache if entry.sha256]
            lost = sum(not cache.path(entry).is_file() for entry in held)
        size = sum({entry.sha256: entry.size for entry in held}.values())
        words = f"{at}: {len(held)} documents, {size / 1e6:.1f} MB"
        if not lost:
            return words
        advice = "kg fetch fetches them again when they are asked for"
        return Check("cache", "note", f"{words}; the files of {lost} are gone", advice)

    return attempt("cache", work, advice="name a folder that can be written: --cache FOLDER")


def check_graph(folder: Path) -> Check:
    """Whether a graph stands in a folder, and loads."""
    if not folder.exists():
        return Check("graph", "note", f"{folder}: none is built", "build one: kg build PATHS")

    def work() -> str:
        from kg.store import load

        return f"{folder}: {len(load(folder)):,} statements"

    return attempt("graph", work, advice=f"build it again: kg build PATHS --output {folder}")


def _some(folder: Path, pattern: str) -> list[Path]:
    """The files of a folder, one at least.

    Raises:
        FileNotFoundError: there are none, or no folder.
    """
    found = sorted(folder.glob(pattern))
    if not found:
        raise FileNotFoundError(f"{folder} holds no {pattern}")
    return found


def _try_to_write(folder: Path) -> None:
    """Write where the folder is or would be made; nothing stays."""
    there = next(at for at in (folder, *folder.absolute().parents) if at.exists())
    with tempfile.TemporaryFile(dir=there) as file:
        file.write(b"a trial")
