"""The records of ``kg extract``: the contract's fields, and two small samples read by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kg.authorities import load_catalogue
from kg.documents import read_document
from kg.extraction import extract
from kg.records import Record, records

FOLDER = Path(__file__).parent.parent / "samples"
SAMPLES = sorted(p.name for p in FOLDER.iterdir() if p.stem != "README")

COMMON = ("file", "document", "language", "kind", "paragraph", "start", "end", "page", "text")
FURTHER = {
    "paragraph": {"verb", "act"},
    "citation": {"target", "act", "verb", "pinpoint", "date", "status", "reason"},
    "event": {"target", "place", "date"},
    "body": {"target"},
    "date": {"date"},
    "goal": {"target"},
    "mandate": {"addressee", "target", "act", "type", "due"},
    "meta": {"field", "target"},
}
TYPES = {"report", "task", "recommendation", "agenda", "decision"}
STATUS = {"explicit", "inferred", "ambiguous", "unresolved"}


@cache
def read(name: str) -> tuple[str, tuple[Record, ...]]:
    document = read_document(FOLDER / name)
    return document.source, tuple(records(extract(document, load_catalogue()), document.source))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_record_has_the_contracts_fields(name):
    for record in read(name)[1]:
        assert set(COMMON) | FURTHER[str(record["kind"])] <= set(record)
        assert record["file"] == str(FOLDER / name)
        assert record["language"] == name.split(".")[-2]


def test_the_common_fields_come_first_and_in_order():
    for record in (record for name in SAMPLES for record in read(name)[1]):
        assert list(record)[: len(COMMON)] == list(COMMON)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_text_of_a_record_is_its_slice_of_the_source(name):
    source, found = read(name)
    for record in found:
        assert source[record["start"] : record["end"]] == record["text"]
        assert record["text"]


@pytest.mark.parametrize("name", SAMPLES)
def test_closed_fields_hold_no_other_value(name):
    for record in read(name)[1]:
        assert record.get("type") in {None, *TYPES}
        assert record.get("status") in {None, *STATUS}
        if record["kind"] == "citation" and record["target"] is None:
            assert record["status"] in ("ambiguous", "unresolved")
            assert record["reason"]


@pytest.mark.parametrize("name", SAMPLES)
def test_findings_stand_in_reading_order_within_a_paragraph(name):
    places: dict[object, int] = {}
    for record in read(name)[1]:
        if record["kind"] in ("citation", "event", "body", "date", "goal", "mandate"):
            assert places.get(record["paragraph"], 0) <= record["start"]
            places[record["paragraph"]] = record["start"]


# ---------------------------------------------------------------------- two samples, read by hand
GOLDEN = {
    "sc-90140-2903.fr.txt": {
        "paragraph": "HEAD HEAD ENACT PP1 PP2 PP3 PP4 PP5 OP1 OP1(a) OP1(b) OP1(c) OP1(d) FOOT FN7",
        "act": "has-considered recalls takes-note-with-appreciation welcomes acts-under decides",
        "meta": """
            organ body:SC
            symbol S/RES/90140 (2903)
            adoption-date 2903-03-13
            meeting meeting:SC-99812
            vote vote:unanimous
        """,
        "citation": """
            PP2 S/RES/90125 (2902) | recalls | - | 2902-03-14
            PP3 E/RES/2902/3 | takes-note-with-appreciation | - | 2902-06-06
            OP1(a) S/RES/90125 (2902) | extends | para. 2 (a) | -
            FN7 S/2903/118 | - | - | -
            FN7 S/2903/118/Add.1 | - | - | -
        """,
        "date": "HEAD 2903-03-13\nPP1 2903-02-27\nPP2 2902-03-14\nPP3 2902-06-06\nOP1(a) 2904-03-14\nOP1(c) 2904-02-01",
        "report": "OP1(c) body:SG 2904-02-01",
    },
    "ecosoc-2902-3.en.md": {
        "paragraph": "ENACT PP1 PP2 PP3 PP4 OP1 OP2 OP3 OP3(a) OP3(b) OP3(b)(i) OP3(b)(ii) OP4 OP5 FOOT FN1",
        "act": (
            "recalls recalls takes-into-account regrets takes-note-with-appreciation encourages requests "
            "requests supersedes"
        ),
        "meta": """
            organ body:ECOSOC
            symbol E/RES/2902/3
            title Sunday cartographers and the tide tables
            adoption-date 2902-06-06
            meeting meeting:ECOSOC-2902-22
        """,
        "citation": """
            PP1 E/RES/1996/31 | recalls | - | 1996-07-25
            PP1 E/RES/2901/7 | recalls | - | 2901-07-24
            PP1 E/DEC/2901/245 | recalls | - | -
            PP2 A/RES/50/227 | recalls | - | 1996-05-24
            PP2 A/RES/903/5 | recalls | - | 2848-12-09
            PP3 A/RES/901/12 | takes-into-account | paras. 3, 4 (b) | -
            OP1 E/RES/2901/7 | pursuant-to | para. 2 | -
            OP4 E/RES/2901/7 | requests | - | -
            OP5 E/RES/2901/7 | supersedes | para. 3 | -
        """,
        "date": (
            "HEAD 2902-06-06\nPP1 1996-07-25\nPP1 2901-07-24\nPP2 1995-09\nPP2 1996-05-24\nPP2 2848-12-09\n"
            "FOOT 2902-06-06\nFN1 1995-09-04/1995-09-15"
        ),
        "report": "OP4 body:SG session:ECOSOC-2904",
    },
}


def rows(text: str) -> list[str]:
    return sorted(" ".join(line.split()) for line in text.strip().splitlines())


def got(name: str, kind: str) -> list[str]:
    found = [
        r
        for r in read(name)[1]
        if r["kind"] == {"act": "paragraph", "report": "mandate"}.get(kind, kind)
    ]
    if kind == "meta":
        return sorted({f"{r['field']} {r['target']}" for r in found})
    if kind == "citation":
        symbols = [r for r in found if "/" in str(r["target"])]
        return sorted(
            f"{r['paragraph']} {r['target']} | {r['act'] or '-'} | {r['pinpoint'] or '-'} | {r['date'] or '-'}"
            for r in symbols
        )
    if kind == "date":
        return sorted(f"{r['paragraph']} {r['date']}" for r in found)
    return sorted(
        f"{r['paragraph']} {r['target']} {r['due']}" for r in found if r["type"] == "report"
    )


@pytest.mark.parametrize("name", GOLDEN)
@pytest.mark.parametrize("kind", ["meta", "citation", "date", "report"])
def test_a_sample_is_read_as_by_hand(name, kind):
    assert got(name, kind) == rows(GOLDEN[name][kind])


@pytest.mark.parametrize("name", GOLDEN)
def test_the_paragraphs_of_a_sample_are_those_a_reader_counts(name):
    labels = [str(r["paragraph"]) for r in read(name)[1] if r["kind"] == "paragraph"]
    wanted = GOLDEN[name]["paragraph"].split()
    counted = [label for label in labels if not label.startswith(("FURN", "URL"))]
    if "HEAD" not in wanted:
        counted = [label for label in counted if label != "HEAD"]
    assert list(dict.fromkeys(counted)) == list(dict.fromkeys(wanted))


@pytest.mark.parametrize("name", GOLDEN)
def test_the_acts_of_a_sample_are_those_a_reader_names(name):
    acts = [r["act"] for r in read(name)[1] if r["kind"] == "paragraph" and r["act"]]
    points = [
        r
        for r in read(name)[1]
        if r["kind"] == "paragraph" and "(" in str(r["paragraph"]) and r["act"]
    ]
    assert acts[: len(acts) - len(points)] == GOLDEN[name]["act"].split()


# ------------------------------------------------------------------------------- translations agree
TWINS = [("ga-901-12.en.txt", "ga-901-12.fr.txt"), ("sc-90125-2902.en.txt", "sc-90125-2902.fr.txt")]


def cited(name: str) -> set[tuple[str, str]]:
    found = [r for r in read(name)[1] if r["kind"] == "citation" and r["target"]]
    return {
        (str(r["paragraph"]), str(r["target"]))
        for r in found
        if not str(r["paragraph"]).startswith(("URL", "FURN", "HEAD"))
        and ":" not in str(r["target"])
    }


@pytest.mark.parametrize(("english", "french"), TWINS)
def test_two_languages_of_one_text_cite_the_same_documents(english, french):
    assert cited(english) == cited(french)


@pytest.mark.parametrize(("english", "french"), TWINS)
def test_two_languages_of_one_text_have_the_same_paragraphs_and_acts(english, french):
    pairs = [
        [
            (r["paragraph"], r["act"])
            for r in read(name)[1]
            if r["kind"] == "paragraph" and str(r["paragraph"])[:2] in ("PP", "OP")
        ]
        for name in (english, french)
    ]
    assert pairs[0] == pairs[1]


@pytest.mark.parametrize(("english", "french"), TWINS)
def test_two_languages_of_one_text_ask_for_the_same_reports(english, french):
    asked = [
        {
            (r["paragraph"], r["target"], r["due"])
            for r in read(name)[1]
            if r["kind"] == "mandate" and r["type"] == "report"
        }
        for name in (english, french)
    ]
    assert asked[0] == asked[1]
