"""Tables in a PDF: rows as lines with tabs between their cells, wherever pages and columns end."""

from __future__ import annotations

import pytest

from kg.formats.pdf import read_pdf
from tests.pdfs import FULL, Maker, prose, text_of

MANDATES = (
    ("50/42", "Conference on Libraries"),
    ("50/203", "Follow-up to the Conference and the", "full use of its Platform"),
    ("54/4", "Protocol on Libraries"),
    ("S-23/2", "Political declaration"),
)


def rows(maker, cells, x=60, top=680, size=8.5):
    """Rows of a number and a title; a title's further lines stand below its first."""
    maker.y = top
    for number, *title in cells:
        maker.line(number, x=x, size=size, down=14)
        maker.line(title[0], x=x + 75, y=maker.y, size=size)
        for line in title[1:]:
            maker.line(line, x=x + 75, size=size, down=10)
    return maker


def cells(maker, *words, y, places=(60, 320, 400, 480)):
    for word, x in zip(words, places, strict=True):
        if word:
            maker.line(word, x=x, y=y)
    return maker


def test_a_table_is_read_row_by_row_with_tabs_between_its_cells():
    maker = Maker()
    for i in range(8):
        cells(maker, f"{'a' * 40}{i}", f"b{i}", f"c{i}", f"d{i}", y=660 - 12 * i)
    assert text_of(maker) == "".join(f"{'a' * 40}{i}\tb{i}\tc{i}\td{i}\n" for i in range(8))


def test_the_lines_of_a_cell_are_one_cell():
    assert text_of(rows(Maker(), MANDATES)) == (
        "50/42\tConference on Libraries\n"
        "50/203\tFollow-up to the Conference and the full use of its Platform\n"
        "54/4\tProtocol on Libraries\n"
        "S-23/2\tPolitical declaration\n"
    )


def test_several_numbers_below_one_another_are_one_cell():
    maker = rows(Maker(), MANDATES[:2])
    maker.line("50/152;", x=60, size=8.5, down=14).line("53/125", x=60, size=8.5, down=10)
    maker.line("Office of the Libraries", x=135, y=maker.y + 10, size=8.5)
    assert text_of(maker).endswith("\n50/152; 53/125\tOffice of the Libraries\n")


def test_a_blank_cell_keeps_its_place():
    maker = Maker()
    cells(maker, "Meetings", "1", "2", "3", y=660)
    cells(maker, "Reports", "1", "", "3", y=648)
    cells(maker, "Training", "", "2", "", y=636)
    assert text_of(maker) == "Meetings\t1\t2\t3\nReports\t1\t\t3\nTraining\t\t2\n"


def test_cells_that_nearly_touch_are_parted_where_other_rows_leave_a_gutter():
    maker = Maker()
    for y, second in ((660, "10"), (648, "11"), (624, "12")):
        cells(maker, "Training", second, "20", "30", y=y, places=(60, 320, 400, 480))
    cells(maker, "Training", "many events and", "20 [17]", "30", y=636, places=(60, 320, 392, 480))
    assert text_of(maker).splitlines()[2] == "Training\tmany events and\t20 [17]\t30"


def test_a_cell_that_nearly_touches_the_next_keeps_its_hyperlinks():
    maker = Maker()
    cells(maker, "Mandate", "x", y=660, places=(60, 120)).line("A/1/1", x=60, y=648)
    maker.canvas.linkURL("https://undocs.org/A/1/1", (60, 646, 84, 658))
    maker.line("see also A/1/2", x=95, y=648)
    maker.canvas.linkURL("https://undocs.org/A/1/2", (132, 646, 158, 658))
    cells(maker, "Mandate", "x", y=636, places=(60, 120))
    extracted = read_pdf(maker.data(), "made.pdf")
    assert "A/1/1\tsee also A/1/2\n" in extracted.text
    assert [extracted.text[k.start : k.end] for k in extracted.links] == ["A/1/1", "A/1/2"]


def test_prose_below_a_table_is_no_row_of_it():
    maker = rows(Maker(), MANDATES)
    maker.y -= 10
    assert text_of(maker.line(FULL, x=60)).endswith(f"\tPolitical declaration\n\n{FULL}\n")


def test_one_row_is_a_table_where_its_last_cell_goes_on_below():
    title = ("Follow-up to the Conference", "and the full use of its Platform", "and of the rest")
    assert text_of(rows(Maker(), [("80/186", *title)])) == f"80/186\t{' '.join(title)}\n"


@pytest.mark.parametrize("number", ["17.", "17.42", "(a)", "•"])
def test_a_number_far_before_its_paragraph_is_no_cell(number):
    lines = ("Recalls the words that", "fill these lines from", "their left to their right")
    assert text_of(rows(Maker(), [(number, *lines)])) == f"{number} {' '.join(lines)}\n"


def test_marks_of_items_before_their_texts_are_no_table():
    maker = Maker()
    for mark in ("(a)", "(b)", "(c)"):
        maker.line(mark, x=60, down=14).line(f"Item {mark}", x=100, y=maker.y)
    assert "\t" not in text_of(maker)


# -------------------------------------------------------------------------- columns and pages
def two_columns(maker, top=680):
    rows(maker, MANDATES, top=top)
    rows(maker, [(f"7{number}", *title) for number, *title in MANDATES], x=312, top=top)
    return maker


def test_a_table_set_in_two_columns_goes_on_in_the_second():
    firsts = [line.split("\t")[0] for line in text_of(two_columns(Maker())).splitlines()]
    assert firsts == [
        "50/42", "50/203", "54/4", "S-23/2", "750/42", "750/203", "754/4", "7S-23/2",
    ]  # fmt: skip


def test_a_heading_over_two_columns_ends_the_columns_above_it():
    maker = two_columns(Maker().line("Resolutions of one organ", x=60, y=700))
    two_columns(maker.line("Resolutions of another organ", x=60, y=590), top=580)
    lines = [line.split("\t")[0] for line in text_of(maker).split("\n") if line]
    columns = ["50/42", "50/203", "54/4", "S-23/2", "750/42", "750/203", "754/4", "7S-23/2"]
    assert lines == [
        "Resolutions of one organ", *columns, "Resolutions of another organ", *columns,
    ]  # fmt: skip


def test_columns_too_short_to_tell_are_columns_where_those_above_them_are():
    maker = two_columns(Maker()).line("Resolutions of a third organ", x=60, y=590)
    for i in range(3):
        maker.line(f"{1325 + i} (2000)", x=60, y=570 - 14 * i, size=8.5)
        maker.line(f"{2106 + i} (2013)", x=312, y=570 - 14 * i, size=8.5)
    lines = [line for line in text_of(maker).split("\n") if line]
    assert lines[-6:] == [
        "1325 (2000)", "1326 (2000)", "1327 (2000)", "2106 (2013)", "2107 (2013)", "2108 (2013)",
    ]  # fmt: skip


def test_a_row_that_the_next_column_ends_is_whole():
    maker = rows(Maker(), [*MANDATES, ("73/6", "Anniversary of the Conference on the")])
    maker.line("Peaceful Use of Libraries", x=387, y=666, size=8.5)
    rows(maker, MANDATES, x=312, top=666)
    assert "\n73/6\tAnniversary of the Conference on the Peaceful Use of Libraries\n50/42\t" in (
        text_of(maker)
    )


def test_a_heading_at_the_top_of_a_column_is_no_end_of_a_row():
    maker = rows(Maker(), MANDATES)
    maker.line("Conventions", x=312, y=666, size=8.5)
    rows(maker, MANDATES, x=312, top=666)
    assert "\tPolitical declaration\n\nConventions\n\n50/42\t" in text_of(maker)


def test_a_table_goes_on_over_the_page():
    maker = rows(prose(Maker()), MANDATES, top=500).page()
    rows(maker, [("64/289", "Coherence of all shelves"), ("66/130", "Readers")], top=690)
    assert "\tPolitical declaration\n64/289\tCoherence of all shelves\n" in text_of(maker)


@pytest.mark.parametrize("words", ["50/42 is the first", "50/42"])
def test_a_paragraph_behind_a_table_is_a_paragraph(words):
    maker = rows(Maker(), MANDATES)
    assert text_of(maker.line(words, x=60, down=30)).endswith(f"declaration\n\n{words}\n")
