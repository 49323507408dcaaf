"""Answers for several people in one text: "Ana yes, Leo no"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from flows.understand.tokens import fold, tokenize
from flows.understand.view import View
from flows.values import Intent

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
