"""Check the parts that unkg brings along: its readers, rules, ontology, queries and templates.

Each is loaded, or set to a small piece of work, by those who use it every day. They are imported
inside the checks, since a broken library is a finding.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from kg.doctor.checks import Check, attempt
from kg.errors import KgError


def check_parts() -> Iterator[Check]:
    """Look at each part.

    Yields:
        A check for each.
    """
    advice = "install unkg again: pip install --force-reinstall . (in a checkout: git status)"
    for name, work in _PARTS.items():
        yield attempt(name, work, advice=advice)


def _readers() -> str:
    from kg.formats import READ, read_format

    page, _ = read_format(b"<html><body><p>two words</p></body></html>", "a trial")
    if page.text.strip() != "two words":
        raise KgError(f"a page of two words was read as {page.text!r}")
    return ", ".join(READ)


def _languages() -> str:
    from kg.certainty import load_grades
    from kg.drafting import load_acts, load_drafting
    from kg.versions import LANGUAGES

    for language in LANGUAGES:
        load_drafting(language)
    return f"{len(LANGUAGES)} with {len(load_acts())} acts, {len(load_grades())} grades"


def _authorities() -> str:
    from kg.authorities import load_catalogue

    return f"{len(load_catalogue().entries):,} entries"


def _ontology() -> str:
    import pyoxigraph as ox

    from kg.store import load
    from kg.validation import validate
    from kg.vocabulary import ONTOLOGY_FOLDER

    files = [*ONTOLOGY_FOLDER.glob("*.ttl"), *ONTOLOGY_FOLDER.glob("vocabularies/*.ttl")]
    statements = len(load(files))
    trial, node = ox.Store(), ox.NamedNode("urn:trial")
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    trial.add(ox.Quad(node, label, ox.Literal("in no language"), node))  # one more for pySHACL
    shapes = validate(trial).focus_nodes
    return f"{statements:,} statements in {len(files)} files, {len(shapes)} shapes"


def _queries() -> str:
    import pyoxigraph as ox

    from kg.queries import named_queries, run

    queries = named_queries().values()
    for query in queries:
        run(ox.Store(), query.text)
    if not queries:
        raise KgError("the folder of named queries is missing or empty")
    return f"{len(queries)} questions"


def _picture() -> str:
    import networkx as nx

    from kg.render import render

    with tempfile.TemporaryDirectory() as folder:
        render(nx.MultiDiGraph(), Path(folder, "page.html"), title="a trial")
    return "can be drawn"


#: A part → a piece of its work, which gives the words of a check that is well.
_PARTS: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "readers": _readers,
        "languages": _languages,
        "authorities": _authorities,
        "ontology": _ontology,
        "queries": _queries,
        "picture": _picture,
    }
)
