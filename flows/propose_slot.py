"""Propose slot: a wish is met with a named slot, with numbered offers, or with the nearest there are."""

from __future__ import annotations

from flows.acts import (
    name_first_of_two,
    name_nearest,
    name_slot,
    nudge,
    offer_nearest,
    offer_slots,
    remember_subject,
    say_nothing_free,
)
from flows.draft import Draft
from flows.guards import (
    clocks_repeat_the_wish,
    clocks_skip_the_wish,
    one_slot_is_found,
    something_is_free,
    wish_has_passed,
    wish_is_free,
    wish_is_the_visit,
)
from flows.subjects import ABOUT_ONE, ALSO_SEARCHING, SEARCHING
from flows.table import SAME, Flow, Row
from flows.visits import shown, target
from flows.wishes import exact


def tell_same_time(turn: Draft) -> None:
    """The time asked for is the one that is booked."""
    turn.say("same_time", visit=shown(turn, target(turn)), when=target(turn).start)
    nudge(turn)


def ask_past_clock_change(turn: Draft) -> None:
    """Clocks jump over the time asked for."""
    remember_subject(turn)
    wall = exact(turn)
    if wall is None:
        raise LookupError("no clock time was asked for")
    turn.remember(offers=(), wishes=(), asked_at=turn.now)
    turn.say("skipped_hour", day=wall.date(), time=wall.time())


def ask_for_time_ahead(turn: Draft) -> None:
    """The time asked for has passed."""
    remember_subject(turn)
    turn.remember(offers=(), wishes=(), asked_at=turn.now)
    turn.say("passed")


FLOW = Flow(
    "propose_slot",
    states=("choosing", "agreeing"),
    rows=(
        Row(SEARCHING, ABOUT_ONE, SAME, tell_same_time, when=wish_is_the_visit),
        Row(SEARCHING, ABOUT_ONE, "asking_when", ask_past_clock_change, when=clocks_skip_the_wish, also=ALSO_SEARCHING),
        Row(SEARCHING, ABOUT_ONE, "asking_when", ask_for_time_ahead, when=wish_has_passed, also=ALSO_SEARCHING),
        Row(SEARCHING, ABOUT_ONE, "agreeing", name_first_of_two, when=clocks_repeat_the_wish, also=ALSO_SEARCHING),
        Row(SEARCHING, ABOUT_ONE, "agreeing", name_slot, when=(wish_is_free, one_slot_is_found), also=ALSO_SEARCHING),
        Row(SEARCHING, ABOUT_ONE, "choosing", offer_slots, when=wish_is_free, also=ALSO_SEARCHING),
        Row(SEARCHING, ABOUT_ONE, "agreeing", name_nearest, when=one_slot_is_found, also=ALSO_SEARCHING),
        Row(SEARCHING, ABOUT_ONE, "choosing", offer_nearest, when=something_is_free, also=ALSO_SEARCHING),
        Row(SEARCHING, ABOUT_ONE, "asking_when", say_nothing_free, also=ALSO_SEARCHING),
    ),
)
