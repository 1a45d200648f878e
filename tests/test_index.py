"""A store beside the N-Quads answers as they do, and is not used once they are others."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg import index
from kg.cli import kg
from kg.errors import GraphError
from kg.index import forget_index, is_stale, open_index, write_index
from kg.queries import ask, named_queries
from kg.store import load

SAMPLES = Path(__file__).parent.parent / "output"
ONE = b'<http://e/a> <http://e/p> "1" <http://e/g> .\n'
TWO = b'<http://e/a> <http://e/p> "2" <http://e/g> .\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "graph.nq").write_bytes(ONE)
    return tmp_path


@pytest.fixture(scope="module")
def samples(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("samples")
    for name in ("graph.nq", "report.json"):
        shutil.copy(SAMPLES / name, made)
    write_index(made)
    return made


def objects(store: ox.Store) -> list[str]:
    return sorted(quad.object.value for quad in store)


def test_a_graph_is_read_from_its_store_not_from_its_n_quads(folder):
    write_index(folder)
    facts = (folder / "graph.nq").stat()
    (folder / "graph.nq").write_bytes(b"?" * len(ONE))  # the same length and time, and no RDF
    os.utime(folder / "graph.nq", ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert objects(load(folder)) == ["1"]


def test_a_store_of_another_graph_is_not_used(folder):
    write_index(folder)
    (folder / "graph.nq").write_bytes(TWO + ONE)
    assert is_stale(folder)
    assert objects(load(folder)) == ["1", "2"]


def test_a_store_of_a_graph_that_has_another_file_since_is_not_used(folder):
    write_index(folder)
    (folder / "more.nq").write_bytes(TWO)
    assert objects(load(folder)) == ["1", "2"]


def test_a_graph_without_a_store_is_not_stale(folder):
    assert not is_stale(folder)
    assert open_index(folder) is None


@pytest.mark.parametrize("words", ["", "{", "[]", "[{}]", "7"])
def test_a_store_that_does_not_say_of_what_it_was_made_is_not_used(folder, words):
    write_index(folder)
    (folder / "store" / "source.json").write_text(words, encoding="utf-8")
    assert is_stale(folder)
    assert objects(load(folder)) == ["1"]


def test_a_broken_store_is_not_used(folder):
    write_index(folder)
    (folder / "store" / "data" / "CURRENT").unlink()
    assert is_stale(folder)
    assert objects(load(folder)) == ["1"]


def test_a_graph_is_indexed_again(folder):
    write_index(folder)
    (folder / "graph.nq").write_bytes(TWO + ONE)
    write_index(folder)
    assert not is_stale(folder)
    assert objects(open_index(folder)) == ["1", "2"]


def test_many_read_one_store_at_the_same_time(folder):
    write_index(folder)
    stores = [open_index(folder) for _ in range(5)]
    assert [objects(store) for store in stores] == [["1"]] * 5


def test_a_store_is_only_read(folder):
    write_index(folder)
    node = ox.NamedNode("http://e/b")
    with pytest.raises((OSError, RuntimeError)):
        open_index(folder).add(ox.Quad(node, node, node))


def test_a_graph_that_is_no_rdf_leaves_no_store(folder):
    (folder / "graph.nq").write_bytes(b"<a> b")
    with pytest.raises(GraphError, match=r"graph\.nq: no valid RDF"):
        write_index(folder)
    assert [path.name for path in folder.iterdir()] == ["graph.nq"]


def test_an_index_that_fails_leaves_the_earlier_one(folder, monkeypatch):
    write_index(folder)

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index, "_write_sources", full)
    with pytest.raises(GraphError, match="cannot be indexed: No space left on device"):
        write_index(folder)
    assert objects(open_index(folder)) == ["1"]
    assert sorted(path.name for path in folder.iterdir()) == ["graph.nq", "store"]


def test_a_folder_without_a_graph_cannot_be_indexed(tmp_path):
    with pytest.raises(GraphError, match="holds no graph"):
        write_index(tmp_path)


def test_what_is_told_of_an_index_is_what_was_read_and_written(folder):
    told = []
    made = write_index(folder, progress=lambda *step: told.append(step))
    assert made.read == len(ONE)
    assert made.size > made.read
    assert told[-1] == (0, 0, str(folder / "graph.nq"))  # megabytes


def test_forgetting_removes_a_store_of_other_bytes(folder):
    write_index(folder)
    (folder / "graph.nq").write_bytes(TWO)
    forget_index(folder)
    assert not (folder / "store").exists()


def test_forgetting_keeps_a_store_of_the_same_bytes_written_later(folder):
    write_index(folder)
    os.utime(folder / "graph.nq", (1, 1))
    assert is_stale(folder)
    forget_index(folder)
    assert objects(open_index(folder)) == ["1"]


def test_forgetting_what_is_not_there_does_nothing(folder):
    forget_index(folder)
    assert [path.name for path in folder.iterdir()] == ["graph.nq"]


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_a_named_query_answers_from_the_store_as_from_memory(samples, name):
    values = {p.name: p.example for p in named_queries()[name].parameters if p.required}
    if "symbol" in values:
        values["symbol"] = "A/RES/903/5"
    assert ask(open_index(samples), name, **values) == ask(
        load([samples / "graph.nq"]), name, **values
    )


@pytest.mark.parametrize(
    "words",
    [
        ("query", "most-cited"),
        ("explain", "A/RES/903/5", "A/RES/902/31"),
        ("render", "--to", "page.html"),
        ("fetch", "--frontier", "1", "--dry-run", "--offline", "--cache", "cache"),
        ("doctor", "--offline"),
    ],
    ids=lambda words: words[0],
)
def test_a_command_answers_from_the_store(samples, words, tmp_path, monkeypatch):
    graph = tmp_path / "graph"
    shutil.copytree(samples, graph, copy_function=shutil.copy2)
    facts = (graph / "graph.nq").stat()
    (graph / "graph.nq").write_bytes(b"?" * facts.st_size)  # who reads it, fails
    os.utime(graph / "graph.nq", ns=(facts.st_atime_ns, facts.st_mtime_ns))
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(kg, [*words, "--graph", str(graph)])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "no valid RDF" not in done.output
    assert done.output


def test_the_command_says_where_how_large_and_how_long(folder):
    done = CliRunner().invoke(kg, ["index", "--graph", str(folder)])
    assert done.exit_code == 0
    assert done.stdout.startswith(f"{folder / 'store'}: ")
    assert " MB of 0.0 MB N-Quads in " in done.stdout


def test_a_command_tells_of_a_store_that_is_of_another_graph(folder):
    write_index(folder)
    (folder / "graph.nq").write_bytes(ONE + TWO)
    done = CliRunner().invoke(kg, ["query", "missing", "--graph", str(folder)])
    assert f"kg: {folder}: the store is of another graph; run kg index\n" in done.stderr
