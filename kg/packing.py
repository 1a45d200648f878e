"""Keep what was found in documents on disk while a build has not yet described it.

An extraction is ten times its text in memory, and a few kilobytes here.
"""

from __future__ import annotations

import pickle
import zlib
from typing import BinaryIO, TypeAlias

from kg.findings import Extraction

Packed: TypeAlias = bytes  # an extraction, as it travels between processes


def pack(extraction: Extraction) -> Packed:
    """An extraction as bytes, for another process of the same run."""
    return zlib.compress(pickle.dumps(extraction, pickle.HIGHEST_PROTOCOL), level=1)


def unpack(packed: Packed) -> Extraction:
    """The extraction that `pack` made bytes of."""
    found: Extraction = pickle.loads(zlib.decompress(packed))  # noqa: S301 - our own bytes
    return found


class Spool:
    """Packed extractions in a file, by the path of their document."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._places: dict[str, tuple[int, int]] = {}

    def keep(self, path: str, packed: Packed) -> None:
        """Write an extraction behind the others."""
        at = self._file.seek(0, 2)
        self._file.write(packed)
        self._places[path] = (at, len(packed))

    def take(self, path: str) -> Packed | None:
        """Read one back; None where the document was not read in this run."""
        place = self._places.get(path)
        if place is None:
            return None
        self._file.seek(place[0])
        return self._file.read(place[1])
