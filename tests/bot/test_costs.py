"""What a day has cost, and when it is enough."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot import costs
from bot.costs import DayCost, Limits
from bot.inbox import answer
from bot.ports import Row, Store
from bot.quiet import quiet_of
from bot.settings import Settings
from tests.bot.sending import ASKED, House, house_of
from tests.bot.texting import ANA, text

Business = Callable[[Store], None]
LIMITS = Limits(daily_spend_cap=1.0, segment_price=0.01, texts_per_phone_hour=10)


@pytest.fixture
def house(store: Store, business: Business) -> House:
    """Ana's check-up a week ahead, on each engine."""
    business(store)
    return house_of(store)


def place(house: House) -> Row:
    with house.store.read() as session:
        row = session.one("location", location="main")
    assert row is not None
    return row


def today(house: House) -> DayCost:
    quiet = quiet_of(place(house))
    with house.store.read() as session:
        return costs.day_cost(session, "main", quiet, LIMITS, house.clock.now)


def test_replies_and_reminders_count_by_segment(house: House) -> None:
    house.work(at=ASKED)
    answer(house.store, text("Yes"), house.clock.forward(minutes=1))
    house.staff_text("á" * 71)
    house.work(at=house.clock.forward(minutes=1))

    assert DayCost(ASKED.date(), texts=3, segments=4, amount=0.04) == today(house)


def test_a_text_that_was_not_sent_costs_nothing(house: House) -> None:
    house.provider.faults.append(21211)

    house.work(at=ASKED)

    assert (0, 0.0) == (today(house).texts, today(house).amount)


def test_a_text_of_unknown_outcome_counts(house: House) -> None:
    house.provider.faults.append("lost")

    house.work(at=ASKED)

    assert 1 == today(house).texts


def test_days_are_the_places_own(house: House) -> None:
    house.work(at=ASKED)
    house.clock.now = ASKED + timedelta(hours=12)  # past midnight in UTC and in New York

    quiet = quiet_of(place(house))
    with house.store.read() as session:
        days = costs.recent_days(session, "main", quiet, LIMITS, house.clock.now, days=3)

    assert [0, 1, 0] == [day.texts for day in days]
    assert [11, 10, 9] == [day.day.day for day in days]


def test_a_place_may_have_limits_of_its_own(house: House) -> None:
    own = {**place(house), "settings": '{"daily_spend_cap": 5, "texts_per_phone_hour": 2}'}

    limits = costs.limits_of(own, Settings(daily_spend_cap=50.0, segment_price=0.02))

    assert Limits(daily_spend_cap=5.0, segment_price=0.02, texts_per_phone_hour=2) == limits


def test_replies_count_towards_the_rate_to_one_phone(house: House) -> None:
    house.work(at=ASKED)
    answer(house.store, text("Yes"), house.clock.forward(minutes=1))

    with house.store.read() as session:
        now_and_later = [costs.texts_last_hour(session, ANA, house.clock.now + timedelta(hours=hours)) for hours in (0, 2)]

    assert [2, 0] == now_and_later
