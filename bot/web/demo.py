"""The demo page: a phone beside the schedule. Its texts go signed through the real webhook. Only where `flask demo` runs."""

from __future__ import annotations

import base64
import hmac
from datetime import date, timedelta
from typing import Any, cast

from flask import Blueprint, Flask, abort, current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user, login_user
from werkzeug.wrappers import Response as Answer

from bot import users
from bot.demo.load import LOCATION
from bot.demo.trial import EMAIL, Trial
from bot.demo.week import cast as the_cast
from bot.demo.week import hints
from bot.ports import Session
from bot.records import conversation as conversation_of
from bot.records import from_text
from bot.trial.standin import Given
from bot.trial.state import MediaFile
from bot.web.house import house
from bot.web.login import Staff, needs
from bot.web.schedule import page as schedule_page
from bot.web.shops import Shop
from bot.web.staff import private, scene
from bot.web.threads import Bubble, bubbles

demo = private(Blueprint("demo", __name__, url_prefix="/demo"))
STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
MOST_VISITS = 20
# One grey dot: what a picture from the demo's phone holds.
PICTURE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==")


def install(app: Flask) -> None:
    """Adds the page."""
    app.register_blueprint(demo)


@demo.get("")
def show() -> Answer | str:
    """The page; the address that `flask demo` prints carries the key that signs its visitor in."""
    if request.args.get("key"):
        return _enter()
    if not current_user.is_authenticated:
        return redirect(url_for("login.sign_in", next=url_for("demo.show")))
    seen = screen()
    shown = schedule_page(seen["visit_day"])
    return render_template("demo.html", **(shown | seen))


@demo.get("/screen")
@needs("viewer")
def refreshed() -> str:
    """The phone's screen alone."""
    return render_template("_screen.html", **screen())


@demo.post("/text")
@needs("agent")
def text() -> Answer | str:
    """The phone sends: the stand-in signs it as Twilio does and calls our webhook over HTTP."""
    seen = screen()
    body, picture = request.form.get("body", ""), bool(request.form.get("picture"))
    if body.strip() or picture:
        given = Given(media=[MediaFile("image/png", PICTURE)] if picture else [])
        trial().twilio.text(seen["phone"], seen["number"], body, given)
    if request.headers.get("X-Requested-With") == "fetch":
        return render_template("_screen.html", **screen())
    return redirect(url_for("demo.show", phone=seen["phone"]))


@demo.post("/later")
@needs("agent")
def later() -> Answer:
    """Moves the demo's clock on: reminders fall due, offers expire."""
    sent = trial().move_on(STEPS.get(request.form.get("by", ""), STEPS["hour"]))
    flash(f"Time has passed; {sent} text{'' if sent == 1 else 's'} went out." if sent else "Time has passed.")
    return redirect(url_for("demo.show", phone=request.form.get("phone")))


def trial() -> Trial:
    """The demo at work."""
    return cast(Trial, current_app.extensions["reslot.trial"])


def screen() -> dict[str, Any]:
    """What the phone shows: the customer chosen, the thread, what to try."""
    wanted = request.values.get("phone", "")
    with house().store.read() as session:
        at = scene(session, LOCATION)
        people = session.all("demo_people", location=LOCATION)
        known = {person.phone: person for person in the_cast()}
        phone = wanted if wanted in known or wanted in {row["phone"] for row in people} else next(iter(known))
        person = known.get(phone)
        customer = session.one("web_customer", location=LOCATION, phone=phone)
        language = (customer["language"] if customer else "") or (person.language if person else "")
        return {
            "at": at,
            "phone": phone,
            "number": session.all("web_senders", location=LOCATION)[0]["number"],
            "person": person,
            "cast": the_cast(),
            "others": [row for row in people if row["phone"] not in known],
            "bubbles": _on_the_phone(session, at.shop, phone),
            "hints": (person.tries if person else ()) + hints(language or "en"),
            "visit_day": _visit_day(session, phone) or at.shop.local(at.now).date(),
            "customer_view": True,
            "outbox_words": {},
        }


def _visit_day(session: Session, phone: str) -> date | None:
    """Where the schedule beside the phone should look: the day of what is offered, else of the customer's next visit."""
    at = scene(session, LOCATION)
    row = session.one("web_conversation", location=LOCATION, phone=phone)
    offers = conversation_of(row).offers if row else ()
    if offers and offers[0].start >= at.now:
        return at.shop.local(offers[0].start).date()
    rows = session.all("web_appointments_of", location=LOCATION, phone=phone, most=MOST_VISITS)
    starts = [from_text(row["starts_at"]) for row in rows if row["status"] in ("booked", "confirmed")]
    ahead = sorted(start for start in starts if start >= at.now)
    return at.shop.local(ahead[0]).date() if ahead else None


def _on_the_phone(session: Session, shop: Shop, phone: str) -> list[Bubble]:
    """The thread as the phone shows it, with what only Twilio knows: its answers to STOP and START, texts we failed at."""
    kept = bubbles(session, shop, phone)
    known = {key for bubble in kept for key in (bubble.sid, bubble.turn or "")}
    found = [
        Bubble(text.created, text.direction != "inbound", text.body, "twilio", status="delivered", sid=text.sid)
        for text in trial().unknown_to_us(phone, known)
    ]
    return sorted(kept + found, key=lambda bubble: bubble.at.replace(microsecond=0))


def _enter() -> Answer:
    if not hmac.compare_digest(request.args["key"].encode(), trial().key.encode()):
        abort(403)
    with house().store.read() as session:
        user = users.find(session, EMAIL)
    if user is None:
        abort(403)
    login_user(Staff(user))
    return redirect(url_for("demo.show"))
