"""Building: same bytes each time, every document accounted for, nothing half written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.building import build
from kg.state import STATE

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if path.name != "README.md")
WRITTEN = {
    "documents", "edges.csv", "graph.graphml", "graph.html", "graph.jsonld", "graph.nq", "graph.ttl",
    "nodes.csv", "report.json",
}  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a graph, but for what the next build is told."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != STATE)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built") / "out"
    return build([SAMPLES], folder), folder


@pytest.fixture
def some(tmp_path):
    """A folder with three of the samples."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for path in FILES[:3]:
        shutil.copy(path, folder)
    return folder


def graph_names(folder: Path) -> set[str]:
    store = ox.Store()
    store.bulk_load(path=folder / "graph.nq", format=ox.RdfFormat.N_QUADS)
    return {str(name.value) for name in store.named_graphs()}


# ------------------------------------------------------------------------------------ same bytes
def test_the_same_texts_give_the_same_bytes_in_another_process(built, tmp_path):
    program = "import sys, pathlib; from kg.building import build; build([pathlib.Path(sys.argv[1])], pathlib.Path(sys.argv[2]))"
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "4711",
        "PYTHONPATH": str(ROOT),
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
    }
    subprocess.run(
        [sys.executable, "-c", program, SAMPLES, tmp_path / "out"],
        env=environment,
        check=True,
        cwd=tmp_path,
    )
    assert contents(tmp_path / "out") == contents(built[1])


def test_the_order_of_the_files_changes_nothing_in_the_graph(built, tmp_path):
    build(reversed(FILES), tmp_path / "out")
    there, here = contents(built[1]), contents(tmp_path / "out")
    changed = {name for name in there if there[name] != here[name]}
    assert changed <= {"report.json"}, "the report tells documents in the order read"


def test_the_bytes_are_the_same_however_many_processes_build(built, tmp_path):
    build([SAMPLES], tmp_path / "out", jobs=2)
    assert contents(tmp_path / "out") == contents(built[1])


def test_a_file_given_twice_is_one_document(some, tmp_path):
    path = min(some.iterdir())
    report = build([path, path], tmp_path / "out")
    assert [document.ending for document in report.documents] == ["built", "duplicate"]


def test_a_build_writes_the_files_that_are_documented(built):
    assert {path.name for path in built[1].iterdir()} == {*WRITTEN, STATE}


def test_no_file_holds_a_path_of_this_machine(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    build([Path("samples")], tmp_path / "out")
    assert [
        name for name, data in contents(tmp_path / "out").items() if str(ROOT).encode() in data
    ] == []


def test_the_graph_has_no_blank_node(built):
    assert b"_:" not in (built[1] / "graph.nq").read_bytes()


def test_turtle_and_quads_hold_the_same_triples(built):
    quads = {q.triple for q in ox.parse(path=str(built[1] / "graph.nq"))}
    turtle = {q.triple for q in ox.parse(path=str(built[1] / "graph.ttl"))}
    assert quads == turtle


# -------------------------------------------------------------------------------------- the report
def test_the_report_accounts_for_every_document(built):
    report, folder = built
    rows = json.loads((folder / "report.json").read_text(encoding="utf-8"))["documents"]
    assert [row["path"] for row in rows] == [str(path) for path in FILES]
    assert [document.path for document in report.documents] == [str(path) for path in FILES]


def test_every_sample_is_built_and_knows_its_symbol(built):
    report, _ = built
    assert [d.path for d in report.documents if d.ending != "built"] == []
    assert [Path(d.path).name for d in report.documents if d.symbol is None] == []


def test_the_totals_are_the_sums_of_the_documents(built):
    report, folder = built
    totals = json.loads((folder / "report.json").read_text(encoding="utf-8"))["totals"]
    assert totals["documents"] == totals["built"] + totals["refused"] + totals["duplicates"]
    assert totals["found"]["citation"] == sum(dict(d.found)["citation"] for d in report.documents)
    assert (
        sum(totals["outcomes"].values()) == totals["found"]["citation"] + totals["found"]["event"]
    )


def test_every_mention_that_is_left_open_is_told_with_its_reason_and_its_words(built):
    report, _ = built
    left_open = [(d.path, n) for d in report.documents for n in d.not_understood]
    assert left_open
    assert all(n.reason for _, n in left_open)
    for path, n in left_open:
        assert Path(path).read_text(encoding="utf-8")[n.start :].startswith(n.text)


def test_the_triples_of_the_report_are_those_of_the_graph(built):
    report, folder = built
    assert report.triples == len((folder / "graph.nq").read_text(encoding="utf-8").splitlines())


def test_a_document_costs_some_hundreds_of_triples(built):
    report, _ = built
    assert report.stated / report.ended("built") < 2000


def test_a_refused_document_is_counted_and_the_rest_is_built(some, tmp_path):
    (some / "empty.txt").write_bytes(b"")
    report = build([some], tmp_path / "out")
    assert (report.ended("built"), report.ended("refused")) == (3, 1)
    refused = next(d for d in report.documents if d.ending == "refused")
    assert refused.path == str(some / "empty.txt")
    assert "empty" in (refused.reason or "")


def test_nothing_but_refused_documents_writes_nothing(tmp_path):
    (tmp_path / "a.txt").write_text("Two eggs.", encoding="utf-8")
    with pytest.raises(kg.KgError, match=r"none of 1 documents could be read.*a\.txt"):
        build([tmp_path / "a.txt"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_progress_is_told_after_each_document(some, tmp_path):
    seen = []
    build([some], tmp_path / "out", reading=lambda done, of, path: seen.append((done, of, path)))
    assert seen == [(i, 3, str(path)) for i, path in enumerate(sorted(some.iterdir()), 1)]


# -------------------------------------------------------------------------------------- duplicates
def test_a_second_file_of_one_language_version_is_named_and_left_out(some, tmp_path):
    once = build([some], tmp_path / "once")
    first = min(some.iterdir())
    shutil.copy(first, some / "zz-again.txt")
    twice = build([some], tmp_path / "twice")
    again = twice.documents[-1]
    assert again.ending == "duplicate"
    assert str(first) in (again.reason or "")
    assert again.symbol == once.documents[0].symbol
    assert contents(tmp_path / "once")["graph.nq"] == contents(tmp_path / "twice")["graph.nq"]


def test_two_languages_of_one_document_are_one_document(tmp_path):
    build([SAMPLES / "ga-901-12.en.txt", SAMPLES / "ga-901-12.fr.txt"], tmp_path / "out")
    store = ox.Store()
    store.bulk_load(path=tmp_path / "out" / "graph.nq", format=ox.RdfFormat.N_QUADS)
    versions = store.query(
        "PREFIX eli: <http://data.europa.eu/eli/ontology#> SELECT ?d ?v { ?d eli:is_realized_by ?v }",
        use_default_graph_as_union=True,
    )
    pairs = sorted(
        (row["d"].value.rpartition("/")[2], row["v"].value.rpartition("/")[2]) for row in versions
    )
    assert pairs == [("A-RES-901-12", "eng"), ("A-RES-901-12", "fra")]


@pytest.mark.parametrize("stem", ["ga-901-12", "sc-90125-2902"])
def test_both_languages_of_a_sample_cite_the_same(stem):
    cited = {
        language: {
            finding.target
            for finding in kg.extract(SAMPLES / f"{stem}.{language}.txt").findings
            if isinstance(finding, kg.Citation)
        }
        for language in ("en", "fr")
    }
    assert cited["en"] == cited["fr"]


# ------------------------------------------------------------------------------------ replacement
def test_the_graph_is_replaced_whole_and_other_files_stay(some, tmp_path):
    output = tmp_path / "out"
    build([some], output)
    (output / "notes.md").write_text("mine", encoding="utf-8")
    removed = min(some.iterdir())
    symbol = kg.extract(removed).symbol
    removed.unlink()
    report = build([some], output)
    build([some], tmp_path / "fresh")
    assert symbol not in {document.symbol for document in report.documents}
    assert (output / "notes.md").read_text(encoding="utf-8") == "mine"
    (output / "notes.md").unlink()
    assert contents(output) == contents(tmp_path / "fresh")


def test_one_named_graph_for_each_document_and_three_more(built):
    report, folder = built
    documents = {document.symbol for document in report.documents}
    names = {name.removeprefix("https://w3id.org/unkg/graph/") for name in graph_names(folder)}
    assert {"authorities", "cited"} < names
    assert len(names) == len(documents) + 3


def test_a_build_that_breaks_off_leaves_the_earlier_output(some, tmp_path, monkeypatch):
    output = tmp_path / "out"
    build([some], output)
    before = contents(output)

    def broken(*_arguments, **_options):
        raise kg.GraphError("the disk is full")

    monkeypatch.setattr("kg.wholes.render", broken)
    min(some.iterdir()).unlink()
    with pytest.raises(kg.GraphError, match="disk is full"):
        build([some], output)
    assert contents(output) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "texts"]


def test_kg_build_is_the_library_door(some, tmp_path):
    report = kg.build([str(some)], str(tmp_path / "out"))
    assert report.ended("built") == 3
    assert len(kg.load(tmp_path / "out")) > 500
