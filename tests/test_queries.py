"""The named queries, each on a graph small enough to check by eye; and what a reader may ask."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from kg import queries
from kg.counts import counts
from kg.errors import QueryError
from kg.iris import ONTOLOGY
from kg.queries import Table, ask, named_queries, parse_query, run
from kg.summary import describe_summary
from kg.tables import as_csv, as_json, as_terminal, as_turtle, for_reading, text_of
from kg.terms import PREFIXES as NAMESPACES
from tests.statements import graphs, statements

PREFIXES = """
PREFIX : <https://w3id.org/unkg/ontology#>
PREFIX doc: <https://w3id.org/unkg/id/doc/>
PREFIX body: <https://w3id.org/unkg/id/body/>
PREFIX ins: <https://w3id.org/unkg/id/instrument/>
PREFIX event: <https://w3id.org/unkg/id/event/>
PREFIX session: <https://w3id.org/unkg/id/session/>
PREFIX agenda: <https://w3id.org/unkg/id/agenda/>
PREFIX place: <https://w3id.org/unkg/id/place/>
PREFIX fn: <https://w3id.org/unkg/vocab/citation-function/>
PREFIX status: <https://w3id.org/unkg/vocab/resolution-status/>
PREFIX part: <https://w3id.org/unkg/vocab/provision-type/>
PREFIX mode: <https://w3id.org/unkg/vocab/adoption-mode/>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX x: <http://example.org/>
"""

# x:a cites x:b in its second preambular paragraph, x:t in its first operative one.
CITATIONS = """
GRAPH x:one {
  x:a :symbol "A/RES/76/136" ; dcterms:title "Titre"@fr ; eli:passed_by body:GA ;
      eli:date_document "2021-12-16" ; eli:is_realized_by x:a-fra ; :cites x:b, x:t ;
      :pursuantTo x:b .
  x:p2 eli:is_part_of x:a ; :eId "preamble__p_2" ; :order 2 ; :provisionType part:preambular .
  x:p9 eli:is_part_of x:a ; :eId "para_1" ; :order 9 ; :provisionType part:operative .
  x:c1 a :Citation ; cito:hasCitingEntity x:a ; cito:hasCitedEntity x:b ;
      :citationFunction fn:pursuant-to ; :citingProvision x:p2 ; :pinpoint "paras. 3-4" ;
      :citedProvision <http://example.org/b#para_3> ; :resolutionStatus status:inferred ;
      :confidence 0.95 ; :rule "possessive" ; :evidence x:e1, x:note .
  x:e1 :quote "sa résolution 18/18"@fr ; :start 10 ; :end 29 ; :inParagraph x:p2 .
  x:note :quote "Voir 18/18"@fr ; :start 900 ; :end 910 ; :inParagraph x:fn1 .
  x:c2 a :Citation ; cito:hasCitingEntity x:a ; cito:hasCitedEntity x:t ;
      :citationFunction fn:recalling ; :citingProvision x:p9 ; :resolutionStatus status:explicit ;
      :confidence 1.0 ; :rule "name" ; :evidence x:e2 .
  x:e2 :quote "la Convention"@fr ; :start 50 ; :end 63 ; :inParagraph x:p9 .
}
GRAPH x:authorities {
  x:t a :Treaty ; rdfs:label "Convention on X"@en, "Convention sur X"@fr ;
      eli:date_document "1979-12-18" ; :adoptedIn x:b .
  x:b :symbol "A/HRC/RES/18/18" ; a :Resolution, :Document ; eli:passed_by body:HRC ;
      eli:date_document "2011-09-29" .
}
"""
REQUEST = """
GRAPH x:one {
  x:a :symbol "A/RES/66/122" .
  x:p8 eli:is_part_of x:a, x:section ; :eId "para_8" ; :order 12 .
  x:r a :ReportingRequest ; :requestedIn x:p8 ; :addressee body:SG ; :proponent body:GA ;
      :addresseeText "le Secrétaire général"@fr ; :dueAtSession session:GA-68 ; :evidence x:e .
  x:e :quote "Prie le Secrétaire général"@fr ; :start 7 ; :inParagraph x:p8 .
  x:task a :ClauseAct ; :requestedIn x:p8 ; :dueAtSession session:GA-68 .
}
GRAPH x:authorities {
  body:SG rdfs:label "Secretary-General"@en . body:GA rdfs:label "General Assembly"@en .
}
"""
SERIES = """
GRAPH x:one {
  x:a :symbol "A/RES/74/120" ; dcterms:title "Promouvoir"@fr ; eli:passed_by body:GA ;
      eli:date_document "2019-12-18" .
  x:b :symbol "A/RES/76/136" ; dcterms:title "promouvoir"@fr, "Promouvoir"@fr ;
      eli:passed_by body:GA ; eli:date_document "2021-12-16" .
  x:c :symbol "A/RES/1/1" ; dcterms:title "Autre"@fr ; eli:passed_by body:GA .
  x:d :symbol "A/HRC/RES/1/1" ; dcterms:title "Promouvoir"@fr ; eli:passed_by body:HRC .
}
"""
SUMMIT = """
GRAPH x:one {
  x:a :symbol "A/RES/1/1" ; :mentions event:wssd, session:GA-1 ; eli:is_realized_by x:v .
  x:p eli:is_part_of x:a . x:m :mentioned event:wssd ; :inProvision x:p .
}
GRAPH x:authorities {
  event:wssd a :Conference ; rdfs:label "World Summit"@en ; schema:startDate "1995-03-06" ;
      schema:endDate "1995-03-12" ; schema:location place:copenhague .
  place:copenhague rdfs:label "Copenhague" .
  session:GA-1 a :Session ; :sessionOf body:GA .
}
"""
FACTS = """
GRAPH x:one {
  x:a :symbol "A/RES/57/295" ; dcterms:title "T"@fr ; eli:date_document "2002-12-20" ;
      :adoption x:ad ; :onReport x:r ; :underAgendaItem agenda:GA-57-12 ; :atSession session:GA-57 .
  x:ad :adoptionMode mode:recorded-vote ; :votesFor 124 ; :votesAgainst 3 ; :votesAbstain 48 .
  x:r :symbol "A/57/454" . agenda:GA-57-12 skos:notation "GA-57-12" .
}
"""
TOGETHER = """
GRAPH x:one { x:a :cites x:b, x:c . x:d :cites x:b, x:c, x:e .
  x:b :symbol "A/RES/70/1" . x:c :symbol "A/RES/55/2" . x:e :symbol "A/RES/60/1" . }
"""
CHAIN = """
GRAPH x:one { x:a :symbol "A/RES/3/1" ; :cites x:b . x:b :symbol "A/RES/2/1" ; :cites x:c, x:a . }
GRAPH x:two { x:c :symbol "A/RES/1/1" ; eli:date_document "1946-12-14" . }
"""

X = "http://example.org/"
BODY = "https://w3id.org/unkg/id/body/"
EVENT = "https://w3id.org/unkg/id/event/"
CASES = [
    ("cites", {"symbol": "A/RES/76/136"}, CITATIONS, [
        ["A/HRC/RES/18/18", "", "pursuant-to", "PP2", "paras. 3-4", "sa résolution 18/18",
         "inferred", "0.95", X + "b"],
        ["Convention on X", "", "recalling", "OP1", "", "la Convention", "explicit", "1",
         X + "t"],
    ]),
    ("cited-by", {"symbol": "A/HRC/RES/18/18"}, CITATIONS, [
        ["A/RES/76/136", "Titre", "2021-12-16", "pursuant-to", "PP2", "paras. 3-4",
         "sa résolution 18/18", "inferred", X + "a"],
    ]),
    ("most-cited", {"limit": "1"}, CITATIONS, [
        ["A/HRC/RES/18/18", "1", "1", "Resolution", X + "b"],
    ]),
    ("most-cited", {}, SUMMIT, [["World Summit", "1", "1", "Conference", EVENT + "wssd"]]),
    ("preambular-operative", {}, CITATIONS, [["operative", "1", "1"], ["preambular", "1", "1"]]),
    ("preambular-operative", {"symbol": "A/RES/76/136"}, CITATIONS, [
        ["operative", "1", "1"], ["preambular", "1", "1"],
    ]),
    ("preambular-operative", {"symbol": "A/RES/1/1"}, CITATIONS, []),
    ("legal-basis", {"symbol": "A/RES/76/136"}, CITATIONS, [
        ["A/RES/76/136", "A/HRC/RES/18/18", "paras. 3-4", "para_3", "PP2",
         "sa résolution 18/18", X + "b"],
    ]),
    ("treaties-invoked", {"organ": "GA"}, CITATIONS, [
        ["GA", "Convention on X", "1", "1", X + "t"],
    ]),
    ("treaties-invoked", {"organ": "HRC"}, CITATIONS, []),
    ("summits", {}, SUMMIT, [
        ["World Summit", "1995-03-06", "1995-03-12", "Copenhague", "1", EVENT + "wssd"],
    ]),
    ("reachable", {"symbol": "A/RES/3/1"}, CHAIN, [
        ["A/RES/2/1", "true", "", X + "b"],
        ["A/RES/1/1", "false", "1946-12-14", X + "c"],
        ["A/RES/3/1", "false", "", X + "a"],
    ]),
    ("reports-due", {}, REQUEST, [
        ["A/RES/66/122", "Secretary-General", "General Assembly", "GA-68", "", "", "OP8",
         "Prie le Secrétaire général", X + "r"],
    ]),
    ("reports-due-at-session", {"session": "GA-68", "addressee": "SG"}, REQUEST, [
        ["GA-68", "SG", "A/RES/66/122", "OP8", "Prie le Secrétaire général", X + "r"],
    ]),
    ("reports-due-at-session", {"session": "GA-69"}, REQUEST, []),
    ("reports-due-at-session", {"session": "no session"}, REQUEST, []),
    ("series", {}, SERIES, [
        ["Promouvoir", "A/RES/74/120", "2019-12-18", X + "a"],
        ["Promouvoir", "A/RES/76/136", "2021-12-16", X + "b"],
    ]),
    ("series", {"symbol": "A/RES/1/1"}, SERIES, []),
    ("series", {"symbol": "A/RES/74/120"}, SERIES, [
        ["Promouvoir", "A/RES/74/120", "2019-12-18", X + "a"],
        ["Promouvoir", "A/RES/76/136", "2021-12-16", X + "b"],
    ]),
    ("co-cited", {"limit": "1"}, TOGETHER, [["A/RES/70/1", "A/RES/55/2", "2", X + "b", X + "c"]]),
    ("co-cited", {"symbol": "A/RES/60/1"}, TOGETHER, [
        ["A/RES/60/1", "A/RES/55/2", "1", X + "e", X + "c"],
        ["A/RES/60/1", "A/RES/70/1", "1", X + "e", X + "b"],
    ]),
    ("co-cited", {}, TOGETHER, [
        ["A/RES/70/1", "A/RES/55/2", "2", X + "b", X + "c"],
        ["A/RES/55/2", "A/RES/60/1", "1", X + "c", X + "e"],
        ["A/RES/70/1", "A/RES/60/1", "1", X + "b", X + "e"],
    ]),
    ("votes", {}, FACTS, [
        ["A/RES/57/295", "2002-12-20", "recorded-vote", "124", "3", "48", X + "a"],
    ]),
    ("organ-matrix", {}, CITATIONS, [["GA", "HRC", "1", "1", BODY + "GA", BODY + "HRC"]]),
    ("citation-age", {}, CITATIONS, [
        ["A/RES/76/136", "Convention on X", "1979-12-18", "2021-12-16", "42", X + "t"],
        ["A/RES/76/136", "A/HRC/RES/18/18", "2011-09-29", "2021-12-16", "10", X + "b"],
    ]),
    ("instruments-adopted", {}, CITATIONS, [
        ["Convention on X", "A/HRC/RES/18/18", "2011-09-29", "Convention on X", "en", X + "t"],
        ["Convention on X", "A/HRC/RES/18/18", "2011-09-29", "Convention sur X", "fr", X + "t"],
    ]),
    ("committee-documents", {"report": "A/57/454"}, FACTS, [
        ["A/57/454", "A/RES/57/295", "T", "2002-12-20", X + "a"],
    ]),
    ("agenda-trail", {}, FACTS, [
        ["GA-57-12", "GA-57", "A/RES/57/295", "T", "2002-12-20", X + "a"],
    ]),
    ("missing", {}, CITATIONS, [["A/HRC/RES/18/18", "1", X + "b"]]),
    ("missing", {"limit": "1"}, TOGETHER, [["A/RES/55/2", "2", X + "c"]]),
    ("missing", {"limit": "3"}, TOGETHER, [
        ["A/RES/55/2", "2", X + "c"],
        ["A/RES/70/1", "2", X + "b"],
        ["A/RES/60/1", "1", X + "e"],
    ]),
    ("missing", {"limit": "0"}, TOGETHER, []),
    ("audit", {}, CITATIONS, [
        ["A/RES/76/136", "A/HRC/RES/18/18", "inferred", "0.95", "possessive", "", "PP2",
         "10", "29", "sa résolution 18/18", X + "c1"],
    ]),
]  # fmt: skip


def store(trig: str) -> ox.Store:
    made = ox.Store()
    made.update(f"{PREFIXES} INSERT DATA {{ {trig} }}")
    made.extend(statements(describe_summary(counts(graphs(made)))))
    return made


def values(table: Table) -> list[list[str]]:
    return [[text_of(term) for term in row] for row in table.rows]


@pytest.mark.parametrize(
    ("name", "given_values", "trig", "expected"),
    CASES,
    ids=[f"{name}-{'-'.join(given_values) or 'all'}" for name, given_values, _, _ in CASES],
)
def test_a_named_query_gives_this_table(name, given_values, trig, expected):
    assert values(ask(store(trig), name, **given_values)) == expected


def test_each_named_query_has_a_case():
    assert {name for name, *_ in CASES} == set(named_queries())


def test_there_are_twenty_titled_in_six_languages_and_described_in_two():
    assert len(named_queries()) == 20
    for query in named_queries().values():
        assert set(query.titles) == {"ar", "en", "es", "fr", "ru", "zh"}, query.name
        assert set(query.descriptions) == {"en", "fr"}, query.name


@pytest.mark.parametrize(
    ("name", "trig"),
    [(name, trig) for name, _, trig, _ in CASES if "# in bulk" in named_queries()[name].text],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_read_in_bulk_is_what_is_looked_up_row_by_row(monkeypatch, name, trig, language):
    query = named_queries()[name]
    table = ask(store(trig), name, language=language)
    row_by_row = replace(query, text=query.text.replace(" # in bulk", ""))
    monkeypatch.setattr("kg.queries.named_queries", lambda: {name: row_by_row})
    assert table.rows
    assert ask(store(trig), name, language=language) == table


def test_each_mark_to_read_in_bulk_stands_behind_one_pattern():
    for query in named_queries().values():
        text = queries._BULK.sub(queries._in_bulk, query.text)
        assert "in bulk" not in text, query.name


def test_each_query_orders_its_rows_to_the_end():
    for query in named_queries().values():
        last = query.text.rstrip().splitlines()[-1]
        assert last.startswith("ORDER BY"), query.name


def test_each_marker_names_a_declared_parameter_and_each_parameter_has_one():
    for query in named_queries().values():
        marked = set(re.findall(r"# values: (\w+)", query.text))
        assert marked == {p.name for p in query.parameters} - {"limit"}, query.name


def test_a_query_that_takes_a_limit_has_the_store_keep_to_it():
    for query in named_queries().values():
        limited = query.text.rstrip().endswith(" # limit")
        assert limited == ("limit" in {p.name for p in query.parameters}), query.name


def test_the_queries_use_the_namespaces_of_the_code():
    for query in named_queries().values():
        declared = dict(re.findall(r"^PREFIX (\w+): <(.+)>$", query.text, re.MULTILINE))
        assert declared.items() <= NAMESPACES.items(), query.name


def test_a_symbol_is_read_in_the_callers_spelling():
    table = ask(store(CITATIONS), "cites", symbol="76/136", normalise=lambda text: f"A/RES/{text}")
    assert len(table.rows) == 2


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20))
def test_no_value_escapes_from_its_term(text):
    made = ox.Store()
    node = ox.NamedNode(X + "a")
    made.add(ox.Quad(node, ox.NamedNode(ONTOLOGY + "symbol"), ox.Literal(text)))
    made.add(ox.Quad(node, ox.NamedNode(ONTOLOGY + "cites"), ox.NamedNode(X + "b")))
    assert values(ask(made, "reachable", symbol=text)) == [["b", "true", "", X + "b"]]


@pytest.mark.parametrize(
    ("name", "given_values", "message"),
    [
        ("cites-by", {}, "did you mean 'cited-by'?"),
        ("zzz", {}, "there are agenda-trail, audit"),
        ("cites", {}, "needs 'symbol'; it takes symbol"),
        ("cites", {"simbol": "x"}, "no parameter 'simbol'; it takes symbol"),
        ("votes", {"organ": "x"}, "no parameter 'organ'"),
        ("most-cited", {"limit": "ten"}, "limit is a number of rows"),
    ],
)
def test_a_wrong_question_is_told_the_right_ones(name, given_values, message):
    with pytest.raises(QueryError, match=re.escape(message)):
        ask(ox.Store(), name, **given_values)


def test_a_query_file_without_french_is_refused():
    with pytest.raises(QueryError, match=r"odd\.rq: lacks title\.en or title\.fr"):
        parse_query("odd", "# title.en: T\nSELECT * {}")


def test_a_query_file_with_a_misspelt_parameter_is_refused():
    with pytest.raises(QueryError, match="cannot read '# param: x sometimes'"):
        parse_query("odd", "# param: x sometimes")


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { { SELECT * { OPTIONAL { SERVICE SILENT ?x { ?s ?p ?o } } } } }",
        "ASK { FILTER NOT EXISTS { service <http://127.0.0.1/> { ?s ?p ?o } } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { SERVICE <http://x/> { ?s ?p ?o } } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    ],
)
def test_service_is_refused_wherever_it_hides(sparql):
    with pytest.raises(QueryError, match="SERVICE is refused"):
        run(ox.Store(), sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "INSERT DATA { <a:a> <a:a> <a:a> }",
        "DROP ALL",
        "LOAD <http://127.0.0.1/>",
        "SELECT * { ?s ?p ?o } #\r SERVICE <http://127.0.0.1/> {}",
        "SELECT * { ?s ?p '\\u005cu0022' }",
    ],
)
def test_what_is_no_plain_query_is_refused(sparql):
    with pytest.raises(QueryError):
        run(ox.Store(), sparql)


def test_the_word_service_in_a_text_is_no_service():
    assert run(ox.Store(), "SELECT ?s { ?s ?p 'SERVICE <http://x/>' }") == Table(("s",), ())


def test_a_quote_written_as_a_code_point_ends_the_text_for_judge_and_engine_alike():
    sparql = 'SELECT ?s { ?s ?p "\\u0022 } # " . SERVICE <http://127.0.0.1/> { ?a ?b ?c } }'
    assert run(ox.Store(), sparql) == Table(("s",), ())


def test_from_fetches_nothing(tmp_path):
    secret = tmp_path / "secret.ttl"
    secret.write_text("<a:a> <a:a> <a:secret> .", encoding="utf-8")
    table = run(ox.Store(), f"SELECT ?o FROM <{secret.as_uri()}> {{ ?s ?p ?o }}")
    assert values(table) == []


def test_malformed_sparql_is_placed_by_line_and_column():
    with pytest.raises(QueryError, match="line 2, column") as caught:
        run(ox.Store(), "SELECT * {\n ?s }")
    assert "\n" not in str(caught.value)


def test_an_undeclared_prefix_is_named_as_such():
    with pytest.raises(QueryError, match="a prefix is not declared"):
        run(ox.Store(), "SELECT * { ?s foo:bar ?o }")


def test_a_query_nested_without_end_is_refused():
    with pytest.raises(QueryError):
        run(ox.Store(), "SELECT * { FILTER" + "(" * 3000 + "1" + ")" * 3000 + "}")


def test_readers_queries_see_all_graphs_together():
    made = store(CHAIN)
    table = run(
        made, f"SELECT ?s {{ <{X}a> <{ONTOLOGY}cites>+/<{ONTOLOGY}symbol> ?s }} ORDER BY ?s"
    )
    assert values(table) == [["A/RES/1/1"], ["A/RES/2/1"], ["A/RES/3/1"]]
    assert values(run(made, "ASK { ?s ?p ?o }")) == [["true"]]


HOSTILE = Table(
    ("x", "y"),
    (
        (ox.Literal('=HYPERLINK("x")'), ox.NamedNode("http://e/é")),
        (ox.Literal("[red]a\x1b[31m\u202eb,"), None),
        (ox.Literal("1", datatype=ox.NamedNode("http://e/t")), ox.Literal("é", language="fr")),
    ),
)


def test_csv_shows_formulas_instead_of_running_them():
    assert as_csv(HOSTILE) == (
        'x,y\r\n"\'=HYPERLINK(""x"")",http://e/é\r\n"[red]a\x1b[31m\u202eb,",\r\n1,é\r\n'
    )


def test_json_is_the_results_format_of_sparql():
    bindings = json.loads(as_json(HOSTILE))["results"]["bindings"]
    assert bindings[0]["y"] == {"type": "uri", "value": "http://e/é"}
    assert "y" not in bindings[1]
    assert bindings[2] == {
        "x": {"type": "literal", "value": "1", "datatype": "http://e/t"},
        "y": {"type": "literal", "value": "é", "xml:lang": "fr"},
    }


def test_a_terminal_table_shows_markup_and_drops_controls():
    console = Console(width=100, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    with console.capture() as captured:
        console.print(as_terminal(HOSTILE, title="Answers"))
    console.file.close()
    assert "[red]a[31mb," in captured.get()
    assert "\x1b[31m" not in captured.get()


def test_a_construct_answers_with_turtle():
    answer = run(
        store(CHAIN), f"CONSTRUCT {{ ?s <{X}says> ?o }} WHERE {{ ?s <{ONTOLOGY}symbol> ?o }}"
    )
    assert as_turtle(answer, {"x": X}) == (
        '@prefix x: <http://example.org/> .\n\nx:a x:says "A/RES/3/1" .\n\n'
        'x:b x:says "A/RES/2/1" .\n\nx:c x:says "A/RES/1/1" .\n'
    )


def test_a_missing_folder_of_queries_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(queries, "FOLDERS", (tmp_path / "none",))
    with pytest.raises(QueryError, match="none: the folder of named queries is missing"):
        named_queries.__wrapped__()


def test_a_table_for_reading_has_no_addresses():
    table = Table(("cited", "iri", "citedIri"), ((ox.Literal("70/1"), None, None),))
    assert for_reading(table) == Table(("cited",), ((ox.Literal("70/1"),),))
