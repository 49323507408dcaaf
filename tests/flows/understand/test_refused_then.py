"""A day that is refused, then another one asked about or agreed to: the refusal is not shared."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Intent

NOW = datetime(2026, 3, 3, 10)
VISIT = datetime(2026, 3, 6, 14, 30)
OFFERS = (datetime(2026, 3, 5, 9), datetime(2026, 3, 6, 15))  # a Thursday and a Friday


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ("thursday doesn't work, and friday?", "thursday doesn't work and friday?", "can't do thursday, and friday?",
                "thursday no and friday yes", "thursday doesn't work and friday does", "thursday is bad and friday works")),
        ("es", ("el jueves no me va, y el viernes?", "el jueves no me va y el viernes?", "el jueves no y el viernes sí",
                "el jueves no puedo y el viernes sí")),
        ("fr", ("jeudi ça ne va pas, et vendredi ?", "jeudi je ne peux pas et vendredi ?", "jeudi non et vendredi oui")),
        ("de", ("Donnerstag passt nicht, und Freitag?", "Donnerstag nicht und Freitag ja",
                "Donnerstag geht nicht und Freitag geht")),
        ("it", ("giovedì non mi va, e venerdì?", "giovedì non posso e venerdì?", "giovedì no e venerdì sì")),
        ("pt", ("quinta não dá, e sexta?", "quinta não posso e sexta?", "quinta não e sexta sim")),
        ("nl", ("donderdag gaat niet, en vrijdag?", "donderdag niet en vrijdag wel")),
        ("ja", ("木曜は無理です、金曜は？", "木曜は無理で金曜は大丈夫")),
        ("ko", ("목요일은 안돼요, 금요일은요?", "목요일은 안되고 금요일은 돼요")),
        ("zh", ("周四不行，周五呢？", "周四不行周五可以")),
    ],
)  # fmt: skip
def test_the_second_day_is_wished_for(language: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        chosen = read(text, NOW, language, (), Asked("choose", VISIT, OFFERS))
        asked = read(text, NOW, language, (), Asked("confirm", VISIT))

        assert (text, Intent.CHOOSE, 2) == (text, chosen.intent, chosen.choice)
        assert (text, [6], [5]) == (text, [w.start.day for w in asked.windows], [w.start.day for w in asked.excluded])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("thursday and friday don't work?", "en"), ("thursday isn't good and friday isn't either", "en"),
        ("i can't thursday and friday", "en"), ("el jueves y el viernes no puedo", "es"),
        ("el jueves no puedo y el viernes tampoco", "es"), ("no puedo el jueves y el viernes", "es"),
        ("jeudi je ne peux pas et vendredi non plus", "fr"), ("Donnerstag geht nicht und Freitag auch nicht", "de"),
        ("giovedì non posso e venerdì nemmeno", "it"), ("quinta não posso e sexta também não", "pt"),
        ("donderdag gaat niet en vrijdag ook niet", "nl"), ("木曜は無理、金曜も無理", "ja"),
    ],
)  # fmt: skip
def test_both_days_are_refused(text: str, language: str) -> None:
    for asked in (Asked("choose", VISIT, OFFERS), Asked("confirm", VISIT)):
        found = read(text, NOW, language, (), asked)

        assert (None, (), [5, 6]) == (found.choice, found.windows, [w.start.day for w in found.excluded])
