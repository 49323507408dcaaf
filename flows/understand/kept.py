"""Texts that customers write over and over ("yes", "2", "tomorrow"): what was understood is kept for as long as it holds."""

from __future__ import annotations

from datetime import date, datetime

from flows.understand.heard import Heard
from flows.understand.times.values import Present

# A text, the customer's language, the place's languages: all that it is read by but the clock.
Key = tuple[str, str | None, tuple[str, ...]]
_LONGEST = 60  # characters
_MOST = 250


class Kept:
    """Texts that mean the same at any time, and those that mean the same all day, which drive out none of the others."""

    def __init__(self) -> None:
        self._always: dict[Key, Heard] = {}
        self._days: dict[Key, tuple[date, Heard]] = {}

    def found(self, key: Key, now: datetime) -> Heard | None:
        """What was understood before and still holds."""
        heard = self._always.get(key)
        if heard is not None:
            return heard
        of_day = self._days.get(key)
        return of_day[1] if of_day is not None and of_day[0] == now.date() else None

    def keep(self, key: Key, heard: Heard, present: Present) -> None:
        """Keeps what was understood at a moment, unless it holds for that moment alone or the text is too long."""
        if present.hour_asked or len(key[0]) > _LONGEST:
            return
        if present.day_asked:
            if len(self._days) >= _MOST:
                self._days.clear()
            self._days[key] = present.today(), heard
        else:
            if len(self._always) >= _MOST:
                self._always.clear()
            self._always[key] = heard

    def clear(self) -> None:
        self._always.clear()
        self._days.clear()

    def __len__(self) -> int:
        return len(self._always) + len(self._days)
