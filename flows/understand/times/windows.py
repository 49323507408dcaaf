"""From a frame to windows: the halves of the clock guessed, the days resolved, the open ends closed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from flows.understand.lexicon import Part
from flows.understand.times.clocks import half_by_part
from flows.understand.times.days import resolved
from flows.understand.times.points import Frame
from flows.understand.times.values import Clock, Days, Partial, Setting
from flows.values import Window

NOON, FULL_DAY = 12 * 60, 24 * 60
OPEN_DAYS = 60  # "any time after the 15th" ends somewhere
_DAYS_ONE_BY_ONE = 7
_MIDNIGHT = time()
_PART_OF_HALF = {"am": "morning", "pm": "afternoon"}
DAY = timedelta(days=1)


def minutes_of(clock: Clock, part: Part | None) -> int:
    """Minutes after midnight; without a half of the day nobody means the night: 1 to 6 is after noon."""
    if clock.half == "24":
        return clock.hour * 60 + clock.minute
    early = clock.hour % 12 * 60 + clock.minute
    half = clock.half or half_by_part(clock.hour, part)
    return early + (NOON if half == "pm" else 0)


def _ways(clock: Clock) -> list[int]:
    if clock.half:
        return [minutes_of(clock, None)]
    early = clock.hour % 12 * 60 + clock.minute
    return [early, early + NOON]


def range_minutes(low: Clock, high: Clock, part: Part | None) -> tuple[int, int]:
    """Both ends of a range: the half that one end names carries to the other where they then are in order."""
    if part is not None and not low.half and not high.half:
        start, end = minutes_of(low, part), minutes_of(high, part)
        if start < end:
            return start, end
    if high.half and not low.half:
        end = minutes_of(high, None) or FULL_DAY
        fitting = [way for way in _ways(low) if way < end]
        start = max(fitting) if fitting else minutes_of(low, part)
        return start, end if end >= start else end + FULL_DAY
    start = minutes_of(low, part)
    later = [way for way in _ways(high) if way > start]
    end = min(later) if later else minutes_of(high, None) + FULL_DAY
    return start, end


def clock_span(frame: Frame, setting: Setting) -> tuple[int, int] | None:
    """The acceptable times of a day in minutes after midnight; None where any will do."""
    name = frame.part or (_PART_OF_HALF.get(frame.half, "") if frame.half and frame.clock is None else "")
    part = setting.lexicon.parts.get(name) if name else None
    if frame.clock is not None and frame.clock_to is not None and frame.clock_to is not frame.clock:
        return range_minutes(frame.clock, frame.clock_to, part)
    if frame.clock is not None:
        at = minutes_of(frame.clock, part)
        start, end = _bounded(frame.bound, at, at) if frame.bound else (at, at)
        if part is not None and frame.bound and max(start, part.start) < min(end, part.end):
            return max(start, part.start), min(end, part.end)
        return start, end
    if part is not None:
        return _bounded(frame.bound if not frame.dated else "", part.start, part.end)
    return None


def _bounded(bound: str, start: int, end: int) -> tuple[int, int]:
    if bound == "after":
        return end, max(FULL_DAY, end + 60)
    if bound == "from":
        return start, max(FULL_DAY, start + 60)
    if bound == "before":
        return 0, start or FULL_DAY
    if bound == "until":
        return 0, end or FULL_DAY
    return start, end


def day_span(said: Partial | Days, frame: Frame, setting: Setting) -> tuple[date, date] | None:
    """The acceptable days, first and past the last, for the date that a frame says; None where it makes no sense or is past."""
    first = resolved(frame.after.date, setting.today) if frame.after and frame.after.date else None
    days = resolved(said, first.first if first else setting.today)
    if days is None or days.grain == "past":
        return None
    if frame.date_to is not None:
        last = resolved(frame.date_to, days.first)
        if last is None or last.grain == "past":
            return None
        return (days.first, last.end) if last.end > days.first else None
    if frame.bound and not frame.timed:
        return _bounded_days(frame.bound, days, setting.today)
    return days.first, days.end


def _bounded_days(bound: str, days: Days, today: date) -> tuple[date, date]:
    if bound == "after":
        return days.end, days.end + OPEN_DAYS * DAY
    if bound == "from":
        return days.first, days.first + OPEN_DAYS * DAY
    if bound == "before" and days.grain != "ending":  # "before the end of the month" is before it is over
        return min(today, days.first), max(days.first, today + DAY)
    if bound in ("before", "until"):
        return min(today, days.first), days.end
    return days.first, days.end


def windows_of(frame: Frame, setting: Setting) -> tuple[Window, ...]:
    """The windows that a frame means; none where it lies in the past or says no time."""
    if frame.moment is not None:
        return (Window(frame.moment, frame.moment),)
    span = clock_span(frame, setting) if frame.timed else None
    today = setting.today
    if frame.date is None:
        return (_clock_window(today, span, dated=False),) if span else ()
    days = day_span(frame.date, frame, setting)
    if days is None or days[1] <= today:
        return ()
    first, end = max(days[0], today), days[1]
    if span is None:
        return (_whole_days(first, end),)
    count = (end - first).days
    if count == 1 and first == today:
        span = _still_ahead(frame, span, setting.present.now())
    if frame.stretch:
        return (_from_to(days[0], end - DAY, span),)
    if count > _DAYS_ONE_BY_ONE:
        return (_whole_days(first, end),)
    found = []
    while first < end:
        window = _clock_window(first, span, dated=True)
        if first > today or window.end >= setting.present.now():
            found.append(window)
        first += DAY
    return tuple(found)


def _still_ahead(frame: Frame, span: tuple[int, int], now: datetime) -> tuple[int, int]:
    """`today at 7`, said in the afternoon, is in the evening."""
    start, end = span
    said = [clock for clock in (frame.clock, frame.clock_to) if clock]
    if frame.part or not said or any(clock.half for clock in said):
        return span
    edge = start if frame.bound in ("after", "from") else end
    if not edge < now.hour * 60 + now.minute <= edge + NOON or edge >= NOON:
        return span
    opens = frame.bound in ("before", "until")
    return start if opens else start + NOON, end if frame.bound in ("after", "from") else end + NOON


def _whole_days(first: date, end: date) -> Window:
    return Window(datetime.combine(first, _MIDNIGHT), datetime.combine(end, _MIDNIGHT), True, False)


def _clock_window(day: date, span: tuple[int, int], *, dated: bool) -> Window:
    start = _moment(day, span[0])
    return Window(start, start if span[1] == span[0] else _moment(day, span[1]), dated)


def _moment(day: date, minutes: int) -> datetime:
    """So many minutes (none or more) after the midnight that a day begins with."""
    while minutes >= FULL_DAY:
        day, minutes = day + DAY, minutes - FULL_DAY
    return datetime.combine(day, time(minutes // 60, minutes % 60) if minutes else _MIDNIGHT)


def _from_to(first: date, last: date, span: tuple[int, int]) -> Window:
    start, end = _moment(first, span[0]), _moment(last, span[1] % FULL_DAY)
    return Window(min(start, end), max(start, end))
