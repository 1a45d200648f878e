"""The settings: which addresses a symbol has, and which settings files are refused."""

from __future__ import annotations

import pytest

from kg.errors import RuleError
from kg.hosts import FILE, load_settings
from kg.symbols import intended_symbol

TEXT = FILE.read_text(encoding="utf-8")

# the forms of symbols that hosts know, by organ and time
ADDRESSES = [
    ("A/RES/76/136", "fr", "documents-pdf", "https://documents.un.org/api/symbol/access?s=A%2FRES%2F76%2F136&l=fr&t=pdf"),
    ("76/136", "en", "documents-docx", "https://documents.un.org/api/symbol/access?s=A%2FRES%2F76%2F136&l=en&t=docx"),
    ("A/RES/103 (I)", "en", "documents-pdf", "https://documents.un.org/api/symbol/access?s=A%2FRES%2F103%28I%29&l=en&t=pdf"),
    ("1514 (XV)", "es", "documents-pdf", "https://documents.un.org/api/symbol/access?s=A%2FRES%2F1514%28XV%29&l=es&t=pdf"),
    ("ES-11/1", "ru", "documents-pdf", "https://documents.un.org/api/symbol/access?s=A%2FRES%2FES-11%2F1&l=ru&t=pdf"),
    ("S/RES/1325 (2000)", "zh", "documents-pdf", "https://documents.un.org/api/symbol/access?s=S%2FRES%2F1325%282000%29&l=zh&t=pdf"),
    ("A/RES/55/180 B", "ar", "documents-pdf", "https://documents.un.org/api/symbol/access?s=A%2FRES%2F55%2F180B&l=ar&t=pdf"),
    ("A/RES/76/136", "ar", "docs", "https://docs.un.org/ar/A/RES/76/136?direct=true"),
    ("A/RES/38/77", "en", "undocs", "https://undocs.org/pdf?symbol=en/A/RES/38/77"),
]  # fmt: skip


@pytest.mark.parametrize(("symbol", "language", "source", "url"), ADDRESSES)
def test_a_symbol_has_its_address_at_each_source(symbol, language, source, url):
    sources = {source.name: source for source in load_settings().sources}
    assert sources[source].url_of(intended_symbol(symbol), language) == url


def test_the_digital_library_which_challenges_programs_is_no_source():
    assert "digitallibrary.un.org" not in {source.host for source in load_settings().sources}


def test_the_user_agent_says_who_asks_and_whom_to_write_to():
    settings = load_settings(contact="me@example.org")
    assert settings.user_agent.startswith("unkg/")
    assert settings.user_agent.endswith("; me@example.org)")
    assert "unofficial" in settings.user_agent


DELAYS = [("digitallibrary.un.org", 5), ("documents.un.org:443", 2), ("elsewhere.example", 1)]


@pytest.mark.parametrize(("host", "seconds"), DELAYS)
def test_a_host_has_its_pause_and_every_other_one_second(host, seconds):
    assert load_settings().delay(host) == seconds


FORWARDS = [
    ("https://documents.un.org/a", True),
    ("https://daccess-ods.un.org/access.nsf", True),
    ("https://undocs.org/x", True),
    ("https://un.org.example/a", False),
    ("https://notun.org/a", False),
    ("https://un.org:x@elsewhere.example/a", False),
    ("http://127.0.0.1:8000/", False),
]


@pytest.mark.parametrize(("url", "allowed"), FORWARDS)
def test_answers_forward_to_hosts_of_the_settings_only(url, allowed):
    assert load_settings().may_forward_to(url) is allowed


BROKEN = [
    ("no TOML", TEXT + "[[", "hosts"),
    ("an entry is missing", TEXT.replace("attempts = 4", ""), "attempts"),
    ("a table is missing", TEXT.replace("[challenge]", "[other]"), "challenge"),
    ("a delay below one second", TEXT.replace('"docs.un.org" = 2.0', '"docs.un.org" = 0.1'), "delays.docs.un.org"),
    ("a number in words", TEXT.replace("attempts = 4", 'attempts = "four"'), "attempts"),
    ("a truth for a number", TEXT.replace("attempts = 4", "attempts = true"), "attempts"),
    ("an unknown format", TEXT.replace('accepts = ["docx", "pdf"]', 'accepts = ["epub"]'), "documents-docx"),
    ("an unknown place", TEXT.replace("{symbol}&l={language}&t=docx", "{simbol}"), "documents-docx"),
    ("no place for the symbol", TEXT.replace("{symbol}&l={language}&t=docx", "x"), "documents-docx"),
    ("a file address", TEXT.replace("https://undocs.org", "file:///etc"), "undocs"),
    ("a login in an address", TEXT.replace("https://undocs.org", "https://me:secret@undocs.org"), "undocs: the URL has a login"),
    ("two sources of one name", TEXT.replace('name = "docs"', 'name = "undocs"'), "name of its own"),
    ("a contact of two lines", TEXT.replace('contact = ""', 'contact = "a\\r\\nX: b"'), "contact"),
    ("a word for a list", TEXT.replace('hosts = ["un.org", "undocs.org"]', 'hosts = "un.org"'), "forwards.hosts"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "named"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_a_broken_settings_file_is_refused_by_file_and_entry(tmp_path, text, named):
    path = tmp_path / "hosts.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=named) as refusal:
        load_settings(path)
    assert str(path) in str(refusal.value)


def test_a_contact_that_would_add_a_header_is_refused():
    with pytest.raises(RuleError, match="contact"):
        load_settings(contact="me@example.org\r\nCookie: x")


def test_a_missing_settings_file_is_named(tmp_path):
    with pytest.raises(RuleError, match=r"none\.toml"):
        load_settings(tmp_path / "none.toml")
