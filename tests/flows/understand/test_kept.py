"""Texts that come again: what was understood of them and answered before is never taken for another day, hour or question."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bench.texts import different_texts
from flows.understand import KEPT, read, resolve, understand
from flows.values import Asked, Reading

MORNING = datetime(2026, 3, 4, 10)
MOMENTS = (MORNING, MORNING + timedelta(hours=9), MORNING + timedelta(days=1), MORNING + timedelta(days=11, hours=3))
EVERYDAY = (
    "yes", "no", "2", "2 please", "number 3", "the last one", "either one", "any day", "later", "today at 7", "at 7",
    "tomorrow", "friday at 10", "in 2 hours", "as soon as possible", "the 5th", "Ana yes, Leo no", "yes Ana",
    "not the first", "none of those", "do the later one", "cancel", "keep it", "see you then", "7", "11", "5 o'clock",
    "march 5", "the 11", "don't want 2", "2 or 3", "mañana a las 3", "la 2", "la segunda", "el lunes", "heute um 7",
    "3/5",
)  # fmt: skip


def questions(at: datetime) -> list[Asked]:
    """Questions alike in kind and different in times, names and number of offers."""
    ahead = at + timedelta(days=2)
    offers = (ahead, ahead + timedelta(hours=1), ahead + timedelta(days=4))
    one_day = tuple(ahead + timedelta(hours=hour) for hour in range(3))
    return [
        Asked(None, ahead), Asked(None), Asked("confirm", ahead), Asked("confirm", ahead, names=("Ana",)),
        Asked("confirm", ahead, names=("Ana", "Leo"), several=True), Asked("when", ahead), Asked("choose", ahead, offers),
        Asked("choose", ahead, one_day), Asked("choose", None, offers[:2]), Asked("choose", ahead, offers, ("Leo",)),
    ]  # fmt: skip


def readings(texts: tuple[str, ...], *, afresh: bool) -> list[Reading]:
    found = []
    for text in texts:
        for now in MOMENTS:
            for asked in questions(now):
                if afresh:
                    KEPT.clear()
                found.append(read(text, now, "en-US", ("en", "es"), asked))
    return found


@pytest.mark.parametrize("texts", [EVERYDAY, tuple(different_texts(60, seed=11))], ids=["everyday", "different"])
def test_a_text_that_comes_again_is_read_as_one_that_is_new(texts: tuple[str, ...]) -> None:
    assert readings(texts, afresh=True) == readings(texts, afresh=False)


def test_a_text_with_a_time_is_kept_for_its_day() -> None:
    KEPT.clear()
    heard = understand("friday at 10", MORNING)

    assert heard is understand("friday at 10", MORNING + timedelta(hours=3))
    assert heard is not understand("friday at 10", MORNING + timedelta(days=7))


@pytest.mark.parametrize("text", ["in two hours", "today at 7"])
def test_a_text_that_the_hour_matters_to_is_not_kept(text: str) -> None:
    assert understand(text, MORNING) is not understand(text, MORNING)


def test_a_number_is_read_once_beside_as_many_offers() -> None:
    heard = understand("2", MORNING)
    one, other = (Asked("choose", None, tuple(at + timedelta(hours=n) for n in range(3))) for at in MOMENTS[1:3])

    assert resolve(heard, one, MORNING) is resolve(heard, other, MORNING)


def test_the_texts_kept_have_a_bound() -> None:
    for number in range(1200):
        understand(f"yes {number}th of nothing", MORNING)
        understand(f"ok thanks {chr(97 + number % 26)}{chr(97 + number // 26)}", MORNING)

    assert len(KEPT) <= 1000
