"""How texts get damaged on their way to us, as small functions, and what a damage costs.

    python -m tests.mutations [MUTATOR…]     what each costs alone; with names, each loss of these

A mutator takes a text and a source of chance, and gives the text as a scanner, a converter or a
hand would have left it. A reader of the result would still know what it cites: what no reader could
know (words that were cut off) is no damage that we measure.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import TypeAlias

from kg.authorities import load_catalogue
from kg.documents import Document, detect_language, read_document
from kg.extraction import extract
from kg.findings import Extraction
from kg.records import records

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
SAMPLES = sorted(p for p in (ROOT / "samples").iterdir() if p.stem != "README")
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))

Mutator: TypeAlias = Callable[[str, Random], str]
Key: TypeAlias = tuple[str, str]

MUTATORS: dict[str, Mutator] = {}

_TERMINATED = re.compile(r"[.,;:?!…»”)\]][\"'’]?\s*$")
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴-⁹]+")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FULL_WIDTH = str.maketrans("0123456789/", "０１２３４５６７８９／")
_FORMULA = re.compile(
    r"^[ *#]*(?:The General Assembly|The Security Council|The Human Rights Council|The Economic and Social Council"
    r"|L['’]Assemblée générale|Le Conseil de sécurité|Le Conseil des droits de l['’]homme|Le Conseil économique et social),",
    re.MULTILINE,
)


def mutator(function: Mutator) -> Mutator:
    """Enter a function under its name."""
    MUTATORS[function.__name__] = function
    return function


# ------------------------------------------------------------------------------------------ helpers
def _some(found: Sequence[re.Match[str]], rng: Random, share: float) -> list[re.Match[str]]:
    """A share of the places, at least one where there are any, in their order."""
    count = min(len(found), max(1, round(share * len(found))))
    return sorted(rng.sample(list(found), count), key=lambda match: match.start())


def _replace(
    text: str,
    pattern: str,
    new: Callable[[re.Match[str]], str],
    rng: Random,
    share: float = 1.0,
    most: int = 10_000,
) -> str:
    """The text with some of a pattern's places rewritten."""
    found = list(re.finditer(pattern, text, re.MULTILINE))
    chosen = _some(found, rng, min(share, most / (len(found) or 1)))
    pieces, at = [], 0
    for match in chosen:
        pieces += [text[at : match.start()], new(match)]
        at = match.end()
    return "".join([*pieces, text[at:]])


def _break(text: str) -> str:
    """What stands between two lines of a sentence of this text."""
    seams = _seams(text)
    return text[slice(*seams[0])].replace(" ", "") if seams else "\n"


def _lines(text: str) -> list[tuple[int, int]]:
    """Start and end of each line that is not blank."""
    return [m.span() for m in re.finditer(r"^[^\n]*\S[^\n]*$", text, re.MULTILINE)]


def _seams(text: str) -> list[tuple[int, int]]:
    """The gaps between two lines of one sentence of the body, as (end of one, start of next)."""
    formula = _FORMULA.search(text)
    begin = formula.end() if formula else 0
    lines = _lines(text)
    return [
        (one[1], other[0])
        for one, other in pairwise(lines)
        if one[0] > begin
        and not _TERMINATED.search(text[slice(*one)])
        and re.match(r"\s*[a-zà-ÿœ]", text[slice(*other)])
        and re.search(r"[a-zà-ÿœ]\s*$", text[slice(*one)])
    ]


def _head(text: str) -> list[tuple[int, int]]:
    """The lines before the formula, but for the one that says that a sample is invented."""
    formula = _FORMULA.search(text)
    end = formula.start() if formula else 0
    return [(a, b) for a, b in _lines(text) if b <= end and "unkg" not in text[a:b]]


def _paragraphs(text: str) -> list[int]:
    """Where the words of a paragraph begin, behind its number, as far as the lines show."""
    starts = []
    lines = _lines(text)
    for before, line in pairwise(lines):
        match = re.match(r"\s*(?:\d{1,2}\. |\(?[a-z]{1,3}\) )?(?=[A-ZÀ-ÖØ-Ý])", text[slice(*line)])
        if match and _TERMINATED.search(text[slice(*before)]):
            starts.append(line[0] + match.end())
    formula = _FORMULA.search(text)
    return [start for start in starts if not formula or start > formula.end()]


def _insert(text: str, seams: Sequence[tuple[int, int]], piece: str) -> str:
    """The text with a piece instead of each of these gaps."""
    for end, start in sorted(seams, reverse=True):
        text = text[:end] + piece + text[start:]
    return text


def _own_symbol(text: str) -> str:
    found = re.search(r"\b(?:A/(?:HRC/)?RES/\d+/\d+|S/RES/\d+ \(\d{4}\)|E/RES/\d{4}/\d+)", text)
    title = re.search(r"^[\s#]*(\d{2,4}/\d{1,3})\. ", text, re.MULTILINE)
    if found and found.start() < 400:
        return found[0]
    prefix = (
        "A/HRC/RES/" if re.search(r"^\s*Le Conseil des droits", text, re.MULTILINE) else "A/RES/"
    )
    return prefix + title[1] if title else "A/RES/57/295"


def _title(text: str) -> str:
    found = re.search(r"^[\s#]*\d{2,4}/\d{1,3}\. ([^\n]{5,90}?)\s*$", text, re.MULTILINE)
    return found[1] if found else "Delta libraries in the service of social inclusion"


# ------------------------------------------------------------------------- marks of footnotes, signs
@mutator
def glued_marks(text: str, rng: Random) -> str:  # noqa: ARG001
    """Superscripts come out as digits: ``Declaration1``, and ``1 Resolution 55/2.``"""
    text = re.sub(r"\[\^(\d+)\](:?)", r"\1", text)
    return _SUPERSCRIPT.sub(lambda m: m[0].translate(_PLAIN), text)


@mutator
def detached_marks(text: str, rng: Random) -> str:
    """A superscript comes out as a digit alone: ``Declaration 1 ,``"""
    body = r"(?<=[^\W\d_])[⁰¹²³⁴-⁹](?=[\s,;.])"
    return _replace(text, body, lambda m: " " + m[0].translate(_PLAIN) + " ", rng, 0.5)


@mutator
def ordinals(text: str, rng: Random) -> str:
    """Raised endings of ordinals: ``1^{er}``, ``70 e``, ``53ᵉ``"""
    forms: list[Callable[[re.Match[str]], str]] = [
        lambda m: f"{m[1]}^{{{m[2]}}}",
        lambda m: f"{m[1]} {m[2]}",
    ]
    return _replace(text, r"\b(\d{1,2})(er|e|st|nd|rd|th)\b", rng.choice(forms), rng)


@mutator
def number_signs(text: str, rng: Random) -> str:
    """``no 5`` as ``n° 5``, ``nº 5``, ``n°5``"""
    sign = rng.choice(["n° ", "nº ", "n°", "n o "])
    return _replace(text, r"\bno (?=\d)", lambda _: sign, rng)


# -------------------------------------------------------------------------------- lines and columns
@mutator
def split_lines(text: str, rng: Random) -> str:
    """Lines broken at a blank where none was broken, five a page or so."""
    gap = _break(text)
    return _replace(text, r"(?<=[^\W\d_]) (?=[^\W\d_])", lambda _: gap, rng, 0.02)


@mutator
def split_at_numbers(text: str, rng: Random) -> str:
    """Lines broken beside a number: ``resolution\\n70/1``, ``25\\nSeptember``"""
    gap = _break(text)
    return _replace(text, r"(?<=[^\W_]) (?=\d)|(?<=\d) (?=[^\W\d_])", lambda _: gap, rng, 0.15)


@mutator
def joined_lines(text: str, rng: Random) -> str:
    """Lines of one paragraph run together."""
    seams = _seams(text)
    return _insert(text, rng.sample(seams, len(seams) // 2), " ")


@mutator
def double_spacing(text: str, rng: Random) -> str:  # noqa: ARG001
    """A blank line behind each line."""
    return re.sub(r"\n\s*", "\n\n", text)


@mutator
def lost_blank_lines(text: str, rng: Random) -> str:  # noqa: ARG001
    """No blank line anywhere."""
    return re.sub(r"\n\s*\n", "\n", text)


@mutator
def hyphenated_words(text: str, rng: Random) -> str:
    """Long words broken over the line's end."""
    gap = _break(text)

    def broken(match: re.Match[str]) -> str:
        at = rng.randint(3, len(match[0]) - 3)
        return f"{match[0][:at]}-{gap}{match[0][at:]}"

    return _replace(text, r"(?<= )[a-zà-ÿœ]{9,}(?= )", broken, rng, 0.05)


@mutator
def carriage_returns(text: str, rng: Random) -> str:
    """Line ends of Windows, or of an old Macintosh."""
    return text.replace("\n", rng.choice(["\r\n", "\r\n", "\r"]))


@mutator
def form_feeds(text: str, rng: Random) -> str:
    """Page breaks as converters print them, at a line's start or instead of its end."""
    seams = _seams(text)
    return _insert(text, rng.sample(seams, min(2, len(seams))), rng.choice(["\n\f", "\f", "\f\n"]))


@mutator
def tabs(text: str, rng: Random) -> str:
    """Paragraphs indented by a tab, with a tab behind their number."""
    text = re.sub(r"^(\s*(?:\d{1,2}\.|\(?[a-z]{1,3}\))) ", "\\1\t", text, flags=re.MULTILINE)
    return _replace(text, r"^(?=[A-ZÀ-Ý\d(])", lambda _: "\t", rng, 0.7)


@mutator
def trailing_blanks(text: str, rng: Random) -> str:
    """Blanks of all sorts at the ends of lines."""
    return _replace(
        text, r"(?<=\S)$", lambda _: rng.choice(["  ", " ", "\xa0", "\u202f"]), rng, 0.7
    )


@mutator
def wide_blanks(text: str, rng: Random) -> str:
    """Two blanks for one, as in justified text, and one before a semicolon or a comma."""
    text = _replace(text, r"(?<=\S) (?=\S)", lambda _: "  ", rng, 0.1)
    return _replace(text, r"(?<=\w)(?=[;,])", lambda _: " ", rng, 0.2)


# ------------------------------------------------------------------------------- headers and pages
@mutator
def lost_header_line(text: str, rng: Random) -> str:
    """One line of the front matter is missing."""
    head = _head(text)
    if not head:
        return text
    start, end = rng.choice(head)
    return text[:start] + text[end:].lstrip("\n")


@mutator
def lost_front(text: str, rng: Random) -> str:  # noqa: ARG001
    """The text begins with the formula: a page's first part, or a title, was cut off."""
    head = _head(text)
    return text[head[-1][1] :] if head else text


@mutator
def upper_case_headings(text: str, rng: Random) -> str:
    """Front matter in capitals."""
    for start, end in _head(text):
        if rng.random() < 0.7:
            text = text[:start] + text[start:end].upper() + text[end:]
    return text


@mutator
def upper_case_formula(text: str, rng: Random) -> str:  # noqa: ARG001
    """``THE GENERAL ASSEMBLY,``"""
    return _FORMULA.sub(lambda m: m[0].upper(), text)


@mutator
def page_breaks(text: str, rng: Random) -> str:
    """A running header and a page's number between two lines of a sentence."""
    symbol, page = _own_symbol(text), rng.choice(["2", "2/3", "– 2 –", "Page 2"])
    lines = rng.choice([[symbol, page], [page, symbol], [page]])
    seams = _seams(text)
    gap = rng.choice(["\n", "\n\n"])
    return _insert(text, rng.sample(seams, min(2, len(seams))), gap + gap.join(lines) + gap)


@mutator
def titled_page_breaks(text: str, rng: Random) -> str:
    """A running header that bears the title too, and the job number beside the page's."""
    symbol, title = _own_symbol(text), _title(text)
    header = rng.choice([f"{symbol} {title}", f"{title} {symbol}", f"{symbol}   {title}"])
    page = rng.choice(["2/8 21-19128", "21-19128 3/8", "2/8", "21-19128"])
    seams = _seams(text)
    gap = rng.choice(["\n", "\n\n"])
    return _insert(text, rng.sample(seams, min(2, len(seams))), gap + page + gap + header + gap)


@mutator
def dumped_links(text: str, rng: Random) -> str:
    """The page's hyperlinks, between two lines of a sentence."""
    links = [
        "https://undocs.org/fr/A/RES/70/1",
        "https://undocs.org/en/A/RES/74/120",
        "http://undocs.org/A/76/184",
        "https://docs.un.org/fr/A/HRC/47/56",
    ]
    seams = _seams(text)
    piece = "\n" + "\n".join(rng.sample(links, rng.randint(1, 3))) + "\n"
    return _insert(text, rng.sample(seams, min(2, len(seams))), piece)


# ---------------------------------------------------------------------------------------- typography
@mutator
def byte_order_mark(text: str, rng: Random) -> str:  # noqa: ARG001
    """A mark before the first character."""
    return "\ufeff" + text


@mutator
def odd_blanks(text: str, rng: Random) -> str:
    """Blanks that do not break, or are thin."""
    blank = ["\xa0", "\u202f", "\u2009", "\u2007", "\u3000"]
    return _replace(text, r"(?<=\S) (?=\S)", lambda _: rng.choice(blank), rng, 0.15)


@mutator
def decomposed(text: str, rng: Random) -> str:  # noqa: ARG001
    """Accents as characters of their own."""
    return unicodedata.normalize("NFD", text)


@mutator
def ligatures(text: str, rng: Random) -> str:
    """``fi`` and ``fl`` as one character."""
    signs = {"fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ"}
    return _replace(text, "fi|fl|ff", lambda m: signs[m[0]], rng)


@mutator
def soft_hyphens(text: str, rng: Random) -> str:
    """Hyphens that are not seen, inside words."""
    return _replace(text, r"(?<=[^\W\d_]{3})(?=[^\W\d_]{3})", lambda _: "\u00ad", rng, 0.1)


@mutator
def zero_width(text: str, rng: Random) -> str:
    """Characters without width inside words, numbers and symbols."""
    sign = ["\u200b", "\u2060", "\u200e", "\ufeff", "\u200c"]
    return _replace(text, r"(?<=[\w/])(?=[\w/])", lambda _: rng.choice(sign), rng, 0.05)


@mutator
def non_breaking_hyphens(text: str, rng: Random) -> str:
    """Each hyphen as one that does not break."""
    return _replace(text, r"(?<=\w)-(?=\w)", lambda _: rng.choice("\u2011\u2010"), rng, 0.8)


@mutator
def dashes_for_hyphens(text: str, rng: Random) -> str:
    """En dashes, minus signs and small hyphens where a hyphen stood: ``ES–10/14``, ``vingt–troisième``"""
    return _replace(text, r"(?<=\w)-(?=\w)", lambda _: rng.choice("––−﹣"), rng, 0.5)


@mutator
def full_width(text: str, rng: Random) -> str:
    """Numbers with a slash in the digits of a Chinese or Japanese font."""
    number = r"\b\d{1,4}/\d{1,3}\b"
    return _replace(text, number, lambda m: m[0].translate(_FULL_WIDTH), rng, 0.5)


@mutator
def odd_slashes(text: str, rng: Random) -> str:
    """The slash of fractions, or of division, in numbers and symbols."""
    return _replace(text, r"(?<=\w)/(?=\w)", lambda _: rng.choice("⁄∕"), rng, 0.5)


@mutator
def apostrophes(text: str, rng: Random) -> str:
    """Straight for curly, or curly for straight: all of them, or some."""
    if "’" in text:
        return _replace(text, "’", lambda _: "'", rng, rng.choice([0.5, 1.0]))
    return text.replace("'", "’")


@mutator
def odd_apostrophes(text: str, rng: Random) -> str:
    """An opening quotation mark, an accent or a prime where an apostrophe stood."""
    sign = rng.choice("‘´′`ʼ‛")
    return re.sub(r"(?<=\w)['’](?=\w)", sign, text)


@mutator
def spaced_apostrophes(text: str, rng: Random) -> str:
    """``l ’éducation``, ``l' emploi``"""
    before = rng.random() < 0.7
    return _replace(
        text, r"(?<=\b[A-Za-z])['’](?=\w)", lambda m: " " + m[0] if before else m[0] + " ", rng, 0.3
    )


@mutator
def quotation_marks(text: str, rng: Random) -> str:
    """Other quotation marks, or no blank inside them."""
    if rng.random() < 0.5:
        return re.sub(r"«\s*|\s*»|[“”]", '"', text)
    return re.sub(r"«\s+", "«", re.sub(r"\s+»", "»", text)).replace("“", "« ").replace("”", " »")


@mutator
def italics(text: str, rng: Random) -> str:
    """The verb that opens a paragraph between asterisks."""
    return _emphasised(text, rng, "*")


@mutator
def underscores(text: str, rng: Random) -> str:
    """The verb that opens a paragraph between underscores."""
    return _emphasised(text, rng, "_")


@mutator
def bold_italics(text: str, rng: Random) -> str:
    """The same with the marks of bold, or of bold and italics."""
    return _emphasised(text, rng, rng.choice(["**", "***"]))


def _emphasised(text: str, rng: Random, mark: str) -> str:
    if re.search(r"^\*|\. \*", text, re.MULTILINE):
        return text
    for start in reversed(_paragraphs(text)):
        word = re.match(r"[A-ZÀ-Ý]\w+", text[start:])
        if word and rng.random() < 0.8:
            end = start + word.end()
            text = f"{text[:start]}{mark}{text[start:end]}{mark}{text[end:]}"
    return text


# ------------------------------------------------------------------------------- optical recognition
def _letter_for_digit(number: str, rng: Random) -> str:
    letters = {"1": "lI", "0": "O"}
    at = rng.choice([i for i, c in enumerate(number) if c in letters])
    return number[:at] + rng.choice(letters[number[at]]) + number[at + 1 :]


@mutator
def misread_numbers(text: str, rng: Random) -> str:
    """A letter for a digit, in a number that stands behind its cue: ``resolution 7O/l``"""
    behind = r"(?:(?<=solution )|(?<=solutions )|(?<=cision ))(?=[\d/]*[01])\d{1,4}(?:/\d{1,3})?"
    return _replace(text, behind, lambda m: _letter_for_digit(m[0], rng), rng, 0.2)


@mutator
def misread_dates(text: str, rng: Random) -> str:
    """A letter for a digit in a year or a day: ``25 September 2O15``"""
    month = r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|January|February|March|April|May|June|July|August|September|October|November|December)"
    days = rf"\b1\d(?= {month})|(?<=[a-zé] )(?:19|20)\d\d(?=[\s,;.)])"
    return _replace(text, days, lambda m: _letter_for_digit(m[0], rng), rng, 0.2)


@mutator
def misread_words_m(text: str, rng: Random) -> str:
    """``rn`` for ``m`` in ordinary words."""
    return _replace(
        text, r"\b[a-zà-ÿœ]{2,}m[a-zà-ÿœ]+\b", lambda m: m[0].replace("m", "rn", 1), rng, 0.05
    )


@mutator
def misread_words_e(text: str, rng: Random) -> str:
    """``c`` for ``e`` in ordinary words."""
    return _replace(
        text, r"\b[a-zà-ÿœ]{2,}e[a-zà-ÿœ]+\b", lambda m: m[0].replace("e", "c", 1), rng, 0.02
    )


@mutator
def misread_paragraphs(text: str, rng: Random) -> str:
    """``S.`` for ``5.``, ``l.`` for ``1.``, ``1O.`` for ``10.``"""
    swaps = {"5": "S", "1": rng.choice("lI"), "0": "O", "8": "B"}

    def misread(match: re.Match[str]) -> str:
        at = rng.choice([i for i, c in enumerate(match[0]) if c in swaps])
        return match[0][:at] + swaps[match[0][at]] + match[0][at + 1 :]

    return _replace(text, r"(?<=^)\s*\d?[1580]\d?(?=\. +\*?[A-ZÀ-Ý])", misread, rng, 0.5)


# ---------------------------------------------------------------------------------------- the measure
_APART = re.compile(r"(?:HEAD|FOOT|URL|FURN)")  # what a page says of itself can be lost with it


@dataclass
class Score:
    """Hits and losses, summed; and each loss, for whoever mends it."""

    n: int = 0
    hit: int = 0
    missed: int = 0
    extra: int = 0
    resolved: int = 0
    invented: int = 0
    losses: list[str] = field(default_factory=list)

    def add(self, name: str, before: Extraction, after: Extraction) -> None:
        """Count one mutated text against the same text unharmed."""
        self.n += 1
        want, got = stated(before), stated(after)
        missed, extra = want.keys - got.keys, got.keys - want.keys
        self.hit += (want.keys & got.keys).total()
        self.missed += missed.total()
        self.extra += extra.total()
        known = set(want.targets)
        new = [target for target in got.targets if target not in known]
        self.resolved += len(got.targets)
        self.invented += len(new)
        self.losses += [f"{name:32} missed   {want.place(key)}" for key in missed]
        self.losses += [f"{name:32} extra    {got.place(key)}" for key in extra]
        self.losses += [f"{name:32} INVENTED {got.place(('citation', key))}" for key in new]

    @property
    def f1(self) -> float:
        """Of (kind, what it says), as multisets of each text."""
        total = 2 * self.hit + self.missed + self.extra
        return 2 * self.hit / total if total else 1.0

    @property
    def invented_share(self) -> float:
        """How many of the resolved citations lead where the unharmed text leads nowhere."""
        return self.invented / self.resolved if self.resolved else 0.0


@dataclass
class Stated:
    """What a text states, as keys that can be compared, and where it does."""

    keys: Counter[Key] = field(default_factory=Counter)
    targets: list[str] = field(default_factory=list)
    places: dict[Key, str] = field(default_factory=dict)

    def place(self, key: Key) -> str:
        """A key with the first words that say it."""
        return f"{' '.join(key)} | {self.places.get(key, '')}"


def stated(extraction: Extraction) -> Stated:
    """What a text states between its formula and its close, and in notes and annexes.

    Targets are those of all resolved citations but of dumped links, of the front matter too.
    """
    found = Stated()
    for record in records(extraction, ""):
        kind, paragraph = str(record["kind"]), str(record["paragraph"])
        if kind in ("paragraph", "meta", "body"):
            continue
        said = record.get("date") if kind == "date" else record.get("target")
        if kind == "mandate":
            said = f"{record['act']} {record['type']} {said} {record['due']}"
        key = kind, str(said)
        found.places.setdefault(key, f"{paragraph}: {str(record['text'])[:80]!r}")
        if kind == "citation" and said and not paragraph.startswith("URL"):
            found.targets.append(str(said))
        if not _APART.match(paragraph):
            found.keys[key] += 1
    return found


@cache
def sound(path: Path) -> tuple[str, Extraction]:
    """A text as it is, and what it states."""
    document = read_document(path)
    return document.source, extract(document, load_catalogue())


def read(source: str) -> Extraction:
    """What a text states that stands in no file."""
    document = Document("text.txt", "", "utf-8", detect_language(source), source)
    return extract(document, load_catalogue())


def mutated(source: str, number: int, names: Sequence[str] = ()) -> tuple[str, tuple[str, ...]]:
    """The text that a number makes of a text, and the mutators that changed it.

    Args:
        source: the text.
        number: decides all.
        names: the mutators to apply; none means one to three by the number.

    Returns:
        A text other than the source, unless no mutator named finds anything to change.
    """
    rng = Random(number)
    while True:
        chosen = tuple(names) or tuple(rng.sample(sorted(MUTATORS), rng.randint(1, 3)))
        text, applied = source, []
        for name in chosen:
            changed = MUTATORS[name](text, rng)
            if changed != text:
                applied.append(name)
            text = changed
        if applied or names:
            return text, tuple(applied)


def mutations(count: int, paths: Sequence[Path]) -> Iterator[tuple[Path, str, tuple[str, ...]]]:
    """So many mutated texts, each with the file it was and what was done to it."""
    for number in range(count):
        path = paths[number % len(paths)]
        yield path, *mutated(sound(path)[0], number)


def measured_alone(name: str, paths: Sequence[Path], times: int = 3) -> Score:
    """What one mutator costs when nothing else is wrong with a text."""
    score = Score()
    for path in paths:
        source, before = sound(path)
        for number in range(times):
            text, applied = mutated(source, number, [name])
            if applied:
                score.add(f"{path.name}#{number}", before, read(text))
    return score


def main(names: Sequence[str]) -> None:
    """Print the table of mutators, or all that the named ones lose."""
    paths = [*SAMPLES, *SEEDS]
    row = "{:24} {:>4} {:>7} {:>6} {:>6} {:>6} {:>9}\n"
    sys.stdout.write(row.format("mutator", "n", "F1", "hit", "missed", "extra", "invented"))
    scores = {name: measured_alone(name, paths) for name in names or MUTATORS}
    for name, s in sorted(scores.items(), key=lambda item: item[1].f1):
        sys.stdout.write(row.format(name, s.n, f"{s.f1:.4f}", s.hit, s.missed, s.extra, s.invented))
    for score in scores.values() if names else ():
        for loss in score.losses:
            sys.stdout.write(f"{loss}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
