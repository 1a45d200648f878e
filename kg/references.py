"""Decide what a cited number refers to: one symbol, or an abstention with its reason.

The organ comes from the words (a name, a possessive), from the shape of the number, and from what
session and date allow. Where two readings stand, both are candidates and neither is chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from kg.arithmetic import (
    can_be_of,
    can_precede,
    number_fits,
    security_council_year,
)
from kg.authorities import Catalogue
from kg.certainty import certainty
from kg.errors import SymbolError
from kg.findings import Status
from kg.headings import RULE as LISTED
from kg.numbers import Numbered
from kg.symbols import Symbol, parse_symbol

_YEAR_DIGITS = 4
_FIRST_NUMBERED_GA_SESSION = 31  # before it, roman sessions

Whose: TypeAlias = Literal["adopting-organ", "issued-to-organ"]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the citing document."""

    organ: str | None  # key of the organ that adopted it, or that it was issued to
    day: date | None  # of adoption, or the last day on which it can have been adopted
    catalogue: Catalogue
    rule: Whose = "adopting-organ"


class Outcome(NamedTuple):
    """How a mention ended: a target, or None with a reason."""

    target: str | None
    status: Status
    rule: str
    confidence: float
    reason: str | None = None
    candidates: tuple[str, ...] = ()

    def withheld(self, reason: str) -> Outcome:
        """The abstention for a reason; the target becomes a candidate."""
        candidates = (self.target,) if self.target else self.candidates
        return Outcome(None, "unresolved", self.rule, self.confidence, reason, candidates)


def refer(cited: Numbered, setting: Setting, named: Mapping[str, str] | None = None) -> Outcome:
    """Decide what a number refers to.

    Args:
        cited: the number with the words around it.
        setting: of the citing document.
        named: the numbers that the document gave before with their organ, and their symbols.

    Returns:
        The outcome; its target is a canonical symbol or None.
    """
    if cited.rule == "inside":
        reason = "a resolution of the conference whose report is cited, not of an organ"
        return Outcome(None, "unresolved", "inside-report", certainty("left-open-told"), reason)
    if cited.shape == "coded":
        reason = "conferences of parties have no symbol series that could be named for certain"
        return Outcome(
            None, "unresolved", "conference-decision", certainty("left-open-told"), reason
        )
    if cited.shape in ("year", "bare"):
        return _security_council(cited, setting)
    organs = [naming.entry.key for naming in cited.organ]
    if organs:
        outcome = _by_name(cited, organs, setting)
        if outcome:
            return _under_heading(outcome) if cited.rule == LISTED else outcome
    elif named and not cited.own and cited.text in named:
        reason = "the document gave this number with its organ before"
        return Outcome(
            named[cited.text], "inferred", "named-before", certainty("named-before"), reason
        )
    if cited.foreign:
        reason = "adopted by a body that no authority file names"
        return Outcome(None, "unresolved", "named-organ", certainty("left-open-told"), reason)
    return _by_organ(cited, bool(organs), setting)


def symbol_of(cited: Numbered, organ: str, catalogue: Catalogue) -> Symbol | None:
    """The symbol that a number has if an organ adopted it; None where the shapes do not fit."""
    entry = catalogue.entries.get(f"body:{organ}")
    template = entry.facts.get("resolution") if entry else None
    if not template or not _fits_shape(cited, organ):
        return None
    if cited.shape == "roman":
        stem = template.split("{")[0] + f"{cited.number}"
        text = f"{stem}{' ' + cited.letters if cited.letters else ''} ({cited.session})"
    else:
        text = template.format(session=cited.session, number=cited.number, year=cited.year)
        text += f" {cited.letters}" if cited.letters else ""
    if cited.kind == "decision":
        text = text.replace("/RES/", "/DEC/").replace("/Res.", "/Dec.")
    try:
        return parse_symbol(text)
    except SymbolError:
        return None


def _fits_shape(cited: Numbered, organ: str) -> bool:
    if cited.shape == "roman":
        special = cited.session.startswith(("S-", "ES-"))
        return organ == "GA" or (organ in ("ECOSOC", "TC", "CHR") and not special)
    if cited.shape == "year":
        return organ == "SC"
    by_year = cited.session.isdigit() and len(cited.session) == _YEAR_DIGITS
    if organ in ("ECOSOC", "CHR"):
        return by_year
    if organ == "GA":
        return not by_year and (
            not cited.session.isdigit() or int(cited.session) >= _FIRST_NUMBERED_GA_SESSION
        )
    # only the Assembly and the councils before 1978 gave letters to parts of a resolution
    return (
        organ != "SC" and not by_year and not cited.session.startswith("ES-") and not cited.letters
    )


def _by_organ(cited: Numbered, has_name: bool, setting: Setting) -> Outcome:
    """The adopting organ's own number, or whose the shape and the dates leave."""
    possible = list(_possible(cited, setting))
    own = setting.organ if cited.own or not has_name else None
    rule = "possessive" if cited.own else setting.rule
    if own and own in possible:
        return _checked(cited, own, possible, setting, "inferred", rule)
    if possible or not own:
        return _by_shape(cited, possible, setting)
    symbol = symbol_of(cited, own, setting.catalogue)
    return _contradicted(symbol, rule) if symbol else _by_shape(cited, possible, setting)


def _possible(cited: Numbered, setting: Setting) -> Iterator[str]:
    """The organs that could have adopted the number, for its shape and for the dates known."""
    organs = {"roman": ("GA", "ECOSOC"), "slash": ("GA", "HRC", "ECOSOC", "CHR")}.get(
        cited.shape, ()
    )
    own = (setting.organ,) if setting.organ and setting.organ not in organs else ()
    for organ in (*organs, *own):
        symbol = symbol_of(cited, organ, setting.catalogue)
        if symbol and _stands(symbol, cited, setting):
            yield organ


def _stands(symbol: Symbol, cited: Numbered, setting: Setting) -> bool:
    """Whether neither its session nor the dates printed contradict the symbol."""
    if not number_fits(symbol):
        return False
    if cited.date and len(cited.date) == len("2021-12-16"):
        return can_be_of(symbol, date.fromisoformat(cited.date))
    return setting.day is None or can_precede(symbol, setting.day)


def _by_name(cited: Numbered, named: list[str], setting: Setting) -> Outcome | None:
    """The organ is named in words; a short name that fits several is told by the number's shape."""
    entries = [setting.catalogue.entries[f"body:{key}"] for key in named]
    fitting = [(key, s) for key in named if (s := symbol_of(cited, key, setting.catalogue))]
    standing = [(key, s) for key, s in fitting if _stands(s, cited, setting)]
    if len(standing) == 1 or (len(fitting) == 1 and not standing):
        _, symbol = (standing or fitting)[0]
        if not standing:
            return _contradicted(symbol, "named-organ")
        return Outcome(symbol.text, "explicit", "named-organ", certainty("named-organ"))
    if len(standing) > 1:
        if setting.organ in [key for key, _ in standing]:
            symbol = dict(standing)[setting.organ or ""]
            return Outcome(
                symbol.text,
                "inferred",
                "short-name",
                certainty("short-name"),
                "the adopting organ's own short name",
            )
        symbols = tuple(s.text for _, s in standing)
        return Outcome(
            None,
            "ambiguous",
            "short-name",
            certainty("left-open"),
            "a short name that fits several organs",
            symbols,
        )
    unnamed = [e for e in entries if not e.facts.get("resolution")]
    if unnamed and len(entries) == len(unnamed):
        reason = f"{unnamed[0].label('en')} has no symbol series that could be named for certain"
        return Outcome(None, "unresolved", "named-organ", certainty("left-open-told"), reason)
    return None


def _under_heading(outcome: Outcome) -> Outcome:
    """The organ is named, though not beside the number."""
    if not outcome.target:
        return outcome._replace(rule=LISTED)
    reason = "the heading above the table names the organ"
    return Outcome(outcome.target, "inferred", LISTED, certainty(LISTED), reason)


def _contradicted(symbol: Symbol, rule: str) -> Outcome:
    """The number, its date or its organ is a slip of the text: which of them is not to be told."""
    reason = f"its date contradicts session or year of {symbol}"
    return Outcome(None, "unresolved", rule, certainty("left-open"), reason, (symbol.text,))


def _by_shape(cited: Numbered, possible: list[str], setting: Setting) -> Outcome:
    if len(possible) == 1:
        symbol = symbol_of(cited, possible[0], setting.catalogue)
        assert symbol is not None
        reason = f"only {possible[0]} numbers its resolutions so at that date"
        return Outcome(symbol.text, "inferred", "shape", certainty("shape"), reason)
    symbols = tuple(
        s.text for organ in possible if (s := symbol_of(cited, organ, setting.catalogue))
    )
    if symbols:
        reason = "no organ named, and more than one could have adopted it"
        return Outcome(None, "ambiguous", "shape", certainty("left-open"), reason, symbols)
    reason = "no organ could have adopted a resolution of this number at that date"
    return Outcome(None, "unresolved", "shape", certainty("left-open"), reason)


def _checked(
    cited: Numbered, organ: str, possible: list[str], setting: Setting, status: Status, rule: str
) -> Outcome:
    symbol = symbol_of(cited, organ, setting.catalogue)
    assert symbol is not None
    others = tuple(
        s.text
        for other in possible
        if other != organ and (s := symbol_of(cited, other, setting.catalogue))
    )
    confidence = certainty(_grade(cited, contested=bool(others)))
    return Outcome(symbol.text, status, rule, confidence, f"resolution of {organ}", others)


def _grade(cited: Numbered, *, contested: bool) -> str:
    """How a number without an organ's name was given to the adopting organ."""
    if cited.rule == "range":
        return "range"
    if cited.own:
        return "possessive-dated" if cited.date else "possessive"
    return "contested" if contested else "adopting-organ"


def _security_council(cited: Numbered, setting: Setting) -> Outcome:
    """``1325 (2000)``; or ``1325`` alone where the words give the Council as organ."""
    keys = {naming.entry.key for naming in cited.organ}
    year = security_council_year(cited.number)
    if cited.shape == "bare":
        council = "SC" in keys or (not keys and setting.organ == "SC")
        if not council or year is None or cited.kind == "decision":
            return Outcome(
                None,
                "unresolved",
                "bare-number",
                certainty("left-open"),
                "a number without session or year",
            )
        reason = "the year follows from the Council's own count"
        return Outcome(
            f"S/RES/{cited.number} ({year})",
            "inferred",
            "bare-number",
            certainty("bare-number"),
            reason,
        )
    target = f"S/RES/{cited.number} ({cited.year})"
    if year is not None and year != cited.year:
        reason = f"the Council adopted resolution {cited.number} in {year}, not in {cited.year}"
        return Outcome(
            None,
            "ambiguous",
            "number-and-year",
            certainty("left-open"),
            reason,
            (f"S/RES/{cited.number} ({year})", target),
        )
    status: Status = "explicit" if cited.rule != "shared-year" else "inferred"
    shared = None if status == "explicit" else "the year stands behind the last number of the list"
    return Outcome(target, status, "number-and-year", certainty("number-and-year"), shared)
