"""A greeting by the time of the day wishes for no part of it, and moves no hour into it."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.values import Intent
from tests.flows.understand.contexts import meant, reading

AT_NINE, AT_THREE = datetime(2026, 3, 6, 9), datetime(2026, 3, 6, 15)


@pytest.mark.parametrize(
    ("language", "text", "start"),
    [
        ("en", "good morning, friday at 3", AT_THREE), ("en", "good morning friday at 3", AT_THREE),
        ("en", "good evening, friday at 9", AT_NINE), ("en", "Good afternoon can i come friday at 9?", AT_NINE),
        ("es", "buenas tardes, el viernes a las 9", AT_NINE), ("es", "buenos días el viernes a las 3", AT_THREE),
        ("es", "buenas noches, el viernes a las 9", AT_NINE), ("fr", "bonsoir, vendredi à 9h", AT_NINE),
        ("de", "Guten Abend, Freitag um 9", AT_NINE), ("de", "Guten Morgen, Freitag um 3", AT_THREE),
        ("it", "buonasera, venerdì alle 9", AT_NINE), ("pt", "boa tarde, sexta às 9", AT_NINE),
        ("pt", "bom dia, sexta às 3", AT_THREE), ("nl", "goedenavond, vrijdag om 9", AT_NINE),
        ("ja", "おはようございます。金曜の3時", AT_THREE), ("ko", "좋은 아침입니다. 금요일 3시", AT_THREE),
        ("zh", "晚上好，周五9点", AT_NINE),
    ],
)  # fmt: skip
def test_the_hour_is_as_without_it(language: str, text: str, start: datetime) -> None:
    assert [start] == [window.start for window in reading(text, language, "when").windows]


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "good afternoon"), ("en", "Good morning"), ("es", "buenas tardes"), ("es", "Buenos días"), ("pt", "boa tarde")],
)
def test_by_itself_it_greets(language: str, text: str) -> None:
    assert {Intent.GREETING} == {meant(text, language, expecting) for expecting in ("confirm", "choose", "when", None)}


def test_with_an_ok_it_takes_no_offer_of_that_part_of_the_day() -> None:
    assert [Intent.AFFIRM] * 4 == [
        meant(text, "en", expecting) for text in ("Good afternoon ok please", "hi, ok") for expecting in ("confirm", "choose")
    ]


@pytest.mark.parametrize(("text", "hour"), [("a good morning works for me", 8), ("any good afternoon slots on friday?", 12)])
def test_a_good_morning_is_wished_for_behind_an_article(text: str, hour: int) -> None:
    assert [hour] == [window.start.hour for window in reading(text, "en", "when").windows]


def test_a_day_wished_to_others_is_none_of_ours() -> None:
    assert ((), ()) == (
        reading("have a good morning", "en", "when").windows,
        reading("have a lovely evening", "en", "when").windows,
    )
