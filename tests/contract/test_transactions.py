"""What is undone and what is told when a transaction goes wrong, on both stores: also where statements travel together."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import datetime

import psycopg
import pytest

from bot import stores
from bot.ports import Session, Store
from bot.records import Start
from tests.bot.texting import book
from tests.postgres import Server

PHONE = "+12025550143"


class Broken(Exception):
    """What goes wrong in the middle of a transaction."""


@pytest.fixture
def postgres_url(postgres_server: Server) -> Iterator[str]:
    """The URL of a fresh PostgreSQL database."""
    url = postgres_server.new_database("template_reslot")
    yield url
    postgres_server.drop(url)


def keep(session: Session, *keys: str) -> None:
    for key in keys:
        session.run("note_keep", key=key, value="1", now="2026-03-04T15:00:00Z")


def kept(store: Store, *keys: str) -> list[str]:
    return [key for key in keys if store.peek("note", key=key)]


def keep_and_look_and_break(session: Session) -> None:
    keep(session, "sent")
    assert session.one("note", key="sent")
    with session.attempt():
        keep(session, "waiting")
    raise Broken


def keep_and_expect_too_much(session: Session) -> None:
    keep(session, "kept")
    session.expect(1, Broken(), "note_forget", key="never there")


def expect_three(session: Session) -> None:
    keep(session, "old")
    session.expect(1, RuntimeError("the first"), "note_forget", key="old")
    session.expect(1, Broken("the second"), "note_forget", key="old")
    session.expect(1, RuntimeError("the third"), "note_forget", key="never there")


def break_a_rule(session: Session) -> None:
    keep(session, "before")
    session.run("load_sender", number="+12025550101", location="nowhere", position=0)
    keep(session, "after")


def queue_and_break(session: Session) -> None:
    session.queue("main", alone=False)
    session.one("note", key="any")
    raise Broken


def cut_off(url: str) -> None:
    """The server ends all other connections to a database."""
    others = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database()"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"{others} AND pid <> pg_backend_pid()".encode())


def write_and_be_cut_off(session: Session, url: str) -> None:
    session.written("note_keep", key="first", value="1", now="2026-03-04T15:00:00Z")
    cut_off(url)
    keep(session, "second")


def test_an_attempt_undoes_what_was_sent_and_what_still_waits(store: Store) -> None:
    with store.write() as session:
        with pytest.raises(Broken), session.attempt():
            keep_and_look_and_break(session)
        keep(session, "after")

    assert ["after"] == kept(store, "sent", "waiting", "after")


def test_a_change_that_does_not_come_undoes_its_attempt(store: Store) -> None:
    with store.write() as session:
        keep(session, "before")
        with pytest.raises(Broken), session.attempt():
            keep_and_expect_too_much(session)

    assert ["before"] == kept(store, "before", "kept")


def test_a_change_that_does_not_come_undoes_everything_where_nothing_was_attempted(store: Store) -> None:
    with pytest.raises(Broken), store.write() as session:
        keep_and_expect_too_much(session)

    assert [] == kept(store, "kept")


def test_of_several_changes_the_one_that_does_not_come_is_told(store: Store) -> None:
    with pytest.raises(Broken) as told, store.write() as session:
        expect_three(session)

    assert "the second" == str(told.value)
    assert [] == kept(store, "old")


def test_a_change_that_comes_as_expected_stays(store: Store) -> None:
    with store.write() as session:
        keep(session, "old", "new")
        session.expect(1, Broken(), "note_forget", key="old")

    assert ["new"] == kept(store, "old", "new")


def test_a_broken_rule_undoes_everything_and_the_store_goes_on(store: Store) -> None:
    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)), store.write() as session:
        break_a_rule(session)

    with store.write() as session:
        keep(session, "next")
    assert ["next"] == kept(store, "before", "after", "next")


def test_a_failed_statement_whose_error_was_dropped_can_not_be_committed(postgres_url: str) -> None:
    store = stores.open_store(postgres_url)

    def go_on_regardless(session: Session) -> None:
        with pytest.raises(psycopg.IntegrityError):
            session.written("load_sender", number="+12025550101", location="nowhere", position=0)

    with pytest.raises(psycopg.Error), store.write() as session:
        go_on_regardless(session)

    store.close()


def test_a_transaction_without_a_statement_leaves_nothing_open(store: Store, business: Callable[[Store], None]) -> None:
    business(store)

    with store.customer("main", PHONE):
        pass
    with store.read():
        pass

    with store.write() as session:
        keep(session, "next")
    assert ["next"] == kept(store, "next")


def test_a_new_customers_first_question_is_answered_under_the_lock(store: Store, business: Callable[[Store], None]) -> None:
    business(store)

    with store.customer("main", PHONE) as session:
        row = session.one("consent_of_customer", location="main", phone=PHONE)

    assert row is not None
    assert row["consent_at"] is None


def test_one_who_wants_a_place_alone_waits_for_all_who_share_it(postgres_url: str) -> None:
    store = stores.open_store(postgres_url)
    trace: list[str] = []
    asks = threading.Event()

    def take_it_alone() -> None:
        with store.write() as session:
            asks.set()
            session.queue("main", alone=True)
            session.one("note", key="any")
            trace.append(f"alone, after {kept(store, 'first', 'second')}")

    other = threading.Thread(target=take_it_alone)
    with store.write() as first, store.write() as second:
        for key, session in (("first", first), ("second", second)):
            session.queue("main", alone=False)
            session.written("note_keep", key=key, value="1", now="2026-03-04T15:00:00Z")
        other.start()
        asks.wait(10)
    other.join(10)

    store.close()
    assert ["alone, after ['first', 'second']"] == trace


def test_a_place_in_the_queue_is_given_up_with_the_attempt(postgres_url: str) -> None:
    store = stores.open_store(postgres_url)

    with store.write() as first, store.write() as second:
        with pytest.raises(Broken), first.attempt():
            queue_and_break(first)
        first.one("note", key="any")
        second.queue("main", alone=True)
        got_it = second.one("note", key="any")

    store.close()
    assert got_it is None


def test_long_texts_go_there_and_back(store: Store) -> None:
    long = "0123456789 ñ " * 300_000

    with store.write() as session:
        for number in range(3):
            session.run("note_keep", key=f"long {number}", value=long, now="2026-03-04T15:00:00Z")
        rows = session.all("notes_between", first="long", last="longer")

    assert [long] * 3 == [row["value"] for row in rows]


@pytest.mark.parametrize("body", ["", 'it\'s "quoted" \\ and\n\ttabbed', "naïve \U0001f600\u2028", "\x01\x7f", '{"a":[1]}'])
def test_values_in_their_order_are_what_they_are_by_name(store: Store, body: str) -> None:
    with store.write() as session:
        session.run("note_keep", key="said", value=body, now="2026-03-04T15:00:00Z")
        by_name = session.one("note", key="said")
        rows = session.tuples("note", key="said")

    assert by_name is not None
    assert body == by_name["value"]
    assert [[*by_name.values()]] == [[*row] for row in rows]


def test_a_turn_begins_with_the_columns_that_its_statement_has(
    store: Store, business: Callable[[Store], None], now: datetime
) -> None:
    business(store)
    book(store, now, now)
    asked = {"sid": "SM1", "location": "main", "phone": PHONE, "opt_out_sender": "+1", "since": "", "at": "", "an_hour_ago": ""}
    with store.read() as session:
        [by_name] = session.all("start_of_turn", **asked)
        [row] = session.tuples("start_of_turn", **asked)
        nobody = session.tuples("start_of_turn", **asked | {"location": "nowhere"})

    assert dict(by_name) == Start(*row)._asdict()
    assert [] == nobody


def test_connections_that_the_server_has_closed_are_not_used_again(postgres_url: str) -> None:
    store = stores.open_store(postgres_url)
    with store.write() as session:
        keep(session, "before")
    cut_off(postgres_url)

    with store.write() as session:
        keep(session, "after")

    assert ["before", "after"] == kept(store, "before", "after")
    store.close()


def test_a_connection_cut_in_the_middle_writes_nothing_and_is_replaced(postgres_url: str) -> None:
    store = stores.open_store(postgres_url)

    with pytest.raises(psycopg.OperationalError), store.write() as session:
        write_and_be_cut_off(session, postgres_url)

    assert [] == kept(store, "first", "second")
    store.close()


def test_a_character_that_postgresql_can_not_hold_is_refused_and_not_cut_off(postgres_url: str) -> None:
    store = stores.open_store(postgres_url)

    with pytest.raises(psycopg.DataError, match="NUL"), store.write() as session:
        session.run("note_keep", key="nul", value="half\0lost", now="2026-03-04T15:00:00Z")

    assert [] == kept(store, "nul")
    store.close()


def stamp(store: Store) -> object:
    with store.glance() as session:
        return session.stamp()


def test_a_stamp_tells_that_somebody_else_has_written(store: Store, database_url: str) -> None:
    before = stamp(store)
    other = stores.open_store(database_url)
    with other.write() as session:
        keep(session, "theirs")
    other.close()

    assert before != stamp(store)


def test_a_stamp_stays_while_nobody_else_writes(sqlite_store: Store) -> None:
    before = stamp(sqlite_store)

    with sqlite_store.write() as session:
        assert before == session.stamp()
