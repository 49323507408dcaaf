"""What a text means as an answer to what was asked last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from flows.frozen import replace
from flows.understand.again import depends_on_no_time, question
from flows.understand.case import case_of
from flows.understand.choices import NO_CHOICE, Choice, choose, compares, elsewhen
from flows.understand.demands import (
    asks_about_somebody,
    asks_about_the_time,
    demands_more,
    is_no_more_than_a_yes,
    is_of_something_else,
    names_an_offer,
    refuses_the_hour,
    tells_a_date,
)
from flows.understand.elsewhere import as_reading
from flows.understand.evidence import PICK, TIME
from flows.understand.expressions import TimeExpr
from flows.understand.fates import REFUSING
from flows.understand.heard import Heard
from flows.understand.intents import decide
from flows.understand.leave import is_leave_until_another_day, is_leave_until_then
from flows.understand.names import answers_by_name, without_signature
from flows.understand.noise import is_noise
from flows.understand.numbered import numbered, requests_one
from flows.understand.offered import at_offered_hour, in_week_spoken_of
from flows.understand.said import listed, says
from flows.understand.turning import tells_what_somebody_says, turns_the_pick
from flows.understand.view import View, view
from flows.understand.wishes import are_meant, own_times, refused_once, settled, wishes
from flows.values import Asked, Intent, Reading, Span, Window

_WITH_WINDOWS = frozenset(
    Intent(name) for name in ["reschedule", "book", "propose", "alternatives", "earlier", "later", "cancel", "when"]
)
_SILENT = frozenset(("filler", "polite"))
_NO_MORE_THAN_OPEN = (Intent.AFFIRM, Intent.OTHER, Intent.GREETING)  # what "any day is fine" is where days are looked for
_RESERVED = frozenset(("optout", "optin", "helpword"))
_OPEN = frozenset(("any", "all"))
_GOAL = attrgetter("goal")
_SHORT = 6  # tokens: "2 please Karen"
_NOT_CHOOSING = (
    "stop", "human", "bot", "wrong", "late", "cancel", "cancelword", "cancelled", "info", "when", "help", "third", "if",
    "maybe", "promise", "past", "start",
)  # fmt: skip
_LEADING_ON = frozenset(("filler", "question", "theirs", "join", "hence"))


def resolve(heard: Heard, asked: Asked, now: datetime, *, explained: bool = True) -> Reading:
    """The reading of a text; `asked` settles what the text leaves open and never overrides what it says.

    Unless `explained` it does not carry the words that made it.
    """
    answered = question(heard, asked) if explained else None
    if answered is None:
        return _resolved(heard, asked, now, explained=explained)
    reading = heard.again.get(answered)
    if reading is None:
        reading = _resolved(heard, asked, now, explained=explained)
        if depends_on_no_time(heard, asked):
            heard.again[answered] = reading
    return reading


def _resolved(heard: Heard, asked: Asked, now: datetime, *, explained: bool) -> Reading:
    seen = view(heard)
    spans = _spans if explained else _no_spans
    lone = None if seen.roles.isdisjoint(_RESERVED) else _lone_keyword(seen)
    if lone is not None:
        return Reading(lone, lang=heard.lang, spans=spans(heard, seen, "reserved_word"))
    if is_noise(seen):
        return Reading(Intent.OTHER, lang=heard.lang, noise=True, spans=spans(heard, seen, "noise"))
    if heard.other is not None:
        return as_reading(heard.text, heard.other)
    expressions = wishes(seen, asked) if heard.expressions else ()
    wanted: tuple[Window, ...] = ()
    excluded: tuple[Window, ...] = ()
    if expressions:
        wanted, excluded = settled(_in_their_week(refused_once(expressions, heard), seen, asked), now, asked)
    answers = answers_by_name(seen, asked.names) if asked.names else ()
    seen = without_signature(seen, asked) if seen.unknown else seen
    chosen = _chosen(seen, asked, expressions, now) if asked.expecting == "choose" and not answers else NO_CHOICE
    if chosen is not NO_CHOICE:
        return Reading(
            Intent.CHOOSE,
            choice=chosen.number,
            everything=chosen.everything,
            lang=heard.lang,
            spans=spans(heard, seen, "names_an_offer"),
        )
    if heard.expressions and is_leave_until_then(seen, asked):
        return Reading(Intent.AFFIRM, lang=heard.lang, spans=spans(heard, seen, "until_then"))
    any_day = _leaves_the_day_open(seen)
    meant = bool(wanted) and are_meant(seen, asked)
    intent, rule = decide(case_of(seen, asked, wanted if meant else (), excluded))
    if intent == Intent.AFFIRM and heard.expressions and is_leave_until_another_day(seen, asked, now):
        intent, rule = Intent.OTHER, "until_another_day"
    if any_day and asked.expecting in ("choose", "when") and intent in _NO_MORE_THAN_OPEN and not seen.questions:
        intent, rule = Intent.PROPOSE, "any_day"
    windows = wanted if meant and intent in _WITH_WINDOWS else ()
    return Reading(
        intent,
        windows,
        excluded,
        own_times(seen),
        any(map(_GOAL, expressions)),
        everything="all" in seen.roles,
        answers=answers,
        lang=heard.lang,
        urgent="asap" in seen.roles,
        any_day=any_day,
        spans=spans(heard, seen, rule),
    )


def _in_their_week(expressions: tuple[TimeExpr, ...], seen: View, asked: Asked) -> tuple[TimeExpr, ...]:
    """The times with bare weekdays in the week spoken of; where something sooner is asked for, on the days offered alone."""
    if (asked.week is None and asked.expecting != "choose") or "keep" in seen.roles:
        return expressions
    if seen.has("asap", "earlier"):
        asked = replace(asked, week=None)
    return tuple(in_week_spoken_of(expression, asked) for expression in expressions)


def _leaves_the_day_open(seen: View) -> bool:
    """Whether the text says "any day"."""
    expressions = seen.heard.expressions
    if seen.roles.isdisjoint(_OPEN) and (not expressions or _names_a_date(expressions)):
        return False  # so that few texts are searched for it
    return says(seen, listed(seen.heard.language, "any_day"))


def _names_a_date(expressions: Sequence[TimeExpr]) -> bool:
    for expression in expressions:
        for window in expression.windows:
            if window.date_given:
                return True
    return False


def _lone_keyword(seen: View) -> Intent | None:
    """The words that carriers reserve count only where nothing else is said."""
    marks = seen.heard.evidence.marks
    if len(marks) != 1 or seen.unknown or seen.questions:
        return None
    roles = marks[0].roles
    for role, intent in (("optout", Intent.STOP), ("optin", Intent.START), ("helpword", Intent.HELP)):
        if role in roles:
            return intent
    return None


def _chosen(seen: View, asked: Asked, expressions: Sequence[TimeExpr], now: datetime) -> Choice:
    if not asked.offers:
        return NO_CHOICE
    there = tuple(in_week_spoken_of(expression, asked) for expression in expressions)
    there = tuple(at_offered_hour(e, asked.offers, seen.heard.text[e.start : e.end]) for e in there)
    wanted, excluded = settled(there, now, asked)
    if len({offer.date() for offer in asked.offers}) == 1 and _leaves_the_day_open(seen):
        return NO_CHOICE  # "any day" asks for more days than the one that is offered
    if tells_a_date(seen) or (refuses_the_hour(seen) and not numbered(seen, asked.offers)[0]):
        return NO_CHOICE  # "tomorrow is Thursday", "Friday is right, the time is wrong"
    if any(each.kind == "either" for each in expressions):
        return NO_CHOICE  # "Friday the 14th", which is a Saturday
    if seen.has(*_NOT_CHOOSING) or _is_adrift(seen, there, asked):
        return NO_CHOICE
    asks = seen.has("alternatives") or (seen.has("question") and not seen.has("want", "request"))
    moved = elsewhen(seen, asked.offers, wanted)
    if wanted and moved and not seen.heard.evidence.picks:
        return NO_CHOICE  # "not these, something later on Thursday"
    if seen.questions and (asks or not (wanted or requests_one(seen, asked.offers))):
        return NO_CHOICE  # "what's on Monday?" asks, "Monday?" and "can we do Monday?" choose
    if seen.has("but") and (moved or _takes_back(seen)):
        return NO_CHOICE  # "Tuesday but earlier"
    if _of_that_day(wanted, excluded) or (not excluded and _says_no_behind_a_question(seen)):
        return NO_CHOICE
    if _says_no_to_a_time(seen) and not (wanted and excluded):
        return NO_CHOICE  # "no Mondays", while "nicht Montag, Freitag" names the one that is wanted
    if moved and not compares(seen):
        return NO_CHOICE  # "number 2 is too early"
    if seen.unknown > (1 if len(seen.heard.tokens) <= _SHORT and _in_figures(seen) else 0):
        return NO_CHOICE
    if (seen.unknown and (is_of_something_else(seen) or turns_the_pick(seen))) or tells_what_somebody_says(seen):
        return NO_CHOICE
    return _unburdened(choose(seen, asked.offers, there, wanted, excluded), seen, there, asked)


def _unburdened(chosen: Choice, seen: View, expressions: Sequence[TimeExpr], asked: Asked) -> Choice:
    """The choice, unless more than what it offers is asked for with it."""
    if chosen.number is None:
        return chosen
    if demands_more(seen, asked.offers[chosen.number - 1], expressions):
        return NO_CHOICE
    if seen.questions and ((expressions and asks_about_the_time(seen)) or asks_about_somebody(seen)):
        return NO_CHOICE
    left_over = not names_an_offer(seen) and all(each.negated for each in expressions)
    return NO_CHOICE if left_over and is_no_more_than_a_yes(seen) else chosen


def _is_adrift(seen: View, expressions: Sequence[TimeExpr], asked: Asked) -> bool:
    """Whether a visit that nobody knows is to be moved by so much: "push it back a day" takes none of the offers."""
    if asked.appointment is not None or len(asked.offers) == 1:
        return False
    moved = seen.has("move", "moveword")
    relative = (expression.relative for expression in expressions)
    return any(each is not None and each.day is None and (moved or each.counted) for each in relative)


def _takes_back(seen: View) -> bool:
    """Whether what follows a contrast refuses or is not known, and names nothing: "2 but I can't", "2 but my sister comes"."""
    at = next(mark.first for mark in seen.marks if "but" in mark.roles)
    after = [mark for mark in seen.marks if mark.first >= at]
    refused = any(not mark.roles.isdisjoint(("refuse", "notnow", "no")) for mark in after)
    if not refused and all(unknown < at for unknown in seen.heard.evidence.unknown):
        return False
    named = any(mark.times or any(role.startswith(PICK) for role in mark.roles) for mark in after)
    return not named and not any(token.kind == "number" for token in seen.heard.tokens[at:])


def _of_that_day(wanted: Sequence[Window], excluded: Sequence[Window]) -> bool:
    """ "Friday not in the morning, but after lunch": the hours wanted are those of the day spoken of, not of any day."""
    refused = any(window.date_given and window.time_given for window in excluded)
    return refused and bool(wanted) and not any(window.date_given for window in wanted)


def _says_no_behind_a_question(seen: View) -> bool:
    """ "Can we do Thursday? I can't make it": whether that is about Thursday or today's visit is to be asked."""
    refusing = (mark for mark in seen.marks if not mark.times and not mark.roles.isdisjoint(REFUSING))
    return bool(seen.questions) and any(mark.clause not in seen.questions for mark in refusing)


def _says_no_to_a_time(seen: View) -> bool:
    """Whether a no stands right before a time: "no Mondays" picks none, "no, Monday" does."""
    pairs = ((one, other) for one, other in pairwise(seen.marks) if "no" in one.roles and one.last == other.first)
    return any(other.times and not any(role.startswith(PICK) for role in other.roles) for _, other in pairs)


def _in_figures(seen: View) -> bool:
    """Whether a number stands in digits and the unknown word beside it is a name at most.

    "2 please Karen" picks, "first" and "Wednesday" beside an unknown word may speak of anything, and so does a number that
    a sentence goes on from: "3 is my lucky number".
    """
    idle = {mark.last for mark in seen.marks if mark.roles <= _LEADING_ON}
    tokens, unknown = seen.heard.tokens, seen.heard.evidence.unknown
    return any(token.kind == "number" for token in tokens) and idle.isdisjoint(unknown)


def _spans(heard: Heard, seen: View, rule: str) -> tuple[Span, ...]:
    """The words that made the reading; the last span, without words, names the rule."""
    spans = []
    text, tokens = heard.text, heard.tokens
    for first, last, roles, _, times in seen.marks:
        meaning = _meaning(roles, bool(times))
        if meaning:
            start, end = tokens[first][2], tokens[last - 1][3]
            spans.append(Span(start, end, text[start:end], meaning))
    end = len(text)
    return (*spans, Span(end, end, "", f"rule: {rule}"))


def _no_spans(heard: Heard, seen: View, rule: str) -> tuple[Span, ...]:
    return ()


@lru_cache(maxsize=1024)
def _meaning(roles: frozenset[str], timed: bool) -> str:
    """What a phrase is evidence of, in words; "" where it is of nothing."""
    return ", ".join(sorted((roles | {TIME} if timed else roles) - _SILENT))
