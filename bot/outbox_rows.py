"""A row of the outbox as a value, and what a worker found out about one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.ports import Row
from bot.records import from_text
from bot.reminders import ASKS

# A row whose text may be under way: nothing else goes to that phone until it is settled.
IN_FLIGHT = ("leased", "unknown")
URGENT = ("staff", "moved_by_staff", "cancelled_by_staff", "proposal", "reply")


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is not a reply; `status` is ours (waiting, leased, unknown, unsent) until the provider has one for it.

    `line` is what is said (`key` and values) where the words are found when it is sent; `tried_at` since when it may be
    with the provider.
    """

    id: str
    location: str
    phone: str
    kind: str
    body: str
    line: dict[str, Any]
    media: tuple[str, ...]
    appointment: str | None
    appointment_start: datetime | None
    due_at: datetime
    useful_until: datetime | None
    status: str
    reason: str | None
    attempts: int
    leased_by: str | None
    leased_until: datetime | None
    sender: str | None
    sid: str | None
    error_code: int | None
    tried_at: datetime | None
    created_at: datetime

    @property
    def asks(self) -> bool:
        """Whether it asks to confirm."""
        return self.line.get("key") == ASKS

    @property
    def is_reminder(self) -> bool:
        return self.kind.startswith("reminder-")

    @property
    def is_urgent(self) -> bool:
        """Whether staff must hear of it when it can't be sent: nothing else would tell the customer."""
        return self.kind in URGENT


def text_of(row: Row) -> Text:
    """The text a row of `outbox` holds."""
    return Text(
        id=row["id"],
        location=row["location"],
        phone=row["phone"],
        kind=row["kind"],
        body=row["body"],
        line=json.loads(row["line"] or "{}"),
        media=tuple(json.loads(row["media"] or "[]")),
        appointment=row["appointment"],
        appointment_start=_moment(row["appointment_start"]),
        due_at=from_text(row["due_at"]),
        useful_until=_moment(row["useful_until"]),
        status=row["status"],
        reason=row["reason"],
        attempts=row["attempts"],
        leased_by=row["leased_by"],
        leased_until=_moment(row["leased_until"]),
        sender=row["sender"],
        sid=row["sid"],
        error_code=row["error_code"],
        tried_at=_moment(row["tried_at"]),
        created_at=from_text(row["created_at"]),
    )


def _moment(text: str | None) -> datetime | None:
    return from_text(text) if text else None
