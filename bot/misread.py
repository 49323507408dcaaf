"""Texts that staff say were misread: kept with what was meant, and given out as cases that the understanding is tested with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.calendar import ReplayCalendar
from bot.masking import masked
from bot.ports import Row, Session
from bot.records import to_text
from bot.stories import read_story
from flows.engine import asked
from flows.understand import understand
from flows.values import Intent

MOST_OFFERS = 9  # that a reply lists
LONGEST_NOTE = 300


class NoMeaning(ValueError):
    """What was filled in can't be what a text meant; the message says why."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a text meant, by somebody who has read it: `start` is the wished-for time, naive and on the place's clocks."""

    intent: Intent
    choice: int | None = None
    start: datetime | None = None
    note: str = ""


def meant_of(intent: str, choice: str, start: str, note: str) -> Meant:
    """What a form says was meant; raises NoMeaning."""
    known = {str(one): one for one in Intent}
    if intent not in known:
        raise NoMeaning("Say what the text meant.")
    number = int(choice) if choice.isdecimal() else None
    if choice and (number is None or not 1 <= number <= MOST_OFFERS):
        raise NoMeaning(f"The number of an offer is 1 to {MOST_OFFERS}.")
    if number is not None and known[intent] != Intent.CHOOSE:
        raise NoMeaning("A number goes with a text that takes an offer.")
    try:
        moment = datetime.fromisoformat(start) if start else None
    except ValueError:
        raise NoMeaning(f"{start!r} is no day and time such as 2026-03-05T14:30.") from None
    return Meant(known[intent], number, moment.replace(tzinfo=None) if moment else None, note.strip()[:LONGEST_NOTE])


def mark(session: Session, sid: str, meant: Meant, *, by: str, now: datetime) -> bool:
    """Keeps that a turn was misread; what was said before about it is replaced. False where there is no such turn."""
    turn = session.one("web_turn", sid=sid)
    if turn is None:
        return False
    session.run(
        "keep_misread",
        turn=sid,
        location=turn["location"],
        intent=str(meant.intent),
        choice=meant.choice,
        start=meant.start.isoformat() if meant.start else None,
        note=meant.note,
        by=by,
        now=to_text(now),
    )
    return True


def unmark(session: Session, sid: str) -> None:
    """The turn was read well after all."""
    session.run("drop_misread", turn=sid)


def cases(session: Session) -> Iterator[str]:
    """Every misread text as a case, one JSON object a line, without what tells who wrote it; the oldest first."""
    for row in session.all("misread_all"):
        yield json.dumps(_case(row), ensure_ascii=False)


def _case(row: Row) -> dict[str, Any]:
    story = read_story(row)
    calendar = ReplayCalendar(story.facts)
    now = story.now.astimezone(calendar.place.zone).replace(tzinfo=None)
    heard = understand(row["body"], now, story.known_language, story.place_languages)
    question = asked(story.before, calendar, story.now)
    gold: dict[str, Any] = {"intent": [row["meant_intent"]]}
    if row["meant_choice"] is not None:
        gold["choice"] = row["meant_choice"]
    if row["meant_start"] is not None:
        exact = {"start": row["meant_start"], "end": row["meant_start"], "date_given": None, "time_given": True, "fit": "exact"}
        gold["windows"] = [exact]
    return {
        "id": f"misread-{row['sid'][-8:]}",
        "source": "staff",
        "lang": heard.lang or heard.language,
        "kind": "misread",
        "input": {
            "text": masked(heard, {visit.name for visit in calendar.appointments}),
            "now": now.isoformat(timespec="seconds"),
            "tz": calendar.place.zone.key,
            "lang": story.known_language,
            "expecting": question.expecting,
            "appointment": question.appointment.isoformat() if question.appointment else None,
            "offers": [offer.isoformat() for offer in question.offers],
        },
        "gold": gold,
    }
