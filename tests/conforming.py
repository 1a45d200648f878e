"""A small graph that conforms to all shapes, each of which meets something in it."""

from __future__ import annotations

from types import MappingProxyType

import pyoxigraph as ox

from kg.authorities import Catalogue, Entry
from kg.findings import (
    Body,
    Citation,
    Event,
    Evidence,
    Extraction,
    Fact,
    Goal,
    Mandate,
    Paragraph,
)
from kg.graph import cited_symbols, describe, describe_authorities, describe_cited, targets_of
from kg.iris import DATA, GRAPHS, ONTOLOGY
from tests.statements import stored

GRAPH = f"{GRAPHS}A-RES-68-131"
DOCUMENT = f"{DATA}doc/A-RES-68-131"

CATALOGUE = Catalogue(
    MappingProxyType(
        {
            "instrument:cedaw": Entry(
                "instrument:cedaw", "instrument", "treaty", {"en": ("Treaty",), "fr": ("Traité",)}
            ),
            "event:wssd-1995": Entry(
                "event:wssd-1995", "event", "summit", {"en": ("Summit",), "fr": ("Sommet",)}
            ),
            "body:GA": Entry("body:GA", "body", "organ", {"en": ("GA",), "fr": ("AG",)}),
            "body:SG": Entry("body:SG", "body", "officer", {"en": ("SG",), "fr": ("SG",)}),
        }
    ),
    MappingProxyType({"5": {"en": "Gender equality", "fr": "Égalité entre les sexes"}}),
)


def _words(paragraph: str, start: int, text: str) -> tuple[Evidence, ...]:
    return (Evidence(paragraph, start, start + len(text), text),)


EXTRACTION = Extraction(
    path="a.txt",
    sha256="ab" * 32,
    language="fr",
    symbol="A/RES/68/131",
    organ="GA",
    facts=(
        Fact("adoption-date", "2013-12-18", *_words("HEAD", 0, "18 décembre 2013")),
        Fact("vote", "vote:124-3-48", *_words("HEAD", 20, "124 voix")),
    ),
    unknown=(("meeting", "no meeting line"),),
    paragraphs=(
        Paragraph("HEAD", "head", 0, 50, "18 décembre 2013 …"),
        Paragraph("PP1", "preambular", 100, 300, "Rappelant …", act="recalls"),
        Paragraph("OP1", "operative", 300, 400, "Prie …", act="requests"),
    ),
    findings=(
        Citation(
            _words("PP1", 110, "sa résolution 66/122"),
            "A/RES/66/122",
            "inferred",
            "possessive",
            0.95,
            act="recalls",
            provisions=("para_3",),
            date="2011-12-19",
            reason="possessive",
        ),
        Citation(
            _words("PP1", 140, "Traité"),
            "instrument:cedaw",
            "explicit",
            "name",
            1.0,
            act="endorses",
            reported_by="A/RES/66/122",
        ),
        Citation(
            _words("PP1", 150, "45/32"),
            None,
            "ambiguous",
            "number",
            0.5,
            reason="two organs",
            candidates=("A/RES/45/32", "A/HRC/RES/45/32"),
        ),
        Citation(_words("OP1", 310, "la présente"), "self", "explicit", "present", 1.0),
        Event(_words("PP1", 160, "Sommet"), "event:wssd-1995", "explicit", "name", 1.0),
        Body(_words("OP1", 330, "SG"), "body:SG", "name", 1.0),
        Goal(_words("PP1", 170, "objectif 5"), "5", "number", 1.0),
        Mandate(
            _words("OP1", 340, "Prie"),
            "le Secrétaire général",
            ("body:SG",),
            "requests",
            "Prie",
            "report",
            "request",
            0.9,
            due="session:GA-70",
        ),
    ),
)


def conforming() -> ox.Store:
    """The graph: what an extraction says, what it cites, and who is named."""
    targets = targets_of(EXTRACTION)
    store = stored(
        describe([EXTRACTION], CATALOGUE),
        describe_cited(cited_symbols(targets, CATALOGUE) - {"A/RES/68/131"}),
        describe_authorities(targets, CATALOGUE),
    )
    citation = ox.NamedNode(f"{DOCUMENT}#cit__preamble__p_1__A-RES-66-122__recalling")
    agreement = ox.NamedNode(f"{ONTOLOGY}agreement")
    half = ox.Literal("0.5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
    store.add(ox.Quad(citation, agreement, half, ox.NamedNode(GRAPH)))
    return store
