"""Answers for several people in one text: "Ana yes, Leo no"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from flows.frozen import replace
from flows.understand.said import listed
from flows.understand.tokens import Token, fold, tokenize
from flows.understand.view import View
from flows.understand.wordbook import wordbook
from flows.values import Asked, Intent

_MOST_NAMES = 2
_ANSWERING = ("yes", "fine", "thanks")
_MEANINGS = (
    ("cancel", Intent.CANCEL),
    ("cancelword", Intent.CANCEL),
    ("move", Intent.RESCHEDULE),
    ("refuse", Intent.DENY),
    ("no", Intent.DENY),
    ("yes", Intent.AFFIRM),
    ("coming", Intent.AFFIRM),
    ("doit", Intent.AFFIRM),
    ("fine", Intent.AFFIRM),
)


def without_signature(seen: View, asked: Asked) -> View:
    """ "Yes, Anna" to a question about one visit: the name of who answers takes nothing back.

    Not where several people may be meant, nor in a language whose nouns have capitals too.
    """
    signs = 0 < seen.unknown <= _MOST_NAMES and asked.expecting == "confirm" and not (asked.several or len(asked.names) > 1)
    if signs and _introduces(seen):
        return replace(seen, unknown=0)
    if not signs or seen.questions or not seen.only(*_ANSWERING) or not seen.has("yes") or seen.has("obstacle"):
        return seen
    tokens, at = seen.heard.tokens, len(seen.heard.tokens) - seen.unknown
    names = tokens[at:]
    last = tuple(range(at, len(tokens))) == seen.heard.evidence.unknown
    if not last or not all(name.text.istitle() and len(name.text) > 2 for name in names):
        return seen
    led_to = tokens[at - 1].kind == "sign" or any(
        mark.last == at and not mark.roles.isdisjoint(_ANSWERING) for mark in seen.marks
    )
    if not led_to or wordbook(seen.heard.language).nouns_in_capitals:
        return seen
    before = [token.text for token in tokens[1:at] if token.kind == "word"]
    return seen if before and all(text.istitle() for text in before) else replace(seen, unknown=0)


def _introduces(seen: View) -> bool:
    """ "Yes, it's Dave. I'm coming", "Karen Smith here, yes": who writes is told, and nothing else is unknown."""
    unknown, tokens, language = seen.heard.evidence.unknown, seen.heard.tokens, seen.heard.language
    if not unknown or seen.unknown > len(unknown):
        return False  # words beyond those that are read
    first, last = unknown[0], unknown[-1] + 1
    names = tokens[first:last]
    if len(unknown) != last - first or not all(name.text.istitle() and len(name.text) > 2 for name in names):
        return False
    if last == len(tokens) or tokens[last].kind == "sign":
        led_to = f" {' '.join(token.norm for token in tokens[:first])} ".endswith(listed(language, "introduces"))
        return led_to and len(names) == 1
    ends = last + 1 == len(tokens) or (last + 1 < len(tokens) and tokens[last + 1].kind == "sign")
    return ends and f" {tokens[last].norm} " in listed(language, "introduced")


def answers_by_name(seen: View, names: Sequence[str]) -> tuple[tuple[str, Intent], ...]:
    """One answer a name, where each name said has just one answer beside it."""
    if not names:
        return ()
    said = _said(seen, names)
    answers = _answers(seen) if said else []
    if not answers:
        return ()
    after = _paired(said, answers, backwards=False)
    before = _paired(said, answers, backwards=True)
    return max(after, before, key=len) if len(after) != len(before) else after


def are_named(tokens: Sequence[Token], names: Sequence[str]) -> bool:
    """Whether a text says the first word of one of these names."""
    words = [fold(token.norm) for token in tokens]
    return any(_first_word(name) in words for name in names)


def _said(seen: View, names: Sequence[str]) -> list[tuple[int, str]]:
    words = [fold(token.norm) for token in seen.heard.tokens]
    return sorted((words.index(word), name) for name in names if (word := _first_word(name)) in words)


@lru_cache(maxsize=4096)
def _first_word(name: str) -> str | None:
    return next((fold(token.norm) for token in tokenize(name)), None)


def _answers(seen: View) -> list[tuple[int, Intent]]:
    found = []
    for mark in seen.marks:
        for role, intent in _MEANINGS:
            if role in mark.roles:
                found.append((mark.first, intent))
                break
    return found


def _paired(
    said: list[tuple[int, str]], answers: list[tuple[int, Intent]], *, backwards: bool
) -> tuple[tuple[str, Intent], ...]:
    """Each name with the one answer between it and the next name (or, backwards, since the one before)."""
    pairs = []
    for i, (at, name) in enumerate(said):
        if backwards:
            low, high = (said[i - 1][0] if i else -1), at
        else:
            low, high = at, (said[i + 1][0] if i + 1 < len(said) else 1 << 30)
        near = {intent for place, intent in answers if low < place < high}
        if len(near) == 1:
            pairs.append((name, near.pop()))
    return tuple(pairs)
