"""Make the citation network from the graph: who cites what, how, where, on which words.

Know documents, instruments and events and the citations between them; know nothing of pictures.
"""

from __future__ import annotations

import heapq
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from urllib.parse import unquote

import networkx as nx
import pyoxigraph as ox

from kg import terms
from kg.errors import SymbolError
from kg.iris import ONTOLOGY, paragraph_label
from kg.stated import (
    concept_of,
    facts_of,
    iris_of,
    literals_of,
    local_of,
    objects_of,
    subjects,
    value_of,
    words_of,
)
from kg.store import natural_key
from kg.symbols import parse_symbol, roman
from kg.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.stated import Facts, Term
    from kg.text import Text

Node: TypeAlias = str  # the IRI
Json: TypeAlias = dict[str, Any]

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

_CLAUSE = 60  # characters of a quote that no paragraph has twice
_AROUND = 110  # characters of a paragraph on each side of a quote

# Who cites what: citations, and mentions of summits and other events. An ordinary session is
# nothing that a resolution recalls.
_CITED = "?citation cito:hasCitingEntity ?citing ; cito:hasCitedEntity ?cited"
_CITING = (
    # A citation stands in one graph as a whole: to look for its halves in the union of all takes
    # twice as long on disk, and one query with UNION half as long again.
    (_CITED, False),
    (f"GRAPH ?graph {{ {_CITED} }}", False),
    (
        """
    { SELECT DISTINCT ?cited {
        VALUES ?class { unkg:Conference unkg:Event unkg:Session }
        ?cited a ?class FILTER(!CONTAINS(STR(?cited), "/session/"))
    } }
    ?citation unkg:mentioned ?cited ; unkg:inProvision/eli:is_part_of ?citing .
    FILTER EXISTS { ?citing eli:is_realized_by ?version }
    """,
        True,
    ),
)  # pattern, whether it is asked of the union of all graphs
_TOLD = (
    terms.TYPE, terms.SYMBOL, terms.LABEL, terms.TITLE, terms.NOTATION, terms.PASSED_BY,
    terms.DATE_DOCUMENT, terms.START_DATE, terms.IS_REALIZED_BY,
)  # fmt: skip
_PLACES = (terms.CITING_PROVISION, terms.REPORTED_IN, terms.IN_PROVISION)


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
    network: nx.MultiDiGraph[Node] = nx.MultiDiGraph()
    edges = sorted(_edges(store, language), key=lambda edge: edge.order)
    read = subjects(store, terms.IS_REALIZED_BY)
    ends = {end for edge in edges for end in (edge.citing, edge.cited)}
    printed = {edge.cited: edge.data["date"] for edge in reversed(edges) if edge.data["date"]}
    for node in sorted(read | ends, key=natural_key):
        network.add_node(node, **attributes(store, node, language, printed.get(node, "")))
    for edge in edges:
        network.add_edge(edge.citing, edge.cited, key=edge.citation, **edge.data)
    return network


def most_cited(network: nx.MultiDiGraph[Node], n: int) -> list[Node]:
    """Give the nodes that most others cite; among equals, those with most citations of any kind."""

    def rank(node: Node) -> tuple[Any, ...]:
        label = network.nodes[node]["label"]
        return -len(network.pred[node]), -network.degree(node), natural_key(label), node

    return heapq.nsmallest(n, network.nodes, key=rank)


def attributes(store: ox.Store, node: Node, language: str = "en", printed: str = "") -> Json:
    """Tell what is known of a document, instrument or event; costs the same in a graph of any size.

    Args:
        store: the graph.
        node: its IRI.
        language: of its label and title, where there are any in it; else English ones.
        printed: the date that others print with it, for a text whose own date is not known.

    Returns:
        The attributes that `citation_network` tells of.
    """
    facts = {name: objects_of(store, ox.NamedNode(node), name) for name in _TOLD}
    symbol, label = value_of(facts[terms.SYMBOL]), words_of(facts[terms.LABEL], language)
    kind = _kind(facts[terms.TYPE])
    date = value_of(facts[terms.DATE_DOCUMENT]) or value_of(facts[terms.START_DATE]) or printed
    return {
        "label": symbol or label or value_of(facts[terms.NOTATION]) or unquote(local_of(node)),
        "kind": kind,
        "group": GROUP_OF.get(kind, "document"),
        "organ": _organ(store, value_of(facts[terms.PASSED_BY]), language),
        "date": date,
        "year": int(date[:4]) if re.match(r"[0-9]{4}", date) else year_of(symbol),
        "title": words_of(facts[terms.TITLE], language) or (label if symbol else ""),
        "symbol": symbol,
        "stub": not facts[terms.IS_REALIZED_BY],
    }


def who_cites_whom(store: ox.Store, variables: str) -> Iterator[ox.QuerySolution]:
    """Go through all citations, and the mentions of events, as they are found.

    Args:
        store: the graph; all its named graphs together are read.
        variables: which to give: ``?citation ?citing ?cited``, or some of them.

    Yields:
        A row for each citation.
    """
    prefixes = dict(terms.PREFIXES)
    for pattern, union in _CITING:
        query = f"SELECT {variables} {{ {pattern} }}"
        found = store.query(query, prefixes=prefixes, use_default_graph_as_union=union)
        assert isinstance(found, ox.QuerySolutions)
        yield from found


@dataclass(frozen=True, slots=True)
class _Edge:
    citation: str
    citing: Node
    cited: Node
    start: int  # where its first words stand; -1 without words
    data: Json

    @property
    def order(self) -> tuple[str, int, str]:
        """As a reader of the citing text meets them."""
        return self.citing, self.start, self.citation


class _Passage(NamedTuple):
    """Words of a citation in their paragraph; the order of the fields is that of preference."""

    start: int
    quote: str
    language: str
    text: str | None
    paragraph: str


def _edges(store: ox.Store, language: str) -> Iterator[_Edge]:
    """Each citation with its first words, in a language if it has any; the graph has the others."""
    for row in who_cites_whom(store, "?citation ?citing ?cited"):
        citation = row["citation"]
        facts = facts_of(store, citation)
        passages = sorted(_passages(store, facts)) or [_Passage(-1, "", "", None, "")]
        told = next((p for p in passages if p.language == language), passages[0])
        ends = row["citing"].value, row["cited"].value
        yield _Edge(citation.value, *ends, passages[0].start, _edge(facts, told))


def _passages(store: ox.Store, facts: Facts) -> Iterator[_Passage]:
    spans = [facts_of(store, span) for span in iris_of(facts[terms.EVIDENCE])]
    for place in (place for name in _PLACES for place in iris_of(facts[name])):
        paragraph = value_of(objects_of(store, place, terms.EID))
        if not paragraph:
            continue
        texts = {v.language: v.value for v in literals_of(objects_of(store, place, terms.TEXT))}
        quoted = [span for span in spans if place in span[terms.IN_PARAGRAPH]]
        for span in quoted:
            for quote in literals_of(span[terms.QUOTE]):
                start, text = int(value_of(span[terms.START])), texts.get(quote.language)
                yield _Passage(start, quote.value, quote.language or "", text, paragraph)
        if not quoted:
            yield _Passage(-1, "", "", None, paragraph)


def _edge(facts: Facts, told: _Passage) -> Json:
    before, behind = _around(told.text, told.quote)
    confidence = value_of(facts[terms.CONFIDENCE])
    dates = [v for v in literals_of(facts[terms.CITED_DATE]) if v.datatype.value == terms.XSD_DATE]
    return {
        "function": concept_of(facts[terms.CITATION_FUNCTION]) or "mentioning",
        "act": concept_of(facts[terms.ACT]),
        "paragraph": paragraph_label(told.paragraph) if told.paragraph else "",
        "quote": told.quote,
        "before": before,
        "behind": behind,
        "language": told.language,
        "status": concept_of(facts[terms.RESOLUTION_STATUS]) or "explicit",
        "confidence": float(confidence) if confidence else None,
        "date": value_of(dates),
    }


def quoted_at(text: str, quote: str, behind: int = 0) -> tuple[int, int] | None:
    """Find the words that a source prints in a paragraph as we read it.

    Line breaks, hyphens at their ends and apostrophes differ between the two.

    Args:
        text: the paragraph.
        quote: the words, as printed.
        behind: where in the paragraph to begin.

    Returns:
        Where they start and end; None where they are not.
    """
    if not quote.strip():
        return None
    whole = _read(text)
    plain = " ".join(_read(quote).string.split())
    at = whole.string.find(plain) if len(plain) > _CLAUSE else -1
    if at >= 0 and not behind:  # its pattern would be as long as the clause
        return whole.span(at, at + len(plain))
    found = (whole.span(*match.span()) for match in _printed_as(quote).finditer(whole.string))
    return next((span for span in found if span[0] >= behind), None)


def _around(text: str | None, quote: str) -> tuple[str, str]:
    """Cut out the citing paragraph's words before and behind a quote; "" if it is not in it."""
    found = quoted_at(text, quote) if text else None
    if not text or found is None:
        return "", ""
    before, behind = text[: found[0]], text[found[1] :]
    if len(before) > _AROUND:
        before = "\u2026" + before[-_AROUND:].partition(" ")[2]
    if len(behind) > _AROUND:
        behind = behind[:_AROUND].rpartition(" ")[0] + "\u2026"
    return before, behind


@lru_cache(maxsize=256)
def _read(text: str) -> Text:
    # a paragraph has many citations, one behind the other: read once
    return normalise(text)


@lru_cache(maxsize=4096)
def _printed_as(quote: str) -> re.Pattern[str]:
    words = (re.escape(word) for word in normalise(quote).string.split())
    read = r"\s*".join(re.sub(r"\\-$", r"\\-?", word) for word in words)
    return re.compile(rf"(?<![\d/]){read}")


def year_of(symbol: str) -> int | None:
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


def _kind(classes: Iterable[Term]) -> str:
    names = {value.value.removeprefix(ONTOLOGY) for value in classes}
    return next((kind for name, kind in KINDS.items() if name in names), "document")


def _organ(store: ox.Store, organ: str, language: str) -> str:
    if not organ:
        return ""
    labels = objects_of(store, ox.NamedNode(organ), terms.LABEL)
    return words_of(labels, language) or local_of(organ)
