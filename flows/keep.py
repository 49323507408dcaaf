"""Keep: after we have asked about another day, an offer or giving up, the customer keeps what is booked."""

from __future__ import annotations

from flows.acts import ask_in_other_words, ask_to_drop, call_person, offer_again
from flows.draft import Draft
from flows.guards import (
    answer_is_in_doubt,
    fewer_are_named,
    has_asked_before,
    offer_is_at_the_time_kept,
    says_no_and_comes,
    speaks_of_coming,
    visit_still_suits,
    wants_to_keep,
)
from flows.table import SAME, Cases, Flow, Row
from flows.values import Intent, State
from flows.visits import discussed, shown, target, targets


def keep_visit(turn: Draft) -> None:
    """Nothing changes, and the visit that stands is told."""
    if len(targets(turn)) > 1:
        turn.say("left_as_is")
        return
    turn.say("kept", visit=shown(turn, target(turn)), when=target(turn).start)


def ask_to_drop_others(turn: Draft) -> None:
    """One of several visits is to stay: whether the others are to be given up."""
    ask_to_drop(turn, tuple(visit for visit in discussed(turn) if visit not in targets(turn)))


def ask_to_drop_named(turn: Draft) -> None:
    """Only some of the visits were meant: these are asked about anew."""
    ask_to_drop(turn)


KEEPING: tuple[State, ...] = ("asking_when", "choosing", "agreeing", "dropping")
SOME_OF_THEM = (Intent.OTHER, Intent.AFFIRM, Intent.DENY, Intent.CHOOSE)
# "Yes, keep it" is a yes to a reminder; to "Give up ...?" and to another slot it is a no.
YES_KEEP: Cases = (((Intent.AFFIRM,), ("agreeing", "dropping")),)
# "Keep the same time" where another provider is offered at that very time: whose it is to be is asked again.
YES_AGAIN: Cases = (((Intent.AFFIRM,), ("agreeing",)),)
# "Keep my 10 o'clock" beside an offer at ten, "cancel? no, leave it": they choose and cancel nothing.
BESIDES: Cases = (((Intent.CHOOSE,), ("choosing",)),)
UP_OR_NOT = (Intent.AFFIRM, Intent.DENY, Intent.CANCEL)

FLOW = Flow(
    "keep",
    states=(),
    rows=(
        Row(SOME_OF_THEM, "dropping", SAME, ask_to_drop_others, when=(fewer_are_named, wants_to_keep)),
        Row(SOME_OF_THEM, "dropping", SAME, ask_to_drop_named, when=fewer_are_named),
        Row(Intent.OTHER, "agreeing", SAME, offer_again, when=(wants_to_keep, offer_is_at_the_time_kept), also=YES_AGAIN),
        Row(Intent.OTHER, KEEPING, "idle", keep_visit, when=wants_to_keep, also=YES_KEEP),
        Row(Intent.AFFIRM, "dropping", "idle", keep_visit, when=speaks_of_coming),
        Row(Intent.OTHER, "dropping", "idle", keep_visit, when=says_no_and_comes),
        Row(UP_OR_NOT, "dropping", "with_staff", call_person, when=(answer_is_in_doubt, has_asked_before), also=BESIDES),
        Row(UP_OR_NOT, "dropping", SAME, ask_in_other_words, when=answer_is_in_doubt, also=BESIDES),
        Row(Intent.DENY, "dropping", "idle", keep_visit),
        # "OK" to "it stays at 10:00, text another day if you like" is no day: it is fine as it is.
        Row(Intent.AFFIRM, "asking_when", "idle", keep_visit, when=visit_still_suits),
    ),
)
