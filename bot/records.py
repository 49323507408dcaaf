"""Rows to values and back: what a column holds is known here and in the SQL, nowhere else."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import orjson

from bot.ports import Row
from flows.values import Appointment, Conversation, Place, Service, Slot, State, Status, Window

_AS_COLUMN = orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS


def to_text_once(moment: datetime) -> str:
    """As `to_text`, for a moment that is not asked for again: to keep it takes as long as to write it."""
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone can't be stored: {moment.isoformat()}")
    # JSON's writer takes a quarter of the time of isoformat, and a turn writes some twenty times; nearly all are UTC already.
    utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return orjson.dumps(utc, option=_AS_COLUMN).decode()[1:-1]


@lru_cache(maxsize=2048)  # a turn asks for the same few moments some twenty times
def to_text(moment: datetime) -> str:
    """UTC ISO text to the second, as every time column holds it; raises ValueError for a time without a zone."""
    return to_text_once(moment)


def wall_text(wall: datetime) -> str:
    """ISO text of a naive local time, as `isoformat` has it."""
    return orjson.dumps(wall).decode()[1:-1]


from_text = datetime.fromisoformat  # the aware UTC time of a time column
# The same for starts of visits and slots, which come again and again: the very same value, whose hash is known by then. All
# that is kept of a moment goes by its hash, and that takes as long as to write it.
start_from_text = lru_cache(maxsize=2048)(from_text)


def to_json(value: Any) -> str:
    """JSON text of dicts, lists, text, numbers, booleans and None; eight times as fast as the standard library's."""
    return orjson.dumps(value).decode()


def from_json(text: str) -> Any:
    """The value `to_json` wrote, or the database made of rows."""
    return orjson.loads(text)


class Start(NamedTuple):
    """A row of `start_of_turn`, whose columns these are in their order; the rows of one text differ by their visit alone.

    What is of a visit is null where `id` is, of the conversation where `state` is, of the answer where `rule` is.
    """

    revision: str
    known_language: str | None
    consent_at: str | None
    reply: str
    rule: str | None
    opted_out: str | None
    recent: int
    sender: str
    state: State | None
    details: str
    expires_at: str | None
    id: str
    provider: str
    service: str
    starts_at: str
    minutes: int
    name: str
    language: str | None
    status: Status
    moves: int


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
        start=start_from_text(row["starts_at"]),
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
    return Slot(items[0], start_from_text(items[1]), items[2])


def window_to_json(window: Window) -> list[Any]:
    """A window as a JSON list: start and end (naive local), date given, time given."""
    return [wall_text(window.start), wall_text(window.end), window.date_given, window.time_given]


def window_from_json(items: list[Any]) -> Window:
    """The window `window_to_json` wrote."""
    return Window(datetime.fromisoformat(items[0]), datetime.fromisoformat(items[1]), items[2], items[3])


def details(conversation: Conversation) -> str:
    """What `conversations.details` keeps: everything of a conversation that has no column of its own."""
    kept: dict[str, Any] = {}  # of what is there: mostly that is little
    if conversation.language:
        kept["language"] = conversation.language
    if conversation.about:
        kept["about"] = _refs_to_json(conversation.about)
    if conversation.waiting:
        kept["waiting"] = _refs_to_json(conversation.waiting)
    if conversation.person:
        kept["person"] = _refs_to_json(conversation.person)
    if conversation.purpose:
        kept["purpose"] = conversation.purpose
    if conversation.service:
        kept["service"] = conversation.service
    if conversation.offers:
        kept["offers"] = [slot_to_json(slot) for slot in conversation.offers]
    if conversation.wishes:
        kept["wishes"] = [window_to_json(window) for window in conversation.wishes]
    if conversation.excluded:
        kept["excluded"] = [window_to_json(window) for window in conversation.excluded]
    if conversation.provider:
        kept["provider"] = conversation.provider
    if conversation.without:
        kept["without"] = conversation.without
    if conversation.misses:
        kept["misses"] = conversation.misses
    if conversation.passive:
        kept["passive"] = [to_text(moment) for moment in conversation.passive]
    if conversation.last_reply:
        kept["last_reply"] = conversation.last_reply
    if conversation.asked_at:
        kept["asked_at"] = to_text(conversation.asked_at)
    if conversation.held:
        kept["held"] = True
    return to_json(kept)


def _refs_to_json(refs: tuple[tuple[str, datetime], ...]) -> list[list[str]]:
    return [[key, to_text(start)] for key, start in refs]


def _refs(kept: list[list[str]]) -> tuple[tuple[str, datetime], ...]:
    return tuple([(key, start_from_text(start)) for key, start in kept])


def conversation(row: Row) -> Conversation:
    """The conversation a row of `conversations` holds."""
    return read_conversation(row["location"], row["phone"], row["sender"], row["state"], row["details"], row["expires_at"])


def read_conversation(
    location: str, phone: str, sender: str, state: State, details: str, expires_at: str | None
) -> Conversation:
    """The conversation with a phone out of its columns."""
    kept = orjson.loads(details)
    if "waiting" in kept and kept.get("purpose") == "book":
        kept["person"] = kept.pop("waiting")  # rows of before it had a field of its own
    known = kept.get
    # By place: to name this many fields takes as long as to read them.
    return Conversation(
        location,
        phone,
        sender,
        state,
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
        from_text(expires_at) if expires_at else None,
        known("held", False),
    )
