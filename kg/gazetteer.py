"""Find the names of the authority files in a text: the longest at each place, word by word.

Say which entry a name belongs to; say nothing of what the text does with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, chain
from typing import TypeAlias

from kg.authorities import Catalogue, Entry, expand
from kg.drafting import load_drafting
from kg.scripts import Script

_FOLDED = str.maketrans("\u2019\u2013", "'-")  # as kg.text folds them in what is read
_BETWEEN = re.compile(r"[\s:,'\"«»“”„‟《》–—()/+-]*")
_LOOK_BACK = 80  # characters before a name in which the words that make it part of another stand
_MOST_KNOWN = 100_000  # printed words that are remembered

_Word: TypeAlias = tuple[str, int, int]  # as names are compared, and where it stands


@dataclass(frozen=True, slots=True)
class Naming:
    """A name in a paragraph's text."""

    start: int
    end: int
    entry: Entry
    short: bool = False  # a short form: it counts only after the full name
    nested: bool = False  # inside a longer name, whose entry holds it


@dataclass(slots=True)
class _Node:
    exact: dict[str, _Node] = field(default_factory=dict)
    loose: dict[str, _Node] = field(default_factory=dict)  # words that either case may open
    full: Entry | None = None
    guard: _Guard | None = None
    short: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Guard:
    """Words around a name that make it part of another: ``States`` in ``United States``."""

    behind: re.Pattern[str] | None
    before: re.Pattern[str] | None

    def refuses(self, string: str, start: int, end: int) -> bool:
        return bool(
            (self.behind and self.behind.search(string, max(0, start - _LOOK_BACK), start))
            or (self.before and self.before.match(string, end))
        )


class _Opener(dict[str, tuple[int, ...]]):
    """From printed words to the places among them where a name may begin, as far as they tell.

    Texts repeat their words: each is looked at once, and most are no name's. Filled as texts are
    read.
    """

    def __init__(self, root: _Node, script: Script) -> None:
        self.root, self.script = root, script

    def __missing__(self, printed: str) -> tuple[int, ...]:
        words = list(self.script.words(printed))
        places = tuple(words[i][1] for i in range(len(words)) if self._may_begin(words[i:]))
        if len(self) >= _MOST_KNOWN:
            self.clear()
        self[printed] = places
        return places

    def _may_begin(self, words: list[_Word]) -> bool:
        """Whether the words begin with a name, or a name begins with the words."""
        (first, _, _), behind = words[0], words[1:]
        if self._leads(first, behind):
            return True
        return any(self._leads(rest, behind) for _, rest in self.script.without_proclitics(first))

    def _leads(self, first: str, behind: list[_Word]) -> bool:
        front = _step([self.root], first)
        for word, _, _ in behind:
            if not front or any(node.full or node.short for node in front):
                break
            front = _step(front, word)
        return bool(front)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The names of one language, ready to be searched."""

    root: _Node
    script: Script
    opener: _Opener

    def find(self, string: str) -> list[Naming]:
        """All names in a text: the longest at each place, and the names these hold."""
        return list(_all(self.root, self.opener, self.script, string))


@cache
def load_gazetteer(catalogue: Catalogue, language: str) -> Gazetteer:
    """The gazetteer of one language; names of English stand in texts of every language.

    Args:
        catalogue: the authority files.
        language: of the texts.

    Returns:
        The same object for the same arguments.
    """
    root, script = _Node(), load_drafting(language).script
    for entry in catalogue.entries.values():
        for name in entry.names.get(language, ()):
            _insert(root, script, name, entry, guard=_guard(entry, language))
        for name in entry.short.get(language, ()):
            _insert(root, script, name, entry, short=True)
    return Gazetteer(root, script, _Opener(root, script))


def _guard(entry: Entry, language: str) -> _Guard | None:
    behind = entry.facts.get("not_behind", {}).get(language)
    before = entry.facts.get("not_before", {}).get(language)
    if not behind and not before:
        return None
    return _Guard(
        re.compile(rf"(?:{behind})$") if behind else None, re.compile(before) if before else None
    )


def _insert(
    root: _Node,
    script: Script,
    pattern: str,
    entry: Entry,
    *,
    short: bool = False,
    guard: _Guard | None = None,
) -> None:
    for name in expand(pattern.translate(_FOLDED)):
        node = root
        for word, _, _ in script.words(name):
            branch: Mapping[str, _Node] = node.loose if word == word.lower() else node.exact
            node = branch.setdefault(word, _Node())  # type: ignore[attr-defined]  # both are dicts
        if short:
            node.short.append(entry)
        elif node is not root and node.full is None:
            node.full, node.guard = entry, guard


def _all(root: _Node, opener: _Opener, script: Script, string: str) -> Iterator[Naming]:
    behind = 0
    for at in _openings(opener, string):
        if at < behind:
            continue
        words, length, node = _longest(root, script.words(string, at), string)
        if node is None and script.proclitics:
            words, length, node = _behind_proclitics(root, script, string, at)
        if node is None or _is_cut_into(root, opener, words, length, string):
            continue
        name = words[:length]
        start, end = name[0][1], name[-1][2]
        if node.guard and node.guard.refuses(string, start, end):
            continue
        yield from _namings(node, start, end)
        if node.full and node.full.holds:
            yield from _held(root, script, name, string, node.full.holds)
        behind = end


def _openings(opener: _Opener, string: str) -> Iterator[int]:
    """The indices of words that names may begin with, as far as the next words tell."""
    pieces, gap = opener.script.pieces(string), opener.script.separated
    opening = [i for i, places in enumerate(map(opener.__getitem__, pieces)) if places]
    if not opening:
        return
    reached = [0, *accumulate(map(len, pieces))]
    for i in opening:
        start, last = reached[i] + i * gap, min(i + 2, len(pieces))
        end = reached[last] + (last - 1) * gap
        for place in opener[pieces[i]]:
            if opener[string[start + place : end]][:1] == (0,):
                yield start + place


def _behind_proclitics(
    root: _Node, script: Script, string: str, at: int
) -> tuple[list[_Word], int, _Node | None]:
    """The longest name that begins inside a word: "and", "to", "by" are written together with it.

    Its words begin where the name does.
    """
    (word, start, end), *_ = words = [next(script.words(string, at))]
    for skipped, rest in script.without_proclitics(word):
        within = chain([(rest, start + skipped, end)], script.words(string, end))
        words, length, node = _longest(root, within, string)
        if node:
            return words, length, node
    return words, 0, None


def _namings(node: _Node, start: int, end: int) -> Iterator[Naming]:
    if node.full:
        yield Naming(start, end, node.full)
    else:
        for entry in node.short:
            yield Naming(start, end, entry, short=True)


def _held(
    root: _Node, script: Script, words: list[_Word], string: str, holds: tuple[str, ...]
) -> Iterator[Naming]:
    """The names inside a longer name that its entry says it holds."""
    i = 0
    while i < len(words):
        length, node = _first_held(root, words[i:], string, holds)
        for skipped, rest in () if node else script.without_proclitics(words[i][0]):
            inner = [(rest, words[i][1] + skipped, words[i][2]), *words[i + 1 :]]
            length, node = _first_held(root, inner, string, holds)
            if node:
                words[i] = inner[0]
                break
        if node and node.full:
            yield Naming(words[i][1], words[i + length - 1][2], node.full, nested=True)
        i += length or 1


def _first_held(
    root: _Node, words: list[_Word], string: str, holds: tuple[str, ...]
) -> tuple[int, _Node | None]:
    _, matches = _matches(root, words, string)
    held = ((n, node) for n, node in matches if node.full)
    return next(((n, node) for n, node in held if node.full and node.full.id in holds), (0, None))


def _longest(
    root: _Node, words: Iterable[_Word], string: str
) -> tuple[list[_Word], int, _Node | None]:
    """The words read, and of the longest name they begin with: how many they are, and which."""
    read, matches = _matches(root, words, string)
    return read, *(matches[0] if matches else (0, None))


def _is_cut_into(
    root: _Node, opener: _Opener, words: list[_Word], length: int, string: str
) -> bool:
    """Whether a longer name begins inside a name and goes on behind it.

    "the bodies of the United Nations Framework Convention on …" names the convention.
    """
    inner = ((j, words[j][1], words[j][2]) for j in range(1, length))
    return any(
        reach > length and j + reach > length
        for j, start, end in inner
        if opener[string[start:end]]
        for _, reach, _ in [_longest(root, opener.script.words(string, start), string)]
    )


def _rejoined(front: list[_Node], word: str) -> list[_Node]:
    """Where a word goes on that a line's end has left its hyphen: ``Assem-blée``."""
    if "-" not in word:
        return []
    whole = word.replace("-", "")
    found = (n for node in front for n in (node.exact.get(whole), node.loose.get(whole.lower())))
    return [node for node in found if node is not None]


def _step(front: list[_Node], word: str) -> list[_Node]:
    """Where a word leads from each of several places in the tree of names."""
    lower, reached = word.lower(), list[_Node]()
    for node in front:
        exact, loose = node.exact.get(word), node.loose.get(lower)
        if exact is not None:
            reached.append(exact)
        if loose is not None:
            reached.append(loose)
    return reached or _rejoined(front, word)


def _is_between(string: str, start: int, end: int) -> bool:
    """Whether only a blank, or points and quotes, stand between two words of a name."""
    return string[start:end] == " " or _BETWEEN.fullmatch(string, start, end) is not None


def _matches(
    root: _Node, words: Iterable[_Word], string: str
) -> tuple[list[_Word], list[tuple[int, _Node]]]:
    """The words read, and the names that they begin with, the longest first."""
    read: list[_Word] = []
    found: list[tuple[int, _Node]] = []
    front = [root]
    for word in words:
        if read and not _is_between(string, read[-1][2], word[1]):
            break
        front = _step(front, word[0])
        if not front:
            break
        read.append(word)
        found += [(len(read), node) for node in front if node.full or node.short]
    return read, found[::-1]
