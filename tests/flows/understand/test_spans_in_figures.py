"""Two dates in figures of which only the second one says the year: no telephone number, however many digits they make."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.flows.understand.contexts import reading


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-GB", "4/5 - 9/5/2026"), ("en-US", "5/4 - 5/9/2026"), ("fr", "du 4/5 - 9/5/2026"), ("es", "4/5-9/5/2026"),
        ("de", "4.5 - 9.5.2026"), ("de", "4.5. - 9.5.2026"), ("de", "vom 4.5. bis 9.5.2026"), ("nl", "4/5 - 9/5/2026"),
        ("pt", "4/5 – 9/5/2026"),
    ],
)  # fmt: skip
def test_they_are_the_days_between(language: str, text: str) -> None:
    assert [(datetime(2026, 5, 4), datetime(2026, 5, 10))] == [
        (window.start, window.end) for window in reading(text, language, "when").windows
    ]


@pytest.mark.parametrize("text", ["call 202 555-0143", "my number is 202.555.0143", "555-0143 - 202-5550"])
def test_a_telephone_number_is_no_time(text: str) -> None:
    assert () == reading(text, "en", "when").windows
