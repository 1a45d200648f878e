"""Compose the stages: a document in, all that it states out.

Pure: the same document and authority files give the same extraction, so documents can be read in
any order and on any machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.antecedents import follow
from kg.authorities import Catalogue
from kg.certainty import certainty
from kg.cited import Placed, Read, adopts, citations_of, reported
from kg.clauses import Clauses, find_clauses, said
from kg.confidence import as_repaired, of_another_text
from kg.dates import find_dates
from kg.documents import Document
from kg.errors import NotAResolution
from kg.events import Place, find_events
from kg.facts import Identity, identify
from kg.findings import Body, Date, Event, Extraction, Finding, Goal, Mandate, Paragraph
from kg.garbage import none_looked_for
from kg.gazetteer import Naming, load_gazetteer
from kg.headings import Announced, announced
from kg.hyperlinks import Heeded, heed_links
from kg.joins import join_notes, notes_apart
from kg.mandates import Asked, find_mandates
from kg.provisions import Provision, Resolution
from kg.references import Setting, Whose
from kg.structure import parse
from kg.text import printed

_LARGEST_GOAL = 17


@none_looked_for()
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
    setting = _setting(identity, catalogue)
    reads = list(_reads(resolution, identity, catalogue))
    heeded = list(_cited(resolution, identity, setting, reads))
    findings = _findings(resolution, identity, reads, [h.placed for h in heeded])
    return Extraction(
        path=document.path,
        sha256=document.sha256,
        language=document.language,
        symbol=identity.symbol.text if identity.symbol else None,
        organ=identity.organ,
        facts=identity.facts,
        unknown=identity.unknown,
        paragraphs=tuple(_paragraph(p, document) for p in resolution.provisions if p.string),
        findings=tuple(findings),
        doubts=(*resolution.doubts, *(doubt for h in heeded for doubt in h.doubts)),
        links=tuple(ending for h in heeded for ending in h.endings),
    )


def _must_be_resolution(resolution: Resolution, identity: Identity) -> None:
    has_acts = any(p.act for p in resolution.provisions)
    if not (identity.symbol or identity.organ or has_acts):
        raise NotAResolution(
            f"{resolution.document.path}: no resolution: "
            "it has no enacting formula, no symbol and no drafting verb"
        )


def _paragraph(provision: Provision, document: Document) -> Paragraph:
    start, end = provision.text.span(0, len(provision.string))
    notes = tuple(dict.fromkeys(a.note for a in provision.anchors if a.note))
    return Paragraph(
        provision.label,
        provision.part,
        start,
        end,
        printed(provision.text, document.source),
        provision.number,
        provision.verb,
        provision.act,
        notes,
        document.page(start),
    )


def _setting(identity: Identity, catalogue: Catalogue) -> Setting:
    """Reports and budgets are adopted by no organ: their symbol tells to which they were issued."""
    issued = identity.symbol and not identity.symbol.is_adopted
    rule: Whose = "issued-to-organ" if issued else "adopting-organ"
    return Setting(identity.organ, identity.day, catalogue, rule)


# ------------------------------------------------------------------------------- what stands where
def _reads(resolution: Resolution, identity: Identity, catalogue: Catalogue) -> Iterator[Read]:
    gazetteer = load_gazetteer(catalogue, resolution.document.language)
    known: dict[str, None] = {f"body:{identity.organ}": None} if identity.organ else {}
    under: Announced | None = None
    by_label = {provision.label: provision for provision in resolution.provisions}
    for provision in resolution.provisions:
        if provision.part in ("link", "furniture"):
            yield Read(provision, (), (), Clauses("", (), ()), ())
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
        above = by_label.get(_above(provision.label))
        clauses = find_clauses(provision, resolution.drafting, above)
        organs = [name for name in names if adopts(name)]
        under = announced(provision.string, organs, resolution.drafting, under)
        yield Read(provision, names, dates, clauses, tuple(find_events(place)), under)


def _in_force(names: Sequence[Naming], known: dict[str, None]) -> Iterator[Naming]:
    """Full names, and short ones whose full name went before; the last named comes first."""
    for naming in names:
        if not naming.short:
            known.pop(naming.entry.id, None)
            known[naming.entry.id] = None
            yield naming
        elif naming.entry.id in known:
            yield naming


def _cited(
    resolution: Resolution, identity: Identity, setting: Setting, reads: Sequence[Read]
) -> Iterator[Heeded]:
    """What each paragraph cites by its words, as its hyperlinks leave it."""
    named: dict[str, str] = {}
    for read in reads:
        found = citations_of(resolution, identity, setting, read, named)
        heeded = heed_links(resolution, identity.symbol, setting.catalogue, read, found)
        yield replace(heeded, placed=reported(heeded.placed, read))


def _findings(
    resolution: Resolution,
    identity: Identity,
    reads: Sequence[Read],
    found: Sequence[Sequence[Placed]],
) -> Iterator[Finding]:
    cited = follow(resolution, reads, found)
    notes = {
        read.provision.label: [c for _, _, c in found]
        for read, found in zip(reads, cited, strict=True)
        if read.provision.part == "note"
    }
    apart = notes_apart(resolution)
    stems: dict[str, Asked] = {}  # what paragraphs ask whose points follow
    for read, placed_here in zip(reads, cited, strict=True):
        joined = join_notes(resolution, read, placed_here, notes, apart)
        placed: list[tuple[int, Finding]] = [(start, citation) for start, _, citation in joined]
        placed += _events(resolution, read)
        placed += _bodies(resolution, read)
        placed += _dates(resolution, read)
        placed += _goals(resolution, read)
        placed += _mandates(resolution, identity, read, stems)
        for _, finding in sorted(placed, key=lambda item: item[0]):
            claimed = as_repaired(finding, resolution.repairs) if resolution.repairs else finding
            yield of_another_text(claimed) if read.provision.part == "other" else claimed


# ---------------------------------------------------------------------------- everything else named
def _events(resolution: Resolution, read: Read) -> Iterator[tuple[int, Finding]]:
    for met in read.events:
        act, verb = said(read.clauses.governing(met.start))
        yield (
            met.start,
            Event(
                evidence=(resolution.evidence(read.provision, met.start, met.end),),
                target=met.target,
                status=met.status,
                rule=met.rule,
                confidence=met.confidence,
                act=act,
                verb=verb,
                place=met.place,
                date=met.date,
                reason=met.reason,
                candidates=met.candidates,
            ),
        )


def _bodies(resolution: Resolution, read: Read) -> Iterator[tuple[int, Finding]]:
    shorts: dict[int, list[Naming]] = {}
    for naming in read.names:
        if naming.entry.kind in ("body", "group"):
            if naming.short:
                shorts.setdefault(naming.start, []).append(naming)
                continue
            evidence = resolution.evidence(read.provision, naming.start, naming.end)
            yield (
                naming.start,
                Body((evidence,), naming.entry.id, "authority-name", certainty("body-name")),
            )
    for start, namings in shorts.items():
        if len(namings) == 1:  # a short name that two known bodies bear is nobody's
            evidence = resolution.evidence(read.provision, start, namings[0].end)
            yield (
                start,
                Body((evidence,), namings[0].entry.id, "short-name", certainty("body-short-name")),
            )


def _dates(resolution: Resolution, read: Read) -> Iterator[tuple[int, Finding]]:
    for dated in read.dates:
        evidence = resolution.evidence(read.provision, dated.start, dated.end)
        confidence = certainty("date-with-mark" if dated.repaired else "date")
        yield dated.start, Date((evidence,), dated.value, dated.rule, confidence)


def _goals(resolution: Resolution, read: Read) -> Iterator[tuple[int, Finding]]:
    if read.provision.part in ("link", "furniture"):
        return
    for rule in ("goal", "target"):
        for match in resolution.drafting.patterns[rule].finditer(read.provision.string):
            evidence = resolution.evidence(read.provision, *match.span())
            for number in re.findall(r"\d{1,2}(?:\.[\da-c]{1,2})?", match["numbers"]):
                if 1 <= int(number.split(".")[0]) <= _LARGEST_GOAL:
                    yield match.start(), Goal((evidence,), number, rule, certainty("goal"))


def _above(label: str) -> str:
    """The label of the paragraph that a point belongs to: ``OP3(a)(ii)`` stands in ``OP3(a)``."""
    if "(" not in label:
        return ""
    run = re.search(r"\[[^\]]*\]$", label)
    stem = label[: run.start()] if run else label
    return re.sub(r"\([^()]*\)$", "", stem) + (run[0] if run else "") if "(" in stem else ""


def _mandates(
    resolution: Resolution, identity: Identity, read: Read, stems: dict[str, Asked]
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
                confidence=certainty("mandate" if mandate.targets else "mandate-as-printed"),
                due=mandate.due,
            ),
        )
