"""Choose which documents to fetch next: the most cited of those that are not here.

Counts in, symbols out: no host is asked here, and no document read. What a built graph cites and
holds comes from its folder; which symbols may be asked for is the caller's knowledge.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

import pyoxigraph as ox

from kg import terms
from kg.errors import GraphError
from kg.places import Place
from kg.queries import Term, ask
from kg.store import load

_REPORT = "report.json"
_ALL_ROWS = "999999999"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document to fetch, and why.

    Attributes:
        symbol: canonical; as given where a user's is none.
        depth: how many steps it is from what was named or of the frontier.
        cited_by: how many documents cite it, of those known when it was chosen.
    """

    symbol: str
    depth: int = 0
    cited_by: int = 0


@dataclass(frozen=True, slots=True)
class Built:
    """What a built graph knows of documents.

    Attributes:
        cited: documents that it cites and does not hold, and how many of its documents cite each.
        held: the symbols of the documents whose text it has read.
        given: the files that the build was given, whatever it made of them: without folders and
            without what stands behind the last point.
    """

    cited: Mapping[str, int] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, what was passed over on the way, and whether more could have been.

    Attributes:
        symbols: the most cited first.
        passed: why not, and which, of those that are cited as often as the chosen.
        is_cut: whether a document is left that could have been chosen.
    """

    symbols: tuple[str, ...]
    passed: Mapping[str, tuple[str, ...]]
    is_cut: bool


def read_built(folder: Place) -> Built:
    """Read what a graph folder cites and holds.

    Args:
        folder: that `kg build` wrote.

    Returns:
        What its graph and its report say.

    Raises:
        GraphError: the folder holds no graph, or a broken one.
    """
    store = load(folder)
    rows = ask(store, "missing", limit=_ALL_ROWS).rows
    return Built(
        cited={_value(symbol): int(_value(documents)) for symbol, documents, _ in rows},
        held=frozenset(_held(store)),
        given=_given(folder / _REPORT),
    )


def choose(counts: Mapping[str, int], most: int | None, why_not: Callable[[str], str]) -> Choice:
    """Choose the most cited documents.

    Args:
        counts: by how many documents each is cited.
        most: how many to choose; None for all.
        why_not: why a document must be passed over; "" where it may be chosen.

    Returns:
        The choice: by count, then by symbol, so that the same counts give the same choice.
    """
    chosen: list[str] = []
    passed: dict[str, tuple[str, ...]] = {}
    for symbol in sorted(counts, key=lambda symbol: (-counts[symbol], symbol)):
        reason = why_not(symbol)
        if not reason and len(chosen) == most:
            return Choice(tuple(chosen), passed, is_cut=True)
        if reason:
            passed[reason] = (*passed.get(reason, ()), symbol)
        else:
            chosen.append(symbol)
    return Choice(tuple(chosen), passed, is_cut=False)


def _held(store: ox.Store) -> Iterable[str]:
    """The symbols of works that have a version in some language."""
    read = {
        quad.subject
        for quad in store.quads_for_pattern(None, ox.NamedNode(terms.IS_REALIZED_BY), None)
    }
    named = store.quads_for_pattern(None, ox.NamedNode(terms.SYMBOL), None)
    return (_value(quad.object) for quad in named if quad.subject in read)


def _given(report: Place) -> frozenset[str]:
    """The files of a build's report; a graph without a report says nothing of files."""
    try:
        documents = json.loads(report.read_text(encoding="utf-8"))["documents"]
        return frozenset(PurePath(document["path"]).stem for document in documents)
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()
    except OSError as error:
        raise GraphError(f"{report}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise GraphError(f"{report}: is no report of kg build; build the graph again") from None


def _value(term: Term | None) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
