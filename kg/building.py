"""Build the graph: documents in, a folder of files out, and a report that accounts for each.

A strange document never stops the run: it is counted, named and explained, and the rest is built.
What an earlier build of the same program wrote is kept where its documents are the same. All files
are written beside the output and moved into place when all of them are whole.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from kg.authorities import load_catalogue
from kg.cluster import on_cluster
from kg.counts import Counts, merge, unpack_counts
from kg.documents import find_files
from kg.errors import GraphError, KgError
from kg.garbage import none_looked_for
from kg.gathering import Gathered, Progress, gather
from kg.graph import cited_symbols, describe_authorities, describe_cited
from kg.index import UNFINISHED, forget_index
from kg.locking import held
from kg.packing import Spool
from kg.places import Place, at_once, clear, disk_of, files_in, make, move, sizes_in
from kg.pool import Engine, in_order, processors
from kg.rdf import Graph
from kg.reports import BuildReport, as_json
from kg.shards import (
    AUTHORITIES,
    BESIDE,
    CITED,
    DOCUMENTS,
    PARTS,
    SUMMARY,
    Plan,
    Standing,
    beside_file,
    counts_file,
    document_name,
    lost,
    planned,
    quads_file,
    shards,
    write_beside,
    write_part,
    write_shard,
)
from kg.state import Beside, Part, State, maker, read_state, write_state
from kg.store import natural_key, write_bytes, write_text
from kg.summary import describe_summary
from kg.wholes import WHOLES, write_wholes

REPORT = "report.json"

_LOCK = "lock"
_WORTH_A_PROCESS = 40  # documents that take longer to read than a process to start
_AT_ONCE = 1_000  # files whose graph is also written as a whole


@dataclass(frozen=True, slots=True)
class _Job:
    """What is built, where, and how."""

    files: Sequence[Place]
    output: Place
    staging: Place
    title: str
    least: float
    engine: Callable[[int], Engine]  # for so many documents
    reading: Progress | None
    writing: Progress | None

    @property
    def whole(self) -> bool:
        """Whether the graph is written as a whole, and not in parts that stay."""
        return len(self.files) <= _AT_ONCE


def build(
    paths: Iterable[Place],
    output: Place,
    *,
    title: str = "The citation network",
    min_confidence: float = 0.0,
    jobs: int | None = None,
    scheduler: str | None = None,
    force: bool = False,
    reading: Progress | None = None,
    writing: Progress | None = None,
) -> BuildReport:
    """Build the graph of documents and write it.

    Args:
        paths: files and folders of texts, here or where fsspec reaches.
        output: the folder to write, the same; what an earlier build wrote there is replaced.
        title: of the picture.
        min_confidence: from 0 to 1; a reference below it is kept without its target.
        jobs: processes that read and describe; without it as many as there are processors, where
            the files are worth it. The bytes are the same whatever it is.
        scheduler: the address of a Dask scheduler whose workers do it instead; paths and output
            have to be absolute or addresses, and the workers have to see them.
        force: build all anew, whatever an earlier build left.
        reading: called after each document that was read.
        writing: called after each part of the graph that was written.

    Returns:
        The report that also stands in ``report.json``.

    Raises:
        KgError: a path does not exist, no document could be read, the folder cannot be written,
            another build writes to it, or the confidence is none.
    """
    if not 0 <= min_confidence <= 1:
        raise KgError(f"{min_confidence} is no confidence; give a number from 0 to 1")
    files = list(find_files(paths))
    if scheduler:
        _check_reach([*files, output])
    engine = partial(_engine, jobs=jobs, scheduler=scheduler)
    made_by = maker(title, min_confidence)
    anew = force or not (output / REPORT).is_file()
    earlier = State(made_by) if anew else read_state(output, made_by)
    with _staging(output) as staging:
        job = _Job(files, output, staging, title, min_confidence, engine, reading, writing)
        return _build(job, earlier)


def _build(job: _Job, earlier: State) -> BuildReport:
    with tempfile.TemporaryFile(dir=disk_of(job.staging)) as file:
        spool = Spool(file)
        read = job.engine(len(job.files))
        gathered = gather(job.files, earlier.files, job.least, read, spool, job.reading)
        if gathered.reason:
            raise KgError(gathered.reason)
        plans = planned(gathered.works, len(job.files))
        standing = _standing(plans, earlier, job)
        kept = _kept(plans, standing, earlier)
        changed = [plan for plan in plans if plan.name not in kept]
        made = kept | _written(changed, standing, job, spool)
    parts = {plan.name: made[plan.name] for plan in plans}
    state = replace(earlier, files=gathered.files, parts=parts)
    anew = changed or parts != earlier.parts or not _is_complete(job, earlier)
    if anew:
        state = _completed(state, job, gathered.symbols)
    report = _report(gathered, state)
    if anew or state != earlier:
        write_text(job.staging / REPORT, as_json(report))
        beside = dict(state.beside.items() & earlier.beside.items())
        _move(job, gathered.works, state, replace(state, parts=kept, beside=beside))
    return report


def _engine(files: int, jobs: int | None, scheduler: str | None) -> Engine:
    if scheduler:
        return partial(on_cluster, scheduler=scheduler)
    enough = min(processors(), max(1, files // _WORTH_A_PROCESS))
    return partial(in_order, jobs=jobs or enough)


def _check_reach(paths: Iterable[Place]) -> None:
    here = next((path for path in paths if not path.is_absolute()), None)
    if here:
        raise KgError(
            f"{here}: Dask's workers have folders of their own; give absolute paths or addresses"
        )


# ------------------------------------------------------------------------------------------- parts
def _standing(plans: Sequence[Plan], earlier: State, job: _Job) -> dict[str, Part]:
    """The parts that are there, each with the works that would come out the same."""
    if job.whole:
        then = {name: _digests(part) for name, part in earlier.parts.items()}
        same = then == {plan.name: plan.of for plan in plans}
        return dict(earlier.parts) if same and _is_complete(job, earlier) else {}
    parts, documents = sizes_in(job.output / PARTS), set(files_in(job.output / DOCUMENTS))
    found = {}
    for plan in plans:
        part = earlier.parts.get(plan.name)
        size = parts.get(quads_file(job.output, plan.name).name)
        if part and part.size == size and counts_file(job.output, plan.name).name in parts:
            works = {
                graph: work
                for graph, work in part.works.items()
                if work.of == plan.of.get(graph) and document_name(graph) in documents
            }
            found[plan.name] = replace(part, works=works)
    return found


def _digests(part: Part) -> dict[str, str]:
    return {graph: work.of for graph, work in part.works.items()}


def _kept(plans: Sequence[Plan], standing: Mapping[str, Part], earlier: State) -> dict[str, Part]:
    """The parts of which all works stand, and no other was there."""
    return {
        plan.name: standing[plan.name]
        for plan in plans
        if plan.name in standing
        and standing[plan.name] == earlier.parts[plan.name]
        and _digests(standing[plan.name]) == plan.of
    }


def _is_complete(job: _Job, earlier: State) -> bool:
    """Whether an earlier build came to its end, and what stands beside its parts is there."""
    if (job.output / UNFINISHED).exists():
        return False
    if job.whole:
        return all((job.output / name).is_file() for name in WHOLES)
    summary = (of(job.output, SUMMARY) for of in (quads_file, beside_file))
    beside = (_stands(job.output, name, one) for name, one in earlier.beside.items())
    return all(path.is_file() for path in summary) and all(beside)


def _written(
    plans: Sequence[Plan], standing: Mapping[str, Part], job: _Job, spool: Spool
) -> dict[str, Part]:
    """Write parts into the staging folder."""
    write = job.engine(sum(map(len, plans)))
    there = {
        plan.name: Standing(quads_file(job.output, plan.name), standing[plan.name])
        for plan in plans
        if plan.name in standing and standing[plan.name].works
    }
    made = write(write_shard, shards(plans, there, job.staging, job.least, spool), lost)
    parts = {}
    for plan, part in zip(plans, made, strict=True):
        parts[plan.name] = part
        if job.writing:
            job.writing(len(parts), len(plans), plan.name)
    return parts


@none_looked_for()
def _completed(state: State, job: _Job, symbols: frozenset[str]) -> State:
    """Write what no part can say alone, and the whole files of a graph that is not too large."""
    catalogue = load_catalogue()
    works = chain.from_iterable(part.works.values() for part in state.parts.values())
    targets = frozenset[str]().union(*(work.targets for work in works))
    cited = cited_symbols(targets, catalogue) - symbols
    authorities = partial(describe_authorities, catalogue=catalogue)
    beside = {
        AUTHORITIES: _beside(AUTHORITIES, targets, authorities, state, job),
        CITED: _beside(CITED, cited, describe_cited, state, job),
    }
    summary = describe_summary(_counted((*state.parts, *beside), job))
    write_part(summary, job.staging, SUMMARY)
    drawn = None
    if job.whole:
        drawn = write_wholes(job.staging, job.title, job.engine(len(job.files)))
        clear(job.staging / PARTS)
        for name in BESIDE:
            beside_file(job.staging, name).unlink()
    stated = sum(part.stated for part in state.parts.values())
    triples = stated + sum(one.stated for one in beside.values()) + len(summary.triples)
    return replace(state, beside=beside, triples=triples, cited=len(cited), drawn=drawn)


def _beside(
    name: str,
    things: frozenset[str],
    described: Callable[[Collection[str]], Graph],
    earlier: State,
    job: _Job,
) -> Beside:
    """A graph of what works name: the one that is there, where they name the same things."""
    names = "\n".join(sorted(things))
    of = hashlib.sha256(names.encode("utf-8", "surrogatepass")).hexdigest()
    there = earlier.beside.get(name)
    if there and there.of == of and not job.whole and _stands(job.output, name, there):
        return there
    return write_beside(described(things), job.staging, name, of)


def _stands(output: Place, name: str, beside: Beside) -> bool:
    quads, *others = (of(output, name) for of in (quads_file, counts_file, beside_file))
    files = all(path.is_file() for path in (quads, *others))
    return files and quads.stat().st_size == beside.size


def _counted(names: Iterable[str], job: _Job) -> Counts:
    """What was counted in all parts, in those that stay as in those that are new."""
    made = set(files_in(job.staging / PARTS))
    files = [counts_file(job.staging, name) for name in names]
    files = [new if new.name in made else job.output / PARTS / new.name for new in files]
    return merge(map(_unpacked, files, at_once(lambda path: path.read_bytes(), files)))


def _unpacked(path: Place, packed: bytes) -> Counts:
    try:
        return unpack_counts(packed)
    except ValueError as error:
        raise GraphError(f"{path}: {error}; build with --force") from None


def _report(gathered: Gathered, state: State) -> BuildReport:
    agreements = (agreement for part in state.parts.values() for agreement in part.agreements)
    return BuildReport(
        gathered.documents,
        tuple(sorted(agreements, key=lambda agreement: natural_key(agreement.symbol or ""))),
        triples=state.triples,
        stated=sum(part.stated for part in state.parts.values()),
        cited_elsewhere=state.cited,
        drawn=state.drawn,
    )


# -------------------------------------------------------------------------------------- the folder
@contextmanager
def _staging(output: Place) -> Iterator[Place]:
    """A folder beside the output, on the same disk or in the same bucket: there files are moved."""
    staging = output.parent / f".{output.name}.building"
    try:
        if output.exists() and not output.is_dir():
            raise GraphError(f"{output}: is a file; give a folder to write to")
        make(staging)
    except OSError as error:
        raise GraphError(f"{output}: cannot be written: {error.strerror}") from None
    with held(staging / _LOCK, f"{output}: another kg build writes to it; wait for it"):
        try:
            clear(staging, {_LOCK})  # of what a killed build left
            yield staging
        finally:
            with suppress(OSError, KgError):  # what stays is the next build's to clear
                clear(staging)


def _move(job: _Job, works: Collection[str], state: State, untouched: State) -> None:
    """Replace what an earlier build wrote; other files in the folder stay.

    Until all is done, a mark tells readers to wait, and the folder's state has that alone which is
    not touched: what a build leaves that is killed here, the next one completes.
    """
    try:
        write_bytes(job.output / UNFINISHED, ())
        write_state(untouched, job.output)
        move(job.staging, job.output, [name for name in files_in(job.staging) if name != _LOCK])
        clear(job.output / DOCUMENTS, set(map(document_name, works)))
        parts = () if job.whole else (*state.parts, *BESIDE)
        files = (file(job.output, name) for name in parts for file in (quads_file, counts_file))
        clear(job.output / PARTS, {path.name for path in files})
        beside = (beside_file(job.output, name) for name in BESIDE)
        for path in beside if job.whole else (job.output / name for name in WHOLES):
            path.unlink(missing_ok=True)
        write_state(state, job.output)
        (job.output / UNFINISHED).unlink()
        forget_index(job.output)
    except OSError as error:
        raise GraphError(f"{job.output}: cannot be written: {error.strerror}") from None
