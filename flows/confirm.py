"""Confirm: a reminder asked whether the customer comes."""

from __future__ import annotations

from flows.acts import ask_which_visit, listed, say_next
from flows.draft import Draft
from flows.events import AppointmentConfirmed
from flows.guards import several_people, several_visits, some_are_named, somebody_says_no, wants_confirming
from flows.subjects import ANSWERS
from flows.table import SAME, Flow, Row
from flows.values import Appointment, Intent
from flows.visits import PICKING, coming_people, first_name, pool, refs, shown, target, targets


def confirm_visits(turn: Draft) -> None:
    """They come to every visit meant."""
    _confirm(turn, targets(turn))


def confirm_those_named(turn: Draft) -> None:
    """Some people come; the others are asked about again."""
    _confirm(turn, targets(turn))
    rest = tuple(visit for visit in pool(turn) if visit not in targets(turn))
    turn.remember(about=refs(rest), asked_at=turn.now)
    turn.say("still_confirming", when=rest[0].start)


def confirm_some_ask_about_others(turn: Draft) -> None:
    """Some come, some do not: the first who does not is asked about another day, the next one waits."""
    people = coming_people(turn)
    coming = tuple(visit for visit in targets(turn) if first_name(visit).casefold() in people)
    not_coming = tuple(visit for visit in targets(turn) if visit not in coming)
    if coming:
        _confirm(turn, coming)
    turn.remember(
        about=refs(not_coming[:1]), waiting=refs(not_coming[1:]), purpose="confirm", offers=(), wishes=(), asked_at=turn.now
    )
    say_next(turn, not_coming[0])


def ask_for_better_day(turn: Draft) -> None:
    """They can't come: another day, or none?"""
    visit = target(turn)
    turn.remember(about=refs((visit,)), purpose="confirm", excluded=turn.reading.excluded)
    turn.remember(offers=(), wishes=(), asked_at=turn.now)
    turn.say("ask_better", when=visit.start)


def _confirm(turn: Draft, visits: tuple[Appointment, ...]) -> None:
    for visit in visits:
        turn.emit(AppointmentConfirmed(visit.id))
    if len(visits) == 1:
        turn.say("confirmed", visit=shown(turn, visits[0]), when=visits[0].start)
        return
    turn.say("confirmed_all", visits=listed(turn, visits))


FLOW = Flow(
    "confirm",
    states=("confirming",),
    rows=(
        Row(ANSWERS, PICKING, "asking_when", confirm_some_ask_about_others, when=(wants_confirming, somebody_says_no)),
        Row(ANSWERS, PICKING, "idle", confirm_visits, when=wants_confirming),
        Row((Intent.AFFIRM, Intent.DENY), "confirming", "asking_when", confirm_some_ask_about_others, when=somebody_says_no),
        Row(Intent.AFFIRM, "confirming", SAME, confirm_those_named, when=some_are_named),
        Row((Intent.AFFIRM, Intent.DENY), "confirming", "picking_person", ask_which_visit, when=several_people),
        Row((Intent.AFFIRM, Intent.DENY), "confirming", "picking_appointment", ask_which_visit, when=several_visits),
        Row(Intent.AFFIRM, "confirming", "idle", confirm_visits),
        Row(Intent.DENY, "confirming", "asking_when", ask_for_better_day),
    ),
)
