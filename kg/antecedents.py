"""Follow words that stand for what was cited before: "that resolution", "Ibid.", "see footnote 4".

Each is followed only where one antecedent is possible; where several are, they are its candidates
and none is chosen. A list is followed by the plural alone: "those resolutions" are all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

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
    before: list[str] = []  # resolutions cited in the paragraph before
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


def _resolutions(found: Sequence[Placed]) -> list[str]:
    """The targets of a paragraph that an organ adopted, each once."""
    targets = (citation.target for _, _, citation in found)
    return list(dict.fromkeys(t for t in targets if t and adopted_symbol(t)))


def _only(found: Sequence[Placed]) -> Citation | None:
    """What a note cites, if it is one thing."""
    citations = [citation for _, _, citation in found if citation.target]
    targets = {citation.target for citation in citations}
    return citations[0] if len(targets) == 1 else None


# ------------------------------------------------------------------------------- that resolution
def _anaphors(
    resolution: Resolution, read: Read, found: Sequence[Placed], before: Sequence[str]
) -> list[Placed]:
    return [
        placed
        for match in resolution.drafting.patterns["anaphor"].finditer(read.provision.string)
        for placed in _anaphor(resolution, read, match, found, before)
    ]


def _anaphor(
    resolution: Resolution,
    read: Read,
    match: re.Match[str],
    found: Sequence[Placed],
    before: Sequence[str],
) -> Iterator[Placed]:
    earlier = [placed for placed in found if placed[1] <= match.start()]
    if match["many"]:
        earlier = _last_list(earlier)
    here = _resolutions(earlier)
    antecedents, grade = (here, "anaphor") if here else (list(before), "anaphor-far")
    left_open = _left_open(resolution, read, match, antecedents)
    fits = len(antecedents) > 1 if match["many"] else len(antecedents) == 1
    since = earlier[-1][1] if here else 0
    cue, string = resolution.drafting.patterns["cue"], read.provision.string
    if here and resolution.drafting.noun_last:  # the first noun behind a number is its own
        noun = cue.search(string, since, match.start())
        since = noun.end() if noun else since
    # resolutions that are told without a number: of a conference, of a commission
    nearer = cue.search(string, since, match.start())
    if not fits or nearer or (match["many"] and _holds_set(earlier)):
        yield (*match.span(), left_open)
        return
    reason = "what was cited just before"
    for target in antecedents:
        followed = replace(left_open, target=target, status="inferred", confidence=certainty(grade))
        yield (*match.span(), replace(followed, reason=reason, candidates=()))


def _last_list(earlier: Sequence[Placed]) -> list[Placed]:
    """The last citations that stand close to each other: the list that "those" points back to."""
    cited = [p for p in earlier if _is_resolution(p) or _holds_set([p])]
    listed = cited[-1:]
    for placed in reversed(cited[:-1]):
        if listed[0][0] - placed[1] > _LIST_GAP:
            break
        listed.insert(0, placed)
    return listed


def _holds_set(placed: Sequence[Placed]) -> bool:
    """Whether a set that the text does not enumerate is among them."""
    return any((citation.target or "").startswith("series:") for _, _, citation in placed)


def _is_resolution(placed: Placed) -> bool:
    return adopted_symbol(placed[2].target or "") is not None


def _left_open(
    resolution: Resolution, read: Read, match: re.Match[str], antecedents: Sequence[str]
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
        candidates=tuple(antecedents),
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
