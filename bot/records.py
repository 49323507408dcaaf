"""Rows to values and back: what a column holds is known here and in the SQL, nowhere else."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from bot.ports import Row
from flows.values import Appointment, Conversation, Place, Service, Slot, Window

_AS_COLUMN = orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS


@lru_cache(maxsize=4096)  # a turn asks for the same few moments some twenty times
def to_text(moment: datetime) -> str:
    """UTC ISO text to the second, as every time column holds it; raises ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone can't be stored: {moment.isoformat()}")
    # JSON's writer takes a quarter of the time of isoformat, and a turn writes some twenty times; nearly all are UTC already.
    utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return orjson.dumps(utc, option=_AS_COLUMN).decode()[1:-1]


def wall_text(wall: datetime) -> str:
    """ISO text of a naive local time, as `isoformat` has it."""
    return orjson.dumps(wall).decode()[1:-1]


def from_text(text: str) -> datetime:
    """The aware UTC time of a time column."""
    return datetime.fromisoformat(text)


def to_json(value: Any) -> str:
    """JSON text of dicts, lists, text, numbers, booleans and None; eight times as fast as the standard library's."""
    return orjson.dumps(value).decode()


def from_json(text: str) -> Any:
    """The value `to_json` wrote, or the database made of rows."""
    return orjson.loads(text)


def place(row: Row) -> Place:
    """The location a row of `locations` describes."""
    hours = json.loads(row["hours"])
    return Place(
        id=row["id"],
        name=row["name"],
        zone=ZoneInfo(row["timezone"]),
        languages=tuple(json.loads(row["languages"])),
        address=row["address"],
        phone=row["phone"],
        hours_text=tuple((day, tuple(spans)) for day, spans in hours.items()),
    )


def service(row: Row) -> Service:
    """The service a row of `services` describes."""
    return Service(
        id=row["id"],
        names=tuple(json.loads(row["names"]).items()),
        minutes=row["minutes"],
        buffer_minutes=row["buffer_minutes"],
        notice_hours=row["notice_hours"],
        max_moves=row["max_moves"],
        reminders_hours=tuple(json.loads(row["reminders_hours"])),
    )


def appointment(row: Row) -> Appointment:
    """The appointment a row of `appointments` holds."""
    return Appointment(
        id=row["id"],
        location=row["location"],
        provider=row["provider"],
        service=row["service"],
        start=from_text(row["starts_at"]),
        minutes=row["minutes"],
        phone=row["phone"],
        name=row["name"],
        language=row["language"],
        status=row["status"],
        moves=row["moves"],
    )


def slot_to_json(slot: Slot) -> list[Any]:
    """A slot as a JSON list: provider, start, minutes."""
    return [slot.provider, to_text(slot.start), slot.minutes]


def slot_from_json(items: list[Any]) -> Slot:
    """The slot `slot_to_json` wrote."""
    return Slot(items[0], from_text(items[1]), items[2])


def window_to_json(window: Window) -> list[Any]:
    """A window as a JSON list: start and end (naive local), date given, time given."""
    return [wall_text(window.start), wall_text(window.end), window.date_given, window.time_given]


def window_from_json(items: list[Any]) -> Window:
    """The window `window_to_json` wrote."""
    return Window(datetime.fromisoformat(items[0]), datetime.fromisoformat(items[1]), items[2], items[3])


def details(conversation: Conversation) -> str:
    """What `conversations.details` keeps: everything of a conversation that has no column of its own."""
    # What is empty, as most is, goes as it is: a comprehension over nothing costs a call.
    about, waiting, person = conversation.about, conversation.waiting, conversation.person
    offers, wishes, excluded, passive = (conversation.offers, conversation.wishes, conversation.excluded, conversation.passive)
    kept: dict[str, Any] = {
        "language": conversation.language,
        "about": about and [[key, to_text(start)] for key, start in about],
        "waiting": waiting and [[key, to_text(start)] for key, start in waiting],
        "person": person and [[key, to_text(start)] for key, start in person],
        "purpose": conversation.purpose,
        "service": conversation.service,
        "offers": offers and [slot_to_json(slot) for slot in offers],
        "wishes": wishes and [window_to_json(window) for window in wishes],
        "excluded": excluded and [window_to_json(window) for window in excluded],
        "provider": conversation.provider,
        "without": conversation.without,
        "misses": conversation.misses,
        "passive": passive and [to_text(moment) for moment in passive],
        "last_reply": conversation.last_reply,
        "asked_at": to_text(conversation.asked_at) if conversation.asked_at else None,
        "held": conversation.held,
    }
    return to_json({key: value for key, value in kept.items() if value})


def _refs(kept: list[list[str]]) -> tuple[tuple[str, datetime], ...]:
    return tuple([(key, from_text(start)) for key, start in kept])


def conversation(row: Row) -> Conversation:
    """The conversation a row of `conversations` holds."""
    kept = orjson.loads(row["details"])
    if "waiting" in kept and kept.get("purpose") == "book":
        kept["person"] = kept.pop("waiting")  # rows of before it had a field of its own
    known = kept.get
    # By place: to name this many fields takes as long as to read them.
    return Conversation(
        row["location"],
        row["phone"],
        row["sender"],
        row["state"],
        known("language"),
        _refs(kept["about"]) if "about" in kept else (),
        _refs(kept["waiting"]) if "waiting" in kept else (),
        _refs(kept["person"]) if "person" in kept else (),
        known("purpose"),
        known("service"),
        tuple([slot_from_json(slot) for slot in kept["offers"]]) if "offers" in kept else (),
        tuple([window_from_json(window) for window in kept["wishes"]]) if "wishes" in kept else (),
        tuple([window_from_json(window) for window in kept["excluded"]]) if "excluded" in kept else (),
        known("provider"),
        tuple(known("without", ())),
        known("misses", 0),
        tuple(map(from_text, kept["passive"])) if "passive" in kept else (),
        known("last_reply", ""),
        from_text(kept["asked_at"]) if known("asked_at") else None,
        from_text(row["expires_at"]) if row["expires_at"] else None,
        known("held", False),
    )
