"""Rules for what is counted from today: days, weeks, months, holidays, lengths of time from a day."""

from __future__ import annotations

from datetime import date, timedelta

from flows.understand.times.dates import DAY, PAST, date_item, day_number, one_day, year_of
from flows.understand.times.days import holiday, resolved, shifted, unit_days, weekday_of_week, within
from flows.understand.times.passes import COMPANY, DATES, LONE, RELATIVE, SPANS
from flows.understand.times.relative import shift_of
from flows.understand.times.values import Days, Duration, Item, Partial, Setting

MOST_AHEAD = 60


@DATES.add("day")
def _relative_day(setting: Setting, day: Item) -> Item | None:
    return date_item(PAST if day.value < 0 else one_day(setting.today + day.value * DAY))


@DATES.add("dom_intro num")
def _this_day_numbered(setting: Setting, intro: Item, number: Item) -> Item | None:
    """Portuguese `este dia 17`: "este dia" alone would be today."""
    day = day_number(number) if intro.others and "day" in intro.others else None
    return date_item(Partial(None, None, day)) if day else None


@DATES.add("holiday")
def _holiday(setting: Setting, name: Item) -> Item | None:
    return date_item(holiday(setting.lexicon.holidays[name.value], setting.today))


@DATES.add("holiday num", "holiday of? year")
def _holiday_year(setting: Setting, name: Item, year: Item) -> Item | None:
    of_year = year.value if year.kind == "year" else year_of(year.value)
    return date_item(holiday(setting.lexicon.holidays[name.value], date(of_year, 1, 1))) if of_year else None


@DATES.add("holiday of? rel unit")
def _holiday_of_year(setting: Setting, name: Item, rel: Item, unit: Item) -> Item | None:
    """`Easter next year`."""
    year = unit_days(unit.value, rel.value, setting.today) if unit.value == "year" and rel.value != "last" else None
    return date_item(holiday(setting.lexicon.holidays[name.value], max(year.first, setting.today))) if year else None


@DATES.add("unit before|after the? holiday")
def _beside_holiday(setting: Setting, unit: Item, way: Item, name: Item) -> Item | None:
    """`day before Christmas`."""
    day = holiday(setting.lexicon.holidays[name.value], setting.today)
    return _beside(setting, day, Duration(1, unit.value), -1 if way.kind == "before" else 1) if day else None


def _beside(setting: Setting, day: Days, length: Duration, sign: int) -> Item | None:
    """The day, the week or the weekend before or after a day."""
    if length.unit in ("week", "weekend"):
        days = length.unit == "weekend"
        monday = weekday_of_week(day.first, 0)
        weekend = monday + 5 * DAY
        if days:
            first = weekend - 7 * DAY if sign < 0 and day.first <= weekend + DAY else weekend
            first = weekend + 7 * DAY if sign > 0 and day.first >= weekend else first
            return date_item(Days(first, first + 2 * DAY, "weekend"))
        return date_item(Days(monday + sign * 7 * DAY, monday + (sign + 1) * 7 * DAY, "week"))
    return _counted(setting, Item("date", day, 0, 0), length, sign)


@DATES.add("rel unit", "unit rel_post", "rel num unit")
def _relative_unit(setting: Setting, *items: Item) -> Item | None:
    rel = next(i for i in items if i.kind in ("rel", "rel_post"))
    unit = next(i for i in items if i.kind == "unit")
    if rel.value == "last":
        return date_item(PAST) if unit.value in ("week", "month", "year", "weekend") else None
    if len(items) == 3:
        return None
    return date_item(unit_days(unit.value, rel.value, setting.today))


@DATES.add("rel month", "month rel_post", "rel month ord|num")
def _relative_month(setting: Setting, *items: Item) -> Item | None:
    rel = next(i for i in items if i.kind in ("rel", "rel_post"))
    month = next(i for i in items if i.kind == "month")
    if rel.value == "last":
        return date_item(PAST)
    day = day_number(items[2]) if len(items) == 3 else None
    return date_item(Partial(None, month.value, day))


@COMPANY.add("date in? month", "month of? date", "month date ord|num|dom", "date month dom|num")
def _month_of_year(setting: Setting, *items: Item) -> Item | None:
    year = next(i for i in items if i.kind == "date")
    month = next(i for i in items if i.kind == "month")
    if not isinstance(year.value, Days) or year.value.grain != "year":
        return None
    last = items[-1]
    day = day_number(last) if len(items) == 3 and last is not month else None
    return date_item(Partial(year.value.first.year, month.value, day))


@COMPANY.add("date of? date", "date in date")
def _date_of_year(setting: Setting, year: Item, *rest: Item) -> Item | None:
    """`来年の5月3日`, `the 1st of March next year`."""
    day = rest[-1]
    if isinstance(year.value, Partial):
        year, day = day, year
    if not (isinstance(year.value, Days) and year.value.grain == "year" and isinstance(day.value, Partial)):
        return None
    return date_item(day.value._replace(year=year.value.first.year)) if day.value.month and not day.value.year else None


@COMPANY.add("dur|dom within_post", "within dur")
def _within_length(setting: Setting, *items: Item) -> Item | None:
    """`三天之内`, `1週間以内`: from today on; days are counted as they are numbered."""
    said = next(i for i in items if i.kind in ("dur", "dom"))
    length = Duration(said.value, "day") if said.kind == "dom" else said.value
    if length.unit in ("minute", "hour"):
        return shifted_item(setting, length)
    if length.amount > 366:
        return None
    return date_item(Days(setting.today, shifted(setting.today, length) + DAY, "span"))


@COMPANY.add("ord|num|dom of the? unit")
def _day_of_this_month(setting: Setting, day: Item, unit: Item) -> Item | None:
    """`the 15th of the month`."""
    number = day_number(day)
    return date_item(Partial(None, None, number)) if number and unit.value == "month" else None


@COMPANY.add("ord|num|dom of|in? the? date", "date of? the? ord|dom|num", "date dom_intro num",
             "date dom_intro|on the? ord")  # fmt: skip
def _day_of_that_month(setting: Setting, *items: Item) -> Item | None:
    """`the 20th of next month`, `来月の20日`."""
    days = next(i for i in items if i.kind == "date")
    number = next(i for i in items if i.kind in ("ord", "num", "dom"))
    if days.value is PAST and number.kind == "dom":
        return date_item(PAST)
    if not isinstance(days.value, Days) or days.value.grain != "month":
        return None
    return date_item(within(days.value, day_number(number)))


@COMPANY.add("in the? dur", "dur from_now", "in? dur in_future", "in dur of|from the? date", "dur from date|weekday",
           "dur after|later of|the? date|weekday", "date from? dur in_future", "dur from_now date", "date from? in? dur",
           "in approx dur", "dom in_future", "date from? dom in_future",
           "from? date from_post dur in_future", "from? date from_post dom in_future",
           "dom after date|weekday", "dur on date|weekday")  # fmt: skip
def _from_now(setting: Setting, *items: Item) -> Item | None:
    """`in 3 days`, `3 days from tomorrow`, `2日後` (where days are counted as they are numbered)."""
    said = next(i for i in items if i.kind in ("dur", "dom"))
    length = Duration(said.value, "day") if said.kind == "dom" else said.value
    start = next((i for i in items if i.kind in ("date", "weekday")), None)
    if start is None:
        return shifted_item(setting, length)
    if length.unit in ("minute", "hour"):
        days = start.value
        at_once = isinstance(days, Days) and days.grain == "day" and days.first == setting.today
        return shifted_item(setting, length) if at_once else None
    return _counted(setting, start, length, 1)


@COMPANY.add("after dur")
def _after_length(setting: Setting, way: Item, length: Item) -> Item | None:
    """`after two weeks` is in two weeks; "more than an hour" is no time."""
    return None if length.value.unit in ("minute", "hour") else shifted_item(setting, length.value)


@RELATIVE.add("dur later|earlier the|dom_intro|on? num|ord of? month")
def _beside_date(setting: Setting, length: Item, way: Item, *rest: Item) -> Item | None:
    """`trois jours après le 5 mars`: counted from the day that follows, no matter of the appointment."""
    number, month = rest[-2:]
    day = day_number(number)
    sign = 1 if way.kind == "later" else -1
    return _counted(setting, Item("date", Partial(None, month.value, day), 0, 0), length.value, sign) if day else None


@COMPANY.add("shift of? the? date|weekday")
def _day_after(setting: Setting, phrase: Item, day: Item) -> Item | None:
    """`the day after Christmas`: no matter of the appointment."""
    length, sign = shift_of(phrase.value)
    days = resolved(_day_said(day), setting.today) if length.unit == "week" else None
    return _beside(setting, days, length, sign) if days and days.grain == "day" else _counted(setting, day, length, sign)


@LONE.add("shift the? ord", "dur before|after the? ord")
def _beside_day_of_month(setting: Setting, *items: Item) -> Item | None:
    """`the day before the 14th`."""
    number = day_number(items[-1])
    day = Item("date", Partial(None, None, number), 0, 0)
    if not number:
        return None
    if items[0].kind == "shift":
        return _day_after(setting, items[0], day)
    return _counted(setting, day, items[0].value, -1 if items[1].kind == "before" else 1)


@COMPANY.add("unit before|after the? date")
def _weekend_beside(setting: Setting, unit: Item, way: Item, day: Item) -> Item | None:
    """`the weekend after the 20th of March`."""
    days = resolved(day.value, setting.today) if unit.value == "weekend" else None
    sign = -1 if way.kind == "before" else 1
    return _beside(setting, days, Duration(1, "weekend"), sign) if days and days.grain == "day" else None


@COMPANY.add("dur before|earlier of|the? date|weekday")
def _before_day(setting: Setting, length: Item, way: Item, day: Item) -> Item | None:
    return _counted(setting, day, length.value, -1)


@COMPANY.add("date of? dur ago|before_post")
def _days_before(setting: Setting, day: Item, length: Item, way: Item) -> Item | None:
    """`8月1日の2日前`."""
    dated = isinstance(day.value, Partial) and day.value.day is not None
    return _counted(setting, day, length.value, -1) if dated and length.value.unit in ("day", "week") else None


@COMPANY.add("in the? num upto|dash|until|or dur", "num upto|dash|comma? dur|dom in_future|from_now")
def _some_days_on(setting: Setting, *items: Item) -> Item | None:
    """`in 2 bis 3 Tagen`, `2、3日後`: any day from the nearer to the farther."""
    fewest = next(i.value.value for i in items if i.kind == "num")
    said = next(i for i in items if i.kind in ("dur", "dom"))
    most = Duration(said.value, "day") if said.kind == "dom" else said.value
    if most.unit not in ("day", "week", "month") or not 0 < fewest < most.amount <= MOST_AHEAD:
        return None
    first = shifted(setting.today, Duration(fewest, most.unit))
    return date_item(Days(first, shifted(setting.today, most) + DAY, "span"))


@COMPANY.add("dur date", "date unit")
def _weeks_today(setting: Setting, *items: Item) -> Item | None:
    """`a week today`, `tomorrow week`."""
    day = next(i for i in items if i.kind == "date")
    other = next(i for i in items if i.kind != "date")
    length = other.value if other.kind == "dur" else Duration(1, other.value)
    near = isinstance(day.value, Days) and day.value.grain == "day"
    if not near or length.unit not in ("week", "fortnight") or not setting.switch("weekday_week"):
        return None
    return _counted(setting, day, length, 1)


def _day_said(day: Item) -> Partial | Days:
    return Partial(weekday=day.value) if day.kind == "weekday" else day.value


def _counted(setting: Setting, start: Item, length: Duration, sign: int) -> Item | None:
    days = resolved(_day_said(start), setting.today)
    if length.unit == "fortnight":
        length = Duration(2 * length.amount, "week")
    if days is None or days.grain != "day" or length.unit in ("minute", "hour") or days is PAST:
        return None
    day = shifted(days.first, Duration(sign * length.amount, length.unit))
    return date_item(one_day(day)) if day >= setting.today else date_item(PAST)


@COMPANY.add("rel dur", "in the? rel dur")
def _coming_stretch(setting: Setting, *items: Item) -> Item | None:
    """`the next 3 days`."""
    rel, length = items[-2], items[-1].value
    if length.unit in ("minute", "hour") or length.amount > 366:
        return None
    if rel.value == "last":
        return date_item(PAST)
    if length.amount == 1:
        return date_item(unit_days(length.unit, rel.value, setting.today))
    return date_item(Days(setting.today, shifted(setting.today, length) + DAY, "span"))


@DATES.add("num rel unit", "in the? num rel unit", "approx num rel unit")
def _stretch_to_come(setting: Setting, *items: Item) -> Item | None:
    """`dans les trois prochains jours`."""
    number, rel, unit = items[-3:]
    countable = ("day",) if number.value.digits else ("day", "week")  # "4 to 23 next month" are days of it
    if rel.value not in ("next", "coming") or unit.value not in countable or not 1 < number.value.value <= 31:
        return None
    return _coming_stretch(setting, rel, Item("dur", Duration(number.value.value, unit.value), 0, 0))


def shifted_item(setting: Setting, length: Duration) -> Item | None:
    """The moment or the day a length of time from now."""
    if length.unit in ("minute", "hour"):
        minutes = length.amount * (60 if length.unit == "hour" else 1)
        return Item("moment", setting.present.now() + timedelta(minutes=minutes), 0, 0) if minutes <= 7 * 24 * 60 else None
    if length.amount > 366 * 2:
        return None
    return date_item(one_day(shifted(setting.today, length)))


@COMPANY.add("dur ago", "date ago")
def _ago(setting: Setting, length: Item, mark: Item) -> Item | None:
    return date_item(PAST)


@COMPANY.add("unit from|after|on the? date|weekday", "unit from|after|on rel weekday")
def _unit_from(setting: Setting, unit: Item, way: Item, *rest: Item) -> Item | None:
    """`a week from Thursday`, `a week on Monday`."""
    start = rest[-1]
    if way.kind == "on" and unit.value not in ("week", "fortnight"):
        return None
    length = Duration(2, "week") if unit.value == "fortnight" else Duration(1, unit.value)
    if length.unit not in ("day", "week", "month"):
        return None
    days = resolved(_day_said(start), setting.today)
    return date_item(one_day(shifted(days.first, length))) if days and days.grain == "day" else None


@SPANS.add("edge of|in? the? date", "date of? edge")
def _edge(setting: Setting, *items: Item) -> Item | None:
    edge = next(i for i in items if i.kind == "edge")
    days = resolved(next(i for i in items if i.kind == "date").value, setting.today)
    if days is None or days.grain not in ("week", "month", "year"):
        return None
    return date_item(_third(days, edge.value, setting.today))


@SPANS.add("edge date part")
def _late_on_a_day(setting: Setting, edge: Item, day: Item, part: Item) -> Item | None:
    """`late Friday morning`."""
    late = f"late_{part.value}"
    one = isinstance(day.value, Partial) or day.value.grain == "day"
    return (
        Item("dated_part", (day.value, late), 0, 0) if one and edge.value == "end" and late in setting.lexicon.parts else None
    )


def _third(days: Days, edge: str, today: date) -> Days:
    if edge in ("first_day", "last_day"):
        return one_day(days.first if edge == "first_day" else days.end - DAY)
    length = (days.end - days.first).days
    third = max(1, round(length / 3))
    if days.grain == "week":
        # A week's working days: its beginning is Monday and Tuesday, its end Thursday and Friday.
        bounds = {"start": (0, 2), "middle": (2, 4), "end": (3, 5), "rest": (0, 7),
                  "first_half": (0, 3), "second_half": (3, 7)}[edge]  # fmt: skip
    else:
        half = length // 2
        bounds = {"start": (0, third), "middle": (third, 2 * third), "end": (2 * third, length), "rest": (0, length),
                  "first_half": (0, half), "second_half": (half, length)}[edge]  # fmt: skip
    first = days.first + bounds[0] * DAY
    if edge == "rest":
        first = max(first, today)
    return Days(first, days.first + bounds[1] * DAY, "ending" if edge == "end" else "span")


@SPANS.add("unit edge", "edge of? the? unit")
def _edge_of_unit(setting: Setting, *items: Item) -> Item | None:
    """`end of the month`: of this one; where that part of it is over, of the next."""
    unit = next(i for i in items if i.kind == "unit").value
    edge = next(i for i in items if i.kind == "edge").value
    if unit not in ("week", "month", "year"):
        return None
    wholes = (unit_days(unit, which, setting.today) for which in ("this", "next"))
    parts = (_third(whole, edge, setting.today) for whole in wholes if whole)
    return date_item(next(part for part in parts if part.end > setting.today))
