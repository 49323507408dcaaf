"""Evidence in a text: the phrases that together cover it best, each with what it speaks for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import accumulate, pairwise
from typing import NamedTuple

from flows.frozen import value
from flows.understand.expressions import TimeExpr
from flows.understand.phrases import Found, Jumps, Phrasebook
from flows.understand.tokens import Token

# Nobody arranges an appointment in more words. What lies beyond is not read, and then nothing is taken for a yes.
MOST_TOKENS = 90
_ENDS = frozenset("!?;\n:。！？；…")
TIME = "time"
PICK = "pick "
OBSTACLE = frozenset(("obstacle",))
_ASCII_ENDS = re.compile(r"[!?;\n:.]")
_SAYING = frozenset(("word", "number", "glyph"))
_COMPARING = frozenset(PICK + name for name in ("latest", "earliest"))
_WEAKEST = frozenset(("filler", "polite", "join", "hence"))


class Mark(NamedTuple):
    """The tokens from `first` up to `last` and what they are evidence of; `times` are expressions in the phrase.

    A named tuple, because it takes a third of the time that a frozen dataclass does.
    """

    first: int
    last: int
    roles: frozenset[str]
    clause: int = 0
    times: tuple[int, ...] = ()


# Long phrases say more than the sum of their words; a word that only joins says least.
_WORTH = tuple(length * length + 0.1 for length in range(MOST_TOKENS + 1))
_WORTH_LITTLE = (0.0, 0.8, *(0.9 * length * length for length in range(2, MOST_TOKENS + 1)))
_MARK: Callable[[tuple[object, ...]], Mark] = partial(tuple.__new__, Mark)


@value(frozen=True, slots=True)
class Evidence:
    """All marks in order, the clause of each token, and the words that nothing accounts for."""

    marks: tuple[Mark, ...]
    clauses: tuple[int, ...]
    unknown: tuple[int, ...]
    picks: tuple[Mark, ...] = ()  # every phrase that may pick an offer, whether or not a longer one covers it


def gather(tokens: Sequence[Token], book: Phrasebook, expressions: Sequence[TimeExpr], text: str) -> Evidence:
    """Finds every phrase at every token and keeps the set that covers the text with the fewest, longest phrases.

    There are at most MOST_TOKENS tokens.
    """
    book.trim()
    codes = book.codes(tokens)
    jumps = _jumps(tokens, codes, book, expressions) if expressions else {}
    clauses = _clauses(tokens, text)
    marks, picks = _best(codes, book, jumps, clauses)
    return Evidence(marks, clauses, _unknown(tokens, codes, marks), picks)


def _unknown(tokens: Sequence[Token], codes: Sequence[int], marks: Sequence[Mark]) -> tuple[int, ...]:
    """The words, numbers and characters that no mark covers, or only one that tells of an obstacle: it explains no yes."""
    unknown: list[int] = []
    end = 0
    for mark in (*marks, _end(len(tokens))):
        if mark.roles == OBSTACLE:
            continue
        for at in range(end, mark.first):
            if codes[at] >= 0 and tokens[at].kind in _SAYING:
                unknown.append(at)
        end = mark.last
    return tuple(unknown)


def _end(count: int) -> Mark:
    return Mark(count, count, frozenset())


def _jumps(
    tokens: Sequence[Token], codes: Sequence[int], book: Phrasebook, expressions: Sequence[TimeExpr]
) -> dict[int, tuple[tuple[int, int, int], ...]]:
    """For the tokens at which a time expression begins: (token after it, its index, its first token).

    An expression may begin with words that only join it on ("of my 2:30"): a phrase that has begun before them may
    use those as its own.
    """
    jumps: dict[int, tuple[tuple[int, int, int], ...]] = {}
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    for index, expression in enumerate(expressions):
        first, last = bisect_left(starts, expression.start), bisect_right(ends, expression.end)
        for at in range(first, last):
            jumps[at] = (*jumps.get(at, ()), (last, index, first))
            if at == last - 1 or codes[at] < 0 or not _joins(book.alone(codes[at])):
                break
    return jumps


def _clauses(tokens: Sequence[Token], text: str) -> tuple[int, ...]:
    """Numbers the sentences; a full stop counts where it ends a word, not inside a number."""
    if text.isascii() and not _ASCII_ENDS.search(text):
        return (0,) * len(tokens)
    ends = [token.kind == "sign" and _ends_a_sentence(tokens, at) for at, token in enumerate(tokens)]
    if "\n" in text:
        between = (text[one.end : other.start] for one, other in pairwise(tokens))
        ends = [ends_here or "\n" in gap for ends_here, gap in zip(ends, between, strict=False)]
    return tuple(accumulate(ends, initial=0))[: len(tokens)]


def _ends_a_sentence(tokens: Sequence[Token], at: int) -> bool:
    sign = tokens[at].norm[0]
    return sign in _ENDS or (sign == "." and not (at + 1 < len(tokens) and tokens[at + 1].kind == "number"))


def _best(
    codes: Sequence[int], book: Phrasebook, jumps: Jumps, clauses: Sequence[int]
) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    count = len(codes)
    best = [0.0] * (count + 1)
    chosen: list[Found | None] = [None] * count
    picks: list[Found | None] = [None] * count
    unknown, picking_any = book.unknown, False
    last_jump = max(jumps, default=-1)
    most = 0.0
    for start in range(count - 1, -1, -1):
        code = codes[start]
        if code < 0 or (code == unknown and start not in jumps):
            best[start] = most
            continue
        said: Found | None = None
        for phrase in _found_at(start, codes, book, jumps) if start <= last_jump else book.run(codes, start):
            end, roles, times = phrase
            worths, picking = _traits(roles)
            if picking and (not times or not roles.isdisjoint(_COMPARING)):  # "the later Thursday one"
                picks[start], picking_any = phrase, True
            worth = worths[end - start] + best[end]
            if worth > most:
                most, said = worth, phrase
            elif said is not None and said[0] == end and worth == most:
                said = end, said[1] | roles, times if len(times) > len(said[2]) else said[2]
        best[start], chosen[start] = most, said
    return _in_a_row(chosen, clauses), _in_a_row(picks, clauses) if picking_any else ()


def _in_a_row(chosen: Sequence[Found | None], clauses: Sequence[int]) -> tuple[Mark, ...]:
    """From the first token on, a mark for each phrase that begins where the one before has ended."""
    marks: list[Mark] = []
    at, count = 0, len(chosen)
    while at < count:
        phrase = chosen[at]
        if phrase is None:
            at += 1
            continue
        end, roles, times = phrase
        marks.append(_MARK((at, end, roles, clauses[at], times)))
        at = end
    return tuple(marks)


def _found_at(start: int, codes: Sequence[int], book: Phrasebook, jumps: Jumps) -> list[Found]:
    """The phrases from one token on in a text with times, and the times that stand there by themselves."""
    found = book.walk(codes, start, jumps)
    return _with_times(found, start, jumps[start]) if start in jumps else found


def _with_times(found: list[Found], start: int, begun: tuple[tuple[int, int, int], ...]) -> list[Found]:
    """The phrases from one token on with the times that stand there by themselves."""
    merged = {(end, times): roles for end, roles, times in found}
    for end, index, first in begun:
        if first == start:
            merged[end, (index,)] = merged.get((end, (index,)), frozenset()) | {TIME}
    return [(end, roles, times) for (end, times), roles in merged.items()]


def _joins(roles: frozenset[str]) -> bool:
    return bool(roles) and roles <= _WEAKEST


@cache
def _traits(roles: frozenset[str]) -> tuple[tuple[float, ...], bool]:
    """What a phrase is worth, by its length in tokens, and whether it may pick an offer."""
    return _WORTH_LITTLE if roles <= _WEAKEST else _WORTH, any(role.startswith(PICK) for role in roles)
