"""The words of the explorer's interface, and of the graph's concepts, in six languages.

Words stand in data files of one shape; concepts are called as the ontology calls them.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kg import terms
from kg.errors import RuleError
from kg.iris import ONTOLOGY, VOCABULARY
from kg.network import KINDS
from kg.rdf import Iri
from kg.stated import by_language, objects_of
from kg.store import load
from kg.vocabulary import ONTOLOGY_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Words: TypeAlias = "Mapping[str, str]"  # language → word

WORDS = Path(__file__).parent / "words"
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")

_SCHEMES = {
    "act": "act",
    "function": "citation-function",
    "status": "resolution-status",
    "mode": "adoption-mode",
    "mandate": "mandate-type",
}
_LABEL = Iri(f"{terms.SKOS}prefLabel")


def interface() -> dict[str, dict[str, str]]:
    """Read the words of the interface.

    Returns:
        Language → key → words; ``{n}`` and the like stand for what is filled in.

    Raises:
        RuleError: a file lacks a key that another has.
    """
    words = {language: _read(language) for language in LANGUAGES}
    keys = set().union(*words.values())
    for language, told in words.items():
        if missing := keys - told.keys():
            raise RuleError(f"{WORDS / language}.toml: {min(missing)} is missing")
    return words


def concepts(used: Mapping[str, Iterable[str]]) -> dict[str, dict[str, dict[str, str]]]:
    """Give what concepts are called.

    Args:
        used: scheme (act, function, status, mode, mandate) → keys.

    Returns:
        Scheme → key → language → label; a key that no vocabulary has is left out.
    """
    store = _vocabularies()
    found: dict[str, dict[str, dict[str, str]]] = {}
    for scheme, keys in used.items():
        for key in sorted(set(keys)):
            concept = ox.NamedNode(f"{VOCABULARY}{_SCHEMES[scheme]}/{key}")
            labels = by_language(objects_of(store, concept, _LABEL))
            if labels:
                found.setdefault(scheme, {})[key] = _in_six(labels)
    return found


def kinds() -> dict[str, dict[str, str]]:
    """Give what the kinds of texts and events are called: kind → language → label."""
    store = _vocabularies()
    found: dict[str, dict[str, str]] = {}
    for name, kind in KINDS.items():
        labels = objects_of(store, ox.NamedNode(f"{ONTOLOGY}{name}"), terms.LABEL)
        found.setdefault(kind, _in_six(by_language(labels)))
    return found


def _read(language: str) -> dict[str, str]:
    path = WORDS / f"{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _vocabularies() -> ox.Store:
    schemes = sorted((ONTOLOGY_FOLDER / "vocabularies").glob("*.ttl"))
    return load([ONTOLOGY_FOLDER / "core.ttl", *schemes])


def _in_six(labels: Words) -> dict[str, str]:
    return {language: labels[language] for language in LANGUAGES if language in labels}
