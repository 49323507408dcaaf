"""Rules for dates: days of months, weekdays, relative days, weeks, months, and lengths of time from a day."""

from __future__ import annotations

from datetime import date, timedelta

from flows.understand.times.clocks import clock_of
from flows.understand.times.days import resolved
from flows.understand.times.passes import COMPANY, DATES, LONE, NAMED
from flows.understand.times.values import Days, Item, Number, Partial, Setting

DAY = timedelta(days=1)
MOST_OFFERS = 6
MONTHS = 12
_HOURS = 24
PAST = Days(date.min, date.min, "past")


def date_item(value: Partial | Days | None, *, weak: bool = False) -> Item | None:
    """A date as an item; None where there is no such date."""
    return None if value is None else Item("date", value, 0, 0, weak)


def one_day(day: date) -> Days:
    """A single day."""
    return Days(day, day + DAY, "day")


def day_number(item: Item) -> int | None:
    """The day of the month that a number or an ordinal can be."""
    value: int = item.value.value if isinstance(item.value, Number) else item.value
    digits = item.value.digits if isinstance(item.value, Number) else 0
    return value if 1 <= value <= 31 and digits <= 2 else None


def year_of(number: Number) -> int | None:
    """The year that a number of four digits, or one in words, can be."""
    return number.value if number.digits in (0, 4) and 1990 <= number.value <= 2100 else None


# ---------------------------------------------------------------- day and month


@NAMED.add("num dot? ord_mark")
def _digit_ordinal(setting: Setting, number: Item, mark: Item) -> Item | None:
    return Item("ord", number.value.value, 0, 0) if number.value.value <= 31 else None


@NAMED.add("num dot !end")
def _dotted_ordinal(setting: Setting, number: Item) -> Item | None:
    """German `vom 4. bis 23.`: a dot that ends no sentence makes an ordinal."""
    day = day_number(number) if setting.switch("dotted_date") else None
    return Item("ord", day, 0, 0) if day and number.value.digits else None


@NAMED.add("in num !month|unit|oclock")
def _in_year(setting: Setting, way: Item, number: Item) -> Item | None:
    """`en 2027`: no clock time."""
    year = year_of(number.value) if number.value.digits else None
    return date_item(Days(date(year, 1, 1), date(year + 1, 1, 1), "year")) if year and year > setting.today.year else None


@NAMED.add("at num dot")
def _hour_and_stop(setting: Setting, at: Item, number: Item) -> Item | None:
    return Item("clock", clock_of(number.value), 0, 0) if setting.switch("dotted_date") and clock_of(number.value) else None


@NAMED.add("num month_mark", "num month_mark of")
def _month_mark(setting: Setting, number: Item, *rest: Item) -> Item | None:
    return Item("month", number.value.value, 0, 0) if 1 <= number.value.value <= 12 else None


@NAMED.add("num day_mark")
def _day_mark(setting: Setting, number: Item, mark: Item) -> Item | None:
    day = day_number(number)
    return Item("dom", day, 0, 0) if day else None


@NAMED.add("num year_mark", "num num year_mark", "num num num num year_mark", "num zero num num year_mark",
           "num zero zero num year_mark", "num zero num year_mark", "num zero zero num num year_mark")  # fmt: skip
def _year_mark(setting: Setting, *items: Item) -> Item | None:
    """`2015年`, `이천십오년` (2000 and 15), `二零一三年` (digit by digit)."""
    numbers = [item.value.value if item.kind == "num" else 0 for item in items[:-1]]
    if len(numbers) > 2:
        year = int("".join(str(number) for number in numbers))
    else:
        year = sum(numbers)
    year = year if year > 99 else 2000 + year
    return Item("year", year, 0, 0) if 1990 <= year <= 2100 and items[0].value.digits != 1 else None


@DATES.add("ord|num|dom of? the? month", "ord|num dot month", "ord|num dash month", "ord|num|dom slash month")
def _day_month(setting: Setting, day: Item, month: Item) -> Item | None:
    number = day_number(day)
    return date_item(Partial(None, month.value, number)) if number else None


@DATES.add("month comma? of? the? ord|dom", "month dot? the? num", "month dash|slash num")
def _month_day(setting: Setting, month: Item, day: Item) -> Item | None:
    number = day_number(day)
    return date_item(Partial(None, month.value, number)) if number else None


@DATES.add("ord|num of? the? month comma? of? num", "num dash month dash num", "num slash month slash num",
           "ord|num dot month dot? num")  # fmt: skip
def _day_month_year(setting: Setting, day: Item, month: Item, year: Item) -> Item | None:
    number, of_year = day_number(day), year_of(year.value)
    return date_item(Partial(of_year, month.value, number)) if number and of_year else None


@DATES.add("month dot? the? ord|num comma? of? num")
def _month_day_year(setting: Setting, month: Item, day: Item, year: Item) -> Item | None:
    return _day_month_year(setting, day, month, year)


@DATES.add("num dash month dash num", "num month num", "num comma? month dot? ord|num")
def _year_month_day(setting: Setting, year: Item, month: Item, day: Item) -> Item | None:
    return _day_month_year(setting, day, month, year)


@DATES.add("month comma|dash|slash|of? num")
def _month_year(setting: Setting, month: Item, year: Item) -> Item | None:
    of_year = year_of(year.value)
    return date_item(Partial(of_year, month.value)) if of_year else None


@DATES.add("num comma|dash|slash? month")
def _year_first(setting: Setting, year: Item, month: Item) -> Item | None:
    return _month_year(setting, month, year)


@DATES.add("year month", "year of? month the? dom|num")
def _marked_year(setting: Setting, year: Item, month: Item, *day: Item) -> Item | None:
    number = day_number(day[0]) if day else None
    return date_item(Partial(year.value, month.value, number))


@COMPANY.add("date of? comma? num", "date of? comma? year")
def _with_year(setting: Setting, day: Item, year: Item) -> Item | None:
    value = day.value
    if not isinstance(value, Partial) or value.year or not value.month:
        return None
    of_year = year.value if year.kind == "year" else year_of(year.value)
    return date_item(value._replace(year=of_year)) if of_year else None


@DATES.add("ord|num ord", "ord slash ord|num !month")
def _month_by_number(setting: Setting, day: Item, month: Item) -> Item | None:
    """`am siebten vierten`, `siebter/4.`: the seventh of April, where dates are said with dots."""
    number, of_year = day_number(day), day_number(month)
    fits = setting.switch("dotted_date") and number and of_year and of_year <= MONTHS
    return date_item(Partial(None, of_year, number)) if fits else None


@DATES.add("slashed month")
def _days_and_month(setting: Setting, slashed: Item, month: Item) -> Item | None:
    """Dutch `3/4 juli`: the third and the fourth."""
    one, other = slashed.value
    low, high = (resolved(Partial(None, month.value, number), setting.today) for number in (one, other))
    if other != one + 1 or low is None or high is None or low.grain != "day" or low.first >= high.first:
        return None
    return date_item(Days(low.first, high.end, "span"))


@DATES.add("slashed")
def _slashed(setting: Setting, slashed: Item) -> Item | None:
    return _in_order(setting, *slashed.value)


def _in_order(setting: Setting, first: int, second: int) -> Item | None:
    month, day = (second, first) if setting.order == "dmy" else (first, second)
    if month > 12 >= day:
        month, day = day, month
    return date_item(Partial(None, month, day)) if 1 <= month <= 12 and 1 <= day <= 31 else None


@DATES.add("dom_intro num of num !upto|at|until")
def _numbers_of(setting: Setting, intro: Item, day: Item, month: Item) -> Item | None:
    """`el 17 del 11`."""
    number, of_month = day_number(day), month.value.value
    return date_item(Partial(None, of_month, number)) if number and 1 <= of_month <= 12 else None


@DATES.add("dom_intro dotted", "on dotted", "dom_intro dotted dot", "on dotted dot", "dotted dot", "dotted")
def _dotted_date(setting: Setting, *items: Item) -> Item | None:
    """`am 3.11.`, `on 5.12`; alone it is a date only where the language writes them so."""
    dotted = items[-1]
    month = int(dotted.value[1 if setting.order == "dmy" else 0])
    sure = int(dotted.value[0]) > _HOURS and setting.order == "dmy" and len(dotted.value[1]) == 2
    if len(items) == 1 and not (setting.switch("dotted_date") or sure):
        return None
    if len(items) == 1 and month > MONTHS:
        return None
    return _in_order(setting, int(dotted.value[0]), int(dotted.value[1]))


@DATES.add("weekday dotted dot", "weekday dotted", "weekday the dotted dot", "weekday the dotted")
def _dotted_on_weekday(setting: Setting, weekday: Item, *items: Item) -> Item | None:
    """`venerdì 19.3.`: a date where that is such a day and it looks like no clock time: `lunedì 9.30`, `lunedì 8.10`."""
    first, second = items[-1].value
    if len(second) == 2 and int(second) % 5 == 0 and int(first) <= _HOURS and not setting.switch("dotted_date"):
        return None
    day = _in_order(setting, int(first), int(second))
    days = resolved(day.value, setting.today) if day else None
    return day if days and days.first.weekday() == weekday.value else None


@DATES.add("dom_intro num dash num", "on num dash num")
def _dashed_date(setting: Setting, intro: Item, first: Item, second: Item) -> Item | None:
    """`on 4-22`, Spanish `el 5-4`; "on 3-5" is more likely a range of hours, but for the Dutch `op 3-5`."""
    one, other = first.value.value, second.value.value
    fits = max(one, other) > 12 >= min(one, other) and max(one, other) <= 31
    fits = fits or (intro.kind == "dom_intro" and setting.order == "dmy" and 12 >= one > other > 0)  # no days run backwards
    fits = fits or (setting.switch("dash_date_on") and intro.kind == "on" and first.value.digits and second.value.digits)
    return _in_order(setting, one, other) if fits else None


@DATES.add("from num dash num upto|until date", "from num dash num dash date", "from num dash num upto|until num dash num")
def _from_dashed(setting: Setting, start: Item, *items: Item) -> Item | None:
    """Dutch `van 1-9 tot 5-9-2022`."""
    numbers = [item.value.value for item in items if item.kind == "num"]
    low = _in_order(setting, *numbers[:2])
    high = items[-1] if items[-1].kind == "date" else _in_order(setting, *numbers[2:])
    if low is None or high is None or not isinstance(high.value, Partial) or not setting.switch("dash_date_on"):
        return None
    first, last = (resolved(low.value._replace(year=high.value.year), setting.today), resolved(high.value, setting.today))
    if first is None or last is None or first.grain != "day" or last.grain != "day" or first.first >= last.first:
        return None
    return date_item(Days(first.first, last.end, "span"))


@DATES.add("num dash num")
def _day_first(setting: Setting, first: Item, second: Item) -> Item | None:
    """`15-2`: no range of hours runs that way."""
    if setting.switch("dash_date"):
        return _in_order(setting, first.value.value, second.value.value)
    one, other = first.value.value, second.value.value
    written = first.value.digits in (1, 2) and second.value.digits in (1, 2)
    backwards = 31 >= one > 12 >= other > 0 or (0 < one <= 12 and 24 < other <= 31)
    return _in_order(setting, one, other) if written and backwards else None


@LONE.add("num dash num")
def _month_first(setting: Setting, first: Item, second: Item) -> Item | None:
    """`6-21`: nobody counts hours beyond twelve where the month comes first."""
    month, day = first.value, second.value
    written = month.digits in (1, 2) and day.digits == 2
    fits = setting.order == "mdy" and 0 < month.value <= 12 < day.value <= 31
    return _in_order(setting, month.value, day.value) if written and fits else None


@LONE.add("dom_intro ord|num dom_intro ord|num")
def _days_of_month(setting: Setting, *items: Item) -> Item | None:
    """`du 10 au 12`, where the word between the days leads to the second one."""
    first, second = day_number(items[1]), day_number(items[3])
    if not first or not second or "upto" not in (items[2].others or ()):
        return None
    low = resolved(Partial(None, None, first), setting.today)
    high = resolved(Partial(None, None, second), low.first) if low else None
    return date_item(Days(low.first, high.end, "span")) if low and high else None


@LONE.add("dom")
def _lone_day(setting: Setting, day: Item) -> Item | None:
    return date_item(Partial(None, None, day.value))


@LONE.add("dom_intro ord|num", "on the? ord|num", "the ord|num", "for the? ord", "ord")
def _day_of_month(setting: Setting, *items: Item) -> Item | None:
    number = day_number(items[-1]) if not items[-1].weak else None  # "this is the one"
    # "the 2nd" may be the second of the offers just as well.
    article = items[0].kind == "the" or (items[0].others is not None and "the" in items[0].others)
    sure = (items[0].kind in ("dom_intro", "on") and not article) or (number or 0) > MOST_OFFERS
    return date_item(Partial(None, None, number), weak=not sure) if number else None
