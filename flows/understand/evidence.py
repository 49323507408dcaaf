"""Evidence in a text: the phrases that together cover it best, each with what it speaks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flows.understand.expressions import TimeExpr
from flows.understand.phrases import Phrasebook
from flows.understand.tokens import Token

# Longer texts are read as far as this: nobody arranges an appointment in more words.
MOST_TOKENS = 400
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
    tokens = tokens[:MOST_TOKENS]
    codes = [book.code(token) for token in tokens]
    jumps = _jumps(tokens, expressions)
    clauses = _clauses(tokens, text)
    marks, picks = _best(tokens, codes, book, jumps, clauses)
    covered: set[int] = set()
    for mark in marks:
        covered.update(range(mark.first, mark.last))
    unknown = tuple(
        i
        for i, token in enumerate(tokens)
        if i not in covered and codes[i] >= 0 and token.kind in ("word", "number", "glyph")
    )
    return Evidence(marks, clauses, unknown, picks)


def _jumps(tokens: Sequence[Token], expressions: Sequence[TimeExpr]) -> dict[int, tuple[tuple[int, int], ...]]:
    """For the first token of each time expression: (token after it, its index)."""
    jumps: dict[int, tuple[tuple[int, int], ...]] = {}
    for index, expression in enumerate(expressions):
        inside = [i for i, t in enumerate(tokens) if expression.start <= t.start and t.end <= expression.end]
        if inside:
            jumps[inside[0]] = (*jumps.get(inside[0], ()), (inside[-1] + 1, index))
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
        ends = token.norm[0] in _ENDS or (
            token.norm[0] == "." and not (i + 1 < len(tokens) and tokens[i + 1].kind == "number")
        )
        number += ends
    return tuple(numbers)


def _best(
    tokens: Sequence[Token],
    codes: Sequence[int],
    book: Phrasebook,
    jumps: dict[int, tuple[tuple[int, int], ...]],
    clauses: Sequence[int],
) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    count = len(tokens)
    best = [0.0] * (count + 1)
    chosen: list[Mark | None] = [None] * count
    picks: list[Mark | None] = [None] * count
    for start in range(count - 1, -1, -1):
        best[start] = best[start + 1]
        if codes[start] < 0:
            continue
        for (end, times), roles in _found(book, codes, start, jumps).items():
            if not times and any(role.startswith(PICK) for role in roles):
                picks[start] = Mark(start, end, roles, clauses[start])
            worth = _worth(end - start, roles) + best[end]
            if worth > best[start]:
                best[start] = worth
                chosen[start] = Mark(start, end, roles, clauses[start], times)
    return _in_a_row(chosen), _in_a_row(picks)


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


def _found(
    book: Phrasebook, codes: Sequence[int], start: int, jumps: dict[int, tuple[tuple[int, int], ...]]
) -> dict[tuple[int, tuple[int, ...]], frozenset[str]]:
    """The phrases from one token on, by their end and the times in them."""
    found: dict[tuple[int, tuple[int, ...]], frozenset[str]] = {}
    for end, roles, times in book.walk(codes, start, jumps):
        key = (end, times)
        found[key] = found.get(key, frozenset()) | frozenset(roles)
    for end, index in jumps.get(start, ()):
        found[end, (index,)] = found.get((end, (index,)), frozenset()) | {TIME}
    return found


def _worth(length: int, roles: frozenset[str]) -> float:
    """Long phrases say more than the sum of their words; a word that only joins says least."""
    if roles <= _WEAKEST:
        return 0.8 if length == 1 else 0.9 * length * length
    return length * length + (0.1 if TIME not in roles else 0.05)
