"""One day of a search: the free starts that lie nearest, in plain numbers since this is where a search spends its time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from bot.calendar.hours import DAY_MINUTES, LocalDay, Spans
from flows.frozen import value
from flows.values import Window

CELL = 300  # seconds
GRID_MINUTES = 15


@value(frozen=True, slots=True)
class Day:
    """A day and what of it is wished for: `asked` are (first minute, end minute, instant to be near to)."""

    local: LocalDay
    asked: tuple[tuple[int, int, int], ...]
    barred: tuple[tuple[int, int], ...]  # minutes
    busy: tuple[tuple[int, int], ...]  # seconds since 1970 in which the customer is elsewhere
    exactly: tuple[int, ...]  # minutes named to the minute, which need not lie on the grid
    not_before: int
    minutes: int
    cells_seconds: int  # visit and buffer


def nearest_free(
    day: Day, wanted: Sequence[tuple[int, int]], taken: frozenset[int], count: int, own_start: int | None
) -> list[tuple[int, int]]:
    """Up to `count` free starts of one provider as (distance, start) in seconds, nearest first like `wanted`.

    `taken` are the provider's cells that may not be had.
    """
    found: list[tuple[int, int]] = []
    are_free, seconds, busy = taken.isdisjoint, day.cells_seconds, day.busy
    for distance, start in wanted:
        if not are_free(range(start // CELL, -(-(start + seconds) // CELL))) or start == own_start:
            continue
        if not (busy and _is_busy(day, start)):
            found.append((distance, start))
            if len(found) == count:
                break
    return found


def _is_busy(day: Day, start: int) -> bool:
    return any(start < until and since < start + day.minutes * 60 for since, until in day.busy)


def wanted_starts(day: Day, spans: Spans) -> list[tuple[int, int]]:
    """Starts within the opening hours that are asked for and not barred, as (distance, start), nearest first."""
    if not day.asked:
        return []
    wanted: list[tuple[int, int]] = []
    starts = _starts(day, spans)
    if len(day.asked) == 1 and not day.barred:  # nearly always
        ((_, end, near),) = day.asked
        return sorted([(abs(start - near), start) for minute, start in starts if minute < end])
    # Plain loops: generators within generators took three times as long, and this runs a hundred times a text.
    for minute, start in starts:
        best = -1
        for first, end, near in day.asked:
            if first <= minute < end and (best < 0 or abs(start - near) < best):
                best = abs(start - near)
        for first, end in day.barred:
            if first <= minute < end:
                best = -1
        if best >= 0:
            wanted.append((best, start))
    wanted.sort()
    return wanted


def _starts(day: Day, spans: Spans) -> list[tuple[int, int]]:
    """Possible starts from the first minute asked for on, as (minute of the day, seconds since 1970)."""
    midnight, even = day.local.midnight, not day.local.changes
    step = max(5, min(GRID_MINUTES, day.minutes // 5 * 5))
    lowest, highest, _ = day.asked[0]
    for first, end, _ in day.asked[1:]:
        lowest, highest = min(lowest, first), max(highest, end)
    starts: list[tuple[int, int]] = []
    for opens, closes in spans:
        first, last = max(opens, lowest), min(closes - day.minutes, highest)
        minutes = list(range(-(-first // step) * step, last + 1, step))
        if day.exactly:
            minutes += [minute for minute in day.exactly if first <= minute <= last and minute % step]
        if even and midnight + first * 60 >= day.not_before:
            starts += [(minute, midnight + minute * 60) for minute in minutes]
            continue
        latest = day.local.next_seconds(closes) - day.minutes * 60
        for minute in minutes:
            start = day.local.seconds(minute)
            if start is not None and day.not_before <= start <= latest:
                starts.append((minute, start))
    return starts


def minutes_of_window(window: Window, day: date) -> tuple[int, int] | None:
    """The minutes of a day that lie in a window (end not included); None where none do."""
    first_day, last_day = window.start.date(), window.end.date()
    if first_day > day or last_day < day:
        return None
    first = _minute_up(window.start) if first_day == day else 0
    if window.start == window.end:
        return first, first + 1
    end = _minute_up(window.end) if last_day == day else DAY_MINUTES
    return (first, end) if first < end else None


def exact_minutes(windows: Iterable[Window], day: date) -> tuple[int, ...]:
    """The times of a day that were named to the minute and that cells can hold."""
    starts = [window.start for window in windows if window.start == window.end and window.start.date() == day]
    return tuple(sorted({minute for minute in map(_minute_up, starts) if minute % 5 == 0})) if starts else ()


def _minute_up(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute + (1 if moment.second or moment.microsecond else 0)
