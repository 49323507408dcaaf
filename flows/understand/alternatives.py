"""Whether a text leaves open which of the offers it wants: "the first or Friday"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise

from flows.understand.expressions import TimeExpr
from flows.understand.lexicon import Trie, lexicon
from flows.understand.numbered import Named
from flows.understand.offered import fits
from flows.understand.tokens import Token
from flows.understand.view import View

_INDIFFERENT = ("any", "all", "both")
_OR = "or"
# What is joined: the characters from and to, and the offers it would do with.
_Possible = tuple[int, int, frozenset[int]]


def undecided(seen: View, offers: Sequence[datetime], expressions: Iterable[TimeExpr], named: Iterable[Named]) -> bool:
    """Whether an "or" stands between two that are not the same offers; `named` are (token, number) of those wanted."""
    if seen.has(*_INDIFFERENT):
        return False
    tokens = seen.heard.tokens
    possible: list[_Possible] = [(tokens[at].start, tokens[at].end, frozenset((number,))) for at, number in named]
    for each in expressions:
        if each.windows and not each.negated:
            fitting = {n for n, offer in enumerate(offers, 1) if any(fits(offer, window) for window in each.windows)}
            possible.append((each.start, each.end, frozenset(fitting)))
    if len(possible) < 2:
        return False
    trie = lexicon(seen.heard.language).trie
    return any(
        one[2] != other[2] and one[1] <= other[0] and _says_or(_between(tokens, one[1], other[0]), trie)
        for one, other in pairwise(sorted(possible, key=lambda each: each[:2]))
    )


def _between(tokens: Sequence[Token], start: int, end: int) -> list[str]:
    return [token.norm for token in tokens if start <= token.start and token.end <= end]


def _says_or(words: Sequence[str], trie: Trie) -> bool:
    return any(_or_from(words[at:], trie) for at in range(len(words)))


def _or_from(words: Sequence[str], trie: Trie) -> bool:
    node: Trie | None = trie
    for word in words:
        node = node.get(word) if node else None
        if node is None:
            return False
        if any(reading[0][0] == _OR for reading in node.get("", ())):
            return True
    return False
