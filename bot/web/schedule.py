"""The schedule: a day or a week by provider, today at a glance, who has not confirmed, who needs a person."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from bot.ports import Session
from bot.records import from_text, to_text
from bot.web import board
from bot.web.house import house
from bot.web.login import me, needs
from bot.web.staff import Scene, own_page, private, scene

schedule = private(Blueprint("schedule", __name__))
DAYS_AHEAD = 3
TOO_LATE = timedelta(minutes=10)
MOST_LISTED = 50


@schedule.get("/")
def home() -> Answer:
    """The schedule is the first page."""
    return redirect(url_for("schedule.show"))


@schedule.get("/schedule")
@needs("viewer")
def show() -> str:
    """The whole page."""
    return render_template("schedule.html", **page())


@schedule.get("/schedule/part")
@needs("viewer")
def part() -> str:
    """The same without its frame: for refreshing in place."""
    return render_template("_schedule.html", **page())


@schedule.post("/tasks/<task>/done")
@needs("agent")
def finish(task: str) -> Answer:
    """Marks a task as done by the person signed in."""
    here = house()
    with here.store.write() as session:
        session.run("web_finish_task", id=task, now=to_text(here.clock()), by=me().email)
    return redirect(own_page(request.form.get("back", "")) or url_for("schedule.show"))


def page(look_at: date | None = None) -> dict[str, Any]:
    """What the templates show, by the query string: view, date (else `look_at`, else today), location."""
    with house().store.read() as session:
        at = scene(session)
        today = at.shop.local(at.now).date()
        day = day_of(request.args.get("date", ""), look_at or today)
        view = "week" if request.args.get("view") == "week" else "day"
        first = day - timedelta(days=day.weekday()) if view == "week" else day
        days = board.load(session, at.shop, first, 7 if view == "week" else 1, at.now)
        return {
            "at": at,
            "view": view,
            "day": day,
            "today": today,
            "days": _worth_showing(days) if view == "week" else days,
            "step": timedelta(days=7 if view == "week" else 1),
            "glance": glance(session, at, today),
            "unconfirmed": unconfirmed(session, at),
            "tasks": session.all("web_open_tasks", location=at.shop.id, most=MOST_LISTED),
            "late": late(session, at.now),
            "when": lambda text: at.shop.when(from_text(text)),
        }


def late(session: Session, now: datetime) -> datetime | None:
    """Since when a text is due that has not gone, where that is too long for a worker at work; times are aware UTC."""
    row = session.one("web_waiting", now=to_text(now))
    oldest = from_text(row["oldest"]) if row and row["oldest"] else None
    return oldest if oldest and now - oldest > TOO_LATE else None


def glance(session: Session, at: Scene, today: date) -> dict[str, Any]:
    """Today in figures, and the next visit."""
    columns = board.load(session, at.shop, today, 1, at.now)[0].columns
    cards = [item for column in columns for item in column.cards + column.gone]
    live = [item for item in cards if item.status in ("booked", "confirmed", "completed", "no_show")]
    waiting = [item for item in live if item.status in ("booked", "confirmed") and item.start >= at.now]
    return {
        "visits": len(live),
        "confirmed": sum(item.status == "confirmed" for item in live),
        "booked": sum(item.status == "booked" for item in live),
        "cancelled": sum(item.status == "cancelled" for item in cards),
        "next": min(waiting, key=lambda item: item.start, default=None),
    }


def unconfirmed(session: Session, at: Scene) -> list[board.Card]:
    """Visits of the next days that nobody has confirmed, the nearest first."""
    until = at.shop.midnight(at.shop.local(at.now).date() + timedelta(days=DAYS_AHEAD))
    services = {row["id"]: board.service_name(row) for row in session.all("web_services", location=at.shop.id)}
    span = {"since": to_text(at.now), "until": to_text(until)}
    rows = session.all("web_unconfirmed", location=at.shop.id, status="booked", most=MOST_LISTED, **span)
    return [board.card(row, at.shop, services) for row in rows]


def day_of(text: str, today: date) -> date:
    """The day an address names; today where it names none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    # The edges of the calendar have no week around them.
    return day if 2000 <= day.year <= 2200 else today


def _worth_showing(days: list[board.Day]) -> list[board.Day]:
    """Closed days without visits only take room."""
    return [day for day in days if day.open or any(column.cards or column.gone for column in day.columns)] or days[:5]
