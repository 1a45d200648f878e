"""State what is counted over all graphs, in a graph of its own.

What is asked of a whole collection (what is cited most, by which organ, together with what) would
take minutes where there are millions of citations; a count is read at once, and is the same in
memory, on disk and behind an endpoint.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain, product
from typing import NamedTuple

from kg import terms
from kg.counts import Counts
from kg.describe.literals import plain, whole
from kg.iris import SUMMARY_GRAPH, digest, fragment
from kg.rdf import Graph, Iri, Triple

#: Pairs that are stated: those that most documents cite together.
MOST_PAIRS = 100


class _Times(NamedTuple):
    """How many documents name something, in how many places."""

    documents: int
    citations: int


class _Pair(NamedTuple):
    """Two things that documents cite together; the first in the order of their names."""

    documents: int
    first: str
    second: str


def describe_summary(counted: Counts) -> Graph:
    """State the counts.

    Args:
        counted: of all graphs of a collection.

    Returns:
        The graph of counts: for each thing cited its class, how often and by how many documents;
        the same for each organ with the organs and treaties that it cites; how many citations stand
        in preambles, operative parts, notes; what is cited together most; series of one title; and
        the graphs that all this was derived from.
    """
    triples = (
        *_derivation(counted),
        *_by_thing(counted),
        *_by_organ(counted),
        *_by_part(counted),
        *_together(counted),
        *_series(counted),
    )
    return Graph(SUMMARY_GRAPH, triples)


def _derivation(counted: Counts) -> Iterator[Triple]:
    for graph in sorted(counted.graphs):
        yield (SUMMARY_GRAPH, terms.WAS_DERIVED_FROM, Iri(graph))


def _by_thing(counted: Counts) -> Iterator[Triple]:
    documents: Counter[str] = Counter()
    citations: Counter[str] = Counter()
    for document in counted.cites.keys() | counted.mentions.keys():
        cited, mentioned = (p.get(document, {}) for p in (counted.cites, counted.mentions))
        documents.update(cited.keys() | mentioned.keys())
        for things in (cited, mentioned):
            citations.update(things)
    for name in sorted(documents):
        thing = Iri(name)
        yield (thing, terms.CITING_DOCUMENT_COUNT, whole(documents[name]))
        yield (thing, terms.TIMES_CITED, whole(citations[name]))
        if name in counted.classes:
            yield (thing, terms.TYPE, Iri(counted.classes[name]))
        if name in counted.symbols and name not in counted.read:
            yield (thing, terms.AWAITING_DOCUMENT_COUNT, whole(documents[name]))


def _by_organ(counted: Counts) -> Iterator[Triple]:
    for (organ, cited), times in sorted(_times(counted).items()):
        node = fragment(SUMMARY_GRAPH, "__".join(("citations", _key(organ), _key(cited))))
        is_treaty = _is_treaty(cited, counted)
        yield (node, terms.TYPE, terms.CITATION_COUNT)
        yield (node, terms.CITING_ORGAN, Iri(organ))
        yield (node, terms.CITED_TREATY if is_treaty else terms.CITED_ORGAN, Iri(cited))
        yield (node, terms.COUNTED_DOCUMENTS, whole(times.documents))
        yield (node, terms.COUNTED_CITATIONS, whole(times.citations))


def _by_part(counted: Counts) -> Iterator[Triple]:
    documents: Counter[str] = Counter()
    citations: Counter[str] = Counter()
    for row in counted.parts.values():
        documents.update(row.keys())
        citations.update(row)
    for part in sorted(documents):
        node = fragment(SUMMARY_GRAPH, f"citations__{_key(part)}")
        yield (node, terms.TYPE, terms.CITATION_COUNT)
        yield (node, terms.COUNTED_IN, Iri(part))
        yield (node, terms.COUNTED_DOCUMENTS, whole(documents[part]))
        yield (node, terms.COUNTED_CITATIONS, whole(citations[part]))


def _times(counted: Counts) -> Mapping[tuple[str, str], _Times]:
    """How the documents of each organ cite those of each, and the treaties."""
    documents: Counter[tuple[str, str]] = Counter()
    citations: Counter[tuple[str, str]] = Counter()
    cited_as: dict[str, tuple[str, ...]] = {}
    for document, things in counted.cites.items():
        of_document: Counter[str] = Counter()
        for thing, times in things.items():
            if thing not in cited_as:
                cited_as[thing] = tuple(_counted_as(thing, counted))
            for cited in cited_as[thing]:
                of_document[cited] += times
        for organ in counted.organs.get(document, ()):
            for cited, times in of_document.items():
                documents[organ, cited] += 1
                citations[organ, cited] += times
    return {pair: _Times(documents[pair], citations[pair]) for pair in documents}


def _counted_as(thing: str, counted: Counts) -> Iterator[str]:
    yield from counted.organs.get(thing, ())
    if _is_treaty(thing, counted):
        yield thing


def _is_treaty(thing: str, counted: Counts) -> bool:
    return counted.classes.get(thing) == terms.TREATY


def _together(counted: Counts) -> Iterator[Triple]:
    for pair in _most_together(counted):
        name = "__".join(("together", _key(pair.first), _key(pair.second)))
        node = fragment(SUMMARY_GRAPH, name)
        yield (node, terms.TYPE, terms.CO_CITATION)
        yield (node, terms.CITED_TOGETHER, Iri(pair.first))
        yield (node, terms.CITED_TOGETHER, Iri(pair.second))
        yield (node, terms.COUNTED_DOCUMENTS, whole(pair.documents))


def _most_together(counted: Counts) -> list[_Pair]:
    """The pairs that most documents cite, without counting all that there are.

    A pair is cited by no more documents than either of the two. So each thing, the most cited
    first, is counted with those before it, until one is cited less than the last pair wanted.
    """
    citing: defaultdict[str, list[str]] = defaultdict(list)
    for document, things in counted.cites.items():
        for thing in things:
            citing[thing].append(document)
    found: list[_Pair] = []
    before: set[str] = set()
    for thing in sorted(citing, key=lambda one: (-len(citing[one]), one)):
        least = found[-1].documents if len(found) == MOST_PAIRS else 1
        if len(citing[thing]) < least:
            break
        rows = (before.intersection(counted.cites[document]) for document in citing[thing])
        times = Counter(chain.from_iterable(rows))
        found += [_Pair(n, *sorted((thing, other))) for other, n in times.items() if n >= least]
        found = sorted(found, key=lambda pair: _order(pair, counted))[:MOST_PAIRS]
        before.add(thing)
    return found


def _order(pair: _Pair, counted: Counts) -> tuple[int, str, str, str]:
    """As the query orders them, so that of equal pairs those are left out that come last."""
    first, second = (_name(one, counted) for one in (pair.first, pair.second))
    return -pair.documents, first, second, pair.first


def _name(thing: str, counted: Counts) -> str:
    return counted.symbols.get(thing) or counted.labels.get(thing) or thing.rpartition("/")[2]


def _series(counted: Counts) -> Iterator[Triple]:
    """Documents of one organ that bear one title, in whichever letters, where there are several."""
    alike: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for document, titles in counted.titles.items():
        for title, organ in product(sorted(titles), counted.organs.get(document, ())):
            alike[organ, title.lower()].setdefault(document, title)
    for (organ, key), members in sorted(alike.items()):
        if len(members) > 1:
            node = fragment(SUMMARY_GRAPH, "__".join(("series", _key(organ), digest(key))))
            yield (node, terms.TYPE, terms.SERIES)
            yield (node, terms.TITLE, plain(min(members.values())))
            yield from ((Iri(one), terms.IN_SERIES, node) for one in sorted(members))


def _key(thing: str) -> str:
    """``…/id/body/GA`` → ``body-GA``."""
    return "-".join(thing.rsplit("/", 2)[-2:])
