"""Misspelt words: the known word that a customer's word is one slip of the finger away from."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

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
    """Finds known words by their beginning or end and their length; the index is made when first needed.

    A slip leaves the first two letters or the first and the last two as they were. (An index of all words without each
    of their letters finds them no faster, but takes 15 ms and 1.5 MiB a language.)
    """

    def __init__(self, words: Collection[str]) -> None:
        self._words = words
        self._alike: dict[str, list[str]] = {}  # by their first letter
        self._index: dict[str, dict[tuple[str, int], list[str]]] = {}  # of a first letter, made when it is first asked for

    def nearest(self, word: str) -> str:
        """The known word meant: without its accents, without drawn-out letters, or one slip away; else ""."""
        for spelling in (fold(word), *(_with_shorter_runs(word) if _RUN.search(word) else ())):
            if spelling in self._words and len(set(spelling)) > 1:  # "kkkk" laughs, it is no "k"
                return spelling
        if not _SHORTEST_TYPED <= len(word) <= _LONGEST:
            return ""
        index = self._indexed(word[0])
        close = [
            known
            for length in (len(word) - 1, len(word), len(word) + 1)
            for key in _keys(word)
            for known in index.get((key, length), ())
            if _one_slip(word, known)
        ]
        return min(close, default="") or next((known for known in mistyped(word) if self._is_known(known)), "")

    def _is_known(self, word: str) -> bool:
        return len(word) >= _SHORTEST_TYPED and word in self._words

    def _indexed(self, letter: str) -> dict[tuple[str, int], list[str]]:
        """The words with this first letter by what a slip leaves of them and their length."""
        index = self._index.get(letter)
        if index is None:
            if not self._alike:
                for word in self._words:
                    self._alike.setdefault(word[0], []).append(word)
            index = self._index[letter] = {}
            for word in self._alike.get(letter, ()):
                if _SHORTEST <= len(word) <= _LONGEST and word.isalpha():
                    for key in _keys(word):
                        index.setdefault((key, len(word)), []).append(word)
        return index


@lru_cache(maxsize=1024)
def mistyped(word: str) -> tuple[str, ...]:
    """What was meant where every letter is there, but two neighbours changed places or one was typed twice; never the first.

    Such a slip seldom makes another word of the language, so that shorter words may be meant too.
    """
    if len(word) > _LONGEST:
        return ()
    swapped = [word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, len(word) - 1)]
    once = [word[:i] + word[i + 1 :] for i in range(1, len(word)) if word[i] == word[i - 1]]
    return tuple(sorted({*swapped, *once} - {word}))


def _keys(word: str) -> tuple[str, str]:
    """The first two letters; the first letter and the last two."""
    return word[:2], word[0] + word[-2:]


def _with_shorter_runs(word: str) -> tuple[str, ...]:
    """The word with a letter that is drawn out once or twice, or cut at its end."""
    return _LONG_RUN.sub(r"\1", word), _LONG_RUN.sub(r"\1\1", word), _end_run(word)


def _end_run(word: str) -> str:
    """The word with a drawn-out end cut: `yess` is yes."""
    last = None
    for run in _RUN.finditer(word):
        last = run
    return word[: last.start() + 1] if last is not None and last.end() == len(word) else word


def _one_slip(a: str, b: str) -> bool:
    """One letter more, less or other, or two neighbours swapped; an ending -s is another word, no slip."""
    if len(set(a) ^ set(b)) > 2:  # as of most words: letters that one slip cannot bring or take
        return False
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
