"""Values for tests of the conversation: a place, a visit, a schedule, a text, a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flows.draft import Draft
from flows.engine import Turn, decide
from flows.values import Appointment, Conversation, Inbound, Intent, Place, Reading, Window
from tests.flows.sheet import Sheet, TakenLine
from tests.scripts import PHONE, SENDERS

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)  # Monday, 10:00 in New York
TUESDAY_10 = datetime(2026, 3, 3, 15, 0, tzinfo=UTC)
THURSDAY = Window(datetime(2026, 3, 5), datetime(2026, 3, 6), True, False)
THURSDAY_3PM = Window(datetime(2026, 3, 5, 15), datetime(2026, 3, 5, 15))


def visit(key: str = "ana", *, start: datetime = TUESDAY_10, name: str = "Ana Rivera", **changes: Any) -> Appointment:
    made = Appointment(key, "main", "ito", "checkup", start, 30, PHONE, name)
    return replace(made, **changes)


def sheet(*visits: Appointment, now: datetime = NOW, taken: tuple[TakenLine, ...] = ()) -> Sheet:
    return Sheet("main", visits, now, taken)


def place(**changes: Any) -> Place:
    return replace(sheet().place, **changes)


def talk(state: str = "idle", *visits: Appointment, **changes: Any) -> Conversation:
    about = tuple((visit.id, visit.start) for visit in visits)
    made = Conversation("main", PHONE, SENDERS["main"], state=state, about=about)
    return replace(made, **changes)


def text(body: str = "so", **changes: Any) -> Inbound:
    return replace(Inbound("SM1", PHONE, SENDERS["main"], body), **changes)


def draft(conversation: Conversation | None = None, reading: Reading | None = None, *visits: Appointment) -> Draft:
    stands = conversation or talk()
    meaning = reading or Reading(Intent.AFFIRM)
    return Draft(stands, text(), meaning, sheet(*visits), NOW, "en", stands.state)


def turn(
    conversation: Conversation, reading: Reading, schedule: Sheet, *, inbound: Inbound | None = None, now: datetime = NOW
) -> Turn:
    return decide(conversation, inbound or text(), reading, schedule, now)
