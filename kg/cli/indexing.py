"""The command that prepares a graph to be asked: `kg index`."""

from __future__ import annotations

import click

from kg.cli.frame import EXITS, GRAPH, write
from kg.places import Place
from kg.progress import progress_bar


@click.command("index", epilog=EXITS)
@GRAPH
def index_command(graph: Place) -> None:
    """Bulk-load the graph into Oxigraph's store beside it, so that questions are answered at once.

    \b
    kg index
    kg index --graph graph
    """
    from kg.index import FOLDER, write_index

    with progress_bar("loading, in MB") as (bar,):
        made = write_index(graph, progress=bar)
    read, size = made.read / 1e6, made.size / 1e6
    write(f"{graph / FOLDER}: {size:,.1f} MB of {read:,.1f} MB N-Quads in {made.seconds:.1f} s\n")
