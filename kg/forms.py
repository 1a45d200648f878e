"""Recognise the words by which paragraphs open: forms of acts, with qualifiers around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from kg.authorities import expand
from kg.gates import Gates, Rule
from kg.scripts import Script

_Letters: TypeAlias = "dict[str, _Letters]"
_BEFORE = " '("  # what may stand before the first word of a form inside a text
_GAP = "\u2026"  # where the object of a verb stands inside its form


@dataclass(frozen=True, slots=True)
class Forms:
    """The surface forms of acts in one position, compiled: longest first, qualifiers around."""

    script: Script
    pattern: Rule
    acts: Mapping[str, str]  # folded form → act id
    opener: Rule  # the words that a form can begin with: a quick way to say no
    begun: Rule  # the same, behind what stands before a word
    followed: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]  # form → what follows → act
    gapped: tuple[tuple[Rule, str], ...]  # a form around its object: 对…表示关切
    gap_opener: Rule  # the words of such a form before its object: a quick way to say no
    blocked: Rule  # openers that look like a form and are none: Note verbale

    def match(self, text: str, at: int = 0) -> tuple[str, int] | None:
        """The act whose form stands at an index, and the index behind its words."""
        if not self.opener.match(text, at) or self.blocked.match(text, at):
            return None
        if self.gap_opener.match(text, at):
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

    def finditer(self, text: str) -> Iterator[tuple[int, str, int]]:
        """The acts whose forms stand in a text: where, which, and the index behind its words."""
        if not (self.gapped or self.pattern.can_match(text)):
            return
        for at in self._begun(text):
            found = self.match(text, at)
            if found:
                yield at, *found

    def may_begin_behind(self, text: str, at: int) -> bool:
        """Whether words of a form can stand behind an index of a text."""
        starts = self._starts(text)
        return starts is None or bool(starts and starts[-1] > at)

    def _begun(self, text: str) -> Iterator[int]:
        """The indices of a text at which a form can begin."""
        starts, separated = self._starts(text), self.script.separated
        if starts is not None:
            yield from (at for at in starts if not (separated and at) or text[at - 1] in _BEFORE)
            return
        if separated:
            yield 0
        for begun in self.begun.finditer(text):
            yield begun.end()

    def _starts(self, text: str) -> list[int] | None:
        """The indices of a text at which words of a form stand; None where they cannot be told."""
        told = [rule.starts_in(text) for rule in (self.pattern, *(rule for rule, _ in self.gapped))]
        listed = [starts for starts in told if starts is not None]
        return sorted(set(chain(*listed))) if len(listed) == len(told) else None


def compile_forms(
    forms: Sequence[tuple[str, str]],
    qualifiers: Mapping[str, Sequence[str]],
    blocked: Sequence[str],
    script: Script,
    gates: Gates,
) -> Forms:
    """The forms of one position as one pattern.

    Args:
        forms: each with its act. ``[optional]`` and ``(one|other)`` stand for several forms;
            ``Demande|au Secrétaire`` reads Demande where that follows.
        qualifiers: words that may stand before a form, and behind it.
        blocked: openers that look like a form and are none.
        script: of the language.
        gates: of the language.
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
    gapped = _gapped(around, before, script, gates)
    opening = [*every, *(form for form, _ in around), *qualifiers["before"]]
    opener = _opener(opening, script)
    return Forms(
        script,
        Rule(
            script.blind(rf"(?i:{before}(?P<form>{any_of(every)}){after_}){script.word_end}"),
            gates,
        ),
        plain,
        Rule(opener),
        Rule(f"[{_BEFORE}]" * script.separated + f"(?={opener})"),
        followed,
        gapped,
        _gap_opener(around, before, script),
        _blocked(blocked, script),
    )


def _opener(openings: Sequence[str], script: Script) -> str:
    """The first words of openings."""
    words = {script.first_word(script.fold(opening)) for opening in openings} - {""}
    return script.blind(f"(?i:{any_of(sorted(words))})" + r"(?!\w)" * script.separated)


def _blocked(openers: Sequence[str], script: Script) -> Rule:
    """Openers that look like a form; where capitals open paragraphs a small letter is no opener."""
    if not openers:
        return Rule("(?!)")
    either = "" if script.capitalised else "i"
    return Rule(script.blind(f"(?{either}:{any_of(openers)}){script.word_end}"))


def _gapped(
    forms: Sequence[tuple[str, str]], before: str, script: Script, gates: Gates
) -> tuple[tuple[Rule, str], ...]:
    """One pattern for the forms of an act; the gap is up to 120 characters of one clause."""
    by_act: dict[str, list[str]] = {}
    for form, act in forms:
        by_act.setdefault(act, []).append(re.escape(form).replace(_GAP, "[^;.]{1,120}?"))
    return tuple(
        (Rule(script.blind(rf"(?i:{before}(?:{'|'.join(by_act[act])}))"), gates), act)
        for act in by_act
    )


def _gap_opener(forms: Sequence[tuple[str, str]], before: str, script: Script) -> Rule:
    words = [form.partition(_GAP)[0] for form, _ in forms]
    return Rule(script.blind(rf"(?i:{before}{any_of(words)})") if words else "(?!)")


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
