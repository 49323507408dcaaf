"""What the words of a text were taken for: where a yes to the words may be a no to the question."""

from __future__ import annotations

import re
from functools import lru_cache

from flows.draft import Draft, fact
from flows.values import Intent, Reading, Span

# What shows that the visit is to take place. The understanding reads these as a yes, which they are to a reminder.
_COMING = frozenset(("keep", "coming", "attend"))
_SURE = frozenset(("yes", "doit", "fine", "cancel", "cancelword", "cancelthat", "unneeded"))
_COURTESY = frozenset(("thanks", "bye", "done", "greeting", "noproblem", "named", "all", "join"))
_OPEN = _COMING | {"time", "book"}  # beside a yes to giving the visit up, these leave open what is meant
_UNABLE = frozenset(("refuse", "notnow", "obstacle"))
_ASKING = frozenset(("asks", "info"))  # "金曜は伊藤先生ですか"; a question word alone may be a relative one: "the day that"
_WISHING = frozenset(("want", "request", "book", "question"))
_MOST_OTHER_WORDS = 3  # that a plain yes may hold beside it: "yes, sorry about that"


def roles_said(reading: Reading) -> frozenset[str]:
    """All that the phrases of a reading were taken for."""
    return frozenset().union(*[_roles(span.meaning) for span in reading.spans if span.text])


@lru_cache(maxsize=1024)
def _roles(meaning: str) -> frozenset[str]:
    return frozenset(meaning.split(", "))


@fact
def spoken(turn: Draft) -> tuple[tuple[Span, frozenset[str]], ...]:
    """The phrases that made the reading, each with what it was taken for."""
    return tuple([(span, _roles(span.meaning)) for span in turn.reading.spans if span.text])


@fact
def roles(turn: Draft) -> frozenset[str]:
    """All that the phrases of the text were taken for."""
    return roles_said(turn.reading)


def says_keep(turn: Draft) -> bool:
    """The text says that something is to stay as it is."""
    return "keep" in roles(turn)


def says_coming(turn: Draft) -> bool:
    """The text speaks of the visit as of one that will take place: "see you then"."""
    return not roles(turn).isdisjoint(_COMING) and roles(turn).isdisjoint(_UNABLE)


def says_unable(turn: Draft) -> bool:
    """The text tells what keeps somebody from coming."""
    return not roles(turn).isdisjoint(_UNABLE)


def says_no_but_coming(turn: Draft) -> bool:
    """ "No, I'm coming": no to the question about the visit, yes to the visit."""
    denied = any("not" in some and "no" not in some for _, some in spoken(turn))  # "no" is "not" in Spanish
    return says_coming(turn) and "no" in roles(turn) and not denied


def is_plain_yes(turn: Draft) -> bool:
    """Nothing is said but a yes and courtesy; a reading without words (a picked number, a test's) is as plain as it says."""
    if not spoken(turn):
        return True
    sure = any(not some.isdisjoint(_SURE) for _, some in spoken(turn))
    plain = all(_is_plain(some) for _, some in spoken(turn))
    return sure and plain and _other_words(turn) <= _MOST_OTHER_WORDS


def is_plain_no(turn: Draft) -> bool:
    """A no to the question, not to the visit: "I can't make it" says no to both."""
    return turn.reading.intent == Intent.DENY and roles(turn).isdisjoint(_UNABLE)


def asks_for_a_day(turn: Draft) -> bool:
    """An offer is meant by its day alone, in a question or a wish: "is Tuesday possible?" may want another hour."""
    body = turn.inbound.body
    by_number = any(letter.isdecimal() for letter in body) or any(role.startswith("pick") for role in roles(turn))
    if by_number or "time" not in roles(turn):
        return False
    if "?" in body or "\uff1f" in body or not roles(turn).isdisjoint(_ASKING):
        return True
    return "want" in roles(turn) and roles(turn).isdisjoint(_SURE)


def wishes_for_a_number(turn: Draft) -> bool:
    """The number of an offer is led to as an hour is: "can you do 3", "how about 2", not "number 3", "3 please"."""
    body, numbers = turn.inbound.body, re.findall(r"\d+", turn.inbound.body)
    if numbers != [str(turn.reading.choice)] or any(role.startswith("pick") for role in roles(turn)):
        return False
    at = body.index(numbers[0])
    leading = (
        body[span.start : at].split() for span, some in spoken(turn) if span.start < at and not some.isdisjoint(_WISHING)
    )
    return any(len(words) > 1 for words in leading)


def _is_plain(some: frozenset[str]) -> bool:
    if some & {"cancel", "cancelword", "cancelthat"} and "keep" not in some:
        return True
    if not some.isdisjoint(_OPEN):
        return False
    return not some.isdisjoint(_SURE) or some <= _COURTESY


def _other_words(turn: Draft) -> int:
    """How many words of the text no phrase accounts for."""
    text, rest, end = turn.inbound.body, [], 0
    for span, _ in spoken(turn):
        rest.append(text[end : span.start])
        end = max(end, span.end)
    return len(re.findall(r"\w+", " ".join((*rest, text[end:]))))
