"""Lists of days that are refused together, and what is picked after a refusal."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Intent
from tests.flows.understand.contexts import APPOINTMENT, NOW, OFFERS

CHOOSE = Asked("choose", APPOINTMENT, OFFERS)
THURSDAY, FRIDAY, MONDAY = (datetime(2026, 3, day) for day in (5, 6, 9))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("can't do thursday, friday or monday", "en"), ("thursday, friday or monday don't work", "en"),
        ("no puedo jueves, viernes o lunes", "es"), ("no puedo el jueves, viernes ni lunes", "es"),
        ("je ne peux pas jeudi, vendredi ni lundi", "fr"), ("ich kann Donnerstag, Freitag und Montag nicht", "de"),
        ("non posso giovedì, venerdì o lunedì", "it"), ("não posso quinta, sexta ou segunda", "pt"),
        ("ik kan donderdag, vrijdag en maandag niet", "nl"), ("木曜、金曜、月曜は無理です", "ja"),
        ("목요일, 금요일, 월요일 다 안돼요", "ko"), ("周四、周五、周一都不行", "zh"),
    ],
)  # fmt: skip
def test_all_days_of_the_list_are_refused(text: str, language: str) -> None:
    for asked in (CHOOSE, Asked("confirm", APPOINTMENT)):
        found = read(text, NOW, language, (), asked)

        assert (None, (), {THURSDAY, FRIDAY, MONDAY}) == (found.choice, found.windows, {w.start for w in found.excluded})


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("周四不行，周五也是", "zh"), ("thursday doesn't work, same for friday", "en"),
        ("jeudi je ne peux pas, pareil vendredi", "fr"),
        ("Donnerstag geht nicht, dasselbe gilt für Freitag", "de"), ("giovedì non posso, idem venerdì", "it"),
    ],
)  # fmt: skip
def test_what_is_refused_alike_leaves_no_choice(text: str, language: str) -> None:
    found = read(text, NOW, language, (), CHOOSE)

    assert (None, {THURSDAY, FRIDAY}) == (found.choice, {window.start for window in found.excluded})


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("monday won't do either so thursday", "en", 1), ("monday isn't good so thursday", "en", 1),
        ("can't do thursday, friday works", "en", 2), ("el lunes tampoco así que el jueves", "es", 1),
        ("Montag geht auch nicht, also Donnerstag", "de", 1), ("lunedì neanche quindi giovedì", "it", 1),
        ("segunda também não, então quinta", "pt", 1), ("maandag ook niet dus donderdag", "nl", 1),
        ("1 is too early, 3 please", "en", 3), ("2 doesn't work, 1 does", "en", 1),
        ("la 1 es muy temprano, la 3 por favor", "es", 3),
        ("la 1 est trop tôt, la 3 svp", "fr", 3), ("1 ist zu früh, 3 bitte", "de", 3), ("2 geht nicht, 1 schon", "de", 1),
        ("la 1 è troppo presto, la 3 per favore", "it", 3), ("a 2 não dá, a 1 dá", "pt", 1), ("2 kan niet, 1 wel", "nl", 1),
        ("2は無理ですが1は大丈夫です", "ja", 1), ("1は早いです、3で", "ja", 3), ("1번은 너무 일러요, 3번이요", "ko", 3),
        ("1太早了，3吧", "zh", 3),
    ],
)  # fmt: skip
def test_what_follows_a_refusal_is_picked(text: str, language: str, number: int) -> None:
    found = read(text, NOW, language, (), CHOOSE)

    assert (Intent.CHOOSE, number) == (found.intent, found.choice)


@pytest.mark.parametrize("text", ["1 is too early, 2 is too late", "2 is too early", "2, that's too early", "too early, 3?"])
def test_what_is_only_refused_picks_nothing(text: str) -> None:
    assert read(text, NOW, "en", (), CHOOSE).choice is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("not thursday or friday", "en"), ("not thursday, not friday either", "en"), ("pas jeudi ni vendredi", "fr"),
        ("non giovedì né venerdì", "it"), ("ni el jueves ni el viernes", "es"), ("nicht Donnerstag oder Freitag", "de"),
    ],
)  # fmt: skip
def test_all_but_one_refused_leaves_open_whether_that_one_suits(text: str, language: str) -> None:
    found = read(text, NOW, language, (), CHOOSE)

    assert (None, {THURSDAY, FRIDAY}) == (found.choice, {w.start for w in found.excluded})


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("pas lundi à 15h", "fr"), ("non lunedì alle 15", "it"), ("no el lunes a las 15", "es"),
        ("não na segunda às 15", "pt"), ("not monday at 3pm", "en"),
    ],
)  # fmt: skip
def test_a_day_is_refused_with_its_hour(text: str, language: str) -> None:
    found = read(text, NOW, language, (), CHOOSE)

    assert found.choice is None
    assert found.windows == ()
    assert {w.start for w in found.excluded} == {datetime(2026, 3, 9, 15)}


@pytest.mark.parametrize(
    ("text", "language"),
    [("je travaille lundi à 15h", "fr"), ("trabajo el lunes a las 15", "es"), ("lavoro lunedì alle 15", "it")],
)
def test_a_day_with_its_hour_that_is_taken_picks_nothing(text: str, language: str) -> None:
    assert read(text, NOW, language, (), CHOOSE).choice is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("après jeudi à 9h", "fr"), ("dopo giovedì alle 9", "it"), ("después del jueves a las 9", "es"),
        ("depois de quinta às 9", "pt"), ("after thursday at 9", "en"),
    ],
)  # fmt: skip
def test_behind_a_day_with_its_hour_is_not_that_hour(text: str, language: str) -> None:
    found = read(text, NOW, language, (), CHOOSE)

    assert found.choice is None
    assert found.intent == Intent.PROPOSE
