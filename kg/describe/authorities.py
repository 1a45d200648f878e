"""Describe the bodies, instruments, events and goals that the authority files know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import terms
from kg.describe.literals import dated, plain, worded
from kg.describe.things import thing_class
from kg.iris import concept, document, goal, place, thing, wikidata
from kg.rdf import Iri, Triple
from kg.versions import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.authorities import Catalogue, Entry


def describe_entry(entry: Entry) -> Iterator[Triple]:
    """Describe one authority: class, labels, dates, place, and its links to the rest."""
    node = thing(entry.id)
    yield (node, terms.TYPE, thing_class(entry.id, entry))
    for language in LANGUAGES:
        if entry.names.get(language):
            yield (node, terms.LABEL, worded(entry.label(language), language))
    if entry.kind == "instrument":
        yield (node, terms.INSTRUMENT_TYPE, concept("instrument-type", entry.type))
    yield from _dates(node, entry)
    yield from _links(node, entry)


def describe_goal(number: str, catalogue: Catalogue) -> Iterator[Triple]:
    """Describe a goal by its names; a target (``16.3``) has the class alone."""
    yield (goal(number), terms.TYPE, terms.GOAL)
    names = catalogue.goals.get(number, {})
    for language in LANGUAGES:
        if language in names:
            yield (goal(number), terms.LABEL, worded(names[language], language))


def _dates(node: Iri, entry: Entry) -> Iterator[Triple]:
    """Date an entry: an event runs from a day to a day, all else has the day it was made."""
    stated = entry.facts.get("date", entry.facts.get("year"))
    if stated is None:
        return
    start, _, end = str(stated).partition("/")
    yield (node, terms.START_DATE if entry.kind == "event" else terms.DATE_DOCUMENT, dated(start))
    if end and entry.kind == "event":
        yield (node, terms.END_DATE, dated(end))


def _links(node: Iri, entry: Entry) -> Iterator[Triple]:
    """Link an entry to the rest: the document, place, body and event that it belongs to."""
    facts = entry.facts
    if "symbol" in facts:
        yield (node, _CARRIES[entry.kind], document(str(facts["symbol"])))
    if "wikidata" in facts:
        yield (node, terms.EXACT_MATCH, wikidata(str(facts["wikidata"])))
    if "part_of" in facts:
        whole = terms.SUB_ORGANIZATION_OF if entry.kind == "body" else terms.IS_PART_OF
        yield (node, whole, thing(f"{entry.kind}:{facts['part_of']}"))
    if "sales_number" in facts:
        yield (node, terms.SALES_NUMBER, plain(str(facts["sales_number"])))
    if "place" in facts:
        yield from _place(node, facts["place"])
    yield from _keyed(node, entry)


def _keyed(node: Iri, entry: Entry) -> Iterator[Triple]:
    """Link an entry to the entries that it names by their keys."""
    facts = entry.facts
    for fact, (predicate, kind) in _NAMED_BY_KEY.items():
        if fact in facts:
            yield (node, predicate, thing(f"{kind}:{facts[fact]}"))
    for instrument in facts.get("outcome", ()):
        yield (thing(f"instrument:{instrument}"), terms.ADOPTED_AT, node)


# What the symbol of an entry is to it.
_CARRIES = {
    "body": terms.ADOPTED_IN,
    "event": terms.DOCUMENTED_IN,
    "group": terms.ADOPTED_IN,
    "instrument": terms.ADOPTED_IN,
    "publication": terms.EXACT_MATCH,
}
_NAMED_BY_KEY = {
    "event": (terms.ADOPTED_AT, "event"),
    "organ": (terms.ORGANIZER, "body"),
    "publisher": (terms.PUBLISHER, "body"),
}


def _place(node: Iri, stated: str | Mapping[str, str]) -> Iterator[Triple]:
    """Place an entry: by a name, or by its names in each language."""
    where = place(stated if isinstance(stated, str) else stated["en"])
    yield (node, terms.LOCATION, where)
    yield (where, terms.TYPE, terms.PLACE)
    if isinstance(stated, str):
        yield (where, terms.NAME, plain(stated))
        return
    for language in LANGUAGES:
        if language in stated:
            yield (where, terms.LABEL, worded(stated[language], language))
