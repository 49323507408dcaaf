"""What staff do with a visit is done at once, and the customer hears of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot import desk
from bot.desk import CannotChange
from bot.inbox import answer
from bot.ports import Store
from bot.records import from_text
from flows.values import Slot
from tests.bot.sending import FIRST, START, House, house_of
from tests.bot.texting import assert_consistent, text

Business = Callable[[Store], None]
LATER = Slot("ito", START + timedelta(days=4), 30)


@pytest.fixture
def house(store: Store, business: Business) -> House:
    """Ana's check-up a week ahead, on each engine."""
    business(store)
    return house_of(store)


def test_a_moved_visit_takes_its_time_and_reminders_along(house: House, database_url: str) -> None:
    desk.move(house.store, "visit", LATER, by="eve@example.com", now=house.clock.now)
    house.work(at=house.clock.forward(minutes=1))

    with house.store.read() as session:
        row = session.one("appointment", id="visit")
    assert row is not None
    assert (LATER.start, 0) == (from_text(row["starts_at"]), row["moves"])
    assert ("unsent", "moved") == house.fate(FIRST)
    assert ["It is now check-up with Dr Ito, Mon 16 Mar 1:00 PM"] == [
        body.split(". ")[1] for body in house.provider.bodies
    ]
    assert_consistent(database_url)


def test_a_cancelled_visit_is_free_again_and_the_customer_is_told(house: House, database_url: str) -> None:
    desk.cancel(house.store, "visit", by="eve@example.com", now=house.clock.now)
    house.work(at=house.clock.forward(minutes=1))

    assert ["Green Street Dental: we are sorry, check-up with Dr Ito, Thu 12 Mar 1:00 PM, will not take place."] == [
        body.split(" Text a day")[0] for body in house.provider.bodies
    ]
    assert_consistent(database_url)


def test_proposed_times_are_held_and_taken_by_number(house: House, database_url: str) -> None:
    slots = desk.propose(house.store, "visit", by="eve@example.com", now=house.clock.now)
    house.work(at=house.clock.forward(minutes=1))
    chosen = answer(house.store, text("1"), house.clock.forward(hours=3))

    assert 3 == len(slots)
    assert chosen.reply.startswith("Moved: check-up with Dr Ito, ")
    with house.store.read() as session:
        row = session.one("appointment", id="visit")
    assert row is not None
    assert slots[0].start == from_text(row["starts_at"])
    assert_consistent(database_url)


def test_a_time_of_somebody_else_is_refused_and_nothing_changes(house: House, database_url: str) -> None:
    house.book(LATER.start, key="other", phone="+12025550177")

    with pytest.raises(CannotChange, match="somebody else"):
        desk.move(house.store, "visit", LATER, by="eve@example.com", now=house.clock.now)

    assert ("waiting", None) == house.fate(FIRST)
    assert_consistent(database_url)


@pytest.mark.parametrize("when", [START, START + timedelta(days=1)])
def test_a_visit_that_has_begun_stays_as_it_is(house: House, when: datetime) -> None:
    house.clock.now = when

    with pytest.raises(CannotChange, match="over"):
        desk.cancel(house.store, "visit", by="eve@example.com", now=house.clock.now)


def test_there_is_no_such_visit(house: House) -> None:
    with pytest.raises(CannotChange, match="no such visit"):
        desk.cancel(house.store, "nothing", by="eve@example.com", now=house.clock.now)
