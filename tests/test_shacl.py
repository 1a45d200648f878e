"""No node that pySHACL would report goes unsuspected; what is plainly good is not suspected."""

from __future__ import annotations

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from kg.shacl import FUNCTIONS, Untranslated, focus_nodes, suspects

NAMES = """
@prefix : <urn:x:> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPE = rdflib.URIRef("urn:x:shape")


def _shapes(demand: str) -> rdflib.Graph:
    text = f"{NAMES} :shape a sh:NodeShape ; sh:targetClass :Thing ; {demand} ."
    return rdflib.Graph().parse(data=text, format="turtle")


def _found(demand: str, facts: str) -> set[str]:
    """The nodes that are suspected where these are the facts of ``:x``."""
    query = suspects(_shapes(demand), SHAPE)
    if query is None:
        return set()
    store = ox.Store()
    store.load(f"{NAMES} :graph {{ :x a :Thing ; {facts} . }}", format=ox.RdfFormat.TRIG)
    return {row["this"].value for row in store.query(query, custom_functions=FUNCTIONS)}


def _conforms(demand: str, facts: str) -> bool:
    graph = rdflib.Graph().parse(data=f"{NAMES} :x a :Thing ; {facts} .", format="turtle")
    return bool(pyshacl.validate(graph, shacl_graph=_shapes(demand))[0])


def _on(path: str, constraint: str) -> str:
    return f"sh:property [ sh:path {path} ; {constraint} ]"


# what is demanded, what fulfils it, what does not
DEMANDS = [
    (_on(":p", "sh:minCount 1"), ":p 1", ":q 1"),
    (_on(":p", "sh:minCount 0 ; sh:maxCount 0"), ":q 1", ":p 1"),
    (_on(":p", "sh:maxCount 1"), ":p 1", ":p 1, 2"),
    (_on(":p", "sh:maxCount 2"), ":p 1, 2", ":p 1, 2, 3"),
    (_on(":p", "sh:datatype xsd:string"), ':p "", "x"', ':p "x"@en'),
    (_on(":p", "sh:datatype xsd:string"), ":q 1", ":p <urn:x:y>"),
    (_on(":p", "sh:datatype rdf:langString"), ':p "x"@en', ':p "x"'),
    (_on(":p", "sh:datatype xsd:integer"), ":p 12, -1", ":p 1.0"),
    (_on(":p", "sh:datatype xsd:integer"), ":p 0", ':p "twelve"^^xsd:integer'),
    (_on(":p", "sh:datatype xsd:decimal"), ":p 0.5", ":p 1"),
    (_on(":p", "sh:datatype xsd:decimal"), ":p 1.0", ':p "half"^^xsd:decimal'),
    (_on(":p", "sh:datatype xsd:date"), ':p "2013-12-18"^^xsd:date', ':p "2013"^^xsd:gYear'),
    (_on(":p", "sh:datatype xsd:date"), ':p "1945-10-24"^^xsd:date', ':p "2013-02-30"^^xsd:date'),
    (_on(":p", "sh:datatype xsd:date"), ':p "1945-10-24"^^xsd:date', ':p "0000-01-01"^^xsd:date'),
    (_on(":p", "sh:nodeKind sh:IRI"), ":p <urn:x:y>", ':p "urn:x:y"'),
    (_on(":p", "sh:nodeKind sh:IRI"), ":p <urn:x:y>", ":p [ :q 1 ]"),
    (_on(":p", "sh:class :C"), ":p :y . :y a :C, :D", ":p :y . :y a :D"),
    (_on(":p", "sh:class :C"), ":q 1", ':p "y"'),
    (_on(":p", "sh:in ( :a 1 )"), ":p :a, 1", ":p :b"),
    (_on(":p", "sh:in ( :a 1 )"), ":p 1", ":p 1.0"),
    (_on(":p", 'sh:pattern "^a[0-9]{2}$"'), ':p "a12", "a12"@en', ':p "a1"'),
    (_on(":p", 'sh:pattern "^urn:"'), ":p :y", ":p <tag:y>"),
    (_on(":p", 'sh:pattern "b"'), ':p "abc"', ":p [ :q 1 ]"),
    (_on(":p", "sh:minLength 1"), ':p "x"', ':p ""'),
    (_on(":p", "sh:minLength 2"), ':p "éa"', ':p "é"'),
    (_on(":p", "sh:minInclusive 0"), ":p 0, 0.5", ":p -1"),
    (_on(":p", "sh:minInclusive 0"), ":p 7", ':p "7"'),
    (_on(":p", "sh:minExclusive 0.0"), ":p 0.1", ":p 0.0"),
    (_on(":p", "sh:maxInclusive 1.0"), ":p 1, 1.0", ":p 1.1"),
    (
        _on(":p", 'sh:minInclusive "1945-10-24"^^xsd:date'),
        ':p "1945-10-24"^^xsd:date',
        ':p "1945-10-23"^^xsd:date',
    ),
    (_on(":p", "sh:hasValue :a"), ":p :a, :b", ":p :b"),
    (_on(":p", "sh:uniqueLang true"), ':p "a"@en, "b"@fr, "c", "d"', ':p "a"@en, "b"@en'),
    (_on(":p", "sh:uniqueLang true"), ':p "a"@en', ':p "a"@en, "b"@EN'),
    (_on(":p", "sh:lessThan :q"), ":p 1 ; :q 2, 3", ":p 1 ; :q 2, 1"),
    (_on(":p", "sh:lessThan :q"), ":p 1", ':p 1 ; :q "2"'),
    (_on(":p", "sh:disjoint :q"), ":p :a ; :q :b", ":p :a, :b ; :q :b"),
    (
        _on(":p", 'sh:qualifiedValueShape [ sh:languageIn ( "en" ) ] ; sh:qualifiedMinCount 1'),
        ':p "a"@fr, "b"@EN',
        ':p "a"@fr, "b"',
    ),
    (_on("[ sh:inversePath :p ]", "sh:maxCount 1"), ". :a :p :x", ". :a :p :x . :b :p :x"),
    (_on("[ sh:alternativePath ( :p :q ) ]", "sh:maxCount 1"), ":p 1 ; :q 1", ":p 1 ; :q 2"),
    ('sh:pattern "^urn:x:x$"', ":p 1", ". :y a :Thing"),
    (
        "sh:or ( [ sh:property [ sh:path :p ; sh:minCount 1 ] ] [ sh:path :q ; sh:hasValue :a ] )",
        ":q :a",
        ":q :b",
    ),
    ("sh:not [ sh:property [ sh:path :p ; sh:hasValue :a ] ]", ":p :b", ":p :a, :b"),
    ("sh:not [ sh:property [ sh:path :p ; sh:minCount 1 ] ]", ":q 1", ":p 1"),
]


@pytest.mark.parametrize(("demand", "good", "bad"), DEMANDS)
def test_only_a_node_that_does_not_do_what_is_demanded_is_suspected(demand, good, bad):
    assert _found(demand, good) == set()
    assert len(_found(demand, bad)) == 1


@pytest.mark.parametrize(("demand", "good", "bad"), DEMANDS)
def test_the_judge_says_the_same(demand, good, bad):
    assert _conforms(demand, good)
    assert not _conforms(demand, bad)


@pytest.mark.parametrize(
    ("demand", "facts"),
    [
        (_on(":p", "sh:datatype xsd:date"), ':p "2013-12-18Z"^^xsd:date'),
        (_on(":p", "sh:minInclusive 0"), ":p 1.5e0"),
        (_on(":p", "sh:minLength 1"), ':p "YQ=="^^xsd:base64Binary'),
        (_on(":p", 'sh:pattern "^2"'), ':p "2013"^^xsd:gYear'),
        (
            _on(":p", 'sh:qualifiedValueShape [ sh:languageIn ( "en" ) ] ; sh:qualifiedMinCount 1'),
            ':p "a"@en-GB',
        ),
        (_on(":p", "sh:disjoint :q"), ":p 1 ; :q 2"),
        (_on(":p", "sh:lessThan :q"), ':p "a" ; :q "b"'),
    ],
)
def test_what_two_libraries_could_read_differently_is_left_to_the_judge(demand, facts):
    assert _found(demand, facts) == {"urn:x:x"}
    assert _conforms(demand, facts)


@pytest.mark.parametrize(
    "demand",
    [
        "sh:closed true",
        "sh:node [ sh:nodeKind sh:IRI ]",
        "sh:and ( [ sh:nodeKind sh:IRI ] )",
        "sh:deactivated true",
        "sh:not [ sh:property [ sh:path :p ; sh:datatype xsd:date ] ]",
        _on(":p", "sh:minCount 2"),
        _on(":p", 'sh:pattern "a" ; sh:flags "i"'),
        _on(":p", "sh:datatype xsd:float"),
        _on(":p", "sh:nodeKind sh:Literal"),
        _on(":p", 'sh:minInclusive "a"'),
        _on(":p", "sh:hasValue 1"),
        _on(":p", "sh:property [ sh:path :q ; sh:minCount 1 ]"),
        _on(":p", "sh:or ( [ sh:nodeKind sh:IRI ] )"),
        _on(":p", "sh:not [ sh:hasValue :a ]"),
        _on(":p", "sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMinCount 1"),
        _on(":p", 'sh:qualifiedValueShape [ sh:languageIn ( "en" ) ] ; sh:qualifiedMaxCount 1'),
        _on("( :p :q )", "sh:minCount 1"),
        _on("[ sh:zeroOrMorePath :p ]", "sh:minCount 1"),
    ],
)
def test_a_demand_that_is_not_known_is_refused(demand):
    with pytest.raises(Untranslated):
        suspects(_shapes(demand), SHAPE)


def test_a_shape_that_demands_nothing_suspects_nobody():
    assert suspects(_shapes('sh:message "all is well"@en'), SHAPE) is None


def test_focus_nodes_are_found_by_class_subject_and_object_once_in_each_graph():
    shapes = _shapes("sh:targetSubjectsOf :p ; sh:targetObjectsOf :q")
    store = ox.Store()
    text = f"{NAMES} :g {{ :a a :Thing ; :p 1, 2 . :b :q :c }} :h {{ :a :p 1 }} :d a :Thing ."
    store.load(text, format=ox.RdfFormat.TRIG)
    rows = [
        (row["graph"].value, row["this"].value) for row in store.query(focus_nodes(shapes, SHAPE))
    ]
    assert sorted(rows) == [("urn:x:g", "urn:x:a"), ("urn:x:g", "urn:x:c"), ("urn:x:h", "urn:x:a")]
