"""Text beside the source: what is matched against, with the exact way back to the source.

Change spelling, never meaning: compose accents, spell out ligatures, drop invisible marks and vowel
signs, fold apostrophes, blanks, digits and the punctuation of other scripts, take emphasis marks
out. The source itself is never changed.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

_ADDRESS = r"https?://[^\s()]*(?:\([^\s()]*\)[^\s()]*)*"  # A/RES/1514(XV) holds brackets

#: Words with an address behind them, as Markdown writes a hyperlink.
LINK = re.compile(rf"\[(?P<words>[^\[\]]{{1,300}})\]\((?P<url>{_ADDRESS})\)")

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SPECIAL = re.compile(
    r"(?P<compose>[^\W\d_][\u0300-\u036f\u0653-\u0655]+)"
    # soft hyphens, marks of direction, joiners; tatweel; Arabic vowel signs
    r"|(?P<drop>[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0640"
    r"\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc])"
    rf"|(?P<link>\[(?=[^\[\]]{{1,300}}\]\(https?://)|(?<=[^\[])\]\({_ADDRESS}\))"
    r"|(?P<comma>[\u060c\u3001])|(?P<semicolon>\u061b)|(?P<question>\u061f)|(?P<stop>[\u3002\uff0e\uff61])"
    r"|(?P<newline>\r\n?|[\x0b\x0c\x85\u2028\u2029])"
    r"|(?P<blank>[\t\xa0\u2000-\u200a\u202f\u205f\u3000])"
    r"|(?P<apostrophe>[\u2019\u02bc\u00b4\u2032\uff07]|(?<=[^\W\d_])[\u2018\u201b`](?=[^\W\d_]))"
    r"|(?P<hyphen>[\u2010\u2011]|(?<=\w)[\u2013\u2212\ufe63](?=\w))"
    r"|(?P<slash>[\u2044\u2215])"
    r"|(?P<note>\^\{\d+\}|\[\^\d+\]:?)"
    r"|(?P<raised>\^\{[^}\n]{1,8}\}|\^(?=[a-z]))"
    r"|(?P<emphasis>(?<![\w*])\*{1,3}(?=[^\s*][^*\n]*\*)|(?<=[^\s*])\*{1,3}(?=[\s,.;:)\]»”]|$)"
    r"|(?<![\w_])_{1,3}(?=[^\W_][^_\n]*_)|(?<=[^\s_])_{1,3}(?=[\s,.;:)\]»”]|$))"
    r"|(?P<compatible>[\u3220-\u3229\ufb00-\ufdff\ufe70-\ufefc\uff01-\uff06\uff08-\uff5e])"
    r"|(?P<digit>[\u0660-\u0669\u06f0-\u06f9])"
    # l ’éducation, l’ éducation
    r"|(?P<gap>(?<=\b[^\W\d_]) +(?=[\u2019'][^\W\d_])|(?<=\b[^\W\d_A-Z][\u2019']) +(?=[^\W\d_]))"
)
# Arabic and full-width marks that are read as their ASCII counterparts
_PUNCTUATION = frozenset("\u060c\u061b\u061f\u3001\u3002\uff0c\uff1b\uff1a\uff1f\uff01\uff08\uff09")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Text:
    """A string whose every character knows where it stands in the source.

    Attributes:
        string: the normalised text.
        starts: for each character, the offset of its first source character.
        ends: for each character, the offset behind its last source character.
    """

    string: str
    starts: array[int]
    ends: array[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source offsets of ``string[start:end]``, which must not be empty."""
        return self.starts[start], self.ends[end - 1]

    def slice(self, start: int, end: int) -> Text:
        """The text from one index to another."""
        return Text(self.string[start:end], self.starts[start:end], self.ends[start:end])


def normalise(source: str) -> Text:
    r"""The whole source, normalised character by character; line breaks stay, as ``\\n``.

    Args:
        source: the text as decoded.

    Returns:
        The text that layout and rules read.
    """
    pieces: list[str] = []
    starts, ends = array("l"), array("l")
    at = 0
    for match in _SPECIAL.finditer(source):
        _copy(source, at, match.start(), pieces, starts, ends)
        replaced = _replacement(match)
        pieces.append(replaced)
        if len(replaced) == len(match[0]):
            starts.extend(range(match.start(), match.end()))
            ends.extend(range(match.start() + 1, match.end() + 1))
        else:
            starts.extend([match.start()] * len(replaced))
            ends.extend([match.end()] * len(replaced))
        at = match.end()
    _copy(source, at, len(source), pieces, starts, ends)
    return Text("".join(pieces), starts, ends)


def printed(text: Text, source: str) -> str:
    """A text with the punctuation of its own script, as the source prints it.

    Args:
        text: as rules read it, with ASCII punctuation.
        source: what its places count in.
    """
    pairs = zip(text.string, text.starts, strict=True)
    return "".join(source[at] if source[at] in _PUNCTUATION else c for c, at in pairs)


def visible(text: str) -> str:
    """A text without control characters and the marks that reorder what stands beside them.

    On a terminal they would move the cursor, on a page show other words than the graph has.
    """
    return _UNSEEN.sub("", text)


def join(texts: Iterable[Text], glue: str = " ") -> Text:
    """One text of several; the glue between them stands at the end of the piece before it."""
    pieces: list[str] = []
    starts, ends = array("l"), array("l")
    for text in texts:
        if pieces and glue:
            pieces.append(glue)
            starts.extend([ends[-1]] * len(glue))
            ends.extend([ends[-1]] * len(glue))
        pieces.append(text.string)
        starts.extend(text.starts)
        ends.extend(text.ends)
    return Text("".join(pieces), starts, ends)


def without(text: Text, spans: Iterable[tuple[int, int]]) -> Text:
    """The text with some stretches, in ascending order, taken out."""
    kept, at = [], 0
    for start, end in spans:
        kept.append(text.slice(at, start))
        at = end
    return join([*kept, text.slice(at, len(text.string))], glue="")


def replaced(text: Text, edits: Iterable[tuple[int, int, str]]) -> Text:
    """The text with some stretches, in ascending order, spelt otherwise; none may be empty."""
    pieces, at = [], 0
    for start, end, spelt in edits:
        first, last = text.span(start, end)
        if len(spelt) == end - start:
            piece = Text(spelt, text.starts[start:end], text.ends[start:end])
        else:
            piece = Text(spelt, array("l", [first] * len(spelt)), array("l", [last] * len(spelt)))
        pieces += [text.slice(at, start), piece]
        at = end
    return join([*pieces, text.slice(at, len(text.string))], glue="")


def single_spaced(text: Text) -> Text:
    """The text with each run of blanks as one space and none at either end."""
    runs = [match.span() for match in re.finditer(r"^\s+|\s+$|(?<=\s)\s+", text.string)]
    spaced = without(text, runs) if runs else text
    return Text(re.sub(r"\s", " ", spaced.string), spaced.starts, spaced.ends)


def _copy(
    source: str, start: int, end: int, pieces: list[str], starts: array[int], ends: array[int]
) -> None:
    if start < end:
        pieces.append(source[start:end])
        starts.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))


_REPLACED: Mapping[str, Callable[[str], str]] = {
    "compose": lambda found: unicodedata.normalize("NFC", found),
    "newline": lambda _: "\n",
    "blank": lambda found: " " * len(found),
    "apostrophe": lambda _: "'",
    "hyphen": lambda _: "-",
    "slash": lambda _: "/",
    "note": lambda found: "".join(filter(str.isdigit, found)).translate(SUPERSCRIPTS),
    "raised": lambda found: found.strip("^{}"),
    "compatible": lambda found: unicodedata.normalize("NFKC", found),
    "digit": lambda found: str(unicodedata.digit(found)),
    "comma": lambda _: ",",
    "semicolon": lambda _: ";",
    "question": lambda _: "?",
    "stop": lambda _: ".",
    "drop": lambda _: "",
    "link": lambda _: "",
    "emphasis": lambda _: "",
    "gap": lambda _: "",
}


def _replacement(match: re.Match[str]) -> str:
    assert match.lastgroup is not None
    return _REPLACED[match.lastgroup](match[0])
