"""Write values as typed literals in the one form that Oxigraph gives back unchanged."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from kg import terms
from kg.rdf import Literal

_MANY = 4096  # values that recur from document to document


def plain(value: str) -> Literal:
    """Write a string in no natural language: a symbol, a rule's name."""
    return Literal(value)


def worded(value: str, language: str) -> Literal:
    """Words in a language."""
    return Literal(value, language=language)


def tag(language: str) -> Literal:
    """Write the tag of a language: ``fr``."""
    return Literal(language, datatype=terms.XSD_LANGUAGE)


def whole(value: int) -> Literal:
    """Write an integer."""
    return Literal(str(value), datatype=terms.XSD_INTEGER)


@lru_cache(maxsize=_MANY)
def fraction(value: float) -> Literal:
    """Write a decimal of at most three places: ``0.98``, ``1``; the store would rewrite ``1.0``."""
    rounded = Decimal(str(round(value, 3))).normalize()
    return Literal(f"{rounded:f}", datatype=terms.XSD_DECIMAL)


@lru_cache(maxsize=_MANY)
def dated(value: str) -> Literal:
    """Write a date as exact as it is known: ``2021-12-16``, ``1995-09``, ``2000``.

    A range (``1995-03-06/1995-03-12``) and an impossible date stay strings.
    """
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value) and _exists(value):
        return Literal(value, datatype=terms.XSD_DATE)
    if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", value):
        return Literal(value, datatype=terms.XSD_MONTH)
    if re.fullmatch(r"[1-9]\d{3}", value):
        return Literal(value, datatype=terms.XSD_YEAR)
    return Literal(value)


def _exists(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
