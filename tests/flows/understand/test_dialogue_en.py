"""English as it is typed to an assistant and to a salon: what must act on nothing, and what each kind of reply means."""

from __future__ import annotations

import pytest

from flows.values import Expecting, Intent
from tests.flows.understand.contexts import ACTING, meant


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
@pytest.mark.parametrize(
    "text",
    [
        # what was done is praised
        "the haircut was perfect, thanks", "the massage was amazing", "it works again", "the food was great",
        # cancelling is told or asked about
        "may cancel", "when can i cancel", "to cancel or not to cancel", "feel free to cancel", "sorry for the cancellation",
        "my cancellation was last week", "got your cancellation", "link to cancel doesn't work", "i tried cancelling",
        "i need you to remove my stitches at my appointment", "who do i call to cancel",
        # a yes in front of a request to another kind of assistant
        "yes, pay my bill", "great, set a timer for 10 minutes", "ok, change my pin", "great, pay my electric bill",
        "sure, order checks for me", "yes i'm out of checks", "please confirm the time", "yes a question please",
        # numbers and times of other things
        "section 1", "aisle 3", "channel 3", "tooth number 3", "2nd grader", "it's for two", "both of my kids",
        "two appointments please", "1 filling", "thursday would have been better", "we were there at 3",
        "it was thursday before", "i always come at 9", "working thursday and friday", "thursday is looking busy",
        "see mom on friday", "pick me up at 9", "3 is when i work", "we're leaving on thursday",
        # words of agreement that are things or speak of others
        "son has a game", "at the game", "need a copy", "she has a deal", "got a fine", "I'm in Florida", "she was positive",
        "yes i was there", "yes i called to cancel", "ok this is confusing", "that works out to 50 dollars", "ok thanks anyway",
    ],
)  # fmt: skip
def test_what_is_told_or_asked_of_others_acts_on_nothing(text: str, expecting: Expecting | None) -> None:
    assert meant(text, "en-US", expecting) not in ACTING


@pytest.mark.parametrize(
    ("intent", "expecting", "texts"),
    [
        (Intent.AFFIRM, "confirm", "consider me there; all squared away; that time still stands; pleased to confirm; bang on"),
        (Intent.AFFIRM, "confirm", "confirming my attendance; mark me as coming; see you on the day; right as rain; nailed it"),
        (Intent.AFFIRM, "confirm", "everything's the same; the plan hasn't changed; wouldn't miss it for anything"),
        (Intent.DENY, "confirm", "bailing on this one; work got in the way; there's been an emergency; fat chance"),
        (Intent.CHOOSE, "choose", "can I grab number 2; may i have option 3"),
        (Intent.DENY, "confirm", "I'll wait; I'm not ready to make a reservation; I will think it over; ain't happening"),
        (Intent.CANCEL, None, "i need you to scrap my dinner reservation; take my meeting with dan off the schedule"),
        (Intent.CANCEL, None, "take my daughter's appointment out of the diary; see that my booking gets cancelled"),
        (Intent.CANCEL, None, "would you call red robin to cancel my table; i need out of my reservation; mark it cancelled"),
        (Intent.WHEN, None, "can you tell me when my appointment is; appointment time?; i forgot when it is"),
        (Intent.WHEN, None, "what appointment is this; my appointments; next appointment; can you confirm the time"),
        (Intent.LATE, None, "hit traffic; got lost; just pulled in; waiting on my uber; arriving in 10"),
        (Intent.HUMAN, None, "transfer me to the front desk; I'd prefer a phone call; manager please"),
        (Intent.INFO, None, "tell me where they are located; I'd also like the number; how many baths?"),
        (Intent.BOOK, None, "would you book that for me; let's visit that one; dinner reservations for 2 please"),
        (Intent.OTHER, None, "get your accent changed; set a timer; more time to decide; how did the interview go??"),
        (Intent.PROPOSE, "when", "I made a mistake, it should be 4:30 pm; I would like my appointment on the 8th"),
    ],
)  # fmt: skip
def test_what_is_typed_by_kind(intent: Intent, expecting: Expecting | None, texts: str) -> None:
    misread = {text: heard for text in texts.split("; ") if (heard := meant(text, "en-US", expecting)) is not intent}

    assert not misread
