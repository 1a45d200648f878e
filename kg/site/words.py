"""Load the words of the pages, one file for each language: ``kg/site/words/<code>.toml``.

A file that lacks a word that English has, or has one more, stops the run and is named.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg.errors import RuleError

FOLDER = Path(__file__).parent / "words"

_RIGHT_TO_LEFT = frozenset({"ar"})
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")


@dataclass(frozen=True, slots=True)
class Words:
    """What the pages say in one language.

    Attributes:
        language: its code.
        texts: what a page says, by key.
        months: their names, as a date writes them.
        patterns: how a ``day`` and a ``month`` are written, and what sets ``thousands`` apart.
    """

    language: str
    texts: Mapping[str, str]
    months: tuple[str, ...]
    patterns: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        """A text of the pages, by its key."""
        return self.texts[key]

    @property
    def direction(self) -> str:
        """The way in which the language is written."""
        return direction(self.language)

    def number(self, value: int) -> str:
        """A number with its thousands set apart."""
        return f"{value:,}".replace(",", self.patterns["thousands"])

    def date(self, value: str) -> str:
        """A date as a reader writes it; what is no day or month of the calendar stays as it is."""
        for name, form in (("day", _DAY), ("month", _MONTH)):
            found = form.fullmatch(value)
            if found and 1 <= int(found[2]) <= len(self.months):
                year, month, *day = found.groups()
                parts = {"year": year, "month": self.months[int(month) - 1]}
                return self.patterns[name].format(**parts, day=int(day[0]) if day else "")
        return value


def direction(language: str) -> str:
    """``rtl`` for what is written from right to left, ``ltr`` for other languages of ours."""
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


@cache
def load_words(language: str) -> Words:
    """Read the words of a language.

    Args:
        language: its code.

    Returns:
        The words, with the same keys in each language.

    Raises:
        RuleError: there is no such file, or it has not the keys that English has.
    """
    words = _read(language)
    if language != "en":
        lacking = set(load_words("en").texts) ^ set(words.texts)
        if lacking:
            raise RuleError(f"words/{language}.toml: {', '.join(sorted(lacking))}: not as in en")
    return words


def _read(language: str) -> Words:
    path = FOLDER / f"{language}.toml"
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
        dates = rows["dates"]
        patterns = {key: dates[key] for key in ("day", "month", "thousands")}
        months = tuple(dates["months"])
        return Words(language, MappingProxyType(rows["texts"]), months, MappingProxyType(patterns))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RuleError(f"words/{language}.toml: {error}") from None
    except KeyError as missing:
        raise RuleError(f"words/{language}.toml: lacks {missing}") from None
