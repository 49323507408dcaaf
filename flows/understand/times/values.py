"""What the grammar of times works on: items of a text, and dates and clock times that are not settled yet."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from flows.frozen import value
from flows.understand.lexicon import Lexicon


class Item:
    """A stretch of tokens `[first, last)` with what it was taken for.

    `others` are the other parts that the words may play: kind to value.
    """

    __slots__ = ("first", "kind", "last", "others", "value", "weak")

    def __init__(
        self, kind: str, value: Any, first: int, last: int, weak: bool = False, others: Mapping[str, Any] | None = None
    ) -> None:
        self.kind, self.value, self.first, self.last, self.weak, self.others = kind, value, first, last, weak, others

    def among(self, kinds: Container[str]) -> str:
        """The kind of this item that is one of these, the likeliest first; "" where none is."""
        if self.kind in kinds:
            return self.kind
        if self.others:
            return next((kind for kind in self.others if kind in kinds), "")
        return ""

    def taken_for(self, kind: str) -> Item:
        """This item where it plays that part."""
        if kind == self.kind or not self.others:
            return self
        return Item(kind, self.others[kind], self.first, self.last, self.weak, {**self.others, self.kind: self.value})

    def __repr__(self) -> str:
        return f"{self.kind}:{self.value}" + ("?" if self.weak else "")


_new: Callable[[], Item] = partial(object.__new__, Item)


def made_item(kind: str, value: Any, first: int, last: int, weak: bool = False) -> Item:
    """An item that plays no other parts, for a third of what calling the class costs: a text makes six."""
    item = _new()
    item.kind, item.value, item.first, item.last, item.weak, item.others = kind, value, first, last, weak, None
    return item


class Days(NamedTuple):
    """The days from `first` up to but not with `end`; `grain` is day, week, weekend, month, year, span, either or ending.

    `of_week` where a weekday was said with its week: "Friday next week".
    """

    first: date
    end: date
    grain: str
    of_week: bool = False


class Partial(NamedTuple):
    """A date of which only some was said; the rest comes from its neighbours or from what lies ahead."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    @property
    def lone_weekday(self) -> int | None:
        """The weekday where neither year nor month nor day was said with it."""
        return self.weekday if self[:3] == (None, None, None) else None


class Clock(NamedTuple):
    """A time on the clock; `half` is "am", "pm", "24" (said as 0 to 23) or "" where it must be guessed."""

    hour: int
    minute: int = 0
    half: str = ""


class Number(NamedTuple):
    """A bare number: how many digits it was written with (0: in words) and whether a clock is what it can be."""

    value: int
    digits: int = 0


class Duration(NamedTuple):
    """A length of time, in one unit: minute, hour, day, week, month or year."""

    amount: float
    unit: str


class Present:
    """The moment at which a text is read, and what of it was asked for.

    What was read without the day holds at any time, what was read without the hour all day.
    """

    __slots__ = ("_now", "day_asked", "hour_asked")

    def __init__(self, now: datetime) -> None:
        self._now, self.day_asked, self.hour_asked = now, False, False

    def today(self) -> date:
        self.day_asked = True
        return self._now.date()

    def now(self) -> datetime:
        self.hour_asked = True
        return self._now


@value(frozen=True, slots=True)
class Setting:
    """What a text is read against: the clock, the language and the order of day and month in the region."""

    present: Present
    today: date
    lexicon: Lexicon
    order: str  # "mdy", "dmy" or "ymd"

    def switch(self, name: str) -> Any:
        return self.lexicon.switches.get(name)
