"""The table of the conversation: rows, flows and the one machine made of them; the only importer of transitions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from transitions import EventData, Machine, Transition

from flows.draft import Draft
from flows.values import STATES, Intent, State

Heading = Literal["noise", "picture", "carrier_stop", "carrier_start", "carrier_help", "over_limit"]
Trigger: TypeAlias = Intent | Heading
# What is no intent of a text: noise, a picture without words, what the carrier has already answered, one text too many.
HEADINGS: tuple[Heading, ...] = ("noise", "picture", "carrier_stop", "carrier_start", "carrier_help", "over_limit")
TRIGGERS: tuple[Trigger, ...] = (*Intent, *HEADINGS)

# Triggers with the states they are for.
Cases: TypeAlias = tuple[tuple[tuple[Trigger, ...], tuple[State, ...]], ...]
Guard = Callable[[Draft], bool]
Act = Callable[[Draft], None]
SAME: Literal["="] = "="


@dataclass(frozen=True, slots=True)
class Row:
    """One rule: on these triggers, in these states, if every guard holds, do `act` and wait in `dest` (`"="`: stay).

    `also` adds further triggers in further states for the same rule.
    """

    intent: Trigger | tuple[Trigger, ...]
    source: State | Literal["*"] | tuple[State, ...]
    dest: State | Literal["="]
    act: Act
    when: Guard | tuple[Guard, ...] = ()
    also: Cases = ()

    def cases(self) -> Iterator[tuple[Trigger, State]]:
        """Every trigger in every state this rule is for."""
        triggers = self.intent if isinstance(self.intent, tuple) else (self.intent,)
        states = self.source if isinstance(self.source, tuple) else STATES if self.source == "*" else (self.source,)
        for some_triggers, some_states in ((triggers, states), *self.also):
            yield from ((trigger, state) for trigger in some_triggers for state in some_states)

    @property
    def guards(self) -> tuple[Guard, ...]:
        return self.when if isinstance(self.when, tuple) else (self.when,)

    @property
    def name(self) -> str:
        """The act and its conditions in words: `offer_slots if wish_is_open`."""
        conditions = " and ".join(guard.__name__ for guard in self.guards)
        return f"{self.act.__name__} if {conditions}" if conditions else self.act.__name__


@dataclass(frozen=True, slots=True)
class Flow:
    """A subject of conversation: the states it owns and its rows in matching order."""

    name: str
    states: tuple[State, ...]
    rows: tuple[Row, ...]

    def rules(self) -> Iterator[tuple[str, Row]]:
        """Every row with its stable id: `confirm: confirm_visits if one_visit_is_asked`."""
        for row in self.rows:
            yield f"{self.name}: {row.name}", row


class _RowTransition(Transition):
    """A transition that asks its guards, does its act and changes the state, and nothing else.

    The general one runs eight lists of callbacks and logs each step: 5 us for every row that does not hold, against 0.5.
    """

    def execute(self, event_data: EventData) -> bool:
        # As the library's types know neither our model nor that these are functions by now; a `cast` would be a call.
        row: Any = self
        event: Any = event_data
        draft: Draft = event.model
        for condition in row.conditions:
            if not condition.func(draft):
                return False
        for act in row.before:
            act(draft)
        if row.dest is not None:
            draft.state = row.dest
        return True


class _Machine(Machine):
    transition_cls = _RowTransition


class NoRule(LookupError):
    """No row answers this trigger in this state: a hole in the table."""


class Table:
    """All flows as one machine, built once; a turn is fired on its own draft."""

    def __init__(self, flows: tuple[Flow, ...]) -> None:
        self.flows = flows
        self.rules: dict[str, Row] = {}
        self._machine = _Machine(model=None, states=list(STATES), initial=None, auto_transitions=False)
        for flow in flows:
            for rule, row in flow.rules():
                if rule in self.rules:
                    raise ValueError(f"two rows are called {rule!r}: merge them, or name what differs")
                self.rules[rule] = row
                self._add(rule, row)

    def _add(self, rule: str, row: Row) -> None:
        for trigger, state in row.cases():
            self._machine.add_transition(
                str(trigger),
                state,
                row.dest,
                conditions=[_asked(row.guards)] if row.guards else [],
                before=[_fired(rule, row.act)],
            )

    def fire(self, trigger: Trigger, draft: Draft) -> None:
        """Finds the first row that holds and does its act; the draft carries the rule, the guards asked and the new state."""
        if not self._machine.events[str(trigger)].trigger(draft, draft):
            raise NoRule(f"nothing answers {trigger} in {draft.state}")


def _asked(guards: tuple[Guard, ...]) -> Guard:
    """Whether every guard holds, each asked once a turn."""
    named = tuple((guard.__name__, guard) for guard in guards)

    def asked(turn: Draft) -> bool:
        known = turn.guards
        for name, guard in named:
            holds = known.get(name)
            if holds is None:
                holds = known[name] = guard(turn)
            if not holds:
                return False
        return True

    return asked


def _fired(rule: str, act: Act) -> Act:
    def fired(turn: Draft) -> None:
        turn.rule = rule
        act(turn)

    return fired
