"""Load what one language's drafting says: its words, acts and rules, each rule with its examples.

No word of a natural language stands in the engine; it stands in ``kg/languages/<code>.toml``. A
broken file stops the run and names the entry.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from kg.errors import RuleError

FOLDER = Path(__file__).parent / "languages"
_WORD = re.compile(r"\w+")
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("??.toml")))


@dataclass(frozen=True, slots=True)
class Act:
    """A language-neutral act, such as ``recalls``, and what follows from it."""

    id: str
    function: str  # citation function: recalling, reaffirming…
    directive: str  # "", "request", "call", "decision"
    tone: str
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Forms:
    """The surface forms of acts in one position, compiled: longest first, qualifiers around."""

    pattern: re.Pattern[str]
    acts: Mapping[str, str]  # folded form → act id
    opening: frozenset[str]  # the words that a form can begin with: a quick way to say no
    followed: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]  # form → what follows → act
    blocked: re.Pattern[str]  # openers that look like a form and are none: Note verbale

    def match(self, text: str, at: int = 0) -> tuple[str, int] | None:
        """The act whose form stands at an index, and the index behind its words."""
        word = _WORD.match(text, at)
        if not word or word[0].lower() not in self.opening or self.blocked.match(text, at):
            return None
        found = self.pattern.match(text, at)
        if not found:
            return None
        form, end = fold(found["form"]), found.end()
        followed = (act for after, act in self.followed.get(form, ()) if after.match(text, end))
        act = next(followed, self.acts.get(form))
        return (act, end) if act else None


@dataclass(frozen=True, slots=True)
class DateRule:
    """One shape of dates, with the groups d1 m1 y1 d2 m2 y2 and several."""

    id: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class Drafting:
    """All that the engine knows of one language."""

    language: str
    stopwords: frozenset[str]
    hyphenated: frozenset[str]
    months: Mapping[str, int]
    ordinals: Mapping[str, int]
    units: Mapping[str, int]  # number words
    durations: Mapping[str, str]  # "months" → "M"
    enacting: re.Pattern[str]  # one group an organ
    patterns: Mapping[str, re.Pattern[str]]
    dates: tuple[DateRule, ...]
    pinpoint: re.Pattern[str]
    pinpoint_units: Mapping[str, str]  # "paragraphes" → "para"
    preambular: Forms
    operative: Forms
    infinitive: Forms
    past: Forms
    infinitive_marker: re.Pattern[str]  # before an infinitive that opens a point: "De prier"
    prepositions: Forms

    def ordinal(self, text: str) -> int | None:
        """The number that an ordinal in words or digits says; None if it says none."""
        digits = re.match(r"\d+", text)
        return int(digits[0]) if digits else self.ordinals.get(fold(text))

    def count(self, text: str) -> int | None:
        """The number that a cardinal in words or digits says; None if it says none."""
        return int(text) if text.isdigit() else self.units.get(fold(text))


def fold(words: str) -> str:
    """Words as the tables hold them: lower case, single blanks."""
    return " ".join(words.lower().split())


@cache
def load_acts() -> Mapping[str, Act]:
    """The acts of all languages, from ``acts.toml``.

    Raises:
        RuleError: an act lacks a field.
    """
    rows = _read(FOLDER / "acts.toml")
    try:
        return {
            id_: Act(id_, row["function"], row["directive"], row["tone"], row["label"])
            for id_, row in rows.items()
        }
    except KeyError as missing:
        raise RuleError(f"acts.toml: an act lacks {missing}") from None


@cache
def load_drafting(language: str) -> Drafting:
    """The drafting of one language.

    Args:
        language: a two-letter code that has a file in ``kg/languages``.

    Returns:
        The same object for the same language.

    Raises:
        RuleError: there is no such file, or an entry of it is wrong; names file and entry.
    """
    if language not in LANGUAGES:
        raise RuleError(
            f"no drafting file for language {language!r}; there are {', '.join(LANGUAGES)}"
        )
    path = FOLDER / f"{language}.toml"
    row = _read(path)
    try:
        return _drafting(row, path.name)
    except KeyError as missing:
        raise RuleError(f"{path.name}: the entry {missing} is missing") from None


def _drafting(row: Mapping[str, Any], name: str) -> Drafting:
    ordinals = _numbered(row["ordinals"], first=1)
    units = _numbered(row["units"], first=0)
    fill = _fragments(row["months"], ordinals, units, row["ordinal_behind"], row["day_mark"])
    pinpoint_units = {
        fold(word): unit for unit, words in row["pinpoints"].items() for word in words
    }
    return Drafting(
        language=row["language"],
        stopwords=frozenset(row["stopwords"]),
        hyphenated=frozenset(row["hyphenated"]),
        months={fold(month): i for i, month in enumerate(row["months"], 1)},
        ordinals=ordinals,
        units=units,
        durations={word: unit for unit, words in row["durations"].items() for word in words},
        enacting=_enacting(row["enacting"]),
        patterns={
            id_: _compile(
                _field(rule, "pattern", where := f"{name}: [patterns.{id_}]"), fill, where
            )
            for id_, rule in row["patterns"].items()
        },
        dates=tuple(
            DateRule(rule["id"], _compile(rule["pattern"], fill, f"{name}: date {rule['id']}"))
            for rule in row["dates"]
        ),
        pinpoint=_pinpoint(pinpoint_units, row["patterns"], fill["months"]),
        pinpoint_units=pinpoint_units,
        preambular=_forms(row, "preambular", name),
        operative=_forms(row, "operative", name),
        infinitive=_forms(row, "infinitive", name),
        past=_forms(row, "past", name),
        infinitive_marker=re.compile(rf"(?i:{_any_of(row['infinitive_markers']['before'])}\s*)?"),
        prepositions=_prepositions(row["prepositions"]),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RuleError(f"{path.name}: the file is missing from kg/languages/") from None
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path.name}: no valid TOML: {error}") from None


def _numbered(words: list[str], *, first: int) -> dict[str, int]:
    """Word lists in counting order; ``a|b`` are spellings of one number."""
    return {fold(word): n for n, entry in enumerate(words, first) for word in entry.split("|")}


def _fragments(
    months: list[str],
    ordinals: Mapping[str, int],
    units: Mapping[str, int],
    behind: list[str],
    day_mark: str,
) -> dict[str, str]:
    month = _any_of(months)
    whole = "".join(
        rf"(?<!{re.escape(word)}\s)" for word in behind
    )  # not "three hundred and first"
    year = r"(?:1[89]|2\d)\d\d"
    alone = r"(?<![\d.])(?<!\b[lIO])"  # l4 is a misread day, not the fourth
    return {
        "months": month,
        "ordinal": rf"(?i:(?<![\w-]){whole}{_any_of(ordinals)})",
        "unit": f"(?i:{_any_of(units)})",
        **{f"month{i}": f"(?P<m{i}>(?i:{month}))" for i in (1, 2)},
        **{f"day{i}": rf"{alone}(?P<d{i}>\d{{1,2}})(?:\s?{day_mark})?" for i in (1, 2)},
        # a year may carry the digits of a footnote mark: 199235 is 1992 and note 35
        **{f"year{i}": rf"(?P<y{i}>{year})(?P<glued{i}>\d{{1,3}})?(?!\d)" for i in (1, 2)},
    }


def _any_of(words: Mapping[str, int] | list[str]) -> str:
    """An alternation of words, the longest first, blind to the kind of blanks."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


def _compile(pattern: str, fill: Mapping[str, str], where: str) -> re.Pattern[str]:
    try:
        return re.compile(Template(pattern).substitute(fill))
    except (KeyError, ValueError) as error:
        raise RuleError(f"{where} has a wrong $fragment: {error}") from None
    except re.error as error:
        raise RuleError(f"{where} is no regular expression: {error}") from None


def _enacting(formulas: Mapping[str, list[str]]) -> re.Pattern[str]:
    """The formulas, one group an organ; a scan may lose an accent, or read the comma as a point."""
    organs = (
        f"(?P<{organ}>{_accents_optional(_any_of(phrases))})" for organ, phrases in formulas.items()
    )
    return re.compile(rf"(?i:{'|'.join(organs)})(?P<comma>\s*[,:.;])?")


def _accents_optional(pattern: str) -> str:
    bare = ((c, unicodedata.normalize("NFD", c)[0]) for c in pattern)
    return "".join(c if c == base else f"[{c}{base}]" for c, base in bare)


def _pinpoint(
    units: Mapping[str, str], patterns: Mapping[str, Any], months: str
) -> re.Pattern[str]:
    """``paragraphs 3 and 4``, ``subparagraph (a) of paragraph 2``, ``chap. III``, ``annex``."""
    plain = (
        rf"\d{{1,3}}(?:\.\d{{1,3}})?(?!\s+{months})"  # section IX, of 21 May: a day is no section
    )
    number = rf"(?:{plain}|[IVXLC]+|[A-H])(?:\s?\(?[a-z]{{1,3}}\)){{0,2}}(?![\w/])"
    joiner, range_, point_of = (patterns[n]["pattern"] for n in ("joiner", "range", "point_of"))
    listed = rf"{number}(?:(?:{joiner}|{range_}){number})*"
    bare = _any_of([word for word, unit in units.items() if unit in ("annex", "appendix")])
    point = _any_of([word for word, unit in units.items() if unit == "point"])
    other = [word for word, unit in units.items() if unit not in ("resolution", "point")]
    return re.compile(
        rf"(?<!\w)(?:(?:(?i:{point})\s*\(?(?P<point>[a-z]{{1,3}})\)?{point_of})?"
        rf"(?P<unit>(?i:{_any_of(other)}))\s*(?P<numbers>{listed})|(?P<bare>(?i:{bare}))(?!\w))"
    )


def _field(entry: Mapping[str, Any], key: str, where: str) -> Any:  # noqa: ANN401 — TOML
    try:
        return entry[key]
    except KeyError:
        raise RuleError(f"{where} lacks {key!r}") from None


def _forms(row: Mapping[str, Any], position: str, name: str) -> Forms:
    forms = [
        (form, id_)
        for id_, act in row["acts"].items()
        for form in _field(act, position, f"{name}: [acts.{id_}]")
    ]
    return _compiled(forms, row["qualifiers"], row["blocked"]["openers"])


def _prepositions(phrases: Mapping[str, list[str]]) -> Forms:
    forms = [(phrase, act) for act, listed in phrases.items() for phrase in listed]
    return _compiled(forms, {"before": [], "after": []}, [])


def _compiled(
    forms: list[tuple[str, str]], qualifiers: Mapping[str, list[str]], blocked: list[str]
) -> Forms:
    """The forms as one pattern; ``Demande|au Secrétaire`` reads Demande where that follows."""
    plain = {fold(form): act for form, act in forms if "|" not in form}
    followed: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {}
    for form, act in forms:
        verb, bar, after = form.partition("|")
        if bar:
            behind = re.compile(r"\s+" + re.escape(after).replace(r"\ ", r"\s+"))
            followed[fold(verb)] = (*followed.get(fold(verb), ()), (behind, act))
    every = [*plain, *followed]
    before = f"(?:{_any_of(qualifiers['before'])},?\\s+)*" if qualifiers["before"] else ""
    after_ = f"(?:,?\\s+{_any_of(qualifiers['after'])})*" if qualifiers["after"] else ""
    # a phrase may end in an elision (d'), behind which no word boundary stands
    pattern = rf"(?i:{before}(?P<form>{_any_of(every)}){after_})(?:(?<=')|(?!\w))"
    openers = (_WORD.match(words) for words in [*every, *qualifiers["before"]])
    return Forms(
        re.compile(pattern),
        plain,
        frozenset(word[0].lower() for word in openers if word),
        followed,
        re.compile(rf"{_any_of(blocked)}(?!\w)" if blocked else "(?!)"),
    )
