"""Why the bot answered as it did: one turn in sentences."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from bot import why
from bot.records import from_text
from bot.web.house import house
from bot.web.login import needs
from bot.web.misread import MEANINGS
from bot.web.shops import phone_words
from bot.web.staff import private, scene

turns = private(Blueprint("turns", __name__))


@turns.get("/turns/<sid>")
@needs("viewer")
def show(sid: str) -> str:
    """Text, meaning, guards and their answers, rule, effects, reply."""
    with house().store.read() as session:
        turn = session.one("web_turn", sid=sid)
        if turn is None:
            abort(404, "No such turn.")
        at = scene(session, turn["location"])
        return render_template(
            "turn.html",
            at=at,
            turn=turn,
            when=at.shop.when(from_text(turn["at"])),
            who=phone_words(turn["phone"], at.shop.country),
            sentences=why.tell(session, sid),
            misread=session.one("misread_of", turn=sid),
            meanings=MEANINGS,
        )
