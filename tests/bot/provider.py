"""A provider of the tests' own: keeps what it was given like the real one, and fails as told."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from bot.channels.twilio_codes import trouble_of
from bot.host import Host
from bot.ports import NotSent, Outgoing, Receipt, Request, StatusReport, Store, Trouble
from bot.settings import Settings
from flows.values import Inbound

# No answer came, and the text was not taken ("lost"), taken ("kept"), taken half a minute later ("late"); or an error code.
Fault = Literal["lost", "kept", "late"] | int
LATE = timedelta(seconds=30)
SKEW = timedelta(minutes=2)  # a look-up reaches back further than asked: clocks differ


@dataclass
class Clock:
    """Time that a test moves on by hand."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now


@dataclass(frozen=True)
class Taken:
    """A text the provider accepted."""

    sid: str
    at: datetime
    text: Outgoing


@dataclass
class Provider:
    """What the outside world has: texts taken, phones that opted out, and the faults still to come."""

    clock: Callable[[], datetime]
    taken: list[Taken] = field(default_factory=list)
    opted_out: set[str] = field(default_factory=set)
    faults: deque[Fault] = field(default_factory=deque)
    blind: deque[bool] = field(default_factory=deque)  # whether the next look-ups fail
    inbound: list[tuple[datetime, Inbound]] = field(default_factory=list)
    before_answering: Callable[[Taken], None] = lambda taken: None
    _count: int = 0

    def read(self, request: Request) -> Inbound:
        raise NotImplementedError("this provider calls no webhook")

    def read_status(self, request: Request) -> StatusReport:
        raise NotImplementedError("this provider calls no webhook")

    def reply_twiml(self, text: str, action_url: str) -> str:
        raise NotImplementedError("this provider calls no webhook")

    def send(self, text: Outgoing) -> Receipt:
        fault = self.faults.popleft() if self.faults else None
        if text.phone in self.opted_out:
            raise NotSent("opted out", trouble="opted_out", code=21610)
        if isinstance(fault, int):
            raise NotSent(f"error {fault}", trouble=trouble_of(fault, 400), code=fault)
        if fault == "lost":
            raise NotSent("no answer", trouble="unknown")
        self._count += 1
        at = self.clock() + (LATE if fault == "late" else timedelta())
        taken = Taken(f"SM{self._count:032d}", at, text)
        self.taken.append(taken)
        self.before_answering(taken)
        if fault in ("kept", "late"):
            raise NotSent("no answer", trouble="unknown")
        return Receipt(taken.sid, "queued")

    def find(self, text: Outgoing, since: datetime) -> Receipt | None:
        if self.blind and self.blind.popleft():
            raise NotSent("no answer", trouble="unknown")
        for taken in reversed(self.taken):
            if since - SKEW <= taken.at <= self.clock() and (taken.text.phone, taken.text.body) == (text.phone, text.body):
                return Receipt(taken.sid, "sent")
        return None

    def trouble(self, code: int | None) -> Trouble:
        return trouble_of(code)

    def list_inbound(self, to: str, since: datetime) -> list[Inbound]:
        return [text for at, text in self.inbound if text.sender == to and at >= since]

    @property
    def bodies(self) -> list[str]:
        return [taken.text.body for taken in self.taken]


def host_of(store: Store, provider: Provider, settings: Settings | None = None) -> Host:
    """A running house around a store and this provider."""
    return Host(
        settings or Settings(),
        open_store=lambda: store,
        open_channel=lambda: provider,
        clock=provider.clock,
    )


def utc(text: str) -> datetime:
    """An aware UTC time from `2026-03-09 14:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
