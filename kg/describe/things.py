"""Describe what documents name: sessions and meetings by their keys, the rest by the catalogue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg import terms
from kg.describe.literals import plain, whole
from kg.iris import is_symbol, thing
from kg.rdf import Iri, Triple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.authorities import Catalogue, Entry

_KINDS = {
    "agenda": terms.AGENDA_ITEM,
    "body": terms.BODY,
    "event": terms.EVENT,
    "group": terms.GROUP,
    "instrument": terms.INSTRUMENT,
    "meeting": terms.MEETING,
    "publication": terms.PUBLICATION,
    "series": terms.DOCUMENT_GROUP,
    "session": terms.SESSION,
}
# An authority's ``type`` → class; a type that is not here is typed by its kind alone.
CLASSES = {
    "officer": terms.OFFICE,
    "conference": terms.CONFERENCE,
    "summit": terms.CONFERENCE,
    "meeting": terms.CONFERENCE,
    "special-session": terms.SESSION,
    "emergency-special-session": terms.SESSION,
    "treaty": terms.TREATY,
    "statute": terms.TREATY,
    "declaration": terms.DECLARATION,
    "programme-of-action": terms.PROGRAMME_OF_ACTION,
    "plan": terms.PROGRAMME_OF_ACTION,
    "strategy": terms.PROGRAMME_OF_ACTION,
    "outcome-document": terms.OUTCOME_DOCUMENT,
}
_SESSION = re.compile(r"(?P<body>.+?)-(?P<special>E?S-)?(?P<number>\d{1,3})")


def describe_thing(target: str, catalogue: Catalogue) -> Iterator[Triple]:
    """Say what a document points to: the class, and all that a key tells of a session.

    Args:
        target: a symbol, or ``kind:key``.
        catalogue: knows the type of named instruments, events and bodies.

    Yields:
        Nothing for a symbol: a cited document is described in a graph of its own.
    """
    if is_symbol(target):
        return
    yield (thing(target), terms.TYPE, thing_class(target, catalogue.entries.get(target)))
    kind, _, key = target.partition(":")
    if target not in catalogue.entries:
        yield (thing(target), terms.NOTATION, plain(key))
    if kind == "session":
        yield from _describe_session(thing(target), key)


def thing_class(target: str, entry: Entry | None) -> Iri:
    """Choose the most exact class known for ``kind:key``."""
    by_kind = _KINDS[target.partition(":")[0]]
    return CLASSES.get(entry.type, by_kind) if entry else by_kind


def _describe_session(node: Iri, key: str) -> Iterator[Triple]:
    # ECOSOC's sessions carry a year, not a number: they stay with their key
    found = _SESSION.fullmatch(key)
    if found:
        yield (node, terms.SESSION_OF, thing(f"body:{found['body']}"))
        yield (node, terms.SESSION_NUMBER, whole(int(found["number"])))
