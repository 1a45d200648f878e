"""Count a resolution's paragraphs as they are read, and give each its label.

Numbers, letters and small roman numerals each go on from the last; where they begin again a new run
begins: a part of a composite resolution, or a section. No two paragraphs bear one label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from kg.symbols import roman, roman_numeral

_ROMAN = re.compile(r"[ivx]+$")
_GAP = 5  # numbers that a scan may have lost between two paragraphs


@dataclass(slots=True)
class Numbering:
    """How far the paragraphs have been counted."""

    preambular: int = 0
    operative: int = 0
    letter: str = ""
    roman: int = 0
    run: str = ""  # the section or part whose numbers run: "", "II", "B"
    section: str = ""  # the last one announced
    unnamed: int = 1
    used: set[str] = field(default_factory=set)
    further: dict[str, Iterator[int]] = field(default_factory=dict)  # what tells a label's next

    def expects(self, number: int, *, printed: bool, has_act: bool, spaced: bool) -> bool:
        """Whether an operative paragraph of this number can begin.

        Args:
            number: as read.
            printed: in digits; else letters stand for them, as a scan misreads them.
            has_act: a drafting verb follows.
            spaced: the page's blank lines say nothing.
        """
        follows = number == self.operative + 1
        if not printed:
            return has_act and follows
        if follows:
            return has_act or not spaced or self.operative > 0
        if number == 1:
            return has_act or not spaced
        # an excerpt begins where it begins
        return has_act and (self.operative < number <= self.operative + _GAP or self.operative == 0)

    def number(self, number: int) -> str:
        """Go to an operative paragraph; its label."""
        if number <= self.operative:
            self.begin_run()
        self.operative = number
        self._no_point()
        return self.label(f"OP{number}")

    def preamble(self) -> str:
        """Go to the next preambular paragraph; its label."""
        self.preambular += 1
        self._no_point()
        return self.label(f"PP{self.preambular}")

    def follows(self, letter: str) -> bool:
        """Whether this letter, or small roman numeral, follows the last; goes to it if so."""
        following = chr(ord(self.letter) + 1) if self.letter else "a"
        if letter == following and not (letter == "i" and self.roman):
            self.letter, self.roman = letter, 0
            return True
        if _ROMAN.match(letter) and roman(letter.upper()) == self.roman + 1:
            self.roman += 1
            return True
        return False

    def point(self, *, operative: bool) -> str:
        """The label of the point reached, in the paragraph reached."""
        stem = f"OP{self.operative}" if operative else f"PP{self.preambular}"
        letter = f"({self.letter})" if self.letter else ""
        return self.label(
            stem + letter + (f"({roman_numeral(self.roman).lower()})" if self.roman else "")
        )

    def begin_run(self) -> None:
        """Numbers begin again: a part of a composite resolution, or a section."""
        if self.section and self.section != self.run:
            self.run = self.section
        else:
            self.unnamed += 1
            self.run = str(self.unnamed)
        self.preambular = self.operative = 0
        self._no_point()

    def label(self, label: str) -> str:
        """A label in the run, told apart from those given before."""
        labelled = f"{label}[{self.run}]" if self.run else label
        if labelled in self.used:
            further = self.further.setdefault(labelled, count(2))
            labels = (f"{label}[{self.run}{k}]" for k in further)
            labelled = next(one for one in labels if one not in self.used)
        self.used.add(labelled)
        return labelled

    def _no_point(self) -> None:
        self.letter, self.roman = "", 0
