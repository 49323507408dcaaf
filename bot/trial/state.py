"""What the stand-in for Twilio remembers: numbers, services, messages, media, opt-outs and what it was told to do."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from threading import RLock
from typing import Literal

Direction = Literal["inbound", "outbound-api", "outbound-reply"]

FINAL = ("delivered", "undelivered", "failed", "canceled", "read", "received")


def new_sid(prefix: str) -> str:
    """A SID of a kind: SM and MM are messages, PN numbers, MG services, ME media."""
    return prefix + secrets.token_hex(16)


@dataclass(slots=True)
class Number:
    """A number (PN) or short code (SC) of the account."""

    phone: str
    country: str = "US"
    sms: bool = True
    mms: bool = True
    sms_url: str = ""
    sms_method: str = "POST"
    sms_fallback_url: str = ""
    sms_fallback_method: str = "POST"
    application: str = ""
    sid: str = ""

    def __post_init__(self) -> None:
        self.sid = self.sid or new_sid("PN" if self.phone.startswith("+") else "SC")


@dataclass(slots=True)
class Service:
    """A messaging service; `advanced_opt_out` sends OptOutType and tells 21610 late."""

    name: str = "Reslot"
    inbound_url: str | None = None
    inbound_method: str = "POST"
    fallback_url: str | None = None
    fallback_method: str = "POST"
    status_callback: str | None = None
    number_decides: bool = False
    us_registered: bool = True
    advanced_opt_out: bool = False
    pool: list[Number] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # SID -> alphanumeric sender
    sid: str = field(default_factory=lambda: new_sid("MG"))


@dataclass(slots=True)
class MediaFile:
    """A file that came with a message."""

    content_type: str
    content: bytes
    sid: str = field(default_factory=lambda: new_sid("ME"))


@dataclass(slots=True)
class Message:
    """A text in either direction. `callback` is told of every change of status; `seen` are the statuses it had."""

    sid: str
    direction: Direction
    to: str
    sender: str | None
    body: str
    status: str
    created: datetime
    service: str | None = None
    sent: datetime | None = None
    updated: datetime | None = None
    error_code: int | None = None
    callback: str | None = None
    media: list[MediaFile] = field(default_factory=list)
    media_urls: tuple[str, ...] = ()
    send_at: datetime | None = None
    seen: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with the next matching request.

    `status` answers with that HTTP status and a Twilio error (`code`), `html` with a proxy's page, `not_json` with a 200
    that is no JSON, `drop` closes the connection without an answer, `hang` keeps it open without one. With `after` the
    request is carried out first, so that its outcome is unknown to the caller.
    """

    kind: Literal["status", "html", "not_json", "drop", "hang"]
    status: int = 503
    code: int = 20503
    retry_after: int | None = None
    after: bool = False
    method: str = "POST"


@dataclass(slots=True)
class Account:
    """One Twilio account and its world. `lock` guards everything in it."""

    sid: str
    tokens: list[str]
    clock: Callable[[], datetime]
    status: str = "active"
    type: str = "Full"
    numbers: list[Number] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    blocked: set[tuple[str, str]] = field(default_factory=set)  # (sender or service SID, phone)
    fates: dict[str, int] = field(default_factory=dict)  # phone -> error code of every text to it
    closed_countries: set[str] = field(default_factory=set)  # geo permissions
    names: set[str] = field(default_factory=set)  # alphanumeric senders that may be used
    faults: list[Fault] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    lock: RLock = field(default_factory=RLock)

    def number(self, phone: str | None) -> Number | None:
        """Our number with these digits."""
        return next((n for n in self.numbers if n.phone == phone), None)

    def service(self, sid: str | None) -> Service | None:
        """The messaging service with this SID."""
        return next((s for s in self.services if s.sid == sid), None)

    def service_of(self, phone: str) -> Service | None:
        """The service whose pool holds this number."""
        return next((s for s in self.services if any(n.phone == phone for n in s.pool)), None)

    def message(self, sid: str) -> Message | None:
        """The message with this SID."""
        return next((m for m in self.messages if m.sid == sid), None)

    def is_blocked(self, sender: str | None, phone: str) -> bool:
        """Whether this phone opted out of a sender, or of the service that the sender belongs to."""
        return any((key, phone) in self.blocked for key in self.block_keys(sender))

    def block_keys(self, sender: str | None) -> Iterator[str]:
        """What an opt-out from this sender (or service SID) is kept under: the service where there is one."""
        if sender is None:
            return
        service = self.service(sender) or self.service_of(sender)
        yield service.sid if service else sender
