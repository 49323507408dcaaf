"""Moves what SQLite's write-ahead log holds into the database beside the work, so that no text waits for it."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path

from bot.stores.sqlite_queue import leave, open_queue, queue_up

# A text writes some 12 pages. The more is moved at once, the longer the disk is busy with it, and as long wait texts that wait
# for the disk.
EVERY = 40
# SQLite waits for the disk to have what was moved only where nobody has written meanwhile, else that is left to a later move:
# one of so many short ones is most likely to find it so.
AGAIN = 4
# So many pages are a log to be begun anew.
LONG = 8000


class Checkpoints:
    """Counts a process's commits, and after every so many of them moves the log over in a thread of its own.

    SQLite does that itself within somebody's commit once the log is long (`PRAGMA wal_autocheckpoint`), while all others
    wait for the writers' lock: eight texts in some 900 then took 20 to 30 ms longer, which was the p99. A log can only begin
    anew once all of it has been moved, for which nobody may write: so we take our place in the writers' queue ourselves, for
    the few pages that came while the others were moved.
    """

    def __init__(self, path: Path, every: int = EVERY, long: int = LONG) -> None:
        self._path = path
        self._every = every
        self._long = long
        self._commits = 0
        self._wanted = threading.Event()
        self._thread: threading.Thread | None = None
        self._ends = False

    def note_commit(self) -> None:
        """To be called after a commit that wrote."""
        self._commits += 1  # of several threads one may not count: then it is done a little later
        if self._commits >= self._every:
            self._commits = 0
            if self._thread is None or not self._thread.is_alive():  # a fork leaves threads behind
                self._ends = False
                self._wanted = threading.Event()
                self._thread = threading.Thread(target=self._run, name="checkpoints", daemon=True)
                self._thread.start()
            self._wanted.set()

    def close(self) -> None:
        """Waits until a move under way is over; the next commits begin anew."""
        if self._thread is not None and self._thread.is_alive():
            self._ends = True
            self._wanted.set()
            self._thread.join()
        self._thread = None

    def _run(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            if self._ends:
                return
            with suppress(sqlite3.Error, OSError):  # the file is gone, or its disk is full: whoever writes next is told
                self._move()

    def _move(self) -> None:
        # Opened for each move, and never made anew: a database that was put back from a copy is another file.
        with closing(sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)) as database:
            pages = _moved_of(database)
            for _ in range(AGAIN):
                _moved_of(database)
            if pages < self._long:
                return
            lock = open_queue(self._path)
            try:
                queue_up(lock)
                _moved_of(database)
            finally:
                leave(lock)
                os.close(lock)


def _moved_of(database: sqlite3.Connection) -> int:
    """Moves what the log holds, as far as nobody reads an older state; how many pages the log has."""
    _, pages, _ = database.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    return int(pages)
