"""The SQLite store: one file, one open connection a thread, one writer at a time in the order they came."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.ports import Param, Row, StoreUnusable
from bot.queries import sqlite_queries
from bot.stores import upgrades
from bot.stores.sqlite_checkpoints import Checkpoints

if sys.platform != "win32":
    import fcntl

BUSY_SECONDS = 30
# A power cut must not lose a text we answered: FULL, or where others wait (`SQLiteSession`) the same by hand, once the
# writers' lock is given back: SQLite waits for the disk while nobody else may write. Its own checkpoints are rare because they
# happen inside somebody's commit: with 10,000 pages the p99 at 10 million messages is a third of that with SQLite's 1,000, and
# most of the log has been moved by then (`sqlite_checkpoints`).
SYNCS_ITSELF = sys.platform != "win32"  # not tried there
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "wal_autocheckpoint=10000", "temp_store=MEMORY")


class SQLiteSession:
    """A connection, its place in the queue of writers (`lock`), and the file that makes what it commits last (`log`)."""

    def __init__(self, path: Path, checkpoints: Checkpoints) -> None:
        self._connection = connection = connect(path)
        self._checkpoints = checkpoints
        self._lock = lock = _open_lock(path)
        self._log = log = _open_log(connection, path) if SYNCS_ITSELF else None
        self._queries = sqlite_queries()
        self._names: dict[str, tuple[str, ...]] = {}  # of a query's columns
        self._depth = 0
        self.close = weakref.finalize(self, _close, connection, lock, log)

    def one(self, query: str, **params: Param) -> Row | None:
        cursor = self._connection.execute(self._queries[query], params)
        values = cursor.fetchone()
        row = None if values is None else dict(zip(self._columns(query, cursor), values, strict=True))
        cursor.close()
        return row

    def all(self, query: str, **params: Param) -> list[Row]:
        cursor = self._connection.execute(self._queries[query], params)
        rows = cursor.fetchall()
        # Names once a query: a row factory would make them anew for every row, at three times the price.
        names = self._columns(query, cursor)
        return [dict(zip(names, values, strict=True)) for values in rows]

    def column(self, query: str, **params: Param) -> list[Any]:
        return [values[0] for values in self._connection.execute(self._queries[query], params).fetchall()]

    def run(self, query: str, **params: Param) -> None:
        self._connection.execute(self._queries[query], params)

    def written(self, query: str, **params: Param) -> int:
        return self._connection.execute(self._queries[query], params).rowcount

    def expect(self, rows: int, otherwise: Exception, query: str, **params: Param) -> None:
        if self.written(query, **params) != rows:
            raise otherwise

    def run_many(self, query: str, rows: Sequence[Mapping[str, Param]]) -> int:
        return self._connection.executemany(self._queries[query], rows).rowcount if rows else 0

    def stamp(self) -> object:
        # Each connection counts for itself: another one's number says nothing.
        return self, self._connection.execute("PRAGMA data_version").fetchone()

    def queue(self, location: str, *, alone: bool) -> None:
        """One writer is alone anyway."""

    @contextmanager
    def attempt(self) -> Iterator[None]:
        name = f"attempt_{self._depth}"
        self._connection.execute(f"SAVEPOINT {name}")
        self._depth += 1
        try:
            yield
        except BaseException:
            self._connection.execute(f"ROLLBACK TO {name}")
            raise
        finally:
            self._depth -= 1
            self._connection.execute(f"RELEASE {name}")

    def transaction(self, *, writes: bool) -> _Transaction:
        """A transaction on this connection; a writer first queues at the file lock, which is fair where SQLite is not."""
        return _Transaction(self, self._connection, self._lock if writes else None)

    def make_last(self) -> None:
        """Waits until the disk has all that anybody has committed; raises OSError where it has not."""
        if self._log is not None:
            sync(self._log)
            self._checkpoints.note_commit()

    def _columns(self, query: str, cursor: sqlite3.Cursor) -> tuple[str, ...]:
        if query not in self._names:
            self._names[query] = tuple(column[0] for column in cursor.description)
        return self._names[query]


class _Transaction:
    """A transaction from BEGIN to COMMIT, or to ROLLBACK after an exception; `lock` is the writers' (None: reads only)."""

    __slots__ = ("_connection", "_lock", "_session")

    def __init__(self, session: SQLiteSession, connection: sqlite3.Connection, lock: int | None) -> None:
        self._session = session
        self._connection = connection
        self._lock = lock

    def __enter__(self) -> SQLiteSession:
        if self._connection.in_transaction:
            raise RuntimeError("this thread already has a transaction open")
        if self._lock is None:
            self._connection.execute("BEGIN")
            return self._session
        _queue_up(self._lock)
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except BaseException:
            _leave(self._lock)
            raise
        return self._session

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            if self._lock is not None:
                _leave(self._lock)
        if self._lock is not None and kind is None:
            # Without a write of its own too: what it has seen of others must last before anybody is told.
            self._session.make_last()


class SQLiteStore:
    """A SQLite file; connections are kept open a thread, since opening one costs more than a whole turn."""

    one_writer = True

    def __init__(self, path: Path) -> None:
        self._path = path
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
        return nullcontext(self._here.session if self._is_ours() else self._session())

    def close(self) -> None:
        self._checkpoints.close()
        for session in list(self._sessions):
            session.close()
        self._sessions.clear()
        self._here = threading.local()

    def _session(self) -> SQLiteSession:
        file = _identity(self._path)
        if not self._is_ours():
            self._leave_behind()
        elif self._here.file != file:
            # Put back from a copy while we run: what is written to the old file would be lost.
            upgrades.check_version(_version(self._path))
            self._here.session.close()
        else:
            session: SQLiteSession = self._here.session
            return session
        self._here.session = SQLiteSession(self._path, self._checkpoints)
        self._here.process, self._here.file = os.getpid(), file
        self._sessions.add(self._here.session)
        return self._session()

    def _is_ours(self) -> bool:
        """Whether this thread has a connection that was opened in this process."""
        return getattr(self._here, "process", None) == os.getpid()

    def _leave_behind(self) -> None:
        """After a fork the parent's connection is neither used nor closed here: both would harm the parent.

        Servers may load the app, and open the store to check it, before they make their workers.
        """
        session: SQLiteSession | None = getattr(self._here, "session", None)
        if session is not None:
            session.close.detach()
            self._parents.append(session)


def _identity(path: Path) -> tuple[int, int]:
    """Which file this is; an open connection would go on writing to one that is deleted or moved away."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        raise StoreUnusable(f"the database {path} is gone: put it back, or make one with `flask init-db`") from None
    return found.st_dev, found.st_ino


def connect(path: Path) -> sqlite3.Connection:
    """An open connection as the store wants it: we say where transactions begin."""
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=512
    )
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


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


def _open_lock(path: Path) -> int:
    return os.open(path.with_name(f"{path.name}-lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _open_log(connection: sqlite3.Connection, path: Path) -> int | None:
    """SQLite's write-ahead log, which stays the same file while the connection is open; from here on we sync it ourselves.

    None where the file system has no such log (SQLite then goes on without): all stays FULL.
    """
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        return None
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()  # the log is there from the first look on
    return os.open(path.with_name(f"{path.name}-wal"), os.O_RDWR | os.O_CLOEXEC)


def sync(file: int) -> None:
    """Waits until the disk has the file; macOS has no `fdatasync`."""
    getattr(os, "fdatasync", os.fsync)(file)


def _queue_up(lock: int) -> None:
    if sys.platform != "win32":  # there busy_timeout alone keeps writers apart, without the fair order
        fcntl.flock(lock, fcntl.LOCK_EX)


def _leave(lock: int) -> None:
    if sys.platform != "win32":
        fcntl.flock(lock, fcntl.LOCK_UN)


def _close(connection: sqlite3.Connection, lock: int, log: int | None) -> None:
    with suppress(sqlite3.ProgrammingError):
        connection.close()
    os.close(lock)
    if log is not None:
        os.close(log)
