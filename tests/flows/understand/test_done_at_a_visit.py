"""What is stopped, dropped or removed at a visit is not the visit: "I'll stop by for my appointment on Friday"."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent

NOW = datetime(2026, 3, 4, 10, 0)
VISIT = datetime(2026, 3, 6, 14, 30)


def _intent(text: str, expecting: Expecting | None) -> Intent:
    return read(text, NOW, "en-US", asked=Asked(expecting=expecting, appointment=VISIT)).intent


@pytest.mark.parametrize("expecting", [None, "confirm"])
@pytest.mark.parametrize("day", ["", " on friday"])
@pytest.mark.parametrize(
    "text",
    [
        "i'll stop by for my appointment", "i want to stop by before my appointment", "we'll drop in for the visit",
        "will you remove the stitches at my appointment", "can you pull up my reservation", "i end up late for my appointment",
        "let me clear it up before the appointment", "i'd like to pull my appointment forward",
    ],
)  # fmt: skip
def test_what_is_done_at_a_visit_does_not_cancel_it(text: str, day: str, expecting: Expecting | None) -> None:
    assert Intent.CANCEL != _intent(text + day, expecting)


@pytest.mark.parametrize("verb", ["cancel", "i want to cancel", "drop", "get rid of", "i don't need", "no longer need", "skip"])
@pytest.mark.parametrize("thing", ["a ride", "the reminder", "my lunch", "the sitter", "my flight"])
@pytest.mark.parametrize("way", ["to", "for", "before", "after"])
def test_what_is_given_up_for_a_visit_is_not_the_visit(verb: str, thing: str, way: str) -> None:
    assert Intent.CANCEL != _intent(f"{verb} {thing} {way} my appointment on friday", "confirm")


@pytest.mark.parametrize(
    "text",
    [
        "drop my appointment on friday", "please remove the visit for friday", "get rid of my 2 pm reservation",
        "scrap the table for two", "i want to pull out of my appointment", "free up my slot on friday",
        "cancel my appointment for a cleaning", "cancel the visit for my checkup on friday", "i don't need the slot for friday",
    ],
)  # fmt: skip
def test_the_visit_itself_is_dropped(text: str) -> None:
    assert Intent.CANCEL == _intent(text, "confirm")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "quiero quitar los puntos en mi cita"), ("es", "cancela mi taxi para mi cita"),
        ("es", "cancela el recordatorio de mi cita"), ("pt", "tirar os pontos na minha consulta sexta"),
        ("pt", "cancela o meu táxi para a consulta"), ("nl", "de hechtingen verwijderen bij mijn afspraak vrijdag"),
        ("nl", "annuleer mijn taxi naar de afspraak"), ("de", "die Erinnerung an meinen Termin löschen"),
    ],
)  # fmt: skip
def test_other_languages_keep_the_visit_too(language: str, text: str) -> None:
    reading = read(text, NOW, language, asked=Asked(expecting="confirm", appointment=VISIT))

    assert Intent.CANCEL != reading.intent


def test_a_reservation_pulled_up_is_asked_about() -> None:
    assert Intent.WHEN == _intent("can you pull up my reservation for saturday", None)
