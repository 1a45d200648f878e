"""Fetch documents by their symbols, in the languages asked for, into a cache.

What is held is not asked for again; what a run left undone the next one does. One document at a
time, one source after another until one delivers. Hosts stand in ``kg/hosts.toml``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Literal, TypeAlias

from kg.errors import SymbolError
from kg.fetching.answers import Answer, Failure, check
from kg.fetching.cache import Cache, Entry
from kg.fetching.client import Client, Pace
from kg.hosts import Settings, Source
from kg.symbols import Symbol, intended_symbol

Ending: TypeAlias = Literal["fetched", "unchanged", "held", "failed", "malformed"]
Progress: TypeAlias = Callable[[int, int, str], None]

#: Kinds of failure that a host would only repeat; they are remembered for a while.
_LASTING = {"absent", "malformed"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document in one language in this run.

    Attributes:
        symbol: canonical, or as given where it is none.
        language: our code.
        ending: fetched; unchanged (asked again, the same); held (not asked for); failed; malformed.
        entry: what the cache knows of it.
        reason: of a failure, in words; of a document that is held and could not be asked for anew.
    """

    symbol: str
    language: str
    ending: Ending
    entry: Entry | None = None
    reason: str = ""

    @property
    def is_here(self) -> bool:
        """Whether the document can be read."""
        return self.ending in ("fetched", "unchanged", "held")


@dataclass(frozen=True)
class FetchReport:
    """What became of all that was asked for, in that order, and what it cost the hosts."""

    outcomes: tuple[Outcome, ...]
    requests: int = 0

    @cached_property
    def endings(self) -> Counter[str]:
        """How many documents ended in which way."""
        return Counter(outcome.ending for outcome in self.outcomes)

    @property
    def is_whole(self) -> bool:
        """Whether everything that was asked for is here."""
        return all(outcome.is_here for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class Planned:
    """What a run would do for one document in one language.

    Attributes:
        symbol: canonical, or as given where it is none.
        language: our code.
        step: fetch; retry (it failed lately, in a way that may pass); recheck (ask whether it
            changed); held; absent (known to be nowhere, and not asked for); malformed.
        urls: asked one after another until one delivers.
        reason: why it failed, or is not asked for.
    """

    symbol: str
    language: str
    step: Literal["fetch", "retry", "recheck", "held", "absent", "malformed"]
    urls: tuple[str, ...] = ()
    reason: str = ""


def fetch(
    symbols: Iterable[str],
    languages: Sequence[str],
    cache: Cache,
    settings: Settings,
    *,
    offline: bool = False,
    progress: Progress | None = None,
    pace: Pace | None = None,
    client: Client | None = None,
) -> FetchReport:
    """Fetch documents that the cache does not hold.

    Args:
        symbols: in any usual spelling; the same document twice is asked for once.
        languages: our codes.
        cache: open to be written.
        settings: where to ask, and how politely.
        offline: ask no host; say what is held and what is not.
        progress: told how many of how many are done, and which is next.
        pace: time; tests bring their own.
        client: a conversation with the hosts to go on with; else it is opened and ended here.

    Returns:
        What became of each document. No failure of a host raises.

    Raises:
        KgError: the cache cannot be written.
    """
    pace = pace or Pace()
    plans = plan(symbols, languages, cache, settings, now=pace.now())
    outcomes = []
    with nullcontext(client) if client else Client(settings, pace) as asking:
        before, run = asking.requests, _Run(asking, cache, settings, pace)
        for done, planned in enumerate(plans):
            if progress:
                progress(done, len(plans), f"{planned.symbol} {planned.language}")
            outcomes.append(_offline(planned, cache) if offline else run.take(planned))
        if progress and plans:
            progress(len(plans), len(plans), "")
        return FetchReport(tuple(outcomes), asking.requests - before)


def plan(
    symbols: Iterable[str],
    languages: Sequence[str],
    cache: Cache,
    settings: Settings,
    *,
    now: datetime,
) -> tuple[Planned, ...]:
    """Say what `fetch` would do, without asking any host.

    Args:
        symbols: in any usual spelling.
        languages: our codes.
        cache: what is held.
        settings: where to ask, and for how long answers hold.
        now: the time, with its zone.

    Returns:
        A step for each document and language, each once, in the order given.
    """
    steps: dict[tuple[str, str], Planned] = {}
    for text in symbols:
        for language in languages:
            step = _step(text, language, cache, settings, now)
            steps.setdefault((step.symbol, language), step)
    return tuple(steps.values())


def _step(text: str, language: str, cache: Cache, settings: Settings, now: datetime) -> Planned:
    try:
        symbol = intended_symbol(text)
    except SymbolError as error:
        return Planned(text, language, "malformed", reason=str(error))
    asked = (source.url_of(symbol, language) for source in settings.sources)
    urls = tuple(url for url in asked if url)
    entry = cache.entry(symbol.text, language)
    if entry is None:
        return Planned(symbol.text, language, "fetch", urls)
    if cache.holds(entry):
        is_old = _is_older(entry, settings.recheck_days, now)
        return Planned(symbol.text, language, "recheck" if is_old else "held", urls)
    if entry.sha256 or _is_older(entry, settings.absent_days, now):  # its file is lost; long ago
        return Planned(symbol.text, language, "fetch", urls)
    step: Literal["absent", "retry"] = "absent" if entry.kind in _LASTING else "retry"
    return Planned(symbol.text, language, step, urls, entry.reason)


def _is_older(entry: Entry, days: float, now: datetime) -> bool:
    try:
        return now - datetime.fromisoformat(entry.time) >= timedelta(days=days)
    except (ValueError, TypeError):  # a time that is none, or without its zone
        return True


def _offline(planned: Planned, cache: Cache) -> Outcome:
    entry = cache.entry(planned.symbol, planned.language)
    if planned.step == "malformed":
        return Outcome(planned.symbol, planned.language, "malformed", reason=planned.reason)
    if planned.step in ("held", "recheck"):
        return Outcome(planned.symbol, planned.language, "held", entry)
    known = f": {entry.reason}" if entry and entry.reason else ""
    return Outcome(planned.symbol, planned.language, "failed", entry, f"not in the cache{known}")


@dataclass(frozen=True, slots=True)
class _Run:
    """What asking for one document needs."""

    client: Client
    cache: Cache
    settings: Settings
    pace: Pace

    def take(self, planned: Planned) -> Outcome:
        """Do what is planned."""
        symbol, language = planned.symbol, planned.language
        entry = self.cache.entry(symbol, language)
        if planned.step == "malformed":
            return Outcome(symbol, language, "malformed", reason=planned.reason)
        if planned.step == "held":
            return Outcome(symbol, language, "held", entry)
        if planned.step == "absent":
            reason = f"{planned.reason} (asked before; see absent_days in the settings)"
            return Outcome(symbol, language, "failed", entry, reason)
        held = entry if planned.step == "recheck" else None
        return self._ask(intended_symbol(symbol), language, held)

    def _ask(self, symbol: Symbol, language: str, held: Entry | None) -> Outcome:
        failures: list[tuple[Source, Failure]] = []
        for source in self.settings.sources:
            url = source.url_of(symbol, language)
            if url is None:
                continue
            try:
                return self._from(source, url, symbol, language, held)
            except Failure as failure:
                failures.append((source, failure))
        return self._failed(symbol, language, held, failures)

    def _from(
        self, source: Source, url: str, symbol: Symbol, language: str, held: Entry | None
    ) -> Outcome:
        """The document from one source.

        Raises:
            Failure: the source does not deliver it.
        """
        with self.cache.partial() as partial:
            answer = self.client.download(url, partial, known=_conditions(held))
            if answer.status == 304 and held:
                return self._unchanged(held)
            format_ = check(answer, symbol, language, source)
            if held and answer.sha256 == held.sha256:
                return self._unchanged(held)
            entry = self._entry(symbol, language, url, answer, format_)
            self.cache.keep(entry, partial)
        return Outcome(symbol.text, language, "fetched", entry)

    def _entry(
        self, symbol: Symbol, language: str, url: str, answer: Answer, format_: str
    ) -> Entry:
        return Entry(
            symbol=symbol.text,
            language=language,
            kind="held",
            time=self._time(),
            url=url,
            final_url=answer.url,
            status=answer.status,
            format=format_,
            sha256=answer.sha256,
            size=answer.size,
            etag=answer.headers.get("etag", ""),
            last_modified=answer.headers.get("last-modified", ""),
        )

    def _unchanged(self, held: Entry) -> Outcome:
        entry = replace(held, time=self._time())
        self.cache.keep(entry)
        return Outcome(entry.symbol, entry.language, "unchanged", entry)

    def _failed(
        self,
        symbol: Symbol,
        language: str,
        held: Entry | None,
        failures: Sequence[tuple[Source, Failure]],
    ) -> Outcome:
        """Remember why; what is held stays, even where no host has it any more."""
        reason = "; ".join(_reasons(failures)) or "no source in the settings has this language"
        if held:
            return Outcome(symbol.text, language, "held", held, f"not asked anew: {reason}")
        telling = _most_telling(failures)
        entry = Entry(
            symbol=symbol.text,
            language=language,
            kind=telling.kind if telling else "absent",
            time=self._time(),
            url=telling.url if telling else "",
            status=telling.status if telling else None,
            reason=reason,
        )
        self.cache.keep(entry)
        return Outcome(symbol.text, language, "failed", entry, reason)

    def _time(self) -> str:
        return self.pace.now().isoformat(timespec="seconds")


def _conditions(held: Entry | None) -> Mapping[str, Mapping[str, str]]:
    """On which conditions the address that delivered a document need not do so again."""
    if held is None:
        return {}
    both = {"If-None-Match": held.etag, "If-Modified-Since": held.last_modified}
    headers = {name: value for name, value in both.items() if value}
    return {held.final_url: headers} if headers else {}


def _most_telling(failures: Sequence[tuple[Source, Failure]]) -> Failure | None:
    """The failure that may pass, if there is one: the document is then asked for next time."""
    ordered = sorted((failure for _, failure in failures), key=lambda f: f.kind in _LASTING)
    return ordered[0] if ordered else None


def _reasons(failures: Sequence[tuple[Source, Failure]]) -> Iterator[str]:
    """Each reason once, with the sources that gave it."""
    by_reason: dict[str, list[str]] = {}
    for source, failure in failures:
        by_reason.setdefault(str(failure), []).append(source.name)
    for reason, names in by_reason.items():
        yield f"{', '.join(names)}: {reason}"
