"""Run benchmarks by name, print their tables, and keep them in ``docs/performance.md``.

Each benchmark has its own section there, with the machine, versions, commit and day of its run; a
run of one leaves the others as they are.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType

from benchmarks import explorer, extraction, growth, network, queries, rdf
from benchmarks.measuring import Table

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "docs" / "performance.md"

BENCHMARKS: Mapping[str, Callable[..., tuple[Table, ...]]] = MappingProxyType(
    {
        "extraction": extraction.run,
        "growth": growth.run,
        "rdf": rdf.run,
        "network": network.run,
        "queries": queries.run,
        "explorer": explorer.run,
    }
)
_PACKAGES = ("pyoxigraph", "rdflib", "networkx", "eyecite", "hyperscan", "scipy", "rustworkx")
_HEAD = """# Performance

Written by `python -m benchmarks`; see [its page](../benchmarks/README.md) for what is measured and
how. CPU seconds, medians of three runs; what is compared ran in turns in the same run. Trust the
ratios.
"""
_SECTION = "<!-- {} -->\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, run, print, and write the page unless it was a quick run."""
    options = _parser().parse_args(arguments)
    for name in options.names or BENCHMARKS:
        tables = BENCHMARKS[name](quick=options.quick)
        section = "\n".join([*map(markdown, tables), _circumstances()])
        sys.stdout.write(section + "\n")
        if not options.quick:
            keep(options.to, name, section)


def markdown(table: Table) -> str:
    """A table as Markdown, under its title, with its notes below.

    Args:
        table: of a benchmark.
    """
    lines = [table.columns, ("---",) * len(table.columns), *table.rows]
    body = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    return f"## {table.title}\n\n{body}" + "".join(f"\n{note}\n" for note in table.notes)


def keep(page: Path, name: str, section: str) -> None:
    """Put a benchmark's section into the page, in the place of its last one.

    Args:
        page: of all benchmarks.
        name: of the benchmark.
        section: what it measured, as Markdown.
    """
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    pieces = re.split(r"<!-- (\w+) -->\n", text)[1:]
    sections = dict(zip(pieces[::2], pieces[1::2], strict=True)) | {name: section + "\n"}
    ordered = [known for known in BENCHMARKS if known in sections]
    body = "\n".join(_SECTION.format(known) + sections[known].rstrip() + "\n" for known in ordered)
    page.write_text(f"{_HEAD}\n{body}", encoding="utf-8")


def _circumstances() -> str:
    """Machine, versions, commit and day of a run."""
    packages = ", ".join(f"{name} {found}" for name in _PACKAGES if (found := _version(name)))
    day = datetime.now(UTC).date().isoformat()
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()}; Python "
        f"{platform.python_version()}, {packages}; commit {_commit()}, {day}.\n"
    )


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:  # not on Linux
        return platform.processor() or platform.machine()
    named = re.search(r"model name\s*:\s*(.+)", told)
    return named[1] if named else platform.machine()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _commit() -> str:
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip() or "unknown"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = ", ".join(BENCHMARKS)
    parser.add_argument(
        "names", nargs="*", choices=BENCHMARKS, metavar="NAME", help=f"of {names}; without: all"
    )
    parser.add_argument("--quick", action="store_true", help="a little of each; writes no page")
    parser.add_argument("--to", type=Path, default=REPORT, metavar="PAGE")
    return parser
