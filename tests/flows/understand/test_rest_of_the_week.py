"""Earlier and later beside the visit: the rest of its week, the rest of its day."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Window

NOW = datetime(2026, 3, 2, 10, 0)  # a Monday
TUESDAY = Asked("confirm", datetime(2026, 3, 3, 14, 30))
REST = Window(datetime(2026, 3, 4), datetime(2026, 3, 9), time_given=False)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-US", "can we do it later in the week?"), ("en-US", "later that week would be better"),
        ("es-ES", "mejor más adelante en la semana"), ("fr-FR", "plutôt plus tard dans la semaine"),
        ("de-DE", "lieber später in der Woche"), ("it-IT", "meglio più avanti nella settimana"),
        ("pt-BR", "melhor mais para a frente na semana"),
    ],
)  # fmt: skip
def test_later_in_the_week_begins_the_day_after_the_visit(language: str, text: str) -> None:
    assert (REST,) == read(text, NOW, language, (), TUESDAY).windows


def test_a_day_said_beside_it_wins() -> None:
    windows = read("later in the week, thursday maybe", NOW, "en-US", (), TUESDAY).windows

    assert [datetime(2026, 3, 5)] == [window.start for window in windows]


def test_behind_a_sunday_the_whole_week_is_left() -> None:
    sunday = Asked("confirm", datetime(2026, 3, 8, 14, 30))

    assert [datetime(2026, 3, 2)] == [window.start for window in read("later that week", NOW, "en-US", (), sunday).windows]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("can you fit me in any earlier on tuesday", (datetime(2026, 3, 3), datetime(2026, 3, 3, 14, 30))),
        ("got anything later on tuesday", (datetime(2026, 3, 3, 14, 30), datetime(2026, 3, 4))),
        ("anything earlier on thursday", (datetime(2026, 3, 5), datetime(2026, 3, 6))),
    ],
)
def test_earlier_and_later_on_the_day_of_the_visit_are_beside_it(text: str, hours: tuple[datetime, datetime]) -> None:
    assert [hours] == [(window.start, window.end) for window in read(text, NOW, "en-US", (), TUESDAY).windows]
