"""Write the SKOS scheme of acts from the file that the extraction reads: one source, two forms.

``ontology/vocabularies/act.ttl`` is made by ``python -m kg.vocabulary`` and never edited; a test
holds it to the data. Which words express an act stands with each language, not here.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import terms
from kg.drafting import FOLDER
from kg.errors import RuleError
from kg.iris import ONTOLOGY, VOCABULARY, concept
from kg.rdf import Literal
from kg.store import n_triples

if TYPE_CHECKING:
    from collections.abc import Mapping

ACTS = FOLDER / "acts.toml"
_BESIDE = Path(__file__).parent / "ontology"  # where the wheel puts it
ONTOLOGY_FOLDER = _BESIDE if _BESIDE.is_dir() else Path(__file__).parent.parent / "ontology"
SCHEME = ONTOLOGY_FOLDER / "vocabularies" / "act.ttl"

_LABELS = ("en", "fr", "es", "ru", "ar", "zh")
_DEFINITIONS = ("en", "fr")
_SCHEME_IRI = f"{VOCABULARY}act"
_HEAD = f"""\
@prefix : <{_SCHEME_IRI}/> .
@prefix fn: <{VOCABULARY}citation-function/> .
@prefix skos: <{terms.SKOS}> .
@prefix unkg: <{ONTOLOGY}> .

# Made by `python -m kg.vocabulary` from kg/languages/acts.toml: edit that file, not this one.
# The scheme itself is described in ontology/core.ttl.
"""


def write_acts(scheme: Path = SCHEME, acts: Path = ACTS) -> None:
    """Write the scheme beside the others."""
    scheme.write_text(acts_in_turtle(acts), encoding="utf-8")


def acts_in_turtle(acts: Path = ACTS) -> str:
    """Turn the file of acts into a SKOS scheme.

    Args:
        acts: the file, one table for each act.

    Returns:
        Turtle, in the order of the file.

    Raises:
        RuleError: an act lacks a field, its label in one of the six official languages, or its
            definition in English or French.
    """
    rows = tomllib.loads(acts.read_text(encoding="utf-8"))
    return "\n".join((_HEAD, *(_concept(acts.name, key, row) for key, row in rows.items())))


def _concept(file: str, key: str, row: Mapping[str, Any]) -> str:
    name = concept("act", key).removeprefix(f"{_SCHEME_IRI}/")
    try:
        lines = [
            f":{name} a skos:Concept",
            f"skos:inScheme <{_SCHEME_IRI}>",
            f"skos:topConceptOf <{_SCHEME_IRI}>",
            f"skos:prefLabel {_worded(row['label'], _LABELS)}",
            f"skos:definition {_worded(row['definition'], _DEFINITIONS)}",
            f"unkg:citationFunction fn:{row['function']}",
            f"unkg:bindingTone {n_triples(Literal(row['tone']))}",
        ]
        if row["directive"]:
            lines.append(f"unkg:directive {n_triples(Literal(row['directive']))}")
    except KeyError as missing:
        raise RuleError(f"{file}: [{key}] lacks {missing}") from None
    return " ;\n    ".join(lines) + " .\n"


def _worded(words: Mapping[str, str], languages: tuple[str, ...]) -> str:
    return " , ".join(n_triples(Literal(words[language], language)) for language in languages)


if __name__ == "__main__":
    write_acts()
