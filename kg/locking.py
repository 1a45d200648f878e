"""Let one process at a time write to a folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import KgError
from kg.places import Place, lock_file

if sys.platform != "win32":
    import fcntl


@contextmanager
def held(lock: Place, refusal: str) -> Iterator[None]:
    """Hold a lock; the system lets go of it when this process ends, however it ends.

    Args:
        lock: a file in a folder that exists; it is made, and stays.
        refusal: what is said where another process holds it.

    Raises:
        KgError: another process holds it, or it cannot be written.
    """
    try:
        file = lock_file(lock).open("ab")
    except OSError as error:
        raise KgError(f"{lock}: cannot be written: {error.strerror}") from None
    with file:
        if sys.platform != "win32":
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise KgError(refusal) from None
        yield
