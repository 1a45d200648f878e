"""The words of the explorer's interface, and of the graph's concepts, in six languages.

Words stand in data files of one shape; concepts are called as the ontology calls them.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import RuleError
from kg.iris import ONTOLOGY, concept
from kg.network import KINDS
from kg.site.concepts import concept_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WORDS = Path(__file__).parent / "words"
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")

_SCHEMES = {
    "act": "act",
    "function": "citation-function",
    "status": "resolution-status",
    "mode": "adoption-mode",
    "mandate": "mandate-type",
}


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
    found: dict[str, dict[str, dict[str, str]]] = {}
    for scheme, keys in used.items():
        for key in sorted(set(keys)):
            labels = _in_six(concept(_SCHEMES[scheme], key))
            if labels:
                found.setdefault(scheme, {})[key] = labels
    return found


def kinds() -> dict[str, dict[str, str]]:
    """Give what the kinds of texts and events are called: kind → language → label."""
    found: dict[str, dict[str, str]] = {}
    for name, kind in KINDS.items():
        found.setdefault(kind, _in_six(f"{ONTOLOGY}{name}"))
    return found


def _read(language: str) -> dict[str, str]:
    path = WORDS / f"{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _in_six(iri: str) -> dict[str, str]:
    """What a class or concept is called in each language; nothing where it is unknown."""
    known = {language: concept_labels(language).get(iri) for language in LANGUAGES}
    return {language: label for language, label in known.items() if label}
