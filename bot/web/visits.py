"""A visit's page: staff move or cancel it, propose other times or close it; first they see what that comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast, get_args

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from bot import desk
from bot.calendar.shop import Worker
from bot.desk import Act, CannotChange, Done, Order
from bot.ports import Session
from bot.records import appointment as appointment_of
from bot.records import from_text, to_text
from bot.rehearsal import rehearse
from bot.web import board
from bot.web.house import house
from bot.web.login import me, needs
from bot.web.schedule import day_of
from bot.web.shops import Shop, phone_words
from bot.web.staff import Scene, private, scene
from bot.web.threads import bubbles, reason_words
from flows.local import comes_twice, exists, to_utc
from flows.values import Appointment, Slot

visits = private(Blueprint("visits", __name__))
LATELY = 4  # texts shown beside a visit
ANYONE = "*"


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of a visit when its page is asked for."""

    at: Scene
    visit: Appointment
    workers: list[Worker]
    services: dict[str, str]
    providers: dict[str, str]

    @property
    def who(self) -> str:
        """Whose visit it is."""
        return self.visit.name or phone_words(self.visit.phone, self.at.shop.country)

    @property
    def what(self) -> str:
        """What it is and with whom."""
        return f"{self.services.get(self.visit.service, self.visit.service)} with {self.provider(self.visit.provider)}"

    def provider(self, key: str) -> str:
        """A provider's name."""
        return self.providers.get(key, key)


@visits.get("/appointments/<path:key>")
@needs("agent")
def show(key: str) -> str:
    """The visit and what can be done with it; `?provider=` and `?date=` say which free times are shown."""
    return _page(key)


@visits.post("/appointments/<path:key>/review")
@needs("agent")
def review(key: str) -> Answer | str | tuple[str, int]:
    """What the change would come to, with the exact text; nothing is changed yet."""
    with house().store.read() as session:
        seen = _sight(session, key)
    try:
        order = _order(seen)
        found = rehearse(house(), order, seen.at.now)
    except CannotChange as obstacle:
        return _page(key, f"Nothing was changed: {obstacle}."), 409
    return render_template(
        "visit_review.html",
        at=seen.at,
        seen=seen,
        order=order,
        found=found,
        twice=any(comes_twice(seen.at.shop.local(slot.start).replace(tzinfo=None), seen.at.shop.zone) for slot in order.slots),
        never=reason_words(found.never),
        value=_value,
        to_text=to_text,
    )


@visits.post("/appointments/<path:key>/do")
@needs("agent")
def do(key: str) -> Answer | tuple[str, int]:
    """Changes the visit; the customer's text goes into the outbox with it."""
    with house().store.read() as session:
        seen = _sight(session, key)
    try:
        order = _order(seen)
        done = desk.carry_out(house().store, order, seen.at.now)
    except CannotChange as obstacle:
        return _page(key, f"Nothing was changed: {obstacle}."), 409
    flash(_told(seen, order, done))
    return redirect(url_for("visits.show", key=key))


def _page(key: str, obstacle: str = "") -> str:
    with house().store.read() as session:
        seen = _sight(session, key)
        visit, at = seen.visit, seen.at
        where = {"location": visit.location, "phone": visit.phone}
        return render_template(
            "visit.html",
            at=at,
            seen=seen,
            obstacle=obstacle,
            status=board.STATUSES[visit.status],
            stands=visit.live and visit.start > at.now,
            misfit=visit.live and visit.start > at.now and desk.outside_hours(session, visit),
            begun=visit.start <= at.now,
            opt_outs=session.all("web_opt_outs_of", **where),
            bubbles=bubbles(session, at.shop, visit.phone)[-LATELY:],
            was=to_text(visit.start),
            value=_value,
            anyone=ANYONE,
            **_times(session, seen),
        )


def _times(session: Session, seen: Sight) -> dict[str, Any]:
    """The free times asked for, by the query string: of the visit's own provider and day where it says nothing."""
    visit, at = seen.visit, seen.at
    today, own = at.shop.local(at.now).date(), at.shop.local(visit.start).date()
    day = max(day_of(request.args.get("date", ""), own), today)
    wanted = request.args.get("provider", visit.provider)
    chosen = wanted if wanted == ANYONE or wanted in {worker.id for worker in seen.workers} else ANYONE
    free = desk.free_times(session, visit, provider=None if chosen == ANYONE else chosen, day=day, now=at.now)
    return {
        "day": day,
        "today": today,
        "step": timedelta(days=1),
        "chosen": chosen,
        "free": free,
        "days": sorted({at.shop.local(slot.start).date() for slot in free.slots}),
    }


def _sight(session: Session, key: str) -> Sight:
    row = session.one("appointment", id=key)
    if row is None:
        abort(404, "No such visit.")
    at = scene(session, row["location"])
    visit = appointment_of(row)
    services = {found["id"]: board.service_name(found) for found in session.all("web_services", location=at.shop.id)}
    providers = {found["id"]: found["name"] for found in session.all("web_providers", location=at.shop.id)}
    return Sight(at, visit, desk.workers(session, visit), services, providers)


def _order(seen: Sight) -> Order:
    """The order in a form; raises `CannotChange` for one that can't be."""
    form = request.form
    act = form.get("act", "")
    if act not in get_args(Act):
        abort(400)
    slots = tuple(_slot(text, seen) for text in form.getlist("slot"))
    if form.get("date") or form.get("time"):
        wall = _wall(f"{form.get('date')}T{form.get('time')}", seen.at.shop)
        slots = (Slot(form.get("provider", ""), to_utc(wall, seen.at.shop.zone), seen.visit.minutes),)
    if act in ("move", "propose") and not slots:
        raise CannotChange("choose a time first")
    try:
        was = from_text(form["was"]) if form.get("was") else None
    except ValueError:
        abort(400)
    return Order(seen.visit.id, cast(Act, act), me().email, slots, was, tell=bool(form.get("tell")))


def _value(slot: Slot) -> str:
    """A slot as a form carries it."""
    return f"{slot.provider}@{to_text(slot.start)}"


def _slot(text: str, seen: Sight) -> Slot:
    provider, _, start = text.rpartition("@")
    try:
        moment = from_text(start)
    except ValueError:
        abort(400)
    if moment.tzinfo is None:
        abort(400)
    return Slot(provider, moment, seen.visit.minutes)


def _wall(written: str, shop: Shop) -> datetime:
    try:
        wall = datetime.fromisoformat(written)
    except ValueError:
        raise CannotChange("a time of your own needs a day and a time") from None
    if wall.tzinfo is not None or not date(2000, 1, 1) <= wall.date() <= date(2200, 1, 1) or not exists(wall, shop.zone):
        raise CannotChange("clocks never show that time here: choose another one")
    return wall


def _told(seen: Sight, order: Order, done: Done) -> str:
    """What was done, in a sentence or two."""
    shop = seen.at.shop
    text = f"{seen.who} gets a text." if done.text else "No text goes out."
    if order.act == "move":
        return f"Moved to {shop.when(done.visit.start)} with {seen.provider(done.visit.provider)}. {text}"
    if order.act == "cancel":
        return f"Cancelled; the time is free again. {text}"
    if order.act == "propose":
        times = "; ".join(shop.when(slot.start) for slot in done.slots)
        return f"Proposed: {times}. Held for a day: {seen.who} takes one by its number, and the visit moves there."
    return "Marked as done." if order.act == "completed" else "Marked: did not come."
