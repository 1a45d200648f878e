"""Read the citations of a language whose nouns stand last, as Chinese: date, number, then noun.

The phrase is the reverse of `kg.citations`: whose, when and what about go before a number, the noun
for all members of a list stands behind the last. So members wait for their noun; those that none
follows are numbers of something else.

    its (of) 25 September 2015 (entitled …) No. 70/1 resolution
    No. 1325 (2000), 1820 (2008) and 1888 (2009) resolutions, third paragraph
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.arithmetic import security_council_year
from kg.dates import Dated
from kg.drafting import Drafting
from kg.gazetteer import Naming
from kg.lists import Listed
from kg.numbers import Cited, Kind, OpenSet, Printed, led, lettered, modified, same_session
from kg.pinpoints import pinned, with_parts
from kg.spans import Occupied
from kg.tokens import Token, date_of_symbol, tokenise

_SAME = 8  # characters before a number in which "the same date" stands
_OWNS = 12  # characters before a phrase in which "its" stands


def find_citations(
    string: str,
    dates: Sequence[Dated],
    organs: Sequence[Naming],
    drafting: Drafting,
    instruments: Sequence[Naming] = (),  # noqa: ARG001 — one signature with kg.citations
) -> list[Cited]:
    """What a paragraph cites by number or symbol, in reading order: see `kg.citations`."""
    described = [m.span() for m in drafting.patterns["described"].finditer(string)]
    titles = Occupied(len(string))
    for start, end in described:
        titles.claim(start, end)
    tokens = [
        token
        for token in tokenise(string, dates, organs, drafting)
        if token.kind == "symbol" or titles.is_free(token.start, token.start + 1)
    ]
    walk = _Walk(string, drafting, {end: start for start, end in described})
    for i, token in enumerate(tokens):
        walk.take(token, tokens[max(0, i - 2) : i])
    walk.close()
    return sorted(walk.found, key=lambda c: c.start)


class _Item(NamedTuple):
    """What stands before a number: from where, whose, and when."""

    start: int
    organ: tuple[Naming, ...] = ()
    date: str | None = None
    same_date: bool = False


@dataclass(slots=True)
class _Walk:
    """Reads the row of tokens once, from left to right."""

    string: str
    drafting: Drafting
    described: dict[int, int]  # where a description ends → where it begins
    found: list[Cited] = field(default_factory=list)
    group: Listed | None = None  # members that wait for their noun
    end: int = 0  # behind the last token that belonged to a citation
    date: str | None = None  # the last one printed with a member
    whose: tuple[bool, tuple[Naming, ...]] | None = None  # the owner of the last list

    def take(self, token: Token, before: Sequence[Token]) -> None:
        match token.kind:
            case "number":
                self._number(token, before)
            case "cue":
                self._noun(token, before)
            case "pinpoint":
                self._pinpoint(token)
            case "symbol":
                self._symbol(token, before)

    def close(self) -> None:
        """Give up the members that wait: without a noun only the Security Council's are sure."""
        if self.group:
            self.found += [
                m._replace(rule="number-and-year", has_cue=False, leads=True)
                for m in self.group.members
                if m.shape == "year" and security_council_year(m.number) == m.year
            ]
        self.group = None

    def _fits(self, pattern: str, start: int, end: int) -> bool:
        return bool(self.drafting.patterns[pattern].fullmatch(self.string, start, end))

    # ---------------------------------------------------------------------------------- members
    def _number(self, token: Token, before: Sequence[Token]) -> None:
        item = self._item(token, before)
        group = self.group
        if group and self._fits("range", self.end, token.start):
            group.add_range(group.numbered(token, "range")._replace(date=self.date))
        elif group and self._fits("joiner", self.end, item.start):
            self._member(group, token, item, "list")
        else:
            self.close()
            self.group = self._opened(token, item)
            self._member(self.group, token, item, "cue")
        self.end = token.end

    def _opened(self, token: Token, item: _Item) -> Listed:
        """A new list: its own, an organ's, or the one's whose list it goes on with."""
        own = not item.organ and self._is_own(item.start)
        if self.whose and not item.organ and not own:  # its resolution … and resolution …
            goes_on = self._fits("joiner", self.end, item.start)
            own, organ = self.whose if goes_on else (False, ())
            return Listed(token, "resolution", own=own, plural=True, organ=organ)
        return Listed(token, "resolution", own=own, plural=True)

    def _is_own(self, at: int) -> bool:
        """Whether "its" stands before a phrase."""
        owns = self.drafting.patterns["organ_owns"]
        return owns.search(self.string, max(0, at - _OWNS), at) is not None

    def _member(self, group: Listed, token: Token, item: _Item, rule: str) -> None:
        if item.organ:
            group.organ, group.own = item.organ, False
        member = group.numbered(token, rule)
        shared = bool(group.members) and same_session(group.members[-1], member)
        date = item.date or (self.date if shared or item.same_date else None)
        group.add(lettered(member._replace(date=date), self.drafting))
        self.date = date

    def _item(self, token: Token, before: Sequence[Token]) -> _Item:
        """The organ and the date before a number, whichever of them comes first."""
        item = _Item(self._behind_description(token.start))
        for piece in reversed(before):
            if piece.kind == "date" and item.date is None and piece.date:
                if not self._fits("dated", piece.end, item.start):
                    break
                item = item._replace(date=piece.date.value)
            elif piece.kind == "organ" and not item.organ:
                same = self._fits("same_date", piece.end, item.start)
                if not same and not self._fits("organ_before", piece.end, item.start):
                    break
                item = item._replace(organ=piece.organs, same_date=same)
            else:
                break
            item = item._replace(start=self._behind_description(piece.start))
        return item if item.date or item.same_date else self._same_date(item)

    def _date_before(self, dated: Token | None, symbol: Token) -> str | None:
        if dated and dated.date and self._fits("dated", dated.end, symbol.start):
            return dated.date.value
        return date_of_symbol(self.string, dated, symbol)

    def _same_date(self, item: _Item) -> _Item:
        """``and (of) the same date No. 2018/252 decision``, with no organ's name."""
        for at in range(max(0, item.start - _SAME), item.start):
            if self._fits("same_date", at, item.start):
                return item._replace(start=at, same_date=True)
        return item

    def _behind_description(self, at: int) -> int:
        """Where a description that ends at the mark before an index begins; else the index."""
        begin = at
        for end in range(at, max(-1, at - 3), -1):
            if end in self.described and self._fits("dated", end, at):
                begin = self.described[end]
        return begin

    # ------------------------------------------------------------------------------------- nouns
    def _noun(self, token: Token, before: Sequence[Token]) -> None:
        assert token.match is not None
        kind: Kind = "decision" if token.match["decision"] else "resolution"
        if self.group and self._fits("number_behind", self.end, token.start):
            self.found += led([m._replace(kind=kind) for m in self.group.members])
            last = self.group.members[-1]
            self.whose = (last.own, last.organ)
            self.group, self.end = None, token.end
            return
        self.close()
        self._open_set(token, before)

    def _open_set(self, token: Token, before: Sequence[Token]) -> None:
        """``its previous resolutions``: a set that the text does not enumerate."""
        adjective = self.drafting.patterns["open_set"]
        starts = range(max(0, token.start - _OWNS), token.start)
        start = next(
            (
                at
                for at in starts
                if (m := adjective.match(self.string, at)) and m.end() >= token.start
            ),
            None,
        )
        if start is None:
            return
        named = before[-1] if before else None
        organ: tuple[Naming, ...] = ()
        if named and named.kind == "organ" and self._fits("organ_before", named.end, start):
            organ = named.organs
        begin = named.start if named and organ else start
        own = not organ and self._is_own(start)
        self.found.append(OpenSet(begin, token.end, "", own, organ))

    # --------------------------------------------------------------------------- parts and symbols
    def _pinpoint(self, token: Token) -> None:
        """``resolution 1373 (2001) paragraph 1``: the part stands behind the noun."""
        if self.group or not self.found or not self._fits("of_document", self.end, token.start):
            return
        assert token.match is not None
        last = self.found[-1]
        if isinstance(last, OpenSet):
            return
        part = pinned(token.match, self.drafting)
        self.found[-1] = last._replace(pinpoint=with_parts(last.pinpoint, [part]))
        self.end = token.end

    def _symbol(self, token: Token, before: Sequence[Token]) -> None:
        assert token.symbol is not None
        self.close()
        dated = next((t for t in reversed(before) if t.kind == "date"), None)
        printed = Printed(
            token.start,
            token.end,
            token.symbol,
            date=self._date_before(dated, token),
            whole=token.match is None,
        )
        self.found += [printed, *modified(printed, self.string, self.drafting)]
        self.end = self.found[-1].end
