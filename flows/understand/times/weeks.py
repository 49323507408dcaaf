"""Rules for weeks: of a month, of a year by number, and those in which a day lies."""

from __future__ import annotations

from datetime import date

from flows.understand.times.dates import DAY, date_item, day_number, one_day
from flows.understand.times.days import nth_weekday, resolved, unit_days, weekday_of_week
from flows.understand.times.passes import COMPANY, DATES, LONE, SPANS
from flows.understand.times.values import Days, Item, Partial, Setting

_WORKING = 5  # days of a week, from Monday on
_WEEKS = 52
_LAST_HOUR = 24


@LONE.add("week_of the? ord|num|dom")
def _week_of_day(setting: Setting, mark: Item, day: Item) -> Item | None:
    number = day_number(day)
    return _week_of(setting, Item("date", Partial(None, None, number), 0, 0)) if number else None


@DATES.add("ord|rel unit|workdays of|in the? month !num")
@COMPANY.add("ord|rel unit|workdays of|in the? date|unit")
def _nth_day(setting: Setting, count: Item, unit: Item, *rest: Item) -> Item | None:
    """`the last day of the month`, `the first working day of April`."""
    whole = rest[-1]
    if (unit.kind == "unit" and unit.value != "day") or (count.kind == "rel" and count.value != "last"):
        return None
    if whole.kind == "unit":
        days = unit_days(whole.value, "this", setting.today)
    else:
        days = resolved(Partial(month=whole.value) if whole.kind == "month" else whole.value, setting.today)
    if days is None or days.grain not in ("week", "month", "year"):
        return None
    every = [days.first + n * DAY for n in range((days.end - days.first).days)]
    counted = [day for day in every if unit.kind == "unit" or day.weekday() < _WORKING]
    at = -1 if count.kind == "rel" else count.value - 1
    return date_item(one_day(counted[at])) if at < len(counted) else None


@DATES.add("ord|rel unit of|in the? unit !rel_post", "ord|rel week_of the? unit !rel_post")
def _nth_week_of_this(setting: Setting, count: Item, *rest: Item) -> Item | None:
    """`la última semana del mes`: of this one."""
    days = unit_days("month", "this", setting.today) if rest[-1].value == "month" else None
    return _nth_week(setting, count, *rest[:-1], Item("date", days, 0, 0)) if days else None


@DATES.add("ord|rel unit of|in the? month !num", "ord|rel week_of the? month !num")
@COMPANY.add("ord|rel unit of|in the? date", "ord|rel week_of the? date")
def _nth_week(setting: Setting, count: Item, *rest: Item) -> Item | None:
    """`the first week of May`: from its first Monday on."""
    month = rest[-1]
    value = Partial(month=month.value) if month.kind == "month" else month.value
    days = resolved(value, setting.today)
    last = count.kind == "rel" and count.value == "last"
    unit = rest[0].value if rest[0].kind == "unit" else "week"
    if unit not in ("week", "weekend") or days is None or days.grain != "month" or (count.kind == "rel" and not last):
        return None
    first = nth_weekday(days, 0 if unit == "week" else 5, -1 if last else count.value)
    return date_item(Days(first.first, first.first + (7 if unit == "week" else 2) * DAY, unit)) if first else None


@DATES.add("month of? the? ord unit")
def _week_of_month(setting: Setting, month: Item, count: Item, unit: Item) -> Item | None:
    """`3月の第二週`."""
    return _nth_week(setting, count, unit, month)


@COMPANY.add("date of? the? ord unit")
def _week_of_that_month(setting: Setting, month: Item, count: Item, unit: Item) -> Item | None:
    """`来月の第一週`."""
    return _nth_week(setting, count, unit, month)


@DATES.add("week_no dot? num", "week_no dot? ord", "num dot? week_no", "ord week_no")
def _week_of_year(setting: Setting, first: Item, second: Item) -> Item | None:
    """`KW 12`, `12. Kalenderwoche`: the weeks of a year as ISO 8601 numbers them."""
    number = first if second.kind == "week_no" else second
    week = number.value.value if number.kind == "num" else number.value
    if not 1 <= week <= _WEEKS:
        return None
    mondays = [date.fromisocalendar(setting.today.isocalendar().year + year, week, 1) for year in (0, 1)]
    monday = next(day for day in mondays if day + 7 * DAY > setting.today)
    return date_item(Days(monday, monday + 7 * DAY, "week"))


@DATES.add("unit num !month|unit|oclock|of month|dash|slash|colon|counted|ampm|part")
def _week_numbered(setting: Setting, unit: Item, number: Item) -> Item | None:
    """Dutch `week 40`: no hour is so late."""
    if unit.value != "week" or number.value.digits != 2 or number.value.value <= _LAST_HOUR:
        return None
    return _week_of_year(setting, Item("week_no", None, 0, 0), number) if setting.switch("week_number") else None


@SPANS.add("week_of the? date", "unit of the? date", "date week_of")
def _week_of(setting: Setting, *items: Item) -> Item | None:
    if any(i.kind == "unit" and i.value != "week" for i in items):
        return None
    days = resolved(next(i for i in items if i.kind == "date").value, setting.today)
    if days is None or days.grain not in ("day", "week"):
        return None
    monday = weekday_of_week(days.first, 0)
    return date_item(Days(monday, monday + 7 * DAY, "week"))


@COMPANY.add("unit of the? date", "unit of|dom_intro the? num|ord")
def _weekend_of(setting: Setting, unit: Item, *rest: Item) -> Item | None:
    """`le week-end du 15 février`."""
    number = None if rest[-1].kind == "date" else day_number(rest[-1])
    value = Partial(None, None, number) if number else rest[-1].value
    days = resolved(value, setting.today) if number or rest[-1].kind == "date" else None
    if unit.value != "weekend" or days is None or days.grain != "day":
        return None
    saturday = weekday_of_week(days.first, 5)
    return date_item(Days(saturday, saturday + 2 * DAY, "weekend"))
