"""What a document states: its paragraphs that refer to others, with their words, and its mandates.

All of it stands in the document's own graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

from kg import terms
from kg.iris import paragraph_label
from kg.network import quoted_at
from kg.rdf import Iri, Literal
from kg.site.cards import Card
from kg.site.edition import Edition
from kg.site.passages import Piece, marked
from kg.site.said import NOTHING, Said, iris, literals, value, values, worded

_PLACES = (terms.CITING_PROVISION, terms.REPORTED_IN, terms.IN_PROVISION)
_EVENTS = frozenset({"event", "session"})
_MANDATES = frozenset({terms.REPORTING_REQUEST, terms.FUTURE_CONSIDERATION, terms.CLAUSE_ACT})
Subjects = Mapping[Iri, Said]


class Place(NamedTuple):
    """A paragraph of a document: its anchor there, and what readers call it."""

    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class Reference:
    """What a paragraph does to a document, an instrument or an event.

    Attributes:
        anchor: of its node in the document.
        act: what the paragraph does, in the reader's language.
        target: what it refers to; None where that is not resolved.
        candidates: what it might refer to, where it is ambiguous.
        whose: the document whose act is reported; None where the paragraph acts itself.
        pinpoint: the part of the target.
        date: that the text prints with it.
        status: the key of its status: ``explicit``, ``inferred``…
        status_label: the same for readers.
        reason: why it has its target, or none.
        confidence: from 0 to 1, as the graph writes it.
    """

    anchor: str
    act: str
    target: Card | None
    candidates: tuple[Card, ...]
    whose: Card | None
    pinpoint: str
    date: str
    status: str
    status_label: str
    reason: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with the words that refer to others, and what they refer to."""

    place: Place
    language: str
    pieces: tuple[Piece, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Mandate:
    """Who is asked for what, on which words, by when.

    Attributes:
        anchor: of its node in the document.
        type: what is asked for, in the reader's language.
        act: how it is asked.
        addressees: who is asked, as far as they have pages.
        addressee_words: who is asked, in the text's words.
        due: by when.
        place: its paragraph.
        language: of its words.
        words: the clause.
        confidence: from 0 to 1, as the graph writes it.
    """

    anchor: str
    type: str
    act: str
    addressees: tuple[Card, ...]
    addressee_words: Literal | None
    due: tuple[Card | str, ...]
    place: Place
    language: str
    words: str
    confidence: str


def read_passages(edition: Edition, own: Iri, subjects: Subjects) -> tuple[Passage, ...]:
    """The paragraphs of a document that refer to others, in reading order.

    Args:
        edition: of the site.
        own: the document.
        subjects: what its graph says.

    Returns:
        Each paragraph with all its references: resolved, reported, not resolved.
    """
    by_place: dict[Iri, list[Iri]] = {}
    for node, said in subjects.items():
        if node.startswith(f"{own}#") and _refers(edition, said):
            by_place.setdefault(_place_of(said), []).append(node)
    places = sorted(by_place, key=lambda place: _order(subjects.get(place, NOTHING), place))
    return tuple(_passage(edition, subjects, place, by_place[place]) for place in places)


def read_mandates(edition: Edition, own: Iri, subjects: Subjects) -> tuple[Mandate, ...]:
    """The mandates of a document, in reading order."""
    nodes = [
        node
        for node, said in subjects.items()
        if node.startswith(f"{own}#") and _MANDATES.intersection(iris(said, terms.TYPE))
    ]
    order = {node: Iri(value(subjects[node], terms.REQUESTED_IN)) for node in nodes}
    nodes.sort(key=lambda node: (*_order(subjects.get(order[node], NOTHING), order[node]), node))
    return tuple(_mandate(edition, subjects, node) for node in nodes)


def place_named(place: str, said: Said) -> Place:
    """Name a paragraph by what is said of it."""
    eid = value(said, terms.EID)
    return Place(
        place.rpartition("#")[2], paragraph_label(eid or unquote(place.rpartition("#")[2]))
    )


def due_of(edition: Edition, said: Said) -> tuple[Card | str, ...]:
    """By when a mandate wants something: sessions, dates, durations."""
    sessions = edition.cards(values(said, terms.DUE_AT_SESSION))
    dates = (edition.words.date(date) for date in values(said, terms.DUE_DATE))
    return (*sessions, *dates, *values(said, terms.DUE_WITHIN))


def quote_of(edition: Edition, spans: Iterable[Said], place: str) -> tuple[int, Literal] | None:
    """The first words of a paragraph among evidence, in the reader's language if any are.

    Args:
        edition: of the site.
        spans: what is said of each piece of evidence.
        place: the paragraph.

    Returns:
        Where they start in their source, and the words; None without any.
    """
    quotes = sorted(_quotes(spans, place), key=lambda told: (told[1].language, told[0]))
    languages = [quote.language for _, quote in quotes]
    for language in (edition.language, "en"):
        if language in languages:
            return quotes[languages.index(language)]
    return quotes[0] if quotes else None


def _quotes(spans: Iterable[Said], place: str) -> Iterator[tuple[int, Literal]]:
    for span in spans:
        if place in iris(span, terms.IN_PARAGRAPH):
            start = int(value(span, terms.START) or 0)
            yield from ((start, quote) for quote in literals(span, terms.QUOTE))


def _refers(edition: Edition, said: Said) -> bool:
    """Whether a node is a citation, an unresolved mention, or the mention of an event."""
    types = iris(said, terms.TYPE)
    if terms.MENTION in types:
        mentioned = edition.card(value(said, terms.MENTIONED))
        return mentioned is not None and mentioned.kind in _EVENTS
    return bool(
        {terms.CITATION, terms.REPORTED_CITATION, terms.UNRESOLVED_MENTION}.intersection(types)
    )


def _place_of(said: Said) -> Iri:
    return Iri(next((found for name in _PLACES if (found := value(said, name))), ""))


def _order(said: Said, place: str) -> tuple[int, str]:
    order = value(said, terms.ORDER)
    return (int(order) if order.isdecimal() else 1 << 30), place


def _passage(edition: Edition, subjects: Subjects, place: Iri, nodes: Sequence[Iri]) -> Passage:
    said = subjects.get(place, NOTHING)
    text = worded(said, terms.TEXT, edition.language) or Literal("")
    told = [(_start(edition, subjects, node, place), node) for node in nodes]
    spans = {
        (start, quote.value)
        for node in nodes
        for start, quote in _quotes(_spans(subjects, node), place)
        if quote.language == text.language
    }
    return Passage(
        place=place_named(place, said),
        language=text.language,
        pieces=marked(text.value, spans),
        references=tuple(_reference(edition, subjects, node) for _, node in sorted(told)),
    )


def _start(edition: Edition, subjects: Subjects, node: Iri, place: Iri) -> int:
    quote = quote_of(edition, _spans(subjects, node), place)
    return quote[0] if quote else 1 << 30


def _spans(subjects: Subjects, node: Iri) -> list[Said]:
    return [subjects.get(span, NOTHING) for span in iris(subjects[node], terms.EVIDENCE)]


def _reference(edition: Edition, subjects: Subjects, node: Iri) -> Reference:
    said = subjects[node]
    status = value(said, terms.RESOLUTION_STATUS)
    target = value(said, terms.HAS_CITED_ENTITY) or value(said, terms.MENTIONED)
    whose = value(said, terms.HAS_CITING_ENTITY) if terms.REPORTED_IN in said else ""
    return Reference(
        anchor=node.rpartition("#")[2],
        act=edition.concept(value(said, terms.ACT) or value(said, terms.CITATION_FUNCTION)),
        target=edition.card(target),
        candidates=edition.cards(values(said, terms.CANDIDATE)),
        whose=edition.card(whose),
        pinpoint=", ".join(values(said, terms.PINPOINT)),
        date=", ".join(map(edition.words.date, values(said, terms.CITED_DATE))),
        status=status.rpartition("/")[2] or "explicit",
        status_label=edition.concept(status),
        reason=value(said, terms.REASON),
        confidence=value(said, terms.CONFIDENCE),
    )


def _mandate(edition: Edition, subjects: Subjects, node: Iri) -> Mandate:
    said = subjects[node]
    place = Iri(value(said, terms.REQUESTED_IN))
    paragraph = subjects.get(place, NOTHING)
    clause = _clause(edition, paragraph, quote_of(edition, _spans(subjects, node), place))
    return Mandate(
        anchor=node.rpartition("#")[2],
        type=edition.concept(value(said, terms.MANDATE_TYPE)),
        act=edition.concept(value(said, terms.ACT)),
        addressees=edition.cards(values(said, terms.ADDRESSEE)),
        addressee_words=worded(said, terms.ADDRESSEE_TEXT, edition.language),
        due=due_of(edition, said),
        place=place_named(place, paragraph),
        language=clause.language,
        words=clause.value,
        confidence=value(said, terms.CONFIDENCE),
    )


def _clause(edition: Edition, paragraph: Said, quote: tuple[int, Literal] | None) -> Literal:
    """The words of a clause as we read them: the source may print the foot of a page among them."""
    texts = {text.language: text.value for text in literals(paragraph, terms.TEXT)}
    if quote is None:
        return worded(paragraph, terms.TEXT, edition.language) or Literal("")
    text = texts.get(quote[1].language, "")
    found = quoted_at(text, quote[1].value)
    words = text[found[0] : found[1]] if found else text or quote[1].value
    return Literal(words, quote[1].language)
