"""The documentation tells what the programs do: `BLESS=1 make test` pastes every help anew."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kg import iris, terms
from kg.cli import kg
from kg.findings import (
    Body,
    Citation,
    Date,
    Event,
    Evidence,
    Extraction,
    Fact,
    Goal,
    Mandate,
    Paragraph,
)
from kg.records import records

ROOT = Path(__file__).parent.parent
CLI = ROOT / "docs" / "cli.md"
BLESS = bool(os.environ.get("BLESS"))
SECTION = re.compile(
    r"^## (?P<command>kg(?: [a-z]+)?)\n(?P<prose>[^`].*?)?^```text\n(?P<help>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"\]\((?P<target>[^)#\s]+)(?:#[^)]*)?\)")
PROSE = sorted([*ROOT.glob("docs/*.md"), *ROOT.glob("decisions/*.md"), *ROOT.glob("*.md")])
DECISIONS = sorted(ROOT.glob("decisions/[0-9]*.md"))
ABROAD = re.compile(r"/(?:work|home|root|tmp|Users)/|pypi|pythonhosted|npmjs", re.IGNORECASE)


def help_of(command: str) -> str:
    words = [*command.split()[1:], "--help"]
    result = CliRunner().invoke(kg, words, prog_name="kg", terminal_width=80)
    assert result.exit_code == 0
    return result.stdout


def with_real_help(text: str) -> str:
    def section(found: re.Match[str]) -> str:
        start = found["help"]
        kept = found[0][: len(found[0]) - len("```") - len(start)]
        return f"{kept}{help_of(found['command'])}```"

    return SECTION.sub(section, text)


def test_the_pasted_help_is_the_real_help():
    real = with_real_help(CLI.read_text(encoding="utf-8"))
    if BLESS:
        CLI.write_text(real, encoding="utf-8")
    assert CLI.read_text(encoding="utf-8") == real, "docs/cli.md is out of date: BLESS=1 make test"


def test_every_command_has_its_section():
    sections = {found["command"] for found in SECTION.finditer(CLI.read_text(encoding="utf-8"))}
    assert sections == {"kg", *(f"kg {name}" for name in kg.commands)}


@pytest.mark.parametrize("name", sorted(kg.commands))
def test_every_option_and_command_has_help(name):
    command = kg.commands[name]
    assert command.help
    options = [p for p in command.params if isinstance(p, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("name", sorted(kg.commands))
def test_the_help_of_every_command_tells_the_exit_codes(name):
    assert "Exit codes: 0 done;" in help_of(f"kg {name}")


@pytest.mark.parametrize("page", PROSE, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_our_pages_lead_somewhere(page):
    targets = {found["target"] for found in LINK.finditer(page.read_text(encoding="utf-8"))}
    ours = [target for target in targets if "://" not in target]
    assert [target for target in ours if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PROSE, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_names_a_path_of_a_machine_or_a_package_host(page):
    assert ABROAD.findall(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_tells_context_decision_and_consequences(page):
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^\*\*(\w+)\.\*\*", text, re.MULTILINE)
    assert headings == ["Context", "Decision", "Consequences"]
    assert re.match(rf"# {page.stem[:4]}\. \S", text)
    assert len(text.splitlines()) <= 20


def test_decisions_are_numbered_without_a_gap():
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


# ------------------------------------------------------------------------------------- records.md
WORDS = (Evidence("PP1", 0, 1, "x"),)
EVERYTHING = Extraction(
    path="x.txt",
    sha256="0" * 64,
    language="en",
    symbol="A/RES/70/1",
    organ="GA",
    facts=(Fact("symbol", "A/RES/70/1", WORDS[0]),),
    unknown=(),
    paragraphs=(Paragraph("PP1", "preambular", 0, 1, "x"),),
    findings=(
        Citation(WORDS, "A/RES/55/2", "explicit", "symbol", 1.0),
        Event(WORDS, "event:wssd-1995", "explicit", "name", 1.0),
        Body(WORDS, "body:GA", "name", 1.0),
        Date(WORDS, "2015-09-25", "date", 1.0),
        Goal(WORDS, "5", "number", 1.0),
        Mandate(
            WORDS,
            "the Secretary-General",
            ("body:SG",),
            "requests",
            "Requests",
            "report",
            "request",
            0.9,
        ),
    ),
)


@pytest.mark.parametrize(
    "record", list(records(EVERYTHING, "x")), ids=lambda record: str(record["kind"])
)
def test_every_field_of_a_record_is_documented(record):
    text = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    section = re.search(
        rf"^## `{record['kind']}`\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    common = re.search(r"^## Every record\n(.*?)(?=^## )", text, re.MULTILINE | re.DOTALL)
    assert section
    assert common
    told = set(re.findall(r"^\| `(\w+)`", common[1] + section[1], re.MULTILINE))
    assert set(record) <= told


# --------------------------------------------------------------------------------------- graph.md
def own_terms() -> list[str]:
    values = [
        term for term in vars(terms).values() if isinstance(term, str) and term[-1:] not in "#/"
    ]
    return sorted(v.removeprefix(iris.ONTOLOGY) for v in values if v.startswith(iris.ONTOLOGY))


@pytest.mark.parametrize("term", own_terms())
def test_every_term_of_ours_is_in_graph_md(term):
    text = (ROOT / "docs" / "graph.md").read_text(encoding="utf-8")
    assert re.search(rf"`(?:unkg:)?{term}`", text)


def test_graph_md_says_that_the_iris_are_not_registered():
    text = " ".join((ROOT / "docs" / "graph.md").read_text(encoding="utf-8").split())
    assert "w3id.org/unkg` is not registered yet" in text
