"""The search for free slots: days nearest to the wish first, no day looked at without need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from heapq import merge
from zoneinfo import ZoneInfo

from bot.calendar.day import (
    CELL,
    EXACT_MINUTES,
    Day,
    Wanted,
    exact_minutes,
    is_busy,
    is_in,
    lies_on_one_day,
    minute_up,
    minutes_of_window,
    nearest_free,
    wanted_starts,
)
from bot.calendar.hours import DAY_MINUTES, LocalDay, Spans, Week, local_day
from flows.frozen import value
from flows.values import FreeSlots, Slot, Window

# A day may be an hour longer or shorter than its date says: nothing nearer is ever missed for that.
SLACK = 2 * 3600
A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)

Found = tuple[int, int, int]  # distance, start, number of the provider
Wanting = tuple[int, str, Wanted]  # number and id of a provider, starts to look at
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
    windows = wish.windows
    if len(windows) == 1 and lies_on_one_day(windows[0]):  # mostly
        within = _on_one_day(wish, windows[0], taken)
    else:
        today = _today(wish)
        aims = [aim for window in windows if (aim := _aim(wish, window, today))] if windows else [_anywhere(wish, today)]
        within = _search(wish, aims, taken)
    if within:
        return FreeSlots(within, met=True)
    if not (windows and or_near):
        return FreeSlots((), met=False)
    return FreeSlots(_search(wish, _around(wish, _today(wish)), taken), met=False)


def _at_one_time(wish: Wish, local: LocalDay, minute: int, taken: Taken) -> tuple[Slot, ...]:
    """The slot with the first one who is free at a time, on a day without a change of clocks."""
    day, minutes, start = local.day, wish.minutes, local.midnight + minute * 60
    if minute % EXACT_MINUTES or start < wish.not_before.timestamp():
        return ()
    if wish.excluded and any(is_in(minute, window, day) for window in wish.excluded):
        return ()
    if wish.busy and is_busy(wish.busy, start, minutes):
        return ()
    who: list[str] = []
    for provider, week in wish.providers:
        for opens, closes in week.spans(day):
            if opens <= minute <= closes - minutes and wish.own_start != (provider, start):
                who.append(provider)
    behind = start + (minutes + wish.buffer_minutes) * 60
    needed = range(start // CELL, -(-behind // CELL))
    for at in range(0, len(who), AT_ONCE):
        some = tuple(who[at : at + AT_ONCE])
        cells = taken(some, day, (start, behind))
        for provider in some:
            if cells[provider].isdisjoint(needed):
                return (Slot(provider, moment(start), minutes),)
    return ()


def _on_one_day(wish: Wish, window: Window, taken: Taken) -> tuple[Slot, ...]:
    """The slots of a day, which there is no need to look for."""
    day = window.start.date()
    if not wish.not_before.date() - A_DAY <= day <= wish.last_day:  # also: no day that a zone's offset may lead beyond time
        return ()
    local = local_day(wish.zone, day)
    if window.start == window.end and not local.changes:
        return _at_one_time(wish, local, minute_up(window.start), taken)
    minutes = minutes_of_window(window, day)
    if minutes is None:
        return ()
    # By default a window's start, behind which its slots lie in order, as they do behind any time before it.
    near = int(wish.near.timestamp()) if wish.near else local.midnight
    return _slots(wish, _look_at(_plan(local, wish, ((*minutes, near),)), wish, taken))


def _search(wish: Wish, aims: list[Aim], taken: Taken) -> tuple[Slot, ...]:
    found: list[Found] = []
    seen: set[date] = set()
    for at_least, day in _days(aims):
        if len(found) >= wish.count:
            found = sorted(found)[: wish.count]
            if found[-1][0] <= at_least:
                break
        if day not in seen:
            seen.add(day)
            asked = tuple([(*minutes, aim.instant) for aim in aims if (minutes := _minutes(aim, day))])
            found += _look_at(_plan(local_day(wish.zone, day), wish, asked), wish, taken)
    return _slots(wish, sorted(found))


def _slots(wish: Wish, found: list[Found]) -> tuple[Slot, ...]:
    providers, minutes = wish.providers, wish.minutes
    return tuple([Slot(providers[number][0], moment(start), minutes) for _, start, number in found[: wish.count]])


def _today(wish: Wish) -> date:
    return wish.not_before.astimezone(wish.zone).date()


@lru_cache(maxsize=4096)
def moment(seconds: int) -> datetime:
    """The aware UTC time so many seconds since 1970; one and the same value, as the starts of a place's days come again."""
    return datetime.fromtimestamp(seconds, UTC)


def _days(aims: list[Aim]) -> Iterable[tuple[int, date]]:
    """The days to look at, nearest first, each with the least distance (seconds) that any of its instants can have."""
    return merge(*(days for aim in aims for days in (_forward(aim), _backward(aim))))


def _look_at(plan: Day, wish: Wish, taken: Taken) -> list[Found]:
    """The nearest free slots of a day, nearest first."""
    day = plan.local.day
    wanted: dict[Spans, Wanted] = {}  # mostly one for all
    wanting: list[Wanting] = []
    for number, (provider, week) in enumerate(wish.providers):
        if spans := week.spans(day):
            if spans not in wanted:
                wanted[spans] = wanted_starts(plan, spans)
            if wanted[spans].starts:
                wanting.append((number, provider, wanted[spans]))
    found: dict[int, Found] = {}
    for at in range(0, len(wanting), AT_ONCE):
        some = wanting[at : at + AT_ONCE]
        cells: Mapping[str, frozenset[int]] | None = None
        for number, provider, those in some:
            if found and all(start in found for _, start in those.starts[: wish.count]):
                continue  # others who come first have all of it
            if cells is None:
                cells = taken(tuple([key for _, key, _ in some]), day, _needed(plan, some))
            own_start = wish.own_start[1] if wish.own_start and wish.own_start[0] == provider else None
            free = nearest_free(plan, those, cells[provider], wish.count, own_start)
            if len(wanting) == 1:
                return [(distance, start, number) for distance, start in free]
            for distance, start in free:
                # Providers come in the order preferred: the first one who is free at a time has it.
                found.setdefault(start, (distance, start, number))
    return sorted(found.values())


def _needed(plan: Day, some: list[Wanting]) -> tuple[int, int]:
    """The seconds in which a visit at any of these starts would lie."""
    return min([those.first for _, _, those in some]), max([those.last for _, _, those in some]) + plan.cells_seconds


def _plan(local: LocalDay, wish: Wish, asked: tuple[tuple[int, int, int], ...]) -> Day:
    day = local.day
    barred = [minutes for window in wish.excluded if (minutes := minutes_of_window(window, day))] if wish.excluded else ()
    return Day(
        local=local,
        asked=asked,
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
