"""Keep: after we have asked about another day, an offer or giving up, the customer keeps what is booked."""

from __future__ import annotations

from flows.acts import ask_in_other_words, call_person
from flows.draft import Draft
from flows.guards import (
    answer_is_in_doubt,
    has_asked_before,
    says_no_and_comes,
    speaks_of_coming,
    visit_still_suits,
    wants_to_keep,
)
from flows.table import SAME, Cases, Flow, Row
from flows.values import Intent, State
from flows.visits import shown, target, targets


def keep_visit(turn: Draft) -> None:
    """Nothing changes, and the visit that stands is told."""
    if len(targets(turn)) > 1:
        turn.say("left_as_is")
        return
    turn.say("kept", visit=shown(turn, target(turn)), when=target(turn).start)


KEEPING: tuple[State, ...] = ("asking_when", "choosing", "agreeing", "dropping")
# "Yes, keep it" is a yes to a reminder; to "Give up ...?" and to another slot it is a no.
YES_KEEP: Cases = (((Intent.AFFIRM,), ("agreeing", "dropping")),)
# "Keep my 10 o'clock" beside an offer at ten, "cancel? no, leave it": they choose and cancel nothing.
BESIDES: Cases = (((Intent.CHOOSE,), ("choosing",)),)
UP_OR_NOT = (Intent.AFFIRM, Intent.DENY, Intent.CANCEL)

FLOW = Flow(
    "keep",
    states=(),
    rows=(
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
