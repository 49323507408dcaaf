"""Rows and values: what goes in comes out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.records import conversation, details, from_text, to_text
from flows.values import Conversation, Slot, Window

START = datetime(2026, 3, 5, 19, 30, tzinfo=UTC)


def test_a_time_is_kept_as_utc_text() -> None:
    local = datetime(2026, 3, 5, 14, 30, tzinfo=timezone(timedelta(hours=-5)))

    assert to_text(local) == "2026-03-05T19:30:00Z"


def test_a_time_comes_back_as_it_was_kept() -> None:
    assert from_text(to_text(START)) == START


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        to_text(datetime(2026, 3, 5))


def test_a_conversation_comes_back_as_it_was_kept() -> None:
    whole = Conversation(
        location="main",
        phone="+15550100101",
        sender="+15550100001",
        state="choosing",
        language="es",
        about=(("a1", START),),
        waiting=(("a2", START),),
        person=(("a3", START),),
        purpose="move",
        service="checkup",
        offers=(Slot("ito", START, 30),),
        wishes=(Window(datetime(2026, 3, 5), datetime(2026, 3, 6), True, False),),
        excluded=(Window(datetime(2026, 3, 6), datetime(2026, 3, 7), True, False),),
        misses=1,
        passive=(START,),
        last_reply="Thu 5 Mar",
        asked_at=START,
        expires_at=START,
    )
    row = {"location": "main", "phone": whole.phone, "sender": whole.sender, "state": whole.state}

    kept = row | {"details": details(whole), "expires_at": to_text(START)}

    assert conversation(kept) == whole


def test_a_row_from_before_names_whom_a_new_visit_is_for_in_waiting() -> None:
    old = '{"purpose": "book", "waiting": [["a3", "2026-03-05T19:30:00Z"]]}'
    row = {"location": "main", "phone": "+15550100101", "sender": "+15550100001", "state": "asking_when"}

    read = conversation(row | {"details": old, "expires_at": None})

    assert (read.person, read.waiting) == ((("a3", START),), ())
