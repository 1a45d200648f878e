"""What a newcomer asks the explorer of five real resolutions, by the steps of docs/explorer.md."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.building import build
from kg.explorer import write_explorer
from kg.store import load
from tests.explored import Visit

pytestmark = [pytest.mark.browser, pytest.mark.shared]

SEEDS = Path(__file__).parent.parent.parent / "shared" / "seeds"


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    if not SEEDS.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{SEEDS} is missing, and CI has to ask it")
        pytest.skip(f"{SEEDS} is missing: no real texts to ask")
    folder = tmp_path_factory.mktemp("seeds")
    build(sorted(SEEDS.glob("*.txt")), folder / "graph", jobs=1)
    write_explorer(load(folder / "graph"), folder / "explorer.html", title="Seeds")
    return folder / "explorer.html"


@pytest.fixture
def visit(chromium, seeds):
    opened = Visit(chromium, seeds, viewport={"width": 1366, "height": 850})
    yield opened
    opened.close()


def ask(visit: Visit, symbol: str) -> None:
    visit.page.keyboard.press("/")
    visit.page.keyboard.type(symbol)
    visit.page.keyboard.press("Enter")


def column(visit: Visit, heading: str) -> set[str]:
    groups = visit.ask(
        "unkg.scene.groups.map((g) => [g.heading, g.rows.map((r) => unkg.model.nodes.label[r.i])])"
    )
    return {label for said, labels in groups if said == heading for label in labels}


def test_what_does_76_136_cite_and_in_which_words(visit):
    ask(visit, "76/136")
    visit.page.click("#as-table")
    visit.page.wait_for_selector("#table blockquote")
    row = visit.page.locator("#table tbody tr", has_text="E/RES/2010/12").first.inner_text()
    assert "recalls" in row
    assert "PP2" in row
    assert "22 juillet 2010" in row


def test_what_did_76_136_drop_since_68_131(visit):
    ask(visit, "76/136")
    visit.page.get_by_role("link", name="Compare", exact=True).click()
    visit.page.get_by_role("textbox", name="Add a document").fill("68/131")
    visit.page.keyboard.press("Enter")
    assert {"A/RES/65/1", "A/RES/66/122"} <= column(visit, "Only A/RES/68/131")
    assert "E/RES/2010/12" in column(visit, "Cited by all 2")


def test_which_texts_do_all_five_share(visit):
    visit.page.get_by_role("link", name="Compare", exact=True).click()
    visit.page.get_by_role("button", name="Compare all 5 that were read").click()
    visit.page.click("#as-table")
    shared = visit.page.locator("#table .rows").first.inner_text()
    assert shared.startswith("Cited by all 5")
    assert "None." in shared
    assert "World Summit for Social Development" in column(visit, "Cited by 3 of 5")
