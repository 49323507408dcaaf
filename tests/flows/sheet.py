"""A schedule in memory for playing conversations through the pure engine: the same slot search as the product's."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.calendar.hours import Week, week_of
from bot.calendar.search import Wish, find_free
from flows.engine import Turn, ask_confirmation, step
from flows.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentConfirmed,
    AppointmentMoved,
    Event,
)
from flows.understand import understand
from flows.values import Appointment, Conversation, FreeSlots, Inbound, Place, Provider, Service, Slot, Window
from tests.scripts import PHONE, Answered, Change, Script, TakenLine

CELL = 300  # seconds, as in `schema.sql`
DAY_CELLS = 24 * 3600 // CELL
BUSINESS = Path(__file__).parents[1] / "business.toml"


def business() -> dict[str, Any]:
    return tomllib.loads(BUSINESS.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Sheet:
    """The schedule as one phone sees it at one moment: the `Calendar` of flows, as a value."""

    location: str
    appointments: tuple[Appointment, ...]
    now: datetime
    taken: tuple[TakenLine, ...] = ()
    kept: dict[str, Any] = field(default_factory=business)

    @property
    def place(self) -> Place:
        row = self.kept["locations"][self.location]
        return Place(
            self.location,
            row["name"],
            ZoneInfo(row["timezone"]),
            tuple(row["languages"]),
            row["address"],
            row["phone"],
            tuple((day, tuple(spans)) for day, spans in row["hours"].items()),
        )

    @property
    def services(self) -> tuple[Service, ...]:
        offered = {key for row in self._providers.values() for key in row["services"]}
        return tuple(
            Service(
                key,
                tuple(row["name"].items()),
                row["minutes"],
                row.get("buffer_minutes", 0),
                row.get("notice_hours", 4),
                row.get("max_moves", 3),
            )
            for key, row in sorted(self.kept["services"].items())
            if key in offered
        )

    @property
    def _providers(self) -> dict[str, Any]:
        return {key: row for key, row in self.kept["providers"].items() if row["location"] == self.location}

    @property
    def providers(self) -> tuple[Provider, ...]:
        return tuple(Provider(key, row["name"], tuple(row["services"])) for key, row in sorted(self._providers.items()))

    def provider_name(self, provider: str) -> str:
        return str(self._providers[provider]["name"])

    def free(
        self,
        service: str,
        *,
        provider: str | None,
        windows: tuple[Window, ...],
        excluded: tuple[Window, ...] = (),
        replacing: str | None = None,
        near: datetime | None = None,
        count: int = 3,
        or_near: bool = True,
        without: tuple[str, ...] = (),
    ) -> FreeSlots:
        wanted = next(found for found in self.services if found.id == service)
        replaced = next((visit for visit in self.appointments if visit.id == replacing), None)
        able = [key for key, row in sorted(self._providers.items()) if service in row["services"] and key not in without]
        who = [key for key in able if provider in (None, key)]
        wish = Wish(
            wanted.minutes,
            wanted.buffer_minutes,
            tuple((key, self._week(key)) for key in who),
            windows,
            excluded,
            near,
            self.now + timedelta(hours=wanted.notice_hours),
            (self.now + timedelta(days=120)).date(),
            count,
            self.place.zone,
            own_start=(replaced.provider, int(replaced.start.timestamp())) if replaced else None,
        )
        return find_free(wish, lambda keys, day, _: {key: self._cells(key, day, replacing) for key in keys}, or_near=or_near)

    def _week(self, provider: str) -> Week:
        row, place = self._providers[provider], self.kept["locations"][self.location]
        off = [*place.get("closed", ()), *row.get("away", ())]
        return week_of(json.dumps(row.get("hours", {})), json.dumps(off), json.dumps(place["hours"]))

    def _cells(self, provider: str, day: date, replacing: str | None) -> frozenset[int]:
        zone = self.place.zone
        spans = [
            (line.start.replace(tzinfo=zone), line.end.replace(tzinfo=zone)) for line in self.taken if line.provider == provider
        ]
        spans += [
            (visit.start, visit.start + timedelta(minutes=visit.minutes))
            for visit in self.appointments
            if visit.live and visit.provider == provider and visit.id != replacing
        ]
        midnight = int(datetime.combine(day, time(), zone).timestamp()) // CELL
        first, last = midnight - DAY_CELLS, midnight + 2 * DAY_CELLS
        cells = ((int(start.timestamp()) // CELL, -(-int(end.timestamp()) // CELL)) for start, end in spans)
        return frozenset(cell for start, end in cells for cell in range(max(first, start), min(last, end)))


class Desk:
    """A customer and a schedule between texts: carries out what turns decide, as `bot.effects` does on a database."""

    def __init__(self, script: Script) -> None:
        self.place = Sheet(script.place, (), datetime.now(UTC)).place
        self.location = script.place
        services = {service.id: service for service in Sheet(script.place, (), datetime.now(UTC)).services}
        self.visits = {
            line.key: Appointment(
                line.key,
                script.place,
                line.provider,
                line.service,
                self.aware(line.start),
                services[line.service].minutes,
                PHONE,
                line.name,
                script.speaks,
                line.status,
                line.moves,
            )
            for line in script.visits
        }
        self.taken = list(script.taken)
        self.limit = script.limit
        self.replied: list[datetime] = []
        self.conversation = self._first(script)
        self.turns: list[Turn] = []

    def _first(self, script: Script) -> Conversation:
        blank = Conversation(script.place, PHONE, script.sender, language=script.speaks)
        if script.state is None:
            return blank
        line = script.state
        about = tuple(self.visits[key] for key in line.visits)
        until = self.aware(line.until) if line.until else None
        if line.state == "confirming":
            asked = ask_confirmation(blank, about, self.aware(script.now))
            return replace(asked, expires_at=until or asked.expires_at)
        refs = tuple((visit.id, visit.start) for visit in about)
        return replace(blank, state=line.state, about=refs, expires_at=until)

    def aware(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self.place.zone).astimezone(UTC)

    def sheet(self, now: datetime) -> Sheet:
        return Sheet(self.location, tuple(self.visits.values()), now, tuple(self.taken))

    def answer(self, inbound: Inbound, now: datetime) -> Answered:
        """Decides and carries out one text."""
        local = now.astimezone(self.place.zone).replace(tzinfo=None)
        heard = understand(inbound.body, local, self.conversation.language, self.place.languages)
        over = sum(1 for at in self.replied if at > now - timedelta(hours=1)) >= self.limit
        turn = step(self.conversation, replace(inbound, over_limit=over), heard, self.sheet(now), now)
        self.replied += [now] if turn.reply else []
        self.turns.append(turn)
        for event in turn.events:
            self._carry_out(event, now)
        self.conversation = turn.after
        return turn.reply, turn.after.state, tuple(type(event).__name__ for event in turn.events)

    def _carry_out(self, event: Event, now: datetime) -> None:
        match event:
            case AppointmentConfirmed(key):
                self.visits[key] = replace(self.visits[key], status="confirmed")
            case AppointmentCancelled(key):
                self.visits[key] = replace(self.visits[key], status="cancelled")
            case AppointmentMoved(key, slot, _):
                visit = self.visits[key]
                self.visits[key] = replace(
                    visit, start=slot.start, provider=slot.provider, moves=visit.moves + 1, status="booked"
                )
            case AppointmentBooked(service, slot, name):
                key = f"new{len(self.visits)}"
                self.visits[key] = self._new(key, service, slot, name)

    def _new(self, key: str, service: str, slot: Slot, name: str) -> Appointment:
        return Appointment(key, self.location, slot.provider, service, slot.start, slot.minutes, PHONE, name)

    def change(self, step: Change | TakenLine, now: datetime) -> None:
        """What staff or another customer do between two texts."""
        if isinstance(step, TakenLine):
            self.taken.append(step)
        elif step.to is None:
            self.visits[step.key] = replace(self.visits[step.key], status="cancelled")
        else:
            self.visits[step.key] = replace(self.visits[step.key], start=self.aware(step.to))
