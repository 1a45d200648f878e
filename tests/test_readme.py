"""The README shows what the programs print: `BLESS=1 make test` pastes it anew."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import kg

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BLESS = bool(os.environ.get("BLESS"))
CONSOLE = re.compile(r"^```console\n\$ kg (?P<command>.+)\n(?P<shown>[^`]*)```$", re.MULTILINE)
PYTHON = re.compile(r"^```python\n(?P<code>.+?)^```$", re.MULTILINE | re.DOTALL)
PRINTED = re.compile(r"^```text\n(?P<shown>[^`]*)```$", re.MULTILINE)
COMMAND = re.compile(r"(?:`|^|/)kg (?P<name>[a-z]+)(?=[ `])", re.MULTILINE)
LINK = re.compile(r"\]\((?P<target>[^)#]+)\)")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "samples", folder / "samples")
    return folder


def run(arguments: list[str], folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.rstrip("\n").split("\n"))


def with_real_output(readme: str, folder: Path) -> str:
    def console(block: re.Match[str]) -> str:
        printed = run(["-m", "kg", *shlex.split(block["command"])], folder)
        return f"```console\n$ kg {block['command']}\n{printed}```"

    def library(_: re.Match[str]) -> str:
        code = PYTHON.search(readme)
        assert code, "the README has a Python example"
        return f"```text\n{run(['-W', 'error', '-c', code['code']], folder)}```"

    return PRINTED.sub(library, CONSOLE.sub(console, readme))


def test_the_readme_shows_what_the_programs_print(project):
    readme = README.read_text(encoding="utf-8")
    real = with_real_output(readme, project)
    if BLESS:
        README.write_text(real, encoding="utf-8")
    assert README.read_text(encoding="utf-8") == real, (
        "the README is out of date: BLESS=1 make test"
    )


def test_the_readme_shows_a_build_an_explanation_and_a_query():
    readme = README.read_text(encoding="utf-8")
    shown = [block["command"].split()[0] for block in CONSOLE.finditer(readme)]
    assert shown == ["build", "explain", "query"]


def test_every_command_in_the_readme_exists_and_every_command_is_in_the_readme():
    readme = README.read_text(encoding="utf-8")
    assert {found["name"] for found in COMMAND.finditer(readme)} == set(kg.commands)


def test_every_file_that_the_readme_links_to_exists():
    readme = README.read_text(encoding="utf-8")
    targets = {found["target"] for found in LINK.finditer(readme)}
    missing = [t for t in targets if not t.startswith("https://") and not (ROOT / t).exists()]
    assert not missing


def test_the_readme_leads_with_the_two_commands():
    readme = README.read_text(encoding="utf-8")
    assert readme.index("make demo") < readme.index("make test") < readme.index("\n\nPython 3.11")


def test_the_readme_says_what_unkg_is_not():
    readme = " ".join(README.read_text(encoding="utf-8").split())
    assert "not an official publication of the United Nations" in readme
    assert "not registered yet" in readme


def test_make_knows_what_the_readme_tells_to_make():
    readme = README.read_text(encoding="utf-8")
    targets = re.findall(
        r"^(\w+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(re.findall(r"^make (\w+)", readme, re.MULTILINE)) <= set(targets)
