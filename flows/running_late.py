"""Running late: staff are told, and the customer hears that they were."""

from __future__ import annotations

from flows.acts import tell_bookings
from flows.draft import Draft
from flows.events import TaskRaised
from flows.guards import visit_is_today
from flows.subjects import OPEN
from flows.table import SAME, Flow, Row
from flows.values import Intent
from flows.visits import shown, visit_today


def tell_staff(turn: Draft) -> None:
    """Staff know; the visit they will be late for is named."""
    visit = visit_today(turn)
    if visit is None:
        raise LookupError("no visit today")
    turn.emit(TaskRaised("late", visit.id, turn.inbound.body))
    turn.say("late", visit=shown(turn, visit), when=visit.start, phone=turn.calendar.place.phone)


def tell_other_day(turn: Draft) -> None:
    """No visit is today: what is booked."""
    turn.emit(TaskRaised("late", None, turn.inbound.body))
    tell_bookings(turn)


FLOW = Flow(
    "running_late",
    states=(),
    rows=(
        Row(Intent.LATE, OPEN, SAME, tell_staff, when=visit_is_today),
        Row(Intent.LATE, OPEN, SAME, tell_other_day),
    ),
)
