"""Read what stands inside a paragraph of a Word file: words, hyperlinks, note marks.

Keep insertions and leave deletions and hidden text out; set text boxes aside, once each. Know
nothing of paragraphs. Source: ECMA-376 part 1, 17.3.3 (runs), 17.13.5 (revisions), 17.16 (fields).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lxml import etree

from kg.formats.passages import Passage, Span, raised, web_address
from kg.formats.wordnumbers import VAL, Numbers, W, is_on, is_superscript

NoteKind: TypeAlias = Literal["footnote", "endnote"]
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PAGE_BREAK = f"{W}lastRenderedPageBreak"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CONTROLS = re.compile(r"[\t\r\n]+")  # blanks to Word, which has elements for tabs and breaks
_HYPERLINK = re.compile(
    r"\s*HYPERLINK\s+(?!\\)(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>\S+))", re.IGNORECASE
)
_ANCHOR = re.compile(r"\\l\s+\"?(?P<anchor>[^\"\s]+)", re.IGNORECASE)
_LONGEST_INSTRUCTION = 10_000  # characters of a field's code
_MOST_FIELDS = 100  # inside one another

# what only encloses other content
ENCLOSING = frozenset(
    f"{W}{tag}"
    for tag in ("ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "bdo", "dir")
)
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
_PICTURES = (f"{W}drawing", f"{W}pict", f"{W}object")
_NOTES: Mapping[str, NoteKind] = {
    f"{W}footnoteReference": "footnote",
    f"{W}endnoteReference": "endnote",
}


@dataclass(slots=True)
class Marks:
    """The notes that the text refers to, in order, each with its mark."""

    known: dict[tuple[NoteKind, str], str] = field(default_factory=dict)
    counted: int = 0

    def mark(self, kind: NoteKind, name: str, *, own: bool) -> str:
        """The mark of a note, as superscript digits; empty where the text types its own.

        Args:
            kind: footnote or endnote; both count on in one row, so that no mark stands twice.
            name: its id.
            own: the mark is typed behind the reference.
        """
        if (kind, name) not in self.known:
            self.counted += not own
            self.known[kind, name] = "" if own else raised(str(self.counted))
        return self.known[kind, name]


@dataclass(slots=True)
class _Field:
    """A field that is open: its code, and then its result."""

    code: str = ""
    shown: bool = False
    url: str = ""


@dataclass(slots=True)
class Runs:
    """Reads the content of paragraphs; knows the fields that are open, as they span paragraphs.

    Attributes:
        numbers: the styles, for what they raise or hide.
        targets: the addresses of the part's hyperlinks.
        marks: the notes referred to so far; None inside notes, which have no notes.
    """

    numbers: Numbers
    targets: Mapping[str, str]
    marks: Marks | None
    boxes: list[etree._Element] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)
    _spans: list[Span] = field(default_factory=list)
    _link: str = ""
    _turned: bool = False  # since the last word

    def read(self, paragraph: etree._Element) -> tuple[Passage, list[etree._Element]]:
        """The words of a paragraph, and the text boxes that hang on it."""
        self._spans, self.boxes = [], []
        self._content(paragraph)
        # a code that its paragraph does not end is broken, and would swallow the rest
        self._fields = [open_field for open_field in self._fields if open_field.shown]
        return self._spans, self.boxes

    def _content(self, parent: Iterable[etree._Element]) -> None:
        for child in parent:
            reader = _READERS.get(child.tag)
            if reader:
                reader(self, child)

    def _run(self, run: etree._Element) -> None:
        properties = run.find(f"{W}rPr")
        if properties is None:
            self._run_content(run, up=False, hidden=False)
            return
        self._run_content(run, up=self._is_raised(properties), hidden=self._is_hidden(properties))

    def _run_content(self, run: Iterable[etree._Element], *, up: bool, hidden: bool) -> None:
        for child in run:
            tag = child.tag
            if tag == f"{W}fldChar":
                self._field_mark(child)
            elif tag == f"{W}instrText":
                self._code(child.text or "")
            elif tag == f"{MC}AlternateContent":
                self._run_content(chosen(child), up=up, hidden=hidden)
            elif not hidden:
                self._visible(child, up=up)

    def _visible(self, child: etree._Element, *, up: bool) -> None:
        tag = child.tag
        self._turned |= _turns(child)
        if tag == f"{W}t":
            text = _text(child)
            self._add(raised(text) if up else text)
        elif tag in _CHARACTERS:
            self._add(_CHARACTERS[tag])
        elif tag in _NOTES:
            self._note(child, _NOTES[tag])
        elif tag in _PICTURES:
            self.boxes.extend(text_boxes(child))
        elif tag == f"{W}ruby":
            self._content(child.iterfind(f"{W}rubyBase/*"))

    def _note(self, reference: etree._Element, kind: NoteKind) -> None:
        if self.marks is not None and not self._in_code():
            own = reference.get(f"{W}customMarkFollows", "0") in ("1", "true", "on")
            self._add(self.marks.mark(kind, reference.get(f"{W}id", ""), own=own))

    def _field_mark(self, mark: etree._Element) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin" and len(self._fields) < _MOST_FIELDS:
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].shown = True
            self._fields[-1].url = field_address(self._fields[-1].code)
        elif self._fields and kind == "end":
            self._fields.pop()

    def _code(self, text: str) -> None:
        if self._fields and not self._fields[-1].shown:
            self._fields[-1].code = (self._fields[-1].code + text)[:_LONGEST_INSTRUCTION]

    def _simple_field(self, element: etree._Element) -> None:
        self._linked(element, field_address(element.get(f"{W}instr", "")))

    def _hyperlink(self, element: etree._Element) -> None:
        url = self.targets.get(element.get(RELATION, ""), "")
        anchor = element.get(f"{W}anchor", "")
        self._linked(element, web_address(f"{url}#{anchor}" if url and anchor else url))

    def _linked(self, element: etree._Element, url: str) -> None:
        before, self._link = self._link, url or self._link
        self._content(element)
        self._link = before

    def _mathematics(self, element: etree._Element) -> None:
        self._add("".join(t.text or "" for t in element.iter(f"{_M}t")))

    def _alternate(self, element: etree._Element) -> None:
        self._content(chosen(element))

    def _in_code(self) -> bool:
        return any(not open_field.shown for open_field in self._fields)

    def _add(self, text: str) -> None:
        if text and not self._in_code():
            urls = [self._link, *(f.url for f in reversed(self._fields))]
            begins = self._turned and not text.isspace()
            self._turned &= not begins
            self._spans.append(Span(text, next(filter(None, urls), ""), begins))

    def _is_raised(self, properties: etree._Element) -> bool:
        said = is_superscript(properties)
        return self.numbers.is_raised(_style(properties)) if said is None else said

    def _is_hidden(self, properties: etree._Element) -> bool:
        said = is_on(properties.find(f"{W}vanish"))
        return self.numbers.is_hidden(_style(properties)) if said is None else said


def _turns(element: etree._Element) -> bool:
    """Whether a page ends there: where Word last laid it out so, or where the author wants it."""
    if element.tag == f"{W}br":
        return element.get(f"{W}type") == "page"
    return element.tag == PAGE_BREAK


def chosen(alternate: etree._Element) -> Iterable[etree._Element]:
    """Of content that is written twice, for new and for old programs, one: the first."""
    return () if len(alternate) == 0 else alternate[0]


def text_boxes(element: etree._Element) -> list[etree._Element]:
    """The contents of the text boxes in a drawing, outermost only, each once."""
    found: list[etree._Element] = []
    waiting = list(element)[::-1]
    while waiting:
        child = waiting.pop()
        if child.tag == f"{W}txbxContent":
            found.append(child)
        else:
            inside = chosen(child) if child.tag == f"{MC}AlternateContent" else child
            waiting.extend(reversed(list(inside)))
    return found


def field_address(code: str) -> str:
    r"""The address that a field leads to; empty for fields that are no hyperlinks.

    Args:
        code: ``HYPERLINK "https://docs.un.org/en/A/RES/70/1" \l "p"``.
    """
    found = _HYPERLINK.match(code)
    if not found:
        return ""
    url = found["quoted"] if found["bare"] is None else found["bare"]
    anchor = _ANCHOR.search(code, found.end())
    return web_address(f"{url}#{anchor['anchor']}" if anchor else url)


def _text(element: etree._Element) -> str:
    text = _CONTROLS.sub(" ", element.text or "")
    return text if element.get(_SPACE) == "preserve" else text.strip(" ")


def _style(properties: etree._Element) -> str:
    named = properties.find(f"{W}rStyle")
    return "" if named is None else named.get(VAL, "")


_READERS: Mapping[str, Callable[[Runs, etree._Element], None]] = {
    f"{W}r": Runs._run,
    f"{W}hyperlink": Runs._hyperlink,
    f"{W}fldSimple": Runs._simple_field,
    f"{MC}AlternateContent": Runs._alternate,
    f"{_M}oMath": Runs._mathematics,
    f"{_M}oMathPara": Runs._mathematics,
    **dict.fromkeys(ENCLOSING, Runs._content),
}
