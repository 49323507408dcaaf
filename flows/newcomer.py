"""Newcomer: a phone we know nothing of, or with nothing booked, wants something of a visit."""

from __future__ import annotations

from flows.acts import call_person
from flows.draft import Draft
from flows.events import TaskRaised
from flows.guards import has_asked_before, is_unknown, nothing_is_booked
from flows.subjects import ANSWERS, OPEN
from flows.table import Flow, Row
from flows.values import Intent

WANTED = (*(trigger for trigger in ANSWERS if trigger != Intent.OTHER), Intent.WHEN, Intent.LATE)


def greet_unknown(turn: Draft) -> None:
    """Says kindly that this number has no booking, and lets staff know."""
    turn.remember(misses=turn.conversation.misses + 1, asked_at=turn.now)
    turn.emit(TaskRaised("unknown_customer", None, turn.inbound.body))
    turn.say("unknown", place=turn.calendar.place.name, phone=turn.calendar.place.phone)


def tell_none_booked(turn: Draft) -> None:
    turn.say("none_booked", place=turn.calendar.place.name)


FLOW = Flow(
    "newcomer",
    states=(),
    rows=(
        Row((*WANTED, Intent.OTHER), OPEN, "with_staff", call_person, when=(is_unknown, has_asked_before)),
        Row((*WANTED, Intent.OTHER, Intent.GREETING), OPEN, "idle", greet_unknown, when=is_unknown),
        Row(WANTED, OPEN, "idle", tell_none_booked, when=nothing_is_booked),
    ),
)
