"""What a reader, a person or a program, marked in texts: spans, and what they are said to name.

Take any record in the shape of `kg extract`, whoever wrote it, and judge nothing. A wrong record is
refused with its place; fields that nobody compares are left aside.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from kg.documents import Document
from kg.errors import AnnotationError, SymbolError
from kg.places import Place
from kg.symbols import parse_symbol

Kind: TypeAlias = Literal[
    "citation", "event", "body", "date", "goal", "mandate", "paragraph", "meta"
]
Entry: TypeAlias = tuple[str, Mapping[str, object]]  # where a record stands, and the record
Texts: TypeAlias = Callable[[str], Document | None]  # by the name that a record gives to its file

KINDS: tuple[Kind, ...] = get_args(Kind)
DETAILS = ("act", "pinpoint", "due")  # what is said of a mark beside its target

_DOCUMENT = "document"  # a line that only names a text
_HALVES = re.compile("[\ud800-\udfff]")  # surrogates: JSON can escape what UTF-8 cannot write
_SHOWN = 40  # characters of a text in a message


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text, and what one reader says that it names."""

    kind: Kind
    start: int
    end: int  # exclusive
    target: str | None = None  # of a date its value, of a paragraph its label; None: not decided
    details: tuple[tuple[str, str | None], ...] = ()  # of `DETAILS` those that the reader states
    optional: bool = False
    reason: str | None = None
    type: str | None = None  # of a mandate; those marked by hand ask for a report
    paragraph: str | None = None  # the label of the paragraph in which it stands
    text: str | None = None
    status: str | None = None
    rule: str | None = None
    confidence: float | None = None

    def detail(self, name: str) -> str | None:
        """The act, pinpoint or due date; None where there is none or nobody said."""
        return dict(self.details).get(name)

    def states(self, name: str) -> bool:
        """Whether the reader says anything of it, be it that there is none."""
        return name in dict(self.details)


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that one reader marked in one text."""

    file: str
    marks: tuple[Mark, ...] = ()
    language: str | None = None
    organ: str | None = None  # the adopting body's key: "GA"
    source: str | None = None  # the text, where it is at hand


def json_lines(path: Place) -> Iterator[Entry]:
    """The records of a file with one JSON object a line.

    Args:
        path: of the file; empty lines are passed over.

    Yields:
        Each record with its file and line.

    Raises:
        AnnotationError: the file cannot be read, or a line is no JSON object.
    """
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if line.strip():
            where = f"{path}, line {number}"
            try:
                record = json.loads(line)
            except ValueError:
                raise AnnotationError(f"{where}: no JSON; write one object a line") from None
            if not isinstance(record, dict):
                raise AnnotationError(f"{where}: no JSON object; write one object a line")
            yield where, record


def read_text(path: Place) -> str:
    """The text of an annotation file.

    Raises:
        AnnotationError: it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise AnnotationError(f"{path}: not in UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise AnnotationError(f"{path}: cannot be read: {error.strerror}") from None


def annotations_of(entries: Iterable[Entry], texts: Texts) -> Iterator[Annotations]:
    """Gather records by the texts that they mark.

    Args:
        entries: records, in any order.
        texts: finds the text of a file, where it is at hand.

    Yields:
        The annotations of each text, in the order in which the records first name it.

    Raises:
        AnnotationError: a record is wrong, or marks another text than the one at hand.
    """
    files: dict[str, list[Entry]] = {}
    for where, record in entries:
        files.setdefault(_string(where, record, "file"), []).append((where, record))
    for file, group in files.items():
        document = texts(file)
        yield _annotations(file, group, document)


def _annotations(file: str, entries: Iterable[Entry], document: Document | None) -> Annotations:
    marks: list[Mark] = []
    language = document.language if document else None
    organ: str | None = None
    for where, record in entries:
        language = language or _optional_string(where, record, "language")
        organ = organ or _organ(record)
        if record.get("kind") == _DOCUMENT:
            _same_text(where, record, document)
        else:
            mark = _mark(where, record)
            if document:
                _same_words(where, record, document)
            marks.append(mark)
    return Annotations(file, tuple(marks), language, organ, document.source if document else None)


def _same_text(where: str, record: Mapping[str, object], document: Document | None) -> None:
    asked = _optional_string(where, record, "sha256")
    if asked and document and asked.lower() != document.sha256:
        raise AnnotationError(
            f"{where}: {document.path} is not the text that was marked (its sha256 differs); "
            "give that text, or mark this one anew"
        )


def _same_words(where: str, record: Mapping[str, object], document: Document) -> None:
    """Offsets into another text, or counted in other units, are found out by the words."""
    start, end = _span(where, record)
    if end > len(document.source):
        raise AnnotationError(f"{where}: ends behind the text of {document.path}")
    told, there = _optional_string(where, record, "text"), document.source[start:end]
    if told is not None and told.split() != there.split():
        raise AnnotationError(
            f"{where}: says {told[:_SHOWN]!r} where {document.path} has {there[:_SHOWN]!r}; "
            "offsets count in what kg extract --format text prints"
        )


def _organ(record: Mapping[str, object]) -> str | None:
    """The adopting organ that a record tells: its own statement, or its document's symbol."""
    target = record.get("target")
    if record.get("kind") == "meta" and record.get("field") == "organ" and isinstance(target, str):
        return target.removeprefix("body:")
    try:
        return parse_symbol(str(record.get("document"))).organ or None
    except SymbolError:
        return None


# -------------------------------------------------------------------------------------- one record
def _mark(where: str, record: Mapping[str, object]) -> Mark:
    kind = _kind(where, record)
    start, end = _span(where, record)
    text = _optional_string(where, record, "text")
    verb = _optional_string(where, record, "verb")
    return Mark(
        kind=kind,
        start=start,
        end=_end_of_verb(start, end, text, verb) if kind == "mandate" else end,
        target=_target(where, record, kind),
        details=tuple((n, _plain(where, record, n)) for n in DETAILS if n in record),
        optional=record.get("optional") is True,
        reason=_optional_string(where, record, "reason"),
        type=(_optional_string(where, record, "type") or "report") if kind == "mandate" else None,
        paragraph=_optional_string(where, record, "paragraph"),
        text=text,
        status=_optional_string(where, record, "status"),
        rule=_optional_string(where, record, "rule"),
        confidence=_confidence(where, record),
    )


def _kind(where: str, record: Mapping[str, object]) -> Kind:
    for kind in KINDS:
        if record.get("kind") == kind:
            return kind
    raise AnnotationError(
        f"{where}: the kind {record.get('kind')!r} is none of {', '.join((*KINDS, _DOCUMENT))}"
    )


def _span(where: str, record: Mapping[str, object]) -> tuple[int, int]:
    start, end = record.get("start"), record.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise AnnotationError(
            f"{where}: start {start!r} and end {end!r} are no span; give two offsets, start < end"
        )
    return start, end


def _end_of_verb(start: int, end: int, text: str | None, verb: str | None) -> int:
    """A mandate is marked on its verb; `kg extract` prints the whole clause."""
    if not (text and verb):
        return end
    opening = re.match(r"\s+".join(map(re.escape, verb.split())), text)
    return start + opening.end() if opening else end


def _target(where: str, record: Mapping[str, object], kind: Kind) -> str | None:
    own = {"date": "date", "paragraph": "paragraph"}.get(kind, "target")
    name = own if record.get(own) is not None else "target"
    target = _plain(where, record, name)
    if target is None:
        return None
    if kind == "mandate":
        return "; ".join(sorted(part.strip() for part in target.split(";")))
    return _canonical(target)


def _canonical(target: str) -> str:
    """A target in the one spelling in which targets are compared."""
    try:
        return parse_symbol(target).text
    except SymbolError:
        return target


def _plain(where: str, record: Mapping[str, object], name: str) -> str | None:
    text = _optional_string(where, record, name)
    return " ".join(text.split()) or None if text else None


def _string(where: str, record: Mapping[str, object], name: str) -> str:
    text = _optional_string(where, record, name)
    if not text:
        raise AnnotationError(f"{where}: has no {name!r}; every record names its text")
    return text


def _optional_string(where: str, record: Mapping[str, object], name: str) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise AnnotationError(f"{where}: {name!r} is {value!r}; write a string or null")
    if value and _HALVES.search(value):
        raise AnnotationError(f"{where}: {name!r} holds half a character; write whole ones")
    return value


def _confidence(where: str, record: Mapping[str, object]) -> float | None:
    value = record.get("confidence")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise AnnotationError(f"{where}: confidence is {value!r}; write a number from 0 to 1")
    return float(value)
