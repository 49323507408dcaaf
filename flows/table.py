"""The table of the conversation: rows, flows and the one machine made of them; the only importer of transitions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from transitions import Event, Machine, Transition

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
    """A transition that knows the row it stands for: the rule's id, its guards by name, and the act."""

    def __init__(self, *given: Any, rule: str, row: Row) -> None:
        super().__init__(*given)
        self.rule = rule
        self.guards = tuple((guard.__name__, guard) for guard in row.guards)
        self.act = row.act


class _Firing(Event):
    """Finds the first row that holds, each guard asked once a turn, does its act and changes the state: nothing else.

    The library's own way runs eight lists of callbacks and logs each step: 5 us for every row that does not hold.
    """

    def trigger(self, model: Any, *args: Any, **kwargs: Any) -> bool:
        # As the library's types know neither our model nor our rows; a `cast` would be a call.
        draft = model
        rows: Any = self.transitions.get(draft.state, ())
        known = draft.guards
        for row in rows:
            for name, guard in row.guards:
                holds = known.get(name)
                if holds is None:
                    holds = known[name] = guard(draft)
                if not holds:
                    break
            else:
                draft.rule = row.rule
                row.act(draft)
                if row.dest is not None:
                    draft.state = row.dest
                return True
        return False


class _Machine(Machine):
    event_cls = _Firing
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
            self._machine.add_transition(str(trigger), state, row.dest, rule=rule, row=row)

    def fire(self, trigger: Trigger, draft: Draft) -> None:
        """Finds the first row that holds and does its act; the draft carries the rule, the guards asked and the new state."""
        if not self._machine.events[str(trigger)].trigger(draft):
            raise NoRule(f"nothing answers {trigger} in {draft.state}")
