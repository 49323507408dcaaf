"""What a text means as an answer to what was asked last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from flows.frozen import replace
from flows.understand.answers import ANSWERS
from flows.understand.choices import NO_CHOICE, Choice, choose, compares, elsewhen
from flows.understand.elsewhere import as_reading
from flows.understand.evidence import PICK, TIME, Mark
from flows.understand.expressions import Relative, TimeExpr, settle, turned
from flows.understand.fates import REFUSING, fates_of_times
from flows.understand.heard import Heard
from flows.understand.intents import Case, decide
from flows.understand.leave import is_leave_until_another_day, is_leave_until_then
from flows.understand.names import answers_by_name, without_signature
from flows.understand.noise import is_noise
from flows.understand.offered import at_offered_hour, fits, on_offered_days
from flows.understand.times.asides import says_every
from flows.understand.view import View, view
from flows.values import Asked, Intent, Reading, Span, Window

_SIGNALS = ("want", "move", "book", "any", "request", "no", "refuse", "yes", "but", "alternatives", "doit", "when")
# A bare number after one of these is a time: "how about 3".
_LEANING = frozenset(("want", "move", "book", "no", "not", "but", "time", "join", "yes"))
_WITH_WINDOWS = frozenset(
    Intent(name) for name in ["reschedule", "book", "propose", "alternatives", "earlier", "later", "cancel", "when"]
)
# Marks that account for the times and numbers in them where the text is an answer.
_ACCOUNTING = frozenset(("yes", "measure", "named", "thanks", "bye"))
_SAYING_NOTHING = frozenset(("greeting", "polite"))  # "good afternoon" names no time
_SILENT = frozenset(("filler", "polite"))
_SHORT = 6  # tokens: "2 please Karen"
_NOT_CHOOSING = (
    "stop", "human", "bot", "wrong", "late", "cancel", "cancelword", "cancelled", "info", "when", "help", "third", "if",
    "maybe", "promise", "past", "start",
)  # fmt: skip
_DAY = timedelta(days=1)
_NO_WISH = ("past", "lesser")
_LATER, _EARLIER = frozenset(("later", PICK + "latest")), frozenset(("earlier", PICK + "earliest"))
_COMPARED = _LATER | _EARLIER
_THAT_DAY = Relative(whole_day=True)
_LEADING_ON = frozenset(("filler", "question", "theirs", "join", "hence"))
_NEAR = timedelta(hours=1)
_HORIZON = timedelta(days=3 * 366)


def resolve(heard: Heard, asked: Asked, now: datetime, *, explained: bool = True) -> Reading:
    """The reading of a text; `asked` settles what the text leaves open and never overrides what it says.

    Unless `explained` it does not carry the words that made it.
    """
    seen = view(heard)
    spans = _spans if explained else _no_spans
    lone = _lone_keyword(seen)
    if lone is not None:
        return Reading(lone, lang=heard.lang, spans=spans(heard, seen, "reserved_word"))
    if is_noise(seen):
        return Reading(Intent.OTHER, lang=heard.lang, noise=True, spans=spans(heard, seen, "noise"))
    if heard.other is not None:
        return as_reading(heard.text, heard.other)
    expressions = _wishes(seen, asked) if heard.expressions else ()
    wanted, excluded = _settled(_once(expressions, seen.heard), now, asked)
    answers = answers_by_name(seen, asked.names)
    seen = without_signature(seen, asked) if seen.unknown else seen
    chosen = NO_CHOICE if answers else _chosen(seen, asked, expressions, now)
    if chosen is not NO_CHOICE:
        return Reading(
            Intent.CHOOSE,
            choice=chosen.number,
            everything=chosen.everything,
            lang=heard.lang,
            spans=spans(heard, seen, "names_an_offer"),
        )
    if is_leave_until_then(seen, asked):
        return Reading(Intent.AFFIRM, lang=heard.lang, spans=spans(heard, seen, "until_then"))
    meant = _meant(seen, asked, wanted)
    intent, rule = decide(_case(seen, asked, wanted if meant else (), excluded))
    if intent == Intent.AFFIRM and heard.expressions and is_leave_until_another_day(seen, asked, now):
        intent, rule = Intent.OTHER, "until_another_day"
    return Reading(
        intent,
        windows=wanted if meant and intent in _WITH_WINDOWS else (),
        excluded=excluded,
        everything="all" in seen.roles,
        answers=answers,
        own=_own(seen),
        aimed=any(expression.goal for expression in expressions),
        lang=heard.lang,
        urgent="asap" in seen.roles,
        spans=spans(heard, seen, rule),
    )


def _own(seen: View) -> tuple[Window, ...]:
    """When a visit is now, as far as the text names it: "instead of Monday", "move my Tuesday appointment to Friday"."""
    if "origin" not in seen.roles:
        return seen.heard.own
    named = [index for mark in seen.marks if "origin" in mark.roles for index in mark.times]
    return (*seen.heard.own, *(window for index in named for window in seen.heard.expressions[index].windows))


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


def _wishes(seen: View, asked: Asked) -> tuple[TimeExpr, ...]:
    """The expressions of time that speak of when, those refused marked so; what is told or past is left out."""
    fates = fates_of_times(seen, asked)
    offers = asked.offers if asked.expecting == "choose" else ()
    kept = []
    for index, expression in enumerate(seen.heard.expressions):
        fate = fates.get(index)
        if fate == "told" or expression.kind in _NO_WISH or _is_number_of_offer(expression, seen, offers):
            continue
        if fate is None and expression.weak and not _leaned_on(index, seen):
            continue
        if fate == "refused":
            expression = replace(expression, negated=True)
        elif expression.negated and (fate == "wished" or _follows_a_no(expression, seen)):
            expression = replace(expression, negated=False)
        kept.append(_in_its_rest(expression, seen, asked))
    if kept and all(expression.negated for expression in kept):
        kept = [turned(expression) for expression in kept]  # "I can't before five" leaves the time from five on
    return tuple(kept)


def _in_its_rest(expression: TimeExpr, seen: View, asked: Asked) -> TimeExpr:
    """ "Anything later that day?", "later on Friday": what is left of the appointment's day behind it, not the whole of it."""
    visit = asked.appointment
    if seen.roles.isdisjoint(_COMPARED):
        return expression
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


def _once(expressions: tuple[TimeExpr, ...], heard: Heard) -> tuple[TimeExpr, ...]:
    """ "I can't do Friday. Anything next week?" refuses this Friday alone, "Fridays" or "any day but Friday" every one."""
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
    if not offers or not (expression.weak or _is_a_pick(expression, seen)):
        return False
    numbers = _numbers_in(expression, seen)
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


def _numbers_in(expression: TimeExpr, seen: View) -> list[int]:
    """The numbers of an expression, in digits or as words that pick an offer."""
    tokens = seen.heard.tokens
    inside = [at for at, token in enumerate(tokens) if expression.start <= token.start < expression.end]
    digits = [int(tokens[at].norm) for at in inside if tokens[at].kind == "number" and len(tokens[at].norm) < 3]
    if digits:
        return digits
    picks = [mark for mark in seen.heard.evidence.picks if any(mark.first <= at < mark.last for at in inside)]
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


def _settled(expressions: tuple[TimeExpr, ...], now: datetime, asked: Asked) -> tuple[tuple[Window, ...], tuple[Window, ...]]:
    """The windows wanted and ruled out that lie ahead."""
    if not expressions:
        return (), ()
    # "That day", "an hour later": of the appointment, or of the one slot that was offered.
    of = asked.appointment or (asked.offers[0] if len(asked.offers) == 1 else None)
    wanted, excluded = settle(expressions, now, of)
    return _ahead(wanted, now), _ahead(excluded, now)


def _ahead(windows: Sequence[Window], now: datetime) -> tuple[Window, ...]:
    """Windows in the future and within three years, in order within themselves."""
    return tuple(
        window
        for window in windows
        if window.start <= window.end
        and (not window.date_given or now.date() <= window.end.date())
        and window.start - now < _HORIZON
    )


def _chosen(seen: View, asked: Asked, expressions: Sequence[TimeExpr], now: datetime) -> Choice:
    if asked.expecting != "choose" or not asked.offers:
        return NO_CHOICE
    there = tuple(on_offered_days(expression, asked.offers) for expression in expressions)
    there = tuple(at_offered_hour(e, asked.offers, seen.heard.text[e.start : e.end]) for e in there)
    wanted, excluded = _settled(there, now, asked)
    if seen.has(*_NOT_CHOOSING) or _is_adrift(seen, there, asked):
        return NO_CHOICE
    asks = seen.has("alternatives") or (seen.has("question") and not seen.has("want", "request"))
    moved = elsewhen(seen, wanted)
    if wanted and moved and not seen.heard.evidence.picks:
        return NO_CHOICE  # "not these, something later on Thursday"
    if seen.questions and (not wanted or asks):
        return NO_CHOICE  # "what's on Monday?" asks, "Monday?" and "can we do Monday?" choose
    if seen.has("but") and (seen.has("earlier", "later") or _takes_back(seen)):
        return NO_CHOICE  # "Tuesday but earlier"
    if _of_that_day(wanted, excluded) or (not excluded and _says_no_behind_a_question(seen)):
        return NO_CHOICE
    if _says_no_to_a_time(seen) and not (wanted and excluded):
        return NO_CHOICE  # "no Mondays", while "nicht Montag, Freitag" names the one that is wanted
    if moved and not compares(seen):
        return NO_CHOICE  # "number 2 is too early"
    if seen.unknown > (1 if len(seen.heard.tokens) <= _SHORT and _in_figures(seen) else 0):
        return NO_CHOICE
    return choose(seen, asked.offers, there, wanted, excluded)


def _is_adrift(seen: View, expressions: Sequence[TimeExpr], asked: Asked) -> bool:
    """Whether a visit that nobody knows is to be moved by so much: "push it back a day" takes none of the offers."""
    relative = any(expression.relative is not None and expression.relative.day is None for expression in expressions)
    return relative and asked.appointment is None and len(asked.offers) > 1 and seen.has("move", "moveword")


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


def _meant(seen: View, asked: Asked, wanted: tuple[Window, ...]) -> bool:
    """Whether the times named are a wish: the text speaks of arranging something, or of little else."""
    if not wanted or seen.has("late", "auto", "stop", "promise"):
        return False
    signals = seen.has(*_SIGNALS)
    if asked.expecting == "when":
        return signals or not (seen.questions and seen.unknown > 1)
    if seen.unknown == 0:
        return not seen.has("info") or signals
    if seen.questions and not seen.has("want", "book", "move", "request", "when"):
        return False
    return signals or seen.unknown <= 1


def _idle_time(seen: View) -> bool:
    """Whether the text names a time or a number that no phrase accounts for: then no answer in it is trusted."""
    accounted = {i for m in seen.marks if not m.roles.isdisjoint(_ACCOUNTING) for i in range(m.first, m.last)}
    courteous = {i for m in seen.marks if m.roles <= _SAYING_NOTHING for i in range(m.first, m.last)}
    tokens = seen.heard.tokens
    timed = any(
        not e.weak and not all(i in accounted or i in courteous for i, t in enumerate(tokens) if e.start <= t.start < e.end)
        for e in seen.heard.expressions
    )
    return timed or any(t.kind == "number" and i not in accounted for i, t in enumerate(tokens))


def _case(seen: View, asked: Asked, wanted: tuple[Window, ...], excluded: tuple[Window, ...]) -> Case:
    fitting = near = False
    if wanted:
        moments = [m for m in (asked.appointment, *asked.offers[:1]) if m is not None]
        fitting = all(any(fits(m, window) for m in moments) for window in wanted)
        near = any(_is_near(m, window) for m in moments for window in wanted)
    return Case(
        seen,
        asked.expecting,
        bool(wanted),
        bool(excluded),
        fitting,
        near,
        not fitting and seen.has(*ANSWERS) and _idle_time(seen),
        asked.several,
        any(_is_deadline(window, asked.appointment) for window in wanted),
        any(window.end - window.start > _DAY for window in wanted),
        asked.appointment is not None or not asked.offers,
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


def _spans(heard: Heard, seen: View, rule: str) -> tuple[Span, ...]:
    """The words that made the reading; the last span, without words, names the rule."""
    spans = []
    text, tokens = heard.text, heard.tokens
    for first, last, roles, _, times in seen.marks:
        meaning = _meaning(roles | {TIME} if times else roles)
        if meaning:
            start, end = tokens[first].start, tokens[last - 1].end
            spans.append(Span(start, end, text[start:end], meaning))
    end = len(text)
    return (*spans, Span(end, end, "", f"rule: {rule}"))


def _no_spans(heard: Heard, seen: View, rule: str) -> tuple[Span, ...]:
    return ()


@lru_cache(maxsize=1024)
def _meaning(roles: frozenset[str]) -> str:
    """What a phrase is evidence of, in words; "" where it is of nothing."""
    return ", ".join(sorted(roles - _SILENT))
