"""The list that a cue word opens: what its members share, and which date belongs to which.

resolutions 46/182 to 46/185, 5/1 and 5/2 of 18 June 2007
resolutions 1514 (XV) and 2145 (XXI), of 14 December 1960 and 27 October 1966
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.gazetteer import Naming
from kg.numbers import Kind, Numbered, Shape, same_session, share_paren
from kg.tokens import Token

_LONGEST_RANGE = 30  # members between the first and the last of a range


@dataclass(slots=True)
class Listed:
    """A cue word, what stands around it, and the members so far."""

    cue: Token
    kind: Kind
    own: bool
    plural: bool
    organ: tuple[Naming, ...] = ()
    pinpoint: str | None = None
    inside: bool = False  # behind a pinpoint: chap. I, resolution 1 is a place in a report
    members: list[Numbered] = field(default_factory=list)
    waiting: int = 0  # members at the end that wait for a date
    row: list[str] = field(default_factory=list)  # dates that stand side by side
    dated: range = range(0)  # the members that the row may belong to

    def add(self, members: Sequence[Numbered]) -> None:
        """Go on with members that wait for a date; one may give its year to those before."""
        self.members.extend(members)
        if members[-1].shape in ("year", "roman"):
            share_paren(self.members)
        self.waiting += len(members)

    def add_range(self, last: Numbered) -> None:
        """``46/182 to 46/185``: the numbers between are cited too."""
        first = self.members[-1]
        same_series = (first.shape, first.session) == (last.shape, last.session)
        if same_series and 0 < last.number - first.number - 1 < _LONGEST_RANGE:
            numbers = range(first.number + 1, last.number)
            self.add([last._replace(number=n, start=first.start, text="") for n in numbers])
        self.add([last])

    def add_date(self, value: str) -> None:
        """A date behind the members: it stands for those of its session that wait for one."""
        self.dated = range(len(self.members) - self.waiting, len(self.members))
        self.row, self.waiting = [value], 0
        for i in self.dated:
            if same_session(self.members[i], self.members[-1]):
                self._set_date(i, self.members[i].date or value)

    def add_to_row(self, value: str) -> None:
        """One more date beside the last: as many as there are members are dealt out, else none."""
        self.row.append(value)
        complete = len(self.row) == len(self.dated)
        for k, i in enumerate(self.dated):
            self._set_date(i, self.row[k] if complete else None)

    def set_organ(self, organs: tuple[Naming, ...]) -> None:
        """An organ behind the members, or behind the cue where there is none yet."""
        if not self.members:
            self.organ = organs
        elif self.own:
            self.members[-1] = self.members[-1]._replace(organ=organs, own=False)
        else:
            self.members = [m if m.organ else m._replace(organ=organs) for m in self.members]

    def numbered(self, token: Token, rule: str) -> Numbered:
        """A number of the list, with what its words say."""
        match = token.match
        assert match is not None
        shapes: dict[Shape, str] = {
            "slash": "number",
            "year": "yearly",
            "roman": "romanly",
            "coded": "coded",
            "bare": "bare",
        }
        shape = next(shape for shape, group in shapes.items() if match[group])
        return Numbered(
            start=token.start,
            end=token.end,
            text=match[0],
            shape=shape,
            kind=self.kind,
            rule=rule,
            number=int(match[shapes[shape]]),
            session=match["session"] or match["roman"] or "",
            letters=match["letters"] or match["before"] or "",
            year=int(match["year"]) if match["year"] else None,
            own=self.own,
            organ=self.organ,
            plural=self.plural,
            has_cue=self.cue.kind == "cue",
        )

    def _set_date(self, i: int, value: str | None) -> None:
        self.members[i] = self.members[i]._replace(date=value)
