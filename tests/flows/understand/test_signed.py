"""A yes with the name of its author behind it is a yes; a name that says who is meant is none."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Intent

NOW, VISIT = datetime(2026, 3, 3, 10), datetime(2026, 3, 6, 14, 30)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("yes Anna", "en"), ("yes, Anna", "en"), ("Yes Anna Smith", "en"), ("yes - Anna", "en"), ("Yes, thanks. Anna", "en"),
        ("Yes, it's Dave. I'm coming.", "en"), ("Karen Smith here, yes", "en"), ("Hi, it's Marta. Yes that works", "en"),
        ("sí, Marta", "es"), ("oui, Marie", "fr"), ("sì Anna", "it"), ("sim, Ana", "pt"), ("ja Anna", "nl"),
    ],
)  # fmt: skip
def test_a_yes_may_be_signed(text: str, language: str) -> None:
    assert read(text, NOW, language, (), Asked("confirm", VISIT)).intent == Intent.AFFIRM
    assert read(text, NOW, language, (), Asked("confirm", VISIT, names=("Leo",))).intent == Intent.AFFIRM


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("yes for Leo", "en"), ("not Leo", "en"), ("yes not Leo", "en"), ("yes pizza", "en"), ("ja, Urlaub", "de"),
        ("yes Sick", "en"), ("It's Dave", "en"), ("Yes, it's Monopoly Night", "en"), ("Yes, Dave here too", "en"),
        ("yes Anna?", "en"), ("yes Anna no", "en"), ("yes But Anna", "en"), ("ok sono vegano", "it"), ("Yes Sure Pizza", "en"),
    ],
)  # fmt: skip
def test_what_is_no_signature_takes_no_yes(text: str, language: str) -> None:
    assert read(text, NOW, language, (), Asked("confirm", VISIT)).intent != Intent.AFFIRM


def test_a_name_says_who_where_there_are_several() -> None:
    two = Asked("confirm", VISIT, names=("Ana", "Leo"))

    assert (("Leo", Intent.AFFIRM),) == read("yes Leo", NOW, "en", (), two).answers
    assert read("yes Marta", NOW, "en", (), two).intent != Intent.AFFIRM
    assert read("yes Marta", NOW, "en", (), Asked("confirm", VISIT, several=True)).intent != Intent.AFFIRM
