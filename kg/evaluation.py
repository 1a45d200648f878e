"""Compare a run with a gold standard: precision, recall and F1, and every mistake behind them.

Count what the marks say; read no text and repair no mark. All figures come from one matching of
marks, so they agree with the list of mistakes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kg.annotations import DETAILS, KINDS, Annotations, Kind, Mark
from kg.errors import AnnotationError, SymbolError
from kg.filenames import same_files
from kg.matching import Matches, Pair, match
from kg.symbols import parse_symbol

Sort: TypeAlias = Literal[
    "missed", "extra", "wrong target", "wrong span", "wrong act", "wrong pinpoint", "wrong due"
]
SORTS: tuple[Sort, ...] = (
    "missed", "extra", "wrong target", "wrong span", "wrong act", "wrong pinpoint", "wrong due",
)  # fmt: skip
_WRONG: Mapping[str, Sort] = {
    "act": "wrong act",
    "pinpoint": "wrong pinpoint",
    "due": "wrong due",
}


@dataclass(frozen=True, slots=True)
class Score:
    """How many marks both have, only the gold has, only the run has."""

    right: int
    missed: int
    extra: int

    @property
    def precision(self) -> float | None:
        """The share of the run's marks that are right; None where it has none."""
        return Share(self.right, self.right + self.extra).rate

    @property
    def recall(self) -> float | None:
        """The share of the gold's marks that were found; None where it has none."""
        return Share(self.right, self.right + self.missed).rate

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; of two annotators, their positive specific agreement."""
        return Share(2 * self.right, 2 * self.right + self.missed + self.extra).rate


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    right: int
    of: int

    @property
    def rate(self) -> float | None:
        """The share as a number; None of nothing."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Figures:
    """Strict: the same span and target. Lenient: the same target, on words that overlap."""

    strict: Score
    lenient: Score


@dataclass(frozen=True, slots=True)
class Detail:
    """Of matched marks of a kind: how often the act, the pinpoint or the due date is right."""

    kind: Kind
    name: str
    share: Share
    kappa: float | None  # Cohen's, of acts; None where chance alone would agree always


@dataclass(frozen=True, slots=True)
class Mistake:
    """One place where gold and run differ."""

    sort: Sort
    file: str  # as the gold names it
    gold: Mark | None
    run: Mark | None

    @property
    def mark(self) -> Mark:
        """The words in question: the gold's, or where it has none the run's."""
        mark = self.gold or self.run
        assert mark, "a mistake is somebody's"
        return mark


@dataclass(frozen=True, slots=True)
class Compared:
    """One text: what the gold says of it, what the run says, and what of that matches."""

    gold: Annotations
    run: Annotations
    matches: Matches


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of a run on a gold standard, each by its group; groups are sorted."""

    documents: tuple[Compared, ...]
    left_out: tuple[str, ...]  # texts of the gold that the run does not have
    by_kind: Mapping[str, Figures]
    # of citations only
    by_language: Mapping[str, Figures]
    by_cited_organ: Mapping[str, Figures]
    by_citing_organ: Mapping[str, Figures]
    by_rule: Mapping[str, Share]  # of the run's citations, those that match; gold has no rules
    by_status: Mapping[str, Share]
    details: tuple[Detail, ...]
    mistakes: tuple[Mistake, ...]


_GroupOf: TypeAlias = Callable[[Compared, Mark], str | None]


def evaluate(gold: Sequence[Annotations], run: Sequence[Annotations]) -> Evaluation:
    """Compare a run with a gold standard.

    Only the texts that the gold names, the kinds that it marks, and of mandates the types that it
    marks are compared.

    Args:
        gold: what is held to be right.
        run: what is measured, of these texts and any others.

    Returns:
        The figures and the mistakes.

    Raises:
        AnnotationError: a text of the gold may be two of the run, or the two share no text.
    """
    files = same_files([g.file for g in gold], [r.file for r in run])
    if not files:
        raise AnnotationError(_nothing_shared(gold, run))
    runs = {r.file: r for r in run}
    asked = _asked(gold)
    documents = tuple(
        Compared(g, runs[files[g.file]], match(g.marks, asked(runs[files[g.file]].marks)))
        for g in gold
        if g.file in files
    )
    left_out = tuple(g.file for g in gold if g.file not in files)
    return _evaluation(documents, left_out)


def _nothing_shared(gold: Sequence[Annotations], run: Sequence[Annotations]) -> str:
    first, other = (next((a.file for a in side), "nothing") for side in (gold, run))
    return f"gold and run have no text in common: the gold has {first}, the run {other}"


def _asked(gold: Iterable[Annotations]) -> Callable[[Iterable[Mark]], list[Mark]]:
    kinds = {(mark.kind, mark.type) for annotations in gold for mark in annotations.marks}
    return lambda marks: [mark for mark in marks if (mark.kind, mark.type) in kinds]


def _evaluation(documents: tuple[Compared, ...], left_out: tuple[str, ...]) -> Evaluation:
    kinds = {mark.kind for document in documents for mark in document.gold.marks}
    tallied = _tallied(documents, lambda _document, mark: mark.kind)
    return Evaluation(
        documents=documents,
        left_out=left_out,
        by_kind={kind: tallied.get(kind, _NOTHING) for kind in KINDS if kind in kinds},
        by_language=_tallied(documents, _cited(lambda document, _mark: _language(document))),
        by_cited_organ=_tallied(documents, _cited(lambda _document, mark: organ_of(mark.target))),
        by_citing_organ=_tallied(documents, _cited(lambda document, _mark: _organ(document))),
        by_rule=_shares(documents, lambda mark: mark.rule),
        by_status=_shares(documents, lambda mark: mark.status),
        details=tuple(_details(documents)),
        mistakes=tuple(_mistakes(documents)),
    )


# ----------------------------------------------------------------------------------------- figures
_NOTHING = Figures(Score(0, 0, 0), Score(0, 0, 0))


def _tallied(documents: Iterable[Compared], group_of: _GroupOf) -> dict[str, Figures]:
    """The figures of each group of marks; a pair belongs where its gold does."""
    exact, right, missed, extra = (Counter[str | None]() for _ in range(4))
    for document in documents:
        for pair in document.matches.pairs:
            group = group_of(document, pair.gold)
            right[group] += 1
            exact[group] += pair.exact
        missed.update(group_of(document, mark) for mark in document.matches.missed)
        extra.update(group_of(document, mark) for mark in document.matches.extra)
    groups = sorted(group for group in {*right, *missed, *extra} if group is not None)
    return {
        group: Figures(
            strict=Score(
                exact[group],
                missed[group] + right[group] - exact[group],
                extra[group] + right[group] - exact[group],
            ),
            lenient=Score(right[group], missed[group], extra[group]),
        )
        for group in groups
    }


def _cited(group_of: _GroupOf) -> _GroupOf:
    """The groups of citations; other marks are in none."""
    return lambda document, mark: group_of(document, mark) if mark.kind == "citation" else None


def _language(document: Compared) -> str:
    return document.run.language or document.gold.language or "unknown"


def _organ(document: Compared) -> str:
    return document.run.organ or document.gold.organ or "unknown"


def organ_of(target: str | None) -> str:
    """The organ whose document a target is; of other targets their sort.

    ``A/RES/70/1`` is GA's, ``instrument:crc`` an instrument; without a target: unresolved.
    """
    if target is None:
        return "unresolved"
    try:
        return parse_symbol(target).organ or "other"
    except SymbolError:
        return target.split(":")[0] if ":" in target else "other"


def _shares(
    documents: Iterable[Compared], group_of: Callable[[Mark], str | None]
) -> dict[str, Share]:
    right, of = Counter[str](), Counter[str]()
    for mark, is_right in judged(documents):
        group = group_of(mark)
        if group and mark.kind == "citation":
            of[group] += 1
            right[group] += is_right
    return {group: Share(right[group], of[group]) for group in sorted(of)}


def judged(documents: Iterable[Compared]) -> Iterator[tuple[Mark, bool]]:
    """Each mark of the run that counts, and whether it matches the gold's target and words."""
    for document in documents:
        yield from ((pair.run, True) for pair in document.matches.pairs)
        yield from ((mark, False) for mark in document.matches.extra)


# ----------------------------------------------------------------------------------------- details
def _details(documents: Sequence[Compared]) -> Iterator[Detail]:
    pairs = [pair for document in documents for pair in document.matches.pairs]
    for kind in KINDS:
        for name in DETAILS:
            told = [p for p in pairs if p.gold.kind == kind and p.gold.states(name)]
            if told:
                said = [(p.gold.detail(name), p.run.detail(name)) for p in told]
                share = Share(sum(a == b for a, b in said), len(said))
                yield Detail(kind, name, share, cohens_kappa(said) if name == "act" else None)


def cohens_kappa(said: Sequence[tuple[str | None, str | None]]) -> float | None:
    """How far two readers agree beyond chance.

    Args:
        said: what the one said and what the other, of each thing.

    Returns:
        1 for full agreement, 0 for that of chance; None where chance alone agrees always.
    """
    number = len(said)
    first, second = Counter(a for a, _ in said), Counter(b for _, b in said)
    by_chance = sum(first[word] * second[word] for word in first)
    if by_chance == number**2:
        return None
    agreed = sum(a == b for a, b in said) * number
    return (agreed - by_chance) / (number**2 - by_chance)


# ---------------------------------------------------------------------------------------- mistakes
def _mistakes(documents: Iterable[Compared]) -> Iterator[Mistake]:
    for document in documents:
        found = [
            Mistake(sort, document.gold.file, gold, run)
            for sort, gold, run in _wrong(document.matches)
        ]
        yield from sorted(found, key=lambda mistake: (mistake.mark.start, mistake.sort))


def _wrong(matches: Matches) -> Iterator[tuple[Sort, Mark | None, Mark | None]]:
    yield from (("missed", mark, None) for mark in matches.unmet)
    yield from (("extra", None, mark) for mark in matches.unasked)
    yield from (("wrong target", pair.gold, pair.run) for pair in matches.swapped)
    for pair in matches.pairs:
        yield from ((sort, pair.gold, pair.run) for sort in _slips(pair))


def _slips(pair: Pair) -> Iterator[Sort]:
    """What is wrong with a mark whose target is right."""
    if not pair.exact:
        yield "wrong span"
    for name, sort in _WRONG.items():
        if pair.gold.states(name) and pair.gold.detail(name) != pair.run.detail(name):
            yield sort
