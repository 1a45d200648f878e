"""The site: pages that say what the graph says, whose links hold, and in which texts stay texts."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import html5lib
import pyoxigraph as ox
import pytest

from kg.errors import GraphError, RuleError
from kg.index import quad_files
from kg.site import MARK, Written, write_site
from kg.site import arrivals as arrivals_module
from kg.site import words as words_module
from kg.site.cards import read_register
from kg.site.lists import indexes
from kg.site.names import stem_of
from kg.site.passages import Piece, marked
from kg.site.words import load_words
from kg.store import load
from tests.hostile_site import ALL, hostile
from tests.statements import stored
from tests.test_cli import kg

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "output"  # the samples' graph; a test of its own holds it to the samples
DATA = "https://w3id.org/unkg/id/"
CODES = ("ar", "en", "es", "fr", "ru", "zh")


@dataclass
class Page:
    """A page as a browser reads it."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""
    mistakes: list[str] = field(default_factory=list)

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def ids(self) -> list[str]:
        return [a["id"] for _, a in self.elements if "id" in a]

    @property
    def addresses(self) -> list[str]:
        return [a[key] for _, a in self.elements for key in ("href", "src", "action") if key in a]


@cache
def page(path: Path) -> Page:
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    tree = parser.parse(path.read_text(encoding="utf-8"))
    elements = [(e.tag, dict(e.attrib)) for e in tree.iter() if isinstance(e.tag, str)]
    text = " ".join(" ".join(tree.itertext()).split())
    return Page(elements, text, [f"{place}: {code}" for place, code, _ in parser.errors])


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return load(SAMPLES)


@pytest.fixture(scope="module")
def site(store, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "site"
    write_site(store, folder)
    return folder


# ------------------------------------------------------------------------------------------- names
@pytest.mark.parametrize(
    ("iri", "stem"),
    [
        (f"{DATA}doc/A-RES-76-136", "doc/A-RES-76-136"),
        (f"{DATA}doc/S-RES-1325_2000", "doc/S-RES-1325_2000"),
        (f"{DATA}instrument/cedaw", "instrument/cedaw"),
        (f"{DATA}agenda/GA-76%2F28", "agenda/GA-76=2F28"),
        ("http://metadata.un.org/sdg/16.3", "goal/16.3"),
        (f"{DATA}body/CON", "body/=43ON"),
        (f"{DATA}body/nul.x", "body/=6Eul.x"),
        (f"{DATA}doc/..", "doc/=2E."),
        (f"{DATA}doc/A-RES-76-136#para_1", None),
        (f"{DATA}doc/A-RES-76-136/fra", None),
        (f"{DATA}doc/a b", None),
        (f"{DATA}doc/", None),
        (f"{DATA}nothing/x", None),
        ("http://example.org/doc/x", None),
    ],
)
def test_a_page_is_named_after_its_thing(iri, stem):
    assert stem_of(iri) == stem


def test_a_long_name_is_cut_and_stays_one_of_its_own():
    one, other = (stem_of(f"{DATA}series/{'x' * 300}{end}") for end in "ab")
    assert one != other
    assert len(one) < 170


def test_no_two_things_of_the_samples_share_a_page_not_even_where_case_does_not_count(store):
    stems = [card.stem.casefold() for card in read_register(store, "en").cards.values()]
    assert len(stems) == len(set(stems)) == 159


# ------------------------------------------------------------------------------------------ whole
def test_the_samples_have_a_page_each(site):
    assert (site / "index.html").is_file()
    folders = {path.parent.name for path in pages(site)} - {site.name}
    assert folders == {
        "doc", "instrument", "event", "body", "group", "publication", "series", "session",
        "agenda", "meeting", "place", "goal", "lists",
    }  # fmt: skip
    for stem in (
        "doc/A-RES-903-5",
        "doc/A-RES-46-182",
        "instrument/sendai-framework",
        "event/wcw4-1995",
    ):
        assert {(site / f"{stem}{end}").is_file() for end in (".html", ".ttl", ".jsonld")} == {True}


def test_every_link_leads_to_a_file_of_the_site_and_a_place_in_it(site):
    broken = []
    for path in pages(site):
        for address in page(path).addresses:
            if re.match(
                r"https://(docs\.un\.org|www\.wikidata\.org)/|http://www\.wikidata\.org/", address
            ):
                continue
            where, _, place = address.partition("#")
            target = (path.parent / unquote(where)).resolve() if where else path
            held = target.is_file() and target.is_relative_to(site.resolve())
            if not held or (place and place not in page(target).ids):
                broken.append((path.name, address))
    assert broken == []


def test_every_page_of_a_thing_is_reached_from_the_first_page(site):
    reached, waiting = set(), [site / "index.html"]
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            here = (
                unquote(a.partition("#")[0]) for a in page(path).addresses if a.partition("#")[0]
            )
            waiting += [
                p
                for a in here
                if (p := (path.parent / a).resolve()).suffix == ".html" and p.is_file()
            ]
    assert {path.resolve() for path in pages(site)} == {path.resolve() for path in reached}


def test_every_page_is_valid_as_a_strict_parser_reads_it(site):
    assert {path.name: page(path).mistakes for path in pages(site) if page(path).mistakes} == {}


def test_no_page_gives_an_id_twice(site):
    assert [
        path.name for path in pages(site) if len(page(path).ids) != len(set(page(path).ids))
    ] == []


def test_pages_run_no_script_and_load_nothing_from_elsewhere(site):
    for path in pages(site):
        policy = next(a["content"] for a in page(path).named("meta") if "http-equiv" in a)
        scripts = "'self'" if path.name == "search.html" else "'none'"
        assert (
            f"default-src 'none'; style-src 'self'; img-src 'self'; script-src {scripts};" in policy
        )
        assert bool(page(path).named("script")) == (path.name == "search.html")
        loaded = [a["href"] for a in page(path).named("link")] + [
            a["src"] for a in page(path).named("script")
        ]
        assert [address for address in loaded if "//" in address] == []


def test_every_page_says_its_language_and_fits_a_telephone(site):
    for path in pages(site):
        assert page(path).named("html") == [{"lang": "en", "dir": "ltr"}]
        assert any(a.get("name") == "viewport" for a in page(path).named("meta"))
        assert len(page(path).named("h1")) == len(page(path).named("main")) == 1


def test_the_same_graph_gives_the_same_bytes_in_any_process(site, tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "kg", "site", "--graph", SAMPLES, "--to", tmp_path / "again"],
        env=os.environ | {"PYTHONHASHSEED": "7"}, capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert (
        run.stdout == f"{tmp_path / 'again' / 'index.html'}: 82 documents, 77 things, 214 pages\n"
    )
    assert files(tmp_path / "again") == files(site)


class Narrow:
    """A store that refuses to be asked for more than what is said of, in, or to one thing."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self.asked = 0

    def __len__(self) -> int:
        return len(self._store)

    def quads_for_pattern(self, subject, predicate, object_, graph=None):
        self.asked += 1
        assert subject or graph or (predicate and object_), "a pass through the whole graph"
        return self._store.quads_for_pattern(subject, predicate, object_, graph)


def test_nothing_is_looked_for_in_the_whole_graph(store, tmp_path):
    narrow = Narrow(store)
    write_site(narrow, tmp_path / "site")
    assert narrow.asked > 159


# ------------------------------------------------------------------------------------- what is said
def test_a_document_tells_its_facts(site):
    text = page(site / "doc" / "A-RES-903-5.html").text
    for words in (
        "A/RES/903/5 Strengthening of the coordination of lantern relief",
        "Organ General Assembly",
        "Date 9 December 2848",
        "Adopted by recorded vote",
        "in favour: 161 , against: 0 , abstaining: 7",
        "Meeting GA 903 plenary 41",
        "Read here in English",
    ):
        assert words in text
    links = [a["href"] for a in page(site / "doc" / "A-RES-903-5.html").named("a")]
    assert [
        f"https://docs.un.org/{code}/A/RES/903/5" for code in ("en", "fr", "es", "ru", "ar", "zh")
    ] == [link for link in links if link.startswith("https:")]


def test_a_document_tells_what_it_cites_in_which_paragraph_on_which_words(site):
    text = (site / "doc" / "A-RES-903-5.html").read_text(encoding="utf-8")
    passage = text[text.index('id="preamble__p_2"') : text.index('id="preamble__p_3"')]
    assert "Recalling its resolution <mark>902/31</mark> of 11 December 2847, by which" in passage
    assert 'href="../doc/A-RES-902-31.html"' in passage
    assert "recalls" in passage
    assert "inferred" in passage
    assert "0.999" in passage


def test_what_is_not_resolved_is_said_with_its_reason(site):
    text = page(site / "doc" / "A-RES-903-5.html").text
    assert (
        "proclaims not resolved unresolved Confidence 0.5 no instrument of this name in the authority files"
        in text
    )


def test_an_ambiguous_mention_names_what_it_may_be(site):
    text = (site / "doc" / "A-HRC-RES-903-4.html").read_text(encoding="utf-8")
    passage = text[text.index('id="preamble__p_4"') :]
    assert "ambiguous" in passage
    assert 'href="../event/ga-s23.html"' in passage
    assert 'href="../session/HRC-S-23.html"' in passage
    assert "A/HRC/RES/903/4" in page(site / "event" / "ga-s23.html").text


def test_a_mandate_tells_who_is_asked_for_what_and_by_when(site):
    text = page(site / "doc" / "A-RES-903-5.html").text
    assert (
        "OP6 Requests the Secretary-General to report to it at its nine hundred and fifth session, "
        "through the Economic and Social Council at its session of 2849, on: requests Secretary-General "
        "Kind report Due ECOSOC 2849" in text
    )
    assert "A/RES/903/5" in page(site / "body" / "SG.html").text
    assert "Due here: requests 1" in page(site / "session" / "ECOSOC-2849.html").text


def test_a_document_tells_who_cites_it_with_which_words(site):
    text = page(site / "doc" / "A-RES-903-5.html").text
    assert (
        "Cited: recalls 1 E/RES/2902/3 6 June 2902 Sunday cartographers and the tide tables "
        "Recalling also the Beijing Declaration and Platform for Action, adopted in September 1995, "
        "and General Assembly resolutions 50/227 of 24 May 1996 and 903/5 of 9 December 2848, PP2"
        in text
    )


def test_a_document_that_was_not_read_says_so_and_who_cites_it(site):
    text = page(site / "doc" / "A-RES-46-182.html").text
    assert "cited; its own text was not read" in text
    assert "Cited: reaffirms" in text
    assert "What it cites" not in text


def test_an_instrument_has_its_names_in_six_languages_and_what_cites_it(site):
    path = site / "instrument" / "beijing-declaration-platform.html"
    languages = {a["lang"] for a in page(path).named("dd") if "lang" in a}
    assert languages == set(CODES)
    assert "Déclaration et Programme d'action de Beijing" in page(path).text.replace("’", "'")
    assert "Date 15 September 1995" in page(path).text
    assert "E/RES/2902/3" in page(path).text


def test_right_to_left_words_say_so(site):
    page_ = page(site / "instrument" / "beijing-declaration-platform.html")
    assert {a["dir"] for a in page_.named("dd") if a.get("lang") == "ar"} == {"rtl"}


# ----------------------------------------------------------------------------------- data beside it
def triples(path: Path) -> set[tuple[str, str, str]]:
    kind = ox.RdfFormat.TURTLE if path.suffix == ".ttl" else ox.RdfFormat.JSON_LD
    return {
        (str(q.subject), str(q.predicate), str(q.object)) for q in ox.parse(path=path, format=kind)
    }


@pytest.mark.parametrize(
    "stem", ["doc/A-RES-903-5", "doc/S-RES-90125_2902", "doc/A-RES-46-182", "body/GA", "goal/5"]
)
def test_the_data_beside_a_page_is_what_the_graph_says(site, stem):
    iri = "http://metadata.un.org/sdg/5" if stem == "goal/5" else f"{DATA}{stem}"
    graph = f"<https://w3id.org/unkg/graph/{stem.removeprefix('doc/')}>"
    quads = [
        q for path in quad_files(SAMPLES) for q in ox.parse(path=path, format=ox.RdfFormat.N_QUADS)
    ]
    said = {
        (str(q.subject), str(q.predicate), str(q.object))
        for q in quads
        if str(q.subject) == f"<{iri}>" or str(q.graph_name) == graph
    }
    assert said
    assert triples(site / f"{stem}.ttl") == said
    assert triples(site / f"{stem}.jsonld") == said


def test_a_page_names_its_data(site):
    links = page(site / "doc" / "A-RES-903-5.html").named("link")
    beside = {a["type"]: a["href"] for a in links if a["rel"] == "alternate"}
    assert beside == {
        "text/turtle": "../doc/A-RES-903-5.ttl",
        "application/ld+json": "../doc/A-RES-903-5.jsonld",
    }


# -------------------------------------------------------------------------------------------- lists
def test_the_first_page_lists_organs_and_their_years(site):
    links = [a["href"] for a in page(site / "index.html").named("a")]
    assert "lists/GA-2848.html" in links
    assert "lists/SC-2902.html" in links
    assert "lists/instruments.html" in links
    assert (
        "A/RES/903/5 Strengthening of the coordination of lantern relief 9 December 2848"
        in page(site / "lists" / "GA-2848.html").text
    )


def test_a_list_goes_from_a_to_z(store):
    instruments = next(i for i in indexes(read_register(store, "en")) if i.name == "instruments")
    letters = [letter.letter for letter in instruments.letters]
    assert letters == sorted(letters)
    assert {
        card.label for one in instruments.letters if one.letter == "B" for card in one.cards
    } == {"Beijing Declaration and Platform for Action"}


def test_the_search_index_has_a_row_for_each_page(site):
    text = (site / "search-index.js").read_text(encoding="utf-8")
    rows = json.loads(text[text.index("[\n") : text.rindex(";")])
    assert len(rows) == 159
    assert [
        "A/RES/903/5",
        "Strengthening of the coordination of lantern relief",
        "doc/A-RES-903-5",
    ] in rows
    assert ["A/RES/46/182", "1991", "doc/A-RES-46-182"] in rows


def test_what_points_to_a_thing_fills_several_pages_where_it_is_much(store, tmp_path, monkeypatch):
    monkeypatch.setattr(arrivals_module, "PER_PAGE", 2)
    write_site(store, tmp_path / "site")
    body = tmp_path / "site" / "body"
    found = [page(path) for path in (body / "SG.html", *sorted(body.glob("SG+*.html")))]
    assert len(found) > 2
    asked = [a["href"] for one in found for a in one.named("a") if re.search(r"#req__", a["href"])]
    assert len(asked) == len(set(asked)) > 4
    assert ("../body/SG+2.html", "page") in [
        (a["href"], a.get("aria-current")) for a in found[1].named("a")
    ]


# ------------------------------------------------------------------------------------------ folders
def test_pages_of_what_is_gone_leave_and_other_files_stay(store, tmp_path):
    folder = tmp_path / "site"
    write_site(store, folder)
    (folder / "doc" / "A-RES-1-1.html").write_text("of an earlier graph")
    (folder / "mine.txt").write_text("mine")
    write_site(store, folder)
    assert not (folder / "doc" / "A-RES-1-1.html").exists()
    assert (folder / "mine.txt").read_text() == "mine"
    assert sorted(tmp_path.iterdir()) == [folder]


def test_a_folder_of_others_is_left_alone(store, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(GraphError, match="holds files and is no site"):
        write_site(store, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_mark_that_names_other_folders_removes_nothing_there(store, tmp_path):
    folder = tmp_path / "site"
    write_site(store, folder)
    (tmp_path / "thesis.txt").write_text("years of work")
    names = [path.name for path in folder.iterdir()]
    (folder / MARK).write_text(json.dumps({"files": [*names, "../thesis.txt", "..", "."]}))
    write_site(store, folder)
    assert (tmp_path / "thesis.txt").is_file()


def test_a_file_in_the_way_is_not_written_over(store, tmp_path):
    folder = tmp_path / "site"
    write_site(store, folder)
    (folder / MARK).write_text(json.dumps({"files": [MARK]}))
    before = files(folder)
    with pytest.raises(GraphError, match="is in the way"):
        write_site(store, folder)
    assert files(folder) == before


def test_a_file_is_no_folder(store, tmp_path):
    (tmp_path / "site").write_text("a file")
    with pytest.raises(GraphError, match="is a file"):
        write_site(store, tmp_path / "site")


def test_an_empty_graph_makes_no_site(tmp_path):
    with pytest.raises(GraphError, match="describes no document"):
        write_site(ox.Store(), tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_fails_leaves_the_earlier_site(store, tmp_path):
    write_site(store, tmp_path / "site")
    before = files(tmp_path / "site")

    def fails(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_site(store, tmp_path / "site", language="fr", progress=fails)
    assert files(tmp_path / "site") == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_progress_tells_of_each_page(store, tmp_path):
    told = []
    made = write_site(store, tmp_path / "site", progress=lambda *done: told.append(done))
    assert made == Written(documents=82, things=77, pages=214)
    assert told[0] == (1, 159, "agenda/ECOSOC-2901=2F12=28c=29")
    assert told[-1][:2] == (159, 159)


def test_a_document_opens_in_the_explorer_that_lies_in_the_site(store, site, tmp_path):
    (tmp_path / "explorer.html").write_text("<!doctype html>")
    write_site(store, tmp_path)
    links = [a["href"] for a in page(tmp_path / "doc" / "A-RES-903-5.html").named("a")]
    assert "../explorer.html#at=A%2FRES%2F903%2F5" in links
    assert "explorer.html" not in (site / "doc" / "A-RES-903-5.html").read_text(encoding="utf-8")


# ------------------------------------------------------------------------------------------- words
@pytest.mark.parametrize("code", CODES)
def test_every_language_has_all_words(code):
    words = load_words(code)
    assert set(words.texts) == set(load_words("en").texts)
    assert [key for key, text in words.texts.items() if not text.strip()] == []
    assert len(set(words.months)) == 12


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
def test_a_language_says_it_in_its_own_words(code):
    same = [key for key, text in load_words("en").texts.items() if load_words(code)[key] == text]
    assert set(same) <= {
        "comma",
        "date",
        "documents",
        "list_it",
        "pages",
        "publications",
        "session",
        "sessions",
    }


@pytest.mark.parametrize(
    ("code", "date"),
    [
        ("en", "16 December 2021"),
        ("fr", "16 décembre 2021"),
        ("es", "16 de diciembre de 2021"),
        ("ru", "16 декабря 2021 года"),
        ("ar", "16 كانون الأول/ديسمبر 2021"),
        ("zh", "2021年12月16日"),
    ],
)
def test_a_date_is_written_as_its_readers_do(code, date):
    assert load_words(code).date("2021-12-16") == date


@pytest.mark.parametrize("value", ["2021", "2021-13-01", "1995-03-06/1995-03-12", "soon"])
def test_what_is_no_day_stays_as_it_is(value):
    assert load_words("en").date(value) == value


def test_a_language_that_lacks_a_word_stops_the_run(tmp_path, monkeypatch):
    english = (words_module.FOLDER / "en.toml").read_text(encoding="utf-8")
    (tmp_path / "en.toml").write_text(english, encoding="utf-8")
    (tmp_path / "xx.toml").write_text(english.replace('skip = "', 'skipp = "'), encoding="utf-8")
    monkeypatch.setattr(words_module, "FOLDER", tmp_path)
    load_words.cache_clear()
    with pytest.raises(RuleError, match=r"words/xx.toml: skip, skipp: not as in en"):
        load_words("xx")
    load_words.cache_clear()


def test_a_site_in_arabic_runs_from_right_to_left_and_tells_acts_in_arabic(store, tmp_path):
    write_site(store, tmp_path / "site", language="ar")
    found = page(tmp_path / "site" / "doc" / "S-RES-90125_2902.html")
    assert found.named("html") == [{"lang": "ar", "dir": "rtl"}]
    assert {(a["lang"], a["dir"]) for a in found.named("blockquote")} == {
        ("ar", "rtl"),
        ("fr", "ltr"),  # of a resolution that was read in French only
    }
    assert "تشير إلى" in found.text
    assert "مجلس الأمن" in found.text


# ---------------------------------------------------------------------------------------- passages
@pytest.mark.parametrize(
    ("text", "quotes", "pieces"),
    [
        ("its resolution 46/182 of", [(15, "46/182")], ["its resolution ", "*46/182", " of"]),
        ("5/1 and, again, 5/1", [(0, "5/1"), (16, "5/1")], ["*5/1", " and, again, ", "*5/1"]),
        (
            "46/183 to 46/185, all",
            [(0, "46/183"), (0, "46/183 to 46/185")],
            ["*46/183 to 46/185", ", all"],
        ),
        ("not in there", [(0, "70/1")], ["not in there"]),
        ("", [(0, "70/1")], []),
    ],
)
def test_quotes_are_marked_where_they_stand(text, quotes, pieces):
    expected = tuple(Piece(piece.removeprefix("*"), piece.startswith("*")) for piece in pieces)
    assert marked(text, quotes) == expected


def test_what_is_far_from_a_quote_is_cut():
    pieces = marked("a " * 300 + "70/1" + " b" * 300, [(600, "70/1")], reach=20)
    assert pieces == (
        Piece("… a a a a a a a a a ", False), Piece("70/1", True), Piece(" b b b b b b b b b …", False),
    )  # fmt: skip


# ------------------------------------------------------------------------------------ the command
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--graph", "nowhere"], "kg: nowhere: no such folder; build the graph first"),
        (["--to", "taken"], "kg: taken: holds files and is no site; give a new or empty folder"),
        (
            ["--to", "taken/thesis.txt"],
            "kg: taken/thesis.txt: is a file; give a folder to write to",
        ),
    ],
)
def test_the_command_says_in_a_line_what_it_refuses(arguments, told, tmp_path, monkeypatch):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "thesis.txt").write_text("years of work")
    monkeypatch.chdir(tmp_path)
    done = kg("site", "--graph", SAMPLES, *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{told}\n")


# ------------------------------------------------------------------------------------------ hostile
@pytest.fixture(scope="module")
def attacked(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("attacked") / "site"
    write_site(stored(*hostile()), folder, title=ALL)
    return folder


def test_hostile_texts_are_text_on_every_page(attacked):
    assert len(pages(attacked)) == 8
    for path in pages(attacked):
        found = page(path)
        assert found.mistakes == []
        assert found.named("img") == found.named("svg") == []
        assert [a for a in found.named("script") if "src" not in a] == []
        assert [key for _, a in found.elements for key in a if key.startswith("on")] == []
        assert "{{ 7 * 7 }}{% raw %}" in found.text


def test_no_text_of_the_graph_chooses_an_address(attacked):
    elsewhere = re.compile(r"https://docs\.un\.org/(?:ar|en|es|fr|ru|zh)/A/RES/1/1")
    for path in pages(attacked):
        for address in page(path).addresses:
            here = (path.parent / unquote(address.partition("#")[0])).resolve()
            assert elsewhere.fullmatch(address) or here.is_relative_to(attacked.resolve()), address
            assert elsewhere.fullmatch(address) or here.exists()


def test_nothing_on_a_page_reorders_what_stands_beside_it(attacked):
    overrides = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
    written = [*pages(attacked), attacked / "search-index.js"]
    assert [
        path.name for path in written if overrides.search(path.read_text(encoding="utf-8"))
    ] == []


def test_a_hostile_symbol_stays_in_its_folder(attacked):
    assert {path.parent.name for path in attacked.rglob("*.ttl")} == {"doc", "body"}
    assert len(list((attacked / "doc").glob("*.ttl"))) == 2
