"""Ask hosts politely: one session, robots.txt, a pause between requests, retries that back off.

Each request, each forward and each robots.txt goes through the same door. What challenges browsers
is recognised and left alone. Documents are streamed to a file; nothing is judged but that it is
whole. Source of the rules on robots.txt: RFC 9309, 2.3.1.
"""

from __future__ import annotations

import hashlib
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import TypeVar
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import requests
import urllib3

from kg.errors import one_line
from kg.fetching.answers import Answer, Failure, challenge, is_cut
from kg.hosts import Settings

_T = TypeVar("_T")

_BLOCK = 65_536
_LARGEST_ROBOTS = 512_000  # bytes; RFC 9309, 2.5
_BUSY = {429, 500, 502, 503, 504}
_FORWARDS = {301, 302, 303, 307, 308}
_ABSENT = {204, 404, 410}
_REFUSED = {401, 403}


@dataclass(frozen=True, slots=True)
class Pace:
    """Time, as the client knows it; tests bring their own."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    jitter: Callable[[], float] = random.random


class _Passing(Failure):
    """A failure that may pass; `after` is how long the host asks to wait."""

    after: float | None = None


class Client:
    """One run's conversation with all hosts; a context, which ends with its connections."""

    def __init__(self, settings: Settings, pace: Pace) -> None:
        self.requests = 0
        self._settings = settings
        self._pace = pace
        self._session = requests.Session()
        self._session.auth = _without_login
        self._session.headers.clear()
        self._session.headers.update(
            {"User-Agent": settings.user_agent, "Accept": "*/*", "Accept-Encoding": "identity"}
        )
        self._answered: dict[str, float] = {}  # host → when its last answer ended
        self._delays: dict[str, float] = {}  # host → seconds, where robots.txt asks for more
        self._robots: dict[str, RobotFileParser | Failure] = {}  # by scheme and host
        self._closed: dict[str, Failure] = {}  # hosts that are left alone in this run, and why
        self._strikes: dict[str, int] = {}

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._session.close()

    def download(self, url: str, into: Path, *, known: Mapping[str, Mapping[str, str]]) -> Answer:
        """Fetch a document to a file.

        Args:
            url: to ask.
            into: the file to write.
            known: by address, the conditions under which a document that is held need not come.

        Returns:
            The answer; with status 304 nothing was written.

        Raises:
            Failure: the document did not come, and why.
        """
        return self._persist(lambda: self._followed(url, into, known), urlsplit(url).netloc)

    def _persist(self, ask: Callable[[], _T], host: str) -> _T:
        """Ask until an answer comes, or as often as the settings allow."""
        for attempt in range(1, int(self._settings.attempts) + 1):
            try:
                answer = ask()
            except _Passing as passing:
                if attempt == self._settings.attempts or self._is_too_long(passing.after):
                    self._strike(host, passing)
                    raise
                self._pace.sleep(self._pause(attempt, passing.after))
            else:
                self._strikes.pop(host, None)
                return answer
        raise AssertionError("a request is tried once at least")

    def _pause(self, attempt: int, after: float | None) -> float:
        if after is not None:
            return after + self._pace.jitter()
        pause = self._settings.backoff * (2.0 ** (attempt - 1) + self._pace.jitter())
        return min(pause, self._settings.longest_wait)

    def _is_too_long(self, after: float | None) -> bool:
        return after is not None and after > self._settings.longest_wait

    def _strike(self, host: str, failure: _Passing) -> None:
        self._strikes[host] = self._strikes.get(host, 0) + 1
        if self._is_too_long(failure.after) or self._strikes[host] >= self._settings.strikes:
            self._close(host, failure)

    def _close(self, host: str, failure: Failure) -> Failure:
        """Leave a host alone for the rest of the run."""
        reason = f"{failure}; {host} was not asked again in this run"
        self._closed[host] = Failure(failure.kind, reason, status=failure.status, url=failure.url)
        return failure

    def _followed(self, url: str, into: Path, known: Mapping[str, Mapping[str, str]]) -> Answer:
        for _ in range(int(self._settings.redirects) + 1):
            self._heed_robots(url)
            with self._request(url, known.get(url, {})) as response:
                if response.status_code == HTTPStatus.NOT_MODIFIED and url in known:
                    return Answer(url, 304, _headers(response), into, 0, "")
                if response.status_code not in _FORWARDS:
                    return self._received(response, url, into)
                url = self._forward(url, response)
        raise Failure("unfit", f"forwards without end, last to {url}", url=url)

    def _forward(self, url: str, response: requests.Response) -> str:
        """Where an answer forwards to, if that is a host where documents stand."""
        _beginning(response, _BLOCK)  # a body that is read lets the connection be used again
        location = response.headers.get("Location", "")
        try:
            target = urljoin(url, location)
            parts = urlsplit(target)
            secure = parts.scheme == "https" or parts.scheme == urlsplit(url).scheme == "http"
            allowed = secure and self._settings.may_forward_to(target)
        except ValueError:
            allowed = False
        if not allowed:
            reason = f"forwards to {location}, which is none of the hosts in the settings"
            raise Failure("unfit", reason, status=response.status_code, url=url)
        return parts._replace(fragment="").geturl()

    def _received(self, response: requests.Response, url: str, into: Path) -> Answer:
        self._judge(response, url)
        size, digest = self._streamed(response, url, into)
        with into.open("rb") as file:
            self._heed_challenge(response, file.read(_BLOCK), url)
        if is_cut(into):
            raise _Passing("unreachable", "the document breaks off", status=200, url=url)
        return Answer(url, response.status_code, _headers(response), into, size, digest)

    def _streamed(self, response: requests.Response, url: str, into: Path) -> tuple[int, str]:
        digest, size = hashlib.sha256(), 0
        latest = self._pace.clock() + self._settings.longest_download
        largest = int(self._settings.largest)
        too_large = Failure("unfit", f"more than {largest / 1e6:g} MB", status=200, url=url)
        declared = response.headers.get("Content-Length", "")
        if declared.isdecimal() and int(declared) > largest:
            raise too_large
        with into.open("wb") as file:
            for block in _blocks(response):
                size += len(block)
                if size > largest:
                    raise too_large
                if self._pace.clock() > latest:
                    raise Failure("unreachable", "too slow: given up", status=200, url=url)
                digest.update(block)
                file.write(block)
        return size, digest.hexdigest()

    def _judge(self, response: requests.Response, url: str) -> None:
        """Raise what a status says, once the body has had its chance to be a challenge."""
        status = response.status_code
        if status in (HTTPStatus.OK, HTTPStatus.ACCEPTED):
            return
        self._heed_challenge(response, _beginning(response, _BLOCK), url)
        words = f"HTTP {status}"
        if status in _BUSY:
            passing = _Passing("busy", f"the host is busy ({words})", status=status, url=url)
            passing.after = retry_after(response.headers.get("Retry-After"), self._pace.now())
            raise passing
        if status in _ABSENT:
            raise Failure("absent", f"not there ({words})", status=status, url=url)
        if status in _REFUSED:
            reason = f"the host refuses ({words}); it may want a key or a login"
            raise Failure("refused", reason, status=status, url=url)
        if status == HTTPStatus.BAD_REQUEST:
            raise Failure("malformed", f"no symbol to the host ({words})", status=status, url=url)
        raise Failure("unfit", f"an unexpected answer ({words})", status=status, url=url)

    def _heed_challenge(self, response: requests.Response, body: bytes, url: str) -> None:
        sign = challenge(response.status_code, _headers(response), body, self._settings)
        if sign:
            host = urlsplit(url).netloc
            reason = (
                f"{host} lets only browsers pass ({sign}), and kg does not pretend to be one; "
                "save the document with a browser and give kg the file"
            )
            raise self._close(
                host, Failure("challenged", reason, status=response.status_code, url=url)
            )

    @contextmanager
    def _request(self, url: str, headers: Mapping[str, str]) -> Iterator[requests.Response]:
        """One request, not before its host may be asked again; the answer's body is yet to come."""
        host = urlsplit(url).netloc
        if host in self._closed:
            raise self._closed[host]
        self._wait(host)
        self.requests += 1
        try:
            with self._get(url, headers) as response:
                yield response
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            raise _Passing("unreachable", _why(error), url=url) from None
        finally:
            self._answered[host] = self._pace.clock()

    def _get(self, url: str, headers: Mapping[str, str]) -> requests.Response:
        timeouts = (self._settings.connect_timeout, self._settings.read_timeout)
        try:
            return self._session.get(
                url, headers=dict(headers), stream=True, allow_redirects=False, timeout=timeouts
            )
        except requests.RequestException:
            raise
        except ValueError as error:  # requests reads a forward's address, followed or not
            raise Failure("unfit", f"an address that is none: {one_line(error)}", url=url) from None

    def _wait(self, host: str) -> None:
        """Let the pause pass that a host needs since its last answer."""
        if host in self._answered:
            delay = max(self._settings.delay(host), self._delays.get(host, 0.0))
            pause = self._answered[host] + delay - self._pace.clock()
            if pause > 0:
                self._pace.sleep(pause)

    def _heed_robots(self, url: str) -> None:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin, parts.netloc)
        rules = self._robots[origin]
        if isinstance(rules, Failure):
            raise rules
        if not rules.can_fetch(self._settings.product, url):
            raise Failure("refused", f"{origin}/robots.txt asks programs not to", url=url)

    def _read_robots(self, origin: str, host: str) -> RobotFileParser | Failure:
        """The rules of a host; who cannot tell them is not asked for anything else."""
        rules = RobotFileParser()
        try:
            lines = self._robots_lines(f"{origin}/robots.txt")
        except Failure as failure:
            if failure.kind in ("refused", "challenged"):
                return failure
            if failure.kind in ("busy", "unreachable"):
                reason = f"{origin}/robots.txt cannot be read: {failure}"
                return Failure(failure.kind, reason, status=failure.status, url=failure.url)
            lines = []  # there is none: all is allowed
        rules.parse(lines)
        asked = rules.crawl_delay(self._settings.product)
        self._delays[host] = float(asked or 0)
        return rules

    def _robots_lines(self, url: str) -> list[str]:
        """The lines of a robots.txt; an empty list where there is none."""

        def ask() -> list[str]:
            at = url
            for _ in range(int(self._settings.redirects) + 1):
                with self._request(at, {}) as response:
                    if response.status_code not in _FORWARDS:
                        self._judge(response, at)
                        body = _beginning(response, _LARGEST_ROBOTS)
                        self._heed_challenge(response, body, at)
                        return body.decode("utf-8-sig", "replace").splitlines()
                    at = self._forward(at, response)
            return []

        return self._persist(ask, urlsplit(url).netloc)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a host asks to wait.

    Args:
        value: of the header Retry-After: seconds, or a date.
        now: with its time zone.

    Returns:
        The seconds, none of them negative; None where the header is missing or says nothing.
    """
    if value is None:
        return None
    if re.fullmatch(r"[0-9]{1,9}", value.strip()):
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())


def _blocks(response: requests.Response) -> Iterator[bytes]:
    """The body as it comes: a block is what is there, so that a slow host is noticed."""
    while block := response.raw.read1(_BLOCK, decode_content=True):
        yield block


def _beginning(response: requests.Response, most: int) -> bytes:
    body = b""
    for block in _blocks(response):
        body += block
        if len(body) >= most:
            break
    return body[:most]


def _headers(response: requests.Response) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _without_login(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """No password of the user's .netrc is for these hosts."""
    return request


def _why(error: Exception) -> str:
    """A library's error as its user needs it."""
    shapes = (
        # the library quotes it, and with it what a proxy's address has of a password
        ("an address, of the host or of a proxy, is none", requests.exceptions.InvalidURL),
        ("timed out", requests.Timeout | urllib3.exceptions.TimeoutError),
        ("no secure connection", requests.exceptions.SSLError),
        ("broke off", requests.exceptions.ChunkedEncodingError | urllib3.exceptions.ProtocolError),
        ("no connection", requests.ConnectionError),
    )
    return next((words for words, shape in shapes if isinstance(error, shape)), one_line(error))
