"""The listed offers against the times of a text: which of them lie in what was named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from flows.frozen import replace
from flows.understand.expressions import Relative, TimeExpr
from flows.values import Asked, Window

_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)


def on_offered_days(expression: TimeExpr, offers: Sequence[datetime]) -> TimeExpr:
    """A bare weekday is that of the offers: "Thursday" is next week's where the one offered Thursday lies there."""
    if not expression.weekly or not expression.windows:
        return expression
    first = expression.windows[0].start.date()
    days = sorted({offer.date() for offer in offers if offer.weekday() == first.weekday()} or {first})
    shifts = [timedelta(days=(day - first).days) for day in days]
    windows = tuple(replace(w, start=w.start + shift, end=w.end + shift) for shift in shifts for w in expression.windows)
    return replace(expression, windows=windows)


def in_week_spoken_of(expression: TimeExpr, asked: Asked) -> TimeExpr:
    """A bare weekday is that of the offers, else that of the week under discussion: "Thursday?" after "next week"."""
    offers = asked.offers if asked.expecting == "choose" else ()
    if asked.week is not None and expression.relative is not None and expression.relative.week:
        return _that_week(expression, expression.relative, datetime.combine(asked.week, time()), offers)
    if not expression.week_open or expression.own:
        return expression
    if expression.weekly and expression.windows:
        weekday = expression.windows[0].start.weekday()
        if any(offer.weekday() == weekday for offer in offers):
            return on_offered_days(expression, offers)
    if asked.week is None:
        return expression
    week, until = datetime.combine(asked.week, time()), expression.week_open == "until"
    relative = expression.relative
    if relative is not None and relative.day is not None:
        relative = replace(relative, day=_moved_to_week(relative.day, week, until=until))
    windows = tuple(_moved_to_week(window, week, until=until) for window in expression.windows)
    return replace(expression, windows=windows, relative=relative)


def _that_week(expression: TimeExpr, relative: Relative, week: datetime, offers: Sequence[datetime]) -> TimeExpr:
    """ "Thursday that week", "another day that week", "later that week": the one under discussion, not the visit's."""
    if relative.shift or expression.windows or not (relative.whole_day or relative.day):
        return expression
    if relative.day is not None:
        window = _moved_to_week(relative.day, week, until=False)
        if not relative.whole_day:
            return replace(expression, relative=replace(relative, day=window, week=False))
        return replace(expression, windows=(window,), relative=None, kind="date")
    end = week + 7 * _DAY
    behind = [datetime.combine(offer.date(), time()) + _DAY for offer in offers if week <= offer < end - _DAY]
    start = max(behind, default=week) if relative.rest else week
    return replace(expression, windows=(Window(start, end, time_given=False),), relative=None, kind="week")


def _moved_to_week(window: Window, week: datetime, *, until: bool) -> Window:
    """A window of weekdays in the week that begins with `week`; one that runs `until` a day, from that week's beginning."""
    named = window.end - _MINUTE if until else window.start
    shift = week - datetime.combine(named.date(), time()) + named.weekday() * _DAY
    return replace(window, start=week if until else window.start + shift, end=window.end + shift)


def at_offered_hour(expression: TimeExpr, offers: Sequence[datetime], said: str) -> TimeExpr:
    """ "The 11" is eleven o'clock where no offer lies on an 11th and just one is at eleven."""
    number = said.split()[-1]
    if not expression.monthly or not number.isdecimal() or not 1 <= int(number) <= 12:
        return expression
    if any(window.time_given or any(fits(offer, window) for offer in offers) for window in expression.windows):
        return expression
    at = [offer for offer in offers if (offer.hour % 12 or 12, offer.minute) == (int(number), 0)]
    if len(at) != 1 or len(expression.windows) != 1 or expression.windows[0].end - expression.windows[0].start > _DAY:
        return expression
    return replace(expression, windows=(Window(at[0], at[0], date_given=False),), kind="time")


def fits(offer: datetime, window: Window) -> bool:
    """Whether an offer lies in a window; a window without a date is compared by the clock alone."""
    start, end = window.start, window.end
    if not window.date_given:
        shift = datetime.combine(offer.date(), start.time()) - start
        start, end = start + shift, end + shift
    if start == end:
        return offer == start
    # "Before 9" and "until 9" both begin with the day: whether they hold nine o'clock is asked rather than guessed.
    closed = window.time_given and not window.date_given and start.time() != time.min
    return start <= offer < end or (closed and offer == end)


def barely(offer: datetime, window: Window) -> bool:
    """Whether an offer is where an open window begins: "anything later than 5" does not take the one at five."""
    open_ended = window.time_given and window.start != window.end and window.end.time() == time.min
    return open_ended and offer.time() == window.start.time() != time.min
