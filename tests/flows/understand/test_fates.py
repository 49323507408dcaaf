"""A refusal or a reason right behind a day refuses that day: it is never taken for a choice of it, nor of the one left."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Intent, Reading

NOW = datetime(2026, 3, 2, 10)
OFFERS = (datetime(2026, 3, 4, 10), datetime(2026, 3, 6, 11))  # a Wednesday and a Friday


def listed(text: str, language: str) -> Reading:
    return read(text, NOW, language, (), Asked("choose", None, OFFERS))


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ("wednesday something came up", "wednesday my car broke down", "wednesday sorry i'm sick", "wednesday no",
                "wednesday, something came up", "wednesday i have work", "wednesday at 10 i can't", "wednesday no good",
                "can't do wednesday", "wednesday doesn't work", "can't do wednesday, my son is ill")),
        ("es", ("miércoles me surgió algo", "miércoles no", "el miércoles tengo trabajo", "el miércoles, estoy enferma")),
        ("fr", ("mercredi mon train est supprimé", "mercredi non", "mercredi je suis malade")),
        ("de", ("mittwoch ist mir was dazwischengekommen", "mittwoch nein", "mittwoch bin ich krank")),
        ("it", ("mercoledì non verrò", "mercoledì no", "mercoledì sono malata")),
        ("pt", ("quarta não", "quarta surgiu um imprevisto")),
        ("nl", ("woensdag nee", "woensdag ben ik ziek")),
        ("ja", ("水曜は仕事です", "水曜は無理")),
        ("ko", ("수요일은 일이 생겼어요", "수요일 안돼요")),
        ("zh", ("周三有事", "周三不行")),
    ],
)  # fmt: skip
def test_a_refused_day_is_not_chosen_and_leaves_no_choice_of_the_other(language: str, texts: tuple[str, ...]) -> None:
    heard = {text: listed(text, language) for text in texts}

    assert {} == {text: found.choice for text, found in heard.items() if found.intent in (Intent.CHOOSE, Intent.AFFIRM)}
    assert {} == {text: found.windows for text, found in heard.items() if found.windows}


@pytest.mark.parametrize(
    ("text", "language", "choice"),
    [
        ("wednesday, no problem", "en", 1), ("wednesday no problem", "en", 1), ("wednesday is not possible, friday", "en", 2),
        ("not wednesday", "en", 2), ("the first one doesn't work, the second does", "en", 2), ("wednesday thanks", "en", 1),
        ("el miércoles no, el viernes", "es", 2), ("vendredi oui mercredi non", "fr", 2), ("mercredi pas de souci", "fr", 1),
        ("mittwoch kein problem", "de", 1), ("mercoledì nessun problema", "it", 1), ("quarta sem problema", "pt", 1),
        ("woensdag geen probleem", "nl", 1), ("水曜で問題ない", "ja", 1), ("수요일 괜찮아요", "ko", 1), ("周三没问题", "zh", 1),
    ],
)  # fmt: skip
def test_words_that_only_sound_like_a_refusal_choose(text: str, language: str, choice: int) -> None:
    found = listed(text, language)

    assert (Intent.CHOOSE, choice) == (found.intent, found.choice)


@pytest.mark.parametrize(
    "text",
    ["2 something came up", "the first one something came up", "the first one no", "number 1 i have work", "2 no", "1 no 2 yes",
     "2, sorry my kid is sick", "the later one i'm sick", "the first one doesn't work", "at 10 no"],
)  # fmt: skip
def test_a_refused_number_is_not_chosen_and_leaves_no_choice_of_the_other(text: str) -> None:
    assert listed(text, "en").intent not in (Intent.CHOOSE, Intent.AFFIRM)


def test_a_question_whether_a_day_is_impossible_wishes_for_it() -> None:
    found = read("¿y el sábado no se puede?", NOW, "es", (), Asked("confirm", OFFERS[0], ()))

    assert [datetime(2026, 3, 7)] == [window.start for window in found.windows]


def test_a_day_asked_back_is_refused_by_the_no_behind_it() -> None:
    texts = {
        "wednesday? i'm away then": "en-US",
        "wednesday? no.": "en-US",
        "Mittwoch? Da bin ich weg": "de-DE",
        "水曜？無理です": "ja-JP",
    }
    for text, language in texts.items():
        heard = listed(text, language)
        assert (None, (), OFFERS[0].date()) == (heard.choice, heard.windows, heard.excluded[0].start.date()), text
    assert listed("wednesday? no, friday", "en-US").choice == 2
    assert listed("can we do wednesday? I'm sick today", "en-US").choice == 1
    assert listed("can we do wednesday? I can't make it", "en-US").choice is None
