"""A clock that can be moved forward, for tests and the demo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """The time (aware UTC): it stands at `start`, or runs from the real time where none is given; `forward` moves it."""

    def __init__(self, start: datetime | None = None, *, real: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError("a clock needs a time with its zone")
        self._start = start
        self._real = real
        self._ahead = timedelta(0)

    def __call__(self) -> datetime:
        return (self._start or self._real()).astimezone(UTC) + self._ahead

    def forward(self, by: timedelta) -> None:
        """Moves the time forward; raises ValueError for a step back."""
        if by < timedelta(0):
            raise ValueError("time does not go back")
        self._ahead += by
