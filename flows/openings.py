"""The free slots that meet a wish: of who is asked for, on the day and at the hour wished for, else near them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

from flows.choice import OFFERED, Group, few_of
from flows.draft import Draft, fact
from flows.frozen import replace, value
from flows.local import hours, to_local, to_utc
from flows.that_day import WAYS, rest_of_day
from flows.values import ANYBODY, FreeSlots, Intent, Slot, Window
from flows.visits import service_of, start_of, target, targets
from flows.wishes import (
    OTHERS,
    alike,
    chosen,
    excluded,
    hour_before,
    on_day,
    ruled_out,
    spoken_windows,
    wanted_service,
    wishes,
    with_whom,
    without,
)

MOST_WINDOWS = 4  # of those that something is free in
LOOKED_AT = 12  # free slots asked for
LOOKED_AT_IN_A_DAY = 36  # so that those offered can lie apart
DAYS_AFTER = 14  # on which hours without a day are looked for where the day under discussion has none
DAYS_AROUND = 3  # of a day that is full
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
TWO_WEEKS, TWO_MONTHS = timedelta(days=14), timedelta(days=62)


@value(frozen=True, slots=True)
class Found:
    """Slots to offer, in time order; `met` says whether they are what was asked for.

    `other` says that they are with somebody else than the visit was, or that it was asked for somebody.
    """

    slots: tuple[Slot, ...]
    met: bool
    other: bool = False


@fact
def found(turn: Draft) -> Found:
    """The slots to offer for the wish: of who is asked for, else of the visit's own provider, else the nearest there are."""
    rest = rest_of_day(turn)
    if rest is None:
        return _wished(turn)
    if turn.reading.windows:
        return _in_the_rest(turn, rest) or _wished(turn)  # "later that day"
    nearest = _wished(turn)
    return nearest if _any_on(turn, nearest, rest) else _in_the_rest(turn, rest) or nearest


def _wished(turn: Draft) -> Found:
    asked = with_whom(turn)
    if asked in (None, ANYBODY):
        return _with_any(turn)
    theirs = _with_one(turn, asked) if _do_it(turn, asked) else None
    return theirs if theirs and theirs.slots else replace(_with_any(turn), met=False, other=True)


def _any_on(turn: Draft, some: Found, day: Window) -> bool:
    """Whether any of the slots is on the day that a window begins on."""
    zone = turn.calendar.place.zone
    return any(to_local(slot.start, zone).date() == day.start.date() for slot in some.slots)


def _in_the_rest(turn: Draft, rest: Window) -> Found | None:
    """What is free later or earlier on the day on the table; close to the offers too, before the day is given up."""
    asked, like = with_whom(turn), alike(turn)
    own = like.provider if like is not None and like.provider not in without(turn) else None
    who: tuple[str | None, ...] = (own, None) if asked is None else (None,) if asked == ANYBODY else (asked,)
    for barred in (excluded(turn), ruled_out(turn)):
        for provider in dict.fromkeys(who):
            slots = _within(turn, provider, _near(turn, rest), (rest,), or_near=False, barred=barred).slots
            theirs = tuple(slot for slot in slots if own is None or slot.provider == slots[0].provider)
            if theirs:
                return Found(few_of(turn, [theirs]), met=True, other=asked is not None or own not in (None, theirs[0].provider))
    return None


def nothing_in_the_rest(turn: Draft) -> bool:
    """Later or earlier was asked for, and the slots found are of other days; not where it is only too soon to arrange it."""
    rest = rest_of_day(turn)
    if rest is None or _any_on(turn, found(turn), rest):
        return False
    notice = hours(service_of(turn, wanted_service(turn)).notice_hours)
    return rest.start >= turn.now_local + notice


def _with_any(turn: Draft) -> Found:
    """Slots of the visit's own provider where these are free, else of another."""
    like = alike(turn)
    provider = like.provider if like and with_whom(turn) != ANYBODY and like.provider not in without(turn) else None
    left_open = provider is None and not without(turn)  # else it is said who it is with
    own = _search(turn, provider) if provider is not None or left_open else []
    if own:
        return Found(few_of(turn, own), met=True, other=with_whom(turn) == ANYBODY)
    others = _search(turn, None) if not left_open else []
    if others:
        one = others[0][0].provider
        same = [group for each in others if (group := tuple(slot for slot in each if slot.provider == one))]
        return Found(few_of(turn, same), met=True, other=one != provider)
    later = _elsewhen(turn, provider) or (_elsewhen(turn, None) if provider is not None else [])
    if later:
        return _unmet(few_of(turn, later), provider)
    beside = _beside(turn, provider)
    if beside is not None:
        return beside
    near = _near(turn, wishes(turn)[0]) if len(wishes(turn)) == 1 else None
    nearest = _within(turn, provider, near, wishes(turn))
    if not nearest.slots and provider is not None:
        nearest = _within(turn, None, near, wishes(turn))
    slots = few_of(turn, [nearest.slots], least=True)
    if without(turn) and not nearest.met:
        return Found(slots, met=False, other=True)  # somebody else's: it is said whose
    return Found(slots, True) if nearest.met else _unmet(slots, provider)


def _beside(turn: Draft, provider: str | None) -> Found | None:
    """Other hours of the day that was named with an hour: with the visit's own provider, else with another one.

    A single one is no choice: then the nearest of all days are offered, that one among them where it is near.
    """
    asked = wishes(turn)
    if chosen(turn) or len(asked) != 1 or not asked[0].time_given or asked[0].end - asked[0].start >= A_DAY:
        return None
    midnight = datetime.combine(asked[0].start.date(), time())
    day, near = Window(midnight, midnight + A_DAY, True, False), to_utc(asked[0].start, turn.calendar.place.zone)
    for who in dict.fromkeys((provider, None)):
        slots = _within(turn, who, near, (day,), or_near=False).slots
        if len(slots) > 1 and (provider is None or who == provider):
            return Found(few_of(turn, [slots], least=True), met=False, other=bool(without(turn)))
        theirs = tuple(slot for slot in slots if slot.provider == slots[0].provider)
        if len(theirs) > 1:
            return Found(few_of(turn, [theirs], least=True), met=False, other=True)
    return None


def _do_it(turn: Draft, provider: str) -> bool:
    """Whether a provider works here still and does what the visit is for."""
    service = wanted_service(turn)
    return any(one.id == provider and service in one.services for one in turn.calendar.providers)


def _with_one(turn: Draft, provider: str) -> Found:
    """The slots with who is wished for: at the time wished for, else the nearest there are."""
    own = _search(turn, provider)
    if own:
        return Found(few_of(turn, own), met=True, other=True)
    later = _elsewhen(turn, provider)
    if later:
        return Found(few_of(turn, later), met=False, other=True)
    near = _near(turn, wishes(turn)[0]) if len(wishes(turn)) == 1 else None
    nearest = _within(turn, provider, near, wishes(turn))
    return Found(few_of(turn, [nearest.slots], least=True), nearest.met, other=True)


def _unmet(slots: tuple[Slot, ...], provider: str | None) -> Found:
    return Found(slots, met=False, other=provider is not None and all(slot.provider != provider for slot in slots))


@fact
def taken_up(turn: Draft) -> Slot | None:
    """The slot taken as it is free now, as long as its service is by now; None where it is not.

    Held ones are free, but holds end before the customer's patience does, and the business may have been loaded anew.
    """
    slot = chosen(turn)
    if slot is None:
        return None
    start = to_local(slot.start, turn.calendar.place.zone)
    answer = turn.calendar.free(
        wanted_service(turn),
        provider=slot.provider,
        windows=(Window(start, start),),
        replacing=target(turn).id if targets(turn) else None,
        near=slot.start,
        count=1,
        or_near=False,
    )
    for free in answer.slots if answer.met else ():
        if free.start == slot.start and free.provider == slot.provider:
            return free
    return None


def _search(turn: Draft, provider: str | None) -> list[Group]:
    """Slots that meet the wish, by day or by window: each gets its turn, "Tuesday or Friday" is both; empty without any."""
    asked = wishes(turn)
    if len(asked) == 1:
        if _leaves_days_open(turn, asked[0]):
            return _on_some(turn, provider, _days_of(turn, asked[0]))
        only = _within(turn, provider, _near(turn, asked[0]), asked, or_near=False)
        return [only.slots] if only.met and only.slots else []
    each = (_within(turn, provider, _near(turn, window), (window,), or_near=False) for window in asked)
    return list(islice((answer.slots for answer in each if answer.met and answer.slots), MOST_WINDOWS))


def _on_some(turn: Draft, provider: str | None, days: Iterable[Window], hour: time | None = None) -> list[Group]:
    """The slots on the first few of these days that have any, first those near an hour (default: the customer's own)."""
    answers = (_within(turn, provider, _hour_of(turn, day, hour), (day,), or_near=False) for day in days)
    return list(islice((answer.slots for answer in answers if answer.met and answer.slots), OFFERED))


def _leaves_days_open(turn: Draft, window: Window) -> bool:
    """A week or a month, and no word of when in it."""
    if chosen(turn) or turn.reading.urgent or window.time_given or not A_DAY < window.end - window.start <= TWO_MONTHS:
        return False
    return bool(turn.reading.windows) or turn.reading.intent not in WAYS


def _days_of(turn: Draft, window: Window) -> list[Window]:
    """The days of a window, those nothing was offered on first; the weeks of one that is longer."""
    step = A_DAY if window.end - window.start <= TWO_WEEKS else A_WEEK
    first = max(window.start, turn.now_local)
    starts = [first]
    while (following := datetime.combine(starts[-1].date() + step, time())) < window.end:
        starts.append(following)
    ends = [*starts[1:], window.end]
    parts = [Window(start, end, True, False) for start, end in zip(starts, ends, strict=True)]
    offered = {to_local(slot.start, turn.calendar.place.zone).date() for slot in turn.conversation.offers}
    parts.sort(key=lambda part: part.start.date() in offered)
    if turn.reading.windows or not turn.reading.excluded or not targets(turn):
        return parts
    own = start_of(turn, target(turn)).date()  # "any day but Friday": another day near the visit's
    return sorted(parts, key=lambda part: abs(part.start.date() - own) or A_WEEK)


def _elsewhen(turn: Draft, provider: str | None) -> list[Group]:
    """Where the wish can't be met: its hours on the days after if it named no day, the days around if it named no hour."""
    if chosen(turn):
        return []
    spoken = spoken_windows(turn)
    if spoken and not any(window.date_given or window.start == window.end for window in spoken):
        last = max(window.start.date() for window in wishes(turn))
        after = [on_day(window, last + timedelta(days=ahead)) for ahead in range(1, DAYS_AFTER + 1) for window in spoken]
        soon, later = after[: len(after) // 2], after[len(after) // 2 :]
        return _on_some(turn, provider, soon) or _on_some(turn, provider, later)
    asked = wishes(turn)
    if len(asked) != 1 or asked[0].end - asked[0].start > A_DAY:
        return []
    day = asked[0].start.date()
    if rest_of_day(turn) == asked[0]:
        hour = asked[0].start if asked[0].start.time() > time() else asked[0].end
        return _on_some(turn, provider, _days_around(turn, day), hour.time())
    if asked[0].time_given and turn.calendar.place.opens(day):
        return []  # the hours beside it will do better
    return _on_some(turn, provider, _days_around(turn, day), asked[0].start.time() if asked[0].time_given else None)


def _days_around(turn: Draft, day: date) -> Iterator[Window]:
    """The days nearest to one, without today, the past, and the day that the visit is to leave."""
    left = start_of(turn, target(turn)).date() if targets(turn) else None
    for apart in range(1, DAYS_AROUND + 1):
        for other in (day + timedelta(days=apart), day - timedelta(days=apart)):
            if other != left and other > turn.now_local.date():
                midnight = datetime.combine(other, time())
                yield Window(midnight, midnight + A_DAY, True, False)


def _within(
    turn: Draft,
    provider: str | None,
    near: datetime | None,
    windows: tuple[Window, ...],
    *,
    or_near: bool = True,
    barred: tuple[Window, ...] | None = None,
) -> FreeSlots:
    one_day = len(windows) == 1 and windows[0].start < windows[0].end <= windows[0].start + A_DAY
    moved = targets(turn)
    return turn.calendar.free(
        moved[0].service if moved else wanted_service(turn),
        provider=provider,
        windows=windows,
        excluded=excluded(turn) if barred is None else barred,
        replacing=moved[0].id if moved else None,
        near=near,
        count=LOOKED_AT_IN_A_DAY if one_day and not or_near else LOOKED_AT,
        or_near=or_near,
        without=without(turn),
    )


def _near(turn: Draft, window: Window) -> datetime | None:
    """Where to look first: beside the visit for earlier, later and whole days (people keep their time of day)."""
    slot = chosen(turn)
    if slot:
        return slot.start
    if turn.reading.urgent:
        return None
    if not turn.reading.windows and (turn.reading.intent in OTHERS or turn.reading.excluded):
        beside = _on_the_table(turn, window)
        if beside:
            return beside[0] if turn.reading.intent == Intent.EARLIER else beside[-1]
    if targets(turn) and window.start != window.end and start_of(turn, target(turn)) in (window.start, window.end):
        return target(turn).start  # "later that day": the hours from the visit on
    if window.time_given or window.end - window.start > A_DAY:
        return None
    return _hour_of(turn, window)


def _on_the_table(turn: Draft, window: Window) -> list[datetime]:
    """When the offers are, else the visit; of several windows, what lies in this one."""
    offers, zone = turn.conversation.offers, turn.calendar.place.zone
    beside = sorted([slot.start for slot in offers]) or [visit.start for visit in targets(turn)[:1]]
    if len(wishes(turn)) > 1:  # a moment on another day would lead to the wrong end of this one
        beside = [moment for moment in beside if window.start <= to_local(moment, zone) < window.end]
    return beside


def _hour_of(turn: Draft, window: Window, hour: time | None = None) -> datetime | None:
    """A time of day, else the one wished for before, else the customer's own, on the day a window begins."""
    like = alike(turn)
    if hour is None:
        hour = hour_before(turn)
    if hour is None and like is not None:
        hour = start_of(turn, like).time()
    return to_utc(datetime.combine(window.start.date(), hour), turn.calendar.place.zone) if hour is not None else None
