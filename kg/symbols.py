"""Read and print the symbols of United Nations documents in one canonical form.

Know their grammar and what their parts say of organ, session and year; know nothing of prose.
Sources: the editorial manual's "System of identification" of resolutions and decisions, and the
library's guides to document symbols (research.un.org).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, TypeAlias

from kg.errors import SymbolError
from kg.scripts import JOINED

Series: TypeAlias = Literal["RES", "DEC", "PRST", "document"]

# The series prefixes of organs, treaty bodies, conferences and programmes.
_PREFIXES = (
    "A|S|E|T|ST|ACC|AEC|APLC|BWC|CAC|CAT|CCPR|CCW|CD|CEB|CED|CEDAW|CERD|CMW|CRC|CRPD|CTOC|DP|"
    "EB|EPM|ES|FCCC|GATT|GC|HRI|HS|HSP|ICCD|ICEF|ID|IDB|ISBA|ITC|JIU|LOS|NPT|PBC|PCNICC|SAICM|"
    "SPLOS|TD|UNEP|UNITAR|UNW|WFP|WFS"
)
_PAREN = (
    r"\s?\((?:(?:Part|Vol|Sect|Supp|SECT)s?\.?\s?[IVXL\d]+|SUPP|\d{4}|(?:S-|ES-|ORG-)?[IVXL\d]+)\)"
)
_PART = re.compile(
    r"\((?P<unit>Part|Vol|Sect|SECT|Supp)(?P<plural>s?)\.?\s?(?P<number>[IVXL\d]+)\)"
)
_MODIFIER = r"/(?:(?:Add|Corr|Rev|Amend|Res|Summary)\.\s?\d+|Part\s[A-Z](?![\w/]))"

_LETTERS = rf"\s?(?!A\s[a-z])[A-Z](?:-[A-Z])?(?!{JOINED}|['’-])"

#: A symbol in running text; what it finds still has to pass `parse_symbol`.
IN_TEXT = re.compile(
    rf"(?<!{JOINED})(?<![/.])(?:"
    r"(?:A/HRC|E/CN\.\d+|A|S|E|T)/(?:RES|DEC|PRST)/(?:(?:S-|ES-)?\d+/)?\d+"
    rf"(?:{_LETTERS})?(?:\s?\((?:\d{{4}}|(?:S-|ES-)?[IVXLC]+|ORG-\d\d)\))?"
    rf"|WHA\d{{1,2}}\.\d{{1,3}}(?!{JOINED})"
    rf"|(?:{_PREFIXES})(?:/[A-Za-z\d][A-Za-z\d.\-]*(?<![.\-]))+(?:{_PAREN})?(?:{_MODIFIER})*"
    r")\**"
)

_RESOLUTION_ORGANS = {
    "A": "GA",
    "S": "SC",
    "E": "ECOSOC",
    "A/HRC": "HRC",
    "T": "TC",
    "E/CN.4": "CHR",
}
_ADOPTED = re.compile(
    r"(?P<organ>A/HRC|E/CN\.\d+|A|S|E|T)/(?P<series>RES|DEC|PRST)/"
    r"(?:(?P<session>(?:S-|ES-)?\d+)/)?(?P<number>\d+)"
    r"(?:\s?(?P<letters>[A-Z](?:-[A-Z])?))?(?:\s?\((?P<paren>\d{4}|(?:S-|ES-)?[IVXLC]+|ORG-\d\d)\))?"
)
_DOCUMENT = re.compile(
    rf"WHA\d{{1,2}}\.\d{{1,3}}|(?:{_PREFIXES})(?:/[A-Za-z\d][A-Za-z\d.\-]*)+(?:{_PAREN})?(?:{_MODIFIER})*"
)

_BARE = (
    (re.compile(r"(?:19|20|29)\d\d/\d{1,4}(?:\s?[A-Z])?"), "E/RES/"),
    (re.compile(r"(?:(?:ES|S)-)?\d{1,3}/\d{1,4}(?:\s?[A-Z](?:-[A-Z])?)?"), "A/RES/"),
    (re.compile(r"\d{1,5}\s?\(\d{4}\)"), "S/RES/"),
    (re.compile(r"\d{1,4}(?:\s?[A-Z])?\s?\((?:E?S-)?[IVXLC]+\)"), "A/RES/"),
)


_ROMANS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_TENFOLD = str.maketrans("IVX", "XLC")


@dataclass(frozen=True)
class Symbol:
    """A document symbol: ``text`` is canonical; two symbols are equal if they name one document."""

    text: str
    organ: str  # the key of the adopting or issuing organ: GA, SC, HRC…; "" if it has none
    series: Series
    session: str | None = None  # "76", "S-24", "XV", "S-VI"; ECOSOC since 1978: the year
    number: int | None = None
    letters: str = ""  # "B", "A-C"
    year: int | None = None  # where the symbol itself says it

    def __str__(self) -> str:
        return self.text

    @cached_property
    def is_adopted(self) -> bool:
        """Whether an organ adopted it: a resolution, decision or presidential statement."""
        return self.series != "document"


@lru_cache(maxsize=65_536)
def parse_symbol(text: str) -> Symbol:
    """Read one symbol in any usual spelling.

    Args:
        text: ``A/RES/1514(XV)``, ``S/RES/1325 (2000)``, ``A/66/454(Part II)``, ``A/68/448*``.

    Returns:
        The symbol; its text spaced as the organs print it.

    Raises:
        SymbolError: the text does not follow the grammar.
    """
    plain = re.sub(r"[\u2010\u2011\u2013]", "-", " ".join(text.split())).rstrip("*. ")
    adopted = _ADOPTED.fullmatch(plain)
    if adopted:
        return _adopted(adopted)
    if _DOCUMENT.fullmatch(plain) and any(map(str.isdigit, plain)):
        return Symbol(_spaced(plain), _issuing_organ(plain), "document")
    raise SymbolError(f"{text!r} is no document symbol, such as A/RES/76/136 or S/RES/1325 (2000)")


def _adopted(match: re.Match[str]) -> Symbol:
    organ, series, session, number, letters, paren = match.group(
        "organ", "series", "session", "number", "letters", "paren"
    )
    text = f"{organ}/{series}/" + (f"{session}/" if session else "") + number
    text += (f" {letters}" if letters else "") + (f" ({paren})" if paren else "")
    year = next(
        (int(part) for part in (paren, session) if part and re.fullmatch(r"\d{4}", part)), None
    )
    return Symbol(
        text=text,
        organ=_RESOLUTION_ORGANS.get(organ, ""),
        series=series,  # type: ignore[arg-type]  # the pattern admits the three literals only
        session=session or paren,
        number=int(number),
        letters=letters or "",
        year=year,
    )


def _spaced(text: str) -> str:
    """``A/80/6(SECT.17)`` as the Organization prints it: ``A/80/6 (Sect. 17)``."""
    return _PART.sub(_part, re.sub(r"\s?\(", " (", text))


def _part(match: re.Match[str]) -> str:
    point = "" if match["unit"].lower() == "part" else "."
    return f"({match['unit'].capitalize()}{match['plural']}{point} {match['number']})"


def _issuing_organ(text: str) -> str:
    head = text.split("/")
    return _RESOLUTION_ORGANS.get("/".join(head[:2])) or _RESOLUTION_ORGANS.get(head[0], head[0])


def adopted_symbol(text: str) -> Symbol | None:
    """The symbol of a text that an organ adopted; None for other documents and other words.

    Args:
        text: ``A/HRC/RES/48/24`` gives its symbol, ``A/76/184`` none.
    """
    try:
        symbol = parse_symbol(text)
    except SymbolError:
        return None
    return symbol if symbol.is_adopted else None


def intended_symbol(text: str) -> Symbol:
    """The symbol that a user means, who may leave out what can be told.

    Args:
        text: a symbol in any spelling, or a number alone: ``70/1`` and ``1514 (XV)`` are the
            General Assembly's, ``1325 (2000)`` the Security Council's, ``2010/12`` ECOSOC's.

    Returns:
        The symbol.

    Raises:
        SymbolError: the text is neither.
    """
    plain = " ".join(text.split())
    for shape, stem in _BARE:
        if shape.fullmatch(plain):
            return parse_symbol(stem + plain)
    return parse_symbol(plain if plain.isupper() else _upper_series(plain))


def _upper_series(text: str) -> str:
    """``a/res/70/1`` as printed; what is no adopted text keeps its case (``Add.1``)."""
    return text.upper() if _ADOPTED.fullmatch(text.upper()) else text


def roman(text: str) -> int:
    """The value of a roman numeral: ``XV`` → 15.

    Raises:
        SymbolError: the text is no roman numeral.
    """
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    if not text or not set(text) <= set(values):
        raise SymbolError(f"{text!r} is no roman numeral")
    digits = [values[letter] for letter in text]
    return sum(
        -d if any(d < later for later in digits[i + 1 : i + 2]) else d for i, d in enumerate(digits)
    )


def roman_numeral(number: int) -> str:
    """A number from 1 to 399 as roman numeral: 15 → ``XV``."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    return "C" * hundreds + _ROMANS[tens].translate(_TENFOLD) + _ROMANS[ones]
