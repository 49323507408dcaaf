"""A turn is told in sentences, whatever has become of the program since."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from bot.inbox import answer
from bot.ports import Store
from bot.stories import read_story
from bot.why import NoSuchTurn, same, tell
from tests.bot.texting import book, text

SID = "SM" + "1" * 32


@pytest.fixture
def asked(sqlite_store: Store, business: Callable[[Store], None], now: datetime) -> Store:
    """Ana has asked for another day, and was offered some times."""
    business(sqlite_store)
    book(sqlite_store, now + timedelta(days=1), now)
    answer(sqlite_store, text("can we do friday instead", sid=SID), now)
    return sqlite_store


def test_a_turn_is_told_from_its_text_to_its_reply(asked: Store) -> None:
    with asked.read() as session:
        lines = tell(session, SID)

    assert "wrote to +15550100001: 'can we do friday instead'." in lines[0]
    assert any(line.startswith("So the rule propose_slot: offer_slots") for line in lines)
    assert any(line.startswith("SlotsHeld") for line in lines)
    assert "Decided again from this row it gives the same answer." == lines[-1]


def test_a_turn_that_a_newer_program_would_look_up_more_for_is_told_all_the_same(asked: Store, sqlite_url: str) -> None:
    """The facts kept are those that were asked for: a later release may ask for others, and the page must not break."""
    forget_free_times(sqlite_url)

    with asked.read() as session:
        lines = tell(session, SID)

    assert lines[-1].endswith("it differs: it would look up something in the schedule that was not looked up then.")


def forget_free_times(url: str) -> None:
    """Takes the answers about free times out of the turn's story."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database, database:
        story = json.loads(database.execute("SELECT story FROM turns WHERE sid = ?", (SID,)).fetchone()[0])
        del story["facts"]["free"]
        database.execute("UPDATE turns SET story = ? WHERE sid = ?", (json.dumps(story), SID))


def test_a_turn_that_would_be_answered_otherwise_today_says_how(asked: Store) -> None:
    with asked.read() as session:
        row = session.one("turn_story", sid=SID)
    assert row is not None

    found = same(read_story(row), "Something else.", "an older rule")

    assert "the rule is now propose_slot: offer_slots if wish_is_free, it was an older rule" == found[0]
    assert found[1].endswith("it was 'Something else.'")


def test_a_sid_of_nobody_is_told_so(asked: Store) -> None:
    with asked.read() as session, pytest.raises(NoSuchTurn, match="SM0"):
        tell(session, "SM0")
