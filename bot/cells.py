"""Taking and giving back a provider's time, cell by cell of five minutes: the database refuses what is taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.ports import Session, SlotTaken
from bot.records import to_json, to_text

CELL_MINUTES = 5
CELL_SECONDS = CELL_MINUTES * 60


def cell_range(start: datetime, minutes: int) -> tuple[int, int]:
    """The first and last cell that a visit touches; `start` is aware, `minutes` counts its buffer too."""
    begin = int(start.timestamp())
    return begin // CELL_SECONDS, -(-(begin + minutes * 60) // CELL_SECONDS) - 1


def take_for_appointment(
    session: Session,
    *,
    location: str,
    provider: str,
    start: datetime,
    minutes: int,
    appointment: str,
    holder: str,
    now: datetime,
    held: bool = False,
) -> None:
    """Makes the cells this appointment's; `minutes` counts the buffer after the visit.

    Expired holds, holds of `holder` (the phone) and cells the appointment already has may be taken over; raises
    `SlotTaken` for any other, after some cells were written and no later than the attempt or the transaction around it ends.
    Where all are believed to be `held` for the phone it raises that for one that nobody has, too.
    """
    first, last = cell_range(start, minutes)
    taken = SlotTaken(f"{provider} at {to_text(start)} is taken")
    who = {"location": location, "provider": provider, "appointment": appointment, "holder": holder, "now": to_text(now)}
    if held:
        session.expect(last - first + 1, taken, "take_held_cells", first=first, last=last, **who)
    else:
        cells = to_json([*range(first, last + 1)])
        session.expect(last - first + 1, taken, "take_cells_for_appointment", cells=cells, **who)


def hold(
    session: Session,
    *,
    location: str,
    provider: str,
    start: datetime,
    minutes: int,
    holder: str,
    until: datetime,
    now: datetime,
) -> None:
    """Holds the cells for a phone until a time; `minutes` counts the buffer after the visit.

    A cell of an appointment of that same phone stays the appointment's and counts as held (a visit moved by a quarter of
    an hour overlaps itself). Raises `SlotTaken` like `take_for_appointment`.
    """
    hold_all(session, [(provider, start, minutes)], location=location, holder=holder, until=until, now=now)


def hold_all(
    session: Session,
    slots: Sequence[tuple[str, datetime, int]],
    *,
    location: str,
    holder: str,
    until: datetime,
    now: datetime,
) -> None:
    """Like `hold`, for several slots (provider, start, minutes with the buffer) in one go."""
    wanted: dict[str, set[int]] = {}
    for provider, start, minutes in slots:
        first, last = cell_range(start, minutes)
        wanted.setdefault(provider, set()).update(range(first, last + 1))
    held_until, at = to_text(until), to_text(now)
    # In one order for everybody: two who hold the same slots must not each wait for what the other one has.
    for provider in sorted(wanted):
        cells = sorted(wanted[provider])
        session.expect(
            len(cells),
            SlotTaken(f"{provider} is taken within cells {cells[0]} to {cells[-1]}"),
            "hold_cells",
            location=location,
            provider=provider,
            cells=to_json(cells),
            holder=holder,
            until=held_until,
            now=at,
        )


def release_appointment(session: Session, appointment: str) -> None:
    """The appointment's cells are free again."""
    session.run("release_appointment", appointment=appointment)


def release_appointment_elsewhere(
    session: Session, appointment: str, *, location: str, provider: str, start: datetime, minutes: int
) -> None:
    """Frees the cells an appointment had before it was moved to these.

    Taking first and releasing after keeps two customers who swap places from waiting for each other.
    """
    first, last = cell_range(start, minutes)
    session.run(
        "release_appointment_elsewhere",
        appointment=appointment,
        location=location,
        provider=provider,
        first=first,
        last=last,
    )


def release_holds(session: Session, location: str, phone: str) -> None:
    """Whatever was held for this phone is free again."""
    session.run("release_holder", location=location, holder=phone)


def forget_past(session: Session, location: str, before: datetime) -> int:
    """Drops the cells of days gone by, whose only use was to refuse overlap; the number of cells dropped."""
    return session.written("forget_past_cells", location=location, cell=int(before.timestamp()) // CELL_SECONDS)
