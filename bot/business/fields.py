"""The fields of `business.toml`: what each kind of value must look like, and a table read field by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers

from bot.business.lines import Lines, Path
from bot.business.mistakes import Mistake, known
from bot.calendar.hours import days_of, minutes_of, span_of
from flows.values import DAYS

T = TypeVar("T")
Hours = dict[str, list[str]]
SHORT_CODE = re.compile(r"\d{3,8}")
LONGEST_AWAY = timedelta(days=3653)  # each day is kept in memory


class Wrong(ValueError):
    """A value that is not allowed; `parts` are its problems, each with the very part of the value that is wrong."""

    def __init__(self, problem: str, value: object, *more: tuple[str, object]) -> None:
        super().__init__(problem)
        self.parts = ((problem, value), *more)


@dataclass(slots=True)
class Table:
    """A table under reading: `take` each field, then `finish` names those nobody knows. Mistakes go to a shared list."""

    path: Path
    values: Mapping[str, Any]
    file: str
    lines: Lines
    mistakes: list[Mistake]
    taken: list[str] = field(default_factory=list)

    def take(self, name: str, read: Callable[[Any], T], default: T, *, required: bool = False) -> T:
        """The field as `read` understands it; the default where it is missing, and where it is a mistake, which is noted."""
        self.taken.append(name)
        if name not in self.values:
            if required:
                self.note(name, "is missing")
            return default
        try:
            return read(self.values[name])
        except Wrong as wrong:
            for problem, value in wrong.parts:
                self.note(name, problem, value)
            return default

    def finish(self) -> None:
        """Notes every field that was never taken."""
        for name in self.values:
            if name not in self.taken:
                self.note(name, f"is not a field here; {known(self.taken, name)}")

    def note(self, name: str, problem: str, value: object = None) -> None:
        """Notes a mistake in a field."""
        path = (*self.path, name)
        self.mistakes.append(Mistake(self.file, self.lines.of(path, value), ".".join(path), problem))


def text(value: Any) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise Wrong("must be a text in quotes, not empty", value)
    return value.strip()


def whole(least: int, most: int) -> Callable[[Any], int]:
    """Reads a whole number within limits."""

    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise Wrong(f"must be a whole number from {least} to {most}, not {value!r}", value)
        return value

    return read


def amount(value: Any) -> float:
    """A number from 0 on."""
    return _number(value, float("inf"), "a number from 0 on")


def hours_number(value: Any) -> float:
    """A number of hours up to a year, halves allowed."""
    return _number(value, 8760, "a number of hours from 0 to 8760")


def _number(value: Any, most: float, wanted: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= most:
        raise Wrong(f"must be {wanted}, not {value!r}", value)
    return value


def listed(read: Callable[[Any], T], *, least: int = 0) -> Callable[[Any], list[T]]:
    """Reads a list of such values, none of them twice."""

    def read_list(value: Any) -> list[T]:
        if not isinstance(value, list) or len(value) < least:
            raise Wrong(f"must be a list{' with at least one value' if least else ''}, not {value!r}", value)
        found = each(read, value)
        twice = [(f"{item!r} is there twice", item) for position, item in enumerate(found) if item in found[:position]]
        if twice:
            raise Wrong(*twice[0], *twice[1:])
        return found

    return read_list


def each(read: Callable[[Any], T], values: Iterable[Any]) -> list[T]:
    """Reads every value; raises one `Wrong` for all that are."""
    found: list[T] = []
    parts: list[tuple[str, object]] = []
    for value in values:
        try:
            found.append(read(value))
        except Wrong as wrong:
            parts += wrong.parts
    if parts:
        raise Wrong(*parts[0], *parts[1:])
    return found


def one_of(names: frozenset[str]) -> Callable[[Any], str]:
    """Reads one of these names."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in names:
            raise Wrong(f"{value!r} is not known; {known(names, str(value))}", value)
        return value

    return read


def phone(value: Any) -> str:
    """A telephone number in E.164."""
    wanted = f"must be a number such as +12025550143 (a plus, the country, no more than 15 digits), not {value!r}"
    if not isinstance(value, str) or not value.startswith("+"):
        raise Wrong(wanted, value)
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        raise Wrong(wanted, value) from None
    if not phonenumbers.is_possible_number(number):
        raise Wrong(wanted, value)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def sender(value: Any) -> str:
    """One of our numbers: E.164, or a short code as digits."""
    if isinstance(value, str) and SHORT_CODE.fullmatch(value):
        return value
    return phone(value)


def zone(value: Any) -> str:
    """A time zone of the IANA database."""
    try:
        return ZoneInfo(text(value)).key
    except (ZoneInfoNotFoundError, ValueError, IsADirectoryError):
        raise Wrong(f"{value!r} is not a time zone such as America/New_York or Europe/Madrid", value) from None


def country(value: Any) -> str:
    """A country as ISO 3166 writes it."""
    if not isinstance(value, str) or value not in phonenumbers.SUPPORTED_REGIONS:
        raise Wrong(f"{value!r} is not a country's two letters, such as US or ES", value)
    return value


def days(value: Any) -> str:
    """A day or a span of days, as text or as TOML's own date."""
    if isinstance(value, datetime):
        raise Wrong(f"must be a day such as 2026-03-09, without a time, not {value.isoformat()}", value)
    written = value.isoformat() if isinstance(value, date) else text(value)
    try:
        first, last = days_of(written)
    except ValueError as error:
        raise Wrong(str(error), value) from None
    if last - first > LONGEST_AWAY:
        raise Wrong(f"{written!r} is longer than ten years: end it sooner (who has left for good leaves the file too)", value)
    return written


def quiet_span(value: Any) -> str:
    """A span of local times that may run over midnight."""
    start, dash, end = text(value).partition("-")
    try:
        if not dash or minutes_of(start) == minutes_of(end):
            raise ValueError
    except ValueError:
        raise Wrong(f"{value!r} is not a span such as 21:00-08:00", value) from None
    return str(value)


def week(value: Any) -> Hours:
    """Opening hours: a list of spans by weekday."""
    if not isinstance(value, dict):
        raise Wrong('must be a table such as { mon = ["09:00-12:00", "13:00-17:00"] }', value)
    return dict(each(_day, value.items()))


def _day(named: tuple[str, Any]) -> tuple[str, list[str]]:
    day, spans = one_of(frozenset(DAYS))(named[0]), named[1]
    if not isinstance(spans, list):
        raise Wrong(f'{day} must be a list such as ["09:00-17:00"], not {spans!r}', spans)
    end = 0
    for span in sorted(spans, key=str):
        try:
            start, until = span_of(text(span))
        except Wrong:
            raise
        except ValueError as error:
            raise Wrong(f"{day}: {error}", span) from None
        if start < end:
            raise Wrong(f"{day}: {span!r} overlaps the span before it", span)
        end = until
    return day, [str(span) for span in spans]
