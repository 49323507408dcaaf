"""Small words around a time that say how it is meant: leave taken until then, a weekday of every week."""

from __future__ import annotations

from collections.abc import Sequence

from flows.understand.lexicon import lexicon
from flows.understand.tokens import Token


def opens_with_leave(tokens: Sequence[Token], code: str) -> bool:
    """Whether the word by which one takes leave until a time stands before any weekday or number: `à vendredi 14h30`."""
    words = lexicon(code)
    leave = words.switches.get("leave", ())
    for token in tokens:
        if token.norm in leave:
            return True
        readings = words.trie.get(token.norm, {}).get("", ())
        if token.kind == "number" or any(reading[0][0] == "weekday" for reading in readings):
            return False
    return False


def says_every(said: str, code: str) -> bool:
    """Whether a weekday is said of every week: `Fridays`, `sextas`, `freitags`, `los viernes`."""
    words = lexicon(code)
    said_words = said.lower().split()
    if not said_words or not frozenset(said_words).isdisjoint(words.switches.get("every", ())):
        return bool(said_words)
    last = said_words[-1].rstrip(".,!?")
    single = words.trie.get(last.removesuffix("s"), {}).get("", ()) if last.endswith("s") else ()
    return any(reading[0][0] == "weekday" for reading in single)
