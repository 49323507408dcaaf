"""Leave that is taken until the visit asked about, which says yes to it: "bis Freitag", "à vendredi 14h30"."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flows.understand.times.asides import opens_with_leave
from flows.understand.view import View
from flows.values import Asked

_DAY = timedelta(days=1)
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


def _is_until_the_hour(seen: View, asked: Asked) -> bool:
    """Whether the leave is taken until the very hour asked about: "à vendredi 14h30", "Prima tot vrijdag 14:30"."""
    then = asked.appointment or (asked.offers[0] if len(asked.offers) == 1 else None)
    windows = seen.heard.expressions[0].windows
    if then is None or len(windows) != 1 or windows[0].end != then or not windows[0].date_given:
        return False
    at_once = windows[0].start == then or windows[0].start == datetime.combine(then.date(), time())
    return at_once and seen.only(*_PARTING) and opens_with_leave(seen.heard.tokens, seen.heard.language)
