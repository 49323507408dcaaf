"""Two times over a comma or an "and" stay two, and a time counted from nothing takes no offer."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from flows.understand import read
from flows.values import Asked, Intent
from tests.flows.understand.contexts import ACTING, APPOINTMENT, NOW, OFFERS

MONDAY_AT_9, TUESDAY_AT_10 = datetime(2026, 3, 9, 9), datetime(2026, 3, 10, 10)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "monday at 9, tuesday at 10"), ("es", "lunes a las 9, martes a las 10"),
        ("es", "el lunes a las 9, el martes a las 10"), ("fr", "lundi à 9h, mardi à 10h"),
        ("it", "lunedì alle 9, martedì alle 10"), ("it", "lunedì alle 9 e martedì alle 10"),
        ("pt", "segunda às 9, terça às 10"), ("de", "montag um 9, dienstag um 10"), ("nl", "maandag om 9, dinsdag om 10"),
        ("ja", "月曜9時、火曜10時"), ("ko", "월요일 9시, 화요일 10시"), ("zh", "周一9点，周二10点"),
    ],
)  # fmt: skip
def test_each_day_keeps_its_hour(language: str, text: str) -> None:
    reading = read(text, NOW, language, (language,), Asked("when"))

    assert [window.start for window in reading.windows] == [MONDAY_AT_9, TUESDAY_AT_10]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "before 10 and after 5"), ("de", "vor 10 und nach 17 Uhr"), ("de", "vor 10 oder nach 17 Uhr"),
        ("es", "antes de las 10 y después de las 5"), ("fr", "avant 10h et après 17h"), ("it", "prima delle 10 e dopo le 17"),
        ("pt", "antes das 10 e depois das 17"), ("nl", "voor 10 en na 17 uur"), ("ja", "10時前と17時以降"),
        ("ko", "10시 전이나 5시 이후"), ("zh", "10点之前和5点之后"),
    ],
)  # fmt: skip
def test_early_and_late_are_two_spans(language: str, text: str) -> None:
    reading = read(text, NOW, language, (language,), Asked("when"))

    assert [(window.start.time(), window.end.time()) for window in reading.windows] == [(time(), time(10)), (time(17), time())]


@pytest.mark.parametrize("text", ["after 2 and before 5", "before 5 and after 2", "after 2 but before 5"])
def test_bounds_in_order_close_one_span(text: str) -> None:
    reading = read(text, NOW, "en", ("en",), Asked("when"))

    assert [(window.start.time(), window.end.time()) for window in reading.windows] == [(time(14), time(17))]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "reculez-le d'un jour"), ("fr", "avancez d'une heure"), ("en", "push it back a day"), ("en", "a day later"),
        ("es", "un día después"), ("de", "einen Tag später"), ("it", "1 o 3"), ("es", "1 o 3"), ("pt", "1 o 3"),
        ("it", "la 2 o la 3"), ("it", "2 o 3"),
    ],
)  # fmt: skip
def test_takes_no_offer(language: str, text: str) -> None:
    assert read(text, NOW, language, (language,), Asked("choose", None, OFFERS)).intent not in ACTING


def test_a_day_behind_that_day_is_another_one() -> None:
    reading = read("can't make that day, Monday is better", NOW, "en", ("en",), Asked("confirm", APPOINTMENT))

    assert reading.intent == Intent.PROPOSE
    assert [window.start.day for window in (*reading.windows, *reading.excluded)] == [9, 6]
