"""Name pages after what they tell of: ``…/id/doc/A-RES-76-136`` has ``doc/A-RES-76-136.html``.

Nothing but a thing's IRI decides its page's name: a link to a page holds from build to build.
All pages stand in the site's folder or one below it.
"""

from __future__ import annotations

import re

from kg.iris import DATA, GOALS, digest

KINDS = (
    "doc",
    "instrument",
    "event",
    "body",
    "group",
    "publication",
    "series",
    "session",
    "agenda",
    "meeting",
    "place",
    "goal",
)  # folders of pages

PAGE, TURTLE, JSON_LD = ".html", ".ttl", ".jsonld"

_LONGEST = 140  # characters of a name: file systems take 255 bytes, readers less
_SAFE = re.compile(r"[A-Za-z0-9_.~=-]+")
# names that Windows keeps for devices, whatever their ending
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


def stem_of(iri: str) -> str | None:
    """Name the page of a thing, without ending.

    A percent sign, which servers and file systems read differently, is written ``=``, which no name
    of ours has.

    Args:
        iri: of the thing.

    Returns:
        ``doc/A-RES-76-136``, ``agenda/GA-76=2F28``; None for what has no page: a part of a
        document, or a name that may not be a file's.
    """
    kind, local = _parts(iri)
    if kind not in KINDS:
        return None
    name = local.replace("%", "=")
    if not _SAFE.fullmatch(name):
        return None
    if name.startswith(".") or _DEVICE.fullmatch(name):
        name = f"={ord(name[0]):02X}{name[1:]}"
    if len(name) > _LONGEST:
        name = f"{name[:_LONGEST]}~{digest(local)}"
    return f"{kind}/{name}"


def further(stem: str, number: int) -> str:
    """Name the second and later pages of what fills several: ``body/SG+2``."""
    return stem if number == 1 else f"{stem}+{number}"


def way_up(stem: str) -> str:
    """The way from a page to the site's folder: ``../`` from ``doc/A-RES-76-136``."""
    return "../" * stem.count("/")


def _parts(iri: str) -> tuple[str, str]:
    """A thing's kind and the rest of its IRI."""
    if iri.startswith(GOALS):
        return "goal", iri.removeprefix(GOALS)
    if not iri.startswith(DATA):
        return "", ""
    kind, _, local = iri.removeprefix(DATA).partition("/")
    return kind, local
