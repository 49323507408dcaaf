"""The PostgreSQL store: a pool of connections, a row lock a customer, the same named statements."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg import errors
from psycopg.rows import dict_row, scalar_row
from psycopg_pool import ConnectionPool, PoolTimeout

from bot.ports import Collided, Param, Row, StoreUnusable
from bot.queries import postgres_queries
from bot.stores import upgrades

Connection = psycopg.Connection[dict[str, Any]]
POOL_MOST = 8
WAIT_SECONDS = 10.0
# The row may be new: then it is made first, so that a customer's first two texts wait for each other too. NO KEY UPDATE
# does not stand in the way of others who only refer to the customer (an import adding an appointment).
LOCK = "SELECT 1 AS locked FROM customers WHERE location = %(location)s AND phone = %(phone)s FOR NO KEY UPDATE"
# Two `init-db` or `upgrade-db` at once: the second waits, and finds the work done.
UPGRADE_LOCK = 7_236_251


class PostgresSession:
    """A connection with a transaction open on it.

    The transaction is one pipeline: what nobody waits for is sent with the next statement whose answer is asked for, the
    last of it with COMMIT. Every answer asked for is a wait of its own, and those are what a turn's time goes into.
    """

    def __init__(self, connection: Connection, pipeline: psycopg.Pipeline | None = None) -> None:
        self._connection = connection
        self._pipeline = pipeline
        self._queries = postgres_queries()
        self._in_a_hurry = False

    def one(self, query: str, **params: Param) -> Row | None:
        return self._connection.execute(self._queries[query], params).fetchone()

    def all(self, query: str, **params: Param) -> list[Row]:
        return list(self._connection.execute(self._queries[query], params).fetchall())

    def column(self, query: str, **params: Param) -> list[Any]:
        with self._connection.cursor(row_factory=scalar_row) as cursor:
            return cursor.execute(self._queries[query], params).fetchall()

    def run(self, query: str, **params: Param) -> int:
        cursor = self._connection.execute(self._queries[query], params)
        if self._pipeline is not None and not self._in_a_hurry:
            self._pipeline.sync()
        return cursor.rowcount

    def run_many(self, query: str, rows: Sequence[Mapping[str, Param]]) -> int:
        if not rows:
            return 0
        with self._connection.cursor() as cursor:
            cursor.executemany(self._queries[query], rows)
            if self._pipeline is not None:
                self._pipeline.sync()
            return cursor.rowcount

    @contextmanager
    def together(self) -> Iterator[None]:
        before, self._in_a_hurry = self._in_a_hurry, True
        try:
            yield
        finally:
            self._in_a_hurry = before

    @contextmanager
    def attempt(self) -> Iterator[None]:
        with self._connection.transaction():
            yield


class PostgresStore:
    """A PostgreSQL database behind a pool that opens with its first use (a fork must not share connections)."""

    one_writer = False

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._pool: ConnectionPool[Connection] | None = None
        self._process = 0
        self._opening = threading.Lock()

    @contextmanager
    def customer(self, location: str, phone: str) -> Iterator[PostgresSession]:
        with self.write() as session:
            _lock_customer(session, location, phone)
            yield session

    @contextmanager
    def write(self) -> Iterator[PostgresSession]:
        with self._connection() as connection, _translated(), connection.pipeline() as pipeline, connection.transaction():
            yield PostgresSession(connection, pipeline)

    def peek(self, query: str, **params: Param) -> Row | None:
        with self._connection() as connection:
            return PostgresSession(connection).one(query, **params)

    @contextmanager
    def read(self) -> Iterator[PostgresSession]:
        with (
            self._connection() as connection,
            _one_view(connection),
            _translated(),
            connection.pipeline() as pipeline,
            connection.transaction(),
        ):
            yield PostgresSession(connection, pipeline)

    def close(self) -> None:
        if self._pool is not None and self._process == os.getpid():
            self._pool.close()
        self._pool = None

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        with self._opening:
            if self._pool is None or self._process != os.getpid():
                self._pool = _open_pool(self._url)
                self._process = os.getpid()
            pool = self._pool
        with pool.connection() as connection:
            yield connection


def open_store(database_url: str) -> PostgresStore:
    """The store at a PostgreSQL URL; creates nothing, raises `StoreUnusable`."""
    with _connect(database_url) as connection:
        upgrades.check_version(_version(connection))
    return PostgresStore(database_url)


def create_database(database_url: str) -> str:
    """Makes the tables, and the database itself where the server has none of that name; raises `StoreUnusable`."""
    made = _create_missing(database_url)
    with _connect(database_url) as connection, connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (UPGRADE_LOCK,))
        if _has_tables(connection):
            upgrades.check_version(_version(connection))
            return f"the database at {shown(database_url)} is there already and up to date"
        _apply(connection, upgrades.schema(), [upgrade.number for upgrade in upgrades.upgrades()])
    return f"made the {'database and its ' if made else ''}tables at {shown(database_url)}"


def upgrade_database(database_url: str) -> list[int]:
    """Applies the upgrades that the database lacks, all in one transaction; raises `StoreUnusable`."""
    with _connect(database_url) as connection, connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (UPGRADE_LOCK,))
        have = _version(connection) or 0
        missing = [upgrade for upgrade in upgrades.upgrades() if upgrade.number > have]
        for upgrade in missing:
            _apply(connection, upgrade.statements(), [upgrade.number])
        upgrades.check_version(_version(connection))
    return [upgrade.number for upgrade in missing]


def shown(database_url: str) -> str:
    """The URL as it may be printed: without user and password."""
    parts = urlsplit(database_url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"


def _open_pool(database_url: str) -> ConnectionPool[Connection]:
    return ConnectionPool(
        database_url,
        connection_class=psycopg.Connection[dict[str, Any]],
        kwargs={"row_factory": dict_row, "autocommit": True, "prepare_threshold": 1},
        min_size=1,
        max_size=POOL_MOST,
        timeout=WAIT_SECONDS,
        open=True,
    )


def _lock_customer(session: PostgresSession, location: str, phone: str) -> None:
    customer = {"location": location, "phone": phone}
    while session._connection.execute(LOCK, customer).fetchone() is None:
        session.run("add_missing_customer", **customer)


@contextmanager
def _one_view(connection: Connection) -> Iterator[None]:
    # Said with BEGIN itself: a statement of its own would cost a round trip.
    connection.isolation_level, connection.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
    try:
        yield
    finally:
        if not connection.closed:
            connection.isolation_level, connection.read_only = None, None


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (errors.DeadlockDetected, errors.SerializationFailure) as error:
        raise Collided(str(error)) from error


def _connect(database_url: str) -> Connection:
    try:
        return psycopg.connect(database_url, row_factory=dict_row, autocommit=True, connect_timeout=10)
    except (psycopg.OperationalError, psycopg.ProgrammingError) as error:
        hint = ": run `flask init-db` first" if _is_missing(error) else ""
        raise StoreUnusable(f"can't open the database at {shown(database_url)}: {_first_line(error)}{hint}") from error


def _create_missing(database_url: str) -> bool:
    """Makes the database by way of the server's own `postgres` database; whether it was missing."""
    try:
        psycopg.connect(database_url, connect_timeout=10).close()
    except psycopg.OperationalError as error:
        if not _is_missing(error):
            raise StoreUnusable(f"can't open the database at {shown(database_url)}: {_first_line(error)}") from error
    except psycopg.ProgrammingError as error:
        raise StoreUnusable(f"DATABASE_URL can't be read: {_first_line(error)}") from error
    else:
        return False
    name = psycopg.conninfo.conninfo_to_dict(database_url)["dbname"]
    try:
        with psycopg.connect(database_url, dbname="postgres", autocommit=True, connect_timeout=10) as connection:
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(str(name))))
    except psycopg.Error as error:
        raise StoreUnusable(f"can't make the database {name}: {_first_line(error)}") from error
    return True


def _version(connection: Connection) -> int | None:
    if not _has_tables(connection):
        raise StoreUnusable("this PostgreSQL database has no Reslot tables: run `flask init-db` first")
    row = connection.execute(postgres_queries()["newest_upgrade"]).fetchone()
    number: int | None = row["number"] if row else None
    return number


def _has_tables(connection: Connection) -> bool:
    row = connection.execute("SELECT to_regclass('upgrades') IS NOT NULL AS there").fetchone()
    return bool(row and row["there"])


def _apply(connection: Connection, statements: list[str], numbers: list[int]) -> None:
    for statement in statements:
        connection.execute(statement.encode())
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for number in numbers:
        connection.execute(postgres_queries()["add_upgrade"], {"number": number, "applied_at": at})


def _is_missing(error: Exception) -> bool:
    # psycopg gives no SQLSTATE for a refused connection, only the server's text; 3D000 is "does not exist".
    return "does not exist" in str(error) and "database" in str(error)


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[-1]


__all__ = ["PoolTimeout", "PostgresStore", "create_database", "open_store", "upgrade_database"]
