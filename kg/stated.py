"""Read what a store says of one subject: its properties, its names, the words in a language.

Costs the same in a graph of any size; knows no class and no property.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.rdf import Iri

Term: TypeAlias = ox.NamedNode | ox.Literal
Facts: TypeAlias = "Mapping[str, set[Term]]"  # property → values


def facts_of(store: ox.Store, subject: ox.NamedNode) -> Facts:
    """Give all that is stated of a subject; a property that it has not is an empty set."""
    facts: defaultdict[str, set[Term]] = defaultdict(set)
    for quad in store.quads_for_pattern(subject, None, None):
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            facts[quad.predicate.value].add(quad.object)
    return facts


def objects_of(store: ox.Store, subject: ox.NamedNode, name: Iri) -> set[Term]:
    """Give the values of one property."""
    objects = (q.object for q in store.quads_for_pattern(subject, ox.NamedNode(name), None))
    return {value for value in objects if isinstance(value, ox.NamedNode | ox.Literal)}


def subjects(store: ox.Store, name: Iri, value: Iri | None = None) -> set[str]:
    """Give what has a property at all, or has it with a value."""
    wanted = ox.NamedNode(value) if value else None
    found = (q.subject for q in store.quads_for_pattern(None, ox.NamedNode(name), wanted))
    return {subject.value for subject in found if isinstance(subject, ox.NamedNode)}


def value_of(found: Iterable[Term]) -> str:
    """Give the value, the first of several, "" of none."""
    return min((v.value for v in found), default="")


def concept_of(found: Iterable[Term]) -> str:
    """Give the key of a concept: ``vocab/act/recalls`` → ``recalls``; "" of none."""
    iri = value_of(found)
    return local_of(iri) if iri else ""


def local_of(iri: str) -> str:
    """Give what stands behind the last ``/`` or ``#``."""
    return re.split(r"[/#]", iri.rstrip("/#"))[-1]


def by_language(found: Iterable[Term]) -> dict[str, str]:
    """Give a name or title in each language that it is told in; "" is no language."""
    literals = sorted((v.value, v.language or "") for v in literals_of(found))
    return {tag: value for value, tag in reversed(literals)}


def words_of(found: Iterable[Term], language: str) -> str:
    """Give a name or title in a language, or in English, or in the first that there is."""
    words = by_language(found)
    return words.get(language) or words.get("en") or min(words.values(), default="")


def iris_of(found: Iterable[Term]) -> list[ox.NamedNode]:
    """Give those values that are names."""
    return [value for value in found if isinstance(value, ox.NamedNode)]


def literals_of(found: Iterable[Term]) -> list[ox.Literal]:
    """Give those values that are words, numbers or dates."""
    return [value for value in found if isinstance(value, ox.Literal)]
