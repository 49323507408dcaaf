"""What staff do with a visit: move or cancel it, propose other times, close it; one transaction, and the customer is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from bot import cells, notices, reminders
from bot.calendar import StoreCalendar
from bot.calendar.shop import Worker, shop_of
from bot.ports import Collided, Session, SlotTaken, Store
from bot.records import appointment as appointment_of
from bot.records import slot_to_json, to_text
from flows.values import Appointment, FreeSlots, Service, Slot, Window

# Longer than a bot's offer is held: the customer did not ask and may look at the phone in the evening.
PROPOSED_FOR = timedelta(hours=24)
MOST_PROPOSED = 3
TRIES = 5
BUSY = "too much is going on with these times: try again"
MOST_SHOWN = 60  # free times of a day

Act = Literal["move", "cancel", "propose", "completed", "no_show"]


class CannotChange(Exception):
    """The change is not possible as things stand; the message says why and what to do, for staff."""


@dataclass(frozen=True, slots=True)
class Order:
    """What staff want done with a visit.

    `slots` are the time to move it to, or those to propose (none: the nearest free ones). `was` is the start that they
    saw when they decided: a visit that has been moved since stays as it is. Without `tell` no text goes out.
    """

    visit: str
    act: Act
    by: str
    slots: tuple[Slot, ...] = ()
    was: datetime | None = None
    tell: bool = True


@dataclass(frozen=True, slots=True)
class Done:
    """The visit as it stands now, the times proposed, and the key of the customer's text (None: there is none)."""

    visit: Appointment
    slots: tuple[Slot, ...] = ()
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """A visit with its service, in a transaction that holds its customer's lock."""

    session: Session
    visit: Appointment
    service: Service
    order: Order
    now: datetime


def carry_out(store: Store, order: Order, now: datetime) -> Done:
    """Does it, all or nothing; the same order sent twice is done once. Raises `CannotChange`."""
    for _ in range(TRIES):
        try:
            with opened(store, order, now) as it:
                return act(it)
        except Collided:
            continue  # the engine preferred somebody else's transaction: nothing was written
    raise CannotChange(BUSY)


def act(it: Open) -> Done:
    """Does what is ordered within an open transaction. Raises `CannotChange`."""
    return _ACTS[it.order.act](it)


@contextmanager
def opened(store: Store, order: Order, now: datetime) -> Iterator[Open]:
    """The visit of an order under its customer's lock."""
    with store.read() as session:
        row = session.one("appointment", id=order.visit)
    if row is None:
        raise CannotChange("there is no such visit")
    with store.customer(row["location"], row["phone"]) as session:
        visit = appointment_of(session.one("appointment", id=order.visit) or row)
        services = shop_of(session, visit.location).services
        yield Open(session, visit, next(found for found in services if found.id == visit.service), order, now)


def workers(session: Session, visit: Appointment) -> list[Worker]:
    """Who could do the visit, by name."""
    able = [worker for worker in shop_of(session, visit.location).workers if worker.active and visit.service in worker.services]
    return sorted(able, key=lambda worker: (worker.name, worker.id))


def free_times(session: Session, visit: Appointment, *, provider: str | None, day: date, now: datetime) -> FreeSlots:
    """The free times for a visit on a local day, earliest first; with `met` false the nearest ones of other days."""
    calendar = StoreCalendar(session, visit.location, visit.phone, now, at_once=True)
    morning = datetime.combine(day, time())
    whole_day = Window(morning, morning + timedelta(days=1), time_given=False)
    found = calendar.free(
        visit.service, provider=provider, windows=(whole_day,), replacing=visit.id, near=visit.start, count=MOST_SHOWN
    )
    shown = found.slots if found.met else found.slots[: 2 * MOST_PROPOSED]
    return FreeSlots(tuple(sorted(shown, key=lambda slot: slot.start)), found.met)


def outside_hours(session: Session, visit: Appointment) -> bool:
    """Whether a visit lies outside of the hours in which its provider works."""
    return shop_of(session, visit.location).is_misfit(visit)


def _move(it: Open) -> Done:
    """It does not count as one of the customer's own moves, and must be confirmed anew."""
    visit, slot = it.visit, _only(it.order.slots)
    if (visit.provider, visit.start) == (slot.provider, slot.start) and visit.live:
        if it.order.was in (None, visit.start):
            raise CannotChange("the visit is at that time already")
        return Done(visit)  # the same form sent twice
    _must_lie_ahead(it)
    if slot.start <= it.now:
        raise CannotChange("that time has passed: choose a later one")
    if slot.provider not in [worker.id for worker in workers(it.session, visit)]:
        raise CannotChange("nobody of that name does this here: choose another person")
    length = it.service.minutes + it.service.buffer_minutes
    _take(it, slot, length)
    cells.release_appointment_elsewhere(
        it.session, visit.id, location=visit.location, provider=slot.provider, start=slot.start, minutes=length
    )
    cells.release_holds(it.session, visit.location, visit.phone)
    it.session.run(
        "move_by_staff",
        id=visit.id,
        provider=slot.provider,
        starts_at=to_text(slot.start),
        minutes=it.service.minutes,
        now=to_text(it.now),
    )
    return _follow(it, "moved_by_staff")


def _cancel(it: Open) -> Done:
    if it.visit.status == "cancelled" and it.order.was == it.visit.start:
        return Done(it.visit)  # the same form sent twice
    _must_lie_ahead(it)
    it.session.run("cancel_appointment", id=it.visit.id, now=to_text(it.now))
    cells.release_appointment(it.session, it.visit.id)
    return _follow(it, "cancelled_by_staff")


def _close(it: Open) -> Done:
    """The customer came, or did not; each may be put right by the other."""
    _must_be_unmoved(it)
    if it.visit.status == "cancelled":
        raise CannotChange("the visit was cancelled")
    if it.visit.start > it.now:
        raise CannotChange("the visit has not begun yet")
    it.session.run("close_appointment", id=it.visit.id, status=it.order.act, now=to_text(it.now))
    cells.release_appointment(it.session, it.visit.id)
    return _follow(it, None)


def _propose(it: Open) -> Done:
    """Offers the customer other times, held for a day; of several proposals only the last one goes out."""
    _must_lie_ahead(it)
    _must_be_told(it)
    slots = it.order.slots or _nearest(it)
    if len(slots) > MOST_PROPOSED:
        raise CannotChange(f"more than {MOST_PROPOSED} times make a text too long: choose up to {MOST_PROPOSED}")
    if any(slot.start <= it.now for slot in slots):
        raise CannotChange("one of those times has passed: choose again")
    waiting = [row for row in it.session.all("waiting_about", appointment=it.visit.id) if row["kind"] == "proposal"]
    for row in waiting:
        line = it.session.one("outbox_text", id=row["id"])
        if line and json.loads(line["line"])["slots"] == [slot_to_json(slot) for slot in slots]:
            return Done(it.visit, slots, row["id"])  # the same form sent twice
        it.session.run("outbox_unsend_waiting", id=row["id"], reason="superfluous", now=to_text(it.now))
    until = min(it.now + PROPOSED_FOR, it.visit.start, *(slot.start for slot in slots))
    try:
        with it.session.attempt():
            notices.propose(it.session, it.visit, it.service, slots, until=until, by=it.order.by, now=it.now)
    except SlotTaken:
        raise CannotChange("somebody took one of those times just now: choose again") from None
    return Done(it.visit, slots, _text_of(it, it.visit, "proposal"))


_ACTS: dict[Act, Callable[[Open], Done]] = {
    "move": _move,
    "cancel": _cancel,
    "propose": _propose,
    "completed": _close,
    "no_show": _close,
}


def _only(slots: tuple[Slot, ...]) -> Slot:
    if len(slots) != 1:
        raise CannotChange("choose one time to move the visit to")
    return slots[0]


def _must_lie_ahead(it: Open) -> None:
    _must_be_unmoved(it)
    if it.visit.status == "cancelled":
        raise CannotChange("the visit was cancelled already")
    if not it.visit.live or it.visit.start <= it.now:
        raise CannotChange("the visit is over")


def _must_be_unmoved(it: Open) -> None:
    if it.order.was not in (None, it.visit.start):
        raise CannotChange("the visit was moved meanwhile: look at its new time below, then decide again")


def _must_be_told(it: Open) -> None:
    where = {"location": it.visit.location, "phone": it.visit.phone}
    if it.session.all("web_opt_outs_of", **where):
        raise CannotChange("this customer wants no texts: phone them instead")
    consent = it.session.one("consent_of_customer", **where)
    if consent is None or not consent["consent_at"]:
        raise CannotChange("this customer has not agreed to texts: phone them instead")


def _nearest(it: Open) -> tuple[Slot, ...]:
    calendar = StoreCalendar(it.session, it.visit.location, it.visit.phone, it.now)
    found = calendar.free(
        it.visit.service,
        provider=it.visit.provider,
        windows=(),
        replacing=it.visit.id,
        near=it.visit.start,
        count=MOST_PROPOSED,
    )
    if not found.slots:
        raise CannotChange("there is no other free time")
    return found.slots


def _take(it: Open, slot: Slot, minutes: int) -> None:
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
                now=it.now,
            )
    except SlotTaken:
        raise CannotChange("somebody else has that time, or it is offered to somebody: choose another one") from None


def _follow(it: Open, kind: str | None) -> Done:
    """Reminders and the news follow the visit as it stands now."""
    row = it.session.one("appointment", id=it.visit.id)
    if row is None:
        raise ValueError(f"appointment {it.visit.id} was changed and is not there")
    visit = appointment_of(row)
    reminders.plan(it.session, visit, it.service, it.now)
    if kind is None or not it.order.tell:
        return Done(visit)
    tell = notices.cancelled_by_staff if kind == "cancelled_by_staff" else notices.moved_by_staff
    tell(it.session, visit, by=it.order.by, now=it.now)
    return Done(visit, (), _text_of(it, visit, kind))


def _text_of(it: Open, visit: Appointment, kind: str) -> str | None:
    """The key of the text that waits to tell the customer."""
    waiting = it.session.all("waiting_about", appointment=visit.id)
    start = to_text(visit.start)
    return next((row["id"] for row in waiting if (row["kind"], row["appointment_start"]) == (kind, start)), None)
