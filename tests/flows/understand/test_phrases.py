"""Patterns of the language data and what they match."""

from __future__ import annotations

import pytest

from flows.understand.patterns import PatternError, parts_of
from flows.understand.phrases import Phrasebook
from flows.understand.spelling import Spelling
from flows.understand.tokens import tokenize

CLASSES = {"appt": ["visit", "check-up"], "drop": ["cancel~", "call off"]}


def ends_in(book: Phrasebook, text: str) -> list[int]:
    codes = book.codes(tokenize(text))
    return [end for end, _, _ in book.walk(codes, 0, {}, codes)]


def ends(pattern: str, text: str) -> list[int]:
    return ends_in(Phrasebook(parts_of({"role": [pattern]}, CLASSES)), text)


@pytest.mark.parametrize(
    ("pattern", "text", "end"),
    [
        ("stop it", "STOP it", 2), ("(a|b c) d", "b c d", 3), ("go [right] now", "go now", 2),
        ("@drop my @appt", "call off my check-up", 6),
        ("annul~", "annulez", 1), ("drop .. @appt", "drop my very last visit", 5), ("my name is _", "my name is Zoe", 4),
        ("don't", "dont", 1), ("don't", "don’t", 1), ("mañana", "manana", 1), ("in #num days", "in 3 days", 3),
        ("キャンセル", "キャンセルします", 5), ("취소", "취소해 주세요", 2), ("please", "pleeease", 1),
        ("appointment", "apointment", 1), ("well-known", "well known", 2), ("yes", "yesss", 1),
        ("retras~", "retrásala", 1),
    ],
)  # fmt: skip
def test_a_pattern_matches(pattern: str, text: str, end: int) -> None:
    assert end in ends(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("stop it", "stop, it"), ("=cancelé", "cancele"), ("drop .. @appt", "drop a b c d visit"), ("visit", "visits"),
        ("regards", "rewards"), ("move", "love"), ("ok", "o k"),
    ],
)  # fmt: skip
def test_a_pattern_does_not_match(pattern: str, text: str) -> None:
    assert [] == ends(pattern, text)


@pytest.mark.parametrize("pattern", ["(a|b", "a]", "", "[a]", "@nobody", "wrong (number|#)"])
def test_a_pattern_that_cannot_be_read_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        parts_of({"role": [pattern]}, CLASSES)


def test_a_gap_never_swallows_a_no() -> None:
    book = Phrasebook(parts_of({"cancel": ["drop .. visit"], "no": ["no"]}, CLASSES))

    assert [] == ends_in(book, "drop no visit")


def test_an_exact_word_stays_exact_beside_the_same_word_without_a_sign() -> None:
    book = Phrasebook(parts_of({"past": ["=llamé"], "cancelled": ["llamé para anular"]}, {}))

    assert [] == ends_in(book, "llame")
    assert [] != ends_in(book, "llame para anular")


def test_a_word_typed_otherwise_counts_as_the_usual_one_as_well() -> None:
    book = Phrasebook(parts_of({"want": ["que sea"], "move": ["cambi~"]}, {}), {"k": "que", "kambiar": "cambiar"})

    assert [2] == ends_in(book, "k sea")
    assert [1] == ends_in(book, "kambiar")


def test_the_nearest_word_is_the_same_every_time() -> None:
    words = ["confirm", "conform", "appointment"]

    assert {Spelling(words).nearest("confrm") for _ in range(5)} == {"confirm"}
