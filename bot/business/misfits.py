"""Visits that a load leaves outside of the hours, or with somebody who has left: whoever loaded it should hear of them."""

from __future__ import annotations

from datetime import datetime

from bot.business.parse import Business
from bot.calendar.shop import shop_of
from bot.ports import Session
from bot.records import appointment as appointment_of
from bot.records import to_text

MOST_NAMED = 20


def misfits(session: Session, business: Business, now: datetime) -> dict[str, str]:
    """The live visits ahead, by id, that lie outside of the hours of who does them; each with its words for a list."""
    known = {row["id"] for row in session.all("locations_known")}
    return {
        key: words
        for location in business.locations
        if location.id in known
        for key, words in _at(session, location.id, now).items()
    }


def told(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """What to say of the visits that are misfits since the load; nothing where there are none."""
    new = [words for key, words in after.items() if key not in before]
    if not new:
        return []
    begin = "1 visit is" if len(new) == 1 else f"{len(new)} visits are"
    more = [f"  and {len(new) - MOST_NAMED} more"] if len(new) > MOST_NAMED else []
    return [f"{begin} outside of the hours now, and stay as they are until you move them:", *new[:MOST_NAMED], *more]


def _at(session: Session, location: str, now: datetime) -> dict[str, str]:
    shop = shop_of(session, location)
    found: dict[str, str] = {}
    for row in session.all("appointments_ahead", location=location, now=to_text(now)):
        visit = appointment_of(row)
        if visit.live and shop.is_misfit(visit):
            start = visit.start.astimezone(shop.place.zone)
            name = next(worker.name for worker in shop.workers if worker.id == visit.provider)
            found[visit.id] = f"  {visit.id}: {visit.name} with {name}, {start:%Y-%m-%d %H:%M}"
    return found
