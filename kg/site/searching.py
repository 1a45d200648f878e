"""Write what a reader can search: the label, title and page of each card, and the script's words.

The file is JSON behind a name, since a page that is opened from a disk may load no other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.site.edition import Edition
from kg.text import visible

# what the script says
_SAID = ("found_none", "found_some")


def search_index(edition: Edition) -> Iterator[str]:
    """The index, piece by piece: the documents that were read first, then things, then the others.

    Yields:
        The text of a script that sets ``unkgPages``: for each page its label, its title or year,
        and its address without ending.
    """
    words = {key: edition.words[key] for key in _SAID}
    yield f"self.unkgWords = {_json(words)};\nself.unkgPages = [\n"
    cards = sorted(edition.register.cards.values(), key=lambda c: (not c.read, c.kind == "doc"))
    last = len(cards) - 1
    for i, card in enumerate(cards):
        beside = card.title or (str(card.year) if card.year else "")
        row = [visible(card.label), visible(beside), card.stem]
        yield f"{_json(row)}{',' if i < last else ''}\n"
    yield "];\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
