"""Follow words that stand for what was cited before: "that resolution", "Ibid.", "see footnote 4".

Each is followed only where one antecedent is possible; where several are, they are its candidates
and none is chosen. A list is followed by the plural alone: "those resolutions" are all of it.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter

from msgspec.structs import replace

from kg.certainty import certainty
from kg.cited import Placed, Read
from kg.clauses import said
from kg.findings import Citation
from kg.pinpoints import pinned, pinpoint_of_name, provisions_of
from kg.provisions import Resolution
from kg.symbols import adopted_symbol

_LIST_GAP = 60  # characters between two members of a list: a date, a joiner
_BODY = ("preambular", "operative")


def follow(
    resolution: Resolution, reads: Sequence[Read], cited: Sequence[Sequence[Placed]]
) -> list[list[Placed]]:
    """The citations of each paragraph, with those that are made by reference to others.

    Args:
        resolution: the document.
        reads: its paragraphs, in reading order.
        cited: what each cites, with its place in the paragraph's text.

    Returns:
        For each paragraph its citations, in reading order.
    """
    followed = [list(found) for found in cited]
    before: tuple[str, ...] = ()  # resolutions cited in the paragraph before
    notes: dict[str, Citation] = {}  # by printed number, the notes that cite one thing
    last: Citation | None = None  # of the note before
    for read, found in zip(reads, followed, strict=True):
        if read.provision.part in _BODY:
            found += _anaphors(resolution, read, found, before)
            before = _resolutions(found)
        elif read.provision.part == "note":
            found += _note_references(resolution, read, found, last, notes)
            last = _only(found)
            if last and read.provision.number:
                notes[read.provision.number] = last
        found.sort(key=lambda placed: placed[:2])
    return followed


def _resolutions(found: Sequence[Placed]) -> tuple[str, ...]:
    """The targets of a paragraph that an organ adopted, each once."""
    targets = (citation.target for _, _, citation in found)
    return tuple(dict.fromkeys(t for t in targets if t and adopted_symbol(t)))


def _only(found: Sequence[Placed]) -> Citation | None:
    """What a note cites, if it is one thing."""
    citations = [citation for _, _, citation in found if citation.target]
    targets = {citation.target for citation in citations}
    return citations[0] if len(targets) == 1 else None


# ------------------------------------------------------------------------------- that resolution
def _anaphors(
    resolution: Resolution, read: Read, found: Sequence[Placed], before: tuple[str, ...]
) -> list[Placed]:
    earlier = _Earlier(found)
    return [
        placed
        for match in resolution.drafting.patterns["anaphor"].finditer(read.provision.string)
        for placed in _anaphor(resolution, read, match, earlier.read_to(match.start()), before)
    ]


@dataclass(slots=True)
class _Earlier:
    """What a paragraph cites before a place that moves on, so that each citation is met once."""

    found: Sequence[Placed]  # in reading order, by where they begin
    begun: int = 0  # how many begin before the place
    running: list[int] = field(default_factory=list)  # of these, those that end behind it
    last: int = -1  # of those that end before it
    listable: list[int] = field(default_factory=list)  # of these, what "those" may point back to
    first: dict[str, int] = field(default_factory=dict)  # each resolution, and where it is first
    _resolutions: tuple[str, ...] | None = None

    def read_to(self, at: int) -> _Earlier:
        """Go on to a place."""
        while self.begun < len(self.found) and self.found[self.begun][0] <= at:
            self.running.append(self.begun)
            self.begun += 1
        ended = [i for i in self.running if self.found[i][1] <= at]
        if ended:
            self.running = [i for i in self.running if self.found[i][1] > at]
            for i in ended:
                self._take(i)
        return self

    def _take(self, i: int) -> None:
        """Take in a citation; one inside another ends before one that began before it."""
        target = self.found[i][2].target or ""
        late, self.last = i < self.last, max(i, self.last)
        adopted = adopted_symbol(target) is not None
        if adopted or _is_set(self.found[i]):
            insort(self.listable, i)
        if adopted and i < self.first.get(target, len(self.found)):
            self.first[target] = i
            if late:
                self.first = dict(sorted(self.first.items(), key=itemgetter(1)))
            self._resolutions = None

    def resolutions(self) -> tuple[str, ...]:
        """The targets that an organ adopted, each once; the same object until there are more."""
        if self._resolutions is None:
            self._resolutions = tuple(self.first)
        return self._resolutions

    def last_list(self) -> list[Placed]:
        """The last citations that stand close to each other: what "those" points back to."""
        listed: list[Placed] = []
        for i in reversed(self.listable):
            if listed and listed[-1][0] - self.found[i][1] > _LIST_GAP:
                break
            listed.append(self.found[i])
        return listed[::-1]


def _anaphor(
    resolution: Resolution,
    read: Read,
    match: re.Match[str],
    earlier: _Earlier,
    before: tuple[str, ...],
) -> Iterator[Placed]:
    listed = earlier.last_list() if match["many"] else []
    here = _resolutions(listed) if match["many"] else earlier.resolutions()
    antecedents, grade = (here, "anaphor") if here else (before, "anaphor-far")
    left_open = _left_open(resolution, read, match, antecedents)
    fits = len(antecedents) > 1 if match["many"] else len(antecedents) == 1
    since = (listed[-1] if listed else earlier.found[earlier.last])[1] if here else 0
    cue, string = resolution.drafting.patterns["cue"], read.provision.string
    if here and resolution.drafting.noun_last:  # the first noun behind a number is its own
        noun = cue.search(string, since, match.start())
        since = noun.end() if noun else since
    # resolutions that are told without a number: of a conference, of a commission
    nearer = cue.search(string, since, match.start())
    if not fits or nearer or any(map(_is_set, listed)):
        yield (*match.span(), left_open)
        return
    reason = "what was cited just before"
    for target in antecedents:
        followed = replace(left_open, target=target, status="inferred", confidence=certainty(grade))
        yield (*match.span(), replace(followed, reason=reason, candidates=()))


def _is_set(placed: Placed) -> bool:
    """Whether it is a set that the text does not enumerate."""
    return (placed[2].target or "").startswith("series:")


def _left_open(
    resolution: Resolution, read: Read, match: re.Match[str], antecedents: tuple[str, ...]
) -> Citation:
    act, verb = said(read.clauses.governing(match.start()))
    places = _places(resolution.drafting.pinpoint, read.provision.string)
    part = pinpoint_of_name(read.provision.string, *match.span(), places, resolution.drafting)
    several = "what was cited before does not fit, or is more than one"
    return Citation(
        evidence=(resolution.evidence(read.provision, *match.span()),),
        target=None,
        status="ambiguous" if antecedents else "unresolved",
        rule="anaphor",
        confidence=certainty("left-open"),
        act=act,
        verb=verb,
        pinpoint=part,
        provisions=provisions_of(part),
        reason=several if antecedents else "no resolution was cited just before",
        candidates=antecedents,
    )


@lru_cache(maxsize=1)
def _places(pinpoint: re.Pattern[str], string: str) -> list[re.Match[str]]:
    """The pinpoints of a paragraph, found once for all that points back in it."""
    return list(pinpoint.finditer(string))


# ------------------------------------------------------------------------------------------ notes
def _note_references(
    resolution: Resolution,
    read: Read,
    found: Sequence[Placed],
    last: Citation | None,
    notes: Mapping[str, Citation],
) -> Iterator[Placed]:
    """``Ibid., chap. II`` is the note before; ``See footnote 4`` is note 4."""
    if found:
        return
    string, patterns = read.provision.string, resolution.drafting.patterns
    ibid = patterns["ibid"].match(string)
    above = patterns["note_above"].search(string)
    match = ibid or above
    if match is None:
        return
    antecedent = last if ibid else notes.get(match["number"])
    if antecedent is None:
        return
    place = resolution.drafting.pinpoint.search(string, match.end())
    part = pinned(place, resolution.drafting) if place else None
    if ibid and (place is None or string[match.end() : place.start()].strip(" ,.")):
        return  # "Ibid., Supplement for April" is another part of the Official Records
    yield (
        *match.span(),
        replace(
            antecedent,
            evidence=(resolution.evidence(read.provision, *match.span()),),
            status="inferred",
            rule="ibid" if ibid else "note-above",
            confidence=certainty("note-referred"),
            act=None,
            verb=None,
            pinpoint=part,
            provisions=provisions_of(part),
            reason="what the note referred to cites",
        ),
    )
