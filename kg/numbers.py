"""What texts cite, as printed: numbers, whole symbols, and sets that they do not enumerate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from kg.drafting import Drafting
from kg.gazetteer import Naming
from kg.symbols import Symbol, parse_symbol

_MODIFIER = re.compile(r"/(?P<kind>Add|Corr|Rev)\.(?P<number>\d+)$")
_LONGEST_RUN = 30  # addenda from the first to the last of a range

Shape: TypeAlias = Literal["slash", "year", "roman", "coded", "bare"]
Kind: TypeAlias = Literal["resolution", "decision"]


class Numbered(NamedTuple):
    """A number that a text cites, with what the words around it say."""

    start: int
    end: int
    text: str
    shape: Shape
    kind: Kind
    rule: str
    number: int
    session: str = ""  # before the slash, or the roman numeral
    letters: str = ""
    year: int | None = None
    own: bool = False  # the adopting organ's: its, sa, ses
    organ: tuple[Naming, ...] = ()  # named in words; several where a short name fits several
    date: str | None = None
    pinpoint: str | None = None
    plural: bool = False
    foreign: bool = False  # of a body that no authority file names
    has_cue: bool = True  # a word for resolutions or decisions introduces it, or its list
    leads: bool = False  # the first of its list: the others share the verb that governs it


class Printed(NamedTuple):
    """A symbol as printed, in full or without its organ."""

    start: int
    end: int
    symbol: Symbol
    date: str | None = None
    pinpoint: str | None = None
    whole: bool = True  # printed with its organ


class OpenSet(NamedTuple):
    """Resolutions that the text does not enumerate: ``its previous resolutions on …``."""

    start: int
    end: int
    topic: str
    own: bool
    organ: tuple[Naming, ...]


Cited: TypeAlias = Numbered | Printed | OpenSet


def lettered(member: Numbered, drafting: Drafting) -> list[Numbered]:
    """``31/6 A and B`` are two resolutions, ``3419 A to D (XXX)`` four."""
    if len(member.letters) < 2:
        return [member]
    first, last = member.letters[0], member.letters[-1]
    between = member.letters[1:-1]
    if drafting.patterns["letter_and"].fullmatch(between):
        return [member._replace(letters=letter) for letter in (first, last)]
    if not drafting.patterns["letter_to"].fullmatch(between):
        return [member._replace(letters=f"{first}-{last}")]
    letters = map(chr, range(ord(first), ord(last) + 1))
    return [
        member._replace(letters=letter, rule=member.rule if letter in (first, last) else "range")
        for letter in letters
    ]


def modified(printed: Printed, string: str, drafting: Drafting) -> Iterator[Printed]:
    """``E/CN.6/2005/11 and Corr.1``: the corrigendum is a document of its own.

    ``Add.1 and Add.2`` and ``Add.1 to Add.3`` are addenda of one document; a corrigendum behind an
    addendum corrects the addendum.
    """
    match = drafting.patterns["and_modifier"].match(string, printed.end)
    base, kind, number = printed.symbol.text, "", 0
    last = _MODIFIER.search(base)
    if last:
        base, kind, number = base[: last.start()], last["kind"], int(last["number"])
    while match:
        modifier = match["modifier"].replace(" ", "")
        printed_kind = modifier.rpartition(".")[0] or kind
        if printed_kind != kind:
            corrects = (kind, printed_kind) == ("Add", "Corr")
            base, kind = f"{base}/{kind}.{number}" if corrects else base, printed_kind
        if not kind:  # a number behind a symbol that no modifier went before
            return
        number = int(modifier.rpartition(".")[2])
        first, end = number, match.end()
        ranged = _ranged(string, end, kind, drafting)
        if ranged:
            number, end = ranged
        for n in range(first, max(first, min(number, first + _LONGEST_RUN)) + 1):
            yield Printed(match.start("modifier"), end, parse_symbol(f"{base}/{kind}.{n}"))
        match = drafting.patterns["and_modifier"].match(string, end)


def _ranged(string: str, at: int, kind: str, drafting: Drafting) -> tuple[int, int] | None:
    """The last modifier of a range, ``to Add.3`` or ``-3``, and where its words end."""
    between = drafting.patterns["range"].match(string, at)
    last = re.compile(rf"(?:{re.escape(kind)}\.\s?)?(\d{{1,2}})(?![\d/.])").match(
        string, between.end() if between else at
    )
    return (int(last[1]), last.end()) if between and between[0].strip() and last else None


def led(members: Sequence[Numbered]) -> list[Numbered]:
    """The members of a list, the first of them marked."""
    return [member._replace(leads=i == 0) for i, member in enumerate(members)]


def same_session(one: Numbered, other: Numbered) -> bool:
    """Whether two numbers are of one session or year, and so share a date."""
    return (one.session, one.year) == (other.session, other.year)


def share_paren(members: list[Numbered]) -> None:
    """``1160, 1199 and 1203 (1998)``: bare numbers before take the year or session behind."""
    last = members[-1]
    for i in range(len(members) - 2, -1, -1):
        if members[i].shape != "bare":
            return
        members[i] = members[i]._replace(
            shape=last.shape, session=last.session, year=last.year, rule="shared-year"
        )
