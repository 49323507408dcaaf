"""Leave taken until the very visit, a yes that requests what was offered, ordinals from the end, what a refusal leaves."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Intent, Reading

NOW = datetime(2026, 3, 3, 10)
VISIT = datetime(2026, 3, 6, 14, 30)  # a Friday
OFFERS = (datetime(2026, 3, 5, 9), datetime(2026, 3, 5, 15), datetime(2026, 3, 6, 11))
LATE = (datetime(2026, 3, 5, 9), datetime(2026, 3, 6, 15))


def asked_to_confirm(text: str, language: str) -> Reading:
    return read(text, NOW, language, (), Asked("confirm", VISIT))


def listed(text: str, language: str, offers: tuple[datetime, ...] = OFFERS) -> Reading:
    return read(text, NOW, language, (), Asked("choose", VISIT, offers))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("à vendredi {}", "fr"), ("Prima tot vrijdag {}", "nl"), ("bis Freitag {}", "de"), ("hasta el viernes a las {}", "es"),
        ("a venerdì alle {}", "it"), ("até sexta às {}", "pt"),
    ],
)  # fmt: skip
def test_leave_until_the_hour_says_yes_to_it_alone(text: str, language: str) -> None:
    then, later = asked_to_confirm(text.format("14:30"), language), asked_to_confirm(text.format("15:30"), language)

    assert (Intent.AFFIRM, Intent.PROPOSE) == (then.intent, later.intent)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Yes, could you book it for me?", "en"), ("yes could you confirm it please?", "en"),
        ("Sí, ¿me lo puedes reservar?", "es"),
        ("Oui, vous pouvez me le réserver ?", "fr"), ("Ja, können Sie das für mich buchen?", "de"),
        ("Sì, può prenotarlo per me?", "it"), ("Sim, pode marcar para mim?", "pt"), ("はい、予約していただけますか？", "ja"),
        ("好的，可以帮我预约吗？", "zh"),
    ],
)  # fmt: skip
def test_a_yes_may_request_what_was_offered(text: str, language: str) -> None:
    assert asked_to_confirm(text, language).intent == Intent.AFFIRM


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Yes, could you book another one for me?", "en"), ("Yes, could you book it for friday at 5?", "en"),
        ("yes, can you cancel it?", "en"), ("yes can you call me?", "en"), ("can you book it?", "en"),
        ("yes can you book a taxi for me?", "en"), ("kan ik een afspraak maken?", "nl"),
        ("Ja, können Sie das verschieben?", "de"),
        ("Sí, ¿me puedes dar otra?", "es"), ("yes, can you book something earlier?", "en"),
    ],
)  # fmt: skip
def test_a_yes_that_requests_something_new_is_none(text: str, language: str) -> None:
    assert asked_to_confirm(text, language).intent != Intent.AFFIRM


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ("the second to last", "the last but one", "next to last", "penultimate")), ("es", ("la penúltima",)),
        ("fr", ("l'avant-dernier", "avant-dernière")), ("de", ("den vorletzten", "vorletzter")), ("it", ("il penultimo",)),
        ("pt", ("a penúltima",)), ("nl", ("de voorlaatste", "de een na laatste")), ("ja", ("最後から2番目", "後ろから2番目")),
        ("ko", ("끝에서 두 번째", "마지막에서 두번째")), ("zh", ("倒数第二个",)),
    ],
)  # fmt: skip
def test_offers_are_counted_from_the_end(language: str, texts: tuple[str, ...]) -> None:
    assert [2] * len(texts) == [listed(text, language).choice for text in texts]
    assert [1] * len(texts) == [listed(text, language, LATE).choice for text in texts]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("mornings are out so the last one", "en"), ("can't mornings, so the last one", "en"),
        ("no puedo por las mañanas, así que la última", "es"), ("vormittags geht nicht, also die letzte", "de"),
        ("pas le matin donc le dernier", "fr"), ("la mattina non posso, quindi l'ultimo", "it"),
        ("ochtends kan ik niet, dus de laatste", "nl"), ("上午不行，所以最后一个", "zh"),
    ],
)  # fmt: skip
def test_a_pick_is_taken_where_it_agrees_with_what_is_refused(text: str, language: str) -> None:
    assert (2, None) == (listed(text, language, LATE).choice, listed(text, language).choice)


@pytest.mark.parametrize(
    ("text", "language", "fridays"),
    [
        ("kann Freitag nicht. Haben Sie nächste Woche noch was frei?", "de", True),
        ("can't do Friday. Do you have anything next week?", "en", True),
        ("can't make friday, any time next week works", "en", True),
        ("el viernes no puedo, ¿tienen algo la próxima semana?", "es", True), ("金曜は無理です。来週空いてますか", "ja", True),
        ("next week any day but friday", "en", False), ("fridays are bad, next week?", "en", False),
    ],
)  # fmt: skip
def test_this_friday_is_not_every_friday(text: str, language: str, fridays: bool) -> None:
    noon = datetime(2026, 3, 13, 12)

    windows = read(text, NOW, language, (), Asked("when", VISIT)).windows

    assert fridays == any(window.start <= noon < window.end for window in windows)


@pytest.mark.parametrize(
    ("text", "language"),
    [("jeudi mais pas le matin", "fr"), ("thursday but not in the morning", "en"), ("thursday but not morning", "en"),
     ("el jueves pero no por la mañana", "es"), ("Donnerstag aber nicht vormittags", "de")],
)  # fmt: skip
def test_a_day_without_its_morning_has_no_night_before(text: str, language: str) -> None:
    windows = read(text, NOW, language, (), Asked("when", VISIT)).windows

    assert [(datetime(2026, 3, 5, 12), datetime(2026, 3, 6))] == [(window.start, window.end) for window in windows]
