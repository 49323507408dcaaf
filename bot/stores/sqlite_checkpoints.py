"""Moves what SQLite's write-ahead log holds into the database beside the work, so that no text waits for it."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path

# A text writes some 12 pages: two workers have the log moved over every three to five thousand. At 150 it cost more than it
# gave.
EVERY = 400


class Checkpoints:
    """Counts a process's commits, and after every so many of them moves the log over in a thread of its own.

    SQLite does that itself within somebody's commit once the log is long (`PRAGMA wal_autocheckpoint`), while all others
    wait for the writers' lock: one text in a hundred then took three times as long. That still happens, and only then can
    the log begin anew under a load that never ends; but by then little is left to be moved.
    """

    def __init__(self, path: Path, every: int = EVERY) -> None:
        self._path = path
        self._every = every
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
            with suppress(sqlite3.Error):  # the file is gone, or its disk is full: whoever writes next is told
                self._move()

    def _move(self) -> None:
        # Opened for each move, and never made anew: a database that was put back from a copy is another file.
        with closing(sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)) as database:
            database.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
