"""Which of the times named are wished for, and how what was asked settles the rest."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read, resolve, understand
from flows.values import Asked, Expecting, Intent, Reading

NOW = datetime(2026, 3, 4, 10, 0)
APPOINTMENT = datetime(2026, 3, 6, 14, 30)


def reading(text: str, expecting: Expecting | None = "confirm") -> Reading:
    return read(text, NOW, "en-US", (), Asked(expecting, APPOINTMENT))


def starts(text: str, expecting: Expecting | None = "confirm") -> list[datetime]:
    return [window.start for window in reading(text, expecting).windows]


@pytest.mark.parametrize(
    "text",
    [
        "my birthday is on the 20th", "I was there last monday", "10 minutes late", "I'll let you know on monday",
        "I'll call you tomorrow", "party of 4", "is it going to rain on sunday", "Friday doesn't work",
    ],
)  # fmt: skip
def test_times_that_are_not_wished_for_give_no_window(text: str) -> None:
    assert [] == starts(text)


def test_the_appointments_own_time_is_no_wish() -> None:
    assert [datetime(2026, 3, 9)] == starts("move my Friday appointment to Monday")


def test_a_refused_day_is_told_apart_from_the_wish() -> None:
    heard = reading("I can't do Monday but Tuesday is good")

    assert [datetime(2026, 3, 10)] == [window.start for window in heard.windows]
    assert [datetime(2026, 3, 9)] == [window.start for window in heard.excluded]


def test_several_windows_are_kept_in_order() -> None:
    assert [datetime(2026, 3, 10, 9), datetime(2026, 3, 5, 15)] == starts("Tuesday at 9 or Thursday at 3")


def test_a_bare_hour_is_a_time_where_a_time_was_asked_for() -> None:
    assert [15] == [start.hour for start in starts("how about 3", "when")]


def test_a_relative_wish_is_counted_from_the_appointment() -> None:
    assert [datetime(2026, 3, 6, 15, 30)] == starts("could we make it an hour later")


def test_the_time_that_was_asked_about_needs_no_new_proposal() -> None:
    assert reading("yes, Friday at 2:30").intent is Intent.AFFIRM


def test_another_time_is_never_a_yes() -> None:
    assert reading("yes, Friday at 3:30").intent is Intent.PROPOSE


def test_what_was_asked_never_overrides_what_is_said() -> None:
    for expecting in ("confirm", "choose", "when", None):
        asked = Asked(expecting, APPOINTMENT, (APPOINTMENT,))

        assert read("cancel my appointment", NOW, "en-US", (), asked).intent is Intent.CANCEL


def test_hearing_and_resolving_apart_is_reading_at_once() -> None:
    asked = Asked("confirm", APPOINTMENT)

    apart = resolve(understand("can we do Thursday at 4", NOW, "en-US"), asked, NOW)

    assert read("can we do Thursday at 4", NOW, "en-US", (), asked) == apart
