"""Questions: what is booked, where we are, when we are open; what we do not know, a person answers."""

from __future__ import annotations

from flows.acts import nudge, pass_on_question, tell_bookings
from flows.draft import Draft
from flows.guards import asks_hours, asks_place, asks_provider, asks_who, one_visit_is_meant
from flows.says import Week
from flows.subjects import OPEN
from flows.table import SAME, Flow, Row
from flows.values import Intent
from flows.visits import shown, target


def tell_own_bookings(turn: Draft) -> None:
    """What this phone has booked."""
    tell_bookings(turn)


def tell_who(turn: Draft) -> None:
    """Who is texting, and what for."""
    turn.say("hello", place=turn.calendar.place.name)
    nudge(turn)


def tell_provider(turn: Draft) -> None:
    """Who the visit is with."""
    visit = target(turn)
    turn.say("booked", visit=shown(turn, visit), when=visit.start)
    nudge(turn)


def tell_place(turn: Draft) -> None:
    place = turn.calendar.place
    turn.say("where", place=place.name, address=place.address, phone=place.phone)
    nudge(turn)


def tell_hours(turn: Draft) -> None:
    """Opening hours, as the business file has them."""
    place = turn.calendar.place
    turn.say("hours", place=place.name, hours=Week(place.hours_text))
    nudge(turn)


FLOW = Flow(
    "questions",
    states=(),
    rows=(
        Row(Intent.WHEN, OPEN, SAME, tell_own_bookings),
        Row(Intent.INFO, OPEN, SAME, tell_who, when=asks_who),
        Row(Intent.INFO, OPEN, SAME, tell_provider, when=(asks_provider, one_visit_is_meant)),
        Row(Intent.INFO, OPEN, SAME, tell_place, when=asks_place),
        Row(Intent.INFO, OPEN, SAME, tell_hours, when=asks_hours),
        Row(Intent.INFO, OPEN, SAME, pass_on_question),
    ),
)
