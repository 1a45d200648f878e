"""Work over processes: in order, each piece once, a piece that ends its process told apart."""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.pool import in_order, processors

ROOT = Path(__file__).parent.parent
POISON = 13
# what other processes import: they know no module of the tests
PIECES = f"""
import os, signal

def squared(number):
    return number * number

def squared_or_dead(number):
    if number == {POISON}:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number

def squared_or_wrong(number):
    if number == {POISON}:
        raise ValueError("no number of ours")
    return number * number
"""


@pytest.fixture
def pieces(tmp_path, monkeypatch):
    (tmp_path / "pieces_of_work.py").write_text(PIECES, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return importlib.import_module("pieces_of_work")


def told_dead(number: int) -> int:
    return -number


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_what_is_done_comes_in_the_order_of_the_pieces(pieces, jobs):
    assert list(in_order(pieces.squared, range(150), told_dead, jobs=jobs)) == [
        n * n for n in range(150)
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_to_do_is_done_at_once(pieces, jobs):
    assert list(in_order(pieces.squared, [], told_dead, jobs=jobs)) == []


@pytest.mark.parametrize("before", [0, 40], ids=["handed-out-alone", "among-others"])
def test_a_piece_that_ends_its_process_is_told_and_the_others_are_done(pieces, before):
    numbers = [*range(100, 100 + before), *range(20)]
    done = list(in_order(pieces.squared_or_dead, numbers, told_dead, jobs=2))
    assert done == [-POISON if n == POISON else n * n for n in numbers]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_piece_raises_is_raised(pieces, jobs):
    with pytest.raises(ValueError, match="no number of ours"):
        list(in_order(pieces.squared_or_wrong, range(40), told_dead, jobs=jobs))


def test_there_is_a_processor():
    assert 1 <= processors() <= (os.cpu_count() or 1)


def test_an_interrupt_ends_all_processes_and_leaves_nothing(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    sample = (ROOT / "samples" / "ga-901-12.en.txt").read_text(encoding="utf-8")
    for number in range(400):
        text = sample.replace("901/12", f"901/{number + 100}")
        (texts / f"{number:03}.txt").write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "kg",
        "build",
        texts,
        "--output",
        tmp_path / "out",
        "--jobs",
        "2",
    ]
    with subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as run:
        deadline = time.monotonic() + 60
        while not list(tmp_path.glob(".out.building")) and time.monotonic() < deadline:
            time.sleep(0.05)
        os.killpg(run.pid, signal.SIGINT)
        told = run.communicate(timeout=60)[1]
    assert run.returncode == 130
    assert told.strip() == "kg: stopped"
    assert [path.name for path in tmp_path.iterdir()] == ["texts"]
