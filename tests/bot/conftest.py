"""Houses whose outbox is tested; a file that needs another one has its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.ports import Store
from tests.bot.sending import House, house_of

Business = Callable[[Store], None]


@pytest.fixture
def house(store: Store, business: Business) -> House:
    """Ana's check-up a week ahead, its reminders planned; on each engine."""
    business(store)
    return house_of(store)


@pytest.fixture
def quick(sqlite_store: Store, business: Business) -> House:
    """The same, for what no engine can change."""
    business(sqlite_store)
    return house_of(sqlite_store)
