"""Rules for clock times: hours with their marks, minutes past and to, halves and quarters, am and pm."""

from __future__ import annotations

from datetime import timedelta

from flows.understand.lexicon import Part
from flows.understand.times.passes import CLOCK_HALVES, CLOCKS, COMPANY
from flows.understand.times.values import Clock, Duration, Item, Number, Setting

HALF_DAY = 12 * 60


def clock_item(minutes: int, half: str = "") -> Item:
    """A clock time so many minutes after midnight, on a clock of 24 hours where `half` is "24"."""
    minutes %= 24 * 60
    return Item("clock", Clock(minutes // 60, minutes % 60, half), 0, 0)


def clock_of(number: Number) -> Clock | None:
    """The time that a bare number can be: 3, 15, 930, 1430; None where it can be none."""
    value, digits = number
    if digits >= 3:
        if value % 100 > 59 or value >= 2400:
            return None
        return Clock(value // 100, value % 100, "24" if value >= 1300 or value < 100 else "")
    if value > 24:
        return None
    return Clock(value % 24, 0, "24" if value > 12 or value == 0 else "")


def half_by_part(hour: int, part: Part | None) -> str:
    """The half of the day that an hour beside a part of the day, or alone, is in."""
    if part is None:
        return "pm" if hour <= 6 or hour == 12 else "am"
    if part.half == "am":
        return "pm" if hour == 12 else "am"
    if part.half == "noon":
        return "am" if hour in (9, 10, 11) else "pm"
    if part.half == "night":
        return "am" if hour == 12 or hour <= 4 else "pm"
    return "pm"


def _moved(clock: Clock, minutes: int) -> Item:
    return clock_item(clock.hour * 60 + clock.minute + minutes, clock.half)


def _base(item: Item) -> Clock | None:
    return item.value if isinstance(item.value, Clock) else clock_of(item.value)


_LONG_RANGE, _MIXED_RANGE = 8, 4  # hours


@CLOCKS.add("dotted ampm", "at dotted", "dotted oclock")
def _dotted(setting: Setting, *items: Item) -> Item | None:
    dotted = next(item for item in items if item.kind == "dotted")
    clock = dotted_clock(dotted)
    if clock is None or (items[0].others and "upto" in items[0].others):
        return None  # "dalle 8.30 alle 10.30" is a range
    made = Item("clock", clock, 0, 0)
    return _with_half(made, items[-1].value) if items[-1].kind == "ampm" else made


def dotted_clock(dotted: Item) -> Clock | None:
    """`2.30` as a time; None for what can be none, such as 2.3 or 8.75."""
    hour, minute = (int(part) for part in dotted.value)
    if len(dotted.value[1]) != 2 or hour > 24 or minute > 59:
        return None
    return Clock(hour % 24, minute, "24" if hour > 12 or hour == 0 else "")


def _with_half(item: Item, half: str) -> Item | None:
    clock: Clock = item.value
    if clock.hour > 12 or clock.hour == 0:
        return Item("clock", clock._replace(half="24"), 0, 0)
    return Item("clock", clock._replace(half=half), 0, 0)


@CLOCKS.add("num dot? ampm", "clock dot? ampm", "num oclock ampm")
def _half_after(setting: Setting, time: Item, *marks: Item) -> Item | None:
    clock = _base(time)
    return _with_half(Item("clock", clock, 0, 0), marks[-1].value) if clock and clock.half != "am" else None


@CLOCKS.add("clock oclock")
def _marked_clock(setting: Setting, time: Item, mark: Item) -> Item | None:
    return Item("clock", time.value, 0, 0)


@CLOCKS.add("in num oclock")
def _in_hours(setting: Setting, way: Item, number: Item, mark: Item) -> Item | None:
    """`in 2 h`: from now."""
    hours = number.value.value
    return Item("moment", setting.present.now() + timedelta(hours=hours), 0, 0) if hours <= 48 else None


@CLOCKS.add("num oclock !clock")
def _oclock(setting: Setting, hour: Item, mark: Item) -> Item | None:
    clock = clock_of(hour.value)
    return Item("clock", clock, 0, 0) if clock else None


@CLOCKS.add("num oclock num", "num oclock num min_mark", "num oclock plus num !oclock", "num oclock plus num min_mark",
            "num oclock dur", "num oclock plus dur")  # fmt: skip
def _hour_and_minutes(setting: Setting, hour: Item, mark: Item, *rest: Item) -> Item | None:
    clock, minutes = clock_of(hour.value), _minutes_of(next(i for i in rest if i.kind in ("num", "dur")))
    if clock is None or minutes is None or clock.minute or (minutes == 1 and len(rest) == 1 and not _digits(rest[0])):
        return None  # "the 11 o'clock one"
    return _moved(clock, minutes)


def _digits(item: Item) -> int:
    return item.value.digits if item.kind == "num" else 1


def _minutes_of(item: Item) -> int | None:
    if isinstance(item.value, Duration):
        return int(item.value.amount) if item.value.unit == "minute" else None
    return item.value.value if item.value.value < 60 and item.value.digits in (0, 1, 2) else None


@CLOCKS.add("num oclock zero num", "num oclock zero num min_mark")
def _hour_and_few_minutes(setting: Setting, hour: Item, *rest: Item) -> Item | None:
    clock, minutes = clock_of(hour.value), _minutes_of(next(i for i in rest if i.kind == "num"))
    return _moved(clock, minutes) if clock and minutes is not None and minutes < 10 else None


@CLOCKS.add("num oclock half", "num oclock plus half", "num plus half", "clock plus half")
def _half_more(setting: Setting, hour: Item, *rest: Item) -> Item | None:
    clock = _base(hour)
    return _moved(clock, 30) if clock and clock.minute == 0 else None


@CLOCKS.add("num oclock quarter", "num oclock plus the? quarter", "num plus the? quarter", "clock plus the? quarter")
def _quarter_more(setting: Setting, hour: Item, *rest: Item) -> Item | None:
    clock = _base(hour)
    return _moved(clock, 15) if clock and clock.minute == 0 else None


@CLOCKS.add("num oclock three_quarters", "num plus three_quarters", "num oclock plus three_quarters")
def _three_quarters_more(setting: Setting, hour: Item, *rest: Item) -> Item | None:
    clock = clock_of(hour.value)
    return _moved(clock, 45) if clock else None


@CLOCKS.add(
    "num plus num !oclock|month|of month", "num plus num min_mark", "num plus dur", "clock plus num !oclock", "clock plus dur"
)
def _minutes_more(setting: Setting, hour: Item, plus: Item, *rest: Item) -> Item | None:
    clock, minutes = _base(hour), _minutes_of(rest[0])
    if clock is None or clock.minute or minutes is None or clock.half in ("am", "pm"):
        return None
    if minutes < 10 and (minutes != 5 or (rest[0].kind == "num" and rest[0].value.digits == 1)) and len(rest) == 1:
        return None  # "between 5 and 6"
    return _moved(clock, minutes)


@CLOCKS.add("num minus the? quarter", "clock minus the? quarter", "num oclock minus the? quarter")
def _quarter_less(setting: Setting, hour: Item, *rest: Item) -> Item | None:
    clock = _base(hour)
    return _moved(clock, -15) if clock and clock.minute == 0 else None


@CLOCKS.add("num minus num", "num minus dur", "clock minus num", "clock minus dur", "num oclock minus num",
            "num oclock minus dur", "num oclock minus num min_mark")  # fmt: skip
def _minutes_less(setting: Setting, hour: Item, *rest: Item) -> Item | None:
    clock, minutes = _base(hour), _minutes_of(next(item for item in reversed(rest) if item.kind in ("num", "dur")))
    return _moved(clock, -minutes) if clock and minutes and clock.minute == 0 else None


@CLOCKS.add("minus num min_mark num oclock", "minus dur num oclock", "minus quarter num oclock", "minus num num oclock")
def _less_before(setting: Setting, minus: Item, less: Item, *rest: Item) -> Item | None:
    """`差十分八点`: the minutes to the hour stand first."""
    clock = clock_of(rest[-2].value)
    minutes = 15 if less.kind == "quarter" else _minutes_of(less)
    return _moved(clock, -minutes) if clock and minutes else None


@CLOCKS.add("num oclock num min_mark to_post", "num oclock dur to_post", "num oclock num to_post")
def _minutes_before(setting: Setting, hour: Item, mark: Item, minutes: Item, *rest: Item) -> Item | None:
    clock, less = clock_of(hour.value), _minutes_of(minutes)
    return _moved(clock, -less) if clock and less else None


@CLOCKS.add("quarter past num|clock", "quarter to|upto num|clock", "three_quarters past num|clock")
def _quarter_past_to(setting: Setting, quarter: Item, way: Item, hour: Item) -> Item | None:
    clock = _base(hour)
    if clock is None or clock.minute or (quarter.value and way.among(("at",))):
        return None  # French "le 1/4 à 15h" is a day and an hour
    minutes = 15 if quarter.kind == "quarter" else 45
    return _moved(clock, minutes if way.kind == "past" else -15)


@CLOCKS.add("quarter after num|clock", "num after num|clock", "dur after num|clock")
def _minutes_after(setting: Setting, minutes: Item, way: Item, hour: Item) -> Item | None:
    """`quarter after 3`, `ten after two`."""
    clock = _base(hour)
    shift = 15 if minutes.kind == "quarter" else _minutes_of(minutes)
    spoken = minutes.kind != "num" or (minutes.value.digits == 0 and minutes.value.value in (5, 10, 20, 25))
    if minutes.value == "1/4":
        return None  # "1/4 after 3" is a day and what is behind an hour
    return _moved(clock, shift) if clock and not clock.minute and shift and shift <= 30 and spoken else None


@CLOCKS.add("dur before at? num|clock")
def _time_before(setting: Setting, length: Item, way: Item, *rest: Item) -> Item | None:
    """`half an hour before 6`."""
    clock, shift = _base(rest[-1]), length.value.amount * {"minute": 1, "hour": 60}.get(length.value.unit, 0)
    return _moved(clock, -round(shift)) if clock and 0 < shift <= 180 else None


@CLOCKS.add("quarter of num|clock")
def _quarter_of(setting: Setting, quarter: Item, hour: Item) -> Item | None:
    clock = _base(hour)
    return _moved(clock, -15) if clock and not clock.minute else None


@CLOCKS.add("half past num|clock", "half plus num|clock")
def _half_past(setting: Setting, half: Item, past: Item, hour: Item) -> Item | None:
    clock = _base(hour)
    return _moved(clock, 30) if clock and clock.minute == 0 else None


@CLOCKS.add("half num|clock")
def _half_hour(setting: Setting, half: Item, hour: Item) -> Item | None:
    clock = _base(hour)
    way = setting.switch("half_hour")
    if clock is None or clock.minute or way is None or (half.value and way == "after"):
        return None  # "1/2 3pm" is a day and an hour
    return _moved(clock, 30 if way == "after" else -30)


@CLOCKS.add("quarter num|clock", "three_quarters num|clock")
def _quarter_of_the_next(setting: Setting, quarter: Item, hour: Item) -> Item | None:
    clock = _base(hour)
    if clock is None or clock.minute or not setting.switch("quarter_of_next_hour"):
        return None
    return _moved(clock, -45 if quarter.kind == "quarter" else -15)


@CLOCKS.add("num past num|clock", "dur past num|clock", "num to num|clock", "dur to|upto num|clock")
def _minutes_past_to(setting: Setting, minutes: Item, way: Item, hour: Item) -> Item | None:
    clock, shift = _base(hour), _minutes_of(minutes)
    if clock is None or clock.minute or shift is None or shift > 30:
        return None
    return _moved(clock, shift if way.kind == "past" else -shift)


@CLOCKS.add("at? dur past|after clock")
def _minutes_after_time(setting: Setting, *items: Item) -> Item | None:
    """`drie minuten na 22:10`."""
    clock, shift = _base(items[-1]), _minutes_of(items[-3])
    return _moved(clock, shift) if clock and clock.minute and shift and shift <= 30 else None


@CLOCKS.add("num upto num")
def _spoken_minutes_to(setting: Setting, minutes: Item, way: Item, hour: Item) -> Item | None:
    """`twenty to four`; "ten to nine" too, as a range it would be half a day; "ten to three" may be one in America."""
    said, clock = minutes.value, _base(hour)
    if not setting.switch("minutes_to") or clock is None or clock.minute:
        return None
    span = (clock.hour - said.value) % 12
    long = span > _LONG_RANGE or clock.hour == said.value
    if said.digits or hour.value.digits:  # "10 to 9" in digits are opening hours; "5 to 3" and "20 to 4" never are
        mixed = not said.digits and said.value in (5, 10) and span > _MIXED_RANGE  # "ten to 4": a range is written alike
        sure = hour.value.value <= 12 and (said.value in (20, 25) or (said.value == 5 and long) or mixed)
        return _moved(clock, -said.value) if sure else None
    british = said.value == 10 and setting.order == "dmy"
    sure = said.value in (20, 25) or (said.value in (5, 10) and long) or british
    return _moved(clock, -said.value) if sure else None


@CLOCKS.add("at num upto num")
def _at_minutes_to(setting: Setting, at: Item, minutes: Item, way: Item, hour: Item) -> Item | None:
    """`at ten to three`: one time is spoken of, no range."""
    clock = _base(hour)
    if not setting.switch("minutes_to") or clock is None or clock.minute or clock.hour > 12 or at.others:
        return None
    return _moved(clock, -minutes.value.value) if minutes.value.value in (5, 10, 20, 25) else None


@CLOCKS.add("num past half num|clock", "dur past half num|clock", "num to half num|clock", "dur to half num|clock",
            "quarter past half num|clock", "quarter to half num|clock")  # fmt: skip
def _around_half(setting: Setting, minutes: Item, way: Item, half: Item, hour: Item) -> Item | None:
    clock = _base(hour)
    shift = 15 if minutes.kind == "quarter" else _minutes_of(minutes)
    if clock is None or clock.minute or shift is None or setting.switch("half_hour") != "before":
        return None
    return _moved(clock, -30 + (shift if way.kind == "past" else -shift))


@CLOCKS.add("num num", "num num num", "num zero num", "num dash num dash num", "num dash zero dash num",
            "num dash num")  # fmt: skip
def _spoken(setting: Setting, hour: Item, *rest: Item) -> Item | None:
    """`seven fifteen`, `twelve zero three`, `ten fifty five`: an hour and its minutes in words."""
    if hour.value.digits > 2 or hour.value.value > 24:
        return None
    minutes = [item.value.value for item in rest if item.kind == "num"]
    spelt_out = all(item.kind != "num" or item.value.digits == 0 for item in rest)
    return _spoken_minutes(hour, minutes, zero=any(item.kind == "zero" for item in rest)) if spelt_out else None


def _spoken_minutes(hour: Item, minutes: list[int], *, zero: bool) -> Item | None:
    if len(minutes) == 2:
        tens, ones = minutes
        if (tens and (tens % 10 or tens > 50 or tens < 20)) or not 0 < ones < 10:
            return None
        total = tens + ones
    else:
        total = minutes[0]
        if total < 10 and not zero:
            return None
    clock = clock_of(hour.value)
    return _moved(clock, total) if clock and total < 60 else None


@CLOCKS.add("at num num", "num num ampm", "at num zero num", "num zero num ampm", "at num num ampm",
            "at num num num", "num num num ampm", "at num num num ampm")  # fmt: skip
def _written_apart(setting: Setting, *items: Item) -> Item | None:
    """`at 3 15`, `3 15 pm`: the colon was left out."""
    numbers = [item.value for item in items if item.kind == "num"]
    clock = clock_of(numbers[0])
    zero = any(item.kind == "zero" for item in items) or numbers[1].value == 0
    if (len(numbers) == 3 and not zero) or any(item.kind == "zero" and "or" in (item.others or ()) for item in items):
        return None  # Spanish "a las 2 o 3": two hours
    minutes = numbers[-1].value
    if clock is None or clock.minute or minutes > 59 or (minutes < 10 and not zero and numbers[-1].digits != 2):
        return None
    made = _moved(clock, minutes)
    return _with_half(made, items[-1].value) if items[-1].kind == "ampm" else made


@COMPANY.add("num num part")
def _written_apart_in_part(setting: Setting, hour: Item, minutes: Item, part: Item) -> Item | None:
    """`7 40 in the evening`."""
    if hour.value.value > 12 or minutes.value.value < 10:
        return None
    made = _written_apart(setting, hour, minutes)
    return _with_half(made, half_by_part(hour.value.value, setting.lexicon.parts.get(part.value))) if made else None


@CLOCKS.add("ampm num oclock", "ampm num oclock half", "ampm clock", "ampm num oclock num min_mark", "ampm num oclock num",
            "ampm num oclock dur", "ampm num oclock quarter", "ampm num oclock three_quarters",
            "ampm num oclock num min_mark to_post", "ampm num oclock dur to_post", "ampm num oclock zero num",
            "ampm num oclock zero num min_mark")  # fmt: skip
def _half_before(setting: Setting, half: Item, hour: Item, *rest: Item) -> Item | None:
    """`午後3時`: languages that say the half of the day first."""
    if not setting.switch("half_day_first"):
        return None
    clock = _base(hour)
    if clock is None:
        return None
    minutes = 0
    for item in rest:
        if item.kind in ("num", "dur"):
            minutes = _minutes_of(item) or 0
    minutes += {"half": 30, "quarter": 15, "three_quarters": 45}.get(rest[-1].kind, 0) if rest else 0
    if rest and rest[-1].kind == "to_post":
        minutes = -minutes
    moved = _with_half(Item("clock", clock, 0, 0), half.value)
    if moved is None or not minutes:
        return moved
    return _moved(moved.value, minutes)


# These last, so that "at half past 3 pm" has its minutes before it has its half of the day.
@CLOCK_HALVES.add("at dur")
def _at_hours(setting: Setting, at: Item, length: Item) -> Item | None:
    """French `à une heure`: the words of a length of time after "at" are a time."""
    minutes = round(length.value.amount * 60) if length.value.unit == "hour" else 0
    return clock_item(minutes) if 60 <= minutes < 24 * 60 and not (at.others and "upto" in at.others) else None


@CLOCK_HALVES.add("at num", "at clock", "at num oclock")
def _at(setting: Setting, at: Item, hour: Item, *rest: Item) -> Item | None:
    if at.others and "upto" in at.others:
        return None  # Spanish `a` may be the "to" of a range: that is seen when the range is read
    clock = _base(hour)
    return Item("clock", clock, 0, 0) if clock else None


@CLOCK_HALVES.add("clock dot? ampm", "clock of? ampm")
def _late_half(setting: Setting, time: Item, half: Item) -> Item | None:
    return _with_half(time, half.value) if time.value.half in ("", "24") else None


@CLOCK_HALVES.add("part clock")
def _part_before(setting: Setting, part: Item, time: Item) -> Item | None:
    """`今夜午後10時`: where the half of the day is said first, the part right before the hour is its own."""
    if not setting.switch("half_day_first") or time.value.half:
        return None
    half = half_by_part(time.value.hour, setting.lexicon.parts.get(part.value))
    return Item("clock", time.value._replace(half=half), 0, 0)
