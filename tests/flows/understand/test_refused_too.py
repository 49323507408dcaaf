"""What is refused together: "Thursday is out, Friday too", "no Thursday, no Friday"; and numbers that pick nothing."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Intent

NOW = datetime(2026, 3, 4, 10, 0)  # a Wednesday
OFFERS = (datetime(2026, 3, 5, 9), datetime(2026, 3, 6, 11, 30), datetime(2026, 3, 9, 15))
CHOOSE = Asked("choose", datetime(2026, 3, 6, 14, 30), OFFERS)
CONFIRM = Asked("confirm", datetime(2026, 3, 6, 14, 30))
TOO = [
    ("en-US", "thursday is out, friday too"),
    ("en-US", "thursday is out, friday as well."),
    ("en-US", "no thursday no friday"),
    ("en-US", "no thursday, no friday"),
    ("es-ES", "el jueves imposible, el viernes también"),
    ("de-DE", "Donnerstag unmöglich, Freitag auch"),
    ("fr-FR", "jeudi c'est mort, vendredi aussi"),
    ("it-IT", "giovedì impossibile, venerdì pure"),
    ("pt-BR", "quinta não dá, sexta também"),
    ("nl-NL", "donderdag lukt niet, vrijdag ook niet"),
    ("ja-JP", "木曜はダメ、金曜も"),
    ("ko-KR", "목요일은 안 되고 금요일도요"),
]


@pytest.mark.parametrize(("language", "text"), TOO)
def test_both_days_are_refused(language: str, text: str) -> None:
    reading = read(text, NOW, language, (), CHOOSE)

    assert reading.choice is None
    assert {5, 6} == {window.start.day for window in reading.excluded}


@pytest.mark.parametrize("text", ["thursday is out, friday works too", "friday too", "thursday is out but friday is fine"])
def test_what_suits_too_is_taken(text: str) -> None:
    assert 2 == read(text, NOW, "en-US", (), CHOOSE).choice


@pytest.mark.parametrize("text", ["1.5 hours", "2 but I can't", "transfer everything to savings"])
def test_no_offer_is_picked(text: str) -> None:
    assert Intent.CHOOSE != read(text, NOW, "en-US", (), CHOOSE).intent


def test_asking_for_reminders_again_picks_nothing() -> None:
    assert Intent.START == read("알림 다시 보내주세요", NOW, "ko-KR", (), CHOOSE).intent


def test_what_is_to_be_put_on_a_calendar_is_no_yes() -> None:
    assert Intent.BOOK == read("i'd like to put a meeting with my boss on the calendar", NOW, "en-US", (), CONFIRM).intent


def test_the_number_that_suits_is_not_the_one_that_does_not() -> None:
    assert 3 == read("I can't do 1 3 works", NOW, "en-US", (), CHOOSE).choice


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es-ES", "sí hay cita?"),
        ("es-ES", "sí tienen hueco?"),
        ("pt-BR", "sim tem vaga?"),
        ("en-US", "yes, is there an appointment?"),
    ],
)
def test_a_question_for_room_is_no_yes(language: str, text: str) -> None:
    assert Intent.AFFIRM != read(text, NOW, language, (), CONFIRM).intent
