"""Say what was found as RDF: one named graph for each document, no blank nodes, one order.

Pure: the same extraction gives the same graph. Nothing is looked up here that extraction left
open. Documents that are cited but not read, and the authorities that are named, are described in
graphs of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg import terms
from kg.describe.authorities import describe_entry, describe_goal
from kg.describe.citations import describe_citations
from kg.describe.facts import describe_facts
from kg.describe.literals import plain, tag
from kg.describe.mandates import describe_mandates
from kg.describe.mentions import describe_mentions
from kg.describe.provisions import describe_provisions
from kg.describe.targets import targets_of
from kg.describe.things import describe_thing
from kg.describe.works import describe_work
from kg.findings import Body, Citation, Date, Event, Extraction, Goal, Mandate
from kg.iris import (
    AUTHORITIES_GRAPH,
    CITED_GRAPH,
    DocumentNames,
    document,
    document_graph,
    is_symbol,
    thing,
)
from kg.rdf import Graph, Iri, Triple
from kg.symbols import adopted_symbol
from kg.versions import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.authorities import Catalogue


def describe(versions: Sequence[Extraction], catalogue: Catalogue) -> Graph:
    """Say all that one document states, in its named graph.

    Args:
        versions: what was found in each of its language versions: one, or up to six of one symbol.
        catalogue: tells the class of the instruments, events and bodies that it names.

    Returns:
        Its named graph: each statement once, in reading order of the first version in
        `kg.versions.LANGUAGES`.
    """
    ordered = in_order(versions)
    symbol, sha256 = ordered[0].symbol, ordered[0].sha256
    return _graph(document_graph(symbol, sha256), _triples(ordered, catalogue))


def describe_cited(symbols: Iterable[str]) -> Graph:
    """Describe cited documents that were not read, as far as their symbols tell.

    Args:
        symbols: canonical, in any order; a symbol of a document that was read does not belong here.

    Returns:
        The graph of cited documents, sorted by symbol.
    """
    stubs = (triple for symbol in sorted(set(symbols)) for triple in _stub(symbol))
    return _graph(CITED_GRAPH, stubs)


def describe_authorities(targets: Iterable[str], catalogue: Catalogue) -> Graph:
    """Describe the authorities and goals that documents name.

    Args:
        targets: ``instrument:cedaw``, ``body:GA``, ``goal:5``…; one without an entry is left out,
            and what an entry is part of is described with it.
        catalogue: the authority files.

    Returns:
        The graph of authorities, sorted by target.
    """
    listed = frozenset(targets)
    whole = listed.union(*(_wholes(target, catalogue) for target in listed))
    return _graph(AUTHORITIES_GRAPH, _authorities(sorted(whole), catalogue))


def cited_symbols(targets: Iterable[str], catalogue: Catalogue) -> frozenset[str]:
    """List the documents among targets, and those in which the named authorities were adopted."""
    listed = frozenset(targets)
    entries = (catalogue.entries[one] for one in listed & catalogue.entries.keys())
    adopted = (entry.facts.get("symbol") for entry in entries)
    named = (one for one in listed if is_symbol(one) and not one.startswith("goal:"))
    return frozenset(named) | frozenset(str(symbol) for symbol in adopted if symbol)


def _triples(versions: Sequence[Extraction], catalogue: Catalogue) -> Iterator[Triple]:
    first = versions[0]
    node = document(first.symbol, first.sha256)
    named = [(DocumentNames(node, version.language), version) for version in versions]
    names = named[0][0]
    yield from _work(names, first)
    for version_names, version in named:
        yield from _version(version_names, version)
    yield from describe_facts(versions, names)
    yield from describe_provisions([(n, version.paragraphs) for n, version in named])
    yield from describe_citations([(n, _of(Citation, v)) for n, v in named], first.symbol)
    yield from describe_mentions([(n, _of((Body, Date, Event, Goal), v)) for n, v in named])
    organ = next((version.organ for version in versions if version.organ), None)
    yield from describe_mandates([(n, _of(Mandate, v)) for n, v in named], organ)
    for target in sorted(frozenset().union(*map(targets_of, versions))):
        if not target.startswith("goal:"):
            yield from describe_thing(target, catalogue)


def _of(kinds: Any, version: Extraction) -> list[Any]:  # noqa: ANN401 — what isinstance takes
    return [finding for finding in version.findings if isinstance(finding, kinds)]


def _work(names: DocumentNames, first: Extraction) -> Iterator[Triple]:
    if first.symbol:
        yield from describe_work(first.symbol, first.language)
    else:
        yield (names.document, terms.TYPE, terms.DOCUMENT)


def _version(names: DocumentNames, extraction: Extraction) -> Iterator[Triple]:
    version = names.version
    yield (names.document, terms.IS_REALIZED_BY, version)
    yield (version, terms.TYPE, terms.LANGUAGE_VERSION)
    yield (version, terms.LANGUAGE, tag(extraction.language))
    yield (version, terms.SHA256, plain(extraction.sha256))
    for doubt in extraction.doubts:
        yield (version, terms.DOUBT, plain(doubt))


def _stub(symbol: str) -> Iterator[Triple]:
    yield from describe_work(symbol, "en")
    adopted = adopted_symbol(symbol)
    if adopted and adopted.organ:
        yield (document(symbol), terms.PASSED_BY, thing(f"body:{adopted.organ}"))


def _wholes(target: str, catalogue: Catalogue) -> frozenset[str]:
    """Follow an authority to what it is part of, up to the top."""
    found: list[str] = []
    entry = catalogue.entries.get(target)
    while entry and entry.facts.get("part_of") and entry.id not in found:
        found.append(entry.id)
        entry = catalogue.entries.get(f"{entry.kind}:{entry.facts['part_of']}")
    return frozenset(found) | frozenset((entry.id,) if entry else ())


def _authorities(targets: Iterable[str], catalogue: Catalogue) -> Iterator[Triple]:
    for target in targets:
        if target.startswith("goal:"):
            yield from describe_goal(target.removeprefix("goal:"), catalogue)
        elif target in catalogue.entries:
            yield from describe_entry(catalogue.entries[target])


def _graph(name: Iri, triples: Iterable[Triple]) -> Graph:
    return Graph(name, tuple(dict.fromkeys(triples)))
