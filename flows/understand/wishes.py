"""The times that a text wishes for: what is told, past or another's left out, what is refused marked so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from operator import attrgetter

from flows.frozen import replace
from flows.understand.evidence import PICK, TIME, Mark
from flows.understand.expressions import Relative, TimeExpr, settle, turned
from flows.understand.fates import fates_of_times
from flows.understand.foreign import are_foreign_times
from flows.understand.heard import Heard
from flows.understand.offered import fits
from flows.understand.times.asides import says_every
from flows.understand.view import View
from flows.values import Asked, Window

_SIGNALS = frozenset(
    ("want", "move", "book", "any", "request", "no", "refuse", "yes", "but", "alternatives", "doit", "when")
)  # fmt: skip
_WISHING_FOR_NONE = frozenset(("late", "auto", "stop"))
# A bare number after one of these is a time: "how about 3".
_LEANING = frozenset(("want", "move", "book", "no", "not", "but", "time", "join", "yes"))
# What is of ours beside a foreign word: "book a table on Friday, my account is new".
_OF_OURS = frozenset(("want", "move", "book", "any", "refuse", "yes", "doit", "when"))
_DAY = timedelta(days=1)
_NO_WISH = ("past", "lesser")
_LATER, _EARLIER = frozenset(("later", PICK + "latest")), frozenset(("earlier", PICK + "earliest"))
_COMPARED = _LATER | _EARLIER
_THAT_DAY = Relative(whole_day=True)
_NEGATED = attrgetter("negated")
_HORIZON = timedelta(days=3 * 366)


def wishes(seen: View, asked: Asked) -> tuple[TimeExpr, ...]:
    """The expressions of time that speak of when, those refused marked so; what is told or past is left out."""
    fates = fates_of_times(seen, asked)
    offers = asked.offers if asked.expecting == "choose" else ()
    compared = not seen.roles.isdisjoint(_COMPARED)
    kept = []
    for index, expression in enumerate(seen.heard.expressions):
        fate = fates.get(index)
        if fate == "told" or expression.kind in _NO_WISH or (offers and _is_number_of_offer(expression, seen, offers)):
            continue
        if fate is None and expression.weak and not _leaned_on(index, seen):
            continue
        if fate == "refused":
            expression = replace(expression, negated=True)
        elif expression.negated and (fate == "wished" or _follows_a_no(expression, seen)):
            expression = replace(expression, negated=False)
        kept.append(_in_its_rest(expression, seen, asked) if compared else expression)
    if kept and all(map(_NEGATED, kept)):
        kept = [turned(expression) for expression in kept]  # "I can't before five" leaves the time from five on
    return tuple(kept)


def _in_its_rest(expression: TimeExpr, seen: View, asked: Asked) -> TimeExpr:
    """ "Anything later that day?", "later on Friday": what is left of the appointment's day behind it, not the whole of it."""
    visit = asked.appointment
    ways = {"later" if role in _LATER else "earlier" for role in seen.roles & _COMPARED}
    if visit is None or expression.negated or len(ways) != 1 or len(seen.heard.expressions) > 1:
        return expression
    day = datetime.combine(visit.date(), time())
    that_day = expression.relative == _THAT_DAY and not expression.windows
    named = expression.windows == (Window(day, day + _DAY, time_given=False),) and asked.expecting != "choose"
    if not that_day and not named:
        return expression
    rest = Window(visit, day + _DAY) if "later" in ways else Window(day, visit)
    return replace(expression, windows=(rest,), relative=None, kind="range")


def refused_once(expressions: tuple[TimeExpr, ...], heard: Heard) -> tuple[TimeExpr, ...]:
    """ "I can't do Friday. Anything next week?" refuses this Friday alone, "Fridays" or "any day but Friday" every one."""
    if not any(map(_NEGATED, expressions)):
        return expressions
    refused = [e for e in expressions if e.negated and e.weekly]
    wished = [e.start for e in expressions if not e.negated]
    if not refused or not wished or len(refused) == len(expressions):
        return expressions
    once = [e for e in refused if e.end < max(wished) and not says_every(heard.text[e.start : e.end], heard.language)]
    return tuple(replace(e, weekly=False) if e in once else e for e in expressions)


def _follows_a_no(expression: TimeExpr, seen: View) -> bool:
    """ "No, Tuesday": the no is an answer of its own, not a negation of the day."""
    before = [at for at, token in enumerate(seen.heard.tokens) if token.end <= expression.start]
    if len(before) < 2 or seen.heard.tokens[before[-1]].norm not in ",.!;":
        return False
    return any(mark.last == before[-1] and "no" in mark.roles for mark in seen.marks)


def _is_number_of_offer(expression: TimeExpr, seen: View, offers: Sequence[datetime]) -> bool:
    """With offers listed, a small bare number is one of theirs before it is an hour, unless an offer is at that time."""
    if not (expression.weak or _is_a_pick(expression, seen)):
        return False
    numbers = numbers_in(expression, seen.heard)
    if len(numbers) != 1 or not 1 <= numbers[0] <= len(offers):
        return False
    if expression.weak and not any(window.date_given for window in expression.windows):
        return True
    return not any(fits(offer, window) for offer in offers for window in expression.windows)


def _is_a_pick(expression: TimeExpr, seen: View) -> bool:
    """Whether the whole expression is a phrase that picks an offer: Spanish "la 2" is the second or two o'clock."""
    tokens = seen.heard.tokens
    return any(
        tokens[mark.first].start <= expression.start and expression.end <= tokens[mark.last - 1].end
        for mark in seen.heard.evidence.picks
    )


def numbers_in(expression: TimeExpr, heard: Heard) -> list[int]:
    """The numbers of an expression, in digits or as words that pick an offer."""
    tokens = heard.tokens
    inside = [at for at, token in enumerate(tokens) if expression.start <= token.start < expression.end]
    digits = [int(tokens[at].norm) for at in inside if tokens[at].kind == "number" and len(tokens[at].norm) < 3]
    if digits:
        return digits
    picks = [mark for mark in heard.evidence.picks if any(mark.first <= at < mark.last for at in inside)]
    return [int(part) for mark in picks for role in mark.roles for part in role.split()[1:] if part.isdigit()]


def _leaned_on(index: int, seen: View) -> bool:
    """Whether a bare number is a time: the phrase around or before it asks for one, or nothing else is said."""
    before: Mark | None = None
    for mark in seen.marks:
        if index in mark.times:
            expression = seen.heard.expressions[index]
            dated = bool(expression.windows) and expression.windows[0].date_given
            if not dated and TIME in mark.roles and mark.last in seen.heard.evidence.unknown:
                return False  # "5 apples please"
            if dated or TIME not in mark.roles or len(mark.roles) > 1:
                return True
            return before is None or not before.roles.isdisjoint(_LEANING)
        before = mark
    return False


def settled(expressions: Sequence[TimeExpr], now: datetime, asked: Asked) -> tuple[tuple[Window, ...], tuple[Window, ...]]:
    """The windows wanted and ruled out that lie ahead."""
    if not expressions:
        return (), ()
    # "That day", "an hour later": of the appointment, or of the one slot that was offered.
    of = asked.appointment or (asked.offers[0] if len(asked.offers) == 1 else None)
    if of is None and asked.expecting is None:
        # Which day that is of several visits nobody knows; where a day is asked for, "this day" is today.
        expressions = [expression for expression in expressions if expression.relative != _THAT_DAY]
    wanted, excluded = settle(tuple(expressions), now, of)
    return _ahead(wanted, now), _ahead(excluded, now)


def _ahead(windows: Sequence[Window], now: datetime) -> tuple[Window, ...]:
    """Windows in the future and within three years, in order within themselves."""
    if not windows:
        return ()
    today = now.date()
    return tuple(
        [
            window
            for window in windows
            if window.start <= window.end
            and (not window.date_given or today <= window.end.date())
            and window.start - now < _HORIZON
        ]
    )


def own_times(seen: View) -> tuple[Window, ...]:
    """When a visit is now, as far as the text names it: "instead of Monday", "move my Tuesday appointment to Friday"."""
    if "origin" not in seen.roles:
        return seen.heard.own
    named = [index for mark in seen.marks if "origin" in mark.roles for index in mark.times]
    return (*seen.heard.own, *(window for index in named for window in seen.heard.expressions[index].windows))


def _only_promised(seen: View) -> bool:
    """Whether something is promised and no other sentence wishes for its time: "I'll see. Set it for 3 in the afternoon"."""
    promised = seen.clauses_of("promise")
    wishing = (mark.clause for mark in seen.marks if mark.times and not mark.roles.isdisjoint(("want", "book", "move")))
    return promised.issuperset(wishing)


def are_meant(seen: View, asked: Asked) -> bool:
    """Whether the times named (there are some) are a wish: the text speaks of arranging something, or of little else."""
    if not seen.roles.isdisjoint(_WISHING_FOR_NONE) or ("promise" in seen.roles and _only_promised(seen)):
        return False
    may_be_foreign = asked.expecting in (None, "confirm") and seen.roles.isdisjoint(_OF_OURS)
    if may_be_foreign and are_foreign_times(seen.marks, seen.heard):
        return False
    signals = not seen.roles.isdisjoint(_SIGNALS)
    if asked.expecting == "when":
        return signals or not (seen.questions and seen.unknown > 1)
    if seen.unknown == 0:
        return not seen.has("info") or signals
    if seen.questions and not seen.has("want", "book", "move", "request", "when"):
        return False
    return signals or seen.unknown <= 1
