"""A time that is called early or late is refused, and what is left of a day is wished for by "later that day"."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Intent

NOW = datetime(2026, 3, 3, 10)
VISIT = datetime(2026, 3, 6, 14, 30)
OFFERS = (datetime(2026, 3, 5, 9), datetime(2026, 3, 6, 15))


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ("9 is early", "9 is a bit early for me")), ("es", ("las 9 es pronto", "a las 9 es temprano")),
        ("pt", ("às 9 é cedo", "9h é muito cedo")), ("fr", ("9h c'est tôt", "9h c'est un peu tôt")),
        ("de", ("9 ist früh", "um 9 ist mir zu früh")), ("it", ("alle 9 è presto", "le 9 è presto")),
        ("nl", ("9 uur is vroeg",)), ("ja", ("9時は早い", "9時は少し早いかな")), ("ko", ("9시는 이른데요", "9시는 일러요")),
        ("zh", ("9点早了", "9点有点早")),
    ],
)  # fmt: skip
def test_an_hour_called_early_is_refused(language: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        found = read(text, NOW, language, (), Asked("choose", VISIT, OFFERS))

        assert (text, Intent.LATER, (), 9) == (text, found.intent, found.windows, found.excluded[0].start.hour)


@pytest.mark.parametrize(
    ("text", "language"),
    [("早上9点", "zh"), ("9点早上", "zh"), ("9時は早い方がいい", "ja"), ("9시는 좋아요", "ko")],
)
def test_an_hour_that_is_only_in_the_morning_is_taken(text: str, language: str) -> None:
    assert read(text, NOW, language, (), Asked("choose", VISIT, OFFERS)).choice == 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("any chance of a later slot that day", "en"), ("something later that day", "en"), ("同じ日のもっと遅い時間", "ja"),
        ("같은 날 더 늦은 시간", "ko"), ("同一天晚一点", "zh"),
    ],
)  # fmt: skip
def test_later_that_day_is_behind_the_visit(text: str, language: str) -> None:
    for asked in (Asked("confirm", VISIT), Asked("choose", VISIT, (OFFERS[0], datetime(2026, 3, 6, 11)))):
        found = read(text, NOW, language, (), asked)

        assert (text, None) == (text, found.choice)
        assert [(VISIT, datetime(2026, 3, 7))] == [(window.start, window.end) for window in found.windows]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("we're moving that day", "en"), ("I'm moving house on Friday", "en"), ("I'm moving on Friday", "en"),
        ("ese día nos mudamos", "es"), ("nesse dia mudamos de casa", "pt"), ("an dem Tag ziehen wir um", "de"),
        ("on déménage ce jour-là", "fr"), ("quel giorno traslochiamo", "it"), ("we verhuizen die dag", "nl"),
        ("その日は引っ越しです", "ja"), ("그날 이사해요", "ko"), ("那天要搬家", "zh"),
    ],
)  # fmt: skip
def test_moving_house_refuses_the_day(text: str, language: str) -> None:
    assert read(text, NOW, language, (), Asked("confirm", VISIT)).intent == Intent.DENY
    assert read(text, NOW, language, (), Asked("choose", VISIT, OFFERS)).choice is None


@pytest.mark.parametrize("text", ["I'm moving my appointment to Friday", "moving to friday works", "can I move to friday"])
def test_moving_the_visit_is_no_moving_house(text: str) -> None:
    assert read(text, NOW, "en", (), Asked("confirm", datetime(2026, 3, 5, 9))).intent == Intent.RESCHEDULE


def test_my_appointment_later_that_day_books_no_other_one() -> None:
    found = read("hey can i do my appt a bit later that day?", NOW, "en", (), Asked(appointment=VISIT))

    assert (found.intent, found.windows[0].start) == (Intent.PROPOSE, VISIT)
    assert read("can i do my appointment later", NOW, "en").intent == Intent.LATER
    assert read("later! thanks", NOW, "en").intent == Intent.THANKS


def test_that_day_is_not_today_where_nobody_knows_which_visit_is_meant() -> None:
    assert read("can i do my appt a bit later that day?", NOW, "en").windows == ()
    assert read("この日", NOW, "ja", (), Asked("when")).windows[0].start == datetime(2026, 3, 3)
