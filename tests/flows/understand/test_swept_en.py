"""English that holds a yes, a cancelling or a number and answers nothing, asked in every context; rarer replies by kind."""

from __future__ import annotations

import pytest

from flows.values import Expecting, Intent
from tests.flows.understand.contexts import ACTING, meant


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
@pytest.mark.parametrize(
    "text",
    [
        "she accepted the job", "work approved my time off", "they agreed to see him", "doc said all good",
        "school said it's fine", "dr smith's office said yes to friday", "he works for me", "they want me to cancel",
        "my doctor told me to cancel", "is it possible to cancel online", "can i cancel over the phone", "right, off to work",
        "sure was nice meeting you",
        "text mom yes", "call the vet at 9", "change the clock to 9", "dinner is at 3", "there's a meeting at 9 thursday",
        "woke up at 9", "he's coming home thursday",
        "back in town monday", "let me see what friday looks like", "2 for 1", "me plus 1", "he's 2", "pin is 2", "2 tables",
        "one last question", "middle name is ray", "latest update", "the text said to pick one", "1 would be tough",
        "thursday i'm at my mom's", "i'm coming from work", "fine is 2 dollars",
        "undo the cancellation", "ignore my cancel", "disregard my cancellation", "un-cancel please", "no cancellation",
        "i prefer not to cancel", "i really don't want to have to cancel again", "sorry i keep cancelling",
        "i'd cancel but i need it",
        "hope you dont have to cancel", "rather move than cancel", "the cancel link is broken", "that cancel was not for you",
        "take back my yes", "that yes was for my wife", "before you book it",
        "i confirmed by mistake", "i take back what i said",
        "let me change something first", "I need to eat first", "at first", "I have one", "one by one", "there's only one",
        "one would think", "a second please", "any second now", "at the latest", "middle of my shift", "the two kids",
        "my confirmation number is 2", "send me the second one again",
        "i don't want to call it off", "i had to call it off last time", "i could cancel it",
        "they want to cancel", "my boss made me cancel", "can my wife cancel it", "when can i cancel it",
        "can i cancel it later",
        "i thought you would cancel", "i tried to cancel it", "deciding whether to cancel", "before i cancel let me ask",
        "cancel it or not", "cancel maybe", "cancel only if there's a fee", "instead of having to cancel", "may have to cancel",
        "yes if you can see both kids", "told my boss yes", "yes after i check", "all but thursday",
        "yes if you can fit both kids", "ill confirm when i get home", "please confirm you got this",
        "confirm one cancel the other", "correct the spelling of my name", "yes other than the day", "yes with dr lee instead",
        "yes get me out of it", "too good to be true", "there is nothing true about that", "it was correct before",
        "some say that's true", "what a nice day", "9 people told me you're good", "i see dr jones now", "y u text me",
        "that was a great cleaning, thank you", "no problem at all, take your time", "you did awesome",
        "3 is when school lets out", "i'm on question 2", "9 out of 10", "only send me one", "whichever dr lee has",
        "will the dr be there monday", "tell me about friday",
        "cancel no wait", "cancel my last text", "cancel my yes", "got a cancel text", "i can't cancel it",
        "i can't cancel can i", "hard to cancel now", "easier to cancel than move", "everyone is cancelling",
        "cancel my plan with you guys", "afraid you'd cancel", "used to cancel a lot", "24 hours to cancel right", "cancel how",
        "cancel by when", "so i just say cancel", "if i text cancel does it cancel both", "heard you're cancelling friday",
        "nvm got it", "you work mondays?", "me 2", "u 2", "need 2 know", "have 2 work",
    ],
)  # fmt: skip
def test_what_holds_a_yes_or_a_number_acts_on_nothing(text: str, expecting: Expecting | None) -> None:
    assert meant(text, "en-US", expecting) not in ACTING


@pytest.mark.parametrize(
    "text",
    [
        "do you have other times friday", "is there something else friday", "more thursday times?",
        "another friday slot please", "out thursday", "bail on friday",
        "thursday maybe", "the first one is a maybe", "any but friday", "no to friday", "do you work friday", "the 6th sucks",
        "drop option 2", "ignore option 2", "instead of the last one", "similar to the first one", "2 or something else",
        "1 is when my kids get out", "explain option 2", "i never agreed to friday", "nto friday", "exept friday",
        "friday does'nt work",
        "unpick 2", "i picked 2 by mistake", "the two of us are coming",
    ],
)  # fmt: skip
def test_a_day_beside_another_wish_picks_no_offer(text: str) -> None:
    assert meant(text, "en-US", "choose") is not Intent.CHOOSE


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
@pytest.mark.parametrize(
    "text",
    [
        "dnt cancel",
        "donot cancel it",
        "dotn cancel it",
        "im nto cancelling",
        "no need too cancel",
        "don;t cancel it",
        "noy cancel",
    ],
)
def test_a_negation_is_heard_through_a_slip_of_the_thumb(text: str, expecting: Expecting | None) -> None:
    assert meant(text, "en-US", expecting) not in ACTING


@pytest.mark.parametrize(
    ("intent", "texts"),
    [
        (
            Intent.AFFIRM,
            "I won't miss it; no reschedule needed; look forward to it; will be on time; you can expect me; penciled in",
        ),
        (
            Intent.DENY,
            "going elsewhere; not ready; skipping this one; too expensive; in the er; had plans; traveling; keep me away",
        ),
        (
            Intent.DENY,
            "they changed my schedule; picked up an extra shift; my surgery got moved; aint gonna happen; it's too far",
        ),
        (Intent.CANCEL, "unbook me; calling it off; cancelation; take me out of the book for friday; mark as cancelled"),
        (
            Intent.WHEN,
            "what time's my appt; time of my appointment?; status of my booking; what was my time; which hour is my visit",
        ),
        (
            Intent.HUMAN,
            "front desk; I want a refund; billing question; i'd rather talk; I'm not happy with the service; need a refill",
        ),
        (Intent.LATE, "be right there; at the door; waiting for uber; wrong exit; be there at 310 instead of 3"),
        (Intent.ALTERNATIVES, "got anything besides these; anything similar; what other times do you have; look for one more"),
    ],
)
def test_rarer_replies_are_read_by_kind(intent: Intent, texts: str) -> None:
    expecting: Expecting | None = None if intent is Intent.LATE else "confirm"
    misread = {text: heard for text in texts.split("; ") if (heard := meant(text, "en-US", expecting)) is not intent}

    assert not misread
