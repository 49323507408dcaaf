"""Two hours of one day joined by "or", and hours of "that day" with the bound behind them."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked

NOW, VISIT = datetime(2026, 3, 4, 10), datetime(2026, 3, 6, 14, 30)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("tuesday 2 or 3pm", "en"), ("martes 14 o 15h", "es"), ("el martes a las 14 o 15", "es"),
        ("el martes a las 2 o 3", "es"),
        ("mardi 14 ou 15h", "fr"), ("Dienstag 14 oder 15 Uhr", "de"), ("am Dienstag 14 oder 15 Uhr", "de"),
        ("martedì 14 o 15:00", "it"), ("terça 14 ou 15h", "pt"), ("dinsdag 14 of 15 uur", "nl"), ("火曜14か15時", "ja"),
        ("화요일 2시나 3시", "ko"), ("周二14或15点", "zh"),
    ],
)  # fmt: skip
def test_a_number_that_a_clock_time_is_joined_to_is_an_hour(text: str, language: str) -> None:
    found = read(text, NOW, language, (), Asked("when", VISIT))

    assert [(10, 14), (10, 15)] == [(w.start.day, w.start.hour) for w in found.windows]


@pytest.mark.parametrize(("text", "language"), [("mardi 14 à 15h", "fr"), ("martes 14 a 15h", "es"), ("Dienstag 14", "de")])
def test_a_number_behind_its_weekday_may_still_be_a_date(text: str, language: str) -> None:
    found = read(text, NOW, language, (), Asked("when", VISIT))

    assert [(4, 14)] == [(w.start.month, w.start.day) for w in found.windows]


@pytest.mark.parametrize(
    ("text", "language", "hours"),
    [
        ("その日16時以降", "ja", (16, 0)), ("その日の16時以前", "ja", (0, 16)), ("その日の14時から16時まで", "ja", (14, 16)),
        ("그날 4시 이후", "ko", (16, 0)), ("그날 2시부터 4시까지", "ko", (14, 16)), ("那天四点以后", "zh", (16, 0)),
        ("那天两点到四点", "zh", (14, 16)), ("that day after 4", "en", (16, 0)), ("that day from 2 to 4", "en", (14, 16)),
    ],
)  # fmt: skip
def test_that_day_keeps_the_bound_behind_its_hour(text: str, language: str, hours: tuple[int, int]) -> None:
    (window,) = read(text, NOW, language, (), Asked("confirm", VISIT)).windows

    assert (6, *hours) == (window.start.day, window.start.hour, window.end.hour)
