"""unkg: the open knowledge graph of United Nations resolutions.

    import kg

    report = kg.build(["samples"], "output")
    graph = kg.load("output")  # an rdflib.Dataset over the Oxigraph store
    extraction = kg.extract("samples/ga-901-12.fr.txt")

What the types hold is told in `kg.findings`, what the graph holds in ``docs/graph.md``.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from os import PathLike
from typing import TYPE_CHECKING, TypeAlias

from kg.errors import (
    AnnotationError,
    GraphError,
    KgError,
    NotAResolution,
    QueryError,
    RuleError,
    SymbolError,
    UnreadableDocument,
)
from kg.findings import (
    Body,
    Citation,
    Date,
    Event,
    Evidence,
    Extraction,
    Fact,
    Finding,
    Goal,
    Mandate,
    Paragraph,
)
from kg.places import place
from kg.symbols import Symbol, parse_symbol

if TYPE_CHECKING:
    import rdflib

    from kg.evaluation import Evaluation
    from kg.reports import BuildReport

AnyPath: TypeAlias = str | PathLike[str]

try:
    __version__ = version("unkg")
except PackageNotFoundError:  # a checkout that is not installed
    __version__ = "0+unknown"


def extract(path: AnyPath) -> Extraction:
    """All that one document states, on which words.

    Args:
        path: of a text or Markdown file, or an address as ``s3://bucket/name``.

    Returns:
        The extraction: facts, paragraphs and findings with their evidence.

    Raises:
        UnreadableDocument: the file holds no text that can be read.
        NotAResolution: nothing in the text marks a resolution.
    """
    from kg.authorities import load_catalogue
    from kg.documents import read_document
    from kg.extraction import extract as extract_document

    return extract_document(read_document(place(path)), load_catalogue())


def build(
    paths: Iterable[AnyPath], output: AnyPath = "output", *, min_confidence: float = 0.0
) -> BuildReport:
    """Build the graph of documents and write it as files.

    Args:
        paths: files, and folders of texts; or their addresses, as ``s3://bucket/texts``.
        output: the folder to write, or its address.
        min_confidence: from 0 to 1; a reference below it is kept without its target.

    Returns:
        What became of each document.

    Raises:
        KgError: a path does not exist, no document could be read, the folder cannot be written, or
            the confidence is none.
    """
    from kg.building import build as build_graph

    files = [place(path) for path in paths]
    return build_graph(files, place(output), min_confidence=min_confidence)


def evaluate(gold: AnyPath, run: Iterable[AnyPath]) -> Evaluation:
    """Compare texts, or the records of a run, with marks made by hand.

    Args:
        gold: a file of marks: records as JSON lines, or Web Annotations.
        run: documents and folders, which are extracted now, or files of records.

    Returns:
        The figures and the mistakes behind them.

    Raises:
        KgError: a path does not exist.
        AnnotationError: a record is wrong or belongs to another text, or nothing can be compared.
    """
    from kg.evaluation import evaluate as evaluate_readings
    from kg.readings import read_readings

    readings = read_readings(place(gold), [place(path) for path in run])
    return evaluate_readings(readings.gold, readings.run)


def load(folder: AnyPath = "output") -> rdflib.Dataset:
    """The graph that `build` wrote, as rdflib knows it, over an Oxigraph store.

    Args:
        folder: that was given to `build`.

    Returns:
        One named graph a document, and two more for authorities and cited documents; to be read
        only where `kg index` made a store of it.

    Raises:
        GraphError: the folder holds no graph, or a broken one.
    """
    from kg.store import dataset

    return dataset(place(folder))


__all__ = [
    "AnnotationError",
    "Body",
    "Citation",
    "Date",
    "Event",
    "Evidence",
    "Extraction",
    "Fact",
    "Finding",
    "Goal",
    "GraphError",
    "KgError",
    "Mandate",
    "NotAResolution",
    "Paragraph",
    "QueryError",
    "RuleError",
    "Symbol",
    "SymbolError",
    "UnreadableDocument",
    "build",
    "evaluate",
    "extract",
    "load",
    "parse_symbol",
]
