"""Cancel: a visit is given up after one question."""

from __future__ import annotations

from flows.acts import ask_to_drop, ask_which_visit, go_on_with_next, listed, refuse_late_change
from flows.draft import Draft
from flows.events import AppointmentCancelled
from flows.guards import another_waits, notice_has_run_out, several_people, several_visits, wants_cancelling
from flows.subjects import ABOUT_ONE, ANSWERS
from flows.table import Cases, Flow, Row
from flows.values import Intent, State
from flows.visits import PICKING, shown, targets


def drop_visits(turn: Draft) -> None:
    """The visits are given up."""
    visits = targets(turn)
    for visit in visits:
        turn.emit(AppointmentCancelled(visit.id))
    if len(visits) == 1:
        turn.say("dropped", visit=shown(turn, visits[0]), when=visits[0].start)
        return
    turn.say("dropped_all", visits=listed(turn, visits))


def drop_and_go_on(turn: Draft) -> None:
    drop_visits(turn)
    go_on_with_next(turn)


NOT_DROPPING: tuple[State, ...] = tuple(state for state in ABOUT_ONE if state != "dropping")
# "No" where we asked for a better day, after an offer to say so where none is wanted.
NO_DAY: Cases = (((Intent.DENY,), ("asking_when",)),)
YES = (Intent.AFFIRM, Intent.CANCEL)

TOO_LATE_NOW: Cases = ((YES, ("dropping",)),)

FLOW = Flow(
    "cancel",
    states=("dropping",),
    rows=(
        Row(ANSWERS, PICKING, "idle", refuse_late_change, when=(wants_cancelling, notice_has_run_out)),
        Row(ANSWERS, PICKING, "dropping", ask_to_drop, when=wants_cancelling),
        Row(Intent.CANCEL, NOT_DROPPING, "picking_person", ask_which_visit, when=several_people),
        Row(Intent.CANCEL, NOT_DROPPING, "picking_appointment", ask_which_visit, when=several_visits),
        Row(Intent.CANCEL, NOT_DROPPING, "idle", refuse_late_change, when=notice_has_run_out, also=(*NO_DAY, *TOO_LATE_NOW)),
        Row(Intent.CANCEL, NOT_DROPPING, "dropping", ask_to_drop, also=NO_DAY),
        Row(YES, "dropping", "asking_when", drop_and_go_on, when=another_waits),
        Row(YES, "dropping", "idle", drop_visits),
    ),
)
