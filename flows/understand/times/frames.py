"""The second pass: points, ranges and bounds of time read off the items, each into a frame of what was said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from flows.understand.expressions import Relative
from flows.understand.times.clocks import clock_of, dotted_clock, half_by_part
from flows.understand.times.values import Clock, Days, Item, Number, Partial, Setting

_GLUE = frozenset({"at", "on", "in", "of", "the", "for", "dom_intro", "this"})
_BOUNDS = {
    "after": "after", "before": "before", "from": "from", "until": "until", "by": "until",
    "past": "after", "since": "from",
}  # fmt: skip
_POST_BOUNDS = {
    "after_post": "after", "before_post": "before", "until_post": "until", "from_post": "from", "by_post": "until",
    "from_now": "from", "in_future": "after", "or_later": "from", "or_earlier": "until", "to_post": "before",
}  # fmt: skip
_RANGE = frozenset({"upto", "dash", "until"})


@dataclass(slots=True)
class Frame:
    """What one expression says: dates from `date` to `date_to`, clock from `clock` to `clock_to`, and how bounded.

    `bound` is "", "after", "from", "before", "until" or "range"; `joined` says what stands before it: "adjacent",
    "comma", "or", "and", "but" or "apart".
    """

    first: int
    last: int
    date: Partial | Days | None = None
    date_to: Partial | Days | None = None
    clock: Clock | None = None
    clock_to: Clock | None = None
    number: Number | None = None
    bound: str = ""
    part: str | None = None
    half: str = ""
    any: bool = False
    approx: bool = False
    negated: bool = False
    weak: bool = False
    asap: bool = False
    told: bool = False  # "I get off at 4": from when one is free, no wish where another time is named
    moment: datetime | None = None
    relative: Relative | None = None
    joined: str = "apart"

    @property
    def timed(self) -> bool:
        return bool(self.clock or self.clock_to or self.part or self.half)

    @property
    def dated(self) -> bool:
        return self.date is not None

    @property
    def bare(self) -> bool:
        """Only a number, which may be an hour, a day, a choice or a count."""
        return self.number is not None and not self.timed and not self.dated


def read_frames(items: list[Item], setting: Setting) -> list[Frame]:
    """The frames of a text in order, negations and connectors noted on them."""
    frames: list[Frame] = []
    at, joined, negated, told = 0, "apart", False, False
    while at < len(items):
        kind = items[at].kind
        if kind in ("not", "free_from"):
            negated, told, at = kind == "not", kind == "free_from", at + 1
            continue
        read = read_bounded(items, at, setting)
        if read is None:
            joined, negated = _between(items, at, frames, joined, negated)
            at += 1
            continue
        frame, at = read
        frame.joined, frame.negated, frame.told = joined, negated, told
        if _stands(frame, items, setting):
            frames.append(frame)
            joined, negated, told = "adjacent", False, False
        else:
            joined = "apart"
    return _without_told(frames)


def _without_told(frames: list[Frame]) -> list[Frame]:
    """`I get off at 4` means from 4 on; beside another clock time it is only told."""
    wished = any(frame.timed and not frame.told and not frame.negated for frame in frames)
    for frame in frames:
        if frame.told and frame.clock and not frame.bound:
            frame.bound = "from"
    return [frame for frame in frames if not (frame.told and frame.clock and wished)]


def _between(items: list[Item], at: int, frames: list[Frame], joined: str, negated: bool) -> tuple[str, bool]:
    """What an item that is no time does to the connection between its neighbours."""
    item = items[at]
    if item.kind == "not_post":
        _refuse(frames)
        return "apart", False
    if item.kind == "after_that" and frames and frames[-1].clock and frames[-1].bound in ("", "from"):
        frames[-1].bound, frames[-1].told, frames[-1].last = "from", False, item.last
        return "apart", False
    if item.kind in ("stop", "dot"):
        return "apart", False
    if item.kind == "x":
        return "apart", negated and item.last - item.first <= 2
    if item.kind in ("or", "and", "comma", "but", "slash"):
        kind = "or" if item.kind == "slash" else item.kind
        return (joined if kind == "comma" and joined in ("or", "and", "but", "apart") else kind), negated and kind != "but"
    if item.kind in _GLUE or item.kind in ("approx", "colon", "dash"):
        return joined, negated
    return "apart", negated


def _refuse(frames: list[Frame]) -> None:
    """`Friday or Monday doesn't work`: what stands before is refused, as far back as "or" and "and" reach."""
    for frame in reversed(frames):
        frame.negated = True
        if frame.joined not in ("or", "and", "adjacent"):
            break


def _stands(frame: Frame, items: list[Item], setting: Setting) -> bool:
    """Whether a frame of nothing but an unsure word (`may`, `sun`) is one: it needs support beside it."""
    if not frame.weak or frame.timed or frame.bound or not isinstance(frame.date, Partial):
        return True
    at = next(i for i, item in enumerate(items) if item.first >= frame.first)
    before = items[at - 1].kind if at else "start"
    after = next((item.kind for item in items[at:] if item.first >= frame.last), "stop")
    if before in ("on", "in", "from", "upto", "by", "before", "after", "until", "or", "and", "between", "not", "for"):
        frame.weak = False
    elif frame.date.day:
        return True
    elif before in ("start", "stop", "comma") and after in ("stop", "or", "comma", "and", "dash", "dot"):
        frame.weak = False
    return not frame.weak


def read_bounded(items: list[Item], at: int, setting: Setting) -> tuple[Frame, int] | None:
    """A point, a range or a point with a bound, from an item on."""
    kind = items[at].kind
    if kind in ("between",):
        return _between_range(items, at, setting)
    bound = _BOUNDS.get(kind, "")
    if not bound:
        return _point_or_range(items, at, setting, "")
    start = at + 1
    while start < len(items) and items[start].kind in ("approx", "past", "at", "on", "in", "the"):
        start += 1
    if start >= len(items):
        return None
    items[start].weak = items[start].weak and items[start].kind != "num"  # "after one" is a time
    read = _point_or_range(items, start, setting, bound)
    if read is None:
        return None
    frame, last = read
    frame.first = items[at].first
    if not frame.bound:
        frame.bound = bound
        settle_number(frame)
    return frame, last


def _between_range(items: list[Item], at: int, setting: Setting) -> tuple[Frame, int] | None:
    for item in items[at + 1 : at + 4]:
        item.weak = item.weak and item.kind != "num"
    first = read_point(items, at + 1, setting)
    if first is None:
        return None
    low, step = first
    if step < len(items) and items[step].kind in ("and", "upto", "dash", "plus", "until", "or", "comma"):
        second = read_point(items, step + 1, setting)
        if second is not None:
            return _ranged(low, second[0], setting, at_item=items[at]), second[1]
    return None


def _point_or_range(items: list[Item], at: int, setting: Setting, bound: str) -> tuple[Frame, int] | None:
    read = read_point(items, at, setting)
    if read is None:
        return None
    low, step = read
    if low.relative or low.moment or low.asap:
        return low, step
    kind = items[step].kind if step < len(items) else ""
    if kind == "comma" and step + 1 < len(items) and items[step + 1].kind in ("upto", "until"):
        step, kind = step + 1, items[step + 1].kind
    to = kind in _RANGE or kind == "from_post" or (kind in ("and", "plus") and bound == "from" and low.date is not None)
    if to and bound in ("", "from"):
        second = read_point(items, step + 1, setting)
        if second is not None and _may_range(low, second[0], kind):
            frame, last = _ranged(low, second[0], setting), second[1]
            while last < len(items) and items[last].kind in ("until_post", "between_post"):
                last += 1
            return frame, last
    if kind == "or" and step + 1 < len(items) and items[step + 1].kind in ("after", "before"):
        # "3 or after"; in "before 10 or after 3" another time follows.
        if step + 2 >= len(items) or items[step + 2].kind in ("stop", "x", "dot", "comma"):
            low.bound = "from" if items[step + 1].kind == "after" else "until"
            settle_number(low)
            return low, step + 2
    if kind in _POST_BOUNDS and not (kind == "from_now" and low.timed is False):
        low.bound = _POST_BOUNDS[kind]
        low.last = items[step].last
        settle_number(low)
        return low, step + 1
    settle_number(low)
    return low, step


def _may_range(low: Frame, high: Frame, way: str) -> bool:
    if way == "dash" and low.dated and not low.timed and low.number is None and high.timed and not high.dated:
        return False  # "6 Jan 2017 - 6:37am"
    return not (high.any or low.any or high.relative or high.moment or high.asap)


def _ranged(low: Frame, high: Frame, setting: Setting, at_item: Item | None = None) -> Frame:
    """One frame from two points: what the one leaves out the other says."""
    _as_days(low, high)
    frame = Frame(at_item.first if at_item else low.first, high.last, bound="range")
    frame.part, frame.half = low.part or high.part, ""
    frame.clock = low.clock or (clock_of(low.number) if low.number else None)
    frame.clock_to = high.clock or (clock_of(high.number) if high.number else None)
    frame.weak = (low.weak and high.weak) or (low.bare and high.bare and not at_item)
    for point in (low, high):
        _half_from_part(point, setting)
    if low.half and frame.clock and not frame.clock.half:
        frame.clock = frame.clock._replace(half=low.half)
    if high.half and frame.clock_to and not frame.clock_to.half:
        frame.clock_to = frame.clock_to._replace(half=high.half)
    if low.date is not None and high.date is not None:
        frame.date, frame.date_to = _completed(low.date, high.date)
    else:
        frame.date = low.date if low.date is not None else high.date
    if frame.clock is None or frame.clock_to is None:
        frame.clock = frame.clock_to = None
        frame.weak = frame.weak and frame.date is None
    return frame


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
        if one.number and _takes_a_day(one.date):
            _give_day(one)
            if other.number and other.date is None:
                other.date, other.number = Partial(None, None, other.number.value), None
        elif one.number and one.date is None and other.number is None and _has_day(other.date):
            one.date, one.number = Partial(None, None, one.number.value), None
    if low.number and low.date is None and isinstance(high.date, Days) and high.number is None and high.date.grain == "month":
        low.date = Partial(None, high.date.first.month, low.number.value)


def _takes_a_day(value: Partial | Days | None) -> bool:
    if isinstance(value, Days):
        return value.grain == "month"
    return value is not None and value.day is None and value.month is not None


def _has_day(value: Partial | Days | None) -> bool:
    return isinstance(value, Partial) and value.day is not None or isinstance(value, Days) and value.grain == "day"


def _give_day(frame: Frame) -> None:
    assert frame.number is not None
    if isinstance(frame.date, Days):
        frame.date = Partial(frame.date.first.year, frame.date.first.month, frame.number.value)
    elif frame.date is not None:
        frame.date = frame.date._replace(day=frame.number.value)
    frame.number = None


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


def settle_number(frame: Frame) -> None:
    """Makes the bare number of a frame an hour or a day where its company says which."""
    if frame.number is None or frame.clock is not None:
        return
    if _takes_a_day(frame.date) and not frame.timed:
        _give_day(frame)
        return
    clock = clock_of(frame.number)
    if clock is None:
        frame.number = None
        return
    if frame.dated or frame.timed or frame.bound or frame.approx:
        frame.clock, frame.number, frame.weak = clock, None, False
        if frame.half and not clock.half:
            frame.clock = clock._replace(half=frame.half)


def read_point(items: list[Item], at: int, setting: Setting) -> tuple[Frame, int] | None:
    """At most one date, one clock time, one part of the day, in any order, with what belongs to them."""
    frame: Frame | None = None
    last = at
    step = at
    while step < len(items):
        item = items[step]
        if item.kind in _GLUE or item.kind == "approx" or (item.kind == "comma" and frame):
            if item.kind == "approx" and frame is None and not _approaches(items, step):
                break
            step += 1
            continue
        if frame is None:
            frame = Frame(items[at].first, items[at].first)
        if not _take(frame, item, items, step):
            break
        step += 1
        frame.last, last = item.last, step
        if items[step - 1].kind in ("relative", "moment", "asap"):
            break
    if frame is None or last == at:
        return None
    frame.approx = any(item.kind in ("approx", "ish") for item in items[at:last])
    return frame, last


def _approaches(items: list[Item], at: int) -> bool:
    after = items[at + 1].kind if at + 1 < len(items) else ""
    return after in ("clock", "num", "date", "part", "at", "on", "the", "dotted", "dom_intro")


def _take(frame: Frame, item: Item, items: list[Item], at: int) -> bool:
    """Puts an item into its place in the frame; False where the place is taken or the item has none."""
    kind = item.kind
    if frame.relative and kind != "date":
        return False
    if kind == "date":
        return _take_date(frame, item)
    if kind == "clock":
        return _take_clock(frame, item.value)
    if kind == "dotted":
        clock = dotted_clock(item)
        return clock is not None and _take_clock(frame, clock)
    if kind == "part":
        return _take_part(frame, item.value, weak=item.weak)
    if kind == "ampm":
        return _take_half(frame, item.value)
    if kind == "num":
        if frame.number or frame.clock or item.weak:
            return False
        frame.number = item.value
        frame.weak = not frame.dated
        return True
    return _take_other(frame, item)


def _take_other(frame: Frame, item: Item) -> bool:
    kind = item.kind
    if kind == "any" and not frame.any:
        frame.any = True
    elif kind == "ish" and (frame.number or frame.clock or frame.part):
        frame.approx = True
    elif kind == "asap":
        frame.asap = True
    elif kind == "moment" and not frame.timed:
        frame.moment = item.value
    elif kind == "relative" and not frame.timed:
        frame.relative = item.value
    elif kind == "oclock" and frame.number:
        frame.clock, frame.number = clock_of(frame.number), None
    else:
        return False
    return True


def _take_date(frame: Frame, item: Item) -> bool:
    if frame.relative is not None and frame.date is None:
        frame.date = item.value
        return True
    if frame.date is not None:
        return False
    frame.date = item.value
    frame.weak = (frame.weak and frame.number is None) or (item.weak and not frame.timed)
    return True


def _take_clock(frame: Frame, clock: Clock) -> bool:
    if frame.clock is not None and frame.clock[:2] != clock[:2]:
        return False
    if frame.number is not None:
        if frame.number.value != clock.hour or clock.minute:
            return False
        frame.number = None
    frame.clock = clock if not frame.half or clock.half else clock._replace(half=frame.half)
    frame.weak = False
    return True


def _take_part(frame: Frame, part: str, *, weak: bool) -> bool:
    if frame.part is not None and frame.part != part and not (frame.clock or frame.number):
        return False
    frame.weak = weak and not (frame.dated or frame.timed or frame.number)
    frame.part = part
    return True


def _take_half(frame: Frame, half: str) -> bool:
    if frame.half or (frame.clock and frame.clock.half in ("am", "pm")):
        return False
    if frame.clock is None and frame.number is None and not frame.dated:
        return False  # "I am free on Friday"
    frame.half = half
    frame.weak = False
    if frame.clock:
        frame.clock = replace_half(frame.clock, half)
    return True


def replace_half(clock: Clock, half: str) -> Clock:
    """The clock time in that half of the day, unless it was said on 24 hours."""
    return clock if clock.half == "24" else clock._replace(half=half)


_ = replace
