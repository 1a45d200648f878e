"""Judge what a host answered: which format the bytes are, whether they are whole, what they name.

Never trust the status or the declared type: 200 may be nothing, a page around a document, another
document, or a page that challenges browsers. No host is asked here, and no text is read.
Sources: the file signatures of PDF (ISO 32000-1, 7.5.2), ZIP (APPNOTE 4.3), OLE2 (MS-CFB 2.2) and
WordPerfect; UN word files name their symbol in ``docProps/custom.xml`` as Symbol1, Symbol2.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from kg.errors import KgError, SymbolError
from kg.hosts import Settings, Source
from kg.symbols import Symbol, parse_symbol
from kg.text import visible

Kind: TypeAlias = Literal[
    "absent",  # the host does not have it: 404, 410, 200 with nothing
    "malformed",  # the host, or our grammar, knows no such symbol
    "refused",  # 401, 403, robots.txt
    "challenged",  # a page that lets browsers pass, and nobody else
    "busy",  # 429, 5xx, or asks to wait longer than we do
    "unreachable",  # no answer, or one that breaks off
    "unfit",  # an answer, but not the document: another format, another symbol, too large
]

_HEAD = 65_536  # bytes in which a format, or a challenge, shows
_TAIL = 66_000  # bytes in which a PDF or a ZIP says that it ends; a ZIP's comment has 65,535
_SIGNATURES = (
    ("doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("wpf", b"\xffWPC"),
    ("rtf", b"{\\rtf"),
)
_HTML = re.compile(
    rb"(?is)(?:\xef\xbb\xbf|\s|<!--(?:(?!-->).)*-->)*<(?:!doctype\s+html|html|head|body)\b"
)
_XML = re.compile(rb"(?:\xef\xbb\xbf|\s)*<(?:\?xml|[a-z]+[\s>:])", re.IGNORECASE)
_TITLE = re.compile(rb"<title[^>]*>(.{0,300}?)</title>", re.IGNORECASE | re.DOTALL)
_LARGEST_PROPERTIES = 1_000_000  # bytes of docProps/custom.xml
_SYMBOL_PROPERTY = re.compile(r'(?i)name="Symbol\d"[^>]*>\s*<vt:lpw?str>([^<]{1,200})</vt:')
_FILE_NAME = re.compile(r"filename\*?=(?:UTF-8'[^']*')?\"?([^\";]+)", re.IGNORECASE)
_FILE_LANGUAGE = re.compile(r"-([A-Za-z]{2})$")
_KEY = re.compile(r"[\W_]+")


class Failure(KgError):
    """A document that a source did not deliver: what sort of failure, and why, in words."""

    def __init__(
        self, kind: Kind, reason: str, *, status: int | None = None, url: str = ""
    ) -> None:
        super().__init__(visible(reason))
        self.kind: Kind = kind
        self.status = status
        self.url = url


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host delivered, on disk and whole.

    Attributes:
        url: that delivered it, behind all forwards.
        status: 200, or 304 where what we hold is still what there is.
        headers: their names in lower case.
        path: of the bytes.
        size: of them.
        sha256: of them.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    path: Path
    size: int
    sha256: str


def format_of(path: Path) -> str:
    """The format of a file, told from its bytes.

    Args:
        path: of a file.

    Returns:
        docx, pdf, doc, wpf, rtf, html, xml, zip, text, unknown; "" for an empty file.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        return ""
    if head.startswith(b"PK\x03\x04"):
        return "docx" if "word/document.xml" in _names(path) else "zip"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    for name, signature in _SIGNATURES:
        if head.startswith(signature):
            return name
    return _text_format(head)


def _text_format(head: bytes) -> str:
    if _HTML.match(head):
        return "html"
    if _XML.match(head):
        return "xml"
    return "unknown" if b"\x00" in head else "text"


def _names(path: Path) -> frozenset[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return frozenset()


def is_cut(path: Path) -> bool:
    """Whether a PDF or ZIP lacks its end: the connection closed before all of it had come."""
    with path.open("rb") as file:
        head = file.read(1024)
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    if head.startswith(b"PK\x03\x04"):
        return b"PK\x05\x06" not in tail
    return b"%PDF-" in head and b"%%EOF" not in tail


def challenge(status: int, headers: Mapping[str, str], body: bytes, settings: Settings) -> str:
    """What gives a page away that challenges browsers; "" where nothing does.

    Args:
        status: of the answer.
        headers: their names in lower case.
        body: its beginning.
        settings: name headers and markers.
    """
    for name in settings.challenge_headers:
        if name in headers:
            return f"{name}: {headers[name]}"
    if not (_HTML.match(body) or not body):
        return ""
    for marker in settings.challenge_markers:
        if marker.encode() in body:
            return marker
    return "HTTP 202 without a document" if status == 202 else ""


def check(answer: Answer, symbol: Symbol, language: str, source: Source) -> str:
    """Make sure that an answer is the document that was asked for.

    Args:
        answer: that came.
        symbol: that was asked for.
        language: that was asked for.
        source: that was asked.

    Returns:
        The document's format.

    Raises:
        Failure: it is nothing, another format than the source may deliver, or another document.
    """
    found = format_of(answer.path)
    if not found:
        raise _failure("absent", "an empty answer: not published in this language", answer)
    if found not in source.accepts:
        raise _failure("unfit", _not_accepted(found, answer.path, source), answer)
    for names in _names_given(answer, found, asked=source.url_of(symbol, language)):
        if names and not any(is_same_document(name, symbol) for name in names):
            others = ", ".join(name.text for name in names)
            raise _failure("unfit", f"another document: {others}", answer)
    told = _FILE_LANGUAGE.search(_stem(_file_name(answer)))
    codes = {code.lower(): ours for ours, code in source.languages.items()}
    if told and codes.get(told[1].lower(), language) != language:
        raise _failure("unfit", f"another language: {_file_name(answer)}", answer)
    return found


def is_same_document(named: Symbol, wanted: Symbol) -> bool:
    """Whether a name is that of the document; one file holds resolutions A and B, called A-B.

    Args:
        named: by which a file or a text calls itself.
        wanted: that was asked for.
    """
    if _key(named.text) == _key(wanted.text):
        return True
    same_number = (named.organ, named.series, named.session, named.number) == (
        wanted.organ, wanted.series, wanted.session, wanted.number,
    )  # fmt: skip
    return named.number is not None and same_number and ("-" in named.letters or not named.letters)


def _failure(kind: Kind, reason: str, answer: Answer) -> Failure:
    return Failure(kind, reason, status=answer.status, url=answer.url)


def _not_accepted(found: str, path: Path, source: Source) -> str:
    wanted = " or ".join(sorted(source.accepts))
    if found == "html":
        with path.open("rb") as file:
            title = _TITLE.search(file.read(_HEAD))
        shown = (
            " ".join(html.unescape(title[1].decode("utf-8", "replace")).split()) if title else ""
        )
        return f"a web page ({shown}), not {wanted}" if shown else f"a web page, not {wanted}"
    if found in ("wpf", "doc", "rtf"):
        return f"an old word processor's file ({found}), not {wanted}"
    return f"{found} data, not {wanted}"


def _names_given(answer: Answer, found: str, *, asked: str | None) -> Iterator[list[Symbol]]:
    """The symbols by which an answer calls itself: in its properties, its file's name, its address.

    An address that is the one we asked says nothing: the symbol in it is ours.
    """
    if found == "docx":
        yield [symbol for text in _properties(answer.path) if (symbol := _read(text))]
    yield _in_path(_declared_name(answer).replace("_", "/"))
    if answer.url != asked:
        parts = urlsplit(answer.url)
        spelt = [unquote(parts.path), *(value for _, value in parse_qsl(parts.query))]
        yield [symbol for text in spelt for symbol in _in_path(text.replace("_", "/"))]


def _in_path(path: str) -> list[Symbol]:
    """The symbol that a path ends in, the longest that can be read: at most one."""
    segments = _FILE_LANGUAGE.sub("", _stem(path)).strip("/").split("/")
    tails = ("/".join(segments[i:]) for i in range(len(segments)))
    return [symbol for tail in tails if (symbol := _read(tail))][:1]


def _read(text: str) -> Symbol | None:
    try:
        return parse_symbol(text)
    except SymbolError:
        return None


def _file_name(answer: Answer) -> str:
    return _declared_name(answer) or urlsplit(answer.url).path.rpartition("/")[2]


def _declared_name(answer: Answer) -> str:
    declared = _FILE_NAME.search(answer.headers.get("content-disposition", ""))
    return unquote(declared[1].strip()) if declared else ""


def _stem(name: str) -> str:
    return re.sub(r"\.(?:pdf|docx?|wpf|wpd)$", "", name, flags=re.IGNORECASE)


def _properties(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive, archive.open("docProps/custom.xml") as file:
            text = file.read(_LARGEST_PROPERTIES).decode("utf-8", "replace")
    except (KeyError, zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return []
    return [html.unescape(found) for found in _SYMBOL_PROPERTY.findall(text)]


def _key(text: str) -> str:
    return _KEY.sub("/", text.upper()).strip("/")
