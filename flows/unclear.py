"""Unclear: a text we do not understand is asked about once in other words; the second time a person is called."""

from __future__ import annotations

from flows.acts import ask_in_other_words, call_person, nudge
from flows.draft import Draft
from flows.guards import choice_is_not_offered, has_asked_before, is_undecided, keeps_what_is_listed, none_is_picked
from flows.subjects import ABOUT_ONE, ANSWERS, OPEN
from flows.table import SAME, Cases, Flow, Row
from flows.values import Intent, State
from flows.visits import PICKING


def leave_as_it_is(turn: Draft) -> None:
    """None of them: nothing changes."""
    turn.say("left_as_is")


def leave_time(turn: Draft) -> None:
    """No answer yet: what was asked stays open, and nobody is hurried."""
    turn.remember(asked_at=turn.now)
    turn.say("no_hurry")
    nudge(turn)


KEEPING = (Intent.AFFIRM, Intent.DENY, Intent.CHOOSE, Intent.OTHER)
NONE_OF_THEM = (Intent.DENY, Intent.ALTERNATIVES)
PICKS = tuple(trigger for trigger in ANSWERS if trigger not in NONE_OF_THEM)
YES_OR_NUMBER = (Intent.CHOOSE, Intent.AFFIRM)
OFFERING: tuple[State, ...] = ("choosing", "agreeing")
# A number where none was offered, a yes where a day was asked for, and whatever we have no word for.
NO_ANSWER: Cases = (
    ((Intent.CHOOSE,), ("confirming", "asking_when", "dropping")),
    ((Intent.AFFIRM,), ("asking_when",)),
)

FLOW = Flow(
    "unclear",
    states=(),
    rows=(
        Row(Intent.OTHER, OPEN, SAME, leave_time, when=is_undecided),
        Row(KEEPING, PICKING, "idle", leave_as_it_is, when=keeps_what_is_listed),
        Row(NONE_OF_THEM, PICKING, "idle", leave_as_it_is, when=none_is_picked),
        Row(PICKS, PICKING, "with_staff", call_person, when=(none_is_picked, has_asked_before)),
        Row(PICKS, PICKING, SAME, ask_in_other_words, when=none_is_picked),
        Row(YES_OR_NUMBER, OFFERING, "with_staff", call_person, when=(choice_is_not_offered, has_asked_before)),
        Row(YES_OR_NUMBER, OFFERING, SAME, ask_in_other_words, when=choice_is_not_offered),
        Row(Intent.OTHER, ABOUT_ONE, "with_staff", call_person, when=has_asked_before, also=NO_ANSWER),
        Row(Intent.OTHER, ABOUT_ONE, SAME, ask_in_other_words, also=NO_ANSWER),
    ),
)
