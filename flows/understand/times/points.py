"""Points of time: at most one date and one clock time with what belongs to them, read off the items into a frame."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flows.understand.expressions import Relative
from flows.understand.times.clocks import clock_of, dotted_clock
from flows.understand.times.values import Clock, Days, Item, Number, Partial, Setting

GLUE = frozenset({"at", "on", "in", "of", "the", "for", "dom_intro", "this", "hour_the"})
RANGE = frozenset({"upto", "dash", "until", "from_post"})
AFTER_BOUND = frozenset({"approx", "past", "at", "on", "in", "the", "dom_intro", "hour_the"})
_TAKEN = frozenset(
    {
        "date", "dated_part", "clock", "dotted", "part", "ampm", "num", "any", "ish", "asap", "moment", "relative", "oclock",
    }
)  # fmt: skip
_APPROXIMATE = ("approx", "ish")
BEGINNING = GLUE.union(_TAKEN, ("approx",))
_WITHIN = BEGINNING | {"comma"}  # another item that plays one part only ends a point


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
    refused_behind: bool = False  # by a word behind it: "Thursday doesn't work"
    weak: bool = False
    asap: bool = False
    time_first: bool = False  # "3 pm on Thursday"
    after: Frame | None = None  # the day of the month that this one's follows in a list: "the 4th and 5th"
    stretch: bool = False  # from a moment of one day to a moment of another
    told: bool = False  # "I get off at 4": from when one is free, no wish where another time is named
    own: bool = False  # "my Tuesday appointment": when it is now, no wish where another time is named
    of_visit: bool = False  # "my Tuesday appointment", "move my Tuesday": of a visit with us for certain
    goal: bool = False  # "move it to Friday": when it is to be
    was: Frame | None = None  # "from Monday to Friday": the time that this one takes the place of
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


def settle_number(frame: Frame) -> None:
    """Makes the bare number of a frame an hour or a day where its company says which."""
    if frame.number is None or frame.clock is not None:
        return
    if takes_a_day(frame.date) and not frame.timed:
        give_day(frame)
        return
    clock = clock_of(frame.number)
    if clock is None:
        return
    if frame.dated or frame.timed or frame.bound or frame.approx:
        frame.clock, frame.number, frame.weak = clock, None, False
        if frame.half and not clock.half:
            frame.clock = clock._replace(half=frame.half)


def takes_a_day(value: Partial | Days | None) -> bool:
    if isinstance(value, Days):
        return value.grain == "month"
    return value is not None and value.day is None and value.month is not None


def has_day(value: Partial | Days | None) -> bool:
    return (isinstance(value, Partial) and value.day is not None) or (isinstance(value, Days) and value.grain == "day")


def give_day(frame: Frame) -> None:
    assert frame.number is not None
    if isinstance(frame.date, Days):
        frame.date = Partial(frame.date.first.year, frame.date.first.month, frame.number.value)
    elif frame.date is not None:
        frame.date = frame.date._replace(day=frame.number.value)
    frame.number = None


def read_point(items: list[Item], at: int, setting: Setting, *, only_day: bool = False) -> tuple[Frame, int] | None:
    """At most one date, one clock time, one part of the day, in any order, with what belongs to them.

    With `only_day` a date that stands first is all: "Monday to Thursday 9-12" ends its days before the times.
    """
    if at >= len(items) or (items[at].kind not in BEGINNING and not items[at].others):
        return None
    frame = Frame(items[at].first, items[at].first)
    step = last = at
    approximate = False
    while step < len(items):
        item = items[step]
        kind, others = item.kind, item.others
        if not others and kind not in _WITHIN:
            break
        if kind == "comma" and frame.part and _is_of_the_other_half(items, step + 1, frame, setting):
            break
        if others or kind not in _TAKEN:
            ranging = last > at and item.among(RANGE) and item.kind != "dash" and _opens_a_point(items, step + 1)
            if ranging and not _leads_to_its_hour(items, step, frame):
                break
            if _is_filling(items, step, frame, begun=last > at):
                approximate = approximate or kind in _APPROXIMATE
                step += 1
                continue
        if item.weak and kind == "num" and step > at and _is_hour_of_one(items, step):
            item.weak = False
        if kind == "date" and not others:
            taken = _take_date(frame, item)
        else:
            taken = _take(frame, item, items[step - 1] if step > at else None)
        if not taken:
            break
        approximate = frame.approx = approximate or kind in _APPROXIMATE
        step += 1
        frame.last, last = item.last, step
        if kind in ("moment", "asap") or (only_day and frame.dated and not frame.timed and frame.number is None):
            break
    if last == at:
        return None
    return frame, last


def _leads_to_its_hour(items: list[Item], at: int, frame: Frame) -> bool:
    """French `lundi à 15h`, Italian `lunedì alle 15`: behind a day, "at" that may be "to" leads to an hour of it."""
    one_day = frame.date is not None and frame.date_to is None and not frame.timed and frame.number is None
    if not one_day or not items[at].among(("at",)) or not isinstance(frame.date, Partial) or frame.date.weekday is None:
        return False
    return at + 1 < len(items) and items[at + 1].kind in ("clock", "num")


def _is_of_the_other_half(items: list[Item], at: int, frame: Frame, setting: Setting) -> bool:
    """ "Can't do mornings, 3pm works": the hour behind the comma is none of that part of the day."""
    if at >= len(items) or items[at].kind != "clock" or items[at].value.half not in ("am", "pm"):
        return False
    part = setting.lexicon.parts.get(frame.part or "")
    return part is not None and part.half in ("am", "pm") and part.half != items[at].value.half


def _is_filling(items: list[Item], at: int, frame: Frame, *, begun: bool) -> bool:
    """Whether an item only joins the parts of a point: "at", "about", a comma between its date and its time."""
    item = items[at]
    if item.kind == "approx":
        return begun or _approaches(items, at)
    if item.kind == "comma":
        return begun and not _begins_anew(items, at + 1, frame)
    return bool(item.among(GLUE))


def _begins_anew(items: list[Item], at: int, frame: Frame) -> bool:
    """Whether behind a comma another time follows: "on the 12, 13 or 14", "can't make that day, Monday is better"."""
    if frame.dated and at < len(items) and items[at].kind == "num":
        return True
    if not frame.dated and frame.relative is None:
        return _is_date_with_hour(items, at)
    if frame.relative is None or not frame.relative.whole_day or frame.relative.shift or frame.relative.week:
        return False
    while at < len(items) and items[at].among(GLUE):
        at += 1
    return at < len(items) and items[at].kind == "date"


def _is_date_with_hour(items: list[Item], at: int) -> bool:
    """Italian "(lunedì) alle 9, martedì alle 10": the day behind the comma has an hour of its own."""
    while at < len(items) and items[at].among(GLUE):
        at += 1
    if at + 2 >= len(items) or items[at].kind != "date" or not items[at + 1].among(("at",)):
        return False
    return items[at + 2].kind in ("num", "clock") or (items[at + 2].among(("hour_the", "the")) != "")


def _is_hour_of_one(items: list[Item], at: int) -> bool:
    """`all'una`, `a la una`: an hour where nothing is counted by the number, as in `a una amiga`."""
    ends = at + 1 >= len(items) or items[at + 1].among(("stop", "comma", "dot", "or", "part", "date"))
    return bool(items[at - 1].among(("at", "approx"))) and bool(ends)


def _opens_a_point(items: list[Item], at: int) -> bool:
    """Whether a time follows, so that the word before it may be the "to" of a range."""
    while at < len(items) and items[at].among(AFTER_BOUND):
        at += 1
    return at < len(items) and items[at].kind in ("num", "clock", "date", "part", "dotted")


def _approaches(items: list[Item], at: int) -> bool:
    after = items[at + 1].kind if at + 1 < len(items) else ""
    return after in ("clock", "num", "date", "part", "at", "on", "the", "dotted", "dom_intro")


def _take(frame: Frame, item: Item, before: Item | None) -> bool:
    """Puts an item into its place in the frame; False where the place is taken or the item has none.

    `before` is what stands in front of it in the same point.
    """
    kind = item.kind
    if item.others:
        if kind == "or_later" and (frame.dated or frame.timed or frame.number):
            return False  # "Friday at the earliest", while "at the earliest" by itself hurries
        kind = item.among(_TAKEN)
        item = item.taken_for(kind) if kind else item
    if frame.relative and kind not in ("date", "relative") and not frame.relative.whole_day:
        return False
    if kind == "date":
        return _take_date(frame, item)
    if kind == "clock":
        return _take_clock(frame, item.value)
    if kind == "dotted":
        clock = dotted_clock(item)
        return clock is not None and _take_clock(frame, clock)
    if kind == "dated_part":
        day, part = item.value
        return not frame.part and _take_date(frame, Item("date", day, 0, 0)) and _take_part(frame, part, weak=False)
    if kind == "part":
        return _take_part(frame, item.value, weak=item.weak)
    if kind == "ampm":
        return _take_half(frame, item.value)
    if kind == "num":
        if frame.number or frame.clock or item.weak:
            return False
        clock = clock_of(item.value) if before is not None and before.among(("at",)) else None
        if clock is not None:
            return _take_clock(frame, clock)
        frame.number = item.value
        frame.weak = not frame.dated
        return True
    return _take_other(frame, item, kind)


def _take_other(frame: Frame, item: Item, kind: str) -> bool:
    if kind == "any" and not frame.any:
        frame.any = True
    elif kind == "ish" and (frame.number or frame.clock or frame.part):
        frame.approx = True
    elif kind == "asap":
        frame.asap = True
    elif kind == "moment" and not frame.timed:
        frame.moment = item.value
    elif kind == "relative" and not frame.timed:
        frame.relative = both(frame.relative, item.value) if frame.relative else item.value
    elif kind == "oclock" and frame.number:
        frame.clock, frame.number = clock_of(frame.number), None
    else:
        return False
    return True


def both(one: Relative, other: Relative) -> Relative:
    """`the week after, same time`."""
    months, whole_day = one.months + other.months, one.whole_day and other.whole_day
    return Relative(one.shift + other.shift, months, one.day or other.day, whole_day)


def _take_date(frame: Frame, item: Item) -> bool:
    if frame.date is not None:
        return False
    frame.date = item.value
    if frame.relative is None:
        timed = frame.timed
        frame.time_first = timed or frame.number is not None
        frame.weak = (frame.weak and frame.number is None) or (item.weak and not timed)
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
