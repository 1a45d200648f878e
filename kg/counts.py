"""Count who cites what in graphs, so that the counts of many graphs can be added up.

Graphs are counted where they are described, a shard at a time; what the counts say of a whole
collection is stated in `kg.summary`.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import msgspec

from kg import terms
from kg.iris import DATA
from kg.rdf import Graph, Literal, Term

Pairs: TypeAlias = Mapping[str, Mapping[str, int]]  # who names → what is named → how often

_T = TypeVar("_T", bound=str)
_V = TypeVar("_V")

_COUNTED = frozenset(
    (
        terms.CITES, terms.HAS_CITING_ENTITY, terms.HAS_CITED_ENTITY, terms.MENTIONS,
        terms.MENTIONED, terms.IN_PROVISION, terms.PART_OF_WORK, terms.PASSED_BY, terms.TYPE,
        terms.SYMBOL, terms.LABEL, terms.TITLE, terms.IS_REALIZED_BY, terms.CITING_PROVISION,
        terms.PROVISION_TYPE,
    )
)  # fmt: skip
_EVENTS = frozenset((terms.CONFERENCE, terms.EVENT, terms.SESSION))
_SESSIONS = f"{DATA}session/"  # ordinary ones: nothing that a resolution recalls

_Told: TypeAlias = "Mapping[str, Mapping[str, list[Term]]]"  # property → subject → values


@dataclass(frozen=True, slots=True)
class Counts:
    """What graphs say of who cites what, so that it can be added up; IRIs as plain strings.

    Attributes:
        graphs: the names of the graphs counted.
        cites: document → what it cites → in how many citations.
        mentions: document → events that it mentions → in how many mentions.
        parts: document → the kinds of its provisions that cite → in how many citations.
        organs: document → the organs that passed it.
        titles: document → its titles, whatever their languages.
        classes: what is cited, mentioned or has a symbol → its most exact class.
        symbols: of documents.
        labels: in English.
        read: the documents whose text was read.
    """

    graphs: frozenset[str]
    cites: Pairs
    mentions: Pairs
    parts: Pairs
    organs: Mapping[str, frozenset[str]]
    titles: Mapping[str, frozenset[str]]
    classes: Mapping[str, str]
    symbols: Mapping[str, str]
    labels: Mapping[str, str]
    read: frozenset[str]


def counts(graphs: Iterable[Graph]) -> Counts:
    """Count what graphs say; a document's graph tells the classes of what the document names.

    Args:
        graphs: as `kg.graph` describes them, each of them whole.
    """
    told: dict[str, dict[str, list[Term]]] = {name: {} for name in _COUNTED}
    names = []
    for graph in graphs:
        names.append(graph.name)
        for subject, predicate, object_ in graph.triples:
            if predicate in _COUNTED:
                told[predicate].setdefault(subject, []).append(object_)
    cites, mentions = _cites(told), _mentions(told)
    named = told[terms.SYMBOL].keys() | {
        thing for pairs in (cites, mentions) for row in pairs.values() for thing in row
    }
    passed, titled = told[terms.PASSED_BY].items(), told[terms.TITLE].items()
    return Counts(
        graphs=frozenset(names),
        cites=cites,
        mentions=mentions,
        parts=_parts(told),
        organs={document: frozenset(_iris(organs)) for document, organs in passed},
        titles={
            document: frozenset(t.value for t in _words(titles)) for document, titles in titled
        },
        classes=dict(_classes(told, named)),
        symbols={
            one: max(symbols)
            for one, found in told[terms.SYMBOL].items()
            if (symbols := [symbol.value for symbol in _words(found)])
        },
        labels={
            thing: max(english)
            for thing, labels in told[terms.LABEL].items()
            if (english := [one.value for one in _words(labels) if one.language == "en"])
        },
        read=frozenset(told[terms.IS_REALIZED_BY]),
    )


def merge(parts: Iterable[Counts]) -> Counts:
    """Add up the counts of graphs that were counted apart; none may be among them twice."""
    listed = tuple(parts)
    return Counts(
        graphs=frozenset().union(*(part.graphs for part in listed)),
        cites=_added(part.cites for part in listed),
        mentions=_added(part.mentions for part in listed),
        parts=_added(part.parts for part in listed),
        organs=_united(part.organs for part in listed),
        titles=_united(part.titles for part in listed),
        classes=_greatest((part.classes for part in listed), _exactness),
        symbols=_greatest(part.symbols for part in listed),
        labels=_greatest(part.labels for part in listed),
        read=frozenset().union(*(part.read for part in listed)),
    )


def pack_counts(counted: Counts) -> bytes:
    """Counts as bytes, the same for the same counts."""
    return zlib.compress(msgspec.msgpack.encode(counted, order="deterministic"), level=1)


def unpack_counts(packed: bytes) -> Counts:
    """The counts that `pack_counts` made bytes of.

    Raises:
        ValueError: it made none of them.
    """
    try:
        return msgspec.msgpack.decode(zlib.decompress(packed), type=Counts)
    except (zlib.error, msgspec.MsgspecError) as error:
        raise ValueError(f"no counts: {error}") from None


def _cites(told: _Told) -> Pairs:
    """The direct edges, each with the citations that it stands for."""
    found: dict[str, dict[str, int]] = {
        citing: dict.fromkeys(_iris(cited), 0) for citing, cited in told[terms.CITES].items()
    }
    ends = told[terms.HAS_CITING_ENTITY]
    for citation, cited in told[terms.HAS_CITED_ENTITY].items():
        for citing in _iris(ends.get(citation, ())):
            row = found.setdefault(citing, {})
            for thing in _iris(cited):
                row[thing] = row.get(thing, 0) + 1
    return found


def _mentions(told: _Told) -> Pairs:
    """The events that documents mention, each with the mentions of it in their provisions."""
    events = {
        thing
        for thing, types in told[terms.TYPE].items()
        if not _EVENTS.isdisjoint(types) and not thing.startswith(_SESSIONS)
    }
    found = {
        document: dict.fromkeys(named, 0)
        for document, things in told[terms.MENTIONS].items()
        if (named := events.intersection(_iris(things)))
    }
    places, wholes = told[terms.IN_PROVISION], told[terms.PART_OF_WORK]
    for mention, things in told[terms.MENTIONED].items():
        for thing in events.intersection(_iris(things)):
            provisions = _iris(places.get(mention, ()))
            for document in {one for p in provisions for one in _iris(wholes.get(p, ()))}:
                if thing in found.get(document, ()):
                    found[document][thing] += 1
    return found


def _parts(told: _Told) -> Pairs:
    """The kinds of provisions in which each document cites, with the citations in them."""
    kinds, ends = told[terms.PROVISION_TYPE], told[terms.HAS_CITING_ENTITY]
    found: dict[str, dict[str, int]] = {}
    for citation, provisions in told[terms.CITING_PROVISION].items():
        parts = {one for p in _iris(provisions) for one in _iris(kinds.get(p, ()))}
        for citing in _iris(ends.get(citation, ())):
            row = found.setdefault(citing, {})
            for part in parts:
                row[part] = row.get(part, 0) + 1
    return found


def _classes(told: _Told, things: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The class of each thing; of a document that has another beside it, the other."""
    types = told[terms.TYPE]
    for thing in things:
        yield from (
            (thing, one) for one in sorted(_iris(types.get(thing, ())), key=_exactness)[-1:]
        )


def _exactness(class_: str) -> tuple[bool, str]:
    return class_ != terms.DOCUMENT, class_


def _iris(objects: Iterable[Term]) -> Iterator[str]:
    return (one for one in objects if isinstance(one, str))


def _words(objects: Iterable[Term]) -> Iterator[Literal]:
    return (one for one in objects if isinstance(one, Literal))


def _added(several: Iterable[Pairs]) -> Pairs:
    total: dict[str, Mapping[str, int]] = {}
    for pairs in several:
        for one, others in pairs.items():
            known = total.get(one)
            total[one] = _sum(known, others) if known else others
    return total


def _sum(row: Mapping[str, int], other: Mapping[str, int]) -> Mapping[str, int]:
    return {thing: row.get(thing, 0) + other.get(thing, 0) for thing in (*row, *other)}


def _united(several: Iterable[Mapping[str, frozenset[_V]]]) -> Mapping[str, frozenset[_V]]:
    total: dict[str, frozenset[_V]] = {}
    for sets in several:
        for one, values in sets.items():
            known = total.get(one)
            total[one] = known | values if known else values
    return total


def _greatest(
    several: Iterable[Mapping[str, _T]], order: Callable[[_T], Any] = str
) -> Mapping[str, _T]:
    """The values of all; where two tell of one thing, the greater: any order gives the same."""
    total: dict[str, _T] = {}
    for values in several:
        for one, value in values.items():
            known = total.setdefault(one, value)
            if known != value:
                total[one] = max(known, value, key=order)
    return total
