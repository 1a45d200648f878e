"""A graph whose every text tries to be more than text, for the tests of the site."""

from __future__ import annotations

from kg import terms
from kg.iris import DocumentNames, concept, document, document_graph, thing
from kg.rdf import Graph, Iri, Literal

SCRIPT = "<img src=http://127.0.0.1/x onerror='window.hacked=1'></script><script>window.hacked=1</script>"
LINK = "javascript:window.hacked=1//href"
TEMPLATE = "{{ 7 * 7 }}{% raw %}"
OVERRIDE = "\u202egnp.exe\u2066"
ATTRIBUTE = '" onmouseover="window.hacked=1" x=\''
ALL = SCRIPT + LINK + TEMPLATE + OVERRIDE + ATTRIBUTE
SYMBOL = f"A/{SCRIPT}"

CITING, CITED = document("A/RES/1/1"), document(SYMBOL)
NAMES = DocumentNames(CITING, "en")
CITATION, SPAN, PLACE = NAMES.node("cit", "x"), NAMES.span(0, 5), NAMES.provision("PP1")
MANDATE, DOUBTED = NAMES.node("req", "x"), NAMES.node("unresolved", "x")
BODY = thing("body:GA")


def said(text: str = ALL, language: str = "") -> Literal:
    return Literal(text, language) if language else Literal(text)


def hostile() -> list[Graph]:
    """Its two documents: one that was read, one that it cites."""
    read = [
        (CITING, terms.TYPE, terms.DOCUMENT),
        (CITING, terms.TYPE, terms.RESOLUTION),
        (CITING, terms.SYMBOL, Literal("A/RES/1/1")),
        (CITING, terms.TITLE, said(language="en")),
        (CITING, terms.TITLE, said(OVERRIDE, "ar")),
        (CITING, terms.PASSED_BY, BODY),
        (CITING, terms.DATE_DOCUMENT, said()),
        (CITING, terms.SEE_ALSO, Iri("javascript:window.hacked=1")),
        (CITING, terms.EXACT_MATCH, Iri("javascript:window.hacked=1")),
        (CITING, terms.IS_REALIZED_BY, NAMES.version),
        (NAMES.version, terms.LANGUAGE, said()),
        (NAMES.version, terms.DOUBT, said()),
        (PLACE, terms.EID, Literal("preamble__p_1")),
        (PLACE, terms.TEXT, said(f"Recalling {ALL} and 5/1", "en")),
        (SPAN, terms.QUOTE, said("5/1", "en")),
        (SPAN, terms.IN_PARAGRAPH, PLACE),
        (CITATION, terms.TYPE, terms.CITATION),
        (CITATION, terms.HAS_CITED_ENTITY, CITED),
        (CITATION, terms.HAS_CITING_ENTITY, CITING),
        (CITATION, terms.CITING_PROVISION, PLACE),
        (CITATION, terms.ACT, concept("act", ALL)),
        (CITATION, terms.EVIDENCE, SPAN),
        (CITATION, terms.PINPOINT, said()),
        (CITATION, terms.CITED_DATE, said()),
        (CITATION, terms.REASON, said()),
        (CITATION, terms.CONFIDENCE, said()),
        (CITATION, terms.RESOLUTION_STATUS, concept("resolution-status", ALL)),
        (DOUBTED, terms.TYPE, terms.UNRESOLVED_MENTION),
        (DOUBTED, terms.IN_PROVISION, PLACE),
        (DOUBTED, terms.EVIDENCE, SPAN),
        (DOUBTED, terms.REASON, said()),
        (DOUBTED, terms.CANDIDATE, CITED),
        (MANDATE, terms.TYPE, terms.REPORTING_REQUEST),
        (MANDATE, terms.REQUESTED_IN, PLACE),
        (MANDATE, terms.ADDRESSEE, BODY),
        (MANDATE, terms.ADDRESSEE_TEXT, said(language="en")),
        (MANDATE, terms.DUE_DATE, said()),
        (BODY, terms.TYPE, terms.BODY),
        (BODY, terms.LABEL, said(language="en")),
        (BODY, terms.LABEL, said(language="fr")),
    ]
    stub = [
        (CITED, terms.TYPE, terms.DOCUMENT),
        (CITED, terms.SYMBOL, Literal(SYMBOL)),
        (CITED, terms.TITLE, said(language="en")),
    ]
    return [
        Graph(document_graph("A/RES/1/1"), read),
        Graph(document_graph(SYMBOL), stub),
    ]
