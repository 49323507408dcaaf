"""Ranges and bounds: from one point to another, before, after, until, in front of the time or behind it."""

from __future__ import annotations

from flows.understand.lexicon import Part
from flows.understand.times.clocks import clock_of, half_by_part
from flows.understand.times.points import (
    AFTER_BOUND,
    BEGINNING,
    GLUE,
    RANGE,
    Frame,
    give_day,
    has_day,
    read_point,
    settle_number,
    takes_a_day,
)
from flows.understand.times.values import Clock, Days, Item, Partial, Setting

_BOUNDS = {
    "after": "after", "before": "before", "from": "from", "until": "until", "by": "until",
    "past": "after", "since": "from",
}  # fmt: skip
_BOUNDING = frozenset({"between", "or_later", *_BOUNDS})
OPENING = BEGINNING | _BOUNDING  # what a point, a range or a point with a bound begins with
_POST_BOUNDS = {
    "after_post": "after", "before_post": "before", "until_post": "until", "from_post": "from", "by_post": "until",
    "from_now": "from", "in_future": "after", "or_later": "from", "or_earlier": "until", "to_post": "before",
}  # fmt: skip
_GOING_ON = RANGE.union(_POST_BOUNDS, ("comma", "or", "and"))


def read_bounded(items: list[Item], at: int, setting: Setting, *, changing: bool) -> tuple[Frame, int] | None:
    """A point, a range or a point with a bound, from an item on; in a change "to" leads to the new time, to no end."""
    item = items[at]
    if not item.others and item.kind not in _BOUNDING:
        return _point_or_range(items, at, setting, "", changing=changing)
    if item.among(("between",)):
        return _between_range(items, at, setting)
    word = item.among(_BOUNDS)
    if item.kind == "or_later" and _goes_on(items, at):
        word = "after"
    bound = _BOUNDS.get(word, "")
    changing = changing and word != "since"  # "move it to no earlier than 3" begins there
    if not bound:
        return _point_or_range(items, at, setting, "", changing=changing)
    start = at + 1
    while start < len(items) and items[start].among(AFTER_BOUND):
        start += 1
    if start >= len(items):
        return None
    if items[start].kind == "num" or (bound == "from" and _is_hour_of_range(items, start)):
        items[start].weak = False  # "after one" is a time
    read = _point_or_range(items, start, setting, bound, changing=changing)
    if read is None:
        return None
    frame, last = read
    if bound == "from" and item.among(GLUE) and frame.bound != "range":
        return _point_or_range(items, start, setting, "", changing=changing)  # Spanish `de` is "of" unless a range follows
    replaced = changing and bound == "from" and frame.first > items[start].first
    frame.first, frame.weak = frame.first if replaced else item.first, False
    if not frame.bound and not (changing and bound == "from"):
        frame.bound = bound
        settle_number(frame)
    return frame, last


def _is_hour_of_range(items: list[Item], at: int) -> bool:
    """Portuguese `das dez às onze`: ten and no December, where hours are led to."""
    way, high = (items[k] if k < len(items) else None for k in (at + 1, at + 2))
    leads = way is not None and way.among(("upto", "until")) and high is not None and high.kind in ("num", "clock")
    return bool(leads) and bool(items[at].among(("num",)))


def _between_range(items: list[Item], at: int, setting: Setting) -> tuple[Frame, int] | None:
    for item in items[at + 1 : at + 6]:
        item.weak = item.weak and item.kind != "num"
    first = read_point(items, at + 1, setting)
    if first is None:
        return None
    low, step = first
    if step < len(items) and items[step].among(("and", "upto", "dash", "plus", "until", "or", "comma")):
        if low.timed and step + 1 < len(items) and items[step + 1].among(("num",)):
            items[step + 1].weak = False  # Portuguese "entre oito e meia e dez"
        second = read_point(items, step + 1, setting)
        if second is not None:
            return _ranged(low, second[0], setting, at_item=items[at]), second[1]
    high = _told_apart(low)
    return (_ranged(low, high, setting, at_item=items[at]), step) if high else None


def _told_apart(low: Frame) -> Frame | None:
    """`entre 9 y 10` is no ten past nine: the second hour, taken off the first one's minutes."""
    clock = low.clock
    if clock is None or not clock.hour < clock.minute <= 24:
        return None
    low.clock = clock._replace(minute=0)
    return Frame(low.first, low.last, clock=clock._replace(hour=clock.minute, minute=0))


def _point_or_range(items: list[Item], at: int, setting: Setting, bound: str, *, changing: bool) -> tuple[Frame, int] | None:
    read = read_point(items, at, setting)
    if read is None:
        return None
    low, step = read
    if (low.relative and not (low.relative.whole_day and low.clock)) or low.moment or low.asap:
        return low, step
    if step == len(items) or (not items[step].others and items[step].kind not in _GOING_ON):
        settle_number(low)
        return read
    if step + 1 < len(items) and items[step].kind == "comma" and items[step + 1].among(("upto", "until")):
        step += bound == "from" or not items[step + 1].among(("at",))  # "alle 9, alle 10" are two times
    if step < len(items) and bound in ("", "from") and not (changing and items[step].kind == "upto"):
        ranged = (
            None
            if not bound and _until_an_hour(low, items, step)
            else _range_from(low, items, step, setting, led_on=bound == "from")
        )
        if ranged is not None and changing and ranged[0].date_to is not None and items[step].among(("upto",)):
            renewed = _point_or_range(items, step + 1, setting, "", changing=changing)  # "cambiar del martes al jueves"
            if renewed is not None:
                renewed[0].was, renewed[0].goal = low, True
            return renewed
        if ranged is not None:
            ranged[0].relative = low.relative  # その日の14時から16時まで
            return ranged
    return _between_behind(low, items, step, setting) or _with_post_bound(low, items, step)


def _between_behind(low: Frame, items: list[Item], step: int, setting: Setting) -> tuple[Frame, int] | None:
    """`10時と11時の間`, `10시와 11시 사이`: the word that makes two times a range stands behind them."""
    if step >= len(items) or not items[step].among(("and",)):
        return None
    second = read_point(items, step + 1, setting)
    if second is None or second[1] >= len(items) or not items[second[1]].among(("between_post",)):
        return None
    return _ranged(low, second[0], setting), second[1] + 1


def _until_an_hour(low: Frame, items: list[Item], step: int) -> bool:
    """`Friday until 3`, `tomorrow until 11`: the number is an hour of that day, no day of the month."""
    day = low.date
    one_day = day.grain == "day" if isinstance(day, Days) else day is not None and day == Partial(weekday=day.weekday)
    if not one_day or low.timed or low.number is not None or not items[step].among(("until",)):
        return False
    number, behind = (items[at] if at < len(items) else None for at in (step + 1, step + 2))
    is_hour = number is not None and number.kind == "num" and clock_of(number.value) is not None
    return is_hour and (behind is None or behind.kind in ("stop", "x", "comma", "part", "or", "dot"))


def _range_from(low: Frame, items: list[Item], step: int, setting: Setting, *, led_on: bool) -> tuple[Frame, int] | None:
    """The range that begins with a point, where the item behind it leads to another one."""
    if not items[step].among(RANGE):
        return None
    only_day = low.dated and not low.timed and low.number is None
    ahead = items[step + 1 : step + 3]
    if only_day and any(item.among(("hour_the",)) for item in ahead[:1]):
        return None  # Spanish "mañana hasta las 12"
    if low.number or low.clock:
        for item in ahead:
            item.weak = item.weak and not item.among(("num",))  # "dalle undici all'una", Portuguese "das 9 às dez"
    second = read_point(items, step + 1, setting, only_day=only_day)
    if second is None or not _may_range(low, second[0], items[step], led_on=led_on):
        return None
    at_an_hour = only_day and bool(items[step].among(("at",))) and second[0].timed | (second[0].number is not None)
    if at_an_hour and any(item.kind == "comma" for item in items[step + 1 : second[1]]):
        return None  # Italian "lunedì alle 9, martedì alle 10"
    frame, last = _ranged(low, second[0], setting), second[1]
    while last < len(items) and items[last].among(("until_post", "between_post")):
        last += 1
    return frame, last


def _goes_on(items: list[Item], at: int) -> bool:
    """Whether "y después" leads to another time, "antes de las 10 y después de las 5", and bounds none before it."""
    at += 1
    while at < len(items) and items[at].among(GLUE):
        at += 1
    return at < len(items) and items[at].kind in ("num", "clock")


def _with_post_bound(low: Frame, items: list[Item], step: int) -> tuple[Frame, int]:
    """The point with the bound that stands behind it: `3 or after`, `3 or later`, `5時まで`."""
    if step < len(items) and items[step].kind == "or" and _ends_on_bound(items, step + 1):
        low.bound = "from" if items[step + 1].among(("after",)) else "until"
        step += 2
    elif step < len(items):
        post = items[step].among(_POST_BOUNDS)
        if post in ("or_later", "or_earlier") and _goes_on(items, step) and (post == "or_later" or not low.timed):
            post = ""  # German "Dienstag spätestens 14 Uhr"
        if post and not (post == "from_now" and not low.timed):
            low.bound, low.weak = _POST_BOUNDS[post], False
            low.last = items[step].last
            step += 1
    settle_number(low)
    return low, step


def _ends_on_bound(items: list[Item], at: int) -> bool:
    """`3 or after`; in "before 10 or after 3" another time follows."""
    if at >= len(items) or not items[at].among(("after", "before")):
        return False
    return at + 1 >= len(items) or items[at + 1].kind in ("stop", "x", "dot", "comma")


def _may_range(low: Frame, high: Frame, way: Item, *, led_on: bool) -> bool:
    if high.relative or high.moment or high.asap:
        return False
    only_day = low.dated and not low.timed and low.number is None
    only_time = (high.timed or high.number is not None) and not high.dated
    if only_day and high.timed and not high.dated:
        return False  # "Wednesday until 4", "6 Jan 2017 - 6:37am", Spanish "el lunes a las 5": no range of days
    return not (way.among(("at",)) and only_time and not (low.clock or low.number or (low.part and led_on)))


def _ranged(low: Frame, high: Frame, setting: Setting, at_item: Item | None = None) -> Frame:
    """One frame from two points: what the one leaves out the other says."""
    _as_days(low, high)
    frame = Frame(at_item.first if at_item else low.first, high.last, bound="range")
    frame.part, frame.half, frame.any = low.part or high.part, "", low.any or high.any
    frame.clock = low.clock or (clock_of(low.number) if low.number else None)
    frame.clock_to = high.clock or (clock_of(high.number) if high.number else None)
    frame.weak = ((low.weak and high.weak) or (low.bare and high.bare)) and not at_item
    if frame.clock is None or frame.clock_to is None:
        _ends_of_parts(frame, low, high, setting)
    for point in (low, high):
        _half_from_part(point, setting)
    if low.half and frame.clock and not frame.clock.half:
        frame.clock = frame.clock._replace(half=low.half)
    if high.half and frame.clock_to and not frame.clock_to.half:
        frame.clock_to = frame.clock_to._replace(half=high.half)
    if low.date is not None and high.date is not None:
        frame.date, frame.date_to = _completed(low.date, high.date)
        frame.stretch = frame.clock is not None and frame.clock_to is not None
    else:
        frame.date = low.date if low.date is not None else high.date
        frame.time_first = low.date is None and high.time_first
    if frame.clock is None or frame.clock_to is None:
        frame.clock = frame.clock_to = None
        frame.weak = frame.weak and frame.date is None
    return frame


def _ends_of_parts(frame: Frame, low: Frame, high: Frame, setting: Setting) -> None:
    """`from the morning until noon`, `Nachmittag bis 17 Uhr`: a part of the day begins or ends with its hours."""
    parts = setting.lexicon.parts
    first, last = parts.get(low.part or ""), parts.get(high.part or "")
    start = frame.clock or (_on_the_clock(first.start) if first else None)
    end = frame.clock_to or (_on_the_clock(_end_of(last, start)) if last else None)
    if start is None or end is None or first is last:
        return
    frame.clock, frame.clock_to, frame.part = start, end, None


def _end_of(last: Part, start: Clock | None) -> int:
    """Until lunch is until it begins, until the evening is until it ends."""
    before = start is not None and start.hour * 60 + start.minute < last.start
    return last.start if last.half == "noon" and before else last.end


def _on_the_clock(minutes: int) -> Clock:
    return Clock(minutes // 60 % 24, minutes % 60, "24")


def _half_from_part(point: Frame, setting: Setting) -> None:
    """`3 in the morning until 5pm`: the part of the day is for its own end of the range."""
    hour = point.clock or (clock_of(point.number) if point.number else None)
    if point.part and hour and not hour.half and not point.half:
        point.half = half_by_part(hour.hour, setting.lexicon.parts.get(point.part))


def _as_days(low: Frame, high: Frame) -> None:
    """`13 to the 15th of July`, `November 19 to 20`, `4 to 23 next month`: the bare number is a day as well."""
    if low.timed or high.timed:
        return
    for one, other in ((low, high), (high, low)):
        if one.number and takes_a_day(one.date):
            give_day(one)
            if other.number and other.date is None:
                other.date, other.number = Partial(None, None, other.number.value), None
        elif one.number and one.date is None and other.number is None and has_day(other.date):
            one.date, one.number = Partial(None, None, one.number.value), None
    if low.number and low.date is None and isinstance(high.date, Days) and high.number is None and high.date.grain == "month":
        low.date = Partial(None, high.date.first.month, low.number.value)


def _completed(low: Partial | Days, high: Partial | Days) -> tuple[Partial | Days, Partial | Days]:
    if isinstance(low, Days) and isinstance(high, Partial) and low.grain == "day" and high.month is None and high.day:
        high = high._replace(month=low.first.month if high.day >= low.first.day else None)
    if isinstance(high, Days) and isinstance(low, Partial) and high.grain == "day" and low.month is None and low.day:
        low = low._replace(month=high.first.month, year=high.first.year)
    if isinstance(low, Partial) and isinstance(high, Partial):
        if low.month is None and low.day is not None:
            low = low._replace(month=high.month, year=low.year or high.year)
        elif high.month is None and high.day is not None and (low.day is None or high.day >= low.day):
            high = high._replace(month=low.month, year=high.year or low.year)
        if low.month and high.month and low.year is None and high.year is not None:
            low = low._replace(year=high.year)
    return low, high
