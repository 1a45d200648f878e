"""Fragments in six languages give one result: citations with act, part and date; dates, events, dues.

The expected values stand in ``tests/parallel/*.jsonl``, written by hand from the printing
conventions of each language; the sentences are our own.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.authorities import load_catalogue
from kg.documents import Document, detect_language
from kg.drafting import load_acts
from kg.extraction import extract
from kg.findings import Citation, Date, Event, Extraction, Mandate
from kg.versions import LANGUAGES, compare

FOLDER = Path(__file__).parent / "parallel"
BLIND = Path(__file__).parent / "blind" / "fragments.jsonl"
FRAGMENTS: dict[str, dict[str, Any]] = {
    row["id"]: row
    for path in sorted(FOLDER.glob("*.jsonl"))
    for row in map(json.loads, path.read_text("utf-8").splitlines())
}
CASES = [(name, language) for name in FRAGMENTS for language in LANGUAGES]


@cache
def read(name: str, language: str) -> Extraction:
    source = FRAGMENTS[name]["texts"][language]
    digest = hashlib.sha256(source.encode()).hexdigest()
    return extract(
        Document(f"{name}.{language}", digest, "utf-8", language, source), load_catalogue()
    )


def found(extraction: Extraction) -> dict[str, set[Any]]:
    findings = extraction.findings
    citations = [f for f in findings if isinstance(f, Citation) and f.target not in (None, "self")]
    acts = load_acts()
    return {
        "citations": {
            (c.target, acts[c.act].function if c.act else None, c.pinpoint, c.date)
            for c in citations
        },
        "dates": {f.value for f in findings if isinstance(f, Date)},
        "events": {f.target for f in findings if isinstance(f, Event) and f.target},
        "due": {f.due for f in findings if isinstance(f, Mandate) and f.due},
    }


def expected(name: str) -> dict[str, set[Any]]:
    row = FRAGMENTS[name]
    return {
        "citations": {tuple(citation) for citation in row["citations"]},
        **{kind: set(row[kind]) for kind in ("dates", "events", "due")},
    }


def test_there_are_enough_fragments():
    assert len(FRAGMENTS) >= 150
    assert all(set(row["texts"]) == set(LANGUAGES) for row in FRAGMENTS.values())


@pytest.mark.parametrize(("name", "language"), CASES)
def test_a_fragment_gives_the_expected_results(name, language):
    optional = set(FRAGMENTS[name].get("optional", ()))
    told, wanted = found(read(name, language)), expected(name)
    told["citations"] = {
        c for c in told["citations"] if c[0] not in optional or c in wanted["citations"]
    }
    assert told == wanted


@pytest.mark.parametrize(("name", "language"), CASES)
def test_the_language_of_a_fragment_is_told(name, language):
    assert detect_language(FRAGMENTS[name]["texts"][language]) == language


@pytest.mark.parametrize("name", FRAGMENTS)
def test_the_six_versions_have_the_same_paragraphs(name):
    counts = compare([read(name, language) for language in LANGUAGES]).paragraphs
    assert len(set(counts.values())) == 1, counts


# -------------------------------------------------------------------------------------- blind
# written by a session that knew the conventions and neither rules nor code; first read at commit
# 4cd19a9, whose figures docs/accuracy.md tells; targets and dates are held since
READ_BLIND = {row["id"]: row for row in map(json.loads, BLIND.read_text("utf-8").splitlines())}


def canonical(symbol: str) -> str:
    return "".join(symbol.split()).upper()


@pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name in READ_BLIND for language in LANGUAGES]
)
def test_a_blind_fragment_gives_its_targets_and_dates(name, language):
    row = READ_BLIND[name]
    source = row["texts"][language]
    digest = hashlib.sha256(source.encode()).hexdigest()
    document = Document(f"{name}.{language}", digest, "utf-8", language, source)
    findings = extract(document, load_catalogue()).findings
    told = {
        canonical(f.target)
        for f in findings
        if isinstance(f, Citation) and f.target not in (None, "self") and ":" not in f.target
    }
    meta = row["meta"]
    forgiven = {canonical(t) for t in (*meta["optional"], *meta["anaphora"], meta["self"])}
    wanted = {canonical(c["target"]) for c in row["citations"] if ":" not in c["target"]}
    assert told - forgiven == wanted - forgiven
    assert {f.value for f in findings if isinstance(f, Date)} == set(row["dates"])
