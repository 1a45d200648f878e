"""Reading marks: records by hand, printed records and Web Annotations, and what is wrong with them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.annotations import Annotations, Mark, annotations_of
from kg.documents import Document
from kg.errors import AnnotationError
from kg.readings import read_annotations

TEXT = "Recalling resolution 70/1, and again resolution 70/1."
DOCUMENT = Document("x/a.txt", hashlib.sha256(TEXT.encode()).hexdigest(), "utf-8", "en", TEXT)
MARK = {"file": "a.txt", "kind": "citation", "start": 21, "end": 25, "target": "A/RES/70/1"}


def nowhere(_name: str) -> None:
    """No text is at hand."""


def text(_name: str) -> Document:
    """The text is at hand."""
    return DOCUMENT


def read(*records: dict[str, object], texts=nowhere) -> tuple[Annotations, ...]:
    return tuple(annotations_of([(f"line {n}", r) for n, r in enumerate(records, 1)], texts))


def mark(**fields) -> Mark:
    [annotations] = read({**MARK, **fields})
    return annotations.marks[0]


# ------------------------------------------------------------------------------------- JSON records
def test_a_record_is_a_mark_and_unknown_fields_are_left_aside():
    assert mark(surface="70/1", note="sure") == Mark("citation", 21, 25, "A/RES/70/1")


def test_what_the_annotator_does_not_state_is_told_from_what_is_not_there():
    assert mark(act=None).states("act")
    assert not mark().states("act")


def test_symbols_are_compared_in_one_spelling():
    assert mark(target="A/RES/1514(XV)").target == "A/RES/1514 (XV)"


def test_the_target_of_a_date_is_its_value():
    assert mark(kind="date", target=None, date="2015-09-25").target == "2015-09-25"


def test_a_paragraph_is_compared_by_its_label():
    assert mark(kind="paragraph", target=None, paragraph="PP1").target == "PP1"


def test_a_mandate_by_hand_asks_for_a_report():
    assert mark(kind="mandate", target="body:SG").type == "report"


def test_addressees_are_compared_in_any_order():
    first = mark(kind="mandate", target="group:member-states; body:SG")
    assert first.target == "body:SG; group:member-states"


def test_a_printed_mandate_is_marked_on_its_verb():
    printed = mark(kind="mandate", end=60, verb="Requests also", text="Requests\nalso the Chair to")
    assert (printed.start, printed.end) == (21, 34)


def test_records_are_gathered_by_their_texts():
    read_ = read(MARK, {**MARK, "file": "b.txt"}, {**MARK, "start": 0})
    assert [(a.file, len(a.marks)) for a in read_] == [("a.txt", 2), ("b.txt", 1)]


def test_a_document_line_names_a_text_without_marks():
    assert read({"file": "a.txt", "kind": "document"}) == (Annotations("a.txt"),)


def test_the_organ_is_that_of_the_documents_symbol():
    [annotations] = read({**MARK, "document": "S/RES/1325 (2000)", "language": "fr"})
    assert (annotations.organ, annotations.language) == ("SC", "fr")


def test_a_text_with_the_asked_checksum_is_taken():
    line = {"file": "a.txt", "kind": "document", "sha256": DOCUMENT.sha256.upper()}
    assert read(line, texts=text)[0].source == TEXT


def test_a_text_that_changed_is_refused_and_named():
    line = {"file": "a.txt", "kind": "document", "sha256": "0" * 64}
    with pytest.raises(AnnotationError, match=r"line 1: x/a\.txt is not the text that was marked"):
        read(line, texts=text)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"file": None}, "has no 'file'"),
        ({"file": 3}, "'file' is 3; write a string"),
        ({"kind": "quotation"}, "the kind 'quotation' is none of citation, event"),
        ({"start": "21"}, "start '21' and end 25 are no span"),
        ({"start": True}, "start True and end 25 are no span"),
        ({"end": 21}, "start 21 and end 21 are no span"),
        ({"start": -1}, "start -1 and end 25 are no span"),
        ({"target": 70}, "'target' is 70; write a string or null"),
        ({"target": "A/RES/\ud800"}, "'target' holds half a character"),
        ({"act": ["recalls"]}, "'act' is ['recalls']; write a string or null"),
        ({"confidence": 1.2}, "confidence is 1.2; write a number from 0 to 1"),
        ({"confidence": True}, "confidence is True; write a number from 0 to 1"),
    ],
    ids=str,
)
def test_a_wrong_record_is_refused_with_its_place(fields, words):
    with pytest.raises(AnnotationError) as refusal:
        read(MARK, {**MARK, **fields})
    assert str(refusal.value).startswith("line 2: ")
    assert words in str(refusal.value)


def test_a_mark_behind_the_end_of_its_text_is_refused():
    with pytest.raises(AnnotationError, match=r"line 1: ends behind the text of x/a\.txt"):
        read({**MARK, "end": 99}, texts=text)


def test_a_mark_that_tells_its_words_has_them_whatever_the_line_breaks():
    words = {**MARK, "start": 10, "text": "resolution\n70/1"}
    assert len(read(words, texts=text)[0].marks) == 1


def test_a_mark_that_tells_other_words_than_the_text_has_is_refused():
    with pytest.raises(AnnotationError, match=r"line 1: says '70/2' where x/a\.txt has '70/1'"):
        read({**MARK, "text": "70/2"}, texts=text)


# ------------------------------------------------------------------------------------------- files
def from_file(folder: Path, name: str, content: str, texts=nowhere) -> tuple[Annotations, ...]:
    (folder / name).write_text(content, encoding="utf-8")
    return read_annotations([folder / name], texts)


def test_a_line_separator_inside_a_record_ends_no_line(tmp_path):
    line = json.dumps({**MARK, "text": "70/1\u2028"}, ensure_ascii=False)
    assert len(from_file(tmp_path, "g.jsonl", f"{line}\n\n{line}\r\n")[0].marks) == 2


@pytest.mark.parametrize("line", ["{", "[1]", "3"])
def test_a_line_that_is_no_object_is_refused_with_file_and_line(line, tmp_path):
    with pytest.raises(AnnotationError, match=r"g\.jsonl, line 2: no JSON"):
        from_file(tmp_path, "g.jsonl", f"{json.dumps(MARK)}\n{line}\n")


def test_marks_of_an_unknown_format_are_refused(tmp_path):
    with pytest.raises(AnnotationError, match=r"g\.csv: marks are read from \.jsonl"):
        from_file(tmp_path, "g.csv", "a,b\n")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(AnnotationError, match=r"none\.jsonl: cannot be read"):
        read_annotations([tmp_path / "none.jsonl"], nowhere)


def test_a_file_in_another_encoding_is_named(tmp_path):
    (tmp_path / "g.jsonl").write_bytes('{"file": "é"}'.encode("latin-1"))
    with pytest.raises(AnnotationError, match=r"g\.jsonl: not in UTF-8"):
        read_annotations([tmp_path / "g.jsonl"], nowhere)


# -------------------------------------------------------------------------------- Web Annotations
POSITION = {"type": "TextPositionSelector", "start": 21, "end": 25}


def quote(exact: str, prefix: str = "", suffix: str = "") -> dict[str, str]:
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def annotation(body: object = "A/RES/70/1", selector: object = POSITION, **more: object):
    target = {"source": "a.txt", "selector": selector}
    return {"type": "Annotation", "motivation": "linking", "body": body, "target": target, **more}


def web(folder: Path, value: object, texts=text) -> tuple[Mark, ...]:
    found = from_file(folder, "g.jsonld", json.dumps(value), texts)
    return tuple(m for annotations in found for m in annotations.marks)


CITED = Mark("citation", 21, 25, "A/RES/70/1")


@pytest.mark.parametrize(
    "body",
    [
        "A/RES/70/1",
        {"type": "TextualBody", "value": "A/RES/70/1", "purpose": "linking"},
        {"id": "https://undocs.org/en/A/RES/70/1"},
        {"source": "https://docs.un.org/A/RES/70/1"},
        [{"value": "A/RES/70/1", "purpose": "identifying"}],
    ],
    ids=str,
)
def test_the_body_is_what_the_words_refer_to(body, tmp_path):
    assert web(tmp_path, annotation(body)) == (CITED,)


def test_an_annotation_is_found_in_any_container(tmp_path):
    one = annotation()
    page = {"type": "AnnotationPage", "items": [one]}
    collection = {"type": "AnnotationCollection", "first": {"items": [one, one]}}
    assert [len(web(tmp_path, value)) for value in (one, [one], page, collection)] == [1, 1, 1, 2]


def test_tags_state_the_fields_of_a_mark(tmp_path):
    tags = ["act:recalls", "pinpoint:para. 3", "optional:true"]
    bodies = ["instrument:crc", *({"value": tag, "purpose": "tagging"} for tag in tags)]
    [found] = web(tmp_path, annotation(bodies))
    assert found.target == "instrument:crc"
    assert found.details == (("act", "recalls"), ("pinpoint", "para. 3"))
    assert found.optional


def test_a_tag_without_a_value_states_that_there_is_none(tmp_path):
    [found] = web(tmp_path, annotation(["A/RES/70/1", "act:"]))
    assert found.details == (("act", None),)


def test_a_tag_states_the_kind_and_a_session_is_an_event_by_itself(tmp_path):
    kinds = [annotation(["body:SG", "kind:mandate", "due:P6M"]), annotation("session:GA-78")]
    assert [m.kind for m in web(tmp_path, kinds)] == ["mandate", "event"]


def test_without_a_body_the_words_are_left_open_and_a_comment_says_why(tmp_path):
    [found] = web(tmp_path, annotation([{"value": "two organs", "purpose": "commenting"}]))
    assert (found.target, found.reason) == (None, "two organs")


def test_an_annotation_that_comments_or_highlights_is_no_mark(tmp_path):
    others = [annotation(motivation="commenting"), annotation(motivation=["highlighting"])]
    assert web(tmp_path, others) == ()


def test_positions_come_before_quotes(tmp_path):
    assert web(tmp_path, annotation(selector=[quote("absent"), POSITION])) == (CITED,)


def test_a_quote_is_found_between_its_prefix_and_its_suffix(tmp_path):
    [found] = web(tmp_path, annotation(selector=quote("70/1", suffix=".")))
    assert (found.start, found.end) == (48, 52)


def test_several_targets_are_several_marks(tmp_path):
    target = [{"source": {"id": "file:///x/a.txt"}, "selector": POSITION} for _ in range(2)]
    assert web(tmp_path, annotation(target=target)) == (CITED, CITED)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (annotation(selector=quote("70/1")), "'70/1' is found 2 times in 'a.txt'; write a longer"),
        (annotation(selector=quote("71/1")), "'71/1' is found 0 times in 'a.txt'; quote it as"),
        (annotation(selector={"type": "XPathSelector"}), "no selector is a TextPositionSelector"),
        (annotation(selector={**POSITION, "end": None}), "end is None; write an offset"),
        (annotation(target="a.txt"), "the target has no selector"),
        (annotation(target={"selector": POSITION}), "the target has no source"),
        (annotation(["A/RES/70/1", "A/RES/70/2"]), "refers to 'A/RES/70/1' and to 'A/RES/70/2'"),
        (annotation({"type": "TextualBody"}), "a body has neither value nor id"),
        ([{"a": 1}], "an object has neither target nor items"),
        (["https://example.org/page/1"], "is no annotation; give the annotation itself"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_annotation_is_refused_with_file_and_number(value, words, tmp_path):
    with pytest.raises(AnnotationError) as refusal:
        web(tmp_path, value)
    assert str(tmp_path / "g.jsonld") in str(refusal.value)
    assert words in str(refusal.value)


def test_a_quote_without_its_text_is_refused(tmp_path):
    with pytest.raises(AnnotationError, match="give that text, or positions"):
        web(tmp_path, annotation(selector=quote("70/1", suffix=".")), nowhere)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["target", "body", "items", "source", "selector", "type", "value", "start", "end",
                 "exact", "prefix", "kind", "file", "id", "motivation", "confidence", "first"]
            )
            | st.text(max_size=3),
            inner | st.sampled_from(["TextQuoteSelector", "TextPositionSelector", "linking", "70/1", "citation"]),
            max_size=6,
        )
    ),
    max_leaves=20,
)  # fmt: skip


def refusal_of(folder: Path, name: str, content: str) -> str | None:
    try:
        from_file(folder, name, content, text)
    except AnnotationError as refusal:
        return str(refusal)
    return None


@pytest.mark.parametrize("name", ["g.jsonl", "g.jsonld"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=values)
def test_whatever_a_file_holds_it_is_read_or_refused_by_its_name(name, value, tmp_path):
    refusal = refusal_of(tmp_path, name, json.dumps(value))
    assert refusal is None or str(tmp_path / name) in refusal


def test_a_file_that_is_no_json_is_refused(tmp_path):
    with pytest.raises(AnnotationError, match=r"g\.json: no JSON"):
        from_file(tmp_path, "g.json", "{")
