"""A business into the database: new things are added, known ones updated, vanished providers retired."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from bot.business.parse import Business, LocationEntry, ProviderEntry, ServiceEntry
from bot.ports import Session


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load changed: ids of providers without appointments that are gone, and of those who stay as inactive."""

    locations: int
    services: int
    providers: int
    removed: tuple[str, ...]
    retired: tuple[str, ...]


def load_business(session: Session, business: Business) -> Loaded:
    """Writes the business; locations that the file does not name stay as they are."""
    removed: list[str] = []
    retired: list[str] = []
    services = 0
    for location in business.locations:
        _load_location(session, location)
        _load_senders(session, location)
        offered = business.services_at(location.id)
        services += len(offered)
        _load_services(session, location.id, offered)
        here = [provider for provider in business.providers if provider.location == location.id]
        for provider in here:
            _load_provider(session, provider)
        gone, inactive = _forget_providers(session, location.id, {provider.id for provider in here})
        removed += gone
        retired += inactive
    return Loaded(len(business.locations), services, len(business.providers), tuple(removed), tuple(retired))


def _load_location(session: Session, entry: LocationEntry) -> None:
    session.run(
        "load_location",
        id=entry.id,
        name=entry.name,
        timezone=entry.timezone,
        languages=_json(entry.languages),
        address=entry.address,
        phone=entry.phone,
        country=entry.country,
        hours=_json(entry.hours),
        closed=_json(entry.closed),
        quiet_hours=_json(entry.quiet_hours),
        settings=_json(entry.settings),
        revision=uuid4().hex,
    )


def _load_senders(session: Session, entry: LocationEntry) -> None:
    for row in session.all("senders_of_location", location=entry.id):
        if row["number"] not in entry.numbers:
            session.run("forget_sender", location=entry.id, number=row["number"])
    for position, number in enumerate(entry.numbers):
        owner = session.one("owner_of_sender", sender=number)
        if owner and owner["location"] != entry.id:
            # So that nobody goes on taking it for theirs.
            session.run("renew_location", id=owner["location"], revision=uuid4().hex)
        session.run("load_sender", number=number, location=entry.id, position=position)


def _load_services(session: Session, location: str, entries: tuple[ServiceEntry, ...]) -> None:
    for row in session.all("services_of_location", location=location):
        if row["id"] not in {entry.id for entry in entries}:
            session.run("forget_unused_service", location=location, id=row["id"])
    for entry in entries:
        session.run(
            "load_service",
            location=location,
            id=entry.id,
            names=_json(entry.names),
            minutes=entry.minutes,
            buffer_minutes=entry.buffer_minutes,
            notice_hours=entry.notice_hours,
            max_moves=entry.max_moves,
            reminders_hours=_json(entry.reminders_hours),
        )


def _load_provider(session: Session, entry: ProviderEntry) -> None:
    session.run(
        "load_provider",
        location=entry.location,
        id=entry.id,
        name=entry.name,
        services=_json(entry.services),
        hours=_json(entry.hours),
        away=_json(entry.away),
    )


def _forget_providers(session: Session, location: str, staying: set[str]) -> tuple[list[str], list[str]]:
    removed: list[str] = []
    retired: list[str] = []
    for row in session.all("providers_of_location", location=location):
        if row["id"] in staying:
            continue
        if session.written("forget_unused_provider", location=location, id=row["id"]):
            removed.append(row["id"])
        elif row["active"]:
            session.run("retire_provider", location=location, id=row["id"])
            retired.append(row["id"])
    return removed, retired


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
