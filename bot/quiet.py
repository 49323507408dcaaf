"""Quiet hours and closed days of a place: when no text goes out by itself, and the allowed moments around them (pure)."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.calendar.hours import days_of, minutes_of
from bot.ports import Row
from flows.frozen import value

# A text moved out of the quiet hours goes out this long before they begin: a slow worker must not slip into them.
MARGIN = timedelta(minutes=30)
MOST_STEPS = 60
DAY = timedelta(days=1)


@value(frozen=True, slots=True)
class Quiet:
    """`spans` are local minutes after midnight, end not included; a span that ends before it starts runs over midnight."""

    zone: ZoneInfo
    spans: tuple[tuple[int, int], ...] = ()
    closed: frozenset[date] = frozenset()

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies in the quiet hours (a closed day is not quiet: staff may still write then)."""
        return self._span(moment.astimezone(self.zone)) is not None

    def earlier(self, moment: datetime) -> datetime:
        """The moment itself, or the latest one before it that is neither quiet nor on a closed day.

        Of a closed day it becomes the same wall time the day before. Where nothing is allowed for weeks, a moment long past.
        """
        if not (self.spans or self.closed):
            return moment
        for _ in range(MOST_STEPS):
            local = moment.astimezone(self.zone)
            span = self._span(local)
            if span is not None:
                moment = self._start(local, span) - MARGIN
            elif local.date() in self.closed:
                moment = self._at(local.date() - DAY, local.hour * 60 + local.minute)
            else:
                return moment
        return moment

    def ends(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours it lies in."""
        for _ in range(MOST_STEPS):
            local = moment.astimezone(self.zone)
            span = self._span(local)
            if span is None:
                return moment
            start, end = span
            over_midnight = start > end and _minute(local) >= start
            moment = self._at(local.date() + (DAY if over_midnight else timedelta()), end)
        return moment

    def next_day(self, moment: datetime) -> datetime:
        """The first moment of the next local day at which texts may go out."""
        return self.ends(self._at(moment.astimezone(self.zone).date() + DAY, 0))

    def today(self, moment: datetime) -> tuple[datetime, datetime]:
        """Start and end of the moment's local day."""
        day = moment.astimezone(self.zone).date()
        return self._at(day, 0), self._at(day + DAY, 0)

    def _span(self, local: datetime) -> tuple[int, int] | None:
        minute = _minute(local)
        for start, end in self.spans:
            inside = start <= minute < end if start < end else (minute >= start or minute < end)
            if inside:
                return start, end
        return None

    def _start(self, local: datetime, span: tuple[int, int]) -> datetime:
        start, end = span
        began_yesterday = start > end and _minute(local) < end
        return self._at(local.date() - (DAY if began_yesterday else timedelta()), start)

    def _at(self, day: date, minute: int) -> datetime:
        # Minutes are added to the wall clock: 24:00 is the next midnight, a time in a gap is the one after it.
        wall = datetime.combine(day, time()) + timedelta(minutes=minute)
        return wall.replace(tzinfo=self.zone).astimezone(UTC)


def quiet_of(row: Row) -> Quiet:
    """The quiet hours and closed days of a row of `locations`; raises ValueError for what can't be read."""
    return _quiet(row["timezone"], row["quiet_hours"], row["closed"])


@lru_cache(maxsize=1024)
def _quiet(timezone: str, quiet_hours: str, closed: str) -> Quiet:
    """Read once for all visits of a place; the columns are JSON lists."""
    spans = (days_of(text) for text in json.loads(closed))
    days = (first + timedelta(days=number) for first, last in spans for number in range((last - first).days + 1))
    return Quiet(ZoneInfo(timezone), tuple(_read(text) for text in json.loads(quiet_hours)), frozenset(days))


def _read(text: str) -> tuple[int, int]:
    start, dash, end = text.partition("-")
    if not dash:
        raise ValueError(f"quiet hours {text!r} are not a span such as 21:00-08:00")
    return minutes_of(start), minutes_of(end)


def _minute(local: datetime) -> int:
    return local.hour * 60 + local.minute
