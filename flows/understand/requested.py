"""An offer asked for in so many words: "can I take the second one?", "kann ich den zweiten nehmen?"."""

from __future__ import annotations

from flows.understand.evidence import PICK
from flows.understand.said import listed, places
from flows.understand.view import View

_BEFORE = frozenset(
    ("polite", "filler", "greeting", "yes", "fine", "doit", "thanks", "join", "hence", "pickword", "time", "want", "request")
)
_AGAINST = ("alternatives", "none", "notpost", "no", "not", "refuse", "earlier", "later", "measure", "named", "but", "possible")


def requests_an_offer(seen: View) -> bool:
    """Whether all that is asked is whether one may have what is named, by a verb of taking in the first person.

    What is listed may be taken, so that the question is a polite order. "Is the second free?" and "can my wife take it?" ask.
    """
    if not seen.questions or seen.has(*_AGAINST):
        return False
    said = {at for start, end in places(seen, listed(seen.heard.language, "taking")) for at in range(start, end)}
    known = seen.heard.cut == 0 and said.issuperset(seen.heard.evidence.unknown)
    return known and all(_requests(clause, seen) for clause in seen.questions)


def _requests(clause: int, seen: View) -> bool:
    clauses, language = seen.heard.evidence.clauses, seen.heard.language
    taking = listed(language, "taking")
    verbs = [end for _, end in places(seen, taking) if clauses[end - 1] == clause]
    for start, end in places(seen, listed(language, "may_i")):
        if clauses[start] != clause or (taking and not any(end < verb for verb in verbs)):
            continue
        words = (mark for mark in seen.marks if seen.heard.tokens[mark.first].kind != "sign")  # not "¿"
        before = [mark for mark in words if mark.clause == clause and mark.last <= start]
        if all(role in _BEFORE or role.startswith(PICK) for mark in before for role in mark.roles):
            return True
    return False
