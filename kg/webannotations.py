"""Read W3C Web Annotations as the records that we compare.

Understand the selectors for text, and bodies as docs/evaluation.md tells; fetch nothing from any
address. A selector that fits no place, or two, is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import unquote

from kg.addresses import document_at
from kg.annotations import Entry, Texts, read_text
from kg.errors import AnnotationError
from kg.places import Place

_Json: TypeAlias = Mapping[str, Any]

# A body "act:recalls" states a field of the mark; any other body is what the words refer to.
_FIELD = re.compile(
    r"(?P<name>kind|act|pinpoint|due|optional|reason|type|language|paragraph|rule|status|confidence)"
    r":(?P<value>.*)",
    re.DOTALL,
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z\d+.-]*://")
# What an annotation is for, if it is a mark; a highlight or a comment is none.
_MARKING = {"linking", "tagging", "identifying", "classifying"}
_CONTAINERS = ("items", "first", "@graph")


def web_annotations(path: Place, texts: Texts) -> Iterator[Entry]:
    """The marks of a file of Web Annotations.

    Args:
        path: of JSON-LD: one annotation, a list, an AnnotationPage or an AnnotationCollection
            whose pages are in the file.
        texts: finds the text in which a quote is looked for.

    Yields:
        A record for each target of each annotation, with its file and place.

    Raises:
        AnnotationError: the file is no such JSON-LD, or a target cannot be located.
    """
    try:
        whole = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise AnnotationError(f"{path}: no JSON: {error}") from None
    for number, annotation in enumerate(_annotations(whole, str(path)), 1):
        where = f"{path}, annotation {number}"
        fields = _fields(annotation, where)
        for target in _list(annotation.get("target")):
            file, start, end = _place(target, where, texts)
            yield where, {"file": file, "start": start, "end": end, **fields}


def _annotations(value: object, where: str) -> Iterator[_Json]:
    if isinstance(value, list):
        for item in value:
            yield from _annotations(item, where)
    elif not isinstance(value, dict):
        raise AnnotationError(f"{where}: {value!r} is no annotation; give the annotation itself")
    elif "target" in value:
        if _is_mark(value):
            yield value
    elif any(name in value for name in _CONTAINERS):
        for name in _CONTAINERS:
            yield from _annotations(value.get(name, []), where)
    else:
        raise AnnotationError(f"{where}: an object has neither target nor items; see evaluation.md")


def _is_mark(annotation: _Json) -> bool:
    """Whether it is made to say what words refer to; one that tells no motivation is."""
    told = [str(m).rpartition(":")[2] for m in _list(annotation.get("motivation"))]
    return not told or not _MARKING.isdisjoint(told)


# ---------------------------------------------------------------------------------------- the body
def _fields(annotation: _Json, where: str) -> dict[str, object]:
    fields: dict[str, object] = {"target": None}
    for body in (*_list(annotation.get("body")), *_list(annotation.get("bodyValue"))):
        text = _words(body, where)
        field = _FIELD.fullmatch(text)
        if field:  # a tag
            fields[field["name"]] = _value(field["name"], field["value"].strip())
        elif isinstance(body, dict) and body.get("purpose") == "commenting":
            fields["reason"] = text
        elif fields["target"] is None:
            fields["target"] = _symbol(text)
        else:
            raise AnnotationError(
                f"{where}: refers to {fields['target']!r} and to {text!r}; "
                "write an annotation for each"
            )
    fields.setdefault("kind", _kind(fields["target"]))
    return fields


def _words(body: object, where: str) -> str:
    if isinstance(body, dict):
        body = next((body[k] for k in ("value", "id", "@id", "source") if k in body), None)
    if not isinstance(body, str):
        raise AnnotationError(f"{where}: a body has neither value nor id")
    return body.strip()


def _value(name: str, text: str) -> object:
    match name:
        case "optional":
            return text == "true"
        case "confidence":
            return float(text) if re.fullmatch(r"\d(?:\.\d+)?", text) else text
        case _:
            return text or None


def _symbol(text: str) -> str | None:
    """What is referred to, without the address at which the Organization publishes it."""
    symbol = document_at(text)
    return symbol.text if symbol else text or None


def _kind(target: object) -> str:
    return "event" if re.match(r"(?:session|event):", str(target)) else "citation"


# -------------------------------------------------------------------------------------- the target
def _place(target: object, where: str, texts: Texts) -> tuple[str, int, int]:
    if not isinstance(target, dict):
        raise AnnotationError(f"{where}: the target has no selector; it says which words are meant")
    file = _file(target.get("source"), where)
    selectors = [s for s in _list(target.get("selector")) if isinstance(s, dict)]
    for selector in selectors:
        if selector.get("type") == "TextPositionSelector":
            return file, _offset(selector, "start", where), _offset(selector, "end", where)
    for selector in selectors:
        if selector.get("type") == "TextQuoteSelector":
            return file, *_quoted(selector, file, where, texts)
    raise AnnotationError(
        f"{where}: no selector is a TextPositionSelector or a TextQuoteSelector; add one"
    )


def _file(source: object, where: str) -> str:
    if isinstance(source, dict):
        source = source.get("id", source.get("@id"))
    if not isinstance(source, str) or not source:
        raise AnnotationError(f"{where}: the target has no source; it names the text's file")
    return unquote(_SCHEME.sub("", source)) if _SCHEME.match(source) else source


def _offset(selector: _Json, name: str, where: str) -> int:
    value = selector.get(name)
    if type(value) is not int:
        raise AnnotationError(f"{where}: {name} is {value!r}; write an offset in code points")
    return value


def _quoted(selector: _Json, file: str, where: str, texts: Texts) -> tuple[int, int]:
    """The one place where a quote stands between its prefix and its suffix."""
    exact, prefix, suffix = (selector.get(name, "") for name in ("exact", "prefix", "suffix"))
    if not (isinstance(exact, str) and isinstance(prefix, str) and isinstance(suffix, str)):
        raise AnnotationError(f"{where}: exact, prefix and suffix are strings")
    document = texts(file)
    if not exact or document is None:
        raise AnnotationError(
            f"{where}: the place of a quote is looked for in {file!r}; give that text, or positions"
        )
    found = list(_occurrences(f"{prefix}{exact}{suffix}", document.source))
    if len(found) != 1:
        raise AnnotationError(
            f"{where}: {exact!r} is found {len(found)} times in {file!r}; "
            + ("write a longer prefix or suffix" if found else "quote it as the text has it")
        )
    start = found[0] + len(prefix)
    return start, start + len(exact)


def _occurrences(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [] if value is None else [value]
