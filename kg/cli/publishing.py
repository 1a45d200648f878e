"""The command that writes a graph as a folder of pages: `kg site`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.frame import EXITS, GRAPH, open_graph, write
from kg.drafting import LANGUAGES
from kg.places import Place
from kg.progress import progress_bar


@click.command("site", epilog=EXITS)
@click.option(
    "--to", default="site", show_default=True, type=click.Path(path_type=Path),
    help="The folder to write; new, empty, or an earlier site.",
)  # fmt: skip
@click.option("--title", help="The site's title.")
@click.option(
    "--language", default="en", show_default=True, type=click.Choice(sorted(LANGUAGES)),
    help="Of the pages; names, titles and quotes are in it where there are any.",
)  # fmt: skip
@GRAPH
def site_command(to: Path, title: str | None, language: str, graph: Place) -> None:
    """Write the graph as static pages that any web server can serve, or none.

    Each document, instrument, summit and body has a page as HTML, Turtle and JSON-LD. Pages of an
    earlier run are replaced; other files in the folder, such as explorer.html, stay.

    \b
    kg site
    kg site --graph graph --to site --language fr
    """
    from kg.site import write_site

    store = open_graph(graph)
    with progress_bar("writing") as (bar,):
        made = write_site(store, to, language=language, title=title, progress=bar)
    first = to / "index.html"
    write(f"{first}: {made.documents:,} documents, {made.things:,} things, {made.pages:,} pages\n")
