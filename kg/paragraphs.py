"""Join lines to paragraphs and footnotes: blanks single, broken words made whole."""

from __future__ import annotations

import re
from itertools import count, pairwise

from kg.drafting import Drafting
from kg.lines import Layout
from kg.provisions import Provision
from kg.text import Text, join, single_spaced

# where no blanks separate words, none stands between these at a line's end
_JOINED = re.compile(r"[\u3400-\u9fff《》“”()\d][\u3400-\u9fff《》“”()]|[\u3400-\u9fff][\d]")
_HYPHEN = re.compile(r"[^\W\d_]-")


def paragraph_text(lines: list[Text], drafting: Drafting) -> Text:
    """Lines joined to one paragraph: blanks single, words broken at a line's end made whole."""
    pieces = [_joined(line, behind.string, drafting) for line, behind in pairwise(lines)]
    return single_spaced(join([*pieces, lines[-1]], glue="") if pieces else lines[-1])


def _joined(line: Text, following: str, drafting: Drafting) -> Text:
    """A line as it goes on in the next: with a blank, or without its hyphen."""
    if _is_broken(line.string, following):
        kept = 0 if _keeps_hyphen(line.string, drafting) else 1
        return line.slice(0, len(line.string) - kept)
    if not drafting.script.separated and _JOINED.fullmatch(line.string[-1:] + following[:1]):
        return line
    return join([line, Text("", ())])


def _is_broken(line: str, following: str) -> bool:
    return bool(_HYPHEN.fullmatch(line[-2:])) and following[:1].isalpha()


def _keeps_hyphen(line: str, drafting: Drafting) -> bool:
    word = re.search(r"([^\W\d_]+)-$", line)
    return bool(word and (word[1].lower() in drafting.hyphenated or word[1][0].isupper()))


def footnotes(layout: Layout, drafting: Drafting) -> list[tuple[Provision, str, int]]:
    """The footnotes, each with its printed number and the count of body lines before it."""
    found: list[tuple[Provision, str, int]] = []
    used: set[str] = set()
    numbers = count(1)  # of notes whose own is none, or another's
    for note in layout.notes:
        number = note.number or "0"
        label = f"FN{number}"
        if label in used or number == "0":
            label = next(free for n in numbers if (free := f"FN{n}") not in used)
        used.add(label)
        text = paragraph_text(list(note.lines), drafting)
        found.append((Provision(label, "note", text, note.number or None), note.number, note.after))
    return found
