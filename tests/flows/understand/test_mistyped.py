"""Two letters that changed places, or one typed twice: the word is still known, in short words and numbers too."""

from __future__ import annotations

import pytest

from flows.understand import read
from flows.understand.spelling import mistyped
from flows.values import Asked, Expecting, Window
from tests.flows.understand.contexts import ACTING, APPOINTMENT, NOW, meant

# As it is typed, as it is meant.
TYPED = [
    ("en", "in two weesk", "in two weeks"),
    ("en", "quartre past 3 on monday", "quarter past 3 on monday"),
    ("en", "the thrid of march", "the third of march"),
    ("en", "tewnty minutes later", "twenty minutes later"),
    ("es", "el luens a las 5", "el lunes a las 5"),
    ("es", "la semaan que viene", "la semana que viene"),
    ("es", "el juevves por la tarde", "el jueves por la tarde"),
    ("pt", "na treça de manhã", "na terça de manhã"),
    ("fr", "jeuid matin", "jeudi matin"),
    ("fr", "mardii prochain", "mardi prochain"),
    ("de", "nächtse woche", "nächste woche"),
    ("de", "in zwei Wohcen", "in zwei Wochen"),
    ("it", "la settimaan prossima", "la settimana prossima"),
    ("nl", "volgedne week", "volgende week"),
]
# A letter left out of a long word, or another one typed.
LEFT_OUT = [
    ("en", "quater past 3 on monday", "quarter past 3 on monday"),
    ("en", "in 30 minuts", "in 30 minutes"),
    ("it", "la settmana prossima", "la settimana prossima"),
    ("fr", "la semaine prochane", "la semaine prochaine"),
    ("nl", "volgnde week", "volgende week"),
]
ANSWERS = [
    ("en", "confirm", "that wokrs", "affirm"),
    ("en", "confirm", "sounsd good", "affirm"),
    ("en", "confirm", "thakn you", "thanks"),
    ("en", "choose", "the frist one", "choose"),
    ("en", "confirm", "cancle it please", "cancel"),
]
# Short for more than their letters say.
SHORTENED = [
    ("en", "confirm", "yes were good thx", "affirm"),
    ("en", "choose", "gimme 1", "choose"),
    ("en", "choose", "picking 2", "choose"),
    ("en", "choose", "numero 2", "choose"),
]
# What looks like a slip and is none.
OTHER_WORDS = ["I'm thirsty", "there are some", "is there parking", "it was a trade", "the garden is nice", "reset it"]


def windows(text: str, language: str) -> tuple[Window, ...]:
    return read(text, NOW, language, (), Asked("when", APPOINTMENT, ())).windows


@pytest.mark.parametrize(("language", "typed", "wanted"), TYPED + LEFT_OUT)
def test_a_time_with_a_slip_is_the_time(language: str, typed: str, wanted: str) -> None:
    assert windows(wanted, language)
    assert windows(wanted, language) == windows(typed, language)


def test_two_slips_are_no_word() -> None:
    assert windows("in twelve days", "en")
    assert not windows("in twlevve days", "en")


@pytest.mark.parametrize(("language", "context", "typed", "intent"), ANSWERS + SHORTENED)
def test_an_answer_with_a_slip_is_the_answer(language: str, context: Expecting, typed: str, intent: str) -> None:
    assert intent == meant(typed, language, context)


@pytest.mark.parametrize("context", ["confirm", "choose", "when"])
@pytest.mark.parametrize("text", OTHER_WORDS)
def test_another_word_is_no_slip(text: str, context: Expecting) -> None:
    assert meant(text, "en", context) not in ACTING
    assert not windows(text, "en")


def test_the_first_letter_stays_and_long_words_are_left_alone() -> None:
    assert "mardi" in mistyped("mardii")
    assert "mardi" in mistyped("madri")
    assert not [word for word in mistyped("mardii") if word[0] != "m"]
    assert not mistyped("a" * 25)
