"""Texts that came while we were down are answered, once; what is out of date goes to staff."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot import catch_up
from bot.catch_up import CaughtUp
from bot.inbox import answer
from bot.ports import Store
from flows.values import Media
from tests.bot.sending import START, WEEK_BEFORE, House, house_of
from tests.bot.texting import ANA, SENDER, text

Business = Callable[[Store], None]
NOW = WEEK_BEFORE + timedelta(hours=1)


@pytest.fixture
def house(store: Store, business: Business) -> House:
    """Ana's check-up a week ahead, on each engine; it is an hour later."""
    business(store)
    house = house_of(store)
    house.clock.now = NOW
    return house


def missed(house: House, body: str, *, ago: timedelta, sid: str = "SM" + "1" * 32) -> None:
    """A text the provider has and we do not."""
    house.provider.inbound.append((house.clock.now - ago, text(body, sid=sid)))


def visit_starts(house: House) -> datetime:
    from bot.records import from_text

    with house.store.read() as session:
        row = session.one("appointment", id="visit")
    assert row is not None
    return from_text(row["starts_at"])


def test_a_missed_text_is_answered_by_the_outbox(house: House) -> None:
    missed(house, "when is my appointment?", ago=timedelta(minutes=20))

    done = catch_up.catch_up(house.host)
    house.work(at=house.clock.forward(seconds=1))

    assert CaughtUp(answered=1) == done
    assert ["You are booked: check-up with Dr Ito, Thu 12 Mar 1:00 PM."] == house.provider.bodies
    assert [SENDER] == [taken.text.sender for taken in house.provider.taken]


def test_a_text_answered_already_is_left_alone(house: House) -> None:
    missed(house, "when is my appointment?", ago=timedelta(minutes=20))
    answer(house.store, text("when is my appointment?", sid="SM" + "1" * 32), NOW - timedelta(minutes=20))

    done = [catch_up.catch_up(house.host) for _ in range(2)]
    house.work(at=house.clock.forward(seconds=1))

    assert [CaughtUp(), CaughtUp()] == done
    assert [] == house.provider.bodies


def test_catching_up_twice_answers_once(house: House) -> None:
    missed(house, "when is my appointment?", ago=timedelta(minutes=20))

    done = [catch_up.catch_up(house.host) for _ in range(2)]
    house.work(at=house.clock.forward(seconds=1))
    house.work()

    assert [CaughtUp(answered=1), CaughtUp()] == done
    assert 1 == len(house.provider.bodies)


def test_an_out_of_date_text_goes_to_staff_and_changes_nothing(house: House) -> None:
    missed(house, "cancel my appointment today", ago=timedelta(hours=2))

    done = [catch_up.catch_up(house.host) for _ in range(2)]

    assert [CaughtUp(to_staff=1), CaughtUp()] == done
    assert ["old_text"] == house.tasks()
    assert START == visit_starts(house)


def test_staff_can_write_back_to_somebody_new_whose_text_was_out_of_date(house: House) -> None:
    new = "+12025550199"
    house.provider.inbound.append((NOW - timedelta(hours=2), text("do you do braces?", phone=new)))

    catch_up.catch_up(house.host)
    house.staff_text("We do.", phone=new)
    house.work(at=house.clock.forward(seconds=1))

    assert ["old_text"] == house.tasks()
    assert ["We do."] == house.provider.bodies


def test_a_text_that_we_fail_at_goes_to_staff_and_keeps_back_no_other(house: House) -> None:
    """The worker that died of it would die of it again whenever it is started: no reminder would go out any more."""
    impossible = replace(text("look", sid="SM" + "2" * 32), media=(Media(None, "image/png"),))  # no column takes that
    house.provider.inbound.append((NOW - timedelta(minutes=21), impossible))
    missed(house, "when is my appointment?", ago=timedelta(minutes=20))

    done = [catch_up.catch_up(house.host) for _ in range(2)]

    assert [CaughtUp(answered=1, to_staff=1), CaughtUp()] == done
    assert ["webhook_failed"] == house.tasks()


def test_an_opt_out_counts_however_old_it_is(house: House) -> None:
    missed(house, "please stop texting me", ago=timedelta(hours=5))

    catch_up.catch_up(house.host)

    with house.store.read() as session:
        flags = session.all("opt_outs_of_phone", phone=ANA)
    assert [SENDER] == [flag["sender"] for flag in flags]


def test_a_text_the_webhook_may_still_be_answering_is_left_to_it(house: House) -> None:
    missed(house, "when is my appointment?", ago=timedelta(seconds=30))

    at_once = catch_up.catch_up(house.host)
    house.clock.forward(minutes=3)
    later = catch_up.catch_up(house.host)

    assert [CaughtUp(), CaughtUp(answered=1)] == [at_once, later]


def test_a_reply_lost_between_turn_and_outbox_is_found_again(house: House) -> None:
    sid = "SM" + "1" * 32
    missed(house, "when is my appointment?", ago=timedelta(minutes=20))
    # Killed right after the turn: its note stands, its reply is nowhere.
    house.run("note_keep_first", key=catch_up.OPEN + sid, value="{}", now="2026-03-04T18:00:00Z")
    answer(house.store, text("when is my appointment?", sid=sid), house.clock.now)

    done = catch_up.catch_up(house.host)
    house.work(at=house.clock.forward(seconds=1))

    assert CaughtUp(answered=1) == done
    assert 1 == len(house.provider.bodies)


def test_the_worker_catches_up_every_so_often(house: House) -> None:
    first = catch_up.catch_up_if_due(house.host)
    house.clock.forward(minutes=1)
    too_soon = catch_up.catch_up_if_due(house.host)
    house.clock.forward(minutes=5)
    again = catch_up.catch_up_if_due(house.host)

    assert [CaughtUp(), None, CaughtUp()] == [first, too_soon, again]
