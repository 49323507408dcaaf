"""What a customer's text holds of them is replaced, and the text still reads the same."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.masking import masked
from flows.understand import Heard, resolve, understand
from flows.values import Asked

NOW = datetime(2026, 3, 2, 10)


def heard(text: str, language: str | None = None) -> Heard:
    return understand(text, NOW, language, ("en-US",))


@pytest.mark.parametrize(
    ("text", "language", "names", "expected"),
    [
        ("call me on 202-555-0143 after 5", "en", (), "call me on 555-010-0555 after 5"),
        ("my new number is +1 (202) 555 0143", "en", (), "my new number is +5 (550) 100 5550"),
        ("write to ana.rivera@mail.example please", "en", (), "write to name@example.com please"),
        ("Ana can't make it, Leo can", "en", ("Ana Rivera", "Leo Rivera"), "Alex can't make it, Alex can"),
        ("yes, this is Karen", "en", (), "yes, this is Alex"),
        ("please ask Mrs Wojcik about it", "en", (), "please ask Mrs Alex about it"),
        ("soy Marisol, mañana no puedo", "es", (), "soy Alex, mañana no puedo"),
        ("Hier ist Uwe Brandt, ich komme am Freitag", "de", (), "Hier ist Alex Alex, ich komme am Freitag"),
        ("佐藤様ではありません", "ja", (), "山田様ではありません"),
    ],
)
def test_what_tells_who_wrote_is_replaced(text: str, language: str, names: tuple[str, ...], expected: str) -> None:
    assert expected == masked(heard(text, language), names)


@pytest.mark.parametrize(
    "text", ["Tuesday at 10 or 2026-03-05 14:30", "Can I come on Friday May 8 at 9", "YES please", "12 Mar 2026 1030", "2"]
)
def test_days_and_hours_stay(text: str) -> None:
    assert text == masked(heard(text, "en"), ())


@pytest.mark.parametrize("text", ["no, call 2025550143", "Ana here, friday at 3 works", "cancel, this is Karen"])
def test_a_masked_text_reads_the_same(text: str) -> None:
    before = resolve(heard(text), Asked("confirm"), NOW)

    after = resolve(heard(masked(heard(text), ("Ana",))), Asked("confirm"), NOW)

    assert (before.intent, before.windows) == (after.intent, after.windows)
