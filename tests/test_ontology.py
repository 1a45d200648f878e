"""The ontology files say what FOOPS! and OOPS! ask of an ontology."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pyoxigraph as ox
import pytest

from kg import terms
from kg.authorities import load_catalogue
from kg.drafting import load_acts
from kg.errors import RuleError
from kg.findings import MandateType, Part, Status
from kg.iris import ONTOLOGY, VOCABULARY
from kg.vocabulary import ACTS, SCHEME, acts_in_turtle

FOLDER = Path(__file__).parent.parent / "ontology"
FILES = sorted(FOLDER.rglob("*.ttl"))
SCHEMES = sorted((FOLDER / "vocabularies").glob("*.ttl"))
TYPE = ox.NamedNode(terms.TYPE)
LABEL = ox.NamedNode(terms.LABEL)
DEFINITION = ox.NamedNode(f"{terms.SKOS}definition")
PREF_LABEL = ox.NamedNode(f"{terms.SKOS}prefLabel")
IN_SCHEME = ox.NamedNode(f"{terms.SKOS}inScheme")
CONCEPT = ox.NamedNode(f"{terms.SKOS}Concept")
IMPORTS = ox.NamedNode(f"{terms.OWL}imports")
VERSION = ox.NamedNode(f"{terms.OWL}versionIRI")
LICENSE = ox.NamedNode(f"{terms.DCTERMS}license")
TITLE = ox.NamedNode(f"{terms.DCTERMS}title")
SIX = ["ar", "en", "es", "fr", "ru", "zh"]
TWO = ["en", "fr"]

named = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
schemes = pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)


def _store(path: Path) -> ox.Store:
    store = ox.Store()
    store.load(path=str(path))
    return store


def _languages(store: ox.Store, subject: ox.NamedNode, predicate: ox.NamedNode) -> list[str]:
    found = store.quads_for_pattern(subject, predicate, None)
    return sorted(quad.object.language for quad in found)


def _concepts(store: ox.Store) -> list[ox.NamedNode]:
    return [quad.subject for quad in store.quads_for_pattern(None, TYPE, CONCEPT)]


@named
def test_a_file_is_turtle_without_imports(path):
    store = _store(path)
    assert len(store) > 0
    assert list(store.quads_for_pattern(None, IMPORTS, None)) == []


@pytest.mark.parametrize("name", ["core.ttl", "alignments.ttl"])
def test_an_ontology_has_a_version_of_its_own_and_a_licence(name):
    store = _store(FOLDER / name)
    versions = [quad.object.value for quad in store.quads_for_pattern(None, VERSION, None)]
    licences = {quad.object.value for quad in store.quads_for_pattern(None, LICENSE, None)}
    assert len(versions) == 1
    assert licences == {"https://creativecommons.org/licenses/by/4.0/"}


def test_every_term_is_labelled_in_six_languages_and_defined_in_two():
    store = _store(FOLDER / "core.ttl")
    own = {quad.subject for quad in store if quad.subject.value.startswith(ONTOLOGY)}
    lacking = [
        (term.value, predicate.value)
        for term in own
        for predicate, languages in ((LABEL, SIX), (DEFINITION, TWO))
        if _languages(store, term, predicate) != languages
    ]
    assert lacking == []


@schemes
def test_every_concept_is_labelled_in_six_languages_and_defined_in_two(path):
    store = _store(path)
    concepts = _concepts(store)
    lacking = [
        (concept.value, predicate.value)
        for concept in concepts
        for predicate, languages in ((PREF_LABEL, SIX), (DEFINITION, TWO))
        if _languages(store, concept, predicate) != languages
    ]
    assert concepts
    assert lacking == []


@schemes
def test_a_scheme_is_titled_in_six_languages(path):
    store = _store(FOLDER / "core.ttl" if path == SCHEME else path)
    assert _languages(store, ox.NamedNode(f"{VOCABULARY}{path.stem}"), TITLE) == SIX


@schemes
def test_a_scheme_has_the_address_of_its_file(path):
    store = _store(path)
    scheme = ox.NamedNode(f"{VOCABULARY}{path.stem}")
    listed = {quad.object for quad in store.quads_for_pattern(None, IN_SCHEME, None)}
    addresses = {concept.value.rpartition("/")[0] for concept in _concepts(store)}
    assert listed == {scheme}
    assert addresses == {scheme.value}


@schemes
def test_no_two_concepts_of_a_scheme_share_a_label(path):
    labels = [quad.object for quad in _store(path).quads_for_pattern(None, PREF_LABEL, None)]
    assert len(labels) == len(set(labels))


def test_the_scheme_of_acts_is_what_the_data_gives():
    assert SCHEME.read_text(encoding="utf-8") == acts_in_turtle(), "run `python -m kg.vocabulary`"


def test_every_act_that_extraction_knows_is_a_concept():
    concepts = {concept.value.rpartition("/")[2] for concept in _concepts(_store(SCHEME))}
    assert concepts == set(load_acts())


@pytest.mark.parametrize(
    ("scheme", "values"),
    [("provision-type", Part), ("resolution-status", Status), ("mandate-type", MandateType)],
)
def test_what_findings_may_say_is_a_scheme(scheme, values):
    path = FOLDER / "vocabularies" / f"{scheme}.ttl"
    concepts = {concept.value.rpartition("/")[2] for concept in _concepts(_store(path))}
    assert concepts == set(get_args(values))


def test_every_type_of_instrument_in_the_authorities_is_a_concept():
    path = FOLDER / "vocabularies" / "instrument-type.ttl"
    concepts = {concept.value.rpartition("/")[2] for concept in _concepts(_store(path))}
    assert {entry.type for entry in load_catalogue().of_kind("instrument")} <= concepts


def test_an_act_of_the_data_becomes_a_concept(tmp_path):
    acts = tmp_path / "acts.toml"
    acts.write_text(
        '[recalls]\nfunction = "recalling"\ndirective = ""\ntone = "neutral"\n'
        'label.en = "recalls"\nlabel.fr = "rappelle"\nlabel.es = "recuerda"\n'
        'label.ru = "ссылается на"\nlabel.ar = "تشير إلى"\nlabel.zh = "回顾"\n'
        'definition.en = "It says \\"again\\"."\ndefinition.fr = "Elle redit."\n',
        encoding="utf-8",
    )
    assert acts_in_turtle(acts).split("\n\n")[-1] == (
        ":recalls a skos:Concept ;\n"
        "    skos:inScheme <https://w3id.org/unkg/vocab/act> ;\n"
        "    skos:topConceptOf <https://w3id.org/unkg/vocab/act> ;\n"
        '    skos:prefLabel "recalls"@en , "rappelle"@fr , "recuerda"@es , '
        '"ссылается на"@ru , "تشير إلى"@ar , "回顾"@zh ;\n'
        '    skos:definition "It says \\"again\\"."@en , "Elle redit."@fr ;\n'
        "    unkg:citationFunction fn:recalling ;\n"
        '    unkg:bindingTone "neutral" .\n'
    )


@pytest.mark.parametrize(
    ("line", "field"), [('tone = "neutral"\n', "tone"), ('label.zh = "回顾"\n', "zh")]
)
def test_an_act_without_its_tone_or_a_label_is_named(tmp_path, line, field):
    acts = tmp_path / "acts.toml"
    broken = ACTS.read_text(encoding="utf-8").replace(line, "", 1)
    acts.write_text(broken, encoding="utf-8")
    with pytest.raises(RuleError, match=rf"acts\.toml: \[recalls\] lacks '{field}'"):
        acts_in_turtle(acts)
