"""What sounds like giving a visit up and is not, and a greeting before "I'll be there"."""

from __future__ import annotations

import pytest

from flows.values import Intent
from tests.flows.understand.contexts import meant


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("must I cancel?", "en"), ("¿tengo que cancelar?", "es"), ("hay que cancelar?", "es"), ("il faut annuler ?", "fr"),
        ("muss ich absagen?", "de"), ("bisogna disdire?", "it"), ("devo disdire?", "it"), ("tenho que cancelar?", "pt"),
        ("moet ik afzeggen?", "nl"), ("the pills are no longer needed", "en"), ("de foto hoeft niet meer", "nl"),
        ("la ricetta non serve più", "it"),
    ],
)  # fmt: skip
def test_asking_whether_one_must_cancels_nothing(text: str, language: str) -> None:
    assert meant(text, language, "confirm") in (Intent.INFO, Intent.OTHER)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("devo disdire", "it"),
        ("it's no longer needed", "en"),
        ("devo disdire, va bene?", "it"),
        ("de afspraak hoeft niet meer", "nl"),
        ("Carla doesn't want her appointment anymore", "en"),
        ("my dinner reservation isn't needed", "en"),
        ("my dinner reservation tomorrow isn't needed", "en"),
    ],
)
def test_what_does_cancel_still_does(text: str, language: str) -> None:
    assert meant(text, language, "confirm") == Intent.CANCEL


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Buenos días, asistiré", "es"), ("Good morning, I'll be there", "en"), ("Bonjour, je serai là", "fr"),
        ("Guten Tag, ich komme", "de"), ("Buongiorno, ci sarò", "it"), ("Bom dia, estarei lá", "pt"),
        ("Goedemorgen, ik kom", "nl"), ("おはようございます、伺います", "ja"), ("안녕하세요, 갈게요", "ko"),
        ("你好，我会去的", "zh"),
        ("Ja! MfG", "de"), ("Passt, LG Anna", "de"),
    ],
)  # fmt: skip
def test_courtesy_around_a_yes_leaves_it_one(text: str, language: str) -> None:
    assert meant(text, language, "confirm") == Intent.AFFIRM


@pytest.mark.parametrize(
    ("text", "language"),
    [("hi, my brother is coming", "en"), ("hello, I'll be there?", "en"), ("good morning, will be there if I can", "en")],
)
def test_a_greeting_makes_no_yes_of_a_doubt(text: str, language: str) -> None:
    assert meant(text, language, "confirm") != Intent.AFFIRM


def test_not_being_able_to_go_asks_nothing() -> None:
    assert meant("no puedo ir a la limpieza", "es", "confirm") == Intent.DENY
    assert meant("it's been swell", "en", "confirm") == Intent.BYE
