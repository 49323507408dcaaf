"""Stale: an answer to a question about a visit that has moved, passed or been cancelled since."""

from __future__ import annotations

from flows.acts import tell_bookings
from flows.draft import Draft
from flows.guards import is_stale, one_visit_is_meant, wants_to_keep
from flows.subjects import ANSWERS, ASKING
from flows.table import SAME, Flow, Row
from flows.values import Intent
from flows.visits import refs, shown, target


def tell_what_stands(turn: Draft) -> None:
    """Nothing changes; the customer hears what is booked now."""
    turn.say("stale")
    tell_bookings(turn)


def tell_bookings_unasked(turn: Draft) -> None:
    """A yes, a no or a number that answers nothing, or too late: what is booked, and nothing changes."""
    if turn.lapsed:
        turn.say("lapsed")
    tell_bookings(turn)


def ask_if_better_day(turn: Draft) -> None:
    """A no out of the blue, like "can't make it": what is booked, and a way to change it."""
    visit = target(turn)
    turn.remember(about=refs((visit,)), purpose="move", asked_at=turn.now)
    turn.say("booked", visit=shown(turn, visit), when=visit.start)
    turn.say("ask_other_day")


FLOW = Flow(
    "stale",
    states=("idle",),
    rows=(
        Row(ANSWERS, ASKING, "idle", tell_what_stands, when=is_stale),
        Row(Intent.DENY, "idle", "asking_when", ask_if_better_day, when=one_visit_is_meant),
        Row((Intent.AFFIRM, Intent.DENY, Intent.CHOOSE), "idle", SAME, tell_bookings_unasked),
        Row(Intent.OTHER, "idle", SAME, tell_bookings_unasked, when=wants_to_keep),
    ),
)
