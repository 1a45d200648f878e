"""Keep quads on disk and in memory: sorted N-Quads, readable Turtle, an Oxigraph store.

Write and read what is handed over; decide nothing about its meaning. Blank nodes are refused:
they would make the same graph come out in different bytes.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox
import rdflib

from kg.errors import GraphError, one_line
from kg.index import open_index, quad_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# The place of a predicate (types first) and object under their subject, and the object's text.
NaturalKey: TypeAlias = tuple[tuple[int, str], ...]
_Pair: TypeAlias = tuple[bool, str, NaturalKey, str]

FORMATS: Mapping[str, ox.RdfFormat] = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
}

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
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


def write_quads(quads: Iterable[ox.Quad], path: Path) -> None:
    """Write sorted N-Quads, one line per statement, each once.

    Raises:
        GraphError: a statement has a blank node, or the file cannot be written.
    """
    lines = sorted({_line(quad) for quad in quads})
    _write(path, iter(lines))


def write_turtle(quads: Iterable[ox.Quad], path: Path, prefixes: Mapping[str, str]) -> None:
    """Write Turtle to be read: prefixed, grouped by subject, types first, numbers in their order.

    Args:
        quads: the statements; the names of their graphs are not written.
        path: the file.
        prefixes: prefix → namespace; only those used are declared.

    Raises:
        GraphError: a statement has a blank node, or the file cannot be written.
    """
    _write(path, iter((turtle(quads, prefixes),)))


def turtle(quads: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> str:
    """Give the text that `write_turtle` writes."""
    shorten = _Shortener(prefixes)
    subjects: dict[str, set[_Pair]] = {}
    for quad in quads:
        subject, predicate, object_ = _named(quad)
        subjects.setdefault(subject.value, set()).add(_pair(predicate.value, object_, shorten))
    ordered = sorted(subjects, key=natural_key)
    blocks = [_block(subject, subjects[subject], shorten) for subject in ordered]
    declared = [f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(shorten.used)]
    return "".join((*declared, *blocks))


def write_text(path: Path, text: str) -> None:
    """Write a text file as UTF-8, whole or not at all.

    Raises:
        GraphError: the file cannot be written.
    """
    _write(path, iter((text,)))


def load(source: Path | Sequence[Path]) -> ox.Store:
    """Open a folder's graph, or read the files named, to ask it.

    Args:
        source: the folder, a file, or several files.

    Returns:
        The store that `kg index` made of the folder, to be read only; else one in memory.

    Raises:
        GraphError: nothing is there, or a file is no valid RDF; names the file.
    """
    index = open_index(source) if isinstance(source, Path) else None
    if index is not None:
        return index
    store = ox.Store()
    for path in _files(source):
        try:
            store.bulk_load(path=path, format=FORMATS[path.suffix])
        except (SyntaxError, ValueError) as error:
            raise GraphError(f"{path}: no valid RDF: {one_line(error)}") from None
        except OSError as error:
            raise GraphError(f"{path}: cannot be read: {error.strerror or error}") from None
    return store


def dataset(folder: Path) -> rdflib.Dataset:
    """Open a graph folder as an rdflib dataset whose default graph is the union of all."""
    from oxrdflib import OxigraphStore

    return rdflib.Dataset(store=OxigraphStore(store=load(folder)), default_union=True)


@lru_cache(maxsize=65536)
def natural_key(text: str) -> NaturalKey:
    """Order numbers inside a text by value: ``para_2`` before ``para_10``."""
    pieces = _DIGITS.split(text)
    # A number compares by its length first, then digit by digit: no integer of a thousand digits.
    key = [(len(p.lstrip("0")), p.lstrip("0")) if i % 2 else (0, p) for i, p in enumerate(pieces)]
    return (*key, (0, text))


def local_name(text: str) -> bool:
    """Whether a text may stand behind a prefix without any escape."""
    return _LOCAL.fullmatch(text) is not None


class _Shortener:
    """Write IRIs with the longest namespace that fits, and remember which prefixes were used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.used: set[str] = set()
        self._by_length = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self._known: dict[str, str] = {}

    def __call__(self, iri: str) -> str:
        if iri not in self._known:
            self._known[iri] = self._shorten(iri)
        return self._known[iri]

    def _shorten(self, iri: str) -> str:
        for name, namespace in self._by_length:
            if iri.startswith(namespace) and local_name(iri[len(namespace) :]):
                self.used.add(name)
                return f"{name}:{iri[len(namespace) :]}"
        return _iri(iri)


def _pair(predicate: str, object_: ox.NamedNode | ox.Literal, shorten: _Shortener) -> _Pair:
    iri = isinstance(object_, ox.NamedNode)
    place = natural_key(object_.value) if iri else ((0, object_.value),)
    return predicate != _TYPE, predicate, place, _object(object_, shorten)


def _block(subject: str, pairs: set[_Pair], shorten: _Shortener) -> str:
    objects: dict[str, list[str]] = {}
    for _, predicate, _, text in sorted(pairs):
        objects.setdefault(predicate, []).append(text)
    lines = [
        f"{'a' if predicate == _TYPE else shorten(predicate)} {', '.join(texts)}"
        for predicate, texts in objects.items()
    ]
    return f"\n{shorten(subject)} " + " ;\n    ".join(lines) + " .\n"


def _object(term: ox.NamedNode | ox.Literal, shorten: _Shortener) -> str:
    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    bare = _BARE.get(term.datatype.value)
    if bare and bare.fullmatch(term.value):
        return term.value
    return _literal(term, shorten)


def _literal(term: ox.Literal, name: _Shortener | None = None) -> str:
    text = '"' + _UNSAFE.sub(_escaped, term.value) + '"'
    if term.language:
        return f"{text}@{term.language}"
    if term.datatype.value == _XSD + "string":
        return text
    return f"{text}^^{name(term.datatype.value) if name else _iri(term.datatype.value)}"


def _line(quad: ox.Quad) -> str:
    subject, predicate, object_ = _named(quad)
    last = _iri(object_.value) if isinstance(object_, ox.NamedNode) else _literal(object_)
    graph = quad.graph_name
    if isinstance(graph, ox.BlankNode):
        raise GraphError(f"a blank node names a graph: {quad}; give it an IRI")
    where = f" {_iri(graph.value)}" if isinstance(graph, ox.NamedNode) else ""
    return f"{_iri(subject.value)} {_iri(predicate.value)} {last}{where} .\n"


def _named(quad: ox.Quad) -> tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]:
    subject, object_ = quad.subject, quad.object
    if isinstance(subject, ox.NamedNode) and isinstance(object_, ox.NamedNode | ox.Literal):
        return subject, quad.predicate, object_
    raise GraphError(f"a statement has a blank node or a triple term: {quad}; give it an IRI")


def _iri(iri: str) -> str:
    return "<" + _UNSAFE_IN_IRI.sub(_escaped_in_iri, iri) + ">"


def _escaped(match: re.Match[str]) -> str:
    return _SHORT_ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"


def _escaped_in_iri(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04X}"


def _files(source: Path | Sequence[Path]) -> list[Path]:
    if not isinstance(source, Path):
        return sorted(source)
    return [source] if source.is_file() else quad_files(source)


def _write(path: Path, pieces: Iterator[str]) -> None:
    # Written beside and moved into place: a reader never meets half a file.
    beside = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # a file's name may hold bytes that are no UTF-8: written as JSON's escapes
        with beside.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.writelines(pieces)
        os.replace(beside, path)  # noqa: PTH105 - replaces on Windows too
    except OSError as error:
        raise GraphError(f"{path}: cannot be written: {error.strerror or error}") from None
