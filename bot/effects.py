"""One function an event: what a turn decided is written into the open transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from bot import cells, reminders
from bot.calendar.shop import Shop
from bot.ports import Session, SlotTaken
from bot.quiet import quiet_of
from bot.records import to_text
from flows.events import (
    MAKING,
    TAKING,
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentConfirmed,
    AppointmentMoved,
    Event,
    HoldsReleased,
    OptedIn,
    OptedOut,
    SlotsHeld,
    TaskRaised,
)
from flows.frozen import replace, value
from flows.values import Appointment, Service, Slot


@value(frozen=True, slots=True)
class Scene:
    """Where an event happened: `sid` is the text's, `opt_out_sender` the number or messaging service it speaks of.

    `visits` are the phone's appointments by id as they stand; each event that changes one leaves it there as it stands then.
    `held` are slots that were believed to be held for the phone without a look.
    """

    session: Session
    sid: str
    location: str
    phone: str
    opt_out_sender: str
    language: str | None
    now: datetime
    shop: Shop
    visits: dict[str, Appointment]
    held: Sequence[Slot] = ()

    @property
    def at(self) -> str:
        return to_text(self.now)

    def service(self, key: str) -> Service:
        found = self.shop.service(key)
        if found is None:
            raise LookupError(f"no service {key!r} at {self.location}")
        return found

    def visit(self, key: str) -> Appointment:
        if key not in self.visits:
            raise SlotTaken(f"appointment {key} is gone")
        return self.visits[key]


def carry_out(scene: Scene, events: tuple[Event, ...]) -> None:
    """Writes every event in order; raises `SlotTaken` where the database refused one (the caller undoes and decides anew)."""
    for position, event in enumerate(events):
        EFFECTS[type(event)](scene, event, position)


def takes_slots(events: tuple[Event, ...]) -> bool:
    """Whether any of these needs cells of a provider's time."""
    return any(isinstance(event, TAKING) for event in events)


def taken_by(events: tuple[Event, ...]) -> set[Slot]:
    """The slots that these make visits of: the database lets nobody have one that is not free."""
    return {event.slot for event in events if isinstance(event, MAKING)} if events else set()


def _confirmed(scene: Scene, event: AppointmentConfirmed, position: int) -> None:
    gone = SlotTaken(f"appointment {event.appointment} is no longer booked")
    scene.session.expect(1, gone, "confirm_appointment", id=event.appointment, now=scene.at)
    _plan(scene, replace(scene.visit(event.appointment), status="confirmed"))


def _moved(scene: Scene, event: AppointmentMoved, position: int) -> None:
    before = scene.visit(event.appointment)
    slot = event.slot
    scene.session.expect(
        1,
        SlotTaken(f"appointment {event.appointment} no longer starts at {to_text(event.was)}"),
        "move_appointment_in_time" if slot.provider == before.provider else "move_appointment",
        id=event.appointment,
        starts_at=to_text(slot.start),
        provider=slot.provider,
        minutes=slot.minutes,
        was=to_text(event.was),
        now=scene.at,
    )
    _take(scene, slot, before.service, event.appointment)
    cells.release_appointment_elsewhere(
        scene.session,
        event.appointment,
        location=scene.location,
        provider=slot.provider,
        start=slot.start,
        minutes=slot.minutes + scene.service(before.service).buffer_minutes,
    )
    cells.release_holds(scene.session, scene.location, scene.phone)
    changed = {"start": slot.start, "provider": slot.provider, "minutes": slot.minutes}
    _plan(scene, replace(before, **changed, status="booked", moves=before.moves + 1))


def _cancelled(scene: Scene, event: AppointmentCancelled, position: int) -> None:
    gone = SlotTaken(f"appointment {event.appointment} is no longer booked")
    scene.session.expect(1, gone, "cancel_appointment", id=event.appointment, now=scene.at)
    cells.release_appointment(scene.session, event.appointment)
    _plan(scene, replace(scene.visit(event.appointment), status="cancelled"))


def _booked(scene: Scene, event: AppointmentBooked, position: int) -> None:
    slot = event.slot
    visit = Appointment(
        id=f"{scene.sid}-{position}",
        location=scene.location,
        provider=slot.provider,
        service=event.service,
        start=slot.start,
        minutes=slot.minutes,
        phone=scene.phone,
        name=event.name,
        language=scene.language,
    )
    scene.session.run(
        "book_appointment",
        id=visit.id,
        location=visit.location,
        provider=visit.provider,
        service=visit.service,
        starts_at=to_text(visit.start),
        minutes=visit.minutes,
        phone=visit.phone,
        name=visit.name,
        language=visit.language,
        now=scene.at,
    )
    _take(scene, slot, event.service, visit.id)
    cells.release_holds(scene.session, scene.location, scene.phone)
    _plan(scene, visit)


def _held(scene: Scene, event: SlotsHeld, position: int) -> None:
    cells.release_holds(scene.session, scene.location, scene.phone)
    buffer = scene.service(event.service).buffer_minutes
    cells.hold_all(
        scene.session,
        [(slot.provider, slot.start, slot.minutes + buffer) for slot in event.slots],
        location=scene.location,
        holder=scene.phone,
        until=event.until,
        now=scene.now,
    )


def _released(scene: Scene, event: HoldsReleased, position: int) -> None:
    cells.release_holds(scene.session, scene.location, scene.phone)


def _task(scene: Scene, event: TaskRaised, position: int) -> None:
    scene.session.run(
        "raise_task",
        id=f"{scene.sid}-{position}",
        location=scene.location,
        phone=scene.phone,
        kind=event.kind,
        note=event.note,
        appointment=event.appointment,
        turn=scene.sid,
        now=scene.at,
    )


def _opted_out(scene: Scene, event: OptedOut, position: int) -> None:
    scene.session.run(
        "opt_out",
        sender=scene.opt_out_sender,
        phone=scene.phone,
        location=scene.location,
        source=f"text {scene.sid}",
        now=scene.at,
    )
    scene.session.run("unsend_waiting", location=scene.location, phone=scene.phone, reason="opted_out", now=scene.at)


def _opted_in(scene: Scene, event: OptedIn, position: int) -> None:
    scene.session.run("opt_in", sender=scene.opt_out_sender, phone=scene.phone, now=scene.at)


def _take(scene: Scene, slot: Slot, service: str, appointment: str) -> None:
    cells.take_for_appointment(
        scene.session,
        location=scene.location,
        provider=slot.provider,
        start=slot.start,
        minutes=slot.minutes + scene.service(service).buffer_minutes,
        appointment=appointment,
        holder=scene.phone,
        now=scene.now,
        held=slot in scene.held,
    )


def _plan(scene: Scene, visit: Appointment) -> None:
    """Reminders follow the appointment, whoever moved it."""
    scene.visits[visit.id] = visit
    reminders.plan(scene.session, visit, scene.service(visit.service), scene.now, quiet_of(scene.shop.row))


EFFECTS: dict[type[Event], Callable[[Scene, Any, int], None]] = {
    AppointmentConfirmed: _confirmed,
    AppointmentMoved: _moved,
    AppointmentCancelled: _cancelled,
    AppointmentBooked: _booked,
    SlotsHeld: _held,
    HoldsReleased: _released,
    TaskRaised: _task,
    OptedOut: _opted_out,
    OptedIn: _opted_in,
}
