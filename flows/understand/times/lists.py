"""Lists of times that are refused together: "can't do Thursday, Friday or Monday"."""

from __future__ import annotations

from flows.understand.times.points import Frame
from flows.understand.times.values import Item

_ENDS = frozenset(("stop", "dot"))


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
