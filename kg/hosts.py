"""Load where documents are, and how politely they are asked for: hosts, URL patterns, delays.

All of it stands in ``kg/hosts.toml``, or in a file of the same form; no other module knows a host.
A broken file stops the run and names the entry.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlsplit

from kg.errors import RuleError, SymbolError
from kg.symbols import Symbol, parse_symbol

FILE = Path(__file__).parent / "hosts.toml"
FORMATS = frozenset({"docx", "pdf", "doc", "wpf", "rtf", "html", "xml", "text"})
SHORTEST_DELAY = 1.0  # seconds between two requests to one host; no setting goes below

_PLACES = {"symbol", "path", "language"}
_NUMBERS: Mapping[str, float] = {  # settings, and the least that makes sense
    "attempts": 1,
    "backoff": 0,
    "longest_wait": 0,
    "connect_timeout": 0.1,
    "read_timeout": 0.1,
    "longest_download": 1,
    "largest": 1,
    "redirects": 0,
    "strikes": 1,
    "recheck_days": 0,
    "absent_days": 0,
}


@dataclass(frozen=True, slots=True)
class Source:
    """One way to ask for a document by its symbol.

    Attributes:
        name: by which reports call it.
        url: a pattern with ``{symbol}`` or ``{path}``, and ``{language}``.
        accepts: the formats that are taken for the document, as `kg.fetching.answers` tells them.
        languages: our code of a language → the source's.
    """

    name: str
    url: str
    accepts: frozenset[str]
    languages: Mapping[str, str]

    @property
    def host(self) -> str:
        """The host, with its port where the pattern names one."""
        return urlsplit(self.url).netloc

    def url_of(self, symbol: Symbol, language: str) -> str | None:
        """The address of a document; None where the source does not have the language."""
        code = self.languages.get(language)
        if code is None:
            return None
        plain = symbol.text.replace(" ", "")
        return self.url.format(symbol=quote(plain, safe=""), path=quote(plain), language=code)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that decides what is asked, where and how fast; the file tells each entry."""

    product: str
    about: str
    contact: str
    attempts: int
    backoff: float
    longest_wait: float
    connect_timeout: float
    read_timeout: float
    longest_download: float
    largest: int
    redirects: int
    strikes: int
    recheck_days: float
    absent_days: float
    delays: Mapping[str, float]
    forwards: tuple[str, ...]
    challenge_headers: tuple[str, ...]
    challenge_markers: tuple[str, ...]
    address_hosts: tuple[str, ...]
    address_parameters: tuple[str, ...]
    known: tuple[Symbol, str]  # a document that each source has, and a language that it has it in
    sources: tuple[Source, ...]

    @property
    def user_agent(self) -> str:
        """Who asks: name, version, what for, and whom to write to."""
        try:
            release = version("unkg")
        except PackageNotFoundError:  # a checkout that is not installed
            release = "0"
        contact = f"; {self.contact}" if self.contact else ""
        return f"{self.product}/{release} ({self.about}{contact})"

    def delay(self, host: str) -> float:
        """Seconds between two requests to a host (``name`` or ``name:port``)."""
        name = host.partition(":")[0]
        return self.delays.get(host, self.delays.get(name, self.delays["default"]))

    def may_forward_to(self, url: str) -> bool:
        """Whether an answer may forward to an address: a source's host, or one listed or below it.

        Raises:
            ValueError: the address is none.
        """
        parts = urlsplit(url)
        name = parts.hostname or ""
        if "@" in parts.netloc:  # un.org:x@elsewhere.example
            return False
        return any(parts.netloc == source.host for source in self.sources) or is_below(
            name, self.forwards
        )


def is_below(host: str, hosts: Iterable[str]) -> bool:
    """Whether a host is one of some, or below one: ``www.undocs.org`` is below ``undocs.org``."""
    return any(host == known or host.endswith(f".{known}") for known in hosts)


def load_settings(path: Path = FILE, *, contact: str | None = None) -> Settings:
    """Read the settings file.

    Args:
        path: a file of the form of ``kg/hosts.toml``, whole.
        contact: whom hosts can reach, instead of what the file says.

    Returns:
        The settings.

    Raises:
        RuleError: the file is missing, no TOML, or an entry is missing or wrong; names both.
    """
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleError(f"{path}: {error}") from None
    try:
        settings = _settings(rows)
        return replace(settings, contact=_line("contact", contact)) if contact else settings
    except KeyError as missing:
        raise RuleError(f"{path}: lacks {missing}") from None
    except (ValueError, TypeError, AttributeError) as error:
        raise RuleError(f"{path}: {error}") from None


def _settings(rows: Mapping[str, Any]) -> Settings:
    client, challenge, addresses = rows["client"], rows["challenge"], rows["addresses"]
    sources = tuple(_source(row) for row in rows["sources"])
    if len({source.name for source in sources}) < len(sources) or not sources:
        raise ValueError("[[sources]] needs one entry at least, each with a name of its own")
    words: dict[str, Any] = {n: _line(n, client[n]) for n in ("product", "about", "contact")}
    numbers = {name: _number(name, client[name], least) for name, least in _NUMBERS.items()}
    return Settings(
        **words,
        **numbers,
        delays=_delays(rows["delays"]),
        forwards=_words("forwards.hosts", rows["forwards"]["hosts"]),
        challenge_headers=_words("challenge.headers", challenge["headers"]),
        challenge_markers=_words("challenge.markers", challenge["markers"]),
        address_hosts=_words("addresses.hosts", addresses["hosts"]),
        address_parameters=_words("addresses.parameters", addresses["parameters"]),
        known=_known(rows["doctor"]),
        sources=sources,
    )


def _known(row: Mapping[str, Any]) -> tuple[Symbol, str]:
    try:
        symbol = parse_symbol(_line("doctor.symbol", row["symbol"]))
    except SymbolError as error:
        raise ValueError(f"doctor.symbol: {error}") from None
    return symbol, _line("doctor.language", row["language"])


def _delays(rows: Mapping[str, Any]) -> Mapping[str, float]:
    delays = {host: _number(f"delays.{host}", n, SHORTEST_DELAY) for host, n in rows.items()}
    return MappingProxyType({"default": SHORTEST_DELAY, **delays})


def _source(row: Mapping[str, Any]) -> Source:
    name, url = _line("sources.name", row["name"]), _line("sources.url", row["url"])
    parts, places = urlsplit(url), {field for _, field, _, _ in Formatter().parse(url) if field}
    if parts.scheme not in ("https", "http") or not parts.netloc:
        raise ValueError(f"sources.{name}: {url} is no http address")
    if "@" in parts.netloc:
        raise ValueError(f"sources.{name}: the URL has a login; none is ever sent")
    if places - _PLACES or not places & {"symbol", "path"}:
        raise ValueError(f"sources.{name}: the URL needs {{symbol}} or {{path}}, and no other")
    accepts = frozenset(_words(f"sources.{name}.accepts", row["accepts"]))
    if not accepts or accepts - FORMATS:
        raise ValueError(f"sources.{name}: accepts some of {', '.join(sorted(FORMATS))}")
    languages = {str(k): _line(f"{name}.languages", v) for k, v in row["languages"].items()}
    return Source(name, url, accepts, MappingProxyType(languages))


def _line(name: str, value: object) -> str:
    """A text that fits into one header line."""
    if not isinstance(value, str) or not value.isascii() or not (value.isprintable()):
        raise ValueError(f"{name}: {value!r} is no line of ASCII text")
    return value


def _words(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{name}: {value!r} is no list of words")
    return tuple(_line(name, word) for word in value)


def _number(name: str, value: object, least: float) -> Any:  # noqa: ANN401 (int or float, as written)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < least:
        raise ValueError(f"{name}: {value!r} is no number from {least:g}")
    return value
