"""Take slot: an offered slot is chosen, or a named one agreed to, and becomes the visit."""

from __future__ import annotations

from flows.acts import go_on_with_next, name_chosen
from flows.draft import Draft
from flows.events import AppointmentBooked, AppointmentMoved
from flows.guards import another_waits, is_booking, offer_is_asked_about, slot_is_free
from flows.openings import taken_up
from flows.table import Flow, Row
from flows.values import Intent, Slot
from flows.visits import new_visit, shown, target, whose
from flows.wishes import wanted_service


def book_slot(turn: Draft) -> None:
    """A new visit for who was named, else for whom this phone has booked before."""
    slot, known = _taken(turn), whose(turn)
    service = wanted_service(turn)
    turn.emit(AppointmentBooked(service, slot, known.name if known else ""))
    turn.say("booked_new", visit=new_visit(turn, service, slot.provider), when=slot.start)


def ask_for_yes(turn: Draft) -> None:
    """One of the offers is meant, perhaps at another hour: a yes takes it as it is."""
    name_chosen(turn, _taken(turn))


def move_visit(turn: Draft) -> None:
    """The visit now stands at the slot."""
    slot, visit = _taken(turn), target(turn)
    turn.emit(AppointmentMoved(visit.id, slot, was=visit.start))
    turn.say("moved", visit=shown(turn, visit, provider=slot.provider), when=slot.start)


def move_and_go_on(turn: Draft) -> None:
    """The visit has moved, and the next one that waits is asked about."""
    move_visit(turn)
    go_on_with_next(turn)


def _taken(turn: Draft) -> Slot:
    slot = taken_up(turn)
    if slot is None:
        raise LookupError("no offered slot is chosen, or it has gone")
    return slot


TAKING = (Intent.CHOOSE, Intent.AFFIRM)

FLOW = Flow(
    "take_slot",
    states=(),
    rows=(
        Row(Intent.CHOOSE, "choosing", "agreeing", ask_for_yes, when=(slot_is_free, offer_is_asked_about)),
        Row(TAKING, ("choosing", "agreeing"), "idle", book_slot, when=(slot_is_free, is_booking)),
        Row(TAKING, ("choosing", "agreeing"), "asking_when", move_and_go_on, when=(slot_is_free, another_waits)),
        Row(TAKING, ("choosing", "agreeing"), "idle", move_visit, when=slot_is_free),
    ),
)
