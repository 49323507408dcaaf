""" "Any day" leaves the day open: beside offers that are all on one day it takes none of them."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Intent
from tests.flows.understand.contexts import APPOINTMENT, NOW, OFFERS

ONE_DAY = (datetime(2026, 3, 5, 16), datetime(2026, 3, 5, 16, 30), datetime(2026, 3, 5, 17))
SAID = [
    ("en", ("any day", "any day works", "any day is fine", "doesn't matter which day", "any weekday")),
    ("es", ("cualquier día", "cualquier día me va bien", "el día que sea")),
    ("fr", ("n'importe quel jour", "peu importe le jour")),
    ("de", ("egal welcher Tag", "jeder Tag", "Tag ist egal")),
    ("it", ("qualsiasi giorno", "un giorno qualsiasi", "qualunque giorno va bene")),
    ("pt", ("qualquer dia", "qualquer dia serve")),
    ("nl", ("elke dag", "maakt niet uit welke dag")),
    ("ja", ("何曜日でも", "どの日でもいいです", "何日でも大丈夫")),
    ("ko", ("아무 날이나", "무슨 요일이든 괜찮아요")),
    ("zh", ("哪天都行", "随便哪天", "哪一天都可以")),
]  # fmt: skip


@pytest.mark.parametrize(("language", "texts"), SAID)
def test_takes_no_offer_where_all_are_on_one_day(language: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        for expecting in ("choose", "when"):
            asked = Asked(expecting, APPOINTMENT, ONE_DAY if expecting == "choose" else ())
            reading = read(text, NOW, language, (language,), asked)
            assert (text, reading.intent, reading.any_day) == (text, Intent.PROPOSE, True)


@pytest.mark.parametrize("text", ["any day", "any of them", "any time"])
def test_takes_the_first_of_offers_on_several_days(text: str) -> None:
    reading = read(text, NOW, "en", ("en",), Asked("choose", APPOINTMENT, OFFERS))

    assert (reading.intent, reading.choice) == (Intent.CHOOSE, 1)


@pytest.mark.parametrize("text", ["any time", "any of them", "whichever", "you choose"])
def test_any_of_the_hours_of_one_day_is_the_first(text: str) -> None:
    reading = read(text, NOW, "en", ("en",), Asked("choose", APPOINTMENT, ONE_DAY))

    assert (reading.intent, reading.choice) == (Intent.CHOOSE, 1)


@pytest.mark.parametrize("text", ["any other day", "have a nice day", "any news?", "thursday", "the day after"])
def test_other_words_of_days_leave_none_open(text: str) -> None:
    assert not read(text, NOW, "en", ("en",), Asked("choose", APPOINTMENT, ONE_DAY)).any_day
