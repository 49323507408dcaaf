"""Texts that staff or the house cause: written to the outbox in the transaction that caused them, sent by the worker."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot import cells
from bot.ports import Session
from bot.records import slot_to_json, to_text
from bot.reminders import key_of
from flows.segments import segments
from flows.values import Appointment, Service, Slot

REPLY_USE = timedelta(hours=3)  # later the customer has phoned, or forgotten the question


def write_text(
    session: Session,
    *,
    key: str,
    location: str,
    phone: str,
    kind: str,
    due_at: datetime,
    now: datetime,
    body: str = "",
    line: dict[str, Any] | None = None,
    media: Sequence[str] = (),
    visit: Appointment | None = None,
    useful_until: datetime | None = None,
    by: str | None = None,
) -> bool:
    """Adds a text; False where its key is there already. `body` is what is sent, or `line` what is to be said then."""
    added = session.written(
        "outbox_add",
        id=key,
        location=location,
        phone=phone,
        kind=kind,
        body=body,
        line=json.dumps(line or {}),
        media=json.dumps(list(media)),
        appointment=visit.id if visit else None,
        appointment_start=to_text(visit.start) if visit else None,
        due_at=to_text(due_at),
        useful_until=to_text(useful_until) if useful_until else None,
        segments=segments(body) if body else None,
        by=by,
        now=to_text(now),
    )
    return added > 0


def moved_by_staff(session: Session, visit: Appointment, *, by: str, now: datetime) -> None:
    """Tells the customer of a visit that staff have moved; call it after the move, in its transaction."""
    _about(session, visit, "moved_by_staff", by, now)


def cancelled_by_staff(session: Session, visit: Appointment, *, by: str, now: datetime) -> None:
    """Tells the customer that a visit will not take place; call it after the change, in its transaction."""
    _about(session, visit, "cancelled_by_staff", by, now)


def propose(
    session: Session,
    visit: Appointment,
    service: Service,
    slots: Sequence[Slot],
    *,
    until: datetime,
    by: str,
    now: datetime,
) -> None:
    """Offers other times for a visit, held for this phone until then; raises `SlotTaken` (call it inside `attempt()`).

    When it is sent the conversation waits for the number of one of them.
    """
    cells.release_holds(session, visit.location, visit.phone)
    for slot in slots:
        cells.hold(
            session,
            location=visit.location,
            provider=slot.provider,
            start=slot.start,
            minutes=slot.minutes + service.buffer_minutes,
            holder=visit.phone,
            until=until,
            now=now,
        )
    write_text(
        session,
        key=f"{key_of(visit, 'proposal')}:{to_text(now)}",
        location=visit.location,
        phone=visit.phone,
        kind="proposal",
        line={"key": "proposal", "slots": [slot_to_json(slot) for slot in slots]},
        visit=visit,
        due_at=now,
        useful_until=until,
        by=by,
        now=now,
    )


def reply_later(session: Session, sid: str, *, location: str, phone: str, body: str, now: datetime) -> None:
    """The reply to a text that no webhook is waiting for any more."""
    write_text(
        session,
        key=f"{sid}:reply",
        location=location,
        phone=phone,
        kind="reply",
        body=body,
        due_at=now,
        useful_until=now + REPLY_USE,
        now=now,
    )


def _about(session: Session, visit: Appointment, kind: str, by: str, now: datetime) -> None:
    key = key_of(visit, kind)
    if any(row["id"].startswith(key) for row in session.all("waiting_about", appointment=visit.id)):
        return  # it finds its words when it is sent
    # A visit moved there and back again is told of each time.
    for name in (key, f"{key}:{to_text(now)}"):
        added = write_text(
            session,
            key=name,
            location=visit.location,
            phone=visit.phone,
            kind=kind,
            line={"key": kind},
            visit=visit,
            due_at=now,
            useful_until=visit.start,
            by=by,
            now=now,
        )
        if added:
            return
