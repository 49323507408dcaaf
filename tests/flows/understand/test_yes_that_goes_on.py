"""Words that agree by themselves say something else with what they go on to: "all good at home", "right next to the office"."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent

NOW = datetime(2026, 3, 4, 10, 0)
VISIT = datetime(2026, 3, 6, 14, 30)


@pytest.mark.parametrize("expecting", [None, "confirm"])
@pytest.mark.parametrize(
    "text",
    [
        "all good at home", "all set for school", "right next to the office", "got it from my mom", "i like it here",
        "i'm coming home", "perfect day for it", "looks good on me", "more facts please", "everything okay over there",
        "all good with you guys", "yes in french",
    ],
)  # fmt: skip
def test_an_agreeing_word_that_goes_on_agrees_to_nothing(text: str, expecting: Expecting | None) -> None:
    reading = read(text, NOW, "en-US", asked=Asked(expecting=expecting, appointment=VISIT))

    assert Intent.AFFIRM != reading.intent


@pytest.mark.parametrize(
    "text", ["all good", "all set", "got it", "i like it", "that's right", "looks good to me", "all good thanks"]
)
def test_by_itself_it_agrees(text: str) -> None:
    reading = read(text, NOW, "en-US", asked=Asked(expecting="confirm", appointment=VISIT))

    assert Intent.AFFIRM == reading.intent
