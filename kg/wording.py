"""Say in lines of plain text what the commands found; print nothing, decide nothing."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console

from kg.explain import Explained
from kg.findings import LINK_ENDINGS
from kg.places import Place
from kg.queries import Query, Table, Triples
from kg.reports import BuildReport
from kg.tables import as_csv, as_json, as_terminal, as_turtle, table_of
from kg.terms import PREFIXES
from kg.text import visible

if TYPE_CHECKING:
    from kg.analysis import Community, Ranked
    from kg.validation import Report
    from kg.versions import Agreement, Difference

_WIDTH = 78
_OPENING = 150  # characters of a paragraph that lacks what others state
_KINDS = {
    "paragraph": "paragraphs",
    "citation": "citations",
    "date": "dates",
    "act": "acts",
    "mandate": "mandates",
    "due": "due",
}
_REACH = 240  # characters of a paragraph shown on either side of the quoted words
_PLACES = 20  # that break one shape, beyond which they are counted

_WHOLE = (
    ("graph.html", "the picture: open it in a browser"),
    ("graph.ttl", "the graph; one file a document in documents/"),
)
_PARTS = (
    ("parts", "the graph as N-Quads; kg index makes a store of it, to be asked at once"),
    ("documents", "a Turtle file a document; kg export gives whole files"),
)
_REPORT = ("report.json", "what became of each document, and what was not understood")


def build_summary(report: BuildReport, output: Place) -> Iterator[str]:
    """What was found and where to look.

    Args:
        report: of a finished build.
        output: the folder it wrote.

    Yields:
        Lines without their ends.
    """
    decided = sum(report.outcome(s) for s in ("explicit", "inferred"))
    left = sum(report.outcome(s) for s in ("ambiguous", "unresolved"))
    yield (
        f"{report.ended('built')} of {len(report.documents)} documents read, "
        f"{report.total('citation'):,} citations, {report.total('event'):,} events and sessions, "
        f"{report.total('mandate'):,} mandates."
    )
    yield (
        f"{decided:,} citations and events resolved, {left:,} left open with a reason; "
        f"{report.cited_elsewhere:,} cited documents are not in this collection."
    )
    if report.agreements:
        citations = [agreement.share("citation") for agreement in report.agreements]
        yield (
            f"{len(citations):,} resolutions in several languages: "
            f"{sum(citations) / len(citations):.1%} of their citations stand in all versions."
        )
    links = {ending: report.linked(ending) for ending in LINK_ENDINGS}
    if any(links.values()):
        told = ", ".join(f"{n:,} {ending}" for ending, n in links.items() if n)
        yield f"Hyperlinks to documents, held against the words they stand on: {told}."
    yield f"{report.triples:,} triples."
    yield ""
    for name, what in (*(_WHOLE if report.drawn else _PARTS), _REPORT):
        yield f"  {output / name!s:28} {what}"
    yield ""
    yield f"  {f'kg explore {output}':28} a page on which one walks through who cites what"
    yield f"  {'kg query --list':28} twenty questions to ask"


def query_list(queries: Mapping[str, Query], language: str) -> Iterator[str]:
    """The named queries with their titles and parameters."""
    width = max(map(len, queries))
    for name, query in queries.items():
        yield f"{name:{width}}  {query.titles[language]}"
        for parameter in query.parameters:
            default = f" (default {parameter.default})" if parameter.default else " (optional)"
            need = "" if parameter.required else default
            yield f"{'':{width}}    {parameter.name}={parameter.example}  {parameter.meaning}{need}"


def explanation(citing: str, cited: str, explained: Sequence[Explained]) -> Iterator[str]:
    """The words behind the edges from one document to another; nothing where there are none."""
    if not explained:
        return
    yield f"{citing} → {cited}"
    for e in explained:
        said = [e.act or e.function, e.function if e.act else "", e.pinpoint, e.date]
        yield f"\n  {e.paragraph}   " + " · ".join(word for word in dict.fromkeys(said) if word)
        around = _around(e.text, e.quote)
        yield textwrap.fill(around, _WIDTH, initial_indent=" " * 5, subsequent_indent=" " * 5)
        why = f": {e.reason}" if e.reason else ""
        reported = f", as {citing} is reported in {e.reported_in}" if e.reported_in else ""
        page = f", page {e.page}" if e.page else ""
        yield f"     “{' '.join(e.quote.split())}” ({e.language} {e.start}–{e.end}{page})"
        yield f"     {e.status} by {e.rule}{why}, confidence {e.confidence:g}{reported}"
    yield ""


def agreement_lines(agreement: Agreement) -> Iterator[str]:
    """How far the language versions of a resolution agree, and each difference with its words."""
    languages = " ".join(agreement.languages)
    yield f"{agreement.symbol or 'a text without a symbol'}   {languages}"
    for what, counts in (("paragraphs", agreement.paragraphs), ("notes", agreement.notes)):
        yield f"  {what}: " + ", ".join(f"{n} in {code}" for code, n in counts.items())
    for kind, agreed in agreement.agreed.items():
        differing = sum(difference.kind == kind for difference in agreement.differences)
        yield f"  {_KINDS[kind]}: {agreed} in all versions, {differing} not"
    for difference in agreement.differences:
        yield ""
        yield f"  {difference.paragraph}   {_KINDS[difference.kind]}: {difference.value}"
        for language in agreement.languages:
            yield from _version_lines(language, difference)
    yield ""


def _version_lines(language: str, difference: Difference) -> Iterator[str]:
    words = difference.words.get(language)
    if words is not None:
        told = "; ".join(f"“{' '.join(visible(w).split())}”" for w in words if w) or "yes"
    elif language in difference.opening:
        opening = " ".join(difference.opening[language].split())
        told = f"no: {textwrap.shorten(opening, _OPENING, placeholder=' …')}"
    else:
        told = "no such paragraph"
    yield textwrap.fill(
        told, _WIDTH, initial_indent=f"     {language}  ", subsequent_indent=" " * 9
    )


def answer_text(answer: Table | Triples, format_: str | None, *, wide: bool) -> str | None:
    """The answer to a query in a format.

    Args:
        answer: a table, or a graph.
        format_: table, csv, json or turtle; None for the answer's own.
        wide: whether a table may take the terminal's width.

    Returns:
        The text with its line ends; None where the format is not one of the answer's.
    """
    if isinstance(answer, Triples):
        return as_turtle(answer, PREFIXES) if format_ in (None, "turtle") else None
    match format_:
        case "csv":
            return as_csv(answer)
        case "json":
            return as_json(answer)
        case "turtle":
            return None
        case _:
            return terminal_text(answer, wide=wide)


def terminal_text(table: Table, *, wide: bool) -> str:
    """Draw a table, as wide as the terminal or as a line of a file may be."""
    console = Console(file=StringIO(), width=None if wide else 200)
    console.print(as_terminal(table))
    return str(console.file.getvalue())  # type: ignore[attr-defined]  # a StringIO


def ranked_table(ranked: Sequence[Ranked]) -> Table:
    """The most influential texts, a row each."""
    columns = "place", "text", "rank", "documents", "citations", "kind", "organ", "year", "iri"
    return table_of(
        columns,
        (
            (
                str(r.place), r.label, "" if r.rank is None else f"{r.rank:.6f}", str(r.documents),
                str(r.citations), r.kind, r.organ, str(r.year or ""), r.iri,
            )
            for r in ranked
        ),
    )  # fmt: skip


def community_table(communities: Sequence[Community]) -> Table:
    """The communities, a row each."""
    rows = ((str(c.texts), "; ".join(c.most_cited)) for c in communities)
    return table_of(("texts", "most cited"), rows)


def is_found(answer: Table | Triples) -> bool:
    """Whether the answer holds anything."""
    return bool(answer.triples if isinstance(answer, Triples) else answer.rows)


def verdict(report: Report, graph: Place) -> Iterator[str]:
    """What breaks the shapes, of each the first places, and whether the graph conforms."""
    told: Counter[str] = Counter()
    for problem in report.problems:
        told[problem.shape] += 1
        if told[problem.shape] <= _PLACES:
            where = f"{problem.focus} {problem.path} {problem.value}".rstrip()
            yield f"{problem.severity.lower()}: {problem.shape}: {problem.message}\n  {where}"
    for shape, count in sorted(told.items()):
        if count > _PLACES:
            yield f"{shape}: {count - _PLACES:,} more; kg validate --json lists them all"
    met = sum(count > 0 for count in report.focus_nodes.values())
    yield (
        f"{graph} {'conforms' if report.conforms else 'does not conform'}: "
        f"{met} of {len(report.focus_nodes)} shapes met focus nodes, "
        f"{len(report.violations)} violations, {len(report.warnings)} warnings"
    )


def totals(rows: Mapping[str, int | Mapping[str, int]]) -> Iterator[str]:
    """The totals of a report, a line each."""
    for key, value in rows.items():
        counted = value.items() if isinstance(value, Mapping) else ()
        shown = ", ".join(f"{n:,} {kind}" for kind, n in counted) if counted else f"{value:,}"
        yield f"{_spelled(key):22} {shown}"


def _around(text: str, quote: str) -> str:
    at = max(text.find(" ".join(quote.split())), 0)
    start, end = max(0, at - _REACH), min(len(text), at + len(quote) + _REACH)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")


def _spelled(key: str) -> str:
    return "".join(f" {c.lower()}" if c.isupper() else c for c in key)
