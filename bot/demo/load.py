"""Fills an empty database with the demo business as it stands at a moment."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from bot import cells
from bot.business.load import load_business
from bot.demo.week import Person, Visit, business, cast, visits
from bot.ports import Session
from bot.records import details, to_text
from flows.segments import segments
from flows.values import Conversation

LOCATION = "main"
ASKED_BEFORE = timedelta(minutes=25)
# The reminder as the practice's own wording has it; who is asked is written here so that the demo begins with a question.
ASKING = {
    "en": "Hi {first}, this is Green Street Dental. {service} with {provider} on {when}. "
    "Reply YES to confirm, or text a day or time that suits you better.",
    "es": "Hola {first}, Green Street Dental. {service} con {provider} el {when}. "
    "Responda SI para confirmar, o escriba otro dia u hora.",
}


def fill(session: Session, now: datetime) -> int:
    """Writes the practice, its week and the questions already asked; the number of visits. `now` is aware UTC."""
    load_business(session, business())
    week = visits(now)
    for visit in week:
        _keep(session, visit, now)
    for person in cast():
        if person.asked:
            _ask(session, person, [visit for visit in week if visit.phone == person.phone], now - ASKED_BEFORE)
    return len(week)


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


def _ask(session: Session, person: Person, about: list[Visit], at: datetime) -> None:
    """The reminder that went out and waits for its answer."""
    sender = business().locations[0].numbers[0]
    body = asking(person, about)
    moment = to_text(at)
    session.run(
        "demo_sent_text",
        id=f"demo-asked-{about[0].id}",
        location=LOCATION,
        phone=person.phone,
        kind="reminder",
        body=body,
        appointment=about[0].id,
        appointment_start=to_text(about[0].start),
        status="delivered",
        sender=sender,
        sid=f"SM{uuid.uuid4().hex}",
        segments=segments(body),
        now=moment,
    )
    waiting = Conversation(
        LOCATION,
        person.phone,
        sender,
        state="confirming",
        language=person.language,
        about=tuple((visit.id, visit.start) for visit in about),
        purpose="confirm",
        last_reply=body,
        asked_at=at,
    )
    session.run(
        "web_save_conversation",
        location=LOCATION,
        phone=person.phone,
        sender=sender,
        state=waiting.state,
        details=details(waiting),
        now=moment,
    )


def asking(person: Person, about: list[Visit]) -> str:
    """The question about one visit, or about a family's."""
    from zoneinfo import ZoneInfo

    from babel.dates import format_date, format_time

    practice = business()
    zone = ZoneInfo(practice.locations[0].timezone)
    local = about[0].start.astimezone(zone)
    language = person.language
    day = format_date(local.date(), "EEE d MMM", locale=language)
    clock = format_time(local.time(), "h:mm a" if language == "en" else "H:mm", locale=language)
    service = next(entry for entry in practice.services if entry.id == about[0].service).names[language]
    provider = next(entry for entry in practice.providers if entry.id == about[0].provider).name
    first = " and ".join(visit.name.split()[0] for visit in about)
    what = service[0].upper() + service[1:]
    return ASKING[language].format(first=first, service=what, provider=provider, when=f"{day} {clock}")
