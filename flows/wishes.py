"""What the customer wishes for, and the free slots that meet it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import zip_longest

from flows.draft import Draft, fact
from flows.frozen import replace, value
from flows.local import comes_twice, exists, to_local, to_utc
from flows.values import FreeSlots, Intent, Slot, Window
from flows.visits import PICKING, booking, covers, picked, service_of, start_of, target, targets

OFFERED = 3  # slots in one text
MOST_WINDOWS = 4  # that are looked at one by one
LOOKED_AT = 12  # free slots asked for, so that the offered ones can lie apart
HORIZON = timedelta(days=120)
APART_MINUTES = 30
DAYS_AFTER = 14  # on which hours without a day are looked for where the day under discussion has none
NOT_AGAIN = timedelta(minutes=30)  # somebody who declined 2:00 does not want 2:15 either


@value(frozen=True, slots=True)
class Found:
    """Slots to offer, in time order; `met` says whether they are what was asked for, `other` that another provider has them."""

    slots: tuple[Slot, ...]
    met: bool
    other: bool = False


@fact
def wishes(turn: Draft) -> tuple[Window, ...]:
    """The spans of start times wished for, every one with its day settled."""
    own = tuple(settled for window in _spoken(turn) for settled in _settled(turn, window))
    if own:
        return own
    intent = turn.reading.intent
    if turn.reading.urgent:
        return (Window(turn.now_local, turn.now_local + HORIZON, time_given=False),)
    if intent in (Intent.EARLIER, Intent.LATER) and turn.state not in PICKING:
        return _shifted(turn, intent)
    if turn.reading.excluded and turn.state not in PICKING:
        # "Any day but Friday" is a wish: for what was wished before, or for any time, without the days refused.
        return turn.conversation.wishes or (Window(turn.now_local, turn.now_local + HORIZON, time_given=False),)
    if turn.state in PICKING:
        return turn.conversation.wishes
    if intent in (Intent.CHOOSE, Intent.AFFIRM, Intent.ALTERNATIVES):
        return turn.conversation.wishes or (Window(turn.now_local, turn.now_local + HORIZON, time_given=False),)
    return ()


def _spoken(turn: Draft) -> tuple[Window, ...]:
    """The windows of the text without those that only name the visit ("move my Wednesday visit to Friday")."""
    windows = turn.reading.windows
    if turn.state in PICKING and picked(turn):
        return ()
    if turn.reading.intent != Intent.RESCHEDULE or not targets(turn):
        return windows
    start = start_of(turn, target(turn))
    return tuple(window for window in windows if window.time_given or not covers(window, start))


def _settled(turn: Draft, window: Window) -> tuple[Window, ...]:
    """A bare clock time gets the days under discussion, unless these have passed."""
    if window.date_given:
        return (window,)
    on_days = (_on_day(window, day) for day in _days_under_discussion(turn))
    return tuple(moved for moved in on_days if moved.end > turn.now_local) or (replace(window, date_given=True),)


def _on_day(window: Window, day: date) -> Window:
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
    return (start_of(turn, target(turn)).date(),) if targets(turn) else ()


def _shifted(turn: Draft, intent: Intent) -> tuple[Window, ...]:
    """Earlier or later than what is on the table: the offers, else the visit."""
    zone = turn.calendar.place.zone
    starts = sorted(to_local(slot.start, zone) for slot in turn.conversation.offers)
    if not starts and targets(turn):
        starts = [start_of(turn, target(turn))]
    if not starts:
        return ()
    if intent == Intent.EARLIER:
        return (Window(turn.now_local, max(starts[0], turn.now_local), time_given=False),)
    return (Window(starts[-1] + timedelta(minutes=1), starts[-1] + HORIZON, time_given=False),)


@fact
def excluded(turn: Draft) -> tuple[Window, ...]:
    """What must not be offered: what the customer ruled out, and on "something else" what was offered before."""
    ruled_out = turn.reading.excluded
    if turn.state == "idle":
        return ruled_out
    ruled_out = (*turn.conversation.excluded, *ruled_out)
    if turn.reading.intent not in (Intent.ALTERNATIVES, Intent.EARLIER, Intent.LATER):
        return ruled_out
    zone = turn.calendar.place.zone
    before = [to_local(slot.start, zone) for slot in turn.conversation.offers]
    return (*ruled_out, *(Window(start - NOT_AGAIN, start + NOT_AGAIN) for start in before))


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
    """The offered slot the text takes: by number, or by a yes where only one is on the table."""
    offers = turn.conversation.offers
    number = turn.reading.choice
    if turn.reading.intent == Intent.CHOOSE:
        return offers[number - 1] if number is not None and 1 <= number <= len(offers) else None
    return offers[0] if turn.reading.intent == Intent.AFFIRM and len(offers) == 1 else None


@fact
def chosen_is_free(turn: Draft) -> bool:
    """Whether the slot taken is still free: held ones are, but holds end before the customer's patience does."""
    slot = chosen(turn)
    if slot is None:
        return False
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
    return answer.met and any(free.start == slot.start for free in answer.slots)


@fact
def found(turn: Draft) -> Found:
    """The slots to offer for the wish: of the visit's own provider first, else of another, else the nearest there are."""
    provider = target(turn).provider if targets(turn) else None
    slot = chosen(turn)
    near = slot.start if slot else _near(turn)
    own = _search(turn, provider, near)
    if own is not None:
        return Found(_spread(turn, own), met=True)
    others = _search(turn, None, near) if provider is not None else None
    if others:
        one = others[0].provider
        same = tuple(slot for slot in others if slot.provider == one)
        return Found(_spread(turn, same), met=True, other=one != provider)
    later = _same_hours_later(turn, provider) or _same_hours_later(turn, None)
    if later:
        return Found(_spread(turn, later), met=False)
    nearest = _within(turn, provider, near, wishes(turn))
    if not nearest.slots and provider is not None:
        nearest = _within(turn, None, near, wishes(turn))
    return Found(_spread(turn, nearest.slots), nearest.met)


def _search(turn: Draft, provider: str | None, near: datetime | None) -> tuple[Slot, ...] | None:
    """Slots that meet the wish, None without any; of several windows each gets its turn: "Tuesday or Friday" is both."""
    each = [_within(turn, provider, near, (window,), or_near=False) for window in wishes(turn)[:MOST_WINDOWS]]
    met = [answer.slots for answer in each if answer.met]
    if not met:
        return None
    in_turn = (slot for slots in zip_longest(*met) for slot in slots if slot is not None)
    return tuple(dict.fromkeys(in_turn))


def _same_hours_later(turn: Draft, provider: str | None) -> tuple[Slot, ...]:
    """Slots at the hours wished for on the days after: whoever asks for a morning and names no day means another morning."""
    spoken = _spoken(turn)
    if not spoken or any(window.date_given or window.start == window.end for window in spoken):
        return ()
    last = max(window.start.date() for window in wishes(turn))
    after = [last + timedelta(days=ahead) for ahead in range(1, DAYS_AFTER + 1)]
    windows = tuple(_on_day(window, day) for day in after for window in spoken)
    return _within(turn, provider, to_utc(windows[0].start, turn.calendar.place.zone), windows, or_near=False).slots


def _within(
    turn: Draft, provider: str | None, near: datetime | None, windows: tuple[Window, ...], *, or_near: bool = True
) -> FreeSlots:
    return turn.calendar.free(
        wanted_service(turn),
        provider=provider,
        windows=windows,
        excluded=excluded(turn),
        replacing=target(turn).id if targets(turn) else None,
        near=near,
        count=LOOKED_AT,
        or_near=or_near,
    )


def _near(turn: Draft) -> datetime | None:
    """Where to look first: beside the visit for earlier, later and whole days (people keep their time of day)."""
    if turn.reading.urgent:
        return None
    intent = turn.reading.intent
    zone = turn.calendar.place.zone
    offers = sorted(slot.start for slot in turn.conversation.offers)
    beside = offers or [visit.start for visit in targets(turn)[:1]]
    if intent in (Intent.EARLIER, Intent.LATER, Intent.ALTERNATIVES) and not turn.reading.windows and beside:
        return beside[0] if intent == Intent.EARLIER else beside[-1]
    if turn.reading.excluded and not turn.reading.windows and beside:
        return beside[-1]
    asked = wishes(turn)
    if len(asked) != 1 or not targets(turn):
        return None
    if asked[0].start != asked[0].end and start_of(turn, target(turn)) in (asked[0].start, asked[0].end):
        return target(turn).start  # "later that day": the hours from the visit on
    if asked[0].time_given:
        return None
    if asked[0].end - asked[0].start > timedelta(days=1):
        return None
    wall = datetime.combine(asked[0].start.date(), start_of(turn, target(turn)).time())
    return to_utc(wall, zone)


def _spread(turn: Draft, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Up to three of the nearest slots that lie apart where they can, in time order."""
    gap = timedelta(minutes=max(APART_MINUTES, service_of(turn, wanted_service(turn)).minutes))
    kept: list[Slot] = []
    for slot in slots:
        if len(kept) < OFFERED and all(abs(slot.start - other.start) >= gap for other in kept):
            kept.append(slot)
    for slot in slots:
        if len(kept) < OFFERED and all(slot.start != other.start for other in kept):
            kept.append(slot)
    wall = exact(turn)
    if wall is not None:
        zone = turn.calendar.place.zone
        moment = to_utc(wall, zone)  # which clocks show otherwise where they skip the hour
        asked = [slot for slot in slots if slot.start == moment and to_local(moment, zone) == wall]
        return tuple(asked[:1]) or tuple(sorted(kept, key=lambda slot: slot.start))
    return tuple(sorted(kept, key=lambda slot: slot.start))


def wanted_service(turn: Draft) -> str:
    """The id of the service slots are looked for; raises LookupError where it is still open."""
    if targets(turn):
        return target(turn).service
    service = named_service(turn)
    if service is None:
        raise LookupError("it is still open what the visit is for")
    return service


@fact
def named_service(turn: Draft) -> str | None:
    """What a new visit is for: agreed before, the only thing there is, a number of the list, or named in the text."""
    services = turn.calendar.services
    if turn.conversation.service and booking(turn) and turn.state not in ("idle", *PICKING):
        return turn.conversation.service
    if len(services) == 1:
        return services[0].id
    text = turn.inbound.body.casefold()
    by_name = [service.id for service in services if any(name.casefold() in text for _, name in service.names)]
    if len(by_name) == 1:
        return by_name[0]
    number = turn.reading.choice or _lone_number(text)
    if turn.state in PICKING and number is not None and 1 <= number <= len(services):
        return services[number - 1].id
    return None


def _lone_number(text: str) -> int | None:
    digits = text.strip(" .!)#")
    return int(digits) if digits.isdecimal() and len(digits) < 3 else None
