"""Typographic marks of staff's texts, made plain where that saves a segment."""

from __future__ import annotations

import pytest

from bot.plain import plain
from flows.segments import segments


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Don\u2019t forget", "Don't forget"),
        ("\u201cGreen Street\u201d \u2013 12", '"Green Street" - 12'),
        ("See you\u2026", "See you..."),
        ("10:00\u202fAM\u00a0sharp", "10:00 AM sharp"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("caf\u00e9, ma\u00f1ana", "caf\u00e9, ma\u00f1ana"),
    ],
)
def test_marks_become_plain(typed: str, wanted: str):
    assert wanted == plain(typed)


@pytest.mark.parametrize(
    "typed", ["Gr\u00fc\u00dfe, P\u0159emysl\u2019s visit", "\u4e88\u7d04\u2014\u660e\u65e5", "ok \U0001f44d\u2026"]
)
def test_a_text_that_needs_another_alphabet_stays_as_typed(typed: str):
    assert typed == plain(typed)


def test_plain_marks_save_segments():
    typed = "It\u2019s " + "x" * 150

    assert (3, 1) == (segments(typed), segments(plain(typed)))
