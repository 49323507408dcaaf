"""The story of a turn as JSON: everything it was decided on, so that it can be told and replayed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.ports import Row
from bot.records import Start, details, slot_to_json, to_json, to_text, window_to_json
from bot.records import conversation as conversation_of
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


def write_story(inbound: Inbound, turn: Turn, start: Start, after: str, facts: dict[str, Any], now: datetime) -> str:
    """The JSON text `turns.story` keeps; `start` is the row the turn began with, `after` the details of what came of it."""
    whence = inbound.geography
    story: dict[str, Any] = {"now": now}  # in JSON as isoformat has it
    if start.known_language:
        story["language"] = start.known_language
    if inbound.media:
        story["media"] = [(item.url, item.content_type) for item in inbound.media]
    if inbound.opt_out_type:
        story["opt_out_type"] = inbound.opt_out_type
    if inbound.messaging_service:
        story["messaging_service"] = inbound.messaging_service
    if inbound.over_limit:
        story["over_limit"] = True
    story["geography_of_number"] = (whence.city, whence.state, whence.zip, whence.country)
    story["before"] = _before(turn.before, start.details or "{}")
    story["facts"] = facts
    story["reading"] = _reading(turn.reading)
    if turn.guards:
        story["guards"] = turn.guards
    if turn.events:
        story["events"] = [_event(event) for event in turn.events]
    story["after"] = {"state": turn.after.state, "details": after}
    return to_json(story)


def decided(turn: Turn) -> dict[str, Any]:
    """What a turn decided, as its story has it: a replay must give the very same."""
    found: dict[str, Any] = {
        "reading": _reading(turn.reading),
        "guards": turn.guards,
        "events": [_event(event) for event in turn.events],
        "after": {"state": turn.after.state, "details": details(turn.after)},
    }
    again: dict[str, Any] = json.loads(to_json(found))
    return again


def _before(before: Conversation, kept: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "sender": before.sender,
        "state": before.state,
        "details": kept,
        "expires_at": to_text(before.expires_at) if before.expires_at else None,
    }
    if before.held:
        told["held"] = True
    return told


def _reading(reading: Reading) -> dict[str, Any]:
    kept: dict[str, Any] = {"intent": str(reading.intent)}  # and what else there is: mostly that is little
    if reading.windows:
        kept["windows"] = [window_to_json(window) for window in reading.windows]
    if reading.excluded:
        kept["excluded"] = [window_to_json(window) for window in reading.excluded]
    if reading.own:
        kept["own"] = [window_to_json(window) for window in reading.own]
    if reading.aimed:
        kept["aimed"] = True
    if reading.choice:
        kept["choice"] = reading.choice
    if reading.everything:
        kept["everything"] = True
    if reading.answers:
        kept["answers"] = [(name, str(intent)) for name, intent in reading.answers]
    if reading.lang:
        kept["lang"] = reading.lang
    if reading.noise:
        kept["noise"] = True
    if reading.urgent:
        kept["urgent"] = True
    if reading.any_day:
        kept["any_day"] = True
    if reading.provider:
        kept["provider"] = reading.provider
    if reading.without:
        kept["without"] = reading.without
    if reading.spans:
        kept["words"] = [(span.text, span.meaning) for span in reading.spans]
    return kept


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
