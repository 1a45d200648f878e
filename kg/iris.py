"""Make every IRI of the graph, from text that is trusted for nothing.

The only place that knows how a name is built; it says nothing of what the named thing is.
Names are content-based: no counter over a document, no path, no clock. The base is not yet
registered at w3id.org; it stands once, in `BASE`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from kg.rdf import Iri

BASE = "https://w3id.org/unkg/"
DATA = f"{BASE}id/"
ONTOLOGY = f"{BASE}ontology#"
VOCABULARY = f"{BASE}vocab/"
GRAPHS = f"{BASE}graph/"
GOALS = "http://metadata.un.org/sdg/"
WIKIDATA = "http://www.wikidata.org/entity/"
DOCUMENTS_ONLINE = "https://docs.un.org/"

AUTHORITIES_GRAPH = Iri(f"{GRAPHS}authorities")
CITED_GRAPH = Iri(f"{GRAPHS}cited")
SUMMARY_GRAPH = Iri(f"{GRAPHS}summary")

#: ISO 639-1, as the findings say it, to the three letters that ELI and AKN put in an address.
LANGUAGES = {"ar": "ara", "en": "eng", "es": "spa", "fr": "fra", "ru": "rus", "zh": "zho"}

_MANY = 65_536  # names that recur from document to document
# Longer names are cut and carry a digest: an address that no one can copy helps no one.
_LONGEST = 120

_KINDS = frozenset(
    (
        "agenda",
        "body",
        "event",
        "group",
        "instrument",
        "meeting",
        "publication",
        "series",
        "session",
    )
)
_PLAIN = re.compile(r"[A-Za-z0-9_.-]*")  # what quoting would not touch
_LABEL = re.compile(
    r"(?P<part>HEAD|ENACT|FOOT|PP|OP|FN|ANNEX|URL|FURN|SEC)(?P<number>[^\W_]*)"
    r"(?:\.(?P<inner>[^()\[\]_]+))?(?P<points>(?:\([^()\[\]_]+\))*)"
    r"(?:\[(?P<section>[^\[\]_]+)\])?(?P<late>(?:\([^()\[\]_]+\))*)"
)
# how a reader knows the parts of an eId
_PARAGRAPHS = (
    ("preamble__p_", "PP"),
    ("para_", "OP"),
    ("fn_", "FN"),
    ("annex_", "annex "),
    ("sec_", "part "),
)
_PARTS = {
    "HEAD": "preface",
    "ENACT": "formula",
    "FOOT": "conclusions",
    "PP": "preamble__p",
    "OP": "para",
    "FN": "fn",
    "ANNEX": "annex",
    "URL": "link",
    "FURN": "furniture",
    "SEC": "heading",
    "OTHER": "other",
}


@dataclass(frozen=True, slots=True)
class DocumentNames:
    """The names inside one document, in one of its languages."""

    document: Iri
    language: str

    @property
    def version(self) -> Iri:
        """The text in this language: ``…/doc/A-RES-76-136/fra``."""
        return Iri(f"{self.document}/{LANGUAGES[self.language]}")

    def span(self, start: int, end: int) -> Iri:
        """Name a stretch of that text, as RFC 5147 writes it: ``…/fra#char=12,40``."""
        return Iri(f"{self.version}#char={start},{end}")

    def provision(self, label: str) -> Iri:
        """Name a paragraph by its label: ``OP3(a)`` gives ``…#para_3__point_a``."""
        return fragment(self.document, eid(label))

    def node(self, kind: str, *parts: str) -> Iri:
        """Name a finding by what it says: ``…#cit__preamble__p_2__A-RES-66-122__recalling``."""
        return fragment(self.document, "__".join((kind, *parts)))


def document(symbol: str | None, sha256: str = "") -> Iri:
    """Name a document by its symbol, or by its bytes where it states none."""
    local = f"unidentified-{sha256[:12]}" if symbol is None else symbol_local(symbol)
    return Iri(f"{DATA}doc/{local}")


def document_graph(symbol: str | None, sha256: str = "") -> Iri:
    """Name the graph that holds what one document states."""
    return document_graph_of(document(symbol, sha256))


def document_graph_of(iri: str) -> Iri:
    """Name the graph that holds what a document states, whose IRI is known."""
    return Iri(f"{GRAPHS}{iri.removeprefix(f'{DATA}doc/')}")


def symbol_local(symbol: str) -> str:
    """Turn a symbol into the last part of an IRI.

    ``A/RES/76/136`` → ``A-RES-76-136``, ``A/RES/217 A (III)`` → ``A-RES-217_A_III``,
    ``S/RES/1325 (2000)`` → ``S-RES-1325_2000``. The rule loses signs, so a name that does not
    read back as its symbol also carries a digest: two symbols never share a name.
    """
    spelling = symbol_spelling(symbol)
    joined = re.sub(r"[ ()]+", "_", spelling).strip("_").replace("/", "-")
    local = _escape(joined[:_LONGEST])
    return local if _read_back(local) == spelling else f"{local}~{digest(spelling)}"


def symbol_spelling(symbol: str) -> str:
    """Spell a symbol the one way: composed, single-spaced, without the asterisk of a reissue."""
    text = " ".join(unicodedata.normalize("NFC", symbol).split()).rstrip("* ")
    return re.sub(r" ?\(", " (", text).strip()


def online(symbol: str, language: str) -> Iri:
    """Where the United Nations publishes the document."""
    return Iri(f"{DOCUMENTS_ONLINE}{language}/{_escape(symbol, safe='/()')}")


@lru_cache(maxsize=_MANY)
def eid(label: str) -> str:
    """Turn a paragraph's label into its identifier in the document.

    ``PP3`` → ``preamble__p_3``, ``OP3(a)(i)`` → ``para_3__point_a__point_i``, ``OP2[B]`` →
    ``sec_B__para_2``, ``ANNEX1.4`` → ``annex_1__para_4``, ``FN1`` → ``fn_1``.
    """
    found = _LABEL.fullmatch(label)
    if found is None:
        return f"part_{_escape(label)}"
    number = found["number"] or ("1" if found["part"] == "ENACT" else "")
    steps = [f"sec_{found['section']}"] if found["section"] else []
    steps.append(f"{_PARTS[found['part']]}_{number}" if number else _PARTS[found["part"]])
    steps += [f"para_{found['inner']}"] if found["inner"] else []
    steps += [
        f"point_{point}" for point in re.findall(r"\(([^()]+)\)", found["points"] + found["late"])
    ]
    return "__".join(_escape(step) for step in steps)


def paragraph_label(eid: str) -> str:
    """Write a paragraph's identifier as a reader would: ``para_3__point_a`` → ``OP3(a)``."""
    text = re.sub(r"__point_([^_]+)", r"(\1)", eid)
    for prefix, label in _PARAGRAPHS:
        text = re.sub(rf"(?:^|(?<=__)){prefix}", label, text)
    return text.replace("__", " ").replace("_", " ").strip()


def section_of(label: str) -> str | None:
    """Read the section that a label names in brackets: ``OP2[B]`` → ``B``."""
    found = _LABEL.fullmatch(label)
    return found["section"] if found else None


def parent_of(label: str) -> str | None:
    """Label the paragraph around a subparagraph: ``OP3(a)(i)`` → ``OP3(a)``."""
    parent = re.sub(r"\([^()]+\)(?=(?:\[[^\[\]]+\])?$)", "", label)
    return parent if parent != label else None


def fragment(whole: Iri, name: str) -> Iri:
    """Name a part of a document by the name it has there."""
    if _PLAIN.fullmatch(name):
        return Iri(f"{whole}#{name}")
    # what `eid` gave is escaped already; a bare percent sign is not
    escaped = re.sub(r"%(?![0-9A-F]{2})", "%25", name)
    return Iri(f"{whole}#{_escape(escaped, safe='%~')}")


@lru_cache(maxsize=_MANY)
def thing(target: str) -> Iri:
    """Name what a finding points to.

    ``body:GA``, ``instrument:cedaw``, ``session:GA-78``… keep their kind and key; anything else
    is a document's symbol.
    """
    kind, colon, key = target.partition(":")
    if not colon or kind not in _KINDS:
        return document(target)
    return Iri(f"{DATA}{kind}/{_escape(key)}")


def local_name(target: str) -> str:
    """Take the part of a thing's IRI behind the base, fit to stand in another name."""
    return thing(target).removeprefix(DATA).removeprefix("doc/").replace("/", "-")


def is_symbol(target: str) -> bool:
    """Whether a target is a document's symbol, not ``kind:key``."""
    return target.partition(":")[0] not in _KINDS


def place(name: str) -> Iri:
    """Name a city or country by its name: ``Genève`` → ``place/geneve``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return Iri(f"{DATA}place/{slug or _escape(name)}")


def goal(number: str) -> Iri:
    """Name a Sustainable Development Goal or target as the United Nations does."""
    return Iri(f"{GOALS}{_escape(number)}")


def run(name: str) -> Iri:
    """One run of the tool."""
    return Iri(f"{DATA}run/{_escape(name)}")


def wikidata(item: str) -> Iri:
    """Name a Wikidata item by its number, ``Q47423``."""
    return Iri(f"{WIKIDATA}{_escape(item)}")


@lru_cache(maxsize=_MANY)
def concept(scheme: str, key: str) -> Iri:
    """Name a concept of one of our schemes: ``vocab/act/recalls``."""
    return Iri(f"{VOCABULARY}{scheme}/{_escape(key)}")


def digest(text: str) -> str:
    """Ten hexadecimal digits that stand for a text in a name."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _escape(text: str, safe: str = "") -> str:
    """Percent-encode all but the unreserved characters; a tilde is kept for our digests."""
    if _PLAIN.fullmatch(text):
        return text
    encoded = quote(text.encode("utf-8", "surrogatepass"), safe=safe)
    return encoded if "~" in safe else encoded.replace("~", "%7E")


def _read_back(local: str) -> str:
    """Read the symbol off a plain local name; off any other, something else."""
    stem, *marks = local.split("_")
    text = re.sub(r"(?<!-S)(?<!-ES)-|-(?!\d)", "/", stem)
    before_1976 = re.fullmatch(r"[^/]+/RES/\d+", text) is not None
    letters = marks and re.fullmatch(r"[A-Z](?:-[A-Z])?", marks[0])
    if letters and not (before_1976 and len(marks) == 1):
        text, marks = f"{text} {marks[0]}", marks[1:]
    return f"{text} ({' '.join(marks)})" if marks else text
