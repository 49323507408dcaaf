"""What customers write in English, by kinds that were once misread: choices, wishes, doubts and talk of other things."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent, Reading

NOW = datetime(2026, 5, 13, 10, 15)  # a Wednesday
APPOINTMENT = datetime(2026, 5, 15, 14, 0)
OFFERS = (datetime(2026, 5, 18, 10, 0), datetime(2026, 5, 19, 15, 30), datetime(2026, 5, 21, 9, 15))
ACTING = (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE)


def reading(text: str, expecting: Expecting | None, offers: tuple[datetime, ...] = OFFERS) -> Reading:
    return read(text, NOW, "en-US", (), Asked(expecting, APPOINTMENT, offers if expecting == "choose" else ()))


@pytest.mark.parametrize(
    ("text", "expecting", "intent"),
    [
        ("we're good for friday", "confirm", Intent.AFFIRM), ("all good on our end", "confirm", Intent.AFFIRM),
        ("That suits me, thanks Sandra", "confirm", Intent.AFFIRM), ("lovely, can't wait", "confirm", Intent.AFFIRM),
        ("same as usual, yes", "confirm", Intent.AFFIRM), ("ok but later", "confirm", Intent.LATER),
        ("later, please", "confirm", Intent.LATER), ("later", "choose", Intent.LATER), ("Later!", None, Intent.BYE),
        ("my son has the flu so we can't come", "confirm", Intent.DENY),
        ("is there parking?", None, Intent.INFO), ("parking?", None, Intent.INFO), ("parking the car now", None, Intent.LATE),
        ("are you accepting new clients", None, Intent.INFO), ("what doctor am I seeing", None, Intent.INFO),
        ("how late are you open", None, Intent.INFO), ("answers from a real person please", None, Intent.HUMAN),
        ("take me off for tuesday, I can't come", None, Intent.CANCEL), ("can you take us off your books", None, Intent.CANCEL),
        ("please stop by, the door is stuck", None, Intent.OTHER), ("cancel your messages", None, Intent.STOP),
        ("need someone to fix the boiler, no heating", None, Intent.BOOK),
        ("looking to get my beard trimmed", None, Intent.BOOK), ("want to see a cardiologist", None, Intent.BOOK),
        ("cancel due to illness", None, Intent.CANCEL), ("?", "confirm", Intent.OTHER),
    ],
)  # fmt: skip
def test_each_wish_is_told_from_the_others(text: str, expecting: Expecting | None, intent: Intent) -> None:
    assert intent is reading(text, expecting).intent


@pytest.mark.parametrize(
    ("text", "expecting"),
    [
        ("cancel all my alarms", "confirm"), ("cancel my 9 am alarm", None), ("cancel the flight", "confirm"),
        ("I may have to cancel", None), ("should we cancel?", None), ("thinking of cancelling", None),
        ("if I can't get a ride I'll cancel", None), ("yes stop", "confirm"), ("we are 3 people", "choose"),
        ("all of these are bad", "choose"), ("any day but friday", "choose"), ("thursday but earlier", "choose"),
        ("that's true, dogs are cute", "confirm"), ("if I can't find a sitter, no idea", "confirm"),
        ("later that day maybe", "confirm"), ("same day just later", "confirm"), ("friday works, later", "confirm"),
        ("friday works if it's after 3", "confirm"), ("not sure friday works", "confirm"), ("friday works?", "confirm"),
        ("i have it down for 3", "confirm"), ("its a yes or no question", "confirm"), ("is it still good for us", "confirm"),
        ("not the late one", "choose"),
        ("something after that would be better", "confirm"), ("that would be a problem", "confirm"),
        ("i'd like to be there by 2", "confirm"), ("do you have something on friday", "choose"),
        ("no i didnt forget to cancel", "confirm"), ("cancel my time off", None),
        ("cancel my thing with the bank", "confirm"),
    ],
)  # fmt: skip
def test_nothing_is_acted_on_that_was_not_said(text: str, expecting: Expecting | None) -> None:
    assert reading(text, expecting).intent not in ACTING


@pytest.mark.parametrize(
    ("text", "choice"),
    [("thursday", 3), ("Thursday at 9:15", 3), ("not monday, so tuesday", 2), ("the latter", 3), ("the former", 1)],
)
def test_a_bare_weekday_is_that_of_the_offers(text: str, choice: int) -> None:
    assert choice == reading(text, "choose").choice


def test_a_weekday_offered_twice_is_no_choice() -> None:
    offers = (datetime(2026, 5, 14, 9, 0), datetime(2026, 5, 21, 9, 0))

    assert reading("thursday", "choose", offers).choice is None


def test_moving_both_is_moving_everything() -> None:
    assert reading("move both to thursday", "confirm").everything


def test_a_lone_question_mark_is_a_question_and_no_noise() -> None:
    assert not reading("?", "confirm").noise


@pytest.mark.parametrize(
    ("text", "choice"),
    [("put Jake down for the 9", 2), ("the 19th", 1), ("the afternoon one", 1), ("can't do monday so the first one", 1),
     ("not 1, so that leaves 2", 2)],
)  # fmt: skip
def test_an_hour_and_a_conclusion_pick_an_offer(text: str, choice: int) -> None:
    offers = (datetime(2026, 5, 19, 15, 30), datetime(2026, 5, 21, 9, 0))

    assert choice == reading(text, "choose", offers).choice


def test_one_behind_a_day_stands_for_a_noun() -> None:
    offers = (datetime(2026, 5, 18, 9, 0), datetime(2026, 5, 18, 14, 30))

    assert reading("the monday one", "choose", offers).choice is None
    assert reading("afternoon one on monday", "choose", offers).choice == 2


def test_what_is_cancelled_lends_the_new_time_nothing() -> None:
    said = reading("cancel my 10am and give me thursday", "confirm")

    assert said.intent is Intent.RESCHEDULE
    assert [window.time_given for window in said.windows] == [False]


@pytest.mark.parametrize(
    ("text", "expecting"),
    [("one hundred percent", "choose"), ("thumbs up for dr lee", "confirm"), ("can my son come at the same time", "confirm")],
)  # fmt: skip
def test_these_are_none_of_our_acts(text: str, expecting: Expecting | None) -> None:
    assert reading(text, expecting).intent is Intent.OTHER


@pytest.mark.parametrize(
    ("text", "expecting"),
    [
        ("cancel the alarm for tomorrow at 7", None), ("text my wife yes", None), ("cancel my train ticket", "confirm"),
        ("it's going to be a great day", "confirm"), ("neither the first nor the second", "choose"),
        ("i was told we're meeting friday at 3 for soccer", "confirm"),
    ],
)  # fmt: skip
def test_talk_of_other_things_acts_on_nothing(text: str, expecting: Expecting | None) -> None:
    assert reading(text, expecting).intent not in ACTING


@pytest.mark.parametrize(
    "text",
    ["everything's correct", "that one's good", "great idea", "i'm happy with those details", "gr8 see u", "too easy"],
)
def test_contractions_and_praise_agree(text: str) -> None:
    assert reading(text, "confirm").intent is Intent.AFFIRM
