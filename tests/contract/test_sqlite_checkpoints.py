"""SQLite's log is moved into the database beside the work, by a thread that harms nobody."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bot.ports import Store
from bot.stores import sqlite
from bot.stores.sqlite_checkpoints import EVERY, Checkpoints
from bot.stores.sqlite_queue import leave, open_queue, queue_up


def until(is_so: Callable[[], bool]) -> bool:
    """Whether it comes to be so within ten seconds."""
    end = time.monotonic() + 10
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def write(store: Store, first: int, last: int) -> None:
    for number in range(first, last):
        with store.write() as session:
            session.run("note_keep", key=str(number), value="kept", now="2026-03-02T10:00:00Z")


def moved(path: Path, copy: Path) -> int:
    """How many notes there are in the database without its log."""
    shutil.copyfile(path, copy)
    with closing(sqlite3.connect(copy)) as alone:
        number: int = alone.execute("SELECT COUNT(*) FROM notes").fetchone()[0]
    return number


def test_after_so_many_commits_the_database_has_them_without_its_log(
    sqlite_store: Store, sqlite_url: str, tmp_path: Path
) -> None:
    path = sqlite.file_of(sqlite_url)

    write(sqlite_store, 0, EVERY - 1)
    before = moved(path, tmp_path / "before.db")
    write(sqlite_store, EVERY - 1, EVERY)

    assert before == 0
    assert until(lambda: moved(path, tmp_path / "after.db") == EVERY)


def test_writers_go_on_while_the_log_is_moved(sqlite_store: Store, sqlite_url: str) -> None:
    path = sqlite.file_of(sqlite_url)
    checkpoints = Checkpoints(path, every=1)

    for number in range(200):
        write(sqlite_store, number, number + 1)
        checkpoints.note_commit()
    checkpoints.close()

    with closing(sqlite3.connect(path)) as other:
        assert (200,) == other.execute("SELECT COUNT(*) FROM notes").fetchone()
        assert ("ok",) == other.execute("PRAGMA integrity_check").fetchone()


def test_the_end_of_a_long_log_is_moved_while_nobody_writes(sqlite_store: Store, sqlite_url: str, tmp_path: Path) -> None:
    path = sqlite.file_of(sqlite_url)
    write(sqlite_store, 0, 30)  # fewer than the store itself has moved
    checkpoints = Checkpoints(path, every=1, long=20)
    closing_it = threading.Thread(target=checkpoints.close)
    writers = open_queue(path)
    queue_up(writers)

    checkpoints.note_commit()
    assert until(lambda: moved(path, tmp_path / "copy.db") == 30)
    closing_it.start()
    closing_it.join(0.5)
    waits = closing_it.is_alive()
    leave(writers)
    os.close(writers)
    closing_it.join(10)
    write(sqlite_store, 30, 31)

    assert waits
    assert not closing_it.is_alive()
    with closing(sqlite3.connect(path)) as other:
        # The log began anew with the last note.
        assert 20 > other.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[1]
        assert (31,) == other.execute("SELECT COUNT(*) FROM notes").fetchone()


def test_a_short_log_is_moved_without_waiting_for_writers(sqlite_store: Store, sqlite_url: str, tmp_path: Path) -> None:
    path = sqlite.file_of(sqlite_url)
    write(sqlite_store, 0, 3)
    checkpoints = Checkpoints(path, every=1)
    writers = open_queue(path)
    queue_up(writers)

    checkpoints.note_commit()

    assert until(lambda: moved(path, tmp_path / "copy.db") == 3)
    checkpoints.close()
    leave(writers)
    os.close(writers)


def test_a_database_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "gone.db"
    checkpoints = Checkpoints(path, every=1)

    checkpoints.note_commit()
    checkpoints.note_commit()
    checkpoints.close()

    assert [] == list(tmp_path.iterdir())


def test_closed_it_leaves_no_thread_and_may_begin_again(sqlite_store: Store, sqlite_url: str, tmp_path: Path) -> None:
    path = sqlite.file_of(sqlite_url)
    checkpoints = Checkpoints(path, every=1)
    threads = threading.active_count()

    for number in range(3):
        write(sqlite_store, number, number + 1)
        checkpoints.note_commit()
        assert until(lambda wanted=number + 1: moved(path, tmp_path / "copy.db") == wanted)
        checkpoints.close()

    assert threads == threading.active_count()
