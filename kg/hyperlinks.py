"""Heed the hyperlinks of a file: they confirm, complete or contradict what the words are read as.

An editor set each of them on words, and said by it which document is meant. Where the words leave
it open, or lose to a footnote's digit, the link decides; where they print another number, one of
the two is a slip, and both are told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from msgspec import structs

from kg.addresses import document_at
from kg.authorities import Catalogue
from kg.certainty import certainty
from kg.cited import Placed, Read
from kg.clauses import said
from kg.errors import SymbolError
from kg.findings import Citation, LinkEnding
from kg.provisions import Provision, Resolution
from kg.symbols import Symbol, parse_symbol

_CERTAIN = frozenset({"symbol", "named-organ", "number-and-year"})  # rules that need no link
_APART = frozenset({"open-set", "hyperlink"})  # rules of citations that are no link's words
_EXTENSION = re.compile(r"[/ (]")  # A/74/6 (Sect. 1), A/70/357/Add.1


class Lead(NamedTuple):
    """A hyperlink to a document: its words, as indices into a paragraph's text."""

    start: int
    end: int
    symbol: Symbol


@dataclass(frozen=True, slots=True)
class Heeded:
    """The citations of a paragraph, as its hyperlinks leave them.

    Attributes:
        placed: in reading order.
        endings: what became of each hyperlink.
        doubts: where a link contradicts the words.
    """

    placed: list[Placed]
    endings: tuple[LinkEnding, ...] = ()
    doubts: tuple[str, ...] = ()


def heed_links(
    resolution: Resolution,
    own: Symbol | None,
    catalogue: Catalogue,
    read: Read,
    placed: Sequence[Placed],
) -> Heeded:
    """Confirm, complete or contradict the citations of a paragraph by its hyperlinks.

    Args:
        resolution: the document.
        own: its symbol; links to itself say nothing.
        catalogue: tells in which documents instruments stand.
        read: the paragraph.
        placed: what its words cite.

    Returns:
        The citations, and what became of each link.
    """
    leads = [lead for lead in _leads(resolution, read.provision) if lead.symbol != own]
    if not leads:
        return Heeded(list(placed))
    heed = _Heed(resolution, catalogue, read, placed)
    for lead in leads:
        heed.take(lead)
    printed_too = {lead.symbol.text for lead in leads}
    kept = [p for p in heed.placed if not (_is_address(p[2]) and p[2].target in printed_too)]
    return Heeded(sorted(kept, key=lambda p: p[:2]), tuple(heed.endings), tuple(heed.doubts))


def _leads(resolution: Resolution, provision: Provision) -> Iterator[Lead]:
    """The hyperlinks to documents whose words stand in a paragraph.

    Words of other paragraphs can stand between those of one, at the turn of a page.
    """
    links = resolution.document.links
    if not (links and provision.string) or provision.part in ("link", "furniture"):
        return
    starts = [start for start, _ in provision.text.places()]
    first = bisect_left(links, starts[0], key=lambda link: link.end)
    for i in range(first, len(links)):
        link = links[i]
        if link.start > starts[-1]:
            return
        start, end = bisect_left(starts, link.start), bisect_left(starts, link.end)
        symbol = document_at(link.url) if start < end else None
        if symbol and any(map(str.isalnum, provision.string[start:end])):
            yield Lead(start, end, symbol)


class _Documents:
    """Cited documents, to be asked for one that may be spelt with more or fewer parts."""

    def __init__(self) -> None:
        self.texts: Counter[tuple[bool, str]] = Counter()  # by whether an organ adopted it
        self.openings: Counter[tuple[bool, str]] = Counter()  # A/74/6 of A/74/6 (Sect. 1)
        self.letters: defaultdict[Symbol, Counter[str]] = defaultdict(Counter)  # of those adopted

    def count(self, symbol: Symbol | None, by: int) -> None:
        """Take in a citation of a document, or give it up."""
        if symbol is None:
            return
        adopted = symbol.is_adopted
        self.texts[adopted, symbol.text] += by
        for opening in _openings(symbol):
            self.openings[adopted, opening] += by
        if adopted:
            self.letters[_without_letters(symbol)][symbol.letters] += by

    def hold(self, linked: Symbol) -> bool:
        """Whether one of them is the document of a link; editors leave letters and parts out."""
        if linked.is_adopted and self._adopted(linked):
            return True
        return any(
            self.texts[adopted, linked.text]
            or self.openings[adopted, linked.text]
            or any(self.texts[adopted, opening] for opening in _openings(linked))
            for adopted in ((False,) if linked.is_adopted else (False, True))
        )

    def _adopted(self, linked: Symbol) -> bool:
        lettered = self.letters.get(_without_letters(linked), Counter())
        return any(
            count and (not letters or not linked.letters or letters == linked.letters)
            for letters, count in lettered.items()
        )


def _openings(symbol: Symbol) -> list[str]:
    return [symbol.text[: mark.start()] for mark in _EXTENSION.finditer(symbol.text)]


def _without_letters(symbol: Symbol) -> Symbol:
    return replace(symbol, text="", letters="")


class _Heed:
    """Takes a paragraph's links one by one."""

    def __init__(
        self, resolution: Resolution, catalogue: Catalogue, read: Read, placed: Sequence[Placed]
    ) -> None:
        self.resolution, self.catalogue, self.read = resolution, catalogue, read
        self.placed = list(placed)
        self.endings: list[LinkEnding] = []
        self.doubts: list[str] = []
        self._starts = [start for start, _, _ in placed]
        self._longest = max((e - s for s, e, c in placed if c.rule not in _APART), default=0)
        self._cited = _Documents()
        for _, _, citation in placed:
            self._cited.count(self._document(citation), 1)

    def take(self, lead: Lead) -> None:
        """Heed one link."""
        under = self._under(lead)
        agreeing = [i for i in under if self._agrees(i, lead.symbol)]
        if agreeing or (not under and self._cited.hold(lead.symbol)):
            self.endings.append("confirmed")
            for i in agreeing:
                self._set(i, _confirmed(self.placed[i][2]))
        elif not under:
            self.endings.append("added")
            self.placed.append(self._added(lead))
            self._cited.count(lead.symbol, 1)
        elif len(under) == 1 and self._correct(under[0], lead):
            self.endings.append("corrected")
        else:
            self.endings.append("contradicted")
            self._contradict(under, lead)

    def _under(self, lead: Lead) -> list[int]:
        """The citations whose words are those of a link; what links added stands behind them."""
        first = bisect_left(self._starts, lead.start - self._longest)
        near = range(first, bisect_left(self._starts, lead.end))
        return [i for i in near if _is_under(lead, *self.placed[i])]

    def _agrees(self, i: int, symbol: Symbol) -> bool:
        alone = _Documents()
        alone.count(self._document(self.placed[i][2]), 1)
        return alone.hold(symbol)

    def _document(self, citation: Citation) -> Symbol | None:
        """The document that a citation means, or that holds the instrument which it means."""
        target = citation.target or ""
        entry = self.catalogue.entries.get(target)
        named = str(entry.facts.get("symbol", "")) if entry else target
        try:
            return parse_symbol(named)
        except SymbolError:
            return None

    def _correct(self, i: int, lead: Lead) -> bool:
        """Let the link say what the words mean; False where they say something else for certain."""
        start, end, citation = self.placed[i]
        if (citation.target or "").partition(":")[0] in ("instrument", "publication"):
            self._set(i, _led(citation, lead.symbol, f"named {citation.target}"))
            return True
        words = self.read.provision.string[start:end]
        behind = self.read.provision.string[lead.end : end]
        if start <= lead.start and behind.isdigit() and _holds(words[: -len(behind)], lead.symbol):
            told = _led(citation, lead.symbol, f"{behind} behind it is a footnote's mark")
            evidence = self.resolution.evidence(self.read.provision, start, lead.end)
            self._set(i, structs.replace(told, evidence=(evidence,)), lead.end)
            return True
        if citation.rule in _CERTAIN or not _holds(words, lead.symbol):
            return False
        read_as = citation.target or citation.reason or "nothing certain"
        self._set(i, _led(citation, lead.symbol, f"read by the words alone: {read_as}"))
        return True

    def _contradict(self, under: Sequence[int], lead: Lead) -> None:
        words = self.read.provision.string[lead.start : lead.end]
        named = ", ".join(self.placed[i][2].target or "what is left open" for i in under)
        label = self.read.provision.label
        self.doubts.append(
            f"{label}: the hyperlink on {words!r} leads to {lead.symbol}; the words name {named}"
        )
        for i in under:
            citation = self.placed[i][2]
            reason = f"its hyperlink leads to {lead.symbol}"
            told = f"{citation.reason}; {reason}" if citation.reason else reason
            confidence = min(citation.confidence, certainty("contradicted-by-link"))
            self._set(i, structs.replace(citation, reason=told, confidence=confidence))

    def _added(self, lead: Lead) -> Placed:
        """A citation by the link alone."""
        act, verb = said(self.read.clauses.governing(lead.start))
        evidence = self.resolution.evidence(self.read.provision, lead.start, lead.end)
        citation = Citation(
            evidence=(evidence,),
            target=lead.symbol.text,
            status="explicit",
            rule="hyperlink",
            confidence=certainty("hyperlink"),
            act=act,
            verb=verb,
        )
        return lead.start, lead.end, citation

    def _set(self, i: int, citation: Citation, until: int | None = None) -> None:
        start, end, before = self.placed[i]
        self.placed[i] = (start, until or end, citation)
        self._cited.count(self._document(before), -1)
        self._cited.count(self._document(citation), 1)


def _is_under(lead: Lead, start: int, end: int, citation: Citation) -> bool:
    """Whether a citation's words are those of a link; a set of documents is more than one link."""
    return start < lead.end and lead.start < end and citation.rule not in _APART


def _is_address(citation: Citation) -> bool:
    return citation.rule == "hyperlink" and citation.evidence[0].text.startswith("http")


def _holds(words: str, symbol: Symbol) -> bool:
    """Whether words print the number and the session of a symbol, whatever else they print."""
    if symbol.number is None:
        return False
    wanted = {str(symbol.number), *re.findall(r"\d+|[IVXLC]+", symbol.session or "")}
    return wanted <= set(re.findall(r"\d+|[IVXLC]+", words))


def _confirmed(citation: Citation) -> Citation:
    """The citation, as sure as a link makes it."""
    inferred = citation.status != "explicit"
    return structs.replace(
        citation,
        status="explicit",
        confidence=max(citation.confidence, certainty("hyperlink")),
        reason="its hyperlink leads there" if inferred else citation.reason,
        candidates=(),
    )


def _led(citation: Citation, symbol: Symbol, reason: str) -> Citation:
    """The citation of the document that a link leads to."""
    return structs.replace(
        citation,
        target=symbol.text,
        status="explicit",
        rule="hyperlink",
        confidence=certainty("hyperlink"),
        reason=f"its hyperlink leads there; {reason}",
        candidates=(),
    )
