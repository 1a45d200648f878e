"""Number the paragraphs of a Word file as Word does when it prints them.

Read the styles and numbering definitions once, then count in the order in which paragraphs come.
Bullets count nothing and are left out. Source: ECMA-376 part 1, 17.7 (styles) and 17.9 (numbering).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from kg.symbols import roman_numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_LEVELS = 9
_DEEPEST = 50  # styles that are based on one another
_LARGEST_ROMAN = 399
_MOST_REPEATS = 9  # of a letter: z, zz, zzz…
_LONGEST_LABEL = 100  # characters of its pattern
_OFF = ("0", "false", "off", "none")
_PLACE = re.compile(r"%([1-9])")
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"  # as Word counts: without й, ъ, ь
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ALPHA = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"


class Place(NamedTuple):
    """The list that a paragraph counts in, and its level there."""

    list: str
    level: int


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of what concerns us; None where it is silent."""

    parent: str
    list: str | None
    level: int | None
    raised: bool | None
    hidden: bool | None


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and prints."""

    start: int
    format: str
    text: str
    glued: bool  # nothing stands between number and text
    restart: int  # begins again behind a paragraph of a level above this one, counted from 1
    legal: bool  # all numbers decimal
    style: str


@dataclass(frozen=True, slots=True)
class List:
    """One use of a list definition: whose counts it shares, and what it changes."""

    definition: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(slots=True)
class Numbers:
    """The lists of a document, and how far each has counted."""

    styles: Mapping[str, Style]
    default: str
    lists: Mapping[str, List]
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[Place] = field(default_factory=set)

    def label(self, properties: etree._Element | None) -> str:
        """Count one paragraph.

        Args:
            properties: its ``w:pPr``.

        Returns:
            What Word prints before its text, with the blank behind: ``1. ``, ``(a) ``; empty where
            it has no number.
        """
        if not self.lists:
            return ""
        place = self._place(properties)
        used = self.lists.get(place.list) if place else None
        if place is None or used is None or place.level not in used.levels:
            return ""
        counts = self.counts.setdefault(used.definition, [None] * _LEVELS)
        counts[place.level] = self._next(place, used, counts)
        for deeper in range(place.level + 1, _LEVELS):
            if deeper not in used.levels or place.level < used.levels[deeper].restart:
                counts[deeper] = None
        return _printed(used.levels, place.level, counts)

    def is_raised(self, style: str) -> bool:
        """Whether a style writes superscripts."""
        return bool(self._said(style, lambda s: s.raised))

    def is_hidden(self, style: str) -> bool:
        """Whether a style hides its text."""
        return bool(self._said(style, lambda s: s.hidden))

    def _said(self, style: str, what: Callable[[Style], bool | None]) -> bool | None:
        """What a style, or the first that it is based on, says of something."""
        for _ in range(_DEEPEST):
            found = self.styles.get(style)
            if found is None:
                return None
            said = what(found)
            if said is not None:
                return said
            style = found.parent
        return None

    def _place(self, properties: etree._Element | None) -> Place | None:
        named = None if properties is None else properties.find(f"{W}pStyle")
        style = self.default if named is None else named.get(VAL, "")
        own = None if properties is None else properties.find(f"{W}numPr")
        number, level = _list_and_level(own)
        if number is None:
            inherited = self._of_style(style)
            if inherited is None:
                return None
            number, level = inherited.list, inherited.level if level is None else level
        return Place(number, level or 0)

    def _of_style(self, style: str) -> Place | None:
        for _ in range(_DEEPEST):
            found = self.styles.get(style)
            if found is None:
                return None
            if found.list is not None:
                return Place(found.list, self._level_of(style, found))
            style = found.parent
        return None

    def _level_of(self, name: str, style: Style) -> int:
        """The level that names the style, or that the style names."""
        used = self.lists.get(style.list or "")
        naming = [n for n, level in used.levels.items() if level.style == name] if used else []
        return naming[0] if naming else style.level or 0

    def _next(self, place: Place, used: List, counts: list[int | None]) -> int:
        now = counts[place.level]
        first = place not in self.begun
        self.begun.add(place)
        if first and place.level in used.starts:
            return used.starts[place.level]
        return used.levels[place.level].start if now is None else now + 1


def read_numbers(styles: etree._Element | None, numbering: etree._Element | None) -> Numbers:
    """The numbers of a document, before its first paragraph.

    Args:
        styles: the root of ``styles.xml``, where there is one.
        numbering: the root of ``numbering.xml``, where there is one.
    """
    elements = [] if styles is None else styles.findall(f"{W}style")
    known = {element.get(f"{W}styleId", ""): _style(element) for element in elements}
    default = next(
        (
            element.get(f"{W}styleId", "")
            for element in elements
            if element.get(f"{W}type") == "paragraph"
            and element.get(f"{W}default") in ("1", "true")
        ),
        "",
    )
    return Numbers(known, default, {} if numbering is None else _lists(numbering, known))


def is_on(element: etree._Element | None) -> bool | None:
    """What a switch such as ``w:vanish`` says; None where it is not there."""
    return None if element is None else element.get(VAL, "1") not in _OFF


def is_superscript(properties: etree._Element | None) -> bool | None:
    """Whether the properties of a run raise it; None where they do not say."""
    found = None if properties is None else properties.find(f"{W}vertAlign")
    return None if found is None else found.get(VAL) == "superscript"


def _style(element: etree._Element) -> Style:
    number, level = _list_and_level(element.find(f"{W}pPr/{W}numPr"))
    return Style(
        parent=_value(element, "basedOn"),
        list=number,
        level=level,
        raised=is_superscript(element.find(f"{W}rPr")),
        hidden=is_on(element.find(f"{W}rPr/{W}vanish")),
    )


def _lists(numbering: etree._Element, styles: Mapping[str, Style]) -> dict[str, List]:
    definitions = {d.get(f"{W}abstractNumId", ""): d for d in numbering.iter(f"{W}abstractNum")}
    uses = {n.get(f"{W}numId", ""): n for n in numbering.iter(f"{W}num")}
    found = {}
    for number, use in uses.items():
        name = _definition(use, definitions, uses, styles)
        levels = {} if name not in definitions else _levels(definitions[name])
        overrides = use.findall(f"{W}lvlOverride")
        changed = {n: level for o in overrides for n, level in _levels(o).items()}
        starts = {
            _int(o.get(f"{W}ilvl"), 0): _int(start.get(VAL), 1)
            for o in overrides
            if (start := o.find(f"{W}startOverride")) is not None
        }
        found[number] = List(name, levels | changed, starts)
    return found


def _definition(
    use: etree._Element,
    definitions: Mapping[str, etree._Element],
    uses: Mapping[str, etree._Element],
    styles: Mapping[str, Style],
) -> str:
    """The definition that a list uses, itself or through a style of lists."""
    name = _value(use, "abstractNumId")
    for _ in range(_DEEPEST):
        linked = definitions[name].find(f"{W}numStyleLink") if name in definitions else None
        style = None if linked is None else styles.get(linked.get(VAL, ""))
        if style is None or style.list is None or style.list not in uses:
            break
        name = _value(uses[style.list], "abstractNumId")
    return name


def _levels(parent: etree._Element) -> dict[int, Level]:
    levels = {_int(e.get(f"{W}ilvl"), 0): e for e in parent.findall(f"{W}lvl")}
    return {n: _level(n, e) for n, e in levels.items() if 0 <= n < _LEVELS}


def _level(depth: int, element: etree._Element) -> Level:
    return Level(
        start=_int(_value(element, "start"), 0),
        format=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText")[:_LONGEST_LABEL],
        glued=_value(element, "suff") == "nothing",
        restart=_int(_value(element, "lvlRestart"), depth),
        legal=bool(is_on(element.find(f"{W}isLgl"))),
        style=_value(element, "pStyle"),
    )


def _list_and_level(element: etree._Element | None) -> tuple[str | None, int | None]:
    """What a ``w:numPr`` says of the list and of the level."""
    if element is None:
        return None, None
    number, level = element.find(f"{W}numId"), element.find(f"{W}ilvl")
    return (
        None if number is None else number.get(VAL, ""),
        None if level is None else _int(level.get(VAL), 0),
    )


def _value(element: etree._Element, child: str) -> str:
    found = element.find(f"{W}{child}")
    return "" if found is None else found.get(VAL, "")


def _int(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,6}", text) else otherwise


def _printed(levels: Mapping[int, Level], at: int, counts: list[int | None]) -> str:
    level = levels[at]
    if level.format in ("bullet", "none"):
        return ""

    def number(place: re.Match[str]) -> str:
        shown = int(place[1]) - 1
        other = levels.get(shown)
        count = counts[shown]
        if other is None or shown > at:
            return ""
        return _in_format(other.start if count is None else count, _format(level, other))

    printed = _PLACE.sub(number, level.text).strip()
    return printed + ("" if level.glued or not printed else " ")


def _format(level: Level, other: Level) -> str:
    return "decimal" if level.legal else other.format


def _in_format(count: int, form: str) -> str:
    """A number as a list prints it; decimal where the form is none of the six languages'."""
    written = _FORMS.get(form)
    return written(count) if written and count > 0 else str(count)


def _in_letters(letters: str) -> Callable[[int], str]:
    """Letters in their order, then twice: z, aa, bb, as Word counts."""

    def written(count: int) -> str:
        times, index = divmod(count - 1, len(letters))
        return letters[index] * (times + 1) if times < _MOST_REPEATS else str(count)

    return written


def _in_roman(count: int) -> str:
    return roman_numeral(count) if count <= _LARGEST_ROMAN else str(count)


_LATIN = "abcdefghijklmnopqrstuvwxyz"
_FORMS: Mapping[str, Callable[[int], str]] = {
    "lowerLetter": _in_letters(_LATIN),
    "upperLetter": _in_letters(_LATIN.upper()),
    "lowerRoman": lambda count: _in_roman(count).lower(),
    "upperRoman": _in_roman,
    "decimalZero": lambda count: f"{count:02}",
    "russianLower": _in_letters(_RUSSIAN),
    "russianUpper": _in_letters(_RUSSIAN.upper()),
    "arabicAbjad": _in_letters(_ABJAD),
    "arabicAlpha": _in_letters(_ALPHA),
}
