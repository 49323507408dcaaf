"""The questions that texts are read as answers to, where a test asks the same text in several of them."""

from __future__ import annotations

from datetime import datetime

from flows.understand import read
from flows.values import Asked, Expecting, Intent, Reading

NOW = datetime(2026, 3, 4, 10, 0)  # a Wednesday
APPOINTMENT = datetime(2026, 3, 6, 14, 30)
OFFERS = (datetime(2026, 3, 5, 9, 0), datetime(2026, 3, 6, 11, 30), datetime(2026, 3, 9, 15, 0))
ACTING = (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE)


def reading(text: str, language: str, expecting: Expecting | None) -> Reading:
    """How a text is read beside a visit, and with three offers listed where one is to be chosen."""
    return read(text, NOW, language, (), Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ()))


def meant(text: str, language: str, expecting: Expecting | None) -> Intent:
    """What it means there."""
    return reading(text, language, expecting).intent
