"""Tell which document a web address leads to; ask no host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from kg.drafting import LANGUAGES
from kg.errors import SymbolError
from kg.hosts import Settings, is_below, load_settings
from kg.symbols import Symbol, parse_symbol

_ADDRESS = re.compile(r"https?://[^\s<>\"«»“”]+")
_POINTS = ".,;:!?'’]}>*"
_LANGUAGE = re.compile(rf"\A/?(?:(?:{'|'.join(LANGUAGES)})/)?", re.IGNORECASE)
_LOWER = re.compile(r"\A[a-z][a-z/.]*")


class Addressed(NamedTuple):
    """An address of a document, as a text prints it."""

    start: int
    end: int
    symbol: Symbol


def document_at(url: str) -> Symbol | None:
    """The symbol of the document that an address leads to.

    Args:
        url: ``https://docs.un.org/en/A/RES/70/1``, ``https://undocs.org/pdf?symbol=fr/A/RES/70/1``.

    Returns:
        The symbol; None for the address of anything else.
    """
    settings = _settings()
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:  # brackets that hold no IPv6 address
        return None
    if parts.scheme not in ("http", "https") or not is_below(host, settings.address_hosts):
        return None
    parameters = (
        value
        for name, value in parse_qsl(parts.query)
        if name.lower() in settings.address_parameters
    )
    named = (_symbol(text) for text in (*parameters, unquote(parts.path)))
    return next((symbol for symbol in named if symbol), None)


def find_addresses(string: str) -> Iterator[Addressed]:
    """The addresses of documents that a text prints, without the points behind them."""
    for match in _ADDRESS.finditer(string) if "http" in string else ():
        url = _without_points(match[0])
        symbol = document_at(url)
        if symbol:
            yield Addressed(match.start(), match.start() + len(url), symbol)


def _symbol(text: str) -> Symbol | None:
    """The symbol behind a language; editors type ``a/81/50`` for ``A/81/50``."""
    named = _LANGUAGE.sub("", text, count=1)
    try:
        return parse_symbol(_LOWER.sub(lambda match: match[0].upper(), named))
    except SymbolError:
        return None


def _without_points(url: str) -> str:
    """The address without what ends the sentence: a bracket that it opened stays."""
    while url[-1:] in _POINTS or (url.endswith(")") and url.count(")") > url.count("(")):
        url = url[:-1]
    return url


@cache
def _settings() -> Settings:
    return load_settings()
