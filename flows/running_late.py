"""Running late: staff are told, and the customer hears that they were."""

from __future__ import annotations

from flows.acts import pass_on_question, tell_bookings
from flows.draft import Draft
from flows.events import TaskRaised
from flows.guards import has_said_late, is_a_question, speaks_of_the_delay, visit_is_today, visits_asked_about_are_today
from flows.subjects import OPEN
from flows.table import SAME, Flow, Row
from flows.values import Appointment, Intent
from flows.visits import service_of, shown, start_of, visits_today


def tell_staff(turn: Draft) -> None:
    """Staff know; the visit they will be late for is named, and to staff all of today's: any may be meant."""
    today = visits_today(turn)
    if not today:
        raise LookupError("no visit today")
    visit = today[0]
    others = f" ({'; '.join(told(turn, each) for each in today)})" if len(today) > 1 else ""
    turn.emit(TaskRaised("late", visit.id, turn.inbound.body + others))
    if turn.state in ("idle", "confirming"):
        turn.remember(purpose="late")
    turn.say("late", visit=shown(turn, visit), when=visit.start, phone=turn.calendar.place.phone)


def told(turn: Draft, visit: Appointment) -> str:
    """A visit as a note to staff names it."""
    service = service_of(turn, visit.service).name(turn.calendar.place.languages[0])
    parts = (service, turn.calendar.provider_name(visit.provider), visit.name)
    return f"{start_of(turn, visit):%H:%M} " + ", ".join(part for part in parts if part)


def tell_other_day(turn: Draft) -> None:
    """No visit is today: what is booked."""
    turn.emit(TaskRaised("late", None, turn.inbound.body))
    tell_bookings(turn)


# What may follow "I'm running late": "maybe 20", "so sorry", "a bit later".
OF_THE_DELAY = (Intent.OTHER, Intent.PROPOSE, Intent.LATER, Intent.CHOOSE)

FLOW = Flow(
    "running_late",
    states=(),
    rows=(
        Row(Intent.OTHER, "idle", SAME, pass_on_question, when=(has_said_late, is_a_question)),
        Row(OF_THE_DELAY, "idle", SAME, tell_staff, when=speaks_of_the_delay),
        Row(Intent.LATE, "confirming", "idle", tell_staff, when=visits_asked_about_are_today),
        Row(Intent.LATE, OPEN, SAME, tell_staff, when=visit_is_today),
        Row(Intent.LATE, OPEN, SAME, tell_other_day),
    ),
)
