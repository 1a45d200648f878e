"""Turn a paragraph into the row of tokens that its citations are read from.

A token is a cue word, a number, a date, an organ's name, a pinpoint or a whole symbol. Say where
each stands; say nothing of how they belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from kg.dates import Dated
from kg.drafting import Drafting
from kg.errors import SymbolError
from kg.gazetteer import Naming
from kg.scripts import JOINED
from kg.spans import Occupied
from kg.symbols import IN_TEXT, Symbol, parse_symbol

# statements of a president without their organ: the Security Council counts its own by year, the
# Human Rights Council by session
_STATEMENT = re.compile(
    rf"(?<!{JOINED})(?<!/)PRST/(?:(?P<year>(?:19|20)\d\d)|\d{{1,2}})/\d{{1,3}}(?!{JOINED}|/)"
)

_WITHOUT_SLASH = "WHA"  # resolutions of the Health Assembly, the only symbols that have none
# where a number can begin: digits, "ES-" or "S-" before them; told by one character at first
_NUMERAL = re.compile(r"[\dES](?:(?<=\d)\d*|(?<=E)S[-–](?=\d)|(?<=S)[-–](?=\d))")
_JOINT = re.compile(r"([AES]/.*\d)-([AES]/.*\d.*)")
_BRACKET = re.compile(r"\s*[^\W\d]{0,8}\s*,?\s*[(\[]\s*")  # a noun may stand before it
_LONGEST_RUN = 40  # documents that one range of symbols stands for

TokenKind: TypeAlias = Literal["cue", "number", "date", "organ", "pinpoint", "symbol"]


class Token(NamedTuple):
    """One token of the row, by its place in the paragraph's text."""

    kind: TokenKind
    start: int
    end: int
    match: re.Match[str] | None = None
    date: Dated | None = None
    organs: tuple[Naming, ...] = ()
    symbol: Symbol | None = None


def tokenise(
    string: str, dates: Sequence[Dated], organs: Sequence[Naming], drafting: Drafting
) -> list[Token]:
    """The tokens of a paragraph, in reading order.

    Args:
        string: the paragraph's normalised text.
        dates: its dates.
        organs: the names of bodies that adopt resolutions, full and short.
        drafting: of its language.

    Returns:
        The tokens; of two that begin at one place the longer first. None where nothing can be
        cited: without a cue, a symbol, and a number with its year in brackets.
    """
    cited = drafting.patterns["cue"].can_match(string)
    if not (cited or "/" in string or "(" in string or _WITHOUT_SLASH in string):
        return []
    tokens = [*_symbols(string)]
    taken = Occupied(len(string))
    selves = (m.span() for m in drafting.patterns["self"].finditer(string))
    symbols = ((token.start, token.end) for token in tokens)
    for start, end in (*symbols, *((d.start, d.end) for d in dates), *selves):
        taken.claim(start, end)
    tokens += [Token("date", d.start, d.end, date=d) for d in dates]
    tokens += _organ_tokens(organs)
    kinds: tuple[tuple[TokenKind, Iterable[re.Match[str]]], ...] = (
        ("pinpoint", drafting.pinpoint.finditer(string)),
        ("cue", drafting.patterns["cue"].finditer(string)),
        ("number", numbers_in(string, drafting)),
    )
    for kind, matches in kinds:
        for m in matches:
            if taken.is_free(*m.span()):
                tokens.append(Token(kind, m.start(), m.end(), match=m))
                if kind == "pinpoint":
                    taken.claim(*m.span())
    return sorted(tokens, key=lambda t: (t.start, -t.end))


def numbers_in(string: str, drafting: Drafting) -> Iterator[re.Match[str]]:
    """The numbers of a text, in reading order, as `number_pattern` matches them."""
    pattern, behind = number_pattern(drafting), 0
    for numeral in _NUMERAL.finditer(string):
        match = pattern.match(string, numeral.start()) if numeral.start() >= behind else None
        if match:
            behind = match.end()
            yield match


@cache
def number_pattern(drafting: Drafting) -> re.Pattern[str]:
    """Numbers as resolutions bear them, with the letters of composites.

    Args:
        drafting: of the text's language.

    Returns:
        A pattern whose groups tell the shape: number, coded, yearly, romanly or bare.
    """
    joiners = (drafting.patterns[name].pattern for name in ("letter_and", "letter_to"))
    between = "|".join((r"\s?[-–]\s?", *joiners))
    letters = rf"[A-Z](?:(?:{between})[A-Z])?(?!{JOINED}|['’-])"
    sentence = drafting.patterns["other_opening"].pattern  # "A sa 20e séance" is no letter A
    return re.compile(
        rf"(?<!{JOINED})(?<![/.])(?:(?<!-)|(?<=\d-))(?:"
        r"(?P<session>(?:ES|S)[-–]\d{1,2}|\d{1,4})\s?/\s?(?P<number>\d{1,4})"
        rf"(?:\s?(?!(?<=\d)[IO]|{sentence})(?P<letters>{letters}))?(?!{JOINED}|/)"
        rf"|(?P<coded>\d{{1,3}})/(?:COP|CP|CMP|CMA)\.\d{{1,3}}(?!{JOINED})"
        r"|(?P<yearly>\d{1,5})\s?\(\s?(?P<year>(?:19|2\d)\d\d)\s?\)"
        rf"|(?P<romanly>\d{{1,4}})(?:\s?(?P<before>{letters}))?\s?"
        r"\((?P<roman>(?:E?S-)?[IVXLC]{1,8}|ORG-\d\d)\)"
        rf"|(?<!,)(?P<bare>\d{{1,4}})(?!{JOINED}|/|\s?[(%]|[.,]\d)"
        r")"
    )


def _symbols(string: str) -> Iterator[Token]:
    if "/" not in string and _WITHOUT_SLASH not in string:
        return
    for match in IN_TEXT.finditer(string):
        for text in _spelt_out(match[0]):
            try:
                yield Token("symbol", *match.span(), symbol=parse_symbol(text))
            except SymbolError:
                continue
    for match in _STATEMENT.finditer(string):
        symbol = parse_symbol(("S/" if match["year"] else "A/HRC/") + match[0])
        yield Token("symbol", *match.span(), match=match, symbol=symbol)


def _spelt_out(text: str) -> Iterator[str]:
    """``A/S-10/AC.1/13-25`` is thirteen documents; ``A/70/95-S/2015/446`` is issued as two."""
    run = re.fullmatch(r"(?P<stem>.*/)(?P<first>\d{1,4})-(?P<last>\d{1,4})", text)
    joint = _JOINT.fullmatch(text)
    first, last = (int(run["first"]), int(run["last"])) if run else (0, 0)
    if run and first < last <= first + _LONGEST_RUN:
        yield from (f"{run['stem']}{number}" for number in range(first, last + 1))
    elif joint:
        yield from joint.groups()
    else:
        yield text


def date_of_symbol(string: str, before: Token | None, symbol: Token) -> str | None:
    """The date that stands before a symbol in brackets: the statement of 9 August (S/PRST/…)."""
    if before is None or before.date is None:
        return None
    between = string[before.end : symbol.start]
    return before.date.value if _BRACKET.fullmatch(between) else None


def _organ_tokens(organs: Sequence[Naming]) -> Iterator[Token]:
    """One token a place; a short name that fits several bodies keeps them all."""
    by_place: dict[tuple[int, int], list[Naming]] = {}
    for naming in organs:
        by_place.setdefault((naming.start, naming.end), []).append(naming)
    for (start, end), namings in by_place.items():
        yield Token("organ", start, end, organs=tuple(namings))
