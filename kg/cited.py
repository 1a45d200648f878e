"""Turn what a paragraph cites into findings: each with its act, its outcome and its words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from kg import citations, headfinal
from kg.addresses import find_addresses
from kg.arithmetic import can_exist
from kg.authorities import Catalogue, Entry
from kg.certainty import certainty
from kg.clauses import Clause, Clauses, said
from kg.dates import Dated
from kg.events import Met
from kg.facts import Identity
from kg.findings import Citation
from kg.gazetteer import Naming
from kg.headings import Announced, listed_numbers
from kg.numbers import Cited, Numbered, OpenSet, Printed
from kg.pinpoints import parts_behind, pinpoint_of_name, provisions_of
from kg.provisions import Provision, Resolution
from kg.references import Outcome, Setting, refer
from kg.spans import Occupied
from kg.symbols import Symbol

Placed: TypeAlias = tuple[int, int, Citation]  # from, to, in the paragraph's text

# bodies of these sorts adopt resolutions, under whatever numbers
_ADOPTING = frozenset({"commission", "committee", "conference-body", "board"})
_INSTRUMENTS_IN = ("preambular", "operative", "note")  # where unknown ones are looked for
_TOO_HIGH = "documents of the Security Council were never counted so high: a mark or a slip"
_STATEMENT = "only one organ counts the statements of its president so"


class Read(NamedTuple):
    """One paragraph with what was found in it so far, all in indices of its own text."""

    provision: Provision
    names: tuple[Naming, ...]
    dates: tuple[Dated, ...]
    clauses: Clauses
    events: tuple[Met, ...]
    under: Announced | None = None  # by the heading of a table


def citations_of(
    resolution: Resolution,
    identity: Identity,
    setting: Setting,
    read: Read,
    named: dict[str, str],
) -> list[Placed]:
    """The citations of one paragraph, each with its place in the paragraph's text.

    Args:
        resolution: the document.
        identity: what the document states of itself.
        setting: what decides between organs.
        read: the paragraph, with its names, dates, clauses and events.
        named: the numbers given with their organ so far, and their symbols; added to.

    Returns:
        Numbers, symbols, instruments, publications, open sets, hyperlinks and references to the
        document itself, in reading order.
    """
    provision = read.provision
    if provision.part == "furniture":
        return []
    if provision.part == "link":
        return list(_links(resolution, identity, provision))
    found = [*_numbered(resolution, identity, setting, read, named), *_selves(resolution, read)]
    cited = {citation.target for _, _, citation in found}
    linked = _links(resolution, identity, provision)
    found += [link for link in linked if link[2].target not in cited]
    found += _instruments(resolution, read, found)
    found += _registered(resolution, setting.catalogue, read)
    return sorted(found, key=lambda item: item[:2])


def reported(found: Sequence[Placed], read: Read) -> list[Placed]:
    """What stands behind "in which it endorsed" is done by the document cited just before.

    Only the object of the reported verb is: what stands farther off, or behind a comma, may be
    anyone's, and stays with the paragraph's own verb.

    Args:
        found: the citations of a paragraph, in reading order.
        read: the paragraph.
    """
    result: list[Placed] = []
    reporter, since = None, -1
    for start, end, citation in found:
        act = read.clauses.reported_act(since, start) if reporter else None
        if act:
            citation = replace(citation, reported_by=reporter, act=act.act, verb=act.verb)
        elif citation.target and ":" not in citation.target and citation.target != "self":
            reporter, since = citation.target, end
        result.append((start, end, citation))
    return result


def _links(resolution: Resolution, identity: Identity, provision: Provision) -> Iterator[Placed]:
    """Addresses of documents that the text prints, in a sentence or dumped between the lines."""
    for start, end, symbol in find_addresses(provision.string):
        if not _is_own(symbol.text, identity.symbol):
            evidence = resolution.evidence(provision, start, end)
            citation = Citation(
                (evidence,), symbol.text, "explicit", "hyperlink", certainty("symbol")
            )
            yield start, end, citation


def _numbered(
    resolution: Resolution,
    identity: Identity,
    setting: Setting,
    read: Read,
    named: dict[str, str],
) -> Iterator[Placed]:
    provision = read.provision
    organs = [name for name in read.names if adopts(name)]
    clause: Clause | None = None
    reading = headfinal if resolution.drafting.noun_last else citations
    found = reading.find_citations(
        provision.string, read.dates, organs, resolution.drafting, _instruments_of(read)
    )
    for cited in _with_listed(resolution, read, found):
        outcome = _outcome(cited, setting, named)
        if provision.part == "closing" and isinstance(cited, Numbered) and not cited.has_cue:
            outcome = outcome.withheld("a number alone, behind the closing lines")
        if isinstance(cited, Numbered) and outcome.target and outcome.rule == "named-organ":
            named[cited.text] = outcome.target
        own = _is_own(outcome.target, identity.symbol)
        if provision.part in ("head", "closing") and (own or _stands_alone(cited, provision)):
            continue
        if not isinstance(cited, Numbered) or cited.leads:
            clause = read.clauses.governing(cited.start)  # members of a list share their cue's verb
        citation = _citation(resolution, read, cited, outcome, clause, own=own)
        yield cited.start, cited.end, citation


def _with_listed(resolution: Resolution, read: Read, found: list[Cited]) -> list[Cited]:
    """What words cite, and with it the numbers of a table that its heading explains."""
    if not read.under:
        return found
    text, source = read.provision.text, resolution.document.source
    rows = list(listed_numbers(text, source, read.under, resolution.drafting))
    places = {(row.start, row.end) for row in rows}
    others = [cited for cited in found if (cited.start, cited.end) not in places]
    return sorted([*others, *rows], key=lambda cited: cited.start)


def _stands_alone(cited: Cited, provision: Provision) -> bool:
    """Whether brackets hold a symbol alone: "[S/1486]" under a title is the document's second."""
    around = provision.string[max(0, cited.start - 1) : cited.end + 1]
    return isinstance(cited, Printed) and around[:1] == "[" and around[-1:] == "]"


def _outcome(cited: Cited, setting: Setting, named: Mapping[str, str]) -> Outcome:
    match cited:
        case Printed():
            outcome = Outcome(cited.symbol.text, "explicit", "symbol", certainty("symbol"))
            if not cited.whole:
                outcome = Outcome(
                    cited.symbol.text, "inferred", "statement", certainty("statement"), _STATEMENT
                )
            return outcome if can_exist(cited.symbol) else outcome.withheld(_TOO_HIGH)
        case Numbered():
            return refer(cited, setting, named)
        case OpenSet():
            reason = "a set that the text does not enumerate"
            return Outcome(
                _series(cited, setting.organ),
                "unresolved",
                "open-set",
                certainty("left-open-told"),
                reason,
            )


def adopts(naming: Naming) -> bool:
    """Whether a name is that of a body which adopts resolutions."""
    facts, entry = naming.entry.facts, naming.entry
    numbers = facts.get("resolution") or facts.get("numbered")
    return entry.kind == "body" and bool(numbers or entry.type in _ADOPTING)


def _citation(
    resolution: Resolution,
    read: Read,
    cited: Cited,
    outcome: Outcome,
    clause: Clause | None,
    *,
    own: bool,
) -> Citation:
    act, verb = said(clause)
    pinpoint = None if isinstance(cited, OpenSet) else cited.pinpoint
    return Citation(
        evidence=(resolution.evidence(read.provision, cited.start, cited.end),),
        target="self" if own else outcome.target,
        status=outcome.status,
        rule=outcome.rule,
        confidence=outcome.confidence,
        act=act,
        verb=verb,
        pinpoint=pinpoint,
        provisions=provisions_of(pinpoint),
        date=None if isinstance(cited, OpenSet) else cited.date,
        reason=outcome.reason,
        candidates=outcome.candidates,
    )


def _series(cited: OpenSet, organ: str | None) -> str:
    """A key for an open set: whose resolutions, and on what, in the words of the text."""
    named = cited.organ[0].entry.key if cited.organ else organ or "unknown"
    words = re.findall(r"\w{4,}", cited.topic.lower())[:6] or ["resolutions"]
    return "series:" + "-".join([named, *words])


def _selves(resolution: Resolution, read: Read) -> Iterator[Placed]:
    for match in resolution.drafting.patterns["self"].finditer(read.provision.string):
        evidence = resolution.evidence(read.provision, *match.span())
        yield (
            *match.span(),
            Citation((evidence,), "self", "explicit", "present-resolution", certainty("symbol")),
        )


def _instruments(resolution: Resolution, read: Read, others: Sequence[Placed]) -> list[Placed]:
    named = _instruments_of(read)
    places = list(resolution.drafting.pinpoint.finditer(read.provision.string)) if named else []
    found = [(n.start, n.end, _named(resolution, read, n, places)) for n in named]
    if read.provision.part not in _INSTRUMENTS_IN or not _may_be_unknown(resolution, read):
        return found
    taken = Occupied(len(read.provision.string))
    spans = [(start, end) for start, end, _ in (*found, *others)]
    spans += [(naming.start, naming.end) for naming in read.names]
    spans += [(met.start, met.end) for met in read.events]
    for start, end in spans:
        taken.claim(start, end)
    return [*found, *_unknown_instruments(resolution, read, taken)]


def _instruments_of(read: Read) -> list[Naming]:
    """The instruments and publications that a paragraph names in full."""
    return [
        naming
        for naming in read.names
        if naming.entry.kind in ("instrument", "publication") and not naming.short
    ]


def _named(
    resolution: Resolution, read: Read, naming: Naming, places: Sequence[re.Match[str]]
) -> Citation:
    string, drafting = read.provision.string, resolution.drafting
    pinpoint = pinpoint_of_name(string, naming.start, naming.end, places, drafting)
    # of a name inside another: the verb that governs the whole
    at = _around(read, naming).start if naming.nested else naming.start
    act, verb = said(read.clauses.governing(at))
    return Citation(
        evidence=(resolution.evidence(read.provision, naming.start, naming.end),),
        target=naming.entry.id,
        status="explicit",
        rule="name-inside" if naming.nested else "authority-name",
        confidence=certainty("name-inside" if naming.nested else "name"),
        act=act,
        verb=verb,
        pinpoint=pinpoint,
        provisions=provisions_of(pinpoint),
    )


def _around(read: Read, naming: Naming) -> Naming:
    """The longer name that holds a nested one: the last that begins before, inside none."""
    i = bisect_right(read.names, naming.start, key=lambda name: name.start) - 1
    while read.names[i].nested:
        i -= 1
    return read.names[i]


def _registered(resolution: Resolution, catalogue: Catalogue, read: Read) -> Iterator[Placed]:
    """Publications by sales number, treaties by their number in the Treaty Series."""
    for fact in ("sales_number", "treaty_series"):
        for match in resolution.drafting.patterns[fact].finditer(read.provision.string):
            entry = _registers(catalogue, fact).get(_plain_number(match["number"]))
            evidence = resolution.evidence(read.provision, *match.span())
            if entry:
                citation = Citation(
                    (evidence,),
                    entry.id,
                    "explicit",
                    fact.replace("_", "-"),
                    certainty("name"),
                    pinpoint=parts_behind(read.provision.string, match.end(), resolution.drafting),
                )
            else:
                reason = "no entry of the authority files has this number"
                citation = Citation(
                    (evidence,),
                    None,
                    "unresolved",
                    fact.replace("_", "-"),
                    certainty("left-open-told"),
                    reason=reason,
                )
            yield *match.span(), citation


@cache
def _registers(catalogue: Catalogue, fact: str) -> Mapping[str | None, Entry]:
    """By its number each publication, or each treaty; of several the first."""
    entries = reversed(list(catalogue.entries.values()))
    return {_plain_number(_registration(entry, fact)): entry for entry in entries}


def _registration(entry: Entry, fact: str) -> object:
    """The number under which a publication is sold, or a treaty registered."""
    if fact == "sales_number":
        return entry.facts.get(fact)
    source = re.search(
        r"Treaty Series, vol\. [\d ]+, No\. (?P<number>[\d ]+)", str(entry.facts.get("source"))
    )
    return entry.facts.get(fact) or (source["number"] if source else None)


def _plain_number(number: object) -> str | None:
    """A sales number without its language letter: F.96.IV.8 and E.96.IV.8 are one publication."""
    return re.sub(r"^[A-Z]\.|\s", "", str(number)) if number else None


def _may_be_unknown(resolution: Resolution, read: Read) -> bool:
    return resolution.drafting.patterns["instrument"].can_match(read.provision.string)


def _unknown_instruments(resolution: Resolution, read: Read, taken: Occupied) -> Iterator[Placed]:
    """Treaties and declarations that no authority file names: said, and left open."""
    for match in resolution.drafting.patterns["instrument"].finditer(read.provision.string):
        if not taken.is_free(*match.span()):
            continue
        act, verb = said(read.clauses.governing(match.start()))
        yield (
            *match.span(),
            Citation(
                evidence=(resolution.evidence(read.provision, *match.span()),),
                target=None,
                status="unresolved",
                rule="instrument-name",
                confidence=certainty("left-open"),
                act=act,
                verb=verb,
                reason="no instrument of this name in the authority files",
            ),
        )


def _is_own(target: str | None, symbol: Symbol | None) -> bool:
    """Tell whether a target is the citing document itself."""
    return symbol is not None and target == symbol.text
