"""The safety of a yes: what is a yes to the words and a no to the question gives up and moves nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from flows.engine import Turn, step
from flows.understand import understand
from flows.values import Conversation, Slot
from tests.flows.made import NOW, sheet, talk, text, visit

ANA = visit()  # Tuesday 3 March, 10:00
LOCAL = NOW.replace(tzinfo=None) - timedelta(hours=5)
THURSDAY_10 = Slot("ito", datetime.fromisoformat("2026-03-05T15:00:00+00:00"), 30)
THURSDAY_11 = Slot("ito", datetime.fromisoformat("2026-03-05T16:00:00+00:00"), 30)


def answered(body: str, language: str, asking: Conversation) -> Turn:
    heard = understand(body, LOCAL, language, (language,))
    return step(asking, text(body), heard, sheet(ANA), NOW)


def events(turn: Turn) -> set[str]:
    return {type(event).__name__ for event in turn.events}


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "yes, keep it"), ("en", "yes keep my appointment"), ("en", "Yes please keep it"), ("en", "I'll be there"),
        ("en", "ok see you then"), ("en", "sure, see you tuesday"), ("en", "yes I'm coming"), ("en", "yes, don't cancel"),
        ("en", "no problem, I can make it"), ("en", "yes save my spot"), ("en", "ok never mind"), ("en", "yes still need it"),
        ("en", "still on"), ("en", "we're still on for tuesday"), ("en", "wouldn't dream of missing it"),
        ("en", "planning on it"), ("en", "it's in my diary"), ("en", "heading over now"), ("en", "tuesday it is"),
        ("en", "yes still planning to be there"),
        ("es", "sí, mantenla"), ("es", "sí, nos vemos"), ("es", "ahí estaré"), ("es", "sí, me la quedo"),
        ("es", "no la cancele"),
        ("fr", "oui, gardez-le"), ("fr", "oui, à mardi"), ("fr", "je serai là"), ("fr", "oui je le garde"),
        ("de", "ja, bitte behalten"), ("de", "ja bis dann"), ("de", "ich komme"), ("de", "nicht absagen"),
        ("ja", "はい、伺います"), ("ja", "そのままでお願いします"), ("ja", "はい、そのままで"),
    ],
)  # fmt: skip
def test_words_that_keep_the_visit_keep_it(language: str, body: str) -> None:
    turn = answered(body, language, talk("dropping", ANA, purpose="cancel"))

    assert set() == events(turn)
    assert "idle" == turn.after.state


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "yes, tuesday at 10"), ("en", "tuesday at 10 is fine"), ("en", "no problem"), ("en", "I can't make it"),
        ("en", "yes I want my appointment"), ("es", "sí, el martes a las 10"), ("es", "no puedo ir"),
        ("fr", "je ne peux pas venir"),
        ("de", "ich kann nicht kommen"), ("ja", "火曜日10時で大丈夫です"), ("ja", "行けません"),
    ],
)  # fmt: skip
def test_words_that_leave_it_open_are_asked_about(language: str, body: str) -> None:
    turn = answered(body, language, talk("dropping", ANA, purpose="cancel"))

    assert set() == events(turn)
    assert "dropping" == turn.after.state
    assert turn.reply


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "yes"), ("en", "YES"), ("en", "y"), ("en", "ok"), ("en", "yes please"), ("en", "yes, thank you"),
        ("en", "yes go ahead"), ("en", "yes cancel it"), ("en", "yes give it up"), ("en", "sure, sorry about that"),
        ("es", "sí"), ("es", "vale, gracias"), ("es", "sí, anúlela"), ("es", "sí, déjela libre"), ("fr", "oui"),
        ("fr", "oui merci"), ("fr", "oui annulez"), ("de", "ja"), ("de", "ja bitte"), ("de", "ja, absagen"),
        ("ja", "はい"), ("ja", "はい、お願いします"), ("ja", "はい、キャンセルで"),
    ],
)  # fmt: skip
def test_a_plain_yes_gives_the_visit_up(language: str, body: str) -> None:
    turn = answered(body, language, talk("dropping", ANA, purpose="cancel"))

    assert {"AppointmentCancelled"} == events(turn)


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "yes keep my old time"), ("en", "yes, keep it"), ("en", "never mind"), ("es", "sí, mantengo la que tenía"),
        ("fr", "je garde mon rendez-vous"), ("de", "ja, ich behalte den alten Termin"), ("ja", "そのままでお願いします"),
    ],
)  # fmt: skip
def test_another_slot_is_not_taken_by_words_that_keep_the_old_one(language: str, body: str) -> None:
    turn = answered(body, language, talk("agreeing", ANA, purpose="move", offers=(THURSDAY_11,)))

    assert {"HoldsReleased"} == events(turn)
    assert "idle" == turn.after.state


@pytest.mark.parametrize("body", ["keep it at 10", "keep my 10 o'clock", "leave it at 10"])
def test_keeping_ones_own_hour_takes_no_offer_at_that_hour(body: str) -> None:
    turn = answered(body, "en", talk("choosing", ANA, purpose="move", offers=(THURSDAY_10, THURSDAY_11)))

    assert "AppointmentMoved" not in events(turn)


@pytest.mark.parametrize("body", ["yes", "I'll be there", "see you then", "yes please, book it"])
def test_another_slot_is_taken_by_words_that_say_they_will_come(body: str) -> None:
    turn = answered(body, "en", talk("agreeing", ANA, purpose="move", offers=(THURSDAY_11,)))

    assert {"AppointmentMoved"} == events(turn)


def test_an_ok_after_saying_no_to_the_visit_does_not_keep_it() -> None:
    refused = answered("I can't make it", "en", talk("confirming", ANA, purpose="confirm"))

    turn = answered("ok", "en", refused.after)

    assert "asking_when" == turn.after.state
    assert "See you" not in turn.reply
