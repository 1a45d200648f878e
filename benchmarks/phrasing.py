"""Phrase what one paragraph says: whom it cites, on what, and what it finds to say besides.

Keeps what was cited, and the footnotes that the paragraphs so far have called for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from types import MappingProxyType

from benchmarks.citing import citations
from benchmarks.numbering import Organ, Resolution
from benchmarks.wording import Wording, instruments

_MANY = 1 << 30  # a number that picks one of any list
_OWN = {"GA": 0.80, "SC": 0.97, "HRC": 0.65, "ECOSOC": 0.36}  # of the resolutions cited
_OTHERS: Mapping[Organ, tuple[Organ, ...]] = MappingProxyType(
    {
        "GA": ("SC", "SC", "HRC", "ECOSOC"),
        "SC": ("GA",),
        "HRC": ("GA", "GA", "SC"),
        "ECOSOC": ("GA", "GA", "GA", "GA", "HRC"),
    }
)
_DATED = {"GA": 0.85, "SC": 0.15, "HRC": 0.9, "ECOSOC": 0.85}  # with the day of adoption
_SEVERAL = (1,) * 62 + (2,) * 20 + (3,) * 10 + (4,) * 5 + (6,) * 3  # resolutions in one list
_INSTRUMENTS = (1,) * 40 + (2,) * 32 + (3,) * 18 + (5,) * 10
_RARE = 3.2  # how much rarer the later instruments of the catalogue are
_ABOUT, _THEREOF, _ONE_PARAGRAPH, _TWO_PARAGRAPHS = 0.25, 0.3, 0.7, 0.85
_NOTED, _ALSO_NOTED = 0.4, 0.06  # reports whose symbol stands in a note; notes on resolutions
_TAIL, _ANOTHER = 0.9, 0.7  # what is added to a statement, and once more
_SC_COUNTED, _ECOSOC_BY_YEAR = 1994, 1978  # when documents began to be counted by year


@dataclass(slots=True)
class Phrases:
    """The phrases of one document, drawn one after another."""

    random: Random
    wording: Wording
    resolution: Resolution
    seed: int
    cited: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    _found: dict[Organ, Iterator[Resolution]] = field(default_factory=dict)

    def say(self, kind: str) -> str:
        """What a paragraph of a kind says, without the mark at its end.

        Args:
            kind: key of the sentences in the language's file.
        """
        match kind.removeprefix("op_"):
            case "recall" | "apply":
                return self._recall(kind)
            case "recall_two":
                return self._recall_two(kind)
            case "recall_part" | "part":
                return self._recall_part(kind)
            case "instruments":
                return self._sentence(kind).format(names=self._names())
            case "report" | "statement":
                return self._document(kind)
            case "series":
                return self._sentence(kind).format(about=self._about())
            case "task":
                return self._task(kind)
        return self._fact(kind)

    def point(self) -> str:
        """What one point asks."""
        task = self.wording.phrase("tasks", self._any())
        text = self.wording.sentence("point").format(task=task, Task=task[:1].upper() + task[1:])
        return text + self._tail("task_tail")

    def plain(self) -> str:
        """A statement that cites nothing."""
        return str(self.wording.phrase("facts", self._any())) + self._tail("tail")

    # ------------------------------------------------------------------------------- resolutions
    def _recall(self, kind: str) -> str:
        ones = self._take(self._organ(), self.random.choice(_SEVERAL))
        pick = self._any()
        if not ones:
            return self._fact("op_that" if kind.startswith("op_") else "notes_that")
        text = self.wording.sentence(kind, pick).format(acc=self._resolutions(ones))
        if kind == "recall" and pick % 6 < 2 and len(ones) == 1 and self._often(_THEREOF):
            text += self.wording.cite("thereof").format(p=self.random.randint(1, 30))
        return text + (self._note_on(self._organ()) if self._often(_ALSO_NOTED) else "")

    def _recall_two(self, kind: str) -> str:
        first = self._take(self.resolution.organ, self.random.choice(_SEVERAL))
        second = self._take(self._other(), 1)
        if not first or not second:
            return self._fact("notes_that")
        return self._sentence(kind).format(
            acc=self._resolutions(first), acc2=self._resolutions(second)
        )

    def _recall_part(self, kind: str) -> str:
        ones = self._take(self._organ(), 1)
        if not ones:
            return self._fact("op_that" if kind.startswith("op_") else "notes_that")
        key = "own_of" if ones[0].organ == self.resolution.organ else "other_of"
        cited = self._one(ones[0], key)
        where, p = self.random.random(), self.random.randint(1, 28)
        part = "paragraph" if where < _ONE_PARAGRAPH else "paragraphs"
        part = part if where < _TWO_PARAGRAPHS else "annex"
        pin = self.wording.cite(part).format(cited=cited, p=p, q=p + 2)
        return self._sentence(kind).format(pin=pin)

    def _organ(self) -> Organ:
        own = self.random.random() < _OWN[self.resolution.organ]
        return self.resolution.organ if own else self._other()

    def _other(self) -> Organ:
        return self.random.choice(_OTHERS[self.resolution.organ])

    def _take(self, organ: Organ, several: int) -> list[Resolution]:
        """The next that the document cites of an organ, oldest first; none before there are any.

        A long document has cited all of them and begins again.
        """
        for _ in range(2):
            ones = list(islice(self._found.get(organ, ()), several))
            if ones:
                break
            self._found[organ] = citations(self.seed, self.resolution, organ)
        return sorted(ones, key=lambda one: one.day)

    def _resolutions(self, ones: list[Resolution]) -> str:
        """Resolutions of one organ, as the object of a verb."""
        own = ones[0].organ == self.resolution.organ
        if len(ones) > 1:
            pattern = self.wording.cite("own" if own else "other", len(ones))
            organ = self.wording.rows["organs"][ones[0].organ]
            return pattern.format(list=self._list(ones), organ=organ)
        if own and self._often(_ABOUT):
            return self._one(ones[0], "own_about")
        return self._one(ones[0], "own" if own else "other")

    def _one(self, one: Resolution, key: str) -> str:
        self.cited.add(one.symbol)
        on = self._on(one, "on" if key.startswith("own") else "other_on")
        return self.wording.cite(key).format(
            n=self.wording.number(one),
            on=on,
            organ=self.wording.rows["organs"][one.organ],
            about=self._about() if key == "own_about" else "",
        )

    def _list(self, ones: list[Resolution]) -> str:
        self.cited.update(one.symbol for one in ones)
        dated = self._often(_DATED[ones[0].organ])
        items = [
            self.wording.cite("item").format(
                n=self.wording.number(one),
                on=self.wording.cite("on").format(date=self.wording.day(one.day)) if dated else "",
            )
            for one in ones
        ]
        return self._joined(items)

    def _joined(self, items: list[str]) -> str:
        between, last = self.wording.cite("between"), self.wording.cite("last")
        return between.join(items[:-1]) + (last if len(items) > 1 else "") + items[-1]

    def _on(self, one: Resolution, key: str) -> str:
        if not self._often(_DATED[one.organ]):
            return ""
        return self.wording.cite(key).format(date=self.wording.day(one.day))

    # ------------------------------------------------------------------- other things that exist
    def _names(self) -> str:
        """The names of instruments of the time, often of the first in the catalogue."""
        known = instruments()
        keys: dict[str, str] = {}
        for _ in range(self.random.choice(_INSTRUMENTS)):
            entry = known[int(len(known) * self.random.random() ** _RARE)]
            entry = entry if entry.facts["year"] < self.resolution.day.year else known[0]
            name = entry.names[self.wording.language][0]
            keys[entry.id] = self.wording.cite("instrument").format(name=name)
        self.cited.update(keys)
        return self._joined(list(keys.values()))

    def _document(self, kind: str) -> str:
        """A report or a statement: its symbol in brackets, or in a footnote."""
        symbol = self._report_symbol()
        if kind == "statement" and self.resolution.day.year >= _SC_COUNTED:
            symbol = f"S/PRST/{self.resolution.day.year}/{self.random.randint(1, 9)}"
        self.cited.add(symbol)
        if self._often(_NOTED):
            text = self.wording.sentence("note_see" if self._often(0.5) else "note_doc")
            doc = self._note(text.format(doc=symbol))
        else:
            doc = self.wording.mark("bracket").format(doc=symbol)
        day = self.wording.day(self.resolution.day.replace(day=1, month=1))
        return self._sentence(kind).format(about=self._about(), doc=doc, date=day)

    def _report_symbol(self) -> str:
        session, year = self.resolution.session, self.resolution.day.year
        match self.resolution.organ:
            case "GA" if session.isdecimal():
                return f"A/{session}/{self.random.randint(1, 999)}"
            case "GA":
                return f"A/{self.random.randint(1000, 9999)}"
            case "SC" if year >= _SC_COUNTED:
                return f"S/{year}/{self.random.randint(1, 999)}"
            case "SC":
                return f"S/{self.random.randint(100, 26000)}"
            case "HRC":
                return f"A/HRC/{session}/{self.random.randint(1, 99)}"
        if year >= _ECOSOC_BY_YEAR:
            return f"E/{year}/{self.random.randint(1, 150)}"
        return f"E/{self.random.randint(100, 5999)}"

    def _note_on(self, organ: Organ) -> str:
        ones = self._take(organ, 1)
        if not ones:
            return ""
        cited = self._one(ones[0], "other")
        return self._note(self.wording.sentence("note_resolution").format(cited=cited))

    def _note(self, text: str) -> str:
        self.notes.append(self.wording.note_line(len(self.notes) + 1, text))
        return self.wording.note_mark(len(self.notes))

    # -------------------------------------------------------------------------- what cites nothing
    def _fact(self, kind: str) -> str:
        text = self._sentence(kind).format(fact=self.wording.phrase("facts", self._any()))
        text += self._tail("tail")
        while self._often(_ANOTHER):
            fact = self.wording.phrase("facts", self._any())
            text += self.wording.sentence("also").format(fact=fact) + self._tail("tail")
        return text

    def _task(self, kind: str) -> str:
        task = self.wording.phrase("tasks", self._any())
        return self._sentence(kind).format(task=task) + self._tail("task_tail")

    def _tail(self, key: str) -> str:
        tail = self.wording.phrase("tails", self._any())
        return self.wording.sentence(key).format(tail=tail) if self._often(_TAIL) else ""

    def _about(self) -> str:
        return str(self.wording.phrase("topics", self._any())[1])

    def _sentence(self, kind: str) -> str:
        return self.wording.sentence(kind, self._any())

    def _any(self) -> int:
        return self.random.randrange(_MANY)

    def _often(self, share: float) -> bool:
        return self.random.random() < share
