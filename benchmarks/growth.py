"""Whether a long document costs more a byte than short ones: an omnibus of 5 MB against 20 kB."""

from __future__ import annotations

from functools import partial

from benchmarks.measuring import Table, medians, seconds
from benchmarks.writing import write
from kg.authorities import load_catalogue
from kg.documents import Document
from kg.drafting import LANGUAGES
from kg.extraction import extract

_SHORT, _LONG, _QUICK_LONG = 20_000, 5_000_000, 200_000  # bytes


def run(*, quick: bool) -> tuple[Table, ...]:
    """Measure the time a byte on short documents and on a long one, in each language.

    Args:
        quick: English only, and 200 kB for the long one.
    """
    long = _QUICK_LONG if quick else _LONG
    rows = []
    for language in ("en",) if quick else LANGUAGES:
        short_texts = [_text(number, language, _SHORT) for number in range(3 if quick else 25)]
        long_texts = [_text(0, language, long)]
        _extract(short_texts[:1], language)  # compiles the language's rules
        works = {
            "short": partial(_extract, short_texts, language),
            "long": partial(_extract, long_texts, language),
        }
        took = medians(works, runs=1 if quick else 3)
        short_rate, long_rate = (
            1e6 * took["short"] / sum(len(text.encode()) for text in short_texts),
            1e6 * took["long"] / len(long_texts[0].encode()),
        )
        rows.append(
            (language, seconds(short_rate), seconds(long_rate), f"{long_rate / short_rate:.2f}")
        )
    size = f"{long / 1e6:g} MB"
    columns = ("language", "CPU s a MB, 20 kB each", f"CPU s a MB, {size}", "long / short")
    return (Table("Growth with the document's length", columns, tuple(rows)),)


def _extract(texts: list[str], language: str) -> None:
    for text in texts:
        extract(Document("", "0" * 64, "utf-8", language, text), load_catalogue())


def _text(number: int, language: str, size: int) -> str:
    """A generated document of about a size, whatever its number gives it."""
    median = len(write(1, number, language, scale=1.0).text.encode())
    return write(1, number, language, scale=size / median).text
