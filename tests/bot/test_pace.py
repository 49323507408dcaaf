"""Senders keep their pace: each kind has its segments a second, and all workers share it; time is moved on by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.outbox_checks import load_scene
from bot.outbox_rows import text_of
from bot.pace import WAITS, wait_for_turn
from bot.ports import Store
from bot.records import to_text
from bot.senders import Choice
from bot.settings import Settings
from tests.bot.sending import ASKED, FIRST, House, house_of
from tests.bot.texting import ANA

Business = Callable[[Store], None]
LONG_CODE, TOLL_FREE, SHORT_CODE = Choice("+15550100001"), Choice("+18335550100"), Choice("55501")
SERVICE = Choice(service="MG" + "0" * 32)
PHONES = [f"+1202555{number:04d}" for number in range(4)]


@pytest.fixture
def house(store: Store, business: Business) -> House:
    """Ana's check-up a week ahead, on each engine."""
    business(store)
    return house_of(store)


def known(house: House, *phones: str) -> None:
    """Customers who agreed to get texts."""
    with house.store.write() as session:
        for phone in phones:
            session.run("keep_customer", location="main", phone=phone, language="en", now=to_text(house.clock.now))


def waits(house: House, choice: Choice, count: int, segments: int = 1, settings: Settings | None = None) -> list[int]:
    """How many seconds each of so many texts must wait for its turn."""
    found = []
    text = text_of(house.text(FIRST))
    for _ in range(count):
        with house.store.write() as session:
            scene = load_scene(session, text, settings or house.host.settings, house.clock.now)
            stop = wait_for_turn(session, scene, choice, segments)
        found.append(round((stop.until - scene.now).total_seconds()) if stop and stop.until else 0)
    return found


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (LONG_CODE, [0, 1, 2, 3, 4, 5, 6, 7]),
        (TOLL_FREE, [0, 0, 0, 1, 1, 1, 2, 2]),
        (SHORT_CODE, [0] * 10 + [1] * 10 + [2]),
        (Choice("Green St"), [0, 1, 2]),
        (SERVICE, [0] * 20),
    ],
    ids=["long code", "toll-free", "short code", "name", "service"],
)
def test_each_kind_of_sender_has_its_segments_a_second(house: House, choice: Choice, expected: list[int]) -> None:
    assert expected == waits(house, choice, len(expected))


def test_a_long_text_takes_as_many_turns_as_it_has_segments(house: House) -> None:
    assert [0, 3, 6] == waits(house, LONG_CODE, 3, segments=3)


def test_a_campaign_or_a_service_has_the_pace_that_is_set(house: House) -> None:
    settings = Settings(long_code_pace=4, service_pace=2)

    assert [0, 0, 0, 0, 1] == waits(house, LONG_CODE, 5, settings=settings)
    assert [0, 0, 1, 1, 2] == waits(house, SERVICE, 5, settings=settings)


def test_a_pace_of_nought_holds_nothing_back(house: House) -> None:
    assert [0] * 5 == waits(house, LONG_CODE, 5, settings=Settings(long_code_pace=0))


def test_time_that_passed_unused_is_not_saved_up(house: House) -> None:
    waits(house, TOLL_FREE, 3)
    house.clock.forward(hours=1)

    assert [0, 0, 0, 1] == waits(house, TOLL_FREE, 4)


def test_senders_do_not_wait_for_each_other(house: House) -> None:
    assert [[0, 1], [0, 1]] == [waits(house, LONG_CODE, 2), waits(house, Choice("+15550100002"), 2)]


def test_several_workers_share_a_senders_pace_and_each_text_leaves_once(house: House) -> None:
    known(house, *PHONES)
    for number, phone in enumerate(PHONES):
        house.staff_text(f"part {number}", key=f"note-{number}", phone=phone)

    sent = []
    for worker in ("one", "two", "one", "two", "one"):
        sent.append(house.work(worker=worker).sent)
        house.clock.forward(seconds=1)

    assert [1, 1, 1, 1, 0] == sent
    assert [f"part {number}" for number in range(4)] == house.provider.bodies


def test_a_text_that_waits_says_why_and_until_when(house: House) -> None:
    known(house, *PHONES)
    for key, phone in (("a", PHONES[0]), ("b", PHONES[1])):
        house.staff_text(key, key=key, phone=phone)

    house.work()

    assert ("waiting", WAITS) == house.fate("b")
    assert to_text(house.clock.now + timedelta(seconds=1)) == house.text("b")["due_at"]


def test_a_phones_next_text_does_not_overtake_one_that_waits_for_its_turn(house: House) -> None:
    known(house, PHONES[0])
    house.staff_text("elsewhere", key="a", phone=PHONES[0])
    house.staff_text("first", key="b", phone=ANA)
    house.work()
    house.clock.forward(milliseconds=300)
    house.staff_text("second", key="c", phone=ANA)

    for _ in range(3):
        house.work()
        house.clock.forward(seconds=1)

    assert ["elsewhere", "first", "second"] == house.provider.bodies


def test_staff_do_not_wait_behind_a_mornings_reminders(house: House) -> None:
    known(house, PHONES[0])
    waits(house, LONG_CODE, 1000)

    house.staff_text("We are on our way", phone=PHONES[0])
    house.work()

    assert ["We are on our way"] == house.provider.bodies


def test_after_a_standstill_the_turns_are_given_anew(house: House) -> None:
    house.clock.now = ASKED
    text = replace(text_of(house.text(FIRST)), reason=WAITS, due_at=ASKED - timedelta(hours=1))
    waits(house, LONG_CODE, 1)
    with house.store.write() as session:
        scene = load_scene(session, text, house.host.settings, ASKED)
        late = wait_for_turn(session, scene, LONG_CODE, 1)
        on_time = wait_for_turn(session, replace(scene, text=replace(text, due_at=ASKED)), LONG_CODE, 1)

    assert (ASKED + timedelta(seconds=1), None) == (late.until if late else None, on_time)


def test_a_turn_that_comes_too_late_for_the_text_is_none(house: House) -> None:
    house.clock.now = ASKED
    waits(house, LONG_CODE, 1, segments=50 * 3600)

    house.work()

    assert ("unsent", WAITS) == house.fate(FIRST)
