"""Ask the graph: the named questions of ``ontology/queries/``, or a reader's own SPARQL.

Values enter a query as RDF terms that the library itself writes, never as text put together here.
A reader's query can read and nothing else: no updates, no SERVICE.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError, one_line
from kg.iris import paragraph_label, thing

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Normalise: TypeAlias = Callable[[str], str]

# Beside the package in a checkout, inside it in a wheel.
FOLDERS = (
    Path(__file__).parent / "ontology" / "queries",
    Path(__file__).parent.parent / "ontology" / "queries",
)

_HEADER = re.compile(r"#\s*(?P<key>title|description)\.(?P<language>[a-z]{2}):\s*(?P<text>.+)")
_PARAM = re.compile(
    r"#\s*param:\s*(?P<name>\w+)\s+(?:(?P<need>required|optional)|default\s+(?P<default>\S+))"
    r"\s+example\s+(?P<example>.+?)\s+\u2014\s+(?P<meaning>.+)"
)
_VALUES = re.compile(r"^\s*# values: (?P<name>\w+)(?: as \?(?P<thing>\w+))?$", re.MULTILINE)
_ROWS = re.compile(r"# limit$", re.MULTILINE)
# a pattern that is read at one go where no value is given: see `_in_bulk`
_BULK = re.compile(
    r"^(?P<optional> *OPTIONAL \{)? *(?P<pattern>(?P<one>\?\w+) \S+ (?P<other>\?\w+).*)"
    r" (?(optional)\}|\.) # in bulk$",
    re.MULTILINE,
)
# where a named query takes an English label, or any title: before it stands the reader's language
_LABEL = re.compile(
    r"(?P<until>OPTIONAL \{ \?\w+ (?:rdfs:label|dcterms:title) (?P<words>\?\w+))"
    r"\s*(?:FILTER\(LANG\((?P=words)\) = \"en\"\) \}|FILTER NOT EXISTS)"
)
_PLACE = re.compile(r"\bat (\d+):(\d+)")
_NOISE = re.compile(r"^error at [0-9:]+: |, found .*|\s*\(at char.*|\[[^\]]*\],? ?")
_LIMIT = "limit"
_PARAGRAPH = "paragraph"
_SYMBOLS = frozenset(("symbol", "report"))


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a named query takes."""

    name: str
    required: bool
    default: str | None
    example: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Query:
    """A named question: what it asks, in words by language, and its SPARQL."""

    name: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a SELECT; an ASK answers with one row and the column ``answer``."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE."""

    triples: tuple[ox.Triple, ...]


@cache
def named_queries() -> Mapping[str, Query]:
    """Read the named queries, by name.

    Raises:
        QueryError: the folder is missing, or a file lacks a title or misspells a parameter.
    """
    folder = next((folder for folder in FOLDERS if folder.is_dir()), None)
    if folder is None:
        raise QueryError(f"{FOLDERS[0]}: the folder of named queries is missing")
    return MappingProxyType(
        {path.stem: parse_query(path.stem, _text(path)) for path in sorted(folder.glob("*.rq"))}
    )


def parse_query(name: str, text: str) -> Query:
    """Read one named query with the comments at its head.

    Raises:
        QueryError: it lacks an English or French title or description, or a parameter is not of
            the form ``# param: NAME required|optional|default VALUE example VALUE — meaning``.
    """
    words: dict[str, dict[str, str]] = {"title": {}, "description": {}}
    parameters: list[Parameter] = []
    for line in text.splitlines():
        if found := _HEADER.fullmatch(line):
            words[found["key"]][found["language"]] = found["text"]
        elif re.match(r"#\s*param:", line):
            parameters.append(_parameter(name, line))
    for key, texts in words.items():
        if not {"en", "fr"} <= texts.keys():
            raise QueryError(f"{name}.rq: lacks {key}.en or {key}.fr")
    return Query(name, words["title"], words["description"], tuple(parameters), text)


class Remote(Protocol):
    """A graph elsewhere that answers queries."""

    def answer(self, sparql: str) -> Table | Triples:
        """Answer one query over all its named graphs together."""


def ask(
    graph: ox.Store | Remote,
    name: str,
    /,
    *,
    normalise: Normalise | None = None,
    language: str = "en",
    **values: str,
) -> Table:
    """Ask a named question.

    Args:
        graph: in a store or elsewhere; all its named graphs together are asked.
        name: of the query, such as ``cited-by``.
        normalise: turns a symbol in any spelling into the canonical one; as given without it.
        language: of the labels and titles, where the graph has them in it; else English ones.
        values: its parameters.

    Returns:
        The rows, in the query's own order.

    Raises:
        QueryError: the name or a parameter is unknown, or a required one is missing; names those
            that exist.
    """
    query = _query(name)
    given = _given(query, values)
    terms = {
        key: ox.Literal(normalise(value) if normalise and key in _SYMBOLS else value)
        for key, value in given.items()
        if key != _LIMIT
    }
    sparql = _VALUES.sub(lambda match: _bound(match, terms), query.text)
    sparql = _LABEL.sub(lambda match: _in_language(match, language) + match[0], sparql)
    if not terms:
        sparql = _BULK.sub(_in_bulk, sparql)
    if _LIMIT in given:
        sparql = _ROWS.sub(f"LIMIT {_count(name, given[_LIMIT])}", sparql)
    answer = _answer(graph, sparql)
    assert isinstance(answer, Table), "a named query is a SELECT"
    return _as_readers_write(answer)


def run(graph: ox.Store | Remote, sparql: str) -> Table | Triples:
    """Run a reader's own SELECT, ASK, CONSTRUCT or DESCRIBE over all named graphs together.

    Raises:
        QueryError: the text is no SPARQL 1.1 query, is an update, or calls SERVICE.
    """
    text = _readable(sparql)
    try:
        return _answer(graph, text)
    except (SyntaxError, ValueError) as error:
        raise QueryError(_malformed(error)) from None
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the query cannot be run: {one_line(error)}") from None


def answer_of(results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Table | Triples:
    """Take over results as Oxigraph gives them."""
    if isinstance(results, ox.QueryBoolean):
        row = (ox.Literal(bool(results)),)
        return Table(("answer",), (row,))
    if isinstance(results, ox.QueryTriples):
        return Triples(tuple(sorted(set(results), key=str)))
    columns = tuple(variable.value for variable in results.variables)
    return Table(columns, tuple(tuple(row) for row in results))


def _parameter(name: str, line: str) -> Parameter:
    found = _PARAM.fullmatch(line)
    if found is None:
        raise QueryError(f"{name}.rq: cannot read {line!r}")
    return Parameter(
        found["name"],
        found["need"] == "required",
        found["default"],
        found["example"],
        found["meaning"],
    )


def _query(name: str) -> Query:
    queries = named_queries()
    if name in queries:
        return queries[name]
    close = difflib.get_close_matches(name, queries, n=1, cutoff=0.5)
    hint = f"did you mean {close[0]!r}? " if close else ""
    raise QueryError(f"no query is called {name!r}: {hint}there are {', '.join(queries)}")


def _given(query: Query, values: Mapping[str, str]) -> dict[str, str]:
    known = {parameter.name: parameter for parameter in query.parameters}
    takes = ", ".join(f"{p.name} (such as {p.example})" for p in query.parameters) or "no parameter"
    for name in values:
        if name not in known:
            raise QueryError(f"{query.name} has no parameter {name!r}; it takes {takes}")
    for parameter in query.parameters:
        if parameter.required and not values.get(parameter.name):
            raise QueryError(f"{query.name} needs {parameter.name!r}; it takes {takes}")
    defaults = {p.name: p.default for p in query.parameters if p.default is not None}
    return {**defaults, **{name: value for name, value in values.items() if value}}


def _bound(match: re.Match[str], terms: Mapping[str, ox.Literal]) -> str:
    """Bind a variable where the query asks for it; the library writes the term and escapes it."""
    # Oxigraph's own `substitutions` join the value to the finished rows: no filter sees it.
    name, as_thing = match["name"], match["thing"]
    if name not in terms:
        return ""
    if not as_thing:
        return f"  VALUES ?{name} {{ {terms[name]} }}"
    # Only from a name that is given does Oxigraph look up; one that it makes, it compares with all.
    named = ox.NamedNode(thing(f"{name}:{terms[name].value}"))
    return f"  VALUES (?{name} ?{as_thing}) {{ ({terms[name]} {named}) }}"


def _in_bulk(match: re.Match[str]) -> str:
    """Read all that has a property, and join; of the whole graph that is several times as fast.

    The store looks each row's value up, one after another, but for what a sub-select gives.
    """
    select = f"{{ SELECT {match['one']} {match['other']} {{ {match['pattern']} }} }}"
    return f"{match['optional']} {select} }}" if match["optional"] else f"  {select}"


def _in_language(match: re.Match[str], language: str) -> str:
    """Ask for the words in a language first: what they bind, the pattern behind leaves as it is."""
    return f"{match['until']} FILTER(LANG({match['words']}) = {ox.Literal(language)}) }}\n  "


def _count(name: str, value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", value):
        raise QueryError(f"{name}: limit is a number of rows, not {value!r}")
    return int(value)


def _as_readers_write(table: Table) -> Table:
    """Paragraphs by the labels that readers know, ``OP11``, in place of eIds, ``para_11``."""
    if _PARAGRAPH not in table.columns:
        return table
    at = table.columns.index(_PARAGRAPH)
    rows = (
        (*row[:at], ox.Literal(paragraph_label(term.value)), *row[at + 1 :])
        if isinstance(term := row[at], ox.Literal)
        else row
        for row in table.rows
    )
    return Table(table.columns, tuple(rows))


def _answer(graph: ox.Store | Remote, sparql: str) -> Table | Triples:
    if isinstance(graph, ox.Store):
        return answer_of(graph.query(sparql, use_default_graph_as_union=True))
    return graph.answer(sparql)


def _readable(sparql: str) -> str:
    r"""Give back the text that may run: a SPARQL 1.1 query without SERVICE.

    Code points written as ``\\u0041`` and lone carriage returns are resolved first, so that the
    parser that judges the text and the engine that runs it read the same words.
    """
    from rdflib.plugins.sparql.parser import parseQuery
    from rdflib.plugins.sparql.parserutils import CompValue

    text = re.sub(r"\r\n?", "\n", sparql)
    text = re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", _code_point, text)
    if re.search(r"\\[uU]", text):
        raise QueryError("the query has a code point escape inside another; write it plainly")
    try:
        parsed = parseQuery(text)
    except RecursionError:
        raise QueryError("the query is nested too deeply") from None
    except Exception as error:  # noqa: BLE001 - pyparsing and rdflib raise many kinds
        raise QueryError(_malformed(_place_of_error(text) or error)) from None
    if any(isinstance(p, CompValue) and p.name == "ServiceGraphPattern" for p in _walk(parsed)):
        raise QueryError("SERVICE is refused: a query asks this graph and no other host")
    return text


def _place_of_error(text: str) -> SyntaxError | None:
    """Ask Oxigraph, whose parser says where it stopped; the last line keeps it from running."""
    try:
        ox.Store().query(f"{text}\n)")
    except SyntaxError as error:
        found = _PLACE.search(str(error))
        return error if found and int(found[1]) <= text.count("\n") + 1 else None
    return None


def _walk(root: object) -> Iterator[object]:
    from pyparsing import ParseResults

    pending = [root]
    while pending:
        part = pending.pop()
        yield part
        if isinstance(part, dict):
            pending.extend(part.values())
        elif isinstance(part, list | tuple | ParseResults):
            pending.extend(part)


def _code_point(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        raise QueryError(f"{match[0]} is no character")
    return chr(number)


def _malformed(error: Exception) -> str:
    """Say in one line where the text stops being SPARQL."""
    found = _PLACE.search(str(error))
    line = int(found[1]) if found else getattr(error, "lineno", 0)
    column = int(found[2]) if found else getattr(error, "column", 0)
    where = f"line {line}, column {column}: " if line else ""
    if "Prefix not found" in str(error):
        return f"no valid SPARQL query: {where}a prefix is not declared"
    # The rest of Oxigraph's text lists ranges of letters, rdflib's repeats the place.
    what = _NOISE.sub("", one_line(error))
    return f"no valid SPARQL query: {where}{what[:90]}"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
