"""The characters of a PDF's pages with their places, sizes and links, as pdfium knows them.

Pages are opened one at a time and closed. pdfium is not made for threads: call from one.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from kg.errors import UnreadableDocument

LARGEST = 100_000_000  # bytes
MOST_PAGES = 2_000
MOST_CHARACTERS = 10_000_000  # of a document; its longest page has a hundredth
_MOST_ON_A_PAGE = 100_000
_MOST_LINKS = 2_000  # of a page
_STRIP = 12.0  # points: about a line
_MOST_STRIPS = 200  # the height of any page that is printed
_LEAST = 0.1  # points: hidden text may have no size
_LONGEST_ADDRESS = 4_096  # bytes
_END = 4_096  # bytes at the end in which a whole file says that it ends
_HYPHENS = {0x02: "-", 0xFFFE: "-"}  # pdfium's own signs for a hyphen at a line's end
_UNREADABLE = re.compile("[\x00-\x1f\ufffd\ue000-\uf8ff]")

Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character, no blank.

    Attributes:
        char: the character.
        left: where its advance begins, in points.
        right: where its advance ends.
        base: the height of its baseline.
        size: of its font as drawn.
        order: its place in the file.
        blank: whether the file has a blank before it; those that pdfium makes up part words.
        url: the address of the link it stands on, or nothing.
    """

    char: str
    left: float
    right: float
    base: float
    size: float
    order: int
    blank: bool
    url: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page turned so that its text stands upright.

    Attributes:
        box: the page's edges.
        glyphs: in the file's order.
        picture: whether an image covers most of it.
    """

    box: Box
    glyphs: tuple[Glyph, ...]
    picture: bool


@contextmanager
def opened(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """A PDF, open and checked.

    Args:
        data: the file's bytes.
        name: of the file, for messages.

    Yields:
        The document.

    Raises:
        UnreadableDocument: no PDF, too large, cut off, encrypted, broken, or of too many pages.
    """
    if len(data) > LARGEST:
        size = f"{len(data) / 1e6:.0f} MB"
        raise UnreadableDocument(f"{name}: {size}, over the limit of 100 MB; split it")
    if b"%PDF-" not in data[:1024]:
        raise UnreadableDocument(f"{name}: not a PDF; fetch or export it again")
    if b"%%EOF" not in data[-_END:]:
        raise UnreadableDocument(
            f"{name}: the PDF is truncated: its end is missing; fetch it again"
        )
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refused(name, error) from None
    with closing(document):
        pages = len(document)
        if not pages:
            raise UnreadableDocument(f"{name}: a PDF without pages; fetch or export it again")
        if pages > MOST_PAGES:
            raise UnreadableDocument(
                f"{name}: {pages:,} pages, over the limit of {MOST_PAGES:,}; split it"
            )
        yield document


def _refused(name: str, error: pypdfium2.PdfiumError) -> UnreadableDocument:
    if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return UnreadableDocument(
            f"{name}: the PDF is encrypted; with its password run "
            "`qpdf --password=PASSWORD --decrypt IN OUT` and read OUT"
        )
    return UnreadableDocument(
        f"{name}: the PDF is broken; fetch it again, or run `qpdf IN OUT` and read OUT"
    )


def sheets(document: pypdfium2.PdfDocument, name: str) -> Iterator[Sheet]:
    """The pages, one at a time.

    Args:
        document: open.
        name: of the file, for messages.

    Yields:
        Each page's characters.

    Raises:
        UnreadableDocument: a page is broken, or holds more characters than a page has.
    """
    total = 0
    for number in range(1, len(document) + 1):
        try:
            with closing(document[number - 1]) as page, closing(page.get_textpage()) as text:
                count = raw.FPDFText_CountChars(text)
                total += max(0, count)
                if count > _MOST_ON_A_PAGE or total > MOST_CHARACTERS:
                    raise UnreadableDocument(
                        f"{name}: page {number} has more characters than can be printed; "
                        "export it again"
                    )
                yield _sheet(page, text, count)
        except pypdfium2.PdfiumError:
            raise UnreadableDocument(
                f"{name}: page {number} is broken; fetch it again, or run `qpdf IN OUT` "
                "and read OUT"
            ) from None


def unreadable(sheet: Sheet) -> int:
    """How many characters of a page say nothing: fonts may not tell what they draw."""
    return sum(bool(_UNREADABLE.match(glyph.char)) for glyph in sheet.glyphs)


def _sheet(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, count: int) -> Sheet:
    links = _Links(_links(page))
    found = [*_glyphs(text, count, links)]
    turns = Counter(turn for turn, _ in found)
    upright = min(turns, key=lambda turn: (-turns[turn], turn)) if turns else 0
    glyphs = tuple(glyph for turn, glyph in found if turn == upright)
    few = len(glyphs) < 40
    return Sheet(_turned(page.get_bbox(), upright), glyphs, few and _is_picture(page))


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    width, height = page.get_size()
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) > width * height / 2:
            return True
    return False


def _glyphs(text: pypdfium2.PdfTextPage, count: int, links: _Links) -> Iterator[tuple[int, Glyph]]:
    """Each character that is no blank, with the quarter turns of its line."""
    matrix, box = raw.FS_MATRIX(), raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    blank = False
    for i in range(count):
        char = _character(raw.FPDFText_GetUnicode(text, i))
        if not char or char.isspace():
            blank = blank or (bool(char) and raw.FPDFText_IsGenerated(text, i) != 1)
            continue
        raw.FPDFText_GetMatrix(text, i, matrix)
        raw.FPDFText_GetCharOrigin(text, i, x, y)
        raw.FPDFText_GetLooseCharBox(text, i, box)
        turn = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
        size = max(raw.FPDFText_GetFontSize(text, i) * math.hypot(matrix.c, matrix.d), _LEAST)
        bounds: Box = (box.left, box.bottom, box.right, box.top)
        left, _, right, _ = _turned(bounds, turn)
        base = _turned((x.value, y.value, x.value, y.value), turn)[1]
        if math.isfinite(left + right + base + size):
            yield turn, Glyph(char, left, right, base, size, i, blank, links.at(bounds))
            blank = False


def _character(code: int) -> str:
    if code in _HYPHENS:
        return _HYPHENS[code]
    if not code or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd" if code else ""
    char = chr(code)
    return " " if unicodedata.category(char) in ("Zs", "Zl", "Zp") else char


def _turned(box: Box, turn: int) -> Box:
    """A box seen from the side on which its text stands upright."""
    left, bottom, right, top = box
    if turn == 1:
        return bottom, -right, top, -left
    if turn == 2:
        return -right, -top, -left, -bottom
    if turn == 3:
        return -top, left, -bottom, right
    return box


class _Links:
    """A page's links by the strips of the page that they touch."""

    def __init__(self, links: Iterable[tuple[Box, str]]) -> None:
        self.strips: dict[int, list[tuple[Box, str]]] = {}
        for box, url in links:
            if all(map(math.isfinite, box)):
                first = int(box[1] // _STRIP)
                last = min(int(box[3] // _STRIP), first + _MOST_STRIPS)
                for strip in range(first, last + 1):
                    self.strips.setdefault(strip, []).append((box, url))

    def at(self, box: Box) -> str:
        """The address of the link that the middle of a box stands on, or nothing."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if not self.strips or not math.isfinite(y):
            return ""
        for (left, bottom, right, top), url in self.strips.get(int(y // _STRIP), ()):
            if left <= x <= right and bottom <= y <= top:
                return url
        return ""


def _links(page: pypdfium2.PdfPage) -> Iterator[tuple[Box, str]]:
    """The places of a page's links to addresses."""
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    for _ in range(_MOST_LINKS):
        if not raw.FPDFLink_Enumerate(page, position, link):
            return
        url = _address(page.pdf, link)
        if url:
            yield from ((box, url) for box in _boxes(link))


def _boxes(link: raw.FPDF_LINK) -> Iterator[Box]:
    """A link's places: one for each line it covers, where it says so."""
    quad, rectangle = raw.FS_QUADPOINTSF(), raw.FS_RECTF()
    count = raw.FPDFLink_CountQuadPoints(link)
    for i in range(count):
        if raw.FPDFLink_GetQuadPoints(link, i, quad):
            xs = (quad.x1, quad.x2, quad.x3, quad.x4)
            ys = (quad.y1, quad.y2, quad.y3, quad.y4)
            yield min(xs), min(ys), max(xs), max(ys)
    if not count and raw.FPDFLink_GetAnnotRect(link, rectangle):
        yield rectangle.left, rectangle.bottom, rectangle.right, rectangle.top


def _address(document: pypdfium2.PdfDocument, link: raw.FPDF_LINK) -> str:
    action = raw.FPDFLink_GetAction(link)
    if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
        return ""
    length = raw.FPDFAction_GetURIPath(document, action, None, 0)
    if not 1 < length <= _LONGEST_ADDRESS:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAction_GetURIPath(document, action, buffer, length)
    return buffer.value.decode("utf-8", errors="replace").strip()
