"""What points to a document or thing: citations, mandates, mentions, each with its words.

All that points to a thing is listed with few bytes each; words are read for one page at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from kg import terms
from kg.rdf import Iri, Literal
from kg.site.cards import Card
from kg.site.documents import Place, due_of, place_named, quote_of
from kg.site.edition import Edition
from kg.site.passages import Piece, marked
from kg.site.said import Said, iris, one_of, said_of, subjects_with, value, values, worded
from kg.store import natural_key

PER_PAGE = 200  # entries with words; names alone take less room
_COMPACT = 0.05
_REACH = 130

# How a thing is pointed to, in the order of its page: the key of the words, the property.
_WAYS = (
    ("cited_by", terms.HAS_CITED_ENTITY),
    ("mentioned_by", terms.MENTIONED),
    ("asked", terms.ADDRESSEE),
    ("due_here", terms.DUE_AT_SESSION),
    ("reported", terms.HAS_CITING_ENTITY),
    ("perhaps", terms.CANDIDATE),
)
_NAMES = "named_by"
_RANK = {way: i for i, way in enumerate([*(way for way, _ in _WAYS), _NAMES])}
# Organs, groups and goals are named in most documents: a list of these, without the words.
_NAMED = frozenset({"body", "group", "goal"})
_PLACES = (
    terms.CITING_PROVISION,
    terms.REPORTED_IN,
    terms.IN_PROVISION,
    terms.REQUESTED_IN,
)


class Arrival(NamedTuple):
    """One node that points to a thing; a document that only names it."""

    way: str
    act: str
    document: Iri
    node: Iri


@dataclass(frozen=True, slots=True)
class Section:
    """Arrivals of one way and act, by date, the latest first.

    Attributes:
        rank: of its way among the ways.
        way: the key of its heading.
        act: what the citing paragraphs do, in the reader's language.
        anchor: of its heading.
        count: how many there are on all pages.
        page: the first on which they stand.
    """

    rank: int
    way: str
    act: str
    anchor: str
    count: int
    page: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An arrival with its words.

    Attributes:
        document: where they stand.
        anchor: of the node on that document's page.
        place: their paragraph.
        language: theirs.
        pieces: the paragraph, with the words marked.
        pinpoint: the part that is cited.
        due: by when a mandate wants something.
        target: of an act that the document reports: what it does something to.
        whose: the document whose act is reported; None where the document acts itself.
        status: the key of its status: ``explicit``, ``inferred``…
        status_label: the same for readers.
        confidence: from 0 to 1, as the graph writes it.
    """

    document: Card
    anchor: str
    place: Place | None
    language: str
    pieces: tuple[Piece, ...]
    pinpoint: str
    due: tuple[Card | str, ...]
    target: Card | None
    whose: Card | None
    status: str
    status_label: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it stands on one page."""

    section: Section
    entries: tuple[Entry, ...]
    cards: tuple[Card, ...]


class Arrivals:
    """All that points to a thing, in pages."""

    def __init__(self, edition: Edition, own: Iri) -> None:
        self._edition = edition
        found = list(_arrivals(edition, own))
        self._pages = _in_pages(_ordered(edition, found))
        self.sections = tuple(self._sections())

    @property
    def pages(self) -> int:
        """How many pages they fill; one at least."""
        return max(1, len(self._pages))

    def parts(self, page: int) -> tuple[Part, ...]:
        """The sections of a page, whose first is 1, with their words."""
        if page > len(self._pages):
            return ()
        sections = {section.anchor: section for section in self.sections}
        groups = groupby(self._pages[page - 1], key=_anchor)
        return tuple(
            _part(self._edition, sections[anchor], list(group)) for anchor, group in groups
        )

    def _sections(self) -> Iterator[Section]:
        placed = ((page, a) for page, found in enumerate(self._pages, 1) for a in found)
        for anchor, group in groupby(placed, key=lambda one: _anchor(one[1])):
            (page, first), *more = group
            act = self._edition.concept(first.act)
            yield Section(_RANK[first.way], first.way, act, anchor, 1 + len(more), page)


def _anchor(arrival: Arrival) -> str:
    """Name the section of an arrival: ``cited_by-recalls``."""
    return f"{arrival.way}-{arrival.act.rpartition('/')[2]}".rstrip("-")


def _arrivals(edition: Edition, own: Iri) -> Iterator[Arrival]:
    card = edition.card(own)
    compact = card is not None and card.kind in _NAMED
    for way, predicate in _WAYS:
        if not (compact and predicate == terms.MENTIONED):
            yield from _nodes(edition, own, way, predicate)
    for predicate in (terms.MENTIONS, terms.MENTIONS_GOAL) if compact else ():
        for document in subjects_with(edition.store, predicate, own):
            if edition.card(document):
                yield Arrival(_NAMES, "", document, document)


def _nodes(edition: Edition, own: Iri, way: str, predicate: Iri) -> Iterator[Arrival]:
    """The nodes of other documents that point to a thing by a property."""
    for node in subjects_with(edition.store, predicate, own):
        document = Iri(node.partition("#")[0])
        if document != own and edition.card(document):
            yield Arrival(way, _act(edition, node), document, node)


def _act(edition: Edition, node: Iri) -> str:
    act = one_of(edition.store, node, terms.ACT)
    return act or one_of(edition.store, node, terms.CITATION_FUNCTION)


def _ordered(edition: Edition, arrivals: list[Arrival]) -> list[Arrival]:
    """By way, then the acts that most do, then the latest first."""
    cards = edition.register.cards
    counts: dict[tuple[str, str], int] = {}
    for arrival in arrivals:
        key = arrival.way, arrival.act
        counts[key] = counts.get(key, 0) + 1
    by_node = sorted(arrivals, key=lambda a: (natural_key(cards[a.document].label), a.node))
    by_date = sorted(by_node, key=lambda a: cards[a.document].date, reverse=True)
    return sorted(
        by_date,
        key=lambda a: (_RANK[a.way], -counts[a.way, a.act], a.act),
    )


def _in_pages(arrivals: Sequence[Arrival]) -> list[list[Arrival]]:
    pages: list[list[Arrival]] = []
    room = 0.0
    for arrival in arrivals:
        if room <= 0:
            pages.append([])
            room = PER_PAGE
        pages[-1].append(arrival)
        room -= _COMPACT if arrival.way == _NAMES else 1
    return pages


def _part(edition: Edition, section: Section, arrivals: Sequence[Arrival]) -> Part:
    if section.way == _NAMES:
        cards = (edition.register.cards[arrival.document] for arrival in arrivals)
        return Part(section, (), tuple(cards))
    return Part(section, tuple(_entry(edition, arrival) for arrival in arrivals), ())


def _entry(edition: Edition, arrival: Arrival) -> Entry:
    said = said_of(edition.store, arrival.node)
    place = next((found for name in _PLACES if (found := value(said, name))), "")
    paragraph = said_of(edition.store, place) if place else {}
    quote = _quote(edition, said, place)
    status = value(said, terms.RESOLUTION_STATUS)
    target = value(said, terms.HAS_CITED_ENTITY) if arrival.way == "reported" else ""
    whose = value(said, terms.HAS_CITING_ENTITY) if arrival.way == "cited_by" else ""
    return Entry(
        document=edition.register.cards[arrival.document],
        anchor=arrival.node.partition("#")[2],
        place=place_named(place, paragraph) if place else None,
        language=quote[1].language if quote else "",
        pieces=_pieces(paragraph, quote),
        pinpoint=", ".join(values(said, terms.PINPOINT)),
        due=due_of(edition, said),
        target=edition.card(target),
        whose=edition.card(whose) if whose != arrival.document else None,
        status=status.rpartition("/")[2] or "explicit",
        status_label=edition.concept(status),
        confidence=value(said, terms.CONFIDENCE),
    )


def _quote(edition: Edition, said: Said, place: str) -> tuple[int, Literal] | None:
    spans = (said_of(edition.store, span) for span in iris(said, terms.EVIDENCE))
    return quote_of(edition, spans, place)


def _pieces(paragraph: Said, quote: tuple[int, Literal] | None) -> tuple[Piece, ...]:
    if not quote:
        return ()
    text = worded(paragraph, terms.TEXT, quote[1].language)
    if not text or text.language != quote[1].language:
        return (Piece(quote[1].value, True),)
    pieces = marked(text.value, [(quote[0], quote[1].value)], reach=_REACH)
    return pieces if any(piece.marked for piece in pieces) else (Piece(quote[1].value, True),)
