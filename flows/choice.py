"""Which few of the free slots to offer: apart from each other, on several days where it may be."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import zip_longest

from flows.draft import Draft
from flows.local import to_local, to_utc
from flows.that_day import WAYS, rest_of_day
from flows.values import Slot
from flows.visits import service_of
from flows.wishes import alike, chosen, exact, wanted_service

OFFERED = 3  # slots in one text
APART = timedelta(minutes=30)
# What offers lie apart where the wish leaves the hour open.
WIDER = tuple(timedelta(minutes=minutes) for minutes in (180, 150, 120, 90, 60))
NO_TIME, A_MINUTE = timedelta(), timedelta(minutes=1)

Group = tuple[Slot, ...]  # slots of one day or one of several wishes, nearest first


def few_of(turn: Draft, groups: list[Group], *, least: bool = False) -> tuple[Slot, ...]:
    """Up to three slots, from every group in turn, apart from each other where they can be, in time order."""
    wall, zone = exact(turn), turn.calendar.place.zone
    if wall is not None:
        moment = to_utc(wall, zone)  # which clocks show otherwise where they skip the hour
        asked = [slot for group in groups for slot in group if slot.start == moment and to_local(moment, zone) == wall]
        if asked:
            return tuple(asked[:1])
    wider = () if least or (wall is not None and len(groups) == 1) or _means_beside(turn) else WIDER
    apart = [_apart(turn, group, wider) for group in groups]
    if len(apart) >= OFFERED and alike(turn) is None:
        apart = [_turned(group, at) for at, group in enumerate(apart)]
    kept: dict[datetime, Slot] = {}
    in_turn = apart[0] if len(apart) == 1 else [slot for each in zip_longest(*apart) for slot in each if slot is not None]
    for slot in in_turn:
        if len(kept) < OFFERED:
            kept.setdefault(slot.start, slot)
    return tuple([kept[start] for start in sorted(kept)])


def _means_beside(turn: Draft) -> bool:
    """ "A bit later", "as soon as possible", a slot that has gone: the nearest will do best."""
    reading = turn.reading
    if reading.urgent or (reading.intent in WAYS and not reading.windows):
        return True
    return rest_of_day(turn) is not None or chosen(turn) is not None


def _turned(group: Group, at: int) -> Group:
    """Another hour on every day, for somebody whose own we do not know."""
    by_start = sorted(group, key=lambda slot: slot.start)
    at = min(at, len(by_start) - 1)
    return (*by_start[at:], *by_start[:at])


def _apart(turn: Draft, slots: Group, wider: tuple[timedelta, ...]) -> Group:
    """Up to three of the slots, nearest first, as far apart as three of them can lie."""
    least = max(APART, service_of(turn, wanted_service(turn)).minutes * A_MINUTE)
    starts = [slot.start for slot in slots]
    # Three of them can't lie further apart than half of what all of them span.
    most = (max(starts) - min(starts)) / (OFFERED - 1) if starts else NO_TIME
    for gap in wider:
        if least < gap <= most:
            kept = _with_gaps([], slots, gap)
            if len(kept) == OFFERED:
                return tuple(kept)
    kept = _with_gaps([], slots, least)
    return tuple(kept if len(kept) == OFFERED else _with_gaps(kept, slots, timedelta.resolution))


def _with_gaps(kept: list[Slot], slots: Group, gap: timedelta) -> list[Slot]:
    """The slots kept already, and of the others the first that lie so far from these and from each other, up to three."""
    for slot in slots:
        start = slot.start
        for other in kept:
            if abs(start - other.start) < gap:
                break
        else:
            kept.append(slot)
            if len(kept) == OFFERED:
                break
    return kept
