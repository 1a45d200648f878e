"""Mend what a scan did to the numbers that resolutions are cited by.

A letter stands for a digit (``232 (l966)``), a mark is lost (``826 1993``), a blank broke a symbol
(``S/ 12325``). Each repair is made only where one reading is possible and arithmetic agrees, and is
remembered: what was read with its help is less sure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kg.arithmetic import number_fits, security_council_year
from kg.drafting import Drafting
from kg.errors import SymbolError
from kg.scripts import JOINED
from kg.symbols import parse_symbol
from kg.text import Edit, Text, replaced

MISREAD_DIGITS = str.maketrans("IilO|oSBZz", "1110105822")  # what each letter is misread for
_ROMANS = str.maketrans("l1|i", "IIII")
_CUE_REACH = 60  # characters before a number in which its cue stands
_FEWEST_DIGITS = 1  # that a misread year must have kept

_NUMBER_AND_YEAR = re.compile(
    r"(?<![\w/,-])(?<!\w\.)(?P<number>[\dIilO|oSBZz.]{1,6}?)(?P<open>\s*\(\s?)"
    r"(?P<year>[\dIil|][\dIilO|oSBZz]{3})(?P<close>\s?\))"
)
_LOST_MARKS = re.compile(
    r"(?<![\w/.,-])(?P<number>\d{2,4})(?P<gap>\s)(?P<open>\(?)(?P<year>(?:19|20)\d\d)(?P<close>\)?)(?![\w/)])"
)
_ROMAN = re.compile(
    r"(?<![\w/])(?P<number>\d{1,4}(?:\s[A-Z])?)(?P<gap>\s?)\((?P<roman>[IVXLl1|i]{1,8})\)"
)
_BROKEN_SYMBOL = re.compile(
    r"(?<![\w/.])(?P<stem>[ASE])(?:\s/\s?|/\s)(?P<number>\d{3,5})(?!\w)"
    r"|(?<![\w/.])(?P<year>[SE]/(?:19|20)\d\d)/\s(?P<rest>\d{1,4})(?!\w)"
)
_SLASH = re.compile(
    r"(?<![\w/.-])(?=\d?\d?[IlO]|\d{1,4}/\d{0,4}[IlO])(?=\S{0,20}\d)[\dIlO]{1,4}/[\dIlO]{1,4}(?![\w/]|\s\d)"
)
_MEMBER = re.compile(r"\d\s?\((?:\d{4}|[IVXLC]+)\)")
_GLUED = re.compile(rf"(?<![\w/])(?:\d{{1,3}}|[SE]/(?:19|20)\d\d)/\d{{1,4}}(?=(?![\d_]){JOINED})")
_MISREAD_SYMBOL = re.compile(r"(?<![\w/.])S/[Il]\s?(?P<rest>[\dIlO]{3,4}(?:/[\dIlO]{1,4})?)(?!\w)")

# where damage can be: marks that are found fast, in the middle of what is mended
_YEAR_IN_BRACKETS = re.compile(r"\(\s?[\dIil|][\dIilO|oSBZz]{3}\s?\)")
_YEAR_WITHOUT_BRACKETS = re.compile(r"[12](?:(?<=\d\s.)|(?<=\d\s\(.)(?!\d{3}\)))[09]\d\d")
_SESSION = re.compile(r"\((?=[IVXL]*[l1|i])[IVXLl1|i]{1,8}\)")
_SLASH_BESIDE_DIGITS = re.compile(r"/(?<=[\dIlO]/)[\dIlO]")
_SLASH_BESIDE_BLANK = re.compile(r"/(?:(?<=\s/)|(?=\s))")
_LETTER_BEHIND_SLASH = re.compile(r"S/[Il]")
_WORD_BEHIND_DIGITS = re.compile(rf"/\d{{1,4}}(?=(?![\d_]){JOINED})")
_REACH = 30  # characters around such a mark within which the damage lies


@dataclass(frozen=True, slots=True)
class Repair:
    """A stretch of the source that is read otherwise than it is printed."""

    start: int
    end: int
    read: str


def repair(text: Text, drafting: Drafting) -> tuple[Text, tuple[Repair, ...]]:
    """Mend the numbers of a document.

    Args:
        text: the normalised document.
        drafting: of its language; says what goes before a number, and how months are called.

    Returns:
        The text as it is to be read, and what was mended, in reading order.
    """
    edits: list[Edit] = []
    for start, end, spelt in sorted(_edits(text.string, drafting)):
        if not edits or edits[-1][1] <= start:
            edits.append((start, end, spelt))
    repairs = tuple(Repair(*text.span(start, end), spelt) for start, end, spelt in edits)
    return (replaced(text, edits) if edits else text), repairs


def _edits(string: str, drafting: Drafting) -> Iterator[Edit]:
    for sign, pattern, mend in _MENDERS:
        for match in _near(sign, pattern, string):
            spelt = mend(match, drafting)
            if spelt is not None and spelt != match[0]:
                yield *match.span(), spelt
    behind = 0
    for month in drafting.month_name.finditer(string):
        before = max(behind, month.start() - _REACH)
        behind = month.end()
        day = drafting.patterns["misread_day"].compiled.search(string, before, behind + 1)
        year = drafting.patterns["misread_year"].match(string, month.start())
        for match in filter(None, (day, year)):
            yield *match.span("digits"), match["digits"].translate(MISREAD_DIGITS)


def _near(sign: re.Pattern[str], pattern: re.Pattern[str], string: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern that hold a sign."""
    for seen in sign.finditer(string):
        start, end = max(0, seen.start() - _REACH), seen.end() + _REACH
        for match in pattern.finditer(string, start, end):
            if match.start() <= seen.start() < match.end():
                yield match


def _number_and_year(match: re.Match[str], _: Drafting) -> str | None:
    """``232 (l966)``, ``6.51 (1990)``: the Security Council's count tells the right reading."""
    kept = sum(map(str.isdecimal, match["year"]))
    if kept < _FEWEST_DIGITS or not any(map(str.isdecimal, match["number"])):
        return None
    number = match["number"].translate(MISREAD_DIGITS).replace(".", "")
    year = match["year"].translate(MISREAD_DIGITS)
    if security_council_year(int(number)) != int(year):
        return None
    return number + match["open"] + year + match["close"]


def _lost_marks(match: re.Match[str], drafting: Drafting) -> str | None:
    """``826 1993 du 20 mai``: brackets lost, in a list of resolutions, before a date."""
    if match["open"] and match["close"]:
        return None
    if security_council_year(int(match["number"])) != int(match["year"]):
        return None
    behind = drafting.patterns["dated"].match(match.string, match.end())
    if not behind or not match.string[behind.end() : behind.end() + 1].isdecimal():
        return None
    spelt = f"{match['number']}{match['gap']}({match['year']})"
    return spelt if _is_cited(match, drafting) else None


def _slash(match: re.Match[str], drafting: Drafting) -> str | None:
    """``7O/1``, ``69/3l3``: letters for digits, behind a word for resolutions."""
    return match[0].translate(MISREAD_DIGITS) if _is_cited(match, drafting) else None


def _roman(match: re.Match[str], drafting: Drafting) -> str | None:
    """``1883 (XV11I)``: a session that can have had a resolution of this number."""
    printed = match["roman"]
    if set(printed) <= set("IVXL") or not _is_cited(match, drafting):
        return None
    spelt = f"{match['number']}{match['gap']}({printed.translate(_ROMANS)})"
    for stem in ("A/RES/", "E/RES/"):
        try:
            if number_fits(parse_symbol(stem + " ".join(spelt.split()))):
                return spelt
        except SymbolError:
            continue
    return None


def _is_cited(match: re.Match[str], drafting: Drafting) -> bool:
    """Whether a word for resolutions, or another of them, stands before a number."""
    before = match.string[max(0, match.start() - _CUE_REACH) : match.start()]
    if drafting.patterns["numbered_by"].search(before):  # paragraph 41 (1)
        return False
    return bool(drafting.patterns["cue"].search(before) or _MEMBER.search(before))


def _broken_symbol(match: re.Match[str], _: Drafting) -> str:
    if match["year"]:
        return f"{match['year']}/{match['rest']}"
    return f"{match['stem']}/{match['number']}"


def _misread_symbol(match: re.Match[str], _: Drafting) -> str:
    """``S/I3196``: documents of the Security Council are counted, in digits."""
    return f"S/1{match['rest'].translate(MISREAD_DIGITS)}"


def _glued(match: re.Match[str], drafting: Drafting) -> str | None:
    """``68/307and 69/321``: the blank before a word that joins is lost."""
    return f"{match[0]} " if drafting.patterns["joiner"].match(match.string, match.end()) else None


_MENDERS: Sequence[
    tuple[re.Pattern[str], re.Pattern[str], Callable[[re.Match[str], Drafting], str | None]]
] = (
    (_YEAR_IN_BRACKETS, _NUMBER_AND_YEAR, _number_and_year),
    (_YEAR_WITHOUT_BRACKETS, _LOST_MARKS, _lost_marks),
    (_SLASH_BESIDE_DIGITS, _SLASH, _slash),
    (_SESSION, _ROMAN, _roman),
    (_SLASH_BESIDE_BLANK, _BROKEN_SYMBOL, _broken_symbol),
    (_LETTER_BEHIND_SLASH, _MISREAD_SYMBOL, _misread_symbol),
    (_WORD_BEHIND_DIGITS, _GLUED, _glued),
)
