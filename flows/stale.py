"""Stale: an answer to a question about a visit that has moved, passed or been cancelled since."""

from __future__ import annotations

from flows.acts import tell_bookings
from flows.draft import Draft
from flows.guards import is_stale
from flows.subjects import ANSWERS, ASKING
from flows.table import SAME, Flow, Row
from flows.values import Intent


def tell_what_stands(turn: Draft) -> None:
    """Nothing changes; the customer hears what is booked now."""
    turn.say("stale")
    tell_bookings(turn)


def tell_bookings_unasked(turn: Draft) -> None:
    """A yes, a no or a number that answers nothing: what is booked, and nothing changes."""
    tell_bookings(turn)


FLOW = Flow(
    "stale",
    states=("idle",),
    rows=(
        Row(ANSWERS, ASKING, "idle", tell_what_stands, when=is_stale),
        Row((Intent.AFFIRM, Intent.DENY, Intent.CHOOSE), "idle", SAME, tell_bookings_unasked),
    ),
)
