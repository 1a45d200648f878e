"""Readers of file formats: bytes in, text with its hyperlinks and pages out.

What a file is, its bytes say, not its name: hosts deliver PDF under other names, and web pages
under the names of PDF.
"""

from __future__ import annotations

import re

from kg.formats.apart import read_apart
from kg.formats.docx import read_docx
from kg.formats.extracted import Extracted
from kg.formats.packages import refuse_legacy
from kg.formats.plain import read_plain

#: The suffixes of files that are read, and of those that are refused with the command that
#: converts them.
READ = (".docx", ".htm", ".html", ".markdown", ".md", ".pdf", ".txt", ".xhtml")
CONVERTED = (".doc", ".rtf", ".wp", ".wpd", ".wpf")

_PDF = re.compile(rb"\A.{0,1000}?%PDF-\d", re.DOTALL)  # ISO 32000 suffers some bytes before it
_ZIP = b"PK\x03\x04"
_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html)[\s>]",
    re.IGNORECASE | re.DOTALL,
)


def read_format(data: bytes, name: str) -> tuple[Extracted, str]:
    """The text of a file of any format that kg reads.

    Args:
        data: the file.
        name: the file's name, for messages; of a web page without a head its suffix tells the
            format.

    Returns:
        The text, and how it was read: ``PDF``, ``DOCX``, ``HTML``, or the encoding of a text file.

    Raises:
        UnreadableDocument: the file is of another format, broken, too large, or holds no text; says
            what to do.
    """
    refuse_legacy(data, name)
    if _PDF.match(data):
        return read_apart(data, name, "PDF"), "PDF"
    if data.startswith(_ZIP):
        return read_docx(data, name), "DOCX"
    if _PAGE.match(data) or name.lower().endswith((".html", ".htm", ".xhtml")):
        return read_apart(data, name, "HTML"), "HTML"
    decoded = read_plain(data, name)
    return decoded.extracted, decoded.encoding
