"""Conversations: the list, a customer's thread, and a person taking it over or handing it back."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import replace
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from bot.notices import write_text
from bot.plain import plain
from bot.ports import Row, Session
from bot.records import conversation as conversation_of
from bot.records import details, from_text, to_text
from bot.web import board
from bot.web.house import house
from bot.web.login import me, needs
from bot.web.shops import phone_words
from bot.web.staff import private, scene
from bot.web.threads import OUTBOX, bubbles, unspoken, why_not
from flows.segments import segments
from flows.values import Conversation, State

conversations = private(Blueprint("conversations", __name__))
A_PAGE = 50
MOST_PAGES = 1_000_000  # beyond it the rows to skip are no number that a database takes
LONGEST = 1600
MOST_VISITS = 12


@conversations.get("/conversations")
@needs("viewer")
def listed() -> str:
    """All threads of a place, the last active first."""
    number = min(max(0, request.args.get("page", 0, int)), MOST_PAGES)
    with house().store.read() as session:
        at = scene(session)
        part: dict[str, str | int] = {"location": at.shop.id, "most": A_PAGE + 1, "skip": number * A_PAGE}
        rows = session.all("web_conversations", **part)
        names: dict[str, list[str]] = defaultdict(list)
        for row in session.all("web_names_of_conversations", **part):
            names[row["phone"]].append(row["name"])
    return render_template(
        "conversations.html",
        at=at,
        rows=rows[:A_PAGE],
        names={phone: " and ".join(found) for phone, found in names.items()},
        page=number,
        more=len(rows) > A_PAGE,
        when=lambda text: at.shop.when(from_text(text)),
    )


@conversations.get("/conversations/<location>/<phone>")
@needs("viewer")
def thread(location: str, phone: str) -> str:
    """One customer: texts, visits, tasks, and who holds the thread."""
    with house().store.read() as session:
        at = scene(session, location)
        customer = session.one("web_customer", location=location, phone=phone)
        if customer is None:
            abort(404, "No such customer.")
        row = session.one("web_conversation", location=location, phone=phone)
        visits = session.all("web_appointments_of", location=location, phone=phone, most=MOST_VISITS)
        services = {item["id"]: board.service_name(item) for item in session.all("web_services", location=location)}
        providers = {item["id"]: item["name"] for item in session.all("web_providers", location=location)}
        return render_template(
            "thread.html",
            at=at,
            customer=customer,
            state=row["state"] if row else "idle",
            bubbles=bubbles(session, at.shop, phone),
            visits=visits,
            services=services,
            providers=providers,
            tasks=session.all("web_tasks_of", location=location, phone=phone, most=A_PAGE),
            opt_outs=session.all("web_opt_outs_of", location=location, phone=phone),
            name=" and ".join(dict.fromkeys(row["name"] for row in visits)) or phone_words(phone, at.shop.country),
            planned=unspoken(session, at.shop, phone),
            why_not=why_not,
            outbox_words=OUTBOX,
            draft=request.args.get("draft", ""),
            statuses=board.STATUSES,
            when=lambda text: at.shop.when(from_text(text)),
        )


@conversations.post("/conversations/<location>/<phone>/take")
@needs("agent")
def take(location: str, phone: str) -> Answer:
    """The bot falls silent: a person holds the thread."""
    _set_state(location, phone, "with_staff")
    flash("You hold this conversation now. The bot stays silent until you hand it back.")
    return redirect(url_for("conversations.thread", location=location, phone=phone))


@conversations.post("/conversations/<location>/<phone>/hand-back")
@needs("agent")
def hand_back(location: str, phone: str) -> Answer:
    """The bot answers again, from a clean start; the thread's tasks are done."""
    _set_state(location, phone, "idle")
    flash("The bot answers this customer again.")
    return redirect(url_for("conversations.thread", location=location, phone=phone))


@conversations.post("/conversations/<location>/<phone>/text")
@needs("agent")
def text(location: str, phone: str) -> Answer:
    """Staff write to a customer: a row of the outbox, keyed so that a form sent twice makes one text."""
    body = request.form.get("body", "").replace("\r\n", "\n").strip()  # browsers send both, and both are paid for
    here = house()
    _must_know(location, phone)
    if not body or len(body) > LONGEST:
        flash(f"Not sent: a text needs 1 to {LONGEST} characters, and this one has {len(body)}.")
        return redirect(url_for("conversations.thread", location=location, phone=phone, draft=body[: 2 * LONGEST]))
    if plain(body) != body:
        flash(f"Not sent yet: quotes, dashes and the like were made plain, {_saved(body)}. Send it as it is now, or change it.")
        return redirect(url_for("conversations.thread", location=location, phone=phone, draft=plain(body)))
    with here.store.customer(location, phone) as session:
        if session.all("web_opt_outs_of", location=location, phone=phone):
            flash("Not sent: this customer wants no texts.")
        else:
            _queue(session, location, phone, body, here.clock())
            flash("The text goes out as soon as it may: see below.")
    return redirect(url_for("conversations.thread", location=location, phone=phone))


def _saved(body: str) -> str:
    before, after = _count(body), _count(plain(body))
    return f"so that it costs {after} instead of {before}" if before != after else f"which leaves more room in its {after}"


def _count(body: str) -> str:
    number = segments(body)
    return f"{number} segment{'' if number == 1 else 's'}"


def _queue(session: Session, location: str, phone: str, body: str, now: datetime) -> None:
    key = request.form.get("key", "")
    write_text(
        session,
        key=f"staff-{key if key.isalnum() else uuid.uuid4().hex}",
        location=location,
        phone=phone,
        kind="staff",
        body=body,
        due_at=now,
        now=now,
        by=me().email,
    )


def _set_state(location: str, phone: str, state: State) -> None:
    """Puts a thread into a person's hands or back (its tasks are done then); what was under discussion is dropped, the language
    stays."""
    here = house()
    _must_know(location, phone)
    now = to_text(here.clock())
    with here.store.customer(location, phone) as session:
        if state != "with_staff":
            session.run("web_finish_tasks_of", location=location, phone=phone, now=now, by=me().email)
        row = session.one("web_conversation", location=location, phone=phone)
        kept = conversation_of(row) if row else Conversation(location, phone, _first_sender(session, location))
        if kept.state == "opted_out":
            return
        after = Conversation(location, phone, kept.sender, state, language=kept.language, last_reply=kept.last_reply)
        session.run(
            "web_save_conversation",
            location=location,
            phone=phone,
            sender=after.sender,
            state=after.state,
            details=details(replace(after, passive=kept.passive)),
            now=now,
        )


def _must_know(location: str, phone: str) -> None:
    """Taking a customer's lock makes the customer: an address typed wrong must not."""
    with house().store.read() as session:
        if session.one("web_customer", location=location, phone=phone) is None:
            abort(404, "No such customer.")


def _first_sender(session: Session, location: str) -> str:
    senders: list[Row] = session.all("web_senders", location=location)
    return str(senders[0]["number"]) if senders else ""
