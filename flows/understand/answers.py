"""Answers that agree, and a yes that goes on to request what was offered."""

from __future__ import annotations

from flows.understand.view import View

ANSWERS = ("yes", "doit", "coming", "fine", "noproblem")
_AGREEING = frozenset(ANSWERS) - {"coming"}
_REQUESTED = frozenset(("yes", "fine", "doit", "book", "request"))
_BOOKED_ON_REQUEST = frozenset(("book", "request"))
_IDLE = frozenset(("filler", "polite", "question", "asks", "join", "want", "named"))
_SOMETHING_NEW = (
    "info",
    "when",
    "alternatives",
    "move",
    "moveword",
    "cancel",
    "cancelword",
    "earlier",
    "later",
    "human",
    "third",
)


def requests_what_was_offered(view: View) -> bool:
    """ "Yes, could you book it for me?": behind a yes the question only requests what was offered, and nothing new."""
    asked = [mark.roles for mark in view.marks if mark.clause in view.questions]
    said = frozenset().union(*asked)
    # "Sí, ¿hay cita?" asks for an appointment and requests none.
    requested = "doit" in said or said >= _BOOKED_ON_REQUEST
    if not requested or not _opens_with_an_answer(view) or view.has(*_SOMETHING_NEW):
        return False
    return all(roles & _REQUESTED or roles <= _IDLE for roles in asked)


def _opens_with_an_answer(view: View) -> bool:
    """Whether the first thing said agrees and does not ask: Dutch "kan" may do both."""
    said = next((mark.roles for mark in view.marks if not mark.roles <= _IDLE), frozenset[str]())
    return not said.isdisjoint(ANSWERS) and said.isdisjoint(("request", "question", "want", "book"))


def answers_beside_booking(view: View) -> bool:
    """ "Yes, a cleaning" and "book it" answer; "I need a cleaning, set something up" only wishes."""
    answers = [mark for mark in view.marks if not mark.roles.isdisjoint(_AGREEING)]  # not "put it on the calendar"
    if any("book" not in mark.roles for mark in answers):
        return True
    return bool(answers) and all(mark in answers for mark in view.marks if "book" in mark.roles)


def finds_it_fine(view: View) -> bool:
    """Whether a word of courtesy agrees: "va bene venerdì"; "meglio venerdì" wishes for what there is already."""
    return any("fine" in mark.roles and (mark.times or "want" not in mark.roles) for mark in view.marks)
