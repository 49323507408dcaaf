"""What tests about outgoing texts share: a house with Ana's visit and its reminders, and what became of each text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bot import notices, outbox, reminders
from bot.host import Host
from bot.outbox import Report
from bot.ports import Row, Store
from bot.records import appointment as appointment_of
from bot.records import service as service_of
from bot.records import to_text
from bot.settings import Settings
from tests.bot.provider import Clock, Provider, host_of, utc
from tests.bot.texting import ANA, book

START = utc("2026-03-12 17:00")  # Thursday 13:00 in New York
ASKED = START - timedelta(hours=48)
SOON = START - timedelta(hours=3)
WEEK_BEFORE = START - timedelta(days=8)
KEY = "visit:2026-03-12T17:00:00Z"
FIRST, SECOND = f"{KEY}:reminder-48", f"{KEY}:reminder-3"


@dataclass
class House:
    """A house, its provider and its clock."""

    host: Host
    provider: Provider
    clock: Clock

    @property
    def store(self) -> Store:
        return self.host.store

    def work(self, *, at: datetime | None = None, worker: str = "one") -> Report:
        """A pass of a worker, at a time."""
        if at is not None:
            self.clock.now = at
        return outbox.run_once(self.host, worker=worker, rng=Random(1))

    def text(self, key: str) -> Row:
        """A row of the outbox that must be there."""
        with self.store.read() as session:
            row = session.one("outbox_text", id=key)
        assert row is not None
        return row

    def fate(self, key: str) -> tuple[str, str | None]:
        """Status and reason of a text."""
        return self.text(key)["status"], self.text(key)["reason"]

    def state(self, phone: str = ANA) -> str | None:
        """Where the conversation with a phone stands."""
        with self.store.read() as session:
            row = session.one("web_conversation", location="main", phone=phone)
        return row["state"] if row else None

    def tasks(self) -> list[str]:
        """The kinds of the open tasks."""
        with self.store.read() as session:
            return sorted(row["kind"] for row in session.all("web_open_tasks", location="main", most=100))

    def run(self, query: str, **params: str | int | float | None) -> None:
        with self.store.write() as session:
            session.run(query, **params)

    def plan(self, key: str = "visit") -> None:
        """Plans a visit's texts as it stands."""
        with self.store.write() as session:
            row = session.one("appointment", id=key)
            assert row is not None
            services = {found["id"]: service_of(found) for found in session.all("services_of_location", location="main")}
            reminders.plan(session, appointment_of(row), services[row["service"]], self.clock.now)

    def book(self, start: datetime, *, key: str = "visit", phone: str = ANA, provider: str = "ito") -> None:
        """A visit with its reminders."""
        book(self.store, start, self.clock.now, key=key, phone=phone, provider=provider)
        self.plan(key)

    def move(self, to: datetime, *, was: datetime = START, key: str = "visit") -> None:
        """Moves a visit as a turn of the customer would."""
        at = to_text(self.clock.now)
        self.run("move_appointment", id=key, starts_at=to_text(to), provider="ito", minutes=30, was=to_text(was), now=at)
        self.plan(key)

    def staff_text(self, body: str, key: str = "note", phone: str = ANA) -> None:
        """A text a person wrote."""
        now = self.clock.now
        with self.store.write() as session:
            notices.write_text(
                session, key=key, location="main", phone=phone, kind="staff", body=body, due_at=now, by="eve", now=now
            )


def house_of(store: Store, settings: Settings | None = None) -> House:
    """A house a week before Ana's visit, which is booked."""
    clock = Clock(WEEK_BEFORE)
    provider = Provider(clock)
    house = House(host_of(store, provider, settings), provider, clock)
    house.book(START)
    return house
