"""Keep fetched documents: files named by their SHA-256, and a manifest that says what they are.

A file is written aside and moved into place when it is whole; the manifest is a journal of JSON
lines, each written at once and flushed, rewritten whole when it is opened. A run that is killed
leaves no half file and no half line that counts. Nothing is judged here, and no host is asked.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, TypeAlias

from kg.errors import KgError
from kg.locking import held

MANIFEST = "manifest.jsonl"
_FILES, _PARTIAL, _LOCK = "files", "partial", "lock"
_BLOCK = 1 << 20
_HELD = "another kg fetch writes to this cache; wait for it, or use another"


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one document in one language, when it was last asked for.

    Attributes:
        symbol: canonical.
        language: our code.
        kind: "held", or why not, as `kg.fetching.answers.Kind` has it.
        time: of the last answer, ISO 8601 in UTC.
        url: that was asked last.
        final_url: that answered, behind all forwards.
        status: the HTTP status; None where no answer came.
        format: docx, pdf…; "" where nothing is held.
        sha256: of the file's bytes; "" where nothing is held.
        size: of the file, in bytes.
        etag: the answer's, for the next question.
        last_modified: the answer's, likewise.
        reason: why nothing is held, in words.
    """

    symbol: str
    language: str
    kind: str
    time: str
    url: str = ""
    final_url: str = ""
    status: int | None = None
    format: str = ""
    sha256: str = ""
    size: int = 0
    etag: str = ""
    last_modified: str = ""
    reason: str = ""

    @property
    def name(self) -> str:
        """A name that says what it is: ``A_RES_70_1.en``."""
        return f"{self.symbol.replace('/', '_').replace(' ', '_')}.{self.language}"

    @property
    def file_name(self) -> str:
        """The name with its format: ``A_RES_70_1.en.pdf``."""
        return f"{self.name}.{self.format}"


_Entries: TypeAlias = dict[tuple[str, str], Entry]  # by symbol and language


class Cache:
    """A folder of documents, open to one writer at a time; read `open_cache`."""

    def __init__(self, folder: Path, entries: _Entries, *, writable: bool) -> None:
        self.folder = folder
        self._entries = entries
        self._writable = writable

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def entry(self, symbol: str, language: str) -> Entry | None:
        """What is known of a document in a language; None where it was never asked for."""
        return self._entries.get((symbol, language))

    def path(self, entry: Entry) -> Path:
        """The file of a document that is held."""
        return self.folder / _FILES / entry.sha256[:2] / f"{entry.sha256}.{entry.format}"

    def holds(self, entry: Entry | None) -> bool:
        """Whether a document's file is there and is what was fetched, byte by byte."""
        if entry is None or not entry.sha256:
            return False
        try:
            return sha256_of(self.path(entry)) == entry.sha256
        except OSError:
            return False

    @contextmanager
    def partial(self) -> Iterator[Path]:
        """The path of a file to write; what is not kept is gone afterwards.

        Raises:
            KgError: the disk refuses.
        """
        try:
            handle, name = tempfile.mkstemp(dir=self.folder / _PARTIAL)
            os.close(handle)
            try:
                yield Path(name)
            finally:
                Path(name).unlink(missing_ok=True)
        except OSError as error:
            raise KgError(f"{self.folder}: cannot be written: {error.strerror}") from None

    def keep(self, entry: Entry, partial: Path | None = None) -> None:
        """Remember what became of a document, and its file where it has a new one.

        Args:
            entry: what the manifest will say.
            partial: a whole file from `partial`; it is moved, and must have the entry's hash.

        Raises:
            KgError: the cache was opened for reading, or the disk refuses.
        """
        if not self._writable:
            raise KgError(f"{self.folder}: the cache was opened to be read")
        try:
            if partial is not None:
                self._move_in(entry, partial)
            with (self.folder / MANIFEST).open("ab", buffering=0) as manifest:
                manifest.write(_line(entry))
                os.fsync(manifest.fileno())
        except OSError as error:
            raise KgError(f"{self.folder}: cannot be written: {error.strerror}") from None
        self._entries[entry.symbol, entry.language] = entry

    def _move_in(self, entry: Entry, partial: Path) -> None:
        path = self.path(entry)
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(path)

    def copy_out(self, entry: Entry, folder: Path) -> Path:
        """Copy a document that is held to a folder, under a name that says what it is.

        Args:
            entry: of the document.
            folder: is made where it is missing.

        Returns:
            The copy's path; a copy with the same bytes is left as it is.

        Raises:
            KgError: the folder cannot be written.
        """
        to = folder / entry.file_name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if to.is_file() and sha256_of(to) == entry.sha256:
                return to
            aside = to.with_name(f".{to.name}.partial")
            shutil.copyfile(self.path(entry), aside)
            aside.replace(to)
        except OSError as error:
            raise KgError(f"{to}: cannot be written: {error.strerror}") from None
        return to


def default_folder() -> Path:
    """``unkg`` in the folder for what can be fetched again (XDG base directories)."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base else Path.home() / ".cache") / "unkg"


@contextmanager
def open_cache(folder: Path, *, writable: bool = True) -> Iterator[Cache]:
    """Open a cache, clear away what a killed run left, and keep other writers out.

    Args:
        folder: is made where it is missing.
        writable: False changes nothing on the disk, and needs nothing to be there.

    Yields:
        The cache.

    Raises:
        KgError: another run writes to it, its manifest is no manifest, or the disk refuses.
    """
    if not writable:
        yield Cache(folder, _read(folder / MANIFEST), writable=False)
        return
    try:
        for inner in (_FILES, _PARTIAL):
            (folder / inner).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KgError(f"{folder}: cannot be written: {error.strerror}") from None
    with held(folder / _LOCK, f"{folder}: {_HELD}"):
        for left in (folder / _PARTIAL).iterdir():
            left.unlink()
        entries = _read(folder / MANIFEST)
        _rewrite(folder / MANIFEST, entries)
        yield Cache(folder, entries, writable=True)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _read(path: Path) -> _Entries:
    """The last entry of each document; a last line without an end is what a killed run left."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise KgError(f"{path}: cannot be read: {error.strerror}") from None
    entries = {}
    for number, line in enumerate(data.split(b"\n")[:-1], start=1):
        try:
            entry = _entry(json.loads(line))
        except (ValueError, TypeError, AttributeError):
            raise KgError(
                f"{path}: line {number} is no entry; take the line out, or use another cache"
            ) from None
        entries[entry.symbol, entry.language] = entry
    return entries


def _entry(row: dict[str, Any]) -> Entry:
    """An entry; what a later version of unkg may add is left out."""
    known = {field.name for field in fields(Entry)}
    entry = Entry(**{name: value for name, value in row.items() if name in known})
    if entry.sha256 and not (
        len(entry.sha256) == 64 and set(entry.sha256) <= set("0123456789abcdef")
    ):
        raise ValueError(entry.sha256)
    if not (entry.format.isalnum() or not entry.sha256):
        raise ValueError(entry.format)
    return entry


def _line(entry: Entry) -> bytes:
    return json.dumps(asdict(entry), ensure_ascii=False).encode() + b"\n"


def _rewrite(path: Path, entries: _Entries) -> None:
    """Write the manifest anew, one line a document, where it says more or less than that."""
    whole = b"".join(_line(entry) for entry in entries.values())
    try:
        if path.exists() and path.read_bytes() == whole:
            return
        aside = path.with_name(f"{path.name}.partial")
        with aside.open("wb") as file:
            file.write(whole)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        raise KgError(f"{path}: cannot be written: {error.strerror}") from None
