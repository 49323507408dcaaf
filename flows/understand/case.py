"""A text's evidence beside what was asked: what the rules that make an intent of it look at."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from operator import attrgetter

from flows.frozen import value
from flows.understand.answers import ANSWERS
from flows.understand.expressions import TimeExpr
from flows.understand.offered import fits
from flows.understand.signed import signs_off
from flows.understand.view import View
from flows.values import Asked, Expecting, Window

# Marks that account for the times and numbers in them where the text is an answer.
_ACCOUNTING = frozenset(("yes", "measure", "named", "thanks", "bye"))
_SAYING_NOTHING = frozenset(("greeting", "polite"))  # "good afternoon" names no time
_ANSWERING = frozenset(ANSWERS)
# Only beside one of these a rule asks whether the times named are that of the visit asked about.
COMPARED_BESIDE = _ANSWERING | {"thanks", "bye", "late", "third", "keep", "book"}
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_NEAR = timedelta(hours=1)
_KIND = attrgetter("kind")


@value(frozen=True, slots=True)
class Case:
    """A text's evidence beside what was asked and which times are left in it."""

    view: View
    expecting: Expecting | None
    wanted: bool  # a time is named that would suit
    excluded: bool  # a time is named that would not
    fits: bool  # the time named is the one that was asked about
    near: bool  # a clock time is named within the hour of the appointment's
    idle_time: bool  # time is spoken of, but not as a wish
    several: bool  # more than one appointment was asked about
    deadline: bool  # only the latest time that would suit is named
    broad: bool  # so are many days, the one asked about among them
    held: bool = True  # there is an appointment that could be given up
    bounded: bool = False  # the days named end on another one than that asked about: "ik bevestig voor maandag"

    def has(self, *roles: str) -> bool:
        """Whether any of these is said."""
        return not self.view.roles.isdisjoint(roles)


def case_of(seen: View, asked: Asked, wanted: tuple[Window, ...], excluded: tuple[Window, ...]) -> Case:
    """The case that a text makes; what no rule would look at is not worked out."""
    fitting = near = False
    moments: list[datetime] = []
    if wanted and not seen.roles.isdisjoint(COMPARED_BESIDE):
        moments = [m for m in (asked.appointment, *asked.offers[:1]) if m is not None]
        fitting = all(any(fits(m, window) for m in moments) for window in wanted)
        near = not fitting and "coming" in seen.roles and any(_is_near(m, window) for m in moments for window in wanted)
    answers = not fitting and not seen.unknown and not seen.roles.isdisjoint(_ANSWERING)
    return Case(
        seen,
        asked.expecting,
        bool(wanted),
        bool(excluded),
        fitting,
        near,
        answers and _idle_time(seen, asked),
        asked.several,
        fitting and any(_is_deadline(window, asked.appointment) for window in wanted),
        fitting and any(window.end - window.start > _DAY for window in wanted),
        asked.appointment is not None or not asked.offers,
        fitting and any(_ends_otherwise(each, moments[0]) for each in seen.heard.expressions),
    )


def _idle_time(seen: View, asked: Asked) -> bool:
    """Whether the text names a time or a number that no phrase accounts for: then no answer in it is trusted."""
    tokens, expressions = seen.heard.tokens, seen.heard.expressions
    if not expressions and "number" not in map(_KIND, tokens):
        return False
    accounted = {i for m in seen.marks if not m.roles.isdisjoint(_ACCOUNTING) for i in range(m.first, m.last)}
    courteous = {i for m in seen.marks if m.roles <= _SAYING_NOTHING for i in range(m.first, m.last)}
    timed = any(
        not (e.weak or signs_off(index, seen, asked, thanking=True))
        and not all(i in accounted or i in courteous for i, t in enumerate(tokens) if e.start <= t.start < e.end)
        for index, e in enumerate(expressions)
    )
    return timed or any(t.kind == "number" and i not in accounted for i, t in enumerate(tokens))


def _ends_otherwise(each: TimeExpr, moment: datetime) -> bool:
    """Whether days are named up to another one than that asked about: "voor maandag", and not "tot vrijdag", under Friday's."""
    if each.kind == "either":
        return True  # "yes, Friday the 14th", which is a Saturday
    return each.kind == "range" and any(
        w.end - w.start > _DAY and (w.end - _MINUTE).date() != moment.date() for w in each.windows
    )


def _is_deadline(window: Window, appointment: datetime | None) -> bool:
    """ "By noon": from the day's beginning to an hour that is not the appointment's."""
    ends = window.end.time()
    open_before = window.time_given and window.start != window.end and window.start.time() == time()
    return open_before and (appointment is None or appointment.time() != ends)


def _is_near(moment: datetime, window: Window) -> bool:
    """Whether a clock time, or the latest that is named, lies within the hour: "there by 10" under a visit at 9:15."""
    end = window.end if window.date_given else datetime.combine(moment.date(), window.end.time())
    latest = window.start.time() == time() and end > moment
    return window.time_given and (window.start == window.end or latest) and abs(end - moment) <= _NEAR
