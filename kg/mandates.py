"""Find who is asked for what, by when: the mandates of operative paragraphs.

An act that directs (requests, invites, decides) makes a mandate; its addressees are the bodies and
groups named behind the verb. What is printed without a date or a session has no due date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.clauses import Clause, Clauses
from kg.dates import Dated
from kg.drafting import Act, Drafting, load_acts
from kg.events import Met
from kg.findings import MandateType
from kg.gazetteer import Naming
from kg.provisions import Provision
from kg.spans import beginning

_DEADLINE = 40  # characters before a date in which the words of a deadline stand
_NAMED = ("named-organ", "organ-before")  # rules by which a session's organ is named beside it
_JOINER = 4  # characters of a word that joins
_SECOND = 60  # characters between a session and the next that is asked for beside it
_PRONOUN = 8  # characters before a verb in which its pronoun stands


@dataclass(frozen=True, slots=True)
class Asked:
    """A mandate in a paragraph's text."""

    start: int
    end: int
    addressee: str
    targets: tuple[str, ...]
    act: str
    verb: str
    type: MandateType
    due: str | None


def find_mandates(
    provision: Provision,
    clauses: Clauses,
    names: Sequence[Naming],
    events: Sequence[Met],
    dates: Sequence[Dated],
    organ: str | None,
    drafting: Drafting,
    stem: Asked | None = None,
) -> list[Asked]:
    """The mandates of one operative paragraph.

    Args:
        provision: the paragraph; others than operative ones give none.
        clauses: its governing verbs.
        names: the bodies and groups named in it.
        events: the sessions named in it.
        dates: the dates named in it.
        organ: key of the adopting organ, the addressee of its own decisions.
        drafting: of its language.
        stem: for a point, what the paragraph above it asks: a point has the same addressee.

    Returns:
        One mandate for each directive verb that opens a clause; one for a point.
    """
    if provision.part != "operative":
        return []
    acts = load_acts()
    actors = [n for n in names if n.entry.kind in ("body", "group")]
    found: list[Asked] = []
    for i, clause in enumerate(clauses.verbs):
        act = acts.get(clause.act)
        if act is None or not act.directive or clauses.reporting(clause.start):
            continue
        end = clauses.verbs[i + 1].start if i + 1 < len(clauses.verbs) else len(provision.string)
        words = _Words(provision.string, clause, end, drafting)
        asked = _asked(words, act, actors, events, dates, organ)
        if not asked.targets and found and words.asks_them():
            asked = replace(asked, addressee=found[-1].addressee, targets=found[-1].targets)
        # a decision opens its paragraph; inside one such verbs are mostly of a relative clause
        if asked.type != "decision" or i == 0:
            found.extend(_one_a_deadline(asked, words, events, dates))
    if stem is None:
        return found
    if stem.type == "report" and not provision.act and not found:
        return []  # the point says what the report holds
    # a point asks on its own only where it names whom: "(c) To request the Secretary-General to"
    own = [
        asked for asked in found if asked.targets and load_acts()[asked.act].directive != "decision"
    ]
    return own or [_point(provision, stem, events, dates, drafting)]


def _one_a_deadline(
    asked: Asked, words: _Words, events: Sequence[Met], dates: Sequence[Dated]
) -> list[Asked]:
    """Two reports, "the first by 31 December 2017 and the second by 30 June 2018", are two.

    So are those to "its fifty-second and fifty-fourth sessions".
    """
    if asked.type != "report":
        return [asked]
    dues = _sessions(words, events) or _deadlines(words, dates)
    return [replace(asked, due=due) for due in dues] if len(dues) > 1 else [asked]


def _point(
    provision: Provision,
    stem: Asked,
    events: Sequence[Met],
    dates: Sequence[Dated],
    drafting: Drafting,
) -> Asked:
    """``Requests the Secretary-General: (a) To count; (b) To report``: each point is asked."""
    start = len(provision.number or "")
    start += len(provision.string[start:]) - len(provision.string[start:].lstrip())
    whole = Clause(start, start, stem.act, stem.verb)
    words = _Words(provision.string, whole, len(provision.string), drafting)
    asks_report = words.has("report_asked") and words.has("submit")
    type_: MandateType = "report" if asks_report and stem.type != "decision" else stem.type
    due = _due(words, events, dates) or stem.due
    end = len(provision.string)
    return Asked(start, end, stem.addressee, stem.targets, stem.act, stem.verb, type_, due)


@dataclass(frozen=True, slots=True)
class _Words:
    string: str
    clause: Clause
    end: int
    drafting: Drafting

    def asks_them(self) -> bool:
        """Whether a pronoun stands for whom it asks: "urges them", "les engage"."""
        patterns, start = self.drafting.patterns, self.clause.start
        before = patterns["pronoun_before"].search(self.string, max(0, start - _PRONOUN), start)
        return bool(before or patterns["pronoun_behind"].match(self.string, self.clause.end))

    def whom(self) -> str:
        """The words between the verb and what is asked, where no known name stands there."""
        found = self.drafting.patterns["addressee"].match(self.string, self.clause.end, self.end)
        return found["whom"].strip(" ,") if found else ""

    def has(self, pattern: str) -> bool:
        found = self.drafting.patterns[pattern].search(self.string, self.clause.end, self.end)
        return found is not None


def _asked(
    words: _Words,
    act: Act,
    actors: Sequence[Naming],
    events: Sequence[Met],
    dates: Sequence[Dated],
    organ: str | None,
) -> Asked:
    clause = words.clause
    type_ = _type(words, act)
    if act.directive == "decision":
        addressed: list[Naming] = []
        targets: tuple[str, ...] = (f"body:{organ}",) if organ else ()
    else:
        addressed = _addressees(words, actors)
        targets = tuple(dict.fromkeys(n.entry.id for n in addressed))
    if type_ == "recommendation" and any(n.entry.kind == "body" for n in addressed):
        type_ = "task"
    whom = "" if act.directive == "decision" else words.whom()
    printed = words.string[addressed[0].start : addressed[-1].end] if addressed else whom
    due = _due(words, events, dates) if type_ in ("report", "task", "agenda") else None
    return Asked(clause.start, words.end, printed, targets, clause.act, clause.verb, type_, due)


def _type(words: _Words, act: Act) -> MandateType:
    if act.directive == "decision":
        # the opening form itself may say it: "Décide de poursuivre l'examen"
        said = words.drafting.patterns["agenda"].search(words.string, words.clause.start, words.end)
        return "agenda" if said else "decision"
    if words.has("report_asked") and words.has("submit"):
        return "report"
    if words.has("agenda"):
        return "agenda"
    return "task" if act.directive == "request" else "recommendation"


def _addressees(words: _Words, actors: Sequence[Naming]) -> list[Naming]:
    """The names listed behind the verb: the first near it, each other near the one before."""
    glue = words.drafting.patterns["addressee_glue"]
    begin = words.clause.end
    inside = [
        n
        for n in beginning(actors, begin, max(begin + 1, words.end))
        if not n.short or n.start == begin
    ]
    listed: list[Naming] = []
    at = words.clause.end
    for naming in inside:
        if naming.start < at:  # inside a longer name
            continue
        if not glue.fullmatch(words.string, at, naming.start):
            break  # other words stand between: what follows is their object, not the addressee
        listed.append(naming)
        at = naming.end
    return listed


def _due(words: _Words, events: Sequence[Met], dates: Sequence[Dated]) -> str | None:
    """When: a session named in the clause, a date behind a deadline's words, or a duration."""
    start, end = words.clause.start, words.end
    sessions = _sessions(words, events)
    if sessions:
        return sessions[0]
    within = words.drafting.patterns["within"].search(words.string, start, end)
    if within:
        count = words.drafting.count(within["count"])
        unit = words.drafting.durations.get(words.drafting.script.fold(within["unit"]))
        return f"P{count}{unit}" if count and unit else None
    return next(iter(_deadlines(words, dates)), None)


def _sessions(words: _Words, events: Sequence[Met]) -> list[str]:
    """The first session named in the clause, and those listed with it."""
    listed, end = list[str](), 0
    for met in beginning(events, words.clause.start, words.end):
        if not (met.target and met.target.startswith("session:")):
            continue
        if listed and not _is_listed(words.string[end : met.start], met, words.drafting):
            break
        listed.append(met.target)
        end = met.end
    return listed


def _is_listed(glue: str, met: Met, drafting: Drafting) -> bool:
    """Whether a session goes on from the one before: "and a final report at its eightieth".

    Farther off one does so where its organ is named: "and to the Assembly at its eightieth".
    """
    joiner = drafting.patterns["joiner"]
    if len(glue) > _SECOND:
        return met.rule in _NAMED and bool(joiner.search(glue, len(glue) - _SECOND))
    beside = joiner.match(glue) or drafting.patterns["report_asked"].search(glue)
    return len(glue.strip()) <= _JOINER or bool(beside)


def _deadlines(words: _Words, dates: Sequence[Dated]) -> list[str]:
    """The days by which something is asked: "by 30 June 2018", « le 30 juin 2018 au plus tard »."""
    patterns, string = words.drafting.patterns, words.string
    return [
        dated.value
        for dated in beginning(dates, words.clause.start, words.end)
        if "/" not in dated.value
        and (
            patterns["deadline"].search(string, max(0, dated.start - _DEADLINE), dated.start)
            or patterns["deadline_behind"].match(string, dated.end)
        )
    ]
