"""English talk of other things and questions that hold a yes, a number or a cancelling, and replies in rarer words."""

from __future__ import annotations

import pytest

from flows.values import Expecting, Intent, Reading
from tests.flows.understand import contexts
from tests.flows.understand.contexts import ACTING


def reading(text: str, expecting: Expecting | None) -> Reading:
    return contexts.reading(text, "en-US", expecting)


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
@pytest.mark.parametrize(
    "text",
    [
        "just a second", "can I let you know about the second one tomorrow", "either 1 or 2", "2 maybe", "gate 3", "x2",
        "the first time was great", "no problem with the last visit", "it's on the second floor", "one at a time",
        "which one would you pick", "both kids or just one", "the three of us", "all of us", "compare the two",
        "do I have to confirm", "can I confirm tomorrow", "confirm my order", "confirm what", "cancel what", "good for you",
        "ok and what about my son", "ok with who", "good until when", "ok which one", "ok one more thing", "be right back",
        "do people cancel a lot", "could I cancel up to the day before", "i do have work", "i'm in the office",
        "tell mom i'm on my way", "let my boss know i'm running late", "i need you to spell definitely", "on my way home",
        "I'm the second of three kids", "ok 2 things", "call mom at 5",
        "what does the word postpone mean", "they rejected my card yesterday",
        "give me till tonight to decide",
    ],
)  # fmt: skip
def test_what_is_asked_or_told_is_no_answer(text: str, expecting: Expecting | None) -> None:
    assert reading(text, expecting).intent not in ACTING


@pytest.mark.parametrize(
    "text",
    [
        "book value of a 2010 honda", "transfer two hundred dollars to checking", "when is my rent due",
        "what is the italian word for friday", "how do they say good morning in japan",
        "did my credit score change this month",
        "stop all payments from my account", "things to do in chicago this weekend", "tv schedule for tonight",
        "what mileage does this car get on the highway", "is my apr high", "volume two",
        "happy new year to you too", "black friday deals",
    ],
)  # fmt: skip
@pytest.mark.parametrize("expecting", ["confirm", None])
def test_talk_of_other_things_is_none_of_ours(text: str, expecting: Expecting | None) -> None:
    heard = reading(text, expecting)

    assert (Intent.OTHER, ()) == (heard.intent, tuple(heard.windows))


@pytest.mark.parametrize(
    ("text", "expecting", "intent"),
    [
        ("okay, that one will do nicely", "confirm", Intent.AFFIRM), ("consider it confirmed", "confirm", Intent.AFFIRM),
        ("okey doke", "confirm", Intent.AFFIRM), ("ready when you are", "confirm", Intent.AFFIRM),
        ("Alright, do it.", "confirm", Intent.AFFIRM), ("I would love to.", "confirm", Intent.AFFIRM),
        ("noted, will attend", "confirm", Intent.AFFIRM), ("catch you friday", "confirm", Intent.AFFIRM),
        ("I won't be around Friday", "confirm", Intent.DENY), ("dad needs the car that day so I can't", "confirm", Intent.DENY),
        ("got a conflict that day", "confirm", Intent.DENY), ("my shift got moved", "confirm", Intent.DENY),
        ("insurance lapsed", "confirm", Intent.DENY), ("things came up", "confirm", Intent.DENY),
        ("having second thoughts", "confirm", Intent.DENY), ("going with someone else", "confirm", Intent.DENY),
        ("no longer interested", "confirm", Intent.DENY), ("calling off my appointment", None, Intent.CANCEL),
        ("give my spot away", None, Intent.CANCEL), ("may I cancel", "confirm", Intent.CANCEL),
        ("please remove me for friday", "confirm", Intent.CANCEL), ("I'd like a different slot", "confirm", Intent.RESCHEDULE),
        ("am I on for Friday", None, Intent.WHEN), ("do i have any meetings on friday", None, Intent.WHEN),
        ("are you covered by Aetna", None, Intent.INFO), ("my bus is late", None, Intent.LATE), ("I'm lost", None, Intent.LATE),
        ("i need to update my address", None, Intent.HUMAN), ("what can i talk to you about", None, Intent.HELP),
        ("how do i make an appointment", None, Intent.BOOK), ("i need a table for five at luigi's", None, Intent.BOOK),
        ("I'm heading out now", None, Intent.BYE), ("you've been so kind", None, Intent.THANKS),
        ("oil change please", None, Intent.BOOK),
    ],
)  # fmt: skip
def test_each_is_read_for_what_it_says(text: str, expecting: Expecting | None, intent: Intent) -> None:
    assert intent is reading(text, expecting).intent


@pytest.mark.parametrize(("text", "day"), [("Oops, make it the 5th please.", 5), ("I need the 12th please", 12)])
def test_a_date_beside_please_stays_a_date(text: str, day: int) -> None:
    heard = reading(text, "confirm")

    assert (Intent.PROPOSE, day) == (heard.intent, heard.windows[0].start.day)
