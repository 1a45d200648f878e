"""Documents that the United Nations issued as DOCX and as PDF: both say the same."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from kg.authorities import load_catalogue
from kg.documents import Document, read_document
from kg.extraction import extract
from kg.findings import Citation

FILES = Path(__file__).parent.parent.parent / "shared" / "corpus" / "files"
LEAST = 0.98  # of the symbols that one twin cites, the other cites too
TWINS = ("A_81_6 (SECT. 6)", "A_81_6 (SECT. 17)", "A_81_6 (SECT. 25)")
READINGS = ("with links", "by words alone")

pytestmark = [pytest.mark.shared]


@pytest.fixture(autouse=True)
def _real_files() -> None:
    if not FILES.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{FILES} is missing, and CI has to read it")
        pytest.skip(f"{FILES} is missing: no real files to read")


@cache
def twin(name: str, suffix: str) -> Document:
    return read_document(FILES / f"{name}{suffix}")


@cache
def cited(name: str, suffix: str, reading: str) -> frozenset[str]:
    document = twin(name, suffix)
    if reading == "by words alone":
        document = replace(document, links=())
    found = extract(document, load_catalogue()).findings
    return frozenset(c.target for c in found if isinstance(c, Citation) and c.target)


def shared_of(first: frozenset[str], second: frozenset[str]) -> float:
    assert len(first) > 10
    return len(first & second) / len(first)


def test_every_file_that_is_there_in_two_formats_is_compared():
    assert {p.stem for p in FILES.glob("*.docx") if p.with_suffix(".pdf").exists()} == set(TWINS)


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("name", TWINS)
def test_twins_cite_the_same(name, reading):
    pdf, docx = cited(name, ".pdf", reading), cited(name, ".docx", reading)
    assert shared_of(pdf, docx) >= LEAST, sorted(pdf - docx)
    assert shared_of(docx, pdf) >= LEAST, sorted(docx - pdf)


@pytest.mark.parametrize("name", TWINS)
def test_twins_have_the_same_rows_in_their_lists_of_mandates(name):
    rows = [
        re.findall(r"^(?:\d+|S-\d+)/\d.*\t.*\S", twin(name, suffix).source, re.MULTILINE)
        for suffix in (".pdf", ".docx")
    ]
    assert len(rows[0]) > 5
    assert rows[0] == rows[1]
