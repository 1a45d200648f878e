"""Addresses of documents: which document a link leads to, as hosts, files and editors write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.addresses import document_at, find_addresses

LEADING = [
    ("https://undocs.org/A/RES/70/1", "A/RES/70/1"),
    ("http://undocs.org/en/A/RES/70/1", "A/RES/70/1"),
    ("https://www.undocs.org/fr/A/RES/70/1", "A/RES/70/1"),
    ("https://undocs.org/Home/Mobile?FinalSymbol=A%2FRES%2F70%2F1&Language=E", "A/RES/70/1"),
    ("https://undocs.org/pdf?symbol=fr/A/RES/70/1", "A/RES/70/1"),
    ("https://docs.un.org/en/S/RES/1325(2000)", "S/RES/1325 (2000)"),
    ("https://docs.un.org/zh/A/RES/1514%20(XV)", "A/RES/1514 (XV)"),
    ("https://docs.un.org/en/A/80/6(Sect.17)", "A/80/6 (Sect. 17)"),
    ("https://docs.un.org/en/a/81/50", "A/81/50"),
    ("https://documents.un.org/api/symbol/access?s=A/HRC/RES/48/24&l=en", "A/HRC/RES/48/24"),
    ("https://www.un.org/en/ga/search/view_doc.asp?symbol=A/RES/66/288", "A/RES/66/288"),
    ("https://daccess-ods.un.org/access.nsf/Get?Open&DS=E/RES/2010/12&Lang=E", "E/RES/2010/12"),
]
ELSEWHERE = [
    "https://example.org/A/RES/70/1",
    "https://undocs.org.example.org/A/RES/70/1",
    "https://example.org/?symbol=A/RES/70/1",
    "ftp://undocs.org/A/RES/70/1",
    "https://undocs.org/",
    "https://undocs.org/en/",
    "https://www.un.org/sustainabledevelopment/",
    "mailto:someone@un.org",
    "https://[undocs.org/A/RES/70/1",
    "",
]


@pytest.mark.parametrize(("url", "symbol"), LEADING)
def test_an_address_of_a_document_says_its_symbol(url, symbol):
    assert str(document_at(url)) == symbol


@pytest.mark.parametrize("url", ELSEWHERE)
def test_any_other_address_is_of_no_document(url):
    assert document_at(url) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://undocs.org/A/RES/70/1.", "https://undocs.org/A/RES/70/1"),
        ("(https://undocs.org/A/RES/70/1)", "https://undocs.org/A/RES/70/1"),
        (
            "(see https://undocs.org/S/RES/1325(2000)).",
            "https://undocs.org/S/RES/1325(2000)",
        ),
        ("«https://undocs.org/A/RES/70/1»;", "https://undocs.org/A/RES/70/1"),
        ("https://undocs.org/A/RES/70/1, and", "https://undocs.org/A/RES/70/1"),
    ],
)
def test_an_address_in_a_sentence_ends_before_its_punctuation(text, found):
    (address,) = find_addresses(text)
    assert text[address.start : address.end] == found


@given(st.text(max_size=80))
def test_no_text_is_too_strange_to_be_an_address(text):
    document_at(text)
    document_at("https://undocs.org/" + text)
    assert all(text[a.start : a.end].startswith("http") for a in find_addresses(text))
