"""Tie footnotes to the words they stand at, and take their marks out of the text.

A mark is a superscript, or a digit glued to a word, a year or a goal, or a number left alone. It is
one only where a footnote of that number follows: nothing is split on a guess.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from functools import cache

from ahocorasick_rs import AhoCorasick

from kg.drafting import Drafting
from kg.provisions import Anchor, Provision
from kg.scripts import JOINED
from kg.text import SUPERSCRIPTS, Text, without

_ANY_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴-⁹](?<!\dm.)(?<!\bm.)(?<!km.)[⁰¹²³⁴-⁹]*")
_LARGEST_GOAL = 17
_CUE = 60  # characters before a number in which its cue stands
_SURE = 8  # shapes of marks that leave no doubt; the others are looked for when these fail
_SHAPES = 11
_BEFORE = {
    6: (2, 1),
    7: (1,),
    8: (1,),
    9: (1,),
    10: (1,),
}  # characters of a shape before the number


def set_anchors(
    body: Sequence[Provision],
    starts: Sequence[int],
    notes: Sequence[tuple[Provision, str, int]],
    drafting: Drafting,
) -> tuple[list[Provision], list[str]]:
    """The body with its note marks taken out and remembered as anchors.

    Args:
        body: the provisions in reading order.
        starts: for each, the index of its first line.
        notes: each footnote, its printed number, and the number of body lines before it.
        drafting: of the language; says behind which words a number is a number.

    Returns:
        The provisions, and what could not be tied, in words.
    """
    marks: dict[int, list[tuple[int, int, str | None]]] = {}
    doubts: list[str] = []
    place = (0, 0)
    numbers = _Numbers(body, {number for _, number, _ in notes if number}, drafting)
    for note, number, after in notes:
        if not number:
            continue
        spot = numbers.find(number, place, bisect_left(starts, after))
        if spot is None:
            doubts.append(f"{note.label}: no mark {number} found in the text before it")
            continue
        k, start, end = spot
        marks.setdefault(k, []).append((start, end, note.label))
        place = (k, end)
    return [_taken_out(provision, marks.get(k, [])) for k, provision in enumerate(body)], doubts


class _Numbers:
    """Where the numbers of notes stand in a body, so that a note asks of these places only."""

    def __init__(self, body: Sequence[Provision], wanted: Set[str], drafting: Drafting) -> None:
        self.body, self.drafting = body, drafting
        self.holders: dict[str, list[int]] = {number: [] for number in wanted}  # provisions
        self.places: dict[tuple[str, int], list[int]] = {}  # in each of these
        self.marks: dict[tuple[str, int, int], list[re.Match[str]]] = {}  # of a shape, as asked for
        self.failed: dict[str, tuple[tuple[int, int], int]] = {}  # from where, and among how many
        numbers = sorted(wanted)
        seen = AhoCorasick([*numbers, *(number.translate(SUPERSCRIPTS) for number in numbers)])
        for k, provision in enumerate(body if numbers else ()):
            string = provision.string
            for i, at, end in seen.find_matches_as_indexes(string, overlapping=True):
                if i >= len(numbers) or not string[end : end + 1].isdecimal():  # not 1 of 12
                    self._keep(numbers[i % len(numbers)], k, at)

    def _keep(self, number: str, k: int, at: int) -> None:
        places = self.places.setdefault((number, k), [])
        if not places:
            self.holders[number].append(k)
        places.append(at)

    def find(self, number: str, place: tuple[int, int], end: int) -> tuple[int, int, int] | None:
        """The first sure mark of a number behind a place; else the first that may be one.

        Args:
            number: of a note.
            place: the index of a provision, and one of its text.
            end: the index of the provision before which the note stands.
        """
        holders = self.holders[number]
        failed, looked = self.failed.get(number, (None, 0))
        first = looked if failed == place else bisect_left(holders, place[0])
        last = bisect_left(holders, end)
        for tier in (range(_SURE), range(_SURE, _SHAPES)):
            for i in range(first, last):
                k = holders[i]
                begin = place[1] if k == place[0] else 0
                for shape in tier:
                    match = self._mark(number, k, shape, begin)
                    if match and not _is_number(self.body[k].string, match, self.drafting):
                        return k, *match.span("mark")
        self.failed[number] = place, max(first, last)
        return None

    def _mark(self, number: str, k: int, shape: int, begin: int) -> re.Match[str] | None:
        """The first mark of a shape in a provision, from an index on."""
        marks = self.marks.get((number, k, shape))
        if marks is None:
            pattern, string = _shape(len(number), shape), self.body[k].string
            before, places = _BEFORE.get(shape, (0,)), self.places[number, k]
            starts = (at - length for at in places for length in before if length <= at)
            found = (pattern.match(string, start) for start in starts)
            marks = self.marks[number, k, shape] = [match for match in found if match]
        i = bisect_left(marks, begin, key=re.Match.start)
        return marks[i] if i < len(marks) else None


@cache
def _shape(length: int, shape: int) -> re.Pattern[str]:
    """What the mark of a number of so many digits looks like, the surest shape first."""
    n = rf"\d{{{length}}}"
    shapes = (
        rf"(?P<mark>[⁰¹²³⁴-⁹]{{{length}}})(?![⁰¹²³⁴-⁹])",
        rf"(?P<mark>{n})(?<=[^\W\d_]{n})(?!{JOINED}|[/'])",  # développement1
        rf"(?P<mark>{n})(?<=[»”》\")\]]{n})(?!{JOINED}|/)",
        rf"(?P<mark>{n})(?:(?<=[^\W\d_][,.;:]{n})|(?<=[》”][,.;:]{n}))(?=\s|$)",  # Declaration,1
        rf"(?P<mark>{n})(?<=\s(?:19|20)\d\d{n})(?![\d/])",  # 20164
        rf"(?P<mark>{n})(?<=\bS/\d{{5}}{n})(?!\d)",  # S/112639: they were counted to 26,999
        rf"(?<=\s)(?P<goal>\d{{1,2}})(?P<mark>{n})(?!\d)",  # goal no 41
        rf"(?P<mark>\s{n})(?<=[^\W\d]\s{n})(?=\s?[),.;:])",  # Disabilities 1 )
        rf"(?P<mark>\s{n})(?<=[^\W\d][,.;:]\s{n})(?=\s|$)",  # Member States, 22
        rf"(?P<mark>\s{n})(?<=\s(?:19|20)\d\d[,.;:]\s{n})(?=\s|$)",
        rf"(?P<mark>\s{n})(?<=[^\W\d]\s{n})(?=\s[^\W\d])",
    )
    return re.compile(shapes[shape])


def _is_number(string: str, match: re.Match[str], drafting: Drafting) -> bool:
    """Whether the digits can be what they look like: ``no 5`` is goal 5, ``no 41`` is no goal."""
    if drafting.patterns["month_behind"].match(string, match.end("mark")):
        return True
    goal = match.groupdict().get("goal")
    start = match.start() if goal is None else match.start("goal")
    cue = "numbered_by" if goal is None else "goal_cue"
    named = drafting.patterns[cue].search(string, max(0, start - _CUE), start)
    if goal is None:
        return bool(named)
    return not named or int(goal + match["mark"]) <= _LARGEST_GOAL


def _taken_out(provision: Provision, marks: list[tuple[int, int, str | None]]) -> Provision:
    """The provision without its marks; superscripts whose note is lost go too."""
    if not marks and provision.string.isascii():  # as most are
        return provision
    lost: list[tuple[int, int, str | None]] = [
        (*m.span(), None)
        for m in _ANY_SUPERSCRIPT.finditer(provision.text.string)
        if not any(start < m.end() and m.start() < end for start, end, _ in marks)
    ]
    every = sorted([*marks, *lost])
    if not every:
        return provision
    anchors, removed = [], 0
    for start, end, label in every:
        anchors.append(Anchor(start - removed, label))
        removed += end - start
    text: Text = without(provision.text, [(start, end) for start, end, _ in every])
    return provision._replace(text=text, anchors=tuple(anchors))
