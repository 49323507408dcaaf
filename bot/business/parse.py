"""`business.toml` to values: everything wrong with it is told at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.business import fields
from bot.business.fields import Hours, Table
from bot.business.lines import Lines, find_lines
from bot.business.mistakes import BadFile, Mistake
from flows import lang

QUIET_HOURS = ["21:00-08:00"]
KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True)
class LocationEntry:
    """A `[locations.x]` table; texts as written, `country` worked out where it was not given."""

    id: str
    name: str
    numbers: list[str]
    timezone: str
    languages: list[str]
    address: str
    phone: str
    country: str
    hours: Hours
    closed: list[str]
    quiet_hours: list[str]
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """A `[services.x]` table; `names` by language, the first is the default."""

    id: str
    names: dict[str, str]
    minutes: int
    buffer_minutes: int
    notice_hours: float
    max_moves: int
    reminders_hours: list[float]


@dataclass(frozen=True, slots=True)
class ProviderEntry:
    """A `[providers.x]` table; no hours of their own means those of the location."""

    id: str
    name: str
    location: str
    services: list[str]
    hours: Hours
    away: list[str]


@dataclass(frozen=True, slots=True)
class Business:
    """All that a business file says."""

    locations: tuple[LocationEntry, ...]
    services: tuple[ServiceEntry, ...]
    providers: tuple[ProviderEntry, ...]

    def services_at(self, location: str) -> tuple[ServiceEntry, ...]:
        """The services that some provider of a location offers."""
        offered = {name for provider in self.providers if provider.location == location for name in provider.services}
        return tuple(service for service in self.services if service.id in offered)


@dataclass(frozen=True, slots=True)
class _Source:
    file: str
    lines: Lines
    mistakes: list[Mistake]

    def tables(self, kind: str, data: Mapping[str, Any]) -> list[tuple[str, Table]]:
        """The tables of a kind by id; an id that can't be one is noted."""
        entries = data.get(kind, {})
        if not isinstance(entries, dict) or not all(isinstance(entry, dict) for entry in entries.values()):
            self.note((kind,), f"must be tables: [{kind}.some_name]")
            return []
        for key in entries:
            if not KEY.fullmatch(key):
                self.note((kind, key), f"{key!r} can't be an id: small letters, digits, - and _, at most 40")
        return [(key, Table((kind, key), entry, self.file, self.lines, self.mistakes)) for key, entry in entries.items()]

    def note(self, path: tuple[str, ...], problem: str, value: object = None) -> None:
        self.mistakes.append(Mistake(self.file, self.lines.of(path, value), ".".join(path), problem))


def parse_business(text: str, file: str = "business.toml") -> Business:
    """The business a file describes; raises `BadFile` with every mistake in it."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        number = int(line[1]) if line else len(text.splitlines())
        raise BadFile([Mistake(file, number, "TOML", str(error))]) from None
    source = _Source(file, find_lines(text), [])
    for name in set(data) - {"locations", "services", "providers"}:
        source.note((name,), "is not a table here; known: locations, services, providers")
    locations = tuple(_location(key, table) for key, table in source.tables("locations", data))
    services = tuple(_service(key, table) for key, table in source.tables("services", data))
    here, offered = frozenset(entry.id for entry in locations), frozenset(entry.id for entry in services)
    providers = tuple(_provider(key, table, here, offered) for key, table in source.tables("providers", data))
    business = Business(locations, services, providers)
    _check_together(business, source)
    if source.mistakes:
        raise BadFile(source.mistakes)
    return business


def _location(key: str, table: Table) -> LocationEntry:
    timezone = table.take("timezone", fields.zone, "UTC", required=True)
    phone = table.take("phone", fields.phone, "", required=True)
    entry = LocationEntry(
        id=key,
        name=table.take("name", fields.text, "", required=True),
        numbers=table.take("numbers", fields.listed(fields.sender, least=1), [], required=True),
        timezone=timezone,
        languages=table.take("languages", fields.listed(fields.one_of(languages()), least=1), ["en"]),
        address=table.take("address", fields.text, "", required=True),
        phone=phone,
        country=table.take("country", fields.country, "") or country_of(timezone, phone),
        hours=table.take("hours", fields.week, {}, required=True),
        closed=table.take("closed", fields.listed(fields.days), []),
        quiet_hours=table.take("quiet_hours", fields.listed(fields.quiet_span), QUIET_HOURS),
        settings=table.take("settings", _settings, {}),
    )
    table.finish()
    return entry


def _service(key: str, table: Table) -> ServiceEntry:
    entry = ServiceEntry(
        id=key,
        names=table.take("name", _names, {}, required=True),
        minutes=table.take("minutes", fields.whole(5, 1440), 30, required=True),
        buffer_minutes=table.take("buffer_minutes", fields.whole(0, 1440), 0),
        notice_hours=table.take("notice_hours", fields.hours_number, 4.0),
        max_moves=table.take("max_moves", fields.whole(0, 1000), 3),
        reminders_hours=table.take("reminders_hours", fields.listed(fields.hours_number), [48, 3]),
    )
    table.finish()
    return entry


def _provider(key: str, table: Table, locations: frozenset[str], services: frozenset[str]) -> ProviderEntry:
    entry = ProviderEntry(
        id=key,
        name=table.take("name", fields.text, "", required=True),
        location=table.take("location", fields.one_of(locations), "", required=True),
        services=table.take("services", fields.listed(fields.one_of(services), least=1), [], required=True),
        hours=table.take("hours", fields.week, {}),
        away=table.take("away", fields.listed(fields.days), []),
    )
    table.finish()
    return entry


def _check_together(business: Business, source: _Source) -> None:
    if not business.locations:
        source.note(("locations",), "is missing: a business has at least one [locations.some_name]")
    owners: dict[str, str] = {}
    for location in business.locations:
        for number in location.numbers:
            owner = owners.setdefault(number, location.id)
            if owner != location.id:
                source.note(("locations", location.id, "numbers"), f"{number} already belongs to {owner}", number)
    if any(mistake.field.endswith(".services") for mistake in source.mistakes):
        return  # what is offered can't be told yet
    offered = {name for provider in business.providers for name in provider.services}
    for service in business.services:
        if service.id not in offered:
            source.note(("services", service.id), "no provider offers this: name it in a provider's services")


def country_of(timezone: str, phone: str) -> str:
    """The country of a zone, else of a number: how the location's customers write their numbers without a prefix."""
    import phonenumbers
    from babel.core import get_global

    territory = get_global("zone_territories").get(timezone)
    if territory in phonenumbers.SUPPORTED_REGIONS:
        return str(territory)
    if not phone:
        return "US"
    number = phonenumbers.parse(phone)
    return phonenumbers.region_code_for_number(number) or phonenumbers.region_code_for_country_code(number.country_code or 1)


@cache
def languages() -> frozenset[str]:
    """The languages Reslot can speak: those it has lines to say in."""
    return frozenset(lines.parent.name for lines in Path(lang.__path__[0]).glob("*/lines.toml"))


def _names(value: Any) -> dict[str, str]:
    if isinstance(value, str):
        return {"en": fields.text(value)}
    if not isinstance(value, dict) or not value:
        raise fields.Wrong('must be a text, or texts by language: { en = "check-up", es = "revision" }', value)
    return dict(fields.each(_named, value.items()))


def _named(pair: tuple[str, Any]) -> tuple[str, str]:
    return fields.one_of(languages())(pair[0]), fields.text(pair[1])


def _settings(value: Any) -> dict[str, Any]:
    """A place's own limits in place of those of the whole house (`bot.costs`)."""
    if not isinstance(value, dict):
        raise fields.Wrong("must be a table such as { daily_spend_cap = 20 }", value)
    kinds: dict[str, Callable[[Any], float]] = {
        "daily_spend_cap": fields.amount,
        "segment_price": fields.amount,
        "texts_per_phone_hour": fields.whole(1, 10_000),
    }

    def limit(pair: tuple[str, Any]) -> tuple[str, float]:
        return pair[0], kinds[fields.one_of(frozenset(kinds))(pair[0])](pair[1])

    return dict(fields.each(limit, value.items()))
