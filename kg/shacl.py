"""Translate shapes into SPARQL that finds the nodes of many graphs that may break them, at once.

A node that is not found conforms; one that is found may conform all the same, and is to be judged.
So each test is as strict as pySHACL's or stricter, what cannot be told fails it, and what is not
known is refused. The statements of a node, those about it and the classes of its neighbours are all
that is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import TypeAlias

import pyoxigraph as ox
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH, XSD

Node: TypeAlias = rdflib.term.Node
_Answer: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None

#: By the way a shape names its focus nodes, a pattern that finds them.
TARGETS: Mapping[Node, str] = MappingProxyType(
    {
        SH.targetClass: "?this a {}",
        SH.targetSubjectsOf: "?this {} ?any",
        SH.targetObjectsOf: "?any {} ?this",
    }
)


class Untranslated(Exception):
    """A shape says something that is not known here; names it."""


def focus_nodes(shapes: rdflib.Graph, shape: Node) -> str:
    """Give a query for the nodes that a shape is about.

    Args:
        shapes: all of them.
        shape: one that has targets.

    Returns:
        The query; its ``?graph`` and ``?this`` are the focus nodes, each once.
    """
    return _in_every_graph(_focus(shapes, shape))


def suspects(shapes: rdflib.Graph, shape: Node) -> str | None:
    """Give a query for the nodes that may break a shape, to be asked with `FUNCTIONS`.

    Args:
        shapes: all of them.
        shape: one that has targets.

    Returns:
        The query; its ``?graph`` and ``?this`` are the nodes. None where no node can break it.

    Raises:
        Untranslated: the shape demands something that is not known.
    """
    breach = _breach(shapes, shape)
    return _in_every_graph(f"{_focus(shapes, shape)} FILTER({breach})") if breach else None


def _in_every_graph(pattern: str) -> str:
    return f"SELECT DISTINCT ?graph ?this WHERE {{ GRAPH ?graph {{ {pattern} }} }}"


def _focus(shapes: rdflib.Graph, shape: Node) -> str:
    return " UNION ".join(
        f"{{ {pattern.format(target.n3())} }}"
        for kind, pattern in TARGETS.items()
        for target in shapes.objects(shape, kind)
    )


# ------------------------------------------------------------------------------------------ shapes
@dataclass(frozen=True, slots=True)
class _Demand:
    """What a shape demands of a node ``?this``."""

    shapes: rdflib.Graph
    shape: Node
    parameter: Node

    @property
    def values(self) -> str:
        """A pattern that finds the values to look at as ``?value``: the node's, or the node."""
        path = self.shapes.value(self.shape, SH.path)
        if path is None:
            return "BIND (?this AS ?value)"
        return f"?this {_path(self.shapes, path)} ?value ."

    @property
    def has_path(self) -> bool:
        """Whether it is demanded of the node's values."""
        return (self.shape, SH.path, None) in self.shapes

    @property
    def members(self) -> Iterable[Node]:
        """What the list holds that the parameter is."""
        return Collection(self.shapes, self.parameter)

    @property
    def number(self) -> int:
        """The parameter as a number."""
        return int(str(self.parameter))


def _breach(shapes: rdflib.Graph, shape: Node) -> str:
    """An expression that is true where ``?this`` may break a shape; empty where none can."""
    breaches = []
    for kind, parameter in shapes.predicate_objects(shape):
        demand = _Demand(shapes, shape, parameter)
        if kind in _TESTS:
            breaches.append(f"EXISTS {{ {demand.values} FILTER({_fails(_TESTS[kind](demand))}) }}")
        elif kind in _BREACHES and not (kind in _OF_THE_NODE and demand.has_path):
            breaches.append(_BREACHES[kind](demand))
        elif kind not in _SILENT:
            raise Untranslated(kind)
    return _any(breaches)


def _fails(test: str) -> str:
    """A filter drops what is an error: a test that cannot be done has failed."""
    return f"!COALESCE({test}, false)"


def _any(breaches: Iterable[str]) -> str:
    together = " || ".join(filter(None, breaches))
    return f"({together})" if together else ""


def _path(shapes: rdflib.Graph, path: Node) -> str:
    if isinstance(path, rdflib.URIRef):
        return path.n3()
    inverse = shapes.value(path, SH.inversePath)
    if isinstance(inverse, rdflib.URIRef):
        return f"^{inverse.n3()}"
    ways = shapes.value(path, SH.alternativePath)
    if ways is None:
        raise Untranslated("a path")
    return f"({'|'.join(_path(shapes, way) for way in Collection(shapes, ways))})"


# ------------------------------------------------------------------- what each ?value has to fulfil
_NUMBER = f"DATATYPE({{}}) IN ({XSD.integer.n3()}, {XSD.decimal.n3()})"
_TEXT = f"(isIRI(?value) || DATATYPE(?value) IN ({XSD.string.n3()}, {RDF.langString.n3()}))"
# neither a time zone nor a year of five digits, which libraries read differently
_DAY = (
    f'REGEX(STR(?value), "^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$")'
    f' && ?value >= "0001-01-01"^^{XSD.date.n3()}'
)
#: By datatype, whether a literal of it is one that rdflib can read.
_READABLE: Mapping[Node, str] = MappingProxyType(
    {
        XSD.string: "true",
        RDF.langString: "true",
        XSD.integer: "isNumeric(?value)",
        XSD.decimal: "isNumeric(?value)",
        XSD.date: _DAY,
    }
)
_MATCHES = ox.NamedNode("urn:unkg:matches")


def _datatype(demand: _Demand) -> str:
    if demand.parameter not in _READABLE:
        raise Untranslated(demand.parameter)
    return f"DATATYPE(?value) = {demand.parameter.n3()} && {_READABLE[demand.parameter]}"


def _node_kind(demand: _Demand) -> str:
    if demand.parameter != SH.IRI:
        raise Untranslated(demand.parameter)
    return "isIRI(?value)"


def _class(demand: _Demand) -> str:
    return f"EXISTS {{ ?value a {demand.parameter.n3()} }}"


def _in(demand: _Demand) -> str:
    return " || ".join(f"sameTerm(?value, {member.n3()})" for member in demand.members)


def _pattern(demand: _Demand) -> str:
    return f"{_TEXT} && {_MATCHES}(STR(?value), {demand.parameter.n3()})"


def _min_length(demand: _Demand) -> str:
    return f"{_TEXT} && STRLEN(STR(?value)) >= {demand.number}"


def _language_in(demand: _Demand) -> str:
    return " || ".join(f"LANG(?value) = {member.n3()}" for member in demand.members)


def _compared(operator: str) -> Callable[[_Demand], str]:
    def test(demand: _Demand) -> str:
        bound = demand.parameter
        datatype = bound.datatype if isinstance(bound, rdflib.Literal) else None
        if datatype in (XSD.integer, XSD.decimal):
            return f"{_NUMBER.format('?value')} && ?value {operator} {bound.n3()}"
        if datatype == XSD.date:
            return f"{_DAY} && ?value {operator} {bound.n3()}"
        raise Untranslated(bound)

    return test


_TESTS: Mapping[Node, Callable[[_Demand], str]] = MappingProxyType(
    {
        SH.datatype: _datatype,
        SH.nodeKind: _node_kind,
        SH["class"]: _class,
        SH["in"]: _in,
        SH.pattern: _pattern,
        SH.minLength: _min_length,
        SH.languageIn: _language_in,
        SH.minInclusive: _compared(">="),
        SH.minExclusive: _compared(">"),
        SH.maxInclusive: _compared("<="),
    }
)


def _matches(text: ox.Literal, pattern: ox.Literal) -> ox.Literal:
    return ox.Literal(re.search(pattern.value, text.value) is not None)


#: What the queries call: patterns are Python's, as the judge's are, and not SPARQL's dialect.
FUNCTIONS: dict[ox.NamedNode, Callable[..., _Answer]] = {_MATCHES: _matches}


# ------------------------------------------------------------------- when ?this breaks the demand
def _min_count(demand: _Demand) -> str:
    if demand.number > 1:  # two values of the store may be one to rdflib
        raise Untranslated(demand.parameter)
    return f"NOT EXISTS {{ {demand.values} }}" if demand.number else ""


def _max_count(demand: _Demand) -> str:
    return _several(demand, demand.number + 1)


def _unique_language(demand: _Demand) -> str:
    same = "LANG(?value0) != '' && LCASE(LANG(?value0)) = LCASE(LANG(?value1))"
    return _several(demand, 2, same) if str(demand.parameter) == "true" else ""


def _several(demand: _Demand, count: int, besides: str = "true") -> str:
    """There are so many values, each another."""
    names = [f"?value{i}" for i in range(count)]
    patterns = " ".join(demand.values.replace("?value", name) for name in names)
    differ = "".join(f" && !sameTerm({a}, {b})" for a, b in combinations(names, 2))
    return f"EXISTS {{ {patterns} FILTER({besides}{differ}) }}"


def _has_value(demand: _Demand) -> str:
    if not isinstance(demand.parameter, rdflib.URIRef):
        raise Untranslated(demand.parameter)
    return f"NOT EXISTS {{ {demand.values} FILTER(sameTerm(?value, {demand.parameter.n3()})) }}"


def _disjoint(demand: _Demand) -> str:
    # two literals of the store may be one to rdflib
    same = "sameTerm(?value, ?other) || isLiteral(?value) && isLiteral(?other)"
    return f"EXISTS {{ {demand.values} ?this {demand.parameter.n3()} ?other FILTER({same}) }}"


def _less_than(demand: _Demand) -> str:
    less = f"{_NUMBER.format('?value')} && {_NUMBER.format('?other')} && ?value < ?other"
    other = f"?this {demand.parameter.n3()} ?other"
    return f"EXISTS {{ {demand.values} {other} FILTER({_fails(less)}) }}"


def _qualified(demand: _Demand) -> str:
    said = dict(demand.shapes.predicate_objects(demand.parameter))
    if demand.shapes.value(demand.shape, SH.qualifiedMinCount) != rdflib.Literal(1):
        raise Untranslated(SH.qualifiedMinCount)
    if not said.keys() <= {SH.languageIn}:
        raise Untranslated(SH.qualifiedValueShape)
    inner = _Demand(demand.shapes, demand.parameter, said[SH.languageIn])
    return f"NOT EXISTS {{ {demand.values} FILTER(COALESCE({_language_in(inner)}, false)) }}"


def _property(demand: _Demand) -> str:
    return _breach(demand.shapes, demand.parameter)


def _or(demand: _Demand) -> str:
    breaches = [_breach(demand.shapes, member) for member in demand.members]
    return f"({' && '.join(breaches)})" if all(breaches) else ""


def _not(demand: _Demand) -> str:
    if not _is_exact(demand.shapes, demand.parameter):
        raise Untranslated(SH["not"])
    breach = _breach(demand.shapes, demand.parameter)
    return f"!{breach}" if breach else "true"


def _is_exact(shapes: rdflib.Graph, shape: Node) -> bool:
    """Whether a breach is found just where there is one: negated, too strict would be too lax."""
    return all(
        kind in _EXACT or (kind == SH.property and _is_exact(shapes, parameter))
        for kind, parameter in shapes.predicate_objects(shape)
    )


_BREACHES: Mapping[Node, Callable[[_Demand], str]] = MappingProxyType(
    {
        SH.minCount: _min_count,
        SH.maxCount: _max_count,
        SH.uniqueLang: _unique_language,
        SH.hasValue: _has_value,
        SH.disjoint: _disjoint,
        SH.lessThan: _less_than,
        SH.qualifiedValueShape: _qualified,
        SH.property: _property,
        SH["or"]: _or,
        SH["not"]: _not,
    }
)
_OF_THE_NODE = frozenset({SH.property, SH["or"], SH["not"]})  # known there, not of its values
_EXACT = frozenset({SH.path, SH.minCount, SH.hasValue})
#: What demands nothing by itself.
_SILENT = frozenset({RDF.type, SH.path, SH.message, SH.severity, SH.qualifiedMinCount, *TARGETS})
