"""What a text says about time, before it is settled which of it is wanted."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, time, timedelta

from flows.frozen import replace, value
from flows.values import Window

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@value(frozen=True, slots=True)
class Relative:
    """A time that only the appointment settles: "an hour later", "same time next week", "the day after".

    `shift` moves the appointment; `months` moves it by calendar months; `day` puts the appointment's clock time on
    that day ("same time on Friday"); `whole_day` leaves the time of the day open, `week` the day too, `rest` those that are
    left of the week behind the appointment ("later in the week"). `counted` where a length of time is named: "a day later".
    """

    shift: timedelta = timedelta()
    months: int = 0
    day: Window | None = None
    whole_day: bool = False
    week: bool = False
    rest: bool = False
    counted: bool = False


_THAT_WEEK, _LATER_THAT_WEEK = (Relative(whole_day=True, week=True, rest=rest) for rest in (False, True))
_SAME_TIME = Relative()
_MORNING = timedelta(hours=8)
_MOST_WEEKS = 9  # no month has more


@value(frozen=True, slots=True)
class TimeExpr:
    """One expression of time in a text: `text[start:end]`, naive local windows in order.

    `kind` is one of date, time, datetime, range, part, week, month, asap, any, past, relative,
    lesser (another one is preferred to it), either (a weekday and a date that it is not).
    """

    start: int
    end: int
    windows: tuple[Window, ...]
    negated: bool = False
    weak: bool = False
    relative: Relative | None = None
    kind: str = ""
    lang: str | None = None
    weekly: bool = False  # a bare weekday: that of any week
    week_open: str = ""  # "day", "span" or "until": bare weekdays make it, and no week is said
    monthly: bool = False  # a bare day of the month
    own: bool = False  # when a visit is now, beside the time wished for: no wish
    goal: bool = False  # when a visit is to be: "move it to Friday"
    left_open: bool = False  # what a refusal leaves: "I can't before five"


def settle(
    expressions: tuple[TimeExpr, ...], now: datetime, appointment: datetime | None
) -> tuple[tuple[Window, ...], tuple[Window, ...]]:
    """The windows that are wanted and those that are ruled out, each in order of the text.

    A clock time said apart from its day ("Thursday works. 3pm?", "Thursday works. Same time?") takes the day before it,
    else the one after; what is relative is counted from the appointment (from now where there is none); what is ruled
    out is cut out of what is wanted.
    """
    if len(expressions) == 1 and len(expressions[0].windows) == 1 and expressions[0].relative is None:
        # So most texts: nothing stands beside the one time that it could be cut by or brought together with.
        only = expressions[0]
        ahead = only.windows if _is_ahead(only.windows[0], now) else ()
        return ((), ahead) if only.negated else (ahead, ())
    wanted: list[Window] = []
    excluded: list[Window] = []
    apart = any(_is_one_day(window) for expr in expressions if not expr.negated for window in expr.windows)
    for expr in expressions:
        windows = expr.windows
        relative = expr.relative
        if relative is not None:
            if relative in (_THAT_WEEK, _LATER_THAT_WEEK) and any(
                window.date_given for other in expressions for window in other.windows
            ):
                continue  # "Thursday at 3 that week"
            if relative == _SAME_TIME and apart:
                at = datetime.combine(now.date(), (appointment or now).time())
                windows = (Window(at, at, date_given=False),)
            else:
                windows = _relative_windows(relative, windows, now, appointment)
        (excluded if expr.negated else wanted).extend(windows)
    wanted = _composed(_narrowed(wanted))
    excluded += _in_other_weeks([w for e in expressions if e.negated and e.weekly for w in e.windows], wanted)
    kept = [piece for window in wanted for piece in _without(window, excluded) if _is_ahead(piece, now)]
    if any(expr.negated and expr.kind == "part" for expr in expressions):
        kept = [piece for piece in kept if piece in wanted or not _is_the_night_before(piece)]
    excluded = [window for window in excluded if _is_ahead(window, now)]
    return tuple(dict.fromkeys(kept)), tuple(dict.fromkeys(excluded))


def turned(expr: TimeExpr) -> TimeExpr:
    """A refused bound as the wish it leaves open: not before five is from five on, not after five until then."""
    if expr.kind != "range" or expr.relative is not None or not all(map(_is_bound, expr.windows)):
        return expr
    windows = tuple(
        replace(w, start=w.end, end=datetime.combine(w.start.date() + DAY, time())) if w.start.time() == time()
        else replace(w, start=datetime.combine(w.start.date(), time()), end=w.start)
        for w in expr.windows
    )  # fmt: skip
    return replace(expr, windows=windows, negated=False, left_open=True)


def _is_bound(window: Window) -> bool:
    """Whether a window runs from midnight to a clock time or from one to midnight, on one day."""
    at_midnight = (window.start.time() == time(), window.end.time() == time())
    return window.time_given and at_midnight in ((True, False), (False, True)) and window.end - window.start < DAY


def _is_ahead(window: Window, now: datetime) -> bool:
    return window.end >= now or not window.date_given


def _in_its_week(day: Window, relative: Relative, base: datetime) -> Window:
    """ "Thursday that week", "Thursday the week after": the weekday in the appointment's own week or one beside it."""
    if not (relative.week or (relative.whole_day and relative.shift and not relative.shift.days % 7)):
        return day
    monday = datetime.combine((base + relative.shift).date(), time()) - base.weekday() * DAY
    return replace(day, start=monday + day.start.weekday() * DAY, end=monday + (day.start.weekday() + 1) * DAY)


def _relative_windows(
    relative: Relative, clocks: tuple[Window, ...], now: datetime, appointment: datetime | None
) -> tuple[Window, ...]:
    """The appointment moved; `clocks` are the times of the day said with it ("the day after at 3")."""
    base = appointment or now
    if relative.day is not None:
        moment = _same_time_on(_in_its_week(relative.day, relative, base), base)
    else:
        moment = (_months_later(base, relative.months) if relative.months else base) + relative.shift
    if not relative.whole_day:
        return (Window(moment, moment),)
    start = datetime.combine(moment.date(), time())
    if not clocks:
        if relative.week and relative.day is None:
            monday = start - start.weekday() * DAY
            first = start + DAY if relative.rest and start.weekday() < 6 else monday
            return (Window(first, monday + 7 * DAY, date_given=True, time_given=False),)
        return (Window(start, start + DAY, date_given=True, time_given=False),)
    shift = start - datetime.combine(clocks[0].start.date(), time())
    return tuple(Window(clock.start + shift, clock.end + shift) for clock in clocks)


def _same_time_on(day: Window, base: datetime) -> datetime:
    """The clock time of the appointment on that day, or on its weekday in that week; never where it already is."""
    moment = datetime.combine(day.start.date(), base.time())
    if day.end - day.start > 14 * DAY:
        moment += min(base.day - 1, (day.end - day.start).days - 1) * DAY
    elif day.end - day.start > DAY:
        moment += (base.weekday() - moment.weekday()) % 7 * DAY
        if moment == base:
            moment += 7 * DAY
    return moment


def _months_later(moment: datetime, months: int) -> datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def _narrowed(windows: list[Window]) -> list[Window]:
    """`in my lunch break, so make it 12:30`: the exact time within the range stands for it."""
    exact = [window for window in windows if window.start == window.end and not window.date_given]
    return [w for w in windows if w.date_given or w in exact or not any(w.start <= e.start <= w.end for e in exact)]


def _composed(windows: list[Window]) -> list[Window]:
    """Days without a time and times without a day brought together."""
    days = [at for at, window in enumerate(windows) if _is_one_day(window)]
    clocks = [at for at, window in enumerate(windows) if not window.date_given]
    if not days or not clocks:
        return windows
    used = set()
    made = list(windows)
    for at in clocks:
        before = [day for day in days if day < at]
        day = before[-1] if before else days[0]
        used.add(day)
        shift = windows[day].start - datetime.combine(windows[at].start.date(), time())
        made[at] = Window(windows[at].start + shift, windows[at].end + shift)
    return [window for at, window in enumerate(made) if at not in used]


def _in_other_weeks(weekdays: list[Window], wanted: list[Window]) -> list[Window]:
    """The weekdays ruled out in the weeks that are wanted: "next week any day but Tuesday" rules out the Tuesday of that week.

    Not where that weekday is all that is wanted: "not Tuesday, the Tuesday after".
    """
    found = []
    for out in weekdays:
        if all(window.start.weekday() == out.start.weekday() and window.end - window.start <= DAY for window in wanted):
            continue
        for window in wanted:
            weeks = max(1, -(-(window.start.date() - out.start.date()).days // 7))
            for week in range(weeks, weeks + _MOST_WEEKS if window.date_given else weeks):
                later = timedelta(days=7 * week)
                if out.start + later < window.end:
                    found.append(replace(out, start=out.start + later, end=out.end + later))
    return found


def _is_one_day(window: Window) -> bool:
    return window.date_given and not window.time_given and window.end - window.start == DAY


def _without(window: Window, excluded: list[Window]) -> list[Window]:
    """What is left of a window when that which is ruled out is taken from it."""
    pieces = [window]
    for out in excluded:
        pieces = [piece for whole in pieces for piece in _cut(whole, out)]
    return pieces


def _is_the_night_before(piece: Window) -> bool:
    """ "Thursday, but not in the morning" leaves no hours from midnight to the morning."""
    return piece.date_given and piece.start.time() == time() and piece.start < piece.end <= piece.start + _MORNING


def _cut(window: Window, out: Window) -> list[Window]:
    low, high = out.start, out.end if out.end > out.start else out.end + MINUTE
    if not out.date_given:
        if window.end - window.start > DAY or (not window.time_given and out.start == out.end):
            return [window]
        shift = datetime.combine(window.start.date(), time()) - datetime.combine(low.date(), time())
        low, high = low + shift, high + shift
    elif not window.date_given:
        return [window]
    if window.start == window.end:
        return [] if low <= window.start < high else [window]
    if high <= window.start or low >= window.end:
        return [window]
    kept = [(window.start, low)] if window.start < low else []
    if high < window.end:
        kept.append((high, window.end))
    timed = window.time_given or out.time_given
    return [replace(window, start=start, end=end, time_given=timed) for start, end in kept]
