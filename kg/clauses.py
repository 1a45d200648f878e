"""Tell which verb governs which words of a paragraph.

A paragraph opens with a verb; behind a comma or a conjunction another may take over. A phrase such
as "pursuant to" governs only what stands directly behind it.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.drafting import Drafting
from kg.provisions import Provision

_REACH = 90  # characters behind a preposition that its object can begin in


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb and where its clause begins; it ends where the next one begins."""

    start: int
    end: int  # of the verb's words
    act: str
    verb: str


@dataclass(frozen=True, slots=True)
class Clauses:
    """A paragraph's verbs, prepositional phrases and reported clauses, in reading order."""

    verbs: tuple[Clause, ...]
    phrases: tuple[Clause, ...]
    reported: tuple[tuple[int, int], ...]

    def governing(self, at: int) -> Clause | None:
        """The verb or phrase that governs the words at an index."""
        near = [p for p in self.phrases if p.end <= at <= p.end + _REACH]
        if near and not any(near[-1].end < v.start <= at for v in self.verbs):
            return near[-1]
        before = [v for v in self.verbs if v.start <= at]
        return before[-1] if before else None

    def is_reported(self, at: int) -> bool:
        """Whether the words at an index report what a cited document says."""
        return any(start <= at < end for start, end in self.reported)


def find_clauses(provision: Provision, drafting: Drafting) -> Clauses:
    """The governing words of a paragraph.

    Args:
        provision: any paragraph; only preambular and operative ones have verbs.
        drafting: of its language.

    Returns:
        Its clauses; empty for notes, front matter and page marks.
    """
    string = provision.string
    verbs = [*_opening(provision), *_further(provision, drafting)]
    phrases = []
    for start in _word_starts(string):
        found = drafting.prepositions.match(string, start)
        if found:
            phrases.append(Clause(start, found[1], found[0], string[start : found[1]]))
    reported = [m.start() for m in drafting.patterns["reported"].finditer(string)]
    spans = tuple(
        (start, min((v.start for v in verbs if v.start > start), default=len(string)))
        for start in reported
    )
    return Clauses(tuple(verbs), tuple(phrases), spans)


def _opening(provision: Provision) -> list[Clause]:
    if not provision.act or not provision.verb:
        return []
    start = provision.string.find(provision.verb)
    return [Clause(start, start + len(provision.verb), provision.act, provision.verb)]


def _further(provision: Provision, drafting: Drafting) -> list[Clause]:
    if provision.part not in ("preambular", "operative"):
        return []
    string = provision.string
    forms = [drafting.preambular] + ([drafting.operative] if provision.part == "operative" else [])
    opened = len(provision.number or "") + len(provision.verb or "")
    found: list[Clause] = []
    for mark in drafting.patterns["clause_mark"].finditer(string, opened):
        matches = [m for form in forms if (m := form.match(string, mark.end()))]
        if matches and string[mark.end()].islower():
            act, end = max(matches, key=lambda m: m[1])
            found.append(Clause(mark.end(), end, act, string[mark.end() : end]))
    return found


def _word_starts(string: str) -> list[int]:
    return [0, *(i + 1 for i, c in enumerate(string) if c in " '(")]
