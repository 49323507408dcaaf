"""One day of a search: the free starts that lie nearest, in plain numbers since this is where a search spends its time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import compress, islice
from zoneinfo import ZoneInfo

from bot.calendar.hours import DAY_MINUTES, LocalDay, Spans, local_day
from flows.frozen import value
from flows.values import Window

CELL = 300  # seconds
A_MINUTE = timedelta(minutes=1)
GRID_MINUTES = 15
EXACT_MINUTES = 5  # what times named to the minute must be, as cells are so long

Cells = tuple[int, ...]
Busy = tuple[tuple[int, int], ...]  # seconds since 1970 in which the customer is elsewhere


@value(frozen=True, slots=True)
class Day:
    """A day and what of it is wished for: `asked` are (first minute, end minute, instant to be near to)."""

    local: LocalDay
    asked: tuple[tuple[int, int, int], ...]
    barred: tuple[tuple[int, int], ...]  # minutes
    busy: Busy
    exactly: tuple[int, ...]  # minutes named to the minute, which need not lie on the grid
    not_before: int
    minutes: int
    cells_seconds: int  # visit and buffer


@value(frozen=True, slots=True)
class Starts:
    """The starts that the opening hours of a day leave room for, soonest first: as minutes of the day, as seconds since 1970,
    and the cells that a visit would take."""

    minutes: tuple[int, ...]
    seconds: tuple[int, ...]
    cells: tuple[Cells, ...]


@value(frozen=True, slots=True)
class Wanted:
    """Starts that are wished for as (distance, start) in seconds, nearest first; the cells of each; first and last of all."""

    starts: list[tuple[int, int]]
    cells: Sequence[Cells]
    first: int = 0
    last: int = 0


NOTHING = Wanted([], ())


def nearest_free(day: Day, wanted: Wanted, taken: frozenset[int], count: int, own_start: int | None) -> list[tuple[int, int]]:
    """Up to `count` free starts of one provider as (distance, start) in seconds, nearest first like `wanted`.

    `taken` are the provider's cells that may not be had.
    """
    free = compress(wanted.starts, map(taken.isdisjoint, wanted.cells))  # not a line of Python for a start
    if day.busy or (own_start is not None and wanted.first <= own_start <= wanted.last):
        may_be = [
            (distance, start) for distance, start in free if start != own_start and not is_busy(day.busy, start, day.minutes)
        ]
        return may_be[:count]
    return list(islice(free, count))


def is_busy(busy: Busy, start: int, minutes: int) -> bool:
    """Whether a visit would lie in one of the spans in which the customer is elsewhere."""
    return any(start < until and since < start + minutes * 60 for since, until in busy)


def wanted_starts(day: Day, spans: Spans) -> Wanted:
    """Starts within the opening hours that are asked for and not barred, nearest first."""
    starts = _starts(day.local.zone, day.local.day, spans, day.minutes, day.cells_seconds)
    if day.exactly:
        starts = _with_exact(day, spans, starts)
    if len(day.asked) == 1 and not day.barred:  # nearly always
        ((first, end, near),) = day.asked
        at = max(bisect_left(starts.minutes, first), bisect_left(starts.seconds, day.not_before))
        until = bisect_left(starts.minutes, end)
        seconds, cells = starts.seconds[at:until], starts.cells[at:until]
        if not seconds:
            return NOTHING
        if near <= seconds[0]:  # they are in order
            return Wanted([(start - near, start) for start in seconds], cells, seconds[0], seconds[-1])
        return _nearest_first([(abs(start - near), start, needed) for start, needed in zip(seconds, cells, strict=True)])
    return _nearest_first(_wanted_of(day, starts))


def _wanted_of(day: Day, starts: Starts) -> list[tuple[int, int, Cells]]:
    """Those of the starts that several windows ask for or some bar, with the distance to the nearest instant wished for."""
    wanted: list[tuple[int, int, Cells]] = []
    # Plain loops: generators within generators took three times as long, and this runs a hundred times a text.
    for minute, start, needed in zip(starts.minutes, starts.seconds, starts.cells, strict=True):
        best = -1
        for first, end, near in day.asked:
            if first <= minute < end and (best < 0 or abs(start - near) < best):
                best = abs(start - near)
        for first, end in day.barred:
            if first <= minute < end:
                best = -1
        if best >= 0 and start >= day.not_before:
            wanted.append((best, start, needed))
    return wanted


def _nearest_first(wanted: list[tuple[int, int, Cells]]) -> Wanted:
    if not wanted:
        return NOTHING
    first, last = wanted[0][1], wanted[-1][1]
    wanted.sort()
    return Wanted([each[:2] for each in wanted], [each[2] for each in wanted], first, last)


def _step(minutes: int) -> int:
    return max(5, min(GRID_MINUTES, minutes // 5 * 5))


# The same days and hours are looked at again and again, for whatever place; a day of eight hours takes 7 kB.
@lru_cache(maxsize=96)
def _starts(zone: ZoneInfo, day: date, spans: Spans, minutes: int, cells_seconds: int) -> Starts:
    """All starts of a day that lie on the grid."""
    local, step = local_day(zone, day), _step(minutes)
    on_grid = (range(-(-opens // step) * step, closes - minutes + 1, step) for opens, closes in spans)
    return _possible(local, spans, sorted({minute for some in on_grid for minute in some}), minutes, cells_seconds)


def _with_exact(day: Day, spans: Spans, starts: Starts) -> Starts:
    """With the times that were named to the minute, where these are not among the starts anyway."""
    step = _step(day.minutes)
    beside = [minute for minute in day.exactly if minute % step]
    if not beside:
        return starts
    return _possible(day.local, spans, sorted({*starts.minutes, *beside}), day.minutes, day.cells_seconds)


def _possible(local: LocalDay, spans: Spans, candidates: list[int], minutes: int, cells_seconds: int) -> Starts:
    """Those of the candidates (minutes of the day) at which a visit lies within the opening hours."""
    within = [(opens, closes - minutes, local.next_seconds(closes) - minutes * 60) for opens, closes in spans]
    found: dict[int, int] = {}
    for minute in candidates:
        start = local.seconds(minute)
        if start is not None and any(first <= minute <= last and start <= latest for first, last, latest in within):
            found[minute] = start
    seconds = tuple(found.values())
    cells = tuple([tuple(range(start // CELL, -(-(start + cells_seconds) // CELL))) for start in seconds])
    return Starts(tuple(found), seconds, cells)


def lies_on_one_day(window: Window) -> bool:
    """Whether all of a window's starts are of the day that it begins on."""
    day = window.start.date()
    return day == window.end.date() or day == (window.end - A_MINUTE).date()


def minutes_of_window(window: Window, day: date) -> tuple[int, int] | None:
    """The minutes of a day that lie in a window (end not included); None where none do."""
    first_day, last_day = window.start.date(), window.end.date()
    if first_day > day or last_day < day:
        return None
    first = minute_up(window.start) if first_day == day else 0
    if window.start == window.end:
        return first, first + 1
    end = minute_up(window.end) if last_day == day else DAY_MINUTES
    return (first, end) if first < end else None


def is_in(minute: int, window: Window, day: date) -> bool:
    """Whether a minute of a day lies in a window."""
    minutes = minutes_of_window(window, day)
    return minutes is not None and minutes[0] <= minute < minutes[1]


def exact_minutes(windows: Iterable[Window], day: date) -> tuple[int, ...]:
    """The times of a day that were named to the minute and that cells can hold."""
    starts = [window.start for window in windows if window.start == window.end and window.start.date() == day]
    return tuple(sorted({minute for minute in map(minute_up, starts) if minute % EXACT_MINUTES == 0})) if starts else ()


def minute_up(moment: datetime) -> int:
    """The minute of the day that a wall time is in need of: a time with seconds is only past with the next one."""
    return moment.hour * 60 + moment.minute + (1 if moment.second or moment.microsecond else 0)
