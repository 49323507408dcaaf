"""Taking leave until the day asked about, a no that is none, and offers refused or taken together, in many languages."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Intent, Reading

NOW = datetime(2026, 3, 4, 10, 0)
FRIDAY = datetime(2026, 3, 6, 14, 30)
OFFERS = (datetime(2026, 3, 9, 9, 0), datetime(2026, 3, 9, 15, 30), datetime(2026, 3, 11, 11, 0))


def confirming(text: str, language: str) -> Reading:
    return read(text, NOW, language, (), Asked("confirm", FRIDAY))


def choosing(text: str, language: str) -> Reading:
    return read(text, NOW, language, (), Asked("choose", FRIDAY, OFFERS))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de-DE", "bis Freitag"), ("de-DE", "bis Freitag dann!"), ("nl-NL", "tot vrijdag"), ("nl-NL", "tot vrijdag dan"),
        ("fr-FR", "à vendredi"), ("fr-FR", "à vendredi alors"), ("it-IT", "a venerdì"), ("pt-BR", "até sexta"),
        ("pt-BR", "até sexta então"), ("zh-CN", "那周五见"), ("ko-KR", "금요일에 봬요"),
    ],
)  # fmt: skip
def test_taking_leave_until_the_day_asked_confirms(language: str, text: str) -> None:
    assert confirming(text, language).intent is Intent.AFFIRM


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de-DE", "bis Montag dann"), ("nl-NL", "tot maandag"), ("nl-NL", "tot zaterdag dan"), ("fr-FR", "à lundi alors"),
        ("it-IT", "a lunedì"), ("pt-BR", "até segunda"), ("pt-BR", "até sábado então"),
    ],
)  # fmt: skip
def test_taking_leave_until_another_day_confirms_nothing(language: str, text: str) -> None:
    assert confirming(text, language).intent is not Intent.AFFIRM


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de-DE", "nein nein, kein Problem"), ("nl-NL", "nee hoor, geen probleem"), ("fr-FR", "non non, aucun problème"),
        ("it-IT", "no no, nessun problema"), ("pt-BR", "não, sem problema"), ("ko-KR", "아니요, 문제없어요"),
        ("zh-CN", "没有，没问题"),
    ],
)  # fmt: skip
def test_a_no_that_says_there_is_no_problem_is_neither_yes_nor_no(language: str, text: str) -> None:
    assert confirming(text, language).intent not in (Intent.AFFIRM, Intent.DENY)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de-DE", "nicht die zweite"), ("nl-NL", "niet de tweede"), ("fr-FR", "pas le deuxième"), ("it-IT", "non il secondo"),
        ("pt-BR", "não a segunda"), ("de-DE", "beide gehen"), ("nl-NL", "allebei kan"), ("fr-FR", "les deux me vont"),
        ("it-IT", "vanno bene entrambi"), ("zh-CN", "第一个和第二个都行"), ("ko-KR", "둘 다 괜찮아요"),
    ],
)  # fmt: skip
def test_one_refused_or_both_taken_names_no_single_offer(language: str, text: str) -> None:
    heard = choosing(text, language)

    assert (None, False) == (heard.choice, heard.intent is Intent.AFFIRM)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de-DE", "die zweite passt mir"), ("nl-NL", "de tweede is goed"), ("pt-BR", "a segunda, por favor"),
        ("zh-CN", "第二个吧"), ("en-US", "2 please Karen"),
    ],
)  # fmt: skip
def test_the_second_is_picked(language: str, text: str) -> None:
    assert choosing(text, language).choice == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de-DE", "Ich muss meinen Termin am Freitag leider absagen"), ("de-DE", "muss wegen Krankheit leider absagen"),
        ("nl-NL", "wegens ziekte moet ik afzeggen"), ("nl-NL", "ik wil mijn afspraak van vrijdag afzeggen"),
        ("zh-CN", "帮我取消吧"),
    ],
)  # fmt: skip
def test_a_verb_behind_its_own_object_still_cancels(language: str, text: str) -> None:
    assert read(text, NOW, language, (), Asked(None, FRIDAY)).intent is Intent.CANCEL
