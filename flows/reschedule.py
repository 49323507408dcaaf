"""Reschedule: which visit moves, whether it may, and which day or time is wanted."""

from __future__ import annotations

from flows.acts import ask_when, ask_which_visit, refuse_another_move, refuse_late_change
from flows.draft import Draft
from flows.guards import moves_are_used_up, notice_has_run_out, several_people, several_visits, wish_is_open
from flows.subjects import ABOUT_ONE, ALSO_SEARCHING, SEARCHING
from flows.table import Flow, Row
from flows.values import Intent
from flows.visits import booking, shown, target
from flows.wishes import with_whom, without


def ask_when_instead(turn: Draft) -> None:
    """The offer is not taken: nothing has changed, and another day or time is welcome."""
    if booking(turn):
        ask_when(turn)
        return
    turn.remember(offers=(), wishes=(), provider=with_whom(turn), without=without(turn), asked_at=turn.now)
    turn.say("nothing_changed", visit=shown(turn, target(turn)), when=target(turn).start)


FLOW = Flow(
    "reschedule",
    states=("asking_when", "picking_appointment", "picking_person"),
    rows=(
        Row(Intent.DENY, ("choosing", "agreeing"), "asking_when", ask_when_instead),
        Row(SEARCHING, ABOUT_ONE, "picking_person", ask_which_visit, when=several_people),
        Row(SEARCHING, ABOUT_ONE, "picking_appointment", ask_which_visit, when=several_visits),
        Row(SEARCHING, ABOUT_ONE, "idle", refuse_late_change, when=notice_has_run_out, also=ALSO_SEARCHING),
        Row(SEARCHING, ABOUT_ONE, "idle", refuse_another_move, when=moves_are_used_up, also=ALSO_SEARCHING),
        Row(SEARCHING, ABOUT_ONE, "asking_when", ask_when, when=wish_is_open, also=ALSO_SEARCHING),
    ),
)
