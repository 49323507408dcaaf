"""No path sends without end to one phone: replies have a limit of their own, and beyond it a person takes over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.inbox import answer
from bot.ports import Store
from bot.why import tell
from tests.bot.sending import WEEK_BEFORE, House, house_of
from tests.bot.texting import text

Business = Callable[[Store], None]
LEO = "+12025550144"
QUESTION = "when is my appointment?"


@pytest.fixture
def house(store: Store, business: Business) -> House:
    """Ana's check-up a week ahead, on each engine."""
    business(store)
    return house_of(store)


def replies(house: House, *bodies: str, most: int, start: datetime = WEEK_BEFORE, phone: str | None = None) -> list[bool]:
    """Which of these texts, a minute apart, got a reply."""
    whose = {"phone": phone} if phone else {}
    found = []
    for number, body in enumerate(bodies):
        said = answer(house.store, text(body, **whose), start + timedelta(minutes=number), most_replies=most)
        found.append(bool(said.reply))
    return found


def test_beyond_the_limit_nothing_is_said_and_one_task_is_raised(house: House) -> None:
    assert [True, True, True, False, False, False] == replies(house, *[QUESTION] * 6, most=3)
    assert ["reply_limit"] == house.tasks()


def test_a_text_beyond_the_limit_moves_nothing(house: House) -> None:
    replies(house, QUESTION, "cancel my appointment", most=2)

    replies(house, "yes", most=2, start=WEEK_BEFORE + timedelta(minutes=5))

    with house.store.read() as session:
        row = session.one("appointment", id="visit")
    assert row is not None
    assert ("booked", "with_staff") == (row["status"], house.state())


def test_replies_of_an_hour_ago_and_of_other_phones_do_not_count(house: House) -> None:
    replies(house, QUESTION, QUESTION, most=2)

    assert [True] == replies(house, QUESTION, most=2, start=WEEK_BEFORE + timedelta(minutes=3), phone=LEO)
    assert [True] == replies(house, QUESTION, most=2, start=WEEK_BEFORE + timedelta(minutes=62))


def test_why_says_that_the_limit_was_reached(house: House) -> None:
    replies(house, QUESTION, most=1)
    beyond = text(QUESTION)
    answer(house.store, beyond, WEEK_BEFORE + timedelta(minutes=1), most_replies=1)

    with house.store.read() as session:
        told = tell(session, beyond.sid)

    assert any("REPLIES_PER_PHONE_HOUR" in line for line in told)
    assert "Decided again from this row it gives the same answer." in told
