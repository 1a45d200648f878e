"""Tell what the ontology calls its classes and concepts, in a reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from kg import terms
from kg.stated import local_of
from kg.vocabulary import ONTOLOGY_FOLDER

_PREFERRED = f"{terms.SKOS}prefLabel"


@cache
def concept_labels(language: str) -> Mapping[str, str]:
    """Read the labels of the ontology's classes, properties and concepts.

    Args:
        language: of the labels; English ones where there are none in it.

    Returns:
        IRI → label.
    """
    labels: dict[str, str] = {}
    for path in (
        ONTOLOGY_FOLDER / "core.ttl",
        *sorted((ONTOLOGY_FOLDER / "vocabularies").glob("*.ttl")),
    ):
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            literal = quad.object
            named = quad.predicate.value in (terms.LABEL, _PREFERRED)
            if not named or not isinstance(literal, ox.Literal):
                continue
            assert isinstance(quad.subject, ox.NamedNode)
            if literal.language == language:
                labels[quad.subject.value] = literal.value
            elif literal.language == "en":
                labels.setdefault(quad.subject.value, literal.value)
    return MappingProxyType(labels)


def concept_label(iri: str, language: str) -> str:
    """The label of a class or concept; what its IRI ends with where it has none."""
    known = concept_labels(language).get(iri)
    return known or local_of(iri).replace("-", " ")
