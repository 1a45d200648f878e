"""Hyperlinks as evidence: they confirm, correct, add or contradict what the words are read as."""

from __future__ import annotations

import pytest

from kg.authorities import load_catalogue
from kg.documents import Document
from kg.extraction import extract
from kg.findings import Citation, Extraction
from kg.formats.plain import read_plain

UN = "https://docs.un.org/en"
GA = "Resolution adopted by the General Assembly on 16 December 2021\n\nThe General Assembly,\n\n"
NO_ORGAN = "Mandates and background\n\n"
END = "\n\n1. Decides to go on.\n"


def read(sentence: str, front: str = GA) -> Extraction:
    """What is found in a text that writes its links as Markdown does."""
    source = front + sentence + END
    extracted = read_plain(source.encode(), "text.md").extracted
    document = Document("text.md", "", "utf-8", "en", extracted.text, extracted.links)
    return extract(document, load_catalogue())


def cited(extraction: Extraction) -> list[Citation]:
    return [f for f in extraction.findings if isinstance(f, Citation) and f.target != "self"]


# sentence, what becomes of its links, the citations' targets
ENDINGS = [
    (f"Recalling its [resolution 70/1]({UN}/A/RES/70/1) of 25 September 2015,", ["confirmed"], ["A/RES/70/1"]),
    (f"Recalling its resolution [70/1]({UN}/A/RES/70/1),", ["confirmed"], ["A/RES/70/1"]),
    (f"Recalling resolution [1325 (2000)]({UN}/S/RES/1325(2000)),", ["confirmed"], ["S/RES/1325 (2000)"]),
    # the words stand under the link of the series, which leaves the letter out
    (f"Recalling its resolution [1472 A (XIV)]({UN}/A/RES/1472(XIV)),", ["confirmed"], ["A/RES/1472 A (XIV)"]),
    (f"Recalling document [A/74/6 (Sect. 1)]({UN}/A/74/6(SECT.1)),", ["confirmed"], ["A/74/6 (Sect. 1)"]),
    # the words name a text that stands in the annex of the resolution
    (f"Recalling the [2030 Agenda for Sustainable Development]({UN}/A/RES/70/1),", ["confirmed"], ["instrument:2030-agenda"]),
    # a footnote's mark glued to the number
    (f"Recalling its resolution [70/1]({UN}/A/RES/70/1)1 on the agenda,", ["corrected"], ["A/RES/70/1"]),
    # no citation stands in the words
    (f"Recalling the [outcome of the first phase]({UN}/A/C.2/59/3),", ["added"], ["A/C.2/59/3"]),
    ("Recalling the [address of the site](https://example.org/A/RES/70/1),", [], []),
    # the words print another number: both are told, the words stay
    (f"Recalling its resolution [70/2 of 2015]({UN}/A/RES/70/1),", ["contradicted"], ["A/RES/70/2"]),
    (f"Recalling document [A/70/12]({UN}/A/71/12),", ["contradicted"], ["A/70/12"]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "endings", "targets"), ENDINGS)
def test_a_link_and_its_words_are_held_together(sentence, endings, targets):
    extraction = read(sentence)
    assert list(extraction.links) == endings
    assert [c.target for c in cited(extraction)] == targets


def test_a_link_decides_which_organ_an_unnamed_number_is_of():
    sentence = f"The mandate derives from resolution [48/24]({UN}/A/HRC/RES/48/24) in particular."
    extraction = read(sentence, NO_ORGAN)
    (citation,) = cited(extraction)
    assert extraction.links == ("corrected",)
    assert (citation.target, citation.status) == ("A/HRC/RES/48/24", "explicit")
    assert citation.reason is not None
    assert citation.reason.startswith("its hyperlink leads there")


def test_a_confirmed_citation_is_surer_and_says_why():
    plain = cited(read("Recalling its resolution 70/1,"))[0]
    linked = cited(read(f"Recalling its resolution [70/1]({UN}/A/RES/70/1),"))[0]
    assert (plain.status, linked.status) == ("inferred", "explicit")
    assert linked.confidence >= plain.confidence
    assert linked.reason == "its hyperlink leads there"
    assert linked.act == plain.act == "recalls"


def test_a_contradiction_is_told_with_the_words_and_costs_confidence():
    extraction = read(f"Recalling document [A/70/12]({UN}/A/71/12),")
    (citation,) = cited(extraction)
    assert extraction.doubts == (
        "PP1: the hyperlink on 'A/70/12' leads to A/71/12; the words name A/70/12",
    )
    assert citation.confidence == 0.5
    assert citation.reason == "its hyperlink leads to A/71/12"


def test_an_added_citation_bears_the_verb_and_the_words_of_the_link():
    extraction = read(f"Recalling the [outcome of the first phase]({UN}/A/C.2/59/3),")
    (citation,) = cited(extraction)
    assert (citation.act, citation.rule) == ("recalls", "hyperlink")
    assert citation.evidence[0].text == "outcome of the first phase"


def test_the_glued_mark_is_left_out_of_the_evidence():
    (citation,) = cited(read(f"Recalling its resolution [70/1]({UN}/A/RES/70/1)1 on it,"))
    assert citation.evidence[0].text == "70/1"


def test_a_link_to_the_document_itself_says_nothing():
    front = "A/RES/76/136\n\n" + GA
    extraction = read(f"Recalling this [very text]({UN}/A/RES/76/136),", front)
    assert extraction.links == ()


def test_each_of_two_links_is_heeded_on_its_own():
    sentence = f"Recalling its resolutions [70/1]({UN}/A/RES/70/1) and [69/313]({UN}/A/RES/69/312),"
    extraction = read(sentence)
    assert list(extraction.links) == ["confirmed", "contradicted"]
    assert [c.target for c in cited(extraction)] == ["A/RES/70/1", "A/RES/69/313"]
