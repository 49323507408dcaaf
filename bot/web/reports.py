"""Reports: texts a day, in and out, and which rules answered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from flask import Blueprint, render_template

from bot.costs import limits_of, recent_days
from bot.ports import Row, Session
from bot.quiet import quiet_of
from bot.records import from_text, to_text
from bot.web.house import house
from bot.web.login import needs
from bot.web.staff import Scene, private, scene
from bot.web.threads import SENT

reports = private(Blueprint("reports", __name__))
DAYS_BACK = 14
NOT_SENT = ("unsent", "failed", "canceled")


@dataclass(slots=True)
class DayCount:
    """One local day's texts and segments."""

    day: date
    came_in: int = 0
    replies: int = 0
    went_out: int = 0
    not_sent: int = 0
    segments: int = 0
    amount: float = 0


@dataclass(slots=True)
class Report:
    """The days, the newest first, the rules by how often they fired, and what a segment is reckoned at."""

    days: list[DayCount] = field(default_factory=list)
    rules: Counter[str] = field(default_factory=Counter)
    price: float = 0


@reports.get("/reports")
@needs("manager")
def show() -> str:
    """The last two weeks."""
    with house().store.read() as session:
        at = scene(session)
        found = count(session, at)
    return render_template("reports.html", at=at, report=found)


def count(session: Session, at: Scene) -> Report:
    """Texts by local day: rows come by the minute, since zones differ from UTC by parts of an hour."""
    today = at.shop.local(at.now).date()
    first = today - timedelta(days=DAYS_BACK - 1)
    span = {"since": to_text(at.shop.midnight(first)), "until": to_text(at.shop.midnight(today + timedelta(days=1)))}
    report = Report([DayCount(today - timedelta(days=number)) for number in range(DAYS_BACK)])
    by_day = {item.day: item for item in report.days}
    for row in session.all("web_turn_counts", location=at.shop.id, **span):
        day = by_day[_local_day(at, row)]
        day.came_in += row["texts"]
        day.replies += row["replies"]
        report.rules[row["rule"]] += row["texts"]
    for row in session.all("web_outbox_counts", location=at.shop.id, **span):
        day = by_day[_local_day(at, row)]
        day.went_out += row["texts"] if row["status"] in SENT else 0
        day.not_sent += row["texts"] if row["status"] in NOT_SENT else 0
    report.price = _add_costs(session, at, by_day)
    return report


def _add_costs(session: Session, at: Scene, by_day: dict[date, DayCount]) -> float:
    """What each day has cost, added to it; gives the price of a segment here."""
    row = session.one("location", location=at.shop.id)
    if row is None:
        raise ValueError(f"the location {at.shop.id} is not there")
    limits = limits_of(row, house().settings)
    for cost in recent_days(session, at.shop.id, quiet_of(row), limits, at.now, DAYS_BACK):
        day = by_day.setdefault(cost.day, DayCount(cost.day))
        day.segments, day.amount = cost.segments, cost.amount
    return limits.segment_price


def _local_day(at: Scene, row: Row) -> date:
    return at.shop.local(from_text(row["minute"] + ":00Z")).date()
