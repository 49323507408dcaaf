"""A month or a Sunday that is somebody's name is no wish; a month that is meant stays one."""

from __future__ import annotations

import pytest

from flows.values import Intent
from tests.flows.understand.contexts import meant, reading


@pytest.mark.parametrize(
    ("language", "text", "intent"),
    [
        ("en", "Yes. Thanks, April", Intent.AFFIRM), ("fr", "Oui, merci. Avril", Intent.AFFIRM),
        ("es", "Sí, gracias, Julio", Intent.AFFIRM), ("en", "Thanks, June", Intent.THANKS), ("de", "Danke, Jan", Intent.THANKS),
        ("en", "Yes, April", Intent.OTHER), ("de", "Passt, Jan", Intent.OTHER), ("nl", "Prima, Jan", Intent.OTHER),
        ("de", "August Müller", Intent.OTHER),
        ("de", "Hier ist August Müller", Intent.OTHER), ("it", "Domenica Rossi", Intent.OTHER),
        ("fr", "Juin Dupont", Intent.OTHER), ("es", "Soy Julio", Intent.OTHER), ("es", "Soy Domingo, no puedo ir", Intent.DENY),
        ("en", "It's May, I can't come", Intent.DENY), ("en", "June here, running late", Intent.LATE),
        ("en", "kids have sunday school", Intent.OTHER),
    ],
)  # fmt: skip
def test_a_name_is_no_time(language: str, text: str, intent: Intent) -> None:
    read = reading(text, language, "confirm")

    assert (read.intent, read.windows) == (intent, ())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "How about, May"), ("en", "May?"), ("en", "Yes, in May please"), ("de", "August passt"), ("en", "OK, Monday"),
        ("en", "Yes, see you in April"), ("it", "Sì, domenica"),
    ],
)  # fmt: skip
def test_a_month_that_is_meant_is_a_wish(language: str, text: str) -> None:
    assert meant(text, language, "confirm") is Intent.PROPOSE


def test_where_we_asked_when_the_month_answers() -> None:
    assert meant("Thanks, April", "en", "when") is Intent.PROPOSE
