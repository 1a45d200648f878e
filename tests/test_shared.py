"""The floors that extraction keeps on real texts, where these stand beside the checkout."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parent.parent.parent / "shared"

pytestmark = [pytest.mark.shared]


@pytest.fixture(autouse=True)
def _real_texts() -> None:
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{SHARED} is missing, and CI has to measure on it")
        pytest.skip(f"{SHARED} is missing: no real texts to measure on")


MEASURES = {
    "seeds": ("seeds", "seeds/gold.jsonl"),
    "links": ("corpus/links-en", "corpus/links-en.csv"),
    "pairs": ("corpus/sc-fr", "corpus/sc-pairs.csv"),
}


@cache
def figures(measure: str, *paths: Path) -> dict[str, Any]:
    command = [sys.executable, SHARED / "bench" / "score.py", measure]
    measured = paths or [SHARED / path for path in MEASURES[measure]]
    run = subprocess.run(
        [*command, *measured, "--json"],
        capture_output=True,
        text=True,
        env=os.environ | {"KG": os.environ.get("KG", f"{sys.executable} -m kg")},
        cwd=Path(__file__).parent.parent,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout)


def seeds():
    return figures("seeds")


def test_every_paragraph_of_the_seeds_is_found_and_no_other():
    found = seeds()["paragraph"]
    assert (found["hit"], found["missed"], found["extra"]) == (166, 0, 0)


def test_every_report_that_the_seeds_request_is_found():
    found = seeds()["report requested"]
    assert (found["hit"], found["missed"], found["extra"]) == (5, 0, 0)


FLOORS = [
    ("date", 1.0),
    ("citation: symbols, strict", 0.99),
    ("citation: symbols, by document", 0.99),
    ("citation: named instruments, by paragraph", 0.98),
    ("event", 0.95),
    ("body", 0.98),
    ("mandate, by paragraph", 0.97),
    ("addressee groups, by overlap", 0.95),
]


@pytest.mark.parametrize(("measure", "floor"), FLOORS)
def test_the_seeds_are_read_well(measure, floor):
    assert seeds()[measure]["f1"] >= floor


def test_the_editors_links_are_found():
    found = figures("links")
    assert found["recall"] >= 0.97
    assert found["target accuracy"] >= 0.975


def test_links_that_leave_no_letter_out_lead_to_the_right_document(tmp_path):
    """The editors link "55/180 B" to A/RES/55/180 more often than not; the words say more."""
    judged = tmp_path / "links.csv"
    _write_links_without_letters(judged)
    found = figures("links", SHARED / "corpus" / "links-en", judged)
    assert found["recall"] >= 0.99
    assert found["target accuracy"] >= 0.995


def _write_links_without_letters(to: Path) -> None:
    texts = SHARED / "corpus" / "links-en"
    with (SHARED / "corpus" / "links-en.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    with to.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(row for row in rows if not _is_lettered(row, texts))


def _is_lettered(row: dict[str, str], texts: Path) -> bool:
    spellings = (row["citing"].replace("/", "_").replace(" ", blank) for blank in ("", " ", "_"))
    path = next(p for name in spellings if (p := texts / f"{name}.txt").exists())
    words = path.read_text("utf-8")[int(row["paragraph_start"]) : int(row["paragraph_end"])]
    anchor = re.escape(row["anchor"].strip())
    return bool(re.search(rf"(?<![\d/]){anchor}\s?[A-Z](?![\w'’-])", words))


def test_french_council_texts_cite_what_their_english_twins_cite():
    found = figures("pairs")
    assert found["f1"] >= 0.985
    assert found["exactly right"] >= 0.94 * found["documents"]


def test_what_two_people_marked_is_found_in_the_texts():
    """The gold of 26 documents: the same target on words that overlap."""
    root = Path(__file__).parent
    folders = [SHARED / "corpus" / name for name in ("links-en", "sc-en", "sc-fr")]
    command = [sys.executable, "-m", "kg", "evaluate", root / "gold" / "gold.jsonl", *folders]
    run = subprocess.run(
        [*command, "--json"], capture_output=True, text=True, cwd=root.parent, check=False
    )
    assert run.returncode == 0, run.stderr[-2000:]
    citations = json.loads(run.stdout)["byKind"]["citation"]["lenient"]
    assert citations["precision"] >= 0.98
    assert citations["recall"] >= 0.98
