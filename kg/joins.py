"""Join footnotes to the names they identify: one citation, two pieces of evidence.

A footnote that gives one symbol and no part of it says what the words at its mark are; one that
gives a part ("annex", "chap. III") says where they stand. "See also" says neither.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.cited import Read
from kg.findings import Citation, Evidence
from kg.provisions import Resolution

_REACH = 260  # characters before a mark in which the name it identifies begins
_BREAK = re.compile(r"[;»”]|\.\s")


def join_notes(
    resolution: Resolution,
    read: Read,
    cited: Sequence[tuple[int, int, Citation]],
    notes: Mapping[str, Sequence[Citation]],
    apart: frozenset[str] = frozenset(),
) -> list[tuple[int, int, Citation]]:
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
    cited: list[tuple[int, int, Citation]],
    at: int,
    note: Citation,
) -> list[tuple[int, int, Citation]]:
    evidence = note.evidence[0]
    same = next((i for i, (_, _, c) in enumerate(cited) if c.target == note.target), None)
    if same is not None:
        return _with_evidence(cited, same, evidence)
    end = _end_of_words(read.provision.string, at)
    named = next((i for i, (_, e, c) in enumerate(cited) if e == end and _is_whole_name(c)), None)
    if note.pinpoint:
        return _located(cited, named, evidence, note) if named is not None else cited
    if named is not None:
        return _identified(cited, named, evidence, note)
    return _by_noun(resolution, read, cited, at, note)


def _end_of_words(string: str, at: int) -> int:
    """Where the words before a mark end: it may stand behind a comma."""
    return len(string[:at].rstrip(" ,.;:"))


def _is_whole_name(citation: Citation) -> bool:
    return (
        bool(citation.target and citation.target.startswith("instrument:"))
        and citation.rule != "name-inside"
    )


def _with_evidence(
    cited: list[tuple[int, int, Citation]], i: int, evidence: Evidence
) -> list[tuple[int, int, Citation]]:
    start, end, citation = cited[i]
    return [
        *cited[:i],
        (start, end, replace(citation, evidence=(*citation.evidence, evidence))),
        *cited[i + 1 :],
    ]


def _located(
    cited: list[tuple[int, int, Citation]], i: int, evidence: Evidence, note: Citation
) -> list[tuple[int, int, Citation]]:
    """The note says in which document the named instrument stands."""
    start, end, citation = cited[i]
    placed = replace(
        citation,
        evidence=(*citation.evidence, evidence),
        pinpoint=f"{note.target}, {note.pinpoint}",
    )
    return [*cited[:i], (start, end, placed), *cited[i + 1 :]]


def _identified(
    cited: list[tuple[int, int, Citation]], i: int, evidence: Evidence, note: Citation
) -> list[tuple[int, int, Citation]]:
    """The note's symbol is what the name stands for."""
    start, end, citation = cited[i]
    known = replace(
        citation,
        evidence=(*citation.evidence, evidence),
        target=note.target,
        status="explicit",
        rule="note-identifies",
        confidence=0.95,
        reason=f"named {citation.target}; the footnote gives the symbol",
    )
    return [*cited[:i], (start, end, known), *cited[i + 1 :]]


def _by_noun(
    resolution: Resolution,
    read: Read,
    cited: list[tuple[int, int, Citation]],
    at: int,
    note: Citation,
) -> list[tuple[int, int, Citation]]:
    """``the report of the Secretary-General²``: the last noun for a document before the mark."""
    string = read.provision.string
    begin = max(0, at - _REACH)
    for broken in _BREAK.finditer(string, begin, at - 1):
        begin = broken.end()
    nouns = list(resolution.drafting.patterns["document_noun"].finditer(string, begin, at))
    if not nouns:
        return cited
    # of "outcome document of the meeting on its declaration" the noun that no citation covers
    noun = next(
        (n for n in reversed(nouns) if not any(s <= n.start() < e for s, e, _ in cited)), None
    )
    if noun is None:
        return cited
    end = _end_of_words(string, at)
    clause = read.clauses.governing(noun.start())  # the paragraph acts; the note only points
    citation = replace(
        note,
        evidence=(resolution.evidence(read.provision, noun.start(), end), note.evidence[0]),
        act=clause.act if clause else None,
        verb=clause.verb if clause else None,
        rule="note-identifies",
        confidence=0.9,
        status="explicit",
        reason=None,
    )
    return [*cited, (noun.start(), end, citation)]
