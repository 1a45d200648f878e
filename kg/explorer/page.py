"""Put the explorer's page together: one file, or a page with its data in files beside it.

The program is the modules in ``app/`` joined into one script; libraries stand in ``vendor/`` as
they were published. The page forbids itself every request but for its own files.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os.path
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import GraphError
from kg.render import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup

FOLDER = Path(__file__).parent
APP = FOLDER / "app"
VENDOR = FOLDER / "vendor"
STYLES = (TEMPLATES / "palette.css", FOLDER / "page.css")
# in the order in which they need one another
LIBRARIES = (
    "d3-dispatch",
    "d3-timer",
    "d3-ease",
    "d3-color",
    "d3-interpolate",
    "d3-selection",
    "d3-transition",
    "d3-drag",
    "d3-zoom",
    "d3-quadtree",
)

_NO_MARKUP = bytes.maketrans(b"<>&", b",:.")  # the signs of RFC 1924 that HTML would read
_IMPORT = re.compile(
    r'^import (?P<names>\{[^}]*\}) from "(?P<path>\.\.?/[\w/-]+\.js)";$', re.MULTILINE
)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const) (?P<name>\w+))", re.MULTILINE)


def one_file(data: Mapping[str, Any], blocks: Sequence[Any], *, title: str, language: str) -> str:
    """Give the page as one file.

    Args:
        data: what the page needs to be drawn.
        blocks: what it reads when it is looked at.
        title: of the page.
        language: of its interface.
    """
    packed = {"data": _packed(data)} | {f"words-{i}": _packed(b) for i, b in enumerate(blocks)}
    return _page(packed, title=title, language=language, own=False)


def many_files(
    data: Mapping[str, Any], blocks: Sequence[Any], *, title: str, language: str
) -> Iterator[tuple[str, str]]:
    """Give the page and its data as files of a folder: their names and texts.

    A page that was opened from a disk may not fetch a file, but may run a script: each file of data
    is a script that hands over one text.
    """
    yield "index.html", _page({"data": _packed(data)}, title=title, language=language, own=True)
    for i, block in enumerate(blocks):
        yield f"words-{i}.js", f'unkgData("words-{i}","{_packed(block)}");\n'


def joined(folder: Path = APP) -> str:
    """Join the modules of the program into one script, each behind those that it imports.

    A module becomes a function that gives what the module exports: its other names stay its own.

    Raises:
        GraphError: two modules import one another.
    """
    done: dict[str, str] = {}
    _join("main.js", folder, done, ())
    return '"use strict";\n{\nconst modules = {};\n' + "".join(done.values()) + "}\n"


def _join(name: str, folder: Path, done: dict[str, str], above: tuple[str, ...]) -> None:
    if name in above:
        raise GraphError(f"{name}: imports itself by way of {above[-1]}")
    text = (folder / name).read_text(encoding="utf-8")

    def imported(found: re.Match[str]) -> str:
        other = os.path.normpath(Path(name).parent / found["path"])
        if other not in done:
            _join(other, folder, done, (*above, name))
        names = found["names"].replace(" as ", ": ")
        return f'const {names} = modules["{other}"];'

    body = _IMPORT.sub(imported, text)
    exported = ", ".join(found["name"] for found in _EXPORT.finditer(body))
    body = _EXPORT.sub("", body)
    done[name] = f'modules["{name}"] = (() => {{\n{body}return {{ {exported} }};\n}})();\n'


def _page(packed: Mapping[str, str], *, title: str, language: str, own: bool) -> str:
    from jinja2 import Environment, FileSystemLoader  # late: only the drawing commands need it

    style = "".join(path.read_text("utf-8") for path in STYLES)
    scripts = (_libraries(), joined())
    environment = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, keep_trailing_newline=True
    )
    return environment.get_template("page.html").render(
        title=title,
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        policy=_policy(scripts, style, own=own),
        style=_markup(style),
        data=packed,
        libraries=_markup(scripts[0]),
        program=_markup(scripts[1]),
    )


@cache
def _libraries() -> str:
    """The libraries, behind their licences, which ask to be where the libraries are."""
    licences = (VENDOR / "LICENSES.txt").read_text(encoding="utf-8").replace("* ", "- ")
    texts = ((VENDOR / f"{name}.min.js").read_text(encoding="utf-8") for name in LIBRARIES)
    return f"/*\n{licences}*/\n" + "".join(texts)


def _markup(text: str) -> Markup:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - our own files


def _packed(value: object) -> str:
    """JSON, deflated, in 85 letters and signs: no text of the graph can be markup in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    squeezed = gzip.compress(text.encode("utf-8", "replace"), 9, mtime=0)
    return base64.b85encode(squeezed).translate(_NO_MARKUP).decode("ascii")


def _policy(scripts: Sequence[str], style: str, *, own: bool) -> str:
    allowed = " ".join([*map(_digest, scripts), *(["'self'"] if own else [])])
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_digest(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
