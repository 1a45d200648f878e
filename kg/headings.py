"""Tell whose resolutions a table lists: the heading above it says it, its rows begin with numbers.

    General Assembly resolutions
    50/152; 53/125   Office of the United Nations High Commissioner for Refugees
    58/153           Implementing actions proposed by the High Commissioner

Reports and budgets give their mandates so. A number inside a row's title is none of the table's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.arithmetic import is_decisions_number
from kg.drafting import Drafting
from kg.gazetteer import Naming
from kg.lists import Listed
from kg.numbers import Kind, Numbered, lettered
from kg.text import Text
from kg.tokens import Token, number_pattern, numbers_in

RULE = "listed-under-heading"

_LONGEST = 120  # characters of a heading
_LONGEST_GAP = 20  # blanks at the start of a line
_ENUMERATOR = re.compile(r"\W*(?:[^\W_]{1,4}[.)])?\W*")
_BETWEEN = re.compile(r"\s*[,;]\s*")


@dataclass(frozen=True, slots=True)
class Announced:
    """What a heading announces.

    Attributes:
        organ: whose resolutions or decisions; several where a short name fits several.
        decisions: whether decisions stand among them.
        resolutions: whether resolutions do.
    """

    organ: tuple[Naming, ...]
    decisions: bool
    resolutions: bool


def announced(
    string: str, organs: Sequence[Naming], drafting: Drafting, before: Announced | None
) -> Announced | None:
    """What the rows of a paragraph, or of those behind it, were announced as.

    Args:
        string: the paragraph's normalised text.
        organs: the names in it of bodies that adopt resolutions.
        drafting: of its language.
        before: what was announced for the paragraph before.

    Returns:
        What this paragraph announces, if it is such a heading; what went before, if it begins with
        a number; else None.
    """
    if organs and len(string) <= _LONGEST:
        heading = _heading(string, organs, drafting)
        if heading:
            return heading
    first = number_pattern(drafting).match(string) if before else None
    return before if first and not first["bare"] else None


def listed_numbers(
    text: Text, source: str, under: Announced, drafting: Drafting
) -> Iterator[Numbered]:
    """The numbers that the rows of a table begin with.

    Args:
        text: of a paragraph.
        source: of the document, which keeps the lines and cells of the table apart.
        under: what the heading above announces.
        drafting: of its language.

    Yields:
        Each number, as one of the organ's.
    """
    end = -1
    for match in numbers_in(text.string, drafting):
        joined = end >= 0 and _BETWEEN.fullmatch(text.string, end, match.start())
        if match["bare"] or not (joined or _begins_row(text, source, match.start())):
            continue
        end = match.end()
        kind = _kind(under, match)
        token = Token("number", *match.span(), match=match)
        listing = Listed(token, kind, own=False, plural=True, organ=under.organ)
        yield from lettered(listing.numbered(token, RULE), drafting)


def _heading(string: str, organs: Sequence[Naming], drafting: Drafting) -> Announced | None:
    """What a heading announces that names an organ, its resolutions or decisions, and no more."""
    cues = list(drafting.patterns["cue"].finditer(string))
    keys = {naming.entry.key for naming in organs}
    if not cues or any(cue["own"] for cue in cues) or len(keys) != 1:
        return None
    known = sorted([(o.start, o.end) for o in organs] + [cue.span() for cue in cues])
    edges = [0, *(edge for span in known for edge in span), len(string)]
    rest = [string[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    if not (_ENUMERATOR.fullmatch(rest[0]) or _says_nothing(rest[0], drafting)):
        return None
    if not all(_says_nothing(words, drafting) for words in rest[1:]):
        return None
    decisions = [bool(cue["decision"]) for cue in cues]
    return Announced(tuple(organs), decisions=any(decisions), resolutions=not all(decisions))


def _says_nothing(words: str, drafting: Drafting) -> bool:
    """Whether words only hold a heading together: of the, and, adopted by."""
    glue = (drafting.patterns[name] for name in ("joiner", "of_organ", "organ_before"))
    return not re.search(r"\w", words) or any(pattern.fullmatch(words) for pattern in glue)


def _begins_row(text: Text, source: str, at: int) -> bool:
    """Whether a character is the first of a line or cell."""
    start, _ = text.span(at, at + 1)
    before = source[max(0, start - _LONGEST_GAP) : start].rstrip(" \xa0")
    return at == 0 or before[-1:] in ("\n", "\t")


def _kind(under: Announced, match: re.Match[str]) -> Kind:
    if under.decisions and under.resolutions:
        number = int(match["number"] or 0)
        return "decision" if is_decisions_number(under.organ[0].entry.key, number) else "resolution"
    return "decision" if under.decisions else "resolution"
