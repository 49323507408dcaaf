"""A full week of visits around today, the same for the same day: the cast first, then everybody else."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.business.parse import Business, ProviderEntry, parse_business
from bot.calendar.hours import Week, week_of

FOLDER = Path(__file__).parent
DAYS_BACK = 1
DAYS_AHEAD = 9
# Of three free slots of a provider two are taken: enough to look like a practice, and room to move somebody.
TAKEN, OF = 2, 3
STEP = 15


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the cast; `asked` are those whose reminder has gone out and waits for an answer."""

    phone: str
    language: str
    names: tuple[str, ...]
    hint: str
    tries: tuple[str, ...]
    asked: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit of the demo; `start` is aware UTC."""

    id: str
    provider: str
    service: str
    start: datetime
    minutes: int
    buffer: int
    phone: str
    name: str
    language: str
    status: str


def business() -> Business:
    """The practice."""
    return parse_business((FOLDER / "business.toml").read_text("utf-8"))


def cast() -> tuple[Person, ...]:
    """Who the phone offers first."""
    return tuple(
        Person(
            entry["phone"],
            entry["language"],
            tuple(entry["names"]),
            entry["hint"],
            tuple(entry.get("tries", ())),
            entry.get("asked", False),
        )
        for entry in _people()["cast"]
    )


def hints(language: str) -> tuple[str, ...]:
    """Texts worth sending, in a language."""
    by_language = _people()["hints"]
    return tuple(by_language.get(language) or by_language["en"])


def visits(now: datetime) -> list[Visit]:
    """All visits around `now` (aware UTC), none overlapping another of the same provider."""
    return list(_Week(now).all())


class _Week:
    """One filling of the calendar: what each provider has taken so far, in minutes of a day."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.business = business()
        self.place = self.business.locations[0]
        self.zone = ZoneInfo(self.place.timezone)
        self.today = now.astimezone(self.zone).date()
        self.services = {entry.id: entry for entry in self.business.services}
        self.weeks = {entry.id: self._week(entry) for entry in self.business.providers}
        self.taken: dict[tuple[str, date], list[tuple[int, int]]] = {}

    def all(self) -> Iterator[Visit]:
        """The cast's visits, then the others' in what is left."""
        days = [self.today + timedelta(days=number) for number in range(-DAYS_BACK, DAYS_AHEAD + 1)]
        ahead = [day for day in days if day > self.today and self._open(day)]
        for person in _people()["cast"]:
            for number, entry in enumerate(person["visits"]):
                yield self._of_cast(person, number, entry, ahead)
        yield from self._others(days)

    def _of_cast(self, person: dict[str, Any], number: int, entry: dict[str, Any], ahead: list[date]) -> Visit:
        length = self._length(entry["service"])
        hour, minute = entry["at"].split(":")
        wanted = int(hour) * 60 + int(minute)
        # The day counted in open days; a day on which the provider is not there at that time gives way to the next.
        for day in ahead[entry["day"] - 1 :] + ahead:
            if self._free(entry["provider"], day, wanted, length):
                break
        else:
            raise ValueError(f"the demo week has no room for {person['names'][0]}")
        name = person["names"][entry.get("who", 0)]
        return self._visit(f"{person['id']}-{number + 1}", entry["provider"], entry["service"], day, wanted, person, name)

    def _others(self, days: list[date]) -> Iterator[Visit]:
        names = _people()["others"]
        count = 0
        for day in days:
            for provider in self.business.providers:
                for minute, service in self._slots(provider, day):
                    count += 1
                    if count % OF >= TAKEN:
                        continue
                    who = count % len(names)
                    person = {"phone": f"+1555010{2000 + who}", "language": "", "names": [names[who]]}
                    yield self._visit(f"visit-{count:03}", provider.id, service, day, minute, person, names[who])

    def _slots(self, provider: ProviderEntry, day: date) -> Iterator[tuple[int, str]]:
        number = day.toordinal()
        for start, end in self.weeks[provider.id].spans(day):
            minute = start
            while minute < end:
                service = provider.services[number % len(provider.services)]
                # Short visits are what a practice has most of.
                service = service if number % 3 == 0 else provider.services[0]
                number += 1
                if self._free(provider.id, day, minute, self._length(service)):
                    yield minute, service
                    minute += self._length(service)
                else:
                    minute += STEP

    def _visit(self, key: str, provider: str, service: str, day: date, minute: int, person: dict[str, Any], name: str) -> Visit:
        self.taken.setdefault((provider, day), []).append((minute, minute + self._length(service)))
        start = datetime.combine(day, time(minute // 60, minute % 60), self.zone).astimezone(UTC)
        length, buffer = self.services[service].minutes, self.services[service].buffer_minutes
        status = self._status(start, sum(map(ord, key)) + minute // 15, is_cast="hint" in person)
        phone, language = person["phone"], person["language"]
        return Visit(key, provider, service, start, length, buffer, phone, name, language, status)

    def _status(self, start: datetime, dice: int, *, is_cast: bool) -> str:
        if is_cast:
            return "booked"
        if start < self.now:
            return "no_show" if dice % 17 == 0 else "completed"
        near = start < self.now + timedelta(hours=36)
        return "confirmed" if dice % 10 < (7 if near else 3) else "booked"

    def _free(self, provider: str, day: date, start: int, length: int) -> bool:
        inside = any(first <= start and start + length <= last for first, last in self.weeks[provider].spans(day))
        return inside and all(end <= start or start + length <= begin for begin, end in self.taken.get((provider, day), []))

    def _length(self, service: str) -> int:
        return self.services[service].minutes + self.services[service].buffer_minutes

    def _open(self, day: date) -> bool:
        return bool(week_of(json.dumps(self.place.hours), "[]").spans(day))

    def _week(self, provider: ProviderEntry) -> Week:
        return week_of(json.dumps(provider.hours or {}), json.dumps(list(provider.away)), json.dumps(self.place.hours))


def _people() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "people.toml").read_text("utf-8"))
