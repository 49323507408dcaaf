"""A row of an appointments file to a visit, every mistake in it named with what is allowed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Literal, TypeVar, cast, get_args
from zoneinfo import ZoneInfo

import phonenumbers

from bot.business.known import KnownLocation, KnownProvider
from bot.business.mistakes import Mistake, known
from bot.business.parse import languages
from bot.business.table import Line
from flows.values import Service, Status

T = TypeVar("T")
STATUSES = frozenset(get_args(Status))
OVER = ("cancelled", "completed", "no_show")
FIRST_YEAR, LAST_YEAR = 1970, 2199  # beyond it is a slip, and near the ends of what a date can be sums fail
NOWHERE = KnownLocation("", ZoneInfo("UTC"), "US", {}, {})
NOTHING = Service("", (("en", ""),), 5)
NOBODY = KnownProvider("", frozenset(), active=True)
# An id of our own (`bot.effects`), out of an export: who books by text may never have said a name.
BOOKED_BY_TEXT = re.compile(r"(?:SM|MM)[0-9a-f]{32}-\d+")
Consent = Literal["yes", "no"] | datetime | None


@dataclass(frozen=True, slots=True)
class ImportedVisit:
    """A good row; `status` None where the row leaves it open, `start` aware UTC."""

    line: int
    id: str
    location: str
    provider: str
    provider_name: str
    service: Service
    start: datetime
    phone: str
    name: str
    language: str | None
    status: Status | None
    consent: Consent


class _Unfit(Exception):
    """A value that can't be used; the message says what can."""


@dataclass(slots=True)
class _Row:
    """A row under reading: the value of a column, or its stand-in where it is a mistake, which is noted."""

    line: Line
    file: str
    mistakes: list[Mistake] = field(default_factory=list)

    def take(self, column: str, read: Callable[[str], T], stand_in: T) -> T:
        try:
            return read(self.line.values.get(column, ""))
        except _Unfit as unfit:
            self.mistakes.append(Mistake(self.file, self.line.number, column, str(unfit)))
            return stand_in


def read_visit(line: Line, places: Mapping[str, KnownLocation], file: str) -> tuple[ImportedVisit, list[Mistake]]:
    """The visit of a row and what is wrong with it; with mistakes the visit is of no use."""
    row = _Row(line, file)
    place = row.take("location", partial(_one_of, places), NOWHERE)
    placed = place is not NOWHERE  # what an unknown location has can't be known either
    status = row.take("status", _status, None)
    service = row.take("service", partial(_one_of, place.services), NOTHING) if placed else NOTHING
    provider = row.take("provider", partial(_one_of, place.providers), NOBODY) if placed else NOBODY
    if provider is not NOBODY and service is not NOTHING and status not in OVER:
        row.take("provider", lambda _: _check_does(provider, service), None)
    visit = ImportedVisit(
        line=line.number,
        id=row.take("id", _id, ""),
        location=place.id,
        provider=line.values["provider"],
        provider_name=provider.name,
        service=service,
        start=row.take("starts_at", partial(_start, zone=place.zone), datetime.now(UTC)),
        phone=row.take("phone", partial(_phone, country=place.country), ""),
        name=row.take("name", partial(_name, key=line.values.get("id", "")), ""),
        language=row.take("language", _language, None),
        status=status,
        consent=row.take("consent", partial(_consent, zone=place.zone), None),
    )
    return visit, row.mistakes


def _one_of(names: Mapping[str, T], written: str) -> T:
    if written not in names:
        raise _Unfit(f"{f'{written!r} is not known' if written else 'is empty'}; {known(list(names), written)}")
    return names[written]


def _check_does(provider: KnownProvider, service: Service) -> None:
    if not provider.active:
        raise _Unfit(f"{provider.name} has left: only {', '.join(OVER)} appointments may still name them")
    if service.id not in provider.services:
        raise _Unfit(f"{provider.name} does not do {service.id}; {known(provider.services, service.id)}")


def _id(written: str) -> str:
    if not written or len(written) > 100 or not written.isprintable():
        raise _Unfit("must be 1 to 100 printable characters that stay the same for this appointment")
    return written


def _start(written: str, *, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        moment = None
    if moment is None or re.fullmatch(r"[\dW-]+", written) or moment.second or moment.microsecond:
        raise _Unfit(f"{written!r} is not a time such as 2026-03-05T14:30 (of the location) or 2026-03-05T14:30-05:00")
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise _Unfit(f"{written!r} is not a time between {FIRST_YEAR} and {LAST_YEAR}")
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    return _local(moment, zone)


def _local(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a wall time that exists exactly once."""
    first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall:
        raise _Unfit(f"{wall:%Y-%m-%d %H:%M} does not exist in {zone.key}: clocks go forward over it")
    early, late = first.isoformat(timespec="minutes"), second.isoformat(timespec="minutes")
    raise _Unfit(f"{wall:%Y-%m-%d %H:%M} comes twice in {zone.key}, clocks go back: write {early} or {late}")


def _phone(written: str, *, country: str) -> str:
    wanted = f"{written!r} is not a phone number: write it like +12025550143, or as it is dialled within {country}"
    try:
        number = phonenumbers.parse(written, country)
    except phonenumbers.NumberParseException:
        raise _Unfit(wanted) from None
    if not phonenumbers.is_possible_number(number):
        raise _Unfit(wanted)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _name(written: str, *, key: str) -> str:
    name = " ".join("".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in written).split())
    if not name and BOOKED_BY_TEXT.fullmatch(key):
        return ""
    if not name or len(name) > 80:
        raise _Unfit("must be 1 to 80 characters: the person the appointment is for")
    return name


def _language(written: str) -> str | None:
    if not written:
        return None
    primary = written.lower().replace("_", "-").partition("-")[0]
    if primary not in languages():
        raise _Unfit(f"{written!r} is not spoken here; {known(languages(), primary)}, or empty")
    return primary


def _status(written: str) -> Status | None:
    if not written:
        return None
    if written not in STATUSES:
        raise _Unfit(f"{written!r} is not a status; {known(STATUSES, written)}, or empty (booked)")
    return cast(Status, written)


def _consent(written: str, *, zone: ZoneInfo) -> Consent:
    if written in ("", "yes", "no"):
        return cast(Consent, written or None)
    try:
        return datetime.combine(date.fromisoformat(written), time(), zone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _Unfit(f"{written!r} is not yes, no, or the day it was given such as 2026-01-31") from None
