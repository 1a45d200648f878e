"""Files to documents: encodings, languages, and what is refused with a reason."""

from __future__ import annotations

import codecs
import hashlib

import pytest

from kg.documents import Document, detect_language, find_files, read_document
from kg.errors import KgError, UnreadableDocument

FRENCH = (
    "L’Assemblée générale,\nRappelant sa résolution 70/1 du 25 septembre 2015, adoptée à l’unanimité "
    "par les États Membres réunis au siège,\n1. Décide de poursuivre l’étude des bibliothèques où l’on "
    "prête les œuvres aux élèves des îles éloignées.\n"
)
LATIN = FRENCH.replace("’", "'").replace("œ", "oe")


def write(folder, data, name="text.txt"):
    path = folder / name
    path.write_bytes(data)
    return path


ENCODED = [
    ("utf-8", FRENCH.encode("utf-8"), FRENCH),
    ("utf-8 with mark", codecs.BOM_UTF8 + FRENCH.encode("utf-8"), FRENCH),
    ("utf-16 little", codecs.BOM_UTF16_LE + FRENCH.encode("utf-16-le"), FRENCH),
    ("utf-16 big", codecs.BOM_UTF16_BE + FRENCH.encode("utf-16-be"), FRENCH),
    ("windows-1252", FRENCH.encode("cp1252"), FRENCH),
    ("latin-1", LATIN.encode("latin-1"), LATIN),
    (
        "Windows line ends",
        FRENCH.replace("\n", "\r\n").encode("utf-8"),
        FRENCH.replace("\n", "\r\n"),
    ),
]


@pytest.mark.parametrize(
    ("data", "text"), [row[1:] for row in ENCODED], ids=[row[0] for row in ENCODED]
)
def test_the_usual_encodings_give_the_same_french(tmp_path, data, text):
    document = read_document(write(tmp_path, data))
    assert document.source.lstrip("\ufeff") == text
    assert document.language == "fr"


def test_a_document_remembers_its_file(tmp_path):
    data = FRENCH.encode()
    path = write(tmp_path, data)
    document = read_document(path)
    assert document.path == str(path)
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.read_as == "utf-8"


REFUSED = [
    ("empty", b"", "empty"),
    ("blank", b" \n\t\r\n ", "empty"),
    ("zeros", bytes(5_000), "binary"),
    ("picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "binary|encoding"),
    ("controls", bytes([1, 2, 3, 4, 5, 65]) * 500, "binary"),
]


@pytest.mark.parametrize(
    ("data", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_holds_no_text_is_refused_with_a_reason(tmp_path, data, reason):
    path = write(tmp_path, data)
    with pytest.raises(UnreadableDocument, match=reason) as refusal:
        read_document(path)
    assert str(path) in str(refusal.value)


def test_a_file_of_a_hundred_and_fifty_megabytes_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(150_000_000)
    with pytest.raises(UnreadableDocument, match="150 MB"):
        read_document(path)


def test_a_text_of_thirty_megabytes_is_refused(tmp_path):
    with pytest.raises(UnreadableDocument, match="30 MB is more than a text has"):
        read_document(write(tmp_path, b"word " * 6_000_000))


def test_bytes_tell_a_format_and_the_name_does_not(tmp_path):
    page = b"<!DOCTYPE html><html><body><p>The General Assembly</p></body></html>"
    document = read_document(write(tmp_path, page, "resolution.pdf"))
    assert (document.read_as, document.source.strip()) == ("HTML", "The General Assembly")


def test_a_page_without_a_head_is_told_by_its_suffix(tmp_path):
    assert read_document(write(tmp_path, b"<p>The Council</p>", "page.htm")).read_as == "HTML"
    assert read_document(write(tmp_path, b"<p>The Council</p>", "page.txt")).read_as == "utf-8"


def test_word_processors_files_in_a_folder_are_found_and_refused_with_the_command(tmp_path):
    write(tmp_path, b"\xffWPC old", "old.wpd")
    (path,) = find_files([tmp_path])
    with pytest.raises(UnreadableDocument, match="soffice --headless --convert-to docx"):
        read_document(path)


def test_the_page_of_an_offset_counts_from_one_and_texts_have_none():
    document = Document("a.pdf", "", "PDF", "en", "one two three", pages=(0, 4, 8))
    assert [document.page(at) for at in (0, 3, 4, 9)] == [1, 1, 2, 3]
    assert Document("a.txt", "", "utf-8", "en", "one").page(2) is None


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UnreadableDocument, match=r"none\.txt"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(KgError, match=r"none\.txt.*no such file"):
        list(find_files([tmp_path / "none.txt"]))


def test_a_folder_without_documents_is_named(tmp_path):
    write(tmp_path, b"x", "picture.png")
    with pytest.raises(KgError, match="no documents here"):
        list(find_files([tmp_path]))


def test_a_readme_is_no_document(tmp_path):
    write(tmp_path, b"About", "README.md")
    with pytest.raises(KgError, match="no documents here"):
        list(find_files([tmp_path]))
    write(tmp_path, b"Text", "resolution.md")
    assert [path.name for path in find_files([tmp_path])] == ["resolution.md"]


def test_a_readme_named_by_its_path_is_read(tmp_path):
    path = write(tmp_path, b"Text", "README.md")
    assert list(find_files([path])) == [path]


def test_a_folder_is_read_in_the_order_of_names_at_any_depth(tmp_path):
    inner = tmp_path / "b"
    inner.mkdir()
    for folder, name in (
        (tmp_path, "c.txt"),
        (inner, "z.MD"),
        (tmp_path, "a.txt"),
        (inner, "n.json"),
    ):
        write(folder, b"Text", name)
    names = [path.relative_to(tmp_path).as_posix() for path in find_files([tmp_path])]
    assert names == ["a.txt", "b/z.MD", "c.txt"]


LANGUAGES = [
    (
        "en",
        "The General Assembly, Recalling its resolution 70/1 of 25 September 2015, decides to remain seized of the matter.",
    ),
    (
        "fr",
        "L’Assemblée générale, Rappelant sa résolution 70/1 du 25 septembre 2015, décide de rester saisie de la question.",
    ),
    ("ar", "إن الجمعية العامة، إذ تشير إلى قرارها 70/1 المؤرخ 25 أيلول/سبتمبر 2015"),
    ("ru", "Генеральная Ассамблея, ссылаясь на свою резолюцию 70/1 от 25 сентября 2015 года"),
    ("zh", "大会，回顾其2015年9月25日第70/1号决议"),
    ("en", "A/RES/70/1"),
    ("en", ""),
    (
        "fr",
        "Conseil de sécurité\nRésolution 1325 (2000)\nLe Conseil de sécurité, Résolu à agir dans la région et avec les États",
    ),
    (
        "fr",
        "Ayant à l’esprit la publication intitulée « Convention on the Rights of Persons with Disabilities », que le Conseil cite dans sa langue d’origine avec les autres textes",
    ),
]


@pytest.mark.parametrize(("language", "text"), LANGUAGES)
def test_script_and_function_words_tell_the_language(language, text):
    assert detect_language(text) == language


SPANISH = "La Asamblea General, recordando su resolución 70/1 de 25 de septiembre de 2015, decide seguir ocupándose de la cuestión."


def test_spanish_is_told_from_french():
    assert detect_language(SPANISH) == "es"
