"""Building again: only what changed is done, the bytes are those of a build from nothing."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
import tracemalloc
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.building import build
from kg.errors import KgError
from kg.locking import held
from kg.shards import BESIDE, Plan, planned
from kg.state import STATE, State, maker, read_state, write_state
from kg.store import natural_key
from kg.wholes import write_whole

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))


@pytest.fixture
def texts(tmp_path):
    """A folder with five of the samples."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for path in SAMPLES[:5]:
        shutil.copy(path, folder)
    return folder


@pytest.fixture
def in_parts(monkeypatch):
    """Every graph is written as a large one is."""
    monkeypatch.setattr("kg.building._AT_ONCE", 0)


@pytest.fixture
def in_one_part(monkeypatch):
    """All works are described together."""

    def together(works, files):
        plans = planned(works, files)
        every = {graph: plan for plan in plans for graph in plan.works}
        graphs = sorted(every, key=natural_key)
        return [
            Plan(
                "0",
                {graph: every[graph].works[graph] for graph in graphs},
                {graph: every[graph].of[graph] for graph in graphs},
            )
        ]

    monkeypatch.setattr("kg.building.planned", together)


@pytest.fixture
def read(monkeypatch):
    """The names of the files that are read from here on."""
    from kg.documents import read_document

    names = []

    def noted(path):
        names.append(path.name)
        return read_document(path)

    monkeypatch.setattr("kg.gathering.read_document", noted)
    return names


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def times(folder: Path) -> dict[str, int]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in files}


def change(path: Path) -> None:
    """Another text, of the same symbol."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("resolution 61/106", "resolution 61/105") + "\n", encoding="utf-8")


def fresh(texts: Path, folder: Path) -> dict[str, bytes]:
    build([texts], folder)
    return contents(folder)


@pytest.mark.parametrize("at_once", [0, 1000])
def test_where_nothing_changed_nothing_is_read_and_nothing_written(
    texts, tmp_path, read, monkeypatch, at_once
):
    monkeypatch.setattr("kg.building._AT_ONCE", at_once)
    first = build([texts], tmp_path / "out")
    before = times(tmp_path / "out")
    read.clear()
    assert build([texts], tmp_path / "out") == first
    assert read == []
    assert times(tmp_path / "out") == before


@pytest.mark.usefixtures("in_parts")
def test_a_changed_document_alone_is_read_and_its_part_alone_written(texts, tmp_path, read):
    build([texts], tmp_path / "out")
    before = times(tmp_path / "out")
    changed = texts / SAMPLES[0].name
    change(changed)
    read.clear()
    build([texts], tmp_path / "out")
    assert read == [changed.name]
    after = times(tmp_path / "out")
    rewritten = {name for name in after if after[name] != before.get(name)}
    beside = {f"parts/{name}.{kind}" for name in BESIDE for kind in ("nq", "counts")}
    of_works = {name for name in rewritten if name.startswith("parts/")} - beside
    assert sorted(Path(name).suffix for name in of_works) == [".counts", ".nq"]  # of one part
    assert contents(tmp_path / "out") == fresh(texts, tmp_path / "fresh")


@pytest.mark.usefixtures("in_parts")
def test_what_documents_name_is_not_described_again_where_they_name_the_same(texts, tmp_path):
    build([texts], tmp_path / "out")
    before = times(tmp_path / "out")
    changed = texts / SAMPLES[0].name
    changed.write_bytes(changed.read_bytes() + b"\n")
    build([texts], tmp_path / "out")
    after = times(tmp_path / "out")
    rewritten = {name for name in after if after[name] != before[name]}
    assert {name for name in after if Path(name).stem in ("authorities", "cited")} == {
        "authorities.ttl", "parts/authorities.nq", "parts/authorities.counts",
        "cited.ttl", "parts/cited.nq", "parts/cited.counts",
    } - rewritten  # fmt: skip
    assert {"summary.ttl", "parts/summary.nq"} <= rewritten
    assert contents(tmp_path / "out") == fresh(texts, tmp_path / "fresh")


@pytest.mark.usefixtures("in_parts", "in_one_part")
@pytest.mark.parametrize("name", ["ga-901-12.en.txt", "hrc-903-4.fr.txt", "sc-90125-2902.ru.txt"])
def test_what_else_a_part_has_is_taken_over_as_it_stands(tmp_path, read, name):
    texts = tmp_path / "texts"
    shutil.copytree(ROOT / "samples", texts)
    build([texts], tmp_path / "out")
    change(texts / name)
    read.clear()
    build([texts], tmp_path / "out")
    work = name.split(".")[0]
    assert sorted(set(read)) == sorted(path.name for path in texts.glob(f"{work}.*"))
    assert contents(tmp_path / "out") == fresh(texts, tmp_path / "fresh")


@pytest.mark.usefixtures("in_parts", "in_one_part")
def test_a_part_that_somebody_cut_short_is_not_taken_over(texts, tmp_path):
    build([texts], tmp_path / "out")
    (part,) = (p for p in (tmp_path / "out" / "parts").glob("*.nq") if len(p.stem) == 1)
    part.write_bytes(part.read_bytes()[:-500])
    change(texts / SAMPLES[0].name)
    build([texts], tmp_path / "out")
    assert contents(tmp_path / "out") == fresh(texts, tmp_path / "fresh")


@pytest.mark.usefixtures("in_parts", "in_one_part")
def test_a_document_whose_turtle_somebody_removed_is_not_taken_over(texts, tmp_path):
    build([texts], tmp_path / "out")
    for path in (tmp_path / "out" / "documents").iterdir():
        path.unlink()
    change(texts / SAMPLES[0].name)
    build([texts], tmp_path / "out")
    assert contents(tmp_path / "out") == fresh(texts, tmp_path / "fresh")


@pytest.mark.usefixtures("in_parts")
def test_a_removed_document_leaves_the_graph(texts, tmp_path):
    build([texts], tmp_path / "out")
    (texts / SAMPLES[0].name).unlink()
    build([texts], tmp_path / "out")
    assert contents(tmp_path / "out") == fresh(texts, tmp_path / "fresh")


@pytest.mark.usefixtures("in_parts")
def test_a_new_document_joins_the_graph(texts, tmp_path):
    build([texts], tmp_path / "out")
    shutil.copy(SAMPLES[7], texts)
    build([texts], tmp_path / "out")
    assert contents(tmp_path / "out") == fresh(texts, tmp_path / "fresh")


def test_a_file_that_is_too_large_to_be_read_is_told_apart_without_holding_it(texts, tmp_path):
    large = 200_000_000
    with (texts / "large.txt").open("wb") as file:
        file.truncate(large)
    build([texts / SAMPLES[0].name], tmp_path / "rules")  # are in memory from here on
    tracemalloc.start()
    try:
        report = build([texts / SAMPLES[0].name, texts / "large.txt"], tmp_path / "out", jobs=1)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [document.ending for document in report.documents] == ["built", "refused"]
    assert peak < large / 2


@pytest.mark.usefixtures("in_parts")
def test_a_refused_document_changes_the_report_alone(texts, tmp_path):
    build([texts], tmp_path / "out")
    before = times(tmp_path / "out")
    (texts / "empty.txt").write_bytes(b"")
    report = build([texts], tmp_path / "out")
    after = times(tmp_path / "out")
    assert report.ended("refused") == 1
    assert {name for name in after if after[name] != before[name]} == {"report.json", STATE}


def test_a_small_graph_becomes_a_large_one_and_small_again(texts, tmp_path, monkeypatch):
    small = fresh(texts, tmp_path / "out")
    monkeypatch.setattr("kg.building._AT_ONCE", 0)
    large = fresh(texts, tmp_path / "out")
    assert {Path(name).parts[0] for name in large} == {
        STATE, "parts", "documents", "report.json", "authorities.ttl", "cited.ttl", "summary.ttl",
    }  # fmt: skip
    monkeypatch.setattr("kg.building._AT_ONCE", 1000)
    assert fresh(texts, tmp_path / "out") == small


def test_the_parts_hold_what_the_whole_does(texts, tmp_path, monkeypatch):
    build([texts], tmp_path / "whole")
    monkeypatch.setattr("kg.building._AT_ONCE", 0)
    build([texts], tmp_path / "parts")
    lines = [
        line
        for part in (tmp_path / "parts" / "parts").glob("*.nq")
        for line in part.read_text(encoding="utf-8").splitlines(keepends=True)
    ]
    assert "".join(sorted(lines)) == (tmp_path / "whole" / "graph.nq").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["graph.nq", "graph.ttl", "graph.jsonld", "graph.graphml", "nodes.csv", "edges.csv"]
)
def test_whole_files_can_be_had_of_parts(texts, tmp_path, monkeypatch, name):
    build([texts], tmp_path / "whole")
    monkeypatch.setattr("kg.building._AT_ONCE", 0)
    build([texts], tmp_path / "parts")
    write_whole(tmp_path / "parts", name, tmp_path / name)
    there = (tmp_path / "whole" / name).read_bytes().decode("utf-8")
    here = (tmp_path / name).read_bytes().decode("utf-8")
    assert statements(name, here) == statements(name, there)


def statements(name: str, text: str) -> object:
    """What a file says, whatever its order."""
    if name == "graph.ttl":
        return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)}
    if name == "graph.jsonld":
        return set(ox.parse(text, format=ox.RdfFormat.JSON_LD))
    return sorted(text.splitlines()) if name == "graph.nq" else text


@pytest.mark.usefixtures("in_parts")
@pytest.mark.parametrize(
    "missing",
    [
        "parts/cited.nq", "parts/cited.counts", "cited.ttl", "summary.ttl", "parts/*.counts",
        "report.json", "documents/*.ttl", STATE,
    ],
)  # fmt: skip
def test_what_somebody_removed_comes_back(texts, tmp_path, missing):
    whole = fresh(texts, tmp_path / "out")
    for path in (tmp_path / "out").glob(missing):
        path.unlink()
    build([texts], tmp_path / "out")
    assert contents(tmp_path / "out") == whole


@pytest.mark.usefixtures("in_parts")
def test_counts_that_are_none_are_told_with_what_to_do(texts, tmp_path):
    build([texts], tmp_path / "out")
    for path in (tmp_path / "out" / "parts").glob("*.counts"):
        path.write_bytes(b"?")
    (texts / SAMPLES[0].name).unlink()
    with pytest.raises(KgError, match=r"counts: no counts: .*; build with --force"):
        build([texts], tmp_path / "out")


def test_force_reads_all_again(texts, tmp_path, read):
    build([texts], tmp_path / "out")
    read.clear()
    build([texts], tmp_path / "out", force=True)
    assert read == [path.name for path in SAMPLES[:5]]


def test_another_confidence_builds_all_anew(texts, tmp_path, read):
    build([texts], tmp_path / "out")
    read.clear()
    build([texts], tmp_path / "out", min_confidence=0.9)
    assert read == [path.name for path in SAMPLES[:5]]


def test_another_program_builds_all_anew(texts, tmp_path, read, monkeypatch):
    build([texts], tmp_path / "out")
    read.clear()
    monkeypatch.setattr("kg.state._program", lambda: "of tomorrow")
    build([texts], tmp_path / "out")
    assert read == [path.name for path in SAMPLES[:5]]


def test_a_maker_is_told_by_the_bytes_of_rules_and_code(tmp_path, monkeypatch):
    from kg import state

    shutil.copytree(ROOT / "kg" / "languages", tmp_path / "languages")
    monkeypatch.setattr(state, "_PACKAGE", tmp_path)
    state._program.cache_clear()
    first = maker()
    rules = next((tmp_path / "languages").rglob("*.toml"))
    rules.write_bytes(rules.read_bytes() + b"\n")
    state._program.cache_clear()
    second = maker()
    state._program.cache_clear()
    assert first != second


@pytest.mark.parametrize("broken", [b"", b"no gzip", b"\x1f\x8b\x08\x00"])
def test_a_broken_state_is_no_state(tmp_path, broken):
    write_state(State("me"), tmp_path)
    (tmp_path / STATE).write_bytes(broken)
    assert read_state(tmp_path, "me") == State("me")


def test_two_builds_do_not_write_to_one_folder(texts, tmp_path):
    staging = tmp_path / ".out.building"
    staging.mkdir()
    with (
        held(staging / "lock", ""),
        pytest.raises(KgError, match="out: another kg build writes to it; wait for it"),
    ):
        build([texts], tmp_path / "out")
    build([texts], tmp_path / "out")


# ------------------------------------------------------------------------------------------- kills
def in_a_child(function) -> int:
    """Run something in a copy of this process; gives its process number."""
    child = os.fork()
    if not child:
        try:
            function()
        finally:
            os._exit(0)
    return child


@pytest.mark.usefixtures("in_parts")
def test_a_build_that_is_killed_at_any_moment_is_completed_by_the_next(texts, tmp_path):
    build([texts], tmp_path / "earlier")
    change(texts / SAMPLES[0].name)
    (texts / SAMPLES[1].name).unlink()
    shutil.copy(SAMPLES[7], texts)
    started = time.monotonic()
    whole = fresh(texts, tmp_path / "fresh")
    takes = time.monotonic() - started
    moments = random.Random(6)
    for _ in range(50):
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        shutil.copytree(tmp_path / "earlier", tmp_path / "out")
        child = in_a_child(lambda: build([texts], tmp_path / "out"))
        time.sleep(moments.uniform(0, takes))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        build([texts], tmp_path / "out")
        assert contents(tmp_path / "out") == whole
        assert not (tmp_path / ".out.building").exists()


@pytest.mark.parametrize("at_once", [0, 1000])
def test_a_build_that_is_killed_between_any_two_moves_is_completed_by_the_next(
    texts, tmp_path, monkeypatch, at_once
):
    monkeypatch.setattr("kg.building._AT_ONCE", at_once)
    build([texts], tmp_path / "earlier")
    change(texts / SAMPLES[0].name)
    (texts / SAMPLES[1].name).unlink()
    whole = fresh(texts, tmp_path / "fresh")

    def dies_at(number):
        left = number

        def dying(path, to, replace=Path.replace):
            nonlocal left
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
            return replace(path, to)

        Path.replace = dying
        build([texts], tmp_path / "out")

    moves, status = 0, 1
    while status:
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        shutil.copytree(tmp_path / "earlier", tmp_path / "out")
        child = in_a_child(lambda at=moves: dies_at(at))
        status = os.waitpid(child, 0)[1]
        build([texts], tmp_path / "out")
        assert contents(tmp_path / "out") == whole
        moves += 1
    assert moves > 5
