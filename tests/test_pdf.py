"""PDF to text: reading order, note marks, footnotes, furniture, paragraphs, links, refusals."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from kg.errors import UnreadableDocument
from kg.formats.pdf import read_pdf
from tests.pdfs import FONT, FULL, INDENT, LEFT, SIZE, Maker, prose, text_of

FILES = Path(__file__).parent.parent.parent / "shared" / "corpus" / "files"


# -------------------------------------------------------------------------------- note marks
MARKS = [
    ("1. Recalls its resolution 70/1{1} and", "70/1¹ and"),
    ("1. Recalls its resolutions of 2019{12} and", "2019¹² and"),
    ("1. Recalls the Goals,{3} which were set", "Goals,³ which"),
    ("1. Recalls the Goals {6} and others", "Goals⁶ and"),
    ("1. Recalls an area of 40 km{2} of land", "km² of land"),
]


@pytest.mark.parametrize(("printed", "read"), MARKS)
def test_a_raised_small_digit_is_a_superscript_behind_its_word(printed, read):
    assert read in text_of(Maker().line(printed))


def test_seventy_slash_one_with_a_mark_is_never_seventy_slash_eleven():
    text = text_of(Maker().line("1. Recalls its resolution 70/1{1}").notes("{1} Annex."))
    assert "70/1¹" in text
    assert "70/11" not in text


def test_a_small_digit_on_the_baseline_is_no_mark():
    maker = Maker().line("The volume of gas")
    maker.canvas.setFont(FONT, 6)
    maker.canvas.drawString(LEFT + 80, maker.y, "12")
    assert "¹" not in text_of(maker)


def test_a_lowered_digit_stays_in_its_word():
    maker = Maker().line("Emissions of CO")
    at = LEFT + maker.canvas.stringWidth("Emissions of CO", FONT, SIZE)
    maker.canvas.setFont(FONT, 6.5)
    maker.canvas.drawString(at, maker.y - 2, "2")
    assert "CO2" in text_of(maker)


# --------------------------------------------------------------------------------- footnotes
def test_footnotes_stand_behind_a_line_of_ten_underscores_each_on_its_line():
    maker = prose(Maker())
    maker.paragraph("Reaffirming its resolution 70/1{1} and its resolution 69/313,{2} as adopted,")
    text = text_of(maker.notes("{1} Resolution 70/1.", "{2} See A/69/1 and", "A/69/2."))
    assert text.endswith(
        "69/313,² as adopted,\n\n__________\n¹ Resolution 70/1.\n² See A/69/1 and A/69/2.\n"
    )


def test_footnotes_without_a_rule_are_told_by_size_and_mark():
    maker = prose(Maker()).paragraph("Reaffirming the Agenda{1} and all that was agreed,")
    maker.line("{1} Resolution 70/1.", x=117, y=90, size=8.5)
    assert text_of(maker).endswith("agreed,\n\n__________\n¹ Resolution 70/1.\n")


def test_a_footnote_with_a_plain_number_is_tied_by_the_mark_in_the_text():
    maker = prose(Maker()).paragraph("Reaffirming the Agenda{7} and all that was agreed,")
    maker.line("7 Resolution 70/1.", x=117, y=90, size=8.5)
    assert "\n__________\n⁷ Resolution 70/1.\n" in text_of(maker)


def test_a_date_at_the_start_of_a_footnotes_line_opens_no_footnote():
    maker = prose(Maker()).paragraph("Reaffirming the Agenda{1} and all that was agreed,")
    maker.notes("{1} See the letter of", "12 May 2018, annex.", "{2} Resolution 55/2.")
    assert "¹ See the letter of 12 May 2018, annex.\n² Resolution" in text_of(maker)


def test_a_footnote_marked_by_a_star_is_a_footnote():
    maker = prose(Maker()).paragraph("Reaffirming the Agenda* and all that was agreed,")
    maker.line("* Reissued for technical reasons.", x=117, y=90, size=8.5)
    assert text_of(maker).endswith("agreed,\n\n__________\n* Reissued for technical reasons.\n")


def test_small_print_without_a_mark_is_no_footnote():
    maker = prose(Maker()).line("Source: the Secretariat.", y=90, size=8.5)
    assert "__________" not in text_of(maker)


def test_a_footnote_that_runs_over_the_page_is_whole_again():
    maker = prose(Maker()).paragraph("Reaffirming the Agenda{1} and all that was agreed,")
    prose(maker.notes("{1} See Official Records, Supplement", y=90).page())
    maker.notes("No. 53, chap. II.", "{2} Resolution 55/2.", y=90)
    text = text_of(maker)
    assert "\n¹ See Official Records, Supplement No. 53, chap. II.\n" in text
    assert "__________\n² Resolution 55/2.\n" in text


# --------------------------------------------------------------------------------- furniture
def furnished(pages=4):
    maker = Maker()
    maker.line("United Nations", y=734, size=14).line("A/RES/75/999", x=480, y=734, size=10)
    maker.line("21-19121 (E)", x=65, y=44).line("*2119121*", x=65, y=30, size=12)
    maker.line("Please recycle", x=450, y=30, size=8)
    maker.line("75/999. A title that returns at the head of pages", x=85, y=690, size=12)
    maker.y = 670
    prose(maker)
    for number in range(2, pages + 1):
        maker.page()
        maker.line("A title that returns at the head of pages", x=60, y=743, size=8.5)
        maker.line("A/RES/75/999", x=60 if number % 2 else 480, y=733, size=8.5)
        maker.line(f"{number}/{pages}", x=60, y=37, size=8.5).line("21-19121", x=520, y=38, size=7)
        maker.y = 715
        prose(maker, 2 + number)
    return maker


@pytest.mark.parametrize("pages", [1, 2, 4, 7])
def test_what_the_page_repeats_is_taken_out_and_the_first_head_stays(pages):
    text = text_of(furnished(pages))
    assert text.startswith("United Nations A/RES/75/999\n")
    assert text.count("A/RES/75/999") == 1
    assert text.count("A title that returns") == 1
    assert not re.search(r"19121|recycle|\d/\d\n", text)
    assert text.count("Recalling") == 3 + sum(2 + n for n in range(2, pages + 1))


def test_a_heading_at_the_top_of_a_page_stays_even_if_the_contents_announced_it():
    maker = prose(Maker().line("Overall orientation"))
    prose(maker.page().line("Overall orientation", y=725, size=14))
    assert text_of(maker).count("Overall orientation") == 2


def test_a_symbol_in_the_middle_of_the_page_stays():
    assert "\n\nA/70/1\n\n" in text_of(prose(prose(Maker()).line("A/70/1", down=24), 2))


# ----------------------------------------------------------------------------- reading order
def test_lines_written_in_any_order_are_read_from_the_top():
    maker = Maker().line("Third.", y=500).line("First.", y=600).line("Second.", y=550)
    assert text_of(maker) == "First.\n\nSecond.\n\nThird.\n"


def test_two_columns_are_read_one_after_the_other():
    maker = Maker().line("A title across the two columns of the page", x=180, y=700, size=14)
    for i in range(8):
        maker.line(f"left line {i} goes on to the gutter there", x=60, y=660 - 12 * i)
        maker.line(f"right line {i} goes on to the margin here", x=320, y=660 - 12 * i)
    words = text_of(maker).split()
    order = [words[i - 1] + words[i + 1] for i, word in enumerate(words) if word == "line"]
    assert order == [f"left{i}" for i in range(8)] + [f"right{i}" for i in range(8)]


def test_a_column_longer_than_its_neighbour_is_read_to_its_end_first():
    maker = Maker()
    for i in range(12):
        maker.line(
            f"left line {i} goes on to the gutter there", x=60, y=660 - 13 * i - 20 * (i > 9)
        )
        if i < 8:
            maker.line(f"right line {i} goes on to the margin here", x=320, y=660 - 13 * i)
    maker.line("A heading behind the columns", x=60, y=400, size=14)
    words = re.findall(r"(?:left|right) line \d+|heading", text_of(maker))
    lefts, rights = [f"left line {i}" for i in range(12)], [f"right line {i}" for i in range(8)]
    assert words == [*lefts, *rights, "heading"]


def test_sideways_text_in_the_margin_is_left_out():
    maker = prose(Maker())
    maker.canvas.rotate(90)
    maker.canvas.drawString(300, -30, "GE.21-19121")
    assert "GE.21" not in text_of(maker)


def test_a_page_set_sideways_is_read_upright():
    maker = Maker()
    maker.canvas.rotate(90)
    maker.canvas.translate(0, -612)
    maker.y = 500
    assert text_of(prose(maker, 1)).startswith(FULL)


# -------------------------------------------------------------------------------- paragraphs
def test_white_space_parts_paragraphs_and_lines_are_joined():
    text = text_of(prose(Maker(), 2))
    whole = f"{FULL} and go on upon the next line until the sentence of it has ended,"
    assert text == f"{whole}\n\n{whole}\n"


def test_indentation_parts_paragraphs_where_no_white_space_does():
    maker = Maker()
    for _ in range(3):
        maker.line(FULL, x=INDENT).line(FULL).line("and so it ends,")
    assert text_of(maker).count("\n\n") == 2


def test_a_sentence_that_ends_early_parts_paragraphs_where_nothing_else_does():
    maker = Maker()
    for _ in range(3):
        maker.line(FULL).line("It ended.")
    assert text_of(maker).count("\n\n") == 2


def test_a_hanging_indent_is_one_paragraph():
    maker = prose(Maker())
    maker.line("(a) " + FULL, x=LEFT, down=18).line(FULL.lower(), x=INDENT)
    assert f"(a) {FULL} {FULL.lower()}" in text_of(maker)


def test_short_lines_are_not_run_together():
    maker = prose(Maker().line("Seventy-third session", x=60).line("Agenda item 129", x=60))
    assert text_of(maker).startswith("Seventy-third session\n\nAgenda item 129\n\n")


def test_a_paragraph_that_goes_on_over_the_page_is_one_where_no_footnote_parts_it():
    maker = prose(Maker()).paragraph(FULL).page().line("Members and others alike,")
    text = text_of(prose(maker))
    assert f"{FULL} Members and others alike,\n\nRecalling" in text


def test_a_paragraph_begins_at_the_head_of_a_page_where_it_is_indented():
    assert "ended,\n\nRecalling" in text_of(prose(prose(Maker()).page()))


def test_each_page_has_its_place():
    extracted = read_pdf(furnished(4).data(), "made.pdf")
    assert len(extracted.pages) == 4
    assert extracted.pages[0] == 0
    assert [extracted.text[at:][:9] for at in extracted.pages[1:]] == ["Recalling"] * 3


def test_a_blank_page_has_a_place_too():
    maker = prose(prose(Maker()).page().page())
    pages = read_pdf(maker.data(), "made.pdf").pages
    assert len(pages) == 3
    assert pages[0] < pages[1] <= pages[2]


# ------------------------------------------------------------------------------- hyphenation
HYPHENS = [
    (("The policy of non-", "discrimination is kept"), "non-discrimination is"),
    (("The symbol A/RES/", "70/1 is kept together"), "A/RES/70/1 is"),
    (("The report of UN-", "Habitat is kept"), "UN-Habitat is"),
    (("The numbers 2015-", "2030 are kept"), "2015-2030 are"),
    (("The inter\u00ad", "national order is whole"), "international order"),
    (("The States over-", "come this"), "overcome this"),
    (("The gross-", "ly unknown is whole"), "grossly unknown"),
    (("The imple-", "mentation of this"), "implementation of"),
]


@pytest.mark.parametrize(("lines", "read"), HYPHENS)
def test_words_broken_at_the_line_end_are_whole(lines, read):
    maker = prose(Maker())
    maker.paragraph("International discrimination, implementation, to overcome what may come")
    assert read in text_of(maker.line(lines[0]).line(lines[1]))


# -------------------------------------------------------------------------------------- links
URL = "https://docs.un.org/en/A/RES/70/1"


def links_of(maker):
    extracted = read_pdf(maker.data(), "made.pdf")
    return [(extracted.text[link.start : link.end], link.url) for link in extracted.links]


def test_a_link_covers_its_words():
    assert links_of(Maker().link("Recalling resolution ", "70/1", " of 2015,", URL)) == [
        ("70/1", URL)
    ]


def test_a_link_leaves_points_and_brackets_out_and_keeps_those_of_a_symbol():
    old = "https://docs.un.org/en/A/RES/1514(XV)"
    maker = Maker().link("See ", "(A/70/1),", " and", URL).link("see ", "1514 (XV).", "", old)
    assert links_of(maker) == [("A/70/1", URL), ("1514 (XV)", old)]


def test_a_link_broken_over_two_lines_is_one():
    maker = Maker().link("Recalling ", "resolution", "", URL).link("", "70/1", " of 2015,", URL)
    assert links_of(maker) == [("resolution 70/1", URL)]


def test_a_link_in_a_footnote_is_found():
    maker = prose(Maker()).paragraph("Reaffirming the Agenda{1} and all that was agreed,")
    maker.line("__________________", y=120, size=8)
    maker.line("{1} Resolution 70/1.", y=108, size=8.5, url=URL)
    assert links_of(maker) == [("Resolution 70/1", URL)]


# ----------------------------------------------------------------------------------- refusals
def scan(pages=1):
    maker = Maker()
    for _ in range(pages):
        maker.canvas.drawInlineImage(_grey(), 0, 0, 612, 792)
        maker.page()
    return maker.data()


def _grey():
    from PIL import Image

    return Image.new("L", (20, 20), 200)


GOOD = prose(Maker()).data()
LOCKED = prose(Maker(encrypt=StandardEncryption("secret"))).data()
REFUSED = [
    ("nothing", b"", "not a PDF"),
    ("a page of HTML", b"<!doctype html><p>Not found", "not a PDF"),
    ("cut off", GOOD[: len(GOOD) // 2], "truncated.*fetch it again"),
    ("head and tail only", b"%PDF-1.7\n%%EOF\n", "broken.*qpdf"),
    ("a missing page", re.sub(rb"/Kids \[ \d+", b"/Kids [ 999", GOOD), "page 1 is broken.*qpdf"),
    ("encrypted", LOCKED, "encrypted.*qpdf --password"),
    ("a scan", scan(), "scan without a text layer.*ocrmypdf IN OUT"),
    ("a scan of many pages", scan(3), "ocrmypdf"),
    ("a blank page", Maker().page().data(), "without a text layer"),
]


@pytest.mark.parametrize(
    ("data", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data, reason):
    with pytest.raises(UnreadableDocument, match=f"(?s)^odd.pdf: .*{reason}"):
        read_pdf(data, "odd.pdf")


def test_a_file_of_more_than_a_hundred_megabytes_is_refused():
    with pytest.raises(UnreadableDocument, match=r"101 MB.*100 MB"):
        read_pdf(bytes(101_000_000), "large.pdf")


def test_more_than_two_thousand_pages_are_refused_at_once():
    maker = Maker()
    for _ in range(2_001):
        maker.page()
    data = maker.data()
    begin = time.monotonic()
    with pytest.raises(UnreadableDocument, match=r"2,001 pages.*2,000"):
        read_pdf(data, "long.pdf")
    assert time.monotonic() - begin < 5


def test_more_characters_than_a_page_can_hold_are_refused():
    maker = Maker()
    for _ in range(40):
        maker.line("xy" * 1_500, size=1)
    with pytest.raises(UnreadableDocument, match=r"page 1 has more characters"):
        read_pdf(maker.data(), "dense.pdf")


def test_a_page_of_single_characters_all_over_is_read_in_bounded_time():
    maker = Maker()
    for i in range(4_000):
        maker.line("x)", x=20 + i * 7 % 570, y=30 + i * 0.18, size=3 + i % 9, url=URL)
    data = maker.data()
    begin = time.monotonic()
    read_pdf(data, "strewn.pdf")
    assert time.monotonic() - begin < 20


def test_a_scan_with_its_text_behind_the_picture_is_read():
    maker = Maker()
    maker.canvas.drawInlineImage(_grey(), 0, 0, 612, 792)
    assert FULL in text_of(prose(maker))


def test_an_item_in_the_middle_of_a_paragraph_begins_none_where_white_space_tells():
    maker = prose(Maker()).paragraph(FULL, f"{FULL};", "(ii) the second thing; and")
    assert f"{FULL}; (ii) the second thing; and" in text_of(maker)


def test_an_item_at_the_top_of_a_page_begins_none_where_items_are_indented():
    maker = prose(Maker()).paragraph(f"{FULL};").page()
    prose(maker.line("(c) the third thing of that paragraph; and", y=690), 2)
    assert f"{FULL}; (c) the third thing" in text_of(maker)


def test_an_indented_item_at_the_top_of_a_page_begins_a_paragraph():
    maker = prose(Maker()).paragraph(f"{FULL};").page()
    prose(maker.line("(c) The third thing;", x=INDENT, y=690), 2)
    assert f"{FULL};\n\n(c) The third thing" in text_of(maker)


def test_a_line_that_had_room_for_the_next_pages_first_word_ended_its_paragraph():
    maker = prose(Maker()).paragraph(FULL, "Convention on Libraries, 1969").page()
    prose(maker.line("Declaration on Readers, 1984", y=690), 2)
    assert "Convention on Libraries, 1969\n\nDeclaration on Readers" in text_of(maker)


def test_paragraphs_of_one_line_do_not_hide_how_far_lines_stand_apart():
    maker = prose(Maker())
    for number in range(12):
        maker.line(f"Title {number} of a list that fills more than half a line", size=8, down=14)
    maker.line("A title that goes on upon a second line, which is long enough", size=8, down=14)
    maker.line("and another that does the same upon its line, which is so too", size=8, down=9.5)
    for number in range(5):
        maker.line(f"Entry {number} of a list that fills more than half a line", size=8, down=14)
        maker.line("and goes on upon a second line that is as long as it is", size=8, down=9.5)
    text = text_of(maker)
    assert "\n\nTitle 3 of a list that fills more than half a line\n\nTitle 4" in text
    assert "long enough and another" in text


# ---------------------------------------------------------------------------------- real files
REAL = [
    ("A_RES_73_3-EN.pdf", "A/RES/73/3", "2018-10-10", range(1, 8), 10),
    ("A_RES_73_6-EN.pdf", "A/RES/73/6", "2018-10-26", range(1, 7), 5),
]


@pytest.mark.shared
@pytest.mark.parametrize(("name", "symbol", "date", "notes", "pages"), REAL)
def test_a_real_resolution_gives_title_date_paragraphs_and_footnotes(
    tmp_path, name, symbol, date, notes, pages
):
    extracted = read_pdf(real(name), name)
    path = tmp_path / "text.txt"
    path.write_text(extracted.text, "utf-8")
    command = [sys.executable, "-m", "kg", "extract", str(path)]
    run = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent
    )
    assert f'"field": "symbol", "target": "{symbol}"' in run.stdout
    assert f'"field": "adoption-date", "target": "{date}"' in run.stdout
    assert '"field": "organ", "target": "body:GA"' in run.stdout
    assert '"field": "title"' in run.stdout
    assert set(re.findall(r'"paragraph": "(FN\d+)"', run.stdout)) == {f"FN{n}" for n in notes}
    assert len(extracted.pages) == pages
    assert not re.search(r"\d{2}-\d{5}|\*\d{7}\*|_{11}", extracted.text)


@pytest.mark.shared
@pytest.mark.parametrize("name", [row[0] for row in REAL])
def test_the_links_of_a_real_resolution_stand_on_their_symbols(name):
    extracted = read_pdf(real(name), name)
    assert len(extracted.links) > 10
    for link in extracted.links:
        assert link.url.endswith("/" + extracted.text[link.start : link.end])


def real(name):
    path = FILES / name
    if not path.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{path} is missing, and CI has to read it")
        pytest.skip(f"{path} is missing: no real PDF to read")
    return path.read_bytes()
