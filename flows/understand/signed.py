"""Months and Sundays that are somebody's name: "Thanks, April", "Passt, Jan", "August Müller", "Domenica Rossi"."""

from __future__ import annotations

from flows.understand.expressions import TimeExpr
from flows.understand.view import View
from flows.values import Asked

_ANSWERING = frozenset(("yes", "fine", "thanks", "bye", "coming", "doit", "noproblem", "attend", "greeting"))
_SILENT = frozenset(("filler", "polite", "named", "time", "join"))
_ADDRESSING = frozenset(("thanks", "bye"))
_ENDING = frozenset(".!,-–")
_SUNDAY = 6


def is_a_name(index: int, seen: View, asked: Asked) -> bool:
    """Whether a month or a Sunday in a name's capital has a surname behind it, or signs an answer at the end of the text."""
    each = seen.heard.expressions[index]
    if not _may_name(each, seen.heard.text):
        return False
    tokens = seen.heard.tokens
    at = next(i for i, token in enumerate(tokens) if token.start == each.start)
    behind = at + 1
    if behind in seen.heard.evidence.unknown and tokens[behind].text.istitle() and tokens[behind].start == each.end + 1:
        return True
    return signs_off(index, seen, asked)


def signs_off(index: int, seen: View, asked: Asked, *, thanking: bool = False) -> bool:
    """Whether the month ends a text that only answers, behind a sign or thanks; or, where `thanking`, behind thanks alone.

    Not where we asked when: "Thanks, April" may be the answer.
    """
    each, tokens = seen.heard.expressions[index], seen.heard.tokens
    if asked.expecting == "when" or each.kind != "month" or not _may_name(each, seen.heard.text):
        return False
    if not all(mark.roles <= _SILENT or mark.roles & _ANSWERING for mark in seen.marks):
        return False
    at = next(i for i, token in enumerate(tokens) if token.start == each.start)
    if not at or any(token.norm[0] not in _ENDING for token in tokens[at + 1 :]):
        return False
    before = at - 1 if tokens[at - 1].norm[0] in _ENDING else at
    thanked = any(mark.last == before and not mark.roles.isdisjoint(_ADDRESSING) for mark in seen.marks)
    return thanked or (not thanking and before < at)


def _may_name(each: TimeExpr, text: str) -> bool:
    said = text[each.start : each.end]
    if each.negated or not said.isalpha() or not said.istitle():
        return False
    sunday = each.kind == "date" and each.weekly and each.windows[0].start.weekday() == _SUNDAY
    return each.kind == "month" or sunday
