"""How sure each way of reading is: one file, held to what was judged, and no number elsewhere."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from kg import certainty as module
from kg.certainty import certainty, load_grades
from kg.errors import RuleError
from kg.reliability import calibration

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
# grades that were read one by one, outside the sheets: all that the development documents hold
READ_ALL = {"note-name": (15, 16), "contested": (13, 14), "range": (12, 12)}


def rows(name: str) -> list[dict[str, str]]:
    with (DOCS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_grade_that_the_code_asks_for_is_in_the_file_and_no_other():
    source = "".join(path.read_text("utf-8") for path in (ROOT / "kg").rglob("*.py"))
    asked = {grade for grade in load_grades() if f'"{grade}"' in source}
    assert asked == set(load_grades())
    named = re.findall(r'certainty\("([a-z-]+)"', source)
    assert set(named) <= set(load_grades())


def test_a_confidence_is_laplaces_estimate_of_what_was_judged():
    for name, grade in load_grades().items():
        if grade.of:
            assert grade.confidence == round((grade.right + 1) / (grade.of + 2), 3), name


def test_no_module_holds_a_number_for_confidence():
    pattern = re.compile(r"confidence\s*=\s*\d|\b(?:Outcome|Met|Body|Date)\([^)]*,\s*0\.\d")
    held = [p.name for p in (ROOT / "kg").rglob("*.py") if pattern.search(p.read_text("utf-8"))]
    assert held == []


def test_what_is_judged_is_not_more_than_the_sheets_and_links_hold():
    judged: Counter[str] = Counter()
    for row in rows("judged.csv"):
        judged[row["grade"]] += 1
    for row in rows("links.csv"):
        judged[row["grade"]] += int(row["of"])
    more = {n: g.of for n, g in load_grades().items() if g.of > judged[n]}
    assert set(more) <= set(READ_ALL)
    assert all((load_grades()[n].right, load_grades()[n].of) == READ_ALL[n] for n in more)


def test_the_reliability_in_the_documentation_is_that_of_the_sheets():
    """On documents that calibration has not seen; readings that stand, with today's confidence."""
    grades = load_grades()
    said = [
        (grades[row["grade"]].confidence, row["verdict"] == "right")
        for row in rows("judged.csv")
        if (row["half"], row["stands"]) == ("held back", "yes") and row["target"]
    ]
    for row in rows("links.csv"):
        if row["half"] == "held back":
            said += [(grades[row["grade"]].confidence, True)] * int(row["right"])
    told = calibration(said)
    text = (DOCS / "accuracy.md").read_text("utf-8")
    for b in told.bins:
        low, high = b.interval
        line = (
            f"| {b.lower:g} to {b.upper:g} | {b.count:,} | {b.confidence:.3f} | {b.share:.3f} "
            f"| {low:.3f} to {high:.3f} |"
        )
        assert line in text, line
    assert f"{told.calibration_error:.3f}" in text


def test_a_broken_file_names_the_entry(tmp_path, monkeypatch):
    broken = tmp_path / "certainty.toml"
    broken.write_text("[symbol]\nright = 3\n", encoding="utf-8")
    monkeypatch.setattr(module, "FILE", broken)
    load_grades.cache_clear()
    with pytest.raises(RuleError, match="symbol"):
        certainty("symbol")
    load_grades.cache_clear()
