"""The explorer against the pyvis picture, in one Chromium, on the same generated citation networks.

Both pages place marks in advance and move nothing by themselves: what is compared is what a reader
waits for. Times are the browser's own, from the same few lines of script in both.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from benchmarks.citing import citations
from benchmarks.measuring import Table, ratio
from benchmarks.numbering import ORGANS, Resolution, resolutions
from benchmarks.phrasing import Phrases
from benchmarks.wording import load_wording
from kg import terms
from kg.explorer import write_explorer
from kg.iris import concept, document, fragment, thing
from kg.network import citation_network
from kg.rdf import Iri
from kg.render import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = ((5_000, 16_000), (20_000, 66_000))  # texts, citations
_SEED = 1
_A_DOCUMENT = 25  # citations, as measured on real ones
_FRESH = 0.4  # the share of citations that bring a text that was not yet cited, until all are
_KINDS = ("recall", "recall_two", "recall_part", "op_recall", "op_part")
_WIDTH, _HEIGHT = 1366, 850
_MOVES = 40

# Time is taken in the page: from the event to the frame that shows what it did.
_LISTEN = """() => {
    window.shown = new Promise((done) => addEventListener("pointerup", () => {
        const began = performance.now();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
    }, true));
    window.frames = [];
    window.watch = () => {
        let last = performance.now();
        const next = (now) => { frames.push(now - last); last = now; window.watching && requestAnimationFrame(next); };
        window.watching = true;
        requestAnimationFrame(next);
    };
}"""  # noqa: E501
_PLACES = {
    "explorer": """() => {
        const box = document.getElementById("picture").getBoundingClientRect();
        const at = unkg.picture.at(unkg.state.at);
        return [at.x + box.x, at.y + box.y];
    }""",
    "pyvis": """() => {
        const box = document.getElementById("canvas").getBoundingClientRect();
        const at = unkg.at(0);
        return [at.x + box.x, at.y + box.y];
    }""",
}


@dataclass(frozen=True, slots=True)
class Felt:
    """What a reader waits for, in milliseconds."""

    ready: float
    click: float  # from a button's release until the frame that shows the choice is drawn
    frame: float  # while the picture is dragged


def run(*, quick: bool) -> tuple[Table, ...]:
    """Measure both pages in turns.

    Args:
        quick: a small network, once.
    """
    sizes, runs = (((300, 900),), 1) if quick else (SIZES, 5)
    with tempfile.TemporaryDirectory() as folder:
        rows = [row for size in sizes for row in _measured(*size, Path(folder), runs=runs)]
    return (
        Table(
            "The explorer, against pyvis",
            ("page", "texts", "citations", "file kB", "ready ms", "click ms", "drag frame ms"),
            tuple(rows),
            (
                "Chromium without a screen and without a graphics card; the explorer shows its "
                "whole graph, pyvis the same texts with places given, physics off and lines hidden "
                "while it moves (as `kg render` has them, which draws 1,000 at most). Medians of "
                "runs in turns; behind the figures of pyvis how many times longer it takes.",
            ),
        ),
    )


def network(nodes: int, edges: int) -> ox.Store:
    """Make a graph of so many texts and citations; the same numbers give the same graph.

    Args:
        nodes: documents, of which a part is read and cites the others.
        edges: citations, each with the paragraph that it stands in and the words.
    """
    random = Random(f"{_SEED}/{nodes}/{edges}")  # noqa: S311 - a model, no secret
    order = random.sample(resolutions(), k=min(nodes, len(resolutions())))
    read = -(-edges // _A_DOCUMENT)
    known, fresh = {one.symbol: one for one in order[:read]}, iter(order[read:])
    store, made = ox.Store(), 0
    quads: list[ox.Quad] = []
    for one in order[:read]:
        quads += _read(one)
        for nth, cited in enumerate(_cited(one, known, fresh, random)):
            if made == edges:
                break
            quads += _citation(one, cited, nth, random)
            made += 1
    quads += [quad for one in known.values() for quad in _described(one)]
    store.bulk_extend(quads)
    return store


def _cited(
    one: Resolution, known: dict[str, Resolution], fresh: Iterator[Resolution], random: Random
) -> Iterator[Resolution]:
    """What a document cites: some texts that nobody else did, the others by the model of citing."""
    modelled = chain.from_iterable(citations(_SEED, one, organ) for organ in ORGANS)
    common = (cited for cited in modelled if cited.symbol in known)
    found: dict[str, Resolution] = {one.symbol: one}
    while len(found) <= _A_DOCUMENT:
        new = next(fresh, None) if random.random() < _FRESH else None
        cited = new or next(common, None) or random.choice([*known.values()])
        known.setdefault(cited.symbol, cited)
        found.setdefault(cited.symbol, cited)
    yield from list(found.values())[1:]


def _described(one: Resolution) -> list[ox.Quad]:
    name = document(one.symbol)
    return [
        _quad(name, terms.TYPE, terms.RESOLUTION),
        _quad(name, terms.SYMBOL, ox.Literal(one.symbol)),
        _quad(name, terms.PASSED_BY, thing(f"body:{one.organ}")),
        _quad(name, terms.DATE_DOCUMENT, _literal(one.day.isoformat(), terms.XSD_DATE)),
    ]


def _read(one: Resolution) -> list[ox.Quad]:
    name, version = document(one.symbol), Iri(f"{document(one.symbol)}/eng")
    title = Phrases(Random(one.symbol), load_wording("en", one.organ), one, _SEED).plain()  # noqa: S311
    return [
        _quad(name, terms.TITLE, ox.Literal(title[:90], language="en")),
        _quad(name, terms.IS_REALIZED_BY, version),
        _quad(version, terms.LANGUAGE, ox.Literal("en")),
    ]


def _citation(one: Resolution, cited: Resolution, nth: int, random: Random) -> list[ox.Quad]:
    phrases = Phrases(random, load_wording("en", one.organ), one, _SEED)
    text = phrases.say(random.choice(_KINDS))
    number = f"{cited.session}/{cited.number}{cited.letter}"
    said = f"{text}, and its resolution {number} of {cited.day.year}"
    paragraph = fragment(document(one.symbol), f"preamble__p_{nth + 1}")
    local = document(cited.symbol).rpartition("/")[2]
    name = fragment(document(one.symbol), f"cit__preamble__p_{nth + 1}__{local}__recalling")
    span = Iri(f"{document(one.symbol)}/eng#char={nth},{nth + 1}")
    return [
        _quad(name, Iri(f"{terms.CITO}hasCitingEntity"), document(one.symbol)),
        _quad(name, Iri(f"{terms.CITO}hasCitedEntity"), document(cited.symbol)),
        _quad(name, terms.CITATION_FUNCTION, concept("citation-function", "recalling")),
        _quad(name, terms.ACT, concept("act", "recalls")),
        _quad(name, terms.RESOLUTION_STATUS, concept("resolution-status", "explicit")),
        _quad(name, terms.CONFIDENCE, _literal("0.95", f"{terms.XSD}decimal")),
        _quad(name, terms.CITING_PROVISION, paragraph),
        _quad(name, terms.EVIDENCE, span),
        _quad(span, terms.QUOTE, ox.Literal(f"its resolution {number}", language="en")),
        _quad(span, terms.START, _literal(str(nth), f"{terms.XSD}integer")),
        _quad(span, terms.IN_PARAGRAPH, paragraph),
        _quad(paragraph, terms.EID, ox.Literal(f"preamble__p_{nth + 1}")),
        _quad(paragraph, terms.TEXT, ox.Literal(said, language="en")),
    ]


def _quad(subject: Iri, predicate: Iri, value: Iri | ox.Literal) -> ox.Quad:
    object_ = ox.NamedNode(value) if isinstance(value, str) else value
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), object_)


def _literal(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(datatype))


def _measured(nodes: int, edges: int, folder: Path, *, runs: int) -> Iterator[tuple[str, ...]]:
    from playwright.sync_api import sync_playwright

    store = network(nodes, edges)
    pages = {name: folder / f"{name}-{nodes}.html" for name in _PLACES}
    write_explorer(store, pages["explorer"], title="Benchmark")
    render(citation_network(store), pages["pyvis"], title="Benchmark", limit=nodes)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        felt: dict[str, list[Felt]] = {name: [] for name in pages}
        for _ in range(runs):
            for name, path in pages.items():
                felt[name].append(_visit(browser, name, path))
        browser.close()
    ours = [median(getattr(one, what) for one in felt["explorer"]) for what in _WHAT]
    for name, path in pages.items():
        theirs = [median(getattr(one, what) for one in felt[name]) for what in _WHAT]
        yield (
            name, f"{nodes:,}", f"{edges:,}", f"{path.stat().st_size / 1000:,.0f}",
            *(_cell(time, base, name) for time, base in zip(theirs, ours, strict=True)),
        )  # fmt: skip


_WHAT = ("ready", "click", "frame")


def _cell(time: float, base: float, name: str) -> str:
    return f"{time:.0f}" if name == "explorer" else f"{time:.0f} ({ratio(time, base)})"


def _visit(browser: Browser, name: str, path: Path) -> Felt:
    page: Any = browser.new_context(
        offline=True, viewport={"width": _WIDTH, "height": _HEIGHT}
    ).new_page()
    page.set_default_timeout(180_000)
    page.goto(path.as_uri() + ("#view=whole" if name == "explorer" else ""))
    page.wait_for_selector("html[data-ready=true]", state="attached")
    ready = page.evaluate("performance.getEntriesByName('ready')[0].startTime")
    page.wait_for_timeout(800)
    page.evaluate(_LISTEN)
    x, y = page.evaluate(_PLACES[name])
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.up()
    click = page.evaluate("shown")
    frame = _dragged(page)
    page.context.close()
    return Felt(ready, click, frame)


def _dragged(page: Page) -> float:
    """The median time of a frame while the picture follows the pointer."""
    page.mouse.move(420, 560)
    page.mouse.down()
    page.evaluate("watch()")
    for step in range(_MOVES):
        page.mouse.move(420 + 6 * step, 560 - 2 * step)
    page.evaluate("() => { watching = false; }")
    page.mouse.up()
    return float(median(page.evaluate("frames")))
