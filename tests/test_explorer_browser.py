"""The explorer in a real browser: every view, by pointer and by keyboard, in every language."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import pyoxigraph as ox
import pytest
from axe_playwright_python.sync_playwright import Axe

from kg.explorer import write_explorer
from kg.explorer.wording import LANGUAGES, interface
from tests.explored import ATTACK, NAMES, Visit, small_graph

pytestmark = pytest.mark.browser

WIDE = {"width": 1366, "height": 850}
VIEWS = ("neighbourhood", "timeline", "chain", "path", "compare", "whole")
WITH = "&with=A-RES-68-131"


@pytest.fixture(scope="module")
def explorer(tmp_path_factory):
    path = tmp_path_factory.mktemp("explorer") / "explorer.html"
    write_explorer(small_graph(), path, title=f"Citations {ATTACK}")
    return path


@pytest.fixture
def visit(chromium, explorer):
    opened = Visit(chromium, explorer, viewport=WIDE)
    yield opened
    opened.close()


def nothing_wrong(visit: Visit) -> bool:
    """No request but for the page, no complaint, nothing ran."""
    return (
        visit.complaints == []
        and {request.partition("#")[0] for request in visit.requests} == {visit.file}
        and visit.ask("window.hacked") is None
    )


# ------------------------------------------------------------------------------------ the views
def test_it_opens_on_the_document_that_most_is_known_of(visit):
    assert visit.page.locator("#scene").inner_text().endswith("A/RES/76/136")
    assert visit.chosen == "A/RES/76/136"


def test_the_neighbourhood_is_what_a_text_cites_and_what_cites_it(visit):
    visit.go("at=A-RES-68-131")
    assert sorted(visit.shown()) == [
        "A/RES/1514 (XV)",
        "A/RES/66/122",
        "A/RES/68/131",
        "A/RES/76/136",
        "Convention on the Rights of the Child",
    ]
    sides = visit.ask(
        "unkg.scene.nodes.map((node) => [unkg.model.nodes.label[node.i], Math.sign(node.x)])"
    )
    assert dict(map(tuple, sides)) == {
        "A/RES/68/131": 0,
        "A/RES/66/122": -1,
        "A/RES/1514 (XV)": -1,
        "Convention on the Rights of the Child": -1,
        "A/RES/76/136": 1,
    }


def test_two_steps_reach_what_the_cited_texts_cite(visit):
    visit.go("at=A-RES-76-136&hops=2")
    assert {"A/RES/66/122"} <= set(visit.shown())
    visit.go("at=A-RES-76-136")
    assert "A/RES/66/122" not in visit.shown()


def test_the_timeline_runs_from_old_to_new_in_lanes(visit):
    visit.go("view=timeline&at=A-RES-76-136")
    order = visit.ask(
        """[...unkg.scene.nodes].sort((a, b) => a.x - b.x).map((n) => unkg.model.nodes.year[n.i])"""
    )
    assert order == sorted(order)
    assert [lane.split(" · ")[0] for lane in visit.ask("unkg.scene.lanes.map((l) => l.text)")] == [
        "General Assembly",
        "Security Council",
        "Treaties and other instruments",
        "Conferences and events",
    ]


def test_the_rows_of_a_timeline_can_be_kinds(visit):
    visit.go("view=timeline&at=A-RES-76-136&lanes=kind")
    lanes = [lane.split(" · ")[0] for lane in visit.ask("unkg.scene.lanes.map((l) => l.text)")]
    assert sorted(lanes) == ["conference", "resolution", "treaty"]


def test_the_rows_of_a_timeline_can_be_topics_named_by_what_they_cite_most(visit):
    visit.go("view=whole&at=A-RES-76-136&lanes=topic")
    assert visit.ask("unkg.scene.lanes.map((l) => l.text)") == [
        "Around A/RES/1514 (XV) · 4",
        "Around Convention on the Rights of the Child · 4",
        "No topic · 2",
    ]


def test_the_chain_follows_documents_back_and_forth_in_the_order_of_time(visit):
    visit.go("view=chain&at=A-RES-68-131")
    assert visit.shown() == [
        "A/RES/1514 (XV)",
        "A/RES/60/1325",
        "A/RES/66/122",
        "A/RES/68/131",
        "A/RES/76/136",
    ]


def test_documents_of_one_title_stand_in_one_row_of_the_chain(visit):
    visit.go("view=chain&at=A-RES-76-136")
    rows = dict(map(tuple, visit.ask("unkg.scene.nodes.map((n) => [unkg.model.nodes.label[n.i], n.y])")))  # fmt: skip
    assert rows["A/RES/76/136"] == rows["A/RES/68/131"] == 0
    assert rows["A/RES/70/1"] != 0


def test_the_chain_follows_only_the_acts_that_were_chosen(visit):
    visit.go("view=chain&at=A-RES-76-136&act=reaffirms")
    assert visit.shown() == ["A/RES/1514 (XV)", "A/RES/76/136"]


def test_a_path_leads_along_citations(visit):
    visit.go("view=path&at=A-RES-76-136&with=A-RES-66-122")
    assert visit.shown() == ["A/RES/76/136", "A/RES/68/131", "A/RES/66/122"]
    assert "Steps along citations: 2" in visit.page.locator("#chips").inner_text()


def test_a_path_that_only_leads_back_is_found_and_said(visit):
    visit.go("view=path&at=A-RES-66-122&with=A-RES-76-136")
    assert visit.shown() == ["A/RES/66/122", "A/RES/68/131", "A/RES/76/136"]
    assert "from the later text back: 2" in visit.page.locator("#chips").inner_text()


def test_where_no_path_leads_it_is_said(visit):
    visit.go("view=path&at=A-RES-76-136&with=A-RES-66-122&act=guided-by")
    assert "No way leads" in visit.page.locator("#hint").inner_text()


def test_two_documents_are_compared_by_what_both_and_only_one_cite(visit):
    visit.go("view=compare&at=A-RES-76-136" + WITH)
    groups = visit.ask(
        "unkg.scene.groups.map((g) => [g.heading, g.rows.map((r) => unkg.model.nodes.label[r.i]).sort()])"
    )
    assert groups == [
        ["Only A/RES/76/136", ["A/RES/68/131", "A/RES/70/1", "S/RES/1325 (2000)", "World Summit for Social Development"]],
        ["Cited by all 2", ["A/RES/1514 (XV)", "Convention on the Rights of the Child"]],
        ["Only A/RES/68/131", ["A/RES/66/122"]],
    ]  # fmt: skip


def test_all_that_were_read_are_compared_at_once(visit):
    visit.go("view=compare&at=A-RES-76-136")
    visit.page.get_by_role("button", name="Compare all 4 that were read").click()
    groups = visit.ask("unkg.scene.groups.map((g) => [g.heading, g.rows.length])")
    assert groups == [["Cited by all 4", 0], ["Cited by 3 of 4", 1], ["Cited by 2 of 4", 2], ["Cited by 1 of 4", 5]]  # fmt: skip
    visit.page.click("#as-table")
    table = visit.page.locator("#table").inner_text()
    assert "Cited by all 4" in table
    assert "None." in table
    assert "reaffirms (PP2)" in table


def test_a_document_is_added_to_the_comparison_by_its_symbol(visit):
    visit.go("view=compare&at=A-RES-76-136")
    visit.page.get_by_role("textbox", name="Add a document").fill("66/122")
    visit.page.get_by_role("button", name="Add", exact=True).click()
    assert visit.ask("unkg.scene.documents.map((i) => unkg.model.nodes.label[i])") == [
        "A/RES/76/136",
        "A/RES/66/122",
    ]


def test_the_whole_graph_shows_every_text(visit):
    visit.go("view=whole")
    assert len(visit.shown()) == 10
    assert visit.ask("unkg.scene.lines.length") == 12


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_draws_marks_and_asks_for_nothing(visit, view):
    visit.go(f"view={view}&at=A-RES-76-136{WITH}")
    visit.page.wait_for_timeout(120)
    colours = visit.ask(
        """() => {
            const { width, height } = document.getElementById("base");
            const { data } = document.getElementById("base").getContext("2d").getImageData(0, 0, width, height);
            const seen = new Set();
            for (let k = 0; k < data.length; k += 4) if (data[k + 3] === 255) seen.add(data.slice(k, k + 3).join());
            return [...seen];
        }"""
    )
    assert "0,114,178" in colours  # a resolution's blue
    assert nothing_wrong(visit)


# ------------------------------------------------------------------------------ what is looked at
def test_a_click_on_a_mark_shows_its_words_and_lines(visit):
    visit.page.mouse.click(*visit.place("A/RES/68/131"))
    assert visit.chosen == "A/RES/68/131"
    assert visit.ask("unkg.state.selected === unkg.model.nodes.label.indexOf('A/RES/68/131')")
    assert visit.page.locator("#scene").inner_text().endswith("A/RES/76/136")


def test_a_double_click_puts_a_text_in_the_middle(visit):
    visit.page.mouse.dblclick(*visit.place("A/RES/68/131"))
    assert visit.page.locator("#scene").inner_text().endswith("A/RES/68/131")


def middle_of_line(visit: Visit, citing: str, cited: str) -> tuple[float, float]:
    """A place on the line between two marks, near its middle: bends run through it."""
    ends = "[unkg.model.nodes.label.indexOf(citing), unkg.model.nodes.label.indexOf(cited)]"
    return tuple(
        visit.page.evaluate(
            f"""([citing, cited]) => {{
                const [from, to] = {ends}.map((i) => unkg.picture.at(i)), t = 0.5;
                const box = document.getElementById("picture").getBoundingClientRect();
                const way = [from.x + (to.x - from.x) * 0.55, from.y, to.x - (to.x - from.x) * 0.4, to.y];
                const at = (p, a, b, q) => (p + 3 * a + 3 * b + q) / 8;
                return [at(from.x, way[0], way[2], to.x) + box.x, at(from.y, way[1], way[3], to.y) + box.y];
            }}""",
            [citing, cited],
        )
    )


def test_a_click_on_a_line_shows_the_words_of_that_citation_alone(visit):
    visit.go("at=A-RES-76-136")
    visit.page.mouse.click(*middle_of_line(visit, "A/RES/76/136", "S/RES/1325 (2000)"))
    assert visit.chosen == "A/RES/76/136 cites S/RES/1325 (2000)"
    assert "recalls · PP3 · inferred" in visit.panel
    assert visit.page.locator("#panel blockquote").all_inner_texts() == [
        "Rappelant la résolution 1325"
    ]
    assert visit.page.locator("#status").inner_text() == "A/RES/76/136 cites S/RES/1325 (2000)"


def test_a_line_has_an_address_and_is_left_again(chromium, explorer):
    line = "#at=A-RES-68-131&line=A-RES-76-136+A-RES-68-131"
    visit = Visit(chromium, explorer, line, viewport=WIDE)
    assert visit.chosen == "A/RES/76/136 cites A/RES/68/131"
    assert visit.ask("location.hash") == line
    visit.page.select_option("#language", "fr")
    assert visit.chosen == "A/RES/76/136 cite A/RES/68/131"
    visit.page.focus("#picture")
    visit.page.keyboard.press("Escape")
    assert visit.chosen == "A/RES/68/131"
    assert visit.ask("location.hash") == "#at=A-RES-68-131&ui=fr"
    visit.close()


def test_a_text_on_a_lines_end_is_chosen_from_its_panel(visit):
    visit.go("at=A-RES-68-131&line=A-RES-76-136+A-RES-68-131")
    visit.page.locator("#panel .link").first.click()
    assert visit.chosen == "A/RES/76/136"
    assert visit.ask("unkg.state.line") is None


def test_the_panel_tells_how_where_and_on_which_words(visit):
    panel = visit.panel
    for words in (
        "16 December 2021", "by recorded vote, 120 for, 3 against, 40 abstaining", "GA-76", "Spanish, French",
        "6 of 7 citations resolved", "recalls · PP1", "inferred", "report: Secretary-General",
        "requests · OP8 · due GA-78", "ambiguous", "two documents fit",
    ):  # fmt: skip
        assert words in panel
    quotes = visit.page.locator("#panel blockquote").all_inner_texts()
    assert "Rappelant sa résolution 70/1, intitulée" in quotes
    assert "ladite résolution" in quotes
    assert "sa résolution 70/1" in visit.page.locator("#panel mark").all_inner_texts()


def test_the_source_is_linked_in_every_language_the_readers_first(chromium, explorer):
    visit = Visit(chromium, explorer, "#ui=fr&at=S-RES-1325_2000", viewport=WIDE)
    links = visit.page.locator("#panel .sources a")
    assert [link.get_attribute("href") for link in links.all()][:2] == [
        "https://docs.un.org/fr/S/RES/1325%20(2000)",
        "https://docs.un.org/en/S/RES/1325%20(2000)",
    ]
    assert {link.get_attribute("rel") for link in links.all()} == {"noreferrer noopener"}
    visit.close()


def test_arabic_words_run_from_the_right_and_symbols_in_them_from_the_left(visit):
    assert "قرارها" in visit.panel
    quote = visit.page.locator('#panel blockquote[lang="ar"]')
    assert quote.get_attribute("dir") == "rtl"
    assert quote.locator("bdi").all_inner_texts() == ["A/76/184"]
    assert quote.locator("bdi").get_attribute("dir") == "ltr"


def test_the_words_are_those_of_the_readers_language_where_it_was_read(visit):
    visit.page.select_option("#language", "es")
    assert "Recordando" in visit.panel
    quotes = visit.page.locator("#panel blockquote")
    assert "Recordando su resolución 70/1, titulada" in quotes.all_inner_texts()
    assert visit.page.locator('#panel blockquote[lang="es"]').count() == 1


# ----------------------------------------------------------------------------------- the search
@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("70/1", "A/RES/70/1"),
        ("a-res-70-1", "A/RES/70/1"),
        ("résolution 70/1", "A/RES/70/1"),
        ("٧٠/١", "A/RES/70/1"),
        ("1514 (XV)", "A/RES/1514 (XV)"),
        ("1514XV", "A/RES/1514 (XV)"),
        ("1325 (2000)", "S/RES/1325 (2000)"),
        ("integration SOCIALE", "A/RES/68/131"),
        ("droits enfant", "Convention on the Rights of the Child"),
        ("儿童", "Convention on the Rights of the Child"),
        ("social development", "World Summit for Social Development"),
    ],
)
def test_search_finds_any_spelling_and_any_language(visit, asked, first):
    assert visit.search(asked)[0].startswith(first)


def test_a_number_finds_each_text_that_bears_it(visit):
    assert {found.splitlines()[0] for found in visit.search("1325")} == {
        "S/RES/1325 (2000)",
        "A/RES/60/1325",
    }


def test_what_is_not_there_is_said(visit):
    assert visit.search("99/999") == []
    assert visit.page.locator("#nothing").inner_text() == "Nothing here bears that symbol or title."
    assert visit.page.locator("#status").inner_text() == "Nothing here bears that symbol or title."


# ---------------------------------------------------------------------------------- the filters
def choose(visit: Visit, group: str, key: str) -> None:
    visit.page.click("#filters-button")
    visit.page.locator("#filters fieldset", has=visit.page.get_by_text(group, exact=True)).get_by_label(key).check()  # fmt: skip


@pytest.mark.parametrize(
    ("group", "key", "left"),
    [
        ("Organ", "Security Council", ["A/RES/76/136", "S/RES/1325 (2000)"]),
        ("Topic", "Around A/RES/1514 (XV)", ["A/RES/1514 (XV)", "A/RES/68/131", "A/RES/76/136"]),
        ("Kind", "treaty", ["A/RES/76/136", "Convention on the Rights of the Child"]),
        ("Act", "reaffirms", ["A/RES/1514 (XV)", "A/RES/76/136"]),
        ("Status", "inferred", ["A/RES/76/136", "S/RES/1325 (2000)"]),
        ("Language", "Arabic", ["A/RES/1514 (XV)", "A/RES/76/136"]),
    ],
)
def test_a_filter_leaves_what_it_names(visit, group, key, left):
    choose(visit, group, key)
    assert sorted(visit.shown()) == left


def test_years_narrow_the_view_and_the_hidden_are_counted(visit):
    visit.page.click("#filters-button")
    visit.page.get_by_label("from").fill("2010")
    visit.page.keyboard.press("Enter")
    assert sorted(visit.shown()) == ["A/RES/68/131", "A/RES/70/1", "A/RES/76/136"]
    assert "Hidden by filters: 5 texts, 8 citations" in visit.page.locator("#chips").inner_text()


def test_filters_are_cleared_at_once(visit):
    visit.go("at=A-RES-76-136&act=reaffirms&from=1900")
    visit.page.locator("#chips").get_by_role("button", name="Clear filters").click()
    assert len(visit.shown()) == 7


def test_the_count_says_what_is_not_resolved(visit):
    assert "12 of 13 citations resolved" in visit.page.locator("#counts").inner_text()


def test_what_does_not_fit_is_counted_and_shown_on_demand(chromium, tmp_path):
    store = small_graph()
    many = "".join(
        f"""<https://w3id.org/unkg/id/doc/A-RES-50-{n}> <https://w3id.org/unkg/ontology#symbol> "A/RES/50/{n}" .
        <http://e/{n}> <http://purl.org/spar/cito/hasCitingEntity> <https://w3id.org/unkg/id/doc/A-RES-68-131> ;
          <http://purl.org/spar/cito/hasCitedEntity> <https://w3id.org/unkg/id/doc/A-RES-50-{n}> ."""
        for n in range(100)
    )
    store.update(f"INSERT DATA {{ {many} }}")
    write_explorer(store, tmp_path / "x.html", title="Many")
    visit = Visit(chromium, tmp_path / "x.html", "#at=A-RES-68-131", viewport=WIDE)
    assert "Cites: 68 of 103" in visit.page.locator("#chips").inner_text()
    visit.page.get_by_role("button", name="35 more").click()
    assert "Cites: 103" in visit.page.locator("#chips").inner_text()
    assert len(visit.shown()) == 105
    visit.close()


# ------------------------------------------------------------------------------------ the table
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_a_table_too(visit, view):
    visit.go(f"view={view}&at=A-RES-76-136{WITH}&as=table")
    visit.page.wait_for_timeout(60)
    assert visit.page.locator("#picture").is_hidden()
    rows = " ".join(visit.page.locator("#table tbody tr").all_inner_texts())
    assert "A/RES/1514 (XV)" in rows or view == "path"
    assert visit.page.locator("#table th[scope=row]").count() > 0


def test_the_table_of_a_neighbourhood_holds_the_words(visit):
    visit.go("at=A-RES-76-136&as=table")
    visit.page.wait_for_selector("#table blockquote")
    row = visit.page.locator("#table tbody tr", has_text="A/RES/70/1").inner_text()
    assert "recalls" in row
    assert "PP1" in row
    assert "Rappelant sa résolution 70/1, intitulée" in row


def test_a_table_is_sorted_by_a_column_and_back(visit):
    visit.go("view=whole&as=table")
    dates = visit.page.locator("#table thead").get_by_role("button", name="Date")
    first = visit.page.locator("#table tbody tr th").first
    dates.click()
    assert visit.page.locator("#table th[aria-sort=ascending]").inner_text() == "Date"
    assert first.inner_text() == "A/RES/1514 (XV)"
    dates.click()
    assert first.inner_text().splitlines()[0] == "A/RES/76/136"


# ----------------------------------------------------------------------------------- the address
@pytest.mark.parametrize("view", VIEWS)
def test_the_address_says_the_view_and_gives_it_back(chromium, explorer, visit, view):
    visit.page.locator(f'#views a[href*="view={view}"], #views a').nth(VIEWS.index(view)).click()
    visit.go(visit.ask("location.hash") + WITH + "&act=recalls&from=1950&lanes=kind")
    again = Visit(chromium, explorer, visit.ask("location.hash"), viewport=WIDE)
    assert again.ask("unkg.state.view") == view
    assert again.shown() == visit.shown()
    assert again.ask("[...unkg.state.filters.act]") == ["recalls"]
    again.close()


@pytest.mark.parametrize("spelling", ["A-RES-68-131", "A/RES/68/131", "68/131"])
def test_an_address_may_name_a_text_by_its_symbol(chromium, explorer, spelling):
    visit = Visit(chromium, explorer, f"#at={spelling}", viewport=WIDE)
    assert visit.chosen == "A/RES/68/131"
    visit.close()


@pytest.mark.parametrize(
    "address",
    [
        "#at=%E0%A4%A",
        "#view=nonsense&hops=9&from=x",
        "#at=<script>window.hacked=1</script>",
        "#line=A-RES-76-136+nothing",
        "#&&==&",
    ],
)
def test_a_broken_address_opens_the_page_as_at_first(chromium, explorer, address):
    visit = Visit(chromium, explorer, address, viewport=WIDE)
    assert visit.ask("unkg.state.view") == "neighbourhood"
    assert nothing_wrong(visit)
    visit.close()


def test_the_way_back_leads_back(visit):
    visit.page.locator("#views a").nth(1).click()
    visit.page.locator("#views a").nth(2).click()
    visit.page.go_back()
    visit.page.wait_for_timeout(80)
    assert visit.ask("unkg.state.view") == "timeline"


# ---------------------------------------------------------------------------------- the keyboard
def test_the_keyboard_alone_leads_from_search_to_words_to_the_next_text(visit):
    press = visit.page.keyboard.press
    press("/")
    visit.page.keyboard.type("68/131")
    press("Enter")
    assert visit.ask("document.activeElement.id") == "panel"
    assert "Rappelant la résolution 66/122" in visit.panel
    visit.page.focus("#picture")
    press("ArrowRight")
    assert visit.chosen == "A/RES/76/136"
    assert visit.page.locator("#status").inner_text().startswith("A/RES/76/136, resolution, 2021")
    press("Enter")
    assert visit.page.locator("#scene").inner_text().endswith("A/RES/76/136")


def test_keys_follow_lines_zoom_and_go_back(visit):
    visit.page.focus("#picture")
    press = visit.page.keyboard.press
    press("n")
    first = visit.ask("unkg.state.selected")
    press("n")
    second = visit.ask("unkg.state.selected")
    press("p")
    assert first != second
    assert visit.ask("unkg.state.selected") == first
    before = visit.ask("unkg.picture.transform.k")
    press("+")
    visit.page.wait_for_timeout(50)
    assert visit.ask("unkg.picture.transform.k") > before
    press("Escape")
    assert visit.ask("unkg.state.selected") is None


def test_numbers_choose_the_steps_and_t_the_table(visit):
    visit.page.keyboard.press("2")
    assert visit.ask("unkg.state.hops") == 2
    visit.page.keyboard.press("t")
    assert visit.page.locator("#table").is_visible()
    visit.page.keyboard.press("t")
    assert visit.page.locator("#picture").is_visible()


@pytest.mark.parametrize(("key", "box"), [("?", "#help"), ("s", "#share")])
def test_a_dialog_opens_by_key_and_gives_the_focus_back(visit, key, box):
    visit.page.focus("#as-table")
    visit.page.keyboard.press(key)
    assert visit.page.locator(box).is_visible()
    visit.page.keyboard.press("Escape")
    assert visit.page.locator(box).is_hidden()
    assert visit.ask("document.activeElement.id") == "as-table"


def test_the_focus_is_never_lost(visit):
    for step in (
        "#chips button >> nth=1",
        "#panel .actions button >> nth=0",
        "#panel .link >> nth=0",
    ):
        visit.page.locator(step).focus()
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_timeout(30)
        assert visit.ask("document.activeElement !== document.body"), step


def test_every_control_has_a_name(visit):
    visit.page.click("#filters-button")
    unnamed = visit.ask(
        """[...document.querySelectorAll("button, a, input, select")].filter((one) =>
            !(one.textContent.trim() || one.getAttribute("aria-label") || one.labels?.length)).map((one) => one.outerHTML)"""
    )
    assert unnamed == []


# ----------------------------------------------------------------------------------- the exports
def share(visit: Visit, address: str) -> None:
    visit.go(address)
    visit.page.click("#share-button")


def test_what_is_shown_is_saved_as_csv(visit):
    share(visit, "at=A-RES-68-131")
    rows = list(csv.DictReader(io.StringIO(visit.download("CSV").decode("utf-8"))))
    assert sorted((row["citing"], row["cited"], row["act"], row["paragraph"]) for row in rows) == [
        ("A/RES/68/131", "A/RES/1514 (XV)", "recalls", "PP2"),
        ("A/RES/68/131", "A/RES/66/122", "recalls", "PP1"),
        ("A/RES/68/131", "Convention on the Rights of the Child", "recalls", "PP3"),
        ("A/RES/76/136", "A/RES/68/131", "recalls", "PP4"),
    ]
    assert {row["quote"] for row in rows} >= {"la résolution 66/122", "la Convention"}


def test_what_is_shown_is_saved_as_turtle_in_the_names_of_the_graph(visit):
    share(visit, "view=whole")
    found = ox.Store()
    found.load(visit.download("TTL"), format=ox.RdfFormat.TURTLE)
    store = small_graph()
    cites = ox.NamedNode("http://purl.org/spar/cito/hasCitedEntity")
    saved = {(q.subject, q.object) for q in found.quads_for_pattern(None, cites, None)}
    assert saved == {(q.subject, q.object) for q in store.quads_for_pattern(None, cites, None)}
    mentioned = ox.NamedNode("https://w3id.org/unkg/ontology#mentioned")
    assert [q.subject for q in found.quads_for_pattern(None, mentioned, None)] == [
        q.subject for q in store.quads_for_pattern(None, mentioned, None)
    ]


def test_what_is_shown_is_saved_as_graphml(visit):
    share(visit, "view=whole")
    root = ET.fromstring(visit.download("GRAPHML"))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert len(root.findall(f".//{space}node")) == 10
    assert len(root.findall(f".//{space}edge")) == 12
    assert ATTACK in {data.text for data in root.findall(f".//{space}data")}


@pytest.mark.parametrize(
    "address",
    [
        "at=A-RES-68-131",
        "view=chain&at=A-RES-76-136",
        "view=compare&at=A-RES-76-136" + WITH,
        "view=whole",
        "view=whole&act=recalls&status=explicit",
        "at=A-RES-76-136&from=2010",
    ],
)
def test_the_query_gives_from_the_graph_what_is_shown(visit, address):
    share(visit, address)
    rows = small_graph().query(visit.download("RQ").decode("utf-8"))
    shown = visit.ask("new Set(unkg.scene.lines.flatMap((line) => line.edges)).size")
    assert len({row["citation"] for row in rows}) == shown


def test_the_picture_is_saved_as_svg(visit):
    share(visit, "at=A-RES-76-136")
    svg = ET.fromstring(visit.download("SVG"))
    space = "{http://www.w3.org/2000/svg}"
    words = {text.text for text in svg.iter(f"{space}text")}
    assert {"A/RES/76/136", "A/RES/70/1", "recalls"} <= words
    assert len(list(svg.iter(f"{space}path"))) == 6
    assert "script" not in {element.tag.removeprefix(space) for element in svg.iter()}


def test_the_picture_is_saved_as_png(visit):
    share(visit, "at=A-RES-76-136")
    assert visit.download("PNG").startswith(b"\x89PNG\r\n")


def test_the_link_to_the_view_is_there_to_be_copied(visit):
    share(visit, "view=chain&at=A-RES-68-131")
    assert visit.page.locator("#link").input_value() == visit.ask("location.href")
    visit.page.get_by_role("button", name="Copy link").click()
    said = visit.page.locator("#share [role=status]").filter(has_text="The link is copied.")
    said.wait_for()  # the browser's clipboard answers when it can


def test_a_printed_page_shows_no_controls(visit):
    visit.page.emulate_media(media="print")
    for box in ("#search", ".tools", "#views", ".zoom"):
        assert visit.page.locator(box).is_hidden()
    assert visit.page.locator("#panel").is_visible()


# --------------------------------------------------------------------------------- hostile texts
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("form", ["picture", "table"])
def test_hostile_texts_are_shown_and_not_run(visit, view, form):
    visit.go(f"view={view}&at=hostile&with=A-RES-76-136&as={form}")
    visit.page.wait_for_timeout(80)
    assert "<img src=http://127.0.0.1/x" in visit.panel
    assert visit.page.locator("img").count() == 0
    hrefs = visit.ask("[...document.links].map((link) => link.href)")
    assert all(href.startswith(("https://docs.un.org/", visit.file)) for href in hrefs)
    assert nothing_wrong(visit)


def test_hostile_words_are_text_in_search_filters_and_files(visit):
    visit.search("onerror")
    visit.page.keyboard.press("Enter")
    visit.page.click("#filters-button")
    visit.page.click("#share-button")
    for name in ("CSV", "TTL", "GRAPHML", "SVG"):
        assert visit.download(name)
    assert nothing_wrong(visit)


# ------------------------------------------------------------------------------------- for everyone
def violations(visit: Visit) -> list[str]:
    results = Axe().run(visit.page).response
    return [
        f"{one['id']}: {json.dumps([node['html'][:120] for node in one['nodes']][:3])}"
        for one in results["violations"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("form", ["picture", "table"])
def test_no_view_has_a_barrier_that_axe_finds(chromium, explorer, scheme, form):
    visit = Visit(chromium, explorer, viewport=WIDE, color_scheme=scheme)
    found = {}
    for view in VIEWS:
        visit.go(f"view={view}&at=A-RES-76-136{WITH}&as={form}&from=1900")
        visit.page.wait_for_timeout(80)
        found |= {view: wrong} if (wrong := violations(visit)) else {}
    assert found == {}
    visit.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_has_a_barrier_that_axe_finds(chromium, explorer, language):
    visit = Visit(chromium, explorer, f"#ui={language}", viewport=WIDE)
    visit.page.click("#filters-button")
    assert violations(visit) == []
    visit.close()


@pytest.mark.parametrize("button", ["#help-button", "#share-button"])
def test_no_dialog_has_a_barrier_that_axe_finds(visit, button):
    visit.page.click(button)
    assert violations(visit) == []


def test_a_small_screen_has_no_barrier_that_axe_finds(chromium, explorer):
    visit = Visit(chromium, explorer, viewport={"width": 360, "height": 780})
    assert violations(visit) == []
    visit.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_the_language_that_is_chosen(visit, language):
    visit.page.select_option("#language", language)
    words = interface()[language]
    assert visit.ask("document.documentElement.lang") == language
    assert visit.ask("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
    assert visit.page.locator("#views a").all_inner_texts() == [words[view] for view in VIEWS]
    visit.go(f"ui={language}&at=instrument/crc")
    assert visit.page.locator("#panel h2").inner_text() == NAMES[language]


def test_no_key_of_a_word_is_shown_in_place_of_the_word(visit):
    keys = [key for key in interface()["en"] if "-" in key]
    for view in VIEWS:
        visit.go(f"view={view}&at=A-RES-76-136{WITH}")
        shown = set(visit.page.locator("body").inner_text().split())
        assert shown.isdisjoint(keys)


def test_in_arabic_the_past_stands_at_the_right(visit):
    visit.page.select_option("#language", "ar")
    middle, old = visit.place("A/RES/76/136"), visit.place("A/RES/70/1")
    assert old[0] > middle[0]


@pytest.mark.parametrize("width", [320, 360, 820])
def test_a_narrow_page_shows_the_list_first_and_does_not_scroll_sideways(chromium, explorer, width):
    visit = Visit(chromium, explorer, viewport={"width": width, "height": 780})
    assert visit.page.locator("#table").is_visible()
    assert visit.ask("document.documentElement.scrollWidth") <= width
    visit.page.click("#as-picture")
    assert visit.page.locator("#picture").is_visible()
    visit.close()


def test_dark_mode_draws_on_a_dark_ground(chromium, explorer):
    visit = Visit(chromium, explorer, color_scheme="dark")
    assert visit.ask("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 28)"
    visit.close()


def test_nothing_moves_by_itself(visit):
    css = visit.ask("document.querySelector('style').textContent")
    assert "transition" not in css
    assert "animation" not in css


# -------------------------------------------------------------------------------------- the folder
def test_the_folder_form_reads_its_words_from_beside_it(chromium, tmp_path):
    write_explorer(small_graph(), tmp_path / "explorer", title="Folder")
    visit = Visit(chromium, tmp_path / "explorer" / "index.html", viewport=WIDE)
    visit.page.wait_for_selector("#panel blockquote")
    assert "Rappelant sa résolution 70/1, intitulée" in visit.panel
    assert [request.rpartition("/")[2] for request in visit.requests] == [
        "index.html",
        "words-0.js",
    ]
    assert visit.complaints == []
    visit.close()
