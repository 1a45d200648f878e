"""Join lines to paragraphs and footnotes: blanks single, broken words made whole."""

from __future__ import annotations

import re

from kg.drafting import Drafting
from kg.lines import Layout
from kg.provisions import Provision
from kg.text import Text, join, single_spaced

# where no blanks separate words, none stands between these at a line's end
_JOINED = re.compile(r"[\u3400-\u9fff《》“”()\d][\u3400-\u9fff《》“”()]|[\u3400-\u9fff][\d]")


def paragraph_text(lines: list[Text], drafting: Drafting) -> Text:
    """Lines joined to one paragraph: blanks single, words broken at a line's end made whole."""
    pieces: list[Text] = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if following is None:
            pieces.append(line)
        elif _is_broken(line.string, following.string):
            kept = 0 if _keeps_hyphen(line.string, drafting) else 1
            pieces.append(line.slice(0, len(line.string) - kept))
        elif not drafting.script.separated and _JOINED.fullmatch(
            line.string[-1:] + following.string[:1]
        ):
            pieces.append(line)
        else:
            pieces.append(join([line, line.slice(0, 0)]))
    return single_spaced(join(pieces, glue=""))


def _is_broken(line: str, following: str) -> bool:
    return bool(re.search(r"[^\W\d_]-$", line)) and following[:1].isalpha()


def _keeps_hyphen(line: str, drafting: Drafting) -> bool:
    word = re.search(r"([^\W\d_]+)-$", line)
    return bool(word and (word[1].lower() in drafting.hyphenated or word[1][0].isupper()))


def footnotes(layout: Layout, drafting: Drafting) -> list[tuple[Provision, str, int]]:
    """The footnotes, each with its printed number and the count of body lines before it."""
    found: list[tuple[Provision, str, int]] = []
    used: set[str] = set()
    for note in layout.notes:
        number = note.number or "0"
        label = f"FN{number}"
        if label in used or number == "0":
            label = next(
                f"FN{n}" for n in range(1, 10_000) if f"FN{n}" not in used and f"FN{n}" != label
            )
        used.add(label)
        text = paragraph_text(list(note.lines), drafting)
        found.append((Provision(label, "note", text, note.number or None), note.number, note.after))
    return found
