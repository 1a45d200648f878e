"""Find the names of the authority files in a text: the longest at each place, word by word.

Say which entry a name belongs to; say nothing of what the text does with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

from kg.authorities import Catalogue, Entry, expand
from kg.drafting import load_drafting
from kg.scripts import Script

_FOLDED = str.maketrans("\u2019\u2013", "'-")  # as kg.text folds them in what is read
_BETWEEN = re.compile(r"[\s:,'\"«»“”„‟《》–—()/+-]*")

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
            (self.behind and self.behind.search(string, 0, start))
            or (self.before and self.before.match(string, end))
        )


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The names of one language, ready to be searched."""

    root: _Node
    script: Script

    def find(self, string: str) -> list[Naming]:
        """All names in a text: the longest at each place, and the names these hold."""
        return list(_all(self.root, self.script, string))


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
    return Gazetteer(root, script)


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


def _all(root: _Node, script: Script, string: str) -> Iterator[Naming]:
    words = list(script.words(string))
    i = 0
    while i < len(words):
        length, node = _longest(root, words, i, string)
        if node is None and script.proclitics:
            length, node = _behind_proclitics(root, script, words, i, string)
        if node is None or _is_cut_into(root, words, i, length, string):
            i += 1
            continue
        start, end = words[i][1], words[i + length - 1][2]
        if node.guard and node.guard.refuses(string, start, end):
            i += 1
            continue
        yield from _namings(node, start, end)
        if node.full and node.full.holds:
            yield from _held(root, script, words[i : i + length], string, node.full.holds)
        i += length


def _behind_proclitics(
    root: _Node, script: Script, words: list[_Word], i: int, string: str
) -> tuple[int, _Node | None]:
    """The longest name that begins inside a word: "and", "to", "by" are written together with it.

    Where one does, the word's place is set to where the name begins.
    """
    word, start, end = words[i]
    for skipped, rest in script.without_proclitics(word):
        words[i] = (rest, start + skipped, end)
        length, node = _longest(root, words, i, string)
        if node:
            return length, node
    words[i] = (word, start, end)
    return 0, None


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
        length, node = _first_held(root, words, i, string, holds)
        for skipped, rest in () if node else script.without_proclitics(words[i][0]):
            inner = [(rest, words[i][1] + skipped, words[i][2]), *words[i + 1 :]]
            length, node = _first_held(root, inner, 0, string, holds)
            if node:
                words[i] = inner[0]
                break
        if node and node.full:
            yield Naming(words[i][1], words[i + length - 1][2], node.full, nested=True)
        i += length or 1


def _first_held(
    root: _Node, words: list[_Word], i: int, string: str, holds: tuple[str, ...]
) -> tuple[int, _Node | None]:
    held = ((n, node) for n, node in _matches(root, words, i, string) if node.full)
    return next(((n, node) for n, node in held if node.full and node.full.id in holds), (0, None))


def _longest(root: _Node, words: list[_Word], i: int, string: str) -> tuple[int, _Node | None]:
    return next(iter(_matches(root, words, i, string)), (0, None))


def _is_cut_into(root: _Node, words: list[_Word], i: int, length: int, string: str) -> bool:
    """Whether a longer name begins inside a name and goes on behind it.

    "the bodies of the United Nations Framework Convention on …" names the convention.
    """
    inner = range(i + 1, i + length)
    return any(
        reach > length and j + reach > i + length
        for j in inner
        for reach, _ in [_longest(root, words, j, string)]
    )


def _rejoined(front: list[_Node], word: str) -> list[_Node]:
    """Where a word goes on that a line's end has left its hyphen: ``Assem-blée``."""
    if "-" not in word:
        return []
    whole = word.replace("-", "")
    found = (n for node in front for n in (node.exact.get(whole), node.loose.get(whole.lower())))
    return [node for node in found if node is not None]


def _matches(root: _Node, words: list[_Word], i: int, string: str) -> list[tuple[int, _Node]]:
    """The names that begin at a word, the longest first."""
    found: list[tuple[int, _Node]] = []
    front = [root]
    for at in range(i, len(words)):  # a slice would copy the rest of the paragraph for each word
        word, start, _ = words[at]
        if at > i and not _BETWEEN.fullmatch(string, words[at - 1][2], start):
            break
        lower = word.lower()
        front = [
            nxt
            for node in front
            for nxt in (node.exact.get(word), node.loose.get(lower))
            if nxt is not None
        ] or _rejoined(front, word)
        if not front:
            break
        found += [(at - i + 1, node) for node in front if node.full or node.short]
    return found[::-1]
