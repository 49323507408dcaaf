"""Opening hours of a day in minutes after local midnight, and what those minutes are in UTC when clocks change."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from flows.values import DAYS

DAY_MINUTES = 24 * 60
Spans = tuple[tuple[int, int], ...]  # minutes after midnight, sorted, end not included


@dataclass(frozen=True, slots=True)
class Week:
    """When a place or a provider works: spans by weekday (Monday first), and the days off."""

    days: tuple[Spans, ...]
    off: frozenset[date]

    def spans(self, day: date) -> Spans:
        """The spans of a day; none on a day off."""
        return () if day in self.off else self.days[day.weekday()]


@dataclass(frozen=True, slots=True)
class LocalDay:
    """A local day: seconds since 1970 at its midnight, and whether its clocks change."""

    day: date
    midnight: int
    changes: bool
    zone: ZoneInfo

    def seconds(self, minute: int) -> int | None:
        """The instant of a wall time; None in the gap of a clock change, the first of two where a time comes twice."""
        if not self.changes:
            return self.midnight + minute * 60
        wall = datetime.combine(self.day, time()) + timedelta(minutes=minute)
        instant = wall.replace(tzinfo=self.zone).timestamp()
        back = datetime.fromtimestamp(instant, self.zone).replace(tzinfo=None)
        return int(instant) if back == wall else None

    def next_seconds(self, minute: int) -> int:
        """The instant of a wall time, or of the first one after the gap it lies in."""
        while (found := self.seconds(minute)) is None:
            minute += 5
        return found


def minutes_of(text: str) -> int:
    """Minutes after midnight of `HH:MM` (`24:00` is the end of the day); raises `ValueError`."""
    hours, colon, minutes = text.strip().partition(":")
    if not (colon and hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2 and int(minutes) < 60):
        raise ValueError(f"{text!r} is not a time such as 09:00")
    found = int(hours) * 60 + int(minutes)
    if found > DAY_MINUTES:
        raise ValueError(f"{text!r} is later than 24:00")
    return found


def span_of(text: str) -> tuple[int, int]:
    """The minutes of `09:00-17:00`; raises `ValueError` where it is no such span or ends before it starts."""
    start, dash, end = text.partition("-")
    if not dash:
        raise ValueError(f"{text!r} is not a span such as 09:00-17:00")
    span = minutes_of(start), minutes_of(end)
    if span[0] >= span[1]:
        raise ValueError(f"{text!r} must end after it starts, within one day")
    return span


def days_of(text: str) -> tuple[date, date]:
    """First and last day of `2026-03-09` or `2026-03-09/2026-03-13`; raises `ValueError`."""
    first, slash, last = text.partition("/")
    try:
        days = date.fromisoformat(first.strip()), date.fromisoformat((last if slash else first).strip())
    except ValueError:
        raise ValueError(f"{text!r} is not a day such as 2026-03-09 or days such as 2026-03-09/2026-03-13") from None
    if days[0] > days[1]:
        raise ValueError(f"{text!r} must end on or after the day it starts")
    return days


@lru_cache(maxsize=4096)
def week_of(hours: str, off: str, within: str | None = None) -> Week:
    """The week that JSON columns describe; a provider without hours of their own (`{}`) works those of the place, `within`."""
    own, place = json.loads(hours), json.loads(within or hours)
    days = tuple(_common(_spans(own.get(name, ())) if own else None, _spans(place.get(name, ()))) for name in DAYS)
    return Week(days, frozenset(day for text in json.loads(off) for day in _each_day(*days_of(text))))


@lru_cache(maxsize=4096)
def local_day(zone: ZoneInfo, day: date) -> LocalDay:
    """The local day in a zone."""
    start = datetime.combine(day, time(), zone)
    offsets = {(start + timedelta(hours=hours)).utcoffset() for hours in (0, 24)}
    return LocalDay(day, int(start.timestamp()), len(offsets) > 1, zone)


def _spans(texts: list[str]) -> Spans:
    return tuple(sorted(span_of(text) for text in texts))


def _common(own: Spans | None, place: Spans) -> Spans:
    if own is None:
        return place
    pairs = ((max(a[0], b[0]), min(a[1], b[1])) for a in own for b in place)
    return tuple(sorted(pair for pair in pairs if pair[0] < pair[1]))


def _each_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
