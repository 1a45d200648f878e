"""Read from a store what is said of one thing, or in one document, as plain values.

Each reading costs as much as there is to read; none goes through the whole graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import pyoxigraph as ox

from kg.rdf import Graph, Iri, Literal, Term, Triple
from kg.store import named

Said: TypeAlias = Mapping[Iri, Sequence[Term]]  # property → values, each once, in one order

NOTHING: Said = {}


def statements_of(store: ox.Store, iri: str) -> Graph:
    """All statements of which a thing is the subject, from all named graphs, each once."""
    return named(store.quads_for_pattern(ox.NamedNode(iri), None, None))


def statements_in(store: ox.Store, graph: str) -> Graph:
    """All statements of a named graph."""
    return named(store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))


def said_of(store: ox.Store, iri: str) -> Said:
    """What is said of a thing."""
    return by_subject(statements_of(store, iri).triples).get(Iri(iri), NOTHING)


def by_subject(triples: Iterable[Triple]) -> dict[Iri, dict[Iri, list[Term]]]:
    """What statements say of each of their subjects."""
    found: dict[Iri, dict[Iri, set[Term]]] = {}
    for subject, predicate, object_ in triples:
        found.setdefault(subject, {}).setdefault(predicate, set()).add(object_)
    return {
        subject: {predicate: _sorted(terms) for predicate, terms in said.items()}
        for subject, said in found.items()
    }


def subjects_with(store: ox.Store, predicate: Iri, iri: str) -> list[Iri]:
    """What points to a thing by a property, each once, sorted."""
    quads = store.quads_for_pattern(None, ox.NamedNode(predicate), ox.NamedNode(iri))
    found = {quad.subject for quad in quads}
    return sorted(Iri(one.value) for one in found if isinstance(one, ox.NamedNode))


def one_of(store: ox.Store, iri: str, predicate: Iri) -> str:
    """The value or IRI of one property of a thing, the first of several; "" without any."""
    quads = store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None)
    found = (quad.object for quad in quads)
    return min((o.value for o in found if isinstance(o, ox.NamedNode | ox.Literal)), default="")


def value(said: Said, predicate: Iri) -> str:
    """The value or IRI of a property, the first of several; "" without any."""
    for term in said.get(predicate, ()):
        return term if isinstance(term, str) else term.value
    return ""


def values(said: Said, predicate: Iri) -> list[str]:
    """All values or IRIs of a property."""
    return [term if isinstance(term, str) else term.value for term in said.get(predicate, ())]


def iris(said: Said, predicate: Iri) -> list[Iri]:
    """What a property points to."""
    return [term for term in said.get(predicate, ()) if isinstance(term, str)]


def literals(said: Said, predicate: Iri) -> list[Literal]:
    """The literals of a property."""
    return [term for term in said.get(predicate, ()) if isinstance(term, Literal)]


def worded(said: Said, predicate: Iri, language: str) -> Literal | None:
    """Words in a language, or in English, or in the first that there is; None without any."""
    found = {literal.language: literal for literal in reversed(literals(said, predicate))}
    return found.get(language) or found.get("en") or next(iter(reversed(found.values())), None)


def _sorted(terms: set[Term]) -> list[Term]:
    return sorted(terms, key=_order) if len(terms) > 1 else list(terms)


def _order(term: Term) -> tuple[str, str]:
    return ("", term) if isinstance(term, str) else (term.language, term.value)
