"""Structure: paragraphs in every layout, what the page adds, and that nothing of the source is lost."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import Document, read_document
from kg.provisions import Resolution
from kg.structure import parse
from kg.text import LINK

SAMPLES = sorted(
    p for p in (Path(__file__).parent.parent / "samples").iterdir() if p.stem != "README"
)


def read(source: str, language: str = "en") -> Resolution:
    return parse(Document("text.txt", "", "utf-8", language, source))


def labels(resolution: Resolution, *parts: str) -> list[str]:
    parts = parts or ("enacting", "preambular", "operative", "closing")
    return [p.label for p in resolution.provisions if p.part in parts]


def texts(resolution: Resolution) -> dict[str, str]:
    return {p.label: p.string for p in resolution.provisions}


# ------------------------------------------------------------------------------------------ layouts
PARAGRAPHS = {
    "ENACT": "The General Assembly,",
    "PP1": "Recalling its resolution 70/1 of 25 September 2015, by which it set goals that all the islands have since painted upon their boats,",
    "PP2": "Concerned that the tide takes the lower shelves of every library twice in a month of storms,",
    "OP1": "1. Welcomes the building of libraries upon stilts along the whole of the northern shore;",
    "OP2": "2. Requests the Secretary-General: ",
    "OP2(a)": "(a) To count the books that were lost to the sea in the years before the wall was built;",
    "OP2(b)": "(b) To count those that the sea has given back;",
    "OP3": "3. Decides to remain seized of the matter.",
}


def wrapped(text: str, width: int = 60) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line]


LAYOUTS = {
    "a blank line after every line": "\n\n".join(
        line for t in PARAGRAPHS.values() for line in wrapped(t)
    ),
    "wrapped, blank lines between paragraphs": "\n\n".join(
        "\n".join(wrapped(t)) for t in PARAGRAPHS.values()
    ),
    "wrapped narrowly": "\n\n".join("\n".join(wrapped(t, 30)) for t in PARAGRAPHS.values()),
    "wrapped, no blank lines": "\n".join(line for t in PARAGRAPHS.values() for line in wrapped(t)),
    "unwrapped, blank lines": "\n\n".join(PARAGRAPHS.values()),
    "unwrapped, no blank lines": "\n".join(PARAGRAPHS.values()),
    "two blank lines": "\n\n\n".join(PARAGRAPHS.values()),
    "indented": "\n\n".join(
        "\n".join("    " + line for line in wrapped(t)) for t in PARAGRAPHS.values()
    ),
    "Windows line ends": "\r\n\r\n".join("\r\n".join(wrapped(t)) for t in PARAGRAPHS.values()),
    "Markdown": "\n\n".join(
        t.replace("Recalling", "*Recalling*")
        .replace("Concerned", "*Concerned*")
        .replace("Welcomes", "*Welcomes*")
        .replace("Requests", "*Requests*")
        for t in PARAGRAPHS.values()
    ),
}


@pytest.mark.parametrize("source", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_every_layout_gives_the_same_paragraphs(source):
    assert texts(read(source)) == {label: text.strip() for label, text in PARAGRAPHS.items()}


ACTS = {
    "PP1": "recalls",
    "PP2": "is-concerned",
    "OP1": "welcomes",
    "OP2": "requests",
    "OP3": "remains-seized",
}


@pytest.mark.parametrize("source", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_every_layout_gives_the_same_acts(source):
    assert {p.label: p.act for p in read(source).provisions if p.label in ACTS} == ACTS


# ----------------------------------------------------------------------------------------- formulas
FORMULAS = [
    ("en", "The General Assembly,", "GA"),
    ("en", "The Security Council,", "SC"),
    ("en", "The Economic and Social Council,", "ECOSOC"),
    ("en", "The Human Rights Council,", "HRC"),
    ("en", "The Commission on Human Rights,", "CHR"),
    ("en", "The Trusteeship Council,", "TC"),
    ("en", "THE GENERAL ASSEMBLY,", "GA"),
    ("fr", "L’Assemblée générale,", "GA"),
    ("fr", "L'Assemblée générale,", "GA"),
    ("fr", "Le Conseil de sécurité,", "SC"),
    ("fr", "Le Conseil économique et social,", "ECOSOC"),
    ("fr", "Le Conseil des droits de l’homme,", "HRC"),
    ("fr", "La Commission des droits de l’homme,", "CHR"),
    ("fr", "Le Conseil de tutelle,", "TC"),
]
BODIES = {
    "en": "Recalling its resolution 1 of last year,\n\n1. Decides to go on.\n",
    "fr": "Rappelant sa résolution 1 de l’an dernier,\n\n1. Décide de continuer.\n",
}


@pytest.mark.parametrize(("language", "formula", "organ"), FORMULAS)
def test_the_formula_tells_the_organ(language, formula, organ):
    resolution = read(f"{formula}\n\n{BODIES[language]}", language)
    assert resolution.organ == organ
    assert labels(resolution) == ["ENACT", "PP1", "OP1"]


@pytest.mark.parametrize(("language", "formula", "organ"), FORMULAS)
def test_the_formula_may_stand_on_the_first_paragraphs_line(language, formula, organ):
    resolution = read(f"{formula} {BODIES[language]}", language)
    assert resolution.organ == organ
    assert labels(resolution) == ["ENACT", "PP1", "OP1"]


def test_an_organ_in_the_front_matter_is_no_formula():
    resolution = read(
        "General Assembly\nSixty-sixth session\n\nThe General Assembly,\n\nRecalling the past,\n\n1. Decides so.\n"
    )
    assert labels(resolution, "enacting") == ["ENACT"]
    assert texts(resolution)["ENACT"] == "The General Assembly,"


# -------------------------------------------------------------------------------------- sub-paragraphs
def test_letters_go_on_through_h_i_j():
    points = "\n\n".join(f"({letter}) Count the {letter} boats;" for letter in "abcdefghijk")
    resolution = read(
        f"The General Assembly,\n\nRecalling the past,\n\n1. Requests the ports:\n\n{points}\n\n2. Decides so.\n"
    )
    assert labels(resolution, "operative") == [
        "OP1",
        *(f"OP1({letter})" for letter in "abcdefghijk"),
        "OP2",
    ]


def test_roman_numerals_stand_below_letters():
    source = (
        "The General Assembly,\n\nRecalling the past,\n\n1. Requests the ports:\n\n(a) To count:\n\n(i) The boats;\n\n"
        "(ii) The oars;\n\n(iii) The sails;\n\n(b) To paint:\n\n(i) The boats;\n\n(ii) The oars;\n\n(c) To rest;\n\n2. Decides so.\n"
    )
    assert labels(read(source), "operative") == [
        "OP1", "OP1(a)", "OP1(a)(i)", "OP1(a)(ii)", "OP1(a)(iii)",
        "OP1(b)", "OP1(b)(i)", "OP1(b)(ii)", "OP1(c)", "OP2",
    ]  # fmt: skip


def test_french_letters_have_one_bracket():
    source = (
        "L’Assemblée générale,\n\nRappelant le passé,\n\n1. Prie les ports :\n\na) De compter :\n\ni) Les barques ;\n\n"
        "ii) Les rames ;\n\nb) De peindre ;\n\n2. Décide de continuer.\n"
    )
    assert labels(read(source, "fr"), "operative") == [
        "OP1",
        "OP1(a)",
        "OP1(a)(i)",
        "OP1(a)(ii)",
        "OP1(b)",
        "OP2",
    ]


def test_roman_numerals_may_stand_below_a_number():
    source = "The General Assembly,\n\nRecalling the past,\n\n1. Requests:\n\n(i) The boats;\n\n(ii) The oars;\n\n2. Decides so.\n"
    assert labels(read(source), "operative") == ["OP1", "OP1(i)", "OP1(ii)", "OP2"]


def test_letters_may_stand_below_a_preambular_paragraph():
    source = "The Security Council,\n\nDetermined:\n\n(a) To light the lamps,\n\n(b) To keep them lit,\n\n1. Decides so.\n"
    assert labels(read(source), "preambular") == ["PP1", "PP1(a)", "PP1(b)"]


def test_letters_begin_anew_under_each_number():
    source = "The General Assembly,\n\nRecalling the past,\n\n1. Requests:\n\n(a) One;\n\n(b) Two;\n\n2. Invites:\n\n(a) Three;\n\n(b) Four.\n"
    assert labels(read(source), "operative") == [
        "OP1",
        "OP1(a)",
        "OP1(b)",
        "OP2",
        "OP2(a)",
        "OP2(b)",
    ]


# ------------------------------------------------------------------------------------ numbers and verbs
def test_operative_paragraphs_may_bear_no_number():
    source = "The Security Council,\n\nRecalling its resolution 353 (1974),\n\nDecides to send three boats.\n"
    assert labels(read(source)) == ["ENACT", "PP1", "OP1"]


def test_a_single_verb_opens_lettered_infinitives():
    source = "Le Conseil de sécurité,\nRappelant sa résolution 353 (1974),\nDécide :\na) De proroger le délai ;\nb) De demeurer saisi de la question.\n"
    assert labels(read(source, "fr"), "operative") == ["OP1", "OP1(a)", "OP1(b)"]


def test_an_unknown_participle_opens_a_preambular_paragraph():
    source = "The General Assembly,\n\nRecalling the past,\n\nContemplating with interest the tides of the northern shore,\n\n1. Decides so.\n"
    assert labels(read(source), "preambular") == ["PP1", "PP2"]


def test_a_printed_number_that_follows_is_a_paragraph_even_with_an_unknown_verb():
    source = "The General Assembly,\n\nRecalling the past,\n\n1. Decides so;\n\n2. Paints the boats;\n\n3. Requests more.\n"
    assert labels(read(source), "operative") == ["OP1", "OP2", "OP3"]


def test_a_number_at_a_lines_start_in_mid_sentence_is_no_paragraph():
    source = "The General Assembly,\n\nRecalling the past,\n\n1. Welcomes that the islands have planted, since the year\n2. 000 trees;\n\n2. Decides so.\n"
    assert labels(read(source), "operative") == ["OP1", "OP2"]


@pytest.mark.parametrize("one", ["1.", "I.", "l.", "1 .", "1)"])
def test_a_scanned_one_is_still_the_first_number(one):
    source = (
        f"The General Assembly,\n\nRecalling the past,\n\n{one} Decides so;\n\n2. Requests more.\n"
    )
    assert labels(read(source), "operative") == ["OP1", "OP2"]


def test_verb_and_number_are_kept_as_printed():
    resolution = read(
        "The General Assembly,\n\nRecalling also the past,\n\n1. Notes with appreciation the boats.\n"
    )
    provisions = {p.label: (p.number, p.verb, p.act) for p in resolution.provisions}
    assert provisions["PP1"] == (None, "Recalling also", "recalls")
    assert provisions["OP1"] == ("1.", "Notes with appreciation", "notes-with-appreciation")


# ------------------------------------------------------------------------------- sections, parts, annexes
def test_numbers_that_begin_again_are_another_run():
    source = "The General Assembly,\n\nRecalling the past,\n\nI\n\n1. Decides so;\n\n2. Requests more;\n\nII\n\n1. Invites all;\n\n2. Thanks them.\n"
    resolution = read(source)
    operative = labels(resolution, "operative")
    assert len(operative) == len(set(operative)) == 4
    assert operative[:2] == ["OP1", "OP2"]
    assert operative[2:] == ["OP1[II]", "OP2[II]"]


def test_a_composite_resolution_has_a_formula_in_each_part():
    part = "The General Assembly,\n\nRecalling the past,\n\n1. Decides so;\n\n2. Requests more.\n\n"
    resolution = read(f"A\n\n{part}B\n\n{part}")
    assert len(labels(resolution, "enacting")) == 2
    assert len(labels(resolution, "preambular")) == 2
    assert len(set(labels(resolution, "operative"))) == 4


def test_an_annex_has_paragraphs_of_its_own():
    source = (
        "The General Assembly,\n\nRecalling the past,\n\n1. Adopts the rules annexed hereto.\n\n53rd plenary meeting\n\n16 December 2021\n\n"
        "Annex\n\nRules of the boats\n\n1. Boats keep to the right.\n\n2. Oars keep to the left.\n"
    )
    resolution = read(source)
    assert labels(resolution, "operative") == ["OP1"]
    assert labels(resolution, "closing") == ["FOOT", "FOOT"]
    assert [p.string for p in resolution.provisions if p.part == "annex"][-2:] == [
        "1. Boats keep to the right.",
        "2. Oars keep to the left.",
    ]


def test_two_annexes_are_counted():
    source = "The General Assembly,\n\nRecalling the past,\n\n1. Adopts the rules.\n\nAnnex I\n\n1. One rule.\n\nAnnex II\n\n1. Another rule.\n"
    annexes = labels(read(source), "annex")
    assert {label.split(".")[0] for label in annexes} == {"ANNEX1", "ANNEX2"}
    assert len(annexes) == len(set(annexes))


CLOSINGS = [
    ("en", "53rd plenary meeting"),
    ("en", "[Adopted without a vote.]"),
    ("en", "Adopted unanimously at the 3265th meeting."),
    ("en", "Adopted at the 1111th meeting by 14 votes to none, with 1 abstention."),
    ("fr", "53e séance plénière"),
    ("fr", "[Adoptée sans vote.]"),
    ("fr", "Adoptée à l’unanimité à la 3265e séance."),
]


@pytest.mark.parametrize(("language", "line"), CLOSINGS)
def test_closing_lines_are_no_paragraph(language, line):
    formula = {"en": "The General Assembly,", "fr": "L’Assemblée générale,"}[language]
    resolution = read(f"{formula}\n\n{BODIES[language]}\n{line}\n", language)
    assert labels(resolution) == ["ENACT", "PP1", "OP1", "FOOT"]


# ------------------------------------------------------------------------------------ what the page adds
def body(middle: str, *, language: str = "en") -> Resolution:
    if language == "fr":
        return read(
            f"L’Assemblée générale,\n\nRappelant le passé,\n\n1. Engage les États à tenir leurs catalogues\n{middle}\nen double et à jour ;\n\n2. Décide de continuer.\n",
            "fr",
        )
    return read(
        f"The General Assembly,\n\nRecalling the past,\n\n1. Urges States to keep their catalogues\n{middle}\nin double and up to date;\n\n2. Decides so.\n"
    )


IN_MIDDLE = [
    ("en", "A/RES/57/295\n2", {"FURN1": "A/RES/57/295", "FURN2": "2"}),
    ("en", "\n3/5\n", {"FURN1": "3/5"}),
    ("en", "21-19085\n", {"FURN1": "21-19085"}),
    ("fr", "\nhttps://undocs.org/fr/A/RES/74/120\n", {"URL1": "https://undocs.org/fr/A/RES/74/120"}),
    ("en", "https://undocs.org/A/RES/74/120\nhttps://undocs.org/A/RES/74/4", {"URL1": "https://undocs.org/A/RES/74/120", "URL2": "https://undocs.org/A/RES/74/4"}),
    ("en", "________________\n1 See resolution 65/1.\n\n", {"FN1": "See resolution 65/1."}),
    ("en", "________________\n¹ See resolution 65/1.\n² A/68/169.\n\n", {"FN1": "See resolution 65/1.", "FN2": "A/68/169."}),
]  # fmt: skip
REJOINED = {
    "en": "1. Urges States to keep their catalogues in double and up to date;",
    "fr": "1. Engage les États à tenir leurs catalogues en double et à jour ;",
}


@pytest.mark.parametrize(("language", "middle", "apart"), IN_MIDDLE)
def test_what_the_page_puts_into_a_sentence_stands_apart(language, middle, apart):
    resolution = body(middle, language=language)
    assert texts(resolution)["OP1"] == REJOINED[language]
    assert {label: text for label, text in texts(resolution).items() if label in apart} == apart
    assert labels(resolution, "operative") == ["OP1", "OP2"]


def test_before_the_body_a_symbol_line_is_the_documents_own():
    resolution = read(
        "A/RES/57/295\n\nThe General Assembly,\n\nRecalling the past,\n\n1. Decides so.\n"
    )
    assert labels(resolution, "head") == ["HEAD"]


def test_a_broken_word_is_made_whole():
    source = "L’Assemblée générale,\n\nRappelant les commu-\nnications inter-\ngouvernementales,\n\n1. Décide de continuer.\n"
    assert texts(read(source, "fr"))["PP1"] == "Rappelant les communications intergouvernementales,"


@pytest.mark.parametrize(
    "word", ["twenty-third", "non-State", "long-term", "Secretary-General", "peace-keeping"]
)
def test_a_hyphen_of_the_word_itself_is_kept(word):
    first, rest = word.split("-")
    source = f"The General Assembly,\n\nRecalling the {first}-\n{rest} boat,\n\n1. Decides so.\n"
    assert texts(read(source))["PP1"] == f"Recalling the {word} boat,"


# ------------------------------------------------------------------------------------- nothing is lost
def uncovered(resolution: Resolution) -> str:
    source = resolution.document.source
    seen = bytearray(len(source))
    for mark in re.finditer(r"\[\^\d+\]:?", source):  # Markdown's marks of notes
        seen[mark.start() : mark.end()] = b"\x01" * len(mark[0])
    for link in LINK.finditer(source):  # its address is kept as a hyperlink
        seen[link.start("url") : link.end("url")] = b"\x01" * len(link["url"])
    for provision in resolution.provisions:
        for start, end in provision.text.places():
            seen[start:end] = b"\x01" * (end - start)
    return "".join(
        c for c, covered in zip(source, seen, strict=True) if not covered and not c.isspace()
    )


@cache
def sample(path: Path) -> Resolution:
    return parse(read_document(path))


# what stands in no paragraph: footnote marks (they are anchors), emphasis, rules, line-break hyphens,
# the vowel signs of Arabic
MARKS = set("0123456789¹²³⁴⁵⁶⁷⁸⁹⁰*_-–—=#^[]{}()\u00ad") | set(map(chr, range(0x64B, 0x653)))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_nothing_of_a_sample_is_lost(path):
    assert set(uncovered(sample(path))) <= MARKS
    assert len(uncovered(sample(path))) < 60


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_labels_of_paragraphs_are_unique(path):
    numbered = list(
        labels(sample(path), "preambular", "operative", "annex", "note", "link", "furniture")
    )
    assert len(numbered) == len(set(numbered))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_no_source_character_stands_in_two_paragraphs(path):
    places = sorted(
        p.text.span(0, len(p.string))
        for p in sample(path).provisions
        if p.part == "preambular" and p.string
    )
    assert all(before[1] <= after[0] for before, after in pairwise(places))


words = st.sampled_from(
    [
        "The",
        "General",
        "Assembly,",
        "Recalling",
        "Decides",
        "1.",
        "2.",
        "(a)",
        "(b)",
        "resolution",
        "70/1",
        "libraries;",
        "books,",
        "A/RES/57/295",
        "Annex",
        "53rd",
        "plenary",
        "meeting",
        "of",
        "and",
        "Requests",
        "the",
        "Secretary-General:",
        "ix)",
        "12",
        ".",
        "I",
        "II",
        "no",
    ]
)
pages = st.lists(st.lists(words, max_size=8).map(" ".join), max_size=20).map("\n".join)


@given(pages)
def test_no_word_of_any_page_is_lost(source):
    assert set(uncovered(read(source))) <= MARKS


# -------------------------------------------------------------------- other texts in the same file
OWN = """Resolution 407 (1977)
of 25 May 1977
The Security Council,
Recalling its resolution 402 (1976),
1. Commends the keeper of the light;
2. Decides to remain seized of the matter.
Adopted unanimously at the 2009th meeting.
"""


@pytest.mark.parametrize(
    "behind",
    [
        "Resolution 409 (1977)\nof 27 May 1977\nThe Security Council,\n1. Decides to watch.\n",
        "Decision\nAt its 2011th meeting, on 27 May 1977, the Council took up resolution 253 (1968).\n",
        "47 (1948). Resolution of 21 April 1948\nThe Security Council,\n1. Decides to go.\n",
    ],
)
def test_another_text_behind_a_resolution_is_told_apart(behind):
    resolution = read(OWN + behind)
    assert labels(resolution, "operative") == ["OP1", "OP2"]
    assert "".join(texts(resolution)[label] for label in labels(resolution, "other")).startswith(
        behind[:8]
    )


@pytest.mark.parametrize(
    "line",
    [
        "402 (1976) of 22 December 1976, and of",
        "resolution 402 (1976) of 22 December 1976, and of",
        "Resolution 407 (1977)",
    ],
)
def test_a_number_at_the_beginning_of_a_line_opens_no_other_text(line):
    resolution = read(OWN.replace("Recalling its", f"Recalling, among others,\n{line}\nits"))
    assert labels(resolution, "other") == []


def test_columns_run_together_go_on_behind_a_decision():
    mixed = OWN.replace(
        "2. Decides",
        "Decisions\nAt its 2011th meeting, the Council took up the light.\n2. Decides",
    )
    assert labels(read(mixed), "operative") == ["OP1", "OP2"]


@pytest.mark.parametrize(
    ("language", "formula", "verb"),
    [
        ("en", "The Security Council.", "Recalling"),
        ("fr", "Le Conseil de securité,", "Rappelant"),
        ("fr", "L'Assemblee generale;", "Rappelant"),
    ],
)
def test_a_formula_is_read_where_a_scan_hurt_its_comma_or_accents(language, formula, verb):
    resolution = read(f"{formula}\n\n{verb} 402 (1976),\n", language)
    assert labels(resolution, "enacting", "preambular") == ["ENACT", "PP1"]


def test_a_paragraph_number_misread_as_letters_counts_where_it_is_expected():
    source = "The Security Council,\n\n" + "\n\n".join(
        f"{number}. Requests the Secretary-General to count the lamps of the harbour;"
        for number in ("I", "2", "3", "4", "S", "6")
    )
    assert labels(read(source), "operative") == ["OP1", "OP2", "OP3", "OP4", "OP5", "OP6"]
