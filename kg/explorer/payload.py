"""Put what the explorer shows into compact tables: columns of numbers, and lists of words.

The words behind the citations stand apart, in blocks: a page reads the block of what is looked at.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import pyoxigraph as ox

from kg import terms
from kg.analysis import citations as cited_together
from kg.analysis import communities
from kg.explorer import reading, wording
from kg.iris import DATA, DOCUMENTS_ONLINE, paragraph_label
from kg.network import citation_network
from kg.render import FAMILIES
from kg.stated import by_language, objects_of
from kg.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

    from kg.network import Node

Json: TypeAlias = dict[str, Any]

BLOCK = 1024  # citations whose words stand together
TOPIC = 3  # texts that make one, at least

_RESOLVED = ("explicit", "inferred")
_PARTS = ("before", "quote", "behind")
# column of citations → the table of its values
_NAMED_BY_NUMBER = {
    "act": "acts",
    "function": "functions",
    "status": "statuses",
    "language": "languages",
}


@dataclass(frozen=True, slots=True)
class Payload:
    """What a page is made of."""

    graph: Json
    words: tuple[list[list[Any]], ...]  # blocks; of a citation: before, quote, behind, others
    documents: int  # read
    nodes: int
    citations: int


@dataclass(slots=True)
class _Table:
    """Values once, in the order of their first use; columns name them by number."""

    values: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def __call__(self, value: str) -> int:
        number = self._numbers.setdefault(value, len(self.values))
        if number == len(self.values):
            self.values.append(value)
        return number


def payload(store: ox.Store, *, title: str, language: str) -> Payload:
    """Read a graph into the tables of a page.

    Args:
        store: the graph.
        title: of the page, plain text.
        language: of the interface, and of titles and words where there are any in it.

    Returns:
        The tables; the same graph gives the same ones.
    """
    network = citation_network(store, language)
    number = {node: i for i, node in enumerate(network)}
    citations = list(network.edges(keys=True, data=True))
    events = {node for node, data in network.nodes(data=True) if data["group"] == "event"}
    nodes, organs = _nodes(store, network)
    said, mandates = _Table(), _Table()
    graph: Json = {
        "form": 1,
        "title": visible(title),
        "language": language,
        "data": DATA,
        "online": DOCUMENTS_ONLINE,
        "families": [{"colour": f.colour, "shape": f.shape, "kinds": f.kinds} for f in FAMILIES],
        "nodes": nodes,
        "organs": organs,
        "topics": _topics(store, network, number, nodes),
        "citations": _citations(citations, events, number, said),
        "dossiers": _dossiers(store, network, number),
        "mandates": _mandates(store, number, language, said, mandates),
        "unresolved": _unresolved(store, number, said),
        "paragraphs": [[eid, visible(paragraph_label(eid))] for eid in said.values],
        "addressees": mandates.values,
    }
    graph["labels"] = {**wording.concepts(_used(graph)), "kind": wording.kinds()}
    # Those who cite one text say much the same: side by side, their words take a sixth less room.
    ordered = sorted(range(len(citations)), key=lambda e: (number[citations[e][1]], e))
    others = _in_other_languages(store, network, language)
    words = [_words(citations[e][-1], others.get(citations[e][2], {})) for e in ordered]
    blocks = tuple(words[at : at + BLOCK] for at in range(0, len(words), BLOCK))
    return Payload(graph, blocks, len(graph["dossiers"]), len(network), len(citations))


def _words(data: Json, others: dict[str, list[str]]) -> list[Any]:
    """The words of a citation, and those of its other language versions, where there are any."""
    return [*(visible(data[part]) for part in _PARTS), *([others] if others else [])]


def _in_other_languages(
    store: ox.Store, network: nx.MultiDiGraph[Node], language: str
) -> dict[str, dict[str, list[str]]]:
    """Citation → language → its words: only where a document was read in several languages."""
    read = [node for node in network if not network.nodes[node]["stub"]]
    versions = [reading.dossier(store, node).languages for node in read]
    several = sorted({one for told in versions if len(told) > 1 for one in told} - {language})
    found: dict[str, dict[str, list[str]]] = {}
    for other in several:
        told = citation_network(store, other).edges(keys=True)
        for citing, cited, key in told:
            data = told[citing, cited, key]
            if data["language"] == other != network.edges[citing, cited, key]["language"]:
                found.setdefault(key, {})[other] = [visible(data[part]) for part in _PARTS]
    return found


def _nodes(store: ox.Store, network: nx.MultiDiGraph[Node]) -> tuple[Json, list[Json]]:
    data = [network.nodes[node] for node in network]
    organs, kinds = _Table(), _Table()
    names = [reading.names(store, node) for node in network]
    columns = {
        # most names are the symbol in other letters: the page writes them itself
        "id": [
            0 if _plain_id(one["label"]) == _local(node) else _local(node)
            for node, one in zip(network, data, strict=True)
        ],
        "label": [visible(one["label"]) for one in data],
        "title": [visible(one["title"]) for one in data],
        "kind": [kinds(one["kind"]) for one in data],
        "organ": [organs(reading.organ(store, node)) for node in network],
        "date": [visible(one["date"]) for one in data],
        "year": [one["year"] for one in data],
        "symbol": [int(bool(one["symbol"])) for one in data],
        "read": [int(not one["stub"]) for one in data],
        "kinds": kinds.values,
        "names": {
            str(i): others
            for i, (named, one) in enumerate(zip(names, data, strict=True))
            if (others := _other_names(named, one))
        },
    }
    return columns, [_organ(store, iri) for iri in organs.values]


def _topics(
    store: ox.Store, network: nx.MultiDiGraph[Node], number: dict[Node, int], nodes: Json
) -> list[int]:
    """Add to each text its topic: those that cite one another more than others (`communities`).

    Returns:
        For each topic the text that names it: the most cited of its own that is no mere set.
    """
    groups = communities(cited_together(store))
    topics = [[node for node in group if node in number] for group in groups]
    topics = [group for group in topics if len(group) >= TOPIC]
    nodes["topic"] = [-1] * len(number)
    for topic, group in enumerate(topics):
        for node in group:
            nodes["topic"][number[node]] = topic
    sets = FAMILIES[-1].kinds
    names = [(n for n in group if network.nodes[n]["kind"] not in sets) for group in topics]
    return [number[next(name, group[0])] for name, group in zip(names, topics, strict=True)]


def _plain_id(label: str) -> str:
    """Name a document by its symbol: ``S/RES/1325 (2000)`` → ``S-RES-1325_2000``, as most are."""
    return label.replace("/", "-").replace(" (", "_").replace(")", "").replace(" ", "_")


def _other_names(named: Mapping[str, str], data: Json) -> dict[str, str]:
    """What a thing is called in other languages than the page's first."""
    own = (data["label"], data["title"])
    return {tag: visible(name) for tag, name in sorted(named.items()) if name not in own}


def _organ(store: ox.Store, iri: str) -> Json:
    labels = by_language(objects_of(store, ox.NamedNode(iri), terms.LABEL)) if iri else {}
    known = {tag: visible(name) for tag, name in sorted(labels.items())}
    return {"key": _local(iri).removeprefix("body/"), "names": known}


def _citations(
    citations: Sequence[tuple[Node, Node, str, Json]],
    events: set[Node],
    number: dict[Node, int],
    said: _Table,
) -> Json:
    tables = {name: _Table() for name in _NAMED_BY_NUMBER}
    rows = [(*edge, _named(*edge, mention=edge[1] in events)) for edge in citations]
    columns: Json = {
        "from": [number[citing] for citing, *_ in rows],
        "to": [number[cited] for _, cited, *_ in rows],
        "confidence": [data["confidence"] for _, _, _, data, _ in rows],
        "paragraph": [said(eid) for *_, (eid, _) in rows],
        # A citation's name is put together again from its ends; where it is another, it is told.
        "named": {str(i): _local(row[2]) for i, row in enumerate(rows) if not row[-1][1]},
    }
    for name, table in tables.items():
        columns[name] = [table(data[name]) for _, _, _, data, _ in rows]
        columns[_NAMED_BY_NUMBER[name]] = table.values
    return columns


def _named(citing: Node, cited: Node, key: str, data: Json, *, mention: bool) -> tuple[str, bool]:
    """Read the paragraph off a citation's name, and tell whether its ends give the name."""
    head = f"{citing}#mention__" if mention else f"{citing}#cit__"
    end = f"__{_local(cited).replace('/', '-')}" + ("" if mention else f"__{data['function']}")
    if key.startswith(head) and key.endswith(end):
        eid = key.removeprefix(head).removesuffix(end)
        if paragraph_label(eid) == data["paragraph"]:
            return eid, True
    return data["paragraph"], False


def _dossiers(store: ox.Store, network: nx.MultiDiGraph[Node], number: dict[Node, int]) -> Json:
    found: Json = {}
    for node in (node for node in network if not network.nodes[node]["stub"]):
        told = reading.dossier(store, node)
        facts = {
            "languages": told.languages,
            "mode": told.mode,
            "votes": told.votes,
            "meeting": visible(told.meeting),
            "session": visible(told.session),
            "agenda": [visible(item) for item in told.agenda],
        }
        found[str(number[node])] = {name: value for name, value in facts.items() if value}
    return found


def _mandates(
    store: ox.Store, number: dict[Node, int], language: str, said: _Table, addressees: _Table
) -> list[list[Any]]:
    return [
        [
            number[one.document],
            said(one.paragraph),
            one.type,
            one.act,
            addressees(visible(one.addressee)),
            visible(one.due),
        ]
        for one in reading.mandates(store, language)
        if one.document in number
    ]


def _unresolved(store: ox.Store, number: dict[Node, int], said: _Table) -> list[list[Any]]:
    return [
        [
            number[one.document],
            said(one.paragraph),
            one.act,
            one.status,
            visible(one.reason),
            visible(one.quote),
            one.language,
            [number.get(node, visible(_local(node))) for node in one.candidates],
        ]
        for one in reading.unresolved(store)
        if one.document in number
    ]


def _used(graph: Json) -> dict[str, Iterable[str]]:
    """Which concepts the tables name: their labels go with them."""
    mandates, citations = graph["mandates"], graph["citations"]
    modes = Counter(facts.get("mode", "") for facts in graph["dossiers"].values())
    return {
        "act": [*citations["acts"], *(row[3] for row in mandates)],
        "function": citations["functions"],
        "status": [*citations["statuses"], *_RESOLVED],
        "mode": list(modes),
        "mandate": [row[2] for row in mandates],
    }


def _local(iri: str) -> str:
    return iri.removeprefix(DATA).removeprefix("doc/")
