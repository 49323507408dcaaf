"""Courtesy: thanks, greetings and goodbyes are answered a few times an hour; two bots must not talk all night."""

from __future__ import annotations

from flows.acts import nudge
from flows.draft import Draft
from flows.events import TaskRaised
from flows.guards import PASSIVE_SPAN, passive_limit_is_passed, passive_limit_is_reached
from flows.subjects import OPEN, PASSIVE
from flows.table import SAME, Flow, Row
from flows.values import Intent


def fall_silent(turn: Draft) -> None:
    """Staff have been told already."""
    _count(turn)


def tell_staff_and_fall_silent(turn: Draft) -> None:
    """One task: this number talks and talks."""
    _count(turn)
    turn.emit(TaskRaised("passive_limit", None, turn.inbound.body))


def answer_thanks(turn: Draft) -> None:
    _count(turn)
    turn.say("welcome")
    nudge(turn)


def answer_greeting(turn: Draft) -> None:
    _count(turn)
    turn.say("hello", place=turn.calendar.place.name)
    nudge(turn)


def answer_goodbye(turn: Draft) -> None:
    _count(turn)
    turn.say("goodbye")
    nudge(turn)


def _count(turn: Draft) -> None:
    since = turn.now - PASSIVE_SPAN
    recent = [moment for moment in turn.conversation.passive if moment > since]
    turn.remember(passive=(*recent, turn.now)[-MOST_KEPT:])


MOST_KEPT = 5  # enough to know that the limit is passed

FLOW = Flow(
    "courtesy",
    states=(),
    rows=(
        Row(PASSIVE, OPEN, SAME, fall_silent, when=passive_limit_is_passed),
        Row(PASSIVE, OPEN, SAME, tell_staff_and_fall_silent, when=passive_limit_is_reached),
        Row(Intent.THANKS, OPEN, SAME, answer_thanks),
        Row(Intent.GREETING, OPEN, SAME, answer_greeting),
        Row(Intent.BYE, OPEN, SAME, answer_goodbye),
    ),
)
