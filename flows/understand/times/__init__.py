"""Times in a text: dates, clock times, parts of the day, ranges, refusals and wishes relative to the appointment."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from flows.understand.expressions import Relative, TimeExpr
from flows.understand.lexicon import known_languages, lexicon
from flows.understand.times import dates, lengths, relative, spans, weekdays, weeks
from flows.understand.times.clocks import clock_of
from flows.understand.times.compare import without_lesser
from flows.understand.times.frames import read_frames
from flows.understand.times.hints import may_hold_a_time
from flows.understand.times.join import joined
from flows.understand.times.passes import IN_ORDER
from flows.understand.times.points import Frame
from flows.understand.times.rewrite import Passes, kinds_of
from flows.understand.times.said import TELLING_NOTHING
from flows.understand.times.scan import scan
from flows.understand.times.values import Days, Partial, Present, Setting
from flows.understand.times.windows import windows_of
from flows.understand.tokens import Token
from flows.values import Window

__all__ = ["find_times", "is_timely", "read_times", "timely"]

# Each module of rules fills the passes as it is imported.
RULES = (dates, lengths, relative, spans, weekdays, weeks)
_PASSES = Passes(IN_ORDER)
MOST_EXPRESSIONS = 12
_DAY = timedelta(days=1)
_NO_MONTH = (None, None)
_NO_DATE = (None, None, None)  # neither year nor month nor day
_KIND_OF_DAYS = {"day": "date", "weekend": "week", "year": "month", "span": "range", "ending": "range"}


def find_times(text: str, tokens: list[Token], now: datetime, languages: tuple[str, ...]) -> tuple[TimeExpr, ...]:
    """The expressions of time in a text, in order; `languages` are BCP 47 codes, the most likely first."""
    found = read_times(text, tokens, Present(now), timely([token.norm for token in tokens], languages))
    return tuple(expr for expr in found if not expr.own)


def timely(norms: list[str], languages: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the languages in which the words leave it possible that the text speaks of a time, whenever that is."""
    return tuple([tag for tag in languages if is_timely(norms, tag)])


def is_timely(norms: list[str], language: str) -> bool:
    """Whether a text's words, by their norms, leave it possible in this language that it speaks of a time."""
    code = _grammar(language)[0]
    return code is not None and may_hold_a_time(norms, code)


def read_times(text: str, tokens: list[Token], present: Present, languages: tuple[str, ...]) -> tuple[TimeExpr, ...]:
    """The expressions of time in a text, read in languages that are `timely` for it.

    Each language reads the text on its own; the reading that covers most of the text is taken, the first one where they
    are equal. Those that are a visit's `own` come last.
    """
    if len(languages) == 1:
        return _read_in(languages[0], text, tokens, present)
    best: tuple[TimeExpr, ...] = ()
    covered = 0
    seen = set()
    for tag in languages:
        code, _ = _grammar(tag)
        if code in seen:
            continue
        seen.add(code)
        found = _read_in(tag, text, tokens, present)
        extent = sum(expr.end - expr.start for expr in found if not (expr.weak or expr.own))
        if extent > covered or (found and not best):
            best, covered = found, extent
    return best


def _read_in(tag: str, text: str, tokens: list[Token], present: Present) -> tuple[TimeExpr, ...]:
    code, order = _grammar(tag)
    return _read(text, tokens, Setting(present, present.today(), lexicon(code), order)) if code is not None else ()


@lru_cache(maxsize=256)
def _grammar(tag: str) -> tuple[str | None, str]:
    """The language whose words a tag stands for, None where there are none, and its order of day and month."""
    code = tag.split("-")[0].lower()
    return (code, date_order(tag)) if code in known_languages() else (None, "")


def date_order(code: str) -> str:
    """Whether `3/11` is the third or the eleventh month: by the language's data, region first."""
    switches = lexicon(code.split("-")[0].lower()).switches
    region = code.split("-")[-1].upper() if "-" in code else ""
    orders: dict[str, str] = switches.get("date_order_in", {})
    order: str = orders.get(region, switches.get("date_order", "dmy"))
    return order


def _read(text: str, tokens: list[Token], setting: Setting) -> tuple[TimeExpr, ...]:
    items = scan(text, tokens, setting)
    if TELLING_NOTHING.issuperset([item.kind for item in items]):
        return ()
    frames, own = read_frames(items, kinds_of(_PASSES.apply(items, setting)), setting)
    frames, lesser = without_lesser(frames, tokens, setting)
    found = _expressions(joined(frames)[:MOST_EXPRESSIONS], tokens, setting)
    if lesser:
        found += [replace(expr, kind="lesser") for expr in _expressions(lesser, tokens, setting)]
        found.sort(key=_start)
    if own:
        found += _expressions([frame for frame in own[:MOST_EXPRESSIONS] if not frame.negated], tokens, setting, own=True)
    return tuple(found)


def _start(expr: TimeExpr) -> int:
    return expr.start


def _expressions(frames: list[Frame], tokens: list[Token], setting: Setting, *, own: bool = False) -> list[TimeExpr]:
    found = []
    for frame in frames:
        expr = _expression(frame, tokens, setting, own)
        if expr is not None:
            found.append(expr)
    return found


def _expression(frame: Frame, tokens: list[Token], setting: Setting, own: bool) -> TimeExpr | None:
    date, relative = frame.date, frame.relative
    if date is None and frame.number is not None and frame.clock is None:
        _as_weak_hour(frame)
    if relative is None:
        windows = windows_of(frame, setting)
        kind = _kind(frame, windows)
    else:
        windows = windows_of(frame, setting) if relative.whole_day and frame.timed else ()
        kind = "relative"
        relative = _on_day(frame, relative, setting)
    if not kind:
        return None
    weekly = monthly = False
    week_open = ""
    if isinstance(date, Partial):
        if date[:3] == _NO_DATE:
            weekly, week_open = _is_weekly(frame), _week_open(frame, date)
        else:
            monthly = _is_monthly(frame, date)
    start, end = tokens[frame.first].start, tokens[frame.last - 1].end
    code = setting.lexicon.code
    return TimeExpr(
        start, end, windows, frame.negated, frame.weak, relative, kind, code, weekly, week_open, monthly, own, frame.goal
    )


def _as_weak_hour(frame: Frame) -> None:
    """A bare number stands as a guess: an hour where it can be one."""
    assert frame.number is not None
    frame.clock, frame.number, frame.weak = clock_of(frame.number), None, True


def _kind(frame: Frame, windows: tuple[Window, ...]) -> str:
    date = frame.date
    if frame.asap:
        return "asap"
    if not windows:
        return "past" if date is not None else ("any" if frame.any else "")
    if isinstance(date, Partial) and _is_either(date, frame, windows):
        return "either"
    if frame.moment is not None or (date is not None and frame.clock and not frame.bound):
        return "datetime"
    if frame.bound or frame.date_to is not None:
        return "range"
    if frame.clock:
        return "time"
    if frame.timed:
        return "part"
    if isinstance(date, Days):
        return _KIND_OF_DAYS.get(date.grain, date.grain)
    return "date" if date is not None and (date.day is not None or date.weekday is not None) else "month"


def _is_either(date: Partial, frame: Frame, windows: tuple[Window, ...]) -> bool:
    """A weekday and a date that it is not: each may have been meant."""
    if date.day is None or date.weekday is None:
        return False
    if date.month is not None or frame.date_to is not None:
        return False
    return {window.start.weekday() for window in windows} != {date.weekday} or windows[0].end - windows[0].start > _DAY


def _is_weekly(frame: Frame) -> bool:
    """`Wednesday at 4`: of a frame whose date has no day, month or year, no week is said either."""
    return frame.date_to is None and not (frame.bound and not frame.timed)


def _week_open(frame: Frame, date: Partial) -> str:
    """What bare weekdays make of a frame: a "day", a "span" ("from Wednesday on"), or all "until" one of them."""
    if date.weekday is None:
        return ""
    if frame.date_to is not None:
        return "span" if _is_bare(frame.date_to) else ""
    if frame.timed or not frame.bound:
        return "day"
    return "until" if frame.bound in ("before", "until") else "span"


def _is_bare(date: Partial | Days | None) -> bool:
    return isinstance(date, Partial) and date.lone_weekday is not None


def _is_monthly(frame: Frame, date: Partial) -> bool:
    """`the 11th`, `the 11`: no month is said."""
    return date[:2] == _NO_MONTH and date.day is not None and frame.date_to is None


def _on_day(frame: Frame, relative: Relative, setting: Setting) -> Relative:
    """`same time on Friday`: the day is said, the clock time is the appointment's."""
    if frame.date is None:
        return relative
    windows = windows_of(replace(frame, relative=None, clock=None, part=None), setting)
    return replace(relative, day=windows[0]) if windows else relative
