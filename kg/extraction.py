"""Compose the stages: a document in, all that it states out.

Pure: the same document and authority files give the same extraction, so documents can be read in
any order and on any machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from kg.authorities import Catalogue
from kg.citations import Cited, Numbered, OpenSet, Printed, find_citations
from kg.clauses import Clause, Clauses, find_clauses
from kg.dates import Dated, find_dates
from kg.documents import Document
from kg.errors import NotAResolution, SymbolError
from kg.events import Met, Place, find_events
from kg.facts import Identity, identify
from kg.findings import Body, Citation, Date, Event, Extraction, Finding, Goal, Mandate, Paragraph
from kg.gazetteer import Naming, load_gazetteer
from kg.joins import is_own, join_notes, notes_apart, provisions_of
from kg.mandates import Asked, find_mandates
from kg.provisions import Provision, Resolution
from kg.references import Outcome, Setting, refer
from kg.spans import Occupied
from kg.structure import parse
from kg.symbols import parse_symbol

_LARGEST_GOAL = 17
_UN_LINK = re.compile(
    r"https?://(?:www\.)?(?:undocs\.org|docs\.un\.org|documents\.un\.org)/(?:(?:ar|en|es|fr|ru|zh)/)?(?P<symbol>\S+)"
)


@dataclass(frozen=True, slots=True)
class _Read:
    """One paragraph with what was found in it so far, all in indices of its own text."""

    provision: Provision
    names: tuple[Naming, ...]
    dates: tuple[Dated, ...]
    clauses: Clauses
    events: tuple[Met, ...]


def extract(document: Document, catalogue: Catalogue) -> Extraction:
    """All that a document states, on which words.

    Args:
        document: as read.
        catalogue: the authority files.

    Returns:
        The extraction, in reading order.

    Raises:
        NotAResolution: nothing in the text marks a resolution.
    """
    resolution = parse(document)
    identity = identify(resolution, catalogue)
    _must_be_resolution(resolution, identity)
    setting = Setting(identity.organ, identity.day, catalogue)
    reads = list(_reads(resolution, identity, catalogue))
    findings = [*_findings(resolution, identity, setting, reads)]
    return Extraction(
        path=document.path,
        sha256=document.sha256,
        language=document.language,
        symbol=identity.symbol.text if identity.symbol else None,
        organ=identity.organ,
        facts=identity.facts,
        unknown=identity.unknown,
        paragraphs=tuple(_paragraph(p) for p in resolution.provisions if p.string),
        findings=tuple(findings),
        doubts=resolution.doubts,
    )


def _must_be_resolution(resolution: Resolution, identity: Identity) -> None:
    has_acts = any(p.act for p in resolution.provisions)
    if not (identity.symbol or identity.organ or has_acts):
        raise NotAResolution(
            f"{resolution.document.path}: no resolution: "
            "it has no enacting formula, no symbol and no drafting verb"
        )


def _paragraph(provision: Provision) -> Paragraph:
    start, end = provision.text.span(0, len(provision.string))
    notes = tuple(dict.fromkeys(a.note for a in provision.anchors if a.note))
    return Paragraph(
        provision.label,
        provision.part,
        start,
        end,
        provision.string,
        provision.number,
        provision.verb,
        provision.act,
        notes,
    )


# ------------------------------------------------------------------------------- what stands where
def _reads(resolution: Resolution, identity: Identity, catalogue: Catalogue) -> Iterator[_Read]:
    gazetteer = load_gazetteer(catalogue, resolution.document.language)
    known: dict[str, None] = {f"body:{identity.organ}": None} if identity.organ else {}
    for provision in resolution.provisions:
        if provision.part in ("link", "furniture"):
            yield _Read(provision, (), (), Clauses("", (), ()), ())
            continue
        names = tuple(_in_force(gazetteer.find(provision.string), known))
        dates = tuple(find_dates(provision.string, resolution.drafting))
        place = Place(
            provision.string,
            dates,
            names,
            resolution.drafting,
            catalogue,
            identity.organ,
            identity.day,
        )
        clauses = find_clauses(provision, resolution.drafting)
        yield _Read(provision, names, dates, clauses, tuple(find_events(place)))


def _in_force(names: Sequence[Naming], known: dict[str, None]) -> Iterator[Naming]:
    """Full names, and short ones whose full name went before; the last named comes first."""
    for naming in names:
        if not naming.short:
            known.pop(naming.entry.id, None)
            known[naming.entry.id] = None
            yield naming
        elif naming.entry.id in known:
            yield naming


def _findings(
    resolution: Resolution, identity: Identity, setting: Setting, reads: Sequence[_Read]
) -> Iterator[Finding]:
    cited = [_citations(resolution, identity, setting, read) for read in reads]
    notes = {
        read.provision.label: [c for _, _, c in found]
        for read, found in zip(reads, cited, strict=True)
        if read.provision.part == "note"
    }
    apart = notes_apart(resolution)
    stems: dict[str, Asked] = {}  # what paragraphs ask whose points follow
    for read, found in zip(reads, cited, strict=True):
        joined = join_notes(resolution, read.provision, found, notes, apart)
        placed: list[tuple[int, Finding]] = [(start, citation) for start, _, citation in joined]
        placed += _events(resolution, read)
        placed += _bodies(resolution, read)
        placed += _dates(resolution, read)
        placed += _goals(resolution, read)
        placed += _mandates(resolution, identity, read, stems)
        yield from (finding for _, finding in sorted(placed, key=lambda item: item[0]))


# --------------------------------------------------------------------------------------- citations
def _citations(
    resolution: Resolution, identity: Identity, setting: Setting, read: _Read
) -> list[tuple[int, int, Citation]]:
    provision = read.provision
    if provision.part == "furniture":
        return []
    if provision.part == "link":
        return list(_links(resolution, identity, provision))
    found = [*_numbered(resolution, identity, setting, read), *_selves(resolution, read)]
    cited = {citation.target for _, _, citation in found}
    linked = _links(resolution, identity, provision)
    found += [link for link in linked if link[2].target not in cited]
    found += _instruments(resolution, read, found)
    found += _registered(resolution, setting.catalogue, read)
    return _reported(sorted(found, key=lambda item: item[:2]), read)


def _reported(
    found: Sequence[tuple[int, int, Citation]], read: _Read
) -> list[tuple[int, int, Citation]]:
    """What stands behind "in which it endorsed" is done by the document cited just before.

    A further member of the list, or a new number with its own cue, ends the report.
    """
    result: list[tuple[int, int, Citation]] = []
    reporter, since = None, -1
    for start, end, citation in found:
        span = read.clauses.reporting(start)
        if (
            span is None
            or reporter is None
            or not since <= span[0]
            or _starts_anew(citation, read, start)
        ):
            if citation.target and ":" not in citation.target and citation.target != "self":
                reporter, since = citation.target, end
            result.append((start, end, citation))
            continue
        act = read.clauses.reported_act(span)
        result.append(
            (start, end, replace(citation, reported_by=reporter, act=act or citation.act))
        )
    return result


def _starts_anew(citation: Citation, read: _Read, start: int) -> bool:
    """Whether a number continues the list before the report, or opens one of its own."""
    if citation.target is not None and ":" in citation.target:
        return False
    before = read.provision.string[:start]
    return bool(re.search(r"[,;]\s*(?:\S+\s+){0,6}$", before))


def _links(
    resolution: Resolution, identity: Identity, provision: Provision
) -> Iterator[tuple[int, int, Citation]]:
    """Hyperlinks to UN documents, in a sentence or dumped between the lines."""
    for match in _UN_LINK.finditer(provision.string):
        try:
            symbol = parse_symbol(unquote(match["symbol"]).rstrip(".,;:)]"))
        except SymbolError:
            continue
        if not is_own(symbol.text, identity.symbol):
            evidence = resolution.evidence(provision, *match.span())
            yield *match.span(), Citation((evidence,), symbol.text, "explicit", "hyperlink", 0.99)


def _numbered(
    resolution: Resolution, identity: Identity, setting: Setting, read: _Read
) -> Iterator[tuple[int, int, Citation]]:
    provision = read.provision
    organs = [n for n in read.names if n.entry.kind == "body" and _adopts(n)]
    clause: Clause | None = None
    for cited in find_citations(provision.string, read.dates, organs, resolution.drafting):
        outcome = _outcome(cited, setting)
        own = is_own(outcome.target, identity.symbol)
        if own and provision.part in ("head", "closing"):
            continue
        if not (isinstance(cited, Numbered) and cited.rule in ("list", "range", "shared-year")):
            clause = read.clauses.governing(cited.start)  # members of a list share their cue's verb
        citation = _citation(resolution, read, cited, outcome, clause, own=own)
        yield cited.start, cited.end, citation


def _outcome(cited: Cited, setting: Setting) -> Outcome:
    match cited:
        case Printed():
            return Outcome(cited.symbol.text, "explicit", "symbol", 0.99)
        case Numbered():
            return refer(cited, setting)
        case OpenSet():
            reason = "a set that the text does not enumerate"
            return Outcome(_series(cited, setting.organ), "unresolved", "open-set", 0.8, reason)


def _adopts(naming: Naming) -> bool:
    return bool(naming.entry.facts.get("resolution") or naming.entry.facts.get("numbered"))


def _citation(
    resolution: Resolution,
    read: _Read,
    cited: Cited,
    outcome: Outcome,
    clause: Clause | None,
    *,
    own: bool,
) -> Citation:
    pinpoint = None if isinstance(cited, OpenSet) else cited.pinpoint
    return Citation(
        evidence=(resolution.evidence(read.provision, cited.start, cited.end),),
        target="self" if own else outcome.target,
        status=outcome.status,
        rule=outcome.rule,
        confidence=outcome.confidence,
        act=clause.act if clause else None,
        verb=clause.verb if clause else None,
        pinpoint=pinpoint,
        provisions=provisions_of(pinpoint),
        date=None if isinstance(cited, OpenSet) else cited.date,
        reason=outcome.reason,
        candidates=outcome.candidates,
    )


def _series(cited: OpenSet, organ: str | None) -> str:
    """A key for an open set: whose resolutions, and on what, in the words of the text."""
    named = cited.organ[0].entry.key if cited.organ else organ or "unknown"
    words = re.findall(r"\w{4,}", cited.topic.lower())[:6]
    return "series:" + "-".join([named, *words])


def _selves(resolution: Resolution, read: _Read) -> Iterator[tuple[int, int, Citation]]:
    for match in resolution.drafting.patterns["self"].finditer(read.provision.string):
        evidence = resolution.evidence(read.provision, *match.span())
        yield *match.span(), Citation((evidence,), "self", "explicit", "present-resolution", 0.99)


def _instruments(
    resolution: Resolution, read: _Read, others: Sequence[tuple[int, int, Citation]]
) -> list[tuple[int, int, Citation]]:
    found = [
        (naming.start, naming.end, _named(resolution, read, naming))
        for naming in read.names
        if naming.entry.kind in ("instrument", "publication") and not naming.short
    ]
    taken = Occupied(len(read.provision.string))
    spans = [(start, end) for start, end, _ in (*found, *others)]
    spans += [(naming.start, naming.end) for naming in read.names]
    spans += [(met.start, met.end) for met in read.events]
    for start, end in spans:
        taken.claim(start, end)
    if read.provision.part in ("preambular", "operative", "note"):
        found += _unknown_instruments(resolution, read, taken)
    return found


def _named(resolution: Resolution, read: _Read, naming: Naming) -> Citation:
    clause = read.clauses.governing(naming.start)
    return Citation(
        evidence=(resolution.evidence(read.provision, naming.start, naming.end),),
        target=naming.entry.id,
        status="explicit",
        rule="name-inside" if naming.nested else "authority-name",
        confidence=0.9 if naming.nested else 0.97,
        act=clause.act if clause else None,
        verb=clause.verb if clause else None,
    )


def _registered(
    resolution: Resolution, catalogue: Catalogue, read: _Read
) -> Iterator[tuple[int, int, Citation]]:
    """Publications by sales number, treaties by their number in the Treaty Series."""
    for pattern, fact in (("sales_number", "sales_number"), ("treaty_series", "treaty_series")):
        for match in resolution.drafting.patterns[pattern].finditer(read.provision.string):
            number = _plain_number(match["number"])
            entry = next(
                (
                    e
                    for e in catalogue.entries.values()
                    if _plain_number(e.facts.get(fact)) == number
                ),
                None,
            )
            evidence = resolution.evidence(read.provision, *match.span())
            if entry:
                citation = Citation((evidence,), entry.id, "explicit", fact.replace("_", "-"), 0.97)
            else:
                reason = "no entry of the authority files has this number"
                citation = Citation(
                    (evidence,), None, "unresolved", fact.replace("_", "-"), 0.9, reason=reason
                )
            yield *match.span(), citation


def _plain_number(number: object) -> str | None:
    """A sales number without its language letter: F.96.IV.8 and E.96.IV.8 are one publication."""
    return re.sub(r"^[A-Z]\.|\s", "", str(number)) if number else None


def _unknown_instruments(
    resolution: Resolution, read: _Read, taken: Occupied
) -> Iterator[tuple[int, int, Citation]]:
    """Treaties and declarations that no authority file names: said, and left open."""
    for match in resolution.drafting.patterns["instrument"].finditer(read.provision.string):
        if not taken.is_free(*match.span()):
            continue
        clause = read.clauses.governing(match.start())
        yield (
            *match.span(),
            Citation(
                evidence=(resolution.evidence(read.provision, *match.span()),),
                target=None,
                status="unresolved",
                rule="instrument-name",
                confidence=0.5,
                act=clause.act if clause else None,
                verb=clause.verb if clause else None,
                reason="no instrument of this name in the authority files",
            ),
        )


# ---------------------------------------------------------------------------- everything else named
def _events(resolution: Resolution, read: _Read) -> Iterator[tuple[int, Finding]]:
    for met in read.events:
        clause = read.clauses.governing(met.start)
        yield (
            met.start,
            Event(
                evidence=(resolution.evidence(read.provision, met.start, met.end),),
                target=met.target,
                status=met.status,
                rule=met.rule,
                confidence=met.confidence,
                act=clause.act if clause else None,
                verb=clause.verb if clause else None,
                place=met.place,
                date=met.date,
                reason=met.reason,
                candidates=met.candidates,
            ),
        )


def _bodies(resolution: Resolution, read: _Read) -> Iterator[tuple[int, Finding]]:
    shorts: dict[int, list[Naming]] = {}
    for naming in read.names:
        if naming.entry.kind in ("body", "group"):
            if naming.short:
                shorts.setdefault(naming.start, []).append(naming)
                continue
            evidence = resolution.evidence(read.provision, naming.start, naming.end)
            yield naming.start, Body((evidence,), naming.entry.id, "authority-name", 0.97)
    for start, namings in shorts.items():
        if len(namings) == 1:  # a short name that two known bodies bear is nobody's
            evidence = resolution.evidence(read.provision, start, namings[0].end)
            yield start, Body((evidence,), namings[0].entry.id, "short-name", 0.9)


def _dates(resolution: Resolution, read: _Read) -> Iterator[tuple[int, Finding]]:
    for dated in read.dates:
        evidence = resolution.evidence(read.provision, dated.start, dated.end)
        confidence = 0.9 if dated.repaired else 0.99
        yield dated.start, Date((evidence,), dated.value, dated.rule, confidence)


def _goals(resolution: Resolution, read: _Read) -> Iterator[tuple[int, Finding]]:
    if read.provision.part in ("link", "furniture"):
        return
    for rule in ("goal", "target"):
        for match in resolution.drafting.patterns[rule].finditer(read.provision.string):
            evidence = resolution.evidence(read.provision, *match.span())
            for number in re.findall(r"\d{1,2}(?:\.[\da-c]{1,2})?", match["numbers"]):
                if 1 <= int(number.split(".")[0]) <= _LARGEST_GOAL:
                    yield match.start(), Goal((evidence,), number, rule, 0.97)


def _above(label: str) -> str:
    """The label of the paragraph that a point belongs to: ``OP3(a)(ii)`` stands in ``OP3(a)``."""
    run = re.search(r"\[[^\]]*\]$", label)
    stem = label[: run.start()] if run else label
    return re.sub(r"\([^()]*\)$", "", stem) + (run[0] if run else "") if "(" in stem else ""


def _mandates(
    resolution: Resolution, identity: Identity, read: _Read, stems: dict[str, Asked]
) -> Iterator[tuple[int, Finding]]:
    label, string = read.provision.label, read.provision.string
    stem = stems.get(_above(label))
    asked = find_mandates(
        read.provision,
        read.clauses,
        read.names,
        read.events,
        read.dates,
        identity.organ,
        resolution.drafting,
        stem,
    )
    if asked and (string.endswith(":") or stem):
        stems[label] = asked[-1]
    for mandate in asked:
        yield (
            mandate.start,
            Mandate(
                evidence=(resolution.evidence(read.provision, mandate.start, mandate.end),),
                addressee=mandate.addressee,
                targets=mandate.targets,
                act=mandate.act,
                verb=mandate.verb,
                type=mandate.type,
                rule=f"directive-{mandate.act}",
                confidence=0.95 if mandate.targets else 0.8,
                due=mandate.due,
            ),
        )
