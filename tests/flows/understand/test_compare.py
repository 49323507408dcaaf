"""Of two times that are compared only the preferred one is wished for, and chosen where it is on offer."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Intent

NOW = datetime(2026, 3, 3, 10)
OFFERS = (datetime(2026, 3, 5, 9), datetime(2026, 3, 6, 15))  # a Thursday at nine, a Friday at three


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ("friday rather than thursday", "I prefer fri to thu", "I'd rather friday than thursday", "3 is better than 9",
                "friday is better than thursday", "friday over thursday", "rather than thursday, friday")),
        ("es", ("prefiero el viernes al jueves", "mejor el viernes que el jueves", "el viernes me va mejor que el jueves")),
        ("fr", ("je préfère vendredi à jeudi", "plutôt vendredi que jeudi", "vendredi c'est mieux que jeudi")),
        ("de", ("lieber Freitag als Donnerstag", "Freitag wäre besser als Donnerstag", "15 Uhr ist besser als 9 Uhr")),
        ("it", ("preferisco venerdì a giovedì", "meglio venerdì che giovedì")),
        ("pt", ("prefiro sexta a quinta", "prefiro sexta do que quinta", "antes sexta do que quinta")),
        ("nl", ("liever vrijdag dan donderdag", "vrijdag liever dan donderdag")),
        ("ja", ("木曜より金曜がいい", "木曜より金曜", "金曜のほうが木曜よりいい", "9時より15時がいい")),
        ("ko", ("목요일보다 금요일", "금요일이 목요일보다 나아요", "9시보다 3시가 좋아요")),
        ("zh", ("比起周四周五更好", "周五比周四好", "周四不如周五", "9点不如3点")),
    ],
)  # fmt: skip
def test_the_preferred_one_alone_is_wished_for(language: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        free = read(text, NOW, language)
        listed = read(text, NOW, language, (), Asked("choose", None, OFFERS))

        assert (text, 1) == (text, len(free.windows))
        assert free.windows[0].start.day == 6 or free.windows[0].start.hour == 15
        assert listed.choice in (2, None)


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("I prefer monday to friday", "en", (9, 14)), ("prefiero lunes a viernes", "es", (9, 14)),
        ("mon to fri", "en", (9, 14)), ("later than thursday", "en", (6, 5)),
    ],
)  # fmt: skip
def test_a_range_and_a_bound_compare_nothing(text: str, language: str, days: tuple[int, int]) -> None:
    found = read(text, NOW, language, (), Asked("when"))

    assert [days] == [(window.start.day, window.end.day) for window in found.windows]


@pytest.mark.parametrize(
    ("text", "language"),
    [("creo que el jueves o el viernes", "es"), ("lieber Freitag, als Alternative Donnerstag", "de"),
     ("thursday is better for me but friday works too", "en")],
)  # fmt: skip
def test_both_are_wished_for(text: str, language: str) -> None:
    assert {5, 6} == {window.start.day for window in read(text, NOW, language, (), Asked("when")).windows}


def test_what_is_called_worse_is_not_chosen() -> None:
    for text in ("thursday is worse than friday", "thursday isn't as good as friday"):
        found = read(text, NOW, "en", (), Asked("choose", None, OFFERS))

        assert (found.intent, found.choice) != (Intent.CHOOSE, 1)
