"""Check Python, the libraries that unkg needs, and the programs that help it.

Which libraries, and how new, is asked of the installed distribution: `pyproject.toml` is the only
list. A library is well if it is new enough and its modules load; nothing is installed here.
"""

from __future__ import annotations

import platform
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module, metadata
from types import MappingProxyType

from kg.doctor.checks import Check, attempt

#: Programs that are not needed → what they are for.
PROGRAMS: Mapping[str, str] = MappingProxyType(
    {
        "ocrmypdf": "gives a scanned PDF the layer of text that kg reads",
        "soffice": "is LibreOffice, and converts .doc, .wpf and .rtf to .docx, which kg reads",
    }
)
_DISTRIBUTION = "unkg"
_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:.*>=\s*(?P<least>[0-9.]+))?")
_RELEASE = re.compile(r"[0-9]+(?:\.[0-9]+)*")


@dataclass(frozen=True, slots=True)
class _Requirement:
    """What is needed, and the oldest release that will do; "" where any does."""

    name: str
    least: str

    def __str__(self) -> str:
        return f"{self.name}>={self.least}" if self.least else self.name


def check_environment() -> Iterator[Check]:
    """Look at the installed distribution, Python, and each library that it requires.

    Yields:
        A check for each; only the first where unkg is not installed.
    """
    try:
        installed = metadata.distribution(_DISTRIBUTION)
    except metadata.PackageNotFoundError:
        advice = "install it, so that its libraries come with it: pip install --editable ."
        yield Check(_DISTRIBUTION, "fail", "runs without being installed", advice)
        return
    yield Check(_DISTRIBUTION, "ok", f"{installed.version} is installed")
    yield _check_python(_requirement(f"Python{installed.metadata['Requires-Python']}"))
    for line in installed.requires or ():
        if ";" not in line:  # behind it stands a condition: what extras need
            yield _check_library(_requirement(line))


def check_programs() -> Iterator[Check]:
    """Look for each program that is not needed, but helps."""
    for name, purpose in PROGRAMS.items():
        path = shutil.which(name)
        if path:
            yield Check(name, "ok", path)
        else:
            yield Check(name, "note", "not found", f"install it if you need it: it {purpose}")


def _check_python(needed: _Requirement) -> Check:
    release = platform.python_version()
    if _is_older(release, needed.least):
        advice = f"make an environment with a newer one: make PYTHON=/path/to/python{needed.least}"
        return Check(needed.name, "fail", f"{release} is older than {needed.least}", advice)
    return Check(needed.name, "ok", release)


def _check_library(needed: _Requirement) -> Check:
    install = f"pip install --upgrade '{needed}'"
    try:
        release = metadata.version(needed.name)
    except metadata.PackageNotFoundError:
        return Check(needed.name, "fail", "not installed", install)
    if _is_older(release, needed.least):
        return Check(needed.name, "fail", f"{release} is older than {needed.least}", install)

    def load() -> str:
        for module in _modules(needed.name):
            import_module(module)
        return f"{release} loads"

    again = f"pip install --force-reinstall '{needed}'"
    return attempt(needed.name, load, advice=again)


def _requirement(line: str) -> _Requirement:
    found = _REQUIREMENT.match(line)
    assert found, f"a requirement begins with a name: {line!r}"
    return _Requirement(found["name"], found["least"] or "")


def _modules(name: str) -> list[str]:
    """The modules of a library: ``charset-normalizer`` brings ``charset_normalizer``."""
    brought = metadata.packages_distributions().items()
    found = sorted(module for module, names in brought if _plain(name) in map(_plain, names))
    return found or [name]  # which then does not load


def _plain(name: str) -> str:
    """A distribution's name as all spellings of it compare (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _is_older(release: str, least: str) -> bool:
    return _numbers(release) < _numbers(least)


def _numbers(release: str) -> tuple[int, ...]:
    """``3.0.0rc1`` → ``(3,)``: 5.2 and 5.2.0 are the same."""
    found = _RELEASE.match(release)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
