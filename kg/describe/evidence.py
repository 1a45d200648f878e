"""Describe the words behind a finding: one node for each stretch of text, named by its offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar

from kg import terms
from kg.describe.literals import fraction, whole, worded
from kg.rdf import Iri, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.findings import Evidence
    from kg.iris import DocumentNames

_Finding = TypeVar("_Finding")
#: What one language version of a document states.
Stated: TypeAlias = "tuple[DocumentNames, Sequence[_Finding]]"


def describe_evidence(
    names: DocumentNames, finding: Iri, evidence: Sequence[Evidence]
) -> Iterator[Triple]:
    """Link a finding to its words; offsets count in the language version, never in the work."""
    for item in evidence:
        span = names.span(item.start, item.end)
        yield (finding, terms.EVIDENCE, span)
        yield (span, terms.TYPE, terms.TEXT_EVIDENCE)
        yield (span, terms.HAS_SOURCE, names.version)
        yield (span, terms.START, whole(item.start))
        yield (span, terms.END, whole(item.end))
        if item.page:
            yield (span, terms.PAGE, whole(item.page))
        yield (span, terms.QUOTE, worded(item.text, names.language))
        yield (span, terms.IN_PARAGRAPH, names.provision(item.paragraph))


def describe_agreement(
    node: Iri, stating: Iterable[DocumentNames], versions: int
) -> Iterator[Triple]:
    """Say which share of the language versions read states a finding; of one version, nothing."""
    if versions > 1:
        languages = {names.language for names in stating}
        yield (node, terms.AGREEMENT, fraction(len(languages) / versions))
