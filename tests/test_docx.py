"""DOCX files as text: what Word prints, in order; what is hostile ends in an error."""

from __future__ import annotations

import io
import os
import re
import struct
import time
import zipfile
from pathlib import Path

import pytest
from docx import Document as WordFile

from kg.errors import UnreadableDocument
from kg.formats.docx import read_docx

SHARED = Path(__file__).parent.parent.parent / "shared"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
SUPERSCRIPT = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


def packed(parts, method=zipfile.ZIP_DEFLATED):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def part(tag, content):
    return f"<w:{tag} {SPACES}>{content}</w:{tag}>"


def links(**targets):
    rows = "".join(
        f'<Relationship Id="{name}" Type="{R}/hyperlink" Target="{url}" TargetMode="External"/>'
        for name, url in targets.items()
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{rows}</Relationships>'


def docx(body, **parts):
    """A file with a body; further parts of the folder ``word`` by their names."""
    named = {f"word/{name}.xml": content for name, content in parts.items() if name != "rels"}
    if "rels" in parts:
        named["word/_rels/document.xml.rels"] = parts["rels"]
    return packed({"word/document.xml": part("document", f"<w:body>{body}</w:body>"), **named})


def run(text, properties=""):
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content, properties=""):
    inner = "".join(c if c.startswith("<") else run(c) for c in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def text(body, **parts):
    return read_docx(docx(body, **parts), "text.docx").text


# paragraphs and characters


def test_paragraphs_stand_apart_by_a_blank_line_and_empty_ones_are_left_out():
    assert text(p("The General Assembly,") + p() + p(" ") + p("Decides")) == (
        "The General Assembly,\n\nDecides"
    )


CHARACTERS = [
    ("a tab", "<w:r><w:t>1.</w:t><w:tab/><w:t>Decides</w:t></w:r>", "1.\tDecides"),
    ("a line break", "<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>", "one\ntwo"),
    (
        "a non-breaking hyphen",
        "<w:r><w:t>UN</w:t><w:noBreakHyphen/><w:t>Women</w:t></w:r>",
        "UN\u2011Women",
    ),
    ("a soft hyphen", "<w:r><w:t>reso</w:t><w:softHyphen/><w:t>lution</w:t></w:r>", "reso\u00adlution"),
    ("raised digits", run("70/1") + run("12", SUPERSCRIPT), "70/1¹²"),
    ("raised digits with a comma", run("word") + run("1, 2", SUPERSCRIPT), "word¹, ²"),
    ("raised letters", run("1") + run("er", SUPERSCRIPT), "1er"),
    ("digits raised by a style", run("word") + run("3", '<w:rPr><w:rStyle w:val="Ref"/></w:rPr>'), "word³"),
    ("a line break of the file", "<w:r><w:t>one\n two</w:t></w:r>", "one  two"),
    ("a formula", "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "x+1"),
    ("hidden text", run("seen") + run("unseen", "<w:rPr><w:vanish/></w:rPr>"), "seen"),
    ("text that is not hidden", run("seen", '<w:rPr><w:vanish w:val="0"/></w:rPr>'), "seen"),
]  # fmt: skip
STYLES = part(
    "styles",
    '<w:style w:type="character" w:styleId="Ref"><w:basedOn w:val="Up"/></w:style>'
    '<w:style w:type="character" w:styleId="Up">'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
)


@pytest.mark.parametrize(
    ("content", "expected"), [row[1:] for row in CHARACTERS], ids=[row[0] for row in CHARACTERS]
)
def test_characters_of_word_become_characters_of_text(content, expected):
    assert text(p(content), styles=STYLES) == expected


def test_what_a_reviser_deleted_or_moved_away_is_left_out_and_what_he_inserted_stays():
    body = p(
        "Decides to ",
        "<w:del><w:r><w:delText>end</w:delText></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>elsewhere</w:t></w:r></w:moveFrom>",
        f"<w:ins>{run('continue')}</w:ins>",
        f"<w:moveTo>{run(' here')}</w:moveTo>",
    )
    assert text(body) == "Decides to continue here"


def test_paragraphs_whose_boundary_was_deleted_are_one():
    deleted = "<w:rPr><w:del/></w:rPr>"
    assert text(p("Decides ", properties=deleted) + p("to continue")) == "Decides to continue"


def test_a_text_box_that_is_written_twice_is_read_once_behind_its_paragraph():
    box = f"<w:txbxContent>{p('In the box')}</w:txbxContent>"
    twice = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text(p("Beside", twice, " it") + p("Behind")) == "Beside it\n\nIn the box\n\nBehind"


def test_headers_and_footers_are_left_out():
    assert text(
        p("Body"), header1=part("hdr", p("A/RES/900/1")), footer1=part("ftr", p("1/2"))
    ) == ("Body")


def with_head(section):
    """A file whose first section refers to a header for its first page, and to a running one."""
    head = (
        "<w:tbl>"
        f"<w:tr><w:tc>{p('United Nations')}</w:tc><w:tc>{p('')}</w:tc>"
        f"<w:tc>{p('A/RES/900/1')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{p('General Assembly')}</w:tc>"
        f"<w:tc>{p('Distr.: General')}{p('3 May 2900')}</w:tc></w:tr></w:tbl>"
    )
    references = (
        '<w:headerReference w:type="default" r:id="running"/>'
        '<w:headerReference w:type="first" r:id="head"/>'
    )
    sections = f"<w:sectPr>{references}{section}</w:sectPr>"
    rels = "".join(
        f'<Relationship Id="{name}" Type="{R}/header" Target="{name}.xml"/>'
        for name in ("running", "head")
    )
    return docx(
        p("Body") + sections,
        rels=f'<Relationships xmlns="{RELATIONSHIPS}">{rels}</Relationships>',
        running=part("hdr", p("Running")),
        head=part("hdr", head),
    )


def test_the_header_of_the_first_page_alone_is_the_head_of_the_document():
    assert read_docx(with_head("<w:titlePg/>"), "head.docx").text == (
        "United Nations\tA/RES/900/1\n\nGeneral Assembly\tDistr.: General 3 May 2900\n\nBody"
    )


@pytest.mark.parametrize("section", ["", '<w:titlePg w:val="0"/>'])
def test_a_header_for_a_first_page_that_no_section_asks_for_is_left_out(section):
    assert read_docx(with_head(section), "head.docx").text == "Body"


def test_content_controls_are_transparent():
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Inside')}</w:sdtContent></w:sdt>"
    assert text(control + p(f"<w:sdt><w:sdtContent>{run('too')}</w:sdtContent></w:sdt>")) == (
        "Inside\n\ntoo"
    )


def test_the_strict_form_of_the_format_is_read():
    strict = part("document", f"<w:body>{p('Decides')}</w:body>").replace(
        W, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    assert read_docx(packed({"word/document.xml": strict}), "strict.docx").text == "Decides"


def test_the_package_says_where_its_document_is():
    rels = (
        f'<Relationships xmlns="{RELATIONSHIPS}">'
        f'<Relationship Id="a" Type="{R}/officeDocument" Target="/word/document2.xml"/></Relationships>'
    )
    main = part("document", f"<w:body>{p('Decides')}</w:body>")
    data = packed({"_rels/.rels": rels, "word/document2.xml": main})
    assert read_docx(data, "named.docx").text == "Decides"


# tables


def cell(*paragraphs):
    return f"<w:tc><w:tcPr/>{''.join(paragraphs)}</w:tc>"


def row(*cells, properties=""):
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def table(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def test_a_table_is_a_line_a_row_with_cells_apart_by_a_tab():
    body = table(
        row(cell(p("State")), cell(p("Share"))),
        row(cell(p("")), cell(p("3")), cell(p("two"), p("lines"))),
        row(cell(p("Gone")), properties="<w:trPr><w:del/></w:trPr>"),
    )
    assert text(p("Before") + body + p("Behind")) == (
        "Before\n\nState\tShare\n\t3\ttwo lines\n\nBehind"
    )


def test_a_table_of_one_cell_is_a_frame():
    assert text(table(row(cell(p("One"), p("Two"))))) == "One\n\nTwo"


def test_a_table_inside_a_cell_stays_on_its_line():
    inner = table(row(cell(p("a")), cell(p("b"))))
    assert text(table(row(cell(inner, p()), cell(p("c"))))) == "a b\tc"


# numbering


def level(n, form, pattern, extra=""):
    return (
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


DEFINITION = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.")
    + level(1, "lowerLetter", "(%2)")
    + level(2, "lowerRoman", "(%3)")
    + "</w:abstractNum>"
)
NUMBERING = part(
    "numbering",
    DEFINITION
    + '<w:abstractNum w:abstractNumId="1">'
    + level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%1.%2")
    + level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    + level(3, "bullet", "\uf0b7")
    + level(4, "lowerLetter", "%5)", '<w:suff w:val="nothing"/><w:lvlRestart w:val="0"/>')
    + level(5, "russianLower", "%6)")
    + level(6, "arabicAbjad", "(%7)")
    + "</w:abstractNum>"
    + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>',
)


def numbered(words, at=0, number=1):
    return p(
        words,
        properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>',
    )


def lines(body, **parts):
    return text(body, numbering=NUMBERING, **parts).split("\n\n")


def test_paragraphs_are_numbered_as_word_prints_them_and_lower_levels_begin_again():
    body = (
        numbered("Decides") + numbered("first", 1) + numbered("one", 2) + numbered("two", 2)
        + numbered("second", 1) + p("Unnumbered") + numbered("Requests") + numbered("anew", 1)
    )  # fmt: skip
    assert lines(body) == [
        "1. Decides", "(a) first", "(i) one", "(ii) two", "(b) second", "Unnumbered",
        "2. Requests", "(a) anew",
    ]  # fmt: skip


def test_a_list_that_is_told_to_begins_again_and_one_that_is_not_goes_on():
    body = numbered("Decides") + numbered("Urges") + numbered("Calls upon", number=3)
    assert lines(body + numbered("Requests", number=2)) == [
        "1. Decides", "2. Urges", "3. Calls upon", "1. Requests",
    ]  # fmt: skip


def test_a_number_may_hold_those_above_it():
    body = numbered("Part", 0, 4) + numbered("Section", 1, 4) + numbered("Point", 2, 4)
    assert lines(body) == ["I. Part", "I.1 Section", "1.1.1 Point"]


def test_bullets_are_left_out_and_numbers_may_stand_close():
    assert lines(numbered("point", 3, 4) + numbered("close", 4, 4)) == ["point", "a)close"]


def test_a_level_may_go_on_behind_higher_ones():
    body = numbered("a", 4, 4) + numbered("Part", 0, 4) + numbered("b", 4, 4)
    assert lines(body) == ["a)a", "I. Part", "b)b"]


def test_russian_and_arabic_letters_count():
    body = numbered("раз", 5, 4) + numbered("два", 5, 4) + numbered("واحد", 6, 4)
    assert lines(body) == ["а) раз", "б) два", "(أ) واحد"]


def test_letters_go_on_behind_z():
    assert lines("".join(numbered("x", 1) for _ in range(28)))[25:] == ["(z) x", "(aa) x", "(bb) x"]


def test_a_style_numbers_its_paragraphs_and_a_paragraph_may_refuse():
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="Op"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Op"/></w:style>',
    )
    styled = '<w:pStyle w:val="Sub"/>'
    body = (
        p("Decides", properties=styled)
        + p("Plain", properties=styled + '<w:numPr><w:numId w:val="0"/></w:numPr>')
        + p("Requests", properties=styled)
    )
    assert lines(body, styles=styles) == ["1. Decides", "Plain", "2. Requests"]


def test_a_deleted_paragraph_takes_no_number():
    gone = p(
        "<w:del><w:r><w:delText>Urges</w:delText></w:r></w:del>",
        properties='<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>',
    )
    assert lines(numbered("Decides") + gone + numbered("Requests")) == ["1. Decides", "2. Requests"]


# notes


def reference(number, kind="footnote", own=False):
    follows = ' w:customMarkFollows="1"' if own else ""
    return f'<w:r><w:{kind}Reference w:id="{number}"{follows}/></w:r>'


def note(number, *paragraphs, kind="footnote"):
    return f'<w:{kind} w:id="{number}">{"".join(paragraphs)}</w:{kind}>'


REF = "<w:r><w:footnoteRef/></w:r>"
SEPARATOR = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>____</w:t></w:r></w:p></w:footnote>'
)


def test_footnotes_are_counted_in_the_order_of_their_marks_and_stand_at_the_end():
    notes = SEPARATOR + note(7, p(REF, "<w:r><w:tab/></w:r>", "See A/76/1.")) + note(
        2, p(REF, " Ibid."), p("Second paragraph.")
    ) + note(9, p("Nobody refers to this."))  # fmt: skip
    body = p("resolution 70/1", reference(2), " and 71/1", reference(7), ",")
    assert text(body, footnotes=part("footnotes", notes)) == (
        "resolution 70/1¹ and 71/1²,\n\n__________\n\n¹ Ibid.\nSecond paragraph.\n\n² See A/76/1."
    )


def test_endnotes_count_on_so_that_no_mark_stands_twice():
    found = text(
        p("one", reference(1), " two", reference(1, "endnote")),
        footnotes=part("footnotes", note(1, p(REF, " Foot."))),
        endnotes=part("endnotes", note(1, p(" End."), kind="endnote")),
    )
    assert found == "one¹ two²\n\n__________\n\n¹ Foot.\n\n² End."


def test_a_note_may_have_its_own_mark():
    found = text(
        p("list", reference(1, own=True), "* and", reference(2)),
        footnotes=part("footnotes", note(1, p("* A/76/50.")) + note(2, p(REF, "Foot."))),
    )
    assert found == "list* and¹\n\n__________\n\n* A/76/50.\n\n¹ Foot."


def test_a_note_whose_mark_was_deleted_is_left_out():
    found = text(
        p("word", f"<w:del>{reference(1)}</w:del>"),
        footnotes=part("footnotes", note(1, p(REF, "Foot."))),
    )
    assert found == "word"


def test_numbers_with_notes_are_read_as_notes_by_what_comes_next():
    """The line, the mark and its blank are what `kg.lines` looks for."""
    from kg.drafting import load_drafting
    from kg.lines import lay_out
    from kg.text import normalise

    found = text(
        p("Recalling its resolution 70/1", reference(1), ","),
        footnotes=part("footnotes", note(1, p(REF, " See A/76/1."))),
    )
    layout = lay_out(normalise(found), load_drafting("en"))
    assert [line.string for line in layout.lines] == ["Recalling its resolution 70/1¹,"]
    assert [(n.number, n.lines[0].string) for n in layout.notes] == [("1", "See A/76/1.")]


# hyperlinks


def linked(found):
    return [(found.text[link.start : link.end], link.url) for link in found.links]


def test_hyperlinks_stand_on_their_words_with_neighbours_of_one_address_as_one():
    body = p(
        "Recalling ",
        '<w:hyperlink r:id="a">' + run("70") + "</w:hyperlink>",
        '<w:hyperlink r:id="a">' + run("/1 ") + "</w:hyperlink>",
        "and ",
        '<w:hyperlink r:id="b" w:anchor="p1">' + run("71/1") + "</w:hyperlink>",
    )
    found = read_docx(
        docx(
            body,
            rels=links(a="https://docs.un.org/en/A/RES/70/1", b="https://undocs.org/A/RES/71/1"),
        ),
        "links.docx",
    )
    assert linked(found) == [
        ("70/1", "https://docs.un.org/en/A/RES/70/1"),
        ("71/1", "https://undocs.org/A/RES/71/1#p1"),
    ]


def field(code, *result):
    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    codes = "".join(f'<w:r><w:instrText xml:space="preserve">{c}</w:instrText></w:r>' for c in code)
    return mark("begin") + codes + mark("separate") + "".join(result) + mark("end")


def test_field_codes_are_hyperlinks_too_and_are_not_printed():
    split = (" HYPER", 'LINK "https://docs.un.org/en/', 'A/RES/76(V)" \\o "tip" ')
    simple = (
        "<w:fldSimple w:instr='HYPERLINK \"https://undocs.org/A/1\"'>"
        + run("A/1")
        + "</w:fldSimple>"
    )
    page = field((" PAGE ",), run("3"))
    found = read_docx(docx(p(field(split, run("76 (V)")), ", ", simple, ", ", page)), "fields.docx")
    assert found.text == "76 (V), A/1, 3"
    assert linked(found) == [
        ("76 (V)", "https://docs.un.org/en/A/RES/76(V)"),
        ("A/1", "https://undocs.org/A/1"),
    ]


def test_a_field_inside_the_code_of_another_is_not_printed():
    inner = field((" PAGE ",), run("3"))
    outer = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + inner
    rest = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("shown")
    assert text(p(outer, rest, '<w:r><w:fldChar w:fldCharType="end"/></w:r>')) == "shown"


def test_a_field_that_never_ends_swallows_no_more_than_its_paragraph():
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("lost")
    assert text(p("Before ", broken) + p("Behind")) == "Before\n\nBehind"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "mailto:a@b.org", ""])
def test_an_address_that_is_no_page_of_the_web_is_no_hyperlink(url):
    body = p('<w:hyperlink r:id="a">' + run("words") + "</w:hyperlink>")
    found = read_docx(docx(body, rels=links(a=url)), "links.docx")
    assert (found.text, found.links) == ("words", ())


def test_hyperlinks_of_notes_count_in_the_whole_text():
    notes = note(1, p(REF, "See ", '<w:hyperlink r:id="n">' + run("A/76/1") + "</w:hyperlink>"))
    parts = {
        "word/document.xml": part("document", f"<w:body>{p('word', reference(1))}</w:body>"),
        "word/footnotes.xml": part("footnotes", notes),
        "word/_rels/footnotes.xml.rels": links(n="https://undocs.org/A/76/1"),
    }
    found = read_docx(packed(parts), "notes.docx")
    assert linked(found) == [("A/76/1", "https://undocs.org/A/76/1")]


# python-docx writes what Word writes


def test_a_file_of_another_writer_is_read():
    document = WordFile()
    document.add_paragraph("The General Assembly,")
    document.add_paragraph("Decides", style="List Number")
    document.add_paragraph("Requests", style="List Number")
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "a", "b"
    data = io.BytesIO()
    document.save(data)
    assert read_docx(data.getvalue(), "other.docx").text == (
        "The General Assembly,\n\n1. Decides\n\n2. Requests\n\na\tb"
    )


# hostile files


def lying(size):
    """A file whose directory says that its document is small."""
    data = bytearray(packed({"word/document.xml": b"<a>" + b" " * 5_000_000}))
    struct.pack_into("<I", data, data.rfind(b"PK\x01\x02") + 24, size)
    return bytes(data)


GOOD = docx(p("Decides"))
DTD = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
HOSTILE = [
    ("bomb by ratio", packed({"word/document.xml": b"<a>" + b" " * 50_000_000}), "zip bomb"),
    (
        "bomb by size",
        packed({f"word/media/{n}": bytes(900_000) for n in range(120)}),
        "108 MB.*limit 100 MB",
    ),
    ("a directory that lies", lying(500), "broken"),
    ("expanding entities", packed({"word/document.xml": DTD}), "document type"),
    ("the same in UTF-16", packed({"word/document.xml": DTD.encode("utf-16")}), "document type"),
    (
        "an external entity",
        packed({"word/document.xml": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'}),
        "document type",
    ),
    ("entities in the styles", docx(p("x"), styles=DTD), "document type"),
    ("nested without end", packed({"word/document.xml": "<a>" * 50_000}), "well-formed"),
    ("tags without end", packed({"word/document.xml": "<a/>" * 700_000}, 0), "600,000 tags"),
    ("many parts", packed({f"{n}": "" for n in range(10_001)}), "10,000 parts"),
    ("another packing", packed({"word/document.xml": "<a/>" * 99}, zipfile.ZIP_BZIP2), "packed by"),
    ("no document", packed({"../../etc/passwd": "root"}), r"holds no word/document\.xml"),
    ("no body", packed({"word/document.xml": "<a/>"}), "no body"),
    ("no words", docx(p("") + p(" ")), "ocrmypdf"),
    ("cut off", GOOD[:-40], "broken"),
    ("no zip", b"PK\x03\x04" + bytes(range(256)) * 20, "broken"),
    ("a page", b"<html><p>x</p></html>", "no DOCX file"),
    ("nothing", b"", "no DOCX file"),
    ("a legacy Word file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "soffice --headless --convert-to docx"),
    ("WordPerfect", b"\xffWPC" + bytes(60), "WordPerfect.*soffice --headless --convert-to docx"),
    ("Rich Text", b"{\\rtf1 x}", "Rich Text.*soffice"),
    (
        "encrypted",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "reason"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE]
)
def test_a_hostile_file_ends_in_a_clear_error_within_a_second(data, reason):
    began = time.process_time()
    with pytest.raises(UnreadableDocument, match=f"^file 1.docx: (?:.|\n)*{reason}"):
        read_docx(data, "file 1.docx")
    assert time.process_time() - began < 1


def test_a_changed_byte_is_noticed():
    data = bytearray(GOOD)
    data[60] ^= 255
    with pytest.raises(UnreadableDocument, match=r"word/document\.xml is broken"):
        read_docx(bytes(data), "changed.docx")


def test_a_member_that_is_locked_is_told():
    data = bytearray(GOOD)
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableDocument, match="encrypted"):
        read_docx(bytes(data), "locked.docx")


def test_the_command_that_converts_quotes_the_name():
    with pytest.raises(UnreadableDocument, match=r"docx 'a b\.doc'"):
        read_docx(b"\xffWPC", "a b.doc")


NESTED = [
    ("content controls", "<w:sdt>" * 240, "</w:sdt>" * 240),
    ("tables", "<w:tbl><w:tr><w:tc>" * 80, "</w:tc></w:tr></w:tbl>" * 80),
    (
        "text boxes",
        "<w:p><w:r><w:pict><w:txbxContent>" * 60,
        "</w:txbxContent></w:pict></w:r></w:p>" * 60,
    ),
]


@pytest.mark.parametrize(
    ("opening", "closing"), [row[1:] for row in NESTED], ids=[row[0] for row in NESTED]
)
def test_what_is_nested_as_deeply_as_xml_may_be_is_read(opening, closing):
    assert text(opening + p("x") + closing) == "x"


def test_styles_that_are_based_on_each_other_end():
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>',
    )
    assert lines(p("x", properties='<w:pStyle w:val="A"/>'), styles=styles) == ["x"]


def test_blank_runs_without_number_take_time_in_proportion():
    blanks = "<w:r><w:tab/></w:r>" * 60_000
    body = part("document", f"<w:body><w:p>{blanks}</w:p></w:body>")
    began = time.process_time()
    with pytest.raises(UnreadableDocument, match="no words"):
        read_docx(packed({"word/document.xml": body}, zipfile.ZIP_STORED), "blank.docx")
    assert time.process_time() - began < 3


# real files


@pytest.fixture
def _real_texts():
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{SHARED} is missing, and CI has to measure on it")
        pytest.skip(f"{SHARED} is missing: no real files to measure on")


SYMBOL = re.compile(
    r"https?://(?:www\.)?(?:docs\.un\.org|undocs\.org)/(?:(?:ar|zh|en|fr|ru|es)/)?(.+)",
    re.IGNORECASE,
)


def folded(words):
    return re.sub(r"\s|%20", "", words).replace("\u2011", "-").upper()


@pytest.mark.shared
@pytest.mark.usefixtures("_real_texts")
@pytest.mark.parametrize("number", ["6", "17", "25"])
def test_symbols_that_editors_linked_stand_in_the_words(number):
    """The words 70/1 stand for A/RES/70/1; of "1472 A (XIV)" the editors link A/RES/1472(XIV)."""
    path = SHARED / "corpus" / "files" / f"A_81_6 (SECT. {number}).docx"
    began = time.process_time()
    found = read_docx(path.read_bytes(), path.name)
    assert time.process_time() - began < 1
    named = [
        (folded(symbol[1]), folded(found.text[link.start : link.end]))
        for link in found.links
        if (symbol := SYMBOL.match(link.url))
    ]
    shown = [(symbol, re.sub(r"(?<=\d)[A-Z](?=\()", "", words)) for symbol, words in named]
    standing = [symbol for symbol, words in shown if f"/{symbol}".endswith(f"/{words}")]
    assert len(named) >= 18
    assert len(standing) >= 0.98 * len(named)


# pages

TURN = "<w:r><w:lastRenderedPageBreak/></w:r>"


def pages(body, **parts):
    """What stands on each page, where Word has told."""
    found = read_docx(docx(body, **parts), "text.docx")
    ends = [*found.pages[1:], found.unpaged]
    return [found.text[start:end].strip() for start, end in zip(found.pages, ends, strict=False)]


def test_pages_begin_where_word_last_laid_them_out():
    assert pages(p("first") + p(TURN, "second") + p("goes ", TURN, "on")) == [
        "first",
        "second\n\ngoes",
        "on",
    ]


def test_a_break_that_is_told_twice_is_one():
    asked = '<w:r><w:br w:type="page"/></w:r>'
    assert pages(p("first", asked) + p() + p(TURN, "second")) == ["first", "second"]


def test_a_page_begins_with_the_number_of_its_paragraph():
    numbering = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    assert pages(p("first") + p(TURN, "Decides", properties=numbered), numbering=numbering) == [
        "first",
        "1. Decides",
    ]


def test_a_file_that_no_program_laid_out_has_no_pages():
    asked = '<w:r><w:br w:type="page"/></w:r>'
    assert read_docx(docx(p("first", asked) + p("second")), "text.docx").pages == ()


def test_notes_stand_on_no_known_page():
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = part("footnotes", f'<w:footnote w:id="2">{p("A note.")}</w:footnote>')
    found = read_docx(docx(p("first", reference) + p(TURN, "second"), footnotes=notes), "a.docx")
    assert found.unpaged is not None
    assert found.text[found.unpaged :].startswith("____")
    assert found.text[: found.unpaged].rstrip().endswith("second")
