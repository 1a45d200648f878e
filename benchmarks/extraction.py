"""How fast texts are read: kg end to end, eyecite with both tokenizers, two regular expressions."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from benchmarks import baseline
from benchmarks.generate import Order, generate
from benchmarks.measuring import SHARED, Row, Table, medians
from kg.authorities import load_catalogue
from kg.documents import read_document
from kg.drafting import LANGUAGES
from kg.errors import NotAResolution
from kg.extraction import extract
from kg.findings import Citation

_SETS = ("links-en", "sc-en")
_PEER = "eyecite"


@dataclass(frozen=True, slots=True)
class Texts:
    """Files that all readers read."""

    name: str
    paths: tuple[Path, ...]

    @property
    def megabytes(self) -> float:
        """The size of the files together."""
        return sum(path.stat().st_size for path in self.paths) / 1e6


Reader = Callable[[Sequence[Path]], int]  # files in, how many citations were found out


def run(*, quick: bool) -> tuple[Table, ...]:
    """Measure all readers on generated texts and, where present, on real ones.

    Args:
        quick: a few files of each, once.
    """
    readers, missing = _readers()
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            row
            for texts in _texts(Path(folder), quick=quick)
            for row in _measured(texts, readers, runs=1 if quick else 3)
        ]
    return (
        Table(
            "Extraction",
            ("texts", "MB", "reader", "MB a CPU second", "times eyecite's default", "citations"),
            tuple(rows),
            missing,
        ),
    )


def _texts(folder: Path, *, quick: bool) -> Iterator[Texts]:
    for name, languages in (("generated, English", ("en",)), ("generated, six", LANGUAGES)):
        order = Order(1, 6 if quick else 300, languages)
        into = folder / languages[0]
        written = list(generate(order, into))
        yield Texts(name, tuple(into / one.name for one in written))
    for name in _SETS:
        paths = sorted((SHARED / name).glob("*.txt"))
        if paths:
            yield Texts(name, tuple(paths[:: len(paths) // 5] if quick else paths))


def _measured(texts: Texts, readers: dict[str, Reader], *, runs: int) -> Iterator[Row]:
    found = {name: read(texts.paths) for name, read in readers.items()}  # and warms up
    works = {name: partial(read, texts.paths) for name, read in readers.items()}
    speeds = {name: texts.megabytes / took for name, took in medians(works, runs=runs).items()}
    for name, speed in speeds.items():
        times = f"{speed / speeds[_PEER]:.2f}" if _PEER in speeds else "–"
        size = f"{texts.megabytes:.1f}"
        yield texts.name, size, name, f"{speed:.2f}", times, f"{found[name]:,}"


def _readers() -> tuple[dict[str, Reader], tuple[str, ...]]:
    """All readers that are installed, and what is to be said of the others."""
    readers: dict[str, Reader] = {"kg": _kg, "two regular expressions": _baseline}
    if not find_spec("eyecite"):
        return readers, ("eyecite is not installed: `pip install 'unkg[bench]'`.",)
    readers[_PEER] = _eyecite()
    if not find_spec("hyperscan"):
        return readers, ("hyperscan is not installed, so eyecite was not run with it.",)
    readers["eyecite with Hyperscan"] = _eyecite_hyperscan()
    return readers, ()


def _kg(paths: Sequence[Path]) -> int:
    """Read, parse, find, resolve: all that ``kg extract`` does, of all kinds of mention."""
    count, catalogue = 0, load_catalogue()
    for path in paths:
        try:
            findings = extract(read_document(path), catalogue).findings
        except NotAResolution:
            continue
        count += sum(isinstance(finding, Citation) for finding in findings)
    return count


def _baseline(paths: Sequence[Path]) -> int:
    return sum(len(baseline.find(path.read_text("utf-8"))) for path in paths)


def _eyecite() -> Reader:
    from eyecite import get_citations

    return lambda paths: sum(len(get_citations(path.read_text("utf-8"))) for path in paths)


def _eyecite_hyperscan() -> Reader:
    from eyecite import get_citations
    from eyecite.tokenizers import HyperscanTokenizer

    # compiling its patterns takes many seconds: kept between runs
    tokenizer = HyperscanTokenizer(cache_dir=str(Path(tempfile.gettempdir()) / "eyecite-hyperscan"))
    return lambda paths: sum(
        len(get_citations(path.read_text("utf-8"), tokenizer=tokenizer)) for path in paths
    )
