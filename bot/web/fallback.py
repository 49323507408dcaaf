"""What a customer gets when the ordinary way to answer is broken: a fixed text, and a task for a person."""

from __future__ import annotations

import json
import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path

from bot.ports import Row, Session, Store
from bot.records import to_text
from flows.values import Inbound

# Texts of their own file: flows and its lines may be the very thing that is broken.
LINES = Path(__file__).with_name("fallback.toml")
DEFAULT_LANGUAGE = "en"
# The place's fixed text by the number of ours, as last read: the database may be what is broken next time.
_known: dict[str, str] = {}


def answer(store: Store, inbound: Inbound, now: datetime) -> str:
    """The reply stored with the text if we had answered it after all, else the fixed text and a task `webhook_failed`."""
    with store.write() as session:
        turn = session.one("web_turn", sid=inbound.sid)
        if turn is not None:
            return str(turn["reply"])
        place = _place(session, inbound)
        if place is None:
            return last_words(inbound.sender)
        # As an answered text does: the task leads to their page, and staff may write back.
        where = {"location": place["id"], "phone": inbound.phone}
        session.run("keep_customer", **where, language=None, now=to_text(now))
        session.run(
            "raise_task",
            id=f"fallback-{inbound.sid}",
            **where,
            kind="webhook_failed",
            note=inbound.body,
            appointment=None,
            turn=inbound.sid,
            now=to_text(now),
        )
    _known[inbound.sender] = fixed_text(place)
    return _known[inbound.sender]


def last_words(sender: str) -> str:
    """What can be said without a database."""
    return _known.get(sender) or lines()[DEFAULT_LANGUAGE].removesuffix(" Urgent? Call {phone}.")


def fixed_text(place: Row) -> str:
    """The text in the place's default language, with its number for a call."""
    language = json.loads(place["languages"])[0]
    found = lines().get(language) or lines().get(language.partition("-")[0]) or lines()[DEFAULT_LANGUAGE]
    return found.format(phone=place["phone"])


@cache
def lines() -> dict[str, str]:
    """The fixed text by language."""
    return {str(language): str(line) for language, line in tomllib.loads(LINES.read_text("utf-8")).items()}


def _place(session: Session, inbound: Inbound) -> Row | None:
    found = session.one("web_sender_place", number=inbound.sender)
    if found is not None:
        return found
    # A sender out of a messaging service's pool: the place that knows the customer takes care of it, else the first.
    stray = session.one("place_of_stray_text", phone=inbound.phone)
    return next((place for place in session.all("web_locations") if stray and place["id"] == stray["location"]), None)
