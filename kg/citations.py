"""Read the citations of a paragraph as they are printed: cue, numbers, organs, dates, pinpoints.

Lists are parsed, not matched: a paragraph becomes a row of tokens, and one walk over the row
carries cue, organ and date from token to token. What a number refers to is decided elsewhere.

    its resolutions 5/1 and 5/2 of 18 June 2007 and 16/21 of 25 March 2011
    la résolution 2010/12 du Conseil économique et social, en date du 22 juillet 2010
    paragraphs 3 and 4 of General Assembly resolution 70/1
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal, TypeAlias

from kg.dates import Dated
from kg.drafting import Drafting
from kg.errors import SymbolError
from kg.gazetteer import Naming
from kg.spans import Occupied
from kg.symbols import IN_TEXT, Symbol, parse_symbol

Shape: TypeAlias = Literal["slash", "year", "roman", "bare"]
Kind: TypeAlias = Literal["resolution", "decision"]
TokenKind: TypeAlias = Literal["cue", "number", "date", "organ", "pinpoint", "symbol"]

_AFTER_MEMBER = re.compile(r"\s*\)?\s*,?\s*\(?\s*")
_LONGEST_END = 4  # characters of what ends a sentence
_LONGEST_MARK = 40  # characters of what continues a list
_SENTENCE = re.compile(r"[.:]\s+[«“\"]?[A-ZÀ-Ý]|[.;]\s*$")


@dataclass(frozen=True, slots=True)
class Numbered:
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


@dataclass(frozen=True, slots=True)
class Printed:
    """A symbol printed in full."""

    start: int
    end: int
    symbol: Symbol
    date: str | None = None
    pinpoint: str | None = None


@dataclass(frozen=True, slots=True)
class OpenSet:
    """Resolutions that the text does not enumerate: ``its previous resolutions on …``."""

    start: int
    end: int
    topic: str
    own: bool
    organ: tuple[Naming, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    kind: TokenKind
    start: int
    end: int
    match: re.Match[str] | None = None
    date: Dated | None = None
    organs: tuple[Naming, ...] = ()
    symbol: Symbol | None = None


Cited: TypeAlias = Numbered | Printed | OpenSet


def find_citations(
    string: str, dates: Sequence[Dated], organs: Sequence[Naming], drafting: Drafting
) -> list[Cited]:
    """What a paragraph cites by number or symbol, in reading order.

    Args:
        string: the paragraph's normalised text.
        dates: its dates.
        organs: the names of bodies that adopt resolutions, full and short.
        drafting: of its language.

    Returns:
        Each member of a list on its own, spanning its own number.
    """
    tokens = _tokens(string, dates, organs, drafting)
    if not any(token.kind in ("cue", "symbol", "number") for token in tokens):
        return []
    walk = _Walk(string, drafting)
    for i, token in enumerate(tokens):
        walk.take(token, tokens[max(0, i - 2) : i])
    walk.close()
    return sorted(walk.found, key=lambda c: c.start)


# ------------------------------------------------------------------------------------------ tokens
def _tokens(
    string: str, dates: Sequence[Dated], organs: Sequence[Naming], drafting: Drafting
) -> list[_Token]:
    tokens = [*_symbols(string)]
    taken = Occupied(len(string))
    selves = (m.span() for m in drafting.patterns["self"].finditer(string))
    symbols = ((token.start, token.end) for token in tokens)
    for start, end in (*symbols, *((d.start, d.end) for d in dates), *selves):
        taken.claim(start, end)
    tokens += [_Token("date", d.start, d.end, date=d) for d in dates]
    tokens += _organ_tokens(organs)
    kinds: tuple[tuple[TokenKind, re.Pattern[str]], ...] = (
        ("pinpoint", drafting.pinpoint),
        ("cue", drafting.patterns["cue"]),
        ("number", _numbers(drafting)),
    )
    for kind, pattern in kinds:
        for m in pattern.finditer(string):
            if taken.is_free(*m.span()):
                tokens.append(_Token(kind, m.start(), m.end(), match=m))
                if kind == "pinpoint":
                    taken.claim(*m.span())
    return sorted(tokens, key=lambda t: (t.start, -t.end))


@cache
def _numbers(drafting: Drafting) -> re.Pattern[str]:
    """Numbers as resolutions bear them, with the letters of composites."""
    joiners = (drafting.patterns[name].pattern for name in ("letter_and", "letter_to"))
    between = "|".join((r"\s?[-–]\s?", *joiners))
    letters = rf"[A-Z](?:(?:{between})[A-Z])?(?![\w'’-])"
    return re.compile(
        r"(?<![\w/.-])(?:"
        r"(?P<session>(?:ES|S)[-–]\d{1,2}|\d{1,4})\s?/\s?(?P<number>\d{1,4})"
        rf"(?:\s?(?:(?!A\s[a-z])|(?=A(?:{between})[A-Z]))(?P<letters>{letters}))?(?![\w/])"
        r"|(?P<yearly>\d{1,5})\s?\(\s?(?P<year>(?:19|2\d)\d\d)\s?\)"
        rf"|(?P<romanly>\d{{1,4}})(?:\s?(?P<before>{letters}))?\s?"
        r"\((?P<roman>(?:E?S-)?[IVXLC]{1,8}|ORG-\d\d)\)"
        r"|(?<!,)(?P<bare>\d{1,4})(?![\d/]|\s?[(%]|[.,]\d))"
    )


def _symbols(string: str) -> Iterator[_Token]:
    for match in IN_TEXT.finditer(string):
        try:
            yield _Token("symbol", *match.span(), symbol=parse_symbol(match[0]))
        except SymbolError:
            continue


def _organ_tokens(organs: Sequence[Naming]) -> Iterator[_Token]:
    """One token a place; a short name that fits several bodies keeps them all."""
    by_place: dict[tuple[int, int], list[Naming]] = {}
    for naming in organs:
        by_place.setdefault((naming.start, naming.end), []).append(naming)
    for (start, end), namings in by_place.items():
        yield _Token("organ", start, end, organs=tuple(namings))


# -------------------------------------------------------------------------------------------- walk
@dataclass(slots=True)
class _Group:
    """The list that a cue word opened: what its members share, and the members so far."""

    cue: _Token
    kind: Kind
    own: bool
    plural: bool
    organ: tuple[Naming, ...] = ()
    pinpoint: str | None = None
    inside: bool = False  # behind a pinpoint: chap. I, resolution 1 is a place in a report
    members: list[Numbered] = field(default_factory=list)
    undated: int = 0  # members at the end that wait for a date


@dataclass(slots=True)
class _Walk:
    """Reads the row of tokens once, from left to right."""

    string: str
    drafting: Drafting
    found: list[Cited] = field(default_factory=list)
    group: _Group | None = None
    last: _Token | None = None  # the last token that belonged to the group, or the last symbol
    looked: int = 0  # up to where the end of a sentence was looked for

    def take(self, token: _Token, before: Sequence[_Token]) -> None:
        if self.group and self._sentence_ended(token):
            self.close()
        match token.kind:
            case "cue":
                self._open(token, before)
            case "number":
                self._number(token)
            case "date":
                self._date(token)
            case "organ":
                self._organ(token)
            case "pinpoint":
                self._pinpoint(token)
            case "symbol":
                self._symbol(token, before)

    def close(self) -> None:
        """End the list: its members are found; a plural without members is an open set."""
        group = self.group
        if group is None:
            return
        self.found.extend(group.members)
        if not group.members and group.plural:
            self._open_set(group)
        self.group = None

    def _sentence_ended(self, token: _Token) -> bool:
        """Whether a sentence ended between the last token of the list and this one."""
        begin = max(self.last.end if self.last else 0, self.looked)
        self.looked = max(0, token.start - _LONGEST_END)  # what was looked at is not read again
        return bool(_SENTENCE.search(self.string, begin, token.start + 1))

    def _goes_on(self, token: _Token) -> bool:
        """Whether the words before a number continue a list: a comma, "and", "as well as"."""
        begin = max(0, token.start - _LONGEST_MARK)
        mark = self.drafting.patterns["list_mark"].search(self.string, begin, token.start)
        return mark is not None

    def _glue(self, token: _Token) -> str:
        return self.string[self.last.end : token.start] if self.last else "\n"

    def _fits(self, pattern: str, glue: str) -> bool:
        return bool(self.drafting.patterns[pattern].fullmatch(glue))

    # ---------------------------------------------------------------------------------- each kind
    def _open(self, token: _Token, before: Sequence[_Token]) -> None:
        self.close()
        assert token.match is not None
        kind: Kind = "decision" if token.match["decision"] else "resolution"
        group = _Group(
            token, kind, own=bool(token.match["own"]), plural=bool(token.match["plural"])
        )
        start = token.start
        named = before[-1] if before else None
        if named and named.kind == "organ":
            between = self.string[named.end : start]
            if self._fits("organ_before", between):
                group.organ, group.own, start = named.organs, False, named.start
                before = before[:-1]
            elif group.own and self._fits("organ_owns", between):
                group.organ, group.own = named.organs, False
        pin = before[-1] if before else None
        if pin and pin.kind == "pinpoint":
            group.inside = bool(_AFTER_MEMBER.fullmatch(self.string[pin.end : start]))
            if self._fits("of_document", self.string[pin.end : start]):
                group.pinpoint = self._pinned(pin)
        self.group, self.last = group, token

    def _number(self, token: _Token) -> None:
        match = token.match
        assert match is not None
        group = self.group
        glue = self._glue(token) if group else "\n"
        if (
            group
            and self.last is group.cue
            and re.fullmatch(r"\s*(?:n(?:o|os|°|º)\.?|[Nn]os?\.)?\s*", glue)
        ):
            self._member(token, "inside" if group.inside and match["bare"] else "cue")
        elif match["bare"] and group and any(m.shape != "bare" for m in group.members):
            return  # behind full numbers a bare one is something else: a date, a paragraph, a page
        elif group and group.members and self._fits("joiner", glue):
            self._member(token, "list")
        elif (
            group
            and group.members
            and group.plural
            and self._fits("range", glue)
            and not match["bare"]
        ):
            self._range(token)
        elif match["bare"]:
            return
        elif group and self._goes_on(token):
            group.undated = 0  # what is described in between keeps no claim on a later date
            self._member(token, "list")
        elif match["year"]:
            self._alone(token)

    def _alone(self, token: _Token) -> None:
        """A Security Council number needs no cue: nothing else is printed like it."""
        self.close()
        self.group = _Group(token, "resolution", own=False, plural=False)
        self._member(token, "number-and-year")

    def _member(self, token: _Token, rule: str) -> None:
        group = self.group
        assert group is not None
        assert token.match is not None
        member = _numbered(token, group, rule)
        if not group.members and group.pinpoint:
            member = replace(member, pinpoint=group.pinpoint)
        added = _lettered(member, self.drafting)
        group.members.extend(added)
        if member.shape in ("year", "roman"):
            _share_paren(group.members)
        group.undated += len(added)
        self.last = token

    def _range(self, token: _Token) -> None:
        """``46/182 to 46/185``: the numbers between are cited too."""
        group = self.group
        assert group is not None
        first = group.members[-1]
        last = _numbered(token, group, "range")
        if (
            first.shape == last.shape
            and first.session == last.session
            and 0 < last.number - first.number <= 30
        ):
            between = range(first.number + 1, last.number)
            group.members += [replace(last, number=n, start=first.start, text="") for n in between]
            group.undated += len(between)
        group.members.append(last)
        group.undated += 1
        self.last = token

    def _date(self, token: _Token) -> None:
        group, dated = self.group, token.date
        if not group or not group.members or dated is None or not self.last:
            return
        goes_on = self.last.date is not None and dated.rule == self.last.date.rule == "several"
        if not self._fits("joiner" if goes_on else "dated", self._glue(token)):
            return
        waiting = group.undated
        if dated.rule == "several" and waiting > 1:  # several dates are dealt out in order
            dealt = [len(group.members) - waiting]
            group.undated -= 1
        else:  # one date stands for those of its session that wait for one
            dealt = [
                i
                for i in range(len(group.members) - waiting, len(group.members))
                if _same_session(group.members[i], group.members[-1])
            ]
            group.undated = 0
        for i in dealt:
            group.members[i] = replace(group.members[i], date=group.members[i].date or dated.value)
        self.last = token

    def _organ(self, token: _Token) -> None:
        group = self.group
        if not group:
            return
        glue = self._glue(token)
        if not group.members and group.plural:  # "resolutions pertinentes de l'Assemblée"
            adjective = re.match(r"\s+(\w+)", glue)
            if adjective and self.drafting.patterns["open_set"].match(adjective[1]):
                glue = glue[adjective.end() :]
        if not self._fits("of_organ", glue):
            return
        if not group.members:
            group.organ = token.organs  # open set: the resolutions of the Assembly
        elif group.own:
            group.members[-1] = replace(group.members[-1], organ=token.organs, own=False)
        else:
            group.members = [
                m if m.organ else replace(m, organ=token.organs) for m in group.members
            ]
        self.last = token

    def _pinpoint(self, token: _Token) -> None:
        """``resolution 71/256, annex``: the pinpoint behind the number."""
        thereof = self.drafting.patterns["thereof"].match(self.string, token.end)
        if not thereof and not _AFTER_MEMBER.fullmatch(self._glue(token)):
            return
        pinned = self._pinned(token)
        if self.group and self.group.members:
            last = self.group.members[-1]
            joined = (
                f"{last.pinpoint}, {pinned}"
                if last.pinpoint and self.last and self.last.kind == "pinpoint"
                else pinned
            )
            self.group.members[-1] = replace(
                last,
                pinpoint=last.pinpoint
                if last.pinpoint == self.group.pinpoint and last.pinpoint
                else joined,
            )
        elif self.found and isinstance(self.found[-1], Printed):
            printed = self.found[-1]
            joined = f"{printed.pinpoint}, {pinned}" if printed.pinpoint else pinned
            self.found[-1] = replace(printed, pinpoint=joined)
        else:
            return
        self.last = token

    def _symbol(self, token: _Token, before: Sequence[_Token]) -> None:
        assert token.symbol is not None
        if not (self.group and self.group.members):
            self.close()
        pin = before[-1] if before else None
        pinned = None
        if (
            pin
            and pin.kind == "pinpoint"
            and self._fits("of_document", self.string[pin.end : token.start])
        ):
            pinned = self._pinned(pin)
        if self.group:
            self.close()
        self.found.append(Printed(token.start, token.end, token.symbol, pinpoint=pinned))
        self.found.extend(self._modified(token))
        self.last = token

    def _modified(self, token: _Token) -> Iterator[Printed]:
        """``E/CN.6/2005/11 and Corr.1``: the corrigendum is a document of its own."""
        assert token.symbol is not None
        match = self.drafting.patterns["and_modifier"].match(self.string, token.end)
        base, kind = token.symbol.text, ""
        last = re.search(r"/(Add|Corr|Rev)\.\d+$", base)
        if last:
            base, kind = base[: last.start()], last[1]
        while match:
            modifier = match["modifier"].replace(" ", "")
            kind = kind if modifier.isdigit() else modifier.rpartition(".")[0]
            if not kind:  # a number behind a symbol that no modifier went before
                return
            symbol = parse_symbol(f"{base}/{kind}.{modifier.rpartition('.')[2]}")
            yield Printed(match.start("modifier"), match.end("modifier"), symbol)
            match = self.drafting.patterns["and_modifier"].match(self.string, match.end())

    # ------------------------------------------------------------------------------------ details
    def _open_set(self, group: _Group) -> None:
        start = group.organ[0].start if group.organ else group.cue.start
        start = min(start, group.cue.start)
        before = self.string[max(0, start - 30) : start]
        words = before + self.string[start : group.cue.end + 60]
        end = self.last.end if self.last and self.last.kind == "organ" else group.cue.end
        adjective = re.match(r"\s+(\w+)", self.string[end:])
        if adjective and self.drafting.patterns["open_set"].match(adjective[1]):
            end += adjective.end()
        topic = self.drafting.patterns["topic"].match(self.string, end)
        text = ""
        if topic:
            stop = re.compile(r"[,;.(]|$").search(self.string, topic.end())
            end = stop.start() if stop else topic.end()
            text = self.string[topic.end() : end].strip()
        if group.own or topic or self.drafting.patterns["open_set"].search(words):
            self.found.append(OpenSet(start, max(end, group.cue.end), text, group.own, group.organ))

    def _pinned(self, token: _Token) -> str:
        match = token.match
        assert match is not None
        if match["bare"]:
            return self.drafting.pinpoint_units[match["bare"].lower()]
        unit = self.drafting.pinpoint_units[match["unit"].lower()]
        numbers = match["numbers"] + (f" ({match['point']})" if match["point"] else "")
        return pinpoint_text(unit, numbers, self.drafting)


def pinpoint_text(unit: str, numbers: str, drafting: Drafting) -> str:
    """A pinpoint in one form for all languages.

    Args:
        unit: para, art, chap, sect, annex, appendix, part.
        numbers: as printed: ``3 et 4``, ``III``, ``8 à 12``, ``5 b)``.
        drafting: of the language of the numbers.

    Returns:
        ``paras. 3, 4``, ``paras. 8-12``, ``chap. III``, ``annex II``.
    """
    joined = re.sub(rf"{drafting.patterns['range'].pattern}(?=[\dIVXLC])", "-", numbers)
    members = [m for m in drafting.patterns["joiner"].split(joined) if m and m.strip()]
    members = [re.sub(r"\s?\(?([a-z]{1,3})\)", r" (\1)", m.strip()) for m in members]
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


def _numbered(token: _Token, group: _Group, rule: str) -> Numbered:
    match = token.match
    assert match is not None
    shape: Shape = (
        "slash"
        if match["session"]
        else "year"
        if match["year"]
        else "roman"
        if match["roman"]
        else "bare"
    )
    number = match["number"] or match["yearly"] or match["romanly"] or match["bare"]
    return Numbered(
        start=token.start,
        end=token.end,
        text=match[0],
        shape=shape,
        kind=group.kind,
        rule=rule,
        number=int(number),
        session=(match["session"] or match["roman"] or "").replace("–", "-"),
        letters=match["letters"] or match["before"] or "",
        year=int(match["year"]) if match["year"] else None,
        own=group.own,
        organ=group.organ,
        plural=group.plural,
    )


def _lettered(member: Numbered, drafting: Drafting) -> list[Numbered]:
    """``31/6 A and B`` are two resolutions, ``3419 A to D (XXX)`` four."""
    if len(member.letters) < 2:
        return [member]
    first, last = member.letters[0], member.letters[-1]
    between = member.letters[1:-1]
    if drafting.patterns["letter_and"].fullmatch(between):
        return [replace(member, letters=letter) for letter in (first, last)]
    if not drafting.patterns["letter_to"].fullmatch(between):
        return [replace(member, letters=f"{first}-{last}")]
    return [replace(member, letters=chr(c), rule="range") for c in range(ord(first), ord(last) + 1)]


def _same_session(one: Numbered, other: Numbered) -> bool:
    return (one.session, one.year) == (other.session, other.year)


def _share_paren(members: list[Numbered]) -> None:
    """``1160, 1199 and 1203 (1998)``: bare numbers before take the year or session behind."""
    last = members[-1]
    for i in range(len(members) - 2, -1, -1):
        if members[i].shape != "bare":
            return
        members[i] = replace(
            members[i], shape=last.shape, session=last.session, year=last.year, rule="shared-year"
        )
