"""The third pass: frames that belong together are merged, and what one says for all is shared out."""

from __future__ import annotations

from itertools import pairwise

from flows.understand.expressions import Relative
from flows.understand.times.clocks import clock_of
from flows.understand.times.days import day_of_week
from flows.understand.times.points import Frame, both, replace_half, settle_number
from flows.understand.times.values import Clock, Days, Partial
from flows.understand.times.windows import minutes_of

_LINKED = ("or", "and", "comma")
_FEW = 2  # words between two days of a list: "or the"


def joined(frames: list[Frame]) -> list[Frame]:
    """The frames after merging and sharing, still in order."""
    if len(frames) < 2:
        return frames
    merged: list[Frame] = []
    for frame in frames:
        if merged and _belongs(merged[-1], frame):
            _merge(merged[-1], frame)
        else:
            merged.append(frame)
    for run in _runs(merged):
        _share(run)
    return merged


def _belongs(one: Frame, other: Frame) -> bool:
    if other.joined not in ("adjacent", "comma", "but", "and") or one.negated != other.negated:
        return False
    if one.relative and other.relative:
        return True  # "same time but a week later"
    if one.relative or other.relative or one.moment or other.moment or one.asap or other.asap:
        near = other.joined == "adjacent" or (other.joined != "and" and one.relative == Relative())  # "same time but Friday"
        return bool(one.relative and one.date is None and other.dated and not other.timed and near)
    if other.joined in ("but", "and"):
        return _closes(one, other)
    if one.dated and other.dated:
        twice = one.date == other.date and one.timed != other.timed  # "at eight tonight, today"
        return other.joined == "adjacent" and (twice or _month_of(one, other) or _day_of_week(one, other) is not None)
    if _closes(one, other):
        return True
    return _complement(one, other)


def _month_of(one: Frame, other: Frame) -> bool:
    """`in November, between the 19th and the 20th`."""
    month, days = (one.date, other.date) if one.date_to is None else (other.date, one.date)
    whole = isinstance(month, Partial) and month.month is not None and month.day is None
    return whole and isinstance(days, Partial) and days.day is not None and days.month is None


def _day_of_week(one: Frame, other: Frame) -> Days | None:
    """The day of `Friday at 2 next week`, `Friday after 2 next week`; None where the frames say no such thing."""
    if not isinstance(other.date, Days) or other.date.grain != "week" or other.date_to is not None:
        return None
    weekday = _bare_weekday(one)
    if weekday is None or one.timed == other.timed or (other.bound and not other.timed):
        return None
    return day_of_week(other.date.first, weekday)


def _closes(one: Frame, other: Frame) -> bool:
    """`after 9:30 but before 11`: two open bounds make a range."""
    opens = {one.bound, other.bound}
    both = opens in ({"after", "before"}, {"after", "until"}, {"from", "before"}, {"from", "until"})
    if not both or not (one.clock and other.clock) or (one.dated and other.dated):
        return False
    return one.bound in ("after", "from") or _in_order(other.clock, one.clock)


def _in_order(low: Clock, high: Clock) -> bool:
    """Whether a range can lie between: "before 5 and after 2", while "before 10 and after 5" are two."""
    return minutes_of(low, None) < minutes_of(high, None)


def _complement(one: Frame, other: Frame) -> bool:
    if other.bare or one.bare:
        number, rest = (other, one) if other.bare else (one, other)
        return bool((rest.dated or rest.part) and not rest.clock and number.joined == "adjacent")
    if one.timed and other.timed:
        # "in the afternoon, between 1 and 4": the part of the day says which half the clock is in.
        return not (one.clock and other.clock) and bool(one.part) != bool(other.part)
    return one.dated != other.dated and (one.timed or other.timed or one.any or other.any)


def _merge(one: Frame, other: Frame) -> None:
    if one.relative and other.relative:
        one.relative = both(one.relative, other.relative)
    if one.dated and other.dated and one.date != other.date:
        day = _day_of_week(one, other)
        if day is not None:
            one.date = day
        else:
            _give_month(one, other)
    if _closes(one, other):
        low, high = (one, other) if one.bound in ("after", "from") else (other, one)
        one.clock, one.clock_to, one.bound = low.clock, high.clock, "range"
    else:
        one.clock = one.clock or other.clock
        one.clock_to = one.clock_to or other.clock_to
        one.bound = other.bound if other.clock else (one.bound or other.bound)
    if one.date is None:
        one.time_first = True
        one.date, one.date_to = other.date, other.date_to
    one.part = one.part or other.part
    one.half = one.half or other.half
    one.number = one.number or other.number
    one.any, one.approx = one.any or other.any, one.approx or other.approx
    one.weak = one.weak and other.weak
    one.last = max(one.last, other.last)
    settle_number(one)


def _give_month(one: Frame, other: Frame) -> None:
    month, days = (one, other) if _month_of(one, other) and one.date_to is None else (other, one)
    assert isinstance(month.date, Partial)
    said = {"month": month.date.month, "year": month.date.year}
    one.date, one.date_to = (end._replace(**said) if isinstance(end, Partial) else end for end in (days.date, days.date_to))


def _runs(frames: list[Frame]) -> list[list[Frame]]:
    """The frames in groups that "or", "and" and commas hold together."""
    runs: list[list[Frame]] = []
    for frame in frames:
        if runs and frame.joined in (*_LINKED, "adjacent"):
            runs[-1].append(frame)
        else:
            runs.append([frame])
    return runs


def _share(run: list[Frame]) -> None:
    if len(run) == 1:
        return
    _count_on(run)
    _share_months(run)
    _share_weeks(run)
    _share_halves(run)
    _share_dates(run)
    _share_times(run)
    for before, frame in pairwise(run):
        if before.negated and frame.joined in ("or", "and"):
            frame.negated = True


def _count_on(run: list[Frame]) -> None:
    """`tomorrow or the day after`: that day's, not the appointment's."""
    for before, frame in pairwise(run):
        relative = frame.relative
        if relative and relative.whole_day and relative.shift and isinstance(before.date, Days):
            first, end = before.date.first + relative.shift, before.date.end + relative.shift
            frame.date, frame.relative = Days(first, end, before.date.grain), None


def _share_months(run: list[Frame]) -> None:
    """`the 12th or 16th of June`, `June 12 or 16`."""
    for before, frame in pairwise(run):
        _same_month_on(before, frame)
        if frame.bare and frame.number and isinstance(before.date, Partial) and before.date.day and not before.timed:
            if before.weak or frame.number.digits > 2 or not 1 <= frame.number.value <= 31:
                continue
            frame.date, frame.number, frame.weak = Partial(before.date.year, before.date.month, frame.number.value), None, False
    for frame, after in zip(reversed(run[:-1]), reversed(run[1:]), strict=True):
        if not (isinstance(after.date, Partial) and after.date.month and after.date.day and not after.timed):
            continue
        if isinstance(frame.date, Partial) and frame.date.day and frame.date.month is None:
            frame.date, frame.weak = frame.date._replace(month=after.date.month, year=after.date.year), False
        elif frame.bare and frame.number and 1 <= frame.number.value <= 31 and frame.number.digits <= 2:
            frame.date, frame.number, frame.weak = Partial(after.date.year, after.date.month, frame.number.value), None, False


def _share_weeks(run: list[Frame]) -> None:
    """`next week Wednesday or Thursday`, `Wednesday or Thursday next week`: both of that week."""
    for frame, after in zip(reversed(run[:-1]), reversed(run[1:]), strict=True):
        weekday = _bare_weekday(frame)
        listed = after.joined != "adjacent" and after.first - frame.last <= _FEW and frame.negated == after.negated
        if weekday is None or not listed:
            continue
        if isinstance(after.date, Days) and after.date.of_week:
            frame.date = day_of_week(after.date.first, weekday)
    for before, frame in pairwise(run):
        if frame.joined not in _LINKED or not isinstance(before.date, Days) or before.date.grain != "day":
            continue
        if not isinstance(frame.date, Partial) or frame.date.weekday is None or frame.date_to is not None:
            continue
        if frame.date.weekday > before.date.first.weekday() and frame.date == Partial(weekday=frame.date.weekday):
            frame.date = day_of_week(before.date.first, frame.date.weekday)


def _bare_weekday(frame: Frame) -> int | None:
    """The weekday of a frame that says neither which one nor a bound."""
    if frame.date_to is not None or (frame.bound and not frame.timed):
        return None
    return frame.date.lone_weekday if isinstance(frame.date, Partial) else None


def _same_month_on(before: Frame, frame: Frame) -> None:
    """`the 4th and 5th`: of the one month where both lie ahead."""
    first, second = before.date, frame.date
    if not isinstance(first, Partial) or not isinstance(second, Partial) or first.weekday or second.weekday:
        return
    if first.day and second.day and first.month is None and second.month is None and second.day > first.day:
        frame.after = before
    elif first.day and first.month and second.day and second.month is None and second.day > first.day:
        frame.date = second._replace(month=first.month, year=first.year)  # `4月5日か6日`


def _share_halves(run: list[Frame]) -> None:
    """`2 or 3 pm`; and a bare number beside a clock time is one."""
    if not any(frame.clock for frame in run):
        return
    for at in (*range(len(run)), *reversed(range(len(run)))):
        frame = run[at]
        clock = clock_of(frame.number) if frame.bare and frame.number else None
        if clock is not None and _beside_clock(run, at):
            frame.clock, frame.number, frame.weak = clock, None, False
    for frame, after in zip(reversed(run[:-1]), reversed(run[1:]), strict=True):
        clock, other = frame.clock, after.clock
        if clock and other and not clock.half and other.half in ("am", "pm") and not frame.part:
            frame.clock = _half_like(clock, other)


def _half_like(clock: Clock, other: Clock) -> Clock:
    with_half = replace_half(clock, other.half)
    return with_half if clock.hour % 12 < other.hour % 12 or clock.hour == 12 else clock


def _beside_clock(run: list[Frame], at: int) -> bool:
    return any(0 <= n < len(run) and run[n].clock for n in (at - 1, at + 1))


def _share_dates(run: list[Frame]) -> None:
    """`8am or 4pm Monday`, `Wednesday 10 or 11`."""
    last = None
    for frame in run:
        if frame.dated:
            last = frame
        elif last is not None and frame.timed and last.timed:
            frame.date, frame.date_to = last.date, last.date_to
    following = None
    for frame in reversed(run):
        if frame.dated:
            following = frame
        elif following is not None and frame.timed and following.timed:
            frame.date, frame.date_to = following.date, following.date_to


def _is_only_a_day(frame: Frame) -> bool:
    """Whether a time said beside it may be for this day too; in "the weekend or Tuesday at 6" it is not."""
    long = isinstance(frame.date, Days) and frame.date.grain != "day"
    return frame.dated and not (long or frame.timed or frame.any or frame.bound or frame.date_to)


def _is_weekday(frame: Frame) -> bool:
    return isinstance(frame.date, Partial) and frame.date == Partial(weekday=frame.date.weekday)


def _share_times(run: list[Frame]) -> None:
    """`Monday or Tuesday at 3`, `Monday or Tuesday afternoon`: the time at the end is for both."""
    shared = False
    for frame, after in zip(reversed(run[:-1]), reversed(run[1:]), strict=True):
        only_day = _is_only_a_day(frame)
        listed = after.joined in ("comma", "adjacent") and _is_weekday(frame) and _is_weekday(after)  # 火曜・木曜の午前
        linked = after.joined in ("or", "and") or (shared and after.joined == "comma") or listed
        shared = only_day and linked and after.dated and after.timed and not after.date_to
        if shared:
            frame.clock, frame.clock_to, frame.bound = after.clock, after.clock_to, after.bound
            frame.part, frame.half = after.part, after.half
    for before, frame in pairwise(run):
        # "3 pm on Thursday or Friday"; in "Thursday at 3 or Friday" the other day is free.
        if _is_only_a_day(frame) and frame.joined in ("or", "and") and before.dated and before.timed and before.time_first:
            frame.clock, frame.clock_to, frame.bound, frame.part = before.clock, before.clock_to, before.bound, before.part
            frame.time_first = True
