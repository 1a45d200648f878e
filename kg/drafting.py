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
from kg.forms import Forms, any_of, compile_forms
from kg.gates import Gates, Rule
from kg.patternwords import checked
from kg.scripts import JOINED, Script

FOLDER = Path(__file__).parent / "languages"
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
class DateRule:
    """One shape of dates, with the groups d1 m1 y1 d2 m2 y2 and several."""

    id: str
    pattern: Rule


@dataclass(frozen=True, slots=True)
class SpellingRule:
    """What one language spells otherwise than it needs to be read."""

    pattern: Rule
    spelt: str  # a template, as `re.Match.expand` takes it


@dataclass(frozen=True, slots=True, eq=False)
class Drafting:
    """All that the engine knows of one language."""

    language: str
    script: Script
    noun_last: bool  # the noun stands behind the numbers it says the kind of
    spelling: tuple[SpellingRule, ...]
    letters: Mapping[str, str]  # of composite resolutions → Latin
    points: Mapping[str, str]  # letters of points → Latin
    sessions: Mapping[str, str]  # marks of sessions → "", "S-", "ES-"
    hyphenated: frozenset[str]
    months: Mapping[str, int]
    month_name: re.Pattern[str]
    ordinals: Mapping[str, int]
    units: Mapping[str, int]  # number words
    durations: Mapping[str, str]  # "months" → "M"
    enacting: re.Pattern[str]  # one group an organ
    patterns: Mapping[str, Rule]
    dates: tuple[DateRule, ...]
    pinpoint: Rule
    pinpoint_units: Mapping[str, str]  # "paragraphes" → "para"
    inner_resolution: re.Pattern[str]  # resolution 1, in the report of a conference
    ordinal_part: re.Pattern[str] | None  # a part's number in words, where parts are counted so
    preambular: Forms
    operative: Forms
    infinitive: Forms
    past: Forms
    infinitive_marker: re.Pattern[str]  # before an infinitive that opens a point: "De prier"
    prepositions: Forms

    def ordinal(self, text: str) -> int | None:
        """The number that an ordinal in words or digits says; None if it says none."""
        digits = re.match(r"\d+", text)
        return int(digits[0]) if digits else self.ordinals.get(self.script.fold(text))

    def count(self, text: str) -> int | None:
        """The number that a cardinal in words or digits says; None if it says none."""
        return int(text) if text.isdigit() else self.units.get(self.script.fold(text))

    def month(self, name: str) -> int:
        """The number of a month."""
        return self.months[self.script.fold(name)]


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


@cache
def load_stopwords(language: str) -> frozenset[str]:
    """The commonest function words of a language, without the cost of compiling its rules."""
    path = FOLDER / f"{language}.toml"
    return frozenset(_field(_read(path), "stopwords", path.name))


def _drafting(row: Mapping[str, Any], name: str) -> Drafting:
    script = _script(row)
    ordinals = _numbered(row["ordinals"], script, first=1)
    units = _numbered(row["units"], script, first=0)
    fill = _fragments(row, ordinals, units, script)
    pinpoint_units = {
        script.fold(word): unit for unit, words in row["pinpoints"].items() for word in words
    }
    gates = Gates(script.fold)
    compiled = _Compiler(fill, script, gates, name)
    forms: dict[str, Any] = {
        position: _forms(row, position, name, script, gates)
        for position in ("preambular", "operative", "infinitive", "past")
    }
    return Drafting(
        language=row["language"],
        script=script,
        noun_last=row["noun"] == "last",
        spelling=tuple(compiled.spelling(rule) for rule in row["spelling"]),
        **_words(row, script),
        month_name=re.compile(script.blind(fill["months"])),
        ordinals=ordinals,
        units=units,
        enacting=_enacting(row["enacting"], script),
        patterns={id_: compiled.rule(id_, rule) for id_, rule in row["patterns"].items()},
        dates=tuple(compiled.date(rule) for rule in row["dates"]),
        pinpoint=Rule(_pinpoint(pinpoint_units, row, fill, script), gates),
        pinpoint_units=pinpoint_units,
        inner_resolution=re.compile(
            script.blind(rf"{any_of(row['pinpoints']['resolution'])}\s*(?P<number>\d{{1,2}})\b")
        ),
        ordinal_part=re.compile(script.blind(fill["ordinal"])) if row["ordinal_parts"] else None,
        **forms,
        infinitive_marker=re.compile(
            script.blind(
                rf"(?i:{any_of(row['infinitive_markers']['before'])}{script.word_end}\s*)?"
            )
        ),
        prepositions=_prepositions(row["prepositions"], script, gates),
    )


def _words(row: Mapping[str, Any], script: Script) -> dict[str, Any]:
    """The tables of single words."""
    durations = {
        script.fold(word): unit for unit, words in row["durations"].items() for word in words
    }
    return {
        "hyphenated": frozenset(row["hyphenated"]),
        "months": _numbered(row["months"], script, first=1),
        "durations": durations,
        **{table: row[table] for table in ("letters", "points", "sessions")},
    }


def _script(row: Mapping[str, Any]) -> Script:
    return Script(
        capitalised=row["capitalised"],
        separated=row["separated"],
        alike=tuple(row["alike"]),
        proclitics=tuple(row["proclitics"]),
        endings=tuple(row["endings"]),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RuleError(f"{path.name}: the file is missing from kg/languages/") from None
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path.name}: no valid TOML: {error}") from None


def _numbered(words: list[str], script: Script, *, first: int) -> dict[str, int]:
    """Word lists in counting order; ``a|b`` are spellings of one number."""
    return {
        script.fold(word): n for n, entry in enumerate(words, first) for word in entry.split("|")
    }


def _fragments(
    row: Mapping[str, Any], ordinals: Mapping[str, int], units: Mapping[str, int], script: Script
) -> dict[str, str]:
    month = any_of([name for entry in row["months"] for name in entry.split("|")])
    whole = "".join(
        rf"(?<!{re.escape(word)}\s)" for word in row["ordinal_behind"]
    )  # not "three hundred and first"
    year = r"(?:1[89]|2\d)\d\d"
    # l4 is a misread day, not the fourth; what stands before is looked at behind the first digit,
    # which patterns are searched by
    day = r"\d(?<![\d.]\d)(?<!\b[lIO]\d)\d?"
    return {
        "months": month,
        "ordinal": rf"(?i:(?<!-){script.word_start}{whole}{any_of([*ordinals])})",
        "unit": f"(?i:{any_of([*units])})",
        **{f"month{i}": f"(?P<m{i}>(?i:{month}))" for i in (1, 2)},
        **{f"day{i}": rf"(?P<d{i}>{day})(?:\s?{row['day_mark']})?" for i in (1, 2)},
        # a year may carry the digits of a footnote mark: 199235 is 1992 and note 35
        **{f"year{i}": rf"(?P<y{i}>{year})(?P<glued{i}>\d{{1,3}})?(?!\d)" for i in (1, 2)},
    }


@dataclass(frozen=True, slots=True)
class _Compiler:
    """Compiles the rules of one file; says in which entry a wrong one stands."""

    fill: Mapping[str, str]
    script: Script
    gates: Gates
    file: str

    def rule(self, id_: str, rule: Mapping[str, Any]) -> Rule:
        entry = f"[patterns.{id_}]"
        return self._gated(_field(rule, "pattern", f"{self.file}: {entry}"), entry)

    def date(self, rule: Mapping[str, Any]) -> DateRule:
        return DateRule(rule["id"], self._gated(rule["pattern"], f"date {rule['id']}"))

    def spelling(self, rule: Mapping[str, Any]) -> SpellingRule:
        entry = f"spelling {rule['pattern']}"
        return SpellingRule(self._gated(rule["pattern"], entry), rule["spelt"])

    def _gated(self, pattern: str, entry: str) -> Rule:
        try:
            whole = self.script.blind(Template(pattern).substitute(self.fill))
            return Rule(checked(whole), self.gates)
        except (KeyError, ValueError) as error:
            raise RuleError(f"{self.file}: {entry} has a wrong $fragment: {error}") from None
        except re.error as error:
            raise RuleError(f"{self.file}: {entry} is no regular expression: {error}") from None


def _enacting(formulas: Mapping[str, list[str]], script: Script) -> re.Pattern[str]:
    """The formulas, one group an organ; a scan may lose an accent, or read the comma as a point."""
    organs = (
        f"(?P<{organ}>{_accents_optional(any_of(phrases))})" for organ, phrases in formulas.items()
    )
    return re.compile(script.blind(rf"(?i:{'|'.join(organs)})(?P<comma>\s*[,:.;])?"))


def _accents_optional(pattern: str) -> str:
    bare = ((c, unicodedata.normalize("NFD", c)[0]) for c in pattern)
    return "".join(c if c == base else f"[{c}{base}]" for c, base in bare)


def _pinpoint(
    units: Mapping[str, str], row: Mapping[str, Any], fill: Mapping[str, str], script: Script
) -> str:
    """``paragraphs 3 and 4``, ``subparagraph (a) of paragraph 2``, ``chap. III``, ``annex``.

    Where nouns stand last so do the units, but for annexes: "third paragraph", "annex one".
    """
    patterns = row["patterns"]
    # section IX, of 21 May: a day is no section
    plain = rf"\d{{1,3}}(?:\.\d{{1,3}})?(?!\s+{fill['months']})"
    words = f"|{fill['ordinal']}" if row["ordinal_parts"] else ""
    number = rf"(?:{plain}|[IVXLC]+|[A-H]{words})(?:\s?\(?[a-z]{{1,3}}\)){{0,2}}(?!{JOINED}|/)"
    joiner, range_, point_of = (patterns[n]["pattern"] for n in ("joiner", "range", "point_of"))
    listed = rf"{number}(?:(?:{joiner}|{range_})(?:{number}|\([a-z]\)|(?<=\s)[a-z]\)))*"
    point = [word for word, unit in units.items() if unit == "point"]
    annex = [word for word, unit in units.items() if unit in ("annex", "appendix")]
    other = [word for word, unit in units.items() if unit not in ("resolution", "point")]
    first, behind = any_of(other), "(?P<listed>(?!))(?P<behind>)(?P<item>)"
    if row["noun"] == "last":
        first, last = any_of(annex), any_of([word for word in other if word not in annex])
        prefix = rf"(?:{row['part_prefix']}\s?)?"
        behind = rf"(?<![A-Za-z\d/.-]){prefix}(?P<listed>{listed})\s?(?P<behind>{last})"
        behind += rf"(?:\s?\((?P<item>[a-z]{{1,3}})\)\s?{any_of(point)})?"
    return script.blind(
        rf"{script.word_start}"
        rf"(?:(?:(?i:{any_of(point)})\s*\(?(?P<point>[a-z]{{1,3}})\)?{point_of})?"
        rf"(?P<unit>(?i:{first}))\s*(?P<numbers>{listed})"
        rf"|(?P<bare>(?i:{any_of(annex)})){script.word_end}"
        rf"|{behind})"
    )


def _field(entry: Mapping[str, Any], key: str, where: str) -> Any:  # noqa: ANN401 — TOML
    try:
        return entry[key]
    except KeyError:
        raise RuleError(f"{where} lacks {key!r}") from None


def _forms(row: Mapping[str, Any], position: str, name: str, script: Script, gates: Gates) -> Forms:
    forms = [
        (form, id_)
        for id_, act in row["acts"].items()
        for form in _field(act, position, f"{name}: [acts.{id_}]")
    ]
    return compile_forms(forms, row["qualifiers"], row["blocked"]["openers"], script, gates)


def _prepositions(phrases: Mapping[str, list[str]], script: Script, gates: Gates) -> Forms:
    forms = [(phrase, act) for act, listed in phrases.items() for phrase in listed]
    return compile_forms(forms, {"before": [], "after": []}, [], script, gates)
