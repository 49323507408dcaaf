"""A weekday by itself belongs to the week that is under discussion: "Thursday?" after offers in the week after next."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from flows.understand import read
from flows.values import Asked, Intent

NOW = datetime(2026, 3, 2, 10, 0)  # a Monday
WEEK = date(2026, 3, 9)
OFFERS = (datetime(2026, 3, 9, 10), datetime(2026, 3, 11, 10), datetime(2026, 3, 13, 10))
VISIT = datetime(2026, 3, 5, 10)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "thursday afternoon?"),
        ("en", "how about thursday after lunch"),
        ("es", "¿el jueves por la tarde?"),
        ("fr", "jeudi après-midi ?"),
        ("de", "Donnerstag Nachmittag?"),
        ("it", "giovedì pomeriggio?"),
        ("pt", "quinta à tarde?"),
        ("nl", "donderdagmiddag?"),
        ("ja", "木曜の午後は？"),
        ("ko", "목요일 오후는요?"),
        ("zh", "周四下午呢？"),
    ],
)
def test_weekday_that_is_not_offered_is_that_of_the_offers_week(language: str, text: str) -> None:
    reading = read(text, NOW, language, (language,), Asked("choose", VISIT, OFFERS, week=WEEK))

    assert [window.start.date() for window in reading.windows] == [date(2026, 3, 12)]


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("from saturday on", date(2026, 3, 14), None),
        ("tuesday to thursday", date(2026, 3, 10), date(2026, 3, 13)),
        ("before thursday", WEEK, date(2026, 3, 12)),
        ("same time on thursday", date(2026, 3, 12), date(2026, 3, 12)),
        ("thursday that week", date(2026, 3, 12), date(2026, 3, 13)),
        ("any other day that week?", WEEK, date(2026, 3, 16)),
    ],
)
def test_spans_of_weekdays_lie_in_that_week_too(text: str, first: date, end: date | None) -> None:
    reading = read(text, NOW, "en", ("en",), Asked("choose", VISIT, OFFERS[2:], week=WEEK))

    assert reading.windows[0].start.date() == first
    assert end is None or reading.windows[0].end.date() == end


@pytest.mark.parametrize("text", ["this thursday", "thursday 5 march", "anything sooner, thursday?", "thursday asap please"])
def test_what_is_said_of_the_week_or_of_sooner_counts(text: str) -> None:
    reading = read(text, NOW, "en", ("en",), Asked("choose", None, OFFERS, week=WEEK))

    assert reading.windows[0].start.date() < WEEK


def test_what_is_refused_is_the_offered_day() -> None:
    reading = read("monday and wednesday don't work", NOW, "en", ("en",), Asked("choose", VISIT, OFFERS, week=WEEK))

    assert [window.start.date() for window in reading.excluded] == [date(2026, 3, 9), date(2026, 3, 11)]


def test_the_visit_that_is_kept_is_the_one_there_is() -> None:
    reading = read("ok then leave it on thursday", NOW, "en", ("en",), Asked("choose", VISIT, OFFERS, week=WEEK))

    assert (reading.intent, reading.windows) == (Intent.OTHER, ())


def test_without_a_week_under_discussion_the_weekday_lies_ahead() -> None:
    reading = read("thursday afternoon?", NOW, "en", ("en",), Asked("confirm", VISIT))

    assert reading.windows[0].start.date() == VISIT.date()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "oui je confirme jeudi"),
        ("fr", "je confirme jeudi 14h30"),
        ("it", "sì confermo giovedì"),
        ("en", "yes i confirm thursday"),
        ("es", "sí confirmo el jueves"),
        ("pt", "sim confirmo quinta"),
        ("de", "ja ich bestätige Donnerstag"),
        ("nl", "ja ik bevestig donderdag"),
        ("ja", "はい、木曜日で確認します"),
        ("ko", "네 목요일 확인합니다"),
        ("zh", "好的，确认周四"),
    ],
)
def test_a_yes_to_another_day_is_no_yes(language: str, text: str) -> None:
    reading = read(text, NOW, language, (language,), Asked("confirm", VISIT + DAY))

    assert reading.intent == Intent.PROPOSE


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "je confirme jeudi"), ("it", "confermo giovedì"), ("fr", "je confirme 10h")]
)
def test_a_yes_to_the_day_asked_about_is_one(language: str, text: str) -> None:
    assert read(text, NOW, language, (language,), Asked("confirm", VISIT)).intent == Intent.AFFIRM
