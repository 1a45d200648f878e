"""The command that asks hosts: `kg fetch`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from kg.cli.frame import CACHE, CONTACT, EXITS, HOSTS, JSON, tell, write_json, write_lines
from kg.errors import KgError
from kg.fetching import FetchReport, Outcome, Planned, fetch, plan
from kg.fetching.cache import Cache, default_folder, open_cache
from kg.hosts import load_settings
from kg.progress import progress_bar
from kg.text import visible
from kg.versions import LANGUAGES


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
@click.option(
    "--refresh", is_flag=True, help="Ask again for what is held, and for what was absent."
)
@CONTACT
@HOSTS
@JSON
def fetch_command(
    symbols: tuple[str, ...],
    file: Iterable[str] | None,
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
    """
    wanted = [*symbols, *_lines(file)]
    if not wanted:
        raise click.UsageError("name a symbol, or a file of symbols with --from")
    settings = load_settings(hosts, contact=contact)
    if refresh:
        settings = replace(settings, recheck_days=0, absent_days=0)
    folder = cache_folder or default_folder()
    if dry_run:
        with open_cache(folder, writable=False) as cache:
            steps = plan(wanted, languages, cache, settings, now=datetime.now(UTC))
        _show_plan(steps, as_json)
        sys.exit(1 if any(step.step == "malformed" for step in steps) else 0)
    with open_cache(folder, writable=not offline) as cache, progress_bar("fetching") as bar:
        report = fetch(wanted, languages, cache, settings, offline=offline, progress=bar)
        copies = [_copy(outcome, cache, to) for outcome in report.outcomes]
    _show(report, copies, as_json)
    sys.exit(0 if report.is_whole else 1)


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


def _show(report: FetchReport, copies: Sequence[Path | None], as_json: bool) -> None:
    """One line a document that is here; the others are diagnostics."""
    pairs = list(zip(report.outcomes, copies, strict=True))
    for outcome in report.outcomes:
        if outcome.reason:
            tell(visible(f"{outcome.symbol} {outcome.language}: {outcome.reason}"))
    if as_json:
        rows = [_row(outcome, path) for outcome, path in pairs]
        write_json({"requests": report.requests, "documents": rows})
    else:
        write_lines(f"{outcome.ending}\t{path}" for outcome, path in pairs if path)
        counts = ", ".join(f"{n} {ending}" for ending, n in sorted(report.endings.items()))
        tell(f"{counts}; {report.requests} requests")


def _row(outcome: Outcome, path: Path | None) -> dict[str, object]:
    return {
        "symbol": outcome.symbol,
        "language": outcome.language,
        "ending": outcome.ending,
        "file": str(path) if path else None,
        "reason": outcome.reason or None,
        "entry": asdict(outcome.entry) if outcome.entry else None,
    }


def _show_plan(steps: Sequence[Planned], as_json: bool) -> None:
    """One line a document: what would be done, and what would be asked first."""
    for step in steps:
        if step.reason:
            tell(visible(f"{step.symbol} {step.language}: {step.reason}"))
    if as_json:
        write_json([asdict(step) for step in steps])
        return
    write_lines(
        "\t".join([step.step, step.symbol, step.language, *step.urls[:1]]).rstrip()
        for step in steps
        if step.step != "malformed"
    )
