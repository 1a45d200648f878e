"""The commands that analyse who cites whom: `kg rank` and `kg communities`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict

import click

from kg.analysis import BACKENDS, MEASURES, Backend, Measure
from kg.cli.frame import EXITS, GRAPH, JSON, LANGUAGE, tell, write, write_json
from kg.network import KINDS
from kg.places import Place
from kg.queries import Table

CSV = click.option("--csv", "in_csv", is_flag=True, help="Print CSV.")


@click.command("rank", epilog=EXITS)
@click.option(
    "--by", type=click.Choice(MEASURES), default="pagerank", show_default=True,
    help="What counts: citations of influential texts, or how many texts cite it.",
)  # fmt: skip
@click.option("--organ", metavar="KEY", help="Only what it adopted: GA, SC, HRC, ECOSOC, …")
@click.option(
    "--kind", metavar="KIND", type=click.Choice(sorted(set(KINDS.values()))),
    help="Only texts of this kind: resolution, decision, report, treaty, …",
)  # fmt: skip
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(min=1), help="How many to give."
)
@LANGUAGE
@JSON
@CSV
@GRAPH
def rank_command(
    by: Measure,
    organ: str | None,
    kind: str | None,
    limit: int,
    language: str,
    as_json: bool,
    in_csv: bool,
    graph: Place,
) -> None:
    """Rank documents, instruments and events by their influence.

    Places count all of them, whatever is shown.

    \b
    kg rank --limit 10
    kg rank --by citations --organ SC --kind resolution
    kg rank --csv > ranks.csv
    """
    from kg.analysis import most_influential
    from kg.store import load
    from kg.wording import ranked_table

    _one_format(as_json, in_csv)
    ranked = most_influential(
        load(graph), by=by, limit=limit, organ=organ, kind=kind, language=language
    )
    if as_json:
        write_json([asdict(one) for one in ranked])
    else:
        _write_table(ranked_table(ranked), in_csv=in_csv)
    _none_is_an_answer(ranked)


@click.command("communities", epilog=EXITS)
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(min=1),
    help="How many to give: the largest.",
)  # fmt: skip
@click.option(
    "--members", default=5, show_default=True, type=click.IntRange(min=1),
    help="How many texts name a community: the most cited.",
)  # fmt: skip
@click.option(
    "--backend", type=click.Choice(BACKENDS), default="networkx", show_default=True,
    help="Who computes; networkit is fast on large graphs, and is installed apart.",
)  # fmt: skip
@LANGUAGE
@JSON
@CSV
@GRAPH
def communities_command(
    limit: int,
    members: int,
    backend: Backend,
    language: str,
    as_json: bool,
    in_csv: bool,
    graph: Place,
) -> None:
    """Find the groups of texts that cite one another more than others.

    \b
    kg communities --limit 5 --members 3
    kg communities --backend networkit --json
    """
    from kg.analysis import largest_communities
    from kg.store import load
    from kg.wording import community_table

    _one_format(as_json, in_csv)
    found = largest_communities(
        load(graph), limit=limit, members=members, backend=backend, language=language
    )
    if as_json:
        write_json([asdict(one) for one in found])
    else:
        _write_table(community_table(found), in_csv=in_csv)
    _none_is_an_answer(found)


def _one_format(as_json: bool, in_csv: bool) -> None:
    if as_json and in_csv:
        raise click.UsageError("--json and --csv are two formats; take one")


def _write_table(table: Table, *, in_csv: bool) -> None:
    from kg.tables import as_csv, for_reading
    from kg.wording import terminal_text

    wide = sys.stdout.isatty()
    write(as_csv(table) if in_csv else terminal_text(for_reading(table), wide=wide))


def _none_is_an_answer(found: Sequence[object]) -> None:
    if not found:
        tell("nothing found")
        sys.exit(1)
