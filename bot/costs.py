"""What texts cost: segments and estimated spend by day and location, the daily cap, and the rate to one phone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.ports import Row, Session
from bot.quiet import Quiet
from bot.records import to_text
from bot.settings import Settings

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a location may spend a day, what a segment costs (same currency), and the most texts an hour to one phone."""

    daily_spend_cap: float
    segment_price: float
    texts_per_phone_hour: int


@dataclass(frozen=True, slots=True)
class DayCost:
    """A local day of a location: texts and segments that left (replies and others), and the estimate of their price."""

    day: date
    texts: int
    segments: int
    amount: float


def limits_of(place: Row, settings: Settings) -> Limits:
    """The settings, overridden by the location's own (`locations.settings`)."""
    own = json.loads(place["settings"] or "{}")
    return Limits(
        daily_spend_cap=float(own.get("daily_spend_cap", settings.daily_spend_cap)),
        segment_price=float(own.get("segment_price", settings.segment_price)),
        texts_per_phone_hour=int(own.get("texts_per_phone_hour", settings.texts_per_phone_hour)),
    )


def day_cost(session: Session, location: str, quiet: Quiet, limits: Limits, moment: datetime) -> DayCost:
    """What the local day of a moment has cost a location so far; a text of unknown outcome counts as sent."""
    start, end = quiet.today(moment)
    span = {"location": location, "since": to_text(start), "until": to_text(end)}
    sent, replied = session.one("cost_of_outbox", **span), session.one("cost_of_replies", **span)
    texts, segments = (sum(int(row[name] or 0) for row in (sent, replied) if row) for name in ("texts", "segments"))
    return DayCost(moment.astimezone(quiet.zone).date(), texts, segments, round(segments * limits.segment_price, 4))


def recent_days(session: Session, location: str, quiet: Quiet, limits: Limits, now: datetime, days: int = 7) -> list[DayCost]:
    """The costs of the last local days, newest first."""
    noon = quiet.today(now)[0] + timedelta(hours=12)
    return [day_cost(session, location, quiet, limits, noon - timedelta(days=back)) for back in range(days)]


def fits_cap(session: Session, location: str, quiet: Quiet, limits: Limits, now: datetime, segments: int) -> bool:
    """Whether so many more segments stay within the day's cap."""
    spent = day_cost(session, location, quiet, limits, now)
    return spent.amount + segments * limits.segment_price <= limits.daily_spend_cap


def texts_last_hour(session: Session, phone: str, now: datetime) -> int:
    """How many texts went to a phone within the hour, on all paths and from all locations."""
    row = session.one("texts_to_phone", phone=phone, since=to_text(now - HOUR))
    return int(row["texts"]) if row else 0
