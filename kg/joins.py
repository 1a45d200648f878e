"""Join footnotes to the names they identify: one citation, two pieces of evidence.

A footnote that gives one symbol and no part of it says what the words at its mark are; one that
gives a part ("annex", "chap. III") says where they stand. "See also" says neither.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from kg.certainty import certainty
from kg.cited import Placed, Read
from kg.clauses import said
from kg.findings import Citation
from kg.provisions import Resolution
from kg.spans import Occupied

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
    joining: _Joining | None = None
    for anchor in read.provision.anchors:
        found = notes.get(anchor.note or "", ())
        symbols = [c for c in found if c.target and ":" not in c.target and c.target != "self"]
        if len(symbols) == 1 and anchor.note not in apart:
            joining = joining or _Joining(resolution, read, list(cited))
            joining.take(anchor.at, symbols[0])
    return sorted(joining.cited if joining else cited, key=lambda item: item[0])


def notes_apart(resolution: Resolution) -> frozenset[str]:
    """The labels of the notes that only point elsewhere: "See also"."""
    see_also = resolution.drafting.patterns["see_also"]
    return frozenset(
        p.label for p in resolution.provisions if p.part == "note" and see_also.match(p.string)
    )


class _Joining:
    """Takes a paragraph's notes one by one; knows where each target, name and phrase stands."""

    def __init__(self, resolution: Resolution, read: Read, cited: list[Placed]) -> None:
        self.resolution, self.read, self.cited = resolution, read, cited
        self.by_target: dict[str | None, int] = {}
        self.by_end: dict[int, list[int]] = {}
        self.covered = Occupied(len(read.provision.string))
        self.phrases = sorted(phrase.end for phrase in read.clauses.phrases)
        for i, (start, end, citation) in enumerate(cited):
            self.by_target.setdefault(citation.target, i)
            self.by_end.setdefault(end, []).append(i)
            self.covered.claim(start, end)

    def take(self, at: int, note: Citation) -> None:
        """Join the citation of a note to the words at its mark."""
        same = self.by_target.get(note.target)
        if same is not None:
            self._tell(same, self.cited[same][2], note)
            return
        ends = self.by_end.get(_end_of_words(self.read.provision.string, at), ())
        named = next((i for i in ends if _is_whole_name(self.cited[i][2])), None)
        if named is not None:
            name = self.cited[named][2]
            self._tell(
                named, _located(name, note) if note.pinpoint else _identified(name, note), note
            )
        elif not note.pinpoint:
            self._by_noun(at, note)

    def _tell(self, i: int, citation: Citation, note: Citation) -> None:
        """Set a citation as a note tells it, with the note's words as evidence."""
        start, end, _ = self.cited[i]
        told = replace(citation, evidence=(*citation.evidence, note.evidence[0]))
        self.cited[i] = start, end, told
        self.by_target.setdefault(told.target, i)

    def _by_noun(self, at: int, note: Citation) -> None:
        """``the report of the Committee²``: the last noun for a document before the mark."""
        string = self.read.provision.string
        begin = max(0, at - _REACH)
        for broken in _BREAK.finditer(string, begin, at - 1):
            begin = broken.end()
        nouns = list(self.resolution.drafting.patterns["document_noun"].within(string, begin, at))
        # of "outcome document of the meeting on its declaration" the noun that no citation covers
        bare = (n for n in reversed(nouns) if self.covered.is_free(n.start(), n.start() + 1))
        noun = next(bare, None)
        if noun is None or not self._names_a_document(noun, at):
            return
        end = _end_of_words(string, at)
        # the paragraph acts; the note only points
        act, verb = said(self.read.clauses.governing(noun.start()))
        evidence = self.resolution.evidence(self.read.provision, noun.start(), end)
        citation = replace(
            note,
            evidence=(evidence, note.evidence[0]),
            act=act,
            verb=verb,
            rule="note-identifies",
            confidence=certainty("note-noun"),
            status="explicit",
            reason=None,
        )
        self.by_target[note.target] = len(self.cited)
        self.cited.append((noun.start(), end, citation))
        self.covered.claim(noun.start(), end)

    def _names_a_document(self, noun: re.Match[str], at: int) -> bool:
        """Whether a noun before a mark is what the note identifies, as far as the words tell.

        "the report submitted pursuant to the said statement¹" is the report: a noun behind a
        phrase may not be meant. "the Declaration indicates a number of areas¹" names no document.
        """
        string = self.read.provision.string
        goes_on = self.resolution.drafting.patterns["noun_goes_on"].match(
            string, noun.end(), _end_of_words(string, at)
        )
        near = bisect_left(self.phrases, noun.start() - _ARTICLE)
        behind_phrase = near < len(self.phrases) and self.phrases[near] <= noun.start()
        return bool(goes_on) and not behind_phrase


def _end_of_words(string: str, at: int) -> int:
    """Where the words before a mark end: it may stand behind a comma."""
    while at and string[at - 1] in _CLOSING:
        at -= 1
    return at


def _is_whole_name(citation: Citation) -> bool:
    return (
        bool(citation.target and citation.target.startswith("instrument:"))
        and citation.rule != "name-inside"
    )


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
