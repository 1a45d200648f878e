"""Generate a corpus of resolutions: ``python -m benchmarks.generate --to FOLDER``.

The same seed gives the same files whatever the order, the number of documents or of processes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from benchmarks.numbering import resolutions
from benchmarks.writing import Made, write
from kg.drafting import LANGUAGES

_SHARD = 200  # documents that one process makes at a time


@dataclass(frozen=True, slots=True)
class Order:
    """What corpus to make: each document in one of the languages, or in each of them."""

    seed: int
    documents: int
    languages: tuple[str, ...]
    versions: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What one file holds, as told of it: its name, its size, and what it cites."""

    name: str
    symbol: str
    language: str
    bytes: int
    cited: tuple[str, ...]


def documents(order: Order, numbers: Sequence[int]) -> Iterator[Made]:
    """The documents of some numbers, each made alone.

    Args:
        order: the corpus.
        numbers: of documents, from 0.
    """
    for number in numbers:
        own = order.languages[number % len(order.languages)]
        for language in order.languages if order.versions else (own,):
            yield write(order.seed, number, language)


def generate(order: Order, folder: Path, *, jobs: int = 1) -> Iterator[Written]:
    """Write a corpus into a folder, in shards.

    Args:
        order: the corpus.
        folder: made if it is missing; files of the same names are replaced.
        jobs: processes.

    Yields:
        What was written, in the order of the documents' numbers.

    Raises:
        ValueError: there are not as many numbers, or a language is none of the six.
    """
    if order.documents > len(resolutions()):
        raise ValueError(f"the four organs' numbers are enough for {len(resolutions())} documents")
    if not order.languages or not set(order.languages) <= set(LANGUAGES):
        raise ValueError(f"languages are {', '.join(LANGUAGES)}")
    folder.mkdir(parents=True, exist_ok=True)
    shards = [
        range(first, min(first + _SHARD, order.documents))
        for first in range(0, order.documents, _SHARD)
    ]
    write_shard = partial(_write_shard, order, folder)
    if jobs == 1:
        yield from chain.from_iterable(map(write_shard, shards))
    else:
        with ProcessPoolExecutor(jobs) as pool:
            yield from chain.from_iterable(pool.map(write_shard, shards))


def _write_shard(order: Order, folder: Path, numbers: Sequence[int]) -> list[Written]:
    return [_write(made, folder) for made in documents(order, numbers)]


def _write(made: Made, folder: Path) -> Written:
    data = made.text.encode()
    (folder / made.name).write_bytes(data)
    return Written(made.name, made.resolution.symbol, made.language, len(data), made.cited)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, write the corpus, tell what it holds."""
    options = _parser().parse_args(arguments)
    order = Order(
        options.seed, options.documents, tuple(options.language.split(",")), options.versions
    )
    count, size, cited = 0, 0, 0
    try:
        for one in generate(order, options.to, jobs=options.jobs):
            count, size, cited = count + 1, size + one.bytes, cited + len(one.cited)
            if options.cited:
                row = {"file": one.name, "symbol": one.symbol, "cited": one.cited}
                sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    except ValueError as error:
        raise SystemExit(f"{error}") from None
    told = f"{count} documents, {size / 1e6:.1f} MB, {cited} things cited, in {options.to}\n"
    sys.stderr.write(told)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--language", default="en", help="one or more, as in en,fr,ar")
    parser.add_argument("--versions", action="store_true", help="each document in each language")
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--cited", action="store_true", help="print what each document cites")
    return parser


if __name__ == "__main__":
    main()
