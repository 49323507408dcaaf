"""What a turn says, as keys and values; `flows.lang.lines` makes it text in a language."""

from __future__ import annotations

from datetime import date, datetime, time

from flows.frozen import value


@value(frozen=True, slots=True)
class Visit:
    """A visit as a line names it: service in the reply's language, provider, and the person where a phone has several."""

    service: str
    provider: str
    name: str = ""


@value(frozen=True, slots=True)
class Numbered:
    """A list the customer chooses from by number."""

    items: tuple[Value, ...]


@value(frozen=True, slots=True)
class Week:
    """Opening hours: (("mon", ("09:00-17:00",)), ...)."""

    days: tuple[tuple[str, tuple[str, ...]], ...]


# A datetime is aware and shown in the place's zone; a tuple is a list, a tuple in a tuple one item of it.
Value = str | int | date | datetime | time | Visit | Numbered | Week | tuple["Value", ...]


@value(frozen=True, slots=True)
class Say:
    """A line to be said: its key in `lang/<code>/lines.toml` and the values for its placeholders."""

    key: str
    values: tuple[tuple[str, Value], ...] = ()
