"""The demo while it runs: a stand-in for Twilio, a clock that can be moved on, a worker that sends what falls due."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import SystemRandom

from bot.host import Host
from bot.media_fetch import fetch_once
from bot.outbox import run_once
from bot.trial.clock import Clock
from bot.trial.standin import StandIn
from bot.trial.state import Message, Number

EMAIL = "you@demo.invalid"
LOOKS_EVERY = 2.0  # seconds
# Time passes in steps, so that what falls due on the way is sent when it is due and not when it is too late.
STEP = timedelta(minutes=15)
MOST_PASSES = 40


class Trial:
    """What a demo process holds and no other: `key` signs its visitor in, `twilio` is the stand-in, `host` our side of it.

    Its time is `behind` the machine's.
    """

    def __init__(self, behind: timedelta = timedelta(0)) -> None:
        self.key = secrets.token_urlsafe(16)
        self._clock = Clock(real=lambda: datetime.now(UTC) - behind)
        self._held: datetime | None = None
        self._sending = threading.Lock()
        self._ended = threading.Event()
        self.twilio = StandIn(clock=self.now, account_sid=f"AC{secrets.token_hex(16)}", callbacks="at once")
        self.host: Host | None = None

    def now(self) -> datetime:
        """The demo's time, aware UTC."""
        return self._held or self._clock()

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """Within, it is another time: for telling what happened before the demo began."""
        self._held = moment
        try:
            yield
        finally:
            self._held = None

    def buy(self, number: str, public_url: str) -> None:
        """Gives the account a number that calls our webhook."""
        self.twilio.add_number(Number(number, sms_url=f"{public_url}/sms", sms_fallback_url=f"{public_url}/sms/fallback"))

    def send_due(self) -> int:
        """Sends everything that is due; how many texts went."""
        if self.host is None:
            raise RuntimeError("the demo has no host yet")
        sent = 0
        with self._sending:
            for _ in range(MOST_PASSES):
                report = run_once(self.host, worker="demo", rng=SystemRandom())
                sent += report.sent
                if not report.total:
                    break
            fetch_once(self.host)
        return sent

    def move_on(self, by: timedelta) -> int:
        """Lets time pass at once; how many texts went out meanwhile."""
        sent = 0
        while by > timedelta():
            self._clock.forward(min(STEP, by))
            by -= STEP
            sent += self.send_due()
        return sent

    def unknown_to_us(self, phone: str, known: set[str]) -> list[Message]:
        """Texts on the phone that our database has no row of: Twilio's own answers, a text we failed at and our fallback's."""
        return [text for text in self.twilio.texts(phone) if text.sid not in known]

    def work(self) -> None:
        """Sends what falls due until the demo ends."""
        while not self._ended.wait(LOOKS_EVERY):
            self.send_due()

    def end(self) -> None:
        """Stops the worker and the stand-in."""
        self._ended.set()
        self.twilio.stop()
