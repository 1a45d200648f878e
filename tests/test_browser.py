"""The page in a real browser: it asks for nothing, it shows the words, hostile texts stay texts."""

from __future__ import annotations

import networkx as nx
import pytest
from axe_playwright_python.sync_playwright import Axe

from kg.render import render

pytestmark = pytest.mark.browser

ATTACK = "<img src=http://127.0.0.1/x onerror='window.hacked=1'></script><script>window.hacked=1"
LINK = "javascript:window.hacked=1//href"
NODES = (
    ("A/RES/76/136", "Promouvoir l’intégration sociale", 2021, "resolution"),
    ("A/RES/70/1", "Transformer notre monde", 2015, "resolution"),
    ("A/RES/1514 (XV)", "", 1960, "resolution"),
    ("S/RES/1325 (2000)", "", 2000, "resolution"),
    ("A/RES/60/1325", "", 2005, "resolution"),
    ("Convention relative aux droits de l’enfant", "", 1989, "treaty"),
    (ATTACK, LINK, None, "document"),
)


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    network = nx.MultiDiGraph()
    for i, (label, title, year, kind) in enumerate(NODES):
        group = "instrument" if kind == "treaty" else "document"
        network.add_node(
            f"http://e/{i}", label=label, title=title, year=year, kind=kind, group=group,
            organ="General Assembly" if kind == "resolution" else "", symbol=label, stub=i > 0,
            date=f"{year}-12-16" if year else "",
        )  # fmt: skip
    for i in range(1, len(NODES)):
        network.add_edge(
            "http://e/0", f"http://e/{i}", key=str(i), function="recalling", act="recalls",
            paragraph=f"PP{i}", quote=ATTACK if i == 6 else f"le texte {i}",
            before="Rappelant ", behind=", et la suite", language="fr", status="explicit", confidence=1.0, date="",
        )  # fmt: skip
    path = tmp_path_factory.mktemp("page") / "graph.html"
    render(network, path, title=f"Citations {ATTACK}")
    return path


class Visit:
    """An open page with what it asked for and complained of."""

    def __init__(self, browser, path, **options):
        self.context = browser.new_context(offline=True, **options)
        self.page = self.context.new_page()
        self.requests, self.complaints = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.context.route("**/*", self._only_the_file)
        self.address = path.as_uri()
        self.page.goto(self.address)
        self.page.wait_for_selector("html[data-ready=true]", timeout=10_000)

    def _only_the_file(self, route):
        if route.request.url == self.address:
            route.continue_()
        else:
            route.abort()

    def search(self, text):
        self.page.fill("#query", text)
        return self.page.locator("#results [role=option]").all_inner_texts()

    def click_node(self, label):
        place = self.page.evaluate(
            """(label) => {
                const at = unkg.at(unkg.details.nodes.findIndex((node) => node.label === label));
                const box = document.getElementById("canvas").getBoundingClientRect();
                return [at.x + box.x, at.y + box.y];
            }""",
            label,
        )
        self.page.mouse.click(*place)

    @property
    def panel(self):
        return self.page.locator("#panel").inner_text()


@pytest.fixture
def visit(chromium, page_file):
    opened = Visit(chromium, page_file, viewport={"width": 1366, "height": 850})
    yield opened
    opened.context.close()


def test_the_page_asks_for_nothing_but_itself(visit):
    visit.click_node("A/RES/76/136")
    visit.search("70/1")
    visit.page.wait_for_timeout(300)
    assert visit.requests == [visit.address]


def test_the_page_opens_without_a_complaint(visit):
    assert visit.complaints == []


def test_the_graph_is_drawn(visit):
    counted = visit.page.evaluate("unkg.network.body.nodeIndices.length")
    colours = visit.page.evaluate(
        """() => {
            const canvas = document.querySelector("#canvas canvas");
            const { width, height } = canvas;
            const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
            const seen = new Set();
            for (let i = 0; i < data.length; i += 4) seen.add(data.slice(i, i + 3).join());
            return [...seen];
        }"""
    )
    assert counted == len(NODES)
    assert "0,114,178" in colours  # a resolution's blue
    assert "213,94,0" in colours  # a treaty's vermilion


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("70/1", "A/RES/70/1"),
        ("a/res/70/1", "A/RES/70/1"),
        ("A-RES-70-1", "A/RES/70/1"),
        ("résolution 70/1", "A/RES/70/1"),
        ("٧٠/١", "A/RES/70/1"),
        ("1514 (XV)", "A/RES/1514 (XV)"),
        ("1514(xv)", "A/RES/1514 (XV)"),
        ("1514XV", "A/RES/1514 (XV)"),
        ("res 1325", "S/RES/1325 (2000)"),
        ("1325 (2000)", "S/RES/1325 (2000)"),
        ("integration SOCIALE", "A/RES/76/136"),
        ("droits enfant", "Convention relative aux droits de l’enfant"),
    ],
)
def test_search_finds_any_spelling(visit, asked, first):
    assert visit.search(asked)[0].startswith(first)


def test_a_number_finds_each_resolution_that_bears_it(visit):
    found = {text.splitlines()[0] for text in visit.search("1325")}
    assert found == {"S/RES/1325 (2000)", "A/RES/60/1325"}


def test_what_is_not_there_is_said(visit):
    assert visit.search("99/999") == []
    assert "Nothing here" in visit.page.locator("#results").inner_text()


def test_the_keyboard_alone_reaches_the_words(visit):
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("1325")
    visit.page.keyboard.press("ArrowDown")
    visit.page.keyboard.press("ArrowUp")
    visit.page.keyboard.press("Enter")
    assert "Cited by" in visit.panel or "CITED BY" in visit.panel
    assert "Rappelant le texte" in visit.panel
    visit.page.keyboard.press("Escape")
    visit.page.keyboard.press("Escape")
    assert visit.panel.startswith("Most cited")


def test_a_click_on_a_node_shows_its_citations_and_their_words(visit):
    visit.click_node("A/RES/76/136")
    for words in (
        "Promouvoir l’intégration",
        "2021-12-16",
        "recalls",
        "PP2",
        "Rappelant le texte 2",
    ):
        assert words in visit.panel
    quotes = visit.page.locator("#panel blockquote")
    assert "Rappelant le texte 1, et la suite" in quotes.all_inner_texts()
    assert "le texte 1" in visit.page.locator("#panel mark").all_inner_texts()
    link = visit.page.locator("#panel a")
    assert link.get_attribute("href") == "https://docs.un.org/en/A/RES/76/136"


def test_a_click_on_a_line_shows_the_evidence(visit):
    place = visit.page.evaluate(
        """() => {
            const [a, b] = ["A/RES/76/136", "A/RES/1514 (XV)"].map((label) =>
                unkg.at(unkg.details.nodes.findIndex((node) => node.label === label)));
            const box = document.getElementById("canvas").getBoundingClientRect();
            return [a.x + (b.x - a.x) * 0.93 + box.x, a.y + (b.y - a.y) * 0.93 + box.y];
        }"""
    )
    visit.page.mouse.click(*place)
    assert visit.panel.startswith("← Overview\n")
    assert "Rappelant le texte 2" in visit.panel
    assert "Rappelant le texte 3" not in visit.panel


def test_hostile_texts_are_shown_and_not_run(visit):
    visit.search("onerror")
    visit.page.keyboard.press("Enter")
    assert "<img src=http://127.0.0.1/x" in visit.panel
    hrefs = visit.page.eval_on_selector_all("a", "links => links.map((link) => link.href)")
    assert all(href.startswith("https://docs.un.org/en/") for href in hrefs)
    assert visit.page.evaluate("window.hacked") is None
    assert visit.page.locator("img").count() == 0
    assert visit.requests == [visit.address]


def test_a_link_to_a_symbol_opens_on_it(chromium, page_file):
    visit = Visit(chromium, page_file)
    visit.page.goto(f"{visit.address}#A%2FRES%2F70%2F1")
    visit.page.reload()
    visit.page.wait_for_selector("html[data-ready=true]")
    assert "Transformer notre monde" in visit.panel
    visit.context.close()


@pytest.mark.parametrize("width", [320, 400, 820])
def test_a_narrow_page_does_not_scroll_sideways(chromium, page_file, width):
    visit = Visit(chromium, page_file, viewport={"width": width, "height": 800})
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    visit.context.close()


def test_dark_mode_draws_on_a_dark_ground(chromium, page_file):
    visit = Visit(chromium, page_file, color_scheme="dark")
    assert (
        visit.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 28)"
    )
    visit.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_barrier_that_axe_finds(chromium, page_file, scheme):
    visit = Visit(chromium, page_file, color_scheme=scheme)
    visit.click_node("A/RES/76/136")
    assert [one["id"] for one in Axe().run(visit.page).response["violations"]] == []
    visit.context.close()


# ------------------------------------------------------------------------------ other scripts
ARABIC = {
    "before": "A/76/184 إذ تشير إلى قرارها ",
    "quote": "70/1",
    "behind": " وإلى بيان رئيسه (S/PRST/2004/40)،",
}


@pytest.fixture
def arabic_visit(chromium, tmp_path):
    network = nx.MultiDiGraph()
    for symbol, year in (("A/RES/76/136", 2021), ("A/RES/70/1", 2015)):
        network.add_node(
            symbol, label=symbol, title="تحويل عالمنا", year=year, kind="resolution", group="document",
            organ="الجمعية العامة", symbol=symbol, stub=False, date=f"{year}-09-25",
        )  # fmt: skip
    network.add_edge(
        "A/RES/76/136", "A/RES/70/1", key="c", function="recalling", act="recalls", paragraph="PP1",
        language="ar", status="explicit", confidence=1.0, date="", **ARABIC,
    )  # fmt: skip
    path = tmp_path / "arabic.html"
    render(network, path, title="قرارات")
    opened = Visit(chromium, path, viewport={"width": 1366, "height": 850})
    opened.click_node("A/RES/76/136")
    yield opened
    opened.context.close()


def test_arabic_evidence_reads_from_right_to_left(arabic_visit):
    quote = arabic_visit.page.locator("#panel blockquote").first
    assert (quote.get_attribute("dir"), quote.get_attribute("lang")) == ("rtl", "ar")
    edges = quote.evaluate(
        """(quote) => {
            const box = (node) => { const r = document.createRange(); r.selectNodeContents(node); return r.getBoundingClientRect(); };
            const [first, last] = [quote.querySelector("bdi"), quote.querySelector("mark")].map(box);
            return [first.left, last.right, first.top === last.top];
        }"""
    )
    assert quote.inner_text().startswith("A/76/184 إذ")
    assert edges[2]
    assert edges[0] > edges[1]  # what is said first stands to the right


def test_symbols_in_arabic_evidence_read_from_left_to_right(arabic_visit):
    symbols = arabic_visit.page.locator("#panel blockquote bdi")
    assert symbols.all_inner_texts() == ["A/76/184", "S/PRST/2004/40"]
    assert {symbol.get_attribute("dir") for symbol in symbols.all()} == {"ltr"}
    assert arabic_visit.complaints == []
