"""The schedule out of the database, asked for piece by piece and only when a flow wants it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache

from bot import records
from bot.calendar.day import CELL
from bot.calendar.hours import Week, local_day, week_of
from bot.calendar.search import Taken, Wish, find_free
from bot.ports import Row, Session
from flows.values import Appointment, FreeSlots, Place, Service, Window

HORIZON_DAYS = 120
RECENT_DAYS = 7  # appointments that far back are still "this phone's": an answer to one of them is stale, not unknown
DAYS_ONE_BY_ONE = 3  # a free slot is mostly found within so many; a longer search loads blocks of days
BLOCK_DAYS = 14


@dataclass
class StoreCalendar:
    """The schedule as one phone may see it within an open transaction; nothing is loaded twice."""

    session: Session
    location: str
    phone: str
    now: datetime
    _cells: dict[tuple[str, date], frozenset[int]] = field(default_factory=dict)

    @cached_property
    def place(self) -> Place:
        return records.place(self._location)

    @cached_property
    def appointments(self) -> tuple[Appointment, ...]:
        since = records.to_text(self.now - timedelta(days=RECENT_DAYS))
        rows = self.session.all("appointments_of_phone", location=self.location, phone=self.phone, since=since)
        return tuple(records.appointment(row) for row in rows)

    @cached_property
    def services(self) -> tuple[Service, ...]:
        rows = self.session.all("services_of_location", location=self.location)
        return tuple(records.service(row) for row in rows)

    def provider_name(self, provider: str) -> str:
        return str(next(row["name"] for row in self._providers if row["id"] == provider))

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
    ) -> FreeSlots:
        wanted = next(found for found in self.services if found.id == service)
        replaced = next((visit for visit in self.appointments if visit.id == replacing), None)
        wish = Wish(
            minutes=wanted.minutes,
            buffer_minutes=wanted.buffer_minutes,
            providers=tuple((row["id"], self._week(row)) for row in self._who(service, provider, replaced)),
            windows=windows,
            excluded=excluded,
            near=near,
            not_before=self.now + timedelta(hours=wanted.notice_hours),
            last_day=(self.now + timedelta(days=HORIZON_DAYS)).date(),
            count=count,
            zone=self.place.zone,
            busy=self._elsewhere(replaced) if replaced else (),
            own_start=(replaced.provider, int(replaced.start.timestamp())) if replaced else None,
        )
        return find_free(wish, self._taken(replacing or ""))

    @cached_property
    def _location(self) -> Row:
        row = self.session.one("location", location=self.location)
        if row is None:
            raise LookupError(f"no location {self.location!r}")
        return row

    @cached_property
    def _providers(self) -> list[Row]:
        return self.session.all("providers_of_location", location=self.location)

    def _who(self, service: str, provider: str | None, replaced: Appointment | None) -> list[Row]:
        """Who may be offered, the provider the customer already has first; a provider who has left stands for anyone."""
        able = [row for row in self._providers if row["active"] and service in json.loads(row["services"])]
        if named := [row for row in able if row["id"] == provider]:
            return named
        return sorted(able, key=lambda row: replaced is not None and row["id"] != replaced.provider)

    def _week(self, provider: Row) -> Week:
        return week_of(provider["hours"], _both(self._location["closed"], provider["away"]), self._location["hours"])

    def _elsewhere(self, replaced: Appointment) -> tuple[tuple[int, int], ...]:
        """When the person whose visit is to be moved is at another visit of theirs."""
        return tuple(
            (int(visit.start.timestamp()), int(visit.start.timestamp()) + visit.minutes * 60)
            for visit in self.appointments
            if visit.live and visit.name == replaced.name and visit.id != replaced.id
        )

    def _taken(self, replacing: str) -> Taken:
        # Within one question `replacing` stays the same; another question may name another appointment.
        self._cells.clear()
        asked = 0

        def taken(provider: str, day: date) -> frozenset[int]:
            nonlocal asked
            if (provider, day) not in self._cells:
                asked += 1
                self._load(provider, day, 1 if asked <= DAYS_ONE_BY_ONE else BLOCK_DAYS, replacing)
            return self._cells[provider, day]

        return taken

    def _load(self, provider: str, day: date, days: int, replacing: str) -> None:
        """Loads the cells of a day, or of the block of days it lies in; a visit may run on past midnight."""
        first = date.fromordinal(day.toordinal() // days * days)
        zone = self.place.zone
        rows = self.session.all(
            "taken_cells",
            location=self.location,
            provider=provider,
            first=local_day(zone, first).midnight // CELL,
            last=local_day(zone, first + timedelta(days=days + 1)).midnight // CELL,
            now=records.to_text(self.now),
            holder=self.phone,
            replacing=replacing,
        )
        cells = frozenset(row["cell"] for row in rows)
        self._cells.update({(provider, first + timedelta(days=number)): cells for number in range(days)})


@lru_cache(maxsize=1024)
def _both(closed: str, away: str) -> str:
    return json.dumps([*json.loads(closed), *json.loads(away)])


def load_calendar(session: Session, location: str, phone: str, now: datetime) -> StoreCalendar:
    """The schedule of a location for a phone, in an open transaction; `now` is aware UTC."""
    return StoreCalendar(session, location, phone, now)
