"""Leave until the day of the visit is a yes to it; until another day it is none, whatever stands before it."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Intent

NOW = datetime(2026, 3, 2, 10, 0)  # a Monday
FRIDAY = Asked("confirm", datetime(2026, 3, 6, 14, 30))
ELSEWHEN = [
    ("en-US", "ok, see you monday"),
    ("en-US", "great, thanks, see you thursday"),
    ("en-US", "yes! see you tomorrow"),
    ("es-ES", "ok, hasta el lunes"),
    ("es-ES", "vale gracias, hasta mañana"),
    ("es-ES", "sí, nos vemos el lunes"),
    ("fr-FR", "ok, à lundi"),
    ("fr-FR", "parfait merci, à demain"),
    ("de-DE", "ok, bis Montag"),
    ("de-DE", "ja passt, bis morgen"),
    ("it-IT", "ok, a lunedì"),
    ("it-IT", "perfetto grazie, a domani"),
    ("pt-BR", "ok, até segunda"),
    ("pt-BR", "sim, até amanhã"),
    ("nl-NL", "oké, tot maandag"),
    ("nl-NL", "prima, tot morgen"),
    ("ja-JP", "はい、月曜に伺います"),
    ("ko-KR", "네, 월요일에 봬요"),
    ("zh-CN", "好的，周一见"),
]
THEN = [
    ("en-US", "ok, see you friday"),
    ("es-ES", "ok, hasta el viernes"),
    ("fr-FR", "ok, à vendredi"),
    ("de-DE", "ok, bis Freitag"),
    ("it-IT", "ok, a venerdì"),
    ("pt-BR", "ok, até sexta"),
    ("nl-NL", "oké, tot vrijdag"),
    ("zh-CN", "好的，周五见"),
]


@pytest.mark.parametrize(("language", "text"), ELSEWHEN)
def test_until_another_day_is_no_yes(language: str, text: str) -> None:
    assert Intent.AFFIRM != read(text, NOW, language, (), FRIDAY).intent


@pytest.mark.parametrize(("language", "text"), THEN)
def test_until_its_own_day_is_a_yes(language: str, text: str) -> None:
    assert Intent.AFFIRM == read(text, NOW, language, (), FRIDAY).intent


def test_until_next_week_is_a_yes_to_a_day_of_it() -> None:
    asked = Asked("confirm", datetime(2026, 3, 12, 9, 0))

    assert Intent.AFFIRM == read("ok thanks, see you next week", NOW, "en-US", (), asked).intent
