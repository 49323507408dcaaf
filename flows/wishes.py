"""What the customer wishes for: when, for what, and which offer is taken up."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise

from flows.draft import Draft, fact
from flows.frozen import replace
from flows.local import comes_twice, exists, to_local
from flows.names import service_said
from flows.that_day import WAYS, on_the_table, rest_of_day
from flows.values import ANYBODY, Appointment, Intent, Slot, State, Window
from flows.visits import PICKING, SEARCHED, booking, covers, given_up, picked, start_of, target, targets
from flows.words import roles

HORIZON = timedelta(days=120)
# Somebody who declined 2:00 does not want 2:15 either, nor 2:30 where the offers lay hours apart.
NOT_AGAIN, NOT_AGAIN_AT_MOST = timedelta(minutes=30), timedelta(minutes=59)
OPEN_DAYS = 8  # that "any day" stands for where hours are named
_OTHER_HOURS = frozenset(("any", "earlier", "later"))  # "Friday any time", "anything earlier on Friday?"
_LOOKING: tuple[State, ...] = (*SEARCHED, *PICKING)
_GOING_ON = (Intent.CHOOSE, Intent.AFFIRM, Intent.ALTERNATIVES)  # with what was wished for before
_TAKING = (Intent.CHOOSE, Intent.AFFIRM)  # one of the offers
OTHERS = (Intent.ALTERNATIVES, *WAYS)  # than the offers
DAYS_ON = 4  # that are meant by hours without a day, where the visit's own day was refused
A_DAY, A_WEEK, TWO_WEEKS = timedelta(days=1), timedelta(days=7), timedelta(days=14)


@fact
def wishes(turn: Draft) -> tuple[Window, ...]:
    """The spans of start times wished for, every one with its day settled."""
    if _leaves_the_day_open(turn):
        return _on_any_day(turn)
    if turn.reading.windows:
        rest = rest_of_day(turn)
        if rest is not None:
            return (rest,)
        spoken = spoken_windows(turn)
        if spoken:
            return _at_kept_hours(turn, tuple([settled for window in spoken for settled in _settled(turn, window)]))
    intent = turn.reading.intent
    if turn.reading.urgent:
        return (Window(turn.now_local, turn.now_local + HORIZON, time_given=False),)
    if intent in WAYS and turn.state not in PICKING:
        return _shifted(turn, intent)
    if turn.reading.excluded and turn.state not in PICKING:
        # "Any day but Friday" is a wish: for what was wished before, or for any time, without the days refused.
        before = turn.conversation.wishes
        open_still = (w.end - w.start > A_DAY or not _is_refused(excluded(turn), w.start.date()) for w in before)
        return before if any(open_still) else _at_kept_hours(turn, (_after_refusal(turn),))
    if turn.state in PICKING or other_service_named(turn):
        return turn.conversation.wishes
    if turn.reading.provider is not None or turn.reading.without:
        return _with_them(turn)
    if intent in _GOING_ON:
        return turn.conversation.wishes or (Window(turn.now_local, turn.now_local + HORIZON, time_given=False),)
    return ()


def _with_them(turn: Draft) -> tuple[Window, ...]:
    """ "With Dr Okafor please": at what was wished for before, else at the visit's own time; open for a new visit."""
    if turn.state in SEARCHED and turn.conversation.wishes:
        return turn.conversation.wishes
    if not targets(turn) or (with_whom(turn) is None and not without(turn)):
        return ()
    own = start_of(turn, target(turn))
    return (Window(own, own),)


@fact
def with_whom(turn: Draft) -> str | None:
    """The id of who is wished for, in this text or while the search goes on; ANYBODY where it does not matter who."""
    said = turn.reading.provider
    if said is None:
        kept = turn.conversation.provider if turn.state in _LOOKING else None
        return kept if kept not in turn.reading.without else None
    names_the_visit = turn.state not in SEARCHED and turn.reading.intent != Intent.PROPOSE
    if names_the_visit and targets(turn) and said == target(turn).provider:
        return None  # "move my appointment with Dr Ito"
    return said


@fact
def without(turn: Draft) -> tuple[str, ...]:
    """The ids of who is not to do it, by this text or one before."""
    if turn.reading.provider == ANYBODY:
        return ()
    before = turn.conversation.without if turn.state in _LOOKING else ()
    if not before and not turn.reading.without:
        return ()
    return tuple(sorted({*before, *turn.reading.without} - {turn.reading.provider}))


def _leaves_the_day_open(turn: Draft) -> bool:
    """ "Any day", "whenever", and no other day is named."""
    reading = turn.reading
    whenever = turn.state == "asking_when" and not reading.windows and reading.intent == Intent.PROPOSE
    if not (reading.any_day or whenever) or reading.excluded or turn.state in PICKING:
        return False
    return not any(window.date_given for window in reading.windows)


def _on_any_day(turn: Draft) -> tuple[Window, ...]:
    """ "Any day": the hours named with it or wished for before, on the days that come."""
    today = datetime.combine(turn.now_local.date(), time())
    hours = turn.reading.windows or kept_hours(turn)
    if not hours:
        return (Window(turn.now_local, today + TWO_WEEKS, time_given=False),)
    days = (turn.now_local.date() + timedelta(days=ahead) for ahead in range(TWO_WEEKS.days))
    opened = [day for day in days if turn.calendar.place.opens(day)][:OPEN_DAYS]
    return tuple(moved for day in opened for hour in hours if (moved := on_day(hour, day)).end > turn.now_local)


def _at_kept_hours(turn: Draft, days: tuple[Window, ...]) -> tuple[Window, ...]:
    """ "What about Friday", after "Thursday after 4": Friday after 4. An exact hour does not bind, see `hour_before`."""
    hours = [hour for hour in kept_hours(turn) if hour.start < hour.end] if turn.conversation.wishes else ()
    if not hours or turn.reading.any_day or not roles(turn).isdisjoint(_OTHER_HOURS):
        return days
    if any(window.time_given or window.end - window.start > TWO_WEEKS for window in days):
        return days
    dates = [
        date
        for window in days
        for ahead in range((window.end - window.start).days)
        if turn.calendar.place.opens(date := window.start.date() + timedelta(days=ahead))
    ]
    moved = tuple(on_day(hour, day) for day in dates[: 2 * OPEN_DAYS] for hour in hours)
    return tuple(window for window in moved if window.end > turn.now_local) or days


def kept_hours(turn: Draft) -> tuple[Window, ...]:
    """The hours of what was wished for before, each once, while the search goes on."""
    before = turn.conversation.wishes if turn.state in SEARCHED else ()
    if not before or not all(window.time_given and window.end - window.start < A_DAY for window in before):
        return ()
    by_clock = {(window.start.time(), window.end - window.start): window for window in before}
    return tuple(by_clock.values())


def hour_before(turn: Draft) -> time | None:
    """The one clock time wished for before: near it another day is looked at first."""
    hours = kept_hours(turn)
    return hours[0].start.time() if len(hours) == 1 and hours[0].start == hours[0].end else None


def _after_refusal(turn: Draft) -> Window:
    """The days around the visit, or only those after it where its own day is what does not suit; else those ahead."""
    today = datetime.combine(turn.now_local.date(), time())
    if not targets(turn):
        return Window(today + A_DAY, today + TWO_WEEKS, time_given=False)
    own = datetime.combine(start_of(turn, target(turn)).date(), time())
    if _is_refused(turn.reading.excluded, own.date()):
        return Window(own + A_DAY, own + A_WEEK + A_DAY, time_given=False)
    return Window(max(today + A_DAY, own - A_WEEK), own + A_WEEK, time_given=False)


def _is_refused(windows: tuple[Window, ...], day: date) -> bool:
    """Whether all of a day is ruled out."""
    midnight = datetime.combine(day, time())
    return any(window.start <= midnight and midnight + A_DAY <= window.end for window in windows)


def spoken_windows(turn: Draft) -> tuple[Window, ...]:
    """The windows of the text without those that only name the visit ("move my Wednesday visit to Friday")."""
    windows = turn.reading.windows
    if not windows or (turn.state in PICKING and picked(turn)):
        return ()
    if turn.reading.intent != Intent.RESCHEDULE or not targets(turn):
        return windows
    start = start_of(turn, target(turn))
    return tuple(window for window in windows if window.time_given or not covers(window, start))


def _settled(turn: Draft, window: Window) -> tuple[Window, ...]:
    """A bare clock time gets the days under discussion, unless these have passed."""
    if window.date_given:
        return (window,)
    on_days = (on_day(window, day) for day in _days_under_discussion(turn))
    return tuple(moved for moved in on_days if moved.end > turn.now_local) or (replace(window, date_given=True),)


def on_day(window: Window, day: date) -> Window:
    start = datetime.combine(day, window.start.time())
    return Window(start, start + (window.end - window.start), True, window.time_given)


def _days_under_discussion(turn: Draft) -> tuple[date, ...]:
    """The days that are offered, else the one wished for, else the visit's."""
    zone = turn.calendar.place.zone
    offered = sorted({to_local(slot.start, zone).date() for slot in turn.conversation.offers})
    if offered:
        return tuple(offered)
    if turn.conversation.wishes and turn.state == "asking_when":
        return (turn.conversation.wishes[0].start.date(),)
    if not targets(turn):
        return ()
    own = start_of(turn, target(turn)).date()
    if not _is_refused(excluded(turn), own):
        return (own,)
    return tuple(own + timedelta(days=ahead) for ahead in range(1, DAYS_ON + 1))


def _shifted(turn: Draft, intent: Intent) -> tuple[Window, ...]:
    """Earlier or later than what is on the table: the offers, else the visit."""
    starts = on_the_table(turn)
    if not starts:
        return ()
    if intent == Intent.EARLIER:
        return (Window(turn.now_local, max(starts[0], turn.now_local), time_given=False),)
    return (Window(starts[-1] + timedelta(minutes=1), starts[-1] + HORIZON, time_given=False),)


@fact
def excluded(turn: Draft) -> tuple[Window, ...]:
    """What must not be offered: what is ruled out, and on "something else" or "none of those" what was offered before."""
    if turn.state == "idle":
        return ruled_out(turn)
    if turn.reading.intent not in OTHERS and "none" not in roles(turn):
        return ruled_out(turn)
    zone = turn.calendar.place.zone
    before = sorted(to_local(slot.start, zone) for slot in turn.conversation.offers)
    between = min((later - earlier for earlier, later in pairwise(before)), default=NOT_AGAIN)
    beside = min(max(NOT_AGAIN, between / 2 - timedelta(minutes=1)), NOT_AGAIN_AT_MOST)
    return (*ruled_out(turn), *(Window(start - beside, start + beside) for start in before))


def ruled_out(turn: Draft) -> tuple[Window, ...]:
    """The times that do not suit, by this text or one before."""
    before = turn.conversation.excluded if turn.state != "idle" else ()
    return (*before, *turn.reading.excluded)


@fact
def exact(turn: Draft) -> datetime | None:
    """The one clock time wished for (naive local), or None where the wish is wider."""
    asked = wishes(turn)
    return asked[0].start if len(asked) == 1 and asked[0].start == asked[0].end else None


def exact_exists(turn: Draft) -> bool:
    """Whether clocks show the time wished for at all."""
    wall = exact(turn)
    return wall is None or exists(wall, turn.calendar.place.zone)


def exact_twice(turn: Draft) -> bool:
    """Whether clocks show the time wished for twice."""
    wall = exact(turn)
    return wall is not None and comes_twice(wall, turn.calendar.place.zone)


@fact
def chosen(turn: Draft) -> Slot | None:
    """The offered slot the text takes: by number, or by a yes where only one is on the table; none for another visit."""
    offers, intent = turn.conversation.offers, turn.reading.intent
    if not offers or intent not in _TAKING:
        return None
    about = {key for key, _ in turn.conversation.about}
    if about and targets(turn) and about.isdisjoint([visit.id for visit in targets(turn)]):
        return None
    number = turn.reading.choice
    if intent == Intent.CHOOSE:
        return offers[number - 1] if number is not None and 1 <= number <= len(offers) else None
    return offers[0] if len(offers) == 1 else None


def wanted_service(turn: Draft) -> str:
    """The id of the service slots are looked for; raises LookupError where it is still open."""
    if targets(turn):
        return target(turn).service
    service = named_service(turn)
    if service is None:
        raise LookupError("it is still open what the visit is for")
    return service


@fact
def alike(turn: Draft) -> Appointment | None:
    """The visit whose provider and hour suit the customer: the one that moves, or the one given up that a new one replaces."""
    if targets(turn):
        return target(turn)
    visit = given_up(turn)
    return visit if visit is not None and visit.service == wanted_service(turn) else None


@fact
def named_service(turn: Draft) -> str | None:
    """What a new visit is for: agreed before, the only thing there is, a number of the list, or named in the text."""
    services = turn.calendar.services
    if len(services) == 1:
        return services[0].id
    said = service_said(turn, services)
    if said:
        return said
    if turn.state in PICKING:
        number = turn.reading.choice or _lone_number(turn.inbound.body)
        return services[number - 1].id if number is not None and 1 <= number <= len(services) else None
    if turn.conversation.service and booking(turn) and turn.state != "idle":
        return turn.conversation.service
    visit = given_up(turn)
    return visit.service if visit else None


@fact
def other_service_named(turn: Draft) -> bool:
    """ "Make it a cleaning": the new visit is for something else than was said before; the wish stays."""
    before = turn.conversation.service
    if not before or turn.reading.windows or turn.state in ("idle", *PICKING) or not booking(turn):
        return False
    return named_service(turn) != before


def _lone_number(text: str) -> int | None:
    digits = text.strip(" .!)#")
    return int(digits) if digits.isdecimal() and len(digits) < 3 else None
