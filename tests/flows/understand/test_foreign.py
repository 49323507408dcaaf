"""Talk of other things holds our words: a song, an account or a recipe beside "another" asks for none of our times."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import pytest

from flows.understand import read
from flows.values import Asked, Intent

NOW = datetime(2026, 3, 4, 10, 0)
VISIT = datetime(2026, 3, 6, 14, 30)
NOTHING = (Intent.OTHER, Intent.INFO, Intent.HELP)


def _intent(text: str, expecting: Literal["confirm"] | None = None) -> Intent:
    return read(text, NOW, "en-US", asked=Asked(expecting=expecting, appointment=VISIT)).intent


@pytest.mark.parametrize("expecting", [None, "confirm"])
@pytest.mark.parametrize(
    "text",
    [
        "show me more pictures of boats", "got any other recipes", "anything else good on tv", "read me some more news",
        "what's the forecast for friday", "is it too early to plant onions", "what's on tv later tonight",
        "schedule the vacuum for tomorrow", "reserve a campsite for sunday",
        "send 20 dollars to mom on friday", "how far behind are the dodgers",
    ],
)  # fmt: skip
def test_our_words_beside_a_foreign_one_ask_for_nothing(text: str, expecting: Literal["confirm"] | None) -> None:
    assert _intent(text, expecting) in NOTHING


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("anything earlier? my account is new", Intent.EARLIER),
        ("can we do friday, I start cooking on saturday", Intent.PROPOSE),
        ("any other times because i'm baking", Intent.ALTERNATIVES),
        ("cancel my appointment, there's a movie i want to see", Intent.CANCEL),
        ("move my appointment to after the film on friday", Intent.RESCHEDULE),
        ("running late, the film ran over", Intent.LATE),
        ("can i come earlier i want to catch a movie", Intent.EARLIER),
        ("something later please i'm cooking lunch for my mom", Intent.LATER),
        ("is there an earlier slot before our museum visit", Intent.EARLIER),
        ("show me other times please we're on vacation then", Intent.ALTERNATIVES),
    ],
)
def test_a_foreign_word_takes_nothing_from_what_is_ours(text: str, meant: Intent) -> None:
    assert meant == _intent(text, "confirm")


@pytest.mark.parametrize(
    "text", ["my phone won't charge", "i don't eat meat", "no sugar in my coffee", "reject the friend request"]
)
def test_a_no_of_something_else_denies_nothing_where_nothing_was_asked(text: str) -> None:
    assert Intent.OTHER == _intent(text)


@pytest.mark.parametrize(
    "text", ["my playlist won't load", "i don't trust my bank", "no sugar in my coffee", "this song was not good"]
)
def test_a_no_beside_a_foreign_word_is_no_answer(text: str) -> None:
    assert Intent.OTHER == _intent(text, "confirm")


@pytest.mark.parametrize(
    "text", ["can't, i have a movie", "no, it's raining", "i can't make it, my vacation starts", "no i'm at the bank"]
)
def test_a_foreign_reason_takes_nothing_from_a_no(text: str) -> None:
    assert Intent.DENY == _intent(text, "confirm")


@pytest.mark.parametrize("text", ["no", "nope, thanks", "no, you have covered it all", "i don't want that"])
def test_a_plain_no_stays_one_where_nothing_was_asked(text: str) -> None:
    assert _intent(text) in (Intent.DENY, Intent.THANKS)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("are you feeling well today", Intent.GREETING),
        ("how was your day today", Intent.GREETING),
        ("i appreciate the help today", Intent.THANKS),
        ("hello, today at 5", Intent.PROPOSE),
        ("hello, tomorrow please", Intent.PROPOSE),
    ],
)
def test_the_day_behind_a_sentence_of_courtesy_is_no_wish(text: str, meant: Intent) -> None:
    assert meant == _intent(text)
