"""The parts of a document, as values: what structure finds and every later stage reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from kg.documents import Document
from kg.drafting import Drafting
from kg.findings import Evidence, Part
from kg.repairs import Repair
from kg.text import Text


class Anchor(NamedTuple):
    """Where a footnote is called: an index into the paragraph's text, behind the word."""

    at: int
    note: str | None  # the footnote's label; None where its text is lost


class Provision(NamedTuple):
    """One paragraph of a document, or another stretch of it that bears a label."""

    label: str
    part: Part
    text: Text
    number: str | None = None  # as printed
    verb: str | None = None
    act: str | None = None
    anchors: tuple[Anchor, ...] = ()

    @property
    def string(self) -> str:
        """The paragraph's normalised characters."""
        return self.text.string


@dataclass(frozen=True, slots=True)
class Resolution:
    """A document in its parts: head, body, closing, annexes, then notes and page marks."""

    document: Document
    drafting: Drafting
    organ: str | None  # by the enacting formula
    provisions: tuple[Provision, ...]
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[str, ...] = ()

    def evidence(self, provision: Provision, start: int, end: int) -> Evidence:
        """The source's words behind a stretch of a provision's text."""
        first, last = provision.text.span(start, end)
        return Evidence(
            provision.label,
            first,
            last,
            self.document.source[first:last],
            self.document.page(first),
        )
