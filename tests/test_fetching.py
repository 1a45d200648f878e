"""Fetching, from hosts that behave as those of the United Nations are told to: all on loopback."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg.cli import main
from kg.fetching import fetch, plan
from kg.fetching.answers import format_of
from kg.fetching.cache import open_cache
from kg.fetching.client import retry_after
from tests.loopback import Clock, Reply, docx, host, pdf, settings

ROOT = Path(__file__).parent.parent
ACCESS = "/api/symbol/access?s={symbol}&l={language}&t=pdf"
DOC = "/api/symbol/access?s={symbol}&l={language}&t=doc"
VIEWER = "/{language}/{path}"
PATH = "/api/symbol/access?s=A%2FRES%2F78%2F1&l=en&t=pdf"
DOC_PATH = "/api/symbol/access?s=A%2FRES%2F78%2F1&l=en&t=doc"
WRAPPER = b"<!DOCTYPE html><html><head><title>A/RES/78/1 - E</title></head><body><iframe></iframe></body></html>"
WPF = b"\xffWPC\x10\x00\x00\x00" + bytes(200)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
WAF = {"x-amzn-waf-action": "challenge"}


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


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def run(tmp_path, un, clock):
    """Fetch from the host, into the same cache each time."""

    def fetched(
        symbols=("A/RES/78/1",), languages=("en",), *, sources=(), offline=False, **changes
    ):
        chosen = settings(*(sources or [un.source(ACCESS)]), **changes)
        with open_cache(tmp_path / "cache", writable=not offline) as cache:
            return fetch(symbols, languages, cache, chosen, offline=offline, pace=clock.pace)

    return fetched


def only(report):
    (outcome,) = report.outcomes
    return outcome


def cached(tmp_path):
    folder = tmp_path / "cache" / "files"
    return [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]


# ------------------------------------------------------------------------------ the host table
def test_the_access_route_forwards_to_the_file(run, un, tmp_path):
    un.plays(PATH, Reply(302, headers={"Location": "/doc/undoc/gen/n23/272/14/pdf/n2327214.pdf"}))
    un.plays(
        "/doc/undoc/gen/n23/272/14/pdf/n2327214.pdf",
        Reply(301, headers={"Location": "/files/n2327214.pdf"}),
    )
    un.plays("/files/n2327214.pdf", Reply(body=pdf()))
    outcome = only(run())
    assert outcome.ending == "fetched"
    assert outcome.entry.url == un.url + PATH
    assert outcome.entry.final_url == f"{un.url}/files/n2327214.pdf"
    assert (outcome.entry.format, outcome.entry.status) == ("pdf", 200)
    assert cached(tmp_path) == [pdf()]


# what answers, the kind of failure, and words of its reason; nothing of it is kept
ROWS = [
    ("200 with nothing: unpublished", Reply(200, b""), "absent", "empty answer: not published"),
    ("204", Reply(204), "absent", "not there"),
    ("404: unknown symbol", Reply(404, b"{}"), "absent", "not there .HTTP 404"),
    ("410", Reply(410), "absent", "not there"),
    ("404 of a host that looks on its pages for robots", Reply(404, b"<html><script src='/cdn-cgi/challenge-platform/x.js'></script>"), "absent", "not there"),
    ("400: malformed", Reply(400, b"bad symbol"), "malformed", "no symbol to the host"),
    ("403: the search interface wants a token", Reply(403, b"Forbidden"), "refused", "may want a key or a login"),
    ("401: the official interface wants a key", Reply(401), "refused", "may want a key"),
    ("HTML for PDF: the viewer", Reply(200, WRAPPER, {"Content-Type": "application/pdf"}), "unfit", r"a web page \(A/RES/78/1 - E\), not docx or pdf"),
    ("HTML with a meta refresh", Reply(200, b"<html><head><META HTTP-EQUIV='refresh' CONTENT='1; URL=/TMP/1.html'></head>", {"Set-Cookie": "s=1"}), "unfit", "a web page, not docx or pdf"),
    ("HTML behind a comment", Reply(200, b"\xef\xbb\xbf\n<!-- a --><!-- b --><html>"), "unfit", "web page"),
    ("an HTML list of resolutions", Reply(200, b"<div><tr><td>A/RES/78/1</td></tr></div>"), "unfit", "xml data, not docx or pdf"),
    ("MARCXML for a document", Reply(200, b"<?xml version='1.0'?><collection><record/></collection>"), "unfit", "xml data, not docx or pdf"),
    ("WordPerfect", Reply(200, WPF), "unfit", r"an old word processor's file \(wpf\)"),
    ("Word 97", Reply(200, OLE), "unfit", r"an old word processor's file \(doc\)"),
    ("RTF", Reply(200, b"{\\rtf1}"), "unfit", r"an old word processor's file \(rtf\)"),
    ("a ZIP that is no DOCX", Reply(200, b"PK\x03\x04..PK\x05\x06" + bytes(18)), "unfit", "zip data"),
    ("a page of words", Reply(200, b"Service is down"), "unfit", "text data"),
    ("noise", Reply(200, b"\x00\x01\x02"), "unfit", "unknown data"),
    ("418", Reply(418), "unfit", "unexpected answer .HTTP 418"),
    ("a challenge of AWS: 202", Reply(202, b"", WAF), "challenged", "lets only browsers pass"),
    ("a challenge of AWS: 405", Reply(405, b"<html>", {"x-amzn-waf-action": "captcha"}), "challenged", "captcha"),
    ("a challenge of AWS: its script", Reply(200, b"<html><script>window.gokuProps = {}</script>"), "challenged", "gokuProps"),
    ("202 with an empty body", Reply(202, b""), "challenged", "202 without a document"),
    ("202 with a page", Reply(202, b"<html></html>"), "challenged", "202 without a document"),
    ("a challenge of Cloudflare", Reply(403, b"<html>", {"cf-mitigated": "challenge"}), "challenged", "cf-mitigated"),
    ("a challenge of Cloudflare: its script", Reply(503, b"<!doctype html><script>window._cf_chl_opt={}</script>"), "challenged", "_cf_chl_opt"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reply", "kind", "words"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_what_is_not_the_document_is_told_and_not_kept(run, un, tmp_path, reply, kind, words):
    un.plays(PATH, reply)
    report = run()
    outcome = only(report)
    assert (outcome.ending, outcome.entry.kind, outcome.entry.sha256) == ("failed", kind, "")
    assert outcome.entry.status == reply.status
    assert outcome.entry.reason == outcome.reason
    assert re.search(words, outcome.reason)
    assert cached(tmp_path) == []
    assert un.paths == [PATH]  # once: none of this passes by asking again
    assert report.requests == 2


def test_a_page_that_only_speaks_of_captchas_in_a_document_is_no_challenge(run, un):
    un.plays(PATH, Reply(body=pdf("gokuProps _cf_chl_opt")))
    assert only(run()).ending == "fetched"


def test_a_host_that_challenges_is_not_asked_again_in_the_run(run, un):
    un.plays(PATH, Reply(202, b"", WAF))
    report = run(["78/1", "78/2", "78/3"])
    assert un.paths == [PATH]
    assert report.endings == {"failed": 3}
    assert [o.entry.kind for o in report.outcomes] == ["challenged"] * 3
    assert "was not asked again in this run" in report.outcomes[2].reason
    assert "save the document with a browser" in report.outcomes[0].reason


def test_a_challenge_of_one_host_leaves_the_others(run, un, other):
    un.plays(PATH, Reply(202, b"", WAF))
    other.plays("/en/A/RES/78/1?direct=true", Reply(body=pdf()))
    sources = [un.source(ACCESS), other.source("/{language}/{path}?direct=true", name="viewer")]
    outcome = only(run(sources=sources))
    assert outcome.ending == "fetched"
    assert outcome.entry.url == f"{other.url}/en/A/RES/78/1?direct=true"


def test_the_viewer_gives_a_page_and_its_direct_route_the_document(run, un):
    un.plays("/en/A/RES/78/1", Reply(body=WRAPPER))
    un.plays("/en/A/RES/78/1?direct=true", Reply(body=pdf()))
    sources = [
        un.source(VIEWER, name="page"),
        un.source(VIEWER + "?direct=true", name="direct"),
    ]
    assert only(run(sources=sources)).ending == "fetched"
    assert un.paths == ["/en/A/RES/78/1", "/en/A/RES/78/1?direct=true"]


def test_a_word_file_that_is_wordperfect_gives_way_to_the_pdf(run, un):
    un.plays(DOC_PATH, Reply(body=WPF))
    un.plays(PATH, Reply(body=pdf()))
    outcome = only(run(sources=[un.source(DOC, name="doc"), un.source(ACCESS)]))
    assert (outcome.ending, outcome.entry.format) == ("fetched", "pdf")


def test_a_source_that_accepts_wordperfect_keeps_it(run, un):
    un.plays(DOC_PATH, Reply(body=WPF))
    assert only(run(sources=[un.source(DOC, "wpf")])).entry.format == "wpf"


def test_a_pdf_where_word_was_asked_for_is_taken(run, un):
    un.plays(DOC_PATH, Reply(body=pdf()))
    assert only(run(sources=[un.source(DOC, "docx", "pdf")])).entry.format == "pdf"


def test_all_reasons_are_told_each_once_with_its_sources(run, un):
    un.plays(DOC_PATH, Reply(body=WPF))
    sources = [un.source(DOC, name="doc"), un.source(ACCESS, name="a"), un.source(ACCESS, name="b")]
    assert only(run(sources=sources)).reason == (
        "doc: an old word processor's file (wpf), not docx or pdf; a, b: not there (HTTP 404)"
    )


def test_a_symbol_that_the_grammar_refuses_is_not_asked_for(run, un):
    report = run(["A/RES/78^1", "nonsense"])
    assert [o.ending for o in report.outcomes] == ["malformed", "malformed"]
    assert "is no document symbol" in report.outcomes[0].reason
    assert un.asked == []


# ------------------------------------------------------------------------------ the right document
def disposition(name):
    return {"Content-Disposition": f'attachment; filename="{name}"'}


WRONG = [
    ("prefix: 78/1 gives 78/100", Reply(body=pdf(), headers=disposition("A_RES_78_100-EN.pdf")), "another document: A/RES/78/100"),
    ("a name with slashes encoded", Reply(body=pdf(), headers={"Content-Disposition": "inline; filename*=UTF-8''A%2FRES%2F78%2F10.pdf"}), "another document: A/RES/78/10"),
    ("another organ", Reply(body=pdf(), headers=disposition("A_HRC_RES_78_1.pdf")), "another document: A/HRC/RES/78/1"),
    ("a DOCX that says so", Reply(body=docx("A/RES/78/11")), "another document: A/RES/78/11"),
    ("another language", Reply(body=pdf(), headers=disposition("A_RES_78_1-FR.pdf")), "another language"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reply", "words"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_an_answer_that_names_another_document_is_not_taken(run, un, tmp_path, reply, words):
    un.plays(PATH, reply)
    outcome = only(run())
    assert (outcome.ending, outcome.entry.kind) == ("failed", "unfit")
    assert words in outcome.reason
    assert cached(tmp_path) == []


def test_a_forward_to_another_symbol_is_another_document(run, un):
    un.plays(PATH, Reply(302, headers={"Location": "/en/A/RES/78/100"}))
    un.plays("/en/A/RES/78/100", Reply(body=pdf()))
    assert "another document: A/RES/78/100" in only(run()).reason


RIGHT = [
    ("A/RES/78/1", Reply(body=pdf(), headers=disposition("A_RES_78_1-EN.pdf"))),
    ("A/RES/78/1", Reply(body=pdf(), headers=disposition("N2327214.pdf"))),
    ("A/RES/78/1", Reply(body=pdf(), headers=disposition("download"))),
    ("A/RES/78/1", Reply(body=docx("A/RES/78/1", ""))),
    ("A/RES/78/1", Reply(body=docx("A/78/L.1", "A/RES/78/1"))),
    ("A/RES/55/180 B", Reply(body=pdf(), headers=disposition("A_RES_55_180A-B-EN.pdf"))),
    ("A/RES/1514 (XV)", Reply(body=pdf(), headers=disposition("A_RES_1514(XV).pdf"))),
    ("A/81/6 (Sect. 17)", Reply(body=docx("A/81/6 (Sect. 17)"), headers=disposition("A_81_6 (SECT. 17).docx"))),
]  # fmt: skip


@pytest.mark.parametrize(("symbol", "reply"), RIGHT)
def test_an_answer_that_names_the_document_or_nothing_is_taken(run, un, symbol, reply):
    un.reply = lambda path: Reply(404) if path == "/robots.txt" else reply
    assert only(run([symbol])).ending == "fetched"


# ------------------------------------------------------------------------------ manners
def test_whoever_asks_says_who_it_is(run, un):
    un.plays(PATH, Reply(body=pdf()))
    run(contact="me@example.org")
    agents = {request.headers["user-agent"] for request in un.asked}
    assert len(agents) == 1
    assert agents.pop().endswith("; me@example.org)")


def test_one_connection_serves_all_requests_to_a_host(run, un):
    un.plays(PATH, Reply(302, b"moved", {"Location": "/file.pdf"}))
    un.plays("/file.pdf", Reply(body=pdf()))
    run(["78/1", "78/2"], ["en", "fr"])
    assert len(un.asked) == 6  # robots.txt, the forward, the file, three times 404
    assert len({request.connection for request in un.asked}) == 1


def test_a_second_lies_between_two_requests_to_a_host(run, clock):
    report = run(["78/1", "78/2", "78/3"])
    assert report.requests == 4
    assert clock.slept == [1.0, 1.0, 1.0]


def test_a_second_lies_between_two_requests_by_the_clock_on_the_wall(tmp_path, un):
    with open_cache(tmp_path) as cache:
        fetch(["78/1"], ["en"], cache, settings(un.source(ACCESS)))
    first, second = un.asked
    assert second.at - first.at >= 1


def test_hosts_do_not_wait_for_each_other(run, un, other, clock):
    run(sources=[un.source(ACCESS), other.source(ACCESS, name="other")])
    assert clock.slept == [1.0, 1.0]  # each between its robots.txt and its document


ROBOTS = [
    ("User-agent: *\nDisallow: /api/\n", False),
    ("User-agent: unkg\nDisallow: /\n", False),
    ("User-agent: unkg\nDisallow: /rss\n\nUser-agent: *\nDisallow: /\n", True),
    ("User-agent: other\nDisallow: /\n", True),
    ("\ufeffUser-agent: *\nDisallow: /\n", False),
    ("<html>not found</html>", True),
    ("", True),
]


@pytest.mark.parametrize(("rules", "allowed"), ROBOTS)
def test_what_robots_txt_forbids_is_not_asked_for(run, un, rules, allowed):
    un.plays("/robots.txt", Reply(body=rules.encode()))
    un.plays(PATH, Reply(body=pdf()))
    outcome = only(run())
    assert (outcome.ending == "fetched") is allowed
    assert un.paths == [PATH] * allowed
    assert allowed or (outcome.entry.kind == "refused" and "robots.txt asks" in outcome.reason)


def test_robots_txt_is_read_once_a_run_and_anew_in_the_next(run, un):
    run(["78/1", "78/2"])
    run(["78/3"])
    assert [request.path for request in un.asked].count("/robots.txt") == 2


def test_a_crawl_delay_lengthens_the_pause(run, un, clock):
    un.plays("/robots.txt", Reply(body=b"User-agent: *\nCrawl-delay: 5\n"))
    run(["78/1", "78/2"])
    assert clock.slept == [5.0, 5.0]


def test_a_forward_is_asked_for_only_where_robots_txt_allows(run, un, other):
    un.plays(PATH, Reply(302, headers={"Location": f"{other.url}/file.pdf"}))
    other.plays("/robots.txt", Reply(body=b"User-agent: *\nDisallow: /file\n"))
    sources = [un.source(ACCESS), other.source(ACCESS, name="other")]
    outcome = only(run(sources=sources))
    assert f"{other.url}/robots.txt asks programs not to" in outcome.reason
    assert "/file.pdf" not in other.paths


UNREADABLE = [Reply(503), Reply(403), Reply(202, b"", WAF)]


@pytest.mark.parametrize("reply", UNREADABLE)
def test_a_host_whose_robots_txt_cannot_be_read_is_asked_for_nothing(run, un, reply):
    un.plays("/robots.txt", reply)
    un.plays(PATH, Reply(body=pdf()))
    assert [o.ending for o in run(["78/1", "78/2"]).outcomes] == ["failed", "failed"]
    assert un.paths == []


# ------------------------------------------------------------------------------ retries
BUSY = [429, 500, 502, 503, 504]


@pytest.mark.parametrize("status", BUSY)
def test_a_busy_host_is_asked_again_after_pauses_that_grow(run, un, clock, status):
    un.plays(PATH, Reply(status), Reply(status), Reply(status), Reply(body=pdf()))
    assert only(run()).ending == "fetched"
    assert len(un.paths) == 4
    assert clock.slept == [1.0, 3.0, 5.0, 9.0]  # the pause; 2 s × (1, 2, 4 and half a jitter)


def test_a_host_that_stays_busy_is_given_up(run, un):
    un.plays(PATH, Reply(503))
    outcome = only(run())
    assert (outcome.entry.kind, outcome.entry.status) == ("busy", 503)
    assert len(un.paths) == 4


def test_a_host_is_left_alone_after_three_documents_that_it_fails_to_deliver(run, un):
    un.reply = lambda path: Reply(404 if path == "/robots.txt" else 500)
    report = run(["78/1", "78/2", "78/3", "78/4", "78/5"])
    assert len(un.paths) == 12
    assert "was not asked again in this run" in report.outcomes[4].reason


def test_a_host_says_how_long_to_wait(run, un, clock):
    un.plays(PATH, Reply(429, headers={"Retry-After": "17"}), Reply(body=pdf()))
    assert only(run()).ending == "fetched"
    assert clock.slept == [1.0, 17.5]


def test_a_harvesting_interface_that_asks_for_a_second_gets_it(run, un, clock):
    un.plays(PATH, Reply(503, headers={"Retry-After": "1"}), Reply(body=pdf()))
    assert only(run()).ending == "fetched"
    assert clock.slept == [1.0, 1.5]


def test_a_host_says_until_when_to_wait(run, un, clock):
    until = {"Retry-After": "Sun, 01 Mar 2026 12:00:31 GMT"}
    un.plays(PATH, Reply(503, headers=until), Reply(body=pdf()))
    assert only(run()).ending == "fetched"
    assert clock.slept == [1.0, 30.5]  # a second has passed since noon


def test_a_host_that_asks_for_an_hour_is_left_alone(run, un, clock):
    un.plays(PATH, Reply(429, headers={"Retry-After": "3600"}))
    report = run(["78/1", "78/2"])
    assert un.paths == [PATH]
    assert max(clock.slept) == 1.0
    assert [o.entry.kind for o in report.outcomes] == ["busy", "busy"]


NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WAITS = [
    (None, None),
    ("5", 5.0),
    (" 5 ", 5.0),
    ("-5", None),
    ("soon", None),
    ("", None),
    ("1e9", None),
    ("Sun, 01 Mar 2026 12:01:00 GMT", 60.0),
    ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
    ("Sun, 01 Mar 2026 12:01:00 -0000", 60.0),
]


@pytest.mark.parametrize(("value", "seconds"), WAITS)
def test_retry_after_is_seconds_or_a_date(value, seconds):
    assert retry_after(value, NOW) == seconds


# ------------------------------------------------------------------------------ bodies
LONG = pdf(size=300_000)
CUT = [
    ("fewer bytes than declared", Reply(body=LONG, sent=100_000)),
    ("chunks without an end", Reply(body=LONG, sent=100_000, chunked=True)),
    ("a PDF without its end", Reply(body=LONG[:100_000])),
    ("a DOCX without its directory", Reply(body=docx("A/RES/78/1")[:-60])),
]


@pytest.mark.parametrize("reply", [row[1] for row in CUT], ids=[row[0] for row in CUT])
def test_a_document_that_breaks_off_is_fetched_anew_from_its_beginning(run, un, tmp_path, reply):
    un.plays(PATH, reply, Reply(body=LONG))
    assert only(run()).ending == "fetched"
    assert cached(tmp_path) == [LONG]
    assert "range" not in un.asked[-1].headers


def test_a_document_that_always_breaks_off_is_not_kept(run, un, tmp_path):
    un.plays(PATH, Reply(body=LONG, sent=100_000))
    outcome = only(run())
    assert outcome.entry.kind == "unreachable"
    assert cached(tmp_path) == []
    assert list((tmp_path / "cache" / "partial").iterdir()) == []


def test_chunks_are_read(run, un, tmp_path):
    un.plays(PATH, Reply(body=LONG, chunked=True))
    assert only(run()).ending == "fetched"
    assert cached(tmp_path) == [LONG]


LARGE = [Reply(body=LONG), Reply(body=LONG, chunked=True)]


@pytest.mark.parametrize("reply", LARGE, ids=["declared", "not declared"])
def test_a_document_above_the_cap_is_refused(run, un, tmp_path, reply):
    un.plays(PATH, reply)
    outcome = only(run(largest=200_000))
    assert (outcome.entry.kind, "more than 0.2 MB" in outcome.reason) == ("unfit", True)
    assert cached(tmp_path) == []


def test_a_host_that_drips_is_given_up(tmp_path, un):
    un.plays(PATH, Reply(body=pdf(size=1_000), drip=0.05))
    chosen = settings(un.source(ACCESS), longest_download=1)
    started = time.monotonic()
    with open_cache(tmp_path) as cache:
        outcome = only(fetch(["78/1"], ["en"], cache, chosen))
    assert "too slow" in outcome.reason
    assert time.monotonic() - started < 10


def test_a_slow_host_that_delivers_is_waited_for(run, un):
    un.plays(PATH, Reply(body=pdf(), drip=0.01))
    assert only(run()).ending == "fetched"


def test_a_host_that_says_nothing_is_given_up(run, un):
    un.plays(PATH, Reply(hang=3))
    outcome = only(run(read_timeout=0.2, attempts=2))
    assert (outcome.entry.kind, "timed out" in outcome.reason) == ("unreachable", True)


def test_a_host_that_is_not_there_is_told(run):
    with host() as gone:
        pass
    outcome = only(run(sources=[gone.source(ACCESS)]))
    assert outcome.entry.kind == "unreachable"
    assert "no connection" in outcome.reason


# ------------------------------------------------------------------------------ forwards
def test_forwards_without_end_are_left(run, un):
    un.plays(PATH, Reply(302, headers={"Location": PATH}))
    assert "forwards without end" in only(run(redirects=3)).reason
    assert len(un.paths) == 4


ABROAD = ["https://elsewhere.example/a.pdf", "file:///etc/passwd", "//elsewhere.example/", "http://[", "ftp://un.org/a"]  # fmt: skip


@pytest.mark.parametrize("location", ABROAD)
def test_a_forward_to_a_host_of_nobody_is_not_followed(run, un, location):
    un.plays(PATH, Reply(302, headers={"Location": location}))
    outcome = only(run())
    assert outcome.entry.kind == "unfit"
    assert re.search(r"none of the hosts in the settings|an address that is none", outcome.reason)


# ------------------------------------------------------------------------------ the cache
def test_what_is_held_is_not_asked_for_again(run, un):
    un.plays(PATH, Reply(body=pdf()))
    assert only(run()).ending == "fetched"
    before = len(un.asked)
    report = run(["a/res/78/1", "78/1", "A/RES/78/1"])
    assert only(report).ending == "held"
    assert (report.requests, len(un.asked)) == (0, before)


def test_what_no_host_has_is_not_asked_for_again_for_a_month(run, un, clock):
    run()
    assert (run().requests, len(un.paths)) == (0, 1)
    clock.seconds += 31 * 86_400
    assert (run().requests, len(un.paths)) == (2, 2)


def test_what_failed_for_other_reasons_is_asked_for_in_the_next_run(run, un):
    un.plays(PATH, Reply(202, b"", WAF), Reply(body=pdf()))
    assert only(run()).ending == "failed"
    assert only(run()).ending == "fetched"


def test_a_failure_that_may_pass_outweighs_one_that_lasts(run, un, other):
    other.plays(PATH, Reply(body=WRAPPER))
    sources = [un.source(ACCESS), other.source(ACCESS, name="other")]
    assert only(run(sources=sources)).entry.kind == "unfit"
    assert run(sources=sources).requests == 4


VALIDATORS = [
    ({"ETag": '"v1"'}, {"if-none-match": '"v1"'}),
    (
        {"Last-Modified": "Fri, 02 Jan 2026 10:00:00 GMT"},
        {"if-modified-since": "Fri, 02 Jan 2026 10:00:00 GMT"},
    ),
]


@pytest.mark.parametrize(("sent", "asked"), VALIDATORS)
def test_an_old_document_is_asked_for_on_condition_that_it_changed(run, un, clock, sent, asked):
    un.plays(PATH, Reply(302, headers={"Location": "/file.pdf"}))
    un.plays("/file.pdf", Reply(body=pdf(), headers=sent), Reply(304))
    first = only(run()).entry
    clock.seconds += 366 * 86_400
    again = only(run())
    assert again.ending == "unchanged"
    assert again.entry == replace(first, time=again.entry.time)
    assert again.entry.time > first.time
    conditions = {"if-none-match", "if-modified-since"}
    per_request = [{n: v for n, v in r.headers.items() if n in conditions} for r in un.asked]
    assert per_request == [{}, {}, {}, {}, {}, asked]
    assert run().requests == 0


def test_an_old_document_that_changed_is_replaced(run, un, clock):
    un.plays(PATH, Reply(body=pdf("one")), Reply(body=pdf("two")))
    first = only(run()).entry
    clock.seconds += 366 * 86_400
    again = only(run())
    assert again.ending == "fetched"
    assert again.entry.sha256 != first.sha256


LATER = [(Reply(body=pdf("one")), "unchanged"), (Reply(404), "held"), (Reply(500), "held"), (Reply(304), "held")]  # fmt: skip


@pytest.mark.parametrize(("later", "ending"), LATER)
def test_a_document_that_is_held_stays_whatever_hosts_say_later(run, un, clock, later, ending):
    un.plays(PATH, Reply(body=pdf("one")), later)
    first = only(run()).entry
    clock.seconds += 366 * 86_400
    again = only(run())
    assert again.ending == ending
    assert again.entry.sha256 == first.sha256
    assert again.is_here


def test_a_damaged_file_is_fetched_anew(run, un, tmp_path):
    un.plays(PATH, Reply(body=pdf()))
    run()
    next(path for path in (tmp_path / "cache" / "files").rglob("*.pdf")).write_bytes(b"%PDF")
    assert only(run()).ending == "fetched"
    assert cached(tmp_path) == [pdf()]


def test_offline_takes_what_is_held_and_asks_nobody(run, un):
    un.plays(PATH, Reply(body=pdf()))
    run(["78/1", "78/2"])
    before = len(un.asked)
    report = run(["78/1", "78/2", "78/3", "x"], offline=True)
    assert [o.ending for o in report.outcomes] == ["held", "failed", "failed", "malformed"]
    assert report.outcomes[1].reason == "not in the cache: host: not there (HTTP 404)"
    assert report.outcomes[2].reason == "not in the cache"
    assert (report.requests, len(un.asked)) == (0, before)


def test_a_language_that_no_source_has_is_told(run, un):
    assert only(run(languages=["zh"])).reason == "no source in the settings has this language"
    assert un.asked == []


def test_the_plan_says_what_a_run_would_do_and_asks_nobody(run, un, tmp_path, clock):
    un.plays(PATH, Reply(body=pdf()))
    run(["78/1", "78/2"])
    before = len(un.asked)
    chosen = settings(un.source(ACCESS))
    with open_cache(tmp_path / "cache", writable=False) as cache:
        steps = plan(["78/1", "78/2", "78/3", "x"], ["en"], cache, chosen, now=clock.now())
        late = plan(["78/1"], ["en"], cache, replace(chosen, recheck_days=0), now=clock.now())
    assert [step.step for step in (*steps, *late)] == [
        "held", "absent", "fetch", "malformed", "recheck",
    ]  # fmt: skip
    assert steps[2].urls == (f"{un.url}/api/symbol/access?s=A%2FRES%2F78%2F3&l=en&t=pdf",)
    assert len(un.asked) == before


def test_progress_tells_how_many_of_how_many(tmp_path, un, clock):
    told = []
    with open_cache(tmp_path) as cache:
        fetch(
            ["78/1"], ["en", "fr"], cache, settings(un.source(ACCESS)), pace=clock.pace,
            progress=lambda *words: told.append(words),
        )  # fmt: skip
    assert told == [(0, 2, "A/RES/78/1 en"), (1, 2, "A/RES/78/1 fr"), (2, 2, "")]


# ------------------------------------------------------------------------------ killed in mid-run
RUN = """
import sys
from dataclasses import replace
from pathlib import Path
from kg.fetching.cache import open_cache
from kg.fetching.client import Pace
from kg.fetching import fetch
from kg.hosts import Source, load_settings
url, folder = sys.argv[1:]
languages = {"en": "en"}
source = Source("host", url + "/{path}", frozenset({"pdf"}), languages)
chosen = replace(load_settings(), sources=(source,))
with open_cache(Path(folder)) as cache:
    report = fetch([f"78/{n}" for n in range(1, 9)], ["en"], cache, chosen, pace=Pace(sleep=lambda s: None))
print(sorted(report.endings.items()))
"""


def test_a_run_that_is_killed_is_gone_on_with_and_fetches_nothing_twice(un, tmp_path):
    bodies = {f"/A/RES/78/{n}": pdf(f"document {n}", size=400_000) for n in range(1, 9)}
    for path, body in bodies.items():
        un.plays(path, Reply(body=body))
    slow = Reply(body=bodies["/A/RES/78/5"], drip=0.1, step=10_000)
    un.plays("/A/RES/78/5", slow)
    command = [sys.executable, "-c", RUN, un.url, str(tmp_path / "cache")]
    environment = os.environ | {"NO_PROXY": "*"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    deadline = time.monotonic() + 30
    while not half_written(tmp_path):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert sorted(cached(tmp_path)) == sorted(list(bodies.values())[:4])  # whole, each of them
    un.plays("/A/RES/78/5", replace(slow, drip=0))
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[('fetched', 4), ('held', 4)]\n"
    assert sorted(cached(tmp_path)) == sorted(bodies.values())
    assert list((tmp_path / "cache" / "partial").iterdir()) == []
    assert {path: un.paths.count(path) for path in bodies} == {
        path: 2 if path == "/A/RES/78/5" else 1 for path in bodies
    }


def half_written(tmp_path):
    """Whether the fifth document is being written, the four before it being there."""
    partial = list((tmp_path / "cache" / "partial").glob("*"))
    return len(cached(tmp_path)) == 4 and any(path.stat().st_size > 100 for path in partial)


# ------------------------------------------------------------------------------ the command
@pytest.fixture
def hosts(un, tmp_path):
    """A settings file whose only source is the host."""
    text = (ROOT / "kg" / "hosts.toml").read_text(encoding="utf-8")
    sources = (
        f'[[sources]]\nname = "host"\nurl = "{un.url}/{{language}}/{{path}}"\naccepts = ["pdf"]\n'
        'languages = { en = "en", fr = "fr" }\n'
    )
    path = tmp_path / "hosts.toml"
    path.write_text(text[: text.index("[[sources]]")] + sources, encoding="utf-8")
    return path


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def kg(hosts, tmp_path, monkeypatch):
    """Run the command as its users do, without the cost of a process for each."""

    def command(*arguments, stdin=""):
        folders = ["--hosts", hosts, "--cache", tmp_path / "cache", "--to", tmp_path / "to"]
        monkeypatch.setattr(sys, "argv", ["kg", "fetch", *map(str, [*arguments, *folders])])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as left:
            main()
        return Done(left.value.code, out.getvalue(), err.getvalue())

    return command


def test_the_command_puts_named_documents_into_the_folder(kg, un, tmp_path):
    un.plays("/fr/A/RES/78/1", Reply(body=pdf("deux")))
    done = kg("78/1", "--language", "fr", "--contact", "me@example.org")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"fetched\t{tmp_path / 'to' / 'A_RES_78_1.fr.pdf'}\n"
    assert done.stderr == "kg: 1 fetched; 2 requests\n"
    assert (tmp_path / "to" / "A_RES_78_1.fr.pdf").read_bytes() == pdf("deux")
    again = kg("78/1", "--language", "fr", "--offline", "--json")
    (row,) = json.loads(again.stdout)["documents"]
    assert (row["symbol"], row["language"], row["ending"]) == ("A/RES/78/1", "fr", "held")
    assert row["entry"]["url"] == f"{un.url}/fr/A/RES/78/1"
    assert again.returncode == 0


def test_the_command_tells_what_did_not_come_and_goes_on(kg, un):
    un.plays("/en/A/RES/78/2", Reply(body=pdf()))
    done = kg("78/1", "78/2")
    assert done.returncode == 1
    assert done.stdout.endswith("A_RES_78_2.en.pdf\n")
    assert done.stderr.splitlines() == [
        "kg: A/RES/78/1 en: host: not there (HTTP 404)",
        "kg: 1 failed, 1 fetched; 3 requests",
    ]


SYMBOLS = (
    "\ufeff# the list\nA/RES/78/1\n\n  S/RES/1325 (2000)   # women, peace and security\n78/1\n"
)


def test_a_dry_run_shows_the_plan_for_symbols_from_standard_input(kg, un, tmp_path):
    done = kg("--from", "-", "--language", "fr,en", "--dry-run", stdin=SYMBOLS)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"fetch\tA/RES/78/1\tfr\t{un.url}/fr/A/RES/78/1",
        f"fetch\tA/RES/78/1\ten\t{un.url}/en/A/RES/78/1",
        f"fetch\tS/RES/1325 (2000)\tfr\t{un.url}/fr/S/RES/1325%282000%29",
        f"fetch\tS/RES/1325 (2000)\ten\t{un.url}/en/S/RES/1325%282000%29",
    ]
    assert un.asked == []
    assert not (tmp_path / "cache").exists()
    assert not (tmp_path / "to").exists()


def test_symbols_come_from_a_file(kg, tmp_path):
    (tmp_path / "list.txt").write_text(SYMBOLS, encoding="utf-8")
    done = kg("--from", tmp_path / "list.txt", "--dry-run", "--json")
    assert [step["symbol"] for step in json.loads(done.stdout)] == [
        "A/RES/78/1",
        "S/RES/1325 (2000)",
    ]


USAGE = [
    (["--dry-run"], "name a symbol, or a file of symbols"),
    (["78/1", "--language", "de"], "'de'; choose from ar, en, es, fr, ru, zh, or all"),
    (["--from", "none.txt"], "none.txt"),
]


@pytest.mark.parametrize(("arguments", "words"), USAGE)
def test_wrong_usage_is_one_line_that_says_what_to_do(kg, arguments, words):
    done = kg(*arguments)
    assert done.returncode == 2
    assert (len(done.stderr.splitlines()), done.stdout) == (1, "")
    assert words in done.stderr


def test_a_symbol_that_is_none_is_told_and_the_others_are_planned(kg):
    done = kg("78/1", "nonsense", "--dry-run")
    assert done.returncode == 1
    assert done.stdout.startswith("fetch\tA/RES/78/1\ten\t")
    assert "nonsense en: 'nonsense' is no document symbol" in done.stderr


# ------------------------------------------------------------------------------ real files
SHARED = ROOT.parent / "shared" / "corpus" / "files"


@pytest.mark.shared
@pytest.mark.parametrize(("suffix", "count"), [("pdf", 5), ("docx", 3)])
def test_the_bytes_of_real_documents_tell_their_format(suffix, count):
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is missing: no real files to look at")
    files = sorted(SHARED.glob(f"*.{suffix}"))
    assert len(files) == count
    assert {format_of(path) for path in files} == {suffix}
