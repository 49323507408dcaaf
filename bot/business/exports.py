"""Appointments out of the database: CSV as `flask import` reads it, JSON lines with the same columns, or a calendar file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.business.table import COLUMNS
from bot.ports import Row, Session
from bot.records import from_text

if TYPE_CHECKING:
    from icalendar import Event

# A visit nobody has confirmed yet is tentative; one that took place or was missed did stand.
ICS_STATUS = {"booked": "TENTATIVE", "confirmed": "CONFIRMED", "cancelled": "CANCELLED"}


def export_appointments(session: Session, form: str) -> Iterator[str]:
    """All appointments as text, piece by piece; `form` is csv, jsonl or ics."""
    return FORMS[form](session.all("export_appointments"))


def _csv(rows: Sequence[Row]) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    for values in (COLUMNS, *(tuple(_record(row).values()) for row in rows)):
        writer.writerow(values)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _jsonl(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(_record(row), ensure_ascii=False) + "\n"


def _ics(rows: Sequence[Row]) -> Iterator[str]:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Reslot//Appointments//EN")
    calendar.add("version", "2.0")
    for row in rows:
        calendar.add_component(_event(row))
    days = [from_text(row["starts_at"]).date() for row in rows]
    if days:
        # A whole year around, so that each zone's part holds the clock changes before and after.
        calendar.add_missing_timezones(min(days) - timedelta(days=366), max(days) + timedelta(days=366))
    yield calendar.to_ical().decode("utf-8")


def _event(row: Row) -> Event:
    from icalendar import Event

    start = from_text(row["starts_at"]).astimezone(ZoneInfo(row["timezone"]))
    event = Event()
    event.add("uid", f"{row['id']}@reslot")
    event.add("dtstamp", from_text(row["updated_at"]))
    event.add("created", from_text(row["created_at"]))
    event.add("last-modified", from_text(row["updated_at"]))
    event.add("sequence", row["moves"])
    event.add("dtstart", start)
    event.add("duration", timedelta(minutes=row["minutes"]))
    event.add("summary", f"{next(iter(json.loads(row['names']).values()))}: {row['name'] or row['phone']}")
    event.add("description", f"{row['provider_name']}, {row['phone']}")
    event.add("location", f"{row['place']}, {row['address']}")
    event.add("status", ICS_STATUS.get(row["status"], "CONFIRMED"))
    event.add("x-reslot-status", row["status"])
    return event


def _record(row: Row) -> dict[str, str]:
    start = from_text(row["starts_at"]).astimezone(ZoneInfo(row["timezone"]))
    shown = {**row, "starts_at": start.isoformat(timespec="minutes"), "language": row["language"] or ""}
    return {column: shown[column] for column in COLUMNS}


FORMS: dict[str, Callable[[Sequence[Row]], Iterator[str]]] = {"csv": _csv, "jsonl": _jsonl, "ics": _ics}
