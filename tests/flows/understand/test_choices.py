"""Which of the listed offers a text picks."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Intent, Reading

NOW = datetime(2026, 3, 4, 10, 0)
MONDAY_9, MONDAY_1530, WEDNESDAY_11 = (
    datetime(2026, 3, 9, 9, 0),
    datetime(2026, 3, 9, 15, 30),
    datetime(2026, 3, 11, 11, 0),
)
THREE = (MONDAY_9, MONDAY_1530, WEDNESDAY_11)


def reading(text: str, offers: tuple[datetime, ...] = THREE, language: str = "en-US") -> Reading:
    return read(text, NOW, language, (), Asked("choose", datetime(2026, 3, 6, 14, 30), offers))


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("2", 2), ("2!", 2), ("#2", 2), ("option 3 please", 3), ("I'll take number one", 1), ("the second one works", 2),
        ("3rd", 3), ("last one", 3), ("the middle one", 2), ("yes, 1", 1), ("two please", 2), ("２", 2), ("2️⃣", 2),
        ("monday at 9", 1), ("wednesday", 3), ("wed at 11", 3), ("half past three", 2), ("9am", 1), ("the 11th", 3),
        ("monday afternoon", 2), ("the later one on monday", 2), ("not the first two", 3), ("not 1, 2", 2),
        ("I can't do 1 or 3, but 2 is good", 2), ("1 doesn't suit, 3 does", 3),
        ("the late one monday", 2), ("earlier monday time", 1), ("the later monday one", 2),
        ("whatever's latest", 3), ("whichever is soonest", 1), ("no, the late one", 3),
        ("can't do monday so i guess wednesday", 3), ("330 i suppose", 2), ("not the first, the latest", 3),
        ("9 is way too early, the other monday one", 2), ("not 1 or 2 so 3 i guess", 3),
        ("not 9, the other monday", 2), ("soonest u got", 1), ("the one that's later on monday", 2),
        ("not the late one, the earliest of them", 1), ("neither monday works so wed", 3), ("the one that isn't monday", 3),
        ("neither of the mondays, wednesday", 3), ("the latest one on offer", 3), ("can i do 9", 1),
    ],
)  # fmt: skip
def test_an_offer_is_picked(text: str, choice: int) -> None:
    heard = reading(text)

    assert (Intent.CHOOSE, choice) == (heard.intent, heard.choice)


@pytest.mark.parametrize(
    "text",
    [
        "4", "17", "0", "not the first", "does it take 2 hours?", "for 2 people", "I have 3 kids", "monday", "at 7",
        "none of them", "neither", "which one is shorter?", "1 or 2", "2 if I can bring my dog", "maybe 2", "thursday",
        "is 2 still free for my neighbour's wedding cake", "call me at 3", "3 pizzas please",
        "not the late one", "i can't do the later one", "the early one is too early", "whichever isn't latest",
        "i dont like any of those", "any but the late one", "early one or late one", "is the later one with dr lee",
        "the latest i can do is 3", "got anything later than 330", "do i need 1 hour or 2", "all but the latest",
        "neither monday works so what else", "i work mondays", "monday funeral", "number 2 is too early", "not monday, 2",
        "latest doesn't work, earliest doesn't either", "who is available on wednesday", "the other one isn't monday, is it",
    ],
)  # fmt: skip
def test_digits_that_are_no_choices_are_none(text: str) -> None:
    assert reading(text).choice is None


def test_a_negation_leaves_the_other_of_two() -> None:
    heard = reading("not the first", (MONDAY_9, WEDNESDAY_11))

    assert (Intent.CHOOSE, 2) == (heard.intent, heard.choice)


@pytest.mark.parametrize("text", ["both", "all of them", "both please"])
def test_everything_is_meant(text: str) -> None:
    heard = reading(text, (MONDAY_9, WEDNESDAY_11))

    assert (True, None) == (heard.everything, heard.choice)


@pytest.mark.parametrize(("text", "choice"), [("either is fine", 1), ("you choose", 1), ("any on monday", 1)])
def test_where_all_suit_the_first_is_taken(text: str, choice: int) -> None:
    assert reading(text).choice == choice


def test_the_day_of_the_month_goes_before_the_ordinal() -> None:
    offers = (datetime(2026, 4, 2, 9, 0), datetime(2026, 4, 4, 9, 0), datetime(2026, 4, 1, 9, 0))

    assert reading("the 1st", offers).choice == 3


def test_a_time_that_is_not_among_the_offers_is_proposed() -> None:
    heard = reading("friday at 4")

    assert (Intent.PROPOSE, None) == (heard.intent, heard.choice)


@pytest.mark.parametrize(
    ("text", "choice"),
    [("la primera", 1), ("el 2", 2), ("opción tres", 3), ("la última", 3), ("el miércoles", 3), ("a las nueve", 1)],
)
def test_an_offer_is_picked_in_spanish(text: str, choice: int) -> None:
    assert reading(text, language="es-ES").choice == choice


@pytest.mark.parametrize(("text", "language"), [("march 9", "en-US"), ("märz 9", "de-DE"), ("the 9", "en-US")])
def test_a_day_of_a_named_month_is_no_hour(text: str, language: str) -> None:
    offers = (datetime(2026, 3, 7, 11, 0), datetime(2026, 3, 11, 9, 0))

    assert reading(text, offers, language).choice == (2 if text == "the 9" else None)


@pytest.mark.parametrize("text", ["hätte gern ein anderes Datum", "ein neuer Termin wäre nötig", "ein anderer Tag bitte"])
def test_an_article_is_no_first_offer(text: str) -> None:
    assert reading(text, language="de-DE").choice is None
    assert reading("die 1", language="de-DE").choice == 1


def test_a_visit_nobody_knows_is_moved_to_none_of_the_offers() -> None:
    offers = (datetime(2026, 3, 5, 9, 0), datetime(2026, 3, 9, 15, 0))
    known = Asked("choose", datetime(2026, 3, 4, 14, 0), offers)
    unknown = Asked("choose", None, offers)

    assert read("push it back a day", NOW, "en-US", (), unknown).choice is None
    assert read("push it back a day", NOW, "en-US", (), known).choice == 1


@pytest.mark.parametrize("text", ["not monday, maybe another time", "not this week, maybe next time"])
def test_what_is_put_off_takes_no_offer(text: str) -> None:
    assert reading(text, (MONDAY_9, WEDNESDAY_11)).choice is None
