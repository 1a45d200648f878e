"""The site in a real browser, opened from a disk: read without a script, searched with one."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from kg.site import write_site
from kg.store import load
from tests.hostile_site import hostile
from tests.statements import stored

pytestmark = pytest.mark.browser

SAMPLES = Path(__file__).parent.parent / "output"
# where the first letter of a quote stands in it: 0 at its left edge, 1 at its right
FIRST_LETTER = """(quote) => {
    const range = document.createRange();
    range.setStart(quote.firstChild, 0);
    range.setEnd(quote.firstChild, 1);
    const letter = range.getBoundingClientRect(), block = quote.getBoundingClientRect();
    return (letter.left + letter.width / 2 - block.left) / block.width;
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "site"
    write_site(load(SAMPLES), folder)
    return folder


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("attacked") / "site"
    write_site(stored(*hostile()), folder)
    return folder


class Reader:
    """A browser window on a site, with what it asked for and complained of."""

    def __init__(self, browser, folder, **options):
        self.folder = folder
        self.context = browser.new_context(offline=True, **options)
        self.page = self.context.new_page()
        self.requests, self.complaints = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, name):
        address, mark, rest = name.partition("?")
        self.page.goto((self.folder / address).as_uri() + mark + rest)

    def follow(self, words):
        self.page.get_by_role("link", name=words, exact=True).first.click()
        self.page.wait_for_load_state()

    @property
    def heading(self):
        return self.page.locator("h1").inner_text()

    @property
    def elsewhere(self):
        return [url for url in self.requests if not url.startswith(self.folder.as_uri())]


@pytest.fixture
def reader(chromium, site):
    opened = Reader(chromium, site, java_script_enabled=False)
    yield opened
    opened.context.close()


@pytest.fixture
def searcher(chromium, site):
    opened = Reader(chromium, site)
    yield opened
    opened.context.close()


def test_without_a_script_a_reader_goes_from_document_to_cited_document_to_instrument_and_back(
    reader,
):
    reader.open("index.html")
    reader.page.locator("a[href='lists/ECOSOC-2902.html']").click()
    reader.follow("E/RES/2902/3")
    assert reader.heading == "E/RES/2902/3"
    reader.follow("A/RES/903/5")
    assert reader.heading == "A/RES/903/5"
    reader.follow("Sendai Framework for Disaster Risk Reduction 2015–2030")
    assert reader.heading == "Sendai Framework for Disaster Risk Reduction 2015–2030"
    reader.follow("A/RES/903/5")
    assert reader.page.url.partition("#")[2].startswith(
        "cit__preamble__p_3__instrument-sendai-framework"
    )
    reader.page.go_back()
    reader.page.go_back()
    reader.page.go_back()
    assert reader.heading == "E/RES/2902/3"
    assert reader.elsewhere == []
    assert reader.complaints == []


def test_pages_are_styled_where_no_server_is(reader):
    reader.open("doc/A-RES-903-5.html")
    colour = reader.page.locator("mark").first.evaluate(
        "(mark) => getComputedStyle(mark).backgroundColor"
    )
    assert colour == "rgb(255, 243, 201)"


def test_without_a_script_the_search_page_offers_the_lists(reader):
    reader.open("search.html?q=903")
    assert "Searching needs a script" in reader.page.locator("main").inner_text()
    reader.page.locator("main").get_by_role("link", name="Treaties and declarations").click()
    assert reader.heading.startswith("Treaties and declarations")


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("903/5", "A/RES/903/5"),
        ("a-res-903-5", "A/RES/903/5"),
        ("resolution 903/5", "A/RES/903/5"),
        ("٩٠٣/٥", "A/RES/903/5"),
        ("3419 A (xxx)", "A/RES/3419 A (XXX)"),
        ("90125 (2902)", "S/RES/90125 (2902)"),
        ("lantern coordination", "A/RES/903/5"),
        ("beijing platf", "Beijing Declaration and Platform for Action"),
    ],
)
def test_search_finds_symbols_in_any_spelling_and_words_of_titles(searcher, asked, first):
    searcher.open(f"search.html?q={asked}")
    assert searcher.page.locator("#found a").first.inner_text() == first
    assert searcher.page.locator("input[name=q]").input_value() == asked
    assert searcher.elsewhere == []


def test_the_form_on_every_page_leads_to_what_is_found(searcher):
    searcher.open("instrument/sendai-framework.html")
    searcher.page.fill("input[name=q]", "903/5")
    searcher.page.keyboard.press("Enter")
    searcher.page.wait_for_selector("#found a")
    searcher.follow("A/RES/903/5")
    assert searcher.heading == "A/RES/903/5"
    assert searcher.complaints == []


def test_what_is_not_there_is_said(searcher):
    searcher.open("search.html?q=99/999")
    assert (
        searcher.page.locator("#told").inner_text()
        == "Nothing here bears that symbol, title or name."
    )


@pytest.mark.parametrize("width", [320, 360, 820])
@pytest.mark.parametrize(
    "name", ["index.html", "doc/A-RES-903-5.html", "body/SG.html", "lists/GA-2848.html"]
)
def test_a_narrow_page_does_not_scroll_sideways(chromium, site, name, width):
    narrow = Reader(chromium, site, viewport={"width": width, "height": 800})
    narrow.open(name)
    assert narrow.page.evaluate("document.documentElement.scrollWidth") <= width
    narrow.context.close()


def test_dark_pages_have_a_dark_ground(chromium, site):
    dark = Reader(chromium, site, color_scheme="dark")
    dark.open("doc/A-RES-903-5.html")
    assert (
        dark.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 28)"
    )
    dark.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "name",
    ["index.html", "search.html", "doc/A-RES-903-5.html", "body/SG.html", "lists/GA-2848.html"],
)
def test_no_page_has_a_barrier_that_axe_finds(chromium, site, name, scheme):
    opened = Reader(chromium, site, color_scheme=scheme)
    opened.open(name)
    assert [one["id"] for one in Axe().run(opened.page).response["violations"]] == []
    opened.context.close()


def test_print_leaves_out_what_is_only_for_screens(searcher):
    searcher.open("doc/A-RES-903-5.html")
    searcher.page.emulate_media(media="print")
    assert not searcher.page.locator("header.bar").is_visible()
    assert searcher.page.locator("h1").is_visible()


def test_arabic_words_begin_at_the_right_and_french_ones_on_the_same_page_at_the_left(
    chromium, tmp_path
):
    write_site(load(SAMPLES), tmp_path / "site", language="ar")
    arabic = Reader(chromium, tmp_path / "site")
    arabic.open("doc/S-RES-90125_2902.html")
    for language, place in (("ar", 1), ("fr", 0)):
        quote = arabic.page.locator(f"blockquote[lang={language}]").first
        assert quote.evaluate(FIRST_LETTER) == pytest.approx(place, abs=0.05)
    arabic.context.close()


def test_hostile_texts_are_shown_and_not_run(chromium, attacked):
    visitor = Reader(chromium, attacked)
    for path in sorted(attacked.rglob("*.html")):
        visitor.open(path.relative_to(attacked).as_posix())
        assert visitor.page.evaluate("window.hacked") is None
    visitor.open("search.html?q=img")
    assert "<img src=http://127.0.0.1/x" in visitor.page.locator("#found").inner_text()
    assert visitor.page.locator("img").count() == 0
    assert visitor.page.evaluate("window.hacked") is None
    assert visitor.elsewhere == []
    assert visitor.complaints == []
    visitor.context.close()
