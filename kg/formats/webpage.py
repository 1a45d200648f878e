"""Read a saved web page as text: the document's words without the site around them.

Leave out navigation, scripts, styles, forms and what is hidden; run nothing and fetch nothing.
Source: the encoding standard (encoding.spec.whatwg.org) on what pages declare and browsers read.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes
from lxml import etree

from kg.errors import UnreadableDocument
from kg.formats.extracted import Extracted
from kg.formats.packages import refuse_legacy
from kg.formats.pageparts import tell_parts
from kg.formats.pagewords import Words
from kg.formats.passages import Passage, trimmed, with_notes, words_of

_LARGEST = 20_000_000  # bytes
_MOST_TAGS = 300_000
_ENCODING_SAMPLE = 200_000  # bytes that tell an encoding which nothing declares
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_TAG = re.compile(r"<(?:!doctype|[a-z][a-z0-9]{0,9})[\s/>]", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
# other formats that are saved under the name of a page
_OTHERS = (
    (b"%PDF-", "a PDF file", "name it .pdf"),
    (b"PK\x03\x04", "a zip or DOCX file", "name it .docx if it is one"),
    (b"MIME-Version:", "a web archive (.mht)", "save the page as HTML"),
    (b"From: <Saved by", "a web archive (.mht)", "save the page as HTML"),
)

_NOTE = re.compile(r"([⁰¹²³⁴-⁹]+)\s*(?=\S)")


def read_html(data: bytes, name: str) -> Extracted:
    """The text of a saved web page.

    Args:
        data: the file.
        name: the file's name, for messages.

    Returns:
        Paragraphs apart by a blank line; tables a line a row, cells apart by a tab; footnotes at
        the end.

    Raises:
        UnreadableDocument: not a page, too large, of no encoding that can be told, or without
            words, as a page that shows a PDF.
    """
    refuse_legacy(data, name)
    _refuse_others(data, name)
    page = _parsed(_decoded(data, name), name)
    base = next(page.iter("base"), None)
    body, notes = [], []
    for passage in Words(tell_parts(page), "" if base is None else base.get("href", "")).read():
        mark = _NOTE.match(words_of(passage))
        if mark:
            notes.append((mark[1], _behind(trimmed(passage), mark.end())))
        else:
            body.append(passage)
    found = with_notes(body, notes)
    if not found.text.strip():
        raise UnreadableDocument(
            f"{name}: a page without words of its own; if it shows a PDF, or asked the browser to "
            "prove itself, open it in a browser and save the document"
        )
    return found


def _refuse_others(data: bytes, name: str) -> None:
    for magic, kind, advice in _OTHERS:
        if data.startswith(magic):
            raise UnreadableDocument(f"{name}: {kind}, not a web page; {advice}")
    if len(data) > _LARGEST or data.count(b"<") > _MOST_TAGS:
        raise UnreadableDocument(
            f"{name}: larger than a page of a document is ({len(data) / 1e6:.0f} MB; "
            f"limits {_LARGEST / 1e6:.0f} MB and {_MOST_TAGS:,} tags); split it"
        )


def _decoded(data: bytes, name: str) -> str:
    """The page as text: by its byte order mark, by what it declares, by its bytes."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace")
    declared = _META.search(data[:4_096])
    for encoding in (*([_as_browsers(declared[1].decode("ascii"))] if declared else []), "utf-8"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    best = from_bytes(data[:_ENCODING_SAMPLE]).best() if b"\x00" not in data[:10_000] else None
    if best is None:
        raise UnreadableDocument(
            f"{name}: a binary file, or a page in an encoding that cannot be told; save it as UTF-8"
        )
    return data.decode(best.encoding, errors="replace")


def _as_browsers(encoding: str) -> str:
    """Latin-1 and ASCII are read as windows-1252, as the encoding standard has it."""
    known = encoding.lower() in ("iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii")
    return "windows-1252" if known else encoding


def _parsed(text: str, name: str) -> etree._Element:
    if not _TAG.search(text):
        raise UnreadableDocument(f"{name}: no web page: it has no tags; name it .txt if it is text")
    # the limits of libxml2 would cut a page short in silence; ours are on its size and its tags
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    data = _CONTROLS.sub("", text).encode("utf-8", errors="replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    if any("depth" in error.message for error in parser.error_log):  # and the rest is not read
        raise UnreadableDocument(
            f"{name}: nested more deeply than a page is; save it again as HTML"
        )
    if root is None:
        raise UnreadableDocument(f"{name}: no web page that can be read; save it again as HTML")
    return root


def _behind(passage: Passage, count: int) -> Passage:
    """The passage without its first characters."""
    kept = []
    for span in passage:
        kept.append(span._replace(text=span.text[count:]))
        count = max(0, count - len(span.text))
    return kept
