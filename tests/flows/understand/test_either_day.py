"""A weekday that its date is not, nor soon will be: the date and the weekday beside it are asked about, and never an hour."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Intent
from tests.flows.understand.contexts import NOW, reading


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Friday the 14th"), ("en", "friday 14th"), ("en", "Friday 14"), ("de", "Freitag den 14."),
        ("pt", "sexta dia 14"),
        ("nl", "vrijdag de 14e"), ("ja", "14日(金)"), ("ko", "14일 금요일"), ("zh", "14号周五"),
    ],
)  # fmt: skip
def test_both_days_are_in_the_window(language: str, text: str) -> None:
    (window,) = reading(text, language, "confirm").windows

    assert (window.start, window.end, window.time_given) == (datetime(2026, 3, 13), datetime(2026, 3, 15), False)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Monday 21"), ("de", "Montag 21"), ("fr", "lundi 21"), ("es", "lunes 21")]
)
def test_it_is_no_hour(language: str, text: str) -> None:
    assert not any(window.time_given for window in reading(text, language, "confirm").windows)


def test_with_an_hour_it_is_that_hour_on_either_day() -> None:
    windows = reading("Friday the 14th at 2:30", "en", "confirm").windows

    assert [window.start for window in windows] == [datetime(2026, 3, 13, 14, 30), datetime(2026, 3, 14, 14, 30)]


@pytest.mark.parametrize("day", [13, 14])
def test_neither_is_taken(day: int) -> None:
    slot = datetime(2026, 3, day, 10)

    chosen = read("Friday the 14th", NOW, "en", (), Asked("choose", None, (slot, datetime(2026, 3, 17, 10))))
    agreed = read("Yes, Friday the 14th", NOW, "en", (), Asked("confirm", slot))

    assert (chosen.choice, agreed.intent) == (None, Intent.PROPOSE)


@pytest.mark.parametrize(
    ("language", "text", "start"),
    [
        ("en", "Friday the 13th", datetime(2026, 3, 13)), ("en", "Tuesday the 21st", datetime(2026, 4, 21)),
        ("de", "Freitag 14", datetime(2026, 3, 6, 14)), ("en", "Friday 14:00", datetime(2026, 3, 6, 14)),
        ("ja", "6月19日月曜日", datetime(2026, 6, 19)),
    ],
)  # fmt: skip
def test_what_fits_soon_or_is_an_hour_stays(language: str, text: str, start: datetime) -> None:
    assert [window.start for window in reading(text, language, "confirm").windows] == [start]
