"""Build the graph: documents in, a folder of files out, and a report that accounts for each.

A strange document never stops the run: it is counted, named and explained, and the rest is built.
All files are written beside the output and moved into place when all of them are whole.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from kg.authorities import Catalogue, load_catalogue
from kg.confidence import withhold
from kg.describe.targets import targets_of
from kg.documents import find_files, read_document
from kg.errors import GraphError, KgError, NotAResolution, UnreadableDocument
from kg.exports import write_csv, write_documents, write_graphml, write_jsonld
from kg.extraction import extract
from kg.findings import LINK_ENDINGS, Citation, Event, Extraction, LinkEnding
from kg.graph import cited_symbols, describe, describe_authorities, describe_cited
from kg.network import citation_network
from kg.rdf import Graph
from kg.render import Drawn, render
from kg.store import load, write_quads, write_text, write_turtle
from kg.terms import PREFIXES
from kg.versions import Agreement, compare

Progress: TypeAlias = Callable[[int, int, str], None]  # documents done, of all, the last one's path
Ending: TypeAlias = Literal["built", "refused", "duplicate"]

QUADS = "graph.nq"  # what every command that reads a graph reads
REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A mention that was found and left open: where, and why."""

    paragraph: str
    start: int
    text: str
    reason: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What became of one file."""

    path: str
    ending: Ending
    reason: str | None = None
    symbol: str | None = None
    language: str | None = None
    paragraphs: int = 0
    found: tuple[tuple[str, int], ...] = ()  # mentions by kind
    outcomes: tuple[tuple[str, int], ...] = ()  # citations and events by status
    links: tuple[tuple[str, int], ...] = ()  # hyperlinks to documents by what became of them
    unknown: tuple[tuple[str, str], ...] = ()  # facts the text does not state, and why
    not_understood: tuple[NotUnderstood, ...] = ()
    doubts: tuple[str, ...] = ()
    withheld: int = 0  # targets that were less sure than asked


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What became of all files, and how large the graph is."""

    documents: tuple[DocumentReport, ...]
    agreements: tuple[Agreement, ...]  # of the resolutions read in several languages
    triples: int  # with authorities and stubs
    stated: int  # of these, what the documents state
    cited_elsewhere: int  # documents that are cited and were not read
    drawn: Drawn

    def ended(self, ending: Ending) -> int:
        """How many files ended so."""
        return sum(document.ending == ending for document in self.documents)

    def total(self, kind: str) -> int:
        """How many mentions of a kind were found."""
        return sum(dict(document.found).get(kind, 0) for document in self.documents)

    def outcome(self, status: str) -> int:
        """How many citations and events ended so."""
        return sum(dict(document.outcomes).get(status, 0) for document in self.documents)

    def linked(self, ending: LinkEnding) -> int:
        """Of how many hyperlinks to documents that became."""
        return sum(dict(document.links).get(ending, 0) for document in self.documents)


def build(
    paths: Iterable[Path],
    output: Path,
    *,
    progress: Progress | None = None,
    title: str | None = None,
    min_confidence: float = 0.0,
) -> BuildReport:
    """Build the graph of documents and write it.

    Args:
        paths: files and folders of texts.
        output: the folder to write; what an earlier build wrote there is replaced.
        progress: called after each document.
        title: of the picture.
        min_confidence: from 0 to 1; a reference below it is kept without its target.

    Returns:
        The report that also stands in ``report.json``.

    Raises:
        KgError: a path does not exist, no document could be read, the folder cannot be written, or
            the confidence is none.
    """
    if not 0 <= min_confidence <= 1:
        raise KgError(f"{min_confidence} is no confidence; give a number from 0 to 1")
    files = list(find_files(paths))
    with _staging(output) as staging:
        gathered = _gather(files, progress, min_confidence)
        if not any(document.ending == "built" for document in gathered.documents):
            raise KgError(_nothing_built(gathered.documents))
        report = _write(gathered, Path(staging), title or "The citation network")
        _move(Path(staging), output)
    return report


@dataclass(frozen=True, slots=True)
class _Gathered:
    documents: tuple[DocumentReport, ...]
    graphs: list[Graph]
    targets: frozenset[str]
    symbols: frozenset[str]  # of the documents read
    agreements: tuple[Agreement, ...]  # of those read in several languages


def _gather(files: Sequence[Path], progress: Progress | None, least: float) -> _Gathered:
    catalogue = load_catalogue()
    reports: list[DocumentReport] = []
    works: dict[str, dict[str, Extraction]] = {}  # by symbol, or hash, and language
    for done, path in enumerate(files, 1):
        report, extraction = _read(path, catalogue, works, least)
        reports.append(report)
        if extraction:
            work = extraction.symbol or extraction.sha256
            works.setdefault(work, {})[extraction.language] = extraction
        if progress:
            progress(done, len(files), str(path))
    symbols = frozenset(works)
    graphs: list[Graph] = []
    targets: set[str] = set()
    agreements: list[Agreement] = []
    while works:
        versions = list(works.pop(next(iter(works))).values())  # read once, then let go
        graphs.append(describe(versions, catalogue))
        targets.update(*map(targets_of, versions))
        if len(versions) > 1:
            agreements.append(compare(versions))
    return _Gathered(tuple(reports), graphs, frozenset(targets), symbols, tuple(agreements))


def _read(
    path: Path, catalogue: Catalogue, works: Mapping[str, Mapping[str, Extraction]], least: float
) -> tuple[DocumentReport, Extraction | None]:
    """Read one file; a second file of one text in one language is named and left out."""
    try:
        extraction = extract(read_document(path), catalogue)
    except (UnreadableDocument, NotAResolution) as error:
        return DocumentReport(str(path), "refused", str(error)), None
    work, language = extraction.symbol or extraction.sha256, extraction.language
    twin = works.get(work, {}).get(language)
    if twin:
        reason = f"{work} in {language} was read from {twin.path}"
        return DocumentReport(str(path), "duplicate", reason, extraction.symbol, language), None
    extraction, withheld = withhold(extraction, least)
    return _reported(extraction, withheld), extraction


def _reported(extraction: Extraction, withheld: int) -> DocumentReport:
    kinds = Counter(type(finding).__name__.lower() for finding in extraction.findings)
    decided = [f for f in extraction.findings if isinstance(f, (Citation, Event))]
    outcomes = Counter(f.status for f in decided)
    return DocumentReport(
        path=extraction.path,
        ending="built",
        symbol=extraction.symbol,
        language=extraction.language,
        paragraphs=len(extraction.paragraphs),
        found=tuple(sorted(kinds.items())),
        outcomes=tuple(sorted(outcomes.items())),
        links=tuple(sorted(Counter(extraction.links).items())),
        unknown=extraction.unknown,
        not_understood=tuple(_open(f) for f in decided if f.target is None),
        doubts=extraction.doubts,
        withheld=withheld,
    )


def _open(finding: Citation | Event) -> NotUnderstood:
    evidence = finding.evidence[0]
    return NotUnderstood(
        evidence.paragraph, evidence.start, evidence.text, finding.reason or "", finding.candidates
    )


def _nothing_built(documents: Sequence[DocumentReport]) -> str:
    first = documents[0].reason or documents[0].path
    return f"none of {len(documents)} documents could be read; the first: {first}"


# ----------------------------------------------------------------------------------------- writing
def _write(gathered: _Gathered, folder: Path, title: str) -> BuildReport:
    catalogue = load_catalogue()
    cited = cited_symbols(gathered.targets, catalogue) - gathered.symbols
    graphs = [
        *gathered.graphs,
        describe_authorities(gathered.targets, catalogue),
        describe_cited(cited),
    ]
    write_quads(graphs, folder / QUADS)
    write_turtle(graphs, folder / "graph.ttl", PREFIXES)
    write_documents(gathered.graphs, folder / "documents")
    write_jsonld(graphs, folder / "graph.jsonld")
    store = load(folder / QUADS)
    network = citation_network(store)
    write_graphml(network, folder / "graph.graphml")
    write_csv(network, folder / "nodes.csv", folder / "edges.csv")
    drawn = render(network, folder / "graph.html", title=title)
    report = BuildReport(
        gathered.documents,
        gathered.agreements,
        triples=len(store),
        stated=sum(len(graph.triples) for graph in gathered.graphs),
        cited_elsewhere=len(cited),
        drawn=drawn,
    )
    write_text(folder / REPORT, _json(report))
    return report


def _json(report: BuildReport) -> str:
    read = max(report.ended("built"), 1)
    totals = {
        "documents": len(report.documents),
        "built": report.ended("built"),
        "refused": report.ended("refused"),
        "duplicates": report.ended("duplicate"),
        "citedElsewhere": report.cited_elsewhere,
        "triples": report.triples,
        "triplesPerDocument": round(report.stated / read),
        "found": {kind: report.total(kind) for kind in _kinds(report)},
        "outcomes": {
            s: report.outcome(s) for s in ("explicit", "inferred", "ambiguous", "unresolved")
        },
        "links": {ending: report.linked(ending) for ending in LINK_ENDINGS},
        "notUnderstood": sum(len(d.not_understood) for d in report.documents),
        "withheld": sum(d.withheld for d in report.documents),
    }
    whole = {
        "totals": totals,
        "agreements": [_agreement(agreement) for agreement in report.agreements],
        "documents": [_row(document) for document in report.documents],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _agreement(agreement: Agreement) -> dict[str, Any]:
    """How far the language versions of a resolution agree; `kg compare` lists the differences."""
    differing = Counter(difference.kind for difference in agreement.differences)
    return {
        "symbol": agreement.symbol,
        "languages": agreement.languages,
        "agreed": dict(agreement.agreed),
        "differing": {kind: differing[kind] for kind in agreement.agreed},
    }


def _kinds(report: BuildReport) -> list[str]:
    return sorted({kind for document in report.documents for kind, _ in document.found})


def _row(document: DocumentReport) -> dict[str, Any]:
    row = asdict(document)
    for pairs in ("found", "outcomes", "links", "unknown"):
        row[pairs] = dict(row[pairs])
    return {key: value for key, value in row.items() if value not in (None, (), {}, 0)}


def _staging(output: Path) -> tempfile.TemporaryDirectory[str]:
    """A folder beside the output, on the same disk, so that moving is renaming."""
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        if output.exists() and not output.is_dir():
            raise GraphError(f"{output}: is a file; give a folder to write to")
        return tempfile.TemporaryDirectory(prefix=f".{output.name}-", dir=output.parent)
    except OSError as error:
        raise GraphError(f"{output}: cannot be written: {error.strerror}") from None


def _move(staging: Path, output: Path) -> None:
    """Replace what an earlier build wrote; other files in the folder stay."""
    try:
        output.mkdir(exist_ok=True)
        for written in sorted(staging.iterdir()):
            target = output / written.name
            if target.is_dir():
                shutil.rmtree(target)
            written.replace(target)
    except OSError as error:
        raise GraphError(f"{output}: cannot be written: {error.strerror}") from None
