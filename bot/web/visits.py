"""What staff do with a visit from a customer's thread: offer other times, move it, cancel it; the customer is told."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from bot import desk
from bot.desk import CannotChange
from bot.ports import Row
from bot.records import from_text
from bot.web.house import house
from bot.web.login import me, needs
from bot.web.shops import Shop
from bot.web.staff import private, scene
from flows.local import exists, to_utc
from flows.values import Slot

visits = private(Blueprint("visits", __name__))


@visits.app_template_test("ahead")
def is_ahead(visit: Row) -> bool:
    """Whether a visit still stands and lies ahead: then staff may change it."""
    return visit["status"] in ("booked", "confirmed") and from_text(visit["starts_at"]) > house().clock()


@visits.post("/visits/<key>/offer")
@needs("agent")
def offer(key: str) -> Answer:
    """Offers the customer the nearest other times, held for a day."""
    visit, shop = _visit(key)
    try:
        slots = desk.propose(house().store, key, by=me().email, now=house().clock())
    except CannotChange as obstacle:
        return _back(visit, f"Nothing was offered: {obstacle}.")
    times = "; ".join(shop.when(slot.start) for slot in slots)
    return _back(visit, f"Offered: {times}. The customer takes one by its number; the bot books it.")


@visits.post("/visits/<key>/move")
@needs("agent")
def move(key: str) -> Answer:
    """Moves the visit to a time of this place's clocks."""
    visit, shop = _visit(key)
    try:
        slot = Slot(request.form.get("provider", ""), _start(request.form.get("start", ""), shop), visit["minutes"])
        moved = desk.move(house().store, key, slot, by=me().email, now=house().clock())
    except CannotChange as obstacle:
        return _back(visit, f"Not moved: {obstacle}.")
    return _back(visit, f"Moved to {shop.when(moved.start)}. The customer gets a text.")


@visits.post("/visits/<key>/cancel")
@needs("agent")
def cancel(key: str) -> Answer:
    """Cancels the visit."""
    visit, _ = _visit(key)
    try:
        desk.cancel(house().store, key, by=me().email, now=house().clock())
    except CannotChange as obstacle:
        return _back(visit, f"Not cancelled: {obstacle}.")
    return _back(visit, "Cancelled. The customer gets a text.")


def _visit(key: str) -> tuple[Row, Shop]:
    with house().store.read() as session:
        visit = session.one("appointment", id=key)
        if visit is None:
            abort(404, "No such visit.")
        return visit, scene(session, visit["location"]).shop


def _start(written: str, shop: Shop) -> datetime:
    try:
        wall = datetime.fromisoformat(written)
    except ValueError:
        raise CannotChange("choose a day and a time") from None
    if wall.tzinfo is not None or not exists(wall, shop.zone):
        raise CannotChange("clocks never show that time here")
    return to_utc(wall, shop.zone)


def _back(visit: Row, words: str) -> Answer:
    flash(words)
    return redirect(url_for("conversations.thread", location=visit["location"], phone=visit["phone"]))
