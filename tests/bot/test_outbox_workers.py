"""Several workers at the same moment, in threads and processes' own connections: each text once, in order per phone."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import groupby
from random import Random
from threading import Event

from bot import outbox, worker
from bot.ports import Store
from bot.records import to_text
from bot.settings import Settings
from tests.bot.provider import Clock, Provider, host_of
from tests.bot.sending import ASKED, START, WEEK_BEFORE, House, house_of
from tests.bot.texting import look

Business = Callable[[Store], None]
PHONES = [f"+1202555{number:04d}" for number in range(12)]


def test_four_workers_at_once_send_each_text_once_and_in_order(store: Store, business: Business) -> None:
    business(store)
    clock = Clock(WEEK_BEFORE)
    provider = Provider(clock)
    house = House(host_of(store, provider, Settings(texts_per_phone_hour=100, long_code_pace=0)), provider, clock)
    with store.write() as session:
        for phone in PHONES:
            session.run("keep_customer", location="main", phone=phone, language="en", now=to_text(clock.now))
    for number in range(5):
        for phone in PHONES:
            house.staff_text(f"part {number}", key=f"{phone}-{number}", phone=phone)
        clock.forward(seconds=1)

    def send(name: str) -> int:
        sent = idle = 0
        while idle < 20:  # a phone's next text is free only when another worker has settled the one before
            report = outbox.run_once(house.host, worker=name, rng=Random(name))
            sent += report.sent
            idle = 0 if report.total else idle + 1
        return sent

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(send, ("one", "two", "three", "four")))

    keys = sorted((taken.text.phone, number, taken.text.id) for number, taken in enumerate(provider.taken))
    assert 60 == sum(counts) == len({key for _, _, key in keys})
    for phone, texts in groupby(keys, key=lambda item: item[0]):
        assert [f"{phone}-{number}" for number in range(5)] == [key for _, _, key in texts]


def test_a_worker_drops_the_times_of_days_gone_by_once_a_day(store: Store, database_url: str, business: Business) -> None:
    business(store)
    house = house_of(store)
    house.book(START + timedelta(days=3), key="later")

    house.clock.now = START + timedelta(days=1)
    worker.work(house.host, "one", Random(1))
    kept = look(database_url, "SELECT DISTINCT appointment FROM cells ORDER BY 1")
    house.clock.now = START + timedelta(days=2, hours=1)
    worker.work(house.host, "one", Random(1))
    left = look(database_url, "SELECT DISTINCT appointment FROM cells ORDER BY 1")

    assert [("later",), ("visit",)] == kept
    assert [("later",)] == left


def test_a_round_does_everything_that_is_due_and_leaves_a_sign_of_life(sqlite_store: Store, business: Business) -> None:
    business(sqlite_store)
    house = house_of(sqlite_store, Settings(long_code_pace=0))
    house.clock.now = ASKED
    house.staff_text("Bring your card", key="a")
    house.staff_text("And a pen", key="b")

    done = worker.work(house.host, "one", Random(1))

    assert 3 == done.sent
    with sqlite_store.read() as session:
        note = session.one("note", key="worker:one")
    assert note is not None
    assert to_text(ASKED) == note["at"]


def test_what_workers_of_days_ago_left_is_cleared_away(sqlite_store: Store, business: Business) -> None:
    business(sqlite_store)
    house = house_of(sqlite_store)
    house.run("note_keep", key="worker:dead", value="at work", now=to_text(WEEK_BEFORE))
    house.run("early_report_keep", sid="SM1", status="sent", error=None, now=to_text(WEEK_BEFORE))
    house.clock.forward(days=8)

    worker.work(house.host, "one", Random(1))

    with sqlite_store.read() as session:
        notes = [row["key"] for row in session.all("notes_between", first="worker:", last="worker;")]
        assert session.one("early_report", sid="SM1") is None
    assert ["worker:one"] == notes


def test_a_worker_told_to_stop_ends_after_the_text_in_hand(sqlite_store: Store, business: Business) -> None:
    business(sqlite_store)
    house = house_of(sqlite_store)
    house.clock.now = ASKED
    stop = Event()
    house.provider.before_answering = lambda taken: stop.set()
    house.staff_text("Bring your card")

    worker.run(house.host, stop, Random(1), every=60)

    assert 1 == len(house.provider.taken)
    with sqlite_store.read() as session:
        assert [] == session.all("notes_between", first="worker:", last="worker;")


def test_two_names_of_workers_differ() -> None:
    assert worker.new_name() != worker.new_name()
