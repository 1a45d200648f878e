"""Read PDF and web pages in a process of their own: a file that breaks it breaks nothing else.

pdfium unpacks as much as a file asks for and ends its process where memory ends; libxml2 compares
each attribute of a tag with all before it; neither can be stopped from within. The process gets the
bytes and gives back text; it has limits of memory and time, and neither writes files nor reads any.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, TypeAlias

from kg.errors import UnreadableDocument
from kg.formats.extracted import Extracted, Hyperlink
from kg.formats.pdf import read_pdf
from kg.formats.webpage import read_html

Kind: TypeAlias = Literal["PDF", "HTML"]

MEMORY = 2_000_000_000  # bytes; two thousand pages of prose take a tenth
SECONDS = 120  # of the processor; two thousand pages of prose take about as much
_PATIENCE = 3  # times as long by the clock, on machines that are busy
_CHILD = "from kg.formats.apart import answer; answer()"
_READERS: Mapping[str, Callable[[bytes, str], Extracted]] = {"PDF": read_pdf, "HTML": read_html}


def read_apart(data: bytes, name: str, kind: Kind) -> Extracted:
    """The text of a file as `read_pdf` or `read_html` gives it, with bounded memory and time.

    Args:
        data: the file's bytes.
        name: of the file, for messages.
        kind: its format.

    Raises:
        UnreadableDocument: as for these; or the file breaks its reader, or asks for more
            memory or time than a document does.
    """
    modules = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
    try:
        child = subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-P", "-c", _CHILD, name, kind],
            input=data,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": modules},
            timeout=_PATIENCE * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _broken(name, kind) from None
    if child.returncode:
        raise _broken(name, kind)
    answered = json.loads(child.stdout)
    if "refused" in answered:
        raise UnreadableDocument(answered["refused"])
    links = tuple(Hyperlink(start, end, url) for start, end, url in answered["links"])
    return Extracted(answered["text"], links, tuple(answered["pages"]))


def answer() -> None:
    """Read the file on standard input, its name and format the arguments; answer with JSON."""
    _limit_itself()
    json.dump(_answered(sys.stdin.buffer.read(), *sys.argv[1:]), sys.stdout)


def _answered(data: bytes, name: str, kind: str) -> dict[str, Any]:
    try:
        found = _READERS[kind](data, name)
    except UnreadableDocument as error:
        return {"refused": str(error)}
    links = [(link.start, link.end, link.url) for link in found.links]
    return {"text": found.text, "links": links, "pages": found.pages}


def _limit_itself() -> None:
    try:
        import resource
    except ImportError:  # on Windows only the clock limits
        return
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        limits = resource.getrlimit(kind)
        lowest = min(n for n in (most, *limits) if n != resource.RLIM_INFINITY)
        with suppress(ValueError, OSError):  # macOS does not limit memory
            resource.setrlimit(kind, (lowest, limits[1]))


def _broken(name: str, kind: Kind) -> UnreadableDocument:
    return UnreadableDocument(
        f"{name}: the {kind} file breaks its reader, or asks for more than {MEMORY / 1e9:.0f} GB "
        f"or {SECONDS} seconds, as no document does; print it to a new PDF, or split it"
    )
