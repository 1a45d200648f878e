"""What all pages of a site share: the graph, the cards, the language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.site.cards import Card, Register
from kg.site.concepts import concept_label
from kg.site.words import Words

if TYPE_CHECKING:
    import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class Edition:
    """A graph, as a site tells it in one language."""

    store: ox.Store
    register: Register
    words: Words

    @property
    def language(self) -> str:
        """Of the pages' own words, and of names, titles and quotes that there are in it."""
        return self.words.language

    def card(self, iri: str) -> Card | None:
        """The card of a thing; None for what has no page."""
        return self.register.cards.get(iri)

    def cards(self, iris: Iterable[str]) -> tuple[Card, ...]:
        """The cards of things that have pages, in the order of their dates and names."""
        found = {iri: card for iri in iris if (card := self.card(iri))}
        return tuple(sorted(found.values(), key=lambda card: card.order))

    def concept(self, iri: str) -> str:
        """What the ontology calls a class, act, status…; "" for no IRI."""
        return concept_label(iri, self.language) if iri else ""
