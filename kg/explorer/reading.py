"""Read from a graph what the explorer tells of a document beside its citations.

Its adoption, its languages, the mandates it gives, and what it mentions that was not resolved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import terms
from kg.stated import (
    by_language,
    concept_of,
    facts_of,
    iris_of,
    local_of,
    objects_of,
    subjects,
    value_of,
    words_of,
)
from kg.store import natural_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.rdf import Iri
    from kg.stated import Facts

_DUE = (terms.DUE_AT_SESSION, terms.DUE_DATE, terms.DUE_WITHIN)
_VOTES = (terms.VOTES_FOR, terms.VOTES_AGAINST, terms.VOTES_ABSTAIN)


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a document states of itself; "" and () where it does not."""

    languages: tuple[str, ...]  # of the versions that were read
    mode: str  # of its adoption
    votes: tuple[int, ...]  # for, against, abstaining
    meeting: str
    session: str
    agenda: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mandate:
    """Who is asked for what, by when, in which paragraph."""

    document: str
    paragraph: str  # its eId
    type: str
    act: str
    addressee: str
    due: str  # a session, a date, a duration


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Words that mention a text which could not be told, with the reason."""

    document: str
    paragraph: str
    act: str
    status: str
    reason: str
    quote: str
    language: str
    candidates: tuple[str, ...]


def names(store: ox.Store, node: str) -> Mapping[str, str]:
    """Give the title of a document, or the name of a thing, in each language that has one."""
    subject = ox.NamedNode(node)
    titles = by_language(objects_of(store, subject, terms.TITLE))
    return titles or by_language(objects_of(store, subject, terms.LABEL))


def organ(store: ox.Store, node: str) -> str:
    """Give the IRI of the body that adopted a document; "" where none is known."""
    return value_of(objects_of(store, ox.NamedNode(node), terms.PASSED_BY))


def dossier(store: ox.Store, document: str) -> Dossier:
    """Read what a document states of itself."""
    facts = facts_of(store, ox.NamedNode(document))
    versions = [facts_of(store, version) for version in iris_of(facts[terms.IS_REALIZED_BY])]
    adoption = facts_of(store, ox.NamedNode(value_of(facts[terms.ADOPTION]) or document))
    votes = [value_of(adoption[name]) for name in _VOTES]
    return Dossier(
        languages=tuple(sorted({value_of(version[terms.LANGUAGE]) for version in versions})),
        mode=concept_of(adoption[terms.ADOPTION_MODE]),
        votes=tuple(int(vote) for vote in votes) if all(votes) else (),
        meeting=_notation(store, adoption, terms.AT_MEETING),
        session=_notation(store, facts, terms.AT_SESSION),
        agenda=tuple(_notations(store, facts, terms.UNDER_AGENDA_ITEM)),
    )


def mandates(store: ox.Store, language: str) -> Iterator[Mandate]:
    """Read all mandates, document by document, as their paragraphs follow one another."""
    for node in sorted(subjects(store, terms.REQUESTED_IN), key=natural_key):
        facts = facts_of(store, ox.NamedNode(node))
        document, _, paragraph = value_of(facts[terms.REQUESTED_IN]).partition("#")
        due = next((value for name in _DUE for value in facts[name]), None)
        yield Mandate(
            document,
            paragraph,
            type=concept_of(facts[terms.MANDATE_TYPE]),
            act=concept_of(facts[terms.ACT]),
            addressee=words_of(facts[terms.ADDRESSEE_TEXT], language),
            due="" if due is None else local_of(due.value),
        )


def unresolved(store: ox.Store) -> Iterator[Unresolved]:
    """Read all mentions that were not resolved, in the order of their names."""
    found = subjects(store, terms.TYPE, terms.UNRESOLVED_MENTION)
    for node in sorted(found, key=natural_key):
        facts = facts_of(store, ox.NamedNode(node))
        document, _, paragraph = value_of(facts[terms.IN_PROVISION]).partition("#")
        spans = sorted(iris_of(facts[terms.EVIDENCE]), key=lambda span: natural_key(span.value))
        quotes = by_language(objects_of(store, spans[0], terms.QUOTE)) if spans else {"": ""}
        quoted, quote = next(iter(quotes.items()), ("", ""))
        yield Unresolved(
            document,
            paragraph,
            act=concept_of(facts[terms.ACT]),
            status=concept_of(facts[terms.RESOLUTION_STATUS]),
            reason=value_of(facts[terms.REASON]),
            quote=quote,
            language=quoted,
            candidates=tuple(sorted(one.value for one in iris_of(facts[terms.CANDIDATE]))),
        )


def _notation(store: ox.Store, facts: Facts, name: Iri) -> str:
    return next(iter(_notations(store, facts, name)), "")


def _notations(store: ox.Store, facts: Facts, name: Iri) -> list[str]:
    found = (objects_of(store, thing, terms.NOTATION) for thing in iris_of(facts[name]))
    return sorted(value_of(notation) for notation in found)
