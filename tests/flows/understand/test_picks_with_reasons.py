"""A reason that speaks of another day than the one picked refuses nothing; a no behind a pick takes it back."""

from __future__ import annotations

import pytest

from flows.understand import read
from flows.values import Asked, Intent
from tests.flows.understand.contexts import ACTING, APPOINTMENT, NOW, OFFERS, meant

TWO = [
    ("en", ("2 because thursday I work", "2 not thursday", "2, no rush", "2, no problem")),
    ("fr", ("la 2 car je travaille jeudi", "la 2, je travaille jeudi")),
    ("de", ("die 2, weil ich donnerstags arbeite",)),
    ("it", ("la 2 perché giovedì lavoro",)),
    ("pt", ("a 2 porque quinta trabalho",)),
    ("nl", ("2 want donderdag werk ik",)),
]  # fmt: skip


@pytest.mark.parametrize(("language", "texts"), TWO)
def test_the_pick_stands(language: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        reading = read(text, NOW, language, (language,), Asked("choose", APPOINTMENT, OFFERS))
        assert (text, reading.intent, reading.choice) == (text, Intent.CHOOSE, 2)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "2, no"), ("en", "2, I can't"), ("en", "thursday, no"), ("en", "2, friday i can't"),
        ("en", "friday at the earliest"),
        ("en", "3 at the earliest"), ("fr", "vendredi au plus tôt"), ("es", "el viernes como pronto"), ("ko", "빨라야 금요일"),
        ("en", "after friday"), ("de", "nach Freitag"), ("ja", "金曜より後"), ("zh", "周五之后"),
        ("en", "I'd rather not come on friday"), ("de", "lieber nicht am Freitag"), ("it", "preferirei non venire venerdì"),
    ],
)  # fmt: skip
def test_nothing_is_taken(language: str, text: str) -> None:
    assert meant(text, language, "choose") not in ACTING


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "1 yes 2 no"), ("ko", "1번은 돼요 2번은 안 돼요"), ("en", "1 no 2 yes"), ("nl", "is vrijdag bij dokter Ito?"),
        ("ja", "金曜は伊藤先生ですか"), ("en", "is 2 with Dr Ito?"), ("ja", "2番は午前ですか"), ("ko", "2번은 오전이에요?"),
    ],
)  # fmt: skip
def test_two_verdicts_and_questions_about_an_offer_take_none(language: str, text: str) -> None:
    assert meant(text, language, "choose") not in ACTING


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "not 1, not 2, 3 yes", 3),
        ("en", "I can't do 1 3 works", 3),
        ("ja", "金曜でお願いできますか", 2),
        ("en", "this is Anna, friday ok?", 2),
    ],
)
def test_one_that_is_left_or_requested_is_taken(language: str, text: str, number: int) -> None:
    reading = read(text, NOW, language, (language,), Asked("choose", APPOINTMENT, OFFERS))

    assert (reading.intent, reading.choice) == (Intent.CHOOSE, number)
