"""Lines are said in the language, the formats and the time of the place, in as few segments as it allows."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from flows.lang.lines import NoSuchLine, choose_language, languages, say, say_all, speaks, speech, topic_of
from flows.says import Numbered, Say, Visit, Week
from flows.segments import segments
from tests.flows.made import place

THURSDAY = datetime(2026, 3, 5, 19, 30, tzinfo=UTC)
CHECKUP = Visit("check-up", "Dr Ito")


def test_english_and_spanish_are_spoken() -> None:
    assert {"en", "es"} <= set(languages())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Moved: check-up with Dr Ito, Thu 5 Mar 2:30 PM. See you then!"),
        ("en-GB", "Moved: check-up with Dr Ito, Thu 5 Mar 14:30. See you then!"),
        ("es", "Cambiado: check-up con Dr Ito, jue 5 mar 14:30. Le esperamos."),
    ],
)
def test_dates_and_clocks_are_the_languages_and_regions_own(language: str, expected: str) -> None:
    said = say("moved", language, place(), {"visit": CHECKUP, "when": THURSDAY})

    assert expected == said


def test_moments_are_told_in_the_places_own_time() -> None:
    said = say("still_agreeing", "en", place(zone=ZoneInfo("Europe/Madrid")), {"when": THURSDAY})

    assert said == "Reply YES to take Thu 5 Mar 8:30 PM."


def test_offers_are_numbered() -> None:
    times = Numbered((time(14), time(14, 30), time(16)))

    said = say("offers_day", "en", place(), {"day": date(2026, 3, 5), "times": times})

    assert said == "Thu 5 Mar: reply 1 for 2:00 PM, 2 for 2:30 PM, 3 for 4:00 PM, or text another day or time."


def test_a_visit_of_a_family_names_the_person() -> None:
    said = say("booked", "en", place(), {"visit": Visit("check-up", "Dr Ito", "Leo"), "when": THURSDAY})

    assert said == "You are booked: Leo, check-up with Dr Ito, Thu 5 Mar 2:30 PM."


def test_days_with_the_same_hours_are_told_once() -> None:
    days = (*((day, ("09:00-17:00",)) for day in ("mon", "tue", "wed")), ("fri", ("09:00-12:00", "13:00-17:00")))

    said = say("hours", "en-GB", place(), {"place": "Here", "hours": Week(days)})

    assert said == "Here is open Mon-Wed 09:00-17:00, Fri 09:00-12:00 13:00-17:00."


def test_letters_gsm_lacks_lose_their_accents_and_typography_its_curls() -> None:
    said = say("where", "es", place(), {"place": "Clínica “Íñigo”", "address": "Calle Mayor, 3 – 2º", "phone": "1"})

    assert said == 'Clinica "Iñigo", Calle Mayor, 3 - 2o. Teléfono 1.'
    assert segments(said) == 1


def test_the_first_variant_that_fits_one_segment_is_said() -> None:
    long = Visit("a very long treatment with a very long name indeed", "Dr Somebody Whose Name Is Long Too, Esquire")

    said = say("too_late", "en", place(), {"visit": long, "when": THURSDAY, "phone": "+15550100099"})

    assert said == "Too late to change by text, nothing has changed: Thu 5 Mar 2:30 PM. Please call +15550100099."


def test_lines_said_together_are_shortened_together() -> None:
    visit = Visit("check-up", "Dr Okafor-Bennett", "Maximilian")
    confirmed = Say("confirmed", (("visit", visit), ("when", THURSDAY)))
    next_one = Say("ask_next", (("visit", visit), ("who", "Leo"), ("when", THURSDAY)))

    said = say_all([confirmed, next_one], "en", place())

    assert segments(said) == 1
    assert said.startswith("Confirmed: Maximilian, check-up with Dr Okafor-Bennett")


def test_silence_is_an_empty_text() -> None:
    assert say_all([], "en", place()) == ""


def test_an_unknown_line_is_an_error() -> None:
    with pytest.raises(NoSuchLine, match="no line 'nonsense'"):
        say("nonsense", "en", place(), {})


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(NoSuchLine, match="when"):
        say("moved", "en", place(), {"visit": CHECKUP})


@pytest.mark.parametrize(
    ("heard", "known", "own", "expected"),
    [
        ("es", None, ("en", "es"), "es"),
        ("es", "en", ("en",), "es"),
        (None, "es", ("en", "es"), "es"),
        (None, None, ("es", "en"), "es"),
        ("xx", "en", ("es",), "en"),
        ("xx", None, ("xx", "en"), "en"),
        ("en", None, ("en-GB",), "en-GB"),
        (None, None, ("xx",), "en"),
    ],
)
def test_language_of_a_reply(heard: str | None, known: str | None, own: tuple[str, ...], expected: str) -> None:
    assert expected == choose_language(heard, known, place(languages=own))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Where are you?", "en", "place"),
        ("what are your hours", "en", "hours"),
        ("¿Dónde están?", "es", "place"),
        ("how much is it", "en", None),
        ("you have the wrong number", "en", "wrong_number"),
    ],
)
def test_topic_of_a_question(text: str, language: str, expected: str | None) -> None:
    assert expected == topic_of(text, language)


@pytest.mark.parametrize("language", languages())
def test_every_language_has_words_for_every_topic(language: str) -> None:
    assert set(speech("en").topics) == set(speech(language).topics)


def test_a_region_is_spoken_where_its_language_is() -> None:
    assert speaks("en-NZ")
    assert not speaks("xx-US")
