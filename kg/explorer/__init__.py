"""Write the explorer: a page on which a reader walks through who cites what, and on which words.

It asks the network for nothing. What it shows is the graph's; what it leaves out it counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.explorer import page
from kg.explorer.payload import payload
from kg.explorer.wording import interface
from kg.store import write_text

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class Explored:
    """What was written."""

    page: Path  # the file to open
    documents: int  # whose text was read
    nodes: int
    citations: int


def write_explorer(store: ox.Store, path: Path, *, title: str, language: str = "en") -> Explored:
    """Write the explorer of a graph.

    Args:
        store: the graph.
        path: an ``.html`` file, which then holds all; any other name is a folder, for large
            graphs: ``index.html`` and the words of the citations in files that it loads.
        title: of the page, plain text.
        language: of the interface at first, and of titles and words where there are any in it.

    Returns:
        What was written.

    Raises:
        GraphError: a file cannot be written.
    """
    told = payload(store, title=title, language=language)
    data = {**told.graph, "interface": interface()}
    heading = told.graph["title"]
    if path.suffix == ".html":
        write_text(path, page.one_file(data, told.words, title=heading, language=language))
        opened = path
    else:
        for name, text in page.many_files(data, told.words, title=heading, language=language):
            write_text(path / name, text)
        opened = path / "index.html"
    return Explored(opened, told.documents, told.nodes, told.citations)
