"""When a visit is now, beside the time wished for: "move my Wednesday appointment to Friday" names Wednesday's."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read

NOW = datetime(2026, 3, 2, 10, 0)  # a Monday
WEDNESDAY, FRIDAY = datetime(2026, 3, 4), datetime(2026, 3, 6)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-US", "move my wednesday appointment to friday"),
        ("en-US", "could we swap wednesday for friday"),
        ("en-US", "instead of wednesday can I come friday"),
        ("en-US", "please reschedule wednesday's cleaning to friday"),
        ("es-ES", "quiero cambiar mi cita del miércoles al viernes"),
        ("es-ES", "¿puedo pasar la del miércoles al viernes?"),
        ("fr-FR", "je voudrais déplacer mon rdv de mercredi à vendredi"),
        ("de-DE", "kann ich den Termin am Mittwoch auf Freitag verschieben"),
        ("it-IT", "vorrei spostare l'appuntamento di mercoledì a venerdì"),
        ("pt-BR", "queria mudar a consulta de quarta para sexta"),
        ("nl-NL", "kan ik mijn afspraak van woensdag naar vrijdag verzetten"),
        ("ja-JP", "水曜の予約を金曜に変更したいです"),
        ("ko-KR", "수요일 예약을 금요일로 옮기고 싶어요"),
        ("zh-CN", "把周三的预约改到周五"),
    ],
)
def test_the_present_time_names_the_visit_and_the_other_is_the_wish(language: str, text: str) -> None:
    reading = read(text, NOW, language)

    assert [WEDNESDAY] == [window.start for window in reading.own]
    assert [FRIDAY] == [window.start for window in reading.windows]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-US", "can we move it to friday"), ("es-ES", "pásela al viernes"), ("fr-FR", "pouvez-vous le décaler à vendredi"),
        ("de-DE", "auf Freitag verschieben bitte"), ("ja-JP", "金曜に変更お願いします"), ("zh-CN", "改到周五可以吗"),
    ],
)  # fmt: skip
def test_a_time_that_is_moved_to_names_no_visit(language: str, text: str) -> None:
    reading = read(text, NOW, language)

    assert reading.aimed
    assert () == reading.own


def test_a_time_without_a_way_to_it_may_be_either() -> None:
    reading = read("please move friday's appointment", NOW, "en-US")

    assert not reading.aimed
    assert [FRIDAY] == [window.start for window in reading.windows]


@pytest.mark.parametrize(
    "text",
    [
        "wednesday doesn't work either, what about friday",
        "wednesday doesn't work for me either. friday?",
        "wednesday won't work either. friday please",
    ],
)
def test_either_behind_a_refusal_joins_nothing(text: str) -> None:
    reading = read(text, NOW, "en-US")

    assert [FRIDAY] == [window.start for window in reading.windows]
    assert [WEDNESDAY] == [window.start for window in reading.excluded]
