"""Say what an evaluation found, in lines or as JSON; print nothing, count nothing anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, TypeAlias

from kg.annotations import DETAILS, Mark
from kg.comparison import Change, Comparison
from kg.evaluation import SORTS, Compared, Evaluation, Figures, Mistake, Score, Share
from kg.reliability import Reliability
from kg.text import visible

_Row: TypeAlias = Sequence[str]
_REACH = 60  # characters shown on either side of a mark
_FIGURES = ("gold", "run", "strict P", "R", "F1", "lenient P", "R", "F1")


# --------------------------------------------------------------------------------------- the tables
def score_lines(evaluation: Evaluation) -> Iterator[str]:
    """All figures of an evaluation.

    Yields:
        Lines without their ends; a table for each grouping that has groups.
    """
    compared = len(evaluation.documents)
    yield f"{compared:,} of {compared + len(evaluation.left_out):,} documents compared."
    for title, groups in _groupings(evaluation):
        rows = [(name, *_figures(figures)) for name, figures in groups.items()]
        yield from _table((title, *_FIGURES), rows)
    for title, shares in _share_groupings(evaluation):
        rows = [(name, *_share(share)) for name, share in shares.items()]
        yield from _table((title, "right", "of", "precision"), rows)
    rows = [
        (f"{detail.kind}: {detail.name}", *_share(detail.share), _number(detail.kappa))
        for detail in evaluation.details
    ]
    yield from _table(("of matched marks", "right", "of", "accuracy", "kappa"), rows)


def reliability_lines(told: Reliability) -> Iterator[str]:
    """The reliability table, with both errors below it."""
    rows = [
        (
            f"{b.lower:g} to {b.upper:g}",
            f"{b.count:,}",
            _number(b.confidence),
            _number(b.share),
            "–".join(map(_number, b.interval)),
        )
        for b in told.bins
    ]
    yield from _table(("confidence", "marks", "mean", "right", "95 % interval"), rows)
    yield ""
    yield (
        f"Brier score {_number(told.brier)}, "
        f"expected calibration error {_number(told.calibration_error)}."
    )


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """What the run gained and lost against the earlier one, and how each figure moved."""
    before = dict(_groupings(comparison.before))
    for title, groups in _groupings(comparison.now):
        rows = [
            (name, *_moved(before[title].get(name), figures)) for name, figures in groups.items()
        ]
        yield from _table((f"change by {title}", *_FIGURES[2:]), rows)
    gains = sum(change.is_gain for change in comparison.changes)
    yield ""
    yield f"{gains:,} gains, {len(comparison.changes) - gains:,} losses."
    documents = {d.gold.file: d for d in comparison.now.documents}
    file = None
    for change in comparison.changes:
        if change.file != file:
            file = change.file
            yield from ("", visible(file))
        yield from _change(change, documents[change.file])


def _groupings(evaluation: Evaluation) -> Iterator[tuple[str, Mapping[str, Figures]]]:
    yield "kind", evaluation.by_kind
    yield "language", evaluation.by_language
    yield "cited organ", evaluation.by_cited_organ
    yield "citing organ", evaluation.by_citing_organ


def _share_groupings(evaluation: Evaluation) -> Iterator[tuple[str, Mapping[str, Share]]]:
    yield "rule", evaluation.by_rule
    yield "status", evaluation.by_status


def _figures(figures: Figures) -> _Row:
    lenient = figures.lenient
    marked, found = lenient.right + lenient.missed, lenient.right + lenient.extra
    return (f"{marked:,}", f"{found:,}", *_rates(figures.strict), *_rates(lenient))


def _rates(score: Score) -> _Row:
    return tuple(map(_number, (score.precision, score.recall, score.f1)))


def _share(share: Share) -> _Row:
    return f"{share.right:,}", f"{share.of:,}", _number(share.rate)


def _moved(before: Figures | None, now: Figures) -> Iterator[str]:
    for level in ("strict", "lenient"):
        old = getattr(before, level, Score(0, 0, 0))
        new = getattr(now, level)
        for name in ("precision", "recall", "f1"):
            first, second = getattr(old, name), getattr(new, name)
            yield "" if first is None or second is None else f"{second - first:+.3f}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _table(header: _Row, rows: Sequence[_Row]) -> Iterator[str]:
    """Aligned columns, the first to the left; nothing where there are no rows."""
    if not rows:
        return
    shown = [[visible(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[i]) for row in shown) for i in range(len(header))]
    yield ""
    for row in shown:
        first, *rest = (
            cell.rjust(width) if i else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join((first, *rest)).rstrip()


# ------------------------------------------------------------------------------------- the mistakes
def mistake_lines(evaluation: Evaluation, limit: int) -> Iterator[str]:
    """The first mistakes of each sort, with their words."""
    documents = {d.gold.file: d for d in evaluation.documents}
    counts = Counter(mistake.sort for mistake in evaluation.mistakes)
    for sort in SORTS:
        if counts[sort]:
            yield ""
            yield f"{sort}: {counts[sort]:,}"
        for mistake in _first(evaluation, sort, limit):
            yield from _mistake(mistake, documents[mistake.file])


def _first(evaluation: Evaluation, sort: str, limit: int) -> list[Mistake]:
    return [mistake for mistake in evaluation.mistakes if mistake.sort == sort][:limit]


def _mistake(mistake: Mistake, document: Compared) -> Iterator[str]:
    yield ""
    yield f"  {visible(mistake.file)}  {_where(mistake.mark, document)}"
    yield f"     {_context(mistake.mark, document)}"
    if mistake.gold:
        yield f"     gold  {_said(mistake.gold)}"
    if mistake.run:
        yield f"     run   {_said(mistake.run)}"


def _change(change: Change, document: Compared) -> Iterator[str]:
    sign = "+" if change.is_gain else "-"
    yield f"  {sign} {change.change}: {_where(change.mark, document)}  {_said(change.mark)}"
    yield f"      {_context(change.mark, document)}"


def _where(mark: Mark, document: Compared) -> str:
    paragraph = mark.paragraph or next((p.target for p in _around(mark, document)), None)
    return f"{mark.kind}  {visible(paragraph or '')}  {mark.start}–{mark.end}"


def _said(mark: Mark) -> str:
    """What one reader says of a mark, on a line."""
    target = mark.target or f"no target{f': {mark.reason}' if mark.reason else ''}"
    details = [f"{name} {value}" for name in DETAILS if (value := mark.detail(name))]
    why = [mark.status, mark.rule]
    sure = None if mark.confidence is None else f"confidence {mark.confidence:g}"
    decided = ", ".join(word for word in (*why, sure) if word)
    words = ", ".join((target, *details)) + (f" ({decided})" if decided else "")
    return visible(words)


def _context(mark: Mark, document: Compared) -> str:
    """The marked words between brackets, with what stands around them where it is at hand."""
    source, start, end = _text(mark, document)
    before, behind = source[max(0, start - _REACH) : start], source[end : end + _REACH]
    words = f"{before}[{source[start:end]}]{behind}" if source else "(the text is not at hand)"
    return visible(" ".join(words.split()))


def _text(mark: Mark, document: Compared) -> tuple[str, int, int]:
    source = document.run.source or document.gold.source
    if source:
        return source, mark.start, mark.end
    for paragraph in _around(mark, document):
        if paragraph.text:
            return paragraph.text, mark.start - paragraph.start, mark.end - paragraph.start
    return mark.text or "", 0, len(mark.text or "")


def _around(mark: Mark, document: Compared) -> Iterator[Mark]:
    """The paragraphs that hold a mark, as far as one of the two readings tells them."""
    for other in (*document.run.marks, *document.gold.marks):
        if other.kind == "paragraph" and other.start <= mark.start and mark.end <= other.end:
            yield other


# ------------------------------------------------------------------------------------------ as JSON
def score_json(evaluation: Evaluation) -> dict[str, Any]:
    """All figures of an evaluation as plain values."""
    groupings = {
        _key(title): {name: _figures_json(figures) for name, figures in groups.items()}
        for title, groups in _groupings(evaluation)
    }
    shares = {
        _key(title): {name: _share_json(share) for name, share in groups.items()}
        for title, groups in _share_groupings(evaluation)
    }
    details = [
        {"kind": d.kind, "detail": d.name, **_share_json(d.share), "kappa": d.kappa}
        for d in evaluation.details
    ]
    return {
        "documents": [document.gold.file for document in evaluation.documents],
        "leftOut": list(evaluation.left_out),
        **groupings,
        **shares,
        "details": details,
    }


def mistakes_json(evaluation: Evaluation, limit: int) -> list[dict[str, Any]]:
    """The first mistakes of each sort as plain values."""
    documents = {d.gold.file: d for d in evaluation.documents}
    return [
        {
            "sort": mistake.sort,
            "file": mistake.file,
            "context": _context(mistake.mark, documents[mistake.file]),
            "gold": _mark_json(mistake.gold),
            "run": _mark_json(mistake.run),
        }
        for sort in SORTS
        for mistake in _first(evaluation, sort, limit)
    ]


def reliability_json(told: Reliability) -> dict[str, Any]:
    """The reliability table as plain values."""
    bins = [{**asdict(b), "share": b.share, "interval": list(b.interval)} for b in told.bins]
    return {"bins": bins, "brier": told.brier, "calibrationError": told.calibration_error}


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """Both evaluations and their differences as plain values."""
    changes = [
        {"change": c.change, "gain": c.is_gain, "file": c.file, "mark": _mark_json(c.mark)}
        for c in comparison.changes
    ]
    return {
        "before": score_json(comparison.before),
        "now": score_json(comparison.now),
        "changes": changes,
    }


def _figures_json(figures: Figures) -> dict[str, Any]:
    return {"strict": _score_json(figures.strict), "lenient": _score_json(figures.lenient)}


def _score_json(score: Score) -> dict[str, Any]:
    rates = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
    return {**asdict(score), **rates}


def _share_json(share: Share) -> dict[str, Any]:
    return {**asdict(share), "rate": share.rate}


def _mark_json(mark: Mark | None) -> dict[str, Any] | None:
    if mark is None:
        return None
    said = {name: value for name, value in asdict(mark).items() if value is not None}
    return {**said, "target": mark.target, "details": dict(mark.details)}


def _key(title: str) -> str:
    """``cited organ`` as a name in JSON: ``byCitedOrgan``."""
    return "by" + title.title().replace(" ", "")
