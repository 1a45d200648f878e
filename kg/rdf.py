"""RDF as plain values: IRIs, literals, triples, named graphs; cheap to make by the million.

Blank nodes cannot be said: they would make the same graph come out in different bytes. Source:
RDF 1.1 Concepts and Abstract Syntax (W3C).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, NewType, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


#: The name of a thing; makers of names escape what may not stand in one.
Iri = NewType("Iri", str)


class Literal(NamedTuple):
    """A value: a text, a text in a language, or one of another datatype in its lexical form."""

    value: str
    language: str = ""
    datatype: str = XSD_STRING


Term: TypeAlias = Iri | Literal


#: One statement: subject, predicate, object.
Triple: TypeAlias = tuple[Iri, Iri, Term]


class Graph(NamedTuple):
    """Statements under one name, each once."""

    name: Iri
    triples: Sequence[Triple]
