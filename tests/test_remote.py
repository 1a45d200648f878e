"""Builds from and to buckets: the bytes of local ones. On a server of the loopback address."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.building import build
from kg.errors import GraphError
from kg.index import UNFINISHED, write_index
from kg.places import place
from kg.state import STATE
from kg.wholes import write_whole
from tests.buckets import (
    KEY,
    SECRET,
    asking_for_keys,
    contents,
    make_bucket,
    s3,
    upload,
    written,
)

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
WITH_PATHS = ("report.json", STATE)  # files that name what was read


@pytest.fixture(scope="module", autouse=True)
def server():
    """A store of objects with a bucket."""
    with s3() as url:
        make_bucket("bucket")
        yield url


@pytest.fixture(autouse=True)
def locks(tmp_path, monkeypatch):
    """Locks of this machine are kept apart: other tests of it build to the same addresses."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)


@pytest.fixture
def texts(tmp_path):
    """A folder with four of the samples, and the address of a copy of it."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for path in SAMPLES[:4]:
        shutil.copy(path, folder)
    address = f"s3://bucket/{tmp_path.name}/texts"
    upload(folder, address)
    return folder, address


@pytest.fixture
def out(tmp_path):
    """An address to write to."""
    return f"s3://bucket/{tmp_path.name}/out"


@pytest.fixture
def in_parts(monkeypatch):
    """Every graph is written as a large one is."""
    monkeypatch.setattr("kg.building._AT_ONCE", 0)


def change(folder: Path) -> None:
    """Another text of one symbol, a document less, and one more."""
    path = folder / SAMPLES[0].name
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    (folder / SAMPLES[1].name).unlink()
    shutil.copy(SAMPLES[7], folder)


def local(folder: Path) -> dict[str, bytes]:
    """The bytes of a build of the same texts on a disk, from nothing."""
    to = folder.parent / "local"
    shutil.rmtree(to, ignore_errors=True)
    build([folder], to)
    files = (path for path in sorted(to.rglob("*")) if path.is_file())
    return {path.relative_to(to).as_posix(): path.read_bytes() for path in files}


def without_paths(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name not in WITH_PATHS}


def kg(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
        timeout=240,
    )


@pytest.mark.parametrize("at_once", [0, 1000])
def test_a_build_from_and_to_a_bucket_has_the_bytes_of_a_local_one(
    texts, out, monkeypatch, at_once
):
    monkeypatch.setattr("kg.building._AT_ONCE", at_once)
    folder, address = texts
    build([place(address)], place(out))
    there, here = contents(out), local(folder)
    assert there.keys() == here.keys()
    assert without_paths(there) == without_paths(here)
    report = there["report.json"].decode("utf-8")
    assert report.replace(address, str(folder)) == here["report.json"].decode("utf-8")
    assert contents(f"{place(out).parent}/.out.building") == {}


@pytest.mark.usefixtures("in_parts")
def test_where_nothing_changed_nothing_is_written_to_a_bucket(texts, out):
    first = build([place(texts[1])], place(out))
    before = written(out)
    assert build([place(texts[1])], place(out)) == first
    assert written(out) == before


@pytest.mark.usefixtures("in_parts")
def test_a_second_build_from_a_bucket_has_the_bytes_of_one_from_nothing(texts, out, monkeypatch):
    folder, address = texts
    build([place(address)], place(out))
    change(folder)
    upload(folder, address)
    from kg.documents import read_document

    read = []

    def noted(path):
        read.append(path.name)
        return read_document(path)

    monkeypatch.setattr("kg.gathering.read_document", noted)
    build([place(address)], place(out))
    monkeypatch.undo()
    monkeypatch.setattr("kg.building._AT_ONCE", 0)
    assert read[:2] == sorted([SAMPLES[0].name, SAMPLES[7].name])
    assert without_paths(contents(out)) == without_paths(local(folder))


KILLED = """
import os, signal
from kg.building import build
from kg.places import place
from kg.remote import Remote

left, copy = {copies}, Remote.copy

def dying(path, to):
    global left
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    copy(path, to)

Remote.copy = dying
build([place({texts!r})], place({out!r}))
"""


@pytest.mark.parametrize("copies", [0, 2, 9])
def test_a_build_to_a_bucket_that_is_killed_as_it_moves_is_completed_by_the_next(
    texts, out, copies
):
    folder, address = texts
    build([place(address)], place(out))
    change(folder)
    upload(folder, address)
    code = KILLED.format(copies=copies, texts=address, out=out)
    killed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, timeout=240)
    assert killed.returncode == -signal.SIGKILL
    assert UNFINISHED in contents(out)
    with pytest.raises(GraphError, match="a build was stopped as it replaced the graph"):
        write_whole(place(out), "graph.nq", folder.parent / "graph.nq")
    build([place(address)], place(out))
    assert without_paths(contents(out)) == without_paths(local(folder))
    assert contents(f"{place(out).parent}/.out.building") == {}


def test_a_graph_in_a_bucket_is_asked_counted_and_exported(texts, out, tmp_path):
    folder, address = texts
    build([place(address)], place(out))
    local(folder)
    for question in (
        ["query", "most-cited", "--format", "csv"],
        ["stats"],
        ["export", "nq"],
        ["export", "edges.csv"],
    ):
        there, here = kg(*question, "--graph", out), kg(*question, "--graph", tmp_path / "local")
        assert there.returncode == 0, there.stderr
        assert there.stdout == here.stdout
        assert there.stdout


def test_a_store_is_made_of_a_copy_on_a_disk():
    with pytest.raises(GraphError, match=r"^s3://bucket/out: a store needs a disk; copy the fold"):
        write_index(place("s3://bucket/out"))


def test_no_credentials_are_written_or_told(texts, out):
    run = kg("build", texts[1], "--output", out)
    assert run.returncode == 0, run.stderr
    files = contents(out)
    files[STATE] = gzip.decompress(files[STATE])
    for secret in (KEY, SECRET):
        assert secret not in run.stdout + run.stderr
        assert {name for name, data in files.items() if secret.encode() in data} == set()


# ---------------------------------------------------------------------------------------- refusals
def refused(run: subprocess.CompletedProcess[str]) -> str:
    """The one line that a run ended with."""
    assert run.returncode == 2
    [line] = run.stderr.splitlines()
    assert SECRET not in line
    return line


def test_a_bucket_that_is_missing_is_named_before_anything_is_read(texts, tmp_path):
    folder, _ = texts
    assert refused(kg("build", "s3://no-bucket/in", "--output", tmp_path / "out")) == (
        "kg: s3://no-bucket/in: no such file or folder"
    )
    assert refused(kg("build", folder, "--output", "s3://no-bucket/out")) == (
        "kg: s3://no-bucket: The specified bucket does not exist; make it first"
    )


def test_credentials_that_are_refused_are_told(texts, server, out):
    with asking_for_keys(server):
        line = refused(kg("build", texts[1], "--output", out))
    assert line.startswith(f"kg: {texts[1]}: ")
    assert line.endswith("and has fsspec the credentials for s3?")


def test_credentials_that_are_missing_are_told(texts, out, monkeypatch):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert refused(kg("build", texts[1], "--output", out)) == (
        f"kg: {texts[1]}: Unable to locate credentials; is the address right, is the place reached "
        "from here, and has fsspec the credentials for s3?"
    )


def test_a_server_that_does_not_answer_is_told(texts, out):
    line = refused(kg("build", texts[1], "--output", out, AWS_ENDPOINT_URL="http://127.0.0.1:9"))
    assert line.startswith(f"kg: {texts[1]}: Could not connect to the endpoint URL")
