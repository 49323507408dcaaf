"""The locations, services and providers that a row of an appointments file may name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot import records
from bot.ports import Session
from flows.values import Service


@dataclass(frozen=True, slots=True)
class KnownProvider:
    """A provider; one who has left (`active` false) may stand only in rows that no longer take up time."""

    name: str
    services: frozenset[str]
    active: bool


@dataclass(frozen=True, slots=True)
class KnownLocation:
    """A location with what is done there and by whom."""

    id: str
    zone: ZoneInfo
    country: str
    services: Mapping[str, Service]
    providers: Mapping[str, KnownProvider]


def known_locations(session: Session) -> dict[str, KnownLocation]:
    """All locations in the database by id."""
    return {row["id"]: _location(session, row["id"], row["timezone"], row["country"]) for row in session.all("locations_known")}


def _location(session: Session, key: str, timezone: str, country: str) -> KnownLocation:
    services = (records.service(row) for row in session.all("services_of_location", location=key))
    providers = {
        row["id"]: KnownProvider(row["name"], frozenset(json.loads(row["services"])), bool(row["active"]))
        for row in session.all("providers_of_location", location=key)
    }
    return KnownLocation(key, ZoneInfo(timezone), country, {service.id: service for service in services}, providers)
