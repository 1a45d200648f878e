"""The command line: arguments in, words and an exit code out; the only module that prints.

Data goes to standard output, progress and diagnostics to standard error. Exit codes: 0 done;
1 done in part (documents were refused) or the answer is no (nothing found, not valid); 2 wrong
usage, with one line that says what to do; 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

import click

from kg import __version__
from kg.authorities import load_catalogue
from kg.building import REPORT, build
from kg.documents import find_files, read_document
from kg.errors import KgError, NotAResolution, SymbolError, UnreadableDocument
from kg.explain import explain
from kg.extraction import extract
from kg.progress import progress_bar
from kg.records import records
from kg.symbols import intended_symbol

_EXITS = """
\b
Exit codes: 0 done; 1 done in part, or the answer is no; 2 wrong usage; 130 stopped.
"""
_GRAPH = click.option(
    "--graph", default="output", show_default=True, type=click.Path(path_type=Path),
    help="The folder that kg build wrote.",
)  # fmt: skip
_PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group(epilog=_EXITS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="kg")
def kg() -> None:
    """Build and ask a knowledge graph of United Nations resolutions.

    \b
    kg build resolutions/ --output output     texts in, a graph out
    kg query cited-by --param symbol=70/1     who cites 70/1, and how
    kg explain A/HRC/RES/48/24 18/18          the words behind an edge
    """


# --------------------------------------------------------------------------------- build, extract
@kg.command("build", epilog=_EXITS)
@_PATHS
@click.option(
    "--output", default="output", show_default=True, type=click.Path(path_type=Path),
    help="The folder to write.",
)  # fmt: skip
@click.option("--title", help="The picture's title.")
@_JSON
def build_command(paths: tuple[Path, ...], output: Path, title: str | None, as_json: bool) -> None:
    """Build the graph of texts and folders of texts, and write it to a folder.

    \b
    kg build resolutions/
    kg build a.txt b.md --output graph --json
    """
    from kg.wording import build_summary

    with progress_bar("reading") as tell:
        report = build(paths, output, progress=tell, title=title)
    for document in report.documents:
        if document.ending != "built":
            _tell(f"{document.ending}: {document.reason}")
    if as_json:
        click.echo((output / REPORT).read_text(encoding="utf-8"), nl=False)
    else:
        _print(build_summary(report, output))
    sys.exit(1 if report.ended("refused") else 0)


@kg.command("extract", epilog=_EXITS)
@_PATHS
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "text"]),
    default="jsonl",
    show_default=True,
    help="jsonl: one record a line; text: the text that offsets count in.",
)
def extract_command(paths: tuple[Path, ...], format_: str) -> None:
    """Print what texts state, one JSON record a line, without building a graph.

    \b
    kg extract resolution.txt
    kg extract resolutions/ > records.jsonl
    """
    refused = False
    for path in find_files(paths):
        try:
            for line in _extracted(path, format_):
                click.echo(line)
        except (UnreadableDocument, NotAResolution) as error:
            refused = True
            _tell(str(error))
    sys.exit(1 if refused else 0)


def _extracted(path: Path, format_: str) -> Iterator[str]:
    document = read_document(path)
    if format_ == "text":
        yield document.source
        return
    extraction = extract(document, load_catalogue())
    for record in records(extraction, document.source):
        yield json.dumps(record, ensure_ascii=False)


# ---------------------------------------------------------------------------------- ask the graph
@kg.command("query", epilog=_EXITS)
@click.argument("query", required=False)
@click.option(
    "--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of a named query."
)
@click.option(
    "--format", "format_", type=click.Choice(["table", "csv", "json", "turtle"]),
    help="Default: a table; Turtle for a graph.",
)  # fmt: skip
@click.option("--list", "listing", is_flag=True, help="List the named queries.")
@click.option(
    "--language", default="en", type=click.Choice(["en", "fr"]), help="Of the titles in --list."
)
@_GRAPH
def query_command(
    query: str | None,
    params: tuple[str, ...],
    format_: str | None,
    listing: bool,
    language: str,
    graph: Path,
) -> None:
    """Ask a named query, a .rq file, or SPARQL on standard input.

    \b
    kg query --list
    kg query cites --param symbol=A/RES/76/136
    kg query mine.rq --format csv
    echo 'SELECT * { ?s ?p ?o } LIMIT 5' | kg query -
    """
    from kg.queries import Triples, ask, named_queries, run
    from kg.store import load
    from kg.tables import for_reading
    from kg.wording import answer_text, is_found, query_list

    if listing or query is None:
        if params:
            raise click.UsageError("--param needs the name of a query; kg query --list names them")
        _print(query_list(named_queries(), language))
        return
    values = dict(_pairs(params))
    if query == "-" or query.endswith(".rq"):
        if values:
            raise click.UsageError("--param is for named queries; write values into the SPARQL")
        answer = run(load(graph), _sparql(query))
    else:
        answer = ask(load(graph), query, normalise=_canonical, **values)
        answer = for_reading(answer) if format_ in (None, "table") else answer
    text = answer_text(answer, format_, wide=sys.stdout.isatty())
    if text is None:
        kind = (
            "a graph is printed as Turtle" if isinstance(answer, Triples) else "a table is no graph"
        )
        raise click.UsageError(f"{kind}; leave --format out, or take another")
    click.echo(text, nl=False)
    if not is_found(answer):
        _tell("nothing found")
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


@kg.command("explain", epilog=_EXITS)
@click.argument("citing")
@click.argument("cited")
@_JSON
@_GRAPH
def explain_command(citing: str, cited: str, as_json: bool, graph: Path) -> None:
    """Show the words behind the edges between two documents, in both directions.

    A document is named by its symbol in any usual spelling; an instrument by its key, such as
    instrument:cedaw.

    \b
    kg explain A/HRC/RES/48/24 A/HRC/RES/18/18
    kg explain A/HRC/RES/48/24 instrument:crc
    """
    from kg import iris
    from kg.store import load
    from kg.wording import explanation

    store = load(graph)
    first, second = _named(citing), _named(cited)
    found = {
        (a, b): explain(store, iris.thing(a).value, iris.thing(b).value)
        for a, b in ((first, second), (second, first))
    }
    if as_json:
        rows = [{"citing": a, "cited": b, **asdict(e)} for (a, b), es in found.items() for e in es]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for (a, b), explained in found.items():
            _print(explanation(a, b, explained))
    if not any(found.values()):
        _tell(f"no citation between {first} and {second} in {graph}")
        sys.exit(1)


def _named(text: str) -> str:
    return (
        text
        if text.split(":")[0] in ("instrument", "publication", "series", "event")
        else _canonical(text)
    )


@kg.command("validate", epilog=_EXITS)
@_JSON
@_GRAPH
def validate_command(as_json: bool, graph: Path) -> None:
    """Check the graph against the ontology's shapes.

    \b
    kg validate
    kg validate --graph graph --json
    """
    from kg.store import load
    from kg.validation import validate

    report = validate(load(graph))
    if as_json:
        row = {
            "conforms": report.conforms,
            "problems": [asdict(p) for p in report.problems],
            "focusNodes": dict(report.focus_nodes),
        }
        click.echo(json.dumps(row, ensure_ascii=False, indent=2))
        sys.exit(0 if report.conforms else 1)
    for problem in report.problems:
        where = f"{problem.focus} {problem.path} {problem.value}".rstrip()
        click.echo(f"{problem.severity.lower()}: {problem.shape}: {problem.message}\n  {where}")
    met = sum(count > 0 for count in report.focus_nodes.values())
    click.echo(
        f"{graph} {'conforms' if report.conforms else 'does not conform'}: "
        f"{met} of {len(report.focus_nodes)} shapes met focus nodes, "
        f"{len(report.violations)} violations, {len(report.warnings)} warnings"
    )
    for shape in report.unmet:
        _tell(f"the shape {shape} met no focus node: nothing here is of its kind")
    sys.exit(0 if report.conforms else 1)


@kg.command("export", epilog=_EXITS)
@click.argument(
    "format_",
    metavar="FORMAT",
    type=click.Choice(["ttl", "nq", "jsonld", "graphml", "nodes.csv", "edges.csv"]),
)
@click.option(
    "--to", type=click.Path(path_type=Path), help="The file to write; default: standard output."
)
@_GRAPH
def export_command(format_: str, to: Path | None, graph: Path) -> None:
    """Write the graph in another format.

    \b
    kg export graphml --to network.graphml
    kg export edges.csv | head
    """
    name = format_ if format_.endswith(".csv") else f"graph.{format_}"
    source = graph / name
    try:
        text = source.read_text(encoding="utf-8")
        if to is None:
            click.echo(text, nl=False)
        else:
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_text(text, encoding="utf-8")
    except OSError as error:
        raise KgError(f"{error.filename}: {error.strerror}; build the graph first") from None


@kg.command("stats", epilog=_EXITS)
@_JSON
@_GRAPH
def stats_command(as_json: bool, graph: Path) -> None:
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
        click.echo(json.dumps(counted, indent=2))
        return
    _print(totals(counted))


@kg.command("render", epilog=_EXITS)
@click.option(
    "--to",
    default=None,
    type=click.Path(path_type=Path),
    help="The page; default: graph.html in the graph's folder.",
)
@click.option(
    "--limit", default=1000, show_default=True, type=click.IntRange(1, 1000),
    help="Nodes to draw at most: the most cited.",
)  # fmt: skip
@click.option(
    "--title", default="The citation network", show_default=True, help="The picture's title."
)
@_GRAPH
def render_command(to: Path | None, limit: int, title: str, graph: Path) -> None:
    """Draw the citation network as one page that opens without a network.

    \b
    kg render --limit 200 --to picture.html
    """
    from kg.network import citation_network
    from kg.render import render
    from kg.store import load

    page = to or graph / "graph.html"
    drawn = render(citation_network(load(graph)), page, title=title, limit=limit)
    left = f"; {drawn.left_out:,} less cited are not drawn" if drawn.left_out else ""
    click.echo(f"{page}: {drawn.nodes:,} nodes, {drawn.citations:,} citations{left}")


# -------------------------------------------------------------------------------------- the frame
def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _tell(words: str) -> None:
    click.echo(f"kg: {words}", err=True)


def _stop(words: str, code: int) -> NoReturn:
    _tell(words)
    sys.exit(code)


def main() -> None:
    """Run the command line; turn what unkg refuses into one line and an exit code."""
    try:
        with kg.make_context("kg", sys.argv[1:]) as context:
            kg.invoke(context)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except (KeyboardInterrupt, click.Abort):
        _stop("stopped", 130)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(2)
    except click.UsageError as error:
        hint = f"; see {error.ctx.command_path} --help" if error.ctx else ""
        _stop(f"{error.format_message()}{hint}", 2)
    except (KgError, SymbolError) as error:
        _stop(str(error), 2)
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
        sys.exit(0)
