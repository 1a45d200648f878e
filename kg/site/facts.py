"""What pages tell beside citations: the facts of a document or thing, and what belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

from kg import terms
from kg.iris import WIKIDATA, online
from kg.rdf import Iri, Literal
from kg.site.cards import Card
from kg.site.edition import Edition
from kg.site.said import NOTHING, Said, iris, literals, subjects_with, value, values
from kg.versions import LANGUAGES


class Fact(NamedTuple):
    """A fact: the key of its name in the words of the pages, and its values."""

    name: str
    values: tuple[Card | str, ...]


class Version(NamedTuple):
    """A text that was read, with what was doubtful in it."""

    language: str
    doubts: tuple[str, ...]


class Unknown(NamedTuple):
    """What a text does not tell of itself, and why we think so."""

    property: str
    reason: str


class Link(NamedTuple):
    """A page elsewhere."""

    language: str
    address: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands at the head of a page."""

    names: tuple[Literal, ...]
    stated: tuple[Fact, ...]
    unknown: tuple[Unknown, ...]
    versions: tuple[Version, ...]
    sources: tuple[Link, ...]
    elsewhere: tuple[str, ...]
    related: tuple[Fact, ...]
    named: tuple[Card, ...]


# Facts that are one property, in the order of the page; dates are written as the reader's.
_STATED = (
    ("organ", terms.PASSED_BY),
    ("session", terms.AT_SESSION),
    ("date", terms.DATE_DOCUMENT),
    ("start", terms.START_DATE),
    ("end", terms.END_DATE),
    ("place", terms.LOCATION),
    ("item", terms.UNDER_AGENDA_ITEM),
    ("report", terms.ON_REPORT),
    ("adopted_in", terms.ADOPTED_IN),
    ("adopted_at", terms.ADOPTED_AT),
    ("documented_in", terms.DOCUMENTED_IN),
    ("organizer", terms.ORGANIZER),
    ("publisher", terms.PUBLISHER),
    ("sales_number", terms.SALES_NUMBER),
    ("part_of", terms.IS_PART_OF),
    ("part_of", terms.SUB_ORGANIZATION_OF),
    ("session_of", terms.SESSION_OF),
)
# What points to a thing, where that is not more than a page can list.
_RELATED = (
    ("documents", terms.AT_SESSION),
    ("documents", terms.UNDER_AGENDA_ITEM),
    ("instruments", terms.ADOPTED_IN),
    ("outcomes", terms.ADOPTED_AT),
    ("reports_on", terms.DOCUMENTED_IN),
    ("considered_for", terms.ON_REPORT),
    ("events", terms.LOCATION),
    ("parts", terms.SUB_ORGANIZATION_OF),
    ("parts", terms.IS_PART_OF),
)
_VOTES = (
    ("in_favour", terms.VOTES_FOR),
    ("against", terms.VOTES_AGAINST),
    ("abstaining", terms.VOTES_ABSTAIN),
)


def read_facts(edition: Edition, own: Iri, subjects: Mapping[Iri, Said]) -> Facts:
    """Read the head of a page.

    Args:
        edition: of the site.
        own: the document or thing.
        subjects: what is said of it, and in its own graph where it has one.

    Returns:
        Its names, facts, versions, links.
    """
    said = subjects.get(own, NOTHING)
    mentions = (terms.MENTIONS, terms.MENTIONS_GOAL)
    return Facts(
        names=_names(said),
        stated=tuple(_stated(edition, said, subjects)),
        unknown=tuple(_unknown(edition, said, subjects)),
        versions=_versions(said, subjects),
        sources=_sources(said),
        elsewhere=tuple(
            iri for iri in values(said, terms.EXACT_MATCH) if re.fullmatch(rf"{WIKIDATA}Q\d+", iri)
        ),
        related=tuple(_related(edition, own)),
        named=edition.cards(iri for name in mentions for iri in values(said, name)),
    )


def _names(said: Said) -> tuple[Literal, ...]:
    """Names or titles in all languages, in their usual order."""
    found = [*literals(said, terms.TITLE), *literals(said, terms.LABEL)]
    return tuple(sorted(found, key=lambda one: (_place(one.language), one)))


def _place(language: str) -> int:
    return LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES)


def _stated(edition: Edition, said: Said, subjects: Mapping[Iri, Said]) -> Iterator[Fact]:
    for name, predicate in _STATED:
        shown = tuple(_shown(edition, one) for one in values(said, predicate))
        if shown:
            yield Fact(name, shown)
    adoption = subjects.get(Iri(value(said, terms.ADOPTION)), NOTHING)
    meetings = edition.cards(values(adoption, terms.AT_MEETING))
    if meetings:
        yield Fact("meeting", meetings)
    mode = value(adoption, terms.ADOPTION_MODE)
    if mode and not mode.endswith("/unknown"):
        yield Fact("vote", (edition.concept(mode), *_votes(edition, adoption)))


def _votes(edition: Edition, adoption: Said) -> Iterator[str]:
    for name, predicate in _VOTES:
        if predicate in adoption:
            yield f"{edition.words[name]}: {value(adoption, predicate)}"


def _shown(edition: Edition, one: str) -> Card | str:
    """What a property says: a thing's card or, without one, its key; a date as readers write it."""
    return edition.card(one) or edition.words.date(unquote(one.rpartition("/")[2]))


def _unknown(edition: Edition, said: Said, subjects: Mapping[Iri, Said]) -> Iterator[Unknown]:
    for node in iris(said, terms.HAS_FACT):
        fact = subjects.get(node, NOTHING)
        if terms.UNKNOWN_FACT in iris(fact, terms.TYPE):
            about = value(fact, terms.STATED_PROPERTY)
            yield Unknown(edition.concept(about), value(fact, terms.REASON))


def _versions(said: Said, subjects: Mapping[Iri, Said]) -> tuple[Version, ...]:
    nodes = (subjects.get(node, NOTHING) for node in iris(said, terms.IS_REALIZED_BY))
    found = [Version(value(one, terms.LANGUAGE), tuple(values(one, terms.DOUBT))) for one in nodes]
    return tuple(sorted(found, key=lambda one: _place(one.language)))


def _sources(said: Said) -> tuple[Link, ...]:
    """Where the United Nations publishes a document, in each language, if it does so by symbol."""
    symbol = value(said, terms.SYMBOL)
    if not symbol or terms.SEE_ALSO not in said:
        return ()
    return tuple(Link(language, online(symbol, language)) for language in LANGUAGES)


def _related(edition: Edition, own: Iri) -> Iterator[Fact]:
    for name, predicate in _RELATED:
        cards = edition.cards(subjects_with(edition.store, predicate, own))
        if cards:
            yield Fact(name, cards)
    # adoptions are parts of documents
    adoptions = subjects_with(edition.store, terms.AT_MEETING, own)
    adopted = edition.cards(node.partition("#")[0] for node in adoptions)
    if adopted:
        yield Fact("documents", adopted)
