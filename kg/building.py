"""Build the graph: documents in, a folder of files out, and a report that accounts for each.

A strange document never stops the run: it is counted, named and explained, and the rest is built.
All files are written beside the output and moved into place when all of them are whole.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from kg.authorities import load_catalogue
from kg.cluster import on_cluster
from kg.confidence import withhold
from kg.documents import find_files, read_document
from kg.errors import GraphError, KgError, NotAResolution, UnreadableDocument
from kg.exports import write_csv, write_graphml
from kg.extraction import extract
from kg.graph import cited_symbols, describe_authorities, describe_cited
from kg.index import forget_index
from kg.iris import document_graph
from kg.network import citation_network
from kg.pool import in_order, processors
from kg.render import render
from kg.reports import BuildReport, DocumentReport, as_json, duplicate, refused, reported
from kg.shards import Packed, Shard, Written, in_shards, merge, pack, write_part, write_shard
from kg.store import load, write_text

# does a function to pieces of work, in their order; of a piece that cannot be done it tells
_Function: TypeAlias = Callable[[Any], Any]
_Engine: TypeAlias = Callable[[_Function, Sequence[Any], _Function], Iterator[Any]]
Progress: TypeAlias = Callable[[int, int, str], None]  # documents done, of all, the last one's path

QUADS = "graph.nq"  # what every command that reads a graph reads
REPORT = "report.json"

_WORTH_A_PROCESS = 40  # documents that take longer to read than a process to start


def build(
    paths: Iterable[Path],
    output: Path,
    *,
    progress: Progress | None = None,
    title: str | None = None,
    min_confidence: float = 0.0,
    jobs: int | None = None,
    scheduler: str | None = None,
) -> BuildReport:
    """Build the graph of documents and write it.

    Args:
        paths: files and folders of texts.
        output: the folder to write; what an earlier build wrote there is replaced.
        progress: called after each document.
        title: of the picture.
        min_confidence: from 0 to 1; a reference below it is kept without its target.
        jobs: processes that read and describe; without it as many as there are processors, where
            the files are worth it. The bytes are the same whatever it is.
        scheduler: the address of a Dask scheduler whose workers do it instead; paths and output
            have to be absolute, and the workers have to see them.

    Returns:
        The report that also stands in ``report.json``.

    Raises:
        KgError: a path does not exist, no document could be read, the folder cannot be written, or
            the confidence is none.
    """
    if not 0 <= min_confidence <= 1:
        raise KgError(f"{min_confidence} is no confidence; give a number from 0 to 1")
    files = list(find_files(paths))
    engine = _engine(files, output, jobs, scheduler)
    with _staging(output) as staging:
        gathered = _gather(files, progress, min_confidence, engine)
        if not any(document.ending == "built" for document in gathered.documents):
            raise KgError(_nothing_built(gathered.documents))
        report = _write(gathered, Path(staging), title or "The citation network", engine)
        _move(Path(staging), output)
        forget_index(output)
    return report


def _engine(
    files: Sequence[Path], output: Path, jobs: int | None, scheduler: str | None
) -> _Engine:
    if not scheduler:
        enough = min(processors(), max(1, len(files) // _WORTH_A_PROCESS))
        return partial(in_order, jobs=jobs or enough)
    here = next((path for path in (*files, output) if not path.is_absolute()), None)
    if here:
        raise KgError(f"{here}: Dask's workers have folders of their own; give absolute paths")
    return partial(on_cluster, scheduler=scheduler)


# ----------------------------------------------------------------------------------------- reading
@dataclass(frozen=True, slots=True)
class _Read:
    """What became of one file, and what was found in it, on its way between processes."""

    report: DocumentReport
    work: str = ""  # its symbol; its digest where it states none
    graph: str = ""
    packed: Packed | None = None


@dataclass(frozen=True, slots=True)
class _Gathered:
    """All files read.

    Attributes:
        documents: what became of each, in the order read.
        works: by name of their graphs, the language versions of each.
        symbols: of the documents read.
    """

    documents: tuple[DocumentReport, ...]
    works: Mapping[str, Mapping[str, Packed]]
    symbols: frozenset[str]


def _gather(
    files: Sequence[Path], progress: Progress | None, least: float, engine: _Engine
) -> _Gathered:
    """Read all files; a second file of one text in one language is named and left out."""
    documents: list[DocumentReport] = []
    works: dict[str, dict[str, Packed]] = {}
    paths: dict[tuple[str, str | None], str] = {}
    symbols: set[str] = set()
    reading = engine(partial(_read, least=least), files, _died)
    for done, read in enumerate(reading, 1):
        report = read.report
        twin = paths.get((read.work, report.language))
        if read.packed and twin:
            report = duplicate(report, f"{read.work} in {report.language} was read from {twin}")
        elif read.packed and report.language:
            paths[read.work, report.language] = report.path
            works.setdefault(read.graph, {})[report.language] = read.packed
            symbols.add(read.work)
        documents.append(report)
        if progress:
            progress(done, len(files), report.path)
    return _Gathered(tuple(documents), works, frozenset(symbols))


def _read(path: Path, least: float) -> _Read:
    try:
        extraction = extract(read_document(path), load_catalogue())
    except (UnreadableDocument, NotAResolution) as error:
        return _Read(refused(path, str(error)))
    extraction, withheld = withhold(extraction, least)
    return _Read(
        reported(extraction, withheld),
        extraction.symbol or extraction.sha256,
        document_graph(extraction.symbol, extraction.sha256),
        pack(extraction),
    )


def _died(path: Path) -> _Read:
    return _Read(refused(path, f"{path}: it ended the process that read it; leave it out, tell us"))


def _nothing_built(documents: Sequence[DocumentReport]) -> str:
    first = documents[0].reason or documents[0].path
    return f"none of {len(documents)} documents could be read; the first: {first}"


# ----------------------------------------------------------------------------------------- writing
def _write(gathered: _Gathered, folder: Path, title: str, engine: _Engine) -> BuildReport:
    parts = folder / "parts"
    works = [(graph, tuple(versions.values())) for graph, versions in gathered.works.items()]
    shards = in_shards(works, parts)
    written = list(engine(write_shard, shards, _lost))
    targets = frozenset().union(*(shard.targets for shard in written))
    catalogue = load_catalogue()
    cited = cited_symbols(targets, catalogue) - gathered.symbols
    write_part([describe_authorities(targets, catalogue)], parts, "0-authorities")
    write_part([describe_cited(cited)], parts, "1-cited")
    merge(parts, folder)
    (parts / "documents").replace(folder / "documents")
    shutil.rmtree(parts)
    store = load(folder / QUADS)
    network = citation_network(store)
    write_graphml(network, folder / "graph.graphml")
    write_csv(network, folder / "nodes.csv", folder / "edges.csv")
    drawn = render(network, folder / "graph.html", title=title)
    report = BuildReport(
        gathered.documents,
        tuple(agreement for shard in written for agreement in shard.agreements),
        triples=len(store),
        stated=sum(shard.stated for shard in written),
        cited_elsewhere=len(cited),
        drawn=drawn,
    )
    write_text(folder / REPORT, as_json(report))
    return report


def _lost(shard: Shard) -> Written:
    raise GraphError(f"a process that wrote {len(shard.works)} works ended: is memory scarce?")


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
