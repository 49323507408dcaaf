"""Makes a database with as many customers as wanted: one location for each thousand, five providers each."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from bot.cells import cell_range
from bot.records import to_text

CUSTOMERS_A_LOCATION = 1000
PROVIDERS = 5
MINUTES = 30
CHUNK = 5000

INSERTS = {
    "locations": "id name timezone languages address phone country hours closed quiet_hours settings revision",
    "senders": "number location position",
    "services": "location id names minutes buffer_minutes notice_hours max_moves reminders_hours",
    "providers": "location id name services hours away active",
    "customers": "location phone language consent_at consent_source",
    "appointments": ("id location provider service starts_at minutes phone name language status moves created_at updated_at"),
    "cells": "location provider cell appointment",
}


def sender(location: int) -> str:
    """Our number of a location."""
    return f"+1555{location:07d}"


def phone(customer: int) -> str:
    """A customer's number."""
    return f"+1556{customer:07d}"


def fill(url: str, customers: int, now: datetime) -> None:
    """Writes the business and its customers, each with one appointment in the next weeks."""
    locations = -(-customers // CUSTOMERS_A_LOCATION)
    at = to_text(now)
    week = {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    rows: dict[str, Iterator[dict[str, Any]]] = {
        "locations": (
            {
                "id": f"place{n}",
                "name": "Green Street Dental",
                "timezone": "UTC",
                "languages": '["en", "es"]',
                "address": "12 Green Street",
                "phone": "+15550100099",
                "country": "US",
                "hours": json.dumps(week),
                "closed": "[]",
                "quiet_hours": "[]",
                "settings": "{}",
                "revision": f"bench{n}",
            }
            for n in range(locations)
        ),
        "senders": ({"number": sender(n), "location": f"place{n}", "position": 0} for n in range(locations)),
        "services": (
            {
                "location": f"place{n}",
                "id": "checkup",
                "names": '{"en": "check-up"}',
                "minutes": MINUTES,
                "buffer_minutes": 0,
                "notice_hours": 4.0,
                "max_moves": 1000,
                "reminders_hours": "[48, 3]",
            }
            for n in range(locations)
        ),
        "providers": (
            {
                "location": f"place{n}",
                "id": f"doctor{p}",
                "name": f"Dr Ito {p}",
                "services": '["checkup"]',
                "hours": "{}",
                "away": "[]",
                "active": 1,
            }
            for n in range(locations)
            for p in range(PROVIDERS)
        ),
        "customers": (
            {
                "location": f"place{c // CUSTOMERS_A_LOCATION}",
                "phone": phone(c),
                "language": None,
                "consent_at": at,
                "consent_source": "import",
            }
            for c in range(customers)
        ),
        "appointments": (visit for visit in _visits(customers, now)),
        "cells": (cell for visit in _visits(customers, now) for cell in _cells(visit)),
    }
    writer = Writer(url)
    for table, values in rows.items():
        names = INSERTS[table].split()
        while chunk := list(islice(values, CHUNK)):
            writer.insert(table, names, chunk)
    writer.close()


def _visits(customers: int, now: datetime) -> Iterator[dict[str, Any]]:
    days = [day for day in (now.date() + timedelta(days=n) for n in range(3, 100)) if day.weekday() < 5]
    for customer in range(customers):
        nth = customer % CUSTOMERS_A_LOCATION
        day = days[nth // (PROVIDERS * 4)]  # four visits a provider and day: room is left to move
        hour = 9 + 2 * (nth // PROVIDERS % 4)
        yield {
            "id": f"a{customer}", "location": f"place{customer // CUSTOMERS_A_LOCATION}",
            "provider": f"doctor{nth % PROVIDERS}", "service": "checkup",
            "starts_at": to_text(datetime(day.year, day.month, day.day, hour, tzinfo=UTC)),
            "minutes": MINUTES, "phone": phone(customer), "name": "Ana", "language": "en", "status": "booked", "moves": 0,
            "created_at": to_text(now), "updated_at": to_text(now),
        }  # fmt: skip


def _cells(visit: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    first, last = cell_range(datetime.fromisoformat(visit["starts_at"]), MINUTES)
    for cell in range(first, last + 1):
        yield {
            "location": visit["location"], "provider": visit["provider"], "cell": cell, "appointment": visit["id"]
        }  # fmt: skip


class Writer:
    """Bulk rows straight into either engine."""

    def __init__(self, url: str) -> None:
        self.postgres = url.startswith("postgresql://")
        if self.postgres:
            import psycopg

            self.db: Any = psycopg.connect(url, autocommit=True)
        else:
            self.db = sqlite3.connect(url.removeprefix("sqlite:///"))

    def insert(self, table: str, names: list[str], rows: list[dict[str, Any]]) -> None:
        if self.postgres:
            with self.db.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row([row[name] for name in names])
            return
        marks = ", ".join(f":{name}" for name in names)
        with self.db:
            self.db.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)

    def close(self) -> None:
        if self.postgres:
            self.db.execute("ANALYZE")
        self.db.close()
