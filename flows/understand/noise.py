"""Texts that nobody typed to us: phone reactions, automatic replies, echoes of our own words."""

from __future__ import annotations

from flows.understand.heard import Heard
from flows.understand.view import View

_AUTOMATIC, _OF_A_VISIT = frozenset(("auto", "echo")), frozenset(("late", "cancel", "move"))
_SAYING = frozenset(("word", "number", "glyph"))
_QUOTES = frozenset('"“”„«»「」『』‘’')
# Reactions to a text begin with these whatever language the phone speaks: invisible marks come before the words.
_HIDDEN = "\u200a\u200b\u200c\u200d\u2060\ufeff"


def is_noise(seen: View) -> bool:
    """Whether the text is a reaction to one of ours, an automatic reply or a copy of what we wrote."""
    heard = seen.heard
    if not seen.roles.isdisjoint(_AUTOMATIC) and seen.roles.isdisjoint(_OF_A_VISIT):
        return True
    may_quote = "reaction" in seen.roles or not heard.text.isascii() or '"' in heard.text
    return (may_quote and _is_reaction(heard, seen)) or _says_nothing(heard)


def _is_reaction(heard: Heard, seen: View) -> bool:
    """ "Liked “...”": a reaction's verb, or an emoji and a word, then a quotation up to the end."""
    count = len(heard.tokens)
    reactions = [mark for mark in seen.marks if "reaction" in mark.roles]
    if count >= 3 and any(not mark.first and mark.last >= count - 1 for mark in reactions):
        return True  # "Loved an image": nothing is quoted where a picture was liked
    body = heard.text.strip().strip(_HIDDEN).rstrip(".!")
    if not body or body[-1] not in _QUOTES or not any(c in _QUOTES for c in body[:-1]):
        return False
    opening = min(i for i, c in enumerate(heard.text) if c in _QUOTES)
    before = [token for token in heard.tokens if token.end <= opening]
    if not before:
        return False
    if before[0].kind == "emoji":
        return len(before) <= 4
    return any(mark.first <= 1 for mark in reactions)


def _says_nothing(heard: Heard) -> bool:
    """No word and no number: signs, or emoji that answer nothing. A lone question mark asks."""
    for token in heard.tokens:  # most texts begin with a word
        if token.kind in _SAYING or token.norm[0] in "?？":
            return False
    return not any(mark.roles for mark in heard.evidence.marks)
