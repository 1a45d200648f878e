"""Read the citations of a paragraph as they are printed: cue, numbers, organs, dates, pinpoints.

Lists are parsed, not matched: a paragraph becomes a row of tokens, and one walk over the row
carries cue, organ and date from token to token. What a number refers to is decided elsewhere.

    its resolutions 5/1 and 5/2 of 18 June 2007 and 16/21 of 25 March 2011
    la résolution 2010/12 du Conseil économique et social, en date du 22 juillet 2010
    paragraphs 3 and 4 of General Assembly resolution 70/1
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.arithmetic import security_council_year
from kg.dates import Dated
from kg.drafting import Drafting
from kg.gazetteer import Naming
from kg.lists import Listed
from kg.numbers import (
    Cited,
    Kind,
    Numbered,
    OpenSet,
    Printed,
    led,
    lettered,
    modified,
)
from kg.pinpoints import pinned, pinpoint_of_name
from kg.tokens import Token, date_of_symbol, tokenise

_AFTER_MEMBER = re.compile(r"\s*\)?\s*,?\s*\(?\s*")
_WHOSE = 25  # characters between a statement and its date: "of its President,"
_LONGEST_END = 4  # characters of what ends a sentence
_LOOK_BACK = 4  # tokens before a cue or symbol in which its organ and its part are named
_LONGEST_MARK = 40  # characters of what continues a list
_LONGEST_GLUE = 500  # characters between a list and what may belong to it; more hold none together
_WORD = re.compile(r"\s+(\w+)")
_STOP = re.compile(r"[,;.(]|$")
_SENTENCE = re.compile(r"[.:]\s+[«“„\"]?(?P<first>[^\W\d_])|[.;]\s*$")


def find_citations(
    string: str,
    dates: Sequence[Dated],
    organs: Sequence[Naming],
    drafting: Drafting,
    instruments: Sequence[Naming] = (),
) -> list[Cited]:
    """What a paragraph cites by number or symbol, in reading order.

    Args:
        string: the paragraph's normalised text.
        dates: its dates.
        organs: the names of bodies that adopt resolutions, full and short.
        drafting: of its language.
        instruments: the instruments that it names: "Chapter VII thereof" is a part of the nearest.

    Returns:
        Each member of a list on its own, spanning its own number.
    """
    tokens = tokenise(string, dates, organs, drafting)
    if not any(token.kind in ("cue", "symbol", "number") for token in tokens):
        return []
    walk = _Walk(string, drafting, sorted(naming.end for naming in instruments))
    for i, token in enumerate(tokens):
        walk.take(token, tokens[max(0, i - _LOOK_BACK) : i])
    walk.close()
    return sorted(walk.found, key=lambda c: c.start)


@dataclass(slots=True)
class _Walk:
    """Reads the row of tokens once, from left to right."""

    string: str
    drafting: Drafting
    named: Sequence[int] = ()  # where the names of instruments end
    found: list[Cited] = field(default_factory=list)
    group: Listed | None = None
    last: Token | None = None  # the last token that belonged to the group, or the last symbol
    date: str | None = None  # the last one of the numbers found
    looked: int = 0  # up to where the end of a sentence was looked for

    def take(self, token: Token, before: Sequence[Token]) -> None:
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
        self._date_of_before(group)
        self.found += led([self._foreign(member) for member in group.members])
        self.date = next((m.date for m in reversed(group.members) if m.date), self.date)
        if not group.members and group.plural:
            self._open_set(group)
        self.group = None

    def _date_of_before(self, group: Listed) -> None:
        """``and Security Council resolution 1645 (2005) of the same date``."""
        if not group.members or group.members[-1].date or not self.last:
            return
        if self.drafting.patterns["same_date"].match(self.string, self.last.end):
            group.members[-1] = group.members[-1]._replace(date=self.date)

    def _foreign(self, member: Numbered) -> Numbered:
        """The member, marked where a body that no authority file names stands behind it."""
        behind = self.drafting.patterns["adopted_by"].match(self.string, member.end)
        if member.organ or member.own or not behind:
            return member
        return member._replace(foreign=True)

    def _sentence_ended(self, token: Token) -> bool:
        """Whether a sentence ended between the last token of the list and this one."""
        begin = max(self.last.end if self.last else 0, self.looked)
        self.looked = max(0, token.start - _LONGEST_END)  # what was looked at is not read again
        ends = _SENTENCE.finditer(self.string, begin, token.start + 1)
        return any(not end["first"] or not end["first"].islower() for end in ends)

    def _goes_on(self, token: Token) -> bool:
        """Whether the words before a number continue a list: a comma, "and", "as well as"."""
        begin = max(0, token.start - _LONGEST_MARK)
        mark = self.drafting.patterns["list_mark"].search(self.string, begin, token.start)
        return mark is not None

    def _glue(self, token: Token) -> str:
        """The words between the list and a token; a title in quotes between them says nothing."""
        if not self.last:
            return "\n"
        entitled = self.drafting.patterns["entitled"].match(self.string, self.last.end, token.start)
        begin = entitled.end() if entitled else self.last.end
        return self.string[begin : min(token.start, begin + _LONGEST_GLUE)]

    def _fits(self, pattern: str, glue: str) -> bool:
        return bool(self.drafting.patterns[pattern].fullmatch(glue))

    # ---------------------------------------------------------------------------------- each kind
    def _open(self, token: Token, before: Sequence[Token]) -> None:
        set_before = self.group if self.group and not self.group.members else None
        self.close()
        assert token.match is not None
        kind: Kind = "decision" if token.match["decision"] else "resolution"
        group = Listed(
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
        elif set_before and set_before.organ and self._includes(start):
            group.organ, group.own = set_before.organ, False
        group.inside = self._is_inside(before, start)
        group.pinpoint = self._part(before, start)
        self.group, self.last = group, token

    def _includes(self, at: int) -> bool:
        """Whether members of a set follow: "all resolutions of the Council, including"."""
        begin = max(0, at - _LONGEST_MARK)
        return bool(self.drafting.patterns["including"].search(self.string, begin, at))

    def _is_inside(self, before: Sequence[Token], at: int) -> bool:
        """``chap. I, resolution 1``: a part stands directly before, as before a part of it."""
        pin = before[-1] if before else None
        near = bool(pin and pin.kind == "pinpoint")
        return near and bool(_AFTER_MEMBER.fullmatch(self.string[before[-1].end : at]))

    def _part(self, before: Sequence[Token], at: int) -> str | None:
        """The part that stands before a number or symbol: ``paragraph 17 of section V of``."""
        places = [t.match for t in before if t.kind == "pinpoint" and t.match]
        return pinpoint_of_name(self.string, at, at, places, self.drafting)

    def _number(self, token: Token) -> None:
        match = token.match
        assert match is not None
        group = self.group
        glue = self._glue(token) if group else "\n"
        if group and not group.members and self._fits("number_behind", glue):
            self._member(token, "inside" if group.inside and match["bare"] else "cue")
        elif match["bare"] and group and group.members and group.members[-1].shape != "bare":
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
            group.waiting = 0  # what is described in between keeps no claim on a later date
            self._member(token, "list")
        elif match["year"] and security_council_year(int(match["yearly"])) == int(match["year"]):
            self._alone(token)

    def _alone(self, token: Token) -> None:
        """A Security Council number whose year is right needs no cue.

        General comments are printed so too, "No. 24 (2019)": their numbers give them away.
        """
        self.close()
        self.group = Listed(token, "resolution", own=False, plural=False)
        self._member(token, "number-and-year")

    def _member(self, token: Token, rule: str) -> None:
        group = self.group
        assert group is not None
        assert token.match is not None
        member = group.numbered(token, rule)
        if not group.members and group.pinpoint:
            member = member._replace(pinpoint=group.pinpoint)
        group.add(lettered(member, self.drafting))
        self.last = token

    def _range(self, token: Token) -> None:
        assert self.group is not None
        self.group.add_range(self.group.numbered(token, "range"))
        self.last = token

    def _date(self, token: Token) -> None:
        group, dated = self.group, token.date
        if group is None and dated:
            self._date_symbol(token, dated.value)
        if not group or not group.members or dated is None or not self.last:
            return
        glue = self._glue(token)
        if self.last.date is not None and len(group.dated) > 1 and self._joins_date(glue):
            group.add_to_row(dated.value)
        elif self._fits("dated", glue):
            group.add_date(dated.value)
        else:
            return
        self.last = token

    def _date_symbol(self, token: Token, value: str) -> None:
        """``PRST/19/1 of 22 March 2012``: the date behind a symbol, with a word between."""
        printed = self.found[-1] if self.found else None
        if not isinstance(printed, Printed) or not self.last or self.last.kind != "symbol":
            return
        glue = self._glue(token)
        # of a statement without its organ, whose it is may stand between
        reach = 0 if printed.whole else min(len(glue), _WHOSE)
        fits = (glue[k:] for k in range(reach + 1) if self._fits("dated", glue[k:]))
        if any(rest.strip(" ,") for rest in fits):
            self.found[-1] = printed._replace(date=printed.date or value)

    def _joins_date(self, glue: str) -> bool:
        joiner = self.drafting.patterns["joiner"].match(glue)
        return bool(joiner and self._fits("dated", glue[joiner.end() :]))

    def _organ(self, token: Token) -> None:
        group = self.group
        if not group:
            return
        glue = self._glue(token)
        if not group.members and group.plural:  # "resolutions pertinentes de l'Assemblée"
            adjective = _WORD.match(glue)
            if adjective and self.drafting.patterns["open_set"].match(adjective[1]):
                glue = glue[adjective.end() :]
        if self._fits("of_organ", glue):
            group.set_organ(token.organs)
            self.last = token

    def _pinpoint(self, token: Token) -> None:
        """``resolution 71/256, annex``: the pinpoint behind the number."""
        if not (self._is_of_it(token) or _AFTER_MEMBER.fullmatch(self._glue(token))):
            return
        assert token.match is not None
        part = pinned(token.match, self.drafting)
        if self.group and self.group.members:
            last = self.group.members[-1]
            joined = (
                f"{last.pinpoint}, {part}"
                if last.pinpoint and self.last and self.last.kind == "pinpoint"
                else part
            )
            self.group.members[-1] = last._replace(
                pinpoint=last.pinpoint
                if last.pinpoint == self.group.pinpoint and last.pinpoint
                else joined,
            )
        elif self.found and isinstance(self.found[-1], Printed):
            printed = self.found[-1]
            joined = f"{printed.pinpoint}, {part}" if printed.pinpoint else part
            self.found[-1] = printed._replace(pinpoint=joined)
        else:
            return
        self.last = token

    def _is_of_it(self, token: Token) -> bool:
        """``paragraph 3 thereof``: of what was cited last, unless an instrument was named since."""
        patterns, start = self.drafting.patterns, token.start
        its = patterns["its_part"].search(self.string, max(0, start - _LONGEST_MARK), start)
        if not self.last or not (its or patterns["thereof"].match(self.string, token.end)):
            return False
        behind = bisect_right(self.named, self.last.end)
        return behind == len(self.named) or self.named[behind] > token.start

    def _symbol(self, token: Token, before: Sequence[Token]) -> None:
        assert token.symbol is not None
        if not (self.group and self.group.members):
            self.close()
        part = self._part(before, token.start)
        if self.group:
            self.close()
        dated = before[-1] if before and before[-1].kind == "date" else None
        printed = Printed(
            token.start,
            token.end,
            token.symbol,
            date=date_of_symbol(self.string, dated, token),
            pinpoint=part,
            whole=token.match is None,
        )
        self.found += [printed, *modified(printed, self.string, self.drafting)]
        self.last = token._replace(end=self.found[-1].end)

    # ------------------------------------------------------------------------------------ details
    def _open_set(self, group: Listed) -> None:
        named = group.organ[0].start if group.organ else group.cue.start
        start = min(named, group.cue.start)
        end = self.last.end if self.last and self.last.kind == "organ" else group.cue.end
        open_set = self.drafting.patterns["open_set"]
        before = re.findall(r"\w+", self.string[max(0, start - 30) : start])[-2:]
        after = _WORD.match(self.string, end)
        described = any(open_set.match(word) for word in before)
        if after and open_set.match(after[1]):
            described, end = True, after.end()
        topic = self.drafting.patterns["topic"].match(self.string, end)
        text = ""
        if topic:
            stop = _STOP.search(self.string, topic.end())
            end = stop.start() if stop else topic.end()
            text = self.string[topic.end() : end].strip()
        if group.own or described or (topic and group.organ):
            self.found.append(OpenSet(start, max(end, group.cue.end), text, group.own, group.organ))
