"""What is less sure than asked keeps its words and loses its edge."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from msgspec.structs import replace

import kg
from kg import terms
from kg.certainty import certainty
from kg.confidence import withhold
from kg.findings import Body, Citation, Event, Evidence, Extraction, Finding
from kg.iris import concept, document
from kg.store import load
from kg.validation import validate

SAMPLES = Path(__file__).parent.parent / "samples"


def words(start: int, paragraph: str = "PP1") -> tuple[Evidence, ...]:
    return (Evidence(paragraph, start, start + 4, "70/1"),)


def read(*findings: Finding) -> Extraction:
    return Extraction("a.txt", "0" * 64, "en", "A/RES/71/2", "GA", (), (), (), findings)


UNSURE = Citation(
    words(0), "A/RES/70/1", "inferred", "possessive", 0.6, act="recalls", candidates=("S/RES/70",)
)
SURE = Citation(words(9), "A/RES/70/1", "explicit", "symbol", 0.9, act="recalls")


def test_an_unsure_reference_keeps_its_words_and_its_target_becomes_a_candidate():
    withheld, number = withhold(read(UNSURE), 0.9)
    assert number == 1
    assert withheld.findings == (
        Citation(
            words(0),
            None,
            "unresolved",
            "possessive",
            0.6,
            act="recalls",
            reason="confidence 0.6 is below the asked 0.9",
            candidates=("A/RES/70/1", "S/RES/70"),
        ),
    )


def test_a_reference_as_sure_as_asked_stays_as_it_is():
    assert withhold(read(SURE), 0.9) == (read(SURE), 0)


def test_an_unsure_event_is_withheld_too():
    event = Event(words(0), "event:wssd-1995", "explicit", "name", 0.8)
    assert withhold(read(event), 0.81)[0].findings[0].target is None


@pytest.mark.parametrize(
    "finding",
    [
        replace(UNSURE, target="self"),
        replace(UNSURE, target=None, status="unresolved", reason="two organs"),
        Body(words(0), "body:GA", "short-name", 0.5),
    ],
    ids=["the document itself", "what was open before", "a body"],
)
def test_what_is_no_resolved_reference_is_left_as_it_is(finding):
    assert withhold(read(finding), 1.0) == (read(finding), 0)


def test_an_act_reported_of_an_unsure_document_is_withheld_with_it():
    reported = replace(SURE, target="A/RES/65/1", reported_by="A/RES/70/1")
    findings = withhold(read(UNSURE, reported), 0.9)[0].findings
    assert [f.target for f in findings] == [None, None]
    assert findings[1].reason == "reported of A/RES/70/1, whose confidence is below 0.9"


def test_an_act_reported_of_a_document_that_is_also_cited_surely_stays():
    reported = replace(SURE, target="A/RES/65/1", reported_by="A/RES/70/1")
    findings = withhold(read(UNSURE, SURE, reported), 0.9)[0].findings
    assert [f.target for f in findings] == [None, "A/RES/70/1", "A/RES/65/1"]


TEXT = """A/RES/61/7

The General Assembly,

Recalling its resolution 55/2 of 8 September 2000,

Recalling also resolution 56/4 of 1 December 2001,

Stressing the words of that resolution, and A/60/1,

1. Decides to remain seized of the matter.
"""


@pytest.fixture
def graph(tmp_path):
    """One text in which one reference stands for a resolution of the paragraph before."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    kg.build([tmp_path / "a.txt"], tmp_path / "out", min_confidence=0.95)
    return tmp_path / "out"


def test_a_withheld_reference_draws_no_edge(graph):
    node, cites = ox.NamedNode(document("A/RES/61/7")), ox.NamedNode(terms.CITES)
    cited = {quad.object.value for quad in load(graph).quads_for_pattern(node, cites, None)}
    assert cited == {document("A/RES/55/2"), document("A/RES/56/4"), document("A/60/1")}
    act, stresses = ox.NamedNode(terms.ACT), ox.NamedNode(concept("act", "stresses"))
    edges = load(graph).quads_for_pattern(None, act, stresses)
    nodes = {quad.subject.value for quad in edges if "#cit__" in quad.subject.value}
    assert all("A-60-1" in node for node in nodes)


def test_a_withheld_reference_is_an_unresolved_mention_with_its_reason(graph):
    store = load(graph)
    a, unresolved = ox.NamedNode(terms.TYPE), ox.NamedNode(terms.UNRESOLVED_MENTION)
    candidates, reasons = ox.NamedNode(terms.CANDIDATE), ox.NamedNode(terms.REASON)
    [mention] = [q.subject for q in store.quads_for_pattern(None, a, unresolved)]
    [candidate] = [q.object for q in store.quads_for_pattern(mention, candidates, None)]
    [reason] = [q.object for q in store.quads_for_pattern(mention, reasons, None)]
    assert candidate == ox.NamedNode(document("A/RES/56/4"))
    assert reason == ox.Literal(f"confidence {certainty('anaphor-far'):g} is below the asked 0.95")


def test_the_report_counts_what_was_withheld(graph):
    report = json.loads((graph / "report.json").read_text(encoding="utf-8"))
    assert report["totals"]["withheld"] == 1
    assert report["documents"][0]["withheld"] == 1
    assert [row["text"] for row in report["documents"][0]["not_understood"]] == ["that resolution"]


def test_the_samples_with_all_but_the_surest_withheld_are_a_valid_graph(tmp_path):
    kg.build([SAMPLES], tmp_path / "out", min_confidence=0.95)
    assert validate(load(tmp_path / "out")).conforms


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan")])
def test_a_confidence_out_of_range_is_refused(confidence, tmp_path):
    with pytest.raises(kg.KgError, match="give a number from 0 to 1"):
        kg.build([SAMPLES], tmp_path / "out", min_confidence=confidence)
