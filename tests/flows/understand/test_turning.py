"""An unknown word right before a cancelling word or a number may be what turns it; harmless ones do not."""

from __future__ import annotations

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent
from tests.flows.understand.contexts import ACTING, APPOINTMENT, NOW, OFFERS, meant

ASKED: tuple[Expecting | None, ...] = ("confirm", "choose", "when", None)


@pytest.mark.parametrize("expecting", ASKED)
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "my wife sys cancel"), ("en", "my husband sauys cancel it"), ("en", "boss sed cancel"), ("en", "nto cancel"),
        ("en", "cancel my appointment nto"), ("en", "cancel my appointment whne"), ("en", "whay is 2"), ("en", "sll but 2"),
        ("en", "2 pls nit"), ("en", "wich one is 2"), ("de", "meine frau sgt absagen"), ("de", "wsa ist 2"),
        ("nl", "mijn vrouw zgt afzeggen"), ("it", "mia moglie dce annulla"),
    ],
)  # fmt: skip
def test_a_slip_that_may_turn_the_meaning_is_asked_about(language: str, text: str, expecting: Expecting | None) -> None:
    assert meant(text, language, expecting) not in ACTING


@pytest.mark.parametrize("expecting", ASKED)
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "my wife says cancel"), ("es", "mi mujer dice cancela"), ("fr", "ma femme dit annuler"),
        ("fr", "ma mère veut annuler"), ("de", "der Chef sagt absagen"), ("it", "mia moglie dice annulla"),
        ("pt", "minha mulher diz cancelar"), ("nl", "de dokter zegt afzeggen"), ("en", "Dr says yes"), ("en", "doctor says 2"),
    ],
)  # fmt: skip
def test_what_somebody_else_says_is_no_order(language: str, text: str, expecting: Expecting | None) -> None:
    assert meant(text, language, expecting) not in ACTING


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Hi Bob cancel please"), ("en", "damn, cancel it"), ("en", "damn i have to cancel"), ("de", "ich will absagen"),
        ("nl", "ik wil annuleren"), ("nl", "gelieve de afspraak te schrappen"), ("es", "te dije que canceles"),
        ("es", "dele cancelar por favor"), ("fr", "finalement j'annule"), ("de", "Frau Müller absagen"),
        ("en", "i no longer want my reservation at the loft cancel it"),
    ],
)  # fmt: skip
def test_a_harmless_word_leaves_the_order(language: str, text: str) -> None:
    assert meant(text, language, "confirm") is Intent.CANCEL


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "2 please Karen"), ("en", "anja, 2"), ("en", "Anja here, 2 please"), ("en", "il take 2"), ("pt", "qero a 2"),
        ("en", "gimme 2"),
    ],
)  # fmt: skip
def test_a_name_or_a_slip_of_choosing_leaves_the_pick(language: str, text: str) -> None:
    reading = read(text, NOW, language, (), Asked("choose", APPOINTMENT, OFFERS))

    assert reading.choice == 2
