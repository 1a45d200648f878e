"""A server on the loopback address that plays the hosts of the United Nations, good days and bad."""

from __future__ import annotations

import io
import threading
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from kg.fetching.client import Pace
from kg.hosts import Settings, Source, load_settings


@dataclass(frozen=True)
class Reply:
    """What a path answers."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    sent: int | None = None  # bytes of the body after which the connection breaks off
    drip: float = 0  # seconds after each step
    step: int = 1  # bytes at once, where it drips
    hang: float = 0  # seconds before the answer
    chunked: bool = False


@dataclass(frozen=True)
class Request:
    """What was asked."""

    path: str
    headers: Mapping[str, str]
    connection: object
    at: float


@dataclass
class Host:
    """A host that is up: its address, what it answers, what it was asked."""

    netloc: str
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{self.netloc}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, apart from robots.txt."""
        return [request.path for request in self.asked if request.path != "/robots.txt"]

    def plays(self, path: str, *replies: Reply) -> None:
        """Answer a path with one reply after another; the last one stays."""
        self.replies[path] = list(replies)

    def reply(self, path: str) -> Reply:
        rest = self.replies.get(path)
        if not rest:
            return Reply(404, b"<html><title>Not found</title></html>")
        return rest.pop(0) if len(rest) > 1 else rest[0]

    def source(self, pattern: str, *accepts: str, name: str = "host") -> Source:
        languages = {"en": "en", "fr": "fr"}
        return Source(name, self.url + pattern, frozenset(accepts or ("docx", "pdf")), languages)


class Handler(BaseHTTPRequestHandler):
    """Answers as its host plays."""

    up: Host
    protocol_version = "HTTP/1.1"
    timeout = 20

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.up.asked.append(Request(self.path, headers, self.client_address, time.monotonic()))
        try:
            self.answer(self.up.reply(self.path))
        except ConnectionError:
            self.close_connection = True

    def answer(self, reply: Reply) -> None:
        time.sleep(reply.hang)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif reply.status not in (204, 304):
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.send_body(reply)

    def send_body(self, reply: Reply) -> None:
        body = reply.body if reply.sent is None else reply.body[: reply.sent]
        step = reply.step if reply.drip else len(body) or 1
        for at in range(0, len(body), step):
            block = body[at : at + step]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(block), block) if reply.chunked else block)
            self.wfile.flush()
            time.sleep(reply.drip)
        if reply.sent is not None:
            self.close_connection = True
        elif reply.chunked:
            self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def host() -> Iterator[Host]:
    """A host of our own, for as long as the block lasts."""

    playing = type("Playing", (Handler,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), playing) as server:
        server.daemon_threads = True
        server.block_on_close = False
        up = Host(f"127.0.0.1:{server.server_port}")
        up.plays("/robots.txt", Reply(404))
        playing.up = up
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield up
        finally:
            server.shutdown()
            thread.join()


class Clock:
    """Time that passes only when somebody sleeps; starts on 1 March 2026 at noon."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.seconds = 0.0

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def now(self) -> datetime:
        return datetime(2026, 3, 1, 12, tzinfo=UTC) + timedelta(seconds=self.seconds)

    @property
    def pace(self) -> Pace:
        return Pace(lambda: self.seconds, self.sleep, self.now, lambda: 0.5)


def settings(*sources: Source, **changes: object) -> Settings:
    """The settings of the file, but for the sources, and an impatient clock for sockets."""
    base = replace(load_settings(), sources=sources, connect_timeout=2, read_timeout=2)
    return replace(base, delays={"default": 1.0}, **changes)


def pdf(words: str = "text", size: int = 0) -> bytes:
    """Bytes that begin and end as a PDF does."""
    return b"%PDF-1.4\n% " + words.encode() + b"." * size + b"\n%%EOF\n"


def docx(*symbols: str) -> bytes:
    """A file that is a DOCX by its parts, and names symbols as those of the UN do."""
    properties = "".join(
        f'<property fmtid="{{0}}" pid="{n}" name="Symbol{n}"><vt:lpwstr>{symbol}</vt:lpwstr></property>'
        for n, symbol in enumerate(symbols, start=1)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
        archive.writestr("docProps/custom.xml", f"<Properties>{properties}</Properties>")
    return out.getvalue()
