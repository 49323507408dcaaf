"""Each trouble a provider may report, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest

from bot.channels.twilio_codes import CODES
from bot.outbox_troubles import LONGEST_BACKOFF, TREATMENTS, back_off
from bot.ports import Store
from bot.records import from_text
from tests.bot.provider import Fault
from tests.bot.sending import ASKED, FIRST, SECOND, House, house_of

Business = Callable[[Store], None]


@pytest.fixture
def house(sqlite_store: Store, business: Business) -> House:
    """Ana's first reminder is about to go out."""
    business(sqlite_store)
    return house_of(sqlite_store)


# The create call fails with this code: what the text is then, why, and which tasks there are.
AT_ONCE: list[tuple[Fault, tuple[str, str | None], list[str]]] = [
    (20429, ("waiting", "retry"), []),
    (30001, ("waiting", "retry"), []),
    ("lost", ("unknown", "unknown"), []),
    (20500, ("unknown", "unknown"), []),
    (21211, ("unsent", "unreachable"), ["unreachable"]),
    (21614, ("unsent", "unreachable"), ["unreachable"]),
    (21610, ("unsent", "opted_out"), ["opted_out"]),
    (20003, ("waiting", "account"), ["operator"]),
    (21408, ("waiting", "operator"), ["operator"]),
    (21608, ("waiting", "operator"), ["operator"]),
    (30007, ("unsent", "refused"), ["delivery_failed", "operator"]),
    (21606, ("waiting", "sender"), ["operator"]),
    (30034, ("waiting", "sender"), ["operator"]),
    (21602, ("unsent", "refused"), ["delivery_failed", "operator"]),
    (30023, ("waiting", "daily_limit"), []),
    (30003, ("waiting", "handset_off"), []),
    (30004, ("unsent", "delivery_failed"), ["delivery_failed"]),
    (21265, ("unsent", "ignored"), []),
]


@pytest.mark.parametrize(("fault", "fate", "tasks"), AT_ONCE)
def test_a_trouble_told_at_once_has_its_treatment(house: House, fault: Fault, fate: tuple[str, str], tasks: list[str]) -> None:
    house.provider.faults.append(fault)

    house.work(at=ASKED)

    assert fate == house.fate(FIRST)
    assert tasks == house.tasks()


def test_every_trouble_of_every_known_code_has_a_treatment() -> None:
    assert {code.trouble for code in CODES.values()} <= set(TREATMENTS)


def test_no_further_text_is_tried_while_the_account_is_barred(house: House) -> None:
    house.provider.faults.append(20003)
    house.work(at=ASKED)
    house.staff_text("Please call us", phone="+12025550143")
    house.provider.faults.append(20003)

    house.work(at=house.clock.forward(minutes=1))

    assert ("waiting", "account") == house.fate("note")
    assert 1 == len(house.provider.faults)


def test_an_unregistered_sender_is_left_alone_and_another_takes_over(house: House) -> None:
    house.provider.faults.append(30034)
    house.work(at=ASKED)

    house.work(at=house.clock.forward(minutes=1))

    assert ["+15550100002"] == [taken.text.sender for taken in house.provider.taken]


def test_the_operator_is_told_once_a_day_of_one_trouble(house: House) -> None:
    for number in range(3):
        house.provider.faults.append(30007)
        house.staff_text(f"part {number}", key=f"note-{number}")
        house.work(at=house.clock.forward(minutes=1))

    assert ["operator"] == [kind for kind in house.tasks() if kind == "operator"]


def test_a_text_the_provider_never_answers_for_is_tried_three_times_and_then_given_to_a_person(house: House) -> None:
    house.provider.faults.extend(["lost"] * 9)
    house.clock.now = ASKED

    for _ in range(10):
        house.work(at=house.clock.forward(minutes=3))

    assert ("unsent", "unknown") == house.fate(FIRST)
    assert 6 == len(house.provider.faults)
    assert ["delivery_failed"] == house.tasks()


def test_while_the_look_up_fails_nothing_is_sent(house: House) -> None:
    house.provider.faults.append("kept")
    house.provider.blind.extend([True] * 3)
    house.clock.now = ASKED

    for _ in range(6):
        house.work(at=house.clock.forward(minutes=10))

    assert [FIRST] == [taken.text.id for taken in house.provider.taken]
    assert ("sent", None) == house.fate(FIRST)


def test_waits_grow_with_jitter_and_respect_what_the_provider_asks() -> None:
    rng = Random(3)

    waits = [back_off(tries, rng).total_seconds() for tries in range(1, 12)]
    asked = back_off(1, rng, retry_after=300)

    assert sorted(waits[:5]) == waits[:5]
    assert max(waits) <= LONGEST_BACKOFF * 1.25 + 1
    assert len({round(back_off(1, rng).total_seconds(), 3) for _ in range(20)}) > 10
    assert asked >= timedelta(seconds=300)


def test_a_busy_provider_delays_a_text_and_loses_none(house: House) -> None:
    house.provider.faults.extend([20429] * 4)
    house.clock.now = ASKED

    while house.text(FIRST)["status"] == "waiting":
        due = from_text(house.text(FIRST)["due_at"])
        house.work(at=max(due, house.clock.now))

    assert [FIRST] == [taken.text.id for taken in house.provider.taken]
    assert timedelta(minutes=2) < house.clock.now - ASKED < timedelta(minutes=8)
    assert "waiting" == house.text(SECOND)["status"]
