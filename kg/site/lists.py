"""Sort cards into lists to be read through: documents by organ and year, things from A to Z."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.rdf import Iri
from kg.site.cards import Card, Register
from kg.site.edition import Edition
from kg.store import natural_key

# Each list from A to Z: the key of its heading, and which folders' pages it lists.
THINGS = (
    ("instruments", ("instrument",)),
    ("events", ("event",)),
    ("bodies", ("body",)),
    ("groups", ("group",)),
    ("publications", ("publication",)),
    ("goals", ("goal",)),
    ("series", ("series",)),
    ("sessions", ("session",)),
    ("items", ("agenda",)),
    ("meetings", ("meeting",)),
    ("places", ("place",)),
)
_OTHER = "other"
_LETTERS = ("LATIN", "CYRILLIC", "ARABIC", "GREEK")


@dataclass(frozen=True, slots=True)
class Year:
    """The documents of an organ and year: those read, and those that others only cite."""

    stem: str
    year: int | None
    read: tuple[Card, ...]
    cited: tuple[Card, ...]

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.read) + len(self.cited)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents of an organ, or those of none, by year."""

    name: str
    organ: Card | None
    years: tuple[Year, ...]

    @property
    def read(self) -> int:
        """How many of them were read."""
        return sum(len(year.read) for year in self.years)

    @property
    def count(self) -> int:
        """How many they are."""
        return sum(year.count for year in self.years)


@dataclass(frozen=True, slots=True)
class Letter:
    """What begins with a letter."""

    letter: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """A list from A to Z."""

    name: str
    stem: str
    letters: tuple[Letter, ...]

    @property
    def count(self) -> int:
        """How many things it lists."""
        return sum(len(letter.cards) for letter in self.letters)


def shelves(edition: Edition) -> tuple[Shelf, ...]:
    """The documents by organ and year; the organ with most read documents first."""
    documents = [card for card in edition.register.cards.values() if card.kind == "doc"]
    organs = {card.iri: card.organ if edition.card(card.organ) else "" for card in documents}
    documents.sort(key=lambda card: organs[card.iri])
    grouped = groupby(documents, key=lambda card: organs[card.iri])
    found = [_shelf(edition, organ, list(cards)) for organ, cards in grouped]
    return tuple(
        sorted(found, key=lambda s: (s.organ is None, -s.read, -s.count, natural_key(s.name)))
    )


def indexes(register: Register) -> tuple[Index, ...]:
    """The lists of things from A to Z that have any."""
    found = (
        Index(name, f"lists/{name}", tuple(_letters(_of(register, kinds))))
        for name, kinds in THINGS
    )
    return tuple(index for index in found if index.count)


def _shelf(edition: Edition, organ: str, cards: Sequence[Card]) -> Shelf:
    name = organ.rpartition("/")[2].replace("%", "=") or _OTHER
    dated = sorted(cards, key=lambda card: (-(card.year or 0), natural_key(card.label)))
    years = groupby(dated, key=lambda card: card.year)
    return Shelf(
        name, edition.card(Iri(organ)), tuple(_year(name, year, list(all_)) for year, all_ in years)
    )


def _year(name: str, year: int | None, cards: Sequence[Card]) -> Year:
    return Year(
        stem=f"lists/{name}-{year or 'undated'}",
        year=year,
        read=tuple(card for card in cards if card.read),
        cited=tuple(card for card in cards if not card.read),
    )


def _of(register: Register, kinds: Iterable[str]) -> list[Card]:
    return [card for card in register.cards.values() if card.kind in kinds]


def _letters(cards: Iterable[Card]) -> Iterator[Letter]:
    ordered = sorted(cards, key=lambda card: (natural_key(_plain(card.label)), card.stem))
    for letter, group in groupby(ordered, key=lambda card: _letter(card.label)):
        yield Letter(letter, tuple(group))


def _plain(label: str) -> str:
    """A name as an alphabet sorts it: without accents and quotation marks, in one case."""
    letters = unicodedata.normalize("NFKD", label).casefold()
    return "".join(c for c in letters if not unicodedata.combining(c)).lstrip(" \"'«“(")


def _letter(label: str) -> str:
    """The letter under which a name stands; "" where its script has no alphabet."""
    first = _plain(label)[:1].upper()
    return first if unicodedata.name(first, "").startswith(_LETTERS) else ""
