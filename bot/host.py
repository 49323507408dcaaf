"""What a running Reslot holds in its hands: settings, store, channel and clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property

from bot.ports import Channel, Store
from bot.settings import Settings


class Host:
    """Kept in `app.extensions["reslot"]`; store and channel open when first used, since many commands need neither."""

    def __init__(
        self,
        settings: Settings,
        *,
        open_store: Callable[[], Store],
        open_channel: Callable[[], Channel],
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self.settings = settings
        self._open_store = open_store
        self._open_channel = open_channel
        self._clock = clock

    @cached_property
    def store(self) -> Store:
        return self._open_store()

    @cached_property
    def channel(self) -> Channel:
        return self._open_channel()

    def clock(self) -> datetime:
        """Now, aware UTC; the setting CLOCK makes it stand still, a trial may move it on."""
        if self._clock is not None:
            return self._clock()
        return self.settings.clock or datetime.now(UTC)
