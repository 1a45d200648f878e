"""Read files into documents: bytes to text, and the language of the text.

Say what the file holds; refuse, with a reason, what no resolution can stand in.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from kg.drafting import LANGUAGES, load_stopwords
from kg.errors import KgError, UnreadableDocument

SUFFIXES = (".md", ".markdown", ".txt")
LARGEST = 20_000_000  # bytes; the longest annual report is a quarter of this

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SCRIPTS = (
    ("ar", re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
_WORDS = re.compile(r"[^\W\d_]+")
_LANGUAGE_SAMPLE = 20_000  # characters that tell the language


@dataclass(frozen=True, slots=True)
class Document:
    """One file as decoded; offsets of all findings count in ``source``."""

    path: str
    sha256: str
    encoding: str
    language: str
    source: str


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files to read: each file as given, each folder's texts in order of their names.

    Args:
        paths: files and folders.

    Yields:
        Files; of a folder those, at any depth, whose suffix we read (`SUFFIXES`).

    Raises:
        KgError: a path does not exist, or a folder holds no such file.
    """
    for path in paths:
        if path.is_dir():
            found = sorted(
                p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file()
            )
            found = [p for p in found if p.stem.upper() != "README"]
            if not found:
                raise KgError(f"{path}: no documents here; kg reads {', '.join(SUFFIXES)}")
            yield from found
        elif path.exists():
            yield path
        else:
            raise KgError(f"{path}: no such file or folder")


def read_document(path: Path) -> Document:
    """Read and decode one file and tell its language.

    Args:
        path: a text or Markdown file.

    Returns:
        The document.

    Raises:
        UnreadableDocument: empty, too large, binary, or in an encoding that cannot be told.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UnreadableDocument(
                f"{path}: {size / 1e6:.0f} MB is more than a document has; "
                f"split it (limit {LARGEST / 1e6:.0f} MB)"
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"{path}: cannot be read: {error.strerror}") from None
    source, encoding = _decode(data, path)
    if not source.strip():
        raise UnreadableDocument(f"{path}: the file is empty")
    digest = hashlib.sha256(data).hexdigest()
    return Document(str(path), digest, encoding, detect_language(source), source)


def detect_language(text: str) -> str:
    """The official language a text is written in, by script and by function words.

    Args:
        text: any text; the first 20,000 characters decide.

    Returns:
        One of ar, en, es, fr, ru, zh; English where nothing speaks for another.
    """
    sample = text[:_LANGUAGE_SAMPLE]
    letters = len(_WORDS.findall(sample)) or 1
    for language, script in _SCRIPTS:
        if len(script.findall(sample)) > letters / 4:
            return language
    words = [word.lower() for word in _WORDS.findall(sample)]
    scores = {
        language: sum(word in load_stopwords(language) for word in words) for language in LANGUAGES
    }
    return max(sorted(scores, key=lambda language: language != "en"), key=scores.__getitem__)


def _decode(data: bytes, path: Path) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace"), encoding
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data, path)
    if _is_binary(text):
        raise UnreadableDocument(
            f"{path}: a binary file, not a text; kg reads {', '.join(SUFFIXES)}"
        )
    return text, "utf-8"


def _guess(data: bytes, path: Path) -> tuple[str, str]:
    best = from_bytes(data[:200_000]).best() if b"\x00" not in data[:10_000] else None
    if best is None:
        raise UnreadableDocument(
            f"{path}: a binary file, or a text in an encoding that cannot be told; save it as UTF-8"
        )
    try:
        return data.decode(best.encoding), best.encoding
    except UnicodeDecodeError:
        raise UnreadableDocument(
            f"{path}: not wholly in {best.encoding}; save it as UTF-8"
        ) from None


def _is_binary(text: str) -> bool:
    controls = sum(c < " " and c not in "\t\n\r\f\v" for c in text[:10_000])
    return controls > len(text[:10_000]) / 100
