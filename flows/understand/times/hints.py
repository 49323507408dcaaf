"""The words that hint at a time: a text that holds none of them is looked at no further."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from flows.shelf import kept
from flows.understand.lexicon import MAKERS, PATTERNS, Lexicon, Meaning, Step, Trie, lexicon, source
from flows.understand.times.said import said

_OWN_MAKERS = tuple(Path(__file__).with_name(name).read_bytes() for name in ("hints.py", "said.py"))
_MOST_WORDS = 4096
_TELLING, _TIMELY, _BOTH = 1, 2, 3  # as `Said` has them: a time needs both, be it from one phrase or from two
_EACH = frozenset((_TELLING, _TIMELY))
_Rarity = Callable[[str], tuple[bool, int, int]]


def may_hold_a_time(norms: Iterable[str], code: str) -> bool:
    """Whether the words of a text, in any order, leave it possible that it speaks of a time."""
    hints = set(map(_hints(code).__getitem__, norms))
    return _BOTH in hints or hints >= _EACH


class _Hints(dict[str, int]):
    """What each word asked for hints at; filled as texts ask for words."""

    def __init__(self, words: Lexicon) -> None:
        super().__init__()
        self._lexicon = words
        self._anchors: dict[str, int] = kept(
            f"{words.code}.hints", (source(words.code), *MAKERS, *_OWN_MAKERS), lambda: _anchors(words.trie)
        )

    def __missing__(self, norm: str) -> int:
        hint = _BOTH if norm[0].isdecimal() else self._anchors.get(norm, 0)
        guessed = self._lexicon.guessed(norm)
        if guessed is not None:
            hint |= _hint(guessed)
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[norm] = hint
        return hint


@cache
def _hints(code: str) -> _Hints:
    return _Hints(lexicon(code))


def _anchors(trie: Trie) -> dict[str, int]:
    """Of each phrase the one of its words that fewest texts without it hold: "morning" of "in the morning"."""

    @cache
    def rarity(word: str) -> tuple[bool, int, int]:
        # Words that alone make a time, then words that are nothing alone, then words that only join.
        alone = trie[word].get("") if word in trie else None
        return word[0].isalnum(), 2 if alone is None else _hint(alone) or -1, len(word)

    anchors: dict[str, int] = {}
    left: list[tuple[Trie, str]] = [(below, word) for word, below in trie.items()]
    while left:
        node, rarest = left.pop()
        for word, below in node.items():
            if word == "":
                anchors[rarest] = anchors.get(rarest, 0) | _hint(below)
            elif word == PATTERNS:
                for steps, meaning in below:
                    for anchor in _anchors_of(steps, rarity):
                        anchors[anchor] = anchors.get(anchor, 0) | _hint((meaning,))
            else:
                left.append((below, max(rarest, word, key=rarity)))
    return {word: hint for word, hint in anchors.items() if hint}


def _anchors_of(steps: tuple[Step, ...], rarity: _Rarity) -> set[str]:
    """Of a phrase of many ways the rarest words of that element which has the rarest ones."""
    elements = [
        {max(words, key=rarity) for ways in by_first.values() for words in ways} for by_first, optional in steps if not optional
    ]
    return max(elements, key=lambda words: min(map(rarity, words)))


def _hint(readings: tuple[Meaning, ...]) -> int:
    what = said(readings)
    telling = what.telling or (what.apart is not None and what.apart.telling)
    return telling * _TELLING | what.timely * _TIMELY
