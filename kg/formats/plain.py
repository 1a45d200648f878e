"""Read a text file: bytes to characters, in whatever encoding it was saved."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from kg.errors import UnreadableDocument
from kg.formats.extracted import Extracted, Hyperlink
from kg.text import LINK

_LARGEST = 10_000_000  # bytes; the longest annual report is half of this
_ENCODING_SAMPLE = 200_000  # bytes that tell an encoding
_BINARY_SAMPLE = 10_000  # characters or bytes that tell a binary file
_CONTROLS = bytes(code for code in range(0x20) if chr(code) not in "\t\n\r\f\v")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding that it was saved in."""

    extracted: Extracted
    encoding: str


def read_plain(data: bytes, name: str) -> Decoded:
    """The characters of a text or Markdown file, as they stand.

    Args:
        data: the file.
        name: the file's name, for messages.

    Raises:
        UnreadableDocument: too large, binary, or in an encoding that cannot be told.
    """
    if len(data) > _LARGEST:
        raise UnreadableDocument(
            f"{name}: {len(data) / 1e6:.0f} MB is more than a text has; "
            f"split it (limit {_LARGEST / 1e6:.0f} MB)"
        )
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(_with_links(data.decode(encoding, errors="replace")), encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data, name)
    if _is_binary(text):
        raise UnreadableDocument(f"{name}: a binary file, and of no format that kg reads")
    return Decoded(_with_links(text), "utf-8")


def _with_links(text: str) -> Extracted:
    """The text, and the hyperlinks that it writes as Markdown does."""
    links = (Hyperlink(*m.span("words"), m["url"]) for m in LINK.finditer(text))
    return Extracted(text, tuple(links))


def _guessed(data: bytes, name: str) -> Decoded:
    is_text = b"\x00" not in data[:_BINARY_SAMPLE]
    best = from_bytes(data[:_ENCODING_SAMPLE]).best() if is_text else None
    if best is None:
        raise UnreadableDocument(
            f"{name}: a binary file, or a text in an encoding that cannot be told; save it as UTF-8"
        )
    try:
        return Decoded(_with_links(data.decode(best.encoding)), best.encoding)
    except UnicodeDecodeError:
        raise UnreadableDocument(
            f"{name}: not wholly in {best.encoding}; save it as UTF-8"
        ) from None


def _is_binary(text: str) -> bool:
    head = text[:_BINARY_SAMPLE].encode()
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > len(text[:_BINARY_SAMPLE]) / 100
