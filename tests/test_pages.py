"""A PDF from file to graph: pages and hyperlinks of a made resolution, as users meet them."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from tests.test_cli import kg
from tests.test_pdf import INDENT, Maker

UN = "https://docs.un.org/en"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A resolution of two pages with one true link, one link to another text, and its graph."""
    folder = tmp_path_factory.mktemp("pages")
    made = Maker()
    made.line("United Nations A/RES/901/5")
    made.paragraph("Resolution adopted by the General Assembly on 3 March 2901")
    made.paragraph("The General Assembly,")
    made.link(
        "Recalling its resolution ",
        "70/1",
        " of 25 September 2015,",
        f"{UN}/A/RES/70/1",
        x=INDENT,
        down=24,
    )
    made.line("having considered the report of the Secretary-General on its implementation,")
    made.page()
    made.link("1. Takes note of the report in document ", "A/70/12", ";", f"{UN}/A/71/12", x=INDENT)
    made.paragraph("2. Decides to go on with its consideration of the matter at its next session.")
    (folder / "a.pdf").write_bytes(made.data())
    result = kg("build", folder / "a.pdf", "--output", folder / "out")
    assert result.returncode == 0, result.stderr
    (folder / "told").write_text(result.stdout, encoding="utf-8")
    return folder


def test_records_name_the_page_and_their_place_in_the_extracted_text(folder):
    source = kg("extract", folder / "a.pdf", "--format", "text").stdout
    records = [json.loads(line) for line in kg("extract", folder / "a.pdf").stdout.splitlines()]
    pages = {r["text"]: r["page"] for r in records if r["kind"] == "citation"}
    assert pages["70/1"] == 1
    assert pages["A/70/12"] == 2
    assert all(source[r["start"] : r["end"]] == r["text"] for r in records)


def test_the_graph_and_its_explanation_name_the_page(folder):
    store = ox.Store()
    store.bulk_load(path=folder / "out" / "graph.nq", format=ox.RdfFormat.N_QUADS)
    page = ox.NamedNode("https://w3id.org/unkg/ontology#page")
    values = {quad.object.value for quad in store.quads_for_pattern(None, page, None)}
    assert values == {"1", "2"}
    told = kg("explain", "A/RES/901/5", "A/70/12", "--graph", folder / "out").stdout
    assert "page 2)" in told
    assert kg("validate", "--graph", folder / "out").returncode == 0


def test_the_report_says_what_became_of_each_hyperlink(folder):
    report = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["totals"]["links"] == {
        "confirmed": 1, "corrected": 0, "added": 0, "contradicted": 1,
    }  # fmt: skip
    (document,) = report["documents"]
    assert document["links"] == {"confirmed": 1, "contradicted": 1}
    assert document["doubts"] == [
        "OP1: the hyperlink on 'A/70/12' leads to A/71/12; the words name A/70/12"
    ]


def test_the_summary_counts_the_hyperlinks(folder):
    told = (folder / "told").read_text(encoding="utf-8")
    assert (
        "Hyperlinks to documents, held against the words they stand on: 1 confirmed, 1 contradicted."
        in told
    )


def test_a_text_has_no_pages():
    line = kg("extract", "samples/ga-901-12.fr.txt").stdout.splitlines()[0]
    assert json.loads(line)["page"] is None
