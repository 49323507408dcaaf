"""Groups of states and intents that several flows share."""

from __future__ import annotations

from flows.table import TRIGGERS, Cases, Trigger
from flows.values import STATES, Intent, State
from flows.visits import MOVING, PICKING

OPEN: tuple[State, ...] = tuple(state for state in STATES if state not in ("with_staff", "opted_out"))
REACHABLE: tuple[State, ...] = (*OPEN, "with_staff")  # all who have not opted out
ASKING: tuple[State, ...] = tuple(state for state in OPEN if state != "idle")
ABOUT_ONE: tuple[State, ...] = tuple(state for state in OPEN if state not in PICKING)

# Texts that answer a question of ours, or want something of a visit.
ANSWERS: tuple[Trigger, ...] = (Intent.AFFIRM, Intent.DENY, Intent.CHOOSE, Intent.CANCEL, *MOVING, Intent.OTHER)
VISIT_INTENTS: tuple[Trigger, ...] = (Intent.AFFIRM, Intent.DENY, Intent.CHOOSE, Intent.CANCEL, *MOVING)
SEARCHING: tuple[Trigger, ...] = tuple(MOVING)
# The same search answers a wish, a slot that has gone meanwhile, a new booking and "which one?".
ALSO_SEARCHING: Cases = (
    ((Intent.CHOOSE, Intent.AFFIRM), ("choosing", "agreeing")),
    ((Intent.BOOK,), OPEN),
    (ANSWERS, PICKING),
)
PASSIVE: tuple[Trigger, ...] = (Intent.THANKS, Intent.GREETING, Intent.BYE)
OPT_OUT: tuple[Trigger, ...] = (Intent.STOP, "carrier_stop")
OPT_IN: tuple[Trigger, ...] = (Intent.START, "carrier_start")
ALL_BUT_OPTING: tuple[Trigger, ...] = tuple(trigger for trigger in TRIGGERS if trigger not in (*OPT_OUT, *OPT_IN))
