"""What becomes of a text is known whatever order reports come in, and a failure is acted upon."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import permutations

import pytest

from bot import delivery
from bot.desk import Order, carry_out
from bot.inbox import answer
from bot.ports import StatusReport, Store
from bot.settings import Settings
from tests.bot.sending import ASKED, FIRST, SECOND, SOON, START, House, house_of
from tests.bot.texting import ANA, text

Business = Callable[[Store], None]


@pytest.fixture
def house(store: Store, business: Business) -> House:
    """Ana's check-up a week ahead, on each engine."""
    business(store)
    return house_of(store)


@pytest.fixture
def sent(sqlite_store: Store, business: Business) -> House:
    """The same with the first reminder sent."""
    business(sqlite_store)
    house = house_of(sqlite_store)
    house.work(at=ASKED)
    return house


def report(house: House, status: str, code: int | None = None, *, key: str | None = FIRST, number: int = -1) -> bool:
    """Twilio reports on the last text it took (or another one)."""
    return delivery.note(house.host, StatusReport(house.provider.taken[number].sid, status, code, key))


@pytest.mark.parametrize("order", list(permutations(["queued", "sent", "delivered"])))
def test_reports_in_any_order_end_at_the_furthest(sent: House, order: tuple[str, ...]) -> None:
    for status in order * 2:
        report(sent, status)

    assert ("delivered", None) == sent.fate(FIRST)


def test_delivered_does_not_fall_back_nor_fail_afterwards(house: House) -> None:
    house.work(at=ASKED)

    news = (("delivered", None), ("sent", None), ("undelivered", 30003), ("delivered", None))
    moved = [report(house, *told) for told in news]

    assert [True, False, False, False] == moved
    assert ("delivered", None) == house.fate(FIRST)


def test_an_unknown_status_moves_nothing(sent: House) -> None:
    assert not report(sent, "teleported")
    assert "queued" == sent.text(FIRST)["status"]


@pytest.mark.parametrize("known_by", [FIRST, None])
def test_a_report_before_the_create_call_has_returned_counts(house: House, known_by: str | None) -> None:
    house.provider.before_answering = lambda taken: delivery.note(
        house.host, StatusReport(taken.sid, "delivered", None, known_by)
    )

    house.work(at=ASKED)

    assert ("delivered", None) == house.fate(FIRST)
    assert house.provider.taken[0].sid == house.text(FIRST)["sid"]


def test_an_early_report_whose_text_became_known_meanwhile_is_swept_up(sent: House) -> None:
    sid = sent.provider.taken[0].sid
    sent.run("early_report_keep", sid=sid, status="delivered", error=None, now="2026-03-10T17:00:00Z")

    delivery.sweep(sent.host)

    assert ("delivered", None) == sent.fate(FIRST)


def test_a_report_settles_a_text_of_unknown_outcome(house: House) -> None:
    house.provider.faults.append("kept")
    house.work(at=ASKED)
    unknown = house.text(FIRST)["status"]

    report(house, "sent")
    house.work(at=house.clock.forward(minutes=5))

    assert "unknown" == unknown
    assert ("sent", None) == house.fate(FIRST)
    assert 1 == len(house.provider.taken)


def test_a_reply_gets_its_sid_and_its_fate(sent: House) -> None:
    inbound = text("when is it?")
    answer(sent.store, inbound, sent.clock.now)

    moved = delivery.note(sent.host, StatusReport("SM" + "9" * 32, "sent", None, inbound.sid))
    delivery.note(sent.host, StatusReport("SM" + "9" * 32, "delivered", None, None))

    with sent.store.read() as session:
        turn = session.one("delivery_of_turn", sid=inbound.sid)
    assert moved
    assert turn is not None
    assert ("SM" + "9" * 32, "delivered") == (turn["reply_sid"], turn["reply_status"])


def test_a_report_on_a_text_of_nobody_waits_for_its_text(sent: House) -> None:
    delivery.note(sent.host, StatusReport("SM" + "8" * 32, "delivered", None, None))
    again = delivery.note(sent.host, StatusReport("SM" + "8" * 32, "sent", None, None))

    with sent.store.read() as session:
        early = session.one("early_report", sid="SM" + "8" * 32)
    assert early is not None
    assert ("delivered", False) == (early["status"], again)


def test_an_opt_out_told_by_a_report_bars_every_later_text(house: House) -> None:
    house.work(at=ASKED)

    report(house, "failed", 21610)
    house.staff_text("Are you there?")
    house.work(at=house.clock.forward(minutes=1))
    house.work(at=SOON)

    assert ("failed", "opted_out") == house.fate(FIRST)
    assert [("unsent", "opted_out")] * 2 == [house.fate(SECOND), house.fate("note")]
    assert 1 == len(house.provider.taken)


def test_an_opt_out_told_by_the_report_on_a_reply_counts_too(sent: House) -> None:
    inbound = text("when is it?")
    answer(sent.store, inbound, sent.clock.now)

    delivery.note(sent.host, StatusReport("SM" + "9" * 32, "failed", 21610, inbound.sid))

    assert ("unsent", "opted_out") == sent.fate(SECOND)


def test_a_dead_number_told_by_a_report_is_marked_and_staff_are_told(sent: House) -> None:
    report(sent, "undelivered", 30005)
    sent.work(at=SOON)

    assert ("undelivered", "unreachable") == sent.fate(FIRST)
    assert ("unsent", "unreachable") == sent.fate(SECOND)
    assert ["unreachable"] == sent.tasks()


def test_a_phone_that_was_off_gets_three_tries_over_hours_and_then_a_person(house: House) -> None:
    house.work(at=ASKED)

    for number, key in enumerate((FIRST, f"{FIRST}~2", f"{FIRST}~3")):
        report(house, "undelivered", 30003, key=key, number=number)
        report(house, "undelivered", 30003, key=key, number=number)  # reported twice, tried once
        house.work(at=house.clock.forward(minutes=61))
        house.work(at=house.clock.forward(minutes=121))

    assert [FIRST, f"{FIRST}~2", f"{FIRST}~3"] == [taken.text.id for taken in house.provider.taken]
    assert ["delivery_failed"] == house.tasks()
    assert ("undelivered", "handset_off") == house.fate(FIRST)
    assert ("undelivered", "delivery_failed") == house.fate(f"{FIRST}~3")


@pytest.mark.parametrize(("code", "reason"), [(30003, "handset_off"), (30023, "daily_limit")])
def test_staff_hear_of_news_that_did_not_arrive_and_would_come_too_late(sent: House, code: int, reason: str) -> None:
    now = sent.clock.now = START - timedelta(minutes=30)
    news = carry_out(sent.store, Order("visit", "cancel", "eve"), now).text
    sent.work()

    report(sent, "undelivered", code, key=news)

    assert news is not None
    assert ("undelivered", reason) == sent.fate(news)
    assert ["delivery_failed"] == sent.tasks()


def test_a_second_try_is_not_made_for_a_visit_that_has_moved(sent: House) -> None:
    report(sent, "undelivered", 30003)
    sent.move(sent.clock.now + timedelta(days=9))

    sent.work(at=sent.clock.forward(hours=2))

    assert ("unsent", "moved") == sent.fate(f"{FIRST}~2")


def test_a_carriers_daily_limit_waits_for_tomorrow(sent: House) -> None:
    sent.provider.faults.append(30023)
    sent.staff_text("Please call us")

    sent.work(at=sent.clock.forward(minutes=1))

    waits = sent.text("note")
    assert ("waiting", "daily_limit", "2026-03-11T12:00:00Z") == (waits["status"], waits["reason"], waits["due_at"])


def test_a_picture_too_large_goes_again_as_text_only(sqlite_store: Store, business: Business) -> None:
    from bot import notices
    from bot.outbox_senders import keep_capabilities

    business(sqlite_store)
    house = house_of(sqlite_store, Settings())
    now = house.clock.now
    with house.store.write() as session:
        keep_capabilities(session, [("+15550100001", True, True)], now)
        notices.write_text(
            session, key="map", location="main", phone=ANA, kind="staff", body="How to find us",
            media=["https://example.com/map.png"], due_at=now, now=now,
        )  # fmt: skip
    house.work(at=house.clock.forward(seconds=1))

    report(house, "undelivered", 30019, key="map")
    house.work(at=house.clock.forward(minutes=1))

    assert [("https://example.com/map.png",), ()] == [taken.text.media for taken in house.provider.taken]


def test_no_picture_goes_through_a_number_that_can_not_carry_it(sqlite_store: Store, business: Business) -> None:
    from bot import notices

    business(sqlite_store)
    house = house_of(sqlite_store)
    now = house.clock.now
    with house.store.write() as session:
        notices.write_text(
            session, key="map", location="main", phone=ANA, kind="staff", body="How to find us",
            media=["https://example.com/map.png"], due_at=now, now=now,
        )  # fmt: skip

    house.work(at=house.clock.forward(seconds=1))

    assert [()] == [taken.text.media for taken in house.provider.taken]
