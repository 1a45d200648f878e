"""Check Python, the libraries that unkg needs, and the programs that help it.

A library is well if it is new enough and does a small piece of the work that it is there for:
one that is installed for another machine shows only then. Which ones, and how new, is asked of the
installed distribution; nothing is installed here.
"""

from __future__ import annotations

import platform
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution, version
from io import BytesIO
from types import MappingProxyType

from kg.doctor.checks import Check, attempt

DISTRIBUTION = "unkg"
PYTHON = "Python"
#: Programs that are not needed → what they are for.
PROGRAMS: Mapping[str, str] = MappingProxyType(
    {
        "ocrmypdf": "gives a scanned PDF the text layer that kg reads",
        "soffice": "(of LibreOffice) converts .doc, .wpf and .rtf to .docx, which kg reads",
    }
)
_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)\s*>=\s*(?P<least>[0-9.]+)")
_RELEASE = re.compile(r"[0-9]+(?:\.[0-9]+)*")


@dataclass(frozen=True, slots=True)
class Requirement:
    """A library, and the oldest release that will do."""

    name: str
    least: str

    def __str__(self) -> str:
        return f"{self.name}>={self.least}"


def check_installation(name: str = DISTRIBUTION) -> tuple[Check, tuple[Requirement, ...]]:
    """Find the installed distribution, and what it requires.

    Args:
        name: of the distribution.

    Returns:
        The check, and the requirements, Python first; none where it is not installed.
    """
    try:
        installed = distribution(name)
    except PackageNotFoundError:
        advice = "install it, so that its libraries come with it: pip install --editable ."
        return Check(name, "fail", "runs without being installed", advice), ()
    python = f"{PYTHON}{installed.metadata['Requires-Python']}"
    needed = tuple(requirements([python, *(installed.requires or ())]))
    return Check(name, "ok", f"{installed.version} is installed"), needed


def requirements(lines: Iterable[str]) -> Iterator[Requirement]:
    """What is required at run time, of the lines of a distribution's metadata.

    Args:
        lines: as ``lxml>=5.2``; those of extras have a condition behind a semicolon.

    Yields:
        Each requirement that holds without a condition.

    Raises:
        ValueError: a line has another form.
    """
    for line in lines:
        if ";" in line:
            continue
        found = _REQUIREMENT.fullmatch(line.strip())
        if found is None:
            raise ValueError(f"a requirement of another form: {line}")
        yield Requirement(found["name"], found["least"])


def check_python(needed: Requirement) -> Check:
    """Whether the Python that runs is new enough."""
    release = platform.python_version()
    if _numbers(release) < _numbers(needed.least):
        advice = f"make an environment with a newer one: make PYTHON=/path/to/python{needed.least}"
        return Check(PYTHON, "fail", f"{release} is older than {needed.least}", advice)
    return Check(PYTHON, "ok", release)


def check_library(needed: Requirement, release_of: Callable[[str], str] = version) -> Check:
    """Whether a library is installed, new enough, and works.

    Args:
        needed: the library.
        release_of: tells a library's installed release; raises PackageNotFoundError without one.
    """
    advice = f"pip install --upgrade '{needed}'"
    try:
        release = release_of(needed.name)
    except PackageNotFoundError:
        return Check(needed.name, "fail", "not installed", advice)
    if _numbers(release) < _numbers(needed.least):
        return Check(needed.name, "fail", f"{release} is older than {needed.least}", advice)
    again = f"pip install --force-reinstall '{needed}'"

    def work() -> str:
        TRIALS[needed.name]()
        return f"{release} works"

    return attempt(needed.name, work, advice=again)


def check_program(name: str, find: Callable[[str], str | None] = shutil.which) -> Check:
    """Whether a program that is not needed is there.

    Args:
        name: of the program, one of `PROGRAMS`.
        find: gives a program's path, or None.
    """
    path = find(name)
    if path is None:
        return Check(name, "note", "not found", f"install it if you need it; it {PROGRAMS[name]}")
    return Check(name, "ok", path)


def _numbers(release: str) -> tuple[int, ...]:
    """``3.0.0rc1`` → ``(3,)``: 5.2 and 5.2.0 are the same."""
    found = _RELEASE.match(release)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


# --------------------------------------------------------- one small piece of work for each library
def _expect(found: object, expected: object) -> None:
    if found != expected:
        raise ValueError(f"its work came out wrong: {found!r}, not {expected!r}")


def _try_charset_normalizer() -> None:
    from charset_normalizer import from_bytes

    _expect(str(from_bytes(b"plain words, all of them").best()), "plain words, all of them")


def _try_click() -> None:
    import click

    _expect(click.style("a", bold=True), "\x1b[1ma\x1b[0m")


def _try_lxml() -> None:
    from lxml import etree

    _expect([element.tag for element in etree.fromstring(b"<a><b/></a>")], ["b"])


def _try_networkx() -> None:
    import networkx as nx

    _expect(nx.shortest_path(nx.DiGraph([(1, 2), (2, 3)]), 1, 3), [1, 2, 3])


def _try_oxrdflib() -> None:
    import rdflib
    from oxrdflib import OxigraphStore

    graph = rdflib.Graph(store=OxigraphStore())
    graph.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    _expect(len(graph), 1)


def _try_pyoxigraph() -> None:
    import pyoxigraph as ox

    store = ox.Store()
    node = ox.NamedNode("urn:a")
    store.add(ox.Quad(node, node, node))
    _expect(bool(store.query("ASK { <urn:a> <urn:a> <urn:a> }")), True)


def _try_pypdfium2() -> None:
    import pypdfium2

    made = BytesIO()
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(100, 100).close()
        document.save(made)
    with pypdfium2.PdfDocument(made.getvalue()) as document:
        _expect(len(document), 1)


def _try_pyshacl() -> None:
    import pyshacl
    import rdflib

    shapes = rdflib.Graph().parse(
        data="""
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        <urn:shape> a sh:NodeShape ; sh:targetNode <urn:a> ;
            sh:property [ sh:path <urn:b> ; sh:minCount 1 ] .
        """,
        format="turtle",
    )
    _expect(pyshacl.validate(rdflib.Graph(), shacl_graph=shapes)[0], False)


def _try_pyvis() -> None:
    from pyvis.network import Network

    canvas = Network(cdn_resources="in_line")
    canvas.add_node(1, "a mark")
    _expect("a mark" in canvas.generate_html(), True)


def _try_rdflib() -> None:
    import rdflib

    _expect(len(rdflib.Graph().parse(data="<urn:a> <urn:b> 1, 2 .", format="turtle")), 2)


def _try_requests() -> None:
    import requests

    asked = requests.Request("GET", "http://localhost/", params={"s": "A/RES/70/1"}).prepare()
    _expect(asked.url, "http://localhost/?s=A%2FRES%2F70%2F1")


def _try_rich() -> None:
    from io import StringIO

    from rich.console import Console

    written = StringIO()
    Console(file=written).print("a word")
    _expect(written.getvalue(), "a word\n")


def _try_urllib3() -> None:
    from urllib3.util import parse_url

    _expect(parse_url("http://localhost:80/a").port, 80)


#: A library's name, as its distribution is called → its trial, which raises what is wrong.
TRIALS: Mapping[str, Callable[[], None]] = MappingProxyType(
    {
        "charset-normalizer": _try_charset_normalizer,
        "click": _try_click,
        "lxml": _try_lxml,
        "networkx": _try_networkx,
        "oxrdflib": _try_oxrdflib,
        "pyoxigraph": _try_pyoxigraph,
        "pypdfium2": _try_pypdfium2,
        "pyshacl": _try_pyshacl,
        "pyvis": _try_pyvis,
        "rdflib": _try_rdflib,
        "requests": _try_requests,
        "rich": _try_rich,
        "urllib3": _try_urllib3,
    }
)
