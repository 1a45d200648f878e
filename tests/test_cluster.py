"""A build on the workers of a Dask scheduler, one of which is killed: the bytes of a local one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.state import STATE
from tests.buckets import contents as objects
from tests.buckets import make_bucket, s3, upload

ROOT = Path(__file__).parent.parent
DASK = Path(sys.executable).with_name("dask")
COPIES = 120


@pytest.fixture
def texts(tmp_path):
    """Resolutions that differ in their symbols alone."""
    folder = tmp_path / "texts"
    folder.mkdir()
    sample = (ROOT / "samples" / "ga-901-12.en.txt").read_text(encoding="utf-8")
    for number in range(COPIES):
        text = sample.replace("901/12", f"901/{number + 100}")
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def bucket():
    """The address of a bucket, which all processes that are started from here on reach."""
    with s3():
        make_bucket("bucket")
        yield "s3://bucket"


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler on the loopback address, and its two workers."""
    file = tmp_path / "scheduler.json"
    quiet = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "error",
    }
    here = ["--host", "127.0.0.1", "--no-dashboard"]
    commands = [
        [DASK, "scheduler", *here, "--port", "0", "--scheduler-file", file],
        *[[DASK, "worker", *here, "--no-nanny", "--nthreads", "1", "--scheduler-file", file]] * 2,
    ]
    running = [
        subprocess.Popen(
            command, env=quiet, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for command in commands
    ]
    try:
        address = _address(file)
        both = f"from distributed import Client; Client({address!r}).wait_for_workers(2, 60)"
        subprocess.run([sys.executable, "-c", both], check=True, env=quiet, capture_output=True)
        yield address, running[1:]
    finally:
        for process in reversed(running):
            process.kill()
            process.wait()


def _address(file: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if file.exists() and file.read_text(encoding="utf-8").strip():
            return json.loads(file.read_text(encoding="utf-8"))["address"]
        time.sleep(0.1)
    pytest.fail("the scheduler did not start within a minute")


def kg(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != STATE)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_a_killed_worker_changes_no_byte(texts, cluster, tmp_path):
    scheduler, workers = cluster
    command = [
        sys.executable, "-m", "kg", "build", texts, "--output", tmp_path / "cluster",
        "--engine", "dask", "--scheduler", scheduler,
    ]  # fmt: skip
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as run:
        deadline = time.monotonic() + 60
        while not list(tmp_path.glob(".cluster.building")) and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.5)  # both workers are at their first texts
        assert run.poll() is None
        workers[0].send_signal(signal.SIGKILL)
        told = run.communicate(timeout=240)[1]
    assert run.returncode == 0, told
    assert workers[0].wait(timeout=10) == -signal.SIGKILL
    assert kg("build", texts, "--output", tmp_path / "local", "--jobs", 1).returncode == 0
    assert contents(tmp_path / "cluster") == contents(tmp_path / "local")


def test_workers_read_from_a_bucket_and_write_to_it_and_no_byte_changes(
    bucket, cluster, texts, tmp_path
):
    for path in sorted(texts.iterdir())[12:]:
        path.unlink()
    upload(texts, f"{bucket}/texts")
    run = kg("build", f"{bucket}/texts", "--output", f"{bucket}/out",
             "--engine", "dask", "--scheduler", cluster[0])  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert kg("build", texts, "--output", tmp_path / "local", "--jobs", 1).returncode == 0
    there, here = objects(f"{bucket}/out"), contents(tmp_path / "local")
    report = there.pop("report.json").replace(f"{bucket}/texts".encode(), bytes(texts))
    assert report == here.pop("report.json")
    del there[STATE]
    assert there == here


def test_a_scheduler_that_does_not_answer_is_named(texts, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.cluster._PATIENCE", 1)
    from kg.building import build
    from kg.errors import KgError

    with pytest.raises(KgError, match=r"tcp://127\.0\.0\.1:9: no Dask scheduler answers there"):
        build([texts], tmp_path / "out", scheduler="tcp://127.0.0.1:9")
    assert not (tmp_path / "out").exists()


def test_relative_paths_are_refused(tmp_path):
    result = kg("build", "samples", "--output", tmp_path / "out", "--engine", "dask",
                "--scheduler", "tcp://127.0.0.1:9")  # fmt: skip
    assert result.returncode == 2
    assert "give absolute paths" in result.stderr


@pytest.mark.parametrize("half", [["--engine", "dask"], ["--scheduler", "tcp://127.0.0.1:9"]])
def test_engine_and_scheduler_belong_together(half, texts):
    result = kg("build", texts, *half)
    assert result.returncode == 2
    assert "--engine dask and --scheduler ADDRESS belong together" in result.stderr
