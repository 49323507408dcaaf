"""A turn while it is being decided: what flows may ask, remember, emit and say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from flows.events import Event
from flows.local import to_local
from flows.says import Say, Value
from flows.values import Calendar, Conversation, Inbound, Reading, State


@dataclass(slots=True)
class Draft:
    """The throw-away object the machine's events are fired on; `state` is read and set by the machine alone."""

    conversation: Conversation
    inbound: Inbound
    reading: Reading
    calendar: Calendar
    now: datetime
    language: str
    state: State
    lapsed: bool = False  # what we offered is no longer on the table, and this is the first text since
    rule: str = ""
    guards: dict[str, bool] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    says: list[Say] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    now_local: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.now_local = to_local(self.now, self.calendar.place.zone)

    def emit(self, event: Event) -> None:
        self.events.append(event)

    def say(self, key: str, **values: Value) -> None:
        self.says.append(Say(key, tuple(values.items())))

    def remember(self, **changes: Any) -> None:
        """Sets fields of the conversation as it will be after this turn (the state is the row's to set)."""
        self.changes.update(changes)


T = TypeVar("T")


def fact(find: Callable[[Draft], T]) -> Callable[[Draft], T]:
    """A question about the turn that several guards and acts ask: found once, then remembered with the draft."""
    name = find.__name__

    def found(turn: Draft) -> T:
        facts = turn.facts
        if name not in facts:  # an error caught instead is dearer: half of what is asked is asked once
            facts[name] = find(turn)
        answer: T = facts[name]
        return answer

    found.__name__ = name
    found.__doc__ = find.__doc__
    return found
