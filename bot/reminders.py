"""Reminders follow the appointment: their outbox rows are written in the transaction that booked, moved or ended it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache

from bot.ports import Session
from bot.quiet import Quiet, quiet_of
from bot.records import appointment as appointment_of
from bot.records import service as service_of
from bot.records import to_text
from flows.frozen import value
from flows.local import to_local, to_utc
from flows.values import Appointment, Service

# Keys of lines.
ASKS = "reminder"
REMINDS = "reminder_soon"
# The last reminder is of use until an hour before the visit, or for three quarters of its lead where that is shorter.
TOO_LATE = timedelta(hours=1)


@value(frozen=True, slots=True)
class Due:
    """A reminder to be sent: `line` is ASKS (it asks to confirm) or REMINDS; times are aware UTC."""

    kind: str
    line: str
    at: datetime
    useful_until: datetime
    superfluous: bool = False  # quiet hours moved it to the very moment of another one


@value(frozen=True, slots=True)
class Lead:
    """How long before a visit a reminder is due: whole days on the wall clock (10:00 stays 10:00 over a clock change), and real
    hours left over."""

    kind: str
    line: str
    days: timedelta
    rest: timedelta


def due_times(start: datetime, leads: Sequence[float], quiet: Quiet) -> tuple[Due, ...]:
    """The reminders of a visit, earliest first; the first one asks to confirm.

    Each is of use until the next one is due. Quiet hours and closed days move it earlier, never later.
    """
    wanted = _in_order(tuple(leads))
    times = [quiet.earlier(_before(start, lead, quiet)) for lead in wanted]
    found = []
    for number, (lead, at) in enumerate(zip(wanted, times, strict=True)):
        until = start - min(TOO_LATE, (start - at) / 4)
        for other in times[number + 1 :]:
            if at < other < until:
                until = other
        found.append(Due(lead.kind, lead.line, at, until, at in times[:number]))
    return tuple(found)


@lru_cache(maxsize=256)
def _in_order(leads: tuple[float, ...]) -> tuple[Lead, ...]:
    """The leads of a service's reminders (in hours), the longest first."""
    found = []
    for number, lead in enumerate(sorted(set(leads), reverse=True)):
        days, rest = divmod(lead, 24)
        found.append(Lead(kind_of(lead), REMINDS if number else ASKS, timedelta(days), timedelta(hours=rest)))
    return tuple(found)


def kind_of(lead: float) -> str:
    """The outbox kind of a reminder so many hours ahead."""
    return f"reminder-{lead:g}"


def key_of(visit: Appointment, kind: str) -> str:
    """The key that makes a second text of this kind about this appointment at this start impossible."""
    return f"{visit.id}:{to_text(visit.start)}:{kind}"


def plan(session: Session, visit: Appointment, service: Service, now: datetime, quiet: Quiet | None = None) -> None:
    """Makes the waiting texts about a visit fit how it stands now; call it in the transaction that changed the visit.

    `quiet` is the place's where the caller has it at hand.

    What is past already when planned (a late booking) is stored unsent with that reason. A visit moved back to an
    earlier start gets the reminders of that start again unless they were sent.
    """
    quiet = quiet or _quiet_at(session, visit)
    wanted = due_times(visit.start, service.reminders_hours, quiet) if visit.live and visit.start > now else ()
    _drop_others(session, visit, wanted, now)
    for due in wanted:
        reason = "superfluous" if due.superfluous else "past" if due.at <= now else None
        _write(session, visit, due, reason, now)


def _quiet_at(session: Session, visit: Appointment) -> Quiet:
    place = session.one("location", location=visit.location)
    if place is None:
        raise ValueError(f"appointment {visit.id} is at a location that is not there: {visit.location}")
    return quiet_of(place)


def plan_place(session: Session, location: str, now: datetime) -> int:
    """Plans all visits ahead anew (after hours, quiet hours or services changed); how many there were."""
    services = {row["id"]: service_of(row) for row in session.all("services_of_location", location=location)}
    ahead = session.all("appointments_ahead", location=location, now=to_text(now))
    for row in ahead:
        plan(session, appointment_of(row), services[row["service"]], now)
    return len(ahead)


def _before(start: datetime, lead: Lead, quiet: Quiet) -> datetime:
    day = to_utc(to_local(start, quiet.zone) - lead.days, quiet.zone) if lead.days else start.astimezone(UTC)
    return day - lead.rest


def _drop_others(session: Session, visit: Appointment, wanted: Sequence[Due], now: datetime) -> None:
    # Without a look: an answer from PostgreSQL would be waited for.
    ended = "cancelled" if visit.status == "cancelled" else "" if visit.live and visit.start > now else "past"
    session.run(
        "unsend_outdated",
        appointment=visit.id,
        start=to_text(visit.start),
        ended=ended,
        live=visit.live,
        wanted="|".join(["", *[due.kind for due in wanted], ""]),
        now=to_text(now),
    )


@cache
def _line(key: str) -> str:
    return json.dumps({"key": key})


def _write(session: Session, visit: Appointment, due: Due, reason: str | None, now: datetime) -> None:
    session.run(
        "plan_text",
        id=key_of(visit, due.kind),
        location=visit.location,
        phone=visit.phone,
        kind=due.kind,
        line=_line(due.line),
        appointment=visit.id,
        appointment_start=to_text(visit.start),
        due_at=to_text(due.at),
        useful_until=to_text(due.useful_until),
        status="unsent" if reason else "waiting",
        reason=reason,
        now=to_text(now),
    )
