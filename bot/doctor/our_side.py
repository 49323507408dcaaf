"""Examines our own house: settings, database, zones, business, texts that are stuck."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.doctor.findings import Case, Finding, fail, ok, warn
from bot.ports import Store
from bot.records import to_text
from bot.settings import TWILIO_API_URL, Settings

_WAL = 2  # the write version in bytes 18 and 19 of a SQLite file's header
_LATE = timedelta(minutes=15)
_SHOWN = 100


def public_url(settings: Settings) -> Iterator[Finding]:
    """Whether Twilio can call the address that signatures are checked over."""
    about, parts = "PUBLIC_URL", urlsplit(settings.public_url or "")
    host = parts.hostname or ""
    example = "Set PUBLIC_URL to the address that Twilio calls, for example https://texts.example.com."
    if settings.twilio_api_url.rstrip("/") != TWILIO_API_URL:
        yield warn("TWILIO_API_URL", f"{settings.twilio_api_url} stands in for Twilio", "For tests and trials only: unset it.")
    if parts.path.endswith("/sms"):
        mend = "Take /sms off its end: we add that ourselves (unless a proxy serves Reslot under that very path)."
        yield warn(about, f"texts are expected at {settings.public_url}/sms", mend)
    if _is_private(host):
        yield fail(about, f"{host} is this machine or network: Twilio can't reach it", example)
    elif "_" in host:
        yield fail(about, f"{host} has an underscore: Twilio refuses such callback addresses", "Use a host name without one.")
    elif parts.scheme != "https":
        yield warn(
            about, "is http: customers' texts travel in the clear", "Put a proxy with a certificate in front, and use https."
        )
    else:
        yield ok(about, settings.public_url or "")


def database(settings: Settings, store: Store | None, trouble: str) -> Iterator[Finding]:
    """Whether the database opens, and in which mode; `trouble` says why it does not."""
    if store is None:
        yield fail("database", trouble, "Run `flask init-db` for a new database, `flask upgrade-db` for an older one.")
    elif settings.database_url.startswith("sqlite"):
        yield _sqlite_mode(Path(settings.database_url.removeprefix("sqlite:///")))
    else:
        yield ok("database", "PostgreSQL answers")


def business(store: Store) -> Iterator[Finding]:
    """Whether a business is loaded, with zones that this machine knows."""
    with store.read() as session:
        places = session.all("web_locations")
        senders = {place["id"]: session.all("web_senders", location=place["id"]) for place in places}
    if not places:
        yield fail("business", "no location is loaded", "Run `flask load business.toml`.")
    for place in places:
        if not senders[place["id"]]:
            mend = "Add `numbers` to it in business.toml and run `flask load`: a text to no location is answered by nobody."
            yield fail(f"location {place['id']}", "has no number", mend)
        yield _zone(str(place["id"]), str(place["timezone"]))


def outbox(case: Case, store: Store) -> Iterator[Finding]:
    """Texts that should have gone out some time ago: as a rule no worker runs."""
    before = to_text(case.clock() - _LATE)
    with store.read() as session:
        stuck = session.all("outbox_stuck", before=before, most=_SHOWN)
    if not stuck:
        yield ok("outbox", "nothing is overdue")
        return
    count = f"{_SHOWN} or more" if len(stuck) == _SHOWN else str(len(stuck))
    reasons = ", ".join(sorted({str(row["reason"]) for row in stuck if row["reason"]}))
    said = f"{count} overdue since {stuck[0]['due_at']}" + (f" ({reasons})" if reasons else "")
    yield fail("outbox", said, "Is a worker running? Start `flask worker`, and see its log.")


def _is_private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return (
            host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".invalid", ".lan")) or "." not in host
        )


def _sqlite_mode(path: Path) -> Finding:
    with path.open("rb") as file:
        versions = file.read(20)[18:20]
    if versions == bytes((_WAL, _WAL)):
        return ok("database", f"SQLite, {path}, write-ahead log")
    mend = "Keep it on a local disk (not NFS or SMB), where write-ahead logging works; else use PostgreSQL."
    return warn("database", f"SQLite, {path}, without write-ahead log: readers block writers", mend)


def _zone(place: str, zone: str) -> Finding:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return fail(
            f"location {place}", f"time zone {zone} is unknown here", "Install the tzdata package, or correct the zone."
        )
    return ok(f"location {place}", f"time zone {zone}")
