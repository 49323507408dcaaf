"""Cancelling that holds only if something else does, or that is not believed in: "cancel if there is nothing on Friday"."""

from __future__ import annotations

from flows.understand.evidence import Mark
from flows.understand.said import listed, places, says
from flows.understand.view import View

# What a condition is about, where it is not mere courtesy: "if you can", "if possible".
_OF_SUBSTANCE = frozenset(
    ("alternatives", "book", "move", "moveword", "refuse", "no", "none", "later", "earlier", "third", "obstacle", "time",
     "notpost")
)  # fmt: skip
_IDLE = frozenset(("filler", "polite", "join", "want", "request", "question", "not", "time", "hence"))
_NEAR = 3  # tokens between the order and its condition: "cancel it please, if"


def holds_only_if(verb: Mark, seen: View) -> bool:
    """ "Cancel if you can get me another slot", 金曜が無理ならキャンセル: an order on a condition is none yet."""
    behind = seen.heard.tokens[verb.first].kind == "glyph"  # there the words of a condition stand behind it
    for start, end in places(seen, listed(seen.heard.language, "conditions")):
        if behind:
            said = _up_to(start, seen) if end <= verb.first and _leads_on(end, verb.first, seen) else ()
        elif start < verb.first:
            said = range(end, min(verb.first, _next_sign(end, seen)))
        else:
            said = range(end, _next_sign(end, seen)) if _is_near(verb, start, seen) else ()
        if said and _is_of_substance(said, verb, seen):
            return True
    return False


def is_not_believed_in(verb: Mark, seen: View) -> bool:
    """ "Ich glaube nicht, dass ich absagen muss", "non credo che devo annullare"."""
    return any(
        end <= verb.first and _leads_on(end, verb.first, seen) for _, end in places(seen, listed(seen.heard.language, "doubts"))
    )


def _is_of_substance(said: range, verb: Mark, seen: View) -> bool:
    """Whether a condition says more than courtesy does, or what nobody knows."""
    if any(at in said for at in seen.heard.evidence.unknown) or says(seen, listed(seen.heard.language, "another"), said):
        return True
    marks = (mark for mark in seen.marks if mark.last - 1 in said and mark is not verb)
    return any(mark.times or not mark.roles.isdisjoint(_OF_SUBSTANCE) for mark in marks)


def _is_near(verb: Mark, at: int, seen: View) -> bool:
    """Whether a condition belongs to the order before it: "cancel it, let me know if you have Friday" has none."""
    between = [token.norm for token in seen.heard.tokens[verb.last : at]]
    joined = any("join" in mark.roles and verb.last <= mark.first < at for mark in seen.marks)
    return len(between) <= _NEAR and not joined and "," not in between[:-1]


def _leads_on(start: int, end: int, seen: View) -> bool:
    """Whether nothing but little words stands there."""
    if any(start <= at < end for at in seen.heard.evidence.unknown):
        return False
    if any(token.kind == "sign" for token in seen.heard.tokens[start:end]):
        return False
    return all(mark.roles <= _IDLE for mark in seen.marks if start <= mark.first and mark.last <= end)


def _up_to(end: int, seen: View) -> range:
    """The tokens before a place, back to a sign."""
    tokens = seen.heard.tokens
    start = next((at + 1 for at in range(end - 1, -1, -1) if tokens[at].kind == "sign"), 0)
    return range(start, end)


def _next_sign(start: int, seen: View) -> int:
    tokens = seen.heard.tokens
    return next((at for at in range(start, len(tokens)) if tokens[at].kind == "sign"), len(tokens))
