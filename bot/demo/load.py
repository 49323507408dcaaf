"""Fills an empty database with the demo business as it stands at a moment."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import cells
from bot.business.load import load_business
from bot.demo.week import Visit, business, cast, visits
from bot.ports import Session
from bot.records import appointment, to_text
from bot.reminders import key_of, kind_of, plan_place

LOCATION = "main"
ASKED_BEFORE = timedelta(minutes=25)
# A reminder is never sent at night: then the questions of the cast went out in the evening before.
DAYTIME = (9, 20)


def fill(session: Session, now: datetime, *, asked_at: datetime) -> int:
    """Writes the practice and its week, with the reminders of all visits planned; the number of visits.

    Those of the cast who are asked to confirm get their reminder due at `asked_at`. Times are aware UTC.
    """
    load_business(session, business())
    week = visits(now)
    for visit in week:
        _keep(session, visit, asked_at)
    plan_place(session, LOCATION, asked_at)
    asked = {person.phone for person in cast() if person.asked}
    for visit in week:
        if visit.phone in asked:
            _due_now(session, visit, asked_at)
    return len(week)


def asking_time(now: datetime) -> datetime:
    """When the cast were asked: a little before now, or in the evening before where that would have been at night."""
    zone = ZoneInfo(business().locations[0].timezone)
    moment = (now - ASKED_BEFORE).astimezone(zone)
    first, last = DAYTIME
    if first <= moment.hour < last:
        return moment.astimezone(UTC)
    day = moment.date() if moment.hour >= last else moment.date() - timedelta(days=1)
    return datetime.combine(day, time(last - 1, 30), zone).astimezone(UTC)


def into_the_evening(now: datetime) -> timedelta:
    """How long ago it was eight, where it is later there: soon after, reminders of the morning go out, and the cast is to have
    nothing but the question."""
    local = now.astimezone(ZoneInfo(business().locations[0].timezone))
    eight = local.replace(hour=DAYTIME[1], minute=0, second=0, microsecond=0)
    return max(local - eight, timedelta(0))


def _keep(session: Session, visit: Visit, now: datetime) -> None:
    at = to_text(now)
    language = visit.language or None
    session.run("add_missing_customer", location=LOCATION, phone=visit.phone)
    session.run("demo_customer", location=LOCATION, phone=visit.phone, language=language, source="import", now=at)
    session.run(
        "demo_visit",
        id=visit.id,
        location=LOCATION,
        provider=visit.provider,
        service=visit.service,
        starts_at=to_text(visit.start),
        minutes=visit.minutes,
        phone=visit.phone,
        name=visit.name,
        language=language,
        status=visit.status,
        now=at,
    )
    cells.take_for_appointment(
        session,
        location=LOCATION,
        provider=visit.provider,
        start=visit.start,
        minutes=visit.minutes + visit.buffer,
        appointment=visit.id,
        holder=visit.phone,
        now=now,
    )


def _due_now(session: Session, visit: Visit, now: datetime) -> None:
    row = session.one("appointment", id=visit.id)
    if row is None:
        raise ValueError(f"the demo's visit {visit.id} is not there")
    longest = max(next(entry for entry in business().services if entry.id == visit.service).reminders_hours)
    session.run("demo_due_now", id=key_of(appointment(row), kind_of(longest)), now=to_text(now))
