"""The floors that extraction keeps on real texts, where these stand beside the checkout."""

from __future__ import annotations

import json
import os
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
def figures(measure: str) -> dict[str, Any]:
    command = [sys.executable, SHARED / "bench" / "score.py", measure]
    run = subprocess.run(
        [*command, *(SHARED / path for path in MEASURES[measure]), "--json"],
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
    ("citation: named instruments, by paragraph", 0.95),
    ("event", 0.95),
    ("body", 0.95),
    ("mandate, by paragraph", 0.93),
    ("addressee groups, by overlap", 0.90),
]


@pytest.mark.parametrize(("measure", "floor"), FLOORS)
def test_the_seeds_are_read_well(measure, floor):
    assert seeds()[measure]["f1"] >= floor


def test_the_editors_links_are_found_and_led_to_the_right_document():
    found = figures("links")
    assert found["recall"] >= 0.95
    assert found["target accuracy"] >= 0.98


def test_french_council_texts_cite_what_their_english_twins_cite():
    assert figures("pairs")["f1"] >= 0.97
