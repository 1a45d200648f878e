"""Recognise front matter, formula, paragraphs, sub-paragraphs, annexes and closing lines.

Decide where paragraphs begin from drafting marks (formula, numbers, letters, verbs) and from the
page's blank lines where these mean anything. Say nothing of what a paragraph cites.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.documents import Document
from kg.drafting import Drafting, load_drafting
from kg.findings import Part
from kg.lines import Layout, Line, is_terminated, lay_out
from kg.notes import set_anchors
from kg.numbering import Numbering
from kg.paragraphs import footnotes, paragraph_text
from kg.provisions import Provision, Resolution
from kg.repairs import MISREAD_DIGITS, repair
from kg.spelling import spell
from kg.text import Text, normalise, single_spaced

# "1. Requests", "1) Requests"; Arabic prints "1 -"
_NUMBER = re.compile(r"(?P<number>[\dIlOSB]{1,3})(?:\s?[.)]\s*|\s?-\s+)(?:(?=\S)|$)")
_TITLE = re.compile(r"(?:(?:ES|S)-)?\d{1,4}/\d{1,4}(?:\s[A-Z])?\.\s*\S")
_LETTER = re.compile(r"\(?(?P<letter>[a-z]{1,4})\)\s*(?=\S)")
_LONGEST_HEADING = 160  # characters
_AHEAD = 3  # lines that a number, a verb or a formula can be broken over


def parse(document: Document) -> Resolution:
    """Recognise the parts of a document.

    Args:
        document: as read.

    Returns:
        Its provisions; every character of the source that is no blank stands in one of them.
    """
    drafting = load_drafting(document.language)
    text, repairs = repair(spell(normalise(document.source), drafting), drafting)
    layout = lay_out(text, drafting)
    reader = _Reader(layout, drafting)
    body, starts = reader.provisions()
    notes = footnotes(layout, drafting)
    anchored, doubts = set_anchors(body, starts, notes, drafting)
    piles: tuple[tuple[str, Part, tuple[Text, ...]], ...] = (
        ("URL", "link", layout.links),
        ("FURN", "furniture", layout.furniture),
    )
    marks = [
        Provision(f"{prefix}{i}", part, single_spaced(text))
        for prefix, part, texts in piles
        for i, text in enumerate(texts, 1)
    ]
    noted = [provision for provision, _, _ in notes]
    provisions = (*anchored, *noted, *marks)
    return Resolution(document, drafting, reader.organ, provisions, repairs, tuple(doubts))


@dataclass(slots=True)
class _Chunk:
    part: Part
    lines: list[Text]
    first: int
    number: str | None = None  # as printed
    label: str = ""
    act: str | None = None
    verb: int = 0  # length of the words of the act, behind the number


@dataclass(slots=True)
class _Reader:
    """Walks the body's lines once; its state is where in the resolution it stands."""

    layout: Layout
    drafting: Drafting
    organ: str | None = None
    part: Part = "head"
    formula_lines: int = 0  # lines still to come of a formula broken over several
    chunks: list[_Chunk] = field(default_factory=list)
    numbering: Numbering = field(default_factory=Numbering)
    annex: int = 0
    annexed: int = 0
    headings: int = 0
    number: str | None = None  # of a Security Council resolution, as its heading gives it
    others: int = 0
    ended: bool = False  # the heading of another resolution was read

    def provisions(self) -> tuple[list[Provision], list[int]]:
        """The body's provisions, and for each the index of its first line."""
        lines = self.layout.lines
        strings = [line.string for line in lines]
        for i, line in enumerate(lines):
            before = lines[i - 1] if i else None
            self._take(i, line, before, " ".join(strings[i : i + _AHEAD]))
        return [self._provision(chunk) for chunk in self.chunks], [c.first for c in self.chunks]

    def _take(self, i: int, line: Line, before: Line | None, ahead: str) -> None:
        if self.formula_lines:
            self.formula_lines -= 1
            self.chunks[-1].lines.append(line.text)
            return
        fresh = before is None or self._may_begin(line, before)
        if self._opens_other(i, line) or self.part == "other":
            self._other(i, line, ahead, fresh)
            return
        if (fresh or self._is_bare_formula(line)) and self._formula(i, line, ahead):
            return
        if self.part == "head":
            self._head(i, line, before, ahead)
        elif not (fresh and self._closing_or_annex(i, line)):
            self._go_on(i, line, ahead, fresh)

    def _go_on(self, i: int, line: Line, ahead: str, fresh: bool) -> None:
        """Go on with the part that was reached."""
        if self.part == "closing":
            self._closing(i, line, ahead, fresh)
        elif self.part == "annex":
            self._annexed(i, line, fresh)
        elif not (fresh and (self._numbered(i, line, ahead) or self._lettered(i, line))):
            self._unnumbered(i, line, ahead, fresh)

    def _may_begin(self, line: Line, before: Line) -> bool:
        """Whether a paragraph can begin here, for what the page shows."""
        if self.part == "head" or (
            self.chunks and self.chunks[-1].label.startswith(("SEC", "ENACT"))
        ):
            return True
        if is_terminated(before.string) and self._is_told(line):
            return True
        gap = line.gap and not self.layout.spaced
        return gap and not line.cut and not line.string[0].islower()

    def _is_told(self, line: Line) -> bool:
        """Whether a line shows by more than its place that it may open a paragraph.

        Where paragraphs open with a small letter, a blank line or a number tells them from lines
        that go on, if lines are broken at all.
        """
        if self.drafting.script.capitalised or line.gap:
            return True
        return self.layout.spaced or self.layout.whole or bool(_NUMBER.match(line.string))

    # ------------------------------------------------------------------ formula and front matter
    def _is_bare_formula(self, line: Line) -> bool:
        """A formula alone on its line opens a text wherever it stands: composites, volumes."""
        match = self.drafting.enacting.fullmatch(line.string)
        return bool(match and match["comma"] and self.drafting.script.opens(line.string))

    def _formula(self, i: int, line: Line, ahead: str) -> bool:
        match = self.drafting.enacting.match(ahead)
        ends = match is not None and match.end() in (len(line.string), len(ahead))
        capital = self.drafting.script.capitalised and line.string[0].isupper()
        if not match or not (match["comma"] or (ends and capital)):
            return self.part == "head" and bool(match) and self._bare_formula(i, line, match)
        self._enact(i, line, match)
        return True

    def _bare_formula(self, i: int, line: Line, match: re.Match[str] | None) -> bool:
        """``The General Assembly Recalls``, or a formula that lost its comma at the line's end."""
        rest = line.string[match.end() :].strip() if match else ""
        if not match or not rest or not self.drafting.script.opens(rest):
            return False
        if not self._act(rest):
            return False
        self._enact(i, line, match)
        return True

    def _enact(self, i: int, line: Line, match: re.Match[str]) -> None:
        self.organ = self.organ or next(
            k for k, v in match.groupdict().items() if v and k != "comma"
        )
        if self.part != "head":
            self.numbering.begin_run()
        self.part = "preambular"
        cut = min(match.end(), len(line.string))
        self._begin(i, line.text.slice(0, cut), "enacting", "ENACT")
        rest = line.text.slice(cut, len(line.string))
        stripped = rest.string.strip()
        left = match.end() - len(line.string)
        for following in self.layout.lines[i + 1 : i + _AHEAD]:
            if left <= 0:
                break
            self.formula_lines += 1
            left -= 1 + len(following.string)
        if self.formula_lines:
            return
        if stripped:
            self._unnumbered(
                i, Line(single_spaced(rest), gap=True, cut=False), stripped, fresh=True
            )

    def _head(self, i: int, line: Line, before: Line | None, ahead: str) -> None:
        opener = self._act(line.string) if self.drafting.script.opens(line.string) else None
        numbered = _NUMBER.match(ahead)
        is_body = (opener and not self._has_formula_ahead(i)) or (
            numbered and numbered["number"] in "1Il" and self._act(ahead[numbered.end() :])
        )
        if is_body:
            self.part = "preambular"
            self._take(i, line, None, ahead)
        elif before is not None and self.chunks and not self._opens_head(line):
            self.chunks[-1].lines.append(line.text)
        else:
            self._begin(i, line.text, "head", "HEAD")

    def _opens_head(self, line: Line) -> bool:
        """Whether a line of the front stands by itself; a title with its number always does."""
        return bool(_TITLE.match(line.string)) or (line.gap and not line.string[0].islower())

    def _has_formula_ahead(self, i: int) -> bool:
        return any(
            self.drafting.enacting.match(line.string) for line in self.layout.lines[i : i + 40]
        )

    # --------------------------------------------------------- other texts, closing and annexes
    def _opens_other(self, i: int, line: Line) -> bool:
        """Whether another text begins here: volumes print one behind the other on a page."""
        patterns = self.drafting.patterns
        if self.part == "head":
            own = patterns["front_own"].match(line.string)
            self.number = self.number or (own["number"] if own else None)
            return False
        another = patterns["other_resolution"].match(line.string)
        if another and self.number not in (None, another["number"] or another["before"]):
            self.ended = True
            return True
        if not (self.numbering.operative and patterns["other_heading"].match(line.string)):
            return False
        following = self.layout.lines[i + 1].string if i + 1 < len(self.layout.lines) else ""
        return bool(patterns["other_opening"].match(following))

    def _other(self, i: int, line: Line, ahead: str, fresh: bool) -> None:
        if fresh and not self.ended and self._resumed(i, line, ahead):
            return
        if fresh or self.part != "other":
            self.others += 1
            self._begin(i, line.text, "other", f"OTHER{self.others}")
        else:
            self.chunks[-1].lines.append(line.text)
        self.part = "other"

    def _resumed(self, i: int, line: Line, ahead: str) -> bool:
        """The text goes on behind its closing lines or a decision: columns run together."""
        match = _NUMBER.match(ahead)
        number = match["number"].translate(MISREAD_DIGITS) if match else ""
        expected = number == str(self.numbering.operative + 1)
        return self.numbering.operative > 0 and expected and self._numbered(i, line, ahead)

    def _closing(self, i: int, line: Line, ahead: str, fresh: bool) -> None:
        if not (fresh and self._resumed(i, line, ahead)):
            self._begin(i, line.text, "closing", "FOOT")

    # ------------------------------------------------------------------------ closing and annexes
    def _closing_or_annex(self, i: int, line: Line) -> bool:
        if self.drafting.patterns["annex"].match(line.string):
            self.part = "annex"
            self.annex += 1
            self.annexed = 0
            self._annexed(i, line, fresh=True)
            return True
        if self.drafting.patterns["closing"].match(line.string) and self.part != "annex":
            self.part = "closing"
            self._begin(i, line.text, "closing", "FOOT")
            return True
        return False

    def _annexed(self, i: int, line: Line, fresh: bool) -> None:
        number = _NUMBER.match(line.string) or _LETTER.match(line.string)
        begins = (fresh and (number or (line.gap and not self.layout.spaced))) or not self.annexed
        if begins:
            self.annexed += 1
            printed = number[0].strip() if number else None
            self._begin(i, line.text, "annex", f"ANNEX{self.annex}.{self.annexed}", printed)
        else:
            self.chunks[-1].lines.append(line.text)

    # ------------------------------------------------------------------------------- paragraphs
    def _numbered(self, i: int, line: Line, ahead: str) -> bool:
        match = _NUMBER.match(ahead)
        if not match:
            return False
        number = int(match["number"].translate(MISREAD_DIGITS))
        act = self._act(ahead[match.end() :], operative_first=True)
        printed, spaced = match["number"].isdecimal(), self.layout.spaced
        if not self.numbering.expects(number, printed=printed, has_act=bool(act), spaced=spaced):
            return False
        self._operative(i, line, number, match[0].strip())
        self._verb(act, offset=match.end())
        return True

    def _lettered(self, i: int, line: Line) -> bool:
        match = _LETTER.match(line.string)
        if not match or not self.chunks or not self.numbering.follows(match["letter"]):
            return False
        label = self.numbering.point(operative=self.part == "operative")
        self._begin(i, line.text, self.part, label, match[0].strip())
        self._verb(self._point_act(line.string, match.end()))
        return True

    def _point_act(self, string: str, at: int) -> tuple[str, int] | None:
        """The act of a point: an infinitive, or a verb as paragraphs open with."""
        marked = self.drafting.infinitive_marker.match(string, at)
        begin = marked.end() if marked else at
        infinitive = self.drafting.infinitive.match(string, begin)
        if infinitive:
            return infinitive
        act = self._act(string[at:])
        return (act[0], at + act[1]) if act else None

    def _unnumbered(self, i: int, line: Line, ahead: str, fresh: bool) -> None:
        if fresh and self._section(i, line):
            return
        may_open = fresh and self.drafting.script.opens(line.string)
        act = self._act(ahead) if may_open else None
        if act:
            self._by_act(i, line, ahead, act)
        elif fresh and self.part == "preambular" and self._looks_preambular(line):
            self._preambular_paragraph(i, line, None)
        elif fresh and self._is_heading(i, line):
            self._heading(i, line)
        elif self.chunks and self.chunks[-1].part == self.part:
            self.chunks[-1].lines.append(line.text)
        elif self.part == "preambular":
            self._preambular_paragraph(i, line, None)
        else:
            label = self.numbering.label(f"OP{max(self.numbering.operative, 1)}")
            self._begin(i, line.text, self.part, label)

    def _by_act(self, i: int, line: Line, ahead: str, act: tuple[str, int]) -> None:
        if not self.drafting.preambular.match(
            ahead
        ):  # a form of both (Consciente) opens a preamble
            self._operative(i, line, self.numbering.operative + 1, None)
            self._verb(act)
        else:
            if self.part == "operative":
                self.numbering.begin_run()
            self.part = "preambular"
            self._preambular_paragraph(i, line, act)

    def _looks_preambular(self, line: Line) -> bool:
        shape = self.drafting.patterns["participle_shape"].match(line.string)
        last = self.chunks[-1].lines[-1].string if self.chunks else ""
        if self.layout.spaced:
            return bool(shape and last.rstrip().endswith((",", ";")))
        return line.gap and not self._is_short(line)

    def _preambular_paragraph(self, i: int, line: Line, act: tuple[str, int] | None) -> None:
        self._begin(i, line.text, "preambular", self.numbering.preamble())
        self._verb(act)

    def _operative(self, i: int, line: Line, number: int, printed: str | None) -> None:
        self.part = "operative"
        self._begin(i, line.text, "operative", self.numbering.number(number), printed)

    def _section(self, i: int, line: Line) -> bool:
        match = self.drafting.patterns["section"].match(line.string)
        if not match or (self.layout.spaced and not line.gap):
            return False
        self.numbering.section = match["number"]
        self._heading(i, line)
        return True

    def _is_short(self, line: Line) -> bool:
        return len(line.string) < _LONGEST_HEADING and not re.search(r"[.,;:]$", line.string)

    def _is_heading(self, i: int, line: Line) -> bool:
        lines = self.layout.lines
        alone = i + 1 < len(lines) and lines[i + 1].gap and line.gap and not self.layout.spaced
        return alone and self._is_short(line) and not line.string[0].islower()

    def _heading(self, i: int, line: Line) -> None:
        self.headings += 1
        self._begin(i, line.text, "heading", f"SEC{self.headings}")

    # ---------------------------------------------------------------------------------- labels
    def _act(self, ahead: str, *, operative_first: bool = False) -> tuple[str, int] | None:
        forms = (self.drafting.operative, self.drafting.preambular)
        found = [m for m in (f.match(ahead) for f in forms) if m]
        if not found:
            return None
        return found[0] if operative_first else max(found, key=lambda m: m[1])

    def _begin(self, i: int, text: Text, part: Part, label: str, number: str | None = None) -> None:
        self.chunks.append(_Chunk(part, [text], i, number, label))

    def _verb(self, act: tuple[str, int] | None, offset: int = 0) -> None:
        if act:
            self.chunks[-1].act, self.chunks[-1].verb = act[0], offset + act[1]

    def _provision(self, chunk: _Chunk) -> Provision:
        text = paragraph_text(chunk.lines, self.drafting)
        verb = None
        if chunk.act:
            words = text.string[: chunk.verb]
            verb = words.removeprefix(chunk.number or "").strip(" ,")
        return Provision(chunk.label, chunk.part, text, chunk.number, verb, chunk.act)
