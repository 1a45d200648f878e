"""Files and folders, wherever they are: on a disk of this machine, or where fsspec reaches.

All that differs between the two stands here and in `kg.remote`; what reads and writes does not ask.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, TypeAlias, TypeVar

from kg.errors import KgError
from kg.remote import Remote

_Given = TypeVar("_Given")
_Had = TypeVar("_Had")

_ADDRESS = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]+)://(?P<host>[^/]*)(?P<path>.*)", re.DOTALL)
_AT_ONCE = 16  # requests: each waits much longer for its answer than it works

#: A file or folder, wherever it is.
Place: TypeAlias = Path | Remote


def place(path: str | os.PathLike[str]) -> Place:
    """The place that a text names.

    Args:
        path: an address, as ``s3://bucket/folder``, where a scheme stands in it; else a path.

    Raises:
        KgError: an address of the web, or one with a password.
    """
    text = os.fspath(path)
    address = _ADDRESS.fullmatch(text)
    if not address:
        return Path(path)
    scheme, host, inner = address.groups()
    if scheme == "file":
        return Path(inner)
    if scheme in ("http", "https"):
        raise KgError(f"{scheme}://{host}: the web is not read from here; fetch it with kg fetch")
    user, _, bare = host.rpartition("@")
    if ":" in user:
        raise KgError(f"{scheme}://…@{bare}: a password in an address would be written down; "
                      "give it to fsspec in its configuration")  # fmt: skip
    return Remote(f"{scheme}://{host}", inner.strip("/"))


def is_there(path: Place) -> bool:
    """Whether something has this name, be it a link that leads nowhere."""
    return os.path.lexists(path) if isinstance(path, Path) else path.exists()


def files_in(folder: Place, *suffixes: str) -> list[str]:
    """The files of a folder, at any depth.

    Args:
        folder: one that is not there has none.
        suffixes: in small letters; without any, all files.

    Returns:
        Their names from the folder on, which have a slash between any two; in the order in which
        paths are sorted.
    """
    names = _names(folder) if isinstance(folder, Path) else folder.files()
    wanted = (name for name in names if not suffixes or _suffix(name) in suffixes)
    return sorted(wanted, key=lambda name: name.split("/"))


def sizes_in(folder: Place) -> dict[str, int]:
    """The files of a folder, as `files_in` names them, and their sizes in bytes."""
    if not isinstance(folder, Path):
        return folder.files()
    return {name: (folder / name).stat().st_size for name in _names(folder)}


def _names(folder: str | Path, above: str = "") -> Iterator[str]:
    """Without a look at the files themselves, which would take most of the time."""
    try:
        found = list(os.scandir(folder))
    except OSError:  # it is not there, or not for us to see
        return
    for one in found:
        if one.is_dir(follow_symlinks=False):
            yield from _names(one.path, f"{above}{one.name}/")
        elif _is_file(one):
            yield above + one.name


def _is_file(found: os.DirEntry[str]) -> bool:
    """Neither a pipe nor a link that leads nowhere."""
    try:
        return found.is_file()
    except OSError:  # a link that leads to itself
        return False


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def make(folder: Place) -> None:
    """Make a folder and those above it; elsewhere they come with their first file."""
    if isinstance(folder, Path):
        folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def whole(path: Place) -> Iterator[IO[bytes]]:
    """A file to write, which stands in its place when all is written, and not before.

    Args:
        path: the place; a file that is there is replaced.

    Yields:
        The file.
    """
    if isinstance(path, Remote):
        with tempfile.TemporaryDirectory() as folder:
            here = Path(folder, "file")
            with here.open("wb") as file:
                yield file
            path.put(here)
        return
    make(path.parent)
    beside = path.with_name(path.name + ".part")
    with beside.open("wb") as file:
        yield file
    os.replace(beside, path)  # noqa: PTH105 - replaces on Windows too


def move(folder: Place, to: Place, names: Collection[str]) -> None:
    """Move files to another folder of the same disk or bucket; those that are there are replaced.

    Args:
        folder: that has them.
        to: the other.
        names: of the files, from the folder on.
    """
    if isinstance(folder, Remote) and isinstance(to, Remote):
        there = to.files()
        # first out of the way: not every place puts a file where one stands
        at_once(Remote.unlink, [to / name for name in names if name in there])
        at_once(Remote.make, {(to / name).parent for name in names})
        at_once(lambda name: (folder / name).copy(to / name), names)
        at_once(Remote.unlink, [folder / name for name in names])
    elif isinstance(folder, Path) and isinstance(to, Path):
        for name in names:
            make((to / name).parent)
            (folder / name).replace(to / name)


def clear(folder: Place, staying: Collection[str] = ()) -> None:
    """Remove all from a folder of ours but what stays; the folder too, where nothing does.

    Elsewhere than on disks, folders may stay empty: in a store of objects there are none.

    Args:
        folder: need not be there.
        staying: names of files in it.
    """
    if isinstance(folder, Remote):
        at_once(Remote.unlink, [folder / name for name in folder.files() if name not in staying])
        return
    for one in list(os.scandir(folder)) if folder.is_dir() else ():
        if one.is_dir(follow_symlinks=False):
            shutil.rmtree(one.path)
        elif one.name not in staying:
            Path(one.path).unlink()
    if not staying and folder.is_dir():
        folder.rmdir()


def disk_of(folder: Place) -> Path | None:
    """The folder, where it is on a disk of this machine: for files that come and go."""
    return folder if isinstance(folder, Path) else None


def lock_file(lock: Place) -> Path:
    """The file of this machine that stands for a lock.

    Other places have no locks, or none that a killed process lets go of: for them a file of this
    machine is locked, which keeps out others of it. A file is written there all the same: hours of
    work are not begun where nothing can be written.
    """
    if isinstance(lock, Path):
        return lock
    with whole(lock):
        pass
    digest = hashlib.sha256(str(lock).encode()).hexdigest()[:16]
    user = os.getuid() if hasattr(os, "getuid") else ""
    return Path(tempfile.gettempdir(), f"unkg-{user}-{digest}.lock")


def at_once(function: Callable[[_Given], _Had], places: Iterable[_Given]) -> list[_Had]:
    """Do something to each of many places, in their order.

    Elsewhere that is mostly waiting, and is done to many of them at a time; on a disk of this
    machine threads would cost more than they save.
    """
    listed = list(places)
    if all(isinstance(path, Path) for path in listed):
        return list(map(function, listed))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(function, listed))
