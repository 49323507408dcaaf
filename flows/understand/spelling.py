"""Misspelt words: the known word that a customer's word is one slip of the finger away from."""

from __future__ import annotations

import re
from collections.abc import Collection

from flows.understand.tokens import fold

# Shorter words are one letter away from too many others ("move" and "love") to be guessed.
_SHORTEST = 6
_SHORTEST_TYPED = 5
# One other letter makes another word more often than one letter more or less: "rewards" is not "regards".
_OTHER_LETTER = 8
_LONGEST = 24
_RUN = re.compile(r"(.)\1+")
_LONG_RUN = re.compile(r"(.)\1{2,}")


class Spelling:
    """Finds known words by what remains of them without one letter; the index is made when first needed."""

    def __init__(self, words: Collection[str]) -> None:
        self._words = words
        self._index: dict[str, list[str]] = {}

    def nearest(self, word: str) -> str:
        """The known word meant: without its accents, without drawn-out letters, or one slip away; else ""."""
        for spelling in (fold(word), _LONG_RUN.sub(r"\1", word), _LONG_RUN.sub(r"\1\1", word), _end_run(word)):
            if spelling in self._words and len(set(spelling)) > 1:  # "kkkk" laughs, it is no "k"
                return spelling
        if not _SHORTEST_TYPED <= len(word) <= _LONGEST:
            return ""
        self._build()
        close = {
            known
            for rest in {word, *_shortened(word)}
            for known in self._index.get(rest, ())
            if known[0] == word[0] and _one_slip(word, known)
        }
        return min(close, default="")

    def _build(self) -> None:
        if self._index:
            return
        for word in self._words:
            if _SHORTEST <= len(word) <= _LONGEST and word.isalpha():
                for rest in {word, *_shortened(word)}:
                    self._index.setdefault(rest, []).append(word)


def _end_run(word: str) -> str:
    """The word with a drawn-out end cut: `yess` is yes."""
    last = None
    for run in _RUN.finditer(word):
        last = run
    return word[: last.start() + 1] if last is not None and last.end() == len(word) else word


def _shortened(word: str) -> list[str]:
    return [word[:i] + word[i + 1 :] for i in range(len(word))]


def _one_slip(a: str, b: str) -> bool:
    """One letter more, less or other, or two neighbours swapped; an ending -s is another word, no slip."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    i = 0
    while i < len(a) and a[i] == b[i]:
        i += 1
    if len(a) < len(b):
        return a[i:] == b[i + 1 :] and (i < len(a) or b[-1] != "s")
    if a[i + 1 :] == b[i + 1 :]:
        return len(a) >= _OTHER_LETTER
    return a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :]
