"""Hostile files: each ends in one clear line, in bounded time and memory, and writes nothing."""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).parent.parent
MEMORY = 2 * 2**30  # bytes of addresses
SECONDS = 60  # of the processor
LINES = (
    "A/RES/61/7",
    "The General Assembly,",
    "Recalling its resolution 55/2 of 8 September 2000,",
    "1. Requests the Secretary-General to report to it at its sixty-third session;",
)
TEXT = "\n\n".join(LINES)


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def kg(*arguments, cwd, seconds=SECONDS):
    def limits():
        limit()
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=limits,
        capture_output=True,
        timeout=2 * SECONDS,
    )


def told(result):
    """The one line on standard error, with nothing printed beside it."""
    assert result.stdout == b""
    words = result.stderr.decode()
    assert words.startswith("kg: ")
    assert words.count("\n") == 1, words
    return words


def files_in(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*"))


# ------------------------------------------------------------------------------------- makers
def docx(*parts, method=zipfile.ZIP_DEFLATED):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return data.getvalue()


def body(content, before=""):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    words = f'{before}<w:document xmlns:w="{space}"><w:body>{content}</w:body></w:document>'
    return "word/document.xml", words


def p(words):
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


WORD = body("".join(map(p, LINES)))
GOOD_DOCX = docx(WORD)
PAGE = "<!doctype html><html><body>" + "".join(f"<p>{line}</p>" for line in LINES)
LAUGHS = (
    '<!DOCTYPE html [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)  # fmt: skip
SECRET = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def lying():
    """A part of 90 MB that the directory and the header both call 500 bytes long."""
    data = bytearray(docx(body(" " * 90_000_000)))
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = data[22:26] = (500).to_bytes(4, "little")
    return bytes(data)


def outside():
    return docx(("../../x", "out"), ("/tmp/hostile-x", "out"), ("..\\..\\y", "out"))


def pdf(*objects):
    """A PDF of objects, numbered from 1; the first is its catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, rows, len(objects) + 1, len(data))
    )


def stream(data, entries=b""):
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(data), data)


def pages(kids, count=1):
    return b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count)


ROOT_OBJECT = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
SHOWN = b"BT /F 10 Tf 24 TL 72 700 Td %b ET" % b" ".join(b"(%b) Tj T*" % s.encode() for s in LINES)


def one_page(content, *further, box=b"0 0 612 792", resources=b""):
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%b>>>>"
        % (box, resources)
    )
    return pdf(ROOT_OBJECT, pages(b"3 0 R"), page, content, FONT, *further)


def flate_bomb():
    """Three gigabytes of blanks in three megabytes, and these in six kilobytes."""
    packer = zlib.compressobj(9)
    first = packer.compress(b" " * 10_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * 10_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = zlib.compress(first + 299 * block + packer.flush())
    return one_page(stream(packed, b"/Filter[/FlateDecode/FlateDecode]"))


def forms():
    """Ten forms, each of which draws the next ten times."""
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>"
    drawn = [stream(b"/X Do " * 10, head % (7 + i)) for i in range(9)]
    last = stream(b"BT /F 9 Tf (x) Tj ET", head % 6)
    return one_page(stream(b"/X Do"), *drawn, last, resources=b"/XObject<</X 6 0 R>>")


def canvas(count=1, **options):
    data = io.BytesIO()
    drawn = Canvas(data, pagesize=(99, 99), **options)
    for number in range(count):
        drawn.drawString(9, 9, str(number))
        drawn.showPage()
    drawn.save()
    return data.getvalue()


GOOD_PDF = one_page(stream(SHOWN))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BREAKS = "breaks its reader, or asks for more than 2 GB or 120 seconds"
TRUNCATED = "the PDF is truncated: its end is missing; fetch it again"
BROKEN_PDF = "the PDF is broken; fetch it again, or run `qpdf IN OUT`"
BROKEN_PAGE = "page 1 is broken; fetch it again, or run `qpdf IN OUT`"
NO_ZIP = "no DOCX file, or a broken one"

# ------------------------------------------------------------------------------------ refused
# a name, what makes the file, words of the refusal
REFUSED = [
    ("bomb.docx", lambda: docx(body(" " * 90_000_000)), "as in a zip bomb; it is not opened"),
    ("many-large.docx", lambda: docx(WORD, *((f"m/{n}", bytes(900_000)) for n in range(120))), "unpacks into 108 MB, more than a document has (limit 100 MB)"),
    ("many-parts.docx", lambda: docx(WORD, *((f"m/{n}", "") for n in range(10_001))), "more than 10,000 parts"),
    ("zip-in-zip.docx", lambda: docx(("word/document.xml", docx(("a", bytes(50_000_000))))), "no well-formed XML"),
    ("lying.docx", lying, "word/document.xml is broken"),
    ("laughs.docx", lambda: docx(body(p("&j;"), LAUGHS)), "declares a document type"),
    ("external.docx", lambda: docx(body(p("&x;"), SECRET)), "declares a document type"),
    ("outside.docx", outside, "it holds no word/document.xml"),
    ("no-document.docx", lambda: docx(("word/styles.xml", "<a/>")), "it holds no word/document.xml"),
    ("cut-head.docx", lambda: GOOD_DOCX[:30], NO_ZIP),
    ("cut-half.docx", lambda: GOOD_DOCX[: len(GOOD_DOCX) // 2], NO_ZIP),
    ("cut-tail.docx", lambda: GOOD_DOCX[:-10], NO_ZIP),
    ("locked.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted; open it with its password and save it without one"),
    ("old.doc", lambda: OLE, "soffice --headless --convert-to docx"),
    ("old.wpf", lambda: b"\xffWPC" + bytes(60), "soffice --headless --convert-to docx"),
    ("deep.docx", lambda: docx(body("<w:sdt>" * 100_000), method=0), "no well-formed XML"),
    ("million.docx", lambda: docx(body("<w:p/>" * 1_000_000), method=0), "more than 600,000 tags"),
    ("deep.html", lambda: (PAGE + "<div>" * 100_000).encode(), "nested more deeply than a page is"),
    ("million.html", lambda: (PAGE + "<p>x" * 1_000_000).encode(), "limits 20 MB and 300,000 tags"),
    ("long.pdf", lambda: canvas(10_000), "10,000 pages, over the limit of 2,000; split it"),
    ("locked.pdf", lambda: canvas(encrypt=StandardEncryption("secret")), "encrypted; with its password run `qpdf --password=PASSWORD"),
    ("cut-head.pdf", lambda: GOOD_PDF[:20], TRUNCATED),
    ("cut-half.pdf", lambda: GOOD_PDF[: len(GOOD_PDF) // 2], TRUNCATED),
    ("cut-tail.pdf", lambda: GOOD_PDF[:-8], TRUNCATED),
    ("gap.pdf", lambda: GOOD_PDF[:300] + b"\n%%EOF\n", BROKEN_PDF),
    ("garbage.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4_000 + b"\n%%EOF\n", BROKEN_PDF),
    ("page-loop.pdf", lambda: pdf(ROOT_OBJECT, pages(b"2 0 R 2 0 R", 1_000)), BROKEN_PAGE),
    ("no-pages.pdf", lambda: pdf(ROOT_OBJECT, pages(b"", 0)), BROKEN_PDF),
    ("flate.pdf", flate_bomb, BREAKS),
    ("forms.pdf", forms, BREAKS),
    ("picture.pdf", lambda: one_page(stream(b"q 612 0 0 792 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q")), "run `ocrmypdf IN OUT`"),
    ("long-line.txt", lambda: (TEXT + " word" * 4_000_000).encode(), "20 MB is more than a text has; split it (limit 10 MB)"),
    ("zeros.txt", lambda: TEXT.replace(" ", "\0").encode(), "a binary file, and of no format that kg reads"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "words"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_hostile_file_is_refused_in_one_line_and_nothing_is_written(name, make, words, tmp_path):
    folder = tmp_path / "deep" / "texts"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(make())
    result = kg("extract", name, cwd=folder)
    assert result.returncode == 1, result.stderr
    line = told(result)
    assert line.startswith(f"kg: {name}: ")
    assert words in line
    assert files_in(tmp_path) == ["deep", "deep/texts", f"deep/texts/{name}"]


def test_what_takes_too_long_is_stopped_and_refused(tmp_path):
    tags = " ".join(f"a{n}=1" for n in range(300_000))
    (tmp_path / "crowded.html").write_text(f"{PAGE}<p {tags}>", encoding="utf-8")
    result = kg("extract", "crowded.html", cwd=tmp_path, seconds=3)
    assert result.returncode == 1
    assert BREAKS in told(result)


# --------------------------------------------------------------------------------------- read
READ = [
    ("entities.html", lambda: (LAUGHS + PAGE + "<p>&j;</p>").encode()),
    ("external.xhtml", lambda: (SECRET + PAGE + "<p>&x;</p>").encode()),
    ("members.docx", lambda: docx(WORD, ("../../x", "out"), ("/tmp/hostile-x", "out"))),
    ("embedded.docx", lambda: docx(WORD, ("word/a.zip", docx(("a", bytes(50_000_000)))))),
    ("huge-page.pdf", lambda: one_page(stream(SHOWN), box=b"-1e30 -1e30 1e30 1e30")),
    ("brackets.txt", lambda: (TEXT + "\n\n" + "(" * 50_000).encode()),
    ("citations.txt", lambda: (TEXT + "\n\n" + "Recalling resolution 55/2, " * 3_000).encode()),
    ("surrogates.txt", lambda: b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x00\xd8x\x00\x00\xdc"),
    ("bidi.txt", lambda: (TEXT + "\n\n\u202eRecalling\u2066 resolution 55/3").encode()),
]


@pytest.mark.parametrize(("name", "make"), READ, ids=[row[0] for row in READ])
def test_what_only_looks_hostile_is_read_and_writes_nothing(name, make, tmp_path):
    (tmp_path / name).write_bytes(make())
    result = kg("extract", name, cwd=tmp_path, seconds=20)
    assert result.returncode == 0, result.stderr
    records = [json.loads(line) for line in result.stdout.splitlines()]
    targets = {r["target"] for r in records if r["kind"] == "citation"}
    assert "A/RES/55/2" in targets
    assert b"root:" not in result.stdout
    assert b"lollol" not in result.stdout
    assert not Path("/tmp/hostile-x").exists()
    assert files_in(tmp_path) == [name]


# ------------------------------------------------------------------------------ files and names
def test_a_pipe_a_device_a_loop_and_a_file_that_cannot_be_read_are_named(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    cases = [
        ("pipe.txt", "is no regular file; save its content as a file"),
        ("/dev/zero", "is no regular file; save its content as a file"),
        ("loop.txt", "cannot be read: Too many levels of symbolic links"),
        ("/proc/self/mem", "cannot be read: Input/output error"),
    ]
    result = kg("extract", *[name for name, _ in cases], cwd=tmp_path)
    assert result.returncode == 1
    assert result.stderr.decode().splitlines() == [f"kg: {name}: {why}" for name, why in cases]


def test_a_name_that_is_too_long_is_no_file(tmp_path):
    result = kg("extract", "a" * 300, cwd=tmp_path)
    assert result.returncode == 2
    assert told(result) == f"kg: {'a' * 300}: no such file or folder\n"


def test_a_folder_that_holds_itself_is_read_once(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    result = kg("extract", "--format", "text", ".", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.count(b"A/RES/61/7") == 1


def test_a_name_moves_no_cursor_and_breaks_no_line(tmp_path):
    (tmp_path / "a\n\x1b[31m\u202eb.txt").write_bytes(b"")
    result = kg("extract", "a\n\x1b[31m\u202eb.txt", cwd=tmp_path)
    assert result.returncode == 1
    assert told(result) == "kg: a [31mb.txt: the file is empty\n"


# -------------------------------------------------------------------------------------- builds
def test_a_build_names_the_hostile_and_builds_the_rest_whole(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "flate.pdf").write_bytes(flate_bomb())
    (texts / "outside.docx").write_bytes(outside())
    (texts / os.fsdecode(b"good\xff.txt")).write_text(TEXT, encoding="utf-8")
    result = kg("build", "texts", "--output", "out", cwd=tmp_path)
    assert result.returncode == 1, result.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert (report["totals"]["built"], report["totals"]["refused"]) == (1, 2)
    first, second = result.stderr.decode().splitlines()
    assert first.startswith("kg: refused: texts/flate.pdf: the PDF file breaks its reader")
    assert second.startswith("kg: refused: texts/outside.docx: not a Word document")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "texts"]
    assert [name for name in files_in(tmp_path) if name.endswith((".part", "x", "y"))] == [
        "texts/outside.docx"
    ]


def test_a_build_of_nothing_but_hostile_files_leaves_no_folder(tmp_path):
    (tmp_path / "flate.pdf").write_bytes(flate_bomb())
    result = kg("build", "flate.pdf", "--output", "out", cwd=tmp_path)
    assert result.returncode == 2
    assert BREAKS in told(result)
    assert files_in(tmp_path) == ["flate.pdf"]
