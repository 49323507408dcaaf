"""What a turn can decide, in the past tense; `bot.effects` carries each of these out."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from flows.frozen import value
from flows.values import Slot

TaskKind = Literal[
    "human_asked",
    "not_understood",
    "unknown_customer",
    "opted_out",
    "late",
    "policy_refused",
    "no_slots",
    "picture",
    "passive_limit",
    "reply_limit",
    "wrong_number",
    "question",
    "webhook_failed",
]


@value(frozen=True, slots=True)
class AppointmentConfirmed:
    """The customer said that they will come."""

    appointment: str


@value(frozen=True, slots=True)
class AppointmentMoved:
    """The appointment now stands at another slot; its cells and holds follow."""

    appointment: str
    slot: Slot
    was: datetime


@value(frozen=True, slots=True)
class AppointmentCancelled:
    """The customer gave the appointment up."""

    appointment: str


@value(frozen=True, slots=True)
class AppointmentBooked:
    """A new appointment for this phone."""

    service: str
    slot: Slot
    name: str


@value(frozen=True, slots=True)
class SlotsHeld:
    """These slots are offered to this customer and nobody else until `until` (aware UTC); earlier holds of theirs end."""

    slots: tuple[Slot, ...]
    until: datetime
    service: str  # its buffer after the visit is held too


@value(frozen=True, slots=True)
class HoldsReleased:
    """Whatever was held for this customer is free again."""


@value(frozen=True, slots=True)
class TaskRaised:
    """Staff are asked to look; `note` is the customer's text or a short fact, in no language of ours."""

    kind: TaskKind
    appointment: str | None = None
    note: str = ""


@value(frozen=True, slots=True)
class OptedOut:
    """This phone wants no texts from this sender; waiting texts are cancelled with that reason."""


@value(frozen=True, slots=True)
class OptedIn:
    """This phone wants texts from this sender again."""


Event = (
    AppointmentConfirmed
    | AppointmentMoved
    | AppointmentCancelled
    | AppointmentBooked
    | SlotsHeld
    | HoldsReleased
    | TaskRaised
    | OptedOut
    | OptedIn
)
# What makes a visit of a slot, and what needs a provider's time at all: for `isinstance`, to which a union made anew is dear.
MAKING = (AppointmentMoved, AppointmentBooked)
TAKING = (SlotsHeld, AppointmentMoved, AppointmentBooked)
