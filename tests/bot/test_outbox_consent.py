"""Who gets no texts from the outbox: opted out by any path, without consent, on a landline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.inbox import answer
from bot.ports import Store
from bot.records import to_text
from bot.settings import Settings
from tests.bot.provider import Fault
from tests.bot.sending import ASKED, FIRST, SECOND, SOON, START, House, house_of
from tests.bot.texting import ANA, SENDER, text

Business = Callable[[Store], None]
LEO = "+12025550177"


def test_nothing_goes_to_a_phone_that_opted_out_by_any_path(house: House) -> None:
    answer(house.store, text("STOP"), house.clock.now)
    house.staff_text("Are you coming?")

    house.work(at=house.clock.forward(minutes=1))
    house.work(at=ASKED)

    assert [] == house.provider.bodies
    assert [("unsent", "opted_out")] * 3 == [house.fate(key) for key in (FIRST, SECOND, "note")]


def test_start_opens_again_but_what_was_cancelled_keeps_its_reason(quick: House) -> None:
    answer(quick.store, text("STOP"), quick.clock.now)
    answer(quick.store, text("START"), quick.clock.forward(minutes=1))
    quick.staff_text("Welcome back")

    quick.work(at=quick.clock.forward(minutes=1))
    quick.work(at=ASKED)

    assert ("unsent", "opted_out") == quick.fate(FIRST)
    assert ["Welcome back"] == quick.provider.bodies[:1]


def test_an_opt_out_of_another_of_our_numbers_counts_unless_they_texted_this_one(quick: House) -> None:
    quick.run("opt_out", sender="+15550100002", phone=ANA, location="main", source="test", now=to_text(quick.clock.now))

    quick.work(at=ASKED)

    assert ("unsent", "opted_out") == quick.fate(FIRST)


def test_a_phone_that_texted_this_number_is_not_barred_by_an_opt_out_of_another(quick: House) -> None:
    answer(quick.store, text("when is my appointment?"), quick.clock.now)
    quick.run("opt_out", sender="+15550100002", phone=ANA, location="main", source="test", now=to_text(quick.clock.now))

    quick.work(at=ASKED)

    assert [SENDER] == [taken.text.sender for taken in quick.provider.taken]


def test_an_opt_out_from_a_messaging_service_bars_its_numbers_too(quick: House) -> None:
    stop = replace(text("STOP"), messaging_service="MG" + "0" * 32)
    answer(quick.store, text("when is my appointment?"), quick.clock.now)
    answer(quick.store, stop, quick.clock.forward(minutes=1))
    quick.staff_text("Are you coming?")

    quick.work(at=quick.clock.forward(minutes=1))

    assert ("unsent", "opted_out") == quick.fate("note")


def test_an_opt_out_of_the_service_counts_at_every_place_that_uses_it(sqlite_store: Store, business: Business) -> None:
    business(sqlite_store)
    house = house_of(sqlite_store, Settings(twilio_messaging_service_sid="MG" + "0" * 32))
    at = to_text(house.clock.now)
    house.run("opt_out", sender="MG" + "0" * 32, phone=ANA, location="madrid", source="test", now=at)

    house.work(at=ASKED)

    assert ("unsent", "opted_out") == house.fate(FIRST)


def test_an_opt_out_of_a_number_counts_where_the_service_would_send(sqlite_store: Store, business: Business) -> None:
    business(sqlite_store)
    house = house_of(sqlite_store, Settings(twilio_messaging_service_sid="MG" + "0" * 32))
    german = "+4915112345678"
    house.book(START, key="german", phone=german, provider="maya")
    house.run("opt_out", sender=SENDER, phone=german, location="main", source="test", now=to_text(house.clock.now))

    house.work(at=ASKED)

    assert [ANA] == [taken.text.phone for taken in house.provider.taken]


def test_nothing_goes_to_a_phone_without_consent(quick: House) -> None:
    with quick.store.customer("main", LEO):
        pass  # a customer known by number only
    quick.staff_text("Hello", phone=LEO)

    quick.work(at=quick.clock.forward(minutes=1))

    assert ("unsent", "no_consent") == quick.fate("note")
    assert ["text_not_sent"] == quick.tasks()


def test_a_text_to_a_landline_is_not_tried_again_until_it_texts_us(quick: House) -> None:
    quick.run("mark_unreachable", location="main", phone=ANA, code=30006, now=to_text(quick.clock.now))
    quick.work(at=ASKED)

    answer(quick.store, text("hello"), quick.clock.forward(minutes=1))
    quick.work(at=SOON)

    assert ("unsent", "unreachable") == quick.fate(FIRST)
    assert "queued" == quick.text(SECOND)["status"]


@pytest.mark.parametrize("fault", ["lost", "kept"])
def test_a_text_of_unknown_outcome_stays_with_its_messaging_service(
    sqlite_store: Store, business: Business, fault: Fault
) -> None:
    service, abroad = "MG" + "0" * 32, "+34600123456"
    business(sqlite_store)
    house = house_of(sqlite_store, Settings(twilio_messaging_service_sid=service))
    house.book(START, key="abroad", phone=abroad, provider="maya")
    house.staff_text("Bring your card", phone=abroad)
    house.provider.faults.append(fault)

    house.work(at=house.clock.forward(seconds=1))
    house.work(at=house.clock.forward(minutes=5))

    assert [(None, service)] == [(taken.text.sender, taken.text.service) for taken in house.provider.taken]
    assert house.fate("note")[0] in ("queued", "sent")
