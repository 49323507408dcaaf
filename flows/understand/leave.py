"""Leave that is taken until the visit asked about, which says yes to it, or until another day: "bis Freitag", "à lundi"."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flows.understand.times.asides import opens_with_leave
from flows.understand.view import View
from flows.values import Asked, Window

_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_LEAVING = frozenset(("bye", "attend"))
_PARTING = ("bye", "attend", "want", "yes", "fine", "thanks", "greeting", "coming")


def is_leave_until_then(seen: View, asked: Asked) -> bool:
    """Whether the text only takes leave until the day asked about: "bis Freitag", "tot vrijdag dan", "até sexta"."""
    if asked.expecting != "confirm" or seen.unknown or seen.questions or len(seen.heard.expressions) != 1:
        return False
    if _is_until_the_hour(seen, asked):
        return True
    if "attend" not in seen.roles or asked.appointment is None:
        return False
    parting = [mark for mark in seen.marks if "attend" in mark.roles and mark.times]
    if len(parting) != 1 or not seen.only(*_PARTING):
        return False
    windows = seen.heard.expressions[0].windows
    days = [(window.end - _DAY).date() for window in windows if window.date_given and not window.time_given]
    return days == [asked.appointment.date()]


def is_leave_until_another_day(seen: View, asked: Asked, now: datetime) -> bool:
    """Whether leave is taken until a day that is not the one asked about: "ok, bis Montag" says no clear yes to Friday."""
    then = asked.appointment or (asked.offers[0] if len(asked.offers) == 1 else None)
    if asked.expecting != "confirm" or then is None or seen.roles.isdisjoint(_LEAVING):
        return False
    named = (index for mark in seen.marks if not mark.roles.isdisjoint(_LEAVING) for index in mark.times)
    windows = [window for index in named for window in seen.heard.expressions[index].windows if window.date_given]
    return bool(windows) and not any(_leads_to(window, then, now) for window in windows)


def _leads_to(window: Window, then: datetime, now: datetime) -> bool:
    """Whether the days of a window hold a day; one that runs from today ends with the day that is meant: "hasta el lunes"."""
    last = window.end.date() if window.start == window.end else (window.end - _MINUTE).date()
    runs_on = window.start.date() <= now.date() < last
    return last == then.date() if runs_on else window.start.date() <= then.date() <= last


def _is_until_the_hour(seen: View, asked: Asked) -> bool:
    """Whether the leave is taken until the very hour asked about: "à vendredi 14h30", "Prima tot vrijdag 14:30"."""
    then = asked.appointment or (asked.offers[0] if len(asked.offers) == 1 else None)
    windows = seen.heard.expressions[0].windows
    if then is None or len(windows) != 1 or windows[0].end != then or not windows[0].date_given:
        return False
    at_once = windows[0].start == then or windows[0].start == datetime.combine(then.date(), time())
    return at_once and seen.only(*_PARTING) and opens_with_leave(seen.heard.tokens, seen.heard.language)
