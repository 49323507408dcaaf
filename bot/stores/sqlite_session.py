"""A connection to SQLite, its transactions, and the writers' queue: one at a time, in the order they came."""

from __future__ import annotations

import os
import sqlite3
import sys
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import orjson

from bot.ports import Param, Row
from bot.queries import Values, sqlite_statements
from bot.stores.sqlite_checkpoints import Checkpoints
from bot.stores.sqlite_queue import leave, open_queue, queue_up

BUSY_SECONDS = 30
# A power cut must not lose a text we answered: FULL, or where others wait (`SQLiteSession`) the same by hand, once the
# writers' lock is given back: SQLite waits for the disk while nobody else may write. Its own checkpoints happen inside
# somebody's commit: they are only for what `sqlite_checkpoints` does not get to.
SYNCS_ITSELF = sys.platform != "win32"  # not tried there
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "wal_autocheckpoint=20000", "temp_store=MEMORY")


class SQLiteSession:
    """A connection, its place in the queue of writers (`lock`), and the file that makes what it commits last (`log`)."""

    def __init__(self, path: Path, checkpoints: Checkpoints) -> None:
        self._connection = connection = connect(path)
        self._checkpoints = checkpoints
        self._lock = lock = open_queue(path)
        self._log = log = _open_log(connection, path) if SYNCS_ITSELF else None
        # For what is read to its end at once: a cursor for each statement takes as long as a short one.
        self._cursor = connection.cursor()
        self._statements = sqlite_statements()
        self._lists: dict[str, tuple[str, Values]] = {}
        self._arrays: dict[str, tuple[str, Values]] = {}
        self._names: dict[str, tuple[str, ...]] = {}  # of a query's columns
        self._depth = 0
        self.close = weakref.finalize(self, _close, connection, lock, log)

    def one(self, query: str, **params: Param) -> Row | None:
        sql, values = self._statements[query]
        cursor = self._connection.execute(sql, values(params))
        found = cursor.fetchone()
        row = None if found is None else dict(zip(self._columns(query, cursor), found, strict=True))
        cursor.close()
        return row

    def all(self, query: str, **params: Param) -> list[Row]:
        sql, values = self._statements[query]
        cursor = self._cursor.execute(sql, values(params))
        rows = cursor.fetchall()
        # Names once a query: a row factory would make them anew for every row, at three times the price.
        names = self._columns(query, cursor)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def column(self, query: str, **params: Param) -> list[Any]:
        sql, values = self._lists.get(query) or self._packed(self._lists, "json_group_array", query, params)
        found: list[Any] = orjson.loads(self._cursor.execute(sql, values(params)).fetchall()[0][0])
        return found

    def tuples(self, query: str, **params: Param) -> list[Sequence[Any]]:
        sql, values = self._arrays.get(query) or self._packed(self._arrays, "json_array", query, params)
        return [orjson.loads(row) for (row,) in self._cursor.execute(sql, values(params)).fetchall()]

    def run(self, query: str, **params: Param) -> None:
        sql, values = self._statements[query]
        self._cursor.execute(sql, values(params))

    def written(self, query: str, **params: Param) -> int:
        sql, values = self._statements[query]
        return self._cursor.execute(sql, values(params)).rowcount

    def expect(self, rows: int, otherwise: Exception, query: str, **params: Param) -> None:
        if self.written(query, **params) != rows:
            raise otherwise

    def run_many(self, query: str, rows: Sequence[Mapping[str, Param]]) -> int:
        if not rows:
            return 0
        sql, values = self._statements[query]
        return self._cursor.executemany(sql, map(values, rows)).rowcount

    def stamp(self) -> object:
        # Each connection counts for itself: another one's number says nothing.
        return self, self._cursor.execute("PRAGMA data_version").fetchall()

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

    def _packed(
        self, kept: dict[str, tuple[str, Values]], how: str, query: str, params: Mapping[str, Param]
    ) -> tuple[str, Values]:
        """A statement that gives one text of JSON: a row costs Python's sqlite3 1.7 thousand instructions, a column 1.2."""
        sql, values = self._statements[query]
        described = self._cursor.execute(f"SELECT * FROM ({sql}\n) LIMIT 0", values(params)).description  # noqa: S608  ours
        names = ", ".join(f"c{number}" for number in range(len(described)))
        kept[query] = f"WITH found ({names}) AS ({sql}\n) SELECT {how}({names}) FROM found", values  # noqa: S608  ours
        return kept[query]

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
        queue_up(self._lock)
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except BaseException:
            leave(self._lock)
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
                leave(self._lock)
        if self._lock is not None and kind is None:
            # Without a write of its own too: what it has seen of others must last before anybody is told.
            self._session.make_last()


def connect(path: Path) -> sqlite3.Connection:
    """An open connection as the store wants it: we say where transactions begin."""
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=512
    )
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


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


def _close(connection: sqlite3.Connection, lock: int, log: int | None) -> None:
    with suppress(sqlite3.ProgrammingError):
        connection.close()
    os.close(lock)
    if log is not None:
        os.close(log)
