"""Two that are joined by "or" are not yet a choice, nor is the one left where each of the others is refused by itself."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Intent, Reading

NOW = datetime(2026, 3, 3, 10)
THREE = (datetime(2026, 3, 5, 9), datetime(2026, 3, 5, 15), datetime(2026, 3, 6, 11))  # Thursday twice, Friday
TWO = (datetime(2026, 3, 5, 9), datetime(2026, 3, 6, 15))


def listed(text: str, language: str, offers: tuple[datetime, ...]) -> Reading:
    return read(text, NOW, language, (), Asked("choose", None, offers))


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ("1 or friday", "the first or friday", "thursday the 5th or the 6th", "thursday the 5th or the 12th",
                "thursday at 9 or friday", "the second or the third")),
        ("es", ("la primera o el viernes", "la segunda o el jueves", "la primera o el lunes", "el 5 o el 12")),
        ("pt", ("a primeira ou a sexta", "a primeira ou sexta-feira")),
        ("fr", ("la première ou vendredi", "jeudi 5 ou 12")),
        ("de", ("die erste oder Freitag", "Donnerstag der 5. oder der 12.?")),
        ("it", ("la prima o venerdì", "giovedì 5 o 12")),
        ("nl", ("de eerste of vrijdag",)),
        ("ja", ("1番か金曜", "1番目か金曜日で")),
        ("ko", ("1번이나 금요일", "첫 번째 아니면 금요일")),
        ("zh", ("第一个或者周五", "1或周五")),
    ],
)  # fmt: skip
def test_two_possibilities_are_asked_about(language: str, texts: tuple[str, ...]) -> None:
    chosen = {(text, offers): listed(text, language, offers).choice for text in texts for offers in (TWO, THREE)}

    assert {} == {each: choice for each, choice in chosen.items() if choice is not None}


@pytest.mark.parametrize(
    ("text", "language", "offers", "choice"),
    [
        ("3 or friday", "en", THREE, 3), ("the first or thursday", "en", TWO, 1), ("a segunda ou a sexta", "pt", TWO, 2),
        ("thursday or friday, whichever", "en", TWO, 1), ("not 1 or 2 so 3", "en", THREE, 3),
    ],
)  # fmt: skip
def test_two_names_of_one_offer_choose_it(text: str, language: str, offers: tuple[datetime, ...], choice: int) -> None:
    found = listed(text, language, offers)

    assert (Intent.CHOOSE, choice) == (found.intent, found.choice)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ni la 1 ni la 3", "es"), ("nem a 1 nem a 3", "pt"), ("not 1 and not 3", "en"),
        ("weder 1 noch 3", "de"), ("ni la 1 ni la 3", "fr"), ("né la 1 né la 3", "it"), ("noch 1 noch 3", "nl"),
        ("1も3もだめ", "ja"), ("1번도 3번도 안돼요", "ko"), ("1和3都不行", "zh"),
    ],
)  # fmt: skip
def test_refusing_one_after_the_other_leaves_no_choice(text: str, language: str) -> None:
    assert listed(text, language, THREE).choice is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("only 3 works", "en"), ("nur die 3 geht", "de"), ("seulement le 3", "fr"), ("il n'y a que le 3 qui va", "fr"),
        ("solo la 3", "it"), ("alleen 3 kan", "nl"), ("3番しかだめ", "ja"),
        ("3番しか無理です", "ja"), ("3번밖에 안 돼요", "ko"),
        ("只有3可以", "zh"), ("金曜しか無理", "ja"),
    ],
)  # fmt: skip
def test_the_only_one_that_will_do_is_chosen(text: str, language: str) -> None:
    assert listed(text, language, THREE).choice == 3


@pytest.mark.parametrize(("text", "language"), [("3番は無理", "ja"), ("3번은 안 돼요", "ko"), ("il n'y a pas que le 3", "fr")])
def test_one_that_will_not_do_is_not_chosen(text: str, language: str) -> None:
    assert listed(text, language, THREE).choice is None
