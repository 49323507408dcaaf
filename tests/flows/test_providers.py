"""Whom a text wishes to see, and what only speaks of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from flows.engine import Turn
from flows.provider_names import Names
from flows.understand import understand
from flows.values import ANYBODY, Intent, Provider
from tests.flows.sheet import Desk
from tests.scripts import PHONE, Inbound, Script, StateLine, TakenLine, VisitLine

THURSDAY = datetime(2026, 3, 5, 10)
NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)

WISHES = {
    "en": [
        "can I see Maya instead?", "with maya stone please", "could Maya do it?", "is Maya available?", "when is maya in?",
        "yes but with Maya", "no, Maya", "I'd rather see ms stone", "Maya on thursday?", "when does maya have something free",
        "does Maya have anything on thursday", "can i get Maya for this one", "with Maya Stne please",
    ],
    "es": ["prefiero con Maya", "¿puede ser con maya stone?", "no, con Maya", "¿tiene algo Maya el jueves?", "con Maya mejor"],
    "de": ["geht das auch bei Maya?", "lieber bei Frau Stone", "ja, aber bei Maya", "am Donnerstag bei Maya?",
        "Termin lieber mit Frau Stone"],
    "fr": ["avec maya plutôt", "oui mais avec maya", "est-ce que maya est libre jeudi ?", "plutôt chez Mme Stone"],
}  # fmt: skip
SOMEBODY_ELSE = {
    "en": [
        "I don't want dr ito", "not with dr ito please", "can I switch dentists",
        "someone other than him please", "with somebody else please", "a different dentist please",
        "I'd like to see someone else", "is there anyone else available thursday?", "anyone but Dr Ito",
    ],
    "es": ["con otra doctora el jueves", "no quiero con el dr ito", "otro dentista por favor",
        "¿puede ser que me atienda otra persona?", "quiero cambiar de dentista", "prefiero a otra persona"],
    "de": ["bei jemand anderem bitte", "am donnerstag bei einem anderen Arzt", "nicht bei Dr Ito",
        "lieber jemand anderen bitte", "kann das jemand anders machen?", "ich möchte den Zahnarzt wechseln"],
    "fr": ["avec quelqu'un d'autre s'il vous plaît", "pas avec le docteur ito", "un autre dentiste jeudi",
        "je préférerais quelqu'un d'autre", "je voudrais changer de dentiste", "avec un de vos collègues"],
    "ja": ["別の先生がいいです", "木曜に別の先生でお願いします",
        "違う方でお願いします", "担当の変更をお願いします"],
}  # fmt: skip
NO_WISHES = {
    "en": [
        "please say hi to dr stone", "I have a letter for Maya", "Maya was great last time", "I was with maya last time",
        "is Maya back from holiday?", "my daughter Maya is sick", "maya can't make it", "Maya will come", "yes Maya",
        "yes, thank you Maya", "thanks Maya", "who is maya", "is maya good with kids?", "does maya speak spanish", "not maya",
        "someone else will bring her", "can someone else come instead of me", "the other one", "another one",
        "another doctor told me to wait", "my other doctor said no", "it was the same doctor last time",
        "I need to speak with Maya Stone", "it's Maya, running late",
    ],
    "es": ["gracias Maya", "dígale a Maya que gracias", "maya no puede venir", "otra persona la traerá",
        "otro médico me dijo que no"],
    "de": ["danke Maya", "Grüße an Maya", "das war bei Maya letztes Mal", "jemand anderes bringt sie",
        "ein anderer Arzt hat mir abgeraten"],
    "fr": ["merci maya", "bonjour à maya", "quelqu'un d'autre viendra la chercher"],
}  # fmt: skip


def _turn(text: str, language: str, *, state: str = "confirming", name: str = "Ana") -> Turn:
    script = Script("provider", visits=[VisitLine("ana", THURSDAY, "checkup", "ito", name)], speaks=language)
    script.state = StateLine(state, ("ana",)) if state != "idle" else None
    desk = Desk(script)
    desk.answer(Inbound("SM1", PHONE, script.sender, text), NOW)
    return desk.turns[-1]


def _each(texts: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(language, text) for language, some in texts.items() for text in some]


@pytest.mark.parametrize("state", ["idle", "confirming"])
@pytest.mark.parametrize(("language", "text"), _each(WISHES))
def test_a_provider_wished_for_is_offered_and_nothing_moves_without_a_yes(language: str, text: str, state: str) -> None:
    turn = _turn(text, language, state=state)

    assert turn.reading.provider == "maya"
    assert turn.after.state in ("agreeing", "choosing")
    assert {slot.provider for slot in turn.after.offers} == {"maya"}
    assert [type(event).__name__ for event in turn.events] == ["SlotsHeld"]


@pytest.mark.parametrize(("language", "text"), _each(SOMEBODY_ELSE))
def test_somebody_else_is_anybody_but_who_it_is_with(language: str, text: str) -> None:
    turn = _turn(text, language)

    assert turn.reading.without == ("ito",)
    assert {slot.provider for slot in turn.after.offers} == {"maya"}


@pytest.mark.parametrize("state", ["idle", "confirming"])
@pytest.mark.parametrize(("language", "text"), _each(NO_WISHES))
def test_what_only_speaks_of_somebody_is_no_wish(language: str, text: str, state: str) -> None:
    turn = _turn(text, language, state=state)

    assert {slot.provider for slot in turn.after.offers} <= {"ito"}


def test_the_words_that_name_somebody_are_told() -> None:
    spans = {(span.text, span.meaning) for span in _turn("can I see maya stone instead?", "en").reading.spans}

    assert ("maya stone", "provider") in spans


def test_a_customer_may_have_the_name_of_a_provider() -> None:
    assert _turn("no, Maya", "en").reading.provider == "maya"
    assert _turn("no, Maya", "en", name="Maya").reading.provider is None


def test_a_name_that_two_have_is_nobodys() -> None:
    both = (Provider("one", "Maya Stone", ()), Provider("two", "Maya Vega", ()))
    names = Names(both, frozenset(("dr",)))
    heard = understand("with maya vega", datetime(2026, 3, 2, 10), "en")

    assert names.of(heard, 1) == {"one", "two"}
    assert names.of(heard, 2) == {"two"}


def test_it_does_not_matter_who() -> None:
    turn = _turn("thursday afternoon", "en")
    asked = replace(turn.after, provider="maya")
    script = Script("provider", visits=[VisitLine("ana", THURSDAY, "checkup", "ito", "Ana")])
    desk = Desk(script)
    desk.conversation = asked
    desk.answer(Inbound("SM2", PHONE, script.sender, "whoever is free"), NOW)

    assert desk.turns[-1].reading.provider == ANYBODY
    assert desk.turns[-1].reading.intent == Intent.PROPOSE


def test_who_else_is_offered_is_said_where_nobody_else_is_free_at_that_hour() -> None:
    script = Script("provider", visits=[VisitLine("ana", THURSDAY, "checkup", "ito", "Ana")])
    script.taken = [TakenLine("maya", datetime(2026, 3, 5, 9), datetime(2026, 3, 5, 13))]
    desk = Desk(script)
    reply, _, _ = desk.answer(Inbound("SM3", PHONE, script.sender, "with somebody else please"), NOW)

    assert reply.startswith("Thu 5 Mar 10:00 AM is not free. Thu 5 Mar with Maya Stone: reply 1 for 1:00 PM")
