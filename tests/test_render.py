"""The page: one file that asks for nothing, and in which no text is more than text."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
from html.parser import HTMLParser
from typing import Any

import networkx as nx
import pytest

from kg import render as module
from kg.errors import GraphError
from kg.render import FAMILIES, Drawn, render

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "<a href='javascript:alert(3)'>href</a>",
    "javascript:alert(4)",
    "\u202egnp.exe\u2066",
    "{{ 7 * 7 }}{% raw %}",
    "<!--<script>",
    "&lt;b&gt;\u2028",
)


def node(label: str, **more: Any) -> dict[str, Any]:
    return {
        "label": label, "kind": "resolution", "group": "document", "organ": "General Assembly",
        "date": "2021-12-16", "year": 2021, "title": "", "symbol": label, "stub": False,
    } | more  # fmt: skip


def edge(**more: Any) -> dict[str, Any]:
    return {
        "function": "recalling", "act": "recalls", "paragraph": "PP2", "language": "fr",
        "quote": "sa résolution", "before": "Rappelant ", "behind": ",", "status": "explicit", "confidence": 1.0, "date": "",
    } | more  # fmt: skip


@pytest.fixture
def network() -> nx.MultiDiGraph:
    made = nx.MultiDiGraph()
    made.add_node("http://e/a", **node("A/RES/76/136", title="Promouvoir l’intégration"))
    made.add_node("http://e/b", **node("A/RES/74/120", stub=True, date="", year=2019))
    made.add_edge("http://e/a", "http://e/b", key="http://e/1", **edge())
    made.add_edge("http://e/a", "http://e/b", key="http://e/2", **edge(quote="encore"))
    return made


@pytest.fixture
def hostile() -> nx.MultiDiGraph:
    made = nx.MultiDiGraph()
    for i, text in enumerate(HOSTILE):
        made.add_node(f"http://e/{text}", **node(text, title=text, organ=text, year=1990 + i))
    for text, other in itertools.pairwise(HOSTILE):
        words = edge(quote=text, act=text, paragraph=text, language=text, status=text)
        made.add_edge(f"http://e/{text}", f"http://e/{other}", key=text, **words)
    return made


class Page(HTMLParser):
    """The elements of a page, with the text inside scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.open = tag
        if tag in ("script", "style", "title", "h1"):
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag):  # noqa: ARG002 - the base class's signature
        self.open = ""

    def handle_data(self, data):
        if self.open in self.texts:
            self.texts[self.open][-1] += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def written(network: nx.MultiDiGraph, path, **more: Any) -> str:
    render(network, path, title=more.pop("title", "Citations"), **more)
    return path.read_text(encoding="utf-8")


def test_one_file_is_written_and_nothing_beside_it(network, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    render(network, tmp_path / "out" / "graph.html", title="Citations")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files == [tmp_path / "out" / "graph.html"]


def test_the_page_is_modern_html_with_language_and_title(network, tmp_path):
    text = written(network, tmp_path / "g.html", title="Résolutions")
    page = Page(text)
    assert text.startswith("<!doctype html>\n")
    assert page.named("html") == [{"lang": "en"}]
    assert page.texts["title"] == ["Résolutions"]
    assert page.texts["h1"] == ["Résolutions"]
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.named(
        "meta"
    )


def test_no_element_asks_for_a_file(network, tmp_path):
    page = Page(written(network, tmp_path / "g.html"))
    for tag, attributes in page.elements:
        assert not {"src", "href", "data", "srcset", "action"} & attributes.keys(), tag
    assert not {"link", "iframe", "object", "embed", "base", "img"} & {t for t, _ in page.elements}


def test_styles_and_scripts_of_ours_name_no_address_but_the_source_of_documents():
    for name in ("graph.css", "graph.js", "graph.html"):
        text = (module.TEMPLATES / name).read_text(encoding="utf-8")
        found = set(re.findall(r"https?://[^\"'`\s]+", text)) - {"http://www.w3.org/2000/svg"}
        assert found <= {"https://docs.un.org/en/"}
        assert "@import" not in text
        assert "url(" not in text


def test_the_policy_allows_our_scripts_and_style_by_hash_and_nothing_else(network, tmp_path):
    page = Page(written(network, tmp_path / "g.html"))
    policy = next(m for m in page.named("meta") if m.get("http-equiv"))["content"]
    kinds = [attributes.get("type") for attributes in page.named("script")]
    run = [t for t, kind in zip(page.texts["script"], kinds, strict=True) if kind is None]
    scripts = " ".join(hashed(text) for text in run)
    assert policy == (
        f"default-src 'none'; script-src {scripts}; style-src {hashed(page.texts['style'][0])}; "
        "base-uri 'none'; form-action 'none'"
    )


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_our_script_never_writes_markup():
    text = (module.TEMPLATES / "graph.js").read_text(encoding="utf-8")
    for way in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "DOMParser"):
        assert way not in text


def test_hostile_texts_add_no_element(network, hostile, tmp_path):
    plain = Page(written(network, tmp_path / "a.html"))
    attacked = Page(written(hostile, tmp_path / "b.html", title=HOSTILE[0] + HOSTILE[1]))
    assert [tag for tag, _ in attacked.elements] == [tag for tag, _ in plain.elements]


def test_hostile_texts_stand_in_the_data_as_they_are(hostile, tmp_path):
    page = Page(written(hostile, tmp_path / "g.html"))
    details = json.loads(page.texts["script"][1])
    assert {node["title"] for node in details["nodes"]} >= set(HOSTILE[:4])
    assert "<" not in page.texts["script"][0] + page.texts["script"][1]


def test_bidi_overrides_do_not_reach_the_page(hostile, tmp_path):
    text = written(hostile, tmp_path / "g.html", title="a\u202eb")
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)


def test_pyvis_gets_no_titles_so_its_popup_cannot_be_used(hostile, tmp_path):
    page = Page(written(hostile, tmp_path / "g.html"))
    graph = json.loads(page.texts["script"][0])
    assert all("title" not in item for item in graph["nodes"] + graph["edges"])
    assert json.loads(graph["options"])["physics"] == {"enabled": False}


def test_citations_of_one_pair_are_one_line_with_all_their_words(network, tmp_path):
    details = json.loads(Page(written(network, tmp_path / "g.html")).texts["script"][1])
    assert [len(item["citations"]) for item in details["edges"]] == [2]
    assert {c["quote"] for c in details["edges"][0]["citations"]} == {"sa résolution", "encore"}


def test_every_kind_has_a_family_and_every_family_its_own_colour_and_shape():
    from kg.network import KINDS

    assert {kind for family in FAMILIES for kind in family.kinds} == set(KINDS.values())
    assert len({family.colour for family in FAMILIES}) == len(FAMILIES)
    assert len({family.shape for family in FAMILIES}) == len(FAMILIES)


def test_above_the_limit_the_most_cited_are_kept_and_the_rest_is_counted(network, tmp_path):
    drawn = render(network, tmp_path / "g.html", title="T", limit=1)
    assert drawn == Drawn(nodes=1, citations=0, left_out=1, citations_left_out=2)
    text = (tmp_path / "g.html").read_text(encoding="utf-8")
    assert "showing 1 most cited of 2; not drawn: 1" in text
    details = json.loads(Page(text).texts["script"][1])
    assert [(n["label"], n["cited"]) for n in details["nodes"]] == [("A/RES/74/120", 1)]


def test_the_same_network_gives_the_same_bytes(network, tmp_path):
    other = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(network.nodes(data=True))))
    other.add_edges_from(reversed(list(network.edges(keys=True, data=True))))
    assert written(network, tmp_path / "a.html") == written(other, tmp_path / "b.html")


def test_an_empty_network_makes_a_page(tmp_path):
    text = written(nx.MultiDiGraph(), tmp_path / "g.html")
    assert "<b>0</b> texts and events" in text


def test_the_licence_of_the_engine_stays_with_it(network, tmp_path):
    text = written(network, tmp_path / "g.html")
    assert "@version 9.1.2" in text
    assert "http://www.apache.org/licenses/LICENSE-2.0" in text
    assert "sourceMappingURL" not in text


def test_without_pyvis_the_error_says_what_to_install(monkeypatch, network, tmp_path):
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(GraphError, match="pip install pyvis"):
        render(network, tmp_path / "g.html", title="T")
