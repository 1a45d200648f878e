"""List what has a page: a small card for each document and thing, in one pass for each class.

The cards are all of the graph that is held in memory; they name pages, sort lists, label links.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote

from kg import terms
from kg.iris import ONTOLOGY
from kg.network import KINDS, year_of
from kg.rdf import Iri, Literal
from kg.render import FAMILIES
from kg.site.names import stem_of
from kg.site.said import Said, iris, said_of, value, values, worded
from kg.stated import subjects
from kg.store import natural_key

if TYPE_CHECKING:
    import pyoxigraph as ox

# The classes whose things have pages: the more exact before the less, whose name a page shows.
_CLASSES = (
    *(Iri(f"{ONTOLOGY}{name}") for name in KINDS),
    terms.OFFICE,
    terms.BODY,
    terms.GROUP,
    terms.MEETING,
    terms.AGENDA_ITEM,
    terms.PLACE,
    terms.GOAL,
)
_KIND_OF = {Iri(f"{ONTOLOGY}{name}"): kind for name, kind in KINDS.items() if name != "Session"}
_NO_FAMILY = -1


@dataclass(frozen=True, slots=True)
class Card:
    """What lists and links say of a document or thing.

    Attributes:
        iri: its name.
        stem: of its pages: ``doc/A-RES-76-136``.
        class_: the most exact class that it has.
        family: its colour and shape, a place in `kg.render.FAMILIES`; -1 for none.
        label: its symbol or name.
        label_language: of a name; "" for a symbol.
        title: of a document.
        title_language: of the title.
        organ: that passed it, an IRI; "" where that is unknown.
        date: of the document or event, as exact as it is known; "" where it is not.
        year: of the date, or as its symbol tells.
        read: whether a text of it was read.
    """

    iri: Iri
    stem: str
    class_: Iri
    family: int
    label: str
    label_language: str
    title: str
    title_language: str
    organ: str
    date: str
    year: int | None
    read: bool

    @property
    def kind(self) -> str:
        """The folder of its page: ``doc``, ``body``, ``instrument``."""
        return self.stem.partition("/")[0]

    @property
    def order(self) -> tuple[str, str]:
        """Where it stands in a list by date, those without date last; then by its name."""
        return self.date or (str(self.year) if self.year else "9999"), natural_key(self.label)


@dataclass(frozen=True, slots=True)
class Register:
    """All cards of a site.

    Attributes:
        cards: by IRI, in the order of their pages' names.
        series: of a document, those of its organ that bear its title, by date, where there are
            several.
    """

    cards: Mapping[str, Card]
    series: Mapping[str, Sequence[Card]]

    def neighbours(self, iri: str) -> tuple[Card | None, Card | None]:
        """The documents before and behind one in its series."""
        row = [None, *self.series.get(iri, ()), None]
        for (before, here), (_, behind) in pairwise(pairwise(row)):
            if here and here.iri == iri:
                return before, behind
        return None, None


def read_register(store: ox.Store, language: str) -> Register:
    """Read the cards of all things that have a page.

    Args:
        store: the graph; all its named graphs together are read.
        language: of names and titles, where there are any in it; else English ones.

    Returns:
        The register.
    """
    named = {iri for class_ in _CLASSES for iri in subjects(store, terms.TYPE, class_)}
    stems = sorted((natural_key(stem), stem, iri) for iri in named if (stem := stem_of(iri)))
    titles: dict[tuple[str, str], list[Card]] = {}
    cards: dict[str, Card] = {}
    for _, stem, iri in stems:
        said = said_of(store, iri)
        cards[iri] = card = _card(Iri(iri), stem, said, language)
        if card.read and card.organ:
            for key in sorted({title.casefold() for title in values(said, terms.TITLE)}):
                titles.setdefault((card.organ, key), []).append(card)
    return Register(cards, dict(_series(titles.values())))


def _series(groups: Iterable[list[Card]]) -> Iterator[tuple[str, Sequence[Card]]]:
    for group in groups:
        if len(group) > 1:
            ordered = tuple(sorted(group, key=lambda card: card.order))
            yield from ((card.iri, ordered) for card in ordered)


def _card(iri: Iri, stem: str, said: Said, language: str) -> Card:
    types = frozenset(iris(said, terms.TYPE))
    class_ = next(class_ for class_ in _CLASSES if class_ in types)
    symbol, title = value(said, terms.SYMBOL), worded(said, terms.TITLE, language)
    label = Literal(symbol) if symbol else _name(iri, said, language, title)
    date = value(said, terms.DATE_DOCUMENT) or value(said, terms.START_DATE)
    stated = date[:4].isdecimal() and len(date) >= len("2021")
    return Card(
        iri=iri,
        stem=stem,
        class_=class_,
        family=_family(_KIND_OF.get(class_, "")),
        label=label.value,
        label_language=label.language,
        title=title.value if title and symbol else "",
        title_language=title.language if title and symbol else "",
        organ=value(said, terms.PASSED_BY),
        date=date,
        year=int(date[:4]) if stated else year_of(symbol),
        read=terms.IS_REALIZED_BY in said,
    )


def _name(iri: Iri, said: Said, language: str, title: Literal | None) -> Literal:
    """What a thing without a symbol is called: by its name, its title, its key."""
    named = worded(said, terms.LABEL, language) or worded(said, terms.NAME, language) or title
    if named:
        return named
    key = value(said, terms.NOTATION) or unquote(iri.rpartition("/")[2])
    return Literal(key.replace("-", " ").replace("/", " / "))


def _family(kind: str) -> int:
    places = (place for place, family in enumerate(FAMILIES) if kind in family.kinds)
    return next(places, _NO_FAMILY)
