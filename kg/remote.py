"""Files and folders that fsspec reaches: in a store of objects, on a cluster's disks.

They are asked as `pathlib.Path` is. What a place fails at (no network, refused credentials) is said
in one line and stops the run: a graph is never written without the documents that could not be had
just then. A missing file alone is told as pathlib tells it. Credentials are fsspec's business.
"""

from __future__ import annotations

import errno
import io
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import IO, Any, Literal, overload

from kg.errors import KgError, one_line

_BLOCK = 1 << 20
_QUERY = re.compile(r"\?\S+")  # of an address in an error: it may be signed


@dataclass(frozen=True, order=True)
class Remote:
    """A file or folder that fsspec reaches.

    Attributes:
        root: scheme and host, or bucket: ``s3://bucket``.
        inner: the names below it, with a slash between any two.
    """

    root: str
    inner: str

    def __str__(self) -> str:
        """The address."""
        return f"{self.root}/{self.inner}" if self.inner else self.root

    def __truediv__(self, name: str) -> Remote:
        """What has a name, or several with slashes, in this folder."""
        return Remote(self.root, f"{self.inner}/{name}" if self.inner else name)

    @property
    def name(self) -> str:
        """The last of its names."""
        return self.inner.rpartition("/")[2]

    @property
    def stem(self) -> str:
        """The name without its suffix."""
        return PurePosixPath(self.name).stem

    @property
    def suffix(self) -> str:
        """What the name ends in, from its last point on."""
        return PurePosixPath(self.name).suffix

    @property
    def parent(self) -> Remote:
        """The folder it is in.

        Raises:
            KgError: it is a whole bucket or host.
        """
        if not self.inner:
            raise KgError(f"{self}: is all there is; name a folder in it")
        return Remote(self.root, self.inner.rpartition("/")[0])

    def is_absolute(self) -> bool:
        """It is: an address says the same wherever it is read."""
        return True

    def absolute(self) -> Remote:
        """It is already."""
        return self

    def stat(self) -> os.stat_result:
        """Whether it is a file or a folder, and how large; no more is known.

        Raises:
            FileNotFoundError: there is no such thing.
        """
        with self._reached() as (system, path):
            info = system.info(path)
        kind = stat.S_IFREG if info["type"] == "file" else stat.S_IFDIR
        return os.stat_result((kind, 0, 0, 0, 0, 0, info.get("size") or 0, 0, 0, 0))

    def exists(self) -> bool:
        """Whether it is there."""
        return self._mode() is not None

    def is_file(self) -> bool:
        """Whether it is a file."""
        return stat.S_ISREG(self._mode() or 0)

    def is_dir(self) -> bool:
        """Whether it is a folder; in a store of objects, whether one has its name before theirs."""
        return stat.S_ISDIR(self._mode() or 0)

    def read_bytes(self) -> bytes:
        """All of a file.

        Raises:
            FileNotFoundError: there is none.
        """
        with self._reached() as (system, path):
            data: bytes = system.cat_file(path)
        return data

    def read_text(self, encoding: str) -> str:
        """All of a text file.

        Raises:
            FileNotFoundError: there is none.
        """
        return self.read_bytes().decode(encoding)

    @overload
    def open(self, mode: Literal["rb"]) -> io.BufferedReader: ...

    @overload
    def open(self, *, encoding: str, newline: str | None = None) -> io.TextIOWrapper: ...

    def open(
        self,
        mode: Literal["r", "rb"] = "r",
        encoding: str | None = None,
        newline: str | None = None,
    ) -> io.BufferedReader | io.TextIOWrapper:
        """A file to read piece after piece.

        Raises:
            FileNotFoundError: there is none.
        """
        with self._reached() as (system, path):
            file: Any = _Reading(self, system.open(path, "rb"))
        data = io.BufferedReader(file, _BLOCK)
        if mode == "rb":
            return data
        return io.TextIOWrapper(data, encoding=encoding, newline=newline)

    def unlink(self, missing_ok: bool = False) -> None:
        """Remove a file.

        Raises:
            FileNotFoundError: there is none, and that is not well.
        """
        try:
            with self._reached() as (system, path):
                system.rm_file(path)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def files(self) -> dict[str, int]:
        """The files of a folder at any depth: the rest of their names, and their sizes."""
        try:
            with self._reached() as (system, path):
                found = system.find(path, detail=True)
        except FileNotFoundError:
            return {}
        above = len(path.strip("/")) + 1  # not all of them begin a name with a slash
        listed = ((name.lstrip("/")[above:], info) for name, info in found.items())
        return {name: info["size"] for name, info in listed if name and info["type"] == "file"}

    def put(self, file: Path) -> None:
        """Copy a file of this machine to here.

        Raises:
            KgError: there is no such bucket.
        """
        try:
            with self._reached() as (system, path):
                system.put_file(str(file), path)
        except FileNotFoundError as error:
            raise KgError(f"{self.root}: {error.strerror}; make it first") from None

    def make(self) -> None:
        """Make a folder in a bucket that is there, or on a host; stores of objects have none."""
        with self._reached() as (system, path):
            system.makedirs(path, exist_ok=True)

    def copy(self, to: Remote) -> None:
        """Copy a file to another name in the same bucket or host, which does that itself."""
        with self._reached() as (system, path):
            system.cp_file(path, system._strip_protocol(str(to)))

    def _mode(self) -> int | None:
        try:
            return self.stat().st_mode
        except FileNotFoundError:
            return None

    @contextmanager
    def _reached(self) -> Iterator[tuple[Any, str]]:
        """What knows the place, and the name there; all errors but a missing file stop the run."""
        with _told(self):
            system = _system(self.root)
            yield system, system._strip_protocol(str(self))


class _Reading(io.RawIOBase):
    """A remote file that is open."""

    def __init__(self, place: Remote, file: IO[bytes]) -> None:
        self._place = place
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - as in the standard library
        with _told(self._place):
            data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


@cache
def _system(root: str) -> Any:  # noqa: ANN401 - fsspec is not typed
    """What fsspec has for a bucket or host; it remembers no listings: others write there too."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise KgError(f"{root}: fsspec is not installed: pip install 'unkg[remote]'") from None
    return url_to_fs(root, use_listings_cache=False)[0]


@contextmanager
def _told(place: Remote) -> Iterator[None]:
    """Say what a place fails at, whatever type its library gives to it."""
    try:
        yield
    except KgError:
        raise
    except FileNotFoundError as error:
        words = error.strerror or one_line(error)
        said = words if " " in words else os.strerror(errno.ENOENT)  # often it is the name alone
        raise FileNotFoundError(errno.ENOENT, said, str(place)) from None
    except ImportError as error:
        raise KgError(
            f"{place}: {one_line(error)}: fsspec needs it; for s3: pip install 'unkg[remote]'"
        ) from None
    except Exception as error:  # each library has its own
        scheme = place.root.partition(":")[0]
        words = _QUERY.sub("?…", one_line(error)) or type(error).__name__
        raise KgError(
            f"{place}: {words}; is the address right, is the place reached from here, "
            f"and has fsspec the credentials for {scheme}?"
        ) from error
