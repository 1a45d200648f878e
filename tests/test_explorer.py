"""The explorer's page and its tables: one file that asks for nothing, and says what the graph says."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.errors import GraphError, RuleError
from kg.explorer import page as page_module
from kg.explorer import wording, write_explorer
from kg.explorer.page import APP, LIBRARIES, VENDOR, joined
from kg.explorer.payload import payload
from tests.explored import ATTACK, LINK, OVERRIDE, small_graph

SCRIPTS = sorted(APP.rglob("*.js"))
SIGNS = str.maketrans(",:.", "<>&")  # as RFC 1924 has them
PLACEHOLDER = re.compile(r"\{\w+\}")


@pytest.fixture(scope="module")
def store():
    return small_graph()


@pytest.fixture(scope="module")
def told(store):
    return payload(store, title="Small", language="en")


@pytest.fixture(scope="module")
def text(store, tmp_path_factory):
    path = tmp_path_factory.mktemp("explorer") / "explorer.html"
    write_explorer(store, path, title=f"Citations {ATTACK}")
    return path.read_text(encoding="utf-8")


class Page(HTMLParser):
    """The elements of a page, and what stands in its scripts, its style and its title."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.open = tag

    def handle_endtag(self, tag):  # noqa: ARG002 - the base class's signature
        self.open = ""

    def handle_data(self, data):
        self.texts.append((self.open, data))

    def said(self, tag: str) -> list[str]:
        return [data for name, data in self.texts if name == tag]


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def label_of(told, i: int) -> str:
    return told.graph["nodes"]["label"][i]


# ----------------------------------------------------------------------------------- the tables
def test_each_citation_joins_its_two_texts(told):
    citations = told.graph["citations"]
    pairs = [
        (label_of(told, a), label_of(told, b))
        for a, b in zip(citations["from"], citations["to"], strict=True)
    ]
    assert ("A/RES/76/136", "A/RES/70/1") in pairs
    assert ("A/RES/76/136", "World Summit for Social Development") in pairs
    assert len(pairs) == 12


def test_the_words_stand_in_the_order_of_the_texts_that_they_cite(told):
    (block,) = told.words
    cited = sorted(enumerate(told.graph["citations"]["to"]), key=lambda pair: (pair[1], pair[0]))
    e = told.graph["citations"]["from"].index(told.graph["nodes"]["label"].index("A/RES/66/122"))
    place = [number for number, _ in cited].index(e)
    assert block[place] == ["Rappelant ", "la résolution 1514", ""]


def test_the_words_of_other_language_versions_stand_beside_them(told):
    (block,) = told.words
    assert [row for row in block if len(row) > 3] == [
        [
            "Rappelant ",
            "sa résolution 70/1",
            ", intitulée",
            {"es": ["Recordando ", "su resolución 70/1", ", titulada"]},
        ]
    ]


def test_a_topic_is_named_by_its_most_cited_text_and_needs_three(told):
    nodes, topics = told.graph["nodes"], told.graph["topics"]
    named = [label_of(told, i) for i in topics]
    assert named == ["A/RES/1514 (XV)", "Convention on the Rights of the Child"]
    topic = dict(zip(nodes["label"], nodes["topic"], strict=True))
    assert [topic[label] for label in ("A/RES/66/122", "S/RES/1325 (2000)", "A/RES/70/1")] == [
        0,
        1,
        -1,
    ]


def test_the_name_of_a_citation_is_not_repeated_where_its_ends_give_it(told):
    assert told.graph["citations"]["named"] == {}


def test_a_thing_keeps_its_names_in_all_languages(told):
    number = told.graph["nodes"]["label"].index("Convention on the Rights of the Child")
    names = told.graph["nodes"]["names"][str(number)]
    assert sorted(names) == ["ar", "es", "fr", "ru", "zh"]  # the English one is the label
    assert names["zh"] == "儿童权利公约"


def test_what_a_document_states_of_itself_stands_in_its_dossier(told):
    number = told.graph["nodes"]["label"].index("A/RES/76/136")
    assert told.graph["dossiers"][str(number)] == {
        "languages": ("es", "fr"),
        "mode": "recorded-vote",
        "votes": (120, 3, 40),
        "session": "GA-76",
    }


def test_mandates_say_whom_what_and_when(told):
    (mandate,) = told.graph["mandates"]
    document, paragraph, type_, act, addressee, due = mandate
    assert label_of(told, document) == "A/RES/76/136"
    assert told.graph["paragraphs"][paragraph] == ["para_8", "OP8"]
    assert (type_, act, due) == ("report", "requests", "GA-78")
    assert told.graph["addressees"][addressee] == "Secretary-General"


def test_what_was_not_resolved_is_there_with_its_reason(told):
    ((document, _, _, status, reason, quote, language, candidates),) = told.graph["unresolved"]
    assert label_of(told, document) == "A/RES/76/136"
    assert (status, reason) == ("ambiguous", "two documents fit")
    assert (quote, language) == ("ladite résolution", "fr")
    assert [label_of(told, i) for i in candidates] == ["A/RES/70/1"]


def test_concepts_are_called_as_the_ontology_calls_them(told):
    assert told.graph["labels"]["act"]["recalls"]["fr"] == "rappelle"
    assert told.graph["labels"]["kind"]["treaty"]["ru"] == "договор"


def test_bidi_overrides_do_not_reach_the_tables(told):
    everything = json.dumps([told.graph, told.words], ensure_ascii=False)
    assert OVERRIDE not in everything
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", everything)


def test_the_same_graph_gives_the_same_bytes(store, tmp_path):
    for name in ("a.html", "b.html"):
        write_explorer(store, tmp_path / name, title="Small")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_name_that_its_symbol_gives_is_not_repeated(told):
    nodes = told.graph["nodes"]
    names = dict(zip(nodes["label"], nodes["id"], strict=True))
    assert names["S/RES/1325 (2000)"] == 0
    assert names["Convention on the Rights of the Child"] == "instrument/crc"
    assert names[ATTACK] == "hostile"


# ------------------------------------------------------------------------------------- the page
def test_the_page_is_modern_html_in_its_language(store, tmp_path):
    write_explorer(store, tmp_path / "x.html", title="قرارات", language="ar")
    text = (tmp_path / "x.html").read_text(encoding="utf-8")
    page = Page(text)
    assert text.startswith("<!doctype html>\n")
    assert ("html", {"lang": "ar", "dir": "rtl"}) in page.elements
    assert page.said("title") == ["قرارات"]


def test_no_element_asks_for_a_file(text):
    page = Page(text)
    for tag, attributes in page.elements:
        assert not {"src", "data", "srcset", "action"} & attributes.keys(), tag
        assert attributes.get("href") in (None, "#panel")
    assert not {"link", "iframe", "object", "embed", "base", "img"} & {t for t, _ in page.elements}


def test_the_policy_allows_our_scripts_and_style_by_hash_and_nothing_else(text):
    page = Page(text)
    policy = next(a for _, a in page.elements if a.get("http-equiv"))["content"]
    libraries, program = page.said("script")[-2:]
    (style,) = page.said("style")
    assert policy == (
        f"default-src 'none'; script-src {hashed(libraries)} {hashed(program)}; "
        f"style-src {hashed(style)}; base-uri 'none'; form-action 'none'"
    )


def test_hostile_texts_are_packed_and_add_no_element(text):
    page = Page(text)
    assert page.said("title") == [f"Citations {ATTACK}"]
    assert [tag for tag, _ in page.elements].count("script") == 4  # data, words, libraries, program
    packed = page.said("script")[0]
    assert re.fullmatch(r"[A-Za-z0-9!#$%.()*+;,=:?@^_`{|}~-]+", packed)
    data = json.loads(gzip.decompress(base64.b85decode(packed.translate(SIGNS))))
    assert {ATTACK} <= set(data["nodes"]["label"])
    assert {LINK} <= set(data["nodes"]["title"])


def test_a_folder_has_the_page_and_the_words_beside_it(store, tmp_path):
    write_explorer(store, tmp_path / "explorer", title="Small")
    assert sorted(path.name for path in (tmp_path / "explorer").iterdir()) == [
        "index.html",
        "words-0.js",
    ]
    words = (tmp_path / "explorer" / "words-0.js").read_text(encoding="utf-8")
    assert re.fullmatch(r'unkgData\("words-0","[^"<>&\\\n]+"\);\n', words)
    page = Page((tmp_path / "explorer" / "index.html").read_text(encoding="utf-8"))
    policy = next(a for _, a in page.elements if a.get("http-equiv"))["content"]
    assert " 'self'; style-src" in policy


# ---------------------------------------------------------------------------------- the program
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.relative_to(APP).as_posix())
def test_the_program_never_writes_markup_and_asks_for_nothing(script):
    text = script.read_text(encoding="utf-8")
    for way in (
        "innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "new Function",
        "fetch(", "XMLHttpRequest", "WebSocket", "import(", "sendBeacon",
    ):  # fmt: skip
        assert way not in text, way


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.relative_to(APP).as_posix())
def test_a_module_says_what_it_is_for_and_is_read_in_one_sitting(script):
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("/* ")
    assert len(lines) <= 300


def test_every_module_is_in_the_program():
    program = joined()
    assert [path for path in SCRIPTS if f'modules["{path.relative_to(APP).as_posix()}"] =' not in program] == []  # fmt: skip
    assert "import {" not in program
    assert "\nexport " not in program


def test_what_a_module_takes_it_uses_and_what_it_gives_is_taken():
    texts = [path.read_text(encoding="utf-8") for path in SCRIPTS]
    taken: set[str] = set()
    for text in texts:
        body = re.sub(r"^import .*$", "", text, flags=re.MULTILINE)
        for names in re.findall(r"^import \{ ([^}]*) \} from", text, re.MULTILINE):
            for name in names.split(", "):
                there, _, here = name.partition(" as ")
                taken.add(there)
                assert re.search(rf"\b{here or there}\b", body), f"{name} is not used"
    given = r"^export (?:async )?(?:function|const) (\w+)"
    assert {name for text in texts for name in re.findall(given, text, re.MULTILINE)} == taken


def test_a_module_stands_behind_those_that_it_imports(tmp_path):
    (tmp_path / "main.js").write_text('import { two as second } from "./b.js";\nsecond();\n')
    (tmp_path / "b.js").write_text('import { one } from "./a.js";\nexport const two = one;\n')
    (tmp_path / "a.js").write_text("export function one() {}\n")
    assert joined(tmp_path) == (
        '"use strict";\n{\nconst modules = {};\n'
        'modules["a.js"] = (() => {\nfunction one() {}\nreturn { one };\n})();\n'
        'modules["b.js"] = (() => {\nconst { one } = modules["a.js"];\nconst two = one;\n'
        "return { two };\n})();\n"
        'modules["main.js"] = (() => {\nconst { two: second } = modules["b.js"];\nsecond();\n'
        "return {  };\n})();\n}\n"
    )


def test_modules_that_import_one_another_are_refused(tmp_path):
    (tmp_path / "main.js").write_text('import { a } from "./a.js";\n')
    (tmp_path / "a.js").write_text('import { b } from "./main.js";\nexport const a = b;\n')
    with pytest.raises(GraphError, match=r"main\.js: imports itself by way of a\.js"):
        joined(tmp_path)


def test_the_libraries_are_as_they_were_published():
    versions = tomllib.loads((VENDOR / "versions.toml").read_text(encoding="utf-8"))
    assert sorted(versions) == sorted(LIBRARIES)
    for name, told in versions.items():
        published = (VENDOR / f"{name}.min.js").read_bytes()
        assert hashlib.sha256(published).hexdigest() == told["sha256"]
        assert f"v{told['version']}".encode() in published[:120]


def test_the_licences_of_the_libraries_are_in_the_page(text):
    assert "Permission to use, copy, modify, and/or distribute this software" in text
    assert "Copyright 2001 Robert Penner" in text


# ------------------------------------------------------------------------------------ the words
def test_every_language_says_the_same_things():
    words = wording.interface()
    english = words["en"]
    for told in words.values():
        assert told.keys() == english.keys()
        for key, said in told.items():
            assert said.strip()
            assert sorted(PLACEHOLDER.findall(said)) == sorted(PLACEHOLDER.findall(english[key]))


def test_every_word_is_used_and_every_used_word_is_there():
    program = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    program += (page_module.FOLDER / "page.html").read_text(encoding="utf-8")
    asked = set(re.findall(r'(?:say\(|data-say=)"([\w-]+)"', program))
    heads = tuple(head for head in asked if head.endswith("-"))  # "family-" and the like
    words = wording.interface()["en"].keys()
    assert asked - set(heads) - words == set()
    assert [
        word for word in words if f'"{word}"' not in program and not word.startswith(heads)
    ] == []


def test_a_missing_word_names_its_file(tmp_path, monkeypatch):
    for language in wording.LANGUAGES:
        told = 'more = "x"\n' if language == "zh" else 'more = "x"\nless = "y"\n'
        (tmp_path / f"{language}.toml").write_text(told, encoding="utf-8")
    monkeypatch.setattr(wording, "WORDS", tmp_path)
    with pytest.raises(RuleError, match=r"zh\.toml: less is missing"):
        wording.interface()


def test_a_word_of_six_languages_stands_in_no_module():
    for path in Path(page_module.__file__).parent.rglob("*.js"):
        if path.parent != VENDOR:
            strings = re.findall(r'"([^"\n]*)"', path.read_text(encoding="utf-8"))
            assert [s for s in strings if re.search(r"[\u0400-\u04ff\u0620-\u064a\u4e00-\u9fff]", s)] == []  # fmt: skip
