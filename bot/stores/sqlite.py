"""The SQLite store: one file, one open connection a thread, one writer at a time in the order they came."""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bot.ports import Param, Row, StoreUnusable
from bot.queries import sqlite_queries
from bot.stores import upgrades
from bot.stores.sqlite_checkpoints import Checkpoints
from bot.stores.sqlite_session import SQLiteSession, connect


class _Opened(NamedTuple):
    """A thread's connection, the process that opened it and which file it is."""

    session: SQLiteSession
    process: int
    file: tuple[int, int]


class SQLiteStore:
    """A SQLite file; connections are kept open a thread, since opening one costs more than a whole turn."""

    one_writer = True

    def __init__(self, path: Path) -> None:
        self._path = path
        self._name = os.fspath(path)
        self._here = threading.local()
        self._sessions: weakref.WeakSet[SQLiteSession] = weakref.WeakSet()
        self._parents: list[SQLiteSession] = []
        self._checkpoints = Checkpoints(path)

    def customer(self, location: str, phone: str, *, make: bool = True) -> AbstractContextManager[SQLiteSession]:
        # One writer at a time: it has every customer's lock.
        return self._with_customer(location, phone) if make else self.write()

    @contextmanager
    def _with_customer(self, location: str, phone: str) -> Iterator[SQLiteSession]:
        with self.write() as session:
            session.run("add_missing_customer", location=location, phone=phone)
            yield session

    def write(self) -> AbstractContextManager[SQLiteSession]:
        return self._session().transaction(writes=True)

    def peek(self, query: str, **params: Param) -> Row | None:
        return self._session().one(query, **params)

    def read(self) -> AbstractContextManager[SQLiteSession]:
        return self._session().transaction(writes=False)

    def glance(self) -> AbstractContextManager[SQLiteSession]:
        # Whoever writes on what they have seen here looks whether it is still the same file, and has another stamp if not.
        opened = self._opened()
        return nullcontext(self._session() if opened is None else opened.session)

    def close(self) -> None:
        self._checkpoints.close()
        for session in list(self._sessions):
            session.close()
        self._sessions.clear()
        self._here = threading.local()

    def _session(self) -> SQLiteSession:
        file = _identity(self._name)
        opened = self._opened()
        if opened is not None and opened.file == file:
            return opened.session
        if opened is None:
            self._leave_behind()
        else:
            # Put back from a copy while we run: what is written to the old file would be lost.
            upgrades.check_version(_version(self._path))
            opened.session.close()
        session = SQLiteSession(self._path, self._checkpoints)
        self._here.opened = _Opened(session, os.getpid(), file)
        self._sessions.add(session)
        return self._session()

    def _opened(self) -> _Opened | None:
        """This thread's connection, if it was opened in this process."""
        opened: _Opened | None = getattr(self._here, "opened", None)
        return opened if opened is not None and opened.process == os.getpid() else None

    def _leave_behind(self) -> None:
        """After a fork the parent's connection is neither used nor closed here: both would harm the parent.

        Servers may load the app, and open the store to check it, before they make their workers.
        """
        opened: _Opened | None = getattr(self._here, "opened", None)
        if opened is not None:
            opened.session.close.detach()
            self._parents.append(opened.session)


def _identity(path: str) -> tuple[int, int]:
    """Which file this is; an open connection would go on writing to one that is deleted or moved away."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        raise StoreUnusable(f"the database {path} is gone: put it back, or make one with `flask init-db`") from None
    return found.st_dev, found.st_ino


def open_store(database_url: str) -> SQLiteStore:
    """The store at `sqlite:///file.db`; creates nothing, raises `StoreUnusable`."""
    path = file_of(database_url)
    if not path.exists():
        raise StoreUnusable(f"there is no database {path}: run `flask init-db` first")
    upgrades.check_version(_version(path))
    return SQLiteStore(path)


def create_database(database_url: str) -> str:
    """Makes the file and its tables where there are none; raises `StoreUnusable`."""
    path = file_of(database_url)
    if not path.parent.is_dir():
        raise StoreUnusable(f"there is no folder {path.parent} for the database")
    if _is_blank(path):
        with _alone(path) as connection:
            if not _has_tables(connection):  # nobody was faster
                _apply(connection, upgrades.schema(), [upgrade.number for upgrade in upgrades.upgrades()])
                return f"made the database {path}"
    upgrades.check_version(_version(path))
    return f"the database {path} is there already and up to date"


def upgrade_database(database_url: str) -> list[int]:
    """Applies the upgrades that the file lacks, each in a transaction of its own; raises `StoreUnusable`."""
    path = file_of(database_url)
    if not path.exists():
        raise StoreUnusable(f"there is no database {path}: run `flask init-db` first")
    have, applied = _version(path) or 0, []
    for upgrade in upgrades.upgrades():
        if upgrade.number <= have:
            continue
        with _alone(path) as connection:
            if upgrade.number > (_newest(connection) or 0):  # nobody was faster
                _apply(connection, upgrade.statements(), [upgrade.number])
                applied.append(upgrade.number)
    upgrades.check_version(_version(path))
    if applied:
        _refresh_statistics(path)
    return applied


def file_of(database_url: str) -> Path:
    """The file of `sqlite:///name.db` (from where we run) or `sqlite:////folder/name.db`; raises `StoreUnusable`."""
    name = database_url.removeprefix("sqlite:///")
    if name == database_url or not name or name == ":memory:":
        raise StoreUnusable("a SQLite DATABASE_URL is sqlite:///file.db, or sqlite:////folder/file.db with four slashes")
    return Path(name)


def _refresh_statistics(path: Path) -> None:
    """The planner's view of tables and indexes, which an upgrade may have made anew."""
    from sqlite_utils import Database

    database = Database(path)
    try:
        database.analyze()
    finally:
        database.close()


@contextmanager
def _looked_at(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that changes nothing; raises `StoreUnusable` for what is no SQLite file."""
    # By hand: sqlite-utils would cost every web worker 2.5 MiB for a question or two.
    try:
        connection = sqlite3.connect(path)
    except sqlite3.OperationalError as error:
        raise StoreUnusable(f"{path} can't be opened as a SQLite database: {error}") from error
    try:
        yield connection
    except sqlite3.DatabaseError as error:
        raise StoreUnusable(f"{path} can't be read as a SQLite database: {error}") from error
    finally:
        connection.close()


def _is_blank(path: Path) -> bool:
    if not path.exists():
        return True
    with _looked_at(path) as connection:
        return connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None


def _version(path: Path) -> int | None:
    with _looked_at(path) as connection:
        if not _has_tables(connection):
            raise StoreUnusable(f"{path} is not a Reslot database: use another file, or make one with `flask init-db`")
        return _newest(connection)


def _has_tables(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'upgrades'").fetchone() is not None


def _newest(connection: sqlite3.Connection) -> int | None:
    number: int | None = connection.execute(sqlite_queries()["newest_upgrade"]).fetchone()[0]
    return number


@contextmanager
def _alone(path: Path) -> Iterator[sqlite3.Connection]:
    """A transaction that others who make or upgrade the same file wait for; kept if nothing is raised."""
    with closing(connect(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")


def _apply(connection: sqlite3.Connection, statements: list[str], numbers: list[int]) -> None:
    for statement in statements:
        connection.execute(statement.replace("/* SQLite: WITHOUT ROWID */", "WITHOUT ROWID"))
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for number in numbers:
        connection.execute(sqlite_queries()["add_upgrade"], {"number": number, "applied_at": at})


__all__ = ["SQLiteStore", "connect", "create_database", "open_store", "upgrade_database"]
