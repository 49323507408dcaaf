"""Rules for weekdays: with a date, of a week or a month, next and last, in so many weeks."""

from __future__ import annotations

from datetime import date, timedelta

from flows.understand.times.dates import DAY, PAST, date_item, day_number, one_day, year_of
from flows.understand.times.days import day_of_week, next_weekday, nth_weekday, resolved, unit_days, weekday_of_week
from flows.understand.times.passes import COMPANY, DATES, LONE
from flows.understand.times.values import Days, Duration, Item, Number, Partial, Setting

_WEEKS_IN_DAYS = (7, 8, 14, 15)
_LAST_HOUR, _NOON = 24, 12
_LATE_HOUR = 20  # after which nobody is seen, where a number behind a weekday usually is a day


@COMPANY.add("weekday comma? of? the? date", "date comma? on? weekday")
def _weekday_and_date(setting: Setting, first: Item, second: Item) -> Item | None:
    day, weekday = (second, first) if first.kind == "weekday" else (first, second)
    if isinstance(day.value, Partial):
        if day.value.weekday is not None or day.value.day is None:
            return None
        return date_item(day.value._replace(weekday=weekday.value))
    return _within(setting, weekday, day)


def _within(setting: Setting, weekday: Item, days: Item) -> Item | None:
    """`Friday next week`, `Monday of the week of the 5th`."""
    if days.value is PAST:
        return date_item(PAST)  # `先週の金曜`
    if days.value.grain == "day" and days.value.first.weekday() == weekday.value:
        return date_item(days.value)  # Spanish "mañana miércoles", said on a Tuesday
    if days.value.grain == "weekend" and weekday.value >= days.value.first.weekday():
        return date_item(one_day(weekday_of_week(days.value.first, weekday.value)))
    if days.value.grain != "week":
        return None
    return date_item(day_of_week(days.value.first, weekday.value))


@COMPANY.add("weekday comma? of|on|in? the? date", "date comma? on|of? the? weekday")
def _weekday_in(setting: Setting, first: Item, second: Item) -> Item | None:
    return _weekday_and_date(setting, first, second)


# "Dienstag 14 oder 15 Uhr" names two hours.
@LONE.add("weekday comma? dom_intro|the? ord|dom", "weekday num !dash|or clock|and clock|plus clock|until clock|until num",
          "weekday dom_intro|the num", "weekday comma dom_intro num")  # fmt: skip
def _weekday_number(setting: Setting, weekday: Item, *rest: Item) -> Item | None:
    number = day_number(rest[-1])
    if number is None:
        return None
    if rest[-1].kind == "num" and len(rest) == 1 and not _reads_as_day(setting, weekday.value, rest[0].value):
        return date_item(Partial(None, None, number, weekday.value)) if _is_no_hour(setting, rest[0].value) else None
    return date_item(Partial(None, None, number, weekday.value))


def _is_no_hour(setting: Setting, number: Number) -> bool:
    """`Monday 21`: nobody is seen at that hour, nor is one from 13 on said where hours are counted to twelve."""
    return number.digits == 2 and number.value > (_NOON if setting.switch("twelve_hours") else _LATE_HOUR)


@LONE.add("dom comma? weekday")
def _number_weekday(setting: Setting, day: Item, weekday: Item) -> Item | None:
    """`16日（月）`."""
    return date_item(Partial(None, None, day.value, weekday.value))


@COMPANY.add("dur in_future weekday")
def _weekday_after_weeks(setting: Setting, length: Item, mark: Item, weekday: Item) -> Item | None:
    """`2週間後の金曜`: that weekday of the week so far ahead."""
    if length.value.unit != "week":
        return None
    return date_item(one_day(weekday_of_week(setting.today + round(length.value.amount) * 7 * DAY, weekday.value)))


def _reads_as_day(setting: Setting, weekday: int, number: Number) -> bool:
    """Whether `Monday 21` is a date: it is where the 21st is a Monday soon, unless an hour is likelier."""
    if number.value <= 12 and setting.switch("weekday_number") != "day":
        return False
    if number.digits > 2 or (number.digits == 0 and setting.switch("weekday_number") != "day"):
        return False
    day = resolved(Partial(None, None, number.value, weekday), setting.today)
    last = _LATE_HOUR if setting.switch("weekday_number") == "day" else _LAST_HOUR
    if day is None or number.value > last:
        return day is not None
    return day.grain == "day" and day.first.weekday() == weekday


@LONE.add("weekday")
def _lone_weekday(setting: Setting, weekday: Item) -> Item | None:
    return date_item(Partial(weekday=weekday.value), weak=weekday.weak)


@LONE.add("workdays")
def _workdays(setting: Setting, phrase: Item) -> Item | None:
    """`weekdays`: Monday to Friday of this week while it is young, else of the next."""
    monday = weekday_of_week(setting.today, 0) + (7 * DAY if setting.today.weekday() > 2 else 0 * DAY)
    return date_item(Days(max(monday, setting.today), monday + 5 * DAY, "span"))


@COMPANY.add("workdays of|in|on? the? date", "date of|on? the? workdays")
def _workdays_of(setting: Setting, first: Item, second: Item) -> Item | None:
    """`any weekday next week`."""
    week = (second if first.kind == "workdays" else first).value
    if not isinstance(week, Days) or week.grain != "week":
        return None
    return date_item(Days(max(week.first, setting.today), week.first + 5 * DAY, "span"))


@LONE.add("unit")
def _lone_weekend(setting: Setting, unit: Item) -> Item | None:
    return date_item(unit_days("weekend", "coming", setting.today)) if unit.value == "weekend" else None


@LONE.add("month")
def _lone_month(setting: Setting, month: Item) -> Item | None:
    if month.others and "num" in month.others:
        return None  # French `sept` is seven as well
    if month.weak and month.others and "num" in month.others:
        return None  # French `sept` is seven as well
    return date_item(Partial(month=month.value), weak=month.weak)


@DATES.add("rel weekday", "weekday rel_post")
def _relative_weekday(setting: Setting, first: Item, second: Item) -> Item | None:
    weekday, rel = (second, first) if second.kind == "weekday" else (first, second)
    if rel.value == "last":
        return date_item(PAST)
    return date_item(one_day(_related(setting.today, weekday.value, rel.value)))


def _related(today: date, weekday: int, rel: str) -> date:
    if rel == "after_next":
        return weekday_of_week(today + 7 * DAY, weekday) + (7 * DAY if weekday <= today.weekday() else timedelta())
    if rel == "next":
        return weekday_of_week(today + 7 * DAY, weekday)
    if rel == "this":
        day = weekday_of_week(today, weekday)
        return day if day >= today else day + 7 * DAY
    return next_weekday(today, weekday)


@COMPANY.add("in dur comma? on? the? weekday")
def _in_weeks_on(setting: Setting, way: Item, length: Item, *rest: Item) -> Item | None:
    """`in drei Wochen am Samstag`: that weekday of the week so far ahead."""
    weeks = length.value.unit == "week" and float(length.value.amount).is_integer()
    return _weekday_week(setting, rest[-1], length) if weeks else None


@COMPANY.add("weekday unit", "weekday num unit", "weekday in? dur")
def _weekday_week(setting: Setting, weekday: Item, *rest: Item) -> Item | None:
    """`Tuesday week`, `Monday fortnight`, `Mittwoch in 2 Wochen`."""
    last = rest[-1]
    length = last.value if last.kind == "dur" else Duration(1, last.value)
    if length.unit == "fortnight":
        length = Duration(2, "week")
    if length.unit == "day" and length.amount in _WEEKS_IN_DAYS and last.kind == "dur":
        length = Duration(length.amount // 7, "week")  # `Donnerstag in acht Tagen`, `jeudi en quinze jours`
    if length.unit != "week" or (last.kind == "unit" and not setting.switch("weekday_week")):
        return None
    weeks = int(length.amount)
    if last.kind == "dur":
        return date_item(one_day(weekday_of_week(setting.today + weeks * 7 * DAY, weekday.value)))
    # Said on a Tuesday, "Tuesday week" is the next one there is.
    return date_item(one_day(next_weekday(setting.today, weekday.value, today_counts=True) + weeks * 7 * DAY))


@COMPANY.add("weekday after the? date")
def _weekday_after(setting: Setting, weekday: Item, way: Item, day: Item) -> Item | None:
    """`the Monday after Easter`."""
    days = resolved(day.value, setting.today)
    return date_item(one_day(next_weekday(days.end - DAY, weekday.value))) if days and days.grain != "past" else None


@COMPANY.add("num weekday from_now", "num weekday in_future")
def _weekdays_from_now(setting: Setting, number: Item, weekday: Item, mark: Item) -> Item | None:
    return date_item(one_day(next_weekday(setting.today, weekday.value) + (number.value.value - 1) * 7 * DAY))


@COMPANY.add("ord weekday of|in? the? date|month", "num weekday of|in the? date|month", "ord weekday of|in the? unit",
           "date of? the? ord|num weekday", "month of? the? ord|num weekday")  # fmt: skip
def _nth(setting: Setting, *items: Item) -> Item | None:
    """`the first Friday of July`, `来月の第2月曜日`."""
    count = next(i for i in items if i.kind in ("ord", "num"))
    weekday = next(i for i in items if i.kind == "weekday")
    month = next(i for i in items if i.kind in ("date", "month", "unit"))
    number = count.value.value if isinstance(count.value, Number) else count.value
    if month.kind == "unit":
        return _nth_ahead(setting, weekday, number) if month.value == "month" and number <= 5 else None
    days = _month_span(setting, month)
    return date_item(nth_weekday(days, weekday.value, number)) if days and number <= 5 else None


def _nth_ahead(setting: Setting, weekday: Item, number: int) -> Item | None:
    """Of this month or, where that is over, of the next."""
    for rel in ("this", "next"):
        month = unit_days("month", rel, setting.today)
        days = nth_weekday(month, weekday.value, number) if month else None
        if days is not None and days.first >= setting.today:
            return date_item(days)
    return None


@DATES.add("month of? ord weekday")
def _nth_in_order(setting: Setting, *items: Item) -> Item | None:
    """`9月の第2火曜日`: no second of September, where what is greater stands first."""
    return _nth(setting, *items) if setting.switch("half_day_first") else None


@LONE.add("ord weekday")
def _nth_alone(setting: Setting, count: Item, weekday: Item) -> Item | None:
    """`第3火曜日`, `最終金曜`: no other language counts the weekdays of a month without naming it."""
    return _nth_ahead(setting, weekday, count.value) if setting.switch("half_day_first") else None


@COMPANY.add("ord unit of|in? the? date|month|num|year")
def _nth_unit(setting: Setting, count: Item, unit: Item, month: Item) -> Item | None:
    """`the second weekend of September`, `the third day of October`, `the ninth month of next year`."""
    if unit.value == "month":
        return _nth_month(count, month)
    days = _month_span(setting, month) if month.kind in ("date", "month") else None
    if days is None or not 1 <= count.value <= (31 if unit.value == "day" else 5):
        return None
    if unit.value == "day":
        return date_item(one_day(days.first + (count.value - 1) * DAY))
    start = nth_weekday(days, 5 if unit.value == "weekend" else 0, count.value)
    length = {"weekend": 2, "week": 7}.get(unit.value)
    return date_item(Days(start.first, start.first + length * DAY, unit.value)) if start and length else None


def _nth_month(count: Item, year: Item) -> Item | None:
    value = year.value
    if isinstance(value, Days):
        of_year = value.first.year if value.grain == "year" else None
    else:
        of_year = year_of(value) if isinstance(value, Number) else value if year.kind == "year" else None
    return date_item(Partial(of_year, count.value)) if of_year and 1 <= count.value <= 12 else None


@DATES.add("rel weekday of|in the? unit", "rel weekday of|in rel unit")
def _last_of_this(setting: Setting, rel: Item, weekday: Item, *unit: Item) -> Item | None:
    """`the last Friday of the month`, `the last Friday of next month`."""
    if rel.value != "last" or unit[-1].value != "month":
        return None
    if len(unit) > 1 and unit[-2].kind == "rel":
        days = unit_days("month", unit[-2].value, setting.today)
        return date_item(nth_weekday(days, weekday.value, -1)) if days else None
    return _nth_ahead(setting, weekday, -1)


@DATES.add("rel weekday|unit of|in the? month")
@COMPANY.add("rel weekday|unit of|in the? date", "date of? the? rel weekday")
def _last_of(setting: Setting, *items: Item) -> Item | None:
    rel = next(i for i in items if i.kind == "rel")
    what = next(i for i in items if i.kind in ("weekday", "unit"))
    month = next(i for i in items if i.kind in ("date", "month"))
    days = _month_span(setting, month)
    if rel.value != "last" or days is None:
        return None
    if what.kind == "weekday":
        return date_item(nth_weekday(days, what.value, -1))
    if what.value == "weekend":
        saturday = nth_weekday(days, 5, -1)
        return date_item(Days(saturday.first, saturday.first + 2 * DAY, "weekend")) if saturday else None
    return date_item(one_day(days.end - DAY)) if what.value == "day" else None


def _month_span(setting: Setting, item: Item) -> Days | None:
    if item.kind == "unit":
        return unit_days("month", "this", setting.today) if item.value == "month" else None
    value = Partial(month=item.value) if item.kind == "month" else item.value
    days = resolved(value, setting.today)
    return days if days and days.grain == "month" else None


@COMPANY.add("weekday part of|on|in? the? date")
def _part_of_that_weekday(setting: Setting, weekday: Item, part: Item, *rest: Item) -> Item | None:
    """`Monday evening next week`."""
    day = _within(setting, weekday, rest[-1]) if isinstance(rest[-1].value, Days) else None
    return Item("dated_part", (day.value, part.value), 0, 0) if day else None


@COMPANY.add("ord weekday part of|in the? date|month|unit")
def _part_of_nth(setting: Setting, count: Item, weekday: Item, part: Item, *rest: Item) -> Item | None:
    """`the first Monday evening of next month`."""
    day = _nth(setting, count, weekday, rest[-1])
    return Item("dated_part", (day.value, part.value), 0, 0) if day else None
