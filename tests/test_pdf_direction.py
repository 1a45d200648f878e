"""Pages of scripts that run from the right: words in logical order, numbers from the left.

Capitals stand for Arabic letters here, as they do in the standard; a page is made of what is seen
on it, from left to right.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from kg.formats.pdf import read_pdf
from kg.formats.pdfglyphs import Glyph, Sheet
from kg.formats.pdflines import page_of

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARABIC = str.maketrans({chr(65 + i): chr(0x628 + i) for i in range(18)})  # A is BEH, and so on
LATIN = {arabic: chr(latin) for latin, arabic in ARABIC.items()}
WIDE, BLANK = 6.0, 4.0


def glyphs(seen, left=60.0, base=700.0, start=0):
    at, blank = left, False
    for i, char in enumerate(seen.translate(ARABIC)):
        if char == " ":
            at, blank = at + BLANK, True
            continue
        small = char in "¹²³"
        digit = str("¹²³".index(char) + 1) if small else char
        size, raised = (6.0, 4.0) if small else (10.0, 0.0)
        yield Glyph(digit, at, at + WIDE, base + raised, size, start + i, blank)
        at, blank = at + WIDE, False


def page(*lines):
    """A page of lines, each as it is seen, with the right margin where its text begins."""
    found = []
    for i, seen in enumerate(lines):
        width = WIDE * len(seen.replace(" ", "")) + BLANK * seen.count(" ")
        found += glyphs(seen, 500 - width, 700 - 12 * i, len(found) * 2)
    return page_of(Sheet((0, 0, 600, 800), tuple(found), False))


def read(*lines):
    text = [" ".join(piece.text for piece in row) for row in page(*lines).rows]
    return ["".join(LATIN.get(char, char) for char in line) for line in text]


SEEN = [
    ("HGFE DCBA", "ABCD EFGH"),
    ("2015 LIRPA 25 FO 70/1 NOILOSER", "RESOLION 70/1 OF 25 APRIL 2015"),
    ("2030-2015 SRAEN", "NEARS 2015-2030"),
    ("(15-D) 1514 NOILOSER", "RESOLION 1514 (D-15)"),
    ("[12 .ARAP EES] NOILOSER", "RESOLION [SEE PARA. 12]"),
    ("a/res/76/136 KCOD", "DOCK a/res/76/136"),
    (",a/c.3/72/l.5/rev.1 KCOD", "DOCK a/c.3/72/l.5/rev.1,"),
    ("united nations EHP", "PHE united nations"),
    (".٧٠/١ NOILOSER", "RESOLION ٧٠/١."),
    ("ACCEPA - 1", "1 - APECCA"),
    ("3.5 FO %50 NI", "IN 50% OF 3.5"),
    ("¹,DPOC FO", "OF COPD,¹"),
    ("¹2015 LIRPA", "APRIL 2015¹"),
]


@pytest.mark.parametrize(("seen", "logical"), SEEN)
def test_words_are_read_from_the_right_and_numbers_from_the_left(seen, logical):
    assert read("HGFEDCBA LKJI", seen)[1] == logical


def test_brackets_that_the_file_names_as_they_open_stay():
    assert read(")15-D( 1514 NOILOSER") == ["RESOLION 1514 (D-15)"]


def test_a_latin_line_on_such_a_page_is_read_from_the_left():
    assert read("HGFEDCBA LKJI", "see a/res/70/1.", "HGFEDCBA")[1] == "see a/res/70/1."


def test_words_that_the_file_holds_in_any_order_have_their_blanks_where_they_are_seen():
    """A browser writes each word from its last letter, and the words from the first."""
    seen = glyphs("FED CBA")
    words = {0: 4, 1: 5, 2: 6, 3: 0, 4: 1, 5: 2}  # place on the page → place in the file
    moved = [
        Glyph(g.char, g.left, g.right, g.base, g.size, words[i], words[i] == 4)
        for i, g in enumerate(seen)
    ]
    sheet = Sheet((0, 0, 600, 800), tuple(sorted(moved, key=lambda g: g.order)), False)
    text = page_of(sheet).rows[0][0].text
    assert "".join(LATIN.get(char, char) for char in text) == "ABC DEF"


def test_a_letter_that_does_not_join_the_next_ends_no_word():
    letters = list(glyphs("CBA"))
    letters[0] = Glyph(letters[0].char, 57.8, 63.8, 700, 10, 0, False)  # 2.2 points away
    sheet = Sheet((0, 0, 600, 800), tuple(letters), False)
    assert " " not in page_of(sheet).rows[0][0].text


def test_the_first_cell_of_a_row_is_the_rightmost():
    found = [*glyphs("CBA", 400), *glyphs("70/1", 200, start=10)]
    row = page_of(Sheet((0, 0, 600, 800), tuple(found), False)).rows[0]
    assert ["".join(LATIN.get(char, char) for char in piece.text) for piece in row] == [
        "ABC", "70/1",
    ]  # fmt: skip


def test_a_word_of_such_a_script_on_a_page_from_the_left_is_read_from_the_right():
    found = list(glyphs("the word CB-A is quoted here", 60))
    text = page_of(Sheet((0, 0, 600, 800), tuple(found), False)).rows[0][0].text
    assert "".join(LATIN.get(char, char) for char in text) == "the word A-BC is quoted here"


PRINTED = """<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8">
<style>body { font: 16px sans-serif; width: 600px } sup { font-size: 9px }</style>
<p>إن الجمعية العامة،</p>
<p>إذ تشير إلى قرارها 70/1 المؤرخ 25 أيلول/سبتمبر 2015 وإلى القرار 1514 (د-15) وإلى الوثيقة
A/RES/76/136، وإذ تؤكد من جديد قراراتها السابقة،<sup>1</sup></p>
<p>1 - تطلب إلى الأمين العام أن يقدم تقريرا في عام ٢٠٢٥ عن تنفيذ القرار ٧٠/١.</p></html>
"""


@pytest.mark.browser
def test_a_page_that_a_browser_printed_is_read_in_logical_order(tmp_path):
    source, target = tmp_path / "page.html", tmp_path / "page.pdf"
    source.write_text(PRINTED, "utf-8")
    _print(source, target)
    assert read_pdf(target.read_bytes(), "page.pdf").text == (
        "إن الجمعية العامة،\n\n"
        "إذ تشير إلى قرارها 70/1 المؤرخ 25 أيلول/سبتمبر 2015 وإلى القرار 1514 (د-15) وإلى الوثيقة "
        "A/RES/76/136، وإذ تؤكد من جديد قراراتها السابقة،¹\n\n"
        "1 - تطلب إلى الأمين العام أن يقدم تقريرا في عام ٢٠٢٥ عن تنفيذ القرار ٧٠/١.\n"
    )


def _print(source, target):
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail("no Chromium: CI must run the browser tests")
        pytest.skip(f"no Chromium at {CHROMIUM}")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    profile = f"--user-data-dir={source.parent / 'profile'}"
    subprocess.run(
        [*command, profile, f"--print-to-pdf={target}", source.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
