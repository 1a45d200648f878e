"""Spell as every language does what one language spells its own way.

Arabic writes the letters of composite resolutions out and counts old sessions in its own letters;
Russian texts hold Cyrillic letters that look Latin; Chinese sets blanks around digits or none. What
is read is one spelling; where each character stands in the source is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from kg.drafting import Drafting
from kg.forms import any_of
from kg.gates import Rule
from kg.symbols import roman_numeral
from kg.text import Edit, Text, replaced

_WORD = re.compile(r"\w")
_BRACKET = re.compile(r"\(\s?$")
_ENDS = r"(?![^\W\u3400-\u9fff])"  # a word; Chinese sets no blank behind one


def spell(text: Text, drafting: Drafting) -> Text:
    """The text as it is to be read.

    Args:
        text: the normalised document.
        drafting: of its language; its file holds the rules.
    """
    for edits_of in _stages(drafting):
        edits = list(edits_of(text.string))
        text = replaced(text, edits) if edits else text
    return text


@cache
def _stages(drafting: Drafting) -> tuple[Callable[[str], Iterator[Edit]], ...]:
    """The rules of a language, in the order of their use; each reads what the last has spelt."""
    stages: list[Callable[[str], Iterator[Edit]]] = [
        _rewriting(rule.pattern, rule.spelt) for rule in drafting.spelling
    ]
    if drafting.letters:
        stages.append(_letters(drafting))
    if drafting.sessions:
        stages.append(_sessions(drafting))
    if drafting.points:
        stages.append(_points(drafting.points))
    return tuple(stages)


def _rewriting(rule: Rule, spelt: str) -> Callable[[str], Iterator[Edit]]:
    def edits(string: str) -> Iterator[Edit]:
        return ((*m.span(), m.expand(spelt)) for m in rule.finditer(string) if m[0])

    return edits


def _letters(drafting: Drafting) -> Callable[[str], Iterator[Edit]]:
    """``68/247 B``, ``53/243 A and B``, ``217 A`` before a session, where letters have names."""
    joiners = (drafting.patterns[name].pattern for name in ("letter_and", "letter_to"))
    name = any_of([*drafting.letters])
    run = rf"\s?{name}(?:(?:{'|'.join(joiners)}){name})?{_ENDS}"
    named = any_of([*drafting.sessions]) if drafting.sessions else "(?!)"
    mark = rf"(?=\s?\(?\s?(?:{named}\s?-\s?\d|[IVXLC]+\)))"
    numbered = re.compile(
        # the first digit goes before what may not stand on its left, so that it is looked for first
        rf"\d(?<![\d/.-]\d)\d{{0,3}}(?:/\d{{1,4}}(?P<run>{run})|(?P<old>{run}){mark})"
    )

    def edits(string: str) -> Iterator[Edit]:
        for match in numbered.finditer(string):
            span = match.span("run") if match["run"] else match.span("old")
            for found in re.finditer(name, string[slice(*span)]):
                start = span[0] + found.start()
                glued = string[start - 1].isdigit()
                latin = drafting.letters[found[0]]
                yield start, span[0] + found.end(), f" {latin}" if glued else latin

    return edits


def _sessions(drafting: Drafting) -> Callable[[str], Iterator[Edit]]:
    """``(XV)`` for the fifteenth session of old, ``S-24/2`` for a special one of today."""
    marks: Mapping[str, str] = drafting.sessions
    session = re.compile(
        rf"(?P<mark>{any_of([*marks])})\s?-\s?(?P<number>\d{{1,3}})(?:(?=\s?/\s?\d)|(?P<old>\s?\)|))"
    )

    def edits(string: str) -> Iterator[Edit]:
        for match in session.finditer(string):
            start, end = match.span()
            if _goes_on(string, start):
                continue
            mark = marks[match["mark"]]
            if match["old"] is None:
                yield start, end, f"{mark}{match['number']}"
                continue
            bracket = _BRACKET.search(string, max(0, start - 2), start)
            numeral = roman_numeral(int(match["number"]))
            yield bracket.start() if bracket else start, end, f"({mark}{numeral})"

    return edits


def _points(points: Mapping[str, str]) -> Callable[[str], Iterator[Edit]]:
    """``(a)``, ``3 (d)`` where points have letters of their own."""
    point = re.compile(rf"{any_of([*points])}(?=\s?\))")

    def edits(string: str) -> Iterator[Edit]:
        for match in point.finditer(string):
            if not _goes_on(string, match.start()):
                yield *match.span(), points[match[0]]

    return edits


def _goes_on(string: str, at: int) -> bool:
    """Whether a word that began before goes on at an index; cheaper to ask of what was found."""
    return _WORD.match(string, at - 1, at) is not None
