"""PDFs for tests, written line by line at places of our choice."""

from __future__ import annotations

import io
import re

from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from kg.formats.pdf import read_pdf

LEFT, INDENT, SIZE, LEADING = 123, 147, 10, 12
FONT = "Times-Roman"


class Maker:
    """A PDF written line by line; ``{1}`` is a raised small 1."""

    def __init__(self, **options):
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=letter, **options)
        self.y = 700.0

    def line(self, text, x=LEFT, y=None, size=SIZE, down=LEADING, url=None):
        self.y = self.y - down if y is None else y
        at = x
        for i, piece in enumerate(re.split(r"\{(\d+)\}", text)):
            small = bool(i % 2)
            self.canvas.setFont(FONT, size * 0.65 if small else size)
            self.canvas.drawString(at, self.y + (size * 0.35 if small else 0), piece)
            at += self.canvas.stringWidth(piece, FONT, size * 0.65 if small else size)
        if url:
            self.canvas.linkURL(url, (x, self.y - 2, at, self.y + size))
        return self

    def link(self, before, words, after, url, x=LEFT, size=SIZE, down=LEADING):
        start = x + self.canvas.stringWidth(before, FONT, size)
        end = start + self.canvas.stringWidth(words, FONT, size)
        self.line(before + words + after, x, size=size, down=down)
        self.canvas.linkURL(url, (start, self.y - 2, end, self.y + size))
        return self

    def paragraph(self, *lines, x=INDENT):
        for i, text in enumerate(lines):
            self.line(text, LEFT if i else x, down=LEADING if i else 18)
        return self

    def notes(self, *lines, y=120.0):
        self.line("__________________", x=100, y=y, size=8)
        for text in lines:
            self.line(text, x=117, size=8.5, down=10.5)
        return self

    def page(self):
        self.canvas.showPage()
        self.y = 700.0
        return self

    def data(self):
        self.canvas.save()
        return self.buffer.getvalue()


def text_of(maker):
    return read_pdf(maker.data(), "made.pdf").text


FULL = "Recalling the words that fill this line from its left to its right margin as prose does"


def prose(maker, paragraphs=3):
    for _ in range(paragraphs):
        maker.paragraph(FULL, "and go on upon the next line until the sentence of it has ended,")
    return maker
