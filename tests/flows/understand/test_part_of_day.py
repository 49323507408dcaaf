"""A part of the day by itself chooses beside offers where one of them fits, and is wished for where none or several do."""

from __future__ import annotations

import pytest

from flows.understand import read
from flows.values import Asked, Intent
from tests.flows.understand.contexts import APPOINTMENT, NOW, OFFERS

AFTERNOON = [
    ("en", "afternoon"), ("en", "afternoon please"), ("es", "tarde"), ("es", "por la tarde"), ("fr", "après-midi"),
    ("de", "Nachmittag"), ("it", "pomeriggio"), ("pt", "tarde"), ("nl", "middag"),
    ("ja", "午後"), ("ko", "오후"), ("zh", "下午"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), AFTERNOON)
def test_chooses_the_one_that_fits(language: str, text: str) -> None:
    reading = read(text, NOW, language, (language,), Asked("choose", APPOINTMENT, OFFERS))

    assert (reading.intent, reading.choice) == (Intent.CHOOSE, 3)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "morning"),
        ("en", "evening"),
        ("es", "noche"),
        ("fr", "matin"),
        ("de", "Abend"),
        ("it", "sera"),
        ("nl", "ochtend"),
    ],
)
def test_is_a_wish_where_several_or_none_fit(language: str, text: str) -> None:
    reading = read(text, NOW, language, (language,), Asked("choose", APPOINTMENT, OFFERS))

    assert (reading.intent, len(reading.windows)) == (Intent.PROPOSE, 1)


@pytest.mark.parametrize(
    ("language", "text", "intent"),
    [
        ("en", "Afternoon!", Intent.GREETING), ("en", "good afternoon", Intent.GREETING),
        ("es", "buenas tardes", Intent.GREETING),
        ("pt", "boa tarde", Intent.GREETING), ("nl", "goedemiddag", Intent.GREETING), ("de", "Guten Morgen", Intent.GREETING),
        ("es", "más tarde", Intent.LATER), ("es", "llego tarde", Intent.LATE), ("es", "muy tarde", Intent.EARLIER),
        ("es", "es tarde", Intent.OTHER), ("es", "llego 10 minutos tarde", Intent.LATE),
    ],
)  # fmt: skip
def test_greetings_and_what_is_late_are_none(language: str, text: str, intent: Intent) -> None:
    assert read(text, NOW, language, (language,), Asked("choose", APPOINTMENT, OFFERS)).intent == intent
