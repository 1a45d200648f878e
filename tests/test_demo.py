"""The folder output/ is what `make demo` builds, byte for byte."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kg.state import STATE

ROOT = Path(__file__).parent.parent
OUTPUT = ROOT / "output"
LARGEST = 6_000_000


def recipe() -> list[str]:
    """What `make demo` gives to kg, with another output."""
    line = next(
        line
        for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
        if "kg build samples" in line
    )
    return shlex.split(line)[1:]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != STATE
    }


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "output"
    arguments = [str(folder) if word == "output" else word for word in recipe()]
    subprocess.run(
        [sys.executable, "-m", "kg", *arguments], cwd=ROOT, check=True, capture_output=True
    )
    return contents(folder)


def test_output_holds_the_files_that_make_demo_writes(demo):
    assert sorted(contents(OUTPUT)) == sorted(demo), "output/ is out of date: run make demo"


def test_output_is_what_make_demo_builds_byte_for_byte(demo):
    there = contents(OUTPUT)
    changed = [name for name, data in demo.items() if there.get(name) != data]
    assert not changed, f"output/ is out of date: run make demo ({', '.join(changed)})"


def test_output_is_small():
    assert sum(map(len, contents(OUTPUT).values())) < LARGEST


def test_output_names_no_path_of_a_machine():
    assert [name for name, data in contents(OUTPUT).items() if str(ROOT).encode() in data] == []
