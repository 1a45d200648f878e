"""The sentences of generated texts in six languages, and how words are put into them.

The sentences are our own (``benchmarks/wording/*.toml``); months and ordinals come from the rules
of `kg`, so that what is written is what the extractor is told to read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.numbering import Resolution
from kg.authorities import Entry, load_catalogue
from kg.drafting import FOLDER as RULES
from kg.drafting import LANGUAGES

FOLDER = Path(__file__).parent / "wording"
_BY_GENDER = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
_PLAIN_NAME = re.compile(r"[^\[\]()|《》«»“”\"]+")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """What one language says, where the organ is of one grammatical gender."""

    language: str
    enacting: Mapping[str, str]  # by organ
    months: tuple[str, ...]
    sessions: tuple[str, ...]  # "seventy-fourth", as in "at its seventy-fourth session"
    sessions_alone: tuple[str, ...]  # as in the head of a text
    letters: Mapping[str, str]  # Latin → as the language writes it
    rows: Mapping[str, Mapping[str, Any]]  # the tables of the language's file

    def sentence(self, key: str, pick: int = 0) -> str:
        """One of the sentences under a key; any number picks one."""
        found = self.rows["sentences"][key]
        return str(found if isinstance(found, str) else found[pick % len(found)])

    def phrase(self, key: str, pick: int) -> Any:  # noqa: ANN401 — a topic is a pair
        """A fact, tail or task; of topics the title and the words behind "report"."""
        found = self.rows["phrases"][key]
        return found[pick % len(found)]

    def mark(self, key: str) -> Any:  # noqa: ANN401 — a mark, or those of points in their order
        """A punctuation mark or a way to number."""
        return self.rows["marks"][key]

    def cite(self, key: str, several: int = 1) -> str:
        """How resolutions are cited: one, two or more of them."""
        found = self.rows["cite"][key]
        return str(found if isinstance(found, str) else found[min(several, 3) - 1])

    def day(self, day: date) -> str:
        """A date as the language prints it."""
        pattern: str = self.rows["dates"]["day"]
        return pattern.format(d=day.day, m=day.month, month=self.months[day.month - 1], y=day.year)

    def number(self, one: Resolution) -> str:
        """A number as it stands behind the word "resolution": 70/1, 1514 (XV), 1325 (2000)."""
        letter = self.letters.get(one.letter, one.letter)
        letter = str(self.mark("letter")).format(letter=letter) if letter else ""
        if not one.in_brackets:
            return f"{one.session}/{one.number}{letter}"
        if self.language == "zh":  # brackets of a Chinese text are wide
            return f"{one.number}{letter}（{one.session}）"
        return f"{one.number}{letter} ({one.session})"

    def note_mark(self, n: int) -> str:
        """The mark of a footnote in the text."""
        return str(self.mark("note")).format(n=n, sup=str(n).translate(_SUPERSCRIPT))

    def note_line(self, n: int, text: str) -> str:
        """A footnote."""
        return str(self.mark("note_line")).format(
            n=n, sup=str(n).translate(_SUPERSCRIPT), text=text
        )


@cache
def load_wording(language: str, organ: str) -> Wording:
    """The sentences of a language, agreeing with an organ.

    Args:
        language: ar en es fr ru zh.
        organ: key of the organ that speaks.
    """
    rows = _read(FOLDER / f"{language}.toml")
    rules = _read(RULES / f"{language}.toml")
    ordinals = [ordinal.split("|") for ordinal in rules["ordinals"]]
    letters = rules["letters"] if rows["marks"]["own_letters"] else {}
    feminine = organ in rows["marks"]["feminine"]
    return Wording(
        language=language,
        enacting={key: names[0] for key, names in rules["enacting"].items()},
        months=tuple(month.split("|")[0] for month in rules["months"]),
        sessions=tuple(forms[language == "ru"] for forms in ordinals),  # the Russian prepositional
        sessions_alone=tuple(forms[0] for forms in ordinals),
        letters={latin: letter for letter, latin in letters.items()},
        rows=_agreeing(rows, feminine=feminine),
    )


@cache
def instruments() -> tuple[Entry, ...]:
    """The dated instruments with a plain name in all six languages, in the catalogue's order."""
    return tuple(
        entry
        for entry in load_catalogue().of_kind("instrument")
        if "year" in entry.facts
        and all(_PLAIN_NAME.fullmatch(entry.names.get(code, ("",))[0]) for code in LANGUAGES)
    )


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _agreeing(value: Any, *, feminine: bool) -> Any:  # noqa: ANN401 — whatever TOML holds
    match value:
        case str():
            return _BY_GENDER.sub(r"\1" if feminine else r"\2", value)
        case list():
            return [_agreeing(one, feminine=feminine) for one in value]
        case dict():
            return {key: _agreeing(one, feminine=feminine) for key, one in value.items()}
    return value
