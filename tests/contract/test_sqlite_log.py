"""On SQLite what is committed is on the disk before anybody is told, and nobody waits for that within the writers' lock."""

from __future__ import annotations

import fcntl
import sqlite3
from contextlib import closing

import pytest

from bot.ports import Store
from bot.stores import sqlite, sqlite_session

NOTE = {"key": "told", "value": "yes", "now": "2026-03-02T10:00:00Z"}


class Disk:
    """The real disk; of each sync it is kept whether the note was committed and whether the lock was free by then."""

    def __init__(self, database_url: str) -> None:
        self._path = sqlite.file_of(database_url)
        self._sync = sqlite_session.sync
        self.syncs: list[tuple[bool, bool]] = []
        self.fails = False

    def sync(self, file: int) -> None:
        if self.fails:
            raise OSError("no space left on the disk")
        self.syncs.append((self._is_committed(), self._is_free()))
        self._sync(file)

    def _is_committed(self) -> bool:
        with closing(sqlite3.connect(self._path)) as other:
            return bool(other.execute("SELECT 1 FROM notes WHERE key = 'told'").fetchone())

    def _is_free(self) -> bool:
        with open(self._path.with_name(f"{self._path.name}-lock"), "rb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
        return True


@pytest.fixture
def disk(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Disk:
    """A disk that tells what it is asked for."""
    disk = Disk(sqlite_url)
    monkeypatch.setattr(sqlite_session, "sync", disk.sync)
    return disk


def write(store: Store) -> None:
    with store.write() as session:
        session.run("note_keep", **NOTE)


def test_a_commit_is_on_the_disk_before_it_is_told_and_after_the_lock(sqlite_store: Store, disk: Disk) -> None:
    write(sqlite_store)

    assert [(True, True)] == disk.syncs


def test_what_others_have_committed_is_waited_for_too(sqlite_store: Store, disk: Disk) -> None:
    # A text that came twice is answered out of what another worker may have committed a moment ago.
    with sqlite_store.write() as session:
        session.one("note", key="told")

    assert [(False, True)] == disk.syncs


def test_nothing_is_waited_for_where_nothing_is_told(sqlite_store: Store, disk: Disk) -> None:
    with sqlite_store.read() as session, pytest.raises(RuntimeError), sqlite_store.write():
        session.one("note", key="told")
    with pytest.raises(sqlite3.IntegrityError), sqlite_store.write() as session:
        session.run("note_keep", **NOTE | {"value": None})

    assert [] == disk.syncs


def test_a_disk_that_fails_is_told_and_the_next_text_is_served(sqlite_store: Store, disk: Disk) -> None:
    disk.fails = True
    with pytest.raises(OSError, match="no space left"):
        write(sqlite_store)

    disk.fails = False
    write(sqlite_store)

    assert [(True, True)] == disk.syncs


def test_whoever_does_not_sync_leaves_it_to_sqlite(sqlite_store: Store, sqlite_url: str) -> None:
    with closing(sqlite.connect(sqlite.file_of(sqlite_url))) as tool:
        assert (2,) == tool.execute("PRAGMA synchronous").fetchone()  # FULL


def test_without_a_log_sqlite_waits_by_itself(sqlite_url: str, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    # Some network file systems refuse the log; SQLite then keeps its older journal.
    with closing(sqlite3.connect(sqlite.file_of(sqlite_url))) as tool:
        tool.execute("PRAGMA journal_mode=DELETE")
    monkeypatch.setattr(
        sqlite_session, "PRAGMAS", tuple(pragma for pragma in sqlite_session.PRAGMAS if "journal_mode" not in pragma)
    )
    store = sqlite.open_store(sqlite_url)

    write(store)
    with store.read() as session:
        found = session.one("note", key="told")
    store.close()

    assert ([], "yes") == (disk.syncs, found and found["value"])
