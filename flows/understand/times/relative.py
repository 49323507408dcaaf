"""Rules for what only the appointment settles: an hour later, the same time next week, the day after."""

from __future__ import annotations

from datetime import timedelta

from flows.frozen import replace
from flows.understand.expressions import Relative
from flows.understand.times.passes import COMPANY, LONE, RELATIVE
from flows.understand.times.values import Duration, Item, Setting

_MINUTES = {"minute": 1, "hour": 60}
_DAYS = {"day": 1, "week": 7}


def relative_to(length: Duration, sign: int) -> Item | None:
    """So much later or earlier than the appointment."""
    if length.unit in _MINUTES:
        shift = timedelta(minutes=length.amount * _MINUTES[length.unit] * sign)
        return Item("relative", Relative(shift=shift), 0, 0) if abs(shift) <= timedelta(days=7) else None
    if length.unit in _DAYS:
        days = round(length.amount * _DAYS[length.unit]) * sign
        return Item("relative", Relative(shift=timedelta(days=days), whole_day=True), 0, 0) if abs(days) < 400 else None
    if length.unit in ("whole_week", "rest_of_week"):
        shift, rest = timedelta(days=7 * round(length.amount) * sign), length.unit == "rest_of_week"
        return Item("relative", Relative(shift=shift, whole_day=True, week=True, rest=rest), 0, 0)
    if length.unit in ("month", "year"):
        months = round(length.amount * (12 if length.unit == "year" else 1)) * sign
        return Item("relative", Relative(months=months, whole_day=True), 0, 0) if abs(months) <= 24 else None
    return None


@RELATIVE.add("dur later !weekday|day|holiday|of", "shift_later approx? dur", "later dur")
@COMPANY.add("dur later")
def _later(setting: Setting, *items: Item) -> Item | None:
    return _counted(next(i for i in items if i.kind == "dur").value, 1)


@RELATIVE.add("dur earlier !weekday|day|holiday|of", "shift_earlier approx? dur", "earlier dur")
@COMPANY.add("dur earlier")
def _earlier(setting: Setting, *items: Item) -> Item | None:
    return _counted(next(i for i in items if i.kind == "dur").value, -1)


def _counted(length: Duration, sign: int) -> Item | None:
    made = relative_to(length, sign)
    if made is not None:
        made.value = replace(made.value, counted=True)
    return made


@LONE.add("shift")
def _said_in_one(setting: Setting, phrase: Item) -> Item | None:
    """`the day after`: the data holds `shift:1-day`, `shift:-1-day` for the day before, `shift:1-whole_week` for any day
    of the next week, `shift:0-rest_of_week` for "later in the week"."""
    length, sign = shift_of(phrase.value)
    return relative_to(length, sign)


def shift_of(spelt: str) -> tuple[Duration, int]:
    """`1-day` and `-1-day` of the data as a length and a direction."""
    amount, _, unit = spelt.rpartition("-")
    return Duration(abs(int(amount)), unit), -1 if amount.startswith("-") else 1


@RELATIVE.add("same_time")
def _same_time(setting: Setting, phrase: Item) -> Item | None:
    return Item("relative", Relative(), 0, 0)
