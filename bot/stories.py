"""The story of a turn as JSON: everything it was decided on, so that it can be told and replayed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.ports import Row
from bot.records import conversation as conversation_of
from bot.records import slot_to_json, to_json, to_text, window_to_json
from flows.engine import Turn
from flows.events import Event
from flows.frozen import replace
from flows.values import Conversation, Inbound, Media, Reading, Slot


@dataclass(frozen=True, slots=True)
class Story:
    """A kept turn, read back: what came in, what was known, and what was decided."""

    inbound: Inbound
    before: Conversation
    now: datetime
    known_language: str | None
    place_languages: tuple[str, ...]
    facts: dict[str, Any]
    decided: dict[str, Any]


def write_story(inbound: Inbound, turn: Turn, start: Row, after: str, facts: dict[str, Any], now: datetime) -> str:
    """The JSON text `turns.story` keeps; `start` is the row the turn began with, `after` the details of what came of it."""
    before, whence = turn.before, inbound.geography
    story: dict[str, Any] = {
        "now": now,  # in JSON as isoformat has it
        "language": start["known_language"],
        "media": inbound.media and [[item.url, item.content_type] for item in inbound.media],
        "opt_out_type": inbound.opt_out_type,
        "messaging_service": inbound.messaging_service,
        "over_limit": inbound.over_limit,
        "geography_of_number": [whence.city, whence.state, whence.zip, whence.country],
        "before": {
            "sender": before.sender,
            "state": before.state,
            "details": start["details"] or "{}",
            "expires_at": to_text(before.expires_at) if before.expires_at else None,
            **({"held": True} if before.held else {}),
        },
        "facts": facts,
        **decided(turn, after),
    }
    return to_json({key: value for key, value in story.items() if value})


def decided(turn: Turn, after: str) -> dict[str, Any]:
    """What a turn decided, as JSON-able values: a replay must give the very same; `after` are `details(turn.after)`."""
    return {
        "reading": _reading(turn.reading),
        "guards": list(map(list, turn.guards)),
        "events": [_event(event) for event in turn.events] if turn.events else [],
        "after": {"state": turn.after.state, "details": after},
    }


def _reading(reading: Reading) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "intent": str(reading.intent),
        "windows": reading.windows and [window_to_json(window) for window in reading.windows],
        "excluded": reading.excluded and [window_to_json(window) for window in reading.excluded],
        "own": reading.own and [window_to_json(window) for window in reading.own],
        "aimed": reading.aimed,
        "choice": reading.choice,
        "everything": reading.everything,
        "answers": reading.answers and [[name, str(intent)] for name, intent in reading.answers],
        "lang": reading.lang,
        "noise": reading.noise,
        "urgent": reading.urgent,
        "any_day": reading.any_day,
        "provider": reading.provider,
        "without": list(reading.without),
        "words": [[span.text, span.meaning] for span in reading.spans],
    }
    return {key: value for key, value in kept.items() if value}


def _event(event: Event) -> list[Any]:
    return [type(event).__name__, {name: _plain(getattr(event, name)) for name in event.__dataclass_fields__}]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return to_text(value)
    if isinstance(value, Slot):
        return slot_to_json(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def read_story(row: Row) -> Story:
    """The story of a row of `turns` (with all its columns)."""
    kept = json.loads(row["story"])
    before = kept["before"]
    return Story(
        inbound=Inbound(
            sid=row["sid"],
            phone=row["phone"],
            sender=row["sender"],
            body=row["body"],
            media=tuple(Media(url, kind) for url, kind in kept.get("media", ())),
            opt_out_type=kept.get("opt_out_type"),
            messaging_service=kept.get("messaging_service"),
            over_limit=kept.get("over_limit", False),
        ),
        before=replace(
            conversation_of({"location": row["location"], "phone": row["phone"], **before}), held=before.get("held", False)
        ),
        now=datetime.fromisoformat(kept["now"]),
        known_language=kept.get("language"),
        place_languages=tuple(kept["facts"]["place"]["languages"]),
        facts=kept["facts"],
        decided={name: kept.get(name) for name in ("reading", "guards", "events", "after")},
    )
