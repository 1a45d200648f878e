"""The command line: each command, and what it says to inputs that are wrong."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg import __version__, authorities, drafting
from kg.cli import main

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
TEXT = """A/RES/61/7

The General Assembly,

Recalling its resolution 55/2 of 8 September 2000,

1. Requests the Secretary-General to report to it at its sixty-third session on the matter;

2. Decides to remain seized of the matter.
"""


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


def kg(*arguments: object, stdin: str = "") -> Done:
    """Run the command as its users do, without the cost of a process for each."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        patch.setattr(sys, "stdin", io.StringIO(stdin))
        patch.setenv("NO_COLOR", "1")
        code = exit_code(main)
    return Done(code, out.getvalue(), err.getvalue())


def exit_code(run: Callable[[], None]) -> int:
    try:
        run()
    except SystemExit as left:
        return int(left.code or 0)
    except KeyboardInterrupt:  # would stop the tests, and not only this one
        return -2
    return 0


def told(result) -> str:
    """The one line that a refusal prints, and nothing beside it."""
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("kg: ")
    return lines[0]


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """The samples' graph; tests only read it."""
    folder = tmp_path_factory.mktemp("graph") / "output"
    result = kg("build", SAMPLES, "--output", folder)
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "texts" / "a.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


# ------------------------------------------------------------------------------- kg and kg build
def test_the_version_is_the_package_version():
    assert kg("--version").stdout == f"kg, version {__version__}\n"


def test_without_a_command_the_help_is_shown():
    result = kg()
    assert "Usage: kg [OPTIONS] COMMAND" in result.stdout + result.stderr
    assert "kg: Usage" not in result.stderr


def test_ctrl_c_stops_the_run_in_one_line_and_leaves_nothing(text, tmp_path, monkeypatch):
    def interrupted(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.wholes.render", interrupted)
    result = kg("build", text, "--output", tmp_path / "new" / "out")
    assert result.returncode == 130
    assert "stopped" in told(result)
    assert list((tmp_path / "new").iterdir()) == []


def test_an_unknown_command_is_wrong_usage():
    result = kg("biuld")
    assert result.returncode == 2
    assert "biuld" in told(result)


def test_an_unknown_option_names_the_help():
    result = kg("build", "--quick", "x")
    assert result.returncode == 2
    assert "kg build --help" in told(result)


def test_build_says_what_it_found_and_where_to_look(text, tmp_path):
    result = kg("build", text, "--output", tmp_path / "out")
    assert result.returncode == 0
    assert result.stderr == ""
    assert result.stdout.startswith("1 of 1 documents read, 1 citations,")
    assert str(tmp_path / "out" / "graph.html") in result.stdout


def test_build_prints_its_report_as_json(text, tmp_path):
    result = kg("build", text, "--output", tmp_path / "out", "--json")
    assert json.loads(result.stdout) == json.loads((tmp_path / "out" / "report.json").read_text())


def test_the_title_of_the_picture_is_the_one_given(text, tmp_path):
    kg("build", text, "--output", tmp_path / "out", "--title", "Sixty-one <seven>")
    page = (tmp_path / "out" / "graph.html").read_text(encoding="utf-8")
    assert "Sixty-one &lt;seven&gt;" in page


def test_build_withholds_what_is_less_sure_than_asked(text, tmp_path):
    result = kg("build", text, "--output", tmp_path / "out", "--min-confidence", 1, "--json")
    assert result.returncode == 0
    assert json.loads(result.stdout)["totals"]["withheld"] == 2  # 55/2, and the session


@pytest.mark.parametrize("confidence", ["1.5", "-1", "high", "nan"])
def test_a_confidence_that_is_none_is_wrong_usage(confidence, text, tmp_path):
    result = kg("build", text, "--output", tmp_path / "out", f"--min-confidence={confidence}")
    assert result.returncode == 2
    assert confidence in told(result)
    assert not (tmp_path / "out").exists()


# ----------------------------------------------------------------------------------- inputs of build
def broken_inputs(folder: Path) -> dict[str, Path]:
    """A file for each kind of document that cannot be read, and for none of them the same words."""
    contents = {
        "empty.txt": b"",
        "blank.txt": b" \n\t\n",
        "binary.txt": bytes(range(256)) * 40,
        "encoding.txt": "L’Assemblée générale".encode("utf-16-le") * 30,
        "recipe.txt": b"Take two eggs and beat them.\n\nBake for an hour.\n",
        "large.txt": b"The General Assembly,\n",
    }
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    os.truncate(folder / "large.txt", 52_800_000)  # a sparse file: its size is what is refused
    return {name: folder / name for name in contents}


def test_each_document_that_cannot_be_read_is_named_and_the_rest_is_built(text, tmp_path):
    broken = broken_inputs(text.parent)
    result = kg("build", text.parent, "--output", tmp_path / "out")
    lines = result.stderr.splitlines()
    assert result.returncode == 1
    assert [line.split(": ")[:3] for line in lines] == [
        ["kg", "refused", str(broken[name])] for name in sorted(broken)
    ]
    assert result.stdout.startswith("1 of 7 documents read")
    assert (tmp_path / "out" / "graph.nq").exists()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("empty.txt", "is empty"),
        ("blank.txt", "is empty"),
        ("binary.txt", "binary file"),
        ("encoding.txt", "save it as UTF-8"),
        ("recipe.txt", "no resolution"),
        ("large.txt", "53 MB is more than a text has; split it"),
    ],
)
def test_a_refusal_says_why_and_a_lone_refused_document_stops_the_run(name, words, tmp_path):
    path = broken_inputs(tmp_path)[name]
    result = kg("build", path, "--output", tmp_path / "out")
    assert result.returncode == 2
    assert words in told(result)
    assert str(path) in told(result)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("codec", "bom"),
    [("utf-8-sig", b""), ("utf-16", b""), ("cp1252", b""), ("utf-16-be", b"\xfe\xff")],
)
def test_a_text_in_another_usual_encoding_is_read(codec, bom, tmp_path):
    path = tmp_path / "a.txt"
    french = (SAMPLES / "ga-902-31.fr.txt").read_text(encoding="utf-8")
    path.write_bytes(bom + french.encode(codec, errors="replace"))
    result = kg("extract", path)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout.splitlines()[0])["language"] == "fr"


def test_line_ends_of_windows_keep_the_offsets(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    source = TEXT.replace("\n", "\r\n")
    for line in kg("extract", path).stdout.splitlines():
        record = json.loads(line)
        assert source[record["start"] : record["end"]] == record["text"]


def test_a_folder_without_documents_says_what_is_read(tmp_path):
    result = kg("build", tmp_path, "--output", tmp_path / "out")
    assert result.returncode == 2
    assert (
        f"{tmp_path}: no documents here; kg reads .docx, .htm, .html, .markdown, .md, .pdf, .txt, .xhtml"
        in told(result)
    )


def test_a_path_that_does_not_exist_is_named(tmp_path):
    result = kg("build", tmp_path / "nowhere", "--output", tmp_path / "out")
    assert result.returncode == 2
    assert f"{tmp_path / 'nowhere'}: no such file or folder" in told(result)


def test_build_without_a_path_is_wrong_usage():
    result = kg("build")
    assert result.returncode == 2
    assert "PATHS" in told(result)


def test_an_output_that_is_a_file_is_refused_and_kept(text, tmp_path):
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    result = kg("build", text, "--output", tmp_path / "out")
    assert result.returncode == 2
    assert "is a file; give a folder" in told(result)
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_written_is_named(text):
    result = kg("build", text, "--output", "/proc/unkg/out")
    assert result.returncode == 2
    assert "/proc/unkg/out: cannot be written" in told(result)


def test_a_refused_build_leaves_an_earlier_output_as_it_was(text, tmp_path):
    kg("build", text, "--output", tmp_path / "out")
    before = {
        path.name: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()
    }
    kg("build", broken_inputs(tmp_path)["recipe.txt"], "--output", tmp_path / "out")
    after = {
        path.name: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()
    }
    assert before == after


def test_no_half_written_folder_stays_beside_the_output(text, tmp_path):
    kg("build", text, "--output", tmp_path / "here" / "out")
    kg("build", broken_inputs(tmp_path)["empty.txt"], "--output", tmp_path / "here" / "other")
    assert [path.name for path in (tmp_path / "here").iterdir()] == ["out"]


# -------------------------------------------------------------------------------- broken rule files
def with_rules(
    tmp_path: Path, module: str, file: str, content: str
) -> subprocess.CompletedProcess[str]:
    """Run `kg build` with a copy of a rule folder in which one file is another."""
    source = {"drafting": drafting.FOLDER, "authorities": authorities.FOLDER}[module]
    folder = tmp_path / module
    shutil.copytree(source, folder)
    (folder / file).write_text(content, encoding="utf-8")
    patches = {
        "drafting": "drafting.FOLDER = folder",
        "authorities": "authorities.load_catalogue.__wrapped__.__defaults__ = (folder,)",
    }
    program = (
        f"import pathlib, sys; from kg import {module}; folder = pathlib.Path(sys.argv.pop(1)); "
        f"{patches[module]}; from kg.cli import main; main()"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", program, folder, "build", SAMPLES, "--output", tmp_path / "out"],
        env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("module", "file"),
    [
        ("drafting", "en.toml"),
        ("drafting", "fr.toml"),
        ("drafting", "acts.toml"),
        ("authorities", "bodies.toml"),
    ],
)
def test_a_rule_file_that_is_no_toml_stops_the_run_and_is_named(module, file, tmp_path):
    result = with_rules(tmp_path, module, file, "[broken\n")
    assert result.returncode == 2
    assert file in told(result)
    assert "documents" not in told(result), "the rules are wrong, not the documents"
    assert not (tmp_path / "out").exists()


def test_a_rule_whose_pattern_is_broken_names_the_entry(tmp_path):
    english = (drafting.FOLDER / "en.toml").read_text(encoding="utf-8")
    entry = "[patterns.unkg_broken]\npattern = '(never closed'\nexamples = ['x']\ncounterexamples = ['y']\n"
    result = with_rules(tmp_path, "drafting", "en.toml", f"{english}\n{entry}")
    assert result.returncode == 2
    assert "en.toml" in told(result)
    assert "unkg_broken" in told(result)


# ----------------------------------------------------------------------------------------- extract
def test_extract_prints_one_record_a_line_with_its_words(text):
    result = kg("extract", text)
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.returncode == 0
    assert {"paragraph", "meta", "citation", "body", "date", "mandate"} <= {
        r["kind"] for r in records
    }
    assert all(TEXT[r["start"] : r["end"]] == r["text"] for r in records)


def test_extract_finds_what_the_text_says(text):
    records = [json.loads(line) for line in kg("extract", text).stdout.splitlines()]
    citation = next(r for r in records if r["kind"] == "citation")
    mandate = next(r for r in records if r["kind"] == "mandate" and r["type"] == "report")
    assert (citation["target"], citation["act"], citation["paragraph"]) == (
        "A/RES/55/2",
        "recalls",
        "PP1",
    )
    assert (mandate["target"], mandate["due"]) == ("body:SG", "session:GA-63")


def test_extract_prints_the_text_that_offsets_count_in(text):
    assert kg("extract", "--format", "text", text).stdout.rstrip("\n") == TEXT.rstrip("\n")


def test_extract_names_what_it_refuses_and_prints_the_rest(text):
    (text.parent / "b.txt").write_text("no resolution", encoding="utf-8")
    result = kg("extract", text.parent)
    assert result.returncode == 1
    assert str(text.parent / "b.txt") in result.stderr
    assert result.stdout.count("\n") > 5


def test_python_runs_the_package_as_the_command():
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "kg", "--version"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout == f"kg, version {__version__}\n"


def test_a_reader_that_has_seen_enough_is_no_error():
    command = f"{sys.executable} -m kg extract {SAMPLES} | head -1"
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (result.returncode, result.stderr, result.stdout.count("\n")) == (0, "", 1)


# ------------------------------------------------------------------------------------------- query
def test_the_list_of_queries_names_their_parameters():
    listed = kg("query", "--list").stdout
    assert "cited-by" in listed
    assert "symbol=" in listed
    assert "Ce qui cite un document" in kg("query", "--list", "--language", "fr").stdout


def test_a_query_takes_a_symbol_in_any_usual_spelling(graph):
    answers = {
        kg("query", "cites", "--param", f"symbol={s}", "--format", "csv", "--graph", graph).stdout
        for s in ("A/RES/903/5", "903/5", "a/res/903/5")
    }
    assert len(answers) == 1
    assert "A/RES/902/31" in answers.pop()


def test_a_query_prints_csv_json_and_a_table(graph):
    ask = ("query", "cited-by", "--param", "symbol=A/RES/902/31", "--graph", graph)
    rows = list(csv.DictReader(io.StringIO(kg(*ask, "--format", "csv").stdout)))
    assert "A/RES/903/5" in {row["citing"] for row in rows}
    assert json.loads(kg(*ask, "--format", "json").stdout)
    assert "A/RES/903/5" in kg(*ask).stdout


def test_a_query_that_finds_nothing_says_so(graph):
    result = kg(
        "query", "cited-by", "--param", "symbol=A/RES/77/1", "--graph", graph, "--format", "csv"
    )
    assert result.returncode == 1
    assert result.stderr == "kg: nothing found\n"


def test_an_unknown_query_names_the_nearest(graph):
    result = kg("query", "cited_by", "--graph", graph)
    assert result.returncode == 2
    assert "did you mean 'cited-by'?" in told(result)


@pytest.mark.parametrize(
    ("param", "words"),
    [
        ("symbl=70/1", "no parameter 'symbl'; it takes symbol"),
        ("symbol", "write it as NAME=VALUE"),
        ("symbol=no symbol at all", "no symbol at all"),
    ],
)
def test_a_wrong_parameter_is_named(param, words, graph):
    result = kg("query", "cited-by", "--param", param, "--graph", graph)
    assert result.returncode == 2
    assert words in told(result)


def test_a_missing_parameter_is_named(graph):
    result = kg("query", "cited-by", "--graph", graph)
    assert result.returncode == 2
    assert "cited-by needs 'symbol'" in told(result)


def test_a_value_cannot_leave_its_place_in_the_query(graph):
    attack = 'x" } ?s ?p ?o . { BIND("'
    result = kg("query", "missing", "--param", f"limit={attack}", "--graph", graph)
    assert result.returncode == 2
    assert "limit is a number" in told(result)


def test_sparql_comes_from_standard_input(graph):
    sparql = "SELECT (COUNT(*) AS ?n) { ?citation a <https://w3id.org/unkg/ontology#Citation> }"
    result = kg("query", "-", "--graph", graph, "--format", "csv", stdin=sparql)
    assert result.returncode == 0
    assert int(result.stdout.splitlines()[1]) > 50


def test_sparql_comes_from_a_file(graph, tmp_path):
    (tmp_path / "mine.rq").write_text("SELECT * { ?s ?p ?o } LIMIT 3", encoding="utf-8")
    result = kg("query", tmp_path / "mine.rq", "--graph", graph, "--format", "csv")
    assert len(result.stdout.splitlines()) == 4


def test_a_construct_is_printed_as_turtle(graph):
    result = kg(
        "query", "-", "--graph", graph, stdin="CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3"
    )
    assert result.returncode == 0
    assert " a " in result.stdout


@pytest.mark.parametrize(
    ("sparql", "words"),
    [
        ("SELECT ?x { ?x a }", "line 1"),
        ("", "no valid SPARQL query"),
        ("SELECT * { ?s nope:p ?o }", "prefix"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "no valid SPARQL query"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is refused"),
    ],
)
def test_sparql_that_is_malformed_or_does_more_than_ask_is_refused(sparql, words, graph):
    result = kg("query", "-", "--graph", graph, stdin=sparql)
    assert result.returncode == 2
    assert words in told(result)


def test_a_query_file_that_is_not_there_is_named(graph):
    result = kg("query", "none.rq", "--graph", graph)
    assert result.returncode == 2
    assert "none.rq: cannot be read" in told(result)


@pytest.mark.parametrize(
    "command",
    [
        ("query", "most-cited"),
        ("explain", "903/5", "902/31"),
        ("validate",),
        ("stats",),
        ("render",),
        ("export", "ttl"),
    ],
    ids=lambda command: command[0],
)
def test_a_command_without_a_graph_says_to_build_one(command, tmp_path):
    result = kg(*command, "--graph", tmp_path / "none")
    assert result.returncode == 2
    assert str(tmp_path / "none") in told(result)
    assert "build" in told(result)


def test_a_graph_that_is_damaged_is_named(tmp_path):
    (tmp_path / "graph.nq").write_text("<a> <b>\n", encoding="utf-8")
    result = kg("query", "most-cited", "--graph", tmp_path)
    assert result.returncode == 2
    assert "graph.nq: no valid RDF" in told(result)


# ----------------------------------------------------------------------------------------- explain
def test_explain_shows_paragraph_act_words_and_certainty(graph):
    shown = kg("explain", "A/RES/903/5", "A/RES/902/31", "--graph", graph).stdout
    assert "A/RES/903/5 → A/RES/902/31" in shown
    assert "Recalling its resolution 902/31 of 11 December 2847" in shown
    assert "confidence" in shown


def test_explain_finds_the_edge_in_either_order(graph):
    forth = kg("explain", "A/RES/903/5", "A/RES/902/31", "--graph", graph).stdout
    back = kg("explain", "A/RES/902/31", "A/RES/903/5", "--graph", graph).stdout
    assert forth == back


def test_explain_as_json_holds_offsets_into_the_source(graph):
    rows = json.loads(
        kg("explain", "A/RES/903/5", "A/RES/902/31", "--json", "--graph", graph).stdout
    )
    source = (SAMPLES / "ga-903-5.en.txt").read_text(encoding="utf-8")
    assert [source[row["start"] : row["end"]] for row in rows] == [row["quote"] for row in rows]


def test_explain_names_instruments_by_their_key(graph):
    result = kg("explain", "A/RES/901/12", "instrument:crc", "--graph", graph)
    assert result.returncode == 0
    assert "Convention" in result.stdout


def test_explain_says_that_there_is_no_citation(graph):
    result = kg("explain", "A/RES/903/5", "A/RES/1/1", "--graph", graph)
    assert result.returncode in (1, 2)
    assert len(result.stderr.splitlines()) == 1


def test_explain_refuses_what_is_no_symbol(graph):
    result = kg("explain", "A/RES/903/5", "hello world", "--graph", graph)
    assert result.returncode == 2
    assert "hello world" in told(result)


# ------------------------------------------------------------------- validate, export, stats, render
def test_the_graph_of_the_samples_conforms_to_the_shapes(graph):
    result = kg("validate", "--graph", graph)
    assert result.returncode == 0, result.stdout
    assert "conforms: " in result.stdout


def test_every_shape_met_something_in_the_samples(graph):
    assert kg("validate", "--graph", graph).stderr == ""


def test_processes_that_check_parts_find_what_one_finds(graph, tmp_path):
    parts = {}
    for line in (graph / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True):
        parts.setdefault(line.split()[-2], []).append(line)
    for number, lines in enumerate(parts.values()):
        (tmp_path / f"{number}.nq").write_text("".join(lines), encoding="utf-8")
    whole = kg("validate", "--json", "--graph", graph)
    shared = kg("validate", "--json", "--jobs", "2", "--graph", tmp_path)
    assert shared.returncode == 0
    assert shared.stdout == whole.stdout


def test_a_graph_that_breaks_a_shape_is_told_where(graph, tmp_path):
    quads = (graph / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in quads if "ontology#confidence>" not in line]
    (tmp_path / "graph.nq").write_text("".join(kept), encoding="utf-8")
    result = kg("validate", "--graph", tmp_path, "--json")
    report = json.loads(result.stdout)
    assert result.returncode == 1
    assert not report["conforms"]
    assert any(problem["path"].endswith("#confidence") for problem in report["problems"])


@pytest.mark.parametrize("name", ["ttl", "nq", "jsonld", "graphml", "nodes.csv", "edges.csv"])
def test_export_prints_what_build_wrote(name, graph):
    file = name if name.endswith(".csv") else f"graph.{name}"
    written = (graph / file).read_bytes().decode("utf-8")
    assert kg("export", name, "--graph", graph).stdout == written


def test_export_writes_a_file_and_makes_its_folder(graph, tmp_path):
    result = kg("export", "ttl", "--to", tmp_path / "new" / "x.ttl", "--graph", graph)
    assert (result.returncode, result.stdout) == (0, "")
    assert (tmp_path / "new" / "x.ttl").read_bytes() == (graph / "graph.ttl").read_bytes()


def test_export_names_a_place_that_cannot_be_written(graph):
    result = kg("export", "ttl", "--to", "/proc/unkg/x.ttl", "--graph", graph)
    assert result.returncode == 2
    assert "/proc/unkg" in told(result)


def test_an_unknown_export_format_names_those_there_are():
    result = kg("export", "xlsx")
    assert result.returncode == 2
    assert "graphml" in told(result)


def test_stats_count_the_documents(graph):
    files = [path for path in SAMPLES.iterdir() if path.name != "README.md"]
    assert json.loads(kg("stats", "--json", "--graph", graph).stdout)["documents"] == len(files)
    assert "documents" in kg("stats", "--graph", graph).stdout


def test_render_draws_at_most_as_many_nodes_as_asked(graph, tmp_path):
    result = kg("render", "--limit", 5, "--to", tmp_path / "few.html", "--graph", graph)
    assert result.returncode == 0
    assert result.stdout.startswith(f"{tmp_path / 'few.html'}: 5 nodes, ")
    assert "less cited are not drawn" in result.stdout
    assert (tmp_path / "few.html").stat().st_size > 10_000


def test_render_names_a_place_that_cannot_be_written(graph):
    result = kg("render", "--to", "/proc/unkg/x.html", "--graph", graph)
    assert result.returncode == 2
    assert "/proc/unkg" in told(result)


def test_explore_writes_one_page_beside_the_graph_or_where_it_is_told(graph, tmp_path):
    result = kg("explore", graph, "--to", tmp_path / "x.html", "--language", "fr")
    assert result.returncode == 0
    assert result.stdout.startswith(f"{tmp_path / 'x.html'}: 11 documents read, ")
    assert '<html lang="fr" dir="ltr">' in (tmp_path / "x.html").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["x.html"]


def test_explore_writes_a_folder_where_the_name_is_no_page(graph, tmp_path):
    result = kg("explore", graph, "--to", tmp_path / "large")
    assert result.stdout.startswith(str(tmp_path / "large" / "index.html"))
    assert (tmp_path / "large" / "words-0.js").exists()


def test_explore_without_a_graph_says_to_build_one(tmp_path):
    result = kg("explore", tmp_path / "none")
    assert result.returncode == 2
    assert "build" in told(result)


def test_explore_names_a_place_that_cannot_be_written(graph):
    result = kg("explore", graph, "--to", "/proc/unkg/x.html")
    assert result.returncode == 2
    assert "/proc/unkg" in told(result)


# ---------------------------------------------------------------------------------------- evaluate
GOLD = {"file": "texts/a.txt", "kind": "citation", "start": 60, "end": 64, "target": "A/RES/55/2"}


def write_lines(path: Path, *records: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path):
    """Of the text above: its citation with another act, and one that is not there."""
    ghost = {**GOLD, "start": 200, "end": 206, "target": "A/RES/1/1"}
    return write_lines(tmp_path / "gold.jsonl", {**GOLD, "act": "notes"}, ghost)


def test_evaluate_prints_a_table_of_figures(text, gold):
    result = kg("evaluate", gold, text)
    assert (result.returncode, result.stderr) == (0, "")
    rows = [line.split() for line in result.stdout.splitlines()]
    assert ["citation", "2", "1", "1.000", "0.500", "0.667", "1.000", "0.500", "0.667"] in rows
    assert ["citation:", "act", "0", "1", "0.000", "0.000"] in rows


def test_evaluate_reads_a_folder_by_the_names_of_the_gold(text, gold):
    assert (
        kg("evaluate", gold, text.parent.parent / "texts").stdout
        == kg("evaluate", gold, text).stdout
    )


def test_evaluate_takes_a_printed_run_for_the_texts(text, gold, tmp_path):
    run = tmp_path / "run.jsonl"
    run.write_text(kg("extract", text).stdout, encoding="utf-8")
    assert kg("evaluate", gold, run).stdout == kg("evaluate", gold, text).stdout
    shown = kg("evaluate", gold, run, text, "--show", 3).stdout
    assert shown == kg("evaluate", gold, text, "--show", 3).stdout


def test_a_run_is_perfect_against_its_own_records(text, tmp_path):
    own = tmp_path / "own.jsonl"
    own.write_text(kg("extract", text).stdout, encoding="utf-8")
    kinds = json.loads(kg("evaluate", own, text, "--json").stdout)["byKind"]
    assert {name for name, kind in kinds.items() if kind["strict"]["f1"] == 1} == set(kinds)
    assert {"citation", "event", "date", "mandate", "paragraph", "meta"} <= set(kinds)


def test_mistakes_are_shown_with_their_words_and_what_both_say(text, gold):
    shown = kg("evaluate", gold, text, "--show", 1).stdout
    assert "missed: 1" in shown
    assert "  texts/a.txt  citation  OP2  200–206" in shown
    assert "  texts/a.txt  citation  PP1  60–64" in shown
    assert "Recalling its resolution [55/2] of 8 September 2000," in shown
    assert "     gold  A/RES/55/2, act notes\n" in shown
    assert "     run   A/RES/55/2, act recalls (inferred, possessive, confidence 0.999)" in shown


def test_no_control_character_of_a_text_reaches_the_terminal(text, gold):
    text.write_text(TEXT.replace("of 8 Sept", "\x1b[2J of 8 Sept"), encoding="utf-8")
    assert "\x1b" not in kg("evaluate", gold, text, "--show", 3).stdout


def test_mistakes_reliability_and_comparison_are_printed_as_json(text, gold, tmp_path):
    empty = write_lines(tmp_path / "before.jsonl", {"file": "a.txt", "kind": "document"})
    result = kg("evaluate", gold, text, "--json", "--show", 1, "--reliability", "--against", empty)
    told = json.loads(result.stdout)
    assert told["documents"] == ["texts/a.txt"]
    assert told["byKind"]["citation"]["lenient"]["right"] == 1
    assert [m["sort"] for m in told["mistakes"]] == ["missed", "wrong act"]
    assert [(b["lower"], b["count"], b["share"]) for b in told["reliability"]["bins"]] == [
        (0.98, 1, 1.0)
    ]
    assert [(c["change"], c["gain"]) for c in told["comparison"]["changes"]] == [
        ("now found", True)
    ]


def test_reliability_is_a_table_with_both_errors(text, gold):
    shown = kg("evaluate", gold, text, "--reliability").stdout
    assert "0.98 to 1       1  0.999  1.000    0.207–1.000" in shown
    assert "Brier score 0.000, expected calibration error 0.001." in shown


def test_gains_and_losses_against_an_earlier_run_are_listed(text, gold, tmp_path):
    other = {**GOLD, "file": "a.txt", "target": "A/HRC/RES/55/2"}
    shown = kg("evaluate", gold, text, "--against", write_lines(tmp_path / "r.jsonl", other)).stdout
    assert "2 gains, 0 losses." in shown
    assert "  + no longer extra: citation  PP1  60–64  A/HRC/RES/55/2" in shown
    assert "  + now found: citation  PP1  60–64  A/RES/55/2" in shown
    rows = [line.split() for line in shown.splitlines()]
    assert ["citation", *("+1.000", "+0.500", "+0.667") * 2] in rows


def test_two_annotators_are_compared_like_gold_and_run(gold, tmp_path):
    second = write_lines(tmp_path / "second.jsonl", {**GOLD, "end": 70, "act": "recalls"})
    rows = [line.split() for line in kg("evaluate", gold, second).stdout.splitlines()]
    assert ["citation", "2", "1", "0.000", "0.000", "0.000", "1.000", "0.500", "0.667"] in rows


def test_web_annotations_are_a_gold(text, tmp_path):
    quote = {"type": "TextQuoteSelector", "exact": "55/2", "prefix": "its resolution "}
    annotation = {
        "type": "Annotation",
        "body": "https://undocs.org/A/RES/55/2",
        "target": {"source": "a.txt", "selector": quote},
    }
    web = tmp_path / "gold.jsonld"
    web.write_text(json.dumps(annotation), encoding="utf-8")
    kinds = json.loads(kg("evaluate", web, text, "--json").stdout)["byKind"]
    assert kinds["citation"]["strict"]["f1"] == 1


def test_a_text_of_the_gold_that_was_not_given_is_named_and_the_rest_is_measured(text, tmp_path):
    two = write_lines(tmp_path / "gold.jsonl", GOLD, {**GOLD, "file": "texts/b.txt"})
    result = kg("evaluate", two, text)
    assert result.returncode == 1
    assert result.stderr == "kg: texts/b.txt: marked in the gold, not in the run\n"
    assert "1 of 2 documents compared" in result.stdout


def test_a_document_that_is_refused_is_named_and_all_in_it_is_missed(text, tmp_path):
    broken = broken_inputs(text.parent)["recipe.txt"]
    eggs = {**GOLD, "file": "recipe.txt", "start": 5, "end": 9}
    two = write_lines(tmp_path / "gold.jsonl", GOLD, eggs)
    result = kg("evaluate", two, text, broken, "--json")
    assert result.returncode == 1
    assert "no resolution" in result.stderr
    assert json.loads(result.stdout)["byKind"]["citation"]["strict"]["missed"] == 1


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({**GOLD, "kind": "quotation"}, "gold.jsonl, line 1: the kind 'quotation' is none of"),
        ({**GOLD, "end": 60}, "gold.jsonl, line 1: start 60 and end 60 are no span"),
        ({**GOLD, "end": 6000}, "line 1: ends behind the text of"),
        ({"file": "a.txt", "kind": "document", "sha256": "00"}, "a.txt is not the text that was"),
        ({**GOLD, "file": "other.txt"}, "no text in common: the gold has other.txt"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_gold_that_is_wrong_stops_in_one_line(record, words, text, tmp_path):
    result = kg("evaluate", write_lines(tmp_path / "gold.jsonl", record), text)
    assert result.returncode == 2
    assert words in told(result)


def test_a_gold_without_marks_is_refused(text, tmp_path):
    result = kg("evaluate", write_lines(tmp_path / "gold.jsonl"), text)
    assert result.returncode == 2
    assert "gold.jsonl: holds no marks" in told(result)


def test_two_texts_that_fit_one_name_of_the_gold_are_refused(text, tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        shutil.copy(text, tmp_path / folder)
    marks = write_lines(tmp_path / "gold.jsonl", {**GOLD, "file": "a.txt"})
    result = kg("evaluate", marks, tmp_path / "one", tmp_path / "two")
    assert result.returncode == 2
    assert "a.txt: may be " in told(result)
    assert "give only the folder that is meant" in told(result)


@pytest.mark.parametrize("arguments", [("--show", 0), ("--against", "none.jsonl")], ids=str)
def test_wrong_options_of_evaluate_are_wrong_usage(arguments, text, gold):
    result = kg("evaluate", gold, text, *arguments)
    assert result.returncode == 2
    assert str(arguments[1]) in told(result)


EXAMPLES = re.findall(
    r"```json\n(.+?)```", (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8"), re.DOTALL
)


@pytest.mark.parametrize(("suffix", "number"), [(".jsonl", 4), (".jsonld", 2)])
def test_the_examples_of_a_gold_in_the_documentation_are_read(suffix, number, tmp_path):
    example = next(e for e in EXAMPLES if ("AnnotationPage" in e) == (suffix == ".jsonld"))
    (tmp_path / "harbour").mkdir()
    text = tmp_path / "harbour" / "1.txt"
    text.write_text(f"{TEXT * 5}lamps, at its seventy-eighth session", encoding="utf-8")
    checksum = hashlib.sha256(text.read_bytes()).hexdigest()
    gold = tmp_path / f"gold{suffix}"
    gold.write_text(re.sub(r"[0-9a-f]{64}", checksum, example), encoding="utf-8")
    whole = json.loads(kg("evaluate", gold, text, "--json").stdout)
    counted = sum(k["strict"]["right"] + k["strict"]["missed"] for k in whole["byKind"].values())
    assert counted == number - 1  # one is optional


# -------------------------------------------------------------------------------------- languages
SIX = sorted(SAMPLES.glob("sc-90125-2902.*.txt"))


@pytest.fixture(scope="module")
def six(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("six")
    assert kg("build", *SIX, "--output", folder).returncode == 0
    return folder


def test_compare_says_that_six_versions_agree():
    result = kg("compare", *SIX)
    assert result.returncode == 0
    assert "S/RES/90125 (2902)   en fr es ru ar zh" in result.stdout
    assert "citations: 12 in all versions, 0 not" in result.stdout


def test_compare_shows_each_difference_with_its_words(tmp_path):
    english, french = (SAMPLES / f"sc-90125-2902.{code}.txt" for code in ("en", "fr"))
    shutil.copy(french, tmp_path)
    changed = english.read_text(encoding="utf-8").replace("2573 (2021)", "2535 (2020)")
    (tmp_path / english.name).write_text(changed, encoding="utf-8")
    result = kg("compare", tmp_path)
    assert result.returncode == 1
    assert "PP1   citations: S/RES/2535 (2020)" in result.stdout
    assert "“2535 (2020)”" in result.stdout
    differences = json.loads(kg("compare", tmp_path, "--json").stdout)[0]["differences"]
    assert [d["value"] for d in differences] == ["S/RES/2535 (2020)", "S/RES/2573 (2021)"]


def test_compare_refuses_what_has_no_counterpart():
    result = kg("compare", SAMPLES / "ga-903-5.en.txt")
    assert result.returncode == 2
    assert "two languages" in told(result)


def test_a_build_says_how_far_versions_agree(six):
    report = json.loads((six / "report.json").read_text(encoding="utf-8"))
    assert report["agreements"] == [
        {
            "symbol": "S/RES/90125 (2902)",
            "languages": ["en", "fr", "es", "ru", "ar", "zh"],
            "agreed": {
                "paragraph": 18,
                "citation": 12,
                "date": 3,
                "act": 14,
                "mandate": 12,
                "due": 1,
            },
            "differing": {
                "paragraph": 0,
                "citation": 0,
                "date": 0,
                "act": 0,
                "mandate": 0,
                "due": 0,
            },
        }
    ]


LABELS = [
    ("en", "Charter of the United Nations"),
    ("fr", "Charte des Nations Unies"),
    ("es", "Carta de las Naciones Unidas"),
    ("ru", "Устав Организации Объединенных Наций"),
    ("ar", "ميثاق الأمم المتحدة"),
    ("zh", "联合国宪章"),
]


@pytest.mark.parametrize(("language", "label"), LABELS)
def test_labels_follow_the_language(six, language, label):
    result = kg("query", "most-cited", "--graph", six, "--language", language, "--format", "csv")
    assert label in result.stdout


@pytest.mark.parametrize("language", [language for language, _ in LABELS])
def test_explain_shows_the_words_of_one_version(six, language):
    result = kg(
        "explain",
        "S/RES/90125 (2902)",
        "1325 (2000)",
        "--graph",
        six,
        "--language",
        language,
        "--json",
    )
    assert {row["language"] for row in json.loads(result.stdout)} == {language}


def test_titles_of_queries_follow_the_language():
    titles = {
        language: kg("query", "--list", "--language", language).stdout for language, _ in LABELS
    }
    assert len(set(titles.values())) == 6
