"""Whether a text says one of a list of phrases, which are cut as texts are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from operator import attrgetter

from flows.understand.lexicon import lexicon
from flows.understand.tokens import tokenize_phrase
from flows.understand.view import View

_NORM = attrgetter("norm")


def says(seen: View, phrases: tuple[str, ...], within: range | None = None) -> bool:
    """Whether one of these phrases, as `cut` gives them, is in the text, or in a stretch of its tokens."""
    norms = list(map(_NORM, seen.heard.tokens if within is None else seen.heard.tokens[within.start : within.stop]))
    return not _first_words(phrases).isdisjoint(norms) and any(map(f" {' '.join(norms)} ".__contains__, phrases))


def places(seen: View, phrases: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where one of these phrases stands, as the tokens from which and up to which it goes."""
    norms = list(map(_NORM, seen.heard.tokens))
    if _first_words(phrases).isdisjoint(norms):
        return
    for phrase in phrases:
        words = phrase.split()
        if words[0] not in norms:
            continue
        for start in range(len(norms) - len(words) + 1):
            if norms[start : start + len(words)] == words:
                yield start, start + len(words)


def cut(phrases: Iterable[str]) -> tuple[str, ...]:
    """The phrases cut as a text is, each between spaces."""
    return tuple(f" {' '.join([token.norm for token in tokenize_phrase(phrase)])} " for phrase in phrases)


@cache
def _first_words(phrases: tuple[str, ...]) -> frozenset[str]:
    """A text without any of these says none of the phrases."""
    return frozenset(phrase.split()[0] for phrase in phrases)


@cache
def listed(code: str, switch: str) -> tuple[str, ...]:
    """The phrases that a language's `times.toml` lists under a switch, cut as a text is."""
    return cut(lexicon(code).switches.get(switch, ()))
