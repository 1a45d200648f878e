"""A small graph to walk through, some of it hostile, and a visit to its explorer in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from pathlib import Path

ATTACK = "<img src=http://127.0.0.1/x onerror='window.hacked=1'></script><script>window.hacked=1"
LINK = "javascript:window.hacked=1//href"
OVERRIDE = "abc\u202egnp.exe\u2066"
DATA = "https://w3id.org/unkg/id/"

# symbol, key, organ, date, language and title, whether it was read
DOCUMENTS = (
    ("A/RES/76/136", "A-RES-76-136", "GA", "2021-12-16", "fr", "Promouvoir l’intégration sociale", True),
    ("A/RES/68/131", "A-RES-68-131", "GA", "2013-12-18", "fr", "Promouvoir l’intégration sociale", True),
    ("A/RES/66/122", "A-RES-66-122", "GA", "2011-12-19", "fr", "Promouvoir l’intégration", True),
    ("A/RES/70/1", "A-RES-70-1", "GA", "2015-09-25", "en", "Transforming our world", False),
    ("A/RES/1514 (XV)", "A-RES-1514_XV", "GA", "1960-12-14", "en", "", False),
    ("S/RES/1325 (2000)", "S-RES-1325_2000", "SC", "2000-10-31", "en", "", False),
    ("A/RES/60/1325", "A-RES-60-1325", "GA", "", "en", "", False),
    (ATTACK, "hostile", "GA", "2020-01-01", "en", LINK, True),
)  # fmt: skip
# citing, cited, act, function, paragraph, language, the paragraph with its quote in brackets, status
CITATIONS = (
    ("A-RES-76-136", "doc/A-RES-70-1", "recalls", "recalling", "preamble__p_1", "fr", "Rappelant [sa résolution 70/1], intitulée", "explicit"),
    ("A-RES-76-136", "doc/A-RES-1514_XV", "reaffirms", "reaffirming", "preamble__p_2", "ar", "إذ تعيد تأكيد [قرارها 1514 (د-15)] وإلى A/76/184،", "explicit"),
    ("A-RES-76-136", "doc/S-RES-1325_2000", "recalls", "recalling", "preamble__p_3", "fr", "Rappelant [la résolution 1325]", "inferred"),
    ("A-RES-76-136", "doc/A-RES-68-131", "recalls", "recalling", "preamble__p_4", "fr", "Rappelant [la résolution 68/131]", "explicit"),
    ("A-RES-76-136", "instrument/crc", "guided-by", "guided-by", "para_1", "fr", "S’inspirant de [la Convention]", "explicit"),
    ("A-RES-68-131", "doc/A-RES-66-122", "recalls", "recalling", "preamble__p_1", "fr", "Rappelant [la résolution 66/122]", "explicit"),
    ("A-RES-68-131", "doc/A-RES-1514_XV", "recalls", "recalling", "preamble__p_2", "fr", "Rappelant [la résolution 1514]", "explicit"),
    ("A-RES-68-131", "instrument/crc", "recalls", "recalling", "preamble__p_3", "fr", "Rappelant [la Convention]", "explicit"),
    ("A-RES-66-122", "doc/A-RES-1514_XV", "recalls", "recalling", "preamble__p_1", "fr", "Rappelant [la résolution 1514]", "explicit"),
    ("A-RES-66-122", "doc/A-RES-60-1325", "recalls", "recalling", "preamble__p_2", "fr", "Rappelant [la résolution 60/1325]", "explicit"),
    ("hostile", "doc/A-RES-70-1", "recalls", "recalling", "preamble__p_1", "en", f"Recalling [{ATTACK} {OVERRIDE}],", "explicit"),
)  # fmt: skip
NAMES = {
    "en": "Convention on the Rights of the Child",
    "fr": "Convention relative aux droits de l’enfant",
    "es": "Convención sobre los Derechos del Niño",
    "ru": "Конвенция о правах ребенка",
    "ar": "اتفاقية حقوق الطفل",
    "zh": "儿童权利公约",
}
BODIES = {
    "GA": {"en": "General Assembly", "fr": "Assemblée générale", "ar": "الجمعية العامة"},
    "SC": {"en": "Security Council", "fr": "Conseil de sécurité", "ar": "مجلس الأمن"},
}
_PREFIXES = """
PREFIX : <https://w3id.org/unkg/ontology#>
PREFIX id: <https://w3id.org/unkg/id/>
PREFIX doc: <https://w3id.org/unkg/id/doc/>
PREFIX v: <https://w3id.org/unkg/vocab/>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
_OTHERS = """
<https://w3id.org/unkg/id/event/wssd-1995> a :Conference ;
  rdfs:label "World Summit for Social Development"@en ; schema:startDate "1995-03-06"^^xsd:date .
<https://w3id.org/unkg/id/doc/A-RES-76-136#mention__preamble__p_5__event-wssd-1995> :mentioned
  <https://w3id.org/unkg/id/event/wssd-1995> ; :act <https://w3id.org/unkg/vocab/act/recalls> ;
  :inProvision <https://w3id.org/unkg/id/doc/A-RES-76-136#preamble__p_5> .
<https://w3id.org/unkg/id/doc/A-RES-76-136#preamble__p_5> eli:is_part_of doc:A-RES-76-136 ;
  :eId "preamble__p_5" .
doc:A-RES-76-136 :adoption <https://w3id.org/unkg/id/doc/A-RES-76-136#adoption> ;
  :atSession <https://w3id.org/unkg/id/session/GA-76> .
<https://w3id.org/unkg/id/session/GA-76> skos:notation "GA-76" .
<https://w3id.org/unkg/id/doc/A-RES-76-136#adoption> :votesFor 120 ; :votesAgainst 3 ;
  :votesAbstain 40 ; :adoptionMode <https://w3id.org/unkg/vocab/adoption-mode/recorded-vote> .
<https://w3id.org/unkg/id/doc/A-RES-76-136#req__para_8__report> a :ReportingRequest ;
  :requestedIn <https://w3id.org/unkg/id/doc/A-RES-76-136#para_8> ;
  :act <https://w3id.org/unkg/vocab/act/requests> ; :addresseeText "Secretary-General"@en ;
  :mandateType <https://w3id.org/unkg/vocab/mandate-type/report> ;
  :dueAtSession <https://w3id.org/unkg/id/session/GA-78> .
<https://w3id.org/unkg/id/doc/A-RES-76-136#unresolved__preamble__p_6__0000000000> a
  :UnresolvedMention ; :inProvision <https://w3id.org/unkg/id/doc/A-RES-76-136#preamble__p_6> ;
  :resolutionStatus <https://w3id.org/unkg/vocab/resolution-status/ambiguous> ;
  :reason "two documents fit" ; :evidence <http://example.org/unresolved> ;
  :candidate doc:A-RES-70-1 .
<http://example.org/unresolved> :quote "ladite résolution"@fr .
"""
# the words of one citation in a second version of its document
_SPANISH = """
doc:A-RES-76-136 eli:is_realized_by <https://w3id.org/unkg/id/doc/A-RES-76-136/es> .
<https://w3id.org/unkg/id/doc/A-RES-76-136/es> :language "es" .
<https://w3id.org/unkg/id/doc/A-RES-76-136#cit__preamble__p_1__A-RES-70-1__recalling> :evidence
  <http://example.org/es> .
<http://example.org/es> :quote "su resolución 70/1"@es ; :start 99 ;
  :inParagraph <https://w3id.org/unkg/id/doc/A-RES-76-136#preamble__p_1> .
<https://w3id.org/unkg/id/doc/A-RES-76-136#preamble__p_1>
  :text "Recordando su resolución 70/1, titulada"@es .
"""


def _text(words: str) -> str:
    return str(ox.Literal(words))


def _document(symbol: str, key: str, organ: str, date: str, language: str, title: str, read: bool) -> str:  # fmt: skip
    told = [
        f"doc:{key} a :Document, :Resolution",
        f":symbol {_text(symbol)}",
        f"eli:passed_by <{DATA}body/{organ}>",
    ]
    if title:
        told.append(f"dcterms:title {_text(title)}@{language}")
    if date:
        told.append(f'eli:date_document "{date}"^^xsd:date')
    if read:
        told.append(f"eli:is_realized_by <{DATA}doc/{key}/{language}>")
    return f'{" ; ".join(told)} .\n<{DATA}doc/{key}/{language}> :language "{language}" .'


def _citation(
    citing: str, cited: str, act: str, function: str, paragraph: str, language: str, words: str, status: str
) -> str:  # fmt: skip
    quote, local = (
        words.partition("[")[2].partition("]")[0],
        cited.removeprefix("doc/").replace("/", "-"),
    )
    place, name = f"{DATA}doc/{citing}#{paragraph}", f"{DATA}doc/{citing}#cit__{paragraph}__{local}__{function}"  # fmt: skip
    return f"""
    <{name}> a :Citation ; cito:hasCitingEntity doc:{citing} ; cito:hasCitedEntity <{DATA}{cited}> ;
      :citationFunction <https://w3id.org/unkg/vocab/citation-function/{function}> ;
      :act <https://w3id.org/unkg/vocab/act/{act}> ; :citingProvision <{place}> ;
      :resolutionStatus <https://w3id.org/unkg/vocab/resolution-status/{status}> ;
      :confidence 0.95 ; :evidence <{name}-words> .
    <{name}-words> :quote {_text(quote)}@{language} ; :start {len(words)} ; :inParagraph <{place}> .
    <{place}> eli:is_part_of doc:{citing} ; :eId "{paragraph}" ;
      :text {_text(words.replace("[", "").replace("]", ""))}@{language} ."""


def small_graph() -> ox.Store:
    """Eight documents, a treaty and a summit; who cites whom stands above."""
    names = " , ".join(f"{_text(name)}@{language}" for language, name in NAMES.items())
    parts = [_document(*row) for row in DOCUMENTS] + [_citation(*row) for row in CITATIONS]
    parts.append(_SPANISH)
    parts += [f'<{DATA}instrument/crc> a :Treaty ; rdfs:label {names} ; eli:date_document "1989-11-20"^^xsd:date .']  # fmt: skip
    for key, labels in BODIES.items():
        told = " , ".join(f"{_text(name)}@{language}" for language, name in labels.items())
        parts.append(f"<{DATA}body/{key}> rdfs:label {told} .")
    store = ox.Store()
    store.update(_PREFIXES + "INSERT DATA {" + "\n".join(parts) + _OTHERS + "}")
    return store


class Visit:
    """An open explorer, with what it asked for and complained of."""

    def __init__(self, browser, path: Path, address: str = "", **options):
        self.context = browser.new_context(offline=True, accept_downloads=True, **options)
        self.page = self.context.new_page()
        self.requests, self.complaints = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.file = path.as_uri()
        self.page.goto(self.file + address)
        self.page.wait_for_selector("html[data-ready=true]", timeout=15_000)

    def go(self, address: str) -> None:
        """Follow a link into the explorer."""
        self.page.evaluate("(address) => { location.hash = address; }", address)
        self.page.wait_for_timeout(60)

    def ask(self, script: str):
        """Ask the page itself."""
        return self.page.evaluate(script)

    def shown(self) -> list[str]:
        """The texts that the view shows."""
        return self.ask(
            "unkg.scene.nodes.map((node) => unkg.model.nodes.label[node.i].replace(/<.*/, 'hostile'))"
        )

    def place(self, label: str) -> tuple[float, float]:
        """Where the mark of a text stands on the screen."""
        x, y = self.page.evaluate(
            """(label) => {
                const at = unkg.picture.at(unkg.model.nodes.label.indexOf(label));
                const box = document.getElementById("picture").getBoundingClientRect();
                return [at.x + box.x, at.y + box.y];
            }""",
            label,
        )
        return x, y

    def search(self, text: str) -> list[str]:
        """What the search field suggests."""
        self.page.fill("#query", text)
        return self.page.locator("#results [role=option]").all_inner_texts()

    def download(self, name: str) -> bytes:
        """Save a file from the dialog."""
        with self.page.expect_download() as waiting:
            self.page.locator("#share").get_by_role("button", name=name, exact=True).click()
        return waiting.value.path().read_bytes()

    @property
    def chosen(self) -> str:
        """The text that the panel is about."""
        return self.page.locator("#panel h2").inner_text()

    @property
    def panel(self) -> str:
        """What the panel says, when its words are there."""
        self.page.wait_for_function("!document.querySelector('[aria-busy]')")
        return self.page.locator("#panel").inner_text()

    def close(self) -> None:
        """Leave."""
        self.context.close()
