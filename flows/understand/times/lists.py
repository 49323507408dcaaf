"""Lists of times: refused together ("can't do Thursday, Friday or Monday"), or days of one week ("Thursday or Friday next week")."""

from __future__ import annotations

from flows.understand.times.days import day_of_week
from flows.understand.times.points import Frame
from flows.understand.times.values import Days, Item, Partial

_ENDS = frozenset(("stop", "dot"))
_NO_DATE = (None, None, None)
_LISTING = frozenset(("or", "and", "comma"))


def is_listed_with(frames: list[Frame], at: int) -> bool:
    """Whether nothing but a comma parts a time from one of its kind before it."""
    return at > 0 and frames[at].joined == "comma" and _alike(frames[at - 1], frames[at])


def share_refusals(frames: list[Frame], items: list[Item]) -> None:
    """A refusal before a list is that of all in it, where "or", "and" or another no closes the list.

    "Can't do Thursday, Friday" may well wish for Friday.
    """
    if len(frames) < 3 or not any(frame.negated for frame in frames):
        return
    for first, frame in enumerate(frames):
        last = _closed_at(frames, first, items) if frame.negated and not frame.refused_behind else first
        for listed in frames[first + 1 : last + 1]:
            listed.negated = True


def share_weeks(frames: list[Frame]) -> None:
    """`Thursday or Friday next week`: the week said of the last weekday is that of those listed before it."""
    for at in range(len(frames) - 1, 0, -1):
        frame, before = frames[at], frames[at - 1]
        if not isinstance(frame.date, Days) or not frame.date.of_week or frame.joined not in _LISTING:
            continue
        weekday = _bare_weekday(before)
        if weekday is not None and before.negated == frame.negated:
            before.date = day_of_week(frame.date.first, weekday)


def _bare_weekday(frame: Frame) -> int | None:
    """The weekday of a frame that says neither which one nor a bound."""
    date = frame.date
    if not isinstance(date, Partial) or date[:3] != _NO_DATE or frame.date_to is not None or frame.bound:
        return None
    return date.weekday


def _closed_at(frames: list[Frame], first: int, items: list[Item]) -> int:
    """The time that closes the list which begins with a refused one; that one itself where there is no list."""
    at = first + 1
    while at < len(frames) and not frames[at].negated and is_listed_with(frames, at):
        at += 1
    if at == first + 1 or at == len(frames) or not _alike(frames[at - 1], frames[at]):
        return first
    behind = next((item for item in items if item.first >= frames[at].last), None)
    if frames[at].negated:  # Spanish "no puedo el jueves, viernes ni lunes"
        between = [item for item in items if frames[at - 1].last <= item.first < frames[at].first]
        return at if not any(item.kind in ("comma", "stop", "dot", "but") for item in between) else first
    ends = behind is None or (behind.kind in _ENDS and behind.value != "?")
    return at if frames[at].joined in ("or", "and") and ends else first


def _alike(one: Frame, other: Frame) -> bool:
    return (one.dated, one.timed, one.bare) == (other.dated, other.timed, other.bare)
