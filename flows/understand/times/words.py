"""What each word of a text says as a part of a time: asked for once, then known by the word."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from flows.understand.lexicon import PATTERNS, Lexicon, Meaning, Step, Trie, joined_readings, lexicon, pattern_end
from flows.understand.times.said import NOTHING, Said, said
from flows.understand.tokens import Token

_MOST_WORDS = 12  # of one phrase
_MOST_KEPT = 2048  # words of a kind
_SHORT = 5  # letters of an abbreviation
ABBREVIATED = frozenset({"month", "weekday", "unit"})  # with a dot: `Oct.`
_NORM: Callable[[Token], str] = itemgetter(1)
_KINDS = ("word", "number", "glyph", "emoji", "sign")  # of a token
_SIGNS = {
    ",": "comma", "、": "comma", "，": "comma", "-": "dash", "~": "dash", "/": "slash", "／": "slash", ".": "dot",
    "!": "stop", "?": "stop", ";": "stop", "。": "stop", "…": "stop", "...": "stop", "..": "stop", "&": "and",
    "+": "and", "<": "before", ">": "after", "(": "comma", ")": "comma", "|": "comma", ":": "colon", "=": "fill",
    "–": "dash", '"': "fill", "'": "fill", "*": "fill", "・": "fill", "·": "fill", "@": "at",
}  # fmt: skip

_SIGNS_SAID = {
    sign: Said(
        kind,
        () if kind == "fill" else ((kind, sign),),
        None,
        telling=False,
        timely=False,
        unknown=False,
        plain=kind != "stop",
        apart=None,
    )
    for sign, kind in _SIGNS.items()
}


class Known(NamedTuple):
    """A word that says something by itself, or that longer phrases begin with.

    `leads` are the tokens behind it that may make more of it: what those phrases go on with, the dot of an abbreviation.
    `weak` and `short` are about the word by itself: whether it often means something else, and whether it may be one cut short.
    """

    said: Said | None
    leads: Collection[str]
    weak: bool
    short: bool


class _Words(dict[str, Known | None]):
    """What is known of the words of one kind of token; filled as texts ask for words, None where nothing is known."""

    def __init__(self, code: str, kind: str) -> None:
        super().__init__()
        self._lexicon, self._kind = lexicon(code), kind

    def __missing__(self, norm: str) -> Known | None:
        node = self._lexicon.trie.get(norm)
        known = _foreign(self._lexicon, norm, self._kind) if node is None else _known(self._lexicon, node, norm, self._kind)
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[norm] = known
        return known


@cache
def words_of(code: str) -> dict[str, Callable[[str], Known | None]]:
    """For each kind of token what tells what is known of a word of a language."""
    return {kind: _Words(code, kind).__getitem__ for kind in _KINDS}


def _foreign(words: Lexicon, norm: str, kind: str) -> Known | None:
    """A word that the language does not have: what it was meant for; or a sign."""
    readings = words.guessed(norm) if kind == "word" else None
    meant = replace(said(readings), apart=None) if readings else _SIGNS_SAID.get(norm) if kind == "sign" else None
    return None if meant is None else Known(meant, (), weak=False, short=False)


def _known(words: Lexicon, node: Trie, norm: str, kind: str) -> Known | None:
    readings, _ = _longest(node, [norm])
    if readings is None and kind == "word":
        readings = words.guessed(norm)
    alone = said(readings) if readings is not None else _SIGNS_SAID.get(norm) if kind == "sign" else None
    leads = _leads(node, norm)
    short = len(norm) <= _SHORT
    if short and alone is not None and alone.kind in ABBREVIATED:
        leads = frozenset((*leads, "."))
    return Known(alone, leads, norm in words.unsure, short) if alone is not None or leads else None


def _leads(node: Trie, norm: str) -> Collection[str]:
    """The words with which a phrase that begins with this one may go on."""
    if PATTERNS not in node:
        return node if len(node) > ("" in node) else ()
    return frozenset(node).union(*(_seconds(steps, norm) for steps, _ in node[PATTERNS]))


def _seconds(steps: tuple[Step, ...], norm: str) -> set[str]:
    """The words with which a phrase of many ways may go on behind its first word."""
    found: set[str] = set()
    for at, (by_first, optional) in enumerate(steps):
        for wording in by_first.get(norm, ()):
            found |= {wording[1]} if len(wording) > 1 else _firsts(steps[at + 1 :])
        if not optional:
            break
    return found


def _firsts(steps: tuple[Step, ...]) -> set[str]:
    found: set[str] = set()
    for by_first, optional in steps:
        found |= by_first.keys()
        if not optional:
            break
    return found


def phrase_at(trie: Trie, tokens: list[Token], at: int, end: int) -> tuple[Said, int] | None:
    """What the longest phrase from a token on says and the token behind it; None where no phrase is known."""
    norms = list(map(_NORM, tokens[at : min(end, at + _MOST_WORDS)]))
    readings, count = _longest(trie[norms[0]], norms)
    return None if readings is None else (said(readings), at + count)


def _longest(first: Trie, norms: list[str]) -> tuple[tuple[Meaning, ...] | None, int]:
    """What the longest phrase that the words begin with may mean, and its length."""
    readings: tuple[Meaning, ...] | None = None
    step = last = 0
    node: Trie | None = first
    while node is not None:
        step += 1
        if "" in node:
            readings, last = node[""], step
        node = node.get(norms[step]) if step < len(norms) else None
    return _by_pattern(first[PATTERNS], norms, readings, last) if PATTERNS in first else (readings, last)


def _by_pattern(
    patterns: list[Any], norms: list[str], readings: tuple[Meaning, ...] | None, last: int
) -> tuple[tuple[Meaning, ...] | None, int]:
    """The longest wording of the phrases of many ways, where it is longer than what was found."""
    for steps, meaning in patterns:
        reached = pattern_end(steps, norms, 0)
        if reached > last:
            readings, last = (meaning,), reached
        elif reached == last and readings is not None:
            readings = joined_readings(readings, meaning)
    return readings, last


def apart(what: Said, norm: str) -> Said | None:
    """What is left of a word where no digits stand right before it."""
    return what.apart if what.apart is not NOTHING else _SIGNS_SAID.get(norm)
