"""The extractor that one writes in an afternoon: two patterns, English only.

It says which numbers stand behind the word "resolution" and which symbols are printed; it tells
neither organ nor date, verb or paragraph. It is here to be compared with.
"""

from __future__ import annotations

import re

_SYMBOL = re.compile(r"\b[A-Z]+(?:/[A-Z\d](?:[\w.-]*\w)?)+(?: \(\d{4}\))?")
_NUMBER = re.compile(
    r"\bresolutions? (\d+(?:/\d+)?(?: [A-Z])?(?: \([\dXVILCES-]+\))?)"
    r"(?:(?:,| and|, and) (\d+(?:/\d+)?(?: [A-Z])?(?: \([\dXVILCES-]+\))?))*"
)


def find(text: str) -> list[str]:
    """The numbers and symbols that two patterns match.

    Args:
        text: of a document.
    """
    return [match[0] for pattern in (_SYMBOL, _NUMBER) for match in pattern.finditer(text)]
