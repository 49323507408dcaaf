"""A SQLite file that is taken away or put back while it is open: nothing is written to where nobody will look."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import stores
from bot.ports import Store, StoreUnusable


def keep(store: Store, key: str) -> None:
    with store.write() as session:
        session.run("note_keep", key=key, value="1", now="2026-03-04T15:00:00Z")


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def take_away(path: Path) -> Path:
    """As somebody would who tidies up: the file moves, what belongs to it goes."""
    moved = path.rename(path.with_name("elsewhere.db"))
    for part in ("-wal", "-shm"):
        path.with_name(path.name + part).unlink(missing_ok=True)
    return moved


def test_a_file_that_is_gone_takes_no_text_and_is_named(sqlite_store: Store, sqlite_url: str) -> None:
    keep(sqlite_store, "before")
    take_away(file_of(sqlite_url))

    with pytest.raises(StoreUnusable, match=r"the database .*reslot\.db is gone"):
        keep(sqlite_store, "lost")

    assert not file_of(sqlite_url).exists()


def test_a_file_that_is_put_back_is_used_at_once(sqlite_store: Store, sqlite_url: str) -> None:
    keep(sqlite_store, "before")
    take_away(file_of(sqlite_url))
    stores.create_database(sqlite_url)

    keep(sqlite_store, "after")

    fresh = stores.open_store(sqlite_url)
    assert (None, True) == (fresh.peek("note", key="before"), fresh.peek("note", key="after") is not None)
    fresh.close()
