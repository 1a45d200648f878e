"""Find sessions, summits and conferences, with the place and the dates that the text gives them.

A session belongs to the organ that the words name, or to the one that its number allows; where two
organs remain, both are candidates and the mention stays open.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from kg.arithmetic import session_near, session_plausible, sessions_counted
from kg.authorities import Catalogue, Entry
from kg.certainty import certainty
from kg.dates import Dated
from kg.drafting import Drafting
from kg.findings import Status
from kg.gazetteer import Naming
from kg.spans import Occupied, beginning

_REACH = 80  # characters before "its" in which its organ is named
_DIRECTLY = 5  # characters between an organ and its session, with no "its"
_NAMES_NEAR = 6  # names that can begin within that reach
_MEETING_BODIES = frozenset(
    {"organ", "committee", "commission", "conference-body", "board", "expert-body", "treaty-body"}
)


class Met(NamedTuple):
    """A session or conference in a paragraph's text."""

    start: int
    end: int
    target: str | None
    status: Status
    rule: str
    confidence: float
    place: str | None = None
    date: str | None = None
    reason: str | None = None
    candidates: tuple[str, ...] = ()


class Place(NamedTuple):
    """What is known where an event is looked for."""

    string: str
    dates: Sequence[Dated]
    names: Sequence[Naming]
    drafting: Drafting
    catalogue: Catalogue
    organ: str | None
    day: date | None

    def named_before(self, at: int) -> list[Naming]:
        """The full names that end shortly before an index."""
        i = bisect_right(self.names, at, key=lambda naming: naming.start)
        near = self.names[max(0, i - _NAMES_NEAR) : i]
        return [n for n in near if 0 <= at - n.end <= _REACH and self._is_one(n)]

    def _is_one(self, naming: Naming) -> bool:
        """Whether a name is of one thing.

        A short one that several known bodies bear is the adopting organ's or nobody's, and one that
        goes on is another's: "the Council of the International Telecommunication Union".
        """
        if not naming.short:
            return True
        behind = self.drafting.patterns["of_organ"].match(self.string, naming.end)
        at = behind.end() if behind else len(self.string)
        goes_on = self.named_at(at) or self.string[at : at + 1].isupper()
        alone = len(self.named_at(naming.start)) == 1 or naming.entry.key == self.organ
        return alone and not goes_on

    def named_at(self, at: int) -> Sequence[Naming]:
        """The names that begin at an index."""
        return beginning(self.names, at, at + 1)

    def named_around(self, start: int, end: int) -> Sequence[Naming]:
        """The names that can share a character with a stretch.

        None before the last that begins before it and is inside no longer one: names with no
        longer one around them end before the next begins.
        """
        first = bisect_right(self.names, start, key=lambda naming: naming.start) - 1
        while first > 0 and self.names[first].nested:
            first -= 1
        last = bisect_left(self.names, end, key=lambda naming: naming.start)
        return self.names[max(0, first) : last]


def find_events(place: Place) -> list[Met]:
    """The sessions and conferences of a paragraph, in reading order.

    Args:
        place: the paragraph, with its dates and names, and the citing document's organ and day.

    Returns:
        Each mention on its own.
    """
    read = [*_named(place), *_sessions(place), *_sessions_of_years(place)]
    if not (read or place.drafting.patterns["conference"].can_match(place.string)):
        return []
    taken = Occupied(len(place.string))
    found: list[Met] = []
    for met in sorted(read, key=lambda met: (met.start, -met.end)):  # the longest reading wins
        if taken.is_free(met.start, met.end):
            taken.claim(met.start, met.end)
            found.append(met)
    found += _unknown_conferences(place, taken)
    return sorted(found, key=lambda met: met.start)


def _named(place: Place) -> Iterator[Met]:
    for naming in place.names:
        if naming.entry.kind == "event" and not naming.short:
            where, when, end = _held(place, naming.end)
            yield Met(
                naming.start,
                end,
                naming.entry.id,
                "explicit",
                "authority-name",
                certainty("event-name"),
                where,
                when,
            )


def _held(place: Place, end: int) -> tuple[str | None, str | None, int]:
    """``, held at Copenhagen from 6 to 12 March 1995``: place, dates, and where the words end."""
    match = place.drafting.patterns["held"].match(place.string, end)
    if not match:
        return None, None, end
    dated = next(iter(beginning(place.dates, match.end(), match.end() + 1)), None)
    if dated:
        return match["place"], dated.value, dated.end
    return (match["place"], None, match.end("place")) if match["place"] else (None, None, end)


# ---------------------------------------------------------------------------------------- sessions
def _sessions(place: Place) -> Iterator[Met]:
    for match in place.drafting.patterns["session"].finditer(place.string):
        listed = place.drafting.patterns["ordinal"].within(place.string, *match.span("ordinals"))
        read = _special if match["special"] else _regular
        for ordinal in listed:
            number = place.drafting.ordinal(ordinal[0])
            if number is None:
                continue
            met = read(place, match, number)._replace(start=ordinal.start())
            if ordinal.end() < match.end("ordinals"):  # "sixteenth and seventeenth sessions"
                yield met._replace(end=ordinal.end())
                continue
            where, when, end = _held(place, met.end)
            yield met._replace(end=end, place=where, date=when)


def _regular(place: Place, match: re.Match[str], number: int) -> Met:
    start, end = match.start("ordinals"), match.end()
    organ, rule = _named_organ(place, match, number)
    if rule == "doubtful-organ":
        return _left_open(start, end, rule, "the short name before it may be another body's")
    if organ:
        return Met(
            start, end, f"session:{organ}-{number}", "explicit", rule, certainty("session-named")
        )
    rule = "possessive" if match["own"] else "adopting-organ"
    likely = [place.organ] if place.organ else []
    if place.day and place.organ != "GA" and not match["own"]:
        likely.append("GA")  # the one whose sessions every organ speaks of
    near = [o for o in likely if place.day is None or session_near(o, number, place.day)]
    if near:
        rule = rule if near[0] == place.organ else "arithmetic"
        return Met(
            start, end, f"session:{near[0]}-{number}", "inferred", rule, certainty("session-near")
        )
    possible = [o for o in likely if _plausible(place, o, number)]
    candidates = tuple(f"session:{o}-{number}" for o in possible)
    reason = "no organ is named whose session it is"
    if candidates:
        reason += "; the adopting organ's is too long past to be meant without a name"
    return _left_open(start, end, rule, reason, candidates)


def _left_open(
    start: int, end: int, rule: str, reason: str, candidates: tuple[str, ...] = ()
) -> Met:
    status: Status = "ambiguous" if len(candidates) > 1 else "unresolved"
    grade = certainty("left-open")
    return Met(start, end, None, status, rule, grade, reason=reason, candidates=candidates)


def _behind(place: Place, match: re.Match[str]) -> Naming | None:
    """The body that stands behind a session; of those that one short name fits, the adopting one.

    "the fifty-first session of the Council", in a text of the Human Rights Council, is its own.
    """
    glue = place.drafting.patterns["session_organ"].match(place.string, match.end())
    fitting = [n for n in place.named_at(glue.end()) if _meets(n)] if glue else []
    own = (n for n in fitting if n.entry.key == place.organ)
    return next(own, fitting[0] if fitting else None)


def _named_organ(place: Place, match: re.Match[str], number: int) -> tuple[str | None, str]:
    """The organ that is named behind the session, or just before it."""
    named = _behind(place, match)
    if named:
        return _whose_sessions(named.entry), "named-organ"
    before = [n for n in place.named_before(match.start()) if _meets(n)]
    between = place.string[before[-1].end : match.start()] if before else ""
    itself = place.drafting.patterns["to_itself"].search(between) if match["own"] else None
    if not before or itself or _breaks(between):
        return None, ""
    near, key = before[-1], _whose_sessions(before[-1].entry)
    if near.short and not _is_sure(place, key, number):
        # "the Commission at its …": not the adopting organ's either
        return None, "doubtful-organ" if match["own"] else ""
    if not match["own"]:
        return (key, "named-organ") if match.start() - near.end <= _DIRECTLY else (None, "")
    return (key, "organ-before") if _plausible(place, key, number) else (None, "")


def _is_sure(place: Place, organ: str, number: int) -> bool:
    """Whether a short name can be this organ's, as far as its sessions are counted.

    "The Commission at its thirty-second session", in 2023, is not the one on Human Rights.
    """
    if place.day is None or not sessions_counted(organ):
        return True
    return session_near(organ, number, place.day)


def _whose_sessions(entry: Entry) -> str:
    """The body whose sessions are counted: a Main Committee meets in the Assembly's."""
    return str(entry.facts.get("sessions_of", entry.key))


def _meets(naming: Naming) -> bool:
    entry = naming.entry
    has_sessions = entry.facts.get("sessions", True)
    return entry.kind == "body" and entry.type in _MEETING_BODIES and bool(has_sessions)


def _breaks(between: str) -> bool:
    return ";" in between or ". " in between


def _plausible(place: Place, organ: str, number: int) -> bool:
    """Whether the organ can have, or soon have, a session of this number; True where unknown."""
    return place.day is None or session_plausible(organ, number, place.day)


def _special(place: Place, match: re.Match[str], number: int) -> Met:
    """A special session: the Assembly's have names of their own in the authority file."""
    start, end = match.start("ordinals"), match.end()
    assembly = f"event:ga-{'es' if match['emergency'] else 's'}{number}"
    known = assembly in place.catalogue.entries
    organ, status, rule = _special_organ(place, match)
    if organ == "GA":
        target = assembly if known else f"session:GA-{'ES' if match['emergency'] else 'S'}-{number}"
        return Met(start, end, target, status, rule, certainty("special-session"))
    if organ and match["own"] and known:
        return _whose(place, start, end, organ, number, assembly)
    if organ:
        return Met(
            start, end, f"session:{organ}-S-{number}", status, rule, certainty("special-session")
        )
    return _left_open(start, end, rule, "no organ is named whose session it is")


def _special_organ(place: Place, match: re.Match[str]) -> tuple[str | None, Status, str]:
    named = _behind(place, match)
    if named:
        return named.entry.key, "explicit", "named-organ"
    before = [n for n in place.named_before(match.start()) if _meets(n)]
    near = bool(before) and match.start() - before[-1].end <= _DIRECTLY
    assembly = [n for n in before if n.entry.id == "body:GA"]
    if near or assembly:
        nearest = before[-1] if near else assembly[-1]
        if not _breaks(place.string[nearest.end : match.start()]):
            return nearest.entry.key, "explicit", "organ-before"
    own = place.catalogue.entries.get(f"body:{place.organ}")
    organ = place.organ if own and own.facts.get("sessions", True) else None
    return organ, "inferred", "possessive" if match["own"] else "adopting-organ"


def _whose(place: Place, start: int, end: int, organ: str, number: int, assembly: str) -> Met:
    """Tell whose special session a possessive means that may lie.

    Another organ's text says "its" and means the Assembly's where the paragraph names the
    conference that this session followed up (A/HRC/RES/48/24: the twenty-third, on Beijing).
    """
    own = f"session:{organ}-S-{number}"
    follows = _follows(place.catalogue.entries[assembly])
    if any(naming.entry.id in follows for naming in place.names):
        reason = "the session followed up a conference that the paragraph names"
        return Met(
            start,
            end,
            assembly,
            "inferred",
            "follow-up",
            certainty("follow-up"),
            reason=reason,
            candidates=(own,),
        )
    reason = "the possessive says one organ, but the Assembly has a session of this number too"
    return _left_open(start, end, "possessive", reason, (assembly, own))


def _follows(entry: Entry) -> set[str]:
    return {f"event:{key}" for key in entry.facts.get("follows", ())}


def _sessions_of_years(place: Place) -> Iterator[Met]:
    """``its substantive session of 2013``: sessions that a year names."""
    for match in place.drafting.patterns["session_of_year"].finditer(place.string):
        year = match["year"] or match.groupdict().get("before")
        before = [n for n in place.named_before(match.start()) if _meets(n)]
        organ = before[-1].entry.key if before else place.organ
        if organ == "ECOSOC":
            status: Status = "explicit" if before else "inferred"
            yield Met(
                match.start(),
                match.end(),
                f"session:ECOSOC-{year}",
                status,
                "session-of-year",
                certainty("session-of-year"),
            )


def _unknown_conferences(place: Place, taken: Occupied) -> list[Met]:
    """Conferences that no authority file names: said, and left open."""
    reason = "no conference of this name in the authority files"
    return [
        _left_open(m.start(), m.end(), "conference-name", reason)
        for m in place.drafting.patterns["conference"].finditer(place.string)
        if taken.is_free(*m.span()) and not _is_known(place, m)
    ]


def _is_known(place: Place, match: re.Match[str]) -> bool:
    """Whether a name holds, cuts or opens the words; a body named inside them does none."""
    return any(
        match.start() < naming.end
        and not (match.start() <= naming.start and naming.end < match.end() and _is_body(naming))
        for naming in place.named_around(*match.span())
        if not naming.short
    )


def _is_body(naming: Naming) -> bool:
    return naming.entry.kind in ("body", "group")
