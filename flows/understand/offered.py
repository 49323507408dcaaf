"""The listed offers against the times of a text: which of them lie in what was named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from flows.frozen import replace
from flows.understand.expressions import TimeExpr
from flows.values import Window

_DAY = timedelta(days=1)


def on_offered_days(expression: TimeExpr, offers: Sequence[datetime]) -> TimeExpr:
    """A bare weekday is that of the offers: "Thursday" is next week's where the one offered Thursday lies there."""
    if not expression.weekly or not expression.windows:
        return expression
    first = expression.windows[0].start.date()
    days = sorted({offer.date() for offer in offers if offer.weekday() == first.weekday()} or {first})
    shifts = [timedelta(days=(day - first).days) for day in days]
    windows = tuple(replace(w, start=w.start + shift, end=w.end + shift) for shift in shifts for w in expression.windows)
    return replace(expression, windows=windows)


def at_offered_hour(expression: TimeExpr, offers: Sequence[datetime], said: str) -> TimeExpr:
    """ "The 11" is eleven o'clock where no offer lies on an 11th and just one is at eleven."""
    number = said.split()[-1]
    if not expression.monthly or not number.isdecimal() or not 1 <= int(number) <= 12:
        return expression
    if any(fits(offer, window) for offer in offers for window in expression.windows):
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
