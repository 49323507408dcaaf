"""Rules for lengths of time, and for numbers that count people or things and are no times."""

from __future__ import annotations

from datetime import date, timedelta

from flows.understand.times.clocks import clock_of, half_by_part
from flows.understand.times.passes import COUNTS, DURATIONS
from flows.understand.times.relative import relative_to
from flows.understand.times.values import Days, Duration, Item, Number, Setting

MOST_HALVES = 13
_UNIT_MINUTES = {"minute": 1, "hour": 60}


@DURATIONS.add("num unit !rel_post", "decimal unit")
def _length(setting: Setting, amount: Item, unit: Item) -> Item | None:
    if isinstance(amount.value, Number) and amount.value.digits > 2 and unit.value == "hour":
        # "1500 hrs" is a time; in Italian "9 marzo 2026 ore 10" the year ends the date before the hour.
        other = unit.others and ("oclock" in unit.others or ("at" in unit.others and amount.value.value >= 2000))
        clock = None if other else clock_of(amount.value)
        return Item("clock", clock, 0, 0) if clock else None
    if unit.value == "hour" and unit.others and "oclock" in unit.others:
        return None  # French `15 heures` is a time of day, unless what stands beside it says otherwise
    value = amount.value.value if isinstance(amount.value, Number) else amount.value
    return _duration(value, unit.value)


@DURATIONS.add("in approx? decimal oclock")
def _decimal_hours(setting: Setting, *items: Item) -> Item | None:
    hours = next(item for item in items if item.kind == "decimal").value
    return Item("moment", setting.present.now() + timedelta(hours=hours), 0, 0) if hours <= 48 else None


@DURATIONS.add("in approx? num unit", "in approx? decimal unit", "num unit in_future|from_now")
def _hours_from_now(setting: Setting, *items: Item) -> Item | None:
    unit = next(item for item in items if item.kind == "unit")
    amount = next(item for item in items if item.kind in ("num", "decimal")).value
    if unit.value != "hour" or not (unit.others and "oclock" in unit.others):
        return None
    hours = amount.value if isinstance(amount, Number) else amount
    return Item("moment", setting.present.now() + timedelta(hours=hours), 0, 0) if hours <= 48 else None


@DURATIONS.add("num unit later", "num unit earlier", "num unit ago", "shift_later num unit", "shift_earlier num unit")
def _hours_later(setting: Setting, *items: Item) -> Item | None:
    unit, number = (next(item for item in items if item.kind == kind) for kind in ("unit", "num"))
    if unit.value != "hour" or number.value.value > 48:
        return None
    if items[-1].kind == "ago":
        return Item("date", Days(date.min, date.min, "past"), 0, 0)
    later = any(item.kind in ("later", "shift_later") for item in items)
    return relative_to(Duration(number.value.value, "hour"), 1 if later else -1)


def _duration(value: float, unit: str) -> Item:
    if unit == "fortnight":
        value, unit = value * 2, "week"
    return Item("dur", Duration(value, unit), 0, 0)


@DURATIONS.add("num upto|or|dash num unit !rel_post", "num upto|or|dash dur", "dur or num")
def _some(setting: Setting, first: Item, *rest: Item) -> Item | None:
    """`2 to 3 weeks`, `an hour or two`: the shorter."""
    if rest[-1].others and "oclock" in rest[-1].others:
        return None  # French `quinze à 16h`
    if first.kind == "dur":
        return Item("dur", first.value, 0, 0) if rest[-1].value.value == first.value.amount + 1 else None
    if rest[-1].kind == "unit" and "oclock" in (rest[-1].others or ()):
        return None  # `16 - 17 heures`
    if first.value.value >= (rest[-2].value.value if rest[-1].kind == "unit" else rest[-1].value.amount):
        return None
    unit = rest[-1].value if rest[-1].kind == "unit" else rest[-1].value.unit
    return _duration(first.value.value, unit)


@DURATIONS.add("num and|plus dur")
def _and_a_half(setting: Setting, number: Item, way: Item, length: Item) -> Item | None:
    """Dutch `twee en een half uur`."""
    half = length.value.amount == 1 / 2
    return _duration(number.value.value + 1 / 2, length.value.unit) if half and number.value.value < MOST_HALVES else None


@DURATIONS.add("slashed unit", "slashed oclock")
def _fraction(setting: Setting, fraction: Item, unit: Item) -> Item | None:
    top, bottom = fraction.value
    return _duration(top / bottom, unit.value or "hour") if top < bottom else None


@DURATIONS.add("dotted unit")
def _pointed(setting: Setting, *items: Item) -> Item | None:
    whole, part = items[-2].value
    return _duration(float(f"{whole}.{part}"), items[-1].value) if items[-1].value in _UNIT_MINUTES else None


@DURATIONS.add("half of? the? unit", "quarter of? the? unit", "three_quarters of? the? unit")
def _part_of_unit(setting: Setting, share: Item, unit: Item) -> Item | None:
    if unit.value not in ("hour", "day"):
        return None
    return _duration({"half": 0.5, "quarter": 0.25}.get(share.kind, 0.75), unit.value)


@DURATIONS.add("dur and|plus half", "dur and|plus? dur")
def _and_more(setting: Setting, first: Item, *more: Item) -> Item | None:
    extra, length = more[-1], first.value
    if extra.kind == "half":
        return Item("dur", Duration(length.amount + 0.5, length.unit), 0, 0)
    if length.unit == "hour" and extra.value.unit == "minute":
        return Item("dur", Duration(length.amount * 60 + extra.value.amount, "minute"), 0, 0)
    return None


@COUNTS.add("num counted", "dotted counted", "for num counted", "for num", "num dash|or|and|upto num counted")
def _count(setting: Setting, *items: Item) -> Item | None:
    """`for 3 people`, `a table for two`; where one time is changed for another the number is the other."""
    lone = len(items) == 2 and items[1].kind == "num"
    return Item("x", None, 0, 0, others={"swapped": items[1].value} if lone else None)


@COUNTS.add("for num part", "num part")
def _part_says(setting: Setting, *items: Item) -> Item | None:
    """`for 2 in the afternoon`, `one in the afternoon`: no count after all."""
    number, part = items[-2], items[-1]
    clock = clock_of(number.value) if len(items) == 3 or number.weak else None
    if clock is None or clock.half:
        return None
    return Item("clock", clock._replace(half=half_by_part(clock.hour, setting.lexicon.parts.get(part.value))), 0, 0)
