"""Make the citation network from the graph: who cites what, how, where, on which words.

Know documents, instruments and events and the citations between them; know nothing of pictures.
"""

from __future__ import annotations

import heapq
import re
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import unquote

import networkx as nx
import pyoxigraph as ox

from kg import terms
from kg.errors import SymbolError
from kg.iris import ONTOLOGY, paragraph_label
from kg.rdf import Iri
from kg.store import natural_key
from kg.symbols import parse_symbol, roman
from kg.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Node: TypeAlias = str  # the IRI
_Facts: TypeAlias = dict[str, list[ox.NamedNode | ox.Literal]]

# Class → what the picture and its legend call it; the first that a node has counts.
KINDS: Mapping[str, str] = {
    "Resolution": "resolution",
    "Decision": "decision",
    "PresidentialStatement": "statement",
    "Draft": "draft",
    "Report": "report",
    "MeetingRecord": "record",
    "Treaty": "treaty",
    "Declaration": "declaration",
    "ProgrammeOfAction": "programme",
    "OutcomeDocument": "outcome",
    "Instrument": "instrument",
    "Conference": "conference",
    "Event": "event",
    "Session": "event",
    "Publication": "publication",
    "DocumentGroup": "series",
    "Document": "document",
}
_GROUPS = {
    "instrument": ("treaty", "declaration", "programme", "outcome", "instrument"),
    "event": ("conference", "event"),
}
GROUP_OF = {kind: group for group, kinds in _GROUPS.items() for kind in kinds}

_AROUND = 110  # characters of a paragraph on each side of a quote

_CITATIONS = """
SELECT ?citation ?citing ?cited ?function ?act ?paragraph ?text ?quote ?status ?confidence
       ?printed {
  {
    ?citation cito:hasCitingEntity ?citing ; cito:hasCitedEntity ?cited .
    OPTIONAL { ?citation unkg:citationFunction ?function }
  } UNION {
    ?cited a ?class FILTER(?class IN (unkg:Conference, unkg:Event, unkg:Session))
    # an ordinary session is nothing that a resolution recalls
    FILTER(!CONTAINS(STR(?cited), "/session/"))
    ?citation unkg:mentioned ?cited ; unkg:inProvision ?where .
    ?where eli:is_part_of ?citing .
    FILTER EXISTS { ?citing eli:is_realized_by ?version }
  }
  OPTIONAL {
    ?citation unkg:citingProvision|unkg:reportedIn|unkg:inProvision ?place .
    ?place unkg:eId ?paragraph
    OPTIONAL {
      ?citation unkg:evidence ?span .
      ?span unkg:inParagraph ?place ; unkg:quote ?quote ; unkg:start ?start
      OPTIONAL { ?place unkg:text ?text FILTER(LANG(?text) = LANG(?quote)) }
    }
  }
  OPTIONAL { ?citation unkg:act ?act }
  OPTIONAL { ?citation unkg:citedDate ?printed FILTER(DATATYPE(?printed) = xsd:date) }
  OPTIONAL { ?citation unkg:resolutionStatus ?status }
  OPTIONAL { ?citation unkg:confidence ?confidence }
}
ORDER BY ?citing ?start ?citation ?act ?quote ?text
  ?paragraph ?function ?status ?confidence ?printed
"""

_FACTS = """
SELECT ?node ?property ?value {
  {
    VALUES ?property {
      unkg:symbol rdfs:label dcterms:title eli:passed_by eli:date_document eli:is_realized_by
      schema:startDate skos:notation
    }
    ?node ?property ?value
  } UNION {
    VALUES ?value { %s }
    ?node rdf:type ?value
    BIND(rdf:type AS ?property)
  }
}
ORDER BY ?node ?property ?value
"""


def citation_network(store: ox.Store, language: str = "en") -> nx.MultiDiGraph[Node]:
    """Make the network of documents, instruments and events, one edge for each citation.

    Args:
        store: the graph; all its named graphs together are read.
        language: of labels, titles and words, where there are any in it; else English ones.

    Returns:
        Nodes by IRI with ``label``, ``kind``, ``group`` (document, instrument, event), ``organ``,
        ``date``, ``year``, ``title``, ``symbol``, ``stub`` (its text was not read); edges keyed by
        the citation's IRI with ``function``, ``act``, ``paragraph``, ``quote``, ``before`` and
        ``behind`` (the words around it), ``language``, ``status``, ``confidence``, ``date`` (of
        the cited text, as printed with it). What is unknown is None, or "" where it is words. A
        text that was not read has the date that a citation prints; where none does, ``date`` is
        empty and ``year`` what its symbol tells.
    """
    facts = _facts(store)
    network: nx.MultiDiGraph[Node] = nx.MultiDiGraph()
    edges = dict(_edges(store, language))
    read = {node for node in facts if _value(facts, node, terms.IS_REALIZED_BY)}
    ends = {end for citing, cited, _ in edges.values() for end in (citing, cited)}
    printed = {cited: data["date"] for _, cited, data in reversed(edges.values()) if data["date"]}
    for node in sorted(read | ends, key=natural_key):
        network.add_node(node, **_describe(facts, node, printed.get(node, ""), language))
    for citation, (citing, cited, data) in edges.items():
        network.add_edge(citing, cited, key=citation, **data)
    return network


def most_cited(network: nx.MultiDiGraph[Node], n: int) -> list[Node]:
    """Give the nodes that most others cite; among equals, those with most citations of any kind."""

    def rank(node: Node) -> tuple[Any, ...]:
        label = network.nodes[node]["label"]
        return -len(network.pred[node]), -network.degree(node), natural_key(label), node

    return heapq.nsmallest(n, network.nodes, key=rank)


def _facts(store: ox.Store) -> dict[Node, _Facts]:
    classes = " ".join(f"unkg:{name}" for name in KINDS)
    facts: dict[Node, _Facts] = {}
    for row in _rows(store, _FACTS % classes):
        node, property_, value = row["node"], row["property"], row["value"]
        facts.setdefault(node.value, {}).setdefault(property_.value, []).append(value)
    return facts


def _edges(
    store: ox.Store, language: str
) -> Iterator[tuple[str, tuple[Node, Node, dict[str, Any]]]]:
    """Each citation with its first words, in a language if it has any; the graph has the others."""
    seen: dict[str, ox.QuerySolution] = {}
    for row in _rows(store, _CITATIONS):
        citation, quote = row["citation"].value, row["quote"]
        told = seen.setdefault(citation, row)
        if quote and quote.language == language and told["quote"].language != language:
            seen[citation] = row
    for citation, row in seen.items():
        yield citation, (row["citing"].value, row["cited"].value, _edge(row))


def _edge(row: ox.QuerySolution) -> dict[str, Any]:
    quote, confidence = row["quote"], row["confidence"]
    before, behind = _around(row["text"], quote.value) if quote else ("", "")
    return {
        "function": _concept(row["function"]) or "mentioning",
        "act": _concept(row["act"]),
        "paragraph": paragraph_label(row["paragraph"].value) if row["paragraph"] else "",
        "quote": quote.value if quote else "",
        "before": before,
        "behind": behind,
        "language": (quote.language or "") if quote else "",
        "status": _concept(row["status"]) or "explicit",
        "confidence": float(confidence.value) if confidence else None,
        "date": row["printed"].value if row["printed"] else "",
    }


def _around(text: ox.Literal | None, quote: str) -> tuple[str, str]:
    """Cut out the citing paragraph's words before and behind a quote; "" if it is not in it.

    The paragraph is as we read it, the quote as the source prints it: line breaks, hyphens at
    their ends and apostrophes differ.
    """
    words = (re.escape(word) for word in normalise(quote).string.split())
    read = r"\s*".join(re.sub(r"\\-$", r"\\-?", word) for word in words)
    whole = normalise(text.value if text else "")
    found = re.search(rf"(?<![\d/]){read}", whole.string) if read else None
    if text is None or found is None:
        return "", ""
    start, end = whole.span(*found.span())
    before, behind = text.value[:start], text.value[end:]
    if len(before) > _AROUND:
        before = "\u2026" + before[-_AROUND:].partition(" ")[2]
    if len(behind) > _AROUND:
        behind = behind[:_AROUND].rpartition(" ")[0] + "\u2026"
    return before, behind


def _describe(
    facts: Mapping[Node, _Facts], node: Node, printed: str, language: str
) -> dict[str, Any]:
    symbol, label = _value(facts, node, terms.SYMBOL), _words(facts, node, terms.LABEL, language)
    kind = _kind(facts.get(node, {}).get(terms.TYPE, []))
    date = _value(facts, node, terms.DATE_DOCUMENT) or _value(facts, node, terms.START_DATE)
    date = date or printed
    organ = _value(facts, node, terms.PASSED_BY)
    return {
        "label": symbol or label or _value(facts, node, terms.NOTATION) or unquote(_local(node)),
        "kind": kind,
        "group": GROUP_OF.get(kind, "document"),
        "organ": (_words(facts, organ, terms.LABEL, language) or _local(organ)) if organ else "",
        "date": date,
        "year": int(date[:4]) if re.match(r"[0-9]{4}", date) else _year(symbol),
        "title": _words(facts, node, terms.TITLE, language) or (label if symbol else ""),
        "symbol": symbol,
        "stub": not _value(facts, node, terms.IS_REALIZED_BY),
    }


def _year(symbol: str) -> int | None:
    """Tell the year that a symbol shows: ``S/RES/1325 (2000)``, ``A/RES/76/136`` (1945 + 76)."""
    try:
        parsed = parse_symbol(symbol)
        if parsed.year or parsed.organ != "GA":
            return parsed.year
        session = parsed.session or "".join(re.findall(r"^A/([0-9]{2})/", symbol))
        if re.fullmatch(r"[IVXL]+", session):
            return 1945 + roman(session)
    except SymbolError:
        return None
    return 1945 + int(session) if session.isdecimal() else None


def _kind(classes: list[ox.NamedNode | ox.Literal]) -> str:
    names = {value.value.removeprefix(ONTOLOGY) for value in classes}
    return next((kind for name, kind in KINDS.items() if name in names), "document")


def _words(facts: Mapping[Node, _Facts], node: Node, property_: Iri, language: str) -> str:
    """Give a name or title in a language, or in English, or in the first that there is."""
    found = facts.get(node, {}).get(property_, [])
    words = {v.language or "": v.value for v in reversed(found) if isinstance(v, ox.Literal)}
    first = min(words.values(), default="")
    return words.get(language) or words.get("en") or first


def _value(facts: Mapping[Node, _Facts], node: Node, property_: Iri) -> str:
    return min((v.value for v in facts.get(node, {}).get(property_, [])), default="")


def _concept(term: ox.NamedNode | None) -> str:
    return _local(term.value) if term else ""


def _local(iri: str) -> str:
    return re.split(r"[/#]", iri.rstrip("/#"))[-1]


def _rows(store: ox.Store, query: str) -> Iterator[ox.QuerySolution]:
    solutions = store.query(query, prefixes=dict(terms.PREFIXES), use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    yield from solutions
