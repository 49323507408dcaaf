"""The PostgreSQL store: a pool of connections, a lock a customer, the same named statements."""

from __future__ import annotations

import getpass
import os
import threading
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from urllib.parse import urlsplit

import psycopg
from psycopg import errors

from bot.ports import Collided, Param, Row, StoreUnusable
from bot.queries import Statement, postgres_queries
from bot.stores import upgrades
from bot.stores.postgres_pool import OPTIONS, Connection, Pool
from bot.stores.postgres_session import READ, WRITE, PostgresSession

# Two `init-db` or `upgrade-db` at once: the second waits, and finds the work done.
UPGRADE_LOCK = 7_236_251
COLLISIONS = (errors.DeadlockDetected, errors.SerializationFailure)


class PostgresStore:
    """A PostgreSQL database; connections open with their first use, for a fork must not share them."""

    one_writer = False

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._pool = Pool(database_url)
        self._process = os.getpid()
        self._parents: list[Pool] = []
        self._opening = threading.Lock()

    def customer(self, location: str, phone: str, *, make: bool = True) -> AbstractContextManager[PostgresSession]:
        return _Transaction(self._pool_of_this_process(), WRITE, {"location": location, "phone": phone}, make=make)

    def write(self) -> AbstractContextManager[PostgresSession]:
        return _Transaction(self._pool_of_this_process(), WRITE)

    def peek(self, query: str, **params: Param) -> Row | None:
        statement = postgres_queries()[query]
        pool = self._pool_of_this_process()
        connection = pool.take()
        try:
            connection.wire.keep(statement, params)
            rows = connection.wire.rows(statement, connection.wire.settle()[-1])
        finally:
            pool.give_back(connection)
        return rows[0] if rows else None

    def read(self) -> AbstractContextManager[PostgresSession]:
        return _Transaction(self._pool_of_this_process(), READ)

    def glance(self) -> AbstractContextManager[PostgresSession]:
        return self.read()  # a view of its own costs nothing here: BEGIN travels with the first statement

    def close(self) -> None:
        self._pool_of_this_process().close()

    def _pool_of_this_process(self) -> Pool:
        if self._process != os.getpid():
            with self._opening:
                if self._process != os.getpid():
                    # After a fork the parent's connections are neither used nor closed here: both would harm the parent.
                    self._parents.append(self._pool)
                    self._pool, self._process = Pool(self._url), os.getpid()
        return self._pool


class _Transaction:
    """A transaction on a connection of the pool, from the first statement to COMMIT, or to ROLLBACK after an exception."""

    __slots__ = ("_begin", "_connection", "_customer", "_make", "_pool", "_session")

    def __init__(
        self, pool: Pool, begin: Statement, customer: Mapping[str, Param] | None = None, *, make: bool = False
    ) -> None:
        self._pool = pool
        self._begin = begin
        self._customer = customer
        self._make = make

    def __enter__(self) -> PostgresSession:
        self._connection = self._pool.take()
        self._session = PostgresSession(self._connection.wire, self._begin, self._customer, make=self._make)
        return self._session

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        try:
            if error is None:
                self._session.commit()
            elif isinstance(error, COLLISIONS):
                raise Collided(str(error)) from error
        except COLLISIONS as collision:
            raise Collided(str(collision)) from collision
        finally:
            self._session.roll_back()  # of which nothing is left to do after COMMIT
            self._pool.give_back(self._connection)


def open_store(database_url: str) -> PostgresStore:
    """The store at a PostgreSQL URL; creates nothing, raises `StoreUnusable`."""
    with connect(database_url) as connection:
        upgrades.check_version(_version(connection))
    return PostgresStore(database_url)


def create_database(database_url: str) -> str:
    """Makes the tables, and the database itself where the server has none of that name; raises `StoreUnusable`."""
    made = _create_missing(database_url)
    with connect(database_url) as connection, connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (UPGRADE_LOCK,))
        if _has_tables(connection):
            upgrades.check_version(_version(connection))
            return f"the database at {shown(database_url)} is there already and up to date"
        _apply(connection, upgrades.schema(), [upgrade.number for upgrade in upgrades.upgrades()])
    return f"made the {'database and its ' if made else ''}tables at {shown(database_url)}"


def upgrade_database(database_url: str) -> list[int]:
    """Applies the upgrades that the database lacks, all in one transaction; raises `StoreUnusable`."""
    with connect(database_url) as connection, connection.transaction():
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
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def connect(database_url: str) -> Connection:
    """A connection of one's own, outside the pool; raises `StoreUnusable`."""
    try:
        return Connection.connect(database_url, **OPTIONS)
    except (psycopg.OperationalError, psycopg.ProgrammingError) as error:
        hint = ": run `flask init-db` first" if _is_missing(error) else ""
        raise StoreUnusable(f"can't open the database at {shown(database_url)}: {_in_one_line(error)}{hint}") from error


def _create_missing(database_url: str) -> bool:
    """Makes the database by way of the server's own `postgres` database; whether it was missing."""
    try:
        psycopg.connect(database_url, connect_timeout=10).close()
    except psycopg.OperationalError as error:
        if not _is_missing(error):
            raise StoreUnusable(f"can't open the database at {shown(database_url)}: {_in_one_line(error)}") from error
    except psycopg.ProgrammingError as error:
        raise StoreUnusable(f"DATABASE_URL can't be read: {_in_one_line(error)}") from error
    else:
        return False
    parts = psycopg.conninfo.conninfo_to_dict(database_url)
    name = parts.get("dbname") or parts.get("user") or getpass.getuser()  # as libpq has it
    try:
        with psycopg.connect(database_url, dbname="postgres", autocommit=True, connect_timeout=10) as connection:
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(str(name))))
    except psycopg.Error as error:
        raise StoreUnusable(f"can't make the database {name}: {_in_one_line(error)}") from error
    return True


def _version(connection: Connection) -> int | None:
    if not _has_tables(connection):
        raise StoreUnusable("this PostgreSQL database has no Reslot tables: run `flask init-db` first")
    row = connection.execute(postgres_queries()["newest_upgrade"].sql).fetchone()
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
        psycopg.RawCursor(connection).execute(postgres_queries()["add_upgrade"].sql, (number, at))


def _is_missing(error: Exception) -> bool:
    # psycopg gives no SQLSTATE for a refused connection, only the server's text; 3D000 is "does not exist".
    return "does not exist" in str(error) and "database" in str(error)


def _in_one_line(error: Exception) -> str:
    return " ".join(str(error).split())


__all__ = ["PostgresStore", "create_database", "open_store", "upgrade_database"]
