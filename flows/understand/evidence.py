"""Evidence in a text: the phrases that together cover it best, each with what it speaks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from flows.understand.expressions import TimeExpr
from flows.understand.phrases import Phrasebook
from flows.understand.tokens import Token

_ENDS = frozenset("!?;\n:。！？；…")
TIME = "time"
PICK = "pick "
_WEAKEST = frozenset(("filler", "polite", "join"))


@dataclass(frozen=True, slots=True)
class Mark:
    """The tokens from `first` up to `last` and what they are evidence of; `times` are expressions in the phrase."""

    first: int
    last: int
    roles: frozenset[str]
    clause: int = 0
    times: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """All marks in order, the clause of each token, and the words that nothing accounts for."""

    marks: tuple[Mark, ...]
    clauses: tuple[int, ...]
    unknown: tuple[int, ...]
    picks: tuple[Mark, ...] = ()  # every phrase that may pick an offer, whether or not a longer one covers it


def gather(tokens: Sequence[Token], book: Phrasebook, expressions: Sequence[TimeExpr], text: str) -> Evidence:
    """Finds every phrase at every token and keeps the set that covers the text with the fewest, longest phrases."""
    book.trim()
    codes = [book.code(token) for token in tokens]
    jumps = _jumps(tokens, codes, book, expressions) if expressions else {}
    clauses = _clauses(tokens, text)
    marks, picks = _best(tokens, codes, book, jumps, clauses)
    covered: set[int] = set()
    for mark in marks:
        covered.update(range(mark.first, mark.last))
    unknown = tuple(
        i for i, token in enumerate(tokens) if i not in covered and codes[i] >= 0 and token.kind in ("word", "number", "glyph")
    )
    return Evidence(marks, clauses, unknown, picks)


def _jumps(
    tokens: Sequence[Token], codes: Sequence[int], book: Phrasebook, expressions: Sequence[TimeExpr]
) -> dict[int, tuple[tuple[int, int, int], ...]]:
    """For the tokens at which a time expression begins: (token after it, its index, its first token).

    An expression may begin with words that only join it on ("of my 2:30"): a phrase that has begun before them may
    use those as its own.
    """
    jumps: dict[int, tuple[tuple[int, int, int], ...]] = {}
    for index, expression in enumerate(expressions):
        inside = [i for i, t in enumerate(tokens) if expression.start <= t.start and t.end <= expression.end]
        for at in inside:
            jumps[at] = (*jumps.get(at, ()), (inside[-1] + 1, index, inside[0]))
            if at == inside[-1] or codes[at] < 0 or not _joins(book.alone(codes[at])):
                break
    return jumps


def _clauses(tokens: Sequence[Token], text: str) -> tuple[int, ...]:
    """Numbers the sentences; a full stop counts where it ends a word, not inside a number."""
    number, numbers, end = 0, [], 0
    for i, token in enumerate(tokens):
        if "\n" in text[end : token.start] and end:
            number += 1
        numbers.append(number)
        end = token.end
        if token.kind != "sign":
            continue
        ends = token.norm[0] in _ENDS or (token.norm[0] == "." and not (i + 1 < len(tokens) and tokens[i + 1].kind == "number"))
        number += ends
    return tuple(numbers)


def _best(
    tokens: Sequence[Token],
    codes: Sequence[int],
    book: Phrasebook,
    jumps: dict[int, tuple[tuple[int, int, int], ...]],
    clauses: Sequence[int],
) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    count = len(tokens)
    best = [0.0] * (count + 1)
    chosen: list[Mark | None] = [None] * count
    picks: list[Mark | None] = [None] * count
    for start in range(count - 1, -1, -1):
        best[start] = best[start + 1]
        code = codes[start]
        if code < 0 or (code == book.unknown and start not in jumps):
            continue
        for end, roles, times in _with_times(book.walk(codes, start, jumps), start, jumps):
            weak, picking = _traits(roles)
            if picking and not times:
                picks[start] = Mark(start, end, roles, clauses[start])
            worth = _worth(end - start, weak=weak) + best[end]
            rival = chosen[start]
            if worth > best[start]:
                best[start] = worth
                chosen[start] = Mark(start, end, roles, clauses[start], times)
            elif rival is not None and rival.last == end and worth == best[start]:
                said = times if len(times) > len(rival.times) else rival.times
                chosen[start] = Mark(start, end, rival.roles | roles, clauses[start], said)
    return _in_a_row(chosen), _in_a_row(picks)


def _worth(length: int, *, weak: bool) -> float:
    """Long phrases say more than the sum of their words; a word that only joins says least."""
    if weak:
        return 0.8 if length == 1 else 0.9 * length * length
    return length * length + 0.1


def _in_a_row(chosen: Sequence[Mark | None]) -> tuple[Mark, ...]:
    """From the first token on, each mark that begins where the one before has ended."""
    marks, at = [], 0
    while at < len(chosen):
        mark = chosen[at]
        if mark is None:
            at += 1
            continue
        marks.append(mark)
        at = mark.last
    return tuple(marks)


def _with_times(
    found: list[tuple[int, frozenset[str], tuple[int, ...]]],
    start: int,
    jumps: Mapping[int, tuple[tuple[int, int, int], ...]],
) -> list[tuple[int, frozenset[str], tuple[int, ...]]]:
    """The phrases from one token on with the times that stand there by themselves."""
    if start not in jumps:
        return found
    merged = {(end, times): roles for end, roles, times in found}
    for end, index, first in jumps[start]:
        if first == start:
            merged[end, (index,)] = merged.get((end, (index,)), frozenset()) | {TIME}
    return [(end, roles, times) for (end, times), roles in merged.items()]


def _joins(roles: frozenset[str]) -> bool:
    return bool(roles) and roles <= _WEAKEST


@cache
def _traits(roles: frozenset[str]) -> tuple[bool, bool]:
    """Whether a phrase says nothing by itself, and whether it may pick an offer."""
    return roles <= _WEAKEST, any(role.startswith(PICK) for role in roles)
