"""A graph in parts has the report of the whole, and pySHACL finds nothing that the queries miss."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.namespace import SH

from kg import validation
from kg.errors import GraphError
from kg.index import write_index
from kg.iris import ONTOLOGY
from kg.judging import Problem, judge_graph, load_shapes, local_name
from kg.shacl import Untranslated
from kg.store import write_quads
from kg.validation import ACROSS, Report, validate, validate_folder
from kg.wording import verdict
from tests.conforming import conforming
from tests.statements import graphs

XSD = "http://www.w3.org/2001/XMLSchema#"
STATEMENTS = sorted(conforming(), key=str)


def _literal(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


ASKED = {
    "ConceptIsKnown",
    *ACROSS,
    *(local_name(shape) for shape in load_shapes().subjects(SH.sparql)),
}
OBJECTS = [
    ox.NamedNode("urn:nothing"),
    *(ox.Literal(text) for text in ("", "x", "A/RES/1/1", "vote")),
    *(ox.Literal("x", language=tag) for tag in ("en", "EN", "en-GB", "fr")),
    *(_literal(text, "integer") for text in ("0", "-1", "007", "twelve", "9" * 30)),
    *(_literal(text, "decimal") for text in ("0.0", "0.50", "1.01", "half")),
    *(_literal(text, "double") for text in ("0.5", "INF")),
    *(_literal(text, "date") for text in ("1913-01-01", "2013-02-30", "2013-12-18Z", "2013")),
    *(_literal(text, "language") for text in ("en", "de")),
    _literal("1", "int"),
    _literal("", "base64Binary"),
]
INDEX = st.integers(0, len(STATEMENTS) - 1)
# of which statements the new one has the subject, the predicate and the object; what it replaces
CHANGES = st.tuples(
    INDEX,
    st.none() | INDEX,
    st.sampled_from(OBJECTS) | st.sampled_from([quad.object for quad in STATEMENTS]),
    st.booleans(),
)


def _changed(changes: list[tuple[int, int | None, ox.NamedNode | ox.Literal, bool]]) -> ox.Store:
    store = ox.Store()
    store.extend(STATEMENTS)
    for of, like, new, replaces in changes:
        old = STATEMENTS[of]
        if replaces:
            store.remove(old)
        predicate = old.predicate if like is None else STATEMENTS[like].predicate
        store.add(ox.Quad(old.subject, predicate, new, old.graph_name))
    return store


@settings(max_examples=60, deadline=None)
@given(st.lists(CHANGES, min_size=1, max_size=4), st.sets(INDEX, max_size=3))
def test_all_that_pyshacl_finds_in_a_damaged_graph_is_reported_and_nothing_else(changes, dropped):
    store = _changed(changes)
    for lost in dropped:
        store.remove(STATEMENTS[lost])
    judged = {problem for name in store.named_graphs() for problem in judge_graph(store, name)}
    assert {p for p in validate(store).problems if p.shape not in ASKED} == judged


def test_a_shape_that_is_not_translated_is_judged_in_whole_graphs(monkeypatch):
    def refuse(*_: object) -> None:
        raise Untranslated

    store = _changed([(0, None, ox.Literal("x"), True), (9, None, ox.Literal("x"), True)])
    report = validate(store)
    assert not report.conforms
    monkeypatch.setattr(validation, "suspects", refuse)
    validation._searches.cache_clear()
    try:
        assert validate(store) == report
    finally:
        validation._searches.cache_clear()


# ------------------------------------------------------------------------------------------ on disk
@pytest.fixture
def damaged() -> ox.Store:
    store = conforming()
    for quad in list(store.quads_for_pattern(None, ox.NamedNode(f"{ONTOLOGY}rule"), None)):
        store.remove(quad)
    return store


@pytest.fixture
def parts(damaged, tmp_path):
    """A folder with a file for each graph."""
    for number, graph in enumerate(graphs(damaged)):
        write_quads([graph], tmp_path / "parts" / f"{number}.nq")
    return tmp_path


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_graph_in_parts_has_the_report_of_the_whole(damaged, parts, jobs):
    told = []
    report = validate_folder(parts, jobs=jobs, progress=lambda *step: told.append(step[:2]))
    assert report == validate(damaged)
    assert {problem.shape for problem in report.violations} == {"citation-rule"}
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_graph_in_one_file_has_the_same_report(damaged, tmp_path):
    write_quads(graphs(damaged), tmp_path / "graph.nq")
    assert validate_folder(tmp_path) == validate(damaged)


def test_what_spans_documents_is_found_across_parts(parts):
    symbol = f"<{ONTOLOGY}symbol>"
    twin = f'<urn:twin> {symbol} "A/RES/68/131" <urn:another> .\n'
    (parts / "parts" / "twin.nq").write_text(twin, encoding="utf-8")
    shapes = {problem.shape for problem in validate_folder(parts).violations}
    assert shapes == {"citation-rule", "SymbolIsUnique"}


def test_a_graph_that_stands_in_two_files_is_refused(parts):
    (parts / "parts" / "0b.nq").write_bytes((parts / "parts" / "0.nq").read_bytes())
    with pytest.raises(GraphError, match=r"stands in another file too"):
        validate_folder(parts)


def test_a_part_that_is_no_rdf_is_named(parts):
    (parts / "parts" / "7.nq").write_text("no quad\n", encoding="utf-8")
    with pytest.raises(GraphError, match=r"7\.nq: no valid RDF"):
        validate_folder(parts, jobs=2)


def test_a_large_graph_has_to_be_indexed(parts, damaged, monkeypatch):
    monkeypatch.setattr(validation, "_IN_MEMORY", 100)
    with pytest.raises(GraphError, match=r"run kg index first"):
        validate_folder(parts)
    write_index(parts)
    assert validate_folder(parts) == validate(damaged)


def test_of_many_places_that_break_one_shape_the_first_are_told_and_the_others_counted():
    problems = tuple(
        Problem("", f"http://example.org/{n:02}", shape, "", "", "is wrong", "Warning")
        for shape, many in (("a-few", 20), ("many", 1_234))
        for n in range(many)
    )
    told = list(verdict(Report(problems, {"a-few": 20, "many": 1_234}), Path("graph")))
    assert told[:20] == [
        f"warning: a-few: is wrong\n  http://example.org/{n:02}" for n in range(20)
    ]
    assert told[39:] == [
        "warning: many: is wrong\n  http://example.org/19",
        "many: 1,214 more; kg validate --json lists them all",
        "graph conforms: 2 of 2 shapes met focus nodes, 0 violations, 1254 warnings",
    ]
