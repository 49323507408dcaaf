"""What keeps somebody from coming says no where a yes or a choice was asked for, and changes nothing elsewhere."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent, Reading

NOW = datetime(2026, 3, 5, 16, 40)  # a Thursday
APPOINTMENT = datetime(2026, 3, 10, 9, 15)
OFFERS = (datetime(2026, 3, 9, 9, 0), datetime(2026, 3, 9, 14, 30), datetime(2026, 3, 11, 16, 0))


def _read(text: str, expecting: Expecting | None) -> Reading:
    asked = Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ())
    return read(text, NOW, "en", (), asked)


@pytest.mark.parametrize(
    "text",
    [
        "kid is puking", "my daughter has a fever", "In hospital with my mum", "grandmas funeral", "car trouble",
        "roads are too icy here", "would love to but my kid is sick", "Hi, this is Jenny. My son is vomiting. Sorry",
        "no im sick", "jury duty", "sitter bailed", "working late",
        "down with covid", "broke my ankle", "My father passed away", "feeling lousy", "my throat is killing me", "had a fall",
        "on crutches", "we just had a baby", "no one can watch my kids", "childcare issues", "couldn't get off",
        "gone camping", "alternator went", "hit a deer", "buses aren't running", "tree fell on the road", "schedule conflict",
        "i got my days mixed up", "landlord is coming then", "emergency came up", "I'm in rehab", "lost my job",
    ],
)  # fmt: skip
@pytest.mark.parametrize("expecting", ["confirm", "choose"])
def test_obstacle_alone_refuses(text: str, expecting: Expecting) -> None:
    assert _read(text, expecting).intent in (Intent.DENY, Intent.ALTERNATIVES)


@pytest.mark.parametrize(
    "text",
    [
        "what is the flu", "do you treat migraines", "i'm not sick anymore", "no fever anymore", "sick but coming",
        "if my kid is sick what do i do", "how do i treat a fever", "find me a hospital", "ok, fever", "maybe the flu",
        "remind me about the recital", "write a note that my kid has a fever", "i need a recipe for a bad cold",
        "set the temperature to 70", "should i leave my dog in the car", "i'm sick of waiting", "that is 90% right",
        "is covid going around?", "I'll be there, the flu is gone", "my son comes instead, got the flu",
    ],
)  # fmt: skip
def test_obstacle_beside_anything_else_says_neither_yes_nor_no(text: str) -> None:
    assert _read(text, "confirm").intent not in (Intent.AFFIRM, Intent.CANCEL, Intent.DENY, Intent.CHOOSE)


@pytest.mark.parametrize(("expecting", "text"), [(None, "funeral"), (None, "feverish"), ("when", "fever")])
def test_obstacle_answers_nothing_where_no_yes_was_asked_for(expecting: Expecting | None, text: str) -> None:
    assert _read(text, expecting).intent == Intent.OTHER


def test_the_obstacles_own_time_is_refused_and_another_wished_for() -> None:
    told = _read("funeral friday", "confirm")
    wished = _read("funeral friday, can we do monday", "confirm")

    assert (Intent.DENY, ()) == (told.intent, told.windows)
    assert [datetime(2026, 3, 6)] == [window.start for window in told.excluded]
    assert [datetime(2026, 3, 9)] == [window.start for window in wished.windows]
