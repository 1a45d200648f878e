"""Saved web pages as text: the document's words, and not those of the site."""

from __future__ import annotations

import codecs
import time

import pytest

from kg.errors import UnreadableDocument
from kg.formats.extracted import Hyperlink
from kg.formats.webpage import read_html


def text(body, head=""):
    page = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    )
    return read_html(page.encode(), "page.html").text


def found(body, head=""):
    return read_html(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "page.html")


READ = [
    ("blanks are folded", "<p>The  General\n Assembly,</p>", "The General Assembly,"),
    ("paragraphs", "<p>one<p>two<div>three</div>four", "one\n\ntwo\n\nthree\n\nfour"),
    ("a heading", "<h1>Resolution</h1>text", "Resolution\n\ntext"),
    ("marks of style are no borders", "<p><i>Recall</i>ing <b>its</b> resolution", "Recalling its resolution"),
    ("a line break", "<p>one <br> two", "one\ntwo"),
    ("lines of old texts", "<pre>one\n  two\n\nthree</pre>", "one\ntwo\n\nthree"),
    ("raised digits", "<p>70/1<sup>1</sup>,", "70/1¹,"),
    ("raised letters", "<p>1<sup>er</sup> juin", "1er juin"),
    ("a raised mark in brackets", "<p>70/1<sup>[12]</sup>", "70/1¹²"),
    ("entities", "<p>l&rsquo;&eacute;t&eacute; &lt;a&gt;", "l’été <a>"),
    ("numbers of a list", "<ol><li>a<li><p>b</p></ol>", "1. a\n\n2. b"),
    ("a list that begins later", "<ol start=4><li>a<li value=9>b<li>c</ol>", "4. a\n\n9. b\n\n10. c"),
    ("letters and romans", "<ol type=a><li>a<ol type=i><li>b<li>c</ol><li>d</ol>", "a. a\n\ni. b\n\nii. c\n\nb. d"),
    ("a list without numbers", "<ul><li>a<li>b</ul>", "a\n\nb"),
    ("a table", "<table><tr><th>A<th>B<tr><td>1 <td><p>2</p></table>", "A\tB\n1\t2"),
    ("a caption", "<table><caption>C</caption><tr><td>1<td>2</table>", "C\n1\t2"),
    ("a table that frames the page", "<table><tr><td><p>a</p><p>b</p></td></tr></table>", "a\n\nb"),
    ("tables in a table", "<table><tr><td>a<td><table><tr><td>1<td>2</table></table>", "a\n\n1\t2"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), [r[1:] for r in READ], ids=[r[0] for r in READ])
def test_a_page_is_read_as_browsers_show_it(body, expected):
    assert text(body) == expected


LEFT_OUT = [
    "<script>var a = '<p>no</p>';</script>",
    "<style>p { color: red }</style>",
    "<noscript>no</noscript>",
    "<nav>no</nav>",
    "<header>no</header>",
    "<footer>no</footer>",
    "<aside>no</aside>",
    "<form><p>no <input value=no></form>",
    "<button>no</button><select><option>no</select><textarea>no</textarea>",
    "<iframe src=x>no</iframe>",
    '<div role="navigation">no</div>',
    '<div role="banner">no</div>',
    "<div hidden>no</div>",
    '<div style="color: red; display : none">no</div>',
    '<span aria-hidden="true">no</span>',
    '<div class="breadcrumb">no</div>',
    '<ul id="main-menu"><li>no</ul>',
    "<!-- no -->",
    "<template>no</template>",
]


@pytest.mark.parametrize("site", LEFT_OUT)
def test_what_the_site_put_around_the_document_is_left_out(site):
    expected = "The General Assembly,\n\nDecides"
    assert text(f"<p>The General Assembly,</p>{site}Decides") == expected


def test_the_title_of_the_browser_is_no_part_of_the_document():
    assert text("<p>Decides", head="<title>UN</title>") == "Decides"


def test_a_form_around_the_whole_page_is_read():
    assert text("<form id=aspnetForm><nav>no</nav><p>The General Assembly,</p></form>") == (
        "The General Assembly,"
    )


def test_a_class_that_names_a_menu_on_the_whole_page_is_read():
    assert text('<div class="with sidebar"><p>The General Assembly,</p></div>') == (
        "The General Assembly,"
    )


def test_the_header_of_an_article_is_its_own():
    assert text("<article><header><h1>Resolution</h1></header><p>Decides</article>") == (
        "Resolution\n\nDecides"
    )


def test_the_main_part_is_read_alone_where_it_is_the_document():
    assert text("<p>Welcome</p><main><p>The General Assembly, decides</p></main>") == (
        "The General Assembly, decides"
    )


def test_a_main_part_that_is_nearly_empty_is_not_the_document():
    assert text("<main>x</main><p>The General Assembly, decides</p>") == (
        "x\n\nThe General Assembly, decides"
    )


# notes and hyperlinks


def test_footnotes_stand_at_the_end_behind_their_marks():
    body = (
        "<p>70/1<sup>1</sup> and 71/1<sup>2</sup></p>"
        "<p><sup>1</sup>See A/76/1.</p><p><sup>2</sup> Ibid.</p><p>Last</p>"
    )
    assert text(body) == "70/1¹ and 71/1²\n\nLast\n\n__________\n\n¹ See A/76/1.\n\n² Ibid."


def test_footnotes_of_pages_that_word_saved_are_told_by_their_hyperlinks():
    page = found(
        '<p>70/1<a href="https://x.org/p.htm#_ftn1" name="_ftnref1"><span>[1]</span></a>,</p>'
        '<hr><div id="ftn1"><p><a href="https://x.org/p.htm#_ftnref1">[1]</a> See '
        '<a href="https://undocs.org/A/76/1">A/76/1</a>.</p></div>'
    )
    assert page.text == "70/1¹,\n\n__________\n\n¹ See A/76/1."
    assert page.links == (Hyperlink(26, 32, "https://undocs.org/A/76/1"),)


LINKS = [
    ("as a whole", "https://docs.un.org/en/A/RES/70/1", "", "https://docs.un.org/en/A/RES/70/1"),
    ("without scheme", "//undocs.org/A/1", "", "https://undocs.org/A/1"),
    ("by the base", "A/RES/70/1", '<base href="https://docs.un.org/en/">', "https://docs.un.org/en/A/RES/70/1"),
    ("of a place unknown", "/en/A/RES/70/1", "", None),
    ("of a script", "javascript:alert(1)", "", None),
    ("of a file", "file:///etc/passwd", "", None),
    ("of a mailbox", "mailto:a@un.org", "", None),
    ("broken", "//[x", "", None),
    ("inside the page", "#top", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("href", "head", "url"), [r[1:] for r in LINKS], ids=[r[0] for r in LINKS])
def test_hyperlinks_stand_on_their_words(href, head, url):
    page = found(f'<p>Recalling <a href="{href}"> <i>70</i>/1 </a>,', head)
    assert page.text == "Recalling 70/1 ,"
    assert page.links == ((Hyperlink(10, 14, url),) if url else ())


# encodings

FRENCH = "<p>L’Assemblée générale, réunie à Genève, décide à l’unanimité</p>"
WORDS = "L’Assemblée générale, réunie à Genève, décide à l’unanimité"
RUSSIAN = "<p>Генеральная Ассамблея, ссылаясь на свою резолюцию, постановляет продолжить</p>"
ENCODED = [
    ("utf-8", FRENCH.encode(), WORDS),
    ("utf-8 with mark", codecs.BOM_UTF8 + FRENCH.encode(), WORDS),
    ("utf-16 with mark", codecs.BOM_UTF16_LE + FRENCH.encode("utf-16-le"), WORDS),
    ("declared", b'<meta charset="windows-1252">' + FRENCH.encode("cp1252"), WORDS),
    (
        "declared the old way",
        b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'
        + FRENCH.encode("cp1252"),
        WORDS,
    ),
    ("declared wrongly", b'<meta charset="utf-8">' + FRENCH.encode("cp1252"), WORDS),
    ("declared by no known name", b'<meta charset="x-none">' + FRENCH.encode(), WORDS),
    (
        "Russian",
        b'<meta charset="koi8-r">' + RUSSIAN.encode("koi8-r"),
        "Генеральная Ассамблея, ссылаясь на свою резолюцию, постановляет продолжить",
    ),
]


@pytest.mark.parametrize(
    ("data", "expected"), [r[1:] for r in ENCODED], ids=[r[0] for r in ENCODED]
)
def test_the_encoding_is_told_by_mark_by_declaration_or_by_the_bytes(data, expected):
    assert read_html(data, "page.html").text == expected


# what is refused

VIEWER = (
    b"<html><head><title>A/RES/70/1</title></head><body><iframe src='x.pdf'></iframe></body></html>"
)
HOSTILE = [
    ("a viewer around a PDF", VIEWER, "shows a PDF"),
    ("a challenge", b"<html><body><script>go()</script></body></html>", "prove itself"),
    ("nothing", b"", "no tags"),
    ("plain text", b"The General Assembly, 3 < 4", "no tags"),
    ("a PDF", b"%PDF-1.7 <p>", "a PDF file"),
    ("a zip", b"PK\x03\x04<p>", "zip or DOCX"),
    ("a web archive", b"MIME-Version: 1.0\n<p>", "web archive"),
    ("a legacy Word file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "soffice"),
    ("WordPerfect", b"\xffWPC", "soffice"),
    ("zeros", bytes(5_000) + b"\xff", "binary"),
    ("nested without end", b"<div>" * 100_000 + b"x", "nested"),
    ("tags without end", b"<p>" * 400_000 + b"x", "300,000 tags"),
    ("more than twenty megabytes", b"<p>" + b"x" * 20_000_000, "20 MB"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), [r[1:] for r in HOSTILE], ids=[r[0] for r in HOSTILE])
def test_what_is_no_page_of_a_document_ends_in_a_clear_error_within_a_second(data, reason):
    began = time.process_time()
    with pytest.raises(UnreadableDocument, match=rf"^page 1\.html: .*{reason}"):
        read_html(data, "page 1.html")
    assert time.process_time() - began < 1


def test_entities_of_a_document_type_are_not_expanded():
    page = (
        b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><p>x &b;</p>'
    )
    assert "root:" not in read_html(page, "page.html").text


def test_a_page_nested_deeper_than_xml_may_be_is_read_whole():
    assert text("<font>" * 1_000 + "x" + "</font>" * 1_000 + "<p>last") == "x\n\nlast"
