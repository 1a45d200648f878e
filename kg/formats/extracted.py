"""What a file of any format holds as text, with the hyperlinks and pages that offsets count in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """The words that a link covers, as offsets into the text, and its address."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """A file's text in reading order, its paragraphs apart by a blank line.

    Attributes:
        text: note marks are superscript digits directly behind their word; footnotes stand behind
            a line of ten underscores, each on a line of its own that begins with its mark.
        links: in the order of the text.
        pages: where each page begins; empty where the file does not tell.
        unpaged: where the text begins of which no page is known: notes that stand together.
    """

    text: str
    links: tuple[Hyperlink, ...] = ()
    pages: tuple[int, ...] = ()
    unpaged: int | None = None
