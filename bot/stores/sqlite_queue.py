"""The writers' queue at a SQLite file: a lock beside it, given in the order it is asked for, which SQLite's own is not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform != "win32":
    import fcntl


def open_queue(path: Path) -> int:
    """The open file of the lock of the database at `path`; to be closed by whoever opened it."""
    return os.open(path.with_name(f"{path.name}-lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def queue_up(lock: int) -> None:
    """Waits until nobody else writes."""
    if sys.platform != "win32":  # there busy_timeout alone keeps writers apart, without the fair order
        fcntl.flock(lock, fcntl.LOCK_EX)


def leave(lock: int) -> None:
    """Lets the next one write."""
    if sys.platform != "win32":
        fcntl.flock(lock, fcntl.LOCK_UN)
