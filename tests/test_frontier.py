"""What a graph cites and does not hold, fetched next; citations followed outward. All on loopback.

The graph of these tests has two documents: 78/1 cites 70/1, 71/2 and 72/3; 78/2 cites 70/1, 69/9
and 78/1. The texts are ours.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kg.building import build
from kg.cli import main
from kg.errors import GraphError, KgError
from kg.fetching.cache import open_cache
from kg.fetching.frontier import Built, choose, read_built
from kg.fetching.walk import Reach, Walk, fetch_walk, plan_walk
from kg.progress import rate
from tests.loopback import Clock, Reply, host, pdf, settings

ROOT = Path(__file__).parent.parent


def resolution(symbol, *cited):
    """A text of ours that calls itself by a symbol and recalls others."""
    recalls = "".join(f"Recalling its resolution {number},\n\n" for number in cited)
    return (
        f"{symbol}\n\nThe General Assembly,\n\n{recalls}"
        "1. Decides to remain seized of the matter.\n"
    )


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """The graph of two documents; tests only read it."""
    folder = tmp_path_factory.mktemp("frontier")
    texts = folder / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(resolution("A/RES/78/1", "70/1", "71/2", "72/3"), "utf-8")
    (texts / "b.txt").write_text(resolution("A/RES/78/2", "70/1", "69/9", "78/1"), "utf-8")
    (texts / "A_RES_99_9.en.txt").write_text("A list of things to buy.", "utf-8")
    build([texts], folder / "output")
    return folder / "output"


@pytest.fixture(scope="module")
def built(graph):
    return read_built(graph)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture
def un():
    with host() as up:
        yield up


def plays(un, symbol, *cited, language="en"):
    """Let the host have a document."""
    body = resolution(symbol, *cited).encode()
    un.plays(f"/{language}/{symbol}", Reply(body=body))


@pytest.fixture
def walked(tmp_path, un, built):
    """Walk from the host into the same cache each time; the walk, and what became of it."""
    clock = Clock()

    def run(*named, languages=("en",), known=built, offline=False, progress=None, **changes):
        spans = {name: changes.pop(name) for name in ("frontier", "depth", "budget") if name in changes}  # fmt: skip
        source = un.source("/{language}/{path}", "text", "pdf")
        with open_cache(tmp_path / "cache", writable=not offline) as cache:
            reach = Reach(named, languages, built=known, **spans)
            walk = Walk(reach, cache, settings(source, **changes), now=clock.now())
            return walk, fetch_walk(walk, offline=offline, progress=progress, pace=clock.pace)

    return run


def route(walk):
    """What was taken, in that order: symbol, depth, by how many it is cited."""
    return [(w.symbol, w.depth, w.cited_by) for w in walk.taken.values()]


# ------------------------------------------------------------------------------ the frontier
def test_a_graph_tells_what_it_cites_and_holds_and_which_files_it_was_given(built):
    assert built.cited == {"A/RES/70/1": 2, "A/RES/69/9": 1, "A/RES/71/2": 1, "A/RES/72/3": 1}
    assert built.held == {"A/RES/78/1", "A/RES/78/2"}
    assert built.given == {"a", "b", "A_RES_99_9.en"}


def test_a_folder_without_a_graph_is_refused(tmp_path):
    with pytest.raises(GraphError, match="holds no graph"):
        read_built(tmp_path)


def test_a_graph_without_a_report_says_nothing_of_files(graph, tmp_path):
    (tmp_path / "graph.nq").write_bytes((graph / "graph.nq").read_bytes())
    assert read_built(tmp_path).given == frozenset()


def test_a_report_that_is_none_is_refused(graph, tmp_path):
    (tmp_path / "graph.nq").write_bytes((graph / "graph.nq").read_bytes())
    (tmp_path / "report.json").write_text("[]", encoding="utf-8")
    with pytest.raises(GraphError, match=r"report\.json: is no report of kg build"):
        read_built(tmp_path)


def test_of_documents_cited_as_often_the_first_by_symbol_is_chosen():
    counts = {"B": 1, "C": 3, "A": 1, "D": 1}
    assert choose(counts, 3, lambda _symbol: "").symbols == ("C", "A", "B")
    assert choose(dict(reversed(counts.items())), 3, lambda _symbol: "").symbols == ("C", "A", "B")


def test_what_is_passed_over_is_told_and_the_next_takes_its_place():
    choice = choose({"A": 3, "B": 2, "C": 1}, 2, lambda s: "lost" if s == "A" else "")
    assert (choice.symbols, choice.passed, choice.is_cut) == (("B", "C"), {"lost": ("A",)}, False)


def test_the_most_cited_documents_that_the_graph_lacks_are_fetched(walked, un):
    plays(un, "A/RES/70/1")
    walk, report = walked(frontier=3)
    assert un.paths == ["/en/A/RES/70/1", "/en/A/RES/69/9", "/en/A/RES/71/2"]
    assert [outcome.ending for outcome in report.outcomes] == ["fetched", "failed", "failed"]
    assert route(walk) == [("A/RES/70/1", 0, 2), ("A/RES/69/9", 0, 1), ("A/RES/71/2", 0, 1)]


def test_a_frontier_ends_where_nothing_more_is_cited(walked):
    walk, _ = walked(frontier=99)
    assert list(walk.taken) == ["A/RES/70/1", "A/RES/69/9", "A/RES/71/2", "A/RES/72/3"]


def test_what_is_named_comes_first_and_is_of_the_frontier_too(walked):
    walk, _ = walked("A/RES/71/2", "60/4", frontier=2)
    assert route(walk) == [("A/RES/71/2", 0, 1), ("A/RES/60/4", 0, 0), ("A/RES/70/1", 0, 2), ("A/RES/69/9", 0, 1)]  # fmt: skip


def test_the_budget_counts_all_documents(walked, un):
    walk, _ = walked("60/4", frontier=3, budget=2)
    assert un.paths == ["/en/A/RES/60/4", "/en/A/RES/70/1"]
    assert walk.is_cut


def test_more_named_documents_than_the_budget_are_refused(walked, un):
    with pytest.raises(KgError, match="2 documents are named, more than the budget of 1"):
        walked("60/4", "60/5", budget=1)
    assert un.asked == []


# ------------------------------------------------------------------------------ passed over
FAILURES = [Reply(404), Reply(503), Reply(403), Reply(body=b"<html>a page")]


@pytest.mark.parametrize("reply", FAILURES, ids=["absent", "busy", "refused", "unfit"])
def test_what_failed_before_gives_way_to_the_next_until_a_refresh(walked, un, reply):
    un.plays("/en/A/RES/70/1", reply)
    walked(frontier=1)
    un.asked.clear()
    walk, _ = walked(frontier=1)
    assert un.paths == ["/en/A/RES/69/9"]
    assert walk.passed == {"failed before; --refresh asks again": ("A/RES/70/1",)}
    plays(un, "A/RES/70/1")
    walk, report = walked(frontier=1, absent_days=0)
    assert (list(walk.taken), report.endings) == (["A/RES/70/1"], {"fetched": 1})


def test_what_failed_in_one_of_the_languages_is_asked_for_in_the_other(walked, un):
    walked("70/1", languages=("fr",))
    plays(un, "A/RES/70/1")
    _, report = walked(frontier=1, languages=("fr", "en"))
    assert [outcome.ending for outcome in report.outcomes] == ["failed", "fetched"]
    assert un.paths == ["/fr/A/RES/70/1", "/en/A/RES/70/1"]


def test_what_is_in_the_cache_and_not_in_the_graph_stays_of_the_frontier(walked, un):
    plays(un, "A/RES/70/1")
    walked(frontier=1)
    walk, report = walked(frontier=1)
    assert (list(walk.taken), report.endings) == (["A/RES/70/1"], {"held": 1})
    assert un.paths == ["/en/A/RES/70/1"]


def test_what_kg_build_was_given_and_could_not_use_is_passed_over(walked, built):
    cited = {"A/RES/99/9": 5, "A/RES/70/1": 2}
    walk, _ = walked(frontier=1, known=replace(built, cited=cited))
    assert list(walk.taken) == ["A/RES/70/1"]
    assert walk.passed == {"given to kg build, which could not use it": ("A/RES/99/9",)}


def test_what_nobody_can_be_asked_for_is_passed_over(walked, un):
    walk, report = walked(frontier=9, languages=("zh",), known=Built(cited={"A/RES/70/1": 1}))
    assert walk.passed == {"no source in the settings has the language": ("A/RES/70/1",)}
    assert (report.outcomes, un.asked) == ((), [])
    walk, _ = walked(frontier=9, known=Built(cited={"nonsense": 1}))
    assert walk.passed == {"no symbol that can be asked for": ("nonsense",)}


# ------------------------------------------------------------------------------ depth
@pytest.fixture
def outward(un):
    """70/1 and 69/9 cite 60/2, one of them 60/1 too; 60/2 cites 50/5, which cites 70/1."""
    plays(un, "A/RES/70/1", "60/1", "60/2")
    plays(un, "A/RES/69/9", "60/2")
    plays(un, "A/RES/60/1")
    plays(un, "A/RES/60/2", "50/5")
    plays(un, "A/RES/50/5", "70/1")
    return un


LEVELS = [
    ("A/RES/70/1", 0, 2),
    ("A/RES/69/9", 0, 1),
    ("A/RES/60/2", 1, 2),
    ("A/RES/60/1", 1, 1),
    ("A/RES/50/5", 2, 1),
]


@pytest.mark.parametrize(("depth", "taken"), [(0, 2), (1, 4), (2, 5), (9, 5)])
def test_citations_are_followed_as_many_steps_as_asked(walked, outward, depth, taken):
    walk, report = walked(frontier=2, depth=depth)
    assert route(walk) == LEVELS[:taken]
    assert outward.paths == [f"/en/{symbol}" for symbol, _, _ in LEVELS[:taken]]
    assert (report.endings, walk.is_cut) == ({"fetched": taken}, False)
    assert report.requests == taken + 1  # robots.txt once: one conversation with the host


@pytest.mark.usefixtures("outward")
def test_the_budget_ends_a_walk_with_the_most_cited(walked):
    walk, _ = walked(frontier=2, depth=9, budget=3)
    assert route(walk) == LEVELS[:3]
    assert walk.is_cut


def test_where_the_budget_is_spent_nothing_more_is_read(walked, un):
    un.plays("/en/A/RES/70/1", Reply(body=pdf("broken")))
    walk, _ = walked(frontier=1, depth=1, budget=1)
    assert (walk.unread, walk.is_cut) == ([], True)


def test_what_the_graph_cites_too_counts_for_both(walked, un):
    plays(un, "A/RES/70/1", "60/1", "71/2")
    walk, _ = walked("70/1", depth=1)
    assert route(walk)[1:] == [("A/RES/71/2", 1, 2), ("A/RES/60/1", 1, 1)]


def test_what_the_graph_holds_is_not_fetched_though_it_is_cited(walked, un):
    plays(un, "A/RES/79/1", "78/1", "60/1")
    walk, _ = walked("79/1", depth=1)
    assert list(walk.taken) == ["A/RES/79/1", "A/RES/60/1"]


def test_what_two_texts_report_of_a_third_is_one_citation(walked, un):
    words = "69/313 of 27 July 2015, in which it endorsed its resolution 60/1"
    plays(un, "A/RES/70/1", words, "60/4")
    plays(un, "A/RES/71/1", words, "60/4")
    walk, _ = walked("70/1", "71/1", depth=1)
    assert route(walk)[2:] == [("A/RES/60/4", 1, 2), ("A/RES/69/313", 1, 2), ("A/RES/60/1", 1, 1)]


def test_a_document_that_cannot_be_read_does_not_stop_the_walk(walked, outward):
    outward.plays("/en/A/RES/70/1", Reply(body=pdf("broken")))
    outward.plays("/en/A/RES/60/2", Reply(body=b"A list of things to buy."))
    walk, report = walked(frontier=2, depth=2)
    assert list(walk.taken) == ["A/RES/70/1", "A/RES/69/9", "A/RES/60/2"]
    assert report.is_whole
    assert [words.split(": ")[0] for words in walk.unread] == ["A/RES/70/1 en", "A/RES/60/2 en"]


def test_a_text_that_calls_itself_another_document_is_not_followed(walked, un):
    un.plays("/en/A/RES/70/1", Reply(body=resolution("A/RES/70/100", "60/1").encode()))
    walk, _ = walked(frontier=1, depth=1)
    assert list(walk.taken) == ["A/RES/70/1"]
    assert walk.unread[0].endswith("the text calls itself A/RES/70/100")


def test_a_document_is_read_in_the_first_language_that_can_be_read(walked, un):
    un.plays("/fr/A/RES/70/1", Reply(body=pdf("broken")))
    plays(un, "A/RES/70/1", "60/1")
    walk, report = walked("70/1", languages=("fr", "en"), depth=1, budget=2)
    assert list(walk.taken) == ["A/RES/70/1", "A/RES/60/1"]
    assert len(report.outcomes) == 4  # two documents, each in two languages


def test_a_walk_goes_again_the_way_that_it_went_and_asks_for_nothing(walked, outward):
    first, _ = walked(frontier=2, depth=2)
    outward.asked.clear()
    again, report = walked(frontier=2, depth=2, offline=True)
    assert route(again) == route(first)
    assert (report.endings, outward.asked) == ({"held": 5}, [])


def test_offline_follows_what_is_held_and_names_what_is_not(walked, outward):
    walked("70/1")
    walk, report = walked(frontier=2, depth=1, offline=True)
    assert [(o.symbol, o.ending) for o in report.outcomes] == [
        ("A/RES/70/1", "held"),
        ("A/RES/69/9", "failed"),
        ("A/RES/60/1", "failed"),
        ("A/RES/60/2", "failed"),
    ]
    assert walk.unknown == ["A/RES/69/9"]
    assert outward.paths == ["/en/A/RES/70/1"]


@pytest.mark.usefixtures("outward")
def test_progress_counts_on_from_level_to_level(walked):
    told = []
    walked("70/1", depth=1, progress=lambda *words: told.append(words))
    assert told == [
        (0, 1, "A/RES/70/1 en"), (1, 1, ""),
        (1, 3, "A/RES/60/1 en"), (2, 3, "A/RES/60/2 en"), (3, 3, ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("speed", "words"), [(None, ""), (0.0, ""), (0.25, "15.0/min"), (1.0, "1.0/s"), (12.34, "12.3/s")]
)  # fmt: skip
def test_the_rate_is_told_by_the_second_or_where_that_is_slow_by_the_minute(speed, words):
    assert rate(speed) == words


def test_a_plan_follows_what_is_in_the_cache_and_names_what_is_not(
    walked, outward, tmp_path, built
):
    walked("70/1")
    before = len(outward.asked)
    source = outward.source("/{language}/{path}", "text")
    with open_cache(tmp_path / "cache", writable=False) as cache:
        reach = Reach((), ("en",), frontier=2, depth=2, built=built)
        walk = Walk(reach, cache, settings(source), now=Clock().now())
        steps = plan_walk(walk)
    assert [(step.step, step.symbol) for step in steps] == [
        ("held", "A/RES/70/1"),
        ("fetch", "A/RES/69/9"),
        ("fetch", "A/RES/60/1"),
        ("fetch", "A/RES/60/2"),
    ]
    assert walk.unknown == ["A/RES/69/9", "A/RES/60/1", "A/RES/60/2"]
    assert len(outward.asked) == before


# ------------------------------------------------------------------------------ the command
@pytest.fixture
def hosts(un, tmp_path):
    """A settings file whose only source is the host."""
    text = (ROOT / "kg" / "hosts.toml").read_text(encoding="utf-8")
    source = (
        f'[[sources]]\nname = "host"\nurl = "{un.url}/{{language}}/{{path}}"\n'
        'accepts = ["text", "pdf"]\nlanguages = { en = "en" }\n'
    )
    path = tmp_path / "hosts.toml"
    path.write_text(text[: text.index("[[sources]]")] + source, encoding="utf-8")
    return path


@pytest.fixture
def arguments(hosts, tmp_path, graph):
    """The command's words, with the folders of the test."""
    folders = ["--hosts", hosts, "--cache", tmp_path / "cache", "--to", tmp_path / "to"]
    return lambda *words: ["fetch", *map(str, ["--graph", graph, *folders, *words])]


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def kg(arguments, monkeypatch):
    """Run the command as its users do, without the cost of a process for each."""

    def command(*words):
        monkeypatch.setattr(sys, "argv", ["kg", *arguments(*words)])
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as left:
            main()
        return Done(left.value.code, out.getvalue(), err.getvalue())

    return command


def test_a_dry_run_tells_symbol_address_and_citations_and_asks_no_host(kg, un, tmp_path):
    done = kg("--frontier", "3", "--depth", "1", "--dry-run")
    assert done.stdout.splitlines() == [
        f"fetch\tA/RES/70/1\ten\t{un.url}/en/A/RES/70/1\tdepth 0, cited by 2",
        f"fetch\tA/RES/69/9\ten\t{un.url}/en/A/RES/69/9\tdepth 0, cited by 1",
        f"fetch\tA/RES/71/2\ten\t{un.url}/en/A/RES/71/2\tdepth 0, cited by 1",
    ]
    assert done.stderr == (
        "kg: not here yet, so what they cite is not known: A/RES/70/1, A/RES/69/9, A/RES/71/2\n"
    )
    assert (done.returncode, un.asked) == (0, [])
    assert not (tmp_path / "cache").exists()
    assert not (tmp_path / "to").exists()


def test_a_dry_run_in_json_tells_depth_and_citations(kg, un):
    done = kg("71/2", "--frontier", "1", "--budget", "2", "--dry-run", "--json")
    rows = json.loads(done.stdout)
    assert [(row["symbol"], row["depth"], row["citedBy"]) for row in rows] == [
        ("A/RES/71/2", 0, 1),
        ("A/RES/70/1", 0, 2),
    ]
    assert rows[1]["urls"] == [f"{un.url}/en/A/RES/70/1"]


def test_the_command_fetches_follows_and_tells_what_was_left_out(kg, un, tmp_path):
    plays(un, "A/RES/70/1", "60/1", "60/2")
    plays(un, "A/RES/60/1")
    done = kg("--frontier", "1", "--depth", "1", "--budget", "2")
    assert done.stdout.splitlines() == [
        f"fetched\t{tmp_path / 'to' / 'A_RES_70_1.en.text'}",
        f"fetched\t{tmp_path / 'to' / 'A_RES_60_1.en.text'}",
    ]
    assert done.stderr.splitlines() == [  # and no bar: nobody looks
        "kg: the budget of 2 documents is spent; a larger --budget goes on",
        "kg: 2 fetched; 3 requests",
    ]
    assert done.returncode == 0
    again = kg("--frontier", "1", "--depth", "1", "--budget", "2", "--offline", "--json")
    assert [
        (row["symbol"], row["depth"], row["citedBy"], row["ending"])
        for row in json.loads(again.stdout)["documents"]
    ] == [("A/RES/70/1", 0, 2, "held"), ("A/RES/60/1", 1, 1, "held")]


def test_the_command_tells_what_it_could_not_follow_and_ends_with_one(kg, un):
    un.plays("/en/A/RES/70/1", Reply(body=pdf("broken")))
    done = kg("--frontier", "1", "--depth", "1")
    assert done.returncode == 1
    assert done.stderr.startswith("kg: A/RES/70/1 en: not followed: ")
    assert done.stderr.endswith("kg: 1 fetched; 2 requests\n")


def test_what_failed_before_is_told_and_asked_for_with_refresh(kg):
    assert kg("--frontier", "1").returncode == 1
    passing = kg("--frontier", "1", "--dry-run")
    assert passing.stdout.startswith("fetch\tA/RES/69/9\t")
    assert passing.stderr == "kg: passed over, failed before; --refresh asks again: A/RES/70/1\n"
    assert kg("--frontier", "1", "--dry-run", "--refresh").stdout.startswith("fetch\tA/RES/70/1\t")


USAGE = [
    (["--frontier", "0"], "x>=1"),
    (["--frontier", "1", "--depth", "-1"], "x>=0"),
    (["--depth", "1"], "name a symbol, or a file of symbols with --from, or --frontier N"),
    (["60/1", "60/2", "--budget", "1"], "2 documents are named, more than the budget of 1"),
    (["--frontier", "1", "--graph", "nowhere"], "nowhere: no such"),
]


@pytest.mark.parametrize(("words", "told"), USAGE)
def test_wrong_usage_is_one_line_that_says_what_to_do(kg, un, words, told):
    done = kg(*words)
    assert (done.returncode, done.stdout, un.asked) == (2, "", [])
    assert len(done.stderr.splitlines()) == 1
    assert told in done.stderr


def test_a_run_that_is_stopped_says_so_and_the_same_command_goes_on(arguments, un, tmp_path):
    plays(un, "A/RES/70/1", "60/1")
    slow = Reply(body=resolution("A/RES/60/1").encode(), drip=0.5, step=10)
    un.plays("/en/A/RES/60/1", slow)
    command = [sys.executable, "-m", "kg", *arguments("--frontier", "1", "--depth", "1")]
    at = {"cwd": ROOT, "env": os.environ | {"NO_PROXY": "*"}, "text": True}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **at)
    deadline = time.monotonic() + 30
    while "/en/A/RES/60/1" not in un.paths:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=30) == ("", "kg: stopped\n")
    assert process.returncode == 130
    assert list((tmp_path / "cache" / "partial").iterdir()) == []
    un.plays("/en/A/RES/60/1", replace(slow, drip=0))
    done = subprocess.run(command, capture_output=True, check=True, **at)
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["held", "fetched"]
    assert un.paths == ["/en/A/RES/70/1", "/en/A/RES/60/1", "/en/A/RES/60/1"]
