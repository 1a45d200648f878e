"""Compare the language versions of one resolution: six wordings of one text must agree.

Paragraphs are set side by side by what they cite and do, not by their place alone, so that one
paragraph lost in one language is one difference and not one in each paragraph behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from kg.drafting import load_acts
from kg.errors import KgError
from kg.findings import Citation, Date, Extraction, Finding, Mandate, Paragraph

#: The order in which versions are told; where they differ in an act the first one's is taken.
#: Chinese and Arabic have one verb for several acts, so they stand last.
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")

Kind: TypeAlias = Literal["paragraph", "citation", "date", "act", "mandate", "due"]

_SAME_LABEL = 1.0
_SAME_KEY = 2.0  # a citation, date or due session that two paragraphs share
_SAME_ACT = 1.0


@dataclass(frozen=True, slots=True)
class Difference:
    """What some versions state and others do not."""

    kind: Kind
    paragraph: str  # its label in the first version that has it
    value: str  # the citation's target, the date, what the act does, who is asked, by when
    words: Mapping[str, tuple[str, ...]]  # by language: those that state it, in the source's words
    opening: Mapping[str, str]  # by language: the paragraph's text; "" where it has none


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the versions of one resolution agree."""

    symbol: str | None
    languages: tuple[str, ...]
    paragraphs: Mapping[str, int]  # by language: preambular and operative ones
    notes: Mapping[
        str, int
    ]  # by language: a version that has lost its notes is not compared in them
    agreed: Mapping[Kind, int]
    differences: tuple[Difference, ...]

    def share(self, kind: Kind) -> float:
        """Of all that any version states of a kind, the part that all do; 1 where nothing is."""
        differing = sum(difference.kind == kind for difference in self.differences)
        return self.agreed[kind] / (self.agreed[kind] + differing) if self.agreed[kind] else 1.0


def by_resolution(extractions: Iterable[Extraction]) -> dict[str, list[Extraction]]:
    """The extractions of each resolution, by its symbol; texts without one are of one resolution.

    Raises:
        KgError: a resolution has two texts in one language, or none has two languages; names them.
    """
    works: dict[str, list[Extraction]] = {}
    for extraction in extractions:
        same = works.setdefault(extraction.symbol or "", [])
        twin = next((e for e in same if e.language == extraction.language), None)
        if twin:
            what = extraction.symbol or "a text without a symbol"
            raise KgError(
                f"{extraction.path}: {what} in {extraction.language} was read from {twin.path}; "
                "give one text in each language"
            )
        same.append(extraction)
    if all(len(versions) < 2 for versions in works.values()):
        read = ", ".join(
            f"{symbol or 'no symbol'} ({v[0].language})" for symbol, v in works.items()
        )
        raise KgError(f"no resolution in two languages to compare; read: {read or 'nothing'}")
    return works


def in_order(versions: Iterable[Extraction]) -> list[Extraction]:
    """The versions in the order of `LANGUAGES`."""
    return sorted(versions, key=lambda version: LANGUAGES.index(version.language))


def neutral(target: str) -> str:
    """A target without the words of one language: sets that are not enumerated are told by organ.

    ``series:GA-promoting-social-integration`` gives ``series:GA``.
    """
    kind, colon, key = target.partition(":")
    return f"series:{key.partition('-')[0]}" if colon and kind == "series" else target


def compare(versions: Sequence[Extraction]) -> Agreement:
    """Set the language versions of one resolution side by side.

    Args:
        versions: two or more extractions of one resolution, each in a language of its own.

    Returns:
        What they all state, counted, and each difference with the words of each.
    """
    ordered = in_order(versions)
    readings = [_Reading(version) for version in ordered]
    agreed: dict[Kind, int] = dict.fromkeys(get_args(Kind), 0)
    differences: list[Difference] = []
    for row in _rows(readings):
        for kind, value, words in _stated(row):
            if len(words) == len(ordered):
                agreed[kind] += 1
            else:
                differences.append(_difference(kind, value, words, row))
    return Agreement(
        symbol=ordered[0].symbol,
        languages=tuple(version.language for version in ordered),
        paragraphs={r.language: len(r.body) for r in readings},
        notes={r.language: len(r.notes) for r in readings},
        agreed=agreed,
        differences=tuple(differences),
    )


class _Reading:
    """One version: its paragraphs, and what is stated in each."""

    def __init__(self, version: Extraction) -> None:
        self.language = version.language
        by_label: dict[str, list[Finding]] = {}
        for finding in version.findings:
            by_label.setdefault(finding.evidence[0].paragraph, []).append(finding)
        self.places = {
            p.label: _Place(version.language, p, tuple(by_label.get(p.label, ())))
            for p in version.paragraphs
        }
        self.body = [p for p in self.places.values() if p.is_body]
        self.notes = [p for p in self.places.values() if p.paragraph.part == "note"]
        self.annexes = [p for p in self.places.values() if p.paragraph.part == "annex"]


@dataclass(frozen=True, slots=True)
class _Place:
    """A paragraph of one version with its findings."""

    language: str
    paragraph: Paragraph
    findings: tuple[Finding, ...]

    @property
    def is_body(self) -> bool:
        return self.paragraph.part in ("preambular", "operative")

    def keys(self) -> dict[tuple[Kind, str], tuple[str, ...]]:
        """What the paragraph states, each with the words that state it."""
        found: dict[tuple[Kind, str], tuple[str, ...]] = {}
        for finding in self.findings:
            for key in _keys(finding):
                found[key] = (*found.get(key, ()), finding.evidence[0].text)
        function = _function(self.paragraph.act)
        if function and self.is_body:
            found["act", function] = (self.paragraph.verb or "",)
        return found


def _keys(finding: Finding) -> Iterator[tuple[Kind, str]]:
    match finding:
        case Citation(target=str(target)) if target != "self":
            yield "citation", neutral(target)
        case Date(value=value):
            yield "date", value
        case Mandate(type=type_, targets=targets, due=due):
            yield from (("mandate", f"{type_} {target}") for target in targets or ("as printed",))
            if due:
                yield "due", due


def _function(act: str | None) -> str | None:
    """What an act does: languages have one verb for several acts of one function."""
    known = load_acts().get(act) if act else None
    return f"{known.function} {known.directive}".strip() if known else None


# ------------------------------------------------------------------------------------------- rows
def _rows(readings: Sequence[_Reading]) -> Iterator[list[_Place | None]]:
    """The paragraphs of all versions side by side, in the order of the first version."""
    first, *others = readings
    columns = [_aligned(first.body, other.body) for other in others]
    for i, place in enumerate(first.body):
        yield [place, *(column.get(i) for column in columns)]
    for k, (other, column) in enumerate(zip(others, columns, strict=True), 1):
        matched = {id(place) for place in column.values()}
        for place in other.body:
            if id(place) not in matched:
                yield [place if j == k else None for j in range(len(readings))]
    sides = [[r.annexes for r in readings], [r.notes for r in readings]]
    for side in sides:
        if all(side):  # a file that ends before the annex, or has lost its notes, denies nothing
            for label in dict.fromkeys(
                place.paragraph.label for places in side for place in places
            ):
                yield [reading.places.get(label) for reading in readings]


def _aligned(first: Sequence[_Place], other: Sequence[_Place]) -> dict[int, _Place]:
    """For each paragraph of the first version its counterpart, by the best alignment in order."""
    keys = [[frozenset(p.keys()) for p in side] for side in (first, other)]
    best = [[0.0] * (len(other) + 1) for _ in range(len(first) + 1)]
    likeness = [
        [_alike(a, b, mine, theirs) for b, theirs in zip(other, keys[1], strict=True)]
        for a, mine in zip(first, keys[0], strict=True)
    ]
    for i in range(len(first) - 1, -1, -1):
        for j in range(len(other) - 1, -1, -1):
            both = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] else 0.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    return dict(_followed(best, likeness, other))


def _followed(
    best: list[list[float]], likeness: list[list[float]], other: Sequence[_Place]
) -> Iterator[tuple[int, _Place]]:
    i = j = 0
    while i < len(likeness) and j < len(other):
        both = likeness[i][j] + best[i + 1][j + 1]
        if likeness[i][j] and both >= best[i][j]:
            yield i, other[j]
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1


def _alike(
    a: _Place, b: _Place, mine: frozenset[tuple[Kind, str]], theirs: frozenset[tuple[Kind, str]]
) -> float:
    """How much speaks for two paragraphs being one; 0 for paragraphs of different parts."""
    if a.paragraph.part != b.paragraph.part:
        return 0.0
    shared = mine & theirs
    score = sum(_SAME_ACT if kind == "act" else _SAME_KEY for kind, _ in shared)
    return score + (_SAME_LABEL if a.paragraph.label == b.paragraph.label else 0.01)


# -------------------------------------------------------------------------------------- statements
def _stated(
    row: Sequence[_Place | None],
) -> Iterator[tuple[Kind, str, dict[str, tuple[str, ...]]]]:
    """What any version states in a row of paragraphs, with the words of those that do."""
    places = [place for place in row if place]
    if len(places) < len(row) and places[0].is_body:
        yield "paragraph", places[0].paragraph.label, {p.language: (_verb(p),) for p in places}
        return
    if places[0].is_body:
        yield "paragraph", places[0].paragraph.label, {p.language: (_verb(p),) for p in places}
    stated: dict[tuple[Kind, str], dict[str, tuple[str, ...]]] = {}
    for place in places:
        for key, words in place.keys().items():
            stated.setdefault(key, {})[place.language] = words
    for (kind, value), by_language in stated.items():
        yield kind, value, by_language


def _verb(place: _Place) -> str:
    return place.paragraph.verb or ""


def _difference(
    kind: Kind, value: str, words: Mapping[str, tuple[str, ...]], row: Sequence[_Place | None]
) -> Difference:
    places = [place for place in row if place]
    label = next(p for p in places if p.language in words).paragraph.label
    return Difference(kind, label, value, words, {p.language: p.paragraph.text for p in places})
