"""Arithmetic on days: which weekday, which month, which holiday lies ahead."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from flows.understand.times.values import Days, Duration, Partial

DAY = timedelta(days=1)
_YEARS_AHEAD = 8  # a 29 February is at most so far away
_LAST_YEAR = 9998  # behind which a day still has one after it
_SOON = 63  # days in which a date is looked for that is such a weekday
_DAYS_ON = tuple(n * DAY for n in range(8))  # a product of a timedelta costs ten times a sum
_UNIT_DAYS = {"day": 1, "week": 7}


def next_weekday(today: date, weekday: int, *, today_counts: bool = False) -> date:
    """The next such weekday; the one in a week where today is one, unless today counts."""
    ahead = (weekday - today.weekday()) % 7
    return today + _DAYS_ON[ahead if ahead or today_counts else 7]


def weekday_of_week(day: date, weekday: int) -> date:
    """That weekday of the week, Monday to Sunday, that a day is in."""
    return day + (weekday - day.weekday()) * DAY


def day_of_week(day: date, weekday: int) -> Days:
    """The same as the day that a weekday said with its week is."""
    first = weekday_of_week(day, weekday)
    return Days(first, first + DAY, "day", of_week=True)


def month_days(year: int, month: int) -> Days:
    """A whole month."""
    return Days(date(year, month, 1), date(year, month, 1) + monthrange(year, month)[1] * DAY, "month")


def resolved(value: Partial | Days, today: date) -> Days | None:
    """The days that a date means: what was not said is filled in so that it lies ahead; None where no such day is."""
    if isinstance(value, Days):
        return value
    if value.day is not None:
        day = _next_date(value, today)
        if day is not None and value.weekday is not None and value.month is None and (day - today).days >= _SOON:
            return _either(value, today)
        return Days(day, day + DAY, "day") if day else None
    if value.month is not None:
        year = value.year or today.year + (value.month < today.month)
        return month_days(year, value.month) if 1 <= year <= _LAST_YEAR else None
    if value.weekday is not None:
        day = next_weekday(today, value.weekday)
        return Days(day, day + DAY, "day")
    if value.year is not None:
        return Days(date(value.year, 1, 1), date(value.year + 1, 1, 1), "year")
    return None


def _either(value: Partial, today: date) -> Days | None:
    """A weekday that its date is not, nor soon will be (`Friday the 14th`, a Saturday): that date and the weekday beside it."""
    day = _next_date(value._replace(weekday=None), today)
    if day is None or value.weekday is None:
        return None
    beside = day + ((value.weekday - day.weekday() + 3) % 7 - 3) * DAY
    return Days(max(min(day, beside), today), max(day, beside) + DAY, "either")


def _next_date(value: Partial, today: date) -> date | None:
    """The first date from today on with that day, and month and year where they were said."""
    assert value.day is not None
    if value.year is not None and value.month is not None:
        return _made(value.year, value.month, value.day)
    found = []
    year, month = today.year, value.month or today.month
    for _ in range(14 if value.month is None else _YEARS_AHEAD):
        day = _made(year, month, value.day)
        if day is not None and day >= today:
            # "Wednesday the 26th": within a year the month is sought that has one; with the month said, the day counts.
            if value.weekday is None or value.month is not None or day.weekday() == value.weekday:
                return day
            found.append(day)
        year, month = (year + 1, month) if value.month else (year + month // 12, month % 12 + 1)
    return found[0] if found else None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year <= _LAST_YEAR else None
    except ValueError:
        return None  # "February 30"


def within(days: Days, number: int | None) -> Days | None:
    """That day of a month."""
    day = _made(days.first.year, days.first.month, number) if number else None
    return Days(day, day + DAY, "day") if day else None


def nth_weekday(days: Days, weekday: int, number: int) -> Days | None:
    """The first, second ... (or with -1 the last) such weekday within the days."""
    if number == -1:
        last = days.end - DAY
        day = last - ((last.weekday() - weekday) % 7) * DAY
    else:
        day = days.first + ((weekday - days.first.weekday()) % 7 + 7 * (number - 1)) * DAY
    return Days(day, day + DAY, "day") if days.first <= day < days.end else None


def shifted(day: date, length: Duration) -> date:
    """A day so much later; the last of the month where that month is too short."""
    if length.unit in _UNIT_DAYS:
        return day + round(length.amount * _UNIT_DAYS[length.unit]) * DAY
    months = round(length.amount * (12 if length.unit == "year" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def unit_days(unit: str, rel: str, today: date) -> Days | None:
    """This, next, the coming or the week, weekend, month, year after next."""
    ahead = {"this": 0, "next": 1, "coming": 1, "after_next": 2}[rel]
    monday = weekday_of_week(today, 0)
    if unit == "day":
        return Days(today + ahead * DAY, today + (ahead + 1) * DAY, "day")
    if unit in ("week", "fortnight"):
        start = monday + ahead * 7 * DAY
        return Days(start, start + (7 if unit == "week" else 14) * DAY, "week")
    if unit == "weekend":
        saturday = monday + (5 + 7 * (ahead - (rel == "coming"))) * DAY
        return Days(saturday, saturday + 2 * DAY, "weekend")
    if unit == "month":
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        return month_days(year, month + 1)
    if unit == "year":
        return Days(date(today.year + ahead, 1, 1), date(today.year + ahead + 1, 1, 1), "year")
    return None


def holiday(rule: str, today: date) -> Days | None:
    """The next day that a rule gives: `12-25`, `easter+1`, `4 thu 11` (fourth Thursday of November), `last mon 5`."""
    for year in (today.year, today.year + 1):
        day = _holiday_in(rule, year)
        if day is not None and day >= today:
            return Days(day, day + DAY, "day")
    return None


def _holiday_in(rule: str, year: int) -> date | None:
    rule, _, later = rule.partition("+")
    if later:
        base = _holiday_in(rule, year)
        return base + int(later) * DAY if base else None
    if rule.startswith("easter"):
        return easter(year) + int(rule[6:] or 0) * DAY
    if "-" in rule:
        month, day = rule.split("-")
        return _made(year, int(month), int(day))
    which, weekday, month = rule.split()
    number = -1 if which == "last" else int(which)
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    found = nth_weekday(month_days(year, int(month)), names.index(weekday), number)
    return found.first if found else None


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus)."""
    golden, century = year % 19, year // 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - moon - year % 100 % 4) % 7
    month, day = divmod(moon + sunday - 7 * ((golden + 11 * moon + 22 * sunday) // 451) + 114, 31)
    return date(year, month, day + 1)
