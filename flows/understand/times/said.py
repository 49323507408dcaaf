"""What a known phrase says, worked out once: the items it becomes and whether they can be a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flows.understand.lexicon import Meaning
from flows.understand.times.values import Clock, Duration, Number

# Words that join or introduce times but are none themselves: a text with nothing else in it holds no time.
TELLING_NOTHING = frozenset(
    {
        "x", "stop", "comma", "dash", "slash", "dot", "colon", "at", "on", "of", "the", "in", "from", "upto", "between",
        "and", "or", "fill", "past", "to", "not", "not_post", "approx", "plus", "minus", "dom_intro", "after",
        "before", "until", "by", "oclock", "later", "earlier", "counted", "for", "but", "ampm", "hour_the", "suits", "edge",
        "into", "into_post", "also", "alike", "hence",
    }
)  # fmt: skip
# These speak of times as well, but never make one without another word.
ACCOMPANYING = TELLING_NOTHING.union(
    (
        "own", "own_post", "change", "free_from", "ago", "rel", "rel_post", "shift_later", "shift_earlier", "in_future", "zero",
        "from_now", "from_post", "to_post", "after_post", "before_post", "between_post", "by_post", "until_post", "or_later",
        "or_earlier", "after_that",
    )
)  # fmt: skip
_NOT_PLAIN = frozenset({"x", "stop", "also"})
_GLUED = frozenset({"glued", "ord_mark"})  # only right behind digits: 11a, 2nd


@dataclass(frozen=True, slots=True)
class Said:
    """The likeliest kind of a phrase, the items that it becomes (kind and value), the other parts its words may play.

    `telling` is false where it only joins times, `timely` where no part that it may play makes one by itself. `unknown` is
    true where it ends in words that are no time's, `plain` where its items are what they are whatever stands beside them.
    `apart` is what is left of it where no digits stand right before it.
    """

    kind: str
    parts: tuple[tuple[str, Any], ...]
    others: Mapping[str, Any] | None
    telling: bool
    timely: bool
    unknown: bool
    plain: bool
    apart: Said | None


@lru_cache(maxsize=4096)
def said(readings: tuple[Meaning, ...]) -> Said:
    """What the readings of a phrase of the language data make of it."""
    parts = tuple(_typed(kind, value) for kind, value in readings[0] if kind != "fill")
    others = dict(_typed(*reading[0]) for reading in readings[1:] if reading[0][0] != "fill") if parts else {}
    telling = any(kind not in TELLING_NOTHING for kind, _ in parts)
    timely = any(_typed(*item)[0] not in ACCOMPANYING for reading in readings for item in reading)
    unknown = bool(parts) and parts[-1][0] == "x"
    plain = not others and _NOT_PLAIN.isdisjoint([kind for kind, _ in parts])
    return Said(readings[0][0][0], parts, others or None, telling, timely, unknown, plain, _apart(readings))


def _apart(readings: tuple[Meaning, ...]) -> Said | None:
    """None where nothing changes; nothing at all where no reading is left."""
    left = tuple(reading for reading in readings if reading[0][0] not in _GLUED)
    if len(left) == len(readings):
        return None
    return said(left) if left else NOTHING


NOTHING = Said("", (), None, telling=False, timely=False, unknown=False, plain=True, apart=None)


def _typed(kind: str, value: Any) -> tuple[str, Any]:
    """A kind and its value as the rules take them."""
    if kind == "num":
        return kind, Number(int(value), 0)
    if kind == "glued":
        return "ampm", value
    if kind == "clock":
        return kind, _clock_value(value)
    if kind == "dur":
        amount, _, unit = value.partition("-")
        return kind, Duration(float(amount), unit)
    return kind, value


def _clock_value(spelt: str) -> Clock:
    hour, _, minute = spelt.partition("-")
    return Clock(int(hour), int(minute or 0), "24")
