"""Tell which verb governs which words of a paragraph.

A paragraph opens with a verb; behind a comma or a conjunction another may take over. A phrase such
as "pursuant to" governs only what stands directly behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from kg.drafting import Drafting
from kg.forms import Forms
from kg.provisions import Provision

_REACH = 90  # characters behind a phrase in which its object can begin
_BREAK = re.compile(r"[,;:]")  # behind these a phrase governs no longer


class Clause(NamedTuple):
    """A verb and where its clause begins; it ends where the next one begins."""

    start: int
    end: int  # of the verb's words
    act: str
    verb: str


def _start(clause: Clause) -> int:
    return clause.start


class Clauses(NamedTuple):
    """A paragraph's verbs, prepositional phrases and reported clauses, in reading order."""

    string: str
    verbs: tuple[Clause, ...]
    phrases: tuple[Clause, ...]
    reported: tuple[tuple[int, int], ...] = ()
    past: tuple[Clause, ...] = ()  # participles inside reporting stretches
    stem: Clause | None = None  # of a point without a verb: what the paragraph above it does

    def governing(self, at: int) -> Clause | None:
        """The verb or phrase that governs the words at an index."""
        i = bisect_right(self.phrases, at, key=lambda phrase: phrase.end)
        near = self.phrases[i - 1] if i else None
        if near and at <= near.end + _REACH and not _BREAK.search(self.string, near.end, at):
            return near
        j = bisect_right(self.verbs, at, key=_start)
        return self.verbs[j - 1] if j else self.stem

    def reporting(self, at: int) -> tuple[int, int] | None:
        """The stretch that reports what a cited document says, if an index stands in one."""
        i = bisect_right(self.reported, at, key=lambda span: span[1])
        span = self.reported[i] if i < len(self.reported) else None
        return span if span and span[0] <= at else None

    def reported_act(self, since: int, at: int) -> Clause | None:
        """The reported verb whose object begins at an index, in a report begun behind another.

        ``resolution 74/4, in which it endorsed the political declaration``: from the end of the
        resolution's number, at the declaration.
        """
        span = self.reporting(at)
        if span is None or not since <= span[0]:
            return None
        first, last = (bisect_left(self.past, i, key=_start) for i in (span[0], at))
        verb = next((self.past[i] for i in range(first, last) if self.past[i].end <= at), None)
        if verb is None or at - verb.end > _REACH or _BREAK.search(self.string, verb.end, at):
            return None
        return verb


def said(clause: Clause | None) -> tuple[str | None, str | None]:
    """The act and the verb of a clause; neither for words that no clause governs."""
    return (clause.act, clause.verb) if clause else (None, None)


def find_clauses(
    provision: Provision, drafting: Drafting, above: Provision | None = None
) -> Clauses:
    """The governing words of a paragraph.

    Args:
        provision: any paragraph; only preambular and operative ones have verbs.
        drafting: of its language.
        above: of a point, the paragraph that it belongs to.

    Returns:
        Its clauses; empty for notes, front matter and page marks.
    """
    string = provision.string
    if provision.part == "head":
        return Clauses(string, (), ())
    verbs = [*_opening(provision), *_further(provision, drafting)]
    phrases = _beside(verbs, _all_of(drafting.prepositions, string))
    spans = _reported(string, verbs, drafting)
    inside = Clauses(string, (), (), spans).reporting
    past = [c for c in _all_of(drafting.past, string) if inside(c.start)] if spans else []
    stem = _stem(provision, above)
    return Clauses(string, tuple(verbs), tuple(phrases), spans, tuple(past), stem)


def _beside(verbs: Sequence[Clause], phrases: Sequence[Clause]) -> list[Clause]:
    """The phrases without what a verb's own words hold: "Acting under"."""
    reach = [0, *accumulate((verb.end for verb in verbs), max)]
    starts = [verb.start for verb in verbs]
    return [p for p in phrases if p.start >= reach[bisect_right(starts, p.start)]]


def _reported(
    string: str, verbs: Sequence[Clause], drafting: Drafting
) -> tuple[tuple[int, int], ...]:
    """The stretches that report what a document says: each up to the next verb."""
    starts = [verb.start for verb in verbs]
    ends = [*starts, len(string)]
    found = (match.start() for match in drafting.patterns["reported"].finditer(string))
    return tuple((start, ends[bisect_right(starts, start)]) for start in found)


def _stem(provision: Provision, above: Provision | None) -> Clause | None:
    if provision.act or above is None or not above.act or not above.verb:
        return None
    return Clause(0, 0, above.act, above.verb)


def _all_of(forms: Forms, string: str) -> list[Clause]:
    return [
        Clause(at, behind, act, string[at:behind]) for at, act, behind in forms.finditer(string)
    ]


def _opening(provision: Provision) -> list[Clause]:
    if not provision.act or not provision.verb:
        return []
    start = provision.string.find(provision.verb)
    return [Clause(start, start + len(provision.verb), provision.act, provision.verb)]


def _further(provision: Provision, drafting: Drafting) -> list[Clause]:
    if provision.part not in ("preambular", "operative"):
        return []
    string = provision.string
    opened = len(provision.number or "") + len(provision.verb or "")
    every = [drafting.preambular] + ([drafting.operative] if provision.part == "operative" else [])
    forms = [form for form in every if form.may_begin_behind(string, opened)]
    if not forms:
        return []
    found: list[Clause] = []
    for mark in drafting.patterns["clause_mark"].finditer(string, opened):
        at = mark.end()
        # a phrase governs its object only
        if not _opener(drafting).match(string, at) or drafting.prepositions.match(string, at):
            continue
        matches = [m for form in forms if (m := form.match(string, at))]
        if matches and not string[at].isupper():
            act, end = max(matches, key=lambda m: m[1])
            found.append(Clause(at, end, act, string[at:end]))
    return found


@cache
def _opener(drafting: Drafting) -> re.Pattern[str]:
    """The words that a verb can begin with, of preambular paragraphs and of operative ones."""
    verbs = (drafting.preambular, drafting.operative)
    return re.compile("|".join(forms.opener.pattern for forms in verbs))
