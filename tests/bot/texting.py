"""What tests about answering texts share: booking a visit straight into a store, texting, and looking at what stands."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

import psycopg

from bot import cells
from bot.inbox import Answer, answer
from bot.ports import Row, Session, Store
from bot.records import from_text, to_text
from flows.values import Inbound

SENDER = "+15550100001"
ANA = "+12025550143"


def text(body: str, *, phone: str = ANA, sid: str | None = None, sender: str = SENDER) -> Inbound:
    """A text with a SID of its own, or a given one."""
    return Inbound(sid or f"SM{uuid.uuid4().hex}", phone, sender, body)


def book(store: Store, start: datetime, now: datetime, *, phone: str = ANA, key: str = "visit", provider: str = "ito") -> None:
    """An appointment for a check-up with its cells, as an import would write it."""
    with store.write() as session:
        session.run("keep_customer", location="main", phone=phone, language="en", now=to_text(now))
        session.run(
            "book_appointment",
            id=key,
            location="main",
            provider=provider,
            service="checkup",
            starts_at=to_text(start),
            minutes=30,
            phone=phone,
            name="Ana",
            language="en",
            now=to_text(now),
        )
        cells.take_for_appointment(
            session,
            location="main",
            provider=provider,
            start=start,
            minutes=30,
            appointment=key,
            holder=phone,
            now=now,
        )


def converse(store: Store, now: datetime, bodies: Sequence[str], *, phone: str = ANA) -> list[Answer]:
    """The answers to these texts, a minute apart."""
    return [answer(store, text(body, phone=phone), now + timedelta(minutes=n)) for n, body in enumerate(bodies)]


def visit(session: Session, key: str = "visit") -> Row:
    """The row of an appointment that must be there."""
    row = session.one("appointment", id=key)
    assert row is not None
    return row


def look(url: str, sql: str) -> list[tuple[Any, ...]]:
    """What a statement of the test's own finds, past the store."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
            return database.execute(sql).fetchall()
    with psycopg.connect(url) as connection:
        return connection.execute(sql).fetchall()


def assert_consistent(url: str) -> None:
    """Every live appointment holds exactly its cells, and no cell belongs to a dead one."""
    live = look(
        url,
        "SELECT a.location, a.provider, a.id, a.starts_at, a.minutes + s.buffer_minutes FROM appointments a"
        " JOIN services s ON s.location = a.location AND s.id = a.service WHERE a.status IN ('booked', 'confirmed')",
    )
    taken = look(url, "SELECT location, provider, cell, appointment FROM cells WHERE appointment IS NOT NULL")
    wanted = {
        (location, provider, cell, key)
        for location, provider, key, starts_at, minutes in live
        for cell in _cells(from_text(starts_at), minutes)
    }
    assert wanted == set(taken)


def _cells(start: datetime, minutes: int) -> range:
    first, last = cells.cell_range(start, minutes)
    return range(first, last + 1)
