"""The demo while it runs: its key, and a clock that can be moved on."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

EMAIL = "you@demo.invalid"


@dataclass(slots=True)
class Trial:
    """What a demo process knows and no other: `key` signs its visitor in, `ahead` is how far its clock was moved on."""

    key: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    ahead: timedelta = timedelta()
    after_moving: Callable[[], None] | None = None  # sends what has become due

    def clock(self) -> datetime:
        """Now, in the demo's time."""
        return datetime.now(UTC) + self.ahead

    def move_on(self, by: timedelta) -> None:
        """Lets time pass at once; raises ValueError for going back."""
        if by <= timedelta():
            raise ValueError("time in the demo only goes forward")
        self.ahead += by
        if self.after_moving:
            self.after_moving()
