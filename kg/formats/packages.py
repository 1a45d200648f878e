"""Open a file of Word as what it is, a zip of XML parts, and no further than is safe.

Read parts into memory and nothing onto the disk; refuse, with a reason, what is too large, packed
too tightly, broken, encrypted, or of an older format. The layout of the package is that of ECMA-376
(Office Open XML), part 2; its section on XML forbids document type declarations, and so do we.
"""

from __future__ import annotations

import posixpath
import shlex
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from kg.errors import UnreadableDocument, one_line

LARGEST = 100_000_000  # bytes of all parts, uncompressed
_LARGEST_PART = 40_000_000  # bytes of one XML part; the longest budget has a quarter of this
_MOST_TAGS = 600_000  # in one XML part; forty pages have 30,000
_MOST_PARTS = 10_000
_TIGHTEST = 200  # uncompressed to compressed; text of Word reaches 30, deflate at most 1,032
_UNSUSPICIOUS = 1_000_000  # bytes: a small part may be packed as tightly as it likes

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORDPERFECT = b"\xffWPC"
_RTF = b"{\\rtf"
_ENTRY = b"PK\x01\x02"  # the mark of each entry in a zip's directory

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/"
# what ISO 29500 "strict" calls the namespaces that all programs write
_TRANSITIONAL = (
    (b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (
        b"officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)


def refuse_legacy(data: bytes, name: str) -> None:
    """Refuse what word processors wrote before DOCX, and what a password locks.

    Args:
        data: the file.
        name: the file's name, for the message.

    Raises:
        UnreadableDocument: a ``.doc``, WordPerfect or RTF file, with the command that converts it,
            or an encrypted one.
    """
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise UnreadableDocument(
                f"{name}: encrypted; open it with its password and save it without one"
            )
        _refuse_format(name, "a legacy Word file (.doc)")
    if data.startswith(_WORDPERFECT):
        _refuse_format(name, "a WordPerfect file")
    if data.startswith(_RTF):
        _refuse_format(name, "a Rich Text file")


def _refuse_format(name: str, kind: str) -> None:
    raise UnreadableDocument(
        f"{name}: {kind}, which kg does not read; convert it: "
        f"soffice --headless --convert-to docx {shlex.quote(name)}"
    )


@dataclass(slots=True)
class Package:
    """An open package; counts what was read of it."""

    name: str
    archive: zipfile.ZipFile
    parts: Mapping[str, zipfile.ZipInfo]
    left: int = field(default=LARGEST)  # bytes that may still be read

    def read(self, part: str) -> bytes:
        """One part, uncompressed; the bytes are counted, whatever the directory says.

        Args:
            part: its path in the package.

        Raises:
            UnreadableDocument: it is missing, broken, encrypted, or too large.
        """
        info = self.parts.get(part.lower())
        if info is None:
            raise UnreadableDocument(f"{self.name}: not a Word document: it holds no {part}")
        try:
            with self.archive.open(info) as file:
                data = file.read(min(self.left, _LARGEST_PART) + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as e:
            raise UnreadableDocument(
                f"{self.name}: {part} is broken ({one_line(e)}); fetch or save the file again"
            ) from None
        self.left -= len(data)
        if self.left < 0 or len(data) > _LARGEST_PART:
            raise UnreadableDocument(
                f"{self.name}: {part} has more than {_LARGEST_PART / 1e6:.0f} MB; "
                "it is no document, or needs to be split"
            )
        return data

    def xml(self, part: str) -> etree._Element:
        """The root of one XML part.

        Args:
            part: its path in the package.

        Raises:
            UnreadableDocument: as for `read`; or it is no XML, or declares a document type.
        """
        return parse_xml(self.read(part), f"{self.name}: {part}")

    def optional(self, part: str) -> etree._Element | None:
        """The root of one XML part; None where the package has no such part."""
        return self.xml(part) if part.lower() in self.parts else None

    def relationships(self, part: str) -> Mapping[str, tuple[str, str]]:
        """What a part leads to: for each id the kind and the target.

        Args:
            part: its path in the package; empty for the package's own.

        Returns:
            For each id the last word of the type (``hyperlink``) and the target; a target inside
            the package as a path in it.
        """
        folder, base = posixpath.split(part)
        root = self.optional(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return {}
        return {
            r.get("Id", ""): (r.get("Type", "").rpartition("/")[2], _target(r, folder))
            for r in root.iter(_RELATIONSHIP)
        }


def open_package(data: bytes, name: str) -> Package:
    """Open a package and look at its directory.

    Args:
        data: the file.
        name: the file's name, for messages.

    Raises:
        UnreadableDocument: no zip, a broken one, or one that would unpack into too much.
    """
    if data.count(_ENTRY) > _MOST_PARTS:
        raise UnreadableDocument(
            f"{name}: more than {_MOST_PARTS:,} parts; it is no document of Word's"
        )
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableDocument(
            f"{name}: no DOCX file, or a broken one ({one_line(error)}); fetch or save it again"
        ) from None
    infos = archive.infolist()
    for info in infos:
        _refuse_part(info, name)
    total = sum(info.file_size for info in infos)
    if total > LARGEST:
        raise UnreadableDocument(
            f"{name}: unpacks into {total / 1e6:,.0f} MB, more than a document has "
            f"(limit {LARGEST / 1e6:.0f} MB); take its pictures out, or split it"
        )
    parts = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in infos}
    return Package(name, archive, parts)


def _refuse_part(info: zipfile.ZipInfo, name: str) -> None:
    if info.flag_bits & 1:
        raise UnreadableDocument(f"{name}: encrypted; save it without a password")
    # the two methods that ECMA-376 part 2 admits; others expand without measure
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnreadableDocument(
            f"{name}: packed by a method that Word does not use; save it again as DOCX"
        )
    if info.file_size > max(_UNSUSPICIOUS, _TIGHTEST * info.compress_size):
        raise UnreadableDocument(
            f"{name}: a part is packed {_TIGHTEST} times smaller than it is, as in a zip bomb; "
            "it is not opened"
        )


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root of an XML file without entities, network, or limits lifted.

    Args:
        data: the file.
        name: what to call it in messages.

    Raises:
        UnreadableDocument: it is no XML, too large, or declares a document type.
    """
    if data.count(b"<") > _MOST_TAGS:
        raise UnreadableDocument(
            f"{name}: more than {_MOST_TAGS:,} tags; it is no document, or needs to be split"
        )
    if b"<!DOCTYPE" in data or "<!DOCTYPE".encode("utf-16-le") in data:
        _refuse_doctype(name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(_as_transitional(data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(
            f"{name}: no well-formed XML ({one_line(error)}); fetch or save the file again"
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding that hid it
        _refuse_doctype(name)
    return root


def _refuse_doctype(name: str) -> None:
    raise UnreadableDocument(
        f"{name}: declares a document type, which no Word file does and attacks do; it is not read"
    )


def _as_transitional(data: bytes) -> bytes:
    if _STRICT not in data:
        return data
    for strict, usual in _TRANSITIONAL:
        data = data.replace(_STRICT + strict, usual)
    return data


def _target(relationship: etree._Element, folder: str) -> str:
    target = relationship.get("Target", "")
    if relationship.get("TargetMode") == "External":
        return target
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
