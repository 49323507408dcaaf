"""A letter typed for a digit makes no other time, and words with such letters stay words."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.understand.figures import in_figures
from flows.values import Asked

NOW = datetime(2026, 3, 3, 10)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("can we do 1O am", "can we do 10 am"), ("l0:30 tuesday", "10:30 tuesday"), ("l1 am works", "11 am works"),
        ("10:3O", "10:30"), ("vr 1O uur", "vr 10 uur"), ("le l5 à 1Oh30", "le 15 à 10h30"), ("um l4 Uhr", "um 14 Uhr"),
        ("1o.3o", "10.30"), ("10;30 please", "10:30 please"), ("2O mins late", "20 mins late"),
    ],
)  # fmt: skip
def test_digits_that_were_meant(typed: str, meant: str) -> None:
    assert in_figures(typed) == meant
    assert len(typed) == len(meant)


@pytest.mark.parametrize(
    "text",
    ["I am at 1", "I 2 think", "a 1o opção", "il 5 h", "lO:OO", "so 2 please", "Il 10", "no.50", "O.K. 2", "5l", "oh 2", "2;3"],
)
def test_letters_that_were_meant(text: str) -> None:
    assert in_figures(text) == text


def test_a_letter_for_a_digit_is_read_as_the_hour() -> None:
    window = read("friday 1O am", NOW, "en", (), Asked("when")).windows[0]

    assert (window.start, window.end) == (datetime(2026, 3, 6, 10), datetime(2026, 3, 6, 10))


def test_a_slanted_apostrophe_is_one() -> None:
    assert read("don`t cancel", NOW, "en", (), Asked("confirm", NOW)).intent == read("don't cancel", NOW, "en").intent


@pytest.mark.parametrize("text", ["l0", "l0:30 tuesday", "tuesday, sorry, l0:30"])
def test_the_words_that_made_a_reading_are_shown_as_written(text: str) -> None:
    spans = read(text, NOW, "en", (), Asked("confirm", NOW)).spans

    assert spans
    assert all(text[span.start : span.end] == span.text for span in spans)
