"""Damaged texts: a thousand of them, and how little of what they state may be lost."""

from __future__ import annotations

import json
import os
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from random import Random

import pytest

from kg.errors import NotAResolution
from kg.findings import Citation, Extraction
from kg.records import records
from tests.mutations import (
    MUTATORS,
    SAMPLES,
    SEEDS,
    SHARED,
    Score,
    mutated,
    mutations,
    read,
    sound,
)

COUNT = 1000
FALL = 0.02  # of F1, at most
INVENTED = 0.01  # of the resolved citations, at most
TEXTS = [*SAMPLES, *SEEDS]


@cache
def thousand() -> tuple[Score, list[tuple[Path, Extraction]], list[str], list[str]]:
    """The score over all mutations, what was read of each, what crashed, what broke the law."""
    score = Score()
    after: list[tuple[Path, Extraction]] = []
    crashed: list[str] = []
    lawless: list[str] = []
    for number, (path, text, names) in enumerate(mutations(COUNT, TEXTS)):
        where = f"{path.name} #{number} {'+'.join(names)}"
        try:
            extraction = read(text)
        except NotAResolution as error:
            crashed.append(f"{where}: refused: {error}")
            continue
        except Exception as error:  # noqa: BLE001 - whatever it is, this text brought it about
            crashed.append(f"{where}: {error!r}")
            continue
        score.add(where, sound(path)[1], extraction)
        after.append((path, extraction))
        lawless += [f"{where}: {broken}" for broken in broken_laws(extraction, text)]
    return score, after, crashed, lawless


def broken_laws(extraction: Extraction, source: str) -> list[str]:
    """Records and evidence whose words are not the source's own."""
    places = [(r["start"], r["end"], r["text"]) for r in records(extraction, source)]
    places += [
        (evidence.start, evidence.end, evidence.text)
        for finding in extraction.findings
        for evidence in finding.evidence
    ]
    return [
        f"{start}:{end} is {source[start:end]!r}, not {text!r}"
        for start, end, text in places
        if not 0 <= start < end <= len(source) or source[start:end] != text
    ]


# ----------------------------------------------------------------------------------- the mutators
def test_a_number_always_gives_the_same_text():
    source = sound(SAMPLES[0])[0]
    assert [mutated(source, n) for n in range(50)] == [mutated(source, n) for n in range(50)]


@pytest.mark.parametrize("name", sorted(MUTATORS))
def test_each_mutator_changes_some_text(name):
    assert any(
        MUTATORS[name](sound(path)[0], Random(n)) != sound(path)[0]
        for path in SAMPLES
        for n in range(3)
    )


def test_every_mutator_is_among_the_thousand():
    used = Counter(name for _, _, names in mutations(COUNT, TEXTS) for name in names)
    assert set(used) == set(MUTATORS)


# ------------------------------------------------------------------------------------- the thousand
def test_no_damage_crashes_the_extraction_or_has_a_text_refused():
    _, after, crashed, _ = thousand()
    assert crashed == []
    assert len(after) == COUNT


def test_evidence_of_a_damaged_text_is_its_own_words():
    assert thousand()[3] == []


def test_damage_costs_two_points_at_most():
    score = thousand()[0]
    assert score.hit > 15 * COUNT
    assert score.f1 >= 1 - FALL, f"F1 {score.f1:.4f}\n" + "\n".join(score.losses[:40])


def test_damage_invents_next_to_no_targets():
    score = thousand()[0]
    assert score.invented_share <= INVENTED, f"{score.invented} of {score.resolved}: " + "\n".join(
        loss for loss in score.losses if "INVENTED" in loss
    )


# ------------------------------------------------------------------------- against what people marked
def is_comparable(target: str | None) -> bool:
    """Symbols and instruments have one name; series and publications are named as one likes."""
    return bool(target and re.match(r"[A-Z]+/|instrument:", target))


def in_body(label: str) -> bool:
    return not label.startswith(("URL", "FURN", "HEAD"))


@cache
def gold() -> dict[str, tuple[set[str], set[str]]]:
    """For each seed the documents and instruments that it cites, and those that it may cite."""
    marked: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for line in (SHARED / "seeds" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] != "citation" or row["target"] == row["doc"]:
            continue
        if is_comparable(row["target"]) and in_body(row["clause"]):
            marked[row["file"]][bool(row.get("optional"))].add(row["target"])
    return marked


def f1_against_gold(found: list[tuple[Path, Extraction]]) -> float:
    hit = wrong = 0
    for path, extraction in found:
        want, may = gold()[path.name]
        got = {
            f.target
            for f in extraction.findings
            if isinstance(f, Citation)
            and is_comparable(f.target)
            and f.target != extraction.symbol
            and in_body(f.evidence[0].paragraph)
        }
        hit += len(want & got)
        wrong += len(want - got) + len(got - want - may)
    return 2 * hit / (2 * hit + wrong)


@pytest.mark.shared
def test_damaged_seeds_cite_what_people_marked_in_them():
    if not SEEDS:
        if os.environ.get("CI"):
            pytest.fail(f"{SHARED} is missing, and CI has to measure on it")
        pytest.skip(f"{SHARED} is missing: no real texts to damage")
    after = [(path, extraction) for path, extraction in thousand()[1] if path in SEEDS]
    before = [(path, sound(path)[1]) for path, _ in after]
    assert f1_against_gold(after) >= f1_against_gold(before) - FALL
