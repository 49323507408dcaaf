"""What staff do with a visit: move it, cancel it, propose other times; in one transaction, and the customer is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import cells, notices, reminders
from bot.calendar import load_calendar
from bot.ports import Session, SlotTaken, Store
from bot.records import appointment as appointment_of
from bot.records import to_text
from flows.values import Appointment, Service, Slot

# Longer than a bot's offer is held: the customer did not ask and may look at the phone in the evening.
PROPOSED_FOR = timedelta(hours=24)
PROPOSED = 3


class CannotChange(Exception):
    """The change is not possible as things stand; the message is for staff."""


@dataclass(frozen=True, slots=True)
class Open:
    """A visit that still lies ahead, with its service, in a transaction that holds its customer's lock."""

    session: Session
    visit: Appointment
    service: Service


def cancel(store: Store, key: str, *, by: str, now: datetime) -> Appointment:
    """Cancels a visit, frees its time and tells the customer. Raises `CannotChange`."""
    with _open(store, key, now) as it:
        it.session.run("cancel_appointment", id=key, now=to_text(now))
        cells.release_appointment(it.session, key)
        return _follow(it, "cancelled_by_staff", by, now)


def move(store: Store, key: str, slot: Slot, *, by: str, now: datetime) -> Appointment:
    """Moves a visit to a time that nobody has and tells the customer. Raises `CannotChange`.

    It does not count as one of the customer's own moves, and must be confirmed anew.
    """
    if slot.start <= now:
        raise CannotChange("that time has passed")
    with _open(store, key, now) as it:
        if it.session.one("provider_at_work", location=it.visit.location, id=slot.provider) is None:
            raise CannotChange("nobody of that name works here")
        visit, length = it.visit, slot.minutes + it.service.buffer_minutes
        _take(it, slot, length, now)
        cells.release_appointment_elsewhere(
            it.session, key, location=visit.location, provider=slot.provider, start=slot.start, minutes=length
        )
        cells.release_holds(it.session, visit.location, visit.phone)
        it.session.run(
            "move_by_staff",
            id=key,
            provider=slot.provider,
            starts_at=to_text(slot.start),
            minutes=slot.minutes,
            now=to_text(now),
        )
        return _follow(it, "moved_by_staff", by, now)


def propose(store: Store, key: str, *, by: str, now: datetime) -> tuple[Slot, ...]:
    """Offers the customer the nearest other times, held for a day; the slots offered. Raises `CannotChange`."""
    with _open(store, key, now) as it:
        calendar = load_calendar(it.session, it.visit.location, it.visit.phone, now)
        found = calendar.free(
            it.visit.service, provider=it.visit.provider, windows=(), replacing=key, near=it.visit.start, count=PROPOSED
        )
        if not found.slots:
            raise CannotChange("there is no other free time")
        until = min(now + PROPOSED_FOR, it.visit.start, *(slot.start for slot in found.slots))
        try:
            with it.session.attempt():
                notices.propose(it.session, it.visit, it.service, found.slots, until=until, by=by, now=now)
        except SlotTaken:
            raise CannotChange("a time was taken just now: try again") from None
        return found.slots


@contextmanager
def _open(store: Store, key: str, now: datetime) -> Iterator[Open]:
    with store.read() as session:
        row = session.one("appointment", id=key)
    if row is None:
        raise CannotChange("there is no such visit")
    with store.customer(row["location"], row["phone"]) as session:
        again = session.one("appointment", id=key)
        visit = appointment_of(again or row)
        if not visit.live or visit.start <= now:
            raise CannotChange("the visit is over or was cancelled already")
        services = load_calendar(session, visit.location, visit.phone, now).services
        yield Open(session, visit, next(service for service in services if service.id == visit.service))


def _take(it: Open, slot: Slot, minutes: int, now: datetime) -> None:
    try:
        with it.session.attempt():
            cells.take_for_appointment(
                it.session,
                location=it.visit.location,
                provider=slot.provider,
                start=slot.start,
                minutes=minutes,
                appointment=it.visit.id,
                holder=it.visit.phone,
                now=now,
            )
    except SlotTaken:
        raise CannotChange("somebody else has that time") from None


def _follow(it: Open, kind: str, by: str, now: datetime) -> Appointment:
    """Reminders and the news follow the visit as it stands now."""
    row = it.session.one("appointment", id=it.visit.id)
    visit = appointment_of(row) if row else it.visit
    reminders.plan(it.session, visit, it.service, now)
    tell = notices.cancelled_by_staff if kind == "cancelled_by_staff" else notices.moved_by_staff
    tell(it.session, visit, by=by, now=now)
    return visit
