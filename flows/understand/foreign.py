"""Words of talk that no appointment is about: a song, an account or a recipe beside "another" asks for none of our times.

Each language lists them in `intents.toml` (`foreign`). They account for nothing and are looked at only where something is said
that may be said of anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from flows.understand.evidence import Mark
from flows.understand.heard import Heard
from flows.understand.wordbook import wordbook

# What may be said of anything: "another one" of songs, "earlier" of what was played, "no" of sugar in the coffee.
ANYTHING = frozenset(("alternatives", "none", "earlier", "later", "greeting", "late", "book"))
SAID_OF_ANYTHING = ANYTHING | {"no"}
# An answer and what is ordered of us stand whatever else is said.
FIRM = frozenset(("yes", "doit", "coming", "noproblem", "cancel", "cancelword", "unneeded", "move", "moveword"))
_NEGATING = frozenset(("no", "not", "refuse"))
_NEAR = 3  # tokens behind a negated verb in which its object stands
_NORM = attrgetter("norm")
_FILLER = frozenset(("filler",))
_PARTING = frozenset(("join", "but"))
_BARE = frozenset(("late", "book"))  # of these the bare word only: "running late" and "book a table" are ours


def without_what_is_foreign(marks: tuple[Mark, ...], heard: Heard) -> tuple[Mark, ...]:
    """The marks, those that may be said of anything left out of account where a foreign word stands in the same stretch."""
    words = _foreign_words(heard)
    if not words:
        return marks
    stretches = _stretches(marks, heard)
    made = []
    for mark in marks:
        idle = ANYTHING if _is_bare(mark, words) else ANYTHING - _BARE
        if not mark.roles.isdisjoint(idle):
            start, end = next((start, end) for start, end in stretches if start <= mark.first < end)
            if any(start <= at < mark.first or mark.last <= at < end for at in words):
                mark = mark._replace(roles=mark.roles - idle - {"bye"} or _FILLER)
        if "no" in mark.roles and not mark.times and _negates(mark, words):
            mark = mark._replace(roles=mark.roles - _NEGATING or _FILLER)
        made.append(mark)
    return tuple(made)


def _is_bare(mark: Mark, words: Sequence[int]) -> bool:
    """Whether a phrase is a lone word, or a verb whose object is the foreign word: "schedule a tweet"."""
    length = mark.last - mark.first
    return length == 1 or (length == 2 and mark.last in words)


def _negates(mark: Mark, words: Sequence[int]) -> bool:
    """ "My playlist won't", "I don't trust my bank", "no sugar in it": a foreign word right before or behind."""
    near = 1 if mark.last - mark.first == 1 and "not" not in mark.roles else _NEAR
    return any(at == mark.first - 1 or mark.last <= at < mark.last + near for at in words)


def are_foreign_times(marks: Sequence[Mark], heard: Heard) -> bool:
    """Whether each time of a text stands beside a foreign word: "what's the weather on Friday"."""
    words = _foreign_words(heard)
    if not words:
        return False
    tokens = heard.tokens
    spoken_of = [(start, end) for start, end in _stretches(marks, heard) if any(start <= at < end for at in words)]
    return all(
        any(tokens[start].start <= expression.start < tokens[end - 1].end for start, end in spoken_of)
        for expression in heard.expressions
    )


def _foreign_words(heard: Heard) -> list[int]:
    foreign = wordbook(heard.language).foreign
    if foreign.isdisjoint(map(_NORM, heard.tokens)):
        return []
    return [at for at, token in enumerate(heard.tokens) if token.norm in foreign]


def _stretches(marks: Sequence[Mark], heard: Heard) -> list[tuple[int, int]]:
    """The tokens between signs and words that join, oppose or begin a clause, as (first, behind the last)."""
    parting = wordbook(heard.language).parting
    asked = {at for mark in marks if "question" in mark.roles for at in range(mark.first + 1, mark.last + 1)}  # "can I"
    parted = {
        at for at, token in enumerate(heard.tokens) if token.kind == "sign" or (token.norm in parting and at not in asked)
    }
    parted |= {mark.first for mark in marks if not mark.roles.isdisjoint(_PARTING)}
    starts = [0, *sorted(parted)]
    ends = [*starts[1:], len(heard.tokens)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
