"""Merge files of one form that each hold a part of a graph, N-Quads line by line.

Only files that our own writers wrote: sorted, one form for one statement, no blank nodes.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import chain, groupby
from typing import NamedTuple

import pyoxigraph as ox

from kg.places import Place
from kg.store import named, natural_key, turtle, write_pieces

_PREFIX = re.compile(r"@prefix (?P<name>[\w-]*): [^\n]*\n")
_HEAD = re.compile(rf"(?:{_PREFIX.pattern.replace('?P<name>', '?:')})*")


class _Block(NamedTuple):
    """What a Turtle file says of one subject."""

    key: str
    text: str


def merge_quads(parts: Sequence[Place], path: Place) -> None:
    """One file of sorted N-Quads of several, which share no statement.

    Raises:
        GraphError: the file cannot be written.
    """
    with ExitStack() as opened:
        files = [opened.enter_context(part.open(encoding="utf-8", newline="\n")) for part in parts]
        write_pieces(path, heapq.merge(*files))


def merge_turtle(parts: Sequence[Place], path: Place, prefixes: Mapping[str, str]) -> None:
    """One Turtle file of several; what they say of one subject stands together.

    Args:
        parts: as `kg.store.write_turtle` wrote them; all of them are held in memory.
        path: the file.
        prefixes: with which they were written.

    Raises:
        GraphError: the file cannot be written.
    """
    used: set[str] = set()
    blocks: list[_Block] = []
    for part in parts:
        with part.open(encoding="utf-8", newline="\n") as file:
            used.update(_declared(file))
            blocks += _blocks(file, prefixes)
    head = sorted(used)
    write_pieces(path, chain(_head(head, prefixes), _united(sorted(blocks), head, prefixes)))


def _head(used: Iterable[str], prefixes: Mapping[str, str]) -> Iterator[str]:
    return (f"@prefix {name}: <{prefixes[name]}> .\n" for name in used)


def _declared(file: Iterable[str]) -> Iterator[str]:
    """The prefixes at the head of a file, which a blank line ends."""
    for line in file:
        prefix = _PREFIX.fullmatch(line)
        if not prefix:
            return
        yield prefix["name"]


def _blocks(file: Iterable[str], prefixes: Mapping[str, str]) -> Iterator[_Block]:
    """The blocks of a file, each behind a blank line; no literal holds a bare line break."""
    lines: list[str] = []
    for line in chain(file, ["\n"]):
        if line != "\n":
            lines.append(line)
        elif lines:
            yield _Block(natural_key(_subject(lines[0], prefixes)), "".join(lines))
            lines.clear()


def _subject(line: str, prefixes: Mapping[str, str]) -> str:
    written = line.partition(" ")[0]
    if written.startswith("<"):
        return written[1:-1]
    name, _, local = written.partition(":")
    return prefixes[name] + local


def _united(
    blocks: Iterable[_Block], used: Sequence[str], prefixes: Mapping[str, str]
) -> Iterator[str]:
    """The blocks, with all of one subject as one."""
    head = "".join(_head(used, prefixes))
    for _, same in groupby(blocks, key=lambda block: block.key):
        first, *others = (block.text for block in same)
        if not others:
            yield f"\n{first}"
            continue
        said = ox.parse(head + first + "".join(others), format=ox.RdfFormat.TURTLE)
        whole = turtle([named(said)], prefixes)
        yield _HEAD.sub("", whole, count=1)
