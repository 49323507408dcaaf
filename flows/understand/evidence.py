"""Evidence in a text: the phrases that together cover it best, each with what it speaks for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import NamedTuple

from flows.frozen import value
from flows.understand.expressions import TimeExpr
from flows.understand.phrases import BREAK, Jumps, Phrasebook
from flows.understand.tokens import Token
from flows.understand.worth import MOST_TOKENS, PICK, TIME, only_joins

__all__ = ["MOST_TOKENS", "OBSTACLE", "PICK", "TIME", "Evidence", "Mark", "gather"]

_ENDS = frozenset("!?;\n:。！？；…")
_MAY_END = _ENDS | {"."}
OBSTACLE = frozenset(("obstacle",))
_SHORT, _MOST_COVERS = 16, 256  # tokens of a text, covers kept
_SAYING = frozenset(("word", "number", "glyph"))
_COMPARING = frozenset(PICK + name for name in ("latest", "earliest"))
_ROLES, _START, _END, _SIGN = itemgetter(2), itemgetter(2), itemgetter(3), itemgetter(0)
# What is said from a token on: the token after it, its roles, the expressions of time in it.
_Said = tuple[int, frozenset[str], tuple[int, ...]]


class Mark(NamedTuple):
    """The tokens from `first` up to `last` and what they are evidence of; `times` are expressions in the phrase.

    A named tuple, because it takes a third of the time that a frozen dataclass does.
    """

    first: int
    last: int
    roles: frozenset[str]
    clause: int = 0
    times: tuple[int, ...] = ()


_NEW: Callable[[type[Mark], tuple[object, ...]], Mark] = tuple.__new__


# The marks that cover a text, the tokens that none of them does, the marks that may pick an offer, the roles of the first.
_Cover = tuple[tuple[Mark, ...], list[int], tuple[Mark, ...], frozenset[str]]
_COVERS: dict[tuple[Phrasebook, tuple[int, ...], tuple[int, ...], tuple[tuple[int, object], ...]], _Cover] = {}


@value(frozen=True, slots=True)
class Evidence:
    """All marks in order, the clause of each token, and the words that nothing accounts for."""

    marks: tuple[Mark, ...]
    clauses: tuple[int, ...]
    unknown: tuple[int, ...]
    picks: tuple[Mark, ...]  # every phrase that may pick an offer, whether or not a longer one covers it
    roles: frozenset[str]  # of all marks


def gather(
    tokens: Sequence[Token], norms: Sequence[str], book: Phrasebook, expressions: Sequence[TimeExpr], text: str
) -> Evidence:
    """Finds every phrase at every token and keeps the set that covers the text with the fewest, longest phrases.

    There are at most MOST_TOKENS tokens; `norms` are theirs.
    """
    book.trim()
    codes = book.codes(tokens, norms)
    jumps = _jumps(tokens, codes, book, expressions) if expressions else {}
    clauses = _clauses(tokens, norms, text)
    marks, unmarked, picks, roles = _cover(codes, clauses, book, jumps)
    unknown = tuple([at for at in unmarked if codes[at] >= 0 and tokens[at].kind in _SAYING]) if unmarked else ()
    return Evidence(marks, clauses, unknown, picks, roles)


def _cover(codes: list[int], clauses: tuple[int, ...], book: Phrasebook, jumps: Jumps) -> _Cover:
    """The best cover of a text; that of a short one is known from a text that differed in its day and hour alone."""
    if len(codes) > _SHORT:
        return _found(codes, clauses, book, jumps)
    letters = book, tuple(codes), clauses, tuple(jumps.items())
    cover = _COVERS.get(letters)
    if cover is None:
        if len(_COVERS) >= _MOST_COVERS:
            _COVERS.clear()
        cover = _COVERS[letters] = _found(codes, clauses, book, jumps)
    return cover


def _found(codes: Sequence[int], clauses: tuple[int, ...], book: Phrasebook, jumps: Jumps) -> _Cover:
    chosen, picks = _best(codes, book, jumps)
    marks, unmarked = _in_a_row(chosen, clauses)
    return marks, unmarked, _in_a_row(picks, clauses)[0] if picks else (), roles_of(marks)


def roles_of(marks: tuple[Mark, ...]) -> frozenset[str]:
    """The roles of all of these marks."""
    return marks[0].roles if len(marks) == 1 else _united(tuple(map(_ROLES, marks)))


@lru_cache(maxsize=512)
def _united(roles: tuple[frozenset[str], ...]) -> frozenset[str]:
    """All roles of a text; two texts in three have the same as one before."""
    return frozenset().union(*roles)


def _jumps(
    tokens: Sequence[Token], codes: Sequence[int], book: Phrasebook, expressions: Sequence[TimeExpr]
) -> dict[int, tuple[tuple[int, int, int], ...]]:
    """For the tokens at which a time expression begins: (token after it, its index, its first token).

    An expression may begin with words that only join it on ("of my 2:30"): a phrase that has begun before them may
    use those as its own.
    """
    jumps: dict[int, tuple[tuple[int, int, int], ...]] = {}
    for index, expression in enumerate(expressions):
        first, last = bisect_left(tokens, expression.start, key=_START), bisect_right(tokens, expression.end, key=_END)
        for at in range(first, last):
            jumps[at] = (*jumps.get(at, ()), (last, index, first))
            if at == last - 1 or codes[at] < 0 or not _joins(book.alone(codes[at])):
                break
    return jumps


def _clauses(tokens: Sequence[Token], norms: Sequence[str], text: str) -> tuple[int, ...]:
    """Numbers the sentences; a full stop counts where it ends a word, not inside a number."""
    if _MAY_END.isdisjoint(map(_SIGN, norms[:-1])) and "\n" not in text:
        return (0,) * len(tokens)
    ends = [token[4] == "sign" and _ends_a_sentence(tokens, at) for at, token in enumerate(tokens)]
    if "\n" in text:
        between = (text[one.end : other.start] for one, other in pairwise(tokens))
        ends = [ends_here or "\n" in gap for ends_here, gap in zip(ends, between, strict=False)]
    return tuple(accumulate(ends, initial=0))[: len(tokens)]


def _ends_a_sentence(tokens: Sequence[Token], at: int) -> bool:
    sign = tokens[at].norm[0]
    return sign in _ENDS or (sign == "." and not (at + 1 < len(tokens) and tokens[at + 1].kind == "number"))


def _best(codes: Sequence[int], book: Phrasebook, jumps: Jumps) -> tuple[dict[int, _Said], dict[int, _Said]]:
    """What is said from each token on in the best cover of what follows, and what may pick an offer; the last token first."""
    best = [0.0] * len(codes)
    chosen: dict[int, _Said] = {}
    picks: dict[int, _Said] = {}
    unknown, begin, last_jump = book.unknown, book.start, max(jumps) if jumps else -1
    stops = list(codes)
    for at in jumps:
        stops[at] = BREAK
    most = 0.0
    for start in range(len(codes) - 2, -1, -1):
        code = codes[start]
        if code < 0 or (code == unknown and start not in jumps):
            best[start] = most
            continue
        said: _Said | None = None
        if start > last_jump:  # the same as below for the one path that there is without times
            end, place = start + 1, begin[code]
            while place is not None:
                if place.worths:
                    worth = place.worths[end - start] + best[end]
                    if worth > most:
                        most, said = worth, (end, place.roles, ())
                    if place.picks:
                        picks[start] = end, place.roles, ()
                place = place[codes[end]]
                end += 1
        else:
            for end, place, times in book.walk(codes, start, jumps, stops):
                worth = place.worths[end - start] + best[end]
                if worth > most:
                    most, said = worth, (end, place.roles, times)
                elif worth == most and said is not None and said[0] == end:
                    said = end, said[1] | place.roles, times if len(times) > len(said[2]) else said[2]
                if place.picks and (not times or not place.roles.isdisjoint(_COMPARING)):  # "the later Thursday one"
                    picks[start] = end, place.roles, times
        best[start] = most
        if said is not None:
            chosen[start] = said
    return chosen, picks


def _in_a_row(said: dict[int, _Said], clauses: Sequence[int]) -> tuple[tuple[Mark, ...], list[int]]:
    """From the first token on a mark for what begins where the one before has ended, and the tokens that no mark covers.

    A mark that only tells of an obstacle explains no yes: its tokens are among those.
    """
    marks: list[Mark] = []
    unmarked: list[int] = []
    at = 0
    for first, (last, roles, times) in reversed(said.items()):
        if first < at:
            continue
        if first > at:
            unmarked += range(at, first)
        marks.append(_NEW(Mark, (first, last, roles, clauses[first], times)))
        if roles == OBSTACLE:
            unmarked += range(first, last)
        at = last
    unmarked += range(at, len(clauses))
    return tuple(marks), unmarked


def _joins(roles: frozenset[str]) -> bool:
    return bool(roles) and only_joins(roles)
