"""Follow citations outward: read what is here, and say what to fetch next, level by level.

A walk asks no host. Whoever takes its levels fetches each before taking the next, or only plans
it; the walk then reads what the cache holds of it. So the same command gives the same walk,
whether documents were fetched in this run, or in one that was stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kg.authorities import load_catalogue
from kg.documents import read_document
from kg.errors import KgError, NotAResolution, SymbolError, UnreadableDocument
from kg.extraction import extract
from kg.fetching import FetchReport, Outcome, Planned, Progress, fetch, plan
from kg.fetching.answers import is_same_document
from kg.fetching.cache import Cache, Entry
from kg.fetching.client import Client, Pace
from kg.fetching.frontier import Built, Choice, Wanted, choose
from kg.findings import Citation, Extraction
from kg.hosts import Settings
from kg.iris import is_symbol
from kg.symbols import intended_symbol, parse_symbol

BUDGET = 100  # documents, where citations are followed and nobody says how far


@dataclass(frozen=True, slots=True)
class Reach:
    """What to begin with, and how far to go.

    Attributes:
        named: symbols in any usual spelling.
        languages: our codes; a document is one, in however many languages it is asked for.
        frontier: how many of the most cited documents that the graph does not hold.
        depth: how many steps to follow citations.
        budget: documents at most, in all; None for no limit.
        built: what the graph knows.
    """

    named: tuple[str, ...]
    languages: tuple[str, ...]
    frontier: int = 0
    depth: int = 0
    budget: int | None = None
    built: Built = field(default_factory=Built)


class Walk:
    """One way outward, taken once.

    Attributes:
        taken: each document so far, by its symbol.
        passed: why documents were passed over, and which.
        unread: documents that are here and could not be followed, with the reason.
        unknown: documents that were not here when the walk wanted to read them.
        is_cut: whether the budget left something out.
    """

    def __init__(self, reach: Reach, cache: Cache, settings: Settings, *, now: datetime) -> None:
        self.taken: dict[str, Wanted] = {}
        self.passed: dict[str, tuple[str, ...]] = {}
        self.unread: list[str] = []
        self.unknown: list[str] = []
        self.is_cut = False
        self.reach = reach
        self.cache = cache
        self.settings = settings
        self._now = now

    def levels(self) -> Iterator[tuple[Wanted, ...]]:
        """Give the documents of each depth, the most cited first.

        Yields:
            A level that is not empty; the next one depends on what of it is here by then.

        Raises:
            KgError: more documents are named than the budget allows.
        """
        level, depth = self._first(), 0
        while level:
            yield level
            depth += 1
            level = self._next(level, depth) if depth <= self.reach.depth else ()

    def plan(self, level: Iterable[Wanted]) -> tuple[Planned, ...]:
        """What fetching a level would do."""
        return self._steps([wanted.symbol for wanted in level])

    # --------------------------------------------------------------------------------- choosing
    def _first(self) -> tuple[Wanted, ...]:
        cited = self.reach.built.cited
        named = dict.fromkeys(map(_canonical, self.reach.named))
        if self.reach.budget is not None and len(named) > self.reach.budget:
            raise KgError(
                f"{len(named)} documents are named, more than the budget of {self.reach.budget}; "
                "raise --budget, or name fewer"
            )
        self._take(Wanted(symbol, cited_by=cited.get(symbol, 0)) for symbol in named)
        if self.reach.frontier:
            # what is named may belong to the frontier, and is not taken twice
            nearest = choose(cited, self.reach.frontier, self._why_not)
            self._add({symbol: cited[symbol] for symbol in nearest.symbols}, 0)
            self._note(nearest)
        return tuple(self.taken.values())

    def _next(self, level: Sequence[Wanted], depth: int) -> tuple[Wanted, ...]:
        """What the documents of a level cite, as far as they are here."""
        if self._left() == 0:  # reading could only tell what else there would be
            self.is_cut = True
            return ()
        citing: dict[str, set[str]] = {}
        for wanted in level:
            for cited, by in self._citations(wanted.symbol):
                citing.setdefault(cited, set()).add(by)
        known = self.reach.built
        return self._add(
            {
                symbol: len(by) + known.cited.get(symbol, 0)
                for symbol, by in citing.items()
                if symbol not in known.held
            },
            depth,
        )

    def _add(self, counts: Mapping[str, int], depth: int) -> tuple[Wanted, ...]:
        """Take the most cited documents that are new, as many as the budget leaves."""
        new = {symbol: n for symbol, n in counts.items() if symbol not in self.taken}
        choice = choose(new, self._left(), self._why_not)
        self._note(choice)
        self.is_cut |= choice.is_cut
        return self._take(Wanted(symbol, depth, new[symbol]) for symbol in choice.symbols)

    def _left(self) -> int | None:
        """How many documents the budget leaves."""
        return None if self.reach.budget is None else self.reach.budget - len(self.taken)

    def _take(self, level: Iterable[Wanted]) -> tuple[Wanted, ...]:
        taken = tuple(level)
        self.taken.update((wanted.symbol, wanted) for wanted in taken)
        return taken

    def _note(self, choice: Choice) -> None:
        for reason, symbols in choice.passed.items():
            self.passed[reason] = tuple(dict.fromkeys((*self.passed.get(reason, ()), *symbols)))

    def _why_not(self, symbol: str) -> str:
        """Why a document that nobody named is not asked for; "" where it is."""
        steps = self._steps([symbol])
        if all(step.step == "malformed" for step in steps):
            return "no symbol that can be asked for"
        if not any(step.urls for step in steps):
            return "no source in the settings has the language"
        if all(step.step in ("absent", "retry") for step in steps):
            return "failed before; --refresh asks again"
        names = {Entry(symbol, language, "", "").name for language in self.reach.languages}
        return (
            "given to kg build, which could not use it" if names <= self.reach.built.given else ""
        )

    def _steps(self, symbols: Iterable[str]) -> tuple[Planned, ...]:
        return plan(symbols, self.reach.languages, self.cache, self.settings, now=self._now)

    # ---------------------------------------------------------------------------------- reading
    def _citations(self, symbol: str) -> Iterator[tuple[str, str]]:
        """What a document cites, and which document cites it: another, where one reports on it."""
        extraction = self._read(symbol)
        for finding in extraction.findings if extraction else ():
            if isinstance(finding, Citation) and finding.target not in (None, "self", symbol):
                assert finding.target
                if is_symbol(finding.target):
                    yield finding.target, finding.reported_by or symbol

    def _read(self, symbol: str) -> Extraction | None:
        """A document in the first language, in the order asked for, in which it can be read."""
        entries = (self.cache.entry(symbol, language) for language in self.reach.languages)
        here = [entry for entry in entries if entry and self.cache.holds(entry)]
        if not here:
            self.unknown.append(symbol)
        for entry in here:
            try:
                return self._extraction(entry)
            except (UnreadableDocument, NotAResolution) as error:
                self.unread.append(f"{entry.symbol} {entry.language}: not followed: {error}")
        return None

    def _extraction(self, entry: Entry) -> Extraction:
        """All that a document states.

        Raises:
            UnreadableDocument: it cannot be read, or is another document than was asked for.
            NotAResolution: it is something else.
        """
        path = self.cache.path(entry)
        extraction = extract(read_document(path), load_catalogue())
        own = extraction.symbol
        if own and not is_same_document(parse_symbol(own), parse_symbol(entry.symbol)):
            raise UnreadableDocument(f"{path}: the text calls itself {own}")
        return extraction


def fetch_walk(
    walk: Walk,
    *,
    offline: bool = False,
    progress: Progress | None = None,
    pace: Pace | None = None,
) -> FetchReport:
    """Fetch the levels of a walk, one after another, in one conversation with the hosts.

    Args:
        walk: not begun yet.
        offline: ask no host; follow what is held.
        progress: told how many documents are done, of all that are known by then.
        pace: time; tests bring their own.

    Returns:
        What became of each document, level by level.

    Raises:
        KgError: the cache cannot be written, or more is named than the budget allows.
    """
    pace = pace or Pace()
    languages = walk.reach.languages
    outcomes: list[Outcome] = []
    with Client(walk.settings, pace) as client:
        for level in walk.levels():
            report = fetch(
                [wanted.symbol for wanted in level], languages, walk.cache, walk.settings,
                offline=offline, progress=_behind(progress, len(outcomes)), pace=pace,
                client=client,
            )  # fmt: skip
            outcomes += report.outcomes
        return FetchReport(tuple(outcomes), client.requests)


def plan_walk(walk: Walk) -> tuple[Planned, ...]:
    """Say what `fetch_walk` would do, as far as what the cache holds tells it.

    Args:
        walk: not begun yet; afterwards its ``unknown`` are the documents on which more depends.

    Returns:
        The steps, level by level.

    Raises:
        KgError: more is named than the budget allows.
    """
    return tuple(step for level in walk.levels() for step in walk.plan(level))


def _behind(progress: Progress | None, done: int) -> Progress | None:
    """Progress of a level behind those that are done."""
    if progress is None:
        return None
    return lambda now, of, which: progress(done + now, done + of, which)


def _canonical(text: str) -> str:
    try:
        return intended_symbol(text).text
    except SymbolError:
        return text
