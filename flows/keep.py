"""Keep: after we have asked about another day, an offer or giving up, the customer keeps what is booked."""

from __future__ import annotations

from flows.draft import Draft
from flows.guards import visit_is_discussed, wants_to_keep
from flows.table import Flow, Row
from flows.values import Intent, State
from flows.visits import shown, target


def keep_visit(turn: Draft) -> None:
    """Nothing changes, and the visit that stands is told."""
    turn.say("kept", visit=shown(turn, target(turn)), when=target(turn).start)


KEEPING: tuple[State, ...] = ("asking_when", "choosing", "agreeing", "dropping")

FLOW = Flow(
    "keep",
    states=(),
    rows=(
        Row(Intent.DENY, "dropping", "idle", keep_visit),
        Row(Intent.OTHER, KEEPING, "idle", keep_visit, when=wants_to_keep),
        # "OK" to "it stays at 10:00, text another day if you like" is no day: it is fine as it is.
        Row(Intent.AFFIRM, "asking_when", "idle", keep_visit, when=visit_is_discussed),
    ),
)
