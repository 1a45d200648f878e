"""Check that hosts answer as expected: one well-known document, one request each.

Ask through the client of `kg fetch`, with its pauses and its respect for robots.txt, but once and
not for long: who does not deliver is told about, not pressed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from kg.doctor.checks import Check, State, attempt
from kg.fetching.answers import Failure, Kind, check
from kg.fetching.client import Client, Pace
from kg.hosts import Settings, Source

# Seconds at most; the settings may have less.
_ANSWER = 20.0  # until a host is connected, and between two pieces of its answer
_DOWNLOAD = 60.0
_PAUSE = 30.0  # between two requests; a robots.txt may ask for an hour

_LATER = "try again later; kg fetch waits and tries again by itself"
_NETWORK = "look at the network, a proxy (HTTPS_PROXY) or a firewall; try again later"
_MOVED = "look at the address in a browser; if the host has changed, correct its entry (--hosts)"
_WITHOUT = "kg fetch asks the other sources; if this lasts, take it out of the settings (--hosts)"
_TOLD: Mapping[Kind, tuple[State, str]] = {
    "challenged": ("fail", _WITHOUT),
    "refused": ("fail", _WITHOUT),
    "unreachable": ("fail", _NETWORK),
    "busy": ("note", _LATER),
    "absent": ("fail", _MOVED),
    "malformed": ("fail", _MOVED),
    "unfit": ("fail", _MOVED),
}


def check_sources(settings: Settings, pace: Pace | None = None) -> Iterator[Check]:
    """Ask each source for the document of the settings, one after another.

    Args:
        settings: with the sources.
        pace: time; tests bring their own.

    Yields:
        A check for each source, as its answer comes.
    """
    brief = replace(
        settings,
        attempts=1,
        strikes=1,
        connect_timeout=min(settings.connect_timeout, _ANSWER),
        read_timeout=min(settings.read_timeout, _ANSWER),
        longest_download=min(settings.longest_download, _DOWNLOAD),
    )
    with Client(brief, _impatient(pace or Pace())) as client:
        for source in brief.sources:
            name = f"{source.name} ({source.host})"
            ask = partial(_asked, name, source, brief, client)
            yield attempt(name, ask, advice=_NETWORK)


def _asked(name: str, source: Source, settings: Settings, client: Client) -> Check:
    symbol, language = settings.known
    url = source.url_of(symbol, language)
    if url is None:
        advice = "name a language under [doctor] that all sources have"
        return Check(name, "note", f"not asked: it has no language {language!r}", advice)
    with tempfile.TemporaryDirectory() as folder:
        try:
            answer = client.download(url, Path(folder, "answer"), known={})
            found = check(answer, symbol, language, source)
        except Failure as failure:
            state, advice = _TOLD[failure.kind]
            return Check(name, state, str(failure), advice)
    return Check(name, "ok", f"delivers {symbol.text} as {found}, {answer.size / 1e3:,.0f} kB")


def _impatient(pace: Pace) -> Pace:
    def sleep(seconds: float) -> None:
        if seconds > _PAUSE:
            raise Failure("busy", f"not asked: the host wants a pause of {seconds:.0f} seconds")
        pace.sleep(seconds)

    return replace(pace, sleep=sleep)
