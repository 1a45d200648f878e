"""Say what a citation does: its function, CiTO's name for it, and the direct edge it earns.

The table follows the scheme in ``ontology/vocabularies/citation-function.ttl``; a test holds the
two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import terms
from kg.drafting import load_acts

if TYPE_CHECKING:
    from kg.rdf import Iri


@dataclass(frozen=True, slots=True)
class Function:
    """A citation's function: what CiTO calls it, and the edge beside `unkg:cites`, if any."""

    characterization: Iri
    edge: Iri | None = None


FUNCTIONS = {
    "recalling": Function(terms.OBTAINS_BACKGROUND_FROM),
    "reaffirming": Function(terms.CONFIRMS),
    "taking-note": Function(terms.CITES_FOR_INFORMATION),
    "welcoming": Function(terms.CREDITS),
    "guided-by": Function(terms.CITES_AS_AUTHORITY),
    "pursuant-to": Function(terms.CITES_AS_AUTHORITY, terms.PURSUANT_TO),
    "bearing-in-mind": Function(terms.CITES_AS_RELATED),
    "having-considered": Function(terms.REVIEWS),
    "endorsing": Function(terms.AGREES_WITH, terms.ENDORSES),
    "adopting": Function(terms.CITO_CITES, terms.ADOPTS),
    "deploring": Function(terms.CRITIQUES),
    "extending": Function(terms.EXTENDS, terms.RENEWS_MANDATE_OF),
    "amending": Function(terms.UPDATES, terms.AMENDS),
    "superseding": Function(terms.RETRACTS, terms.SUPERSEDES),
    "quoting": Function(terms.INCLUDES_QUOTATION_FROM),
    "see-also": Function(terms.CITES_FOR_INFORMATION),
    "mentioning": Function(terms.CITO_CITES),
}


def function_of(act: str | None) -> str:
    """Look up what a citation does under an act; under one that no table knows it only mentions."""
    known = load_acts().get(act) if act else None
    return known.function if known else "mentioning"
