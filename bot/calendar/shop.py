"""What a place is like (hours, services, people), read once a process for each revision of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from bot import records
from bot.calendar.hours import Week, week_of
from bot.ports import Row, Session
from flows.values import Appointment, Place, Provider, Service

# A revision is a text of its own for every load of a business, so that it alone is the key, whatever the database.
MOST_KEPT = 2000
_kept: dict[str, Shop] = {}


@dataclass(frozen=True, slots=True)
class Worker:
    """A provider: whether they still work here, what they do and when."""

    id: str
    name: str
    active: bool
    services: frozenset[str]
    week: Week


@dataclass(frozen=True, slots=True)
class Shop:
    """A place as `flask load` described it."""

    place: Place
    services: tuple[Service, ...]
    workers: tuple[Worker, ...]
    providers: tuple[Provider, ...]  # of the workers, those who still work here
    able: Mapping[str, Mapping[str, Worker]]  # who works and does it, by service and id
    row: Row  # of `locations`

    def service(self, key: str) -> Service | None:
        """The service with this id; None where the place does not have it, or no longer."""
        for service in self.services:
            if service.id == key:
                return service
        return None

    def is_misfit(self, visit: Appointment) -> bool:
        """Whether a visit lies outside of the hours of who does it, or they have left."""
        worker = next(found for found in self.workers if found.id == visit.provider)
        wall = visit.start.astimezone(self.place.zone)
        first = wall.hour * 60 + wall.minute
        spans = worker.week.spans(wall.date()) if worker.active else ()
        return not any(opens <= first and first + visit.minutes <= closes for opens, closes in spans)


def shop_of(session: Session, location: str, revision: str | None = None) -> Shop:
    """The shop at a location; with the revision known it costs no query but the first time. Raises `LookupError`."""
    found = _kept.get(revision) if revision else None
    if found is not None:
        return found
    row = session.one("location", location=location)
    if row is None:
        raise LookupError(f"no location {location!r}")
    if row["revision"] in _kept:
        return _kept[row["revision"]]
    services = tuple(records.service(found) for found in session.all("services_of_location", location=location))
    workers = tuple(_worker(found, row) for found in session.all("providers_of_location", location=location))
    able = {
        service.id: {worker.id: worker for worker in workers if worker.active and service.id in worker.services}
        for service in services
    }
    working = (worker for worker in workers if worker.active)
    providers = tuple(Provider(worker.id, worker.name, tuple(sorted(worker.services))) for worker in working)
    shop = Shop(records.place(row), services, workers, providers, able, row)
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[row["revision"]] = shop
    return shop


def _worker(row: Row, place: Row) -> Worker:
    return Worker(
        id=row["id"],
        name=row["name"],
        active=bool(row["active"]),
        services=frozenset(json.loads(row["services"])),
        week=week_of(row["hours"], json.dumps([*json.loads(place["closed"]), *json.loads(row["away"])]), place["hours"]),
    )
