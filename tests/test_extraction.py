"""Extraction as a whole: the hard cases as rows, and the laws that hold for every text."""

from __future__ import annotations

import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import citations, headfinal
from kg.authorities import load_catalogue
from kg.documents import Document, detect_language, read_document
from kg.errors import NotAResolution
from kg.extraction import extract
from kg.findings import Body, Citation, Date, Event, Extraction, Goal, Mandate
from kg.formats.extracted import Hyperlink
from kg.numbers import OpenSet
from kg.structure import parse
from kg.text import LINK

SAMPLES = sorted(
    p for p in (Path(__file__).parent.parent / "samples").iterdir() if p.stem != "README"
)
FRONTS = {
    (
        "GA",
        "en",
    ): "Resolution adopted by the General Assembly on 16 December 2021\n\nThe General Assembly,\n\n",
    (
        "GA",
        "fr",
    ): "Résolution adoptée par l’Assemblée générale le 16 décembre 2021\n\nL’Assemblée générale,\n\n",
    (
        "HRC",
        "en",
    ): "Resolution adopted by the Human Rights Council on 11 October 2021\n\nThe Human Rights Council,\n\n",
    (
        "HRC",
        "fr",
    ): "Résolution adoptée par le Conseil des droits de l’homme le 11 octobre 2021\n\nLe Conseil des droits de l’homme,\n\n",
    ("SC", "en"): "Resolution 2593 (2021)\n\nThe Security Council,\n\n",
    ("SC", "fr"): "Résolution 2593 (2021)\n\nLe Conseil de sécurité,\n\n",
    ("ECOSOC", "en"): "E/RES/2011/40\n\nThe Economic and Social Council,\n\n",
}
ENDS = {"en": "\n\n1. Decides to go on.\n", "fr": "\n\n1. Décide de continuer.\n"}


def document(source: str, language: str) -> Document:
    links = tuple(Hyperlink(*m.span("words"), m["url"]) for m in LINK.finditer(source))
    return Document("text.txt", "", "utf-8", language, source, links)


def findings(sentence: str, organ: str, language: str, notes: str = "") -> list:
    """What is found in one preambular sentence of an organ's text."""
    source = FRONTS[organ, language] + sentence + ENDS[language]
    if notes:
        source += f"\n________________\n{notes}\n"
    found = extract(document(source, language), load_catalogue()).findings
    return [f for f in found if f.evidence[0].paragraph == "PP1"]


def targets(sentence: str, organ: str, language: str, notes: str = "") -> list[str | None]:
    found = findings(sentence, organ, language, notes)
    return [f.target for f in found if isinstance(f, Citation)]


# organ, language, sentence, the citations' targets
HARD = [
    ("HRC", "fr", "Rappelant ses résolutions 5/1 et 5/2 du 18 juin 2007 et 16/21 du 25 mars 2011,", ["A/HRC/RES/5/1", "A/HRC/RES/5/2", "A/HRC/RES/16/21"]),
    ("HRC", "en", "Recalling its resolutions 5/1 and 5/2 of 18 June 2007 and 16/21 of 25 March 2011,", ["A/HRC/RES/5/1", "A/HRC/RES/5/2", "A/HRC/RES/16/21"]),
    ("GA", "fr", "Rappelant la résolution 2010/12 du Conseil économique et social et sa résolution 74/120,", ["E/RES/2010/12", "A/RES/74/120"]),
    ("GA", "en", "Recalling Economic and Social Council resolution 2010/12 and its resolution 74/120,", ["E/RES/2010/12", "A/RES/74/120"]),
    ("HRC", "fr", "Rappelant la résolution 60/251 de l’Assemblée générale, du 15 mars 2006, et sa résolution 45/32,", ["A/RES/60/251", "A/HRC/RES/45/32"]),
    ("HRC", "fr", "Rappelant les paragraphes 3 et 4 de sa résolution 18/18, du 29 septembre 2011,", ["A/HRC/RES/18/18"]),
    ("SC", "en", "Recalling its resolutions 1267 (1999), 1333 (2000) and 1390 (2002),", ["S/RES/1267 (1999)", "S/RES/1333 (2000)", "S/RES/1390 (2002)"]),
    ("SC", "fr", "Rappelant ses résolutions 1267 (1999), 1333 (2000) et 1390 (2002),", ["S/RES/1267 (1999)", "S/RES/1333 (2000)", "S/RES/1390 (2002)"]),
    ("SC", "en", "Recalling the statement by its President of 25 November 2015 (S/PRST/2015/25),", ["S/PRST/2015/25"]),
    ("SC", "en", "Having considered the report of the Secretary-General (S/26695),", ["S/26695"]),
    ("GA", "en", "Recalling its resolutions 46/182 to 46/184 and 31/6 A and B,", ["A/RES/46/182", "A/RES/46/183", "A/RES/46/184", "A/RES/31/6 A", "A/RES/31/6 B"]),
    ("GA", "en", "Recalling its resolutions 1514 (XV), 3201 (S-VI) and 2252 (ES-V),", ["A/RES/1514 (XV)", "A/RES/3201 (S-VI)", "A/RES/2252 (ES-V)"]),
    ("GA", "en", "Recalling its resolutions S\u201124/2 and ES\u201310/14,", ["A/RES/S-24/2", "A/RES/ES-10/14"]),
    ("GA", "fr", "Rappelant le rapport (A/66/454 (Part II)) et non le rapport A/76/454,", ["A/66/454 (Part II)", "A/76/454"]),
    ("GA", "fr", "Rappelant les Documents officiels de l’Assemblée générale, cinquante-cinquième session, Supplément no 3 (A/55/3/Rev.1), chap. III, par. 17,", ["A/55/3/Rev.1"]),
    ("GA", "en", "Recalling documents E/CN.6/2005/11 and Corr.1,", ["E/CN.6/2005/11", "E/CN.6/2005/11/Corr.1"]),
    ("ECOSOC", "en", "Recalling its resolution 2010/12 and its decision 2010/245,", ["E/RES/2010/12", "E/DEC/2010/245"]),
    ("GA", "en", "Recalling Commission on Human Rights resolution 2005/69 of 20 April 2005,", ["E/CN.4/RES/2005/69"]),
    ("GA", "en", "Recalling its resolutions 55/180 A of 19 December 2000 and 55/180 B of 14 June 2001,", ["A/RES/55/180 A", "A/RES/55/180 B"]),
    ("GA", "fr", "Rappelant la résolution 31/6 A de l’Assemblée générale,", ["A/RES/31/6 A"]),
    ("GA", "en", "Recalling resolutions 5/14 of 2 March 2022, entitled “End the litter”, and 4/6 of 15 March 2019, entitled “Lamps”, adopted by the United Nations Environment Assembly of the United Nations Environment Programme,", ["UNEP/EA.5/Res.14", "UNEP/EA.4/Res.6"]),
    ("GA", "en", "Recalling World Health Assembly resolution WHA58.3 of 23 May 2005,", ["WHA58.3"]),
    ("GA", "en", "Recalling decision 3/COP.8 of the Conference of the Parties,", [None]),
    ("HRC", "en", "Recalling the statement by its President PRST/8/1 of 9 April 2008,", ["A/HRC/PRST/8/1"]),
    ("SC", "en", "Recalling the statement of its President (PRST/2009/24),", ["S/PRST/2009/24"]),
    ("SC", "en", "Having considered the letters (S/112639 and S/11264),", [None, "S/11264"]),
    ("GA", "en", "Recalling A/8783 and Add.1, Add.1/Corr.1 and Add.2,", ["A/8783", "A/8783/Add.1", "A/8783/Add.1/Corr.1", "A/8783/Add.2"]),
    ("GA", "en", "Recalling decision 2/105 of 27 November 2006 of the Human Rights Council,", ["A/HRC/DEC/2/105"]),
    ("GA", "en", "Noting the bodies of the United Nations Framework Convention on Climate Change,", ["instrument:unfccc"]),
    ("GA", "en", "Recalling the present resolution,", ["self"]),
    ("GA", "fr", "Rappelant la présente résolution,", ["self"]),
    ("HRC", "fr", "Rappelant le Pacte international relatif aux droits économiques, sociaux et culturels et le Pacte international relatif aux droits civils et politiques,", ["instrument:icescr", "instrument:iccpr"]),
    ("GA", "fr", "Rappelant la Déclaration du Millénaire1,", ["A/RES/55/2"]),
    # hard negatives
    ("GA", "fr", "Estimant que les droits économiques, sociaux et culturels des riverains demeurent,", []),
    ("GA", "fr", "Considérant le droit universel au travail,", []),
    ("HRC", "fr", "Considérant le mandat du Haut-Commissariat, en rapport avec les services de conseil,", []),
    ("GA", "fr", "Considérant le COVID-19, le no 5, les 17 objectifs et l’ouvrage vendu sous 19.IV.4,", []),
    ("GA", "en", "Considering COVID-19, agenda item 27 (b), rule 28 and 1/2 of the boats,", []),
    ("GA", "en", "Considering the decisions that it has made,", []),
]  # fmt: skip


@pytest.mark.parametrize(("organ", "language", "sentence", "expected"), HARD)
def test_hard_citations(organ, language, sentence, expected):
    notes = "1 Voir résolution 55/2." if "Millénaire1" in sentence else ""
    assert targets(sentence, organ, language, notes) == expected


PARTS = [
    ("en", "Acting under Chapter VII of the Charter of the United Nations,", "chap. VII"),
    ("fr", "Agissant en vertu du Chapitre VII de la Charte des Nations Unies,", "chap. VII"),
    ("en", "Recalling Article 2, paragraph 6 of the Charter of the United Nations,", "art. 2, para. 6"),
    ("en", "Recalling paragraph 6 of Article 2 of the Charter of the United Nations,", "art. 2, para. 6"),
    ("en", "Recalling the Charter of the United Nations, including Chapter VII thereof,", "chap. VII"),
    ("en", "Recalling the Charter of the United Nations and the harbour,", None),
    ("en", "Recalling chapter II, and the Charter of the United Nations,", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "pinpoint"), PARTS)
def test_the_part_of_a_named_instrument_is_cited_with_it(language, sentence, pinpoint):
    (citation,) = [f for f in findings(sentence, "SC", language) if isinstance(f, Citation)]
    assert (citation.target, citation.pinpoint) == ("instrument:un-charter", pinpoint)


def test_acting_under_a_chapter_is_one_act_in_both_languages():
    for language, sentence, _ in PARTS[:2]:
        (citation,) = [f for f in findings(sentence, "SC", language) if isinstance(f, Citation)]
        assert citation.act == "acts-under"


SETS = [
    ("GA", "en", "Recalling all its relevant resolutions,", "series:GA"),
    ("GA", "fr", "Rappelant toutes ses résolutions pertinentes,", "series:GA"),
    (
        "HRC",
        "fr",
        "Rappelant toutes les résolutions pertinentes de l’Assemblée générale,",
        "series:GA",
    ),
    ("GA", "en", "Recalling its previous resolutions on the rights of readers,", "series:GA-"),
]


@pytest.mark.parametrize(("organ", "language", "sentence", "key"), SETS)
def test_an_open_set_is_said_and_never_enumerated(organ, language, sentence, key):
    (citation,) = [f for f in findings(sentence, organ, language) if isinstance(f, Citation)]
    assert (citation.target or "").startswith(key)
    assert citation.status == "unresolved"
    assert citation.reason


def test_a_symbol_alone_under_the_title_is_the_documents_second():
    source = "81 (1950). Resolution of 24 May 1950\n[S/1486]\n\nThe Security Council,\n\nRecalling S/1430,\n\n1. Decides to go on.\n"
    found = extract(document(source, "en"), load_catalogue()).findings
    assert [f.target for f in found if isinstance(f, Citation)] == ["S/1430"]


OTHER = """Resolution 407 (1977)
of 25 May 1977

The Security Council,

Recalling its resolution 402 (1976),

1. Decides to remain seized of the matter.

Decision

At its 2011th meeting, on 27 May 1977, the Council took up resolution 253 (1968).
"""


def test_what_another_text_in_the_file_cites_is_kept_and_not_claimed():
    found = extract(document(OTHER, "en"), load_catalogue()).findings
    claims = [(f.target, f.status, f.candidates) for f in found if isinstance(f, Citation)]
    assert claims == [
        ("S/RES/402 (1976)", "explicit", ()),
        (None, "unresolved", ("S/RES/253 (1968)",)),
    ]


NEGATIVE_DATES = [
    "Rappelant le Programme 2030,",
    "Rappelant l’ouvrage vendu sous le numéro 19.IV.4,",
    "Rappelant Habitat III,",
]


@pytest.mark.parametrize("sentence", NEGATIVE_DATES)
def test_what_looks_like_a_date_or_a_session_is_neither(sentence):
    found = findings(sentence, "GA", "fr")
    assert not [f for f in found if isinstance(f, Date)]
    assert not [
        f for f in found if isinstance(f, Event) and (f.target or "").startswith("session:")
    ]


GOALS = [
    ("fr", "Rappelant l’objectif de développement durable no 5,", "", ["5"]),
    (
        "fr",
        "Rappelant l’objectif de développement durable no 41,",
        "1 Voir aussi A/HRC/47/56.",
        ["4"],
    ),
    (
        "en",
        "Recalling Sustainable Development Goals 3 and 4 and target 16.3,",
        "",
        ["3", "4", "16.3"],
    ),
    ("en", "Recalling the Millennium Development Goals and the goal of 45 boats,", "", []),
]


@pytest.mark.parametrize(("language", "sentence", "notes", "numbers"), GOALS)
def test_goals_are_numbers_up_to_seventeen(language, sentence, notes, numbers):
    assert [
        f.number for f in findings(sentence, "GA", language, notes) if isinstance(f, Goal)
    ] == numbers


def test_a_fact_of_a_cited_text_is_reported_by_it():
    sentence = "Rappelant sa résolution 69/313 du 27 juillet 2015, dans laquelle elle a fait sien le Programme d’action d’Addis-Abeba,"
    cited, endorsed = [f for f in findings(sentence, "GA", "fr") if isinstance(f, Citation)]
    assert (cited.target, cited.reported_by) == ("A/RES/69/313", None)
    assert endorsed.target == "instrument:addis-ababa-action-agenda"
    assert endorsed.reported_by == "A/RES/69/313"


def test_a_mandate_of_a_cited_text_is_not_the_citing_ones():
    sentence = "Rappelant sa résolution 57/238, par laquelle elle a invité tous les organismes des Nations Unies à y contribuer,"
    assert not [f for f in findings(sentence, "GA", "fr") if isinstance(f, Mandate)]


def test_a_short_name_counts_only_after_the_full_one():
    def bodies(sentence):
        return [f.target for f in findings(sentence, "GA", "en") if isinstance(f, Body)]

    assert "body:HRC" not in bodies("Recalling the work of the Council,")
    assert (
        bodies("Recalling the Human Rights Council and the work of the Council,").count("body:HRC")
        == 2
    )


LINKED = [
    "Recalling its resolution,\n\nhttps://undocs.org/en/A/RES/70/1\n\nwhich goes on,",
    "Recalling its resolution,\n\nhttps://docs.un.org/en/A/RES/70/1\n\nwhich goes on,",
    "Recalling [its goals](https://undocs.org/en/A/RES/70/1) of old,",
]


@pytest.mark.parametrize("sentence", LINKED)
def test_a_hyperlink_to_a_document_is_a_citation_of_it(sentence):
    source = FRONTS["GA", "en"] + sentence + ENDS["en"]
    found = extract(document(source, "en"), load_catalogue()).findings
    linked = [f for f in found if isinstance(f, Citation) and f.target == "A/RES/70/1"]
    assert len(linked) == 1


def test_a_unknown_treaty_is_said_and_left_open():
    (citation,) = [
        f
        for f in findings(
            "Recalling the Convention on the Counting of Lighthouse Lenses,", "GA", "en"
        )
        if isinstance(f, Citation)
    ]
    assert (citation.target, citation.status) == (None, "unresolved")
    assert citation.reason


def test_a_text_without_any_mark_of_a_resolution_is_refused_by_name():
    with pytest.raises(NotAResolution, match=r"text\.txt"):
        extract(document("A letter about the sea and its libraries.\n", "en"), load_catalogue())


# ------------------------------------------------------------------------------------------- the laws
def extracted(source: str, language: str | None = None) -> Extraction | None:
    try:
        return extract(document(source, language or detect_language(source)), load_catalogue())
    except NotAResolution:
        return None


@cache
def sample(path: Path) -> Document:
    return read_document(path)


def assert_lawful(source: str, extraction: Extraction) -> None:
    """Evidence is the source's own words; what is open says why; confidence is a share."""
    labels = {p.label for p in extraction.paragraphs}
    for finding in extraction.findings:
        assert finding.evidence
        assert 0 < finding.confidence <= 1
        for evidence in finding.evidence:
            assert source[evidence.start : evidence.end] == evidence.text != ""
            assert evidence.paragraph in labels
        if isinstance(finding, Citation | Event):
            assert finding.target is not None or finding.reason
            assert finding.target is None or finding.status != "ambiguous"
    for fact in extraction.facts:
        assert source[fact.evidence.start : fact.evidence.end] == fact.evidence.text
    for paragraph in extraction.paragraphs:
        assert 0 <= paragraph.start < paragraph.end <= len(source)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_evidence_is_the_sources_own_words(path):
    read = sample(path)
    assert_lawful(read.source, extract(read, load_catalogue()))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_the_same_text_gives_the_same_extraction(path):
    assert extract(sample(path), load_catalogue()) == extract(sample(path), load_catalogue())


def mentions_and_citations(read: Document, monkeypatch) -> tuple[Counter, Counter]:
    """What was found in the paragraphs, and what was said of it, both by place."""
    kept: dict[str, list] = {}

    def remembering(original):
        def remember(string, *arguments):
            kept[string] = original(string, *arguments)
            return kept[string]

        return remember

    for module in (citations, headfinal):
        monkeypatch.setattr(module, "find_citations", remembering(module.find_citations))
    extraction = extract(read, load_catalogue())
    resolution = parse(read)
    mentioned: Counter = Counter()
    for provision in resolution.provisions:
        for cited in kept.get(provision.string, ()):
            own = not isinstance(cited, OpenSet) and provision.part in ("head", "closing")
            if not own:  # front and close may print the document's own symbol
                mentioned[resolution.evidence(provision, cited.start, cited.end)] += 1
    said = Counter(f.evidence[0] for f in extraction.findings if isinstance(f, Citation))
    return mentioned, said


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_every_mention_ends_as_exactly_one_citation(path, monkeypatch):
    mentioned, said = mentions_and_citations(sample(path), monkeypatch)
    assert mentioned
    assert {place: said[place] for place in mentioned} == dict(mentioned)


DENSE = (
    "Recalling its resolutions 46/182 to 46/185, 31/6 A and B, 1160, 1199 and 1203 (1998), all relevant resolutions, its previous "
    "resolutions on the sea, Security Council resolution 1325, document A/76/184 and Corr.1, resolution 48/24 and the resolution,"
)


@pytest.mark.parametrize("organ", ["GA", "HRC", "SC", "ECOSOC"])
def test_every_mention_of_a_dense_paragraph_ends_as_one_citation(organ, monkeypatch):
    read = document(FRONTS[organ, "en"] + DENSE + ENDS["en"], "en")
    mentioned, said = mentions_and_citations(read, monkeypatch)
    assert mentioned.total() > 10
    assert {place: said[place] for place in mentioned} == dict(mentioned)


ODD = [
    "\n",
    "\n\n",
    " ",
    "\u00a0",
    "\u200b",
    "\u00ad",
    "’",
    "¹",
    "1",
    "\ufb01",
    "e\u0301",
    "\U0001f600",
    "\x0c",
    "(",
    ")",
    "*",
    "^{2}",
    "https://undocs.org/A/RES/70/1",
    "A/RES/70/1",
    "\r\n",
    "-\n",
]
edits = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), st.floats(0, 1), st.sampled_from(ODD)),
        st.tuples(st.just("join"), st.floats(0, 1), st.just("")),
        st.tuples(st.just("drop line"), st.floats(0, 1), st.just("")),
        st.tuples(st.just("repeat line"), st.floats(0, 1), st.just("")),
        st.tuples(st.just("drop head"), st.floats(0, 0.5), st.just("")),
    ),
    max_size=12,
)


def mutated(source: str, changes: list[tuple[str, float, str]]) -> str:
    for kind, share, piece in changes:
        at = int(share * len(source))
        if kind == "insert":
            source = source[:at] + piece + source[at:]
        elif kind == "join":
            end = source.find("\n", at)
            source = source if end < 0 else source[:end] + " " + source[end + 1 :].lstrip("\n")
        elif kind == "drop head":
            source = source[at:]
        else:
            lines = source.split("\n")
            i = min(int(share * len(lines)), len(lines) - 1)
            lines[i : i + 1] = [] if kind == "drop line" else [lines[i]] * 2
            source = "\n".join(lines)
    return source


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SAMPLES), edits)
def test_damaged_texts_keep_the_laws(path, changes):
    source = mutated(sample(path).source, changes)
    if not source.strip():
        return
    extraction = extracted(source, sample(path).language)
    if extraction is not None:
        assert_lawful(source, extraction)
        assert extraction == extracted(source, sample(path).language)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_extracted_or_refused(noise):
    for organ in (("GA", "en"), ("SC", "fr")):
        source = FRONTS[organ] + noise + ENDS[organ[1]]
        extraction = extracted(source, organ[1])
        assert extraction is not None
        assert_lawful(source, extraction)


# ------------------------------------------------------------------------------------------- the cost
def paragraphs(times: int) -> str:
    body = "".join(
        f"{n}. Requests the Secretary-General, pursuant to paragraphs 3 and 4 of its resolution 70/{n % 300 + 1} of 25 September 2015 and "
        f"resolution 1325 (2000), to submit a report to the General Assembly at its seventy-eighth session on the Convention on the "
        f"Rights of the Child;\n\n"
        for n in range(1, 12 * times + 1)
    )
    return FRONTS["GA", "en"] + "Recalling the past,\n\n" + body


def one_paragraph(times: int) -> str:
    listed = ", ".join(f"70/{n} of 25 September 2015" for n in range(1, 30 * times + 1))
    return (
        FRONTS["GA", "en"]
        + f"Recalling its resolutions {listed} and 71/256,\n\n1. Decides to go on.\n"
    )


def no_matches(times: int) -> str:
    return (
        FRONTS["GA", "en"]
        + "Recalling "
        + "the boats and the oars of the long and lonely shore " * (60 * times)
        + ",\n\n1. Decides to go on.\n"
    )


def notes(times: int) -> str:
    body = "".join(
        f"{n}. Welcomes the report of the keepers{n};\n\n" for n in range(1, 12 * times + 1)
    )
    foot = "".join(f"{n} A/76/{n}.\n" for n in range(1, 12 * times + 1))
    return FRONTS["GA", "en"] + "Recalling the past,\n\n" + body + "________________\n" + foot


def cost(source: str) -> float:
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        extracted(source, "en")
        best = min(best, time.process_time() - began)
    return best


@pytest.mark.parametrize("text", [paragraphs, one_paragraph, no_matches, notes])
def test_a_text_eight_times_longer_takes_about_eight_times_longer(text):
    cost(text(1))
    assert cost(text(32)) / cost(text(4)) < 18
