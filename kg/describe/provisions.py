"""Describe the paragraphs of a document: what each is, where it stands, what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import terms
from kg.describe.evidence import Stated
from kg.describe.literals import plain, whole, worded
from kg.iris import DocumentNames, concept, eid, fragment, parent_of, section_of
from kg.rdf import Iri, Triple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.findings import Paragraph, Part

_CLASSES: dict[Part, Iri] = {
    "preambular": terms.PREAMBULAR_PARAGRAPH,
    "operative": terms.OPERATIVE_PARAGRAPH,
    "note": terms.FOOTNOTE,
}


def describe_provisions(versions: Sequence[Stated[Paragraph]]) -> Iterator[Triple]:
    """Describe all paragraphs, in reading order, and the sections their labels name.

    Versions share the paragraphs of one label; the first that has one says what kind it is.
    """
    pieces: dict[str, dict[DocumentNames, list[Paragraph]]] = {}
    for names, paragraphs in versions:
        for paragraph in paragraphs:
            pieces.setdefault(paragraph.label, {}).setdefault(names, []).append(paragraph)
    for order, (label, same) in enumerate(pieces.items(), start=1):
        names, first = next((names, paragraphs[0]) for names, paragraphs in same.items())
        yield from _describe(names, first, order)
        for names, paragraphs in same.items():
            yield from _worded(names, paragraphs)
        yield from _place(names, label, frozenset(pieces))


def _describe(names: DocumentNames, first: Paragraph, order: int) -> Iterator[Triple]:
    node = names.provision(first.label)
    yield (node, terms.TYPE, _class(first))
    yield (node, terms.PROVISION_TYPE, concept("provision-type", first.part))
    yield (node, terms.EID, plain(eid(first.label)))
    yield (node, terms.ORDER, whole(order))
    if first.number:
        yield (node, terms.NUMBER, plain(first.number))
    if first.act:
        yield (node, terms.ACT, concept("act", first.act))


def _worded(names: DocumentNames, pieces: Sequence[Paragraph]) -> Iterator[Triple]:
    """The words of one version; the lines of a heading, under one label, are one of many spans."""
    node = names.provision(pieces[0].label)
    text = "\n".join(piece.text for piece in pieces)
    yield (node, terms.TEXT, worded(text, names.language))
    if pieces[0].verb:
        yield (node, terms.VERB, worded(pieces[0].verb, names.language))
    for piece in pieces:
        yield (node, terms.SPAN, names.span(piece.start, piece.end))
        for note in piece.notes:
            yield (node, terms.HAS_NOTE, names.provision(note))


def _class(paragraph: Paragraph) -> Iri:
    if paragraph.part == "annex" and "." not in paragraph.label:
        return terms.ANNEX
    if parent_of(paragraph.label):
        return terms.SUBPARAGRAPH
    return _CLASSES.get(paragraph.part, terms.PROVISION)


def _place(names: DocumentNames, label: str, labels: frozenset[str]) -> Iterator[Triple]:
    """Say what the paragraph is part of: the document, its section, the paragraph around it.

    All of them directly, so that a query needs no path.
    """
    node = names.provision(label)
    yield (node, terms.PART_OF_WORK, names.document)
    parent = parent_of(label)
    while parent:
        if parent in labels:
            yield (node, terms.PART_OF_WORK, names.provision(parent))
        parent = parent_of(parent)
    section = section_of(label)
    if section:
        section_node = fragment(names.document, f"sec_{section}")
        yield (section_node, terms.TYPE, terms.SECTION)
        yield (section_node, terms.PART_OF_WORK, names.document)
        yield (node, terms.PART_OF_WORK, section_node)
