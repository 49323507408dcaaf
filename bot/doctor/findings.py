"""What an examination finds, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.channels.twilio import TwilioChannel
from bot.channels.twilio_setup import Number, Service
from bot.ports import Row, Store
from bot.settings import Settings

Level = Literal["ok", "warn", "FAIL"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at and how it is; `mend` says what to do where it is not well."""

    level: Level
    about: str
    said: str
    mend: str = ""


def ok(about: str, said: str) -> Finding:
    """All is well here."""
    return Finding("ok", about, said)


def warn(about: str, said: str, mend: str) -> Finding:
    """It works, but something should be known."""
    return Finding("warn", about, said, mend)


def fail(about: str, said: str, mend: str) -> Finding:
    """Texts are lost or refused until this is mended."""
    return Finding("FAIL", about, said, mend)


@dataclass(frozen=True, slots=True)
class ProbeAnswer:
    """What our own public URL answered; `error` is set where no answer came."""

    status: int = 0
    content_type: str = ""
    location: str = ""
    seconds: float = 0.0
    error: Literal["", "connection", "certificate", "timeout"] = ""


# Posts a form to an address and follows no redirect.
Probe = Callable[[str, Sequence[tuple[str, str]], Mapping[str, str]], ProbeAnswer]


@dataclass(frozen=True, slots=True)
class Case:
    """A set-up under examination. `store` is None where the database can't be opened."""

    settings: Settings
    channel: TwilioChannel
    store: Store | None
    clock: Callable[[], datetime]
    probe: Probe


@dataclass(slots=True)
class Twilios:
    """What Twilio says of the account, and which numbers are whose here (number to location)."""

    numbers: list[Number] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    ours: dict[str, str] = field(default_factory=dict)

    @property
    def in_use(self) -> list[Number]:
        """The account's numbers that belong to a location; all of them where no location is loaded."""
        return [number for number in self.numbers if not self.ours or number.number in self.ours]


def our_numbers(store: Store) -> dict[str, str]:
    """Our numbers as the business file names them, each with its location."""
    with store.read() as session:
        places: list[Row] = session.all("web_locations")
        return {
            str(row["number"]): str(place["id"]) for place in places for row in session.all("web_senders", location=place["id"])
        }
