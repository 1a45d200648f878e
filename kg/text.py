"""Text beside the source: what is matched against, with the exact way back to the source.

Change spelling, never meaning: compose accents, spell out ligatures, drop invisible marks and vowel
signs, fold apostrophes, blanks, digits and the punctuation of other scripts, take emphasis marks
out. The source itself is never changed.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise, repeat
from typing import NamedTuple, TypeAlias

_ADDRESS = r"https?://[^\s()]*(?:\([^\s()]*\)[^\s()]*)*"  # A/RES/1514(XV) holds brackets

#: Words with an address behind them, as Markdown writes a hyperlink.
LINK = re.compile(rf"\[(?P<words>[^\[\]]{{1,300}})\]\((?P<url>{_ADDRESS})\)")

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

# ligatures, presentation forms, full-width characters: what each stands for
_COMPATIBLE = {
    chr(code): unicodedata.normalize("NFKC", chr(code))
    for first, last in (
        (0x3220, 0x3229),
        (0xFB00, 0xFDFF),
        (0xFE70, 0xFEFC),
        (0xFF01, 0xFF06),
        (0xFF08, 0xFF5E),
    )
    for code in range(first, last + 1)
}
_LIGATURES = "".join(c for c, spelt in _COMPATIBLE.items() if len(spelt) > 1)
# characters that are read as another, wherever they stand
_SAME: Mapping[str, str] = {
    **{c: spelt for c, spelt in _COMPATIBLE.items() if len(spelt) == 1},
    **{c: str(unicodedata.digit(c)) for c in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"},
    **dict.fromkeys("\t\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009", " "),
    **dict.fromkeys("\u200a\u202f\u205f\u3000", " "),
    **dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n"),
    **dict.fromkeys("\u2019\u02bc\u00b4\u2032\uff07", "'"),
    **dict.fromkeys("\u2010\u2011", "-"),
    **dict.fromkeys("\u2044\u2215", "/"),
    **dict.fromkeys("\u060c\u3001", ","),
    **dict.fromkeys("\u3002\uff0e\uff61", "."),
    "\u061b": ";",
    "\u061f": "?",
}
# what needs no look, in nearly every text nearly all of it
_USUAL = bytes(code for code in (10, *range(32, 127)) if chr(code) not in "[]^`*_")

_MARKS = r"\u0300-\u036f\u0653-\u0655"
# soft hyphens, marks of direction, joiners; tatweel; Arabic vowel signs
_UNREAD = (
    r"\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0640"
    r"\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc"
)
# what is read by its neighbours, or as more or fewer characters than it has
_SPECIAL = re.compile(
    rf"(?P<compose>[^\W\d_][{_MARKS}]+)"
    rf"|(?P<drop>[{_UNREAD}])"
    rf"|(?P<link>\[(?=[^\[\]]{{1,300}}\]\(https?://)|(?<=[^\[])\]\({_ADDRESS}\))"
    r"|(?P<newline>\r\n)"
    r"|(?P<apostrophe>(?<=[^\W\d_])[\u2018\u201b`](?=[^\W\d_]))"
    r"|(?P<hyphen>(?<=\w)[\u2013\u2212\ufe63](?=\w))"
    r"|(?P<note>\^\{\d+\}|\[\^\d+\]:?)"
    r"|(?P<raised>\^\{[^}\n]{1,8}\}|\^(?=[a-z]))"
    r"|(?P<emphasis>(?<![\w*])\*{1,3}(?=[^\s*][^*\n]*\*)|(?<=[^\s*])\*{1,3}(?=[\s,.;:)\]»”]|$)"
    r"|(?<![\w_])_{1,3}(?=[^\W_][^_\n]*_)|(?<=[^\s_])_{1,3}(?=[\s,.;:)\]»”]|$))"
    rf"|(?P<ligature>[{_LIGATURES}])"
)
# each of them holds one of these as its first character or its second; so rare that they are
# looked for first
_SIGNS = re.compile(rf"[{_MARKS}{_UNREAD}\[\]\r\u2018\u201b`\u2013\u2212\ufe63^*_{_LIGATURES}]")
# l ’éducation, l’ éducation
_GAP = re.compile(
    r" (?<=\b[^\W\d_] ) *(?=[\u2019'][^\W\d_])| (?<=\b[^\W\d_A-Z][\u2019'] ) *(?=[^\W\d_])"
)
# Arabic and full-width marks that are read as their ASCII counterparts
_PUNCTUATION = re.compile(
    "[\u060c\u061b\u061f\u3001\u3002\uff0c\uff1b\uff1a\uff1f\uff01\uff08\uff09]"
)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")

_FAR = sys.maxsize  # behind all places

#: From an index of the text on: where its first character stands in the source, and where the words
#: end there that all characters of the run stand for; None where it is one character for one.
Run: TypeAlias = tuple[int, int, int | None]
Edit: TypeAlias = tuple[int, int, str]


class Text(NamedTuple):
    """A string whose every character knows where it stands in the source.

    Attributes:
        string: the normalised text.
        runs: the stretches that were copied from the source or put for some of its words, in order;
            the first begins at 0.
    """

    string: str
    runs: tuple[Run, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source offsets of ``string[start:end]``, which must not be empty."""
        if len(self.runs) == 1 and self.runs[0][2] is None:  # as most are: copied as it stands
            first = self.runs[0][1]
            return first + start, first + end
        at, first, last = self.runs[self._run(start)]
        begin = first + start - at if last is None else first
        at, first, last = self.runs[self._run(end - 1)]
        return begin, first + end - at if last is None else last

    def slice(self, start: int, end: int) -> Text:
        """The text from one index to another."""
        if start >= end:
            return Text("", ())
        i, j = self._run(start), self._run(end - 1)
        at, first, last = self.runs[i]
        runs = [(0, first + start - at if last is None else first, last)]
        if i < j:
            runs += [(at - start, first, last) for at, first, last in self.runs[i + 1 : j + 1]]
        return Text(self.string[start:end], tuple(runs))

    def places(self) -> Iterator[tuple[int, int]]:
        """For each character its offset in the source, and the offset behind it."""
        for (at, first, last), (behind, _, _) in pairwise([*self.runs, (len(self.string), 0, 0)]):
            if last is None:
                yield from pairwise(range(first, first + behind - at + 1))
            else:
                yield from repeat((first, last), behind - at)

    def _run(self, index: int) -> int:
        return bisect_left(self.runs, (index, _FAR, None)) - 1


def normalise(source: str) -> Text:
    r"""The whole source, normalised character by character; line breaks stay, as ``\\n``.

    Args:
        source: the text as decoded.

    Returns:
        The text that layout and rules read.
    """
    unusual = frozenset(source.encode(errors="ignore").translate(None, _USUAL).decode())
    string = source
    for character in unusual & _SAME.keys():
        string = string.replace(character, _SAME[character])
    has_signs = bool(_SIGNS.search("".join(unusual)))
    whole = Text(string, ((0, 0, None),) if source else ())
    return replaced(whole, _respelt(source, has_signs=has_signs))


def _respelt(source: str, *, has_signs: bool) -> Iterator[Edit]:
    signs = (sign.start() for sign in (_SIGNS.finditer(source) if has_signs else ()))
    found = [_SPECIAL.match(source, at) for sign in signs for at in (sign - 1, sign)]
    end = 0
    for match in sorted(filter(None, [*found, *_GAP.finditer(source)]), key=re.Match.start):
        if match.start() >= end:
            end = match.end()
            yield match.start(), end, _RESPELT[match.lastgroup or "gap"](match[0])


def printed(text: Text, source: str) -> str:
    """A text with the punctuation of its own script, as the source prints it.

    Args:
        text: as rules read it, with ASCII punctuation.
        source: what its places count in.
    """
    words = source[slice(*text.span(0, len(text.string)))] if text.string else ""
    if words.isascii() or not _PUNCTUATION.search(words):
        return text.string
    pieces, behind = [], [at for at, _, _ in text.runs[1:]]
    for (at, first, last), end in zip(text.runs, [*behind, len(text.string)], strict=True):
        if last is not None:  # spelt otherwise: as the first character of what stands there
            own = _PUNCTUATION.match(source, first)
            pieces.append(own[0] * (end - at) if own else text.string[at:end])
            continue
        for mark in _PUNCTUATION.finditer(source, first, first + end - at):
            place = at + mark.start() - first
            pieces += (text.string[at:place], mark[0])
            at, first = place + 1, mark.end()
        pieces.append(text.string[at:end])
    return "".join(pieces)


def visible(text: str) -> str:
    """A text without control characters and the marks that reorder what stands beside them.

    On a terminal they would move the cursor, on a page show other words than the graph has.
    """
    return _UNSEEN.sub("", text)


def join(texts: Iterable[Text], glue: str = " ") -> Text:
    """One text of several; the glue between them stands at the end of the piece before it."""
    pieces: list[str] = []
    runs: list[Run] = []
    length = end = 0
    for text in texts:
        if pieces and glue:
            pieces.append(glue)
            runs.append((length, end, end))
            length += len(glue)
        if text.string:
            pieces.append(text.string)
            runs += [(length + at, first, last) for at, first, last in text.runs]
            length += len(text.string)
            at, first, last = runs[-1]
            end = first + length - at if last is None else last
    return Text("".join(pieces), tuple(runs))


def without(text: Text, spans: Iterable[tuple[int, int]]) -> Text:
    """The text with some stretches, in ascending order, taken out."""
    return replaced(text, ((start, end, "") for start, end in spans))


def replaced(text: Text, edits: Iterable[Edit]) -> Text:
    """The text with some stretches, in ascending order, spelt otherwise; none may be empty."""
    pieces, at = [], 0
    for start, end, spelt in edits:
        if at < start:
            pieces.append(text.slice(at, start))
        if len(spelt) == end - start:
            pieces.append(Text(spelt, text.slice(start, end).runs))
        elif spelt:
            pieces.append(Text(spelt, ((0, *text.span(start, end)),)))
        at = end
    return join([*pieces, text.slice(at, len(text.string))], glue="") if at else text


def single_spaced(text: Text) -> Text:
    """The text with each run of blanks as one space and none at either end."""
    if text.string.isprintable() and "  " not in f" {text.string} ":
        return text
    spaced = " ".join(text.string.split())
    runs = [match.span() for match in re.finditer(r"^\s+|\s+$|(?<=\s)\s+", text.string)]
    return Text(spaced, without(text, runs).runs)


_RESPELT: Mapping[str, Callable[[str], str]] = {
    "compose": lambda found: unicodedata.normalize("NFC", found),
    "newline": lambda _: "\n",
    "apostrophe": lambda _: "'",
    "hyphen": lambda _: "-",
    "note": lambda found: "".join(filter(str.isdigit, found)).translate(SUPERSCRIPTS),
    "raised": lambda found: found.strip("^{}"),
    "ligature": _COMPATIBLE.__getitem__,
    "drop": lambda _: "",
    "link": lambda _: "",
    "emphasis": lambda _: "",
    "gap": lambda _: "",
}
