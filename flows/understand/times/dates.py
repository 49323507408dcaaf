"""Rules for dates: days of months, weekdays, relative days, weeks, months, and lengths of time from a day."""

from __future__ import annotations

from datetime import date, timedelta

from flows.understand.times.days import (
    holiday, month_days, next_weekday, nth_weekday, resolved, shifted, unit_days, weekday_of_week, within,
)  # fmt: skip
from flows.understand.times.rewrite import Rules
from flows.understand.times.values import Days, Duration, Item, Number, Partial, Setting

NAMED = Rules()  # what a month, an ordinal and a year are
DATES = Rules()  # dates that stand by themselves
COMPANY = Rules()  # dates made of dates: "Friday next week", "the 20th of next month"
LONE = Rules()  # what is left alone: a weekday, a month, "the 12th"
SPANS = Rules()
DAY = timedelta(days=1)
MOST_OFFERS = 6
PAST = Days(date.min, date.min, "past")


def _date(value: Partial | Days | None, *, weak: bool = False) -> Item | None:
    return None if value is None else Item("date", value, 0, 0, weak)


def one_day(day: date) -> Days:
    """A single day."""
    return Days(day, day + DAY, "day")


def day_number(item: Item) -> int | None:
    """The day of the month that a number or an ordinal can be."""
    value: int = item.value.value if isinstance(item.value, Number) else item.value
    digits = item.value.digits if isinstance(item.value, Number) else 0
    return value if 1 <= value <= 31 and digits <= 2 else None


def _year(number: Number) -> int | None:
    return number.value if number.digits == 4 and 1990 <= number.value <= 2100 else None


# ---------------------------------------------------------------- day and month


@NAMED.add("num ord_mark")
def _digit_ordinal(setting: Setting, number: Item, mark: Item) -> Item | None:
    return Item("ord", number.value.value, 0, 0) if number.value.value <= 31 else None


@NAMED.add("num month_mark", "num month_mark of")
def _month_mark(setting: Setting, number: Item, *rest: Item) -> Item | None:
    return Item("month", number.value.value, 0, 0) if 1 <= number.value.value <= 12 else None


@NAMED.add("num day_mark")
def _day_mark(setting: Setting, number: Item, mark: Item) -> Item | None:
    day = day_number(number)
    return Item("dom", day, 0, 0) if day else None


@NAMED.add("num year_mark")
def _year_mark(setting: Setting, number: Item, mark: Item) -> Item | None:
    year = number.value.value
    return Item("year", year if year > 99 else 2000 + year, 0, 0) if number.value.digits != 1 else None


@DATES.add("ord|num|dom of? the? month", "ord|num dot month", "ord|num dash month", "dom slash month")
def _day_month(setting: Setting, day: Item, month: Item) -> Item | None:
    number = day_number(day)
    return _date(Partial(None, month.value, number)) if number else None


@DATES.add("month comma? of? the? ord|dom", "month dot? the? num", "month dash num")
def _month_day(setting: Setting, month: Item, day: Item) -> Item | None:
    number = day_number(day)
    return _date(Partial(None, month.value, number)) if number else None


@DATES.add("ord|num of? the? month comma? of? num", "num dash month dash num", "num slash month slash num",
           "ord|num dot month dot? num")  # fmt: skip
def _day_month_year(setting: Setting, day: Item, month: Item, year: Item) -> Item | None:
    number, of_year = day_number(day), _year(year.value)
    return _date(Partial(of_year, month.value, number)) if number and of_year else None


@DATES.add("month dot? the? ord|num comma? of? num")
def _month_day_year(setting: Setting, month: Item, day: Item, year: Item) -> Item | None:
    return _day_month_year(setting, day, month, year)


@DATES.add("num dash month dash num", "num month num", "num comma? month dot? ord|num")
def _year_month_day(setting: Setting, year: Item, month: Item, day: Item) -> Item | None:
    return _day_month_year(setting, day, month, year)


@DATES.add("month comma|dash|slash|of? num")
def _month_year(setting: Setting, month: Item, year: Item) -> Item | None:
    of_year = _year(year.value)
    return _date(Partial(of_year, month.value)) if of_year else None


@DATES.add("num comma|dash|slash? month")
def _year_first(setting: Setting, year: Item, month: Item) -> Item | None:
    return _month_year(setting, month, year)


@DATES.add("year month", "year of? month the? dom|num")
def _marked_year(setting: Setting, year: Item, month: Item, *day: Item) -> Item | None:
    number = day_number(day[0]) if day else None
    return _date(Partial(year.value, month.value, number))


@COMPANY.add("date of? comma? num", "date of? comma? year")
def _with_year(setting: Setting, day: Item, year: Item) -> Item | None:
    value = day.value
    if not isinstance(value, Partial) or value.year or not value.month:
        return None
    of_year = year.value if year.kind == "year" else _year(year.value)
    return _date(value._replace(year=of_year)) if of_year else None


@DATES.add("slashed")
def _slashed(setting: Setting, slashed: Item) -> Item | None:
    return _in_order(setting, *slashed.value)


def _in_order(setting: Setting, first: int, second: int) -> Item | None:
    month, day = (second, first) if setting.order == "dmy" else (first, second)
    if month > 12 >= day:
        month, day = day, month
    return _date(Partial(None, month, day)) if 1 <= month <= 12 and 1 <= day <= 31 else None


@DATES.add("dom_intro dotted", "on dotted", "dotted dot")
def _dotted_date(setting: Setting, *items: Item) -> Item | None:
    dotted = next(item for item in items if item.kind == "dotted")
    return _in_order(setting, int(dotted.value[0]), int(dotted.value[1]))


@DATES.add("dom_intro num dash num", "on num dash num")
def _dashed_date(setting: Setting, intro: Item, first: Item, second: Item) -> Item | None:
    """`on 4-22`; "on 3-5" is more likely a range of hours."""
    one, other = first.value.value, second.value.value
    fits = max(one, other) > 12 >= min(one, other) and max(one, other) <= 31
    return _in_order(setting, one, other) if fits else None


@DATES.add("num dash num")
def _day_first(setting: Setting, first: Item, second: Item) -> Item | None:
    """`15-2`: no range of hours runs that way."""
    fits = 31 >= first.value.value > 12 >= second.value.value > 0 and 0 < second.value.digits <= 2
    return _in_order(setting, first.value.value, second.value.value) if fits and first.value.digits == 2 else None


@LONE.add("dom")
def _lone_day(setting: Setting, day: Item) -> Item | None:
    return _date(Partial(None, None, day.value))


@LONE.add("dom_intro ord|num", "on the? ord|num", "the ord|num", "for the? ord", "ord")
def _day_of_month(setting: Setting, *items: Item) -> Item | None:
    number = day_number(items[-1])
    # "the 2nd" may be the second of the offers just as well.
    sure = items[0].kind in ("dom_intro", "on") or (number or 0) > MOST_OFFERS
    return _date(Partial(None, None, number), weak=not sure) if number else None


# ---------------------------------------------------------------- weekdays


@COMPANY.add("weekday comma? of? the? date", "date comma? on? weekday")
def _weekday_and_date(setting: Setting, first: Item, second: Item) -> Item | None:
    day, weekday = (second, first) if first.kind == "weekday" else (first, second)
    if isinstance(day.value, Partial):
        if day.value.weekday is not None or day.value.day is None:
            return None
        return _date(day.value._replace(weekday=weekday.value))
    return _within(setting, weekday, day)


def _within(setting: Setting, weekday: Item, days: Item) -> Item | None:
    """`Friday next week`, `Monday of the week of the 5th`."""
    if days.value.grain != "week":
        return None
    return _date(one_day(weekday_of_week(days.value.first, weekday.value)))


@COMPANY.add("weekday comma? of|on|in? the? date", "date comma? on|of? the? weekday")
def _weekday_in(setting: Setting, first: Item, second: Item) -> Item | None:
    return _weekday_and_date(setting, first, second)


@LONE.add("weekday comma? dom_intro|the? ord|dom", "weekday num", "weekday dom_intro|the num")
def _weekday_number(setting: Setting, weekday: Item, *rest: Item) -> Item | None:
    number = day_number(rest[-1])
    if number is None:
        return None
    if rest[-1].kind == "num" and len(rest) == 1 and not _reads_as_day(setting, weekday.value, rest[0].value):
        return None
    return _date(Partial(None, None, number, weekday.value))


def _reads_as_day(setting: Setting, weekday: int, number: Number) -> bool:
    """Whether `Monday 21` is a date: it is where the 21st is a Monday soon, unless an hour is likelier."""
    if number.value <= 12 and setting.switch("weekday_number") != "day":
        return False
    if number.digits not in (1, 2):
        return False
    day = resolved(Partial(None, None, number.value, weekday), setting.today)
    return day is not None and day.first.weekday() == weekday and (day.first - setting.today).days < 63


@LONE.add("weekday")
def _lone_weekday(setting: Setting, weekday: Item) -> Item | None:
    return _date(Partial(weekday=weekday.value), weak=weekday.weak)


@LONE.add("unit")
def _lone_weekend(setting: Setting, unit: Item) -> Item | None:
    return _date(unit_days("weekend", "coming", setting.today)) if unit.value == "weekend" else None


@LONE.add("month")
def _lone_month(setting: Setting, month: Item) -> Item | None:
    return _date(Partial(month=month.value), weak=month.weak)


@DATES.add("rel weekday", "weekday rel_post")
def _relative_weekday(setting: Setting, first: Item, second: Item) -> Item | None:
    weekday, rel = (second, first) if second.kind == "weekday" else (first, second)
    if rel.value == "last":
        return _date(PAST)
    return _date(one_day(_related(setting.today, weekday.value, rel.value)))


def _related(today: date, weekday: int, rel: str) -> date:
    if rel == "after_next":
        return weekday_of_week(today + 7 * DAY, weekday) + (7 * DAY if weekday <= today.weekday() else timedelta())
    if rel == "next":
        return weekday_of_week(today + 7 * DAY, weekday)
    if rel == "this":
        day = weekday_of_week(today, weekday)
        return day if day >= today else day + 7 * DAY
    return next_weekday(today, weekday)


@COMPANY.add("weekday unit", "weekday num unit", "weekday in? dur")
def _weekday_week(setting: Setting, weekday: Item, *rest: Item) -> Item | None:
    """`Tuesday week`, `Monday fortnight`, `Mittwoch in 2 Wochen`."""
    last = rest[-1]
    length = last.value if last.kind == "dur" else Duration(1, last.value)
    if length.unit == "fortnight":
        length = Duration(2, "week")
    if length.unit != "week" or (last.kind == "unit" and not setting.switch("weekday_week")):
        return None
    weeks = int(length.amount)
    if last.kind == "dur":
        return _date(one_day(weekday_of_week(setting.today + weeks * 7 * DAY, weekday.value)))
    return _date(one_day(next_weekday(setting.today, weekday.value) + weeks * 7 * DAY))


@COMPANY.add("num weekday from_now", "num weekday in_future")
def _weekdays_from_now(setting: Setting, number: Item, weekday: Item, mark: Item) -> Item | None:
    return _date(one_day(next_weekday(setting.today, weekday.value) + (number.value.value - 1) * 7 * DAY))


@COMPANY.add("ord weekday of|in? the? date|month", "num weekday of|in the? date|month",
           "date of? the? ord weekday", "month of? the? ord weekday")  # fmt: skip
def _nth(setting: Setting, *items: Item) -> Item | None:
    """`the first Friday of July`, `来月の第2月曜日`."""
    count = next(i for i in items if i.kind in ("ord", "num"))
    weekday = next(i for i in items if i.kind == "weekday")
    month = next(i for i in items if i.kind in ("date", "month"))
    number = count.value.value if isinstance(count.value, Number) else count.value
    days = _month_span(setting, month)
    return _date(nth_weekday(days, weekday.value, number)) if days and number <= 5 else None


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
        return _date(nth_weekday(days, what.value, -1))
    if what.value == "weekend":
        saturday = nth_weekday(days, 5, -1)
        return _date(Days(saturday.first, saturday.first + 2 * DAY, "weekend")) if saturday else None
    return _date(one_day(days.end - DAY)) if what.value == "day" else None


def _month_span(setting: Setting, item: Item) -> Days | None:
    value = Partial(month=item.value) if item.kind == "month" else item.value
    days = resolved(value, setting.today)
    return days if days and days.grain == "month" else None


# ---------------------------------------------------------------- days, weeks, months from now


@DATES.add("day")
def _relative_day(setting: Setting, day: Item) -> Item | None:
    return _date(PAST if day.value < 0 else one_day(setting.today + day.value * DAY))


@DATES.add("holiday")
def _holiday(setting: Setting, name: Item) -> Item | None:
    return _date(holiday(setting.lexicon.holidays[name.value], setting.today))


@DATES.add("holiday num", "holiday of? year")
def _holiday_year(setting: Setting, name: Item, year: Item) -> Item | None:
    of_year = year.value if year.kind == "year" else _year(year.value)
    return _date(holiday(setting.lexicon.holidays[name.value], date(of_year, 1, 1))) if of_year else None


@DATES.add("rel unit", "unit rel_post", "rel num unit")
def _relative_unit(setting: Setting, *items: Item) -> Item | None:
    rel = next(i for i in items if i.kind in ("rel", "rel_post"))
    unit = next(i for i in items if i.kind == "unit")
    if rel.value == "last":
        return _date(PAST) if unit.value in ("week", "month", "year", "weekend") else None
    if len(items) == 3:
        return None
    return _date(unit_days(unit.value, rel.value, setting.today))


@DATES.add("rel month", "month rel_post", "rel month ord|num")
def _relative_month(setting: Setting, *items: Item) -> Item | None:
    rel = next(i for i in items if i.kind in ("rel", "rel_post"))
    month = next(i for i in items if i.kind == "month")
    if rel.value == "last":
        return _date(PAST)
    day = day_number(items[2]) if len(items) == 3 else None
    return _date(Partial(None, month.value, day))


@COMPANY.add("date month", "month of? date", "month date ord|num|dom", "date month dom|num")
def _month_of_year(setting: Setting, *items: Item) -> Item | None:
    year = next(i for i in items if i.kind == "date")
    month = next(i for i in items if i.kind == "month")
    if not isinstance(year.value, Days) or year.value.grain != "year":
        return None
    day = day_number(items[2]) if len(items) == 3 else None
    return _date(Partial(year.value.first.year, month.value, day))


@COMPANY.add("ord|num|dom of|in? the? date", "date of? the? ord|dom|num", "date dom_intro num")
def _day_of_that_month(setting: Setting, *items: Item) -> Item | None:
    """`the 20th of next month`, `来月の20日`."""
    days = next(i for i in items if i.kind == "date")
    number = next(i for i in items if i.kind in ("ord", "num", "dom"))
    if not isinstance(days.value, Days) or days.value.grain != "month":
        return None
    return _date(within(days.value, day_number(number)))


@COMPANY.add("in the? dur", "dur from_now", "in? dur in_future", "in dur of|from the? date", "dur from date|weekday",
           "dur after date|weekday", "date from? dur in_future", "dur from_now date", "date from? in? dur",
           "in approx dur")  # fmt: skip
def _from_now(setting: Setting, *items: Item) -> Item | None:
    length = next(i for i in items if i.kind == "dur").value
    start = next((i for i in items if i.kind in ("date", "weekday")), None)
    if start is None:
        return shifted_item(setting, length)
    value = Partial(weekday=start.value) if start.kind == "weekday" else start.value
    days = resolved(value, setting.today)
    if days is None or days.grain != "day" or days is PAST:
        return None
    if length.unit in ("minute", "hour"):
        return shifted_item(setting, length) if days.first == setting.today else None
    return _date(one_day(shifted(days.first, length)))


def shifted_item(setting: Setting, length: Duration) -> Item | None:
    """The moment or the day a length of time from now."""
    if length.unit in ("minute", "hour"):
        minutes = length.amount * (60 if length.unit == "hour" else 1)
        return Item("moment", setting.now + timedelta(minutes=minutes), 0, 0) if minutes <= 7 * 24 * 60 else None
    if length.amount > 366 * 2:
        return None
    return _date(one_day(shifted(setting.today, length)))


@COMPANY.add("dur ago", "date ago")
def _ago(setting: Setting, length: Item, mark: Item) -> Item | None:
    return _date(PAST)


@COMPANY.add("unit from|after|on the? date|weekday", "unit from|after|on rel weekday")
def _unit_from(setting: Setting, unit: Item, way: Item, *rest: Item) -> Item | None:
    """`a week from Thursday`, `a week on Monday`."""
    start = rest[-1]
    if way.kind == "on" and unit.value not in ("week", "fortnight"):
        return None
    length = Duration(2, "week") if unit.value == "fortnight" else Duration(1, unit.value)
    if length.unit not in ("day", "week", "month"):
        return None
    value = Partial(weekday=start.value) if start.kind == "weekday" else start.value
    days = resolved(value, setting.today)
    return _date(one_day(shifted(days.first, length))) if days and days.grain == "day" else None


@SPANS.add("week_of the? date", "unit of the? date", "date week_of")
def _week_of(setting: Setting, *items: Item) -> Item | None:
    if any(i.kind == "unit" and i.value != "week" for i in items):
        return None
    days = resolved(next(i for i in items if i.kind == "date").value, setting.today)
    if days is None or days.grain not in ("day", "week"):
        return None
    monday = weekday_of_week(days.first, 0)
    return _date(Days(monday, monday + 7 * DAY, "week"))


@SPANS.add("edge of|in? the? date", "date of? edge")
def _edge(setting: Setting, *items: Item) -> Item | None:
    edge = next(i for i in items if i.kind == "edge")
    days = resolved(next(i for i in items if i.kind == "date").value, setting.today)
    if days is None or days.grain not in ("week", "month", "year"):
        return None
    return _date(_third(days, edge.value, setting.today))


def _third(days: Days, edge: str, today: date) -> Days:
    length = (days.end - days.first).days
    third = max(1, round(length / 3))
    if days.grain == "week":
        # A week's working days: its beginning is Monday and Tuesday, its end Thursday and Friday.
        bounds = {"start": (0, 2), "middle": (2, 4), "end": (3, 5), "rest": (0, 7)}[edge]
    else:
        bounds = {"start": (0, third), "middle": (third, 2 * third), "end": (2 * third, length), "rest": (0, length)}[edge]
    first = days.first + bounds[0] * DAY
    if edge == "rest":
        first = max(first, today)
    return Days(first, days.first + bounds[1] * DAY, "span")


@SPANS.add("unit edge", "edge of? the? unit")
def _edge_of_unit(setting: Setting, *items: Item) -> Item | None:
    """`end of the month`: of this one."""
    unit = next(i for i in items if i.kind == "unit").value
    edge = next(i for i in items if i.kind == "edge").value
    if unit not in ("week", "month", "year"):
        return None
    days = unit_days(unit, "this", setting.today)
    return _date(_third(days, edge, setting.today)) if days else None


_ = month_days
