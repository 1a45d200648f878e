"""The code and the ontology know the same terms."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import terms
from kg.describe.functions import FUNCTIONS
from kg.iris import ONTOLOGY

FOLDER = Path(__file__).parent.parent / "ontology"
IS_TERM = re.compile(r"http.*[^/#]$")  # a namespace alone is none
USED = [term for term in vars(terms).values() if isinstance(term, str) and IS_TERM.match(term)]
OWN = {term for term in USED if term.startswith(ONTOLOGY)}
# The whole list of other people's namespaces; a new one is a decision.
EXTERNAL = (
    terms.CITO,
    terms.DCTERMS,
    terms.ELI,
    terms.OA,
    terms.ORG,
    terms.PROV,
    terms.RDF,
    terms.RDFS,
    terms.SCHEMA,
    terms.SDGO,
    terms.SKOS,
    terms.XSD,
)


def _parsed(name: str) -> list[ox.Quad]:
    return list(ox.parse(path=str(FOLDER / name)))


def _defined() -> set[str]:
    subjects = {quad.subject.value for quad in _parsed("core.ttl")}
    return {iri for iri in subjects if iri.startswith(ONTOLOGY)}


def test_every_own_term_in_code_is_defined():
    assert OWN - _defined() == set()


def test_every_defined_term_is_in_code():
    assert _defined() - OWN == set()


def test_every_other_term_is_of_a_listed_namespace():
    others = [term for term in USED if term not in OWN]
    assert [iri for iri in others if not iri.startswith(EXTERNAL)] == []


@pytest.mark.parametrize("name", ["alignments.ttl", "shapes.ttl"])
def test_the_other_files_use_only_defined_terms(name):
    used = {
        term.value
        for quad in _parsed(name)
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(ONTOLOGY)
    }
    assert used - _defined() == set()


def test_no_two_names_in_code_stand_for_one_term():
    assert len(USED) == len(set(USED))


def test_functions_in_code_and_scheme_have_the_same_characterization():
    scheme = {
        quad.subject.value.rpartition("/")[2]: quad.object.value
        for quad in _parsed("vocabularies/citation-function.ttl")
        if quad.predicate.value == terms.CHARACTERIZATION
    }
    assert scheme == {key: function.characterization for key, function in FUNCTIONS.items()}
