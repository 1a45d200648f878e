"""Find files and read them into documents: text of any format, and the language of the text."""

from __future__ import annotations

import bisect
import hashlib
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.drafting import LANGUAGES, load_stopwords
from kg.errors import KgError, UnreadableDocument
from kg.formats import CONVERTED, READ, read_format
from kg.formats.extracted import Hyperlink
from kg.places import Place, files_in, is_there

LARGEST = 100_000_000  # bytes; formats have limits of their own below it

_SCRIPTS = (
    ("ar", re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
_BEYOND_LATIN = re.compile(r"[\u0400-\u06ff\u4e00-\u9fff\ufb50-\ufefc]")
_WORDS = re.compile(r"[^\W\d_]+")
_LANGUAGE_SAMPLE = 20_000  # characters that tell the language
_EVERY, _READ = 5_000, 1_000  # of each so many, so many are read
_CLEARLY = 4  # times what speaks for the next language


@dataclass(frozen=True, slots=True)
class Document:
    """One file as text; offsets of all findings count in ``source``.

    Attributes:
        path: of the file, as given or found.
        sha256: of its bytes.
        read_as: ``PDF``, ``DOCX``, ``HTML``, or the encoding of a text file.
        language: ar en es fr ru zh.
        source: the text.
        links: the hyperlinks of the file, in the order of the text.
        pages: where each page begins; empty where the file does not tell.
        unpaged: where the text begins of which no page is known.
    """

    path: str
    sha256: str
    read_as: str
    language: str
    source: str
    links: tuple[Hyperlink, ...] = ()
    pages: tuple[int, ...] = ()
    unpaged: int | None = None

    def page(self, offset: int) -> int | None:
        """The page, from 1, that a character stands on; None where it is not known."""
        if self.unpaged is not None and offset >= self.unpaged:
            return None
        return bisect.bisect_right(self.pages, offset) or None


def find_files(paths: Iterable[Place]) -> Iterator[Place]:
    """The files to read: each file as given, each folder's documents in order of their names.

    Args:
        paths: files and folders.

    Yields:
        Files; of a folder those, at any depth, whose suffix we read, and those of word processors
        that reading refuses with the command that converts them.

    Raises:
        KgError: a path does not exist, or a folder holds no such file.
    """
    for path in paths:
        if not is_there(path):
            raise KgError(f"{path}: no such file or folder")
        if path.is_dir():
            found = [path / name for name in files_in(path, *READ, *CONVERTED)]
            found = [p for p in found if p.stem.upper() != "README"]
            if not found:
                raise KgError(f"{path}: no documents here; kg reads {', '.join(READ)}")
            yield from found
        else:  # whatever it is, reading says what is wrong with it
            yield path


def read_document(path: Place) -> Document:
    """Read one file and tell its language.

    Args:
        path: of a text, a PDF, a DOCX file or a saved web page; its bytes say which.

    Returns:
        The document.

    Raises:
        UnreadableDocument: empty, too large, broken, locked, or of a format that kg does not read.
    """
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):  # a pipe may never end, or never begin
            raise UnreadableDocument(f"{path}: is no regular file; save its content as a file")
        size = state.st_size
        if size > LARGEST:
            raise UnreadableDocument(
                f"{path}: {size / 1e6:.0f} MB is more than a document has; "
                f"split it (limit {LARGEST / 1e6:.0f} MB)"
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"{path}: cannot be read: {error.strerror}") from None
    extracted, read_as = read_format(data, str(path))
    source = extracted.text
    if not source.strip():
        raise UnreadableDocument(f"{path}: the file is empty")
    digest = hashlib.sha256(data).hexdigest()
    language = detect_language(source)
    return Document(
        path=str(path),
        sha256=digest,
        read_as=read_as,
        language=language,
        source=source,
        links=extracted.links,
        pages=extracted.pages,
        unpaged=extracted.unpaged,
    )


def detect_language(text: str) -> str:
    """The official language a text is written in, by script and by function words.

    Args:
        text: any text; stretches of its first 20,000 characters decide, or where two languages
            stand in these, all of the 20,000.

    Returns:
        One of ar, en, es, fr, ru, zh; English where nothing speaks for another.
    """
    starts = range(0, _LANGUAGE_SAMPLE, _EVERY)
    sample = " ".join(text[at : at + _READ] for at in starts).lower()
    first, second, *_ = _languages(sample, sample.split())
    if first[1] > _CLEARLY * second[1]:
        return first[0]
    sample = text[:_LANGUAGE_SAMPLE].lower()
    return _languages(sample, _WORDS.findall(sample))[0][0]


def _languages(sample: str, words: Sequence[str]) -> list[tuple[str, int]]:
    """What speaks for each language, the likeliest first."""
    beyond = "".join(_BEYOND_LATIN.findall(sample))
    for language, script in _SCRIPTS:
        letters = len(script.findall(beyond))
        if letters > (len(words) or 1) / 4:
            return [(language, letters), ("en", len(words))]
    counts = Counter(words)
    scores = {
        language: sum(counts.get(word, 0) for word in load_stopwords(language))
        for language in LANGUAGES
    }
    return sorted(scores.items(), key=lambda item: (-item[1], item[0] != "en", item[0]))
