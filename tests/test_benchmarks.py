"""The generated corpus is what it says, and each benchmark runs."""

import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from statistics import mean, median

import pytest

from benchmarks import baseline, explorer, extraction, growth, measuring, network, rdf
from benchmarks.citing import citations
from benchmarks.generate import Order, documents, generate
from benchmarks.generate import main as generate_main
from benchmarks.measuring import Table
from benchmarks.numbering import ORGANS, of_organ, resolutions
from benchmarks.running import keep, markdown
from benchmarks.running import main as run_main
from benchmarks.wording import FOLDER
from benchmarks.writing import write
from kg.arithmetic import can_be_of, number_fits
from kg.authorities import load_catalogue
from kg.documents import Document, detect_language
from kg.drafting import LANGUAGES
from kg.extraction import extract
from kg.findings import Citation
from kg.network import citation_network
from kg.symbols import parse_symbol

ROOT = Path(__file__).parent.parent


def extracted(made):
    document = Document(made.name, "0" * 64, "utf-8", made.language, made.text)
    return extract(document, load_catalogue())


def targets(extraction_):
    return {f.target for f in extraction_.findings if isinstance(f, Citation)}


# ----------------------------------------------------------------------------------- the numbering
def test_the_numbers_are_enough_for_forty_thousand_documents_and_none_comes_twice():
    symbols = [one.symbol for one in resolutions()]
    assert len(symbols) >= 40_000
    assert len(set(symbols)) == len(symbols)


def test_every_number_fits_its_organ_session_and_day():
    for one in resolutions():
        symbol = parse_symbol(one.symbol)
        assert (symbol.text, symbol.organ) == (one.symbol, one.organ)
        assert number_fits(symbol), one
        assert can_be_of(symbol, one.day), one


@pytest.mark.parametrize("organ", ORGANS)
def test_an_organs_resolutions_stand_in_the_order_of_their_days(organ):
    days = [one.day for one in of_organ(organ)]
    assert days == sorted(days)


# ------------------------------------------------------------------------------------ determinism
def test_a_document_is_the_same_alone_and_among_others_and_in_any_order():
    order = Order(seed=7, documents=12, languages=("en", "ru"))
    forwards = {made.number: made for made in documents(order, range(12))}
    backwards = {made.number: made for made in documents(order, range(11, -1, -1))}
    assert forwards == backwards
    assert forwards[5] == write(7, 5, "ru")


def test_files_are_the_same_for_one_process_and_for_two(tmp_path):
    order = Order(seed=3, documents=420, languages=("en", "zh"))
    one = list(generate(order, tmp_path / "one"))
    two = list(generate(order, tmp_path / "two", jobs=2))
    assert one == two
    for written in one[::60]:
        first, second = tmp_path / "one" / written.name, tmp_path / "two" / written.name
        assert first.read_bytes() == second.read_bytes()


def test_another_seed_makes_other_documents():
    assert write(1, 0, "en").text != write(2, 0, "en").text


def test_a_document_cites_the_same_in_every_language():
    assert len({write(1, 4, language).cited for language in LANGUAGES}) == 1
    assert len({write(1, 4, language).text for language in LANGUAGES}) == 6


def test_what_cannot_be_made_is_refused(tmp_path):
    with pytest.raises(ValueError, match="enough for"):
        list(generate(Order(1, 1_000_000, ("en",)), tmp_path))
    with pytest.raises(ValueError, match="languages are"):
        list(generate(Order(1, 1, ("la",)), tmp_path))


def test_the_command_prints_what_each_document_cites(tmp_path, capsys):
    generate_main(["--documents", "3", "--language", "fr", "--to", str(tmp_path), "--cited"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["file"] for row in rows] == [write(1, n, "fr").name for n in range(3)]
    assert rows[0]["cited"] == list(write(1, 0, "fr").cited)
    assert len(list(tmp_path.glob("*.fr.txt"))) == 3


def test_versions_write_each_document_in_each_language(tmp_path):
    order = Order(1, 2, ("en", "ar"), versions=True)
    assert [written.language for written in generate(order, tmp_path)] == ["en", "ar", "en", "ar"]


# --------------------------------------------------------------------------------------- the texts
def test_every_language_has_as_many_sentences_under_each_key():
    def shape(value):
        if isinstance(value, dict):
            return {key: shape(inner) for key, inner in value.items() if key != "feminine"}
        return len(value) if isinstance(value, list) else None

    rows = {code: tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8")) for code in LANGUAGES}
    for code, row in rows.items():
        assert shape(row) == shape(rows["en"]), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_extractor_finds_what_the_generator_wrote(language):
    """A sample of two hundred in six languages; each its own thirty-four."""
    first = 34 * LANGUAGES.index(language)
    sample = [write(11, number, language) for number in range(first, first + 34)]
    wanted = found = 0
    for made in sample:
        assert detect_language(made.text) == language
        seen = extracted(made)
        assert seen.symbol == made.resolution.symbol
        wanted += len(made.cited)
        found += len(set(made.cited) & targets(seen))
    assert wanted > 400
    assert found / wanted >= 0.99


def test_next_to_nothing_is_found_that_was_not_written():
    """Names inside other names are mentions too: one in a hundred."""
    extra = wanted = 0
    for number in range(30):
        made = write(5, number, "en")
        wanted += len(made.cited)
        named = {target for target in targets(extracted(made)) if target}
        extra += sum(
            target != "self" and not target.startswith("series:")
            for target in named - set(made.cited)
        )
    assert extra / wanted < 0.02


def test_nothing_is_cited_before_it_was_adopted():
    days = {one.symbol: one.day for one in resolutions()}
    for number in range(200):
        made = write(1, number, "en")
        cited = [days[symbol] for symbol in made.cited if symbol in days]
        assert all(day < made.resolution.day for day in cited)


def test_lengths_are_spread_and_their_mean_in_six_languages_is_15_kb():
    sizes = [len(write(1, number, LANGUAGES[number % 6]).text.encode()) for number in range(900)]
    assert 13_500 < mean(sizes) < 17_500
    assert 8_500 < median(sizes) < 14_000
    assert max(sizes) > 60_000
    assert min(sizes) < 4_000


def test_citations_are_as_many_and_of_such_kinds_as_in_real_resolutions():
    made = [one for one in (write(1, n, "en") for n in range(800)) if one.resolution.organ == "GA"]
    cited = [target for one in made for target in one.cited]
    assert 15 < len(cited) / len(made) < 26  # each once a document
    kinds = Counter(
        "instrument"
        if target.startswith("instrument:")
        else parse_symbol(target).organ
        if parse_symbol(target).is_adopted
        else "document"
        for target in cited
    )
    share = {kind: n / len(cited) for kind, n in kinds.items()}
    assert 0.30 < share["instrument"] < 0.55
    assert 0.25 < share["GA"] < 0.50
    assert 0.03 < share["SC"] < 0.10


def test_a_few_are_cited_by_many_and_most_by_one():
    recent = [one for one in resolutions() if one.day.year >= 2016][::9]
    cited = Counter()
    years = []
    for one in recent:
        for _, other in zip(range(9), citations(1, one, one.organ), strict=False):
            cited[other.symbol] += 1
            years.append((one.day - other.day).days / 365.25)
    counts = sorted(cited.values(), reverse=True)
    top = sum(counts[: len(counts) // 100]) / sum(counts)
    assert 0.06 < top < 0.20
    assert counts[0] > 20 * median(counts)
    assert 4 < median(years) < 9


# ---------------------------------------------------------------------------------- the benchmarks
def test_extraction_measures_every_reader_on_every_set(monkeypatch, tmp_path):
    monkeypatch.setattr(extraction, "SHARED", tmp_path)
    monkeypatch.setattr(
        extraction,
        "_readers",
        lambda: (
            {"kg": extraction._kg, "two regular expressions": extraction._baseline},
            ("told",),
        ),
    )
    (tmp_path / "sc-en").mkdir()
    for number in range(5):
        text = write(1, number, "en").text
        (tmp_path / "sc-en" / f"{number}.txt").write_text(text, "utf-8")
    (table,) = extraction.run(quick=True)
    assert [row[0] for row in table.rows[::2]] == ["generated, English", "generated, six", "sc-en"]
    assert {row[2] for row in table.rows} == {"kg", "two regular expressions"}
    assert all(float(row[3]) > 0 for row in table.rows)
    assert table.notes == ("told",)


def test_extraction_says_which_peer_is_missing(monkeypatch):
    monkeypatch.setattr(extraction, "find_spec", lambda _: None)
    readers, notes = extraction._readers()
    assert list(readers) == ["kg", "two regular expressions"]
    assert notes == ("eyecite is not installed: `pip install 'unkg[bench]'`.",)


def test_growth_measures_long_against_short(monkeypatch):
    monkeypatch.setattr(growth, "_QUICK_LONG", 40_000)
    (table,) = growth.run(quick=True)
    ((language, *rates),) = table.rows
    assert language == "en"
    assert all(float(rate) > 0 for rate in rates)


def test_a_text_of_any_length_can_be_asked_for():
    assert 0.7e6 < len(growth._text(0, "en", 1_000_000).encode()) < 1.4e6


def test_rdf_compares_each_step(monkeypatch):
    monkeypatch.setattr(rdf, "_QUICK", 1_000)
    (table,) = rdf.run(quick=True)
    assert [row[0].partition(":")[0] for row in table.rows] == [
        "describe what was extracted", "build in memory", "write Turtle", "parse Turtle",
        "query", "query", "query", "query",
    ]  # fmt: skip
    assert int(re.search(r"[\d,]+", table.title)[0].replace(",", "")) >= 900


def test_rdf_stops_where_answers_differ():
    with pytest.raises(RuntimeError, match="rdflib gives 3 rows, Oxigraph 4"):
        rdf._same_answers("a query", 3, 4)


def test_network_measures_load_pagerank_and_communities():
    (table,) = network.run(quick=True)
    steps = list(dict.fromkeys(row[1] for row in table.rows))
    assert steps[0] == "load"
    assert {"communities (Louvain)", "communities (labels passed on)"} <= set(steps)
    assert {row[0] for row in table.rows} == {"1,000"}


def test_all_pageranks_rank_alike():
    edges = [edge for edge, _ in zip(network._edges(), range(3_000), strict=False)]
    theirs = network._pagerank(edges)()
    ours = network._scipy_pagerank(edges)()
    nodes = sorted({node for edge in edges for node in edge})
    assert [round(theirs[node], 9) for node in nodes] == [round(float(one), 9) for one in ours]


# ------------------------------------------------------------------------------------- the page
def test_a_table_is_markdown():
    table = Table("T", ("a", "b"), (("1", "2"),), ("A note.",))
    assert markdown(table) == "## T\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\nA note.\n"


def test_a_run_replaces_its_own_section_and_keeps_the_others(tmp_path):
    page = tmp_path / "performance.md"
    keep(page, "rdf", "## RDF\n\nold\n")
    keep(page, "growth", "## Growth\n\nfirst\n")
    keep(page, "rdf", "## RDF\n\nnew\n")
    text = page.read_text("utf-8")
    assert text.startswith("# Performance\n")
    assert text.index("## Growth\n\nfirst") < text.index("## RDF\n\nnew")
    assert "old" not in text


def test_the_explorers_network_has_the_size_that_was_asked_for_and_is_always_the_same():
    networks = [citation_network(explorer.network(300, 900)) for _ in range(2)]
    assert [(len(one), one.number_of_edges()) for one in networks] == [(300, 900)] * 2
    assert set(networks[0].edges(keys=True)) == set(networks[1].edges(keys=True))
    words = [data["before"] + data["quote"] for *_, data in networks[0].edges(data=True)]
    assert all(re.search(r"its resolution \w", said) for said in words)


@pytest.mark.browser
@pytest.mark.usefixtures("chromium_file")
def test_the_explorers_benchmark_measures_both_pages():
    # in a process of its own: it opens a browser, and the tests have theirs
    command = [sys.executable, "-m", "benchmarks", "explorer", "--quick"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    rows = [line.split(" | ") for line in done.stdout.splitlines() if line.endswith(" |")][2:]
    assert [row[:3] for row in rows] == [["| explorer", "300", "900"], ["| pyvis", "300", "900"]]
    assert all(int(row[4].split()[0]) > 0 for row in rows)


def test_a_quick_run_by_name_prints_and_writes_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(growth, "_QUICK_LONG", 30_000)
    page = tmp_path / "performance.md"
    run_main(["growth", "--quick", "--to", str(page)])
    out = capsys.readouterr().out
    assert "## Growth with the document's length" in out
    assert re.search(r"Python 3\.\d+\.\d+, .*rdflib \d.*; commit .+, \d{4}-\d\d-\d\d\.", out)
    assert not page.exists()


def test_medians_are_taken_of_runs_in_turns():
    order = []
    works = {"a": lambda: order.append("a"), "b": lambda: order.append("b")}
    assert list(measuring.medians(works, runs=3)) == ["a", "b"]
    assert order == ["a", "b", "a", "b", "a", "b"]


def test_the_baseline_finds_numbers_and_symbols():
    text = "Recalling resolutions 70/1 and 1325 (2000), see A/74/399."
    assert baseline.find(text) == ["A/74/399", "resolutions 70/1 and 1325 (2000)"]


def test_the_page_of_the_benchmarks_names_them_all():
    page = (Path(__file__).parent.parent / "benchmarks" / "README.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)`", page, re.MULTILINE)) == {
        "extraction", "growth", "rdf", "network", "queries", "explorer",
    }  # fmt: skip
