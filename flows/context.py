"""A reading in the light of what was asked: where the same words mean one thing beside an offer and another elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from flows.frozen import replace
from flows.lang.lines import topic_of
from flows.understand import Heard
from flows.values import Asked, Intent, Reading, Window
from flows.visits import covers
from flows.words import roles_said

_FEW, _SHORT = 3, 20  # words, letters
_MINUTE = timedelta(minutes=1)
_LEAVING = frozenset(("attend", "bye", "thanks", "time", "fine", "yes", "greeting", "want"))


def in_context(reading: Reading, heard: Heard, question: Asked) -> Reading:
    """The reading as it counts after the question."""
    for rule in _RULES.get(reading.intent, ()):
        changed = rule(reading, heard, question)
        if changed is not None:
            return changed
    return reading


def of_the_day_offered(question: Asked) -> Asked:
    """The question as "that day", "the same time" or "a day later" takes it up: of the one day that is offered."""
    days = {start.date() for start in question.offers}
    if len(days) != 1:
        return question
    hour = (question.appointment or question.offers[0]).time()
    return replace(question, appointment=datetime.combine(days.pop(), hour))


def _another_time(reading: Reading, heard: Heard, question: Asked) -> Reading | None:
    """A yes that brings a time which is not the one we asked about is a wish for that time, never a confirmation."""
    start = question.appointment
    if not reading.windows or start is None:
        return None
    if any(covers(window, start if window.date_given else _on_day_of(window, start)) for window in reading.windows):
        return None
    return replace(reading, intent=Intent.PROPOSE)


def _on_day_of(window: Window, start: datetime) -> datetime:
    """The clock time of `start` on the day a bare clock time was given for want of a better one."""
    return datetime.combine(window.start.date(), start.time())


def _question_of_a_word(reading: Reading, heard: Heard, question: Asked) -> Reading | None:
    """ "Where?" alone asks for the place."""
    if reading.answers or not _is_short(heard):
        return None
    known = topic_of(heard.text, heard.language) in ("place", "hours", "who")
    return replace(reading, intent=Intent.INFO) if known else None


def _one_of_the_offers(reading: Reading, heard: Heard, question: Asked) -> Reading | None:
    """ "Book me in" beside offers means one of them, not a new visit."""
    meant = question.expecting == "choose" and not reading.windows and "doit" in roles_said(reading)
    return replace(reading, intent=Intent.AFFIRM) if meant else None


def _part_of_the_day(reading: Reading, heard: Heard, question: Asked) -> Reading | None:
    """ "Afternoons rather", where one offer happens to lie in the afternoon: more of these are wished for, unless "the one"."""
    if len(heard.expressions) != 1 or heard.expressions[0].kind != "part":
        return None
    if any(role.startswith("pick ") for role in roles_said(reading)):
        return None
    one = any({"pickword", "time"} <= set(span.meaning.split(", ")) for span in reading.spans)
    windows = heard.expressions[0].windows
    return None if one or not windows else replace(reading, intent=Intent.PROPOSE, windows=windows, choice=None)


def _none_at_all(reading: Reading, heard: Heard, question: Asked) -> Reading | None:
    """ "None" to "text a day, or NO if you want none": there is no list that others could be wanted for."""
    meant = question.expecting == "when" and not reading.windows and _is_short(heard) and "none" in roles_said(reading)
    return replace(reading, intent=Intent.DENY) if meant else None


def _until_the_visit(reading: Reading, heard: Heard, question: Asked) -> Reading | None:
    """ "Thanks, see you Monday", where the visit is on Monday and nothing was asked, takes leave."""
    visit = question.appointment
    if question.expecting is not None or visit is None:
        return None
    said = roles_said(reading)
    if said.isdisjoint(("attend", "bye")) or not said <= _LEAVING:
        return None
    until = any(covers(window, visit) or (window.end - _MINUTE).date() == visit.date() for window in reading.windows)
    intent = Intent.THANKS if "thanks" in said else Intent.BYE
    return replace(reading, intent=intent, windows=()) if until else None


def _is_short(heard: Heard) -> bool:
    return len(heard.text) <= _SHORT and len(heard.text.split()) <= _FEW


Rule = Callable[[Reading, Heard, Asked], Reading | None]
_RULES: dict[Intent, tuple[Rule, ...]] = {
    Intent.AFFIRM: (_another_time,),
    Intent.OTHER: (_question_of_a_word,),
    Intent.BOOK: (_one_of_the_offers,),
    Intent.CHOOSE: (_part_of_the_day,),
    Intent.ALTERNATIVES: (_none_at_all,),
    Intent.PROPOSE: (_until_the_visit,),
}
