"""What is taken back does not count: "2 scratch that 3" is 3, "Friday, I mean Thursday" is Thursday."""

from __future__ import annotations

import pytest

from flows.understand import read
from flows.values import Asked, Intent
from tests.flows.understand.contexts import ACTING, APPOINTMENT, NOW, OFFERS

CORRECTED = [
    ("en", (("2 scratch that 3", 3), ("1 no wait 2", 2), ("2, I mean 3", 3), ("2, no, 3", 3), ("2, no 3", 3),
            ("friday, I mean thursday", 1), ("friday, sorry, thursday", 1))),
    ("es", (("2, digo 3", 3), ("el viernes, digo, el jueves", 1), ("2, no, 3", 3))),
    ("fr", (("vendredi, pardon, jeudi", 1), ("le 2, enfin le 3", 3), ("2, non 3", 3))),
    ("de", (("2, ich meine 3", 3), ("Freitag, ich meine Donnerstag", 1), ("2, nein 3", 3), ("2 äh 3", 3),
            ("2, nein doch 3", 3))),
    ("it", (("2, anzi 3", 3), ("venerdì, anzi giovedì", 1))),
    ("pt", (("2, ou melhor, 3", 3), ("sexta, quer dizer, quinta", 1))),
    ("nl", (("vrijdag, ik bedoel donderdag", 1), ("2, nee 3", 3))),
    ("ja", (("2、いや3", 3), ("金曜、いや木曜", 1), ("2番じゃなくて3番", 3))),
    ("ko", (("2번 아니 3번", 3), ("금요일 아니 목요일", 1))),
    ("zh", (("2，不，3", 3), ("周五，不对，周四", 1))),
]  # fmt: skip


@pytest.mark.parametrize(("language", "texts"), CORRECTED)
def test_what_is_named_last_counts(language: str, texts: tuple[tuple[str, int], ...]) -> None:
    for text, number in texts:
        reading = read(text, NOW, language, (language,), Asked("choose", APPOINTMENT, OFFERS))
        assert (text, reading.intent, reading.choice) == (text, Intent.CHOOSE, number)


@pytest.mark.parametrize(("text", "day"), [("thursday, i mean friday", 6), ("move it to thursday, sorry, friday", 6)])
def test_a_wish_is_corrected_too(text: str, day: int) -> None:
    reading = read(text, NOW, "en", ("en",), Asked("when"))

    assert [window.start.day for window in reading.windows] == [day]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "thursday, no fridays"),
        ("en", "2 sorry can't"),
        ("en", "monday but i can wait until tuesday"),
        ("en", "yes i mean no"),
    ],
)
def test_what_is_no_correction_picks_nothing(language: str, text: str) -> None:
    reading = read(text, NOW, language, (language,), Asked("choose", APPOINTMENT, OFFERS))

    assert reading.intent != Intent.AFFIRM
    assert reading.choice in (None, 1)


TOLD = [
    ("en", ("tomorrow is thursday", "the 5th is a thursday", "friday is right, the time is wrong", "apartment number 3",
            "what is the thursday one?")),
    ("es", ("mañana es jueves", "el viernes bien, la hora no")),
    ("fr", ("demain c'est jeudi", "je rentre le 9", "c'est quoi celui de jeudi ?")),
    ("de", ("morgen ist Donnerstag", "Freitag passt, die Uhrzeit nicht", "Wohnung Nr. 3", "Ich bin um 9 aufgestanden",
            "Freitag eventuell", "eventuell Freitag", "Gut, dass Sie schreiben", "Dann muss ich wohl absagen, oder?",
            "müsste ich absagen, würde ich mich melden")),
    ("it", ("domani è giovedì", "venerdì sì, l'ora no")),
    ("pt", ("amanhã é quinta", "sexta sim, a hora não")),
    ("nl", ("morgen is donderdag", "vrijdag goed, de tijd niet")),
    ("ja", ("明日は木曜日です", "金曜は大丈夫ですが時間が合いません", "木曜日は何ですか")),
    ("ko", ("목요일은 뭐예요", "목요일은 왜 안 돼요?", "목요일은 어떤 거예요?")),
    ("zh", ("周五对，时间不对", "周四的是什么", "周四是谁？")),
]  # fmt: skip


@pytest.mark.parametrize(("language", "texts"), TOLD)
def test_what_is_told_or_asked_takes_no_offer(language: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        for asked in (Asked("choose", None, OFFERS), Asked("confirm", APPOINTMENT)):
            assert (text, False) == (text, read(text, NOW, language, (language,), asked).intent in ACTING)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "prob 2"), ("en", "probably 2"), ("en", "2 please but send a reminder"), ("de", "2, aber bitte erinnern Sie mich"),
     ("de", "wahrscheinlich 2")],
)  # fmt: skip
def test_a_likely_pick_and_one_with_an_errand_choose(language: str, text: str) -> None:
    reading = read(text, NOW, language, (language,), Asked("choose", APPOINTMENT, OFFERS))

    assert (reading.intent, reading.choice) == (Intent.CHOOSE, 2)


def test_neither_behind_a_day_refuses_it() -> None:
    reading = read("monday won't do, tuesday neither, wednesday ok", NOW, "en", ("en",), Asked("when"))

    assert [window.start.day for window in reading.windows] == [11]
    assert [window.start.day for window in reading.excluded] == [9, 10]
