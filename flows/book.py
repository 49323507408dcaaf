"""Book: a new visit by text, through the same slots as a move."""

from __future__ import annotations

from flows.acts import person_named
from flows.draft import Draft
from flows.guards import is_booking, service_is_open
from flows.says import Numbered
from flows.subjects import ABOUT_ONE, OPEN
from flows.table import Cases, Flow, Row
from flows.values import Intent
from flows.visits import BOOKING
from flows.wishes import wishes, with_whom, without


def ask_which_service(turn: Draft) -> None:
    """What the new visit is for, numbered; the wish is kept for afterwards."""
    names = Numbered(tuple(service.name(turn.language) for service in turn.calendar.services))
    turn.remember(purpose="book", service=None, about=(), waiting=(), person=person_named(turn))
    turn.remember(offers=(), wishes=wishes(turn), provider=with_whom(turn), without=without(turn), asked_at=turn.now)
    turn.say("which_service", services=names)


def leave_booking(turn: Draft) -> None:
    """No new visit after all."""
    turn.say("not_booked")


NO_DAY: Cases = (((Intent.DENY,), ("asking_when",)),)
OPENINGS: Cases = (((Intent.PROPOSE, Intent.ALTERNATIVES), ABOUT_ONE),)

FLOW = Flow(
    "book",
    states=(),
    rows=(
        Row(Intent.CANCEL, BOOKING, "idle", leave_booking, when=is_booking, also=NO_DAY),
        Row(Intent.BOOK, OPEN, "picking_appointment", ask_which_service, when=service_is_open, also=OPENINGS),
    ),
)
