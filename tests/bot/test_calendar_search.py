"""The search that stops early finds the very slots that a search through everything finds."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.calendar.hours import week_of
from bot.calendar.search import Wish, find_free
from flows.frozen import replace
from flows.values import FreeSlots, Slot, Window

ZONES = ("America/New_York", "Europe/Madrid", "Australia/Lord_Howe", "Asia/Kolkata", "America/Santiago", "Africa/Casablanca")
HOURS = (
    {day: ["09:00-12:00", "13:00-17:00"] for day in ("mon", "tue", "thu", "fri")},
    {day: ["00:00-06:00"] for day in ("sat", "sun", "mon")},
    {day: ["08:10-09:05", "22:00-24:00"] for day in ("sun", "wed")},
)
HORIZON = 24
NAMES = ("ito", "maya", "sol", "lee", "kim", "ada", "bo", "cy", "di", "ed")


def some_window(dice: random.Random, today: datetime) -> Window:
    start = today + timedelta(days=dice.randint(-3, HORIZON + 4), minutes=5 * dice.randint(0, 287))
    match dice.randint(0, 3):
        case 0:
            return Window(start, start)
        case 1:
            midnight = start.replace(hour=0, minute=0)
            return Window(midnight, midnight + timedelta(days=dice.choice((1, 1, 7))), time_given=False)
        case _:
            return Window(start, start + timedelta(minutes=5 * dice.randint(1, 100)))


def some_wish(dice: random.Random) -> tuple[Wish, dict[str, frozenset[int]]]:
    zone = ZoneInfo(dice.choice(ZONES))
    year, month, day = dice.choice(((2026, 3, 1), (2026, 3, 22), (2026, 10, 20), (2026, 4, 1), (2026, 9, 1), (2026, 2, 10)))
    now = datetime(year, month, day, dice.randint(0, 23), 5 * dice.randint(0, 11), tzinfo=UTC)
    today = now.astimezone(zone).replace(tzinfo=None, hour=0, minute=0)
    off = json.dumps([str((today + timedelta(days=dice.randint(0, HORIZON))).date()) for _ in range(3)])
    providers = tuple((name, week_of(json.dumps(dice.choice(HOURS)), off)) for name in NAMES[: dice.choice((1, 2, 2, 10))])
    first = int(now.timestamp()) // 300
    taken = {
        name: frozenset(cell for cell in range(first, first + (HORIZON + 2) * 288) if dice.random() < dice.choice((0.02, 0.3)))
        for name, _ in providers
    }
    wish = Wish(
        minutes=dice.choice((5, 10, 30, 45, 90)),
        buffer_minutes=dice.choice((0, 0, 15)),
        providers=providers,
        windows=tuple(some_window(dice, today) for _ in range(dice.randint(0, 3))),
        excluded=tuple(some_window(dice, today) for _ in range(dice.randint(0, 2))),
        near=now + timedelta(hours=dice.randint(-50, 24 * HORIZON)) if dice.random() < 0.5 else None,
        not_before=now,
        last_day=(today + timedelta(days=HORIZON)).date(),
        count=dice.randint(1, 5),
        zone=zone,
        busy=((int(now.timestamp()) + 90_000, int(now.timestamp()) + 97_200),),
        own_start=("ito", int(now.timestamp()) // 900 * 900 + 86_400),
    )
    return wish, taken


def by_looking_at_everything(wish: Wish, taken: dict[str, frozenset[int]]) -> FreeSlots:
    """The same answer the slow way: every five minutes of the horizon, each asked everything."""
    possible = [
        (moment, number)
        for step in range((HORIZON + 2) * 288)
        for number in range(len(wish.providers))
        if is_possible(moment := wish.not_before + timedelta(minutes=5 * step), number, wish, taken)
    ]
    within = nearest([(moment, number) for moment, number in possible if distance(moment, wish, inside=True) is not None], wish)
    if within or not wish.windows:
        return FreeSlots(within, met=bool(within))
    return FreeSlots(nearest(possible, wish, inside=False), met=False)


def is_possible(moment: datetime, number: int, wish: Wish, taken: dict[str, frozenset[int]]) -> bool:
    local = moment.astimezone(wish.zone)
    wall = local.replace(tzinfo=None, fold=0)
    name, week = wish.providers[number]
    minute = wall.hour * 60 + wall.minute
    step = min(15, wish.minutes)
    named = any(window.start == window.end == wall for window in wish.windows)
    if local.fold or wall.date() > wish.last_day or (minute % step and not named):
        return False
    start = int(moment.timestamp())
    inside = any(
        opens <= minute <= closes - wish.minutes and start + wish.minutes * 60 <= instant(wall.date(), closes, wish.zone)
        for opens, closes in week.spans(wall.date())
    )
    elsewhere = any(start < until and since < start + wish.minutes * 60 for since, until in wish.busy)
    cells = range(start // 300, -(-(start + (wish.minutes + wish.buffer_minutes) * 60) // 300))
    return (
        inside
        and not elsewhere
        and (name, start) != wish.own_start
        and not any(holds(window, wall) for window in wish.excluded)
        and taken[name].isdisjoint(cells)
    )


def instant(day: date, minute: int, zone: ZoneInfo) -> int:
    """When a place closes: a wall time in a gap is the end of the gap."""
    wall = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
    while (found := wall.replace(tzinfo=zone)).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall:
        wall += timedelta(minutes=5)
    return int(found.timestamp())


def holds(window: Window, wall: datetime) -> bool:
    return wall == window.start if window.start == window.end else window.start <= wall < window.end


def distance(moment: datetime, wish: Wish, *, inside: bool) -> float | None:
    wall = moment.astimezone(wish.zone).replace(tzinfo=None)
    if not wish.windows:
        return abs((moment - (wish.near or wish.not_before)).total_seconds())
    aims = [wish.near or window.start.replace(tzinfo=wish.zone) for window in wish.windows if not inside or holds(window, wall)]
    return min((abs((moment - aim.astimezone(UTC)).total_seconds()) for aim in aims), default=None)


def nearest(possible: list[tuple[datetime, int]], wish: Wish, *, inside: bool = True) -> tuple[Slot, ...]:
    first: dict[datetime, int] = {}
    for moment, number in possible:
        first.setdefault(moment, number)
    best = sorted(first, key=lambda moment: (distance(moment, wish, inside=inside), moment))[: wish.count]
    return tuple(Slot(wish.providers[first[moment]][0], moment, wish.minutes) for moment in best)


def touching(taken: frozenset[int], seconds: tuple[int, int]) -> frozenset[int]:
    """No more of what is taken than was asked for."""
    return taken.intersection(range(seconds[0] // 300, -(-seconds[1] // 300)))


@pytest.mark.parametrize("seed", range(60))
def test_the_nearest_slots_are_found(seed: int) -> None:
    dice = random.Random(seed)
    wish, taken = some_wish(dice)

    found = find_free(
        wish, lambda providers, day, needed: {provider: touching(taken[provider], needed) for provider in providers}
    )

    assert by_looking_at_everything(wish, taken) == found


@pytest.mark.parametrize("seed", range(60))
def test_who_is_free_at_one_time_is_found(seed: int) -> None:
    dice = random.Random(seed)
    wish, taken = some_wish(dice)
    today = wish.not_before.astimezone(wish.zone).replace(tzinfo=None, hour=0, minute=0)
    wall = today + timedelta(days=dice.randint(0, HORIZON), minutes=5 * dice.randint(0, 287))
    own = int(wall.replace(tzinfo=wish.zone).timestamp()) if seed % 3 == 0 else 0
    wish = replace(wish, windows=(Window(wall, wall),), own_start=("ito", own))

    found = find_free(
        wish, lambda providers, day, needed: {provider: touching(taken[provider], needed) for provider in providers}
    )

    assert by_looking_at_everything(wish, taken) == found
