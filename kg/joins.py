"""Join footnotes to the names they identify: one citation, two pieces of evidence.

A footnote that gives one symbol and no part of it says what the words at its mark are; one that
gives a part ("annex", "chap. III") says where they stand. "See also" says neither.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.certainty import certainty
from kg.cited import Placed, Read
from kg.clauses import said
from kg.findings import Citation
from kg.provisions import Resolution

_REACH = 260  # characters before a mark in which the name it identifies begins
_ARTICLE = 12  # characters between a phrase and its noun: "pursuant to the said statement"
_CLOSING = ' ,.;:\u300b\u201d\u00bb"'  # what may stand between a name and the mark of its note
_BREAK = re.compile(r"[;»”]|\.\s")


def join_notes(
    resolution: Resolution,
    read: Read,
    cited: Sequence[Placed],
    notes: Mapping[str, Sequence[Citation]],
    apart: frozenset[str] = frozenset(),
) -> list[Placed]:
    """The citations of a paragraph, completed by its footnotes.

    Args:
        resolution: the document.
        read: the paragraph whose marks are read.
        cited: its citations, each with its place in the paragraph's text.
        notes: the citations of each footnote, by label.
        apart: the labels of notes that identify nothing (`notes_apart`).

    Returns:
        The citations in reading order; those that a note identifies carry its words as evidence.
    """
    result = list(cited)
    for anchor in read.provision.anchors:
        found = notes.get(anchor.note or "", ())
        symbols = [c for c in found if c.target and ":" not in c.target and c.target != "self"]
        if len(symbols) == 1 and anchor.note not in apart:
            result = _joined(resolution, read, result, anchor.at, symbols[0])
    return sorted(result, key=lambda item: item[0])


def notes_apart(resolution: Resolution) -> frozenset[str]:
    """The labels of the notes that only point elsewhere: "See also"."""
    see_also = resolution.drafting.patterns["see_also"]
    return frozenset(
        p.label for p in resolution.provisions if p.part == "note" and see_also.match(p.string)
    )


def _joined(
    resolution: Resolution,
    read: Read,
    cited: list[Placed],
    at: int,
    note: Citation,
) -> list[Placed]:
    same = next((i for i, (_, _, c) in enumerate(cited) if c.target == note.target), None)
    if same is not None:
        return _told(cited, same, cited[same][2], note)
    end = _end_of_words(read.provision.string, at)
    named = next((i for i, (_, e, c) in enumerate(cited) if e == end and _is_whole_name(c)), None)
    if named is None:
        return cited if note.pinpoint else _by_noun(resolution, read, cited, at, note)
    name = cited[named][2]
    told = _located(name, note) if note.pinpoint else _identified(name, note)
    return _told(cited, named, told, note)


def _end_of_words(string: str, at: int) -> int:
    """Where the words before a mark end: it may stand behind a comma."""
    return len(string[:at].rstrip(_CLOSING))


def _is_whole_name(citation: Citation) -> bool:
    return (
        bool(citation.target and citation.target.startswith("instrument:"))
        and citation.rule != "name-inside"
    )


def _told(cited: list[Placed], i: int, citation: Citation, note: Citation) -> list[Placed]:
    """The citations, one of them as a note tells it, with the note's words as evidence."""
    start, end, _ = cited[i]
    told = replace(citation, evidence=(*citation.evidence, note.evidence[0]))
    return [*cited[:i], (start, end, told), *cited[i + 1 :]]


def _located(name: Citation, note: Citation) -> Citation:
    """The note says in which document the named instrument stands."""
    return replace(name, pinpoint=f"{note.target}, {note.pinpoint}")


def _identified(name: Citation, note: Citation) -> Citation:
    """The note's symbol is what the name stands for."""
    return replace(
        name,
        target=note.target,
        status="explicit",
        rule="note-identifies",
        confidence=certainty("note-name"),
        reason=f"named {name.target}; the footnote gives the symbol",
    )


def _names_a_document(resolution: Resolution, read: Read, noun: re.Match[str], at: int) -> bool:
    """Whether a noun before a mark is what the note identifies, as far as the words tell.

    "the report submitted pursuant to the said statement¹" is the report: a noun behind a phrase may
    not be meant. "the Declaration indicates a number of areas¹" names no document.
    """
    goes_on = resolution.drafting.patterns["noun_goes_on"].match(
        read.provision.string, noun.end(), _end_of_words(read.provision.string, at)
    )
    behind_phrase = any(0 <= noun.start() - p.end <= _ARTICLE for p in read.clauses.phrases)
    return bool(goes_on) and not behind_phrase


def _by_noun(
    resolution: Resolution,
    read: Read,
    cited: list[Placed],
    at: int,
    note: Citation,
) -> list[Placed]:
    """``the report of the Secretary-General²``: the last noun for a document before the mark."""
    string = read.provision.string
    begin = max(0, at - _REACH)
    for broken in _BREAK.finditer(string, begin, at - 1):
        begin = broken.end()
    nouns = list(resolution.drafting.patterns["document_noun"].within(string, begin, at))
    # of "outcome document of the meeting on its declaration" the noun that no citation covers
    noun = next(
        (n for n in reversed(nouns) if not any(s <= n.start() < e for s, e, _ in cited)), None
    )
    if noun is None or not _names_a_document(resolution, read, noun, at):
        return cited
    end = _end_of_words(string, at)
    act, verb = said(
        read.clauses.governing(noun.start())
    )  # the paragraph acts; the note only points
    citation = replace(
        note,
        evidence=(resolution.evidence(read.provision, noun.start(), end), note.evidence[0]),
        act=act,
        verb=verb,
        rule="note-identifies",
        confidence=certainty("note-noun"),
        status="explicit",
        reason=None,
    )
    return [*cited, (noun.start(), end, citation)]
