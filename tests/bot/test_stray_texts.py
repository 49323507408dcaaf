"""Texts to a number that no place has: one of a messaging service's pool that is not in the file, or a short code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.inbox import answer
from bot.ports import Store
from bot.web import fallback
from tests.bot.texting import SENDER, book, text

STRAY = "+15550177777"
VISIT = datetime(2026, 3, 12, 14, 0, tzinfo=UTC)
NOBODY = "+12025550199"


@pytest.fixture
def house(store: Store, business: Callable[[Store], None], now: datetime) -> Store:
    """A place in Madrid, which is the first, and one in New York that Ana goes to; on each engine."""
    business(store)
    book(store, VISIT, now)
    return store


def test_a_customer_is_answered_by_the_place_that_knows_them(house: Store, now: datetime) -> None:
    told = answer(house, text("when is my visit?", sender=STRAY), now)

    assert "Thu 12 Mar 10:00 AM" in told.reply


def test_the_place_that_last_had_to_do_with_them_counts(house: Store, now: datetime) -> None:
    answer(house, text("when is my visit?"), now)
    answer(house, text("hola", sender="+34910000001"), now + timedelta(minutes=1))

    there = answer(house, text("where are you?", sender=STRAY), now + timedelta(minutes=2))
    answer(house, text("when is my visit?", sender=SENDER), now + timedelta(minutes=3))
    here = answer(house, text("where are you?", sender=STRAY), now + timedelta(minutes=4))

    assert "Calle Verde" in there.reply
    assert "Green Street" in here.reply


def test_a_stranger_is_answered_by_the_first_place_and_then_stays_there(house: Store, now: datetime) -> None:
    replies = [
        answer(house, text(body, sender=STRAY, phone=NOBODY), now + timedelta(minutes=number)).reply
        for number, body in enumerate(("hello", "where are you?"))
    ]

    assert ["Calle Verde" in reply for reply in replies] == [True, True]


def test_the_same_text_again_gets_the_same_answer(house: Store, now: datetime) -> None:
    asked = text("when is my visit?", sender=STRAY)

    first = answer(house, asked, now)
    answer(house, text("hola", sender="+34910000001"), now + timedelta(minutes=1))
    second = answer(house, asked, now + timedelta(minutes=2))

    assert second.repeated
    assert first.reply == second.reply


def test_the_fallback_names_the_phone_of_that_place(house: Store, now: datetime) -> None:
    assert "+15550100099" in fallback.answer(house, text("move me", sender=STRAY), now)
    assert "+34910000099" in fallback.answer(house, text("move me", sender=STRAY, phone=NOBODY), now)
