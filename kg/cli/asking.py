"""The commands that read a graph: query, explain, validate, export, stats and render."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import click

from kg.building import REPORT
from kg.cli.frame import (
    EXITS,
    GRAPH,
    JSON,
    LANGUAGE,
    PLACE,
    open_graph,
    tell,
    tell_stale,
    write,
    write_json,
    write_lines,
)
from kg.errors import KgError
from kg.explain import explain, in_language
from kg.places import Place
from kg.progress import progress_bar
from kg.symbols import intended_symbol
from kg.versions import LANGUAGES


@click.command("query", epilog=EXITS)
@click.argument("query", required=False)
@click.option(
    "--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of a named query."
)
@click.option(
    "--format", "format_", type=click.Choice(["table", "csv", "json", "turtle"]),
    help="Default: a table; Turtle for a graph.",
)  # fmt: skip
@click.option("--list", "listing", is_flag=True, help="List the named queries.")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead of a folder.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=60,
    show_default=True,
    help="Seconds to wait for an endpoint.",
)
@LANGUAGE
@GRAPH
def query_command(
    query: str | None,
    params: tuple[str, ...],
    format_: str | None,
    listing: bool,
    endpoint: str | None,
    timeout: float,
    language: str,
    graph: Place,
) -> None:
    """Ask a named query, a .rq file, or SPARQL on standard input.

    \b
    kg query --list
    kg query cites --param symbol=A/RES/76/136
    kg query mine.rq --format csv
    echo 'SELECT * { ?s ?p ?o } LIMIT 5' | kg query -
    kg query most-cited --endpoint http://localhost:7878/query
    """
    from kg.endpoint import Endpoint
    from kg.queries import Triples, ask, named_queries, run
    from kg.tables import for_reading
    from kg.wording import answer_text, is_found, query_list

    if listing or query is None:
        if params:
            raise click.UsageError("--param needs the name of a query; kg query --list names them")
        write_lines(query_list(named_queries(), language))
        return
    values = dict(_pairs(params))
    source = Endpoint(endpoint, timeout) if endpoint else open_graph(graph)
    if query == "-" or query.endswith(".rq"):
        if values:
            raise click.UsageError("--param is for named queries; write values into the SPARQL")
        answer = run(source, _sparql(query))
    else:
        answer = ask(source, query, normalise=_canonical, language=language, **values)
        answer = for_reading(answer) if format_ in (None, "table") else answer
    text = answer_text(answer, format_, wide=sys.stdout.isatty())
    if text is None:
        kind = (
            "a graph is printed as Turtle" if isinstance(answer, Triples) else "a table is no graph"
        )
        raise click.UsageError(f"{kind}; leave --format out, or take another")
    write(text)
    if not is_found(answer):
        tell("nothing found")
        sys.exit(1)


def _sparql(query: str) -> str:
    if query == "-":
        return sys.stdin.read()
    try:
        return Path(query).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(f"{query}: cannot be read: {error}") from None


def _pairs(params: Iterable[str]) -> Iterator[tuple[str, str]]:
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name.isidentifier():
            raise click.UsageError(f"--param {param!r}: write it as NAME=VALUE")
        yield name, value


def _canonical(text: str) -> str:
    return intended_symbol(text).text


@click.command("explain", epilog=EXITS)
@click.argument("citing")
@click.argument("cited")
@click.option(
    "--language", type=click.Choice(sorted(LANGUAGES)),
    help="Show the words of this version, where it has any; default: of all versions.",
)  # fmt: skip
@JSON
@GRAPH
def explain_command(
    citing: str, cited: str, language: str | None, as_json: bool, graph: Place
) -> None:
    """Show the words behind the edges between two documents, in both directions.

    A document is named by its symbol in any usual spelling; an instrument by its key, such as
    instrument:cedaw.

    \b
    kg explain A/HRC/RES/48/24 A/HRC/RES/18/18
    kg explain A/HRC/RES/48/24 instrument:crc
    """
    from kg import iris
    from kg.wording import explanation

    store = open_graph(graph)
    first, second = _named(citing), _named(cited)
    found = {
        (a, b): in_language(explain(store, iris.thing(a), iris.thing(b)), language)
        for a, b in ((first, second), (second, first))
    }
    if as_json:
        rows = [{"citing": a, "cited": b, **asdict(e)} for (a, b), es in found.items() for e in es]
        write_json(rows)
    else:
        for (a, b), explained in found.items():
            write_lines(explanation(a, b, explained))
    if not any(found.values()):
        tell(f"no citation between {first} and {second} in {graph}")
        sys.exit(1)


def _named(text: str) -> str:
    return (
        text
        if text.split(":")[0] in ("instrument", "publication", "series", "event")
        else _canonical(text)
    )


@click.command("validate", epilog=EXITS)
@click.option(
    "--jobs", type=click.IntRange(1, 1024), metavar="N",
    help="Processes to check with; default: as many as there are processors.",
)  # fmt: skip
@JSON
@GRAPH
def validate_command(jobs: int | None, as_json: bool, graph: Place) -> None:
    """Check the graph against the ontology's shapes.

    \b
    kg validate
    kg validate --graph graph --json
    """
    from kg.validation import validate_folder
    from kg.wording import verdict

    tell_stale(graph)
    with progress_bar("checking") as (bar,):
        report = validate_folder(graph, jobs=jobs, progress=bar)
    if as_json:
        row = {
            "conforms": report.conforms,
            "problems": [asdict(p) for p in report.problems],
            "focusNodes": dict(report.focus_nodes),
        }
        write_json(row)
        sys.exit(0 if report.conforms else 1)
    write_lines(verdict(report, graph))
    for shape in report.unmet:
        tell(f"the shape {shape} met no focus node: nothing here is of its kind")
    sys.exit(0 if report.conforms else 1)


@click.command("export", epilog=EXITS)
@click.argument(
    "format_",
    metavar="FORMAT",
    type=click.Choice(["ttl", "nq", "jsonld", "graphml", "nodes.csv", "edges.csv"]),
)
@click.option("--to", type=PLACE, help="The file to write; default: standard output.")
@GRAPH
def export_command(format_: str, to: Place | None, graph: Place) -> None:
    """Write the graph in another format.

    \b
    kg export graphml --to network.graphml
    kg export edges.csv | head
    """
    from kg.wholes import write_whole

    name = format_ if format_.endswith(".csv") else f"graph.{format_}"
    try:
        if to:
            write_whole(graph, name, to)
            return
        with tempfile.TemporaryDirectory() as aside:
            write_whole(graph, name, Path(aside, name))
            with Path(aside, name).open(encoding="utf-8", newline="") as file:
                for line in file:
                    write(line)
    except BrokenPipeError:  # whoever reads has read enough
        raise
    except OSError as error:
        raise KgError(f"{error.filename}: {error.strerror}") from None


@click.command("stats", epilog=EXITS)
@JSON
@GRAPH
def stats_command(as_json: bool, graph: Place) -> None:
    """Count what the graph holds: documents, citations, outcomes, what is most cited.

    \b
    kg stats
    """
    from kg.wording import totals

    try:
        counted = json.loads((graph / REPORT).read_text(encoding="utf-8"))["totals"]
    except (OSError, ValueError, KeyError):
        raise KgError(f"{graph}: holds no report.json; build the graph first") from None
    if as_json:
        write_json(counted)
        return
    write_lines(totals(counted))


@click.command("render", epilog=EXITS)
@click.option(
    "--to",
    default=None,
    type=PLACE,
    help="The page; default: graph.html in the graph's folder.",
)
@click.option(
    "--limit", default=1000, show_default=True, type=click.IntRange(1, 1000),
    help="Nodes to draw at most: the most cited.",
)  # fmt: skip
@click.option(
    "--title", default="The citation network", show_default=True, help="The picture's title."
)
@LANGUAGE
@GRAPH
def render_command(to: Place | None, limit: int, title: str, language: str, graph: Place) -> None:
    """Draw the citation network as one page that opens without a network.

    \b
    kg render --limit 200 --to picture.html
    """
    from kg.network import citation_network
    from kg.render import render

    page = to or graph / "graph.html"
    drawn = render(citation_network(open_graph(graph), language), page, title=title, limit=limit)
    left = f"; {drawn.left_out:,} less cited are not drawn" if drawn.left_out else ""
    write(f"{page}: {drawn.nodes:,} nodes, {drawn.citations:,} citations{left}\n")
