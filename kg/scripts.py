"""Know what a script asks of those who match words in it: boundaries, capitals, alike letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

#: A character that makes a number part of a word. Arabic and Chinese write words against digits,
#: so that their letters say nothing.
JOINED = r"[^\W\u0600-\u06ff\u3400-\u9fff]"

_ARTICLE = "\u0627\u0644"
_CONTRACTED = "\u0644\u0644"
_SHORTEST_STEM = 3  # letters that are left of a word without its ending
_WORD = re.compile(r"\w+")
_SYLLABIC = re.compile(r"[\u3400-\u9fff]|[A-Za-z]+|\d+")
_PIECE = re.compile(rf"{_SYLLABIC.pattern}|.", re.DOTALL)
# a word; the digits of a lost footnote mark glued to its end are none of it: Lusaka5. An elision
# belongs to it (l'), the mark of a possessive does not (the Council's)
_NAME_WORD = re.compile(r"[^\W\d_]{4,}+(?=\d{1,3}(?!\w))|\w+(?:-\w+)*(?:'(?!s\b)(?=\w))?")
_ACCENTED = str.maketrans("ÀÂÄÁÉÈÊËÍÎÏÓÔÖÚÙÛÜÇ", "AAAAEEEEIIIOOOUUUUC")


@dataclass(frozen=True)
class Script:
    """How a language is written.

    Attributes:
        capitalised: paragraphs open with a capital letter.
        separated: blanks stand between words.
        alike: sets of letters that spellings interchange.
        proclitics: letters that are written together with the word behind them.
        endings: the case endings in which forms of one word differ.
    """

    capitalised: bool
    separated: bool
    alike: tuple[str, ...] = ()
    proclitics: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()

    @cached_property
    def _folded(self) -> tuple[tuple[str, str], ...]:
        return tuple((letter, group[0]) for group in self.alike for letter in group[1:])

    @cached_property
    def stem(self) -> Callable[[str], str]:
        """A word as names are compared: no accent on its capital, no ending, alike letters one."""
        return lru_cache(maxsize=65_536)(self._stem)

    @cached_property
    def _ending(self) -> re.Pattern[str]:
        longest_first = "|".join(sorted(self.endings, key=len, reverse=True))
        return re.compile(rf"(?<=\w{{{_SHORTEST_STEM}}})(?:{longest_first})(?=-|$)")

    def _stem(self, word: str) -> str:
        if word[0] > "~":
            word = word.translate(_ACCENTED)
        if self.endings:
            word = self._ending.sub("", word)
        return self._one_for_alike(word)

    @property
    def gap(self) -> str:
        """The pattern of what stands between two words."""
        return r"\s+" if self.separated else r"\s*"

    @property
    def word_end(self) -> str:
        """The pattern behind a whole word; an elision (``d'``) ends one too."""
        return r"(?:(?<=')|(?!\w))" if self.separated else ""

    @property
    def word_start(self) -> str:
        """The pattern before a whole word, or behind the letters written together with it."""
        if not self.separated:
            return ""
        if not self.proclitics:
            return r"(?<!\w)"
        return rf"(?:(?<!\w)|(?<=\W[{''.join(self.proclitics)}]))"

    def fold(self, words: str) -> str:
        """Words as tables hold them: lower case, single blanks, one letter for those alike."""
        lower = words.lower()
        if not lower.isprintable() or "  " in f" {lower} ":
            lower = " ".join(lower.split())
        return self._one_for_alike(lower)

    def blind(self, pattern: str) -> str:
        """A pattern that takes each letter for those alike; the ends of ranges stay as they are."""
        if not self.alike:
            return pattern
        groups = {letter: group for group in self.alike for letter in group}
        pieces, inside = [], False
        for before, c, after in zip(" " + pattern, pattern, pattern[1:] + " ", strict=False):
            if before != "\\" and c in "[]":
                inside = c == "["
            in_range = inside and "-" in (before, after)
            group = None if in_range else groups.get(c)
            pieces.append(c if group is None else group if inside else f"[{group}]")
        return "".join(pieces)

    def opens(self, string: str) -> bool:
        """Whether a line's first character can open a paragraph, as far as capitals tell."""
        return not self.capitalised or string[0].isupper()

    def first_word(self, text: str, at: int = 0) -> str:
        """The folded word at an index; one character where blanks do not separate words."""
        if not self.separated:
            return text[at : at + 1]
        word = _WORD.match(text, at)
        return self._one_for_alike(word[0].lower()) if word else ""

    def _one_for_alike(self, word: str) -> str:
        for letter, one in self._folded:  # beyond ASCII sixteen times as fast as `translate`
            word = word.replace(letter, one)
        return word

    def pieces(self, string: str) -> list[str]:
        """A text in pieces none of which cuts a word: at each blank, or character by character."""
        return string.split(" ") if self.separated else _PIECE.findall(string)

    def words(self, string: str, at: int = 0) -> Iterator[tuple[str, int, int]]:
        """The words of a text or a name from an index on with their places, as names are compared.

        An apostrophe ends a word. Case stays: names that ask for capitals ask for them.
        """
        if not self.separated:
            return ((m[0], *m.span()) for m in _SYLLABIC.finditer(string, at))
        stem = self.stem
        return ((stem(m[0]), m.start(), m.end()) for m in _NAME_WORD.finditer(string, at))

    def without_proclitics(self, word: str) -> Iterator[tuple[int, str]]:
        """The words that may stand behind proclitics, and how many characters go before each.

        Arabic writes "for the" as one group of letters, in which the article loses its first.
        """
        skipped = 0
        while len(word) > _SHORTEST_STEM and word[0] in self.proclitics:
            if word.startswith(_CONTRACTED):
                yield skipped + 1, _ARTICLE + word[len(_CONTRACTED) :]
            word, skipped = word[1:], skipped + 1
            yield skipped, word
