"""Fixtures that every test may use: both stores, a loaded business, a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import stores
from bot.business.load import load_business
from bot.business.parse import parse_business
from bot.ports import Store
from tests import postgres

BUSINESS = Path(__file__).with_name("business.toml")
NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)  # a Wednesday, 10:00 in New York


@pytest.fixture(scope="session")
def postgres_server() -> postgres.Server:
    """One PostgreSQL for the whole run, with a database `template_reslot` that tests get copies of."""
    server = postgres.start()
    stores.create_database(server.url("template_reslot"))
    return server


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of a fresh SQLite database."""
    url = f"sqlite:///{tmp_path}/reslot.db"
    stores.create_database(url)
    return url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a fresh database with all tables, on each engine in turn."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server: postgres.Server = request.getfixturevalue("postgres_server")
    url = server.new_database("template_reslot")
    yield url
    server.drop(url)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An empty store, on each engine in turn."""
    opened = stores.open_store(database_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    """An empty SQLite store, for tests that no engine can change."""
    opened = stores.open_store(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def business() -> Callable[[Store], None]:
    """Loads the business of `tests/business.toml` into a store: `business(store)`."""

    def load(into: Store) -> None:
        with into.write() as session:
            load_business(session, parse_business(BUSINESS.read_text("utf-8"), BUSINESS.name))

    return load


@pytest.fixture
def now() -> datetime:
    """The moment at which most tests play."""
    return NOW


@pytest.fixture
def clock(now: datetime) -> Callable[[], datetime]:
    """A clock that stands still at `now`."""
    return lambda: now
