"""The search for free slots: days nearest to the wish first, no day looked at without need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from heapq import merge
from zoneinfo import ZoneInfo

from bot.calendar.day import Day, exact_minutes, minutes_of_window, nearest_free, wanted_starts
from bot.calendar.hours import DAY_MINUTES, Spans, Week, local_day
from flows.frozen import value
from flows.values import FreeSlots, Slot, Window

# A day may be an hour longer or shorter than its date says: nothing nearer is ever missed for that.
SLACK = 2 * 3600
A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)

Found = dict[int, tuple[int, int, int]]  # start -> distance, start, number of the provider
Wanting = tuple[int, str, list[tuple[int, int]]]  # number and id of a provider, starts (distance, start) to look at
# The cells of each of these providers on a day that nobody may have, at least those that touch these seconds (the end not
# included).
Taken = Callable[[tuple[str, ...], date, tuple[int, int]], Mapping[str, frozenset[int]]]
AT_ONCE = 8  # providers whose cells are asked for together


@value(frozen=True, slots=True)
class Wish:
    """What is searched: `minutes` are the visit's, `providers` in the order preferred, `not_before` aware UTC.

    `busy` are spans (seconds since 1970) in which the customer is elsewhere, `own_start` the visit's present time.
    """

    minutes: int
    buffer_minutes: int
    providers: tuple[tuple[str, Week], ...]
    windows: tuple[Window, ...]
    excluded: tuple[Window, ...]
    near: datetime | None
    not_before: datetime
    last_day: date
    count: int
    zone: ZoneInfo
    busy: tuple[tuple[int, int], ...] = ()
    own_start: tuple[str, int] | None = None


@value(frozen=True, slots=True)
class Aim:
    """A point to be near to (seconds since 1970) and the days that may be looked at for it."""

    instant: int
    day: date
    into_day: int  # seconds
    first: date
    last: date
    window: Window | None = None


def find_free(wish: Wish, taken: Taken, *, or_near: bool = True) -> FreeSlots:
    """Free slots within the windows, nearest first; else, with `met` false, the nearest ones outside if these are wanted."""
    today = wish.not_before.astimezone(wish.zone).date()
    aims = [aim for window in wish.windows if (aim := _aim(wish, window, today))] if wish.windows else [_anywhere(wish, today)]
    if within := _search(wish, aims, taken):
        return FreeSlots(within, met=True)
    if not (wish.windows and or_near):
        return FreeSlots((), met=False)
    return FreeSlots(_search(wish, _around(wish, today), taken), met=False)


def _search(wish: Wish, aims: list[Aim], taken: Taken) -> tuple[Slot, ...]:
    found: Found = {}
    seen: set[date] = set()
    for at_least, day in _days(aims):
        best = sorted(found.values())[: wish.count]
        if len(best) == wish.count and best[-1][0] <= at_least:
            break
        if day not in seen:
            seen.add(day)
            _look_at(day, wish, aims, taken, found)
    best = sorted(found.values())[: wish.count]
    return tuple([Slot(wish.providers[number][0], moment(start), wish.minutes) for _, start, number in best])


@lru_cache(maxsize=4096)
def moment(seconds: int) -> datetime:
    """The aware UTC time so many seconds since 1970; one and the same value, as the starts of a place's days come again."""
    return datetime.fromtimestamp(seconds, UTC)


def _days(aims: list[Aim]) -> Iterable[tuple[int, date]]:
    """The days to look at, nearest first, each with the least distance (seconds) that any of its instants can have."""
    if len(aims) == 1 and aims[0].first == aims[0].last:
        return ((0, aims[0].first),)  # mostly it is one day that is asked for
    return merge(*(days for aim in aims for days in (_forward(aim), _backward(aim))))


def _look_at(day: date, wish: Wish, aims: list[Aim], taken: Taken, found: Found) -> None:
    working = [(number, key, spans) for number, (key, week) in enumerate(wish.providers) if (spans := week.spans(day))]
    if not working:
        return
    plan = _plan(day, wish, aims)
    wanted: dict[Spans, list[tuple[int, int]]] = {}  # mostly one for all
    wanting: list[Wanting] = []
    for number, key, spans in working:
        if spans not in wanted:
            wanted[spans] = wanted_starts(plan, spans)
        if wanted[spans]:
            wanting.append((number, key, wanted[spans]))
    for at in range(0, len(wanting), AT_ONCE):
        _look_at_some(plan, wish, wanting[at : at + AT_ONCE], taken, found)


def _look_at_some(plan: Day, wish: Wish, some: list[Wanting], taken: Taken, found: Found) -> None:
    cells: Mapping[str, frozenset[int]] | None = None
    for number, provider, starts in some:
        if found and all(start in found for _, start in starts[: wish.count]):
            continue  # others who come first have all of it
        if cells is None:
            cells = taken(tuple([key for _, key, _ in some]), plan.local.day, _needed(plan, some))
        own_start = wish.own_start[1] if wish.own_start and wish.own_start[0] == provider else None
        for distance, start in nearest_free(plan, starts, cells[provider], wish.count, own_start):
            # Providers come in the order preferred: the first one who is free at a time has it.
            found.setdefault(start, (distance, start, number))


def _needed(plan: Day, some: list[Wanting]) -> tuple[int, int]:
    """The seconds in which a visit at any of these starts would lie."""
    starts = [start for _, _, starts in some for _, start in starts]
    return min(starts), max(starts) + plan.cells_seconds


def _plan(day: date, wish: Wish, aims: list[Aim]) -> Day:
    barred = [minutes for window in wish.excluded if (minutes := minutes_of_window(window, day))] if wish.excluded else ()
    return Day(
        local=local_day(wish.zone, day),
        asked=tuple([(*minutes, aim.instant) for aim in aims if (minutes := _minutes(aim, day))]),
        barred=tuple(barred),
        busy=wish.busy,
        exactly=exact_minutes(wish.windows, day),
        not_before=-int(-wish.not_before.timestamp() // 1),
        minutes=wish.minutes,
        cells_seconds=(wish.minutes + wish.buffer_minutes) * 60,
    )


def _minutes(aim: Aim, day: date) -> tuple[int, int] | None:
    return minutes_of_window(aim.window, day) if aim.window else (0, DAY_MINUTES)


def _aim(wish: Wish, window: Window, today: date) -> Aim | None:
    """The aim of a window; None where all of it is past or beyond the horizon."""
    last_moment = window.end if window.start == window.end else window.end - A_MINUTE
    first, last = max(today, window.start.date()), min(wish.last_day, last_moment.date())
    if first > last:
        return None
    return _point(wish, wish.near or _instant(wish.zone, window.start), first, last, window)


def _anywhere(wish: Wish, today: date) -> Aim:
    return _point(wish, wish.near or wish.not_before, today, wish.last_day)


def _around(wish: Wish, today: date) -> list[Aim]:
    nears = [wish.near] if wish.near else [_instant(wish.zone, window.start) for window in wish.windows]
    return [_point(wish, near, today, wish.last_day) for near in nears]


def _instant(zone: ZoneInfo, wall: datetime) -> datetime:
    # A window may start on the first or last day that a datetime can hold ("any time"), where a zone's offset overflows.
    day = min(max(wall.date(), date(1971, 1, 1)), date(9000, 1, 1))
    return datetime.combine(day, wall.time(), zone)


def _point(wish: Wish, near: datetime, first: date, last: date, window: Window | None = None) -> Aim:
    local = near.astimezone(wish.zone)
    into_day = local.hour * 3600 + local.minute * 60
    return Aim(int(near.timestamp()), local.date(), into_day, first, last, window)


def _forward(aim: Aim) -> Iterator[tuple[int, date]]:
    """Days from the aim's on, each with the least distance (seconds) that any of its instants can have."""
    day = max(aim.day, aim.first)
    while day <= aim.last:
        apart = (day - aim.day).days * 86400
        yield max(0, apart - aim.into_day - SLACK), day
        day += A_DAY


def _backward(aim: Aim) -> Iterator[tuple[int, date]]:
    day = min(aim.day - A_DAY, aim.last)
    while day >= aim.first:
        apart = ((aim.day - day).days - 1) * 86400
        yield max(0, apart + aim.into_day - SLACK), day
        day -= A_DAY
