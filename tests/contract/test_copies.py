"""A business that moves to PostgreSQL takes everything along: `flask copy-db`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from typing import NoReturn

import psycopg
import pytest
from flask import Flask

from bot import misread, stores, users
from bot.cli import database
from bot.host import Host
from bot.inbox import answer
from bot.ports import Store, StoreUnusable
from bot.settings import Settings
from bot.stores import copies, sqlite, upgrades
from tests.bot.texting import assert_consistent, book, converse, look, text
from tests.postgres import Server

LEO = "+12025550144"
STRANGE = "tab\tnew\nline \\N \\. \"quotes\" 'more' 🙂 午後"


@pytest.fixture
def target_url(postgres_server: Server) -> Iterator[str]:
    """The URL of a PostgreSQL database that is not there yet."""
    url = postgres_server.new_database()
    postgres_server.drop(url)
    yield url
    if _is_there(url):
        postgres_server.drop(url)


@pytest.fixture
def source_url(sqlite_url: str, sqlite_store: Store, business: Callable[[Store], None], now: datetime) -> str:
    """A business in the middle of its day: Ana has been offered times, Leo wants no texts; every table has a row."""
    business(sqlite_store)
    book(sqlite_store, now + timedelta(days=2), now)
    book(sqlite_store, now + timedelta(days=3), now, phone=LEO, key="leo")
    answer(sqlite_store, text("can we do friday afternoon instead?", sid="SMasked"), now)
    converse(sqlite_store, now, ["STOP"], phone=LEO)
    with sqlite_store.write() as session:
        users.add(session, email="ana@example.com", password="a long enough password", role="admin", now=now)
        misread.mark(session, "SMasked", misread.Meant("propose", note=STRANGE), by="ana@example.com", now=now)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection, connection:
        for table in copies.tables():
            if connection.execute(f"SELECT 1 FROM {table}").fetchone() is None:
                _fill(connection, table)
    return sqlite_url


def _fill(connection: sqlite3.Connection, table: str) -> None:
    """A row that says something strange in every column that is free to."""
    values = {"turn": "SMasked", "location": "main", "position": 1, "size": None}
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    row = [values.get(name, STRANGE if kind == "TEXT" else 2**40 if kind == "BIGINT" else 7) for _, name, kind, *_ in columns]
    connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def _none() -> NoReturn:
    raise AssertionError("copying needs no store and no channel")


def _is_there(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def rows(url: str, table: str) -> list[tuple[object, ...]]:
    return sorted(look(url, f"SELECT * FROM {table}"), key=repr)


def test_every_row_of_every_table_arrives_as_it_was(source_url: str, target_url: str) -> None:
    copied = stores.copy_database(source_url, target_url)

    made = {name for (name,) in look(target_url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    assert made == {*copied, "upgrades"}
    for table, count in copied.items():
        assert count > 0
        assert rows(source_url, table) == rows(target_url, table)
        assert count == len(rows(target_url, table))
    assert_consistent(target_url)


def test_a_conversation_goes_on_where_it_stood(source_url: str, target_url: str, now: datetime) -> None:
    stores.copy_database(source_url, target_url)
    with closing(stores.open_store(target_url)) as moved, closing(stores.open_store(source_url)) as old:
        _goes_on(moved, old, now)
    assert_consistent(target_url)


def _goes_on(moved: Store, old: Store, now: datetime) -> None:
    again = answer(moved, text("can we do friday afternoon instead?", sid="SMasked"), now)
    first = answer(old, text("can we do friday afternoon instead?", sid="SMasked"), now)
    taken = answer(moved, text("the second one please"), now + timedelta(minutes=5))
    silent = answer(moved, text("hello?", phone=LEO), now + timedelta(minutes=5))

    assert first.reply == again.reply != ""
    assert "moved" in taken.reply.lower()
    assert "" == silent.reply  # Leo has opted out
    with moved.read() as session:
        assert users.verify(session, "ana@example.com", "a long enough password") is not None


def test_what_holds_rows_already_is_left_alone(source_url: str, target_url: str) -> None:
    stores.copy_database(source_url, target_url)
    before = {table: rows(target_url, table) for table in copies.tables()}

    with pytest.raises(StoreUnusable, match=r"is not empty \(it has locations\): give DATABASE_URL the name of a new one"):
        stores.copy_database(source_url, target_url)

    assert before == {table: rows(target_url, table) for table in copies.tables()}


def test_all_or_nothing(source_url: str, target_url: str) -> None:
    with closing(sqlite3.connect(source_url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("UPDATE tasks SET note = 'half' || char(0) || 'of it'")

    with pytest.raises(StoreUnusable, match=r"PostgreSQL refuses what the source has in tasks: .*NUL"):
        stores.copy_database(source_url, target_url)

    assert all(rows(target_url, table) == [] for table in copies.tables())


def test_nobody_writes_to_the_source_meanwhile(source_url: str) -> None:
    with copies._held(source_url), closing(sqlite3.connect(sqlite.file_of(source_url), timeout=0)) as other:
        assert 1 == other.execute("SELECT count(*) FROM opt_outs").fetchone()[0]
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("DELETE FROM opt_outs")


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("postgresql://localhost/one", "postgresql://localhost/two", "must be a SQLite database, named as sqlite:///FILE"),
        ("reslot.db", "postgresql://localhost/two", "must be a SQLite database, named as sqlite:///FILE"),
        ("sqlite:///old.db", "sqlite:///new.db", "DATABASE_URL must be the PostgreSQL to copy into"),
        ("sqlite:///missing.db", "postgresql://localhost/two", "there is no SQLite database missing.db to copy"),
    ],
)
def test_wrong_addresses_are_named(source: str, target: str, message: str) -> None:
    with pytest.raises(StoreUnusable, match=message):
        stores.copy_database(source, target)


def test_a_source_of_an_older_version_is_named(sqlite_url: str, target_url: str) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("DELETE FROM upgrades WHERE number = ?", (upgrades.newest(),))

    with pytest.raises(StoreUnusable, match=r"older than this Reslot .*: run `flask upgrade-db`"):
        stores.copy_database(sqlite_url, target_url)

    assert not _is_there(target_url)


def test_the_command_says_what_it_copied(source_url: str, target_url: str) -> None:
    app = Flask("reslot")
    app.extensions["reslot"] = Host(Settings(database_url=target_url), open_store=_none, open_channel=_none, clock=datetime.now)
    database.register(app)

    with app.app_context():
        copied = app.test_cli_runner().invoke(args=["copy-db", source_url])
        again = app.test_cli_runner().invoke(args=["copy-db", source_url])

    assert (0, True) == (copied.exit_code, "appointments 2, " in copied.output), copied.output
    assert (1, True) == (again.exit_code, again.output.startswith("Error: the database at ")), again.output
