"""Put passages of text together, with the hyperlinks that stand on their words.

A passage is words in order, each stretch with the address it leads to. Know of characters only;
nothing of the format that they come from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate, dropwhile, groupby
from typing import NamedTuple, TypeAlias

from kg.formats.extracted import Extracted, Hyperlink
from kg.text import SUPERSCRIPTS

NOTES = "_" * 10  # the line between the body and its footnotes, as the UN prints it
_RAISED = re.compile(r"[\s,]*\d[\d\s,]*")
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


class Span(NamedTuple):
    """A stretch of text that leads to one address, or to none; a page may begin with it."""

    text: str
    url: str = ""
    turns: bool = False


Passage: TypeAlias = Sequence[Span]


def raised(text: str) -> str:
    """Superscript text: digits as superscript digits; anything else as it stands.

    Args:
        text: ``12`` gives ``¹²``, ``1, 2`` gives ``¹, ²``; ``er`` and ``21st`` stay.
    """
    if not _RAISED.fullmatch(text):
        return text
    digits = (str(unicodedata.digit(c)) if c.isdigit() else c for c in text)
    return "".join(digits).translate(SUPERSCRIPTS)


def web_address(url: str) -> str:
    """The address where it leads to a page of the web; nothing of a script, a file or a mailbox."""
    stripped = url.strip()
    return stripped if _WEB.fullmatch(stripped) else ""


def words_of(passage: Passage) -> str:
    """The text of a passage, without what surrounds it."""
    return "".join(span.text for span in passage).strip()


def trimmed(passage: Passage) -> Passage:
    """The passage without blanks at its ends."""
    kept = list(dropwhile(_is_blank, passage))
    while kept and _is_blank(kept[-1]):
        kept.pop()
    if kept:
        kept[0] = kept[0]._replace(text=kept[0].text.lstrip())
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip())
    return kept


def _is_blank(span: Span) -> bool:
    return not span.text.strip()


def on_one_line(passage: Passage) -> Passage:
    """The passage with each run of blanks, tabs and line breaks as one blank."""
    kept: list[Span] = []
    for span in trimmed(passage):
        text = _BLANKS.sub(" ", span.text)
        if kept and kept[-1].text.endswith(" "):
            text = text.removeprefix(" ")
        if text:
            kept.append(span._replace(text=text))
    return kept


def joined(passages: Iterable[Passage], glue: str) -> Passage:
    """One passage of several, apart by a glue that no hyperlink covers."""
    together: list[Span] = []
    for passage in passages:
        if together:
            together.append(Span(glue))
        together.extend(passage)
    return together


def with_notes(body: Iterable[Passage], notes: Iterable[tuple[str, Passage]]) -> Extracted:
    """A document: its paragraphs, and behind a line its footnotes.

    Args:
        body: the paragraphs; blank ones are left out.
        notes: the mark and the words of each footnote; the mark is empty where the words hold it.

    Returns:
        The text, with its hyperlinks and pages; the notes stand together, on no page.
    """
    paragraphs = [kept for passage in body if (kept := trimmed(passage))]
    marked = [
        [Span(f"{mark} "), *words] if mark else words
        for mark, passage in notes
        if (words := trimmed(passage))
    ]
    block: list[Passage] = [[Span(NOTES)], *marked] if marked else []
    found = extracted(joined([*paragraphs, *block], "\n\n"))
    if not (block and found.pages):
        return found
    return replace(found, unpaged=len(found.text) - len(words_of(joined(block, "\n\n"))))


def extracted(passage: Passage) -> Extracted:
    """The text of a passage, with one hyperlink for neighbours that lead to one address."""
    spans = [span for span in passage if span.text]
    links: list[Hyperlink] = []
    at = 0
    for url, linked in groupby(spans, key=lambda span: span.url):
        text = "".join(span.text for span in linked)
        words = text.strip()
        if url and words:
            start = at + text.index(words)
            links.append(Hyperlink(start, start + len(words), url))
        at += len(text)
    ends = accumulate((len(span.text) for span in spans), initial=0)
    turns = [start for start, span in zip(ends, spans, strict=False) if span.turns]
    pages = tuple(dict.fromkeys([0, *turns])) if turns else ()
    return Extracted("".join(span.text for span in spans), tuple(links), pages)
