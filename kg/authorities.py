"""Load the authority files: what bodies, instruments, events and groups exist, by what names.

Know names and facts; say nothing of where a text uses them. The files are data
(``kg/authorities/*.toml``); a broken one stops the run and names its file and entry.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, get_args

from kg.errors import RuleError

EntryKind: TypeAlias = Literal["body", "instrument", "publication", "event", "group"]

FOLDER = Path(__file__).parent / "authorities"
FILES: Mapping[str, EntryKind] = MappingProxyType(
    {
        "bodies.toml": "body",
        "instruments.toml": "instrument",
        "publications.toml": "publication",
        "events.toml": "event",
        "groups.toml": "group",
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One thing that texts name.

    ``names`` and ``short`` hold, by language, name patterns (see `expand`); the first name of a
    language is its label. A short name counts only once the text has used a full one.
    ``holds`` lists the ids of entries whose names stand inside this one's and are mentions too.
    """

    id: str  # "body:GA", "instrument:cedaw", "event:wssd-1995", "group:member-states"
    kind: EntryKind
    type: str  # organ, treaty, summit…: see the file's head
    names: Mapping[str, tuple[str, ...]]
    short: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    holds: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)  # symbol, date, place, wikidata, source…

    @property
    def key(self) -> str:
        """The part behind the colon: ``cedaw``."""
        return self.id.partition(":")[2]

    def label(self, language: str) -> str:
        """The name to show in a language, or in English, or in any the file has."""
        names = self.names.get(language) or self.names.get("en") or next(iter(self.names.values()))
        return next(expand(names[0]))


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """All entries by id, and the seventeen goals by number."""

    entries: Mapping[str, Entry]
    goals: Mapping[str, Mapping[str, str]]  # "5" → {"en": "Gender equality", "fr": …}

    def of_kind(self, kind: EntryKind) -> Iterator[Entry]:
        """The entries of one kind, in the order of their file."""
        return (entry for entry in self.entries.values() if entry.kind == kind)


def expand(pattern: str) -> Iterator[str]:
    """The names that a pattern stands for, the fullest first.

    ``[compétents]`` is optional, ``(des|de)`` chooses, and a choice may stand in what is optional:
    ``organismes [compétents] (des|de) l'ONU`` gives four names.
    """
    return iter(dict.fromkeys(" ".join(name.split()) for name in _expanded(pattern)))


def _expanded(pattern: str) -> Iterator[str]:
    """As `expand`, with the blanks as they come."""
    pieces = re.findall(r"\[([^\[\]]*)\]|\(([^()|]*(?:\|[^()|]*)+)\)|([^\[(]+|[\[(])", pattern)
    choices = [
        (*_expanded(optional), "") if optional else choice.split("|") if choice else (plain,)
        for optional, choice, plain in pieces
    ]
    return map("".join, itertools.product(*choices))


@cache
def load_catalogue(folder: Path = FOLDER) -> Catalogue:
    """Read all authority files.

    Args:
        folder: where the five entry files and ``goals.toml`` stand.

    Returns:
        The catalogue; the same object for the same folder.

    Raises:
        RuleError: a file is missing or no TOML, or an entry lacks its names or type, or points
            to an entry that does not exist.
    """
    entries = {
        entry.id: entry
        for name, kind in FILES.items()
        for entry in _read_entries(folder / name, kind)
    }
    for entry in entries.values():
        for other in entry.holds:
            if other not in entries:
                raise RuleError(f"{entry.id}: holds {other!r}, which no authority file has")
    return Catalogue(MappingProxyType(entries), MappingProxyType(_read(folder / "goals.toml")))


def _read_entries(path: Path, kind: EntryKind) -> Iterator[Entry]:
    for key, row in _read(path).items():
        yield _entry(path, kind, key, dict(row))


def _entry(path: Path, kind: EntryKind, key: str, row: dict[str, Any]) -> Entry:
    try:
        names, type_ = row.pop("names"), row.pop("type")
    except KeyError as missing:
        raise RuleError(f"{path.name}: [{key}] lacks {missing}") from None
    short = row.pop("short", {})
    for language, spelled in (*names.items(), *short.items()):
        if language not in ("ar", "en", "es", "fr", "ru", "zh") or not spelled:
            raise RuleError(f"{path.name}: [{key}] has an empty or unknown language {language!r}")
    return Entry(
        id=f"{kind}:{key}",
        kind=kind,
        type=type_,
        names={language: tuple(spelled) for language, spelled in names.items()},
        short={language: tuple(spelled) for language, spelled in short.items()},
        holds=tuple(row.pop("holds", ())),
        facts=MappingProxyType(row),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RuleError(
            f"{path.name}: the authority file is missing from {path.parent.name}/"
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path.name}: no valid TOML: {error}") from None


assert set(FILES.values()) == set(get_args(EntryKind))
