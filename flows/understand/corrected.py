"""A text that takes back the time or number it named and names another: "2 scratch that 3", "Friday, I mean Thursday"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain

from flows.understand.evidence import Mark
from flows.understand.expressions import TimeExpr
from flows.understand.lexicon import lexicon
from flows.understand.tokens import Token, tokenize_phrase

_BETWEEN = 2  # tokens that may stand on either side of the words that correct: "2 please, sorry, the 3"
_SHORT = 2  # a comma and a no
_AGREEING = frozenset(("filler", "polite", "thanks", "time", "join", "hence", "want", "yes", "fine", "pickword", "doit"))
_SIGNS = frozenset(",.;!-、，。…")


def corrected_from(tokens: Sequence[Token], marks: Iterable[Mark], expressions: Sequence[TimeExpr], code: str) -> int | None:
    """The character from which on a text counts, as what it named before was a slip; None where it takes nothing back.

    Behind what is named last it only agrees: "Friday, sorry, Thursday doesn't work" is no correction.
    """
    norms = [token.norm for token in tokens]
    if _first_words(code).isdisjoint(norms):
        return None
    one, other = expressions[-2:]
    first = next(at for at, token in enumerate(tokens) if token.end >= one.end) + 1
    last = next(at for at, token in enumerate(tokens) if token.start >= other.start)
    behind_it = next((at for at, token in enumerate(tokens) if token.start >= other.end), len(tokens))
    if last <= first or len(tokens) - behind_it > _BETWEEN:
        return None
    if not all(mark.roles <= _AGREEING for mark in marks if mark.last > behind_it):
        return None
    phrases = _phrases(code)
    for at in range(first, min(first + _BETWEEN + 1, last)):
        for phrase in phrases.get(norms[at], ()):
            behind = last - at - len(phrase)
            if not 0 <= behind <= _BETWEEN or tuple(norms[at : at + len(phrase)]) != phrase:
                continue
            if phrase[0] == "," and len(phrase) == _SHORT and not other.weak:
                continue  # "2, no 3" corrects, "Thursday, no Fridays" refuses
            if not _begins_longer(marks, at, len(phrase)):  # Korean 아니면 is "or else", though 아니 corrects
                return tokens[last].start
    return None


def _begins_longer(marks: Iterable[Mark], at: int, length: int) -> bool:
    """Whether the words are only the beginning of a longer one that joins."""
    return any(mark.first == at and mark.last > at + length and "but" in mark.roles for mark in marks)


@cache
def _phrases(code: str) -> dict[str, list[tuple[str, ...]]]:
    """The words that correct, cut as a text is, by the first of them."""
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for written in lexicon(code).switches.get("corrects", ()):
        phrase = tuple(token.norm for token in tokenize_phrase(written))
        phrases.setdefault(phrase[0], []).append(phrase)
    return phrases


@cache
def _first_words(code: str) -> frozenset[str]:
    """A text without any of these corrects nothing."""
    phrases = chain.from_iterable(_phrases(code).values())
    return frozenset(next(word for word in phrase if word not in _SIGNS) for phrase in phrases)
