"""A week said behind more than a weekday: "Thursday or Friday next week", "Friday at 2 next week"."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.flows.understand.contexts import reading

NEXT = (date(2026, 3, 12), date(2026, 3, 13))  # Thursday and Friday of the week after this one


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Thursday or Friday next week"), ("en", "thursday, friday next week"), ("en", "next week thursday or friday"),
        ("en", "could we do Thursday at 3 or Friday at 2 next week"), ("en", "thursday and friday next week at 10"),
        ("en", "thursday morning or friday morning next week"), ("es", "jueves o viernes de la próxima semana"),
        ("es", "el jueves o el viernes de la semana que viene"), ("fr", "jeudi ou vendredi de la semaine prochaine"),
        ("de", "Donnerstag oder Freitag nächste Woche"), ("it", "giovedì o venerdì della prossima settimana"),
        ("pt", "quinta ou sexta da próxima semana"), ("nl", "donderdag of vrijdag volgende week"),
        ("ja", "来週の木曜か金曜"), ("ko", "다음 주 목요일이나 금요일"), ("zh", "下周四或周五"),
    ],
)  # fmt: skip
def test_the_week_is_that_of_all_of_them(language: str, text: str) -> None:
    assert NEXT == tuple(window.start.date() for window in reading(text, language, "when").windows)


def test_three_of_them() -> None:
    days = [window.start.day for window in reading("wed, thursday or friday the week after next", "en", "when").windows]

    assert [18, 19, 20] == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("this thursday or friday next week", [5, 13]),
        ("Thursday works. Or Friday next week", [5, 13]),
        ("thursday or next friday", [5, 13]),
        ("today or friday next week", [4, 13]),
    ],
)
def test_a_day_apart_keeps_its_own_week(text: str, days: list[int]) -> None:
    assert days == [window.start.day for window in reading(text, "en", "when").windows]


@pytest.mark.parametrize("text", ["not Thursday, Friday next week", "thursday is out, friday next week works"])
def test_a_refused_day_is_not_of_the_list(text: str) -> None:
    found = reading(text, "en", "when")

    assert ([13], [5]) == ([window.start.day for window in found.windows], [window.start.day for window in found.excluded][:1])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Friday at 2pm next week"), ("en", "friday 2pm next week please"), ("en", "can we do Friday at 2 next week?"),
        ("es", "el viernes a las 2 de la tarde de la semana que viene"), ("de", "Freitag um 14 Uhr nächste Woche"),
        ("fr", "vendredi à 14h la semaine prochaine"), ("it", "venerdì alle 14 la prossima settimana"),
        ("pt", "sexta às 14h da próxima semana"), ("nl", "vrijdag om 14 uur volgende week"), ("ja", "来週の金曜2時"),
        ("zh", "下周五下午2点"),
    ],
)  # fmt: skip
def test_the_week_behind_an_hour_is_that_of_its_day(language: str, text: str) -> None:
    assert [datetime(2026, 3, 13, 14)] == [window.start for window in reading(text, language, "when").windows]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("friday after 2 next week", datetime(2026, 3, 13, 14), datetime(2026, 3, 14)),
        ("friday between 2 and 4 next week", datetime(2026, 3, 13, 14), datetime(2026, 3, 13, 16)),
        ("wednesday before noon next week", datetime(2026, 3, 11), datetime(2026, 3, 11, 12)),
    ],
)
def test_hours_of_a_day_of_that_week(text: str, start: datetime, end: datetime) -> None:
    assert [(start, end)] == [(window.start, window.end) for window in reading(text, "en", "when").windows]


@pytest.mark.parametrize("text", ["Friday at 2 or next week", "Friday at 2, next week is bad"])
def test_a_week_apart_is_not_its_day(text: str) -> None:
    assert datetime(2026, 3, 6, 14) == reading(text, "en", "when").windows[0].start
