"""Read what a document states of itself: symbol, title, organ, session, dates, meeting, vote.

What the text does not state is unknown, with a reason; nothing is completed from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from kg.arithmetic import adopted_between
from kg.authorities import Catalogue
from kg.dates import find_dates
from kg.errors import SymbolError
from kg.findings import Fact, FactField
from kg.gazetteer import load_gazetteer
from kg.provisions import Provision, Resolution
from kg.symbols import IN_TEXT, Symbol, parse_symbol
from kg.text import printed

_NUMBERED_TITLE = re.compile(
    r"(?P<number>(?:(?:ES|S)-)?\d{1,4}/\d{1,4}(?:\s[A-Z](?!\w))?(?=\s?\.\s|\s-\s|\s+(?P<first>[^\W\d_]))"
    r"|\d{1,4}(?:\s[A-Z])?\s?\((?:E?S-)?[IVXLC]+\)(?=\s?\.\s|\s-\s))"
    r"(?:\s?\.|\s-)?\s+(?P<title>\S.*)"
)
_BESIDE = 20  # characters beside a symbol that stands alone: "United Nations"
_SEVERAL = "the file holds several resolutions, split it: "
_REASONS: dict[FactField, str] = {
    "symbol": "no symbol, and no number with an organ, is printed",
    "title": "no title line is printed",
    "organ": "no enacting formula and no adoption line is printed",
    "session": "no session is printed, and no symbol tells it",
    "adoption-date": "no date stands in an adoption line or at the close",
    "meeting": "no meeting is printed at the close",
    "vote": "the text does not say how it was adopted",
    "agenda-item": "no agenda item is printed",
    "committee-report": "no report of a committee is printed",
}


@dataclass(frozen=True, slots=True)
class Identity:
    """A document's statements of itself, and the two that later stages ask for."""

    facts: tuple[Fact, ...]
    unknown: tuple[tuple[str, str], ...]
    symbol: Symbol | None
    organ: str | None
    day: date | None  # of adoption; else the last day that its symbol allows


def identify(resolution: Resolution, catalogue: Catalogue) -> Identity:
    """Read a document's statements of itself.

    Args:
        resolution: the parsed document.
        catalogue: for the names of organs and committees.

    Returns:
        The facts in reading order, and for each field without one the reason.
    """
    organ_facts = list(_organ(resolution, catalogue))
    organ = organ_facts[0].value.partition(":")[2] if organ_facts else None
    several = _several(resolution, organ, catalogue)
    symbol_facts = [] if several else _symbols(resolution, organ, catalogue)[:1]
    symbol = _parsed(symbol_facts[0].value) if symbol_facts else None
    organ = organ or (symbol.organ if symbol else None)
    dates = list(_dates(resolution))
    facts = [
        *organ_facts,
        *symbol_facts,
        *_title(resolution),
        *_session(resolution, symbol, organ),
        *dates,
        *_meeting(resolution, symbol, organ),
        *_vote(resolution),
        *_agenda(resolution, symbol, organ),
        *_report(resolution),
    ]
    stated = {fact.field for fact in facts}
    reasons = _REASONS | ({"symbol": _SEVERAL + ", ".join(several)} if several else {})
    unknown = tuple((field, why) for field, why in reasons.items() if field not in stated)
    return Identity(tuple(facts), unknown, symbol, organ, _day(dates, symbol))


def _day(dates: Sequence[Fact], symbol: Symbol | None) -> date | None:
    if dates:
        return date.fromisoformat(dates[-1].value)
    window = adopted_between(symbol) if symbol else None
    return window[1] if window else None


def _parsed(text: str) -> Symbol:
    return parse_symbol(text)


def _of(resolution: Resolution, *parts: str) -> Iterator[Provision]:
    return (p for p in resolution.provisions if p.part in parts)


def _fact(
    resolution: Resolution, field: FactField, value: str, p: Provision, start: int, end: int
) -> Fact:
    return Fact(field, value, resolution.evidence(p, start, end))


def _organ(resolution: Resolution, catalogue: Catalogue) -> Iterator[Fact]:
    gazetteer = load_gazetteer(catalogue, resolution.document.language)
    pattern = resolution.drafting.patterns["front_adopted"]
    if resolution.organ:
        enacting = next(_of(resolution, "enacting"))
        yield _fact(
            resolution, "organ", f"body:{resolution.organ}", enacting, 0, len(enacting.string)
        )
        return
    for p in _of(resolution, "head"):
        match = pattern.search(p.string)
        named = [
            n
            for n in gazetteer.find(p.string)
            if match and n.start >= match.end() and n.entry.kind == "body"
        ]
        if named:
            yield _fact(resolution, "organ", named[0].entry.id, p, named[0].start, named[0].end)
            return


def _symbols(resolution: Resolution, organ: str | None, catalogue: Catalogue) -> list[Fact]:
    adopted = list(_numbered_heads(resolution, organ, catalogue))
    adopted = adopted or list(_adopted(resolution))
    return adopted or ([] if organ else list(_issued(resolution)))


def _several(resolution: Resolution, organ: str | None, catalogue: Catalogue) -> list[str]:
    """The symbols of a file that holds more than one numbered resolution: a page of a volume."""
    heads = _titled(resolution, organ, catalogue, "head", "heading", "closing")
    symbols = list(dict.fromkeys(fact.value for fact in heads))
    return symbols if len(symbols) > 1 else []


def _numbered_heads(
    resolution: Resolution, organ: str | None, catalogue: Catalogue
) -> Iterator[Fact]:
    """``68/131. Title`` with the organ, or ``Resolution 1325 (2000)``."""
    for p in _of(resolution, "head"):
        own = resolution.drafting.patterns["front_own"].match(p.string)
        if own and organ in ("SC", None):
            value = f"S/RES/{own['number']} ({own['year']})"
            yield _fact(resolution, "symbol", value, p, *own.span())
    yield from _titled(resolution, organ, catalogue, "head")


def _numbered_title(string: str) -> re.Match[str] | None:
    """``68/131. Title``; where no mark stands behind the number, a capital must."""
    match = _NUMBERED_TITLE.match(string)
    return None if match and match["first"] and match["first"].islower() else match


def _titled(
    resolution: Resolution, organ: str | None, catalogue: Catalogue, *parts: str
) -> Iterator[Fact]:
    for p in _of(resolution, *parts):
        titled = _numbered_title(p.string)
        value = _adopted_symbol(titled["number"], organ, catalogue) if titled and organ else None
        if titled and value:
            yield _fact(resolution, "symbol", value, p, *titled.span("number"))


def _adopted_symbol(number: str, organ: str, catalogue: Catalogue) -> str | None:
    entry = catalogue.entries.get(f"body:{organ}")
    template = entry.facts.get("resolution") if entry else None
    if not template:
        return None
    stem = template.split("{")[0]
    try:
        return parse_symbol(stem + number).text
    except SymbolError:
        return None


def _adopted(resolution: Resolution) -> Iterator[Fact]:
    """The symbol of a resolution or decision: on a line of the front, or as running header."""
    return _alone(resolution, _of(resolution, "head", "furniture"), adopted=True)


def _issued(resolution: Resolution) -> Iterator[Fact]:
    """The symbol of a report, a budget or a draft: on the first line, or as running header."""
    lines = [*islice(_of(resolution, "head"), 1), *_of(resolution, "furniture")]
    return _alone(resolution, lines, adopted=False)


def _alone(resolution: Resolution, lines: Iterable[Provision], *, adopted: bool) -> Iterator[Fact]:
    """Symbols, each alone on its line."""
    for p in lines:
        match = IN_TEXT.search(p.string)
        if not match or (p.part == "furniture" and match.start() > 0):
            continue
        try:
            symbol = parse_symbol(match[0])
        except SymbolError:
            continue
        if symbol.is_adopted == adopted and len(p.string) <= len(match[0]) + _BESIDE:
            yield _fact(resolution, "symbol", symbol.text, p, *match.span())


def _title(resolution: Resolution) -> Iterator[Fact]:
    for p in _of(resolution, "head"):
        titled = _numbered_title(p.string)
        if titled:
            words = p.text.slice(*titled.span("title"))
            title = printed(words, resolution.document.source).strip()
            yield Fact("title", title, resolution.evidence(p, *titled.span("title")))
            return


def _session(resolution: Resolution, symbol: Symbol | None, organ: str | None) -> Iterator[Fact]:
    for p in _of(resolution, "head"):
        match = resolution.drafting.patterns["front_session"].match(p.string)
        number = resolution.drafting.ordinal(match["ordinal"]) if match else None
        if match and number and organ:
            mark = "ES-" if match["emergency"] else "S-" if match["special"] else ""
            yield _fact(
                resolution, "session", f"session:{organ}-{mark}{number}", p, 0, len(p.string)
            )
            return
    if symbol and symbol.organ in ("GA", "HRC") and symbol.session:
        for fact in _adopted(resolution):
            if fact.value == symbol.text:
                yield Fact("session", f"session:{symbol.organ}-{symbol.session}", fact.evidence)
                return
        for p in _of(resolution, "head"):
            titled = _numbered_title(p.string)
            if titled:
                value = f"session:{symbol.organ}-{symbol.session}"
                yield _fact(resolution, "session", value, p, *titled.span("number"))
                return


def _dates(resolution: Resolution) -> Iterator[Fact]:
    patterns = resolution.drafting.patterns
    for p in _of(resolution, "head"):
        match = patterns["front_adopted"].search(p.string) or patterns["front_own"].match(p.string)
        if not match:
            continue
        for dated in find_dates(p.string, resolution.drafting):
            if dated.start >= match.end() - 1 and dated.first and "/" not in dated.value:
                yield _fact(resolution, "adoption-date", dated.value, p, dated.start, dated.end)
                break
    for p in _of(resolution, "closing"):
        for dated in find_dates(p.string, resolution.drafting):
            alone = dated.end - dated.start >= len(p.string.strip(" .[]")) - 2
            meeting = patterns["meeting"].search(p.string)
            if dated.first and "/" not in dated.value and (alone or meeting):
                yield _fact(resolution, "adoption-date", dated.value, p, dated.start, dated.end)
                return


def _meeting(resolution: Resolution, symbol: Symbol | None, organ: str | None) -> Iterator[Fact]:
    for p in _of(resolution, "closing"):
        match = resolution.drafting.patterns["meeting"].search(p.string)
        if not match:
            continue
        session = symbol.session if symbol else None
        if organ == "SC":
            value = f"meeting:SC-{match['number']}"
        elif organ and session:
            plenary = "plenary-" if match["plenary"] and organ == "GA" else ""
            value = f"meeting:{organ}-{session}-{plenary}{match['number']}"
        else:
            continue
        yield _fact(resolution, "meeting", value, p, *match.span())
        return


def _vote(resolution: Resolution) -> Iterator[Fact]:
    patterns, count = resolution.drafting.patterns, resolution.drafting.count
    for p in _of(resolution, "closing"):
        for name, value in (("vote_none", "without-a-vote"), ("vote_unanimous", "unanimous")):
            match = patterns[name].search(p.string)
            if match:
                yield _fact(resolution, "vote", f"vote:{value}", p, *match.span())
                return
        match = patterns["vote_counts"].search(p.string)
        if match and match["against"]:
            counts = [count(match[g]) if match[g] else 0 for g in ("for", "against", "abstain")]
            value = "-".join(str(c or 0) for c in counts)
            yield _fact(resolution, "vote", f"vote:{value}", p, *match.span())
            return


def _agenda(resolution: Resolution, symbol: Symbol | None, organ: str | None) -> Iterator[Fact]:
    for p in _of(resolution, "head"):
        match = resolution.drafting.patterns["front_item"].search(p.string)
        if match and organ and symbol and symbol.session:
            number, letter = re.match(r"(\d+)\W*([a-z]?)", match["item"]).groups()  # type: ignore[union-attr]  # the pattern ensures digits
            item = f"{number}({letter})" if letter else number
            yield _fact(
                resolution,
                "agenda-item",
                f"agenda:{organ}-{symbol.session}/{item}",
                p,
                *match.span(),
            )
            return


def _report(resolution: Resolution) -> Iterator[Fact]:
    for p in _of(resolution, "head"):
        match = resolution.drafting.patterns["front_report"].search(p.string)
        if not match:
            continue
        for found in IN_TEXT.finditer(p.string, match.end()):
            try:
                symbol = parse_symbol(found[0])
            except SymbolError:
                continue
            yield _fact(resolution, "committee-report", symbol.text, p, *found.span())
