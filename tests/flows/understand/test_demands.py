"""A pick that brings a demand of its own is asked about, and so is a question what an offer's time means."""

from __future__ import annotations

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent
from tests.flows.understand.contexts import ACTING, APPOINTMENT, NOW, OFFERS, meant

WITH_A_DEMAND = [
    ("en", ("2 but with Dr Ito", "2 but i'd like Dr Ito", "2 but for my son", "2 but not in the morning", "1 on another day",
            "2 though only 30 minutes", "the second with a different doctor", "thursday but not too early",
            "yes but not this week")),
    ("es", ("la 2 pero con el doctor Ito", "la 2 pero por la tarde", "la 1 otro día", "el 2 con otro doctor")),
    ("fr", ("la 2 mais avec le docteur Ito", "la 2 mais l'après-midi", "la 2 mais un autre jour",
            "la 2 avec un autre médecin")),
    ("de", ("2, aber bei Herrn Vogt", "die 1 an einem anderen Tag", "2 bei einem anderen Arzt",
            "gerne, aber nicht diese Woche")),
    ("it", ("la 2 ma con il dottor Ito", "la 2 ma di pomeriggio", "la 1 in un altro giorno", "la 2 con un altro medico")),
    ("pt", ("a 3 mas de manhã", "a 2 mas com o doutor Ito", "a 1 noutro dia", "a 2 com outro médico")),
    ("nl", ("graag, maar niet deze week", "2 maar bij dokter Ito", "2 maar 's middags", "1 op een andere dag")),
    ("ja", ("2番ですが、伊藤先生で", "2でお願いします、ただし伊藤先生で", "2がいいですが午後に", "1で別の日に")),
    ("ko", ("2번이요 근데 이토 선생님으로", "2번 하지만 오후로", "1번 다른 날로")),
    ("zh", ("2，但是要伊藤医生", "第二个但要下午", "1，但是另外一天")),
]  # fmt: skip


@pytest.mark.parametrize(("language", "texts"), WITH_A_DEMAND)
def test_a_pick_with_a_demand_is_asked_about(language: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        assert (text, False) == (text, any(meant(text, language, each) in ACTING for each in ("confirm", "choose", "when")))


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("not 1 but 2", "en", 2), ("sorry but 2", "en", 2), ("3 but in the afternoon", "en", 3), ("2 though", "en", 2),
        ("1 is too early but 3 is fine", "en", 3), ("pas la 1 mais la 2", "fr", 2), ("nicht die 1, sondern die 2", "de", 2),
        ("la 3 ma di pomeriggio", "it", 3), ("a 3 mas à tarde", "pt", 3), ("3 maar 's middags", "nl", 3),
        ("申し訳ないですが2番で", "ja", 2), ("죄송하지만 2번이요", "ko", 2), ("不好意思，但2可以", "zh", 2),
    ],
)  # fmt: skip
def test_what_agrees_with_the_pick_is_no_demand(text: str, language: str, number: int) -> None:
    found = read(text, NOW, language, (), Asked("choose", APPOINTMENT, OFFERS))

    assert (Intent.CHOOSE, number) == (found.intent, found.choice)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("is the 9 o'clock in the morning?", "en"), ("is thursday at 9?", "en"), ("¿las 9 son de la mañana?", "es"),
        ("9h c'est le matin ?", "fr"), ("ist 9 Uhr vormittags?", "de"), ("le 9 sono di mattina?", "it"),
        ("9h é da manhã?", "pt"), ("is 9 uur 's ochtends?", "nl"), ("9時は午前ですか", "ja"), ("木曜は9時ですか", "ja"),
        ("9시는 오전인가요", "ko"), ("9点是上午吗", "zh"), ("周四是9点吗", "zh"),
    ],
)  # fmt: skip
def test_what_a_listed_time_means_is_a_question(text: str, language: str) -> None:
    assert meant(text, language, "choose") not in ACTING


@pytest.mark.parametrize(
    ("text", "language"), [("thursday at 9?", "en"), ("木曜9時でいいですか", "ja"), ("周四9点可以吗", "zh")]
)
def test_a_time_asked_for_is_still_picked(text: str, language: str) -> None:
    assert meant(text, language, "choose") == Intent.CHOOSE


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("swimming at 9", "en"), ("nuoto alle 9", "it"), ("natación a las 9", "es"), ("natation à 9h", "fr"),
        ("zwemmen om 9", "nl"),  # whose time?
        ("3 not 2", "en"), ("1 no 2 yes", "en"), ("2 never mind", "en"),
        ("2 if parking is free", "en"), ("de 2 als parkeren gratis is", "nl"), ("la 2 si hay aparcamiento", "es"),
        ("2番、駐車場が無料なら", "ja"), ("2 for me and 3 for my son", "en"), ("la 2 para mí y la 3 para mi hijo", "es"),
        ("my wife says 2 is fine", "en"), ("meine Frau sagt, 2 passt", "de"), ("妻が2がいいと言っています", "ja"),
        ("the evening one", "en"), ("der am Wochenende", "de"), ("2 hours?", "en"), ("質問が1つあります", "ja"),
    ],
)  # fmt: skip
def test_a_number_of_something_else_or_a_doubtful_one_picks_nothing(text: str, language: str) -> None:
    assert meant(text, language, "choose") not in ACTING


@pytest.mark.parametrize(
    ("text", "number"),
    [("Hi Karen 2 please", 2), ("2 please karen", 2), ("thx 9am", 1), ("1 no, 3 yes", 3), ("no not 2, 3", 3)],
)
def test_names_and_courtesy_beside_a_pick_leave_it_one(text: str, number: int) -> None:
    found = read(text, NOW, "en", (), Asked("choose", APPOINTMENT, OFFERS))

    assert (Intent.CHOOSE, number) == (found.intent, found.choice)


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "wait is that with dr ito?"), ("en", "is that with Dr Ito?"), ("fr", "c'est avec le docteur Ito ?"),
        ("it", "è con il dottor Ito?"), ("ja", "それは伊藤先生ですか？"),
    ],
)  # fmt: skip
def test_asking_whose_visit_it_is_asks_about_the_own_one(language: str, text: str, expecting: Expecting | None) -> None:
    assert meant(text, language, expecting) is Intent.WHEN


@pytest.mark.parametrize("text", ["is dr ito in?", "do you have dr ito?", "can I see dr ito?", "this is dr ito"])
def test_asking_for_somebody_does_not(text: str) -> None:
    assert meant(text, "en", "confirm") is not Intent.WHEN
