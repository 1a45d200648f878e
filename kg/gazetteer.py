"""Find the names of the authority files in a text: the longest at each place, word by word.

Say which entry a name belongs to; say nothing of what the text does with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, chain, compress
from typing import NamedTuple, TypeAlias

from kg.authorities import Catalogue, Entry, expand
from kg.drafting import load_drafting
from kg.scripts import Script

_FOLDED = str.maketrans("\u2019\u2013", "'-")  # as kg.text folds them in what is read
_BETWEEN = re.compile(r"[\s:,'\"«»“”„‟《》–—()/+-]*")
_LOOK_BACK = 80  # characters before a name in which the words that make it part of another stand
_MOST_KNOWN = 100_000  # printed words that are remembered

_Word: TypeAlias = tuple[str, int, int]  # as names are compared, and where it stands


class Naming(NamedTuple):
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

    def refuses(self, string: str, at: int, named: _Named) -> bool:
        start, end = at + named.start, at + named.end
        return bool(
            (self.behind and self.behind.search(string, max(0, start - _LOOK_BACK), start))
            or (self.before and self.before.match(string, end))
        )


class _Match(NamedTuple):
    """The words read of a text, the longest name they begin with, and where more words lead on."""

    words: list[_Word]
    length: int
    node: _Node | None
    front: list[_Node]


class _Named(NamedTuple):
    """What is named at a place; places count from it."""

    start: int
    end: int
    guard: _Guard | None
    namings: tuple[Naming, ...]


@dataclass(slots=True)
class _Known:
    """Printed words, read: what they name, and the words with which they may go on to name more."""

    text: str
    named: _Named | None
    going: frozenset[str]
    on: dict[str, _Known] = field(default_factory=dict)  # by the next piece of a text


class _Opener(dict[str, tuple[int, ...]]):
    """From printed words to the places among them where a name may begin, by its first word.

    Texts repeat their words: each is looked at once, and most are no name's. Filled as texts are
    read.
    """

    def __init__(self, root: _Node, script: Script) -> None:
        self.root, self.script = root, script

    def __missing__(self, printed: str) -> tuple[int, ...]:
        words = self.script.words(printed)
        places = tuple(start for word, start, _ in words if self._may_begin(word))
        if len(self) >= _MOST_KNOWN:
            self.clear()
        self[printed] = places
        return places

    def _may_begin(self, word: str) -> bool:
        rests = (rest for _, rest in self.script.without_proclitics(word))
        return any(_step([self.root], one) for one in (word, *rests))


class _Leading(dict[str, tuple[str, ...]]):
    """From printed words to the first of them, in the forms in which names may go on with it."""

    def __init__(self, script: Script) -> None:
        self.script = script

    def __missing__(self, printed: str) -> tuple[str, ...]:
        word = next(self.script.words(printed), ("", 0, 0))[0]
        forms = (word, word.lower(), word.replace("-", ""), word.replace("-", "").lower())
        leading = tuple(dict.fromkeys(forms)) if word else ()
        if len(self) >= _MOST_KNOWN:
            self.clear()
        self[printed] = leading
        return leading


@dataclass(slots=True)
class Gazetteer:
    """The names of one language, ready to be searched.

    Names repeat: what the words of a text name is remembered, piece by piece between blanks, with
    the words that would name more. So each name is read word by word where it is new only.
    """

    root: _Node
    script: Script
    opener: _Opener
    leading: _Leading
    known: dict[str, _Known] = field(default_factory=dict)
    size: int = 0  # of what is known

    def find(self, string: str) -> list[Naming]:
        """All names in a text: the longest at each place, and the names these hold."""
        pieces, gap = self.script.pieces(string), self.script.separated
        opening = list(compress(range(len(pieces)), map(self.opener.__getitem__, pieces)))
        if not opening:
            return []
        found: list[Naming] = []
        reached = [0, *accumulate(map(len, pieces))]
        behind = 0
        for i in opening:
            piece = pieces[i]
            for place in self.opener[piece]:
                at = reached[i] + i * gap + place
                if at < behind:
                    continue
                first = piece[place:] if place else piece
                known = self.known.get(first) or self._learn(self.known, first, first)
                named = self._named(string, at, known, pieces, i + 1)
                if named and not (named.guard and named.guard.refuses(string, at, named)):
                    behind = at + named.end
                    found += [
                        Naming(at + start, at + end, entry, short, nested)
                        for start, end, entry, short, nested in named.namings
                    ]
        return found

    def _named(
        self, string: str, at: int, known: _Known, pieces: Sequence[str], j: int
    ) -> _Named | None:
        """What is named at a place, as its pieces are known or read; those from an index on follow.

        A piece without a word says nothing: names may go on behind it.
        """
        while known.going and j < len(pieces):
            piece = pieces[j]
            following = known.on.get(piece)
            if following is None:
                leading = self.leading[piece]
                if not leading:
                    return self._named_apart(string, at, known, pieces, j)
                if known.going.isdisjoint(leading):
                    break
                text = known.text + " " * self.script.separated + piece
                following = self._learn(known.on, piece, text)
            known = following
            j += 1
        return known.named

    def _named_apart(
        self, string: str, at: int, known: _Known, pieces: Sequence[str], j: int
    ) -> _Named | None:
        """The same, where pieces without a word stand behind what is known."""
        following = (self.leading[pieces[k]] for k in range(j, len(pieces)))
        leading = next(filter(None, following), ())
        if known.going.isdisjoint(leading):
            return known.named
        return _read(self.root, self.script, string, at)[0]

    def _learn(self, among: dict[str, _Known], piece: str, text: str) -> _Known:
        """Read words that are not known yet."""
        if self.size >= _MOST_KNOWN:
            self.known.clear()
            self.size = 0
        named, front = _read(self.root, self.script, text, 0)
        known = _Known(text, named, frozenset(word for n in front for word in (*n.exact, *n.loose)))
        among[piece] = known
        self.size += 1
        return known


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
    return Gazetteer(root, script, _Opener(root, script), _Leading(script))


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


def _read(root: _Node, script: Script, string: str, at: int) -> tuple[_Named | None, list[_Node]]:
    """What is named at a place of a text, and from where in the tree more words would lead on."""
    match = _longest(root, script.words(string, at), string)
    front = match.front
    if match.node is None and script.proclitics:
        for match in _behind_proclitics(root, script, string, at):
            front = front + match.front
            if match.node:
                break
    words, length, node, _ = match
    if node is None:
        return None, front
    inner = [_longest(root, script.words(string, words[j][1]), string) for j in range(1, length)]
    front = [*front, *(node for other in inner for node in other.front)]
    if _is_cut_into(length, inner):
        return None, front
    name = words[:length]
    start, end = name[0][1] - at, name[-1][2] - at
    held = _held(root, script, name, string, node.full.holds) if node.full else ()
    namings = [
        *_namings(node, start, end),
        *(n._replace(start=n.start - at, end=n.end - at) for n in held),
    ]
    return _Named(start, end, node.guard, tuple(namings)), front


def _behind_proclitics(root: _Node, script: Script, string: str, at: int) -> Iterator[_Match]:
    """The names that may begin inside a word: "and", "to", "by" are written together with it.

    Their words begin where the names do.
    """
    word, start, end = next(script.words(string, at))
    for skipped, rest in script.without_proclitics(word):
        within = chain([(rest, start + skipped, end)], script.words(string, end))
        yield _longest(root, within, string)


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
    _, matches, _ = _matches(root, words, string)
    held = ((n, node) for n, node in matches if node.full)
    return next(((n, node) for n, node in held if node.full and node.full.id in holds), (0, None))


def _longest(root: _Node, words: Iterable[_Word], string: str) -> _Match:
    """The longest name that words begin with."""
    read, matches, front = _matches(root, words, string)
    length, node = matches[0] if matches else (0, None)
    return _Match(read, length, node, front)


def _is_cut_into(length: int, inner: Sequence[_Match]) -> bool:
    """Whether a longer name begins inside a name and goes on behind it.

    "the bodies of the United Nations Framework Convention on …" names the convention.
    """
    return any(
        match.length > length and j + match.length > length for j, match in enumerate(inner, 1)
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
) -> tuple[list[_Word], list[tuple[int, _Node]], list[_Node]]:
    """The words read, the names that they begin with, the longest first, and where more lead on."""
    read: list[_Word] = []
    found: list[tuple[int, _Node]] = []
    front = [root]
    for word in words:
        if read and not _is_between(string, read[-1][2], word[1]):
            return read, found[::-1], []
        reached = _step(front, word[0])
        if not reached:
            return read, found[::-1], []
        front = reached
        read.append(word)
        found += [(len(read), node) for node in front if node.full or node.short]
    return read, found[::-1], front
