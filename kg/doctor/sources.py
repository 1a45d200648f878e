"""Check that hosts answer as expected: one well-known document, one request each.

Ask through the client of `kg fetch`, with its pauses and its respect for robots.txt, and once: who
does not deliver is told about, not pressed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.doctor.checks import Check, State, attempt
from kg.errors import RuleError
from kg.hosts import FILE, Settings, Source, load_settings

if TYPE_CHECKING:
    from kg.fetching.answers import Failure
    from kg.fetching.client import Client, Pace

_BY_HAND = "save documents with a browser and give kg the files, or take the source out (--hosts)"
_NETWORK = "look at the network, a proxy (HTTPS_PROXY) or a firewall; try again later"
_MOVED = "look at the address in a browser; if the host changed, correct its entry (--hosts)"
_LATER = "try again later"
_ROBOTS = "forbidden by robots.txt"
#: The kind of failure → its weight, how it is told, and what to do.
_TOLD: Mapping[str, tuple[State, str, str]] = {
    "challenged": ("fail", "challenges browsers", _BY_HAND),
    "refused": ("fail", "refuses programs", _BY_HAND),
    "unreachable": ("fail", "unreachable", _NETWORK),
    "busy": ("note", "busy", _LATER),
    "absent": ("fail", "answers, but not with the document", _MOVED),
    "malformed": ("fail", "answers, but not with the document", _MOVED),
    "unfit": ("fail", "answers with something else", _MOVED),
}


def check_settings(path: Path, *, contact: str | None) -> tuple[Check, Settings | None]:
    """Whether the settings file loads.

    Args:
        path: of the file.
        contact: whom hosts can reach, instead of what the file says.

    Returns:
        The check, and the settings where they loaded.
    """
    try:
        settings = load_settings(path, contact=contact)
    except RuleError as error:
        advice = "correct the entry" if path != FILE else "install unkg again"
        return Check(
            "settings", "fail", str(error), f"{advice}; the form is that of kg/hosts.toml"
        ), None
    words = f"{path}: {len(settings.sources)} sources"
    if not settings.contact:
        advice = "tell hosts whom to write to: --contact ADDRESS or UNKG_CONTACT"
        return Check("settings", "note", f"{words}, no contact", advice), settings
    return Check("settings", "ok", words), settings


def check_sources(settings: Settings, pace: Pace | None = None) -> Iterator[Check]:
    """Ask each source for the document of the settings, one after another.

    Args:
        settings: with the sources.
        pace: time; tests bring their own.

    Yields:
        A check for each source, as its answer comes.
    """
    try:
        from kg.fetching.client import Client, Pace
    except ImportError as error:
        yield Check("hosts", "fail", f"not asked: {error}", "mend the libraries first")
        return
    once = replace(settings, attempts=1)
    with Client(once, pace or Pace()) as client:
        for source in once.sources:
            name = f"{source.name} ({source.host})"
            ask = partial(_asked, name, source, once, client)
            yield attempt(name, ask, advice=_NETWORK)


def _asked(name: str, source: Source, settings: Settings, client: Client) -> Check:
    from kg.fetching.answers import Failure, check

    symbol, language = settings.known
    url = source.url_of(symbol, language)
    if url is None:
        advice = "add it to the source's languages, or name another under [doctor]"
        return Check(name, "note", f"not asked: it has no language {language!r}", advice)
    with tempfile.TemporaryDirectory() as folder:
        try:
            answer = client.download(url, Path(folder, "answer"), known={})
            found = check(answer, symbol, language, source)
        except Failure as failure:
            return _told(name, failure)
    return Check(name, "ok", f"answers with {symbol.text} as {found}, {answer.size / 1e3:,.0f} kB")


def _told(name: str, failure: Failure) -> Check:
    state, opening, advice = _TOLD[failure.kind]
    if failure.kind == "refused" and failure.status is None:  # nobody answered: robots.txt did
        opening = _ROBOTS
    return Check(name, state, f"{opening}: {failure}", advice)
