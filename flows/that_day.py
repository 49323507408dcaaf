"""The day on the table: where "later" and "earlier", "that day, later", look before another day is offered."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flows.draft import Draft, fact
from flows.local import to_local
from flows.values import Intent, Window
from flows.visits import PICKING, start_of, targets
from flows.words import roles

# Of these and other groups of intents: a member is looked up in its class at ten times the price of a name of a module.
WAYS = (Intent.EARLIER, Intent.LATER)
_DAY = timedelta(days=1)


@fact
def rest_of_day(turn: Draft) -> Window | None:
    """Where "later" or "earlier" looks first: on the day of the offers (else the visit), behind the last or before the first.

    None where neither is said, or of another day than the one that is on the table.
    """
    way = _way(turn)
    if way is None or turn.state in PICKING or turn.reading.urgent or turn.reading.any_day or turn.reading.excluded:
        return None
    starts = on_the_table(turn)
    if not starts or len({start.date() for start in starts}) > 1:
        return None
    midnight = datetime.combine(starts[0].date(), time())
    if turn.reading.windows and not (turn.conversation.offers and _is_that_day(turn, midnight, way)):
        return None
    if way == Intent.LATER:
        return Window(starts[-1] + timedelta(minutes=1), midnight + _DAY)
    return Window(midnight, starts[0])


def _way(turn: Draft) -> Intent | None:
    """Whether later or earlier hours are asked for."""
    if turn.reading.intent in WAYS:
        return turn.reading.intent
    if not turn.reading.windows:
        return None
    said = [way for way in WAYS if str(way) in roles(turn)]
    return said[0] if len(said) == 1 else None


def on_the_table(turn: Draft) -> list[datetime]:
    """When the offers are, else the visit."""
    zone = turn.calendar.place.zone
    starts = sorted([to_local(slot.start, zone) for slot in turn.conversation.offers])
    return starts or [start_of(turn, visit) for visit in targets(turn)[:1]]


def _is_that_day(turn: Draft, midnight: datetime, way: Intent) -> bool:
    """Whether the time said is no more than the day on the table: all of it, or what is left of it by the customer's hour."""
    if len(turn.reading.windows) != 1:
        return False
    window, whole = turn.reading.windows[0], Window(midnight, midnight + _DAY, time_given=False)
    if window == whole:
        return True
    hours = {start.time() for start in on_the_table(turn)}
    hours |= {start_of(turn, visit).time() for visit in targets(turn)[:1]}
    if way == Intent.LATER:
        return window.end == whole.end and window.start.date() == midnight.date() and window.start.time() in hours
    return window.start == midnight and window.end.date() == midnight.date() and window.end.time() in hours
