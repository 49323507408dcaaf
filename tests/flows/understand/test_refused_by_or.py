"""A no before or behind days that "or" or "and" joins refuses them all; what is praised behind them is wanted."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.values import Intent
from tests.flows.understand.contexts import ACTING, meant, reading

THU, FRI, MON, TUE = (datetime(2026, 3, day) for day in (5, 6, 9, 10))


@pytest.mark.parametrize(
    ("language", "text", "refused"),
    [
        ("en", "no thursday or monday", [THU, MON]), ("en", "no thursday or monday please", [THU, MON]),
        ("en", "no monday and tuesday", [MON, TUE]), ("en", "monday or friday no", [MON, FRI]),
        ("en", "thursday or friday I can't", [THU, FRI]), ("en", "monday or friday something came up", [MON, FRI]),
        ("en", "neither monday nor friday", [MON, FRI]), ("es", "ni lunes ni viernes", [MON, FRI]),
        ("fr", "pas lundi ou vendredi", [MON, FRI]), ("de", "weder Montag noch Freitag", [MON, FRI]),
        ("it", "non lunedì o venerdì", [MON, FRI]), ("pt", "nem segunda nem sexta", [MON, FRI]),
        ("nl", "niet maandag of vrijdag", [MON, FRI]), ("ja", "月曜か金曜は無理", [MON, FRI]),
        ("ko", "월요일도 금요일도 안 돼요", [MON, FRI]), ("zh", "周四或周一不行", [THU, MON]),
    ],
)  # fmt: skip
def test_all_of_them_are_refused(language: str, text: str, refused: list[datetime]) -> None:
    read = reading(text, language, "confirm")

    assert ([window.start for window in read.excluded], read.windows) == (refused, ())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("no friday please, monday is ok", [MON]),
        ("no thursday or friday, monday is fine", [MON]),
        ("no, thursday or monday", [THU, MON]),
        ("no thursday, monday", [THU, MON]),
        ("monday, friday no", [MON]),
    ],
)
def test_what_is_praised_or_stands_apart_is_wanted(text: str, wanted: list[datetime]) -> None:
    assert [window.start for window in reading(text, "en", "confirm").windows] == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "maandag maar niet"), ("nl", "maandag toch maar niet"), ("zh", "可能周五"), ("de", "ich 2, meine Frau 3"),
        ("nl", "ik kan er maar één"), ("en", "i can only do one"), ("es", "solo puedo una"), ("fr", "je ne peux qu'un"),
        ("de", "ich kann nur einen"), ("it", "posso solo una"), ("pt", "só posso um"), ("zh", "我只能选一个"),
    ],
)  # fmt: skip
def test_what_is_only_mentioned_is_not_taken(language: str, text: str) -> None:
    assert meant(text, language, "choose") not in ACTING


@pytest.mark.parametrize(
    ("language", "text", "intent"),
    [
        ("it", "meglio venerdì", Intent.PROPOSE), ("pt", "melhor sexta", Intent.PROPOSE),
        ("es", "mejor el viernes", Intent.PROPOSE),
        ("nl", "ik bevestig voor maandag", Intent.PROPOSE), ("nl", "ik bevestig voor zaterdag", Intent.PROPOSE),
        ("nl", "ja graag tot vrijdag", Intent.AFFIRM), ("it", "va bene venerdì", Intent.AFFIRM),
        ("en", "yes, this week", Intent.AFFIRM),
        ("en", "i confirm for friday", Intent.AFFIRM), ("pt", "sexta está bom", Intent.AFFIRM),
    ],
)  # fmt: skip
def test_better_and_before_are_no_yes(language: str, text: str, intent: Intent) -> None:
    assert meant(text, language, "confirm") is intent
