"""English words of yes, no, cancelling, number and time that are only mentioned, and the same words where they are meant."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent, Reading

NOW = datetime(2026, 3, 5, 16, 40)  # a Thursday
APPOINTMENT = datetime(2026, 3, 10, 10, 0)
OFFERS = (datetime(2026, 3, 6, 9, 0), datetime(2026, 3, 6, 14, 30), datetime(2026, 3, 9, 11, 0))
ACTING = (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE)


def reading(text: str, expecting: Expecting | None) -> Reading:
    return read(text, NOW, "en-US", (), Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ()))


@pytest.mark.parametrize(
    "text",
    [
        "my boss might cancel", "you keep cancelling on me", "i'm not cancelling", "can i still cancel",
        "if there's a cancellation on friday i'd take it", "would it be better to cancel", "i had to cancel last time",
        "my wife thinks i should cancel", "yes or cancel?", "no worries I'll cancel it myself",
        "my son said ok", "is yes the right answer", "should i say yes", "great, another reminder",
        "confirm with my wife please", "on my way to vote", "do it yourself", "go ahead without me",
        "the kids are fine thanks", "fine thanks and you", "my fine was 50 dollars", "i'll come if it's free",
        "excellent question", "no one will be there", "mornings are better", "i agree but only from home",
    ],
)  # fmt: skip
def test_a_yes_or_a_cancelling_that_is_mentioned_is_neither(text: str) -> None:
    assert reading(text, "confirm").intent not in ACTING


@pytest.mark.parametrize(
    "text",
    [
        "neither the first nor the second", "i second that", "at last", "is the first one with dr lee", "is 2 with dr lee",
        "i'd pick 2 but i'm away", "before 9", "what's on monday", "my son's is at 2:30", "we're number one", "2 thumbs up",
        "3rd time asking", "the one with dr lee", "no to all three", "skip 1", "anything but 2",
        "the first two are bad, and so is 3",
        "11 i have class", "on monday i have work", "no mondays please", "my shift ends monday at 11", "who works on monday",
        "does dr lee work monday", "in 3", "the third week", "earliest i can is 5", "charge me for 2", "middle school",
    ],
)  # fmt: skip
def test_a_number_or_a_time_that_is_mentioned_chooses_nothing(text: str) -> None:
    assert reading(text, "choose").intent not in ACTING


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("go for the third", 3), ("I guess the last", 3), ("I guess 2", 2), ("number 2 if it's still there", 2), ("Monday?", 3),
        ("can we do monday", 3), ("first available", 1), ("all but the first and the last", 2),
    ],
)  # fmt: skip
def test_an_offer_that_is_meant_is_chosen(text: str, choice: int) -> None:
    heard = reading(text, "choose")

    assert (Intent.CHOOSE, choice) == (heard.intent, heard.choice)


@pytest.mark.parametrize(
    ("text", "expecting", "intent"),
    [
        ("that still works for us", "confirm", Intent.AFFIRM), ("absolutely 100%", "confirm", Intent.AFFIRM),
        ("Lovely, I shall be there. Kind regards, Margaret Hill", "confirm", Intent.AFFIRM),
        ("That place sounds lovely.", "confirm", Intent.AFFIRM), ("Yes that'd be wonderful", "confirm", Intent.AFFIRM),
        ("sorry for the late reply, yes!", "confirm", Intent.AFFIRM),
        ("Yes, we will both be attending", "confirm", Intent.AFFIRM),
        ("no need to book it today", "confirm", Intent.DENY), ("that's far from the truth", "confirm", Intent.DENY),
        ("i'd like to call off tuesday's appointment", "confirm", Intent.CANCEL),
        ("take my name off the list for dinner tonight", None, Intent.CANCEL),
        ("could you get my reservation for tonight cancelled", None, Intent.CANCEL),
        ("my 6:30 reservation needs cancelling", None, Intent.CANCEL),
        ("swap my 2 o'clock for 5", "confirm", Intent.RESCHEDULE),
        ("Tuesday's out for me", "confirm", Intent.DENY), ("how about some other salon?", "confirm", Intent.ALTERNATIVES),
        ("what's on my calendar for friday", None, Intent.WHEN), ("what time is it in tokyo", None, Intent.OTHER),
        ("did my reservation at the grill go through", None, Intent.WHEN), ("remind me to buy milk at 5", None, Intent.OTHER),
        ("check if a table is free at 7", None, Intent.BOOK), ("I don't need anything else", None, Intent.THANKS),
        ("keep the first one", "confirm", Intent.OTHER),
    ],
)  # fmt: skip
def test_each_is_read_for_what_it_asks(text: str, expecting: Expecting | None, intent: Intent) -> None:
    assert intent is reading(text, expecting).intent


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
@pytest.mark.parametrize(
    "text",
    [
        "thanks, that was very helpful", "that was super helpful of you", "thank you so much, you've been great",
        "very nice of you, thank you", "you've done all I need", "thanks so very much", "well i must be going",
        "goodbye, helpful machine", "i'm going to need a table at the bistro for 7 people", "evening all",
        "i truly appreciate all your help", "thanks. that is all", "that was all, thanks so much",
        "need 2 resched", "not this week, maybe next time",
    ],
)  # fmt: skip
def test_praise_leave_and_other_wishes_are_no_answer(text: str, expecting: Expecting | None) -> None:
    assert reading(text, expecting).intent not in ACTING


@pytest.mark.parametrize("expecting", ["choose", "when", None])
@pytest.mark.parametrize("text", ["not necessary, thanks", "that's not needed, thank you", "no, not necessary. that's all"])
def test_what_is_not_necessary_is_not_given_up(text: str, expecting: Expecting | None) -> None:
    assert reading(text, expecting).intent not in ACTING


def test_a_new_wish_beside_a_question_is_no_yes_to_it() -> None:
    assert reading("I have to get my teeth cleaned, set something up please", "confirm").intent is Intent.BOOK
    assert reading("yes, set something up please", "confirm").intent is Intent.AFFIRM


def test_what_is_asked_is_not_given_up() -> None:
    assert reading("no longer need the x-ray?", "confirm").intent not in ACTING
    assert reading("I no longer need it", "when").intent is Intent.CANCEL


def test_the_first_offer_with_another_hour_is_none_of_those_listed() -> None:
    assert reading("the first one but in the afternoon", "choose").choice is None
    assert reading("the afternoon one", "choose").choice == 2
