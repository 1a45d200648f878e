"""Write the places inside a document that texts cite: in one form, and as eIds."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from kg.drafting import Drafting
from kg.symbols import roman_numeral

_UNIT = re.compile(r"(?P<unit>para|art|sect|chap|part)s?\. (?P<numbers>[^a-z,]+(?:, [^a-z,]+)*)")
_COMMA = re.compile(r"[\s),]*")
_NUMERAL = r"[\dIVXLC]"
_REACH = 60  # characters between a part and the name behind it, at the most


def pinned(match: re.Match[str], drafting: Drafting) -> str:
    """A place in a document, as `Drafting.pinpoint` found it, in one form for all languages."""
    if match["bare"]:
        return drafting.pinpoint_units[drafting.script.fold(match["bare"])]
    unit = drafting.pinpoint_units[drafting.script.fold(match["unit"] or match["behind"])]
    numbers = match["numbers"] or match["listed"]
    point = match["point"] or match["item"]
    numbers += f" ({point})" if point else ""
    return pinpoint_text(unit, numbers, drafting)


def pinpoint_of_name(
    string: str, start: int, end: int, places: Sequence[re.Match[str]], drafting: Drafting
) -> str | None:
    """The part of a named instrument that is cited: ``Article 2, paragraph 6 of the Charter``.

    Args:
        string: the paragraph's text.
        start: where the name begins.
        end: where it ends.
        places: what `Drafting.pinpoint` finds in the paragraph, in reading order.
        drafting: of its language.

    Returns:
        The parts from the large to the small; None where none is named.
    """
    glue, thereof = drafting.patterns["of_document"], drafting.patterns["thereof"]
    joiner = drafting.patterns["joiner"]
    first = bisect_left(places, start - _REACH, key=lambda place: place.start())
    split = bisect_left(places, start, key=lambda place: place.start())
    last = bisect_left(places, end + _REACH + 1, key=lambda place: place.start())
    if drafting.noun_last:
        return _parts_behind(string, end, places[split:last], drafting)
    before: list[str] = []
    at = start
    for place in reversed(places[first:split]):
        between = string[place.end() : at]
        if before and (between.strip() == "," or joiner.fullmatch(between)):  # Article 2, para. 6
            before.insert(0, pinned(place, drafting))
        elif between and glue.fullmatch(between):  # paragraph 6 of Article 2
            before.append(pinned(place, drafting))
        else:
            break
        at = place.start()
    behind = [
        pinned(place, drafting)
        for place in places[split:last]
        if end <= place.start()
        and (thereof.match(string, place.end()) or string[end : place.start()].strip() == ",")
    ]
    return ", ".join(before or behind[:1]) or None


def _parts_behind(
    string: str, end: int, places: Sequence[re.Match[str]], drafting: Drafting
) -> str | None:
    """The parts behind a name, one behind the other, where nouns stand last."""
    parts, at = [], end
    for place in places:
        if place.start() < at:
            continue
        if not drafting.patterns["of_document"].fullmatch(string, at, place.start()):
            break
        parts.append(pinned(place, drafting))
        at = place.end()
    return with_parts(None, parts)


def parts_behind(string: str, end: int, drafting: Drafting) -> str | None:
    """The parts behind a publication's number: ``chap. I, resolution 1, annex``."""
    parts: list[str] = []
    while True:
        at = _COMMA.match(string, end)
        begin = at.end() if at else end
        place = drafting.pinpoint.match(string, begin)
        inner = drafting.inner_resolution.match(string, begin) if parts else None
        if place:
            parts.append(pinned(place, drafting))
        elif inner:
            parts.append(f"resolution {inner['number']}")
        else:
            return with_parts(None, parts)
        end = place.end() if place else inner.end() if inner else end


def with_parts(pinpoint: str | None, parts: Sequence[str]) -> str | None:
    """A pinpoint with further parts: ``art. 55`` and ``art. 56`` are ``arts. 55-56``.

    Args:
        pinpoint: so far, if any.
        parts: what stands behind it.
    """
    for part in parts:
        one, other = (_UNIT.fullmatch(text or "") for text in (pinpoint, part))
        if pinpoint and one and other and one["unit"] == other["unit"]:
            pinpoint = _listed(one["unit"], [*one["numbers"].split(", "), other["numbers"]])
        else:
            pinpoint = f"{pinpoint}, {part}" if pinpoint else part
    return pinpoint


def pinpoint_text(unit: str, numbers: str, drafting: Drafting) -> str:
    """A pinpoint in one form for all languages.

    Args:
        unit: para, art, chap, sect, annex, appendix, part.
        numbers: as printed: ``3 et 4``, ``III``, ``8 à 12``, ``5 b)``.
        drafting: of the language of the numbers.

    Returns:
        ``paras. 3, 4``, ``paras. 8-12``, ``chap. III``, ``annex II``.
    """
    words = re.compile(rf"{drafting.patterns['range'].pattern}(?={_NUMERAL})")
    joined = words.sub("-", _in_figures(unit, numbers, drafting))
    members = [m for m in drafting.patterns["joiner"].split(joined) if m and m.strip()]
    members = [re.sub(r"\s?\(?([a-z]{1,3})\)", r" (\1)", m.strip()) for m in members]
    return _listed(unit, members)


def _listed(unit: str, members: list[str]) -> str:
    plural = len(members) > 1 or "-" in members[0]
    if (
        len(members) == 2
        and all(m.isdigit() for m in members)
        and int(members[1]) == int(members[0]) + 1
    ):
        members = [f"{members[0]}-{members[1]}"]
    if unit in ("annex", "appendix"):
        name = unit if not plural else {"annex": "annexes", "appendix": "appendices"}[unit]
        return f"{name} {', '.join(members)}"
    return f"{unit}{'s' if plural else ''}. {', '.join(members)}"


def _in_figures(unit: str, numbers: str, drafting: Drafting) -> str:
    """Numbers in words as figures: Roman ones where parts of documents are counted so."""
    if not drafting.ordinal_part:
        return numbers
    write = str if unit in ("para", "art") else roman_numeral

    def figure(match: re.Match[str]) -> str:
        number = drafting.ordinal(match[0])
        return write(number) if number else match[0]

    return drafting.ordinal_part.sub(figure, numbers)


def provisions_of(pinpoint: str | None) -> tuple[str, ...]:
    """The eIds of the provisions that a pinpoint names, where they can be told.

    Args:
        pinpoint: ``paras. 3-4``, ``annex``, ``annex II``; other units have no eId of their own.

    Returns:
        ``("para_3", "para_4")``; empty where the pinpoint names no paragraph or annex.
    """
    if not pinpoint:
        return ()
    paragraphs = re.fullmatch(r"paras?\. (?P<list>[\d ,()a-z-]+)", pinpoint)
    if paragraphs:
        return tuple(
            eid for member in paragraphs["list"].split(",") for eid in _paragraphs(member.strip())
        )
    annex = re.fullmatch(r"annex(?: (?P<number>[IVX]+|\d+))?", pinpoint)
    return (f"annex_{annex['number'] or 1}",) if annex else ()


def _paragraphs(member: str) -> list[str]:
    ends = re.fullmatch(r"(\d+)-(\d+)", member)
    if ends and int(ends[1]) <= int(ends[2]) <= int(ends[1]) + 50:
        return [f"para_{n}" for n in range(int(ends[1]), int(ends[2]) + 1)]
    single = re.fullmatch(r"(\d+)((?: ?\([a-z]+\))*)", member)
    if not single:
        return []
    points = "".join(f"__point_{letter}" for letter in re.findall(r"[a-z]+", single[2]))
    return [f"para_{single[1]}{points}"]
