"""Write a graph as a folder of static pages: each document and thing as HTML, Turtle and JSON-LD.

Pages are made one after another from what the store says of one subject; only the cards of all of
them are held in memory. The folder is written beside and moved into place when it is whole.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import GraphError
from kg.exports import jsonld
from kg.iris import document_graph_of
from kg.rdf import Graph, Iri, Triple
from kg.render import TEMPLATES
from kg.site.cards import Card, read_register
from kg.site.edition import Edition
from kg.site.lists import indexes, shelves
from kg.site.names import JSON_LD, PAGE, TURTLE
from kg.site.pages import EXPLORER, SEARCH, Bar, Pages
from kg.site.said import by_subject, statements_in, statements_of
from kg.site.searching import search_index
from kg.site.words import load_words
from kg.store import turtle, write_pieces
from kg.terms import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox

MARK = "site.json"  # says that a folder is a site, and what in it is ours


@dataclass(frozen=True, slots=True)
class Written:
    """What a site holds."""

    documents: int
    things: int
    pages: int


def write_site(
    store: ox.Store,
    folder: Path,
    *,
    language: str = "en",
    title: str | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Written:
    """Write a graph as a folder of static pages.

    Args:
        store: the graph; all its named graphs together are read.
        folder: the site; what an earlier run wrote there is replaced, other files stay.
        language: of the pages' words, and of names, titles and quotes that there are in it.
        title: of the site.
        progress: called after each document or thing.

    Returns:
        How many documents, things and pages it holds.

    Raises:
        GraphError: the graph has nothing to show, or the folder cannot be written or holds files
            and is no site.
    """
    words = load_words(language)
    edition = Edition(store, read_register(store, language), words)
    cards = edition.register.cards
    if not cards:
        raise GraphError("the graph describes no document; build it first")
    documents = sum(card.kind == "doc" for card in cards.values())
    with _staging(folder) as staging:
        bar = Bar(
            title or words["site_title"],
            indexes(edition.register),
            explorer=(folder / EXPLORER).is_file(),
        )
        pages = _write(edition, Pages(edition, bar), bar, staging, progress)
        _mark(staging)
        _move(staging, folder)
    return Written(documents, len(cards) - documents, pages)


def _write(
    edition: Edition,
    pages: Pages,
    bar: Bar,
    folder: Path,
    progress: Callable[[int, int, str], None] | None,
) -> int:
    cards = edition.register.cards
    count = 0
    for done, card in enumerate(cards.values(), start=1):
        for stem, text in _of_card(edition, pages, card):
            _put(folder, stem, text)
            count += stem.endswith(PAGE)
        if progress:
            progress(done, len(cards), card.stem)
    for stem, text in _lists(edition, pages, bar):
        _put(folder, stem, text)
        count += 1
    write_pieces(folder / "search-index.js", search_index(edition))
    _put(folder, "site.css", pages.style())
    for name in ("search.js", "icon.svg"):
        shutil.copyfile(TEMPLATES / "site" / name, folder / name)
    return count


def _of_card(edition: Edition, pages: Pages, card: Card) -> Iterator[tuple[str, str]]:
    """The files of a document or thing: its pages, and what the graph says of it."""
    triples = _statements(edition, card)
    for stem, text in pages.of_card(card, by_subject(triples)):
        yield stem + PAGE, text
    said = Graph(Iri(""), triples)
    yield card.stem + TURTLE, turtle([said], PREFIXES)
    yield card.stem + JSON_LD, jsonld([said])


def _statements(edition: Edition, card: Card) -> list[Triple]:
    """What is said of a thing in any graph and, of a document that was read, all of its own."""
    found = dict.fromkeys(statements_of(edition.store, card.iri).triples)
    if card.read:
        graph = document_graph_of(card.iri)
        found |= dict.fromkeys(statements_in(edition.store, graph).triples)
    return list(found)


def _lists(edition: Edition, pages: Pages, bar: Bar) -> Iterator[tuple[str, str]]:
    shelved = shelves(edition)
    yield f"index{PAGE}", pages.home(shelved, len(edition.store))
    yield f"{SEARCH}{PAGE}", pages.search()
    for shelf in shelved:
        for year in shelf.years:
            yield f"{year.stem}{PAGE}", pages.year(shelf, year)
    for index in bar.indexes:
        yield f"{index.stem}{PAGE}", pages.index(index)


# ----------------------------------------------------------------------------------------- folders
def _put(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """A folder beside the site, on the same disk, so that moving is renaming."""
    if folder.exists() and not folder.is_dir():
        raise GraphError(f"{folder}: is a file; give a folder to write to")
    try:
        if folder.is_dir() and any(folder.iterdir()) and not _is_ours(folder):
            raise GraphError(f"{folder}: holds files and is no site; give a new or empty folder")
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as made:
            yield Path(made)
    except OSError as error:
        raise GraphError(f"{folder}: cannot be written: {error.strerror or error}") from None


def _is_ours(folder: Path) -> bool:
    """Whether an earlier run wrote the folder; an explorer alone may wait there for its site."""
    return bool(_marked(folder)) or {path.name for path in folder.iterdir()} == {EXPLORER}


def _mark(folder: Path) -> None:
    names = sorted([MARK, *(path.name for path in folder.iterdir())])
    _put(folder, MARK, json.dumps({"generator": "unkg", "files": names}, indent=2) + "\n")


def _marked(folder: Path) -> list[str]:
    """The names of what an earlier run wrote; none can lead out of the folder."""
    try:
        names = json.loads((folder / MARK).read_text(encoding="utf-8"))["files"]
        return [name for name in names if Path(name).name == name != ".."]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _move(staging: Path, folder: Path) -> None:
    """Replace all that an earlier run wrote; other files stay, and none is written over."""
    folder.mkdir(exist_ok=True)
    ours = _marked(folder)
    for written in staging.iterdir():
        if written.name not in ours and (folder / written.name).exists():
            raise GraphError(f"{folder / written.name}: is in the way; move it elsewhere")
    for name in ours:
        _remove(folder / name)
    for written in sorted(staging.iterdir()):
        written.replace(folder / written.name)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
