"""A SPARQL endpoint answers as a folder does; Oxigraph's own server plays it."""

from __future__ import annotations

import socket
import subprocess
import sysconfig
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner

from kg.cli import kg
from kg.endpoint import Endpoint
from kg.errors import QueryError
from kg.queries import Table, Triples, ask, named_queries, run
from kg.store import load

SAMPLES = Path(__file__).parent.parent / "output"
SERVER = Path(sysconfig.get_path("scripts"), "oxigraph")


@pytest.fixture(scope="module")
def url(tmp_path_factory) -> Iterator[str]:
    """The samples' graph on a server of its own, for as long as the tests last."""
    if not SERVER.exists():
        pytest.skip("Oxigraph's server is not installed: pip install oxigraph")
    store = str(tmp_path_factory.mktemp("server"))
    quads = str(SAMPLES / "graph.nq")
    subprocess.run([SERVER, "load", "-l", store, "-f", quads], check=True, capture_output=True)
    port = free_port()
    serve = [SERVER, "serve-read-only", "-l", store, "-b", f"127.0.0.1:{port}"]
    with subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/")
            yield f"http://127.0.0.1:{port}/query"
        finally:
            server.terminate()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            requests.get(address, timeout=5)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not start")


@contextmanager
def answering(words: str) -> Iterator[str]:
    """An address that gives one answer, whatever it is asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            client, _ = server.accept()
            with client:
                client.recv(65536)
                client.sendall(f"HTTP/1.1 {words}".encode())

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/query"
        thread.join()


@pytest.fixture(scope="module")
def local():
    return load([SAMPLES / "graph.nq"])


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_a_named_query_gives_the_same_answer_there_as_here(url, local, name):
    values = {p.name: p.example for p in named_queries()[name].parameters if p.required}
    if "symbol" in values:
        values["symbol"] = "A/RES/903/5"
    assert ask(Endpoint(url), name, **values) == ask(local, name, **values)


def test_what_documents_ask_for_is_found_there(url):
    rows = ask(Endpoint(url), "cites", symbol="A/RES/903/5").rows
    assert "A/RES/902/31" in {row[0].value for row in rows}


def test_a_question_of_yes_or_no_is_answered(url):
    assert run(Endpoint(url), "ASK { ?s ?p ?o }").rows[0][0].value == "true"


def test_a_construct_gives_the_same_triples_there_as_here(url, local):
    sparql = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }"
    there = run(Endpoint(url), sparql)
    assert isinstance(there, Triples)
    assert there == run(local, sparql)


@pytest.mark.parametrize("format_", ["table", "csv", "json"])
def test_the_command_prints_the_same_from_there(url, format_):
    words = ["query", "most-cited", "--param", "limit=3", "--format", format_]
    there = CliRunner().invoke(kg, [*words, "--endpoint", url])
    here = CliRunner().invoke(kg, [*words, "--graph", str(SAMPLES)])
    assert there.exit_code == 0
    assert there.stdout == here.stdout


def test_an_update_is_refused_before_it_is_sent():
    with pytest.raises(QueryError, match="no valid SPARQL query"):
        run(Endpoint("http://127.0.0.1:1/"), "DROP ALL")


def test_an_endpoint_that_is_not_there_is_named():
    address = f"http://127.0.0.1:{free_port()}/query"
    with pytest.raises(QueryError, match=rf"{address}: no answer; is it running"):
        Endpoint(address).answer("ASK {}")


def test_a_password_in_the_address_is_not_told():
    with pytest.raises(QueryError) as caught:
        Endpoint(f"http://me:secret@127.0.0.1:{free_port()}/query").answer("ASK {}")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("address", ["nowhere", "ftp://127.0.0.1/", "http://", "http://["])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(QueryError, match=r"no address of an endpoint; write it as http://"):
        Endpoint(address).answer("ASK {}")


def test_an_address_that_answers_with_a_page_is_no_endpoint(url):
    with pytest.raises(QueryError, match="refuses the query with 4"):
        Endpoint(url.replace("/query", "/elsewhere")).answer("ASK {}")


def test_an_endpoint_that_says_nothing_in_time_is_told():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/query"
        with pytest.raises(QueryError, match=r"no answer in 0\.2 seconds; .*--timeout"):
            Endpoint(address, timeout=0.2).answer("ASK {}")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            "200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<p/>",
            "no results of SPARQL",
        ),
        (
            "301 Moved\r\nLocation: http://e/new\r\nContent-Length: 0\r\n\r\n",
            "has moved to http://e/new",
        ),
        ("503 Busy\r\nContent-Length: 5\r\n\r\nlater", "refuses the query with 503 Busy: later"),
    ],
)
def test_a_wrong_answer_is_told_with_the_endpoint(answer, told):
    with answering(answer) as address, pytest.raises(QueryError, match=f"{address}: .*{told}"):
        Endpoint(address).answer("ASK {}")


def test_a_table_may_be_empty(url):
    assert run(Endpoint(url), "SELECT ?s { ?s <http://e/none> ?o }") == Table(("s",), ())
