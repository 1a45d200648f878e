"""Keep graphs on disk and in memory: sorted N-Quads, readable Turtle, an Oxigraph store.

Write and read what is handed over; decide nothing about its meaning. Blank nodes are refused:
they would make the same graph come out in different bytes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox
import rdflib

from kg.errors import GraphError, one_line
from kg.garbage import none_looked_for
from kg.index import open_index, quad_files
from kg.places import Place, whole
from kg.rdf import XSD_STRING, Graph, Iri, Literal, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FORMATS: Mapping[str, ox.RdfFormat] = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
}

_MANY = 65_536
_NEXT = " ;\n    "
_TYPE = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_XSD = "http://www.w3.org/2001/XMLSchema#"
# The ASCII core of Turtle's PN_LOCAL: whatever would need an escape is written as a full IRI.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
# Only canonical numbers go bare: readers may rewrite any other form ("007" as 7).
_BARE = {
    _XSD + "integer": re.compile(r"0|-?[1-9][0-9]{0,17}"),
    _XSD + "decimal": re.compile(r"-?(?:0|[1-9][0-9]{0,11})\.(?:0|[0-9]{0,5}[1-9])"),
    _XSD + "boolean": re.compile(r"true|false"),
}
_SHORT_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# Controls, the line separators that some readers break lines at, and bidi overrides (which would
# show a reader of the file other words than a parser of it).
_UNSAFE = re.compile(
    '[\\\\"\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]'
)
_UNSAFE_IN_IRI = re.compile(
    '[\x00-\x20<>"{}|^`\\\\\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]'
)
_DIGITS = re.compile(r"([0-9]+)")


def write_quads(graphs: Iterable[Graph], path: Place) -> None:
    """Write sorted N-Quads, one line per statement, each once.

    Raises:
        GraphError: the file cannot be written.
    """
    write_pieces(path, iter(sorted({line for graph in graphs for line in quad_lines(graph)})))


def quad_lines(graph: Graph) -> Iterator[str]:
    """The statements of a graph as lines of N-Quads, in their order."""
    names = _FullNames()
    end = f" {names[graph.name]} .\n" if graph.name else " .\n"
    for subject, predicate, object_ in graph.triples:
        written = names[object_] if isinstance(object_, str) else _literal(object_, names)
        yield f"{names[subject]} {names[predicate]} {written}{end}"


def n_triples(term: Term) -> str:
    """A term as N-Triples and N-Quads write it."""
    return _iri(term) if isinstance(term, str) else _literal(term, _FullNames())


def write_turtle(graphs: Iterable[Graph], path: Place, prefixes: Mapping[str, str]) -> None:
    """Write Turtle to be read: prefixed, grouped by subject, types first, numbers in their order.

    Args:
        graphs: the statements; the names of their graphs are not written.
        path: the file.
        prefixes: prefix → namespace, which ends with ``/`` or ``#``; only those used are declared.

    Raises:
        GraphError: the file cannot be written.
    """
    write_pieces(path, iter((turtle(graphs, prefixes),)))


@none_looked_for()
def turtle(graphs: Iterable[Graph], prefixes: Mapping[str, str]) -> str:
    """Give the text that `write_turtle` writes."""
    names = _Names(prefixes)
    said: defaultdict[Iri, list[Triple]] = defaultdict(list)
    for graph in graphs:
        for triple in graph.triples:
            said[triple[0]].append(triple)
    verbs = _Verbs(names)
    blocks = [_block(said[subject], names, verbs) for subject in sorted(said, key=natural_key)]
    declared = [f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(names.used)]
    return "".join((*declared, *blocks))


def write_text(path: Place, text: str) -> None:
    """Write a text file as UTF-8, whole or not at all.

    Raises:
        GraphError: the file cannot be written.
    """
    write_pieces(path, iter((text,)))


def load(source: Place | Sequence[Place]) -> ox.Store:
    """Open a folder's graph, or read the files named, to ask it.

    Args:
        source: the folder, a file, or several files.

    Returns:
        The store that `kg index` made of the folder, to be read only; else one in memory.

    Raises:
        GraphError: nothing is there, or a file is no valid RDF; names the file.
    """
    index = None if isinstance(source, Sequence) else open_index(source)
    if index is not None:
        return index
    store = ox.Store()
    for path in _files(source):
        try:
            with path.open("rb") as file:
                store.bulk_load(input=file, format=FORMATS[path.suffix])
        except (SyntaxError, ValueError) as error:
            raise GraphError(f"{path}: no valid RDF: {one_line(error)}") from None
        except OSError as error:
            raise GraphError(f"{path}: cannot be read: {error.strerror or error}") from None
    return store


def dataset(folder: Place) -> rdflib.Dataset:
    """Open a graph folder as an rdflib dataset whose default graph is the union of all."""
    from oxrdflib import OxigraphStore

    return rdflib.Dataset(store=OxigraphStore(store=load(folder)), default_union=True)


def named(triples: Iterable[ox.Triple | ox.Quad]) -> Graph:
    """Statements of a store, as the writers take them.

    Raises:
        GraphError: a statement has a blank node or a triple term.
    """
    return Graph(Iri(""), tuple(_named(triple) for triple in triples))


def natural_key(text: str) -> str:
    """Order numbers inside a text by value: ``para_2`` before ``para_10``."""
    name, mark, fragment = text.partition("#")  # many names share either
    return f"{_key(name)}{mark}{_key(fragment)}\0{text}"


@lru_cache(maxsize=_MANY)
def _key(text: str) -> str:
    pieces = _DIGITS.split(text)
    # A number compares by its length first, then digit by digit; and its mark is above the end of
    # a text, so that a name comes before what it begins.
    for i in range(1, len(pieces), 2):
        significant = pieces[i].lstrip("0")
        pieces[i] = f"\1{chr(len(significant) + 1)}{significant}"
    return "".join(pieces)


def local_name(text: str) -> bool:
    """Whether a text may stand behind a prefix without any escape."""
    return _LOCAL.fullmatch(text) is not None


class _FullNames(dict[str, str]):
    """How each IRI is written in full."""

    def __missing__(self, iri: str) -> str:
        written = self[iri] = _iri(iri)
        return written


class _Names(dict[str, str]):
    """How each IRI is written, with the namespace that fits; remembers which prefixes were used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.used: set[str] = set()
        ordered = sorted(prefixes.items(), reverse=True)
        self._prefixes = {namespace: name for name, namespace in ordered}

    def __missing__(self, iri: str) -> str:
        written = self[iri] = self._shortened(iri)
        return written

    def _shortened(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        name = self._prefixes.get(iri[:cut])
        if name is None or not _LOCAL.fullmatch(iri, cut):
            return _iri(iri)
        self.used.add(name)
        return f"{name}:{iri[cut:]}"


class _Verbs(dict[tuple[Iri, ...], list[tuple[str, list[int]]]]):
    """Of the predicates of a subject's statements, in which order and where each stands.

    There are as many rows of predicates as kinds of subjects: few.
    """

    def __init__(self, names: _Names) -> None:
        self._names = names

    def __missing__(self, predicates: tuple[Iri, ...]) -> list[tuple[str, list[int]]]:
        places: dict[Iri, list[int]] = {}
        for i, predicate in enumerate(predicates):
            places.setdefault(predicate, []).append(i)
        types = places.pop(_TYPE, None)
        ordered = [(self._names[predicate], places[predicate]) for predicate in sorted(places)]
        self[predicates] = [("a", types), *ordered] if types else ordered
        return self[predicates]


def _block(told: Sequence[Triple], names: _Names, verbs: _Verbs) -> str:
    lines = []
    for verb, places in verbs[tuple([predicate for _, predicate, _ in told])]:
        object_ = told[places[0]][2]
        if len(places) > 1:
            written = _objects({told[i][2] for i in places}, names)
        else:
            written = names[object_] if isinstance(object_, str) else _value(object_, names)
        lines.append(f"{verb} {written}")
    return f"\n{names[told[0][0]]} {_NEXT.join(lines)} .\n"


def _objects(terms: Iterable[Term], names: _Names) -> str:
    placed = sorted(
        (*_place(term), names[term] if isinstance(term, str) else _value(term, names))
        for term in terms
    )
    return ", ".join(text for _, _, text in placed)


def _place(term: Term) -> tuple[bool, str]:
    """Where a term stands among the objects of one predicate: literals by their text, first."""
    return (True, natural_key(term)) if isinstance(term, str) else (False, term.value)


def _value(term: Literal, names: _Names) -> str:
    bare = _BARE.get(term.datatype)
    if bare and bare.fullmatch(term.value):
        return term.value
    return _literal(term, names)


def _literal(term: Literal, names: dict[str, str]) -> str:
    value, language, datatype = term
    # all that is unsafe is no print, but for two signs: to ask so is ten times as fast
    if '"' in value or "\\" in value or not value.isprintable():
        value = _UNSAFE.sub(_escaped, value)
    if language:
        return f'"{value}"@{language}'
    return f'"{value}"' if datatype == XSD_STRING else f'"{value}"^^{names[datatype]}'


def _named(triple: ox.Triple | ox.Quad) -> Triple:
    subject, object_ = triple.subject, triple.object
    if not isinstance(subject, ox.NamedNode) or not isinstance(object_, ox.NamedNode | ox.Literal):
        raise GraphError(f"a statement has a blank node or a triple term: {triple}; give it an IRI")
    if isinstance(object_, ox.NamedNode):
        return (Iri(subject.value), Iri(triple.predicate.value), Iri(object_.value))
    return (Iri(subject.value), Iri(triple.predicate.value), _plain(object_))


def _plain(literal: ox.Literal) -> Literal:
    # one form for each value: words in a language are never told apart by their datatype
    if literal.language:
        return Literal(literal.value, literal.language)
    return Literal(literal.value, datatype=literal.datatype.value)


@lru_cache(maxsize=_MANY)
def _iri(iri: str) -> str:
    if _UNSAFE_IN_IRI.search(iri):
        iri = _UNSAFE_IN_IRI.sub(_escaped_in_iri, iri)
    return f"<{iri}>"


def _escaped(match: re.Match[str]) -> str:
    return _SHORT_ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"


def _escaped_in_iri(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04X}"


def _files(source: Place | Sequence[Place]) -> list[Place]:
    if isinstance(source, Sequence):
        return sorted(source)
    return [source] if source.is_file() else quad_files(source)


def write_pieces(path: Place, pieces: Iterable[str]) -> None:
    """Write a text file as UTF-8, piece after piece, whole or not at all.

    Raises:
        GraphError: the file cannot be written.
    """
    # a file's name may hold bytes that are no UTF-8: written as JSON's escapes
    write_bytes(path, (piece.encode("utf-8", "backslashreplace") for piece in pieces))


def write_bytes(path: Place, pieces: Iterable[bytes]) -> None:
    """Write a file, piece after piece, whole or not at all.

    Raises:
        GraphError: the file cannot be written.
    """
    try:
        with whole(path) as file:
            file.writelines(pieces)
    except OSError as error:
        raise GraphError(f"{path}: cannot be written: {error.strerror or error}") from None
