"""Staff say that a text was misread and what it meant; what they said is listed, and given out by `flask misread export`."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from bot.misread import LONGEST_NOTE, NoMeaning, mark, meant_of, unmark
from bot.records import from_text
from bot.web.house import house
from bot.web.login import me, needs
from bot.web.shops import phone_words
from bot.web.staff import private, scene

misread = private(Blueprint("misread", __name__))
MOST = 200
# What a text can mean, in words for staff; the order is the form's.
MEANINGS = {
    "affirm": "a yes",
    "deny": "a no",
    "choose": "takes an offered time",
    "propose": "names a day or time",
    "reschedule": "wants another day or time",
    "alternatives": "wants other offers",
    "earlier": "wants it earlier",
    "later": "wants it later",
    "cancel": "cancels the visit",
    "book": "wants a new visit",
    "late": "is running late",
    "when": "asks when the visit is",
    "info": "asks something else (place, price, hours)",
    "human": "wants a person",
    "stop": "wants no more texts",
    "start": "wants texts again",
    "help": "asks how this works",
    "thanks": "says thanks",
    "greeting": "says hello",
    "bye": "says goodbye",
    "other": "none of these, or it can't be told",
}


@misread.get("/misread")
@needs("agent")
def listed() -> str:
    """The place's misread texts, the last marked first."""
    with house().store.read() as session:
        at = scene(session)
        rows = session.all("misread_at", location=at.shop.id, most=MOST)
    return render_template(
        "misread.html",
        at=at,
        rows=rows,
        meanings=MEANINGS,
        when=lambda text: at.shop.when(from_text(text)),
        who=lambda phone: phone_words(phone, at.shop.country),
    )


@misread.post("/turns/<sid>/misread")
@needs("agent")
def say(sid: str) -> Answer:
    """Keeps what a text meant."""
    said = {name: request.form.get(name, "").strip()[:LONGEST_NOTE] for name in ("intent", "choice", "start", "note")}
    try:
        meant = meant_of(**said)
    except NoMeaning as wrong:
        flash(f"Not kept: {wrong}")
        values: dict[str, Any] = {"misread": 1, **said}  # nothing typed is lost
        return redirect(url_for("turns.show", sid=sid, **values))
    with house().store.write() as session:
        if not mark(session, sid, meant, by=me().email, now=house().clock()):
            abort(404, "No such turn.")
    flash("Thank you. This text is a case for the tests now.")
    return redirect(url_for("turns.show", sid=sid))


@misread.post("/turns/<sid>/misread/undo")
@needs("agent")
def undo(sid: str) -> Answer:
    """The text was read well after all."""
    with house().store.write() as session:
        unmark(session, sid)
    return redirect(url_for("turns.show", sid=sid))
