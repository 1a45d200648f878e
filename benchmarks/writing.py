"""Write one resolution: head, preamble, operative paragraphs, annex, closing lines and footnotes.

What is said is drawn from the seed and the document's number alone, and the same in all languages;
with the text comes the list of all that was cited in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import ceil
from random import Random
from types import MappingProxyType

from benchmarks.numbering import Organ, Resolution, resolutions
from benchmarks.phrasing import Phrases
from benchmarks.wording import Wording, load_wording
from kg.symbols import roman

_LINE = 88  # characters of a wrapped line
_SPREAD = 0.85  # of the logarithm of lengths
_LONGEST = 14.0  # times the median
_PREAMBLE, _OPERATIVE, _ANNEX = 13, 15, 40  # paragraphs, where the length is the median
_WITH_ANNEX = 0.16
_POINTS = (2, 3, 3, 4, 5)

# in a hundred paragraphs of each organ, measured on real ones: citations a document and what of
_PREAMBULAR: Mapping[Organ, Mapping[str, int]] = MappingProxyType(
    {
        "GA": {"recall": 16, "recall_two": 3, "recall_part": 3, "instruments": 19, "report": 3}
        | {"series": 3, "notes_that": 53},
        "SC": {"recall": 22, "recall_two": 1, "recall_part": 3, "instruments": 7, "report": 4}
        | {"statement": 5, "series": 6, "notes_that": 52},
        "HRC": {"recall": 12, "recall_two": 3, "recall_part": 1, "instruments": 20, "report": 2}
        | {"series": 5, "notes_that": 57},
        "ECOSOC": {"recall": 9, "recall_two": 5, "recall_part": 1, "instruments": 19, "report": 4}
        | {"series": 1, "notes_that": 61},
    }
)
_OPERATIVES: Mapping[Organ, Mapping[str, int]] = MappingProxyType(
    {
        "GA": {"op_recall": 6, "op_part": 3, "op_apply": 2, "op_instruments": 10, "op_report": 2}
        | {"op_that": 32, "op_task": 33, "op_points": 12},
        "SC": {"op_recall": 13, "op_part": 8, "op_apply": 5, "op_instruments": 3, "op_report": 2}
        | {"op_that": 28, "op_task": 29, "op_points": 12},
        "HRC": {"op_recall": 4, "op_part": 2, "op_apply": 1, "op_instruments": 11, "op_report": 1}
        | {"op_that": 34, "op_task": 35, "op_points": 12},
        "ECOSOC": {"op_recall": 3, "op_part": 1, "op_apply": 2, "op_instruments": 10}
        | {"op_report": 4, "op_that": 34, "op_task": 34, "op_points": 12},
    }
)


@dataclass(frozen=True, slots=True)
class Made:
    """A generated document, and what it cites as `kg extract` names it."""

    number: int
    resolution: Resolution
    language: str
    text: str
    cited: tuple[str, ...]  # symbols and ids of instruments, sorted, each once

    @property
    def name(self) -> str:
        """The name of its file: ``A_RES_70_1.en.txt``."""
        symbol = self.resolution.symbol.replace("/", "_").replace(" ", "")
        return f"{symbol}.{self.language}.txt"


def write(seed: int, number: int, language: str, *, scale: float | None = None) -> Made:
    """Write one document of a corpus.

    Args:
        seed: of the corpus.
        number: of the document, from 0; the same number is the same resolution in any language.
        language: ar en es fr ru zh.
        scale: how many times as long as the median it is; drawn where it is not given.
    """
    resolution = resolutions()[_order(seed)[number]]
    wording = load_wording(language, resolution.organ)
    random = Random(f"{seed}/{number}")  # noqa: S311 — a corpus, no secret
    page = _Page(random, wording, resolution, Phrases(random, wording, resolution, seed))
    blocks = page.blocks(scale)
    if random.random() < 0.5 and language != "zh":  # half are set in lines, as a PDF gives them
        blocks = [_wrapped(block) for block in blocks]
    text = "\n\n".join(blocks) + "\n"
    return Made(number, resolution, language, text, tuple(sorted(page.phrases.cited)))


@cache
def _order(seed: int) -> tuple[int, ...]:
    """Which resolution each number stands for: all organs and years come early and late."""
    order = list(range(len(resolutions())))
    Random(f"order {seed}").shuffle(order)  # noqa: S311
    return tuple(order)


def _wrapped(block: str) -> str:
    lines, line = [], ""
    for word in block.split(" "):
        if line and len(line) + len(word) >= _LINE:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])


@dataclass(slots=True)
class _Page:
    random: Random
    wording: Wording
    resolution: Resolution
    phrases: Phrases
    topic: int = 0
    out: list[str] = field(default_factory=list)

    def blocks(self, scale: float | None) -> list[str]:
        """The paragraphs of the whole document, in their order."""
        self.topic = self.random.randrange(1 << 30)
        drawn = min(self.random.lognormvariate(0.0, _SPREAD), _LONGEST)
        scale = scale or drawn
        self._head()
        self._preamble(ceil(_PREAMBLE * scale))
        self._operative(ceil(_OPERATIVE * scale))
        self._template("closings")
        if self.random.random() < _WITH_ANNEX:
            self._annex(ceil(_ANNEX * scale))
        if self.phrases.notes:
            self.out.append("__________")
            self.out.extend(self.phrases.notes)
        return self.out

    # ------------------------------------------------------------------------------------- the head
    def _head(self) -> None:
        if self.resolution.organ == "GA":
            self.phrases.cited.add(self._committee_report)
        self._template("heads")
        self.out.append(self.wording.enacting[self.resolution.organ] + self.wording.mark("comma"))

    def _template(self, table: str) -> None:
        """The lines of a head or of the close, each a block as extracted texts have them."""
        pattern = self.wording.rows[table][self.resolution.organ].strip()
        if not pattern:
            return
        title = self.wording.phrase("topics", self.topic)[0]
        filled = pattern.format(
            symbol=self.resolution.symbol,
            n=self.wording.number(self.resolution),
            date=self.wording.day(self.resolution.day),
            Title=_capital(title),
            Ordinal=_capital(self._session()),
            item=self.topic % 130 + 1,
            meeting=self.topic % 80 * 10 + 4,  # no number whose English ordinal is irregular
            report=self._committee_report,
            p=self.topic % 40 + 2,
        )
        self.out.extend(filled.split("\n\n"))

    @property
    def _committee_report(self) -> str:
        """The symbol of the report before the Assembly: A/74/399, in the first sessions A/2890."""
        session, count = self.resolution.session, 300 + self.topic % 500
        return f"A/{session}/{count}" if session.isdecimal() else f"A/{1000 + count}"

    def _session(self) -> str:
        if self.resolution.organ not in ("GA", "HRC"):
            return ""
        return self.wording.sessions_alone[_count(self.resolution.session) - 1]

    # ------------------------------------------------------------------------------- the paragraphs
    def _preamble(self, count: int) -> None:
        for kind in self._kinds(_PREAMBULAR[self.resolution.organ], count):
            self.out.append(self.phrases.say(kind) + self.wording.mark("comma"))

    def _operative(self, count: int) -> None:
        asked = self._asked()
        kinds = self._kinds(_OPERATIVES[self.resolution.organ], count)
        for n, kind in enumerate(kinds, start=1):
            if kind == "op_points":
                self._points(n)
            else:
                text = self.phrases.say(kind)
                self._numbered(n, text, self.wording.mark("semicolon"))
        self._numbered(count + 1, asked, self.wording.mark("semicolon"))
        self._numbered(count + 2, self.wording.sentence("op_seized"), self.wording.mark("stop"))

    def _kinds(self, shares: Mapping[str, int], count: int) -> list[str]:
        return self.random.choices(list(shares), list(shares.values()), k=count)

    def _numbered(self, n: int, text: str, mark: str) -> None:
        self.out.append(self.wording.mark("number").format(n=n) + text + mark)

    def _points(self, n: int) -> None:
        stem = self.wording.sentence("op_points", self.random.randrange(3))
        self._numbered(n, stem, self.wording.sentence("stem_end"))
        for letter in self.wording.mark("points")[: self.random.choice(_POINTS)]:
            self.out.append(letter + self.phrases.point() + self.wording.mark("semicolon"))

    def _asked(self) -> str:
        """Who shall report, by when: at a session, a year's session, or by a day."""
        resolution, wording = self.resolution, self.wording
        if resolution.organ == "SC":
            day = resolution.day.replace(day=28, year=resolution.day.year + 1)
            return wording.sentence("op_months").format(date=wording.day(day))
        if resolution.organ == "ECOSOC":
            return wording.sentence("op_year").format(year=resolution.day.year + 2)
        later = wording.sessions[_count(resolution.session) + 1]
        return wording.sentence("op_session").format(ordinal=later)

    def _annex(self, count: int) -> None:
        self.out.append(self.wording.sentence("annex"))
        for n in range(1, count + 1):
            text = _capital(self.phrases.plain())
            self._numbered(n, text, self.wording.mark("stop"))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _count(session: str) -> int:
    return int(session) if session.isdecimal() else roman(session)
