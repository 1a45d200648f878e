"""The command that writes the explorer: `kg explore`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.frame import EXITS, LANGUAGE, open_graph, write


@click.command("explore", epilog=EXITS)
@click.argument("graph", default="output", type=click.Path(path_type=Path))
@click.option(
    "--to", type=click.Path(path_type=Path),
    help="The page, or a folder for large graphs; default: explorer.html beside the graph.",
)  # fmt: skip
@click.option(
    "--title", default="Citation network", show_default=True, help="The explorer's title."
)
@LANGUAGE
def explore_command(graph: Path, to: Path | None, title: str, language: str) -> None:
    """Write the explorer of a graph: a page to search, read and compare, without a network.

    \b
    kg explore output
    kg explore output --to citations.html --language fr
    kg explore large --to large/explorer
    """
    from kg.explorer import write_explorer

    page = to or graph / "explorer.html"
    found = write_explorer(open_graph(graph), page, title=title, language=language)
    write(
        f"{found.page}: {found.documents:,} documents read, {found.nodes:,} texts and events, "
        f"{found.citations:,} citations\n"
    )
