"""What kg doctor finds, and what it says to do: with broken things made here, hosts on loopback."""

from __future__ import annotations

import hashlib
import io
import json
import os
import socket
import subprocess
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import pytest

from kg import queries, render
from kg.cli import main
from kg.doctor import sources
from kg.doctor.environment import check_environment, check_programs
from kg.doctor.files import check_cache, check_graph, check_settings
from kg.doctor.parts import check_parts
from kg.doctor.sources import check_sources
from kg.fetching.cache import Entry, open_cache
from kg.fetching.client import Pace
from kg.hosts import FILE, Source
from tests.loopback import Clock, Reply, docx, host, pdf, settings

ROOT = Path(__file__).parent.parent
ACCESS = "/api?s={symbol}&l={language}"
PATH = "/api?s=A%2FRES%2F70%2F1&l=en"
WRAPPER = b"<!DOCTYPE html><html><head><title>A/RES/70/1</title></head></html>"
IMPATIENT = Pace(time.monotonic, lambda _: None, lambda: datetime.now(UTC), lambda: 0.5)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture
def un():
    with host() as up:
        yield up


@pytest.fixture
def other():
    with host() as up:
        yield up


# -------------------------------------------------------------------------------- the environment
@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Install distributions of our own, which are found before the real ones."""
    site = tmp_path / "site"
    site.mkdir()

    def install(name, release, *head, modules=(), code=""):
        info = site / f"{name.replace('-', '_')}-{release}.dist-info"
        info.mkdir()
        lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {release}", *head]
        (info / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (info / "top_level.txt").write_text("\n".join(modules), encoding="utf-8")
        for module in modules:
            (site / f"{module}.py").write_text(code, encoding="utf-8")
        monkeypatch.syspath_prepend(site)

    return install


@pytest.fixture
def needing(installed):
    """Make unkg need what the lines say."""

    def install(*requirements, python=">=3.11"):
        needs = [f"Requires-Dist: {line}" for line in requirements]
        installed("unkg", "7.7", f"Requires-Python: {python}", *needs)

    return install


def environment():
    return {check.name: check for check in check_environment()}


RELEASES = [("2.1", "2.0"), ("2.10", "2.9"), ("2", "2.0.0"), ("2.0", "2"), ("2.1rc1", "2.1")]


@pytest.mark.parametrize(("release", "least"), RELEASES)
def test_a_library_that_is_new_enough_and_loads_is_well(needing, installed, release, least):
    needing(f"lamp-oil>={least}")
    installed("lamp-oil", release, modules=["lamp_oil_a"])
    check = environment()["lamp-oil"]
    assert (check.state, check.words, check.advice) == ("ok", f"{release} loads", "")


@pytest.mark.parametrize(("release", "least"), [("1.9", "2.0"), ("2.9", "2.10"), ("1.99.9", "2")])
def test_a_library_that_is_too_old_is_told_with_the_command_that_renews_it(
    needing, installed, release, least
):
    needing(f"lamp-oil>={least}")
    installed("lamp-oil", release)
    check = environment()["lamp-oil"]
    assert (check.state, check.words) == ("fail", f"{release} is older than {least}")
    assert check.advice == f"pip install --upgrade 'lamp-oil>={least}'"


def test_a_library_that_is_missing_is_told_with_the_command_that_installs_it(needing):
    needing("lamp-wick>=1.2")
    check = environment()["lamp-wick"]
    assert (check.state, check.words) == ("fail", "not installed")
    assert check.advice == "pip install --upgrade 'lamp-wick>=1.2'"


BROKEN_CODE = [
    ("raise ImportError('no _lamp in it')", "ImportError: no _lamp in it"),
    ("raise OSError('lamp.so: wrong ELF class')", "OSError: lamp.so: wrong ELF class"),
    ("1 / 0", "ZeroDivisionError: division by zero"),
]


@pytest.mark.parametrize(("code", "words"), BROKEN_CODE)
def test_a_library_that_does_not_load_is_told_with_its_error(needing, installed, code, words):
    needing("lamp-glass>=1")
    installed("lamp-glass", "1.0", modules=["lamp_glass_b"], code=code)
    check = environment()["lamp-glass"]
    assert (check.state, check.words) == ("fail", words)
    assert check.advice == "pip install --force-reinstall 'lamp-glass>=1'"


def test_a_library_that_has_lost_its_modules_does_not_pass(needing, installed):
    needing("lamp-shade>=1")
    installed("lamp-shade", "1.0")
    assert environment()["lamp-shade"].state == "fail"


def test_the_spelling_of_a_library_does_not_matter(needing, installed):
    needing("Lamp.Post>=1")
    installed("lamp-post", "1.0", modules=["lamp_post_c"])
    assert environment()["Lamp.Post"].words == "1.0 loads"


def test_requirements_of_other_forms_are_read(needing, installed):
    needing("lamp-oil<4,>=2.0", "lamp-wick")
    installed("lamp-oil", "1.0")
    installed("lamp-wick", "0.1", modules=["lamp_wick_d"])
    found = environment()
    assert found["lamp-oil"].words == "1.0 is older than 2.0"
    assert found["lamp-wick"].words == "0.1 loads"


def test_what_extras_need_is_not_asked_for(needing):
    needing('lamp-tests>=1; extra == "test"')
    assert list(environment()) == ["unkg", "Python"]


def test_a_python_that_is_too_old_is_told(needing):
    needing(python=">=99.1")
    check = environment()["Python"]
    assert check.state == "fail"
    assert check.words.endswith("is older than 99.1")
    assert check.advice == "make an environment with a newer one: make PYTHON=/path/to/python99.1"


def test_a_checkout_that_is_not_installed_is_told(monkeypatch):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", missing)
    (check,) = check_environment()
    assert (check.state, check.words) == ("fail", "runs without being installed")
    assert "pip install" in check.advice


def test_every_library_that_unkg_names_is_looked_at_and_loads():
    found = environment()
    named = [line for line in metadata.distribution("unkg").requires if ";" not in line]
    assert list(found) == ["unkg", "Python", *(line.partition(">")[0] for line in named)]
    assert {check.state for check in found.values()} == {"ok"}


def test_a_program_that_is_missing_is_a_note_that_says_what_it_is_for(tmp_path, monkeypatch):
    program = tmp_path / "ocrmypdf"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    there, missing = check_programs()
    assert (there.name, there.state, there.words) == ("ocrmypdf", "ok", str(program))
    assert (missing.name, missing.state, missing.words) == ("soffice", "note", "not found")
    assert ".doc" in missing.advice


# -------------------------------------------------------------------------------------- the parts
def parts():
    return {check.name: check for check in check_parts()}


def test_the_parts_of_this_checkout_are_well():
    found = parts()
    assert {name: check.state for name, check in found.items()} == {
        "readers": "ok",
        "languages": "ok",
        "authorities": "ok",
        "ontology": "ok",
        "queries": "ok",
        "picture": "ok",
    }
    assert found["languages"].words.startswith("6 with ")


def test_missing_templates_are_told_and_the_other_parts_are_still_looked_at(tmp_path, monkeypatch):
    monkeypatch.setattr(render, "TEMPLATES", tmp_path / "templates")
    found = parts()
    assert found["picture"].state == "fail"
    assert "pip install --force-reinstall" in found["picture"].advice
    assert found["queries"].state == "ok"


def test_queries_that_are_missing_are_told(monkeypatch):
    monkeypatch.setattr(queries, "named_queries", dict)
    check = parts()["queries"]
    assert check.state == "fail"
    assert check.words == "the folder of named queries is missing or empty"


# -------------------------------------------------------------------------------------- the cache
def keep(folder, body=b"%PDF-1.4 %%EOF"):
    entry = Entry("A/RES/70/1", "en", "held", "2026-03-01T12:00:00+00:00", format="pdf",
                  sha256=hashlib.sha256(body).hexdigest(), size=len(body))  # fmt: skip
    with open_cache(folder) as cache, cache.partial() as partial:
        partial.write_bytes(body)
        cache.keep(entry, partial)
        return cache.path(entry)


def test_a_cache_that_is_not_there_yet_is_well_and_is_not_made(tmp_path):
    folder = tmp_path / "a" / "cache"
    check = check_cache(folder)
    assert (check.state, check.words) == ("ok", f"{folder}: 0 documents")
    assert list(tmp_path.iterdir()) == []


def test_a_cache_is_told_with_what_it_holds_and_is_left_as_it_is(tmp_path):
    keep(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert check_cache(tmp_path).words == f"{tmp_path}: 1 documents"
    assert sorted(tmp_path.rglob("*")) == before


def test_without_a_name_the_users_own_cache_is_looked_at(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert check_cache(None).words == f"{tmp_path / 'unkg'}: 0 documents"


def test_a_cache_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "cache"
    check = check_cache(folder)
    assert (check.state, check.words) == ("fail", f"{folder}: cannot be written: Not a directory")
    assert "--cache FOLDER" in check.advice


def test_a_manifest_that_is_none_is_told_by_its_line(tmp_path):
    (tmp_path / "manifest.jsonl").write_text("{]\n", encoding="utf-8")
    check = check_cache(tmp_path)
    assert check.state == "fail"
    assert "manifest.jsonl: line 1 is no entry" in check.words


def test_a_file_that_is_gone_is_a_note(tmp_path):
    keep(tmp_path).unlink()
    check = check_cache(tmp_path)
    assert check.state == "note"
    assert check.words == f"{tmp_path}: 1 documents, but the files of 1 are gone"


# -------------------------------------------------------------------------------------- the graph
OURS = "https://w3id.org/unkg/ontology#"
ROW = f"<urn:a> <{OURS}cites> <urn:b> <urn:g> .\n"
CLASS = f"<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{OURS}Lamp> <urn:g> .\n"
GRAPHS = [
    ("whole", ROW, 1, "ok", "1 statements"),
    ("half a line", ROW + ROW[:40], 1, "fail", "no valid RDF"),
    ("more than was counted: a build was stopped", ROW, 12, "fail", "counts 12 statements, but there are 1"),
    ("an empty file", "", 0, "fail", "holds no graph of unkg, but other statements"),
    ("other statements", "<urn:a> <urn:b> <urn:c> .\n", 1, "fail", "holds no graph of unkg"),
    ("an unknown property", ROW + ROW.replace("cites", "lights"), 2, "fail", "another version of unkg, with the terms lights"),
    ("an unknown class", ROW + CLASS, 2, "fail", "another version of unkg, with the terms Lamp"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("quads", "counted", "state", "words"), [row[1:] for row in GRAPHS], ids=[row[0] for row in GRAPHS]
)  # fmt: skip
def test_a_graph_is_well_if_it_is_whole_and_of_this_version(tmp_path, quads, counted, state, words):
    (tmp_path / "graph.nq").write_text(quads, encoding="utf-8")
    report = json.dumps({"totals": {"triples": counted}})
    (tmp_path / "report.json").write_text(report, encoding="utf-8")
    check = check_graph(tmp_path)
    assert check.state == state
    assert words in check.words
    assert check.advice == (
        "" if state == "ok" else f"build it again: kg build PATHS --output {tmp_path}"
    )


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (None, "holds no report.json"),
        ("{", "report.json: cannot be read"),
        ("[]", "cannot be read"),
    ],
)
def test_a_graph_without_its_report_is_told(tmp_path, report, words):
    (tmp_path / "graph.nq").write_text(ROW, encoding="utf-8")
    if report is not None:
        (tmp_path / "report.json").write_text(report, encoding="utf-8")
    check = check_graph(tmp_path)
    assert check.state == "fail"
    assert words in check.words


def test_no_graph_is_a_note(tmp_path):
    check = check_graph(tmp_path / "output")
    assert (check.state, check.advice) == ("note", "build one: kg build PATHS")


def test_a_folder_without_a_graph_is_told(tmp_path):
    check = check_graph(tmp_path)
    assert check.state == "fail"
    assert "holds no graph" in check.words


def test_the_graph_of_the_samples_is_well():
    assert check_graph(ROOT / "output").state == "ok"


# -------------------------------------------------------------------------------------- the hosts
def asked(*chosen, pace=None, **changes):
    return list(check_sources(settings(*chosen, **changes), pace or Clock().pace))


OTHERS, NETWORK, ADDRESS, LATER = (
    "the other sources",
    "the network",
    "the address",
    "try again later",
)
# what answers, the state, words of what is found, words of what to do
ANSWERS = [
    ("the document", Reply(body=pdf(size=4975)), "ok", "delivers A/RES/70/1 as pdf, 5 kB", ""),
    ("a DOCX of that name", Reply(body=docx("A/RES/70/1")), "ok", "delivers A/RES/70/1 as docx", ""),
    ("200 with nothing", Reply(), "fail", "an empty answer", ADDRESS),
    ("404", Reply(404), "fail", "not there (HTTP 404)", ADDRESS),
    ("400", Reply(400), "fail", "no symbol to the host", ADDRESS),
    ("a page around the document", Reply(body=WRAPPER), "fail", "a web page (A/RES/70/1), not docx or pdf", ADDRESS),
    ("another document", Reply(body=docx("A/RES/70/2")), "fail", "another document: A/RES/70/2", ADDRESS),
    ("a host that moved", Reply(301, headers={"Location": "https://elsewhere.example/"}), "fail", "none of the hosts in the settings", ADDRESS),
    ("a challenge", Reply(202, headers={"x-amzn-waf-action": "challenge"}), "fail", "lets only browsers pass", OTHERS),
    ("403", Reply(403), "fail", "the host refuses (HTTP 403)", OTHERS),
    ("503", Reply(503), "note", "the host is busy (HTTP 503)", LATER),
    ("429 with an hour to wait", Reply(429, headers={"Retry-After": "3600"}), "note", "the host is busy (HTTP 429)", LATER),
    ("a document that breaks off", Reply(body=pdf(size=5000), sent=100), "fail", "broke off", NETWORK),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reply", "state", "words", "advice"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS]
)  # fmt: skip
def test_a_host_is_asked_once_and_told_by_what_it_answers(un, reply, state, words, advice):
    un.plays(PATH, reply)
    (check,) = asked(un.source(ACCESS, name="un"))
    assert check.name == f"un ({un.netloc})"
    assert check.state == state
    assert words in check.words
    assert advice in check.advice
    assert bool(check.advice) == (state != "ok")
    assert un.paths == [PATH]


def closed_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def test_a_host_that_is_down_is_told_and_the_next_one_is_asked(other):
    down = Source(
        "down", f"http://127.0.0.1:{closed_port()}{ACCESS}", frozenset({"pdf"}), {"en": "en"}
    )
    other.plays(PATH, Reply(body=pdf()))
    first, second = asked(down, other.source(ACCESS))
    assert first.state == "fail"
    assert first.words.endswith("cannot be read: no connection")
    assert NETWORK in first.advice
    assert second.state == "ok"


def test_a_host_that_does_not_answer_is_waited_for_no_longer_than_the_doctor_does(un, monkeypatch):
    monkeypatch.setattr(sources, "_ANSWER", 0.2)
    un.plays("/robots.txt", Reply(hang=3))
    checks = asked(un.source(ACCESS, name="a"), un.source(ACCESS, name="b"), read_timeout=3600)
    assert ["timed out" in check.words for check in checks] == [True, True]
    assert [request.path for request in un.asked] == ["/robots.txt"]


def test_a_host_that_failed_is_not_asked_again_for_its_other_source(un):
    un.plays(PATH, Reply(503))
    first, second = asked(un.source(ACCESS, name="a"), un.source(ACCESS, name="b"))
    assert (first.state, second.state) == ("note", "note")
    assert "was not asked again" in second.words
    assert un.paths == [PATH]


def test_a_host_that_answers_too_slowly_is_given_up(un, monkeypatch):
    monkeypatch.setattr(sources, "_DOWNLOAD", 0.3)
    un.plays(PATH, Reply(body=pdf(size=5000), drip=0.1, step=10))
    (check,) = asked(un.source(ACCESS), pace=IMPATIENT, longest_download=3600)
    assert (check.state, check.words) == ("fail", "too slow: given up")


def test_settings_that_are_less_patient_than_the_doctor_hold(un):
    un.plays("/robots.txt", Reply(hang=3))
    (check,) = asked(un.source(ACCESS), read_timeout=0.2)
    assert "timed out" in check.words


def test_what_robots_forbid_is_not_asked_for(un):
    un.plays("/robots.txt", Reply(body=b"User-agent: *\nDisallow: /api"))
    (check,) = asked(un.source(ACCESS))
    assert (check.state, un.paths) == ("fail", [])
    assert check.words.endswith("/robots.txt asks programs not to")
    assert OTHERS in check.advice


def test_a_pause_that_robots_ask_for_is_made(un):
    un.plays("/robots.txt", Reply(body=b"User-agent: *\nCrawl-delay: 9"))
    un.plays(PATH, Reply(body=pdf()))
    clock = Clock()
    (check,) = asked(un.source(ACCESS), pace=clock.pace)
    assert (check.state, clock.slept) == ("ok", [9.0])


def test_a_pause_of_an_hour_is_told_and_not_waited_for(un):
    un.plays("/robots.txt", Reply(body=b"User-agent: *\nCrawl-delay: 3600"))
    clock = Clock()
    (check,) = asked(un.source(ACCESS), pace=clock.pace)
    assert (check.state, check.words) == (
        "note",
        "not asked: the host wants a pause of 3600 seconds",
    )
    assert (clock.slept, un.paths) == ([], [])


def test_a_source_without_the_language_is_a_note(un):
    (check,) = asked(replace(un.source(ACCESS), languages={"fr": "fr"}))
    assert (check.state, check.words) == ("note", "not asked: it has no language 'en'")
    assert un.asked == []


PROXIES = ["http://me:hush@127.0.0.1:1", "http://me:hu#sh@127.0.0.1:1", "http://me:hush@127.0.0.1:x",
           "http://me:hush@", "me:hush@:99999999"]  # fmt: skip


@pytest.mark.parametrize("proxy", PROXIES)
def test_no_password_of_a_proxy_is_told(un, monkeypatch, proxy):
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("HTTP_PROXY", proxy)
    monkeypatch.setenv("http_proxy", proxy)
    (check,) = asked(un.source(ACCESS))
    assert check.state == "fail"
    assert "me:" not in check.words
    assert "hu" not in check.words
    assert un.asked == []


# ----------------------------------------------------------------------------------- the settings
@pytest.mark.parametrize(("contact", "state"), [(None, "note"), ("me@example.org", "ok")])
def test_a_contact_is_asked_for_where_there_is_none(contact, state):
    check, loaded = check_settings(FILE, contact=contact)
    assert check.state == state
    assert ("UNKG_CONTACT" in check.advice) == (state == "note")
    assert loaded.sources


def test_broken_settings_are_told_by_file_and_entry(tmp_path):
    path = tmp_path / "hosts.toml"
    path.write_text(FILE.read_text("utf-8").replace("attempts = 4", ""), encoding="utf-8")
    check, loaded = check_settings(path, contact=None)
    assert (check.state, check.words, loaded) == ("fail", f"{path}: lacks 'attempts'", None)
    assert "kg/hosts.toml" in check.advice


# ------------------------------------------------------------------------------------ the command
@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


@pytest.fixture
def doctor(tmp_path, un):
    """Run `kg doctor` on nothing but the one host, with settings of its own."""
    path = tmp_path / "hosts.toml"
    head = FILE.read_text(encoding="utf-8").partition("[[sources]]")[0]
    source = (
        f'name = "un"\nurl = "{un.url}{ACCESS}"\naccepts = ["pdf"]\nlanguages = {{ en = "en" }}\n'
    )
    path.write_text(f"{head}[[sources]]\n{source}", encoding="utf-8")

    def run(*arguments):
        out, err = io.StringIO(), io.StringIO()
        given = ["--hosts", str(path), "--cache", str(tmp_path / "cache"), "--contact", "me@example.org",
                 "--graph", str(tmp_path / "output"), *map(str, arguments)]  # fmt: skip
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.setattr(sys, "argv", ["kg", "doctor", *given])
            with pytest.raises(SystemExit) as leaving:
                main()
        return Run(leaving.value.code, out.getvalue(), err.getvalue())

    return run


def test_offline_no_host_is_asked(doctor, un):
    run = doctor("--offline")
    assert run.code == 0
    assert un.asked == []
    assert un.netloc not in run.out


def test_the_command_ends_with_0_where_nothing_fails(doctor, un):
    un.plays(PATH, Reply(body=pdf()))
    run = doctor()
    assert run.code == 0
    assert f"ok    un ({un.netloc})" in run.out
    assert run.err.startswith("kg: ")
    assert run.err.endswith(" note, 0 fail\n")
    assert [request.path for request in un.asked] == ["/robots.txt", PATH]
    assert {request.headers["user-agent"].split("; ")[-1] for request in un.asked} == {
        "me@example.org)"
    }


def test_the_command_ends_with_1_where_a_host_fails_and_says_what_to_do(doctor, un):
    run = doctor()
    assert run.code == 1
    (line,) = [line for line in run.out.splitlines() if line.startswith("fail")]
    assert line.startswith(f"fail  un ({un.netloc}) ")
    assert "not there (HTTP 404) → look at the address in a browser" in line
    assert run.err.endswith(" note, 1 fail\n")


def test_json_has_one_row_a_check(doctor, tmp_path):
    run = doctor("--offline", "--json")
    rows = {row["name"]: row for row in json.loads(run.out)}
    assert rows["graph"] == {
        "name": "graph",
        "state": "note",
        "words": f"{tmp_path / 'output'}: none is built",
        "advice": "build one: kg build PATHS",
    }
    assert rows["cache"]["advice"] == ""
    assert run.code == 0


def test_json_or_not_the_exit_code_is_the_same(doctor):
    run = doctor("--json")
    assert run.code == 1
    assert json.loads(run.out)[-1]["state"] == "fail"


def test_broken_settings_are_a_failed_check_like_others(doctor, tmp_path, un):
    run = doctor("--hosts", tmp_path / "none.toml")
    assert run.code == 1
    assert "none.toml" in run.out.splitlines()[-1]
    assert un.asked == []


def test_nothing_moves_the_cursor_of_a_terminal(doctor):
    run = doctor("--offline", "--graph", "out\x1b[2J\nput")
    (line,) = [line for line in run.out.splitlines() if " graph " in line]
    assert "\x1b" not in run.out
    assert line.endswith("none is built → build one: kg build PATHS")


@pytest.fixture
def broken_lxml(tmp_path):
    """Run the command line where lxml was built for another machine."""
    (tmp_path / "lxml.py").write_text("raise OSError('etree.so: wrong ELF class')", "utf-8")

    def run(*arguments):
        places = os.pathsep.join([str(tmp_path), str(ROOT)])
        return subprocess.run(
            [sys.executable, "-m", "kg", *map(str, arguments)], cwd=tmp_path, check=False,
            env={**os.environ, "PYTHONPATH": places}, capture_output=True, encoding="utf-8",
        )  # fmt: skip

    return run


def test_the_doctor_comes_when_a_library_is_broken(broken_lxml, tmp_path):
    run = broken_lxml("doctor", "--offline", "--cache", tmp_path / "cache")
    states = {line.split()[1]: line.split()[0] for line in run.stdout.splitlines()}
    assert run.returncode == 1
    assert (
        "OSError: etree.so: wrong ELF class → pip install --force-reinstall 'lxml>=" in run.stdout
    )
    assert (states["lxml"], states["readers"], states["languages"]) == ("fail", "fail", "ok")


def test_other_commands_point_to_the_doctor_when_a_library_is_broken(broken_lxml):
    run = broken_lxml("build", "x.txt")
    assert run.returncode == 2
    assert run.stderr == (
        "kg: a library is missing or broken: etree.so: wrong ELF class; kg doctor says what to do\n"
    )
