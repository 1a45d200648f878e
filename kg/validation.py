"""Check a graph against the shapes, one named graph at a time, and what spans documents in SPARQL.

Queries find the nodes that may break a shape, in all graphs of a file at once; pySHACL judges them.
A shape that met no focus node proves nothing, so focus nodes are counted and a shape without any is
reported; nothing is repaired here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib.namespace import RDFS, SH

from kg.errors import GraphError
from kg.index import open_index, quad_files
from kg.iris import VOCABULARY
from kg.judging import (
    Name,
    Problem,
    Severity,
    judge_graph,
    judge_nodes,
    load_shapes,
    local_name,
    plain_shapes,
)
from kg.places import Place
from kg.pool import in_order, processors
from kg.shacl import FUNCTIONS, TARGETS, Node, Untranslated, focus_nodes, suspects
from kg.store import load
from kg.vocabulary import ONTOLOGY_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_WORTH_A_PROCESS = 20_000_000  # bytes of N-Quads that take longer to check than a process to start
_IN_MEMORY = 1_000_000_000  # bytes of N-Quads that are asked without an index: some 3 GB


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found, and how much it looked at."""

    problems: tuple[Problem, ...]
    focus_nodes: Mapping[str, int]  # by shape

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong; warnings do not count."""
        return not self.violations

    @property
    def violations(self) -> tuple[Problem, ...]:
        """What is wrong."""
        return tuple(problem for problem in self.problems if problem.severity == "Violation")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What a reader should look at."""
        return tuple(problem for problem in self.problems if problem.severity == "Warning")

    @property
    def unmet(self) -> tuple[str, ...]:
        """The shapes that met no focus node: what they demand was not tested."""
        return tuple(shape for shape, count in self.focus_nodes.items() if not count)


def validate(store: ox.Store) -> Report:
    """Validate all that a store holds.

    Args:
        store: one named graph for each document, as `kg.graph` describes them.

    Returns:
        The problems, sorted, and the focus nodes that each shape met.
    """
    return _reported([_check_part(store)], store)


def validate_folder(
    folder: Place,
    *,
    jobs: int | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Report:
    """Validate a graph on disk, file by file.

    Args:
        folder: that `kg build` wrote: each named graph stands in one file.
        jobs: processes that check files; without it as many as there are processors, where the
            files are worth it. The report is the same whatever it is.
        progress: called with files that are checked, of all, and the last one.

    Returns:
        The problems, sorted, and the focus nodes that each shape met.

    Raises:
        GraphError: there is no graph, it is no valid RDF, or it is too large to be asked as a
            whole without an index.
    """
    files = quad_files(folder)
    size = sum(path.stat().st_size for path in files)
    if size > _IN_MEMORY and open_index(folder) is None:
        raise GraphError(f"{folder}: {size / 1e9:,.1f} GB are asked on disk; run kg index first")
    if len(files) == 1:
        return validate(load(files if size <= _IN_MEMORY else folder))
    jobs = jobs or min(processors(), max(1, size // _WORTH_A_PROCESS))
    parts: dict[Place, _Part] = {}
    for path, part in zip(files, in_order(_check_file, files, _lost, jobs=jobs), strict=True):
        parts[path] = part
        if progress:
            progress(len(parts), len(files), str(path))
    _check_apart(parts)
    return _reported(parts.values(), load(folder))


@dataclass(frozen=True, slots=True)
class _Part:
    """What was found in some of the named graphs."""

    graphs: frozenset[str]
    problems: Sequence[Problem]
    focus_nodes: Counter[str]


def _check_apart(parts: Mapping[Place, _Part]) -> None:
    """Refuse what was checked in pieces though it belongs together."""
    seen: set[str] = set()
    for path, part in parts.items():
        if again := seen & part.graphs:
            raise GraphError(f"{path}: {min(again)} stands in another file too; build it again")
        seen |= part.graphs


def _reported(parts: Iterable[_Part], store: ox.Store) -> Report:
    """Put together what was found in parts, and what the store of all tells."""
    problems = set(_check_across(store))
    counted: Counter[str] = Counter(dict.fromkeys(map(local_name, _shapes()), 0))
    for part in parts:
        problems.update(part.problems)
        counted.update(part.focus_nodes)
    return Report(tuple(sorted(problems)), MappingProxyType(dict(sorted(counted.items()))))


def _check_file(path: Place) -> _Part:
    return _check_part(load([path]))


def _lost(path: Place) -> _Part:
    raise GraphError(f"{path}: a process that checked it ended: is memory scarce?")


def _check_part(store: ox.Store) -> _Part:
    problems = [*_check_shapes(store), *_check_queries(store), *_check_concepts(store)]
    names = frozenset(name.value for name in store.named_graphs())
    return _Part(names, problems, _count(store))


# ------------------------------------------------------------------------------------------ shapes
@dataclass(frozen=True, slots=True)
class _Search:
    """A query for nodes that are to be judged."""

    shape: Node
    query: str
    near: bool  # whether the shape looks at them and their neighbours alone


@cache
def _shapes() -> tuple[Node, ...]:
    """The shapes that have targets, by their names."""
    found = {shape for kind in TARGETS for shape in load_shapes().subjects(kind)}
    return tuple(sorted(found, key=str))


@cache
def _searches() -> tuple[_Search, ...]:
    subclasses = f"SELECT ?graph ?this {{ GRAPH ?graph {{ ?this {RDFS.subClassOf.n3()} ?any }} }}"
    # subclasses have instances that the queries do not know of
    found = [_Search(RDFS.subClassOf, subclasses, near=False)]
    for shape in _shapes():
        try:
            query = suspects(plain_shapes(), shape)
        except Untranslated:
            found.append(_Search(shape, focus_nodes(plain_shapes(), shape), near=False))
        else:
            found += [_Search(shape, query, near=True)] if query else []
    return tuple(found)


def _check_shapes(store: ox.Store) -> Iterator[Problem]:
    """Let nodes be judged that may break a shape; where it looks far, their whole graph."""
    whole: set[Name] = set()
    near: defaultdict[ox.NamedNode, defaultdict[Node, list[ox.NamedNode]]]
    near = defaultdict(lambda: defaultdict(list))
    for search in _searches():
        for row in _rows(store.query(search.query, custom_functions=FUNCTIONS)):
            graph, node = row["graph"], row["this"]
            if search.near and isinstance(graph, ox.NamedNode) and isinstance(node, ox.NamedNode):
                near[graph][search.shape].append(node)
            else:
                whole.add(graph)
    for name in whole:
        yield from judge_graph(store, name)
    for name in near.keys() - whole:
        yield from judge_nodes(store, name, near[name])


def _check_queries(store: ox.Store) -> Iterator[Problem]:
    """Run the shapes' queries on all graphs, each once for all nodes: ``$this`` is a variable."""
    for shape, query in _queries():
        message = str(load_shapes().value(shape, SH.message))
        warns = load_shapes().value(shape, SH.severity) == SH.Warning
        severity: Severity = "Warning" if warns else "Violation"
        for row in _rows(store.query(query)):
            graph, focus, value = (str(row[key].value) for key in ("graph", "this", "value"))
            yield Problem(graph, focus, local_name(shape), "", value, message, severity)


_ONE_GRAPH = "SELECT $this ?value WHERE {"  # how each of them begins
_EVERY_GRAPH = "SELECT ?graph $this ?value WHERE { GRAPH ?graph {"


@cache
def _queries() -> tuple[tuple[Node, str], ...]:
    """By shape, its query, asked in every graph."""
    shapes, found = load_shapes(), []
    for shape, constraint in sorted(shapes.subject_objects(SH.sparql)):
        query = str(shapes.value(constraint, SH.select))
        everywhere = query.replace(_ONE_GRAPH, _EVERY_GRAPH, 1)
        found.append((shape, f"{_PREFIXES}{everywhere} }}"))
    return tuple(found)


def _rows(rows: object) -> ox.QuerySolutions:
    assert isinstance(rows, ox.QuerySolutions)
    return rows


def _count(store: ox.Store) -> Counter[str]:
    """Count the focus nodes of each shape."""
    counted: Counter[str] = Counter()
    for shape in _shapes():
        query = focus_nodes(plain_shapes(), shape)
        (row,) = _rows(store.query(f"SELECT (COUNT(*) AS ?count) {{ {{ {query} }} }}"))
        counted[local_name(shape)] = int(row["count"].value)
    return counted


# --------------------------------------------------------------------------- what spans documents
def _check_across(store: ox.Store) -> Iterator[Problem]:
    """Ask the store what no single document can tell; each query gives a focus and a value."""
    for shape, (severity, message, query) in ACROSS.items():
        rows = store.query(_PREFIXES + query, use_default_graph_as_union=True)
        for row in _rows(rows):
            focus, value = str(row["focus"].value), str(row["value"].value)
            yield Problem("", focus, shape, "", value, message, severity)


def _check_concepts(store: ox.Store) -> Iterator[Problem]:
    """Find concepts that no scheme has: a misspelt act would otherwise be a new one."""
    message = "A concept stands in its scheme."
    for quad in _strangers(store):
        focus, path, value = (str(term.value) for term in quad.triple)
        yield Problem("", focus, "ConceptIsKnown", path, value, message, "Violation")


def _strangers(store: ox.Store) -> Iterator[ox.Quad]:
    for row in _rows(store.query(_CONCEPTS, use_default_graph_as_union=True)):
        if row["concept"].value not in _concepts():
            yield from store.quads_for_pattern(None, None, row["concept"], None)


_CONCEPTS = f"""SELECT DISTINCT ?concept WHERE {{
    ?focus ?path ?concept FILTER (isIRI(?concept) && STRSTARTS(STR(?concept), "{VOCABULARY}")) }}"""


@cache
def _concepts() -> frozenset[str]:
    return frozenset(
        str(quad.subject.value)
        for path in sorted((ONTOLOGY_FOLDER / "vocabularies").glob("*.ttl"))
        for quad in ox.parse(path=str(path))
    )


_PREFIXES = """
PREFIX unkg: <https://w3id.org/unkg/ontology#>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX status: <https://w3id.org/unkg/vocab/resolution-status/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

# Each pattern is read in one sweep and joined in memory: the store on disk takes a hundred times
# longer to look up a statement than to pass it by.
ACROSS: Mapping[str, tuple[Severity, str, str]] = {
    "SymbolIsUnique": (
        "Violation",
        "Two documents have the same symbol.",
        """SELECT DISTINCT ?focus ?value WHERE {
            { SELECT ?focus ?value { ?focus unkg:symbol ?value } }
            { SELECT ?other ?value { ?other unkg:symbol ?value } }
            FILTER (?focus != ?other) }""",
    ),
    "CitedIsDescribed": (
        "Warning",
        "What is cited is described in some graph.",
        """SELECT DISTINCT (?cited AS ?focus) (?citing AS ?value) WHERE {
            { SELECT ?cited { { SELECT DISTINCT ?cited { ?any unkg:cites ?cited } }
              FILTER NOT EXISTS { ?cited a ?class } } }
            { SELECT ?citing ?cited { ?citing unkg:cites ?cited } } }""",
    ),
    "CitedIsNotNewer": (
        "Warning",
        "A document is not older than what it cites.",
        """SELECT DISTINCT ?focus ?value WHERE {
            { SELECT ?focus ?value { ?focus unkg:cites ?value } }
            { SELECT ?focus ?date { ?focus eli:date_document ?date } }
            { SELECT ?value ?later { ?value eli:date_document ?later } }
            FILTER (DATATYPE(?date) = xsd:date && DATATYPE(?later) = xsd:date)
            FILTER (?date < ?later) }""",
    ),
    "CitedDateAgrees": (
        "Warning",
        "The date printed with a citation is that of the document cited.",
        """SELECT DISTINCT ?focus ?value WHERE {
            { SELECT ?focus ?value { ?focus unkg:citedDate ?value } }
            { SELECT ?focus ?cited { ?focus cito:hasCitedEntity ?cited } }
            { SELECT ?cited ?date { ?cited eli:date_document ?date } }
            { SELECT DISTINCT ?cited { ?cited eli:is_realized_by ?version } }
            FILTER (DATATYPE(?value) = xsd:date && DATATYPE(?date) = xsd:date)
            FILTER (?date != ?value) }""",
    ),
    "CitedProvisionExists": (
        "Warning",
        "A document that was read has the provision that is cited.",
        """SELECT DISTINCT ?focus ?value WHERE {
            { SELECT ?focus ?value { ?focus unkg:citedProvision ?value } }
            { SELECT ?focus ?cited { ?focus cito:hasCitedEntity ?cited } }
            { SELECT DISTINCT ?cited { ?cited eli:is_realized_by ?version } }
            FILTER NOT EXISTS { ?value unkg:eId ?id } }""",
    ),
}
