"""Recognise the words by which paragraphs open: forms of acts, with qualifiers around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.authorities import expand
from kg.scripts import Script

_Letters: TypeAlias = "dict[str, _Letters]"
_GAP = "\u2026"  # where the object of a verb stands inside its form


@dataclass(frozen=True, slots=True)
class Forms:
    """The surface forms of acts in one position, compiled: longest first, qualifiers around."""

    script: Script
    pattern: re.Pattern[str]
    acts: Mapping[str, str]  # folded form → act id
    opening: frozenset[str]  # the words that a form can begin with: a quick way to say no
    followed: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]  # form → what follows → act
    gapped: tuple[tuple[re.Pattern[str], str], ...]  # a form around its object: 对…表示关切
    blocked: re.Pattern[str]  # openers that look like a form and are none: Note verbale

    def match(self, text: str, at: int = 0) -> tuple[str, int] | None:
        """The act whose form stands at an index, and the index behind its words."""
        if self.script.first_word(text, at) not in self.opening or self.blocked.match(text, at):
            return None
        for gapped, around in self.gapped:
            whole = gapped.match(text, at)
            if whole:
                return around, whole.end()
        found = self.pattern.match(text, at)
        if not found:
            return None
        form, end = self.script.fold(found["form"]), found.end()
        followed = (act for after, act in self.followed.get(form, ()) if after.match(text, end))
        act = next(followed, self.acts.get(form))
        return (act, end) if act else None


def compile_forms(
    forms: Sequence[tuple[str, str]],
    qualifiers: Mapping[str, Sequence[str]],
    blocked: Sequence[str],
    script: Script,
) -> Forms:
    """The forms of one position as one pattern.

    Args:
        forms: each with its act. ``[optional]`` and ``(one|other)`` stand for several forms;
            ``Demande|au Secrétaire`` reads Demande where that follows.
        qualifiers: words that may stand before a form, and behind it.
        blocked: openers that look like a form and are none.
        script: of the language.
    """
    plain: dict[str, str] = {}
    around: list[tuple[str, str]] = []
    followed: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {}
    for pattern, act in forms:
        for form in expand(pattern):
            verb, bar, after = form.partition("|")
            if _GAP in form:
                around.append((form, act))
            elif bar:
                behind = re.compile(script.blind(script.gap + any_of([after])))
                key = script.fold(verb)
                followed[key] = (*followed.get(key, ()), (behind, act))
            else:
                plain[script.fold(form)] = act
    every = [*plain, *followed]
    before, after_ = _around(qualifiers, script)
    gapped = _gapped(around, before, script)
    opening = [*every, *(form for form, _ in around), *qualifiers["before"]]
    openers = (script.first_word(script.fold(w)) for w in opening)
    return Forms(
        script,
        re.compile(
            script.blind(rf"(?i:{before}(?P<form>{any_of(every)}){after_}){script.word_end}")
        ),
        plain,
        frozenset(filter(None, openers)),
        followed,
        gapped,
        _blocked(blocked, script),
    )


def _blocked(openers: Sequence[str], script: Script) -> re.Pattern[str]:
    """Openers that look like a form; where capitals open paragraphs a small letter is no opener."""
    if not openers:
        return re.compile("(?!)")
    either = "" if script.capitalised else "i"
    return re.compile(script.blind(f"(?{either}:{any_of(openers)}){script.word_end}"))


def _gapped(
    forms: Sequence[tuple[str, str]], before: str, script: Script
) -> tuple[tuple[re.Pattern[str], str], ...]:
    """One pattern for the forms of an act; the gap is up to 120 characters of one clause."""
    by_act: dict[str, list[str]] = {}
    for form, act in forms:
        by_act.setdefault(act, []).append(re.escape(form).replace(_GAP, "[^;.]{1,120}?"))
    return tuple(
        (re.compile(script.blind(rf"(?i:{before}(?:{'|'.join(by_act[act])}))")), act)
        for act in by_act
    )


def _around(qualifiers: Mapping[str, Sequence[str]], script: Script) -> tuple[str, str]:
    before, after = (any_of(qualifiers[place]) for place in ("before", "after"))
    return (
        f"(?:{before},?{script.gap})*?" if qualifiers["before"] else "",
        f"(?:,?{script.gap}{after})*" if qualifiers["after"] else "",
    )


def any_of(words: Sequence[str]) -> str:
    """An alternation of words, the longest that fits first, blind to the kind of blanks.

    Words that begin alike share their beginning, so that thousands of forms cost what one does.
    """
    root: _Letters = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return f"(?:{_branches(root)})"


def _branches(node: _Letters) -> str:
    """What may follow in a tree of letters; the end of a word comes last."""
    ways = [
        (r"\s+" if letter == " " else re.escape(letter)) + _branches(behind)
        for letter, behind in node.items()
        if letter
    ]
    if not ways:
        return ""
    joined = ways[0] if len(ways) == 1 and "" not in node else f"(?:{'|'.join(ways)})"
    return joined + "?" * ("" in node)
