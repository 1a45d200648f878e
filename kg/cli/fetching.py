"""The command that asks hosts: `kg fetch`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.frame import (
    CACHE,
    CONTACT,
    EXITS,
    GRAPH,
    HOSTS,
    JSON,
    tell,
    tell_stale,
    write_json,
    write_lines,
)
from kg.errors import KgError
from kg.fetching import FetchReport, Outcome, Planned
from kg.fetching.cache import Cache, default_folder, open_cache
from kg.hosts import load_settings
from kg.places import Place
from kg.progress import progress_bar
from kg.text import visible
from kg.versions import LANGUAGES

if TYPE_CHECKING:
    from kg.fetching.frontier import Wanted
    from kg.fetching.walk import Walk

_SHOWN = 5  # symbols of a list that goes on


def _languages(_context: object, _option: object, value: str) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(code.strip().lower() for code in value.split(",")))
    if codes == ("all",):
        return tuple(sorted(LANGUAGES))
    unknown = [code for code in codes if code not in LANGUAGES]
    if unknown:
        raise click.BadParameter(
            f"{', '.join(map(repr, unknown))}; choose from {', '.join(sorted(LANGUAGES))}, or all"
        )
    return codes


@click.command("fetch", epilog=EXITS)
@click.argument("symbols", nargs=-1)
@click.option(
    "--from", "file", metavar="FILE", type=click.File(encoding="utf-8"),
    help="Symbols, one a line; # opens a comment; - is standard input.",
)  # fmt: skip
@click.option(
    "--frontier", metavar="N", type=click.IntRange(min=1),
    help="The N documents that the graph cites most and does not hold.",
)  # fmt: skip
@GRAPH
@click.option(
    "--depth", metavar="D", default=0, type=click.IntRange(min=0),
    help="Read what was fetched and follow its citations, D steps, the most cited first.",
)  # fmt: skip
@click.option(
    "--budget", metavar="N", type=click.IntRange(min=1), show_default="100 with --depth, else none",
    help="Documents at most, in all, in however many languages.",
)  # fmt: skip
@click.option(
    "--language", "languages", default="en", show_default=True, metavar="CODES",
    callback=_languages, help="ar, en, es, fr, ru, zh; several with commas; all.",
)  # fmt: skip
@click.option(
    "--to", default="documents", show_default=True, type=click.Path(path_type=Path),
    help="The folder for the documents.",
)  # fmt: skip
@CACHE
@click.option("--offline", is_flag=True, help="Ask no host; take what the cache holds.")
@click.option(
    "--dry-run", is_flag=True, help="Show what would be asked for; ask and write nothing."
)
@click.option("--refresh", is_flag=True, help="Ask again for what is held, and for what failed.")
@CONTACT
@HOSTS
@JSON
def fetch_command(
    symbols: tuple[str, ...],
    file: Iterable[str] | None,
    frontier: int | None,
    graph: Place,
    depth: int,
    budget: int | None,
    languages: tuple[str, ...],
    to: Path,
    cache_folder: Path | None,
    offline: bool,
    dry_run: bool,
    refresh: bool,
    contact: str | None,
    hosts: Path,
    as_json: bool,
) -> None:
    """Fetch documents by their symbols, politely, and never twice.

    Documents stand in the cache by their SHA-256, and as copies with names in
    the folder. A run that was stopped is gone on with by the same command.

    \b
    kg fetch A/RES/70/1 76/136 --language fr,en --to resolutions
    kg fetch --from symbols.txt --contact me@example.org
    cat symbols.txt | kg fetch --from - --language all --dry-run
    kg fetch --frontier 20 --graph output
    kg fetch 70/1 --depth 2 --budget 50 --dry-run
    """
    from kg.fetching.frontier import Built, read_built
    from kg.fetching.walk import BUDGET, Reach, Walk

    named = (*symbols, *_lines(file))
    if not (named or frontier):
        raise click.UsageError("name a symbol, or a file of symbols with --from, or --frontier N")
    if frontier:
        tell_stale(graph)
    built = read_built(graph) if frontier else Built()
    budget = budget or (BUDGET if depth else None)
    reach = Reach(named, languages, frontier or 0, depth, budget, built)
    settings = load_settings(hosts, contact=contact)
    if refresh:
        settings = replace(settings, recheck_days=0, absent_days=0)
    with open_cache(cache_folder or default_folder(), writable=not (dry_run or offline)) as cache:
        walk = Walk(reach, cache, settings, now=datetime.now(UTC))
        done = _planned(walk, as_json) if dry_run else _fetched(walk, to, offline, as_json)
    sys.exit(0 if done else 1)


def _planned(walk: Walk, as_json: bool) -> bool:
    """Show what would be done; whether all of it can be."""
    from kg.fetching.walk import plan_walk

    steps = plan_walk(walk)
    _show_plan(steps, walk, as_json)
    _tell_walk(walk)
    if walk.unknown:
        tell(f"not here yet, so what they cite is not known: {_some(walk.unknown)}")
    return not any(step.step == "malformed" for step in steps)


def _fetched(walk: Walk, to: Path, offline: bool, as_json: bool) -> bool:
    """Fetch; whether all is here and could be followed."""
    from kg.fetching.walk import fetch_walk

    with progress_bar("fetching") as (bar,):
        report = fetch_walk(walk, offline=offline, progress=bar)
    copies = [_copy(outcome, walk.cache, to) for outcome in report.outcomes]
    _show(report, copies, walk, as_json)
    return report.is_whole and not walk.unread


def _lines(file: Iterable[str] | None) -> Iterator[str]:
    """The symbols of a file, without blank lines and comments."""
    try:
        for line in file or ():
            symbol = line.partition("#")[0].removeprefix("\ufeff").strip()
            if symbol:
                yield symbol
    except UnicodeDecodeError:
        raise KgError("--from: the file is no UTF-8 text; save it as one") from None


def _copy(outcome: Outcome, cache: Cache, to: Path) -> Path | None:
    return cache.copy_out(outcome.entry, to) if outcome.is_here and outcome.entry else None


def _tell_walk(walk: Walk) -> None:
    """What was left out on the way, and why."""
    for words in walk.unread:
        tell(visible(words))
    for reason, symbols in walk.passed.items():
        tell(f"passed over, {reason}: {_some(symbols)}")
    if walk.is_cut:
        tell(f"the budget of {walk.reach.budget} documents is spent; a larger --budget goes on")


def _some(symbols: Sequence[str]) -> str:
    more = len(symbols) - _SHOWN
    return ", ".join(symbols[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _show(report: FetchReport, copies: Sequence[Path | None], walk: Walk, as_json: bool) -> None:
    """One line a document that is here; the others are diagnostics."""
    pairs = list(zip(report.outcomes, copies, strict=True))
    for outcome in report.outcomes:
        if outcome.reason:
            tell(visible(f"{outcome.symbol} {outcome.language}: {outcome.reason}"))
    _tell_walk(walk)
    if as_json:
        rows = [_row(outcome, path, walk.taken[outcome.symbol]) for outcome, path in pairs]
        write_json({"requests": report.requests, "documents": rows})
    else:
        write_lines(f"{outcome.ending}\t{path}" for outcome, path in pairs if path)
        counts = ", ".join(f"{n} {ending}" for ending, n in sorted(report.endings.items()))
        tell(f"{counts or 'nothing to fetch'}; {report.requests} requests")


def _row(outcome: Outcome, path: Path | None, wanted: Wanted) -> dict[str, object]:
    return {
        "symbol": outcome.symbol,
        "language": outcome.language,
        "depth": wanted.depth,
        "citedBy": wanted.cited_by,
        "ending": outcome.ending,
        "file": str(path) if path else None,
        "reason": outcome.reason or None,
        "entry": asdict(outcome.entry) if outcome.entry else None,
    }


def _show_plan(steps: Sequence[Planned], walk: Walk, as_json: bool) -> None:
    """One line a document: what would be done, what would be asked first, and why."""
    for step in steps:
        if step.reason:
            tell(visible(f"{step.symbol} {step.language}: {step.reason}"))
    if as_json:
        taken = [walk.taken[step.symbol] for step in steps]
        write_json(
            [
                asdict(step) | {"depth": wanted.depth, "citedBy": wanted.cited_by}
                for step, wanted in zip(steps, taken, strict=True)
            ]
        )
        return
    write_lines(
        "\t".join([step.step, step.symbol, step.language, *step.urls[:1], *_why(step, walk)])
        for step in steps
        if step.step != "malformed"
    )


def _why(step: Planned, walk: Walk) -> Iterator[str]:
    """Why a document that citations lead to stands in the plan."""
    wanted = walk.taken[step.symbol]
    if wanted.cited_by:
        yield f"depth {wanted.depth}, cited by {wanted.cited_by}"
