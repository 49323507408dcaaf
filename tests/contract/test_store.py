"""What both stores must do alike."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from bot import stores
from bot.ports import Collided, Session, Store
from bot.queries import UnknownQuery
from tests.postgres import Server

PHONE = "+12025550143"
Business = Callable[[Store], None]


class Broken(Exception):
    """What goes wrong in the middle of a transaction."""


def add_and_break(session: Session, *phones: str) -> None:
    """Adds customers, each in an attempt of its own, and fails."""
    for phone in phones:
        with session.attempt():
            session.run("add_missing_customer", location="main", phone=phone)
    raise Broken


def test_what_was_written_is_read_back(store: Store, business: Business) -> None:
    business(store)

    with store.read() as session:
        row = session.one("location", location="main")

    assert row is not None
    assert ("Green Street Dental", "US") == (row["name"], row["country"])


def test_an_exception_undoes_the_transaction(store: Store, business: Business) -> None:
    business(store)

    with pytest.raises(Broken), store.write() as session:
        add_and_break(session, PHONE)

    with store.write() as session:
        assert 1 == session.written("add_missing_customer", location="main", phone=PHONE)


def test_an_attempt_undoes_only_itself(store: Store, business: Business) -> None:
    business(store)

    with store.write() as session:
        session.run("add_missing_customer", location="main", phone="+12025550101")
        with pytest.raises(Broken), session.attempt():
            add_and_break(session, "+12025550102", "+12025550103")
        session.run("add_missing_customer", location="main", phone="+12025550104")

    with store.write() as session:
        added = [session.written("add_missing_customer", location="main", phone=f"+1202555010{n}") for n in range(1, 5)]
    assert [0, 1, 1, 0] == added


def test_run_many_counts_what_it_wrote(store: Store, business: Business) -> None:
    business(store)
    rows = [{"location": "main", "phone": f"+1202555010{n}"} for n in (1, 2, 2, 3)]

    with store.write() as session:
        assert 3 == session.run_many("add_missing_customer", rows)
        assert 0 == session.run_many("add_missing_customer", [])


@pytest.mark.parametrize("text", ["100 % 'sure' :name \"x\" \\ --", "👍🏽 ñ 漢字 \u200f", "a\nb\tc", ""])
def test_any_text_comes_back_as_it_was(store: Store, text: str) -> None:
    with store.write() as session:
        session.run("note_keep", key="text", value=text, now="2026-03-04T15:00:00Z")
        row = session.one("note", key="text")

    assert row is not None
    assert text == row["value"]


def test_a_query_nobody_wrote_is_named(store: Store) -> None:
    with pytest.raises(UnknownQuery, match="no query named 'nonsense'"), store.read() as session:
        session.one("nonsense")


def test_a_customers_transactions_come_one_after_the_other(store: Store, business: Business) -> None:
    business(store)
    trace: list[str] = []
    inside, go_on = threading.Event(), threading.Event()

    def first() -> None:
        with store.customer("main", PHONE) as session:
            session.one("note", key="any")
            inside.set()
            go_on.wait(10)
            trace.append("first ends")

    def second() -> None:
        inside.wait(10)
        go_on.set()
        with store.customer("main", PHONE) as session:
            session.one("note", key="any")
            trace.append("second begins")

    _run_together(first, second)

    assert ["first ends", "second begins"] == trace


def test_no_update_of_a_customer_is_lost(store: Store, business: Business) -> None:
    business(store)

    def count_up() -> None:
        for _ in range(20):
            with store.customer("main", PHONE) as session:
                row = session.one("note", key="count")
                count = int(row["value"]) if row else 0
                session.run("note_keep", key="count", value=str(count + 1), now="2026-03-04T15:00:00Z")

    _run_together(*[count_up] * 8)

    with store.read() as session:
        row = session.one("note", key="count")
    assert row is not None
    assert "160" == row["value"]


def test_a_reader_sees_one_moment(store: Store, business: Business) -> None:
    business(store)

    with store.read() as session:
        before = session.all("senders_of_location", location="main")
        _run_together(lambda: _forget_sender(store))
        after = session.all("senders_of_location", location="main")

    assert before == after


@pytest.mark.parametrize("waits", [True, False])
def test_whoever_loses_a_deadlock_is_told_to_run_again(postgres_server: Server, waits: bool) -> None:
    url = postgres_server.new_database("template_reslot")
    store = stores.open_store(url)
    for key in ("a", "b"):
        _keep(store, key)
    met = threading.Barrier(2)
    told: list[str] = []

    def crosswise(first: str, second: str) -> None:
        try:
            with store.write() as session:
                session.written("note_keep", key=first, value=first, now="2026-03-04T15:00:00Z")
                met.wait(10)
                change = session.written if waits else session.run
                change("note_keep", key=second, value=first, now="2026-03-04T15:00:00Z")
            told.append("done")
        except Collided:
            told.append("run again")

    _run_together(lambda: crosswise("a", "b"), lambda: crosswise("b", "a"))

    store.close()
    postgres_server.drop(url)
    assert ["done", "run again"] == sorted(told)


def test_a_closed_store_opens_again_with_its_next_use(store: Store) -> None:
    store.close()

    with store.read() as session:
        assert [] == session.all("locations_known")


def _keep(store: Store, key: str) -> None:
    with store.write() as session:
        session.run("note_keep", key=key, value="0", now="2026-03-04T15:00:00Z")


def _forget_sender(store: Store) -> None:
    with store.write() as session:
        session.run("forget_sender", location="main", number="+15550100002")


def _run_together(*jobs: Callable[[], None]) -> None:
    troubles: list[BaseException] = []

    def guarded(job: Callable[[], None]) -> None:
        try:
            job()
        except BaseException as trouble:  # noqa: BLE001 - told to the test below
            troubles.append(trouble)

    threads = [threading.Thread(target=guarded, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [] == troubles
